"""The insurers' interface: quote, collect, void, correct, file, remit; keys of their own, each act once per key.

A request carries ``Authorization: Bearer KEY.SECRET``; what changes something also ``Idempotency-Key``.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Header, Path, Query, Router
from ninja.security import HttpBearer
from pydantic import Field

from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import now as instant
from gongbao.platform.db.services import read, write
from gongbao.platform.vehicle_tax import services as tax
from gongbao.web.api.describing import told
from gongbao.web.api.faults import FAULTS_BODY, FAULTS_FOUND, UNKNOWN_PERSON
from gongbao.web.api.shapes import Day, Fault
from gongbao.web.api.vehicle_tax_shapes import (
    Collect,
    Collected,
    Correct,
    Entered,
    Filed,
    FilingAsked,
    Form,
    PeriodLine,
    Quoted,
    Void,
    Voided,
)

NOT_ALLOWED, CONFLICT, TOO_MANY = 403, 409, 429
_MORE = {UNKNOWN_PERSON: Fault, NOT_ALLOWED: Fault, CONFLICT: Fault, TOO_MANY: Fault}
FAULTS_ACT = {**FAULTS_BODY, **_MORE}
FAULTS_SEEN = {**FAULTS_FOUND, **_MORE}
LONGEST = timedelta(days=400)
Key = Annotated[
    str, Header(alias="Idempotency-Key", min_length=8, max_length=80, pattern=r"^[0-9A-Za-z._-]+$")
]
Name = Annotated[str, Field(pattern=r"^VTS?-\d{6}-\d{7}$", max_length=24)]
FilingName = Annotated[str, Field(pattern=r"^VTF-[0-9A-Z]{1,18}-\d{8}$", max_length=40)]
NOTICE = Text(
    "车船税按税目税额表计算，不得以税收优惠名义促销；需要完税证明的，从所示日期起到税务机关开具。",
    "The tax follows the tax table and is no sales gift; a certificate can be had from the day shown.",
)


class ByKey(HttpBearer):
    """The insurer's key; wrong, revoked and hasty ones are refused."""

    def __call__(self, request: HttpRequest) -> Any:
        header = request.headers.get(self.header, "")
        scheme, _, token = header.partition(" ")
        return self.authenticate(request, token.strip() if scheme.lower() == self.openapi_scheme else "")

    def authenticate(self, request: HttpRequest, token: str) -> tax.Caller:
        return tax.admit(token)


router = Router(tags=["车船税 Vehicle tax"], auth=ByKey())


@router.post(
    "/vehicle-tax/quotes",
    response={200: Quoted, **FAULTS_ACT},
    **told(
        "询价：随交强险应收多少车船税",
        "What is due with a compulsory policy",
        "只计算，不登记。往年欠税和滞纳金一并列出。",
        "Nothing is recorded. Arrears of earlier years and their late fees are listed too.",
    ),
)
def quote(request: HttpRequest, entered: Body[Entered]) -> Any:
    caller = _caller(request, "collect")
    today = local_day(instant())
    found = tax.quote(entered.model_dump(), today, sandbox=caller.sandbox)
    told = {
        "total_fen": found.total, "years": [_due(year) for year in found.years], "sandbox": caller.sandbox,
        "certificate_from": tax.first_day(today).isoformat(), "notice": NOTICE.zh, "notice_en": NOTICE.en,
    }  # fmt: skip
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json; charset=utf-8")


@router.post(
    "/vehicle-tax/collections",
    response={200: Collected, **FAULTS_ACT},
    **told(
        "代收：与交强险一并收取",
        "Collect with the policy",
        "金额由规则计算，不能改动；`expected_fen` 只作核对。同一 Idempotency-Key 重发得到同一结果。",
        "The rules give the amount; `expected_fen` only checks it. The same Idempotency-Key gives the same answer.",
    ),
)
def collect(request: HttpRequest, entered: Body[Collect], key: Key) -> Any:
    caller, given = _caller(request, "collect"), entered.model_dump()
    expected = given.pop("expected_fen")
    return _once(caller, key, "collect", entered, lambda tx: tax.collect(tx, caller, given, expected))


@router.get(
    "/vehicle-tax/collections/{name}",
    response={200: Collected, **FAULTS_SEEN},
    **told("一笔代收", "One collection"),
)
def one(request: HttpRequest, name: Path[Name]) -> Any:
    caller = _caller(request, "collect")
    with read(caller.actor, purpose="vehicle_tax.collection"):
        return tax.collected(caller, name)


@router.post(
    "/vehicle-tax/collections/{name}/void",
    response={200: Voided, **FAULTS_ACT},
    **told(
        "撤销：退保，申报以前",
        "Void: the policy is cancelled",
        "申报以后向税务机关申请退税。",
        "Once filed, the taxpayer asks for a refund.",
    ),
)
def void(request: HttpRequest, name: Path[Name], asked: Body[Void], key: Key) -> Any:
    caller = _caller(request, "collect")
    return _once(caller, key, f"void {name}", asked, lambda tx: tax.void(tx, caller, name, asked.reason))


@router.post(
    "/vehicle-tax/collections/{name}/correct",
    response={200: Collected, **FAULTS_ACT},
    **told("更正：换成正确的录入", "Correct: replace by the right entries"),
)
def correct(request: HttpRequest, name: Path[Name], entered: Body[Correct], key: Key) -> Any:
    caller, given = _caller(request, "collect"), entered.model_dump()
    expected, why = given.pop("expected_fen"), given.pop("reason")
    return _once(
        caller,
        key,
        f"correct {name}",
        entered,
        lambda tx: tax.correct(tx, caller, name, given, why, expected),
    )


@router.get(
    "/vehicle-tax/periods",
    response={200: list[PeriodLine], **FAULTS_SEEN},
    **told("各旬代收、申报和期限", "Ten-day periods, what was filed, and the limits"),
)
def periods(request: HttpRequest, first: Query[Day], last: Query[Day]) -> Any:
    caller = _caller(request, "file")
    if not first <= last <= first + LONGEST:
        raise tax.Coded(
            "span",
            Text("起止日期不对，最长400日", "From the first to the last day, at most 400 days"),
            where="first",
        )
    assert caller.actor.party is not None
    with read(caller.actor, purpose="vehicle_tax.periods"):
        return [_period(each) for each in tax.standings(caller.actor.party, first, last)]


@router.post(
    "/vehicle-tax/filings",
    response={200: Filed, **FAULTS_ACT},
    **told("申报一旬：由代收明细汇成", "File a ten-day period, drawn up from what was collected"),
)
def file(request: HttpRequest, asked: Body[FilingAsked], key: Key) -> Any:
    caller = _caller(request, "file")
    party = _filer(caller)
    return _once(
        caller, key, "file", asked, lambda tx: tax.draw_up(tx, party, asked.period, reading=asked.reading)
    )


@router.post(
    "/vehicle-tax/filings/{name}/remittances",
    response={200: Filed, **FAULTS_ACT},
    **told("登记电子缴款书：解缴入库", "Record the electronic payment form of a remittance"),
)
def remit(request: HttpRequest, name: Path[FilingName], form: Body[Form], key: Key) -> Any:
    caller = _caller(request, "file")
    party = _filer(caller)
    return _once(caller, key, f"remit {name}", form, lambda tx: tax.remit(tx, party, name, form.model_dump()))


def _caller(request: HttpRequest, duty: str) -> tax.Caller:
    caller: tax.Caller = request.auth  # type: ignore[attr-defined]
    tax.require_duty(caller, duty)
    return caller


def _filer(caller: tax.Caller) -> Any:
    if caller.sandbox:
        raise tax.Coded(
            "sandbox",
            Text("沙箱里的代收不申报、不解缴", "What the sandbox collects is never filed"),
            status=NOT_ALLOWED,
        )
    return caller.actor.party


def _once(caller: tax.Caller, key: str, name: str, asked: Any, command: Any) -> Any:
    """Run a command once for the insurer's own key; the same key with another request is refused."""
    request = asked.model_dump(mode="json")
    for hidden in ("owner_name", "owner_number", "vin"):
        if hidden in request:
            request[hidden] = tax.vin_hash(str(request[hidden]))
    return write(
        command,
        actor=caller.actor,
        key=f"vehicle-tax/{caller.key}/{key}",
        name=f"vehicle_tax.{name}",
        request=request,
    )


def _due(year: tax.YearDue) -> dict[str, Any]:
    return {
        "tax_year": year.tax_year, "outcome": year.outcome, "tax_fen": year.tax, "late_fee_fen": year.late_fee,
        "months": year.months, "before_relief_fen": year.before_relief, "why": year.why.zh, "why_en": year.why.en,
        "clause": year.clause, "to_confirm": list(year.to_confirm),
    }  # fmt: skip


def _period(row: tax.Standing) -> dict[str, Any]:
    period, filing = row.period, row.filing
    days: dict[str, date] = {
        "filing_due": period.filing.due, "filing_late_after": period.filing.late_after,
        "remittance_due": period.remittance.due, "remittance_late_after": period.remittance.late_after,
    }  # fmt: skip
    return {
        "first": period.first, "last": period.last, "name": period.name.zh, "name_en": period.name.en, "lines": row.lines,
        "collected_fen": row.collected, "filing": filing.number if filing else "",
        "remitted_fen": filing.remitted if filing else 0, **days,
    }  # fmt: skip
