"""What every answer looks like: strict headers, nothing personal in full, hostile texts that stayed text."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.html import escape
from tests.safety.looking import Seen
from tests.safety.planted import ATTACK, TEXTED_PHONE, attacks_in, marks_in, secrets_in
from tests.safety.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("safety walk")]

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHOLE = {
    "hall:file": "the firm's own upload",
    "hall:findings": "the firm's own sheet, to be mended and sent again",
    "electronic_contracts:findings": "the employer's own roster, to be mended and sent again",
    "workbench:paper": "an upload as it was handed in, for who reviews it; each download is logged",
    "city:bank-file": "the file for the bank, after the second factor; each download is logged",
}
"""Downloads that hold numbers in full, and why."""


def everything(walked: Walk) -> list[Seen]:
    return [*walked.seen, *walked.sent, *walked.unsigned]


def test_every_answer_has_the_headers_that_keep_browsers_safe(walked: Walk) -> None:
    for each in everything(walked):
        policy = each.headers.get("Content-Security-Policy", "")
        assert "default-src 'self'" in policy or "default-src 'none'; sandbox" in policy, each
        assert "unsafe" not in policy, each
        assert "*" not in policy, each
        assert each.headers.get("X-Content-Type-Options") == "nosniff", each
        assert each.headers.get("Referrer-Policy") == "same-origin", each
        assert each.headers.get("Cross-Origin-Opener-Policy") == "same-origin", each
        assert not {"X-Gb", "x-gb", "Server", "X-Powered-By"} & set(each.headers), each


def test_no_id_stands_twice_on_a_page(walked: Walk) -> None:
    """A label leads to the first field of its id: where two forms name a field alike, to the wrong one."""
    wrong = {}
    for each in everything(walked):
        if each.kind == "text/html":
            found = Counter(re.findall(r'<[^>]*\sid="([^"]+)"', each.text))
            twice = sorted(name for name, times in found.items() if times > 1)
            if twice:
                wrong[each.address.route] = twice
    assert wrong == {}


def test_cookies_are_closed_to_scripts_and_other_sites(walked: Walk) -> None:
    cookies = {
        (name, bool(value["httponly"]), value["samesite"])
        for each in everything(walked)
        for name, value in each.cookies.items()
    }
    assert "csrftoken" in {name for name, *_ in cookies}
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
    assert {tuple(how) for _, *how in cookies} == {(True, "Lax")}


def test_no_answer_can_be_framed(walked: Walk) -> None:
    framed = {repr(each) for each in everything(walked) if each.headers.get("X-Frame-Options") != "DENY"}
    assert framed == set()


def test_what_is_no_page_is_a_download_nobody_keeps(walked: Walk) -> None:
    kinds = Counter(each.kind for each in walked.seen if each.status == 200)
    assert kinds[SHEET] > 20
    assert kinds["application/pdf"] > 2
    for each in walked.seen:
        if each.status == 200 and each.kind not in ("text/html", "application/json"):
            assert each.headers["Content-Disposition"].startswith("attachment"), each
            assert "no-store" in each.headers["Cache-Control"], each


def test_pages_behind_the_sign_in_are_kept_by_no_cache(walked: Walk) -> None:
    kept = {each.address.route for each in walked.seen
            if each.status == 200 and each.address.route.partition(":")[0] in ("hall", "workbench", "city", "account")
            and "no-store" not in each.headers.get("Cache-Control", "") and "private" not in each.headers.get("Cache-Control", "")}  # fmt: skip
    assert kept == set()


def test_no_number_of_a_person_account_or_phone_is_shown_in_full(walked: Walk) -> None:
    shown = {
        (each.address.route, number)
        for each in everything(walked)
        if each.address.route not in WHOLE
        for number in secrets_in(each.text)
    }
    assert shown == set()


def test_numbers_are_there_masked(walked: Walk) -> None:
    """The walk did come by them: otherwise the test above could not fail."""
    pages = "".join(each.text for each in walked.seen if each.kind in ("text/html", SHEET))
    for masked in (r"110\*{11}\d{3}[\dX]", r"\*{15}\d{4}", r"1\d\d\*{4}\d{4}"):
        assert re.search(masked, pages), masked


@pytest.mark.parametrize("route", sorted(WHOLE))
def test_downloads_in_full_are_for_who_may_have_them_and_are_never_pages(walked: Walk, route: str) -> None:
    whole = [each for each in walked.seen if each.address.route == route and secrets_in(each.text)]
    assert whole
    allowed = {"clerk", "other clerk"} if route.startswith(("hall:", "electronic_contracts:")) else {
        "handler", "reviewer", "funds", "handler elsewhere", *(["city", "agency", "supervisor"] if route == "workbench:paper" else []),
    }  # fmt: skip
    assert {each.visitor for each in whole} <= allowed
    for each in whole:
        assert each.headers["Content-Disposition"].startswith("attachment"), each


def test_nothing_is_stored_in_the_clear(walked: Walk) -> None:
    """Of every table: the log, audit rows, events, messages, letters, jobs and sessions included."""
    assert len(walked.stored["messages_message"]) > 1000
    assert len(walked.stored["db_outbox"]) > 10_000
    clear = {table: sorted(found) for table, rows in walked.stored.items() if (found := secrets_in(rows))}
    assert clear == {}


def test_the_log_names_nobody(walked: Walk) -> None:
    assert "Not Found" in walked.logged
    assert secrets_in(walked.logged) == set()


def test_messages_that_left_hold_no_number(walked: Walk) -> None:
    left = [
        json.loads(file.read_text("utf-8"))
        for file in Path(settings.GONGBAO_DATA, "outbox", "sms").glob("*.json")
    ]
    assert left
    assert {each["to"] for each in left} == {TEXTED_PHONE}
    assert [each for each in left if secrets_in(each["zh"] + each["en"])] == []


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{ATTACK}</p>", f'<input value="{ATTACK}">', "<a href='javascript:gb()'>", "<p onclick='x'>",
        "<p>onerror=gb()&gt;49{% gb %}</p>",
    ],
)  # fmt: skip
def test_an_attack_that_came_through_would_be_seen(page: str) -> None:
    assert attacks_in(page)
    assert not attacks_in(f"<p title='{escape(ATTACK)}'>{escape(ATTACK)}</p>")


def test_hostile_texts_stay_text_on_every_page(walked: Walk) -> None:
    through = {
        (each.address.route, attack)
        for each in everything(walked)
        if each.kind == "text/html"
        for attack in attacks_in(each.text)
    }
    assert through == set()


def test_hostile_texts_were_met(walked: Walk) -> None:
    """Those that a page or workbook shows at all: a form's answers, remarks, notes, names and findings."""
    met = {walked.planted[mark] for each in walked.seen for mark in marks_in(each.text)}
    assert len(met) > 25
    for place in ("haidian list: firm", "returned: bank", "return: remark on a row", "return: note", "objection: text",
                  "review: host unit", "inspection: details"):  # fmt: skip
        assert place in met, place


def test_workbooks_hold_no_formulas_and_no_links_out(walked: Walk) -> None:
    hostile = 0
    for each in walked.seen:
        if each.body[:4] == b"PK\x03\x04" and each.address.route not in ("hall:file", "workbench:paper"):
            assert not re.search(r"<f[ >]|TargetMode=\"External\"", each.text), each
            hostile += "=1+1" in each.text
    assert hostile > 2


def test_hostile_json_is_served_as_json(walked: Walk) -> None:
    found = [each for each in walked.seen if each.kind == "application/json" and each.status == 200]
    assert found
    for each in found:
        json.loads(each.text)


def test_a_draft_is_nobodys_business_but_the_firms(walked: Walk) -> None:
    own = {"clerk", "other clerk"}
    for number in walked.drafts:
        read = {each.visitor for each in walked.seen if number in each.text.replace(each.address.path, "")}
        assert read & own
        assert read <= own, number
