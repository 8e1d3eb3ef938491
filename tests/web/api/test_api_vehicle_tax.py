"""The insurers' interface over HTTP: a month's cycle of two insurers, one careless; keys, codes, idempotency."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client, override_settings

from gongbao.platform.db import clock
from gongbao.platform.vehicle_tax import demo

pytestmark = pytest.mark.django_db
ON = date(2021, 2, 3)
BASE = "/api/vehicle-tax"


def to(moment: str) -> None:
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


@pytest.fixture
def scene(free_clock: None) -> Iterator[demo.Scene]:
    with override_settings(
        ROOT_URLCONF="tests.web.api.urls", MIDDLEWARE=["gongbao.web.i18n.LanguageMiddleware"]
    ):
        to("2021-01-11 09:00")
        made = demo.load(clock.now())
        to("2021-02-03 10:00")
        yield made


def send(token: str, path: str, body: Any, key: str = "", *, method: str = "post") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if key:
        headers["Idempotency-Key"] = key
    if method == "get":
        return Client().get(BASE + path, body, headers=headers)
    return Client().post(
        BASE + path, json.dumps(body, default=str), content_type="application/json", headers=headers
    )


def entered(number: int, **more: Any) -> dict[str, Any]:
    whole = demo.entry(next(v for v in demo.REGISTER if v["vin"] == demo.vin(number)), ON, **more)
    return {name: value for name, value in whole.items() if name != "drop"}


def test_a_quote_says_what_is_due_and_why(scene: demo.Scene) -> None:
    told = send(scene.careful.token, "/quotes", entered(1)).json()
    assert told["total_fen"] == 35000
    (year,) = told["years"]
    assert (year["months"], year["before_relief_fen"], year["clause"]) == (12, 42000, "tax-2020-9/4")
    assert year["to_confirm"] == ["plate_relief_twelfths"]
    assert told["certificate_from"] == "2021-03-11"
    truck = send(scene.careful.token, "/quotes", entered(35)).json()["years"][0]
    assert (truck["tax_fen"], truck["to_confirm"]) == (14352, ["truck_tonne"])
    battery = send(scene.careful.token, "/quotes", entered(34)).json()["years"][0]
    assert (battery["outcome"], battery["tax_fen"], battery["clause"]) == ("not_due", 0, "tax-2020-9/3")


def test_a_mandatory_field_left_out_is_named(scene: demo.Scene) -> None:
    for name in ("vin", "vehicle_class", "bought_on", "owner_name", "policy_number", "cover_from", "system"):
        body = entered(1)
        del body[name]
        answer = send(scene.careful.token, "/quotes", body)
        assert answer.status_code == 422
        told = answer.json()
        assert told["code"] == f"missing_{name}"
        assert told["where"].endswith(name)
        assert told["what"]
        assert told["what_en"]


def test_a_period_before_the_law_or_beyond_the_calendar_is_refused(scene: demo.Scene) -> None:
    for turn, day in enumerate(("2011-12-31", "2099-12-31", "2100-01-01", "9999-12-31")):
        answer = send(scene.careful.token, "/filings", {"period": day}, f"far-filing-{turn}")
        assert answer.status_code == 422, day
        assert answer.json()["what"]


def test_there_is_no_field_to_set_an_amount_or_a_finding(scene: demo.Scene) -> None:
    for name in ("amount", "tax_fen", "total_fen", "cover", "discount", "proof_seen"):
        answer = send(scene.careful.token, "/collections", {**entered(1), name: 1}, "key-00000001")
        assert answer.status_code == 422
        assert name in answer.json()["where"]


def test_no_key_no_answer(scene: demo.Scene) -> None:
    for token in ("", "nonsense", scene.careful.token[:-1]):
        answer = send(token, "/quotes", entered(1))
        assert (answer.status_code, answer.json()["code"]) == (401, "credential")
    unit = send(scene.careful.unit_token, "/filings", {"period": ON}, "key-00000002")
    assert (unit.status_code, unit.json()["code"]) == (403, "duty")
    sandbox = send(scene.careful.sandbox_token, "/filings", {"period": ON}, "key-00000003")
    assert (sandbox.status_code, sandbox.json()["code"]) == (403, "sandbox")


def test_one_key_collects_once_and_another_request_under_it_is_refused(scene: demo.Scene) -> None:
    first = send(scene.careful.token, "/collections", entered(1), "key-00000010")
    assert first.status_code == 200
    again = send(scene.careful.token, "/collections", entered(1), "key-00000010")
    assert again.json() == first.json()
    other = send(scene.careful.token, "/collections", entered(2), "key-00000010")
    assert other.status_code == 422
    twice = send(scene.careful.token, "/collections", entered(1), "key-00000011")
    assert (twice.status_code, twice.json()["code"]) == (409, "collected_before")
    assert send(scene.careful.token, "/collections", entered(2)).status_code == 422


def test_a_months_cycle_with_a_careless_insurer(scene: demo.Scene) -> None:
    """Both collect; the careless one tries what is forbidden, files late and short; each is told by its code."""
    good, bad = scene.careful.token, scene.careless.token
    for number in range(1, 6):
        made = send(good, "/collections", {**entered(number), "expected_fen": 35000}, f"good-{number:08}")
        assert made.status_code == 200, made.content
    codes = [
        (body.pop("key"), send(bad, "/collections", body, f"bad-{n:08}"))
        for n, body in enumerate(
            [
                {"key": "collected_before", **entered(1)},
                {"key": "amount_differs", **entered(11), "expected_fen": 30000},
                {"key": "system_both_departments_passed", **entered(11, system=demo.UNTESTED)},
                {"key": "vin_right", **entered(11, vin="LSVAA4187C2184841")},
                {"key": "registry_agrees", **entered(11, displacement_ml=998)},
                {"key": "size_given", **entered(11, displacement_ml=None)},
                {"key": "bought_before_policy", **entered(11, bought_on=date(2021, 2, 4))},
                {"key": "", **entered(11)},
            ]
        )
    ]
    assert [answer.json().get("code", "") for _, answer in codes] == [code for code, _ in codes]
    name = codes[-1][1].json()["collection"]
    void = send(bad, f"/collections/{name}/void", {"reason": "退保"}, "bad-00000020")
    assert void.json() == {"collection": name, "state": "void", "returned_fen": 35000}
    made = send(bad, "/collections", entered(12), "bad-00000021").json()["collection"]
    seen = send(good, f"/collections/{made}", {}, method="get")
    assert (seen.status_code, seen.json()["code"]) == (404, "not_found")
    early = send(good, "/filings", {"period": ON}, "good-filing-1")
    assert (early.status_code, early.json()["code"]) == (409, "period_open")
    to("2021-02-18 09:00")
    filed = send(good, "/filings", {"period": ON}, "good-filing-2").json()
    assert (filed["lines"], filed["total_fen"], filed["filing_late_after"]) == (5, 175000, "2021-02-23")
    form = {
        "number": "E1", "instrument": "电子缴库专用缴款书", "tax_type": "四代解缴", "amount": 175000,
        "remitted_on": "2021-02-18", "treasury_reference": "T1",
    }  # fmt: skip
    netted = send(
        good, f"/filings/{filed['filing']}/remittances", {**form, "tax_type": "正税"}, "good-remit-1"
    )
    assert netted.json()["code"] == "wrong_tax_type"
    done = send(good, f"/filings/{filed['filing']}/remittances", form, "good-remit-2").json()
    assert (done["state"], done["left_fen"]) == ("remitted", 0)
    to("2021-02-26 09:00")
    late = send(bad, "/filings", {"period": ON}, "bad-filing-1").json()
    assert late["filed_on"] > late["filing_late_after"]
    over = {**form, "number": "E2", "amount": late["total_fen"] + 1, "remitted_on": "2021-02-26"}
    assert send(bad, f"/filings/{late['filing']}/remittances", over, "bad-remit-1").json()["code"] == "amount"
    lines = send(bad, "/periods", {"first": "2021-02-01", "last": "2021-02-28"}, method="get").json()
    assert [(line["name"], line["collected_fen"], line["remitted_fen"]) for line in lines] == [
        ("2021年2月上旬", 35000, 0)
    ]


def test_a_correction_over_http(scene: demo.Scene) -> None:
    new = {"vin": demo.vin(97), "plate": "", "bought_on": "2021-02-01"}
    first = send(scene.careful.token, "/collections", {**entered(6), **new}, "key-00000030").json()
    right = {**entered(6), **new, "displacement_ml": 1998, "reason": "排量录错"}
    made = send(
        scene.careful.token, f"/collections/{first['collection']}/correct", right, "key-00000031"
    ).json()
    assert (made["corrects"], made["difference_fen"]) == (first["collection"], 36667 - 32083)


def test_a_key_needs_no_session_and_no_cookie_acts_for_an_insurer(free_clock: None, settings: Any) -> None:
    """Through the whole site: the headers of data, a page for what is not there."""
    settings.WHITENOISE_AUTOREFRESH = True
    to("2021-01-11 09:00")
    made = demo.load(clock.now())
    to("2021-02-03 10:00")
    client = Client()
    client.cookies["sessionid"] = "of-somebody"
    headers = {"Authorization": f"Bearer {made.careful.token}"}

    def ask(**more: str) -> Any:
        body = json.dumps(entered(1), default=str)
        return client.post(
            f"{BASE}/quotes", body, content_type="application/json", headers={**headers, **more}
        )

    answer = ask()
    assert answer.status_code == 200, answer.content
    assert answer.json()["total_fen"] == 35000
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert int(answer["Content-Length"]) == len(answer.content)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert ask(Authorization="Bearer nonsense").status_code == 401
    assert ask(Host="elsewhere.example").status_code == 400
    assert client.get(f"{BASE}/nothing", headers=headers).status_code == 404
