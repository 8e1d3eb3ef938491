"""Addresses of the room within the hall."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.training_subsidy.hall import views_answer, views_apply, views_rows

urlpatterns = [
    path("start/training-subsidy/", views_apply.start, name="start-claim"),
    path("cases/<str:number>/apply/<slug:step>/", views_apply.apply, name="apply"),
    path("cases/<str:number>/sheets/<slug:part>/<int:line>/", views_rows.row, name="row"),
    path("cases/<str:number>/sheets/<slug:part>/findings.xlsx", views_rows.findings, name="findings"),
    path("cases/<str:number>/people/", views_answer.people, name="people"),
    path("cases/<str:number>/people/<int:row>/", views_answer.answer, name="answer"),
]
