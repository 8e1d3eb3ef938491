"""Addresses of the hall, with those that rooms add."""

from __future__ import annotations

from django.urls import path

from gongbao.web.hall import views_acts, views_cases, views_start
from gongbao.web.rooms import patterns

app_name = "hall"
urlpatterns = [
    path("", views_cases.cases, name="cases"),
    path("drafts/", views_start.drafts, name="drafts"),
    path("deadlines.ics", views_cases.calendar, name="calendar"),
    path("start/", views_start.start, name="start"),
    path("begin/<str:procedure>/", views_start.begin, name="begin"),
    path("cases/<str:number>/", views_cases.case, name="case"),
    path("cases/<str:number>/submitted/", views_cases.submitted, name="submitted"),
    path("cases/<str:number>/do/<slug:name>/", views_acts.act, name="act"),
    path("cases/<str:number>/letters/<uuid:key>.pdf", views_acts.letter, name="letter"),
    path("cases/<str:number>/files/<uuid:key>/", views_acts.file, name="file"),
    *patterns("hall"),
]
