"""Addresses of the officers' workbench."""

from __future__ import annotations

from django.urls import path

from gongbao.web.shared import stepping
from gongbao.web.shared.doors import signed_in
from gongbao.web.workbench import (
    views_act,
    views_batch,
    views_case,
    views_leave,
    views_lists,
    views_queue,
    views_reports,
    views_return,
    views_row,
    views_supervision,
)

app_name = "workbench"
_CASE = "cases/<slug:number>/"
urlpatterns = [
    path("", views_queue.queue, name="queue"),
    path("batch/", views_batch.prepare, name="batch"),
    path("batch/do/", views_batch.carry_out, name="batch-do"),
    path("batch/done/<uuid:token>/", views_batch.done, name="batch-done"),
    path("held/<uuid:token>/", signed_in(stepping.resume), name="held"),
    path("leave/", views_leave.leave, name="leave"),
    path("leave/<uuid:appointment>/end/", views_leave.end, name="end-leave"),
    path(_CASE, views_case.case, name="case"),
    path(f"{_CASE}take/", views_act.take, name="take"),
    path(f"{_CASE}act/<slug:action>/", views_act.act, name="act"),
    path(f"{_CASE}return/", views_return.return_case, name="return"),
    path(f"{_CASE}compare/", views_row.compare, name="compare"),
    path(f"{_CASE}judge/", views_row.judge, name="judge-firm"),
    path(f"{_CASE}rows/", views_case.rows, name="rows"),
    path(f"{_CASE}rows/<int:row>/", views_row.row, name="row"),
    path(f"{_CASE}rows/<int:row>/judge/", views_row.judge, name="judge"),
    path(f"{_CASE}rows/<int:row>/leave-out/", views_row.leave_out, name="leave-out"),
    path(f"{_CASE}rows/<int:row>/reveal/", views_row.reveal, name="reveal"),
    path(f"{_CASE}papers/<uuid:file>/", views_case.paper, name="paper"),
    path(f"{_CASE}letters/<uuid:letter>/", views_case.letter, name="letter"),
    path(f"{_CASE}picture/", views_case.picture, name="picture"),
    path(f"{_CASE}accesses/", views_case.accesses, name="accesses"),
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
