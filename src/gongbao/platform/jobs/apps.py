"""The Django app `jobs`."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "gongbao.platform.jobs"
    label = "jobs"
