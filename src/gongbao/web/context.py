"""What every page knows, and what the home page and the guides are made of.

Other apps hand their part in by registering a source; a part nobody provides is left out of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from gongbao.law.text import Text
from gongbao.web.i18n import HTML_CODE, language
from gongbao.web.rooms import all_screens
from gongbao.web.rooms.base import Page

HomeSource = Callable[[HttpRequest], Any]
GuideSource = Callable[[HttpRequest], Mapping[str, Any]]

HOME_PARTS = ("principals", "in_hand", "deadlines", "notices", "frequent")
_home: dict[str, HomeSource] = {}
_guides: dict[str, GuideSource] = {}


def home_part(name: str) -> Callable[[HomeSource], HomeSource]:
    """Register what fills a part of the home page: one of `HOME_PARTS` (see ``public/home.html``)."""
    if name not in HOME_PARTS:
        raise ValueError(f"no part {name!r}: {', '.join(HOME_PARTS)}")

    def register(source: HomeSource) -> HomeSource:
        _home[name] = source
        return source

    return register


def guide(document: str) -> Callable[[GuideSource], GuideSource]:
    """Register the guide of a document (``neng-2020-6``): the context of ``public/guide.html``."""

    def register(source: GuideSource) -> GuideSource:
        _guides[document] = source
        return source

    return register


def guide_source(document: str) -> GuideSource | None:
    """What makes the guide of a document, or None."""
    return _guides.get(document)


def guides() -> tuple[str, ...]:
    """The documents that have a guide."""
    return tuple(_guides)


def life_events() -> list[dict[str, Any]]:
    """The situations this installation can serve, each with the page or the guide it leads to."""
    found = []
    for event in (event for each in all_screens() for event in each.life_events):
        document = next((each for each in event.documents if each in _guides), None)
        if document:
            href = reverse(event.page) if event.page else reverse("guide", args=[document])
            found.append({"lead": event.lead, "title": event.title, "hint": event.hint, "href": href})
    return found


def home(request: HttpRequest) -> dict[str, Any]:
    """The context of the home page; parts without a source are empty."""
    parts = {name: source(request) for name, source in _home.items()}
    return {"life_events": life_events(), **{name: parts.get(name) for name in HOME_PARTS}}


# Navigation: (URL name, words). A page that does not exist in this installation is not offered.

PUBLIC = (("home", Text("首页", "Home")), ("policies", Text("政策库", "Policies")))
LISTS = (
    ("notices", Text("公示", "Public notices")),
    ("verify", Text("查验", "Verify")),
    ("help", Text("帮助", "Help")),
)
NAVIGATION: Mapping[str, Sequence[tuple[str, Text]]] = {
    "public": (*PUBLIC, *LISTS),
    "party": (PUBLIC[0], ("hall:cases", Text("我的事项", "My cases")), PUBLIC[1], LISTS[0], LISTS[2]),
    "officer": (
        ("workbench:queue", Text("工作台", "Workbench")),
        ("notices", Text("公示", "Public notices")),
        PUBLIC[1],
        LISTS[2],
    ),
}


def audience(request: HttpRequest) -> str:
    """``officer``, ``party`` or ``public``, from ``request.actor``."""
    kind = getattr(getattr(request, "actor", None), "kind", "public")
    return kind if kind in NAVIGATION else "public"


def room_pages(who: str, roles: frozenset[str]) -> list[Page]:
    """The pages that rooms offer to an audience; for officers by their roles."""
    return [page for each in all_screens() for page in each.pages if page.shown_to(who, roles)]


WINDOW = ("workbench:window", Text("服务窗口", "Service window"))
"""For administrators, who have no queue; others who serve there find it at the left of the workbench."""
SERVICES, SIDE_BY_SIDE = Text("办事", "Services"), 2
"""The rooms' own pages stand in a menu of this name where there are more than so many."""


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The main navigation for this audience: links, and at most one menu, whose `pages` are links."""
    roles = getattr(getattr(request, "actor", None), "roles", frozenset())
    who = audience(request)
    own = _links(request, ((page.name, page.words) for page in room_pages(who, roles) if page.main))
    if len(own) > SIDE_BY_SIDE:
        own = [{"words": SERVICES, "pages": own, "current": any(page["current"] for page in own)}]
    window = [WINDOW] if "administrator" in roles else []
    return [*_links(request, NAVIGATION[who][:1]), *own, *_links(request, [*window, *NAVIGATION[who][1:]])]


def _links(request: HttpRequest, pages: Iterable[tuple[str, Text]]) -> list[dict[str, Any]]:
    items = []
    for name, words in pages:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        here = request.path == address or (address != "/" and request.path.startswith(address))
        items.append({"href": address, "words": words, "current": here})
    return items


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor of every page.

    Views may set ``request.who`` (a name to show) and ``request.acting_for`` (the party one acts for).
    ``GONGBAO_FOOTER`` holds what the law wants at the foot of a government site: ``host``, ``undertaker``,
    ``contact``, ``site_code``, ``icp``, ``police``, ``mark`` (the address of the official emblem's page) and
    ``report`` (the address for reporting faults); an item that is not set is shown as not yet registered.
    """
    return {
        "language": language(),
        "html_lang": HTML_CODE[language()],
        "elder": getattr(request, "elder", False),
        "shortcuts": getattr(request, "shortcuts", True),
        "audience": audience(request),
        "navigation": navigation(request),
        "who": getattr(request, "who", ""),
        "acting_for": getattr(request, "acting_for", ""),
        "site": settings.GONGBAO_FOOTER,
    }
