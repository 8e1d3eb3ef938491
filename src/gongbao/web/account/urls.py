"""Addresses of the account's pages; signing in stands outside as ``account_login``."""

from __future__ import annotations

from django.urls import path

from gongbao.web.account import (
    views_factor,
    views_mandates,
    views_messages,
    views_password,
    views_register,
    views_settings,
    views_sign_in,
)

app_name = "account"
urlpatterns = [
    path("sign-out/", views_sign_in.sign_out, name="sign-out"),
    path("second-factor/", views_sign_in.second_factor, name="second-factor"),
    path("factor/", views_factor.factor, name="factor"),
    path("register/", views_register.register, name="register"),
    path("identity/", views_register.identity, name="identity"),
    path("password/", views_password.password, name="password"),
    path("step-up/", views_factor.step_up, name="step-up"),
    path("acting-for/", views_settings.acting_for, name="acting-for"),
    path("mandates/", views_mandates.mandates, name="mandates"),
    path("mandates/new/", views_mandates.new, name="new-mandate"),
    path("mandates/<uuid:mandate>/end/", views_mandates.end, name="end-mandate"),
    path("settings/", views_settings.preferences, name="settings"),
    path("sessions/", views_settings.sessions, name="sessions"),
    path("sessions/end/", views_settings.end_session, name="end-session"),
    path("messages/", views_messages.inbox, name="messages"),
    path("messages/read/", views_messages.mark_read, name="mark-read"),
]
