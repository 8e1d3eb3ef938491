"""Addresses of the dossier's screens."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.dossiers import views, views_employer, views_officer, views_share

app_name = "dossiers"
urlpatterns = [
    path("", views.which, name="which"),
    path("template.xlsx", views.template, name="template"),
    path("share/", views_share.share, name="share"),
    path("staff/", views_employer.staff, name="staff"),
    path("staff/template.xlsx", views_employer.template, name="staff-template"),
    path("check/", views_officer.check, name="check"),
]
