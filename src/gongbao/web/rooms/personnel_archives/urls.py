"""Addresses of the archives' screens."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.personnel_archives import views_case, views_desk, views_image, views_party

app_name = "personnel_archives"
urlpatterns = [
    path("", views_party.may_i, name="may-i"),
    path("mine/", views_party.mine, name="mine"),
    path("ask/<slug:kind>/", views_party.ask, name="ask"),
    path("borrow/", views_party.borrow, name="borrow"),
    path("firm/", views_party.firm, name="firm"),
    path("firm/template/", views_party.template, name="template"),
    path("cases/<slug:number>/", views_case.case, name="case"),
    path("reading/<uuid:archive>/", views_image.reading, name="reading"),
    path("reading/page/<uuid:page>/", views_image.picture, name="picture"),
    path("desk/", views_desk.desk, name="desk"),
    path("desk/find/", views_desk.find, name="find"),
    path("desk/register/", views_desk.register, name="register"),
    path("desk/archives/<uuid:archive>/", views_desk.archive, name="archive"),
]
