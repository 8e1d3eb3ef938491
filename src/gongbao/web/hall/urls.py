"""Addresses of the hall."""

from __future__ import annotations

from django.urls import path

from gongbao.web.hall import views_acts, views_answer, views_apply, views_cases, views_rows

app_name = "hall"
urlpatterns = [
    path("", views_cases.cases, name="cases"),
    path("drafts/", views_apply.drafts, name="drafts"),
    path("deadlines.ics", views_cases.calendar, name="calendar"),
    path("start/", views_apply.start, name="start"),
    path("cases/<str:number>/", views_cases.case, name="case"),
    path("cases/<str:number>/submitted/", views_cases.submitted, name="submitted"),
    path("cases/<str:number>/apply/<slug:step>/", views_apply.apply, name="apply"),
    path("cases/<str:number>/sheets/<slug:part>/<int:line>/", views_rows.row, name="row"),
    path("cases/<str:number>/sheets/<slug:part>/findings.xlsx", views_rows.findings, name="findings"),
    path("cases/<str:number>/people/", views_answer.people, name="people"),
    path("cases/<str:number>/people/<int:row>/", views_answer.answer, name="answer"),
    path("cases/<str:number>/do/<slug:name>/", views_acts.act, name="act"),
    path("cases/<str:number>/letters/<uuid:key>.pdf", views_acts.letter, name="letter"),
    path("cases/<str:number>/files/<uuid:key>/", views_acts.file, name="file"),
]
