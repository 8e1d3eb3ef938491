"""Every address × every kind of visitor: who gets in, who is told there is nothing, who is sent to sign in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

import pytest
from tests.safety.looking import Seen
from tests.safety.routes import Route
from tests.safety.visitors import ALL, OFFICERS, Visitor
from tests.safety.walk import Walk

from gongbao.web.rooms import all_screens

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("safety walk")]

HANDLERS = {"handler", "funds", "handler elsewhere"}
DISTRICT = HANDLERS | {"reviewer"}
EVERY = set(OFFICERS) - {"administrator"}
MONEY = DISTRICT | {"city", "finance", "agency"}
LISTS = {"government", "city", "supervisor", "industry"}
ENTERS: dict[str, set[str]] = {
    "workbench": EVERY,
    "workbench:return": DISTRICT, "workbench:compare": HANDLERS, "workbench:judge": HANDLERS, "workbench:judge-firm": HANDLERS,
    "workbench:leave-out": HANDLERS, "workbench:held": {*OFFICERS, "clerk", "other clerk", "nobody's clerk"}, "workbench:supervision": DISTRICT | {"city", "supervisor"},
    "workbench:lists": LISTS, "workbench:list": LISTS,
    **{f"workbench:{name}": {"government"} for name in ("begin-list", "list-template", "list-import", "list-imported", "list-firm", "list-submit")},
    "workbench:list-receive": {"industry"},
    "workbench:queue": EVERY | {"administrator"},
    **{f"workbench:{name}": {"administrator"} for name in ("accounts", "new-account", "account", "account-act", "appoint", "dismiss")},
    **{f"workbench:window{name}": HANDLERS | {"administrator"} for name in ("", "-verify", "-password", "-firm", "-mandates", "-mandate", "-end", "-paper")},
    "city": MONEY, "city:repay": DISTRICT, "city:bank-file": DISTRICT, "city:collect": DISTRICT, "city:receipts": DISTRICT,
}  # fmt: skip
"""Which officers pass the door of a route, or else of its area; a new page takes after its area."""
CLAIMS = EVERY - {"government", "finance", "industry"}
"""Officers whose duties include firms' applications; the others are told there is no such case."""
MACHINES = {
    f"api:{name}" for name in ("quote", "collect", "one", "void", "correct", "periods", "file", "remit")
}
"""Operations for insurers' machines, which show a key of their own: a browser, whoever's, is not let in."""
NEVER_FOUND = {"workbench:batch-done", "hall:begin", "workbench:answer"}
"""What this very session did before, and pages of derived rooms, of which the town has none (tests/web/rooms)."""
NOT_YET = {"titles:count-file", "titles:counts"}
"""What is published later: nobody finds it before."""
MANDATES = {"account:new-mandate", "account:end-mandate"}
BOX = "titles:cast"
"""The ballot box: a vote is cast without a session, so no token of a session can come with it."""
ROOMS = {import_module(each.urls).app_name for each in all_screens() if each.urls}
"""Areas of rooms that bring their own screens; each room's tests say who of its people opens what."""
DONE = {200, 302, 404, 405, 409}
"""What someone may be answered who passed the door: shown, sent on, nothing of that kind here, not by GET, not now."""


def enters(route: str) -> set[str]:
    """Who passes the door of an officers' page."""
    return ENTERS.get(route) or ENTERS[route.partition(":")[0]]


def foreign(visitor: Visitor, seen: Seen) -> bool:
    """Whether the address is of another district or party than the visitor's."""
    return visitor.own not in (ALL, seen.side)


def owned(walked: Walk) -> dict[str, Route]:
    return {route.name: route for route in walked.routes if route.owned}


def expected(walked: Walk, seen: Seen) -> set[int]:
    """The answers that are right for this visitor at this address."""
    visitor, route = walked.visitors[seen.visitor], seen.address.route
    area = route.rpartition(":")[0]
    if route in MACHINES:
        return {401, 405}
    if not visitor.ready and area != "account" and route != "account_login":
        return {302}
    outside = visitor.kind == "public"
    if route == "account:register":
        return {200} if outside else {302}
    if route in MANDATES and not outside:
        return _mandates(visitor, route)
    if area == "account":
        return {302, 405} if outside else {200, 302, 405}
    if area == "hall":
        return {302} if outside else {403} if visitor.kind == "officer" else _own(walked, seen)
    if area in ("workbench", "city"):
        return {302} if outside else _desk(walked, seen)
    if area in ROOMS:
        return {200, 302, 405} | ({404} if route in NOT_YET else set()) if outside else DONE | {403}
    if route in ("api:case", "api:cases"):
        return {401} if outside else {404} if route == "api:case" and not _reads(walked, seen) else {200}
    return {200, 302, 405, 422} if area == "api" else {200, 302}


def _mandates(visitor: Visitor, route: str) -> set[int]:
    """Officers act for nobody; the mandate of the address is that of the firm's representative."""
    if route == "account:new-mandate":
        return {200} if visitor.kind == "party" else {403}
    return {200} if visitor.name == "clerk" else {404}


def _own(walked: Walk, seen: Seen) -> set[int]:
    strange = foreign(walked.visitors[seen.visitor], seen) and seen.address.route in owned(walked)
    return {404} if strange else DONE


def _desk(walked: Walk, seen: Seen) -> set[int]:
    route = seen.address.route
    if seen.visitor not in enters(route):
        return {403}
    if route not in owned(walked):
        return DONE
    if _reads(walked, seen):
        return DONE
    on = any(
        "-2020-" in part and part in seen.headers.get("Location", "") for part in seen.address.path.split("/")
    )
    return {302, 404, 405} if on else {404, 405}


def _reads(walked: Walk, seen: Seen) -> bool:
    """Whether the case of the address is this visitor's to read."""
    visitor = walked.visitors[seen.visitor]
    if foreign(visitor, seen):
        return False
    money_or_list = seen.address.route.startswith(("city:", "workbench:list"))
    return visitor.kind == "party" or money_or_list or seen.visitor in CLAIMS


def asked(walked: Walk) -> Iterator[Seen]:
    """What was asked by its route, links that were followed left out."""
    yield from (seen for seen in walked.seen if seen.side in ("here", "there"))


def test_no_address_fails(walked: Walk) -> None:
    failed = [
        (repr(each), each.fault.strip().rpartition("\n")[2])
        for each in [*walked.seen, *walked.sent, *walked.unsigned]
        if each.status >= 500
    ]
    assert failed == []


def test_every_visitor_is_answered_as_they_should_be(walked: Walk) -> None:
    wrong = [
        f"{each!r}, not one of {sorted(expected(walked, each))}"
        for each in asked(walked)
        if each.status not in expected(walked, each)
    ]
    assert wrong == []


def test_every_route_was_asked_for_and_opened_by_somebody(walked: Walk) -> None:
    got: dict[str, set[int]] = defaultdict(set)
    for each in walked.seen:
        ready = walked.visitors[each.visitor].ready and each.visitor != "anonymous"
        got[each.address.route].add(each.status if ready else 0)
    assert {route.name for route in walked.routes} == set(got)
    shut = {name for name, statuses in got.items() if not {200, 302, 405} & statuses}
    shut = {name for name in shut if name.rpartition(":")[0] not in ROOMS}
    assert shut == {"api:deadline"} | NEVER_FOUND | {"api:one", "api:periods"}, (
        "a deadline needs its parameters"
    )


def test_the_page_of_an_act_opens_exactly_where_the_procedure_offers_it(walked: Walk) -> None:
    offered = [seen for seen, offer in walked.offers if offer]
    assert len(offered) > 15
    assert {seen.status for seen in offered} <= {200, 409}
    assert [repr(seen) for seen, offer in walked.offers if not offer and seen.status != 404] == []


def test_what_is_another_district_s_or_party_s_does_not_exist_and_the_attempt_is_logged(walked: Walk) -> None:
    strange = [each for each in asked(walked)
               if each.address.route in owned(walked) and each.status == 404 and foreign(walked.visitors[each.visitor], each)]  # fmt: skip
    assert {each.visitor for each in strange} >= {
        "other clerk",
        "handler elsewhere",
        "handler",
        "clerk",
        "nobody's clerk",
    }
    assert [repr(each) for each in strange if not each.refused] == []


def test_an_answer_to_outsiders_never_says_that_the_case_exists(walked: Walk) -> None:
    pages = {each.text.replace(each.address.path, "") for each in asked(walked)
             if each.visitor == "other clerk" and each.side == "here" and each.address.route == "hall:case"}  # fmt: skip
    assert len(pages) == 1
    assert "知舟" not in pages.pop()


def test_an_officer_without_a_second_factor_is_led_to_it_from_everywhere(walked: Walk) -> None:
    led = [each for each in asked(walked) if not walked.visitors[each.visitor].ready and each.status == 302]
    assert len(led) > 50
    places = {
        each.headers["Location"].partition("?")[0]
        for each in led
        if not each.address.route.startswith("account")
    }
    assert places == {"/account/factor/"}


def test_strangers_are_asked_to_sign_in_and_come_back(walked: Walk) -> None:
    for each in asked(walked):
        if each.visitor == "anonymous" and each.address.route.startswith(("hall:", "workbench:", "city:")):
            assert each.headers["Location"].startswith("/account/sign-in/?next="), each


def test_forms_sent_by_strangers_do_nothing(walked: Walk) -> None:
    assert len(walked.sent) > 150
    assert {each.status for each in walked.sent} <= {302, 403, 404, 405}
    assert walked.last == walked.after
    for each in walked.sent:
        if each.status == 302:
            assert each.headers["Location"].startswith(("/account/sign-in/", "/account/factor/")), each
        elif each.status == 404:
            assert each.refused, each


def test_looking_changes_nothing(walked: Walk) -> None:
    changed = {
        name: (walked.before[name][0], walked.after[name][0])
        for name in walked.before
        if walked.before[name] != walked.after[name]
    }
    assert len(walked.before) > 40
    assert changed == {}


def test_a_form_without_its_token_is_refused_on_a_page_of_the_site(walked: Walk) -> None:
    exempt = {route.name for route in walked.routes if route.exempt}
    assert all(name.startswith("api:") for name in exempt - {BOX})
    for each in walked.unsigned:
        if each.address.route in exempt:
            assert each.status in (400, 401, 405, 422), each
        else:
            assert each.status == 403, each
            assert "请再提交一次" in each.text or "Please submit again" in each.text, each
