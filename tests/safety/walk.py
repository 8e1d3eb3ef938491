"""One walk of every visitor through every address; what was answered is kept for the tests to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from uuid import uuid4

from django.http import Http404
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from tests.safety.looking import Seen, ask, in_the_clear, overheard, tables
from tests.safety.planted import planted
from tests.safety.routes import Address, Filler, Route, routes
from tests.safety.town import Town
from tests.safety.visitors import ALL, HERE, Visitor, arrive

from gongbao.platform.cases.services import Case, registered
from gongbao.platform.db.services import SYSTEM, read
from gongbao.web.workbench.doing import act_of


@dataclass
class Walk:
    """Everything seen, the tables before and after, what was logged, and what the database holds in the clear."""

    seen: list[Seen] = field(default_factory=list)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    before: dict[str, tuple[int, str]] = field(default_factory=dict)
    after: dict[str, tuple[int, str]] = field(default_factory=dict)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    offers: list[tuple[Seen, bool]] = field(default_factory=list)
    sent: list[Seen] = field(default_factory=list)
    unsigned: list[Seen] = field(default_factory=list)
    logged: str = ""
    stored: dict[str, str] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    planted: dict[str, str] = field(default_factory=dict)
    drafts: list[str] = field(default_factory=list)


FOLLOW = ("clerk", "handler", "city")
"""Visitors who also go through everything of their own and follow the links they find."""
KINDS = ("anonymous", "clerk", "handler", "officer without second factor")
"""One visitor of each kind, for the pages that are everybody's."""
FOREIGN = ("nobody's clerk", "other clerk", "handler elsewhere", "anonymous", "officer without second factor")
"""Visitors to whom nothing of Haidian and its firm belongs."""
CHECKED = ("anonymous", "clerk", "handler")
"""Visitors whose forms come without the token."""
DECIDE = ("handler", "reviewer")
"""Visitors who open the page of every act a case offers them, and of some it does not."""
MOST_LINKS = 80
FORM = {
    "purpose": "p",
    "text": "t",
    "statement": "t",
    "do": "sample",
    "quarter": "2020Q4",
    "scheme": "expand",
    "outcome": "grant",
}


def walk(town: Town) -> Walk:
    """Every visitor asks for every route on both sides; some follow every link; foreigners send forms; forms lack tokens."""
    made = Walk(
        routes=routes(), planted=dict(planted), drafts=[town.here.cases["draft"], town.there.cases["draft"]]
    )
    fillers = {"here": Filler(town, town.here), "there": Filler(town, town.there)}
    made.visitors = arrive(town)
    for filler in fillers.values():  # the rooms make their samples when first asked for them
        for route in made.routes:
            filler.addresses(route)
    made.before = tables()
    with overheard() as log:
        for visitor in made.visitors.values():
            made.seen += [ask(visitor, each, name) for name, filler in fillers.items() for route in made.routes
                          for each in filler.addresses(route)[:1]
                          if _worth(visitor, route, name)]  # fmt: skip
        for name in FOLLOW:
            _more(made, town, made.visitors[name])
        for name in DECIDE:
            made.offers += _offers(made.visitors[name], town)
        made.seen += [seen for seen, _ in made.offers]
        made.after = tables()
        made.sent = [ask(made.visitors[name], each, "here", FORM | {"key": str(uuid4())}) for name in FOREIGN
                     for route in made.routes if route.owned for each in fillers["here"].addresses(route)[:1]]  # fmt: skip
        for name in CHECKED:
            made.unsigned += _without_token(made, made.visitors[name], fillers["here"])
    made.logged = log.getvalue()
    made.last = tables()
    made.stored = in_the_clear()
    return made


def _worth(visitor: Visitor, route: Route, side: str) -> bool:
    """Whether this visitor's answer can differ: pages for everybody are asked for by one of each kind, the other
    district's by those to whom districts matter."""
    if side == "there" and (not route.owned or (visitor.own == ALL and visitor.name != "city")):
        return False
    return route.guarded or visitor.name in KINDS


def _without_token(made: Walk, visitor: Visitor, filler: Filler) -> list[Seen]:
    """Every route asked by POST without the form's token, by a browser that is checked for it."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies = visitor.browser.cookies
    checked = replace(visitor, browser=browser)
    return [
        ask(checked, each, "here", dict(FORM))
        for route in made.routes
        for each in filler.addresses(route)[:1]
    ]


def _offers(visitor: Visitor, town: Town) -> Iterator[tuple[Seen, bool]]:
    """The pages of acts on Haidian's cases, and whether the procedure and the workbench have the act for the visitor now."""
    with read(SYSTEM, purpose="test"):
        cases = list(Case.objects.filter(number__in=town.here.numbers).exclude(state="draft"))
    for case in cases:
        for place, action in enumerate(registered(case.procedure, case.version).procedure.actions):
            granted = case.state in action.sources and bool(visitor.roles & set(action.roles))
            if granted or place % 6 == 0:
                path = reverse("workbench:act", args=[case.number, action.name])
                yield (
                    ask(visitor, Address("workbench:act", path), "act"),
                    granted and _has_page(case, action.name),
                )


def _has_page(case: Case, action: str) -> bool:
    """Whether the workbench has a page for the act."""
    try:
        act_of(case, action)
    except Http404:
        return False
    return True


def _more(made: Walk, town: Town, visitor: Visitor) -> None:
    """The visitor's own cases all through, then the links found there: one address of each shape."""
    if visitor.own == HERE:
        known = {seen.address.path for seen in made.seen if seen.visitor == visitor.name}
        wanted = Filler(town, town.here, numbers=[*town.here.numbers, town.here.list, town.here.request])
        area = "hall" if visitor.kind == "party" else "workbench"
        made.seen += [ask(visitor, each, "here") for route in made.routes if route.area == area and "action" not in route.parameters
                      for each in wanted.addresses(route) if each.path not in known]  # fmt: skip
    shapes: set[tuple[str, ...]] = set()
    for _ in range(MOST_LINKS):
        found = next((each for each in _links(made.seen, visitor) if each[0] not in shapes), None)
        if found is None:
            return
        shapes.add(found[0])
        made.seen.append(ask(visitor, found[1], "link"))


def _links(seen: list[Seen], visitor: Visitor) -> Iterator[tuple[tuple[str, ...], Address]]:
    for each in seen:
        if each.visitor == visitor.name and each.status == 200 and each.kind == "text/html":
            if each.links is None:
                each.links = list(_shapes(each))
            yield from each.links


def _shapes(seen: Seen) -> Iterator[tuple[tuple[str, ...], Address]]:
    """The links with a question on a page: of which route and which keys, and where they lead."""
    for link in re.findall(r'href="([^"#]*\?[^"#]*)', seen.text):
        path = link.replace("&amp;", "&")
        path = seen.address.path.partition("?")[0] + path if path.startswith("?") else path
        try:
            name = resolve(path.partition("?")[0]).view_name
        except Resolver404:
            continue
        keys = sorted(part.partition("=")[0] for part in path.partition("?")[2].split("&"))
        exported = re.search(r"export=\w+", path)
        if not {"lang", "view", "keys"} & set(keys) and name != "question":
            yield (name, *keys, exported[0] if exported else ""), Address(name, path)
