"""Addresses of the money's pages."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.training_subsidy.city import views_fund, views_request

app_name = "city"
urlpatterns = [
    path("", views_fund.fund, name="fund"),
    path("acts/<slug:name>/<slug:month>/", views_fund.act, name="act"),
    path("requests/<slug:number>/", views_request.request_page, name="request"),
    path("requests/<slug:number>/collect/", views_request.collect, name="collect"),
    path("requests/<slug:number>/repay/", views_request.repay, name="repay"),
    path("batches/<uuid:key>/", views_request.batch, name="batch"),
    path("batches/<uuid:key>/file/", views_request.bank_file, name="bank-file"),
    path("receipts/", views_request.receipts, name="receipts"),
]
