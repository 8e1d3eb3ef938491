"""The money at a glance: the special account, each district's request of a month, payments, and one request in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case, access_history
from gongbao.platform.cases.services import Case, options, registered
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor
from gongbao.platform.funds import services as funds
from gongbao.platform.training_subsidy import guards
from gongbao.platform.training_subsidy.commands import reading
from gongbao.platform.training_subsidy.models import Claim, FundMonth
from gongbao.platform.training_subsidy.status import CaseLine, Happened, Limit, happened, limits_of, line
from gongbao.platform.training_subsidy.words import APPLICATION, FUND, FUND_REQUEST, ROOM, days, value


@dataclass(frozen=True)
class RequestLine:
    """A district's request of a month; sums in fen. `missing` where the district has none yet."""

    number: str
    office: str
    district: Text
    month: int
    state: str
    state_title: Text
    books: str
    cases: int
    total: int
    due: date
    submitted_at: datetime | None
    late: bool


@dataclass(frozen=True)
class FundView:
    """What the actor may see of the money; `ready` counts cases that wait to join a request."""

    month: int
    due: date
    fund: Text
    account: Text
    balance: int
    allocated: int
    transferred: int
    requests: tuple[RequestLine, ...]
    total: int
    ready: tuple[CaseLine, ...]
    ledger: tuple[funds.StatementLine, ...]
    batches: tuple[funds.BatchRow, ...]
    payments: tuple[funds.PaymentRow, ...]


@dataclass(frozen=True)
class RequestView:
    """One request: its cases, batches, payments, what has happened and what the actor may do."""

    line: RequestLine
    cases: tuple[CaseLine, ...]
    batches: tuple[funds.BatchRow, ...]
    payments: tuple[funds.PaymentRow, ...]
    happened: tuple[Happened, ...]
    limits: tuple[Limit, ...]
    acts: tuple[Choice, ...]
    sequence: int


def fund_view(actor: Actor, month: int) -> FundView:
    """The money of a month for an officer: the whole city's, or their own district's requests and payments."""
    with reading(actor, "funds") as reader:
        today = local_day(reader.now)
        office = "" if actor.is_city else actor.office
        months = list(FundMonth.objects.filter(month=month).order_by("office"))
        requests = tuple(_line(each) for each in months)
        special = funds.special_key(FUND)
        ledger = tuple(funds.statement(special)) if actor.is_city else ()
        waiting = Case.objects.filter(procedure=APPLICATION, state="ready_for_funds").order_by("number")
        claims = {claim.case: claim for claim in Claim.objects.filter(case__in=waiting.values("key"))}
        name, account = value("fund_source", today), value("special_account", today)
        return FundView(
            month=month, due=funds.due(month, days("fund_request_day", today)), fund=Text(name, "skills fund"),
            account=Text(account, "special account"), balance=funds.balance(special),
            allocated=-funds.balance(f"treasury/{FUND}"),
            transferred=-sum(each.amount for each in ledger if each.amount < 0), requests=requests,
            total=sum(each.total for each in requests), ready=tuple(line(case, claims[case.key]) for case in waiting),
            ledger=ledger, batches=tuple(funds.batches(office=office)), payments=tuple(funds.payments(office=office)),
        )  # fmt: skip


def request_view(actor: Actor, number: str) -> RequestView:
    """One fund request in full."""
    with reading(actor, "fund request") as reader:
        case = access_case(actor, number, doing="see")
        month = FundMonth.objects.get(case=case.key)
        procedure = registered(FUND_REQUEST, case.version).procedure
        entries = access_history(actor, case, doing="see")
        claims = {claim.case: claim for claim in Claim.objects.filter(fund_case=case.key)}
        rows = Case.objects.filter(key__in=list(claims)).order_by("number")
        batches = funds.batches(request=month.request) if month.request else []
        return RequestView(
            line=_line(month), cases=tuple(line(row, claims[row.key]) for row in rows), batches=tuple(batches),
            payments=tuple(each for batch in batches for each in funds.payments(batch=batch.id)),
            happened=tuple(happened(case, procedure, entry) for entry in entries), limits=limits_of(case, procedure),
            acts=options(actor, case, reader.now), sequence=case.sequence,
        )  # fmt: skip


def _line(month: FundMonth) -> RequestLine:
    case = Case.objects.get(key=month.case)
    procedure = registered(FUND_REQUEST, case.version).procedure
    books = {each.request: each for each in funds.aggregate(ROOM, month.month)}
    told = books.get(month.request) if month.request else None
    claims = Claim.objects.filter(fund_case=month.case).count()
    due = funds.due(month.month, days("fund_request_day", local_day(case.opened_at)))
    sent = case.state not in ("planned", "open", "returned")
    return RequestLine(
        month.number, month.office, office_of(month.office).name, month.month, case.state,
        procedure.state(case.state).title, guards.request_state(month), told.count if told else claims,
        told.total if told else 0, due, case.since if sent else None, told.late if told else False,
    )  # fmt: skip
