"""Addresses of room 18."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.social_insurance_collection import views_agency, views_party, views_public, views_tax

app_name = "social"
urlpatterns = [
    path("", views_public.ways, name="ways"),
    path("dues/", views_party.dues, name="dues"),
    path("dues/pay/", views_party.pay, name="pay"),
    path("dues/voucher/", views_party.voucher, name="voucher"),
    path("dues/certificate/", views_party.certificate, name="certificate"),
    path("papers/<uuid:key>.pdf", views_party.paper, name="paper"),
    path("declare/", views_party.declare, name="declare"),
    path("agreement/", views_party.agreement, name="agreement"),
    path("cases/<str:number>/", views_party.case, name="case"),
    path("cases/<str:number>/dispute/", views_party.dispute, name="dispute"),
    path("agency/", views_agency.desk, name="agency"),
    path("agency/cases/<str:number>/", views_agency.case, name="agency-case"),
    path("agency/flexible/", views_agency.flexible, name="agency-flexible"),
    path("agency/project/", views_agency.project, name="agency-project"),
    path("agency/registrations/", views_agency.registrations, name="agency-registrations"),
    path("tax/", views_tax.desk, name="tax"),
    path("tax/acts/<slug:name>/", views_tax.act, name="act"),
    path("tax/batches/<uuid:key>/file/", views_tax.bank_file, name="bank-file"),
    path("tax/runs/<uuid:key>/", views_tax.run, name="run"),
]
