"""Addresses of electronic contracts."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.electronic_contracts import (
    views_batch,
    views_contract,
    views_employer,
    views_identity,
    views_office,
    views_public,
)

app_name = "electronic_contracts"
urlpatterns = [
    path("", views_contract.mine, name="mine"),
    path("new/", views_employer.new, name="new"),
    path("terms/", views_employer.terms, name="terms"),
    path("terms/<uuid:review>/", views_employer.review_terms, name="review_terms"),
    path("duties/", views_employer.duties, name="duties"),
    path("identity/", views_identity.verify, name="identity"),
    path("identity/code/", views_identity.code, name="code"),
    path("identity/key/", views_identity.key, name="key"),
    path("identity/leak/", views_identity.leak, name="leak"),
    path("batches/", views_batch.batches, name="batches"),
    path("batches/roster.xlsx", views_batch.roster, name="roster"),
    path("batches/<uuid:batch>/", views_batch.batch, name="batch"),
    path("batches/<uuid:batch>/findings.xlsx", views_batch.findings, name="findings"),
    path("verify/", views_public.verify, name="verify"),
    path("compliance/", views_public.compliance, name="compliance"),
    path("technology/", views_public.technology, name="technology"),
    path("opinion/", views_public.opinion, name="opinion"),
    path("office/", views_office.office, name="office"),
    path("office/request/", views_office.request_one, name="request"),
    path("office/inquiries/<slug:case>/", views_office.decide, name="decide"),
    path("office/supervision/", views_office.supervise, name="supervision"),
    path("office/systems/", views_office.systems, name="systems"),
    path("office/keys/", views_office.stop_key, name="stop_key"),
    path("office/lookup/", views_office.lookup, name="lookup"),
    path("<slug:contract>/", views_contract.contract, name="contract"),
    path("<slug:contract>/do/<slug:name>/", views_contract.act, name="act"),
    path("<slug:contract>/<slug:what>.file", views_contract.download, name="download"),
    path("<slug:contract>/verification/", views_contract.verification, name="verification"),
]
