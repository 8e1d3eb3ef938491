"""The site's addresses with the interface at ``/api/``, also while the site's own list does not have it."""

from __future__ import annotations

from django.urls import include, path

from gongbao.web import urls as site

_there = any(getattr(each, "app_name", "") == "api" for each in site.urlpatterns)
urlpatterns = [*([] if _there else [path("api/", include("gongbao.web.api.urls"))]), *site.urlpatterns]
