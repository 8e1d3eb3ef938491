"""The room's public pages."""

from __future__ import annotations

from django.urls import path

from gongbao.web.rooms.training_subsidy import recognised

urlpatterns = [path("recognised-firms/", recognised.recognised, name="recognised-firms")]
