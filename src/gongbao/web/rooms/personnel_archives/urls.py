"""Addresses of the archives' screens."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.personnel_archives import (
    views_archive,
    views_bodies,
    views_case,
    views_desk,
    views_image,
    views_lists,
    views_pages,
    views_papers,
    views_parked,
    views_party,
)

app_name = "personnel_archives"
urlpatterns = [
    path("", views_party.may_i, name="may-i"),
    path("verify/", views_papers.verify, name="verify"),
    path("mine/", views_party.mine, name="mine"),
    path("ask/<slug:kind>/", views_party.ask, name="ask"),
    path("borrow/", views_party.for_another, {"name": "borrow"}, name="borrow"),
    path("ask-for/", views_party.for_another, {"name": "ask-for"}, name="ask-for"),
    path("firm/", views_party.firm, name="firm"),
    path("firm/template/", views_party.template, name="template"),
    path("parked/<uuid:key>/", views_parked.parked, name="parked"),
    path("cases/<slug:number>/", views_case.case, name="case"),
    path("cases/<slug:number>/papers/<uuid:key>.pdf", views_papers.paper, name="paper"),
    path("reading/<uuid:archive>/", views_image.reading, name="reading"),
    path("reading/page/<uuid:page>/", views_image.picture, name="picture"),
    path("desk/", views_desk.desk, name="desk"),
    path("desk/find/", views_desk.find, name="find"),
    path("desk/register/", views_desk.register, name="register"),
    path("desk/all/<slug:name>/", views_desk.listing, name="list"),
    path("desk/archives/<uuid:archive>/", views_archive.archive, name="archive"),
    path("desk/archives/<uuid:archive>/pages/", views_pages.pages, name="pages"),
    path("desk/pages/<uuid:page>/small.png", views_pages.small, name="small"),
    path("desk/lists/", views_lists.lists, name="lists"),
    path("desk/lists/<uuid:batch>/", views_lists.batch, name="batch"),
    path("desk/lists/template/<slug:name>/", views_lists.list_template, name="list-template"),
    path("desk/bodies/", views_bodies.bodies, name="bodies"),
    path("desk/parcels/<uuid:parcel>/", views_bodies.parcel, name="parcel"),
]
