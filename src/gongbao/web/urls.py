"""Addresses of the site: the public pages here, every audience's screens included beside them."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from gongbao.policies import policies
from gongbao.web.account import views_sign_in
from gongbao.web.public import (
    guide_data,
    views_guide,
    views_notices,
    views_questions,
    views_verify,
)
from gongbao.web.public import home_parts as home_parts
from gongbao.web.public import views_pages as pages
from gongbao.web.rooms import all_screens, patterns

for _policy in policies():
    guide_data.register(_policy)

AUDIENCES = (("hall/", "hall"), ("workbench/", "workbench"))

urlpatterns = [
    path("api/", include("gongbao.web.api.urls")),  # first: programs ask it hundreds of times a second
    path("", pages.home, name="home"),
    path("search/", views_guide.search, name="search"),
    path("policies/", pages.policies, name="policies"),
    path("policies/<slug:document>/", pages.guide, name="guide"),
    path("policies/<slug:document>/ask/<str:name>/", views_questions.ask, name="question"),
    path("policies/<slug:document>/sheets/<str:name>.xlsx", views_guide.blank_sheet, name="blank-sheet"),
    path("notices/", views_notices.notice_list, name="notices"),
    path("notices/objection/", views_notices.objection_standing, name="objection-standing"),
    path("notices/objection/received/", views_notices.received, name="objection-received"),
    path("notices/<slug:slug>/", views_notices.notice, name="notice"),
    path("notices/<slug:slug>/list.xlsx", views_guide.notice_sheet, name="notice-sheet"),
    *patterns("site"),
    path("verify/", views_verify.verify, name="verify"),
    path("account/sign-in/", views_sign_in.sign_in, name="account_login"),
    path("account/", include("gongbao.web.account.urls")),
    path("styleguide/", pages.style_guide, name="styleguide"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("about/", pages.about, name="about"),
    path("site-map/", pages.site_map, name="site-map"),
    *(
        path(prefix, include(f"gongbao.web.{name}.urls"))
        for prefix, name in AUDIENCES
        if find_spec(f"gongbao.web.{name}") and find_spec(f"gongbao.web.{name}.urls")
    ),
    *(path(f"{each.prefix}/", include(each.urls)) for each in all_screens() if each.urls),
]

handler404 = pages.not_found
handler403 = pages.not_allowed
handler500 = pages.failed
