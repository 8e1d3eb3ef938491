"""The Django app `dossiers`."""

from __future__ import annotations

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Dossiers of any title; belongs to no room."""

    name = "gongbao.platform.dossiers"
    label = "dossiers"
