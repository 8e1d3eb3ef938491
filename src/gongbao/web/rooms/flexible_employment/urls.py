"""Addresses of the room's screens."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.flexible_employment import (
    views_desk,
    views_loans,
    views_make_up,
    views_others,
    views_party,
    views_public,
)

app_name = "flexible_employment"
urlpatterns = [
    path("", views_party.rights, name="rights"),
    path("costs/", views_public.costs, name="costs"),
    path("vacancies/", views_public.vacancies, name="vacancies"),
    path("lists/<slug:kind>/", views_public.listing, name="list"),
    path("lists/<slug:kind>/<str:code>/", views_public.versions, name="versions"),
    path("firm/", views_party.firm, name="firm"),
    path("firm/vacancy/", views_party.vacancy, name="vacancy"),
    path("firm/lending/", views_party.lending, name="lending"),
    path("firm/oral/", views_party.oral, name="oral"),
    path("firm/complaints/<slug:number>/", views_party.answer, name="answer"),
    path("deferral/", views_party.deferral, name="deferral"),
    path("deferral/make-up/", views_make_up.make_up, name="make_up"),
    path("deferral/papers/<uuid:key>/", views_make_up.paper, name="paper"),
    path("loans/", views_loans.loans, name="loans"),
    path("loans/<slug:number>/", views_loans.loan, name="loan"),
    path("desk/", views_desk.desk, name="desk"),
    path("desk/draw/", views_desk.draw, name="draw"),
    path("desk/pilot/", views_desk.pilot, name="pilot"),
    path("desk/wish/", views_desk.wish, name="wish"),
    path("desk/others/", views_others.others, name="others"),
    path("desk/others/new/", views_others.note, name="note_other"),
    path("desk/others/<uuid:key>/", views_others.take_back, name="take_back_other"),
    path("desk/not-asked/", views_desk.not_asked, name="not_asked"),
    path("desk/lists/<slug:kind>/", views_desk.enter, name="enter"),
    path("desk/runs/<uuid:run>/", views_desk.run, name="run"),
    path("desk/runs/<uuid:run>/file/", views_desk.bank_file, name="bank_file"),
    path("desk/receipts/", views_desk.receipts, name="receipts"),
]
