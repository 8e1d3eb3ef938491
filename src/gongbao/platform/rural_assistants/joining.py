"""From the filed list to the first day: assignment to a village, contract with the township, formalities (9 to 12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from gongbao.kernel.money import yuan
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.db.services import Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import membership, ordering, reach
from gongbao.platform.rural_assistants.carrying import asked, begun, carries, given, required, tell, verdicts
from gongbao.platform.rural_assistants.models import (
    Applicant,
    Assistant,
    Benefit,
    LocalRule,
    Placement,
)
from gongbao.platform.rural_assistants.words import (
    BENEFITS,
    NEEDED,
    SERVICE_START,
    VILLAGE_KIND,
    month_of,
    refuse,
    today_of,
)
from gongbao.policies.rural_assistants.rules import BENEFITS as IN_PLACE
from gongbao.policies.rural_assistants.rules import SETTLING, SUBSIDY

TOWNSHIP = "township"


def open_start(tx: Tx, row: Applicant) -> Case:
    """The case of assigning, contracting and starting somebody whose name was filed."""
    case = begun(tx, SERVICE_START, row.office, row.party, f"{row.name} 分配、签约和上岗", once=f"rural:start:{row.id}")  # fmt: skip
    place = Assistant.objects.filter(intake=row.intake).count() + 1
    Assistant.objects.create(
        office=row.office, party=row.party, number=f"XL{row.intake.number}{place:04d}", name=row.name,
        intake=row.intake, post=row.post, start=case.key, township=row.post.township, left_how="",
    )  # fmt: skip
    reach.pass_through(case, [(TOWNSHIP, row.post.township)])
    tell(tx, row.post.township, case, f"{case.key}:start", f"{row.name}将到本乡镇服务，请准备劳动合同", f"{row.name} will serve in the township")  # fmt: skip
    return case


def starting(case: UUID) -> Assistant:
    """The assistant of a start's case."""
    return Assistant.objects.select_related("intake").get(start=case)


def village_by(code: str, township: UUID) -> parties.OrganisationView:
    """The village with this code in a township. Raises Refusal."""
    firm = parties.find_firm(code.strip().upper())
    found = [v for v in parties.organisations(VILLAGE_KIND, parent=township) if firm and v.party == firm.key]
    if not found:
        raise refuse(
            "10.s1", "本乡镇没有这个村", "There is no such village in the township",
            "请填本乡镇所辖村的机构代码", "Give the code of a village of the township", "village",
        )  # fmt: skip
    return found[0]


@carries("assign_village", SERVICE_START)
def assign_village(tx: Tx, case: Case, act: Act) -> None:
    """Keep village and area of duty (5.4.1, 10.s1)."""
    told, row = given(case, act), starting(case.key)
    row.village, row.duty_area = village_by(told["village"], row.township).party, told["duty_area"]
    row.save(update_fields=["village", "duty_area"])


@carries("record_contract", SERVICE_START)
def record_contract(tx: Tx, case: Case, act: Act) -> None:
    """Keep the contract, once it is in order: the township employs, five years (9.s1, 9.s2)."""
    told, row = given(case, act), starting(case.key)
    ordering.check_contract(row, told)
    first, last = date.fromisoformat(told["starts_on"]), date.fromisoformat(told["ends_on"])
    ordering.five_years(first, last, today_of(tx.now))
    row.contract_from, row.contract_to, row.ends_on = first, last, last
    row.subsidy, row.contract_number = yuan(told["subsidy"]), str(told.get("number") or "")
    row.save(update_fields=["contract_from", "contract_to", "ends_on", "subsidy", "contract_number"])


@carries("start_service", SERVICE_START)
def start_service(tx: Tx, case: Case, act: Act) -> None:
    """The service starts: the day of reporting, never before the contract's first day (9.s3, 10.s2)."""
    row, today = starting(case.key), today_of(tx.now)
    if row.contract_from is None or today < row.contract_from:
        raise refuse(
            "10.s2", "合同还没有开始，不能报到上岗", "The contract has not begun",
            f"合同自{row.contract_from}起", f"It begins on {row.contract_from}",
        )  # fmt: skip
    row.serves_from = today
    row.save(update_fields=["serves_from"])
    Placement.objects.create(
        office=row.office, party=row.party, assistant=row, village=row.village, from_on=today
    )
    tx.audit("rural.started", assistant=row.number, on=today.isoformat())


@carries("drop_start", SERVICE_START)
def drop_start(tx: Tx, case: Case, act: Act) -> None:
    """Who did not come is no assistant."""
    Assistant.objects.filter(start=case.key).update(left_how="none")


def record_benefit(
    tx: Tx, assistant: Assistant, kind: str, *, from_on: date, to_on: date | None = None,
    amount: int | None = None, note: str = "",
) -> None:  # fmt: skip
    """Record one line of the checklist (township or district); a line is recorded once, and covers are whole."""
    if kind not in BENEFITS:
        raise refuse(
            "12.s3",
            "没有这项待遇",
            "There is no such benefit",
            "请从清单中选",
            "Choose from the list",
            "kind",
        )
    title, clause = BENEFITS[kind]
    if reach.level_of(tx.actor) not in ("township", "district", "city"):
        raise refuse(clause, "待遇由乡镇或区登记", "Recorded by township or district", "请以乡镇或区的身份办理", "Act for one of them")  # fmt: skip
    if to_on is not None and to_on < from_on:
        raise refuse(
            clause, "止日早于起日", "It ends before it starts", "请核对起止日期", "Check both days", "to_on"
        )
    if kind == "settling_in":
        amount = settling_amount(assistant, today_of(tx.now))
    with opened("benefits"):
        tx.lock(f"rural:benefit:{assistant.id}:{kind}")
        if kind == "archive":
            ordering.check_archive(assistant)
        elif kind == "membership":
            membership.check(assistant, today_of(tx.now))
        if Benefit.objects.filter(assistant=assistant, kind=kind).exists():
            raise refuse(
                clause, f"“{title.zh}”已登记过", f"“{title.en}” is recorded already",
                "一次性的不重复发放；有变化的先更正", "What is paid once is not paid again", "kind",
            )  # fmt: skip
        Benefit.objects.create(
            office=assistant.office, party=assistant.party, assistant=assistant, kind=kind, from_on=from_on, to_on=to_on,
            amount=amount, note=note, done_on=today_of(tx.now),
        )  # fmt: skip
    tx.audit("rural.benefit", assistant=assistant.number, kind=kind)


def rule_of(office: str, on: date) -> LocalRule | None:
    """The district's own rule of pay in force on a day."""
    with opened("local rule"):
        return LocalRule.objects.filter(office=office, from_on__lte=on).order_by("-from_on").first()


def set_rule(
    tx: Tx, office: str, *, from_on: date, source: str, daily_deduction: int | None = None,
    rewards: dict[str, int] | None = None, settling_in: int | None = None, reference_pay: int | None = None,
) -> None:  # fmt: skip
    """Enter a district's own rule with its source (5.2.1); earlier ones stay for their time."""
    reach.officer(tx.actor, "5.2.1")
    if not source.strip():
        raise refuse(
            "5.2.1",
            "没有写依据的文件",
            "No source is named",
            "请写文件名和文号",
            "Name the document",
            "source",
        )
    LocalRule.objects.create(
        office=office, from_on=from_on, source=source, daily_deduction=daily_deduction, rewards=rewards or {},
        settling_in=settling_in, reference_pay=reference_pay,
    )  # fmt: skip
    tx.audit("rural.rule", office=office, since=from_on.isoformat())


def settling_amount(row: Assistant, on: date) -> int:
    """The settling-in grant by the rule in force; refuses a second one and a missing rule (12.s5)."""
    rule = rule_of(row.office, on)
    with opened("benefits"):
        paid = Benefit.objects.filter(assistant__party=row.party, kind="settling_in").exists()
    facts: dict[str, Any] = {
        "settling_paid": paid,
        "settling_rule": rule is not None and rule.settling_in is not None,
    }
    if facts["settling_rule"]:
        facts["settling_amount"] = rule.settling_in  # type: ignore[union-attr]
    mend = Text("每人只发一次；没有标准的先登记本区标准", "Once a person; enter the district's rule first")
    return required(SETTLING, facts, on, mend, "settling_in").amount_fen or 0


def benefits_of(row: Assistant) -> dict[str, Benefit]:
    """The checklist by kind; inside `opened`."""
    return {each.kind: each for each in Benefit.objects.filter(assistant=row)}


def lacking(row: Assistant) -> list[str]:
    """What is still missing of the checklist, also where a cover has a gap (12.s6)."""
    with opened("benefits"):
        have = benefits_of(row)
    missing = [kind for kind in NEEDED if kind not in have]
    first, last = row.serves_from, row.ends_on
    if first is None or last is None:
        return missing
    for kind in ("illness_cover", "accident_cover"):
        line = have.get(kind)
        if line and (line.from_on > first or (line.to_on or date.max) < last):
            missing.append(kind)
    for kind in ("social_insurance", "housing_fund"):
        line = have.get(kind)
        if line and month_of(line.from_on) > month_of(first):
            missing.append(kind)
    return missing


def in_place(row: Assistant, on: date) -> str:
    """The verdict on the benefits of a service (12)."""
    with opened("benefits"):
        have = benefits_of(row)
    if any(kind not in have for kind in NEEDED):
        return "unknown"
    facts: dict[str, Any] = {
        "serves_from": row.serves_from, "serves_to": row.ends_on,
        "insured_from": month_of(have["social_insurance"].from_on), "fund_from": month_of(have["housing_fund"].from_on),
    }  # fmt: skip
    for kind in ("illness", "accident"):
        line = have[f"{kind}_cover"]
        facts |= {f"{kind}_from": line.from_on, f"{kind}_to": line.to_on or date.max}
    return verdicts(IN_PLACE, facts, on)


def pay_gap(row: Assistant, on: date) -> int | None:
    """By how much the subsidy lies below the reference pay; None where no reference is entered (12.s1)."""
    rule = rule_of(row.office, on)
    if rule is None or rule.reference_pay is None:
        return None
    told = asked(SUBSIDY, {"subsidy": row.subsidy, "reference_pay": rule.reference_pay}, on).to_json()
    gap: int | None = told["values"]["gap"]
    return gap


def move(tx: Tx, assistant: Assistant, village_code: str) -> None:
    """Move somebody to another village of the township from today (district); the history stays (10.s1)."""
    reach.officer(tx.actor, "10.s1")
    today = today_of(tx.now)
    with opened("placement"):
        row = Assistant.objects.select_for_update().get(pk=assistant.pk)
        village = village_by(village_code, row.township)
        if row.serves_from is None or row.left_how or village.party == row.village:
            raise refuse(
                "10.s1",
                "不在岗，或已在这个村",
                "Not on duty, or there already",
                "请核对",
                "Check it",
                row.number,
            )
        Placement.objects.filter(assistant=row, to_on=None).update(to_on=max(row.serves_from, today - timedelta(days=1)))  # fmt: skip
        Placement.objects.create(office=row.office, party=row.party, assistant=row, village=village.party, from_on=today)  # fmt: skip
        row.village = village.party
        row.save(update_fields=["village"])
    tx.audit("rural.moved", assistant=row.number)
