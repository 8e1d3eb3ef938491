"""Addresses of the room's screens."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.rural_assistants import (
    views_city,
    views_exports,
    views_levels,
    views_marks,
    views_mine,
    views_officers,
    views_public,
    views_registration,
    views_university,
)

app_name = "rural_assistants"
urlpatterns = [
    path("", views_public.announcement, name="announcement"),
    path("mine/", views_mine.mine, name="mine"),
    path("village/", views_levels.village, name="village"),
    path("township/", views_levels.township, name="township"),
    path("university/", views_university.university, name="university"),
    path("university/<slug:number>/list.xlsx", views_university.blank, name="graduates"),
    path(
        "university/<slug:number>/<uuid:file>/findings.xlsx",
        views_university.findings,
        name="graduate_findings",
    ),
    path("registration/", views_registration.registration, name="registration"),
    path("district/", views_officers.district, name="district"),
    path("city/", views_city.city, name="city"),
    path("rounds/<slug:number>/", views_officers.round_, name="round"),
    path("people/<slug:number>/", views_officers.person, name="person"),
    path("marks/<slug:number>/", views_marks.marks, name="marks"),
    path("marks/<slug:number>/<uuid:file>/findings.xlsx", views_marks.findings, name="findings"),
    path("export/", views_exports.exports, name="exports"),
]
