"""Addresses of the officers' workbench, with those that rooms add."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms import patterns
from gongbao.web.shared import stepping
from gongbao.web.shared.doors import signed_in
from gongbao.web.workbench import (
    views_account,
    views_accounts,
    views_act,
    views_batch,
    views_case,
    views_leave,
    views_paper,
    views_queue,
    views_window,
)

app_name = "workbench"
_CASE = "cases/<slug:number>/"
_ACCOUNT = "accounts/<uuid:account>/"
urlpatterns = [
    path("", views_queue.home, name="queue"),
    path("batch/", views_batch.prepare, name="batch"),
    path("batch/do/", views_batch.carry_out, name="batch-do"),
    path("batch/done/<uuid:token>/", views_batch.done, name="batch-done"),
    path("held/<uuid:token>/", signed_in(stepping.resume), name="held"),
    path("leave/", views_leave.leave, name="leave"),
    path("leave/<uuid:appointment>/end/", views_leave.end, name="end-leave"),
    path("accounts/", views_accounts.accounts, name="accounts"),
    path("accounts/new/", views_accounts.new, name="new-account"),
    path(_ACCOUNT, views_accounts.account, name="account"),
    path(f"{_ACCOUNT}appoint/", views_account.appoint, name="appoint"),
    path(f"{_ACCOUNT}roles/<uuid:role>/end/", views_account.dismiss, name="dismiss"),
    path(f"{_ACCOUNT}do/<slug:act>/", views_account.act, name="account-act"),
    path("window/", views_window.window, name="window"),
    path("window/accounts/<uuid:account>/verify/", views_window.verify, name="window-verify"),
    path("window/accounts/<uuid:account>/password/", views_window.password, name="window-password"),
    path("window/firm/", views_paper.firm, name="window-firm"),
    path("window/mandates/", views_paper.mandates, name="window-mandates"),
    path("window/mandates/new/", views_paper.mandate, name="window-mandate"),
    path("window/mandates/<uuid:mandate>/end/", views_paper.end, name="window-end"),
    path("window/mandates/<uuid:mandate>/paper/", views_paper.paper, name="window-paper"),
    path(_CASE, views_case.case, name="case"),
    path(f"{_CASE}take/", views_act.take, name="take"),
    path(f"{_CASE}act/<slug:action>/", views_act.act, name="act"),
    path(f"{_CASE}answers/<int:sequence>/<str:name>/", views_case.answer, name="answer"),
    path(f"{_CASE}papers/<uuid:file>/", views_case.paper, name="paper"),
    path(f"{_CASE}letters/<uuid:letter>/", views_case.letter, name="letter"),
    path(f"{_CASE}picture/", views_case.picture, name="picture"),
    path(f"{_CASE}accesses/", views_case.accesses, name="accesses"),
    *patterns("workbench"),
]
