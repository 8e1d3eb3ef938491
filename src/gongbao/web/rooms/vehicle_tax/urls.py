"""Addresses of the vehicle tax's screens."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.vehicle_tax import (
    views_case,
    views_catalogue,
    views_desk,
    views_office,
    views_owner,
    views_records,
    views_register,
)

app_name = "vehicle_tax"
urlpatterns = [
    path("", views_owner.owed, name="owed"),
    path("certificate/", views_owner.certificate, name="certificate"),
    path("desk/", views_desk.desk, name="desk"),
    path("desk/items/", views_desk.items, name="items"),
    path("desk/periods/<slug:period>/", views_desk.period, name="period"),
    path("desk/systems/", views_records.systems, name="systems"),
    path("desk/records/", views_records.records, name="records"),
    path("desk/units/", views_records.units, name="units"),
    path("desk/late-fees/", views_records.late_fees, name="late-fees"),
    path("desk/keys/", views_records.keys, name="keys"),
    path("desk/fee/", views_records.fee, name="fee"),
    path("cases/<slug:number>/", views_case.case, name="case"),
    path("office/", views_office.office, name="office"),
    path("office/catalogue/", views_catalogue.catalogue, name="catalogue"),
    path("office/register/", views_register.register, name="register"),
    path("office/insurers/<uuid:insurer>/", views_office.inspection, name="inspection"),
    path("office/insurers/<uuid:insurer>/taxpayer/", views_office.taxpayer, name="taxpayer"),
]
