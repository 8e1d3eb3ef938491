"""The month's fund request of an office: opened, collected, submitted, aggregated, allocated, transferred."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from gongbao.kernel.calendar import Calendar
from gongbao.kernel.calendar.month import iso, label, month_of
from gongbao.kernel.districts import office as office_of
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, open_case
from gongbao.platform.db.clock import ZONE, local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.messages import services as messages
from gongbao.platform.training_subsidy import guards
from gongbao.platform.training_subsidy.commands import Done, reach, reach_claim, role_of, run, step
from gongbao.platform.training_subsidy.models import Claim, FundMonth
from gongbao.platform.training_subsidy.reviewing import DISTRICT, HANDLER, REVIEWER
from gongbao.platform.training_subsidy.words import FUND, FUND_REQUEST, ROOM, clause, days

CITY, FINANCE, AGENCY = "city_officer", "city_finance", "insurance_agency"
REMIND = (5, 1)
"""Working days before the 20th on which the office is reminded, as the procedure's clock has them."""


def open_fund_month(actor: Actor, month: int, *, key: str) -> Done:
    """Open the office's request for a month (year × 12 + month − 1), once; reminds it before the 20th."""

    def command(tx: Tx) -> Done:
        case = _month_case(tx, tx.actor.office, month)
        return {"case": str(case.key), "number": case.number, "state": case.state}

    done: Done = run(actor, key, "open_fund_month", command, [month])
    return done


def collect(actor: Actor, numbers: Sequence[str], *, key: str, month: int | None = None) -> Done:
    """Put cases whose publicity ended without objection into the office's request (3.3.a).

    Without a `month` it is the present one up to its last day of submission, then the next.
    """

    def command(tx: Tx) -> Done:
        both = [reach_claim(tx, number, "collect") for number in sorted(set(numbers))]
        offices = {case.office for case, _ in both}
        if len(offices) != 1:
            raise Refusal(Text("一份用款申请只含一个区的办件", "a request holds one district's cases"))
        case = _month_case(tx, offices.pop(), fund_month(tx) if month is None else month)
        body = {"cases": [claim.number for _, claim in both]}
        entitlements = [str(claim.entitlement) for _, claim in both]
        done = step(tx, case, "collect", HANDLER, {**body, "entitlements": entitlements})
        for each, _ in both:
            step(
                tx, each, "collect", role_of(tx, *DISTRICT), {"request": str(case.key), "number": case.number}
            )
        return done

    done: Done = run(actor, key, "collect", command, [sorted(set(numbers)), month])
    return done


def uncollect(actor: Actor, number: str, *, key: str) -> Done:
    """Take a case out of a request not yet submitted; it can join a later month's."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "uncollect")
        return step(tx, case, "uncollect", role_of(tx, *DISTRICT))

    done: Done = run(actor, key, "uncollect", command, [number])
    return done


def submit_request(actor: Actor, number: str, *, key: str) -> Done:
    """Send the request to the city by the 20th; says whether it was late (it is taken all the same)."""

    def command(tx: Tx) -> Done:
        case, month = reach_month(tx, number, "submit")
        total, count = guards.request_total(month) or 0, Claim.objects.filter(fund_case=case.key).count()
        body = {"month": iso(month.month), "cases": count, "total": total}
        done = step(tx, case, "submit_request", REVIEWER, body)
        assert month.request is not None
        late = funds.submit(tx, month.request, due_day=days("fund_request_day", local_day(tx.now)))
        return {**done, "late": late, "total": total}

    done: Done = run(actor, key, "submit_request", command, [number])
    return done


def return_request(actor: Actor, number: str, why: Sequence[str], *, key: str, note: str = "") -> Done:
    """The city sends a request back for correction."""

    def command(tx: Tx) -> Done:
        case, month = reach_month(tx, number, "return")
        done = step(tx, case, "return", CITY, {"reasons": list(why)}, {"note": note} if note else None)
        assert month.request is not None
        funds.send_back(tx, month.request)
        return done

    done: Done = run(actor, key, "return_request", command, [number, list(why), note])
    return done


def resubmit_request(actor: Actor, number: str, *, key: str) -> Done:
    """The district sends a returned request again."""

    def command(tx: Tx) -> Done:
        case, month = reach_month(tx, number, "resubmit")
        done = step(tx, case, "resubmit", REVIEWER)
        assert month.request is not None
        late = funds.submit(tx, month.request, due_day=days("fund_request_day", local_day(tx.now)))
        return {**done, "late": late}

    done: Done = run(actor, key, "resubmit_request", command, [number])
    return done


def aggregate_requests(actor: Actor, month: int, *, key: str) -> Done:
    """The city checks and adds up the districts' submitted requests of a month."""

    def command(tx: Tx) -> Done:
        done = [step(tx, case, "aggregate", CITY) for case, _ in _in_state(tx, month, "submitted")]
        return {"requests": [each["number"] for each in done], "total": _total(month)}

    done: Done = run(actor, key, "aggregate_requests", command, [month])
    return done


def request_money(actor: Actor, month: int, document: str, *, key: str) -> Done:
    """The city asks the finance bureau for a month's aggregated requests under one document (3.3.b)."""

    def command(tx: Tx) -> Done:
        cases = _in_state(tx, month, "aggregated")
        body = {"document": document, "month": iso(month)}
        done = [step(tx, case, "city_request", CITY, body) for case, _ in cases]
        total = funds.forward(tx, ROOM, month, document)
        return {"requests": [each["number"] for each in done], "total": total}

    done: Done = run(actor, key, "request_money", command, [month, document])
    return done


def preallocate(actor: Actor, quarter: str, amount: int, document: str, *, key: str) -> Done:
    """Book a quarter's money (``2020Q4``, fen) into the special account and approve the requests it covers.

    Requests are taken in the order of months and offices; those it does not cover keep waiting (3.3.c).
    """

    def command(tx: Tx) -> Done:
        _finance(tx)
        released = funds.preallocate(tx, FUND, quarter, amount, document)
        done: list[Done] = []
        waiting: list[str] = []
        free = funds.balance(funds.special_key(FUND)) - _promised(tx)
        for case, month in _in_state(tx, None, "requested"):
            total = guards.request_total(month) or 0
            if waiting or total > free:
                waiting.append(case.number)
                continue
            free -= total
            body = {"quarter": quarter, "document": document}
            done.append(step(tx, case, "pre_allocate", FINANCE, body, guards={"allocation_available": "met"}))
        for office in {each.office for each, _ in _in_state(tx, None, "requested")}:
            text = Text("季度预拨不足，用款申请排队等候", "The allocation is short; the fund request waits")
            messages.to_office(tx, office, text, key=f"{ROOM}:{document}:{office}")
        return {"approved": [each["number"] for each in done], "waiting": waiting, "released": len(released)}

    done: Done = run(actor, key, "preallocate", command, [quarter, amount, document])
    return done


def transfer(actor: Actor, number: str, *, key: str) -> Done:
    """Pass an approved request's money to its district, or queue it when the special account is short (3.3.d)."""

    def command(tx: Tx) -> Done:
        case, month = reach_month(tx, number, "transfer")
        assert month.request is not None
        if not guards.funded(month):
            made = funds.transfer(tx, month.request) if guards.request_state(month) != "queued" else None
            if made is None or made.state == "queued":
                short = made.short if made else 0
                messages.to_office(tx, month.office, funds.queue_notice(short), key=f"{case.key}:queued")
                return {"number": number, "state": "queued", "short": short}
        body = {"total": guards.request_total(month)}
        done = step(tx, case, "transfer_to_district", AGENCY, body, guards={"special_account_covers": "met"})
        return {**done, "state": "posted", "short": 0}

    done: Done = run(actor, key, "transfer", command, [number])
    return done


def fund_month(tx: Tx) -> int:
    """The month whose request is open: the present one up to its last day of submission, then the next."""
    today = local_day(tx.now)
    month = month_of(today)
    sent = FundMonth.objects.filter(office=tx.actor.office, month=month)
    closed = Case.objects.filter(key__in=sent.values("case")).exclude(state__in=["planned", "open"]).exists()
    return month + (today.day > days("fund_request_day", today) or closed)


def reach_month(tx: Tx, number: str, doing: str) -> tuple[Case, FundMonth]:
    """A fund request's case and month, locked."""
    case = reach(tx, number, doing, FUND_REQUEST)
    return case, FundMonth.objects.select_for_update().get(case=case.key)


def _month_case(tx: Tx, office: str, month: int) -> Case:
    tx.lock(f"{ROOM}/fund/{office}/{month}")
    known = FundMonth.objects.filter(office=office, month=month).first()
    if known is not None:
        return reach(tx, known.number, "collect", FUND_REQUEST)
    name, said = office_of(office).name, label(month)
    case = open_case(tx, FUND_REQUEST, office, None, f"{name.zh}{said.zh}用款申请")
    FundMonth.objects.create(case=case.key, number=case.number, office=office, month=month)
    due = funds.due(month, days("fund_request_day", local_day(tx.now)))
    step(tx, case, "open_month", HANDLER, {"month": iso(month), "due": due.isoformat()})
    last = Calendar.as_known().on_or_before(due)
    for days_before in REMIND:
        when = Calendar.as_known().add_working_days(last, 1 - days_before)
        text = Text(
            f"{said.zh}用款申请须在{due}前报市（含当日）", f"The request for {said.en} is due by {due}"
        )
        at = datetime.combine(when, time(8, 30), ZONE)
        if at > tx.now:
            messages.remind(tx, at, text, key=f"{case.key}:remind:{when}", office=office, case=case.key)
    return reach(tx, case.number, "collect", FUND_REQUEST)


def _in_state(tx: Tx, month: int | None, state: str) -> list[tuple[Case, FundMonth]]:
    """The requests in a state, of a month or of any, in the order of months and offices, locked."""
    rows = FundMonth.objects.all() if month is None else FundMonth.objects.filter(month=month)
    at = set(Case.objects.filter(key__in=rows.values("case"), state=state).values_list("key", flat=True))
    wanted = [row for row in rows.order_by("month", "office") if row.case in at]
    if not wanted and month is not None:
        raise Refusal(
            Text("本月没有待办理的用款申请", "no request of this month waits for this"),
            clause=clause("3.3.b"),
        )
    return [(reach(tx, row.number, "fund request", FUND_REQUEST), row) for row in wanted]


def _total(month: int) -> int:
    return sum(each.total for each in funds.aggregate(ROOM, month) if each.state != "draft")


def _promised(tx: Tx) -> int:
    """Fen of approved requests not yet transferred."""
    return sum(guards.request_total(month) or 0 for _, month in _in_state(tx, None, "pre_allocated")
               if not guards.funded(month))  # fmt: skip


def _finance(tx: Tx) -> None:
    from gongbao.platform.access.services import require_step_up

    if FINANCE not in tx.actor.roles and tx.actor.kind != "system":
        raise Refusal(Text("由市财政局办理", "done by the city finance bureau"), clause=clause("3.3.c"))
    require_step_up(tx.actor, tx.now)
