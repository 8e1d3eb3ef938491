"""Addresses of the site's own pages; every audience's screens are included beside them."""

from __future__ import annotations

from django.urls import path

from gongbao.web.public import views_pages as pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("policies/", pages.policies, name="policies"),
    path("policies/<slug:document>/", pages.guide, name="guide"),
    path("styleguide/", pages.style_guide, name="styleguide"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("about/", pages.about, name="about"),
    path("site-map/", pages.site_map, name="site-map"),
]

handler404 = pages.not_found
handler403 = pages.not_allowed
handler500 = pages.failed
