"""Every kind of page: strict content policy, nothing inline, never framed; refusals are pages with a way back."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.platform.training_subsidy import world
from tests.web.hall.people import clerk, html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PUBLIC = [
    "/",
    "/policies/neng-2020-6/",
    "/policies/neng-2020-6/ask/expand/",
    "/notices/",
    "/verify/",
    "/account/sign-in/",
    "/nothing/",
]
OWN = ["/hall/", "/hall/start/training-subsidy/", "/account/settings/", "/account/factor/"]


def strict(answer: object) -> None:
    policy = answer["Content-Security-Policy"]  # type: ignore[index]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"  # type: ignore[index]
    page = html(answer)  # type: ignore[arg-type]
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("view", ["standard", "elder"])
def test_public_pages_carry_nothing_inline(page: str, view: str) -> None:
    strict(Client().get(f"{page}?view={view}"))


def test_own_pages_carry_nothing_inline_and_are_not_kept_by_caches() -> None:
    city = world.city()
    client, number = clerk(city), world.filled(city)
    for page in [
        *OWN,
        f"/hall/cases/{number}/",
        f"/hall/cases/{number}/apply/check/",
        f"/hall/cases/{number}/sheets/roster/2/",
    ]:
        answer = client.get(page)
        assert answer.status_code == 200, page
        strict(answer)
        assert "no-store" in answer["Cache-Control"], page


def test_a_refusal_nobody_caught_is_a_page_that_says_what_and_why() -> None:
    city = world.city()
    number = world.filled(city)
    answer = clerk(city).get(f"/hall/cases/{number}/sheets/statement/findings.xlsx")
    assert answer.status_code == 200
    empty = clerk(city, 2)
    started = re.search(
        r"cases/([^/]+)/",
        empty.post("/hall/start/training-subsidy/", {"key": _key(empty), "scheme": "expand"})["Location"],
    )
    refused = empty.get(f"/hall/cases/{started[1]}/sheets/roster/findings.xlsx")
    assert refused.status_code == 409
    assert "还没有上传" in html(refused)


def _key(client: Client) -> str:
    return re.search(r'name="key" value="([^"]+)"', html(client.get("/hall/start/training-subsidy/")))[1]
