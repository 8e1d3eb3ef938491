"""Addresses of the room within the workbench."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.training_subsidy.workbench import (
    views_lists,
    views_reports,
    views_return,
    views_row,
    views_rows,
    views_supervision,
)

_CASE = "cases/<slug:number>/"
urlpatterns = [
    path(f"{_CASE}return/", views_return.return_case, name="return"),
    path(f"{_CASE}compare/", views_row.compare, name="compare"),
    path(f"{_CASE}judge/", views_row.judge, name="judge-firm"),
    path(f"{_CASE}rows/", views_rows.rows, name="rows"),
    path(f"{_CASE}rows/<int:row>/", views_row.row, name="row"),
    path(f"{_CASE}rows/<int:row>/judge/", views_row.judge, name="judge"),
    path(f"{_CASE}rows/<int:row>/leave-out/", views_row.leave_out, name="leave-out"),
    path(f"{_CASE}rows/<int:row>/reveal/", views_row.reveal, name="reveal"),
    path("lists/", views_lists.lists, name="lists"),
    path("lists/begin/", views_lists.begin, name="begin-list"),
    path("lists/template.xlsx", views_lists.template, name="list-template"),
    path("lists/<slug:number>/", views_lists.one, name="list"),
    path("lists/<slug:number>/import/", views_lists.import_list, name="list-import"),
    path("lists/<slug:number>/imported/<uuid:token>/", views_lists.imported, name="list-imported"),
    path("lists/<slug:number>/firm/", views_lists.firm, name="list-firm"),
    path("lists/<slug:number>/submit/", views_lists.submit, name="list-submit"),
    path("lists/<slug:number>/copies/<uuid:key>/received/", views_lists.receive, name="list-receive"),
    path("supervision/", views_supervision.supervision, name="supervision"),
    path("reports/", views_reports.reports, name="reports"),
]
