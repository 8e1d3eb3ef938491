"""The site's own settings, with the one address of the measurement beside the site's; for bench only."""

from __future__ import annotations

from gongbao.settings import *  # noqa: F403

ROOT_URLCONF = "bench.http_urls"
