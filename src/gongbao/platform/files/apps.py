"""The Django app `files`."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded files."""

    name = "gongbao.platform.files"
    label = "files"
