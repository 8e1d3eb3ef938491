"""The site as a WSGI application."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every page's module is imported now, not by whoever asks first
# What stands by now stays: a full collection would walk a quarter of a million objects while requests wait.
gc.collect()
gc.freeze()
