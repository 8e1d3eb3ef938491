"""The site's tests: pages for refused forms and locked logins as the site has them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "gongbao.web.public.views_pages.csrf_failed"
    settings.AXES_LOCKOUT_CALLABLE = "gongbao.web.public.views_pages.locked_out"
    settings.WHITENOISE_AUTOREFRESH = True
