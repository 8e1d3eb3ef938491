"""Every page of electronic contracts: opened by those it is for, in both languages, and by nobody else."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.platform.training_subsidy import world as town
from tests.safety.visitors import _appointed, browser, clerk, officer
from tests.undone import once

from gongbao.evidence import keys
from gongbao.platform.db import clock
from gongbao.platform.db.models import Outbox
from gongbao.platform.electronic_contracts import batches, lookup_limit, reports, reviews
from gongbao.platform.parties.services import Role
from gongbao.web.rooms.electronic_contracts import demo
from gongbao.web.rooms.electronic_contracts.acts import ACTS

pytestmark = pytest.mark.django_db


TUESDAY = "2020-12-01 09:30"


def _with_contracts() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "RSA_BITS", 2048)
        found = town.city()
        demo.add_to(found)
        return found


made = once(_with_contracts, TUESDAY)


@pytest.fixture
def city(made: Any, db: None, free_clock: None) -> Any:
    town.to(TUESDAY)
    return deepcopy(made)


def test_every_page_opens_for_those_it_is_for(city: Any) -> None:
    rows = reports.contracts_of(city.clerk(0))
    signed = next(each.number for each in rows if each.state == "effective")
    waiting = next(each.number for each in rows if each.state == "proposed" and each.batch is None)
    batch = batches.batches_of(city.clerk(0))[0].key
    waits = reviews.waiting(city.clerk(0))[0]["row"].key
    firm, worker = clerk(SimpleNamespace(city=city), 0), browser(demo.LOGIN)  # type: ignore[arg-type]
    desk, boss = officer("haidian-handler"), _boss()
    public = Client()
    pages = {
        firm: (
            "", "new/", "duties/", "identity/", "identity/code/", "identity/key/", "identity/leak/", "batches/", "batches/roster.xlsx",
            f"batches/{batch}/", f"batches/{batch}/findings.xlsx", f"{signed}/", f"{waiting}/", f"{waiting}/do/withdraw/",
            f"{signed}/do/renewal/", f"{signed}/do/modify/", f"{signed}/do/end_agreement/", f"{signed}/do/notice/", f"{signed}/contract.file",
            f"{signed}/package.file", f"{signed}/verification/", "opinion/", "terms/", f"terms/{waits}/",
        ),
        worker: ("", f"{waiting}/", f"{waiting}/do/explain/", f"{signed}/", f"{signed}/contract.file", f"{signed}/package.file", f"{signed}/do/dispute/"),
        desk: ("office/", "office/supervision/"),
        boss: ("office/", "office/supervision/", "office/systems/"),
        public: ("verify/", "compliance/", "compliance/?mode=third_party", "technology/"),
    }  # fmt: skip
    for who, paths in pages.items():
        for path in paths:
            for language in ("", "en"):
                who.cookies["language"] = language or "zh"
                answer = who.get(f"/contracts/{path}")
                assert answer.status_code == 200, (path, language, answer.status_code)
    listed = worker.get("/contracts/").content.decode()
    assert signed in listed
    assert str(batch) not in listed


def test_outsiders_find_nothing(city: Any) -> None:
    signed = next(each.number for each in reports.contracts_of(city.clerk(0)) if each.state == "effective")
    other, desk = clerk(SimpleNamespace(city=city), 1), officer("haidian-handler")  # type: ignore[arg-type]
    for who in (other, desk):
        assert who.get(f"/contracts/{signed}/").status_code == 404
        assert who.get(f"/contracts/{signed}/contract.file").status_code in (403, 404)
        assert who.get(f"/contracts/{signed}/verification/").status_code == 404
    assert Client().get(f"/contracts/{signed}/").status_code == 302
    assert other.get("/contracts/office/").status_code == 403


def test_an_officer_asks_and_looks_up(city: Any) -> None:
    row = next(each for each in reports.contracts_of(city.clerk(0)) if each.state == "effective")
    desk = officer("haidian-handler")
    asked = {
        "number": row.number,
        "proceeding": "arbitration",
        "matter": "1号",
        "purpose": "审查签署",
        "key": str(uuid4()),
    }
    assert desk.post("/contracts/office/request/", asked).status_code == 302
    assert "审查签署" in desk.get("/contracts/office/").content.decode()
    told = desk.post(
        "/contracts/office/lookup/", {"number": row.number, "code": row.code, "purpose": "就业登记"}
    ).json()
    assert (told["found"], told["state"], told["verification"]["answer"]) == (True, "effective", "valid")
    assert desk.post("/contracts/office/lookup/", {"number": row.number, "code": row.code}).status_code == 422


def _boss() -> Client:
    _appointed("contracts-supervisor", "haidian", Role.SUPERVISOR)
    return officer("contracts-supervisor")


def test_another_offices_system_asks_with_its_key(city: Any) -> None:
    row = next(each for each in reports.contracts_of(city.clerk(0)) if each.state == "effective")
    asked = {"number": row.number, "code": row.code, "purpose": "就业登记"}
    call = partial(Client().post, "/api/contracts/lookup", content_type="application/json")
    assert call(asked).status_code == 401
    assert call(asked, headers={"Authorization": f"Bearer {uuid4()}.x"}).status_code == 401
    assert officer("haidian-handler").get("/contracts/office/systems/").status_code == 403
    boss = _boss()
    page = boss.post(
        "/contracts/office/systems/", {"name": "就业登记系统", "key": str(uuid4())}
    ).content.decode()
    token = re.search(r"[0-9a-f-]{36}\.[0-9A-Za-z_-]{32}", page)
    assert token is not None
    assert token[0] not in boss.get("/contracts/office/systems/").content.decode(), "told once"
    key = {"Authorization": f"Bearer {token[0]}"}
    told = call(asked, headers=key).json()
    assert (told["found"], told["state"], told["verification"]["answer"]) == (True, "effective", "valid")
    wrong = call({**asked, "code": "AAAA-BBBB-CCCC"}, headers=key).json()
    assert (wrong["found"], wrong["state"]) == (False, None)
    assert call({"number": row.number, "code": row.code}, headers=key).status_code == 422, "no purpose"
    which = token[0].partition(".")[0]
    logged = [each.body for each in Outbox.objects.all() if each.body.get("purpose") == "就业登记"]
    assert [each["what"] for each in logged] == [f"contracts.lookup {row.number}"] * 2
    assert all(which in str(each["actor"]) for each in logged)
    assert boss.post("/contracts/office/systems/", {"revoke": which, "key": str(uuid4())}).status_code == 302
    assert call(asked, headers=key).status_code == 401


def test_an_office_has_so_many_look_ups_a_minute(
    city: Any, monkeypatch: pytest.MonkeyPatch, free_clock: None
) -> None:
    """The last one allowed is answered, the next is 429 with the seconds to wait; the next minute answers again."""
    monkeypatch.setattr(lookup_limit, "limit_on", lambda moment: 3)
    began = clock.now().replace(second=40, microsecond=0)
    clock.set_clock(began)
    boss, tokens = _boss(), []
    for name in ("社保稽核系统", "社保稽核系统", "另一个系统"):
        page = boss.post("/contracts/office/systems/", {"name": name, "key": str(uuid4())}).content.decode()
        found = re.search(r"[0-9a-f-]{36}\.[0-9A-Za-z_-]{32}", page)
        assert found is not None
        tokens.append(found[0])
    asked = {"number": "LH-2020-28-999999", "code": "AAAA-BBBB-CCCC", "purpose": "稽核限次"}

    def call(token: str) -> Any:
        return Client().post(
            "/api/contracts/lookup",
            asked,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )

    assert [call(each).status_code for each in (tokens[0], tokens[1], tokens[0])] == [200, 200, 200]
    beyond = call(tokens[1])
    assert (beyond.status_code, beyond["Retry-After"]) == (429, "20")
    told = beyond.json()
    assert (told["code"], told["clause"]) == ("too_many", "lao-2020-28/13.s2")
    assert "3 次" in told["what"]
    assert "20 秒" in told["mend"]
    assert call(tokens[2]).status_code == 200, "another system has its own count"
    logged = [each.body for each in Outbox.objects.all() if each.body.get("purpose") == "稽核限次"]
    assert [(each["what"], each["allowed"]) for each in logged] == [
        *[("contracts.lookup LH-2020-28-999999", True)] * 3,
        ("contracts.lookup beyond the limit", False),
        ("contracts.lookup LH-2020-28-999999", True),
    ]
    clock.set_clock(began + timedelta(seconds=20))
    assert call(tokens[1]).status_code == 200
    desk = officer("haidian-handler")
    codes = [desk.post("/contracts/office/lookup/", asked).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]


def test_acts_have_words_in_both_languages() -> None:
    for each in ACTS.values():
        for words in (each.title, each.effect, each.button):
            assert words.zh
            assert words.en
