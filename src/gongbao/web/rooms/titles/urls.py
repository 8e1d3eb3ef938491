"""Addresses of the review of titles."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.titles import (
    views_ballot,
    views_body,
    views_case,
    views_city,
    views_meeting,
    views_member,
    views_open,
    views_public,
    views_school,
)

app_name = "titles"
urlpatterns = [
    path("", views_public.home, name="home"),
    path("draws/<uuid:draw>/", views_public.draw, name="draw"),
    path("draws/<uuid:draw>/draw.json", views_public.draw_file, name="draw-file"),
    path("meetings/<uuid:meeting>/count/", views_public.counts, name="counts"),
    path("meetings/<uuid:meeting>/count.json", views_public.count_file, name="count-file"),
    path("certificates/<str:certificate>/", views_public.certificate, name="certificate"),
    path("desk/", views_case.desk, name="desk"),
    path("cases/<slug:case>/", views_case.case, name="case"),
    path("cases/<slug:case>/papers/<uuid:paper>/", views_case.paper, name="paper"),
    path("body/", views_body.body, name="body"),
    path("school/", views_school.school, name="school"),
    path("meetings/<uuid:meeting>/", views_meeting.meeting, name="meeting"),
    path("seats/<uuid:meeting>/", views_member.seat, name="seat"),
    path("seats/<uuid:meeting>/<int:item>/", views_ballot.ballot, name="ballot"),
    path("seats/<uuid:meeting>/<int:item>/token/", views_ballot.token, name="token"),
    path("cast/", views_ballot.cast, name="cast"),
    path("open-data/", views_open.page, name="open"),
    path("open-data/titles.xlsx", views_open.as_excel, name="open-excel"),
    path("open-data/<slug:report>.csv", views_open.as_csv, name="open-csv"),
    path("open-data/<slug:report>.json", views_open.as_json, name="open-json"),
    path("city/", views_city.city, name="city"),
    path("city/statistics/<slug:report>/", views_city.statistics, name="statistics"),
]
