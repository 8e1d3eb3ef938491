"""The five-year contract and the archive as work of other rooms: ordered by the township, followed by the checklist (9, 11)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.money import yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.casework import orders
from gongbao.platform.casework.orders import Standing
from gongbao.platform.casework.services import step
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach, readings
from gongbao.platform.rural_assistants.carrying import carries, given, required, tell
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Benefit
from gongbao.platform.rural_assistants.words import SERVICE_START, TOWNSHIP_KIND, number_of, refuse, today_of
from gongbao.policies.rural_assistants.dates import contract_end
from gongbao.policies.rural_assistants.facts import DUTY_AREAS
from gongbao.policies.rural_assistants.rules import CONTRACT

CONTRACT_KIND, ARCHIVE_KIND, PAPER_KIND = "labour_contract", "archive_transfer", "archive_paper"
CONTRACT_MOVED, ARCHIVE_MOVED, FORM_MOVED = "rural.contract_moved", "rural.archive_moved", "rural.form_moved"
ARCHIVE_CLAUSE = "bi-2020-22/11.s1"


@carries("draft_contract", SERVICE_START)
def draft_contract(tx: Tx, case: Case, act: Act) -> None:
    """Draw the contract up in the contracts' room: township and assistant, five years (9.s1, 9.s2)."""
    told, row = given(case, act), Assistant.objects.select_for_update().get(start=case.key)
    now = contract_of(row)
    if now is not None and now.over != "failed":
        raise refuse(
            "9.s1", f"电子劳动合同 {row.contract_number} 已经起草（{now.state.zh}）", f"The contract {row.contract_number} is drawn up",
            "请到电子劳动合同中修改、发出，或先撤回", "Change, send or withdraw it in the contracts' room", row.contract_number,
        )  # fmt: skip
    first = date.fromisoformat(told["starts_on"])
    terms = {
        "contract_type": "fixed", "starts_on": first, "ends_on": last_day(first, today_of(tx.now)),
        "probation_months": 0, "position": f"乡村振兴协理员（{DUTY_AREAS[row.duty_area].zh}）", "workplace": reach.name_of(row.village),
        "wage": yuan(told["subsidy"]), "pay_day": int(told["pay_day"]), "week_hours": int(told["week_hours"]),
        **{name: told[name] for name in ("employer_address", "employer_head", "worker_address", "phone")},
    }  # fmt: skip
    five_years(terms["starts_on"], terms["ends_on"], today_of(tx.now))
    row.contract_number = orders.place(
        tx, CONTRACT_KIND, employer=row.township, worker=row.party, terms=terms
    )
    row.save(update_fields=["contract_number"])
    tell(
        tx, row.township, case, f"{row.contract_number}:drafted",
        f"{row.name}的劳动合同 {row.contract_number} 已起草，请在“电子劳动合同”中核对并发出", f"{row.contract_number} is drawn up: send it among the contracts",
    )  # fmt: skip


def last_day(first: date, on: date) -> date:
    """The last day of a contract from its first, by the reading that holds on the first (9.s2)."""
    return contract_end(first, number_of("contract_term_years", on), readings.chosen("contract_days", first))


def five_years(first: date, last: date, on: date) -> None:
    """Refuse a contract that is not of five years: the right last day is named (9.s1, 9.s2)."""
    right = last_day(first, on)
    required(
        CONTRACT, {"employer_level": "township", "service": [{"starts_on": first}], "written_ends_on": last, "work_start_on": first},
        on, Text(f"自{first}起五年，止于{right}", f"Five years from {first} end on {right}"), "ends_on", readings.of_contract(first),
    )  # fmt: skip


def contract_of(row: Assistant) -> Standing | None:
    """Where the electronic contract of an assistant stands; None for one on paper."""
    return orders.standing(CONTRACT_KIND, row.contract_number)


def archive_of(row: Assistant) -> Standing | None:
    """Where the archive ordered for an assistant stands."""
    return orders.standing(ARCHIVE_KIND, row.archive_number)


def check_contract(row: Assistant, told: dict[str, Any]) -> None:
    """What is recorded must be the electronic contract where there is one: signed by both, with its own days."""
    number = str(told.get("number") or "").strip()
    drawn = contract_of(row)
    if drawn is not None and drawn.over == "open":
        raise refuse(
            "9.s1", f"电子劳动合同 {drawn.number} 还没有签完（{drawn.state.zh}）", f"The contract {drawn.number} is not signed by both yet",
            "双方签署后自动登记；改签纸质的，先在电子劳动合同中撤回", "It is recorded by itself once it is; withdraw it to sign on paper", "number",
        )  # fmt: skip
    if not number:
        return
    found = orders.standing(CONTRACT_KIND, number)
    theirs = found is not None and found.terms is not None and (found.terms["employer"], found.terms["worker"]) == (row.township, row.party)  # fmt: skip
    if found is None or found.over != "done" or not theirs:
        raise refuse(
            "9.s1", f"{number} 不是本乡镇与{row.name}已签署的电子劳动合同", f"{number} is no signed contract of this township and person",
            "请核对编号；纸质合同不填编号", "Check the number; leave it empty for paper", "number",
        )  # fmt: skip
    days = [found.terms["starts_on"], found.terms["ends_on"]] if found.terms else []
    if [date.fromisoformat(told["starts_on"]), date.fromisoformat(told["ends_on"])] != days:
        raise refuse(
            "9.s2", f"与电子劳动合同的起止日（{days[0]}至{days[1]}）不一致", f"The contract runs from {days[0]} to {days[1]}",
            "照电子劳动合同填写", "Copy them from the contract", "ends_on",
        )  # fmt: skip


@orders.hears(CONTRACT_KIND)
def contract_moved(tx: Tx, number: str) -> None:
    """A contract came into force or fell through: if it is an assistant's, the case follows in a job."""
    _follow(tx, CONTRACT_MOVED, number, contract_number=number)


@orders.hears(ARCHIVE_KIND)
def archive_moved(tx: Tx, number: str) -> None:
    """An archive moved: if it is an assistant's, the checklist follows in a job."""
    _follow(tx, ARCHIVE_MOVED, number, archive_number=number)


def _follow(tx: Tx, kind: str, number: str, **which: str) -> None:
    with opened("orders of the room"):
        row = Assistant.objects.filter(left_how="", **which).first()
    if row is not None:
        tx.enqueue(kind, {"assistant": str(row.id)}, key=f"{number}/{tx.key}"[:200])


@handles(CONTRACT_MOVED)
def record_signed(tx: Tx, job: Job) -> None:
    """Record the contract that both have signed; one that differs from the rules, or fell through, is told to the township."""
    row = Assistant.objects.get(pk=UUID(job.payload["assistant"]))
    case, now = Case.objects.get(key=row.start), contract_of(row)
    if now is None or now.over == "open" or case.state != "assigned":
        return
    if now.over == "failed" or now.terms is None:
        tell(tx, row.township, case, f"{now.number}:failed", f"{row.name}的电子劳动合同 {now.number} 未签成（{now.state.zh}），可以重新起草", f"The contract {now.number} fell through: draw up another")  # fmt: skip
        return
    wage = int(now.terms["wage"])
    raw = {
        "starts_on": now.terms["starts_on"].isoformat(), "ends_on": str(now.terms["ends_on"] or ""),
        "subsidy": f"{wage // 100}.{wage % 100:02d}", "number": now.number,
    }  # fmt: skip
    try:
        if now.terms["ends_on"]:
            five_years(now.terms["starts_on"], now.terms["ends_on"], today_of(tx.now))
        else:
            raise refuse("9.s2", "签成的合同没有终止日", "The contract signed has no last day", "改签五年合同", "Sign one of five years")  # fmt: skip
    except Refusal as why:
        tell(tx, row.township, case, f"{now.number}:wrong", f"{row.name}的电子劳动合同 {now.number} 已签，但{why.what.zh}；请变更后登记", f"The contract {now.number} is signed, but: {why.what.en}")  # fmt: skip
        return
    step(tx, case, "sign", raw=raw)


def order_archive(tx: Tx, assistant: Assistant, former_keeper: str = "") -> str:
    """Have an assistant's archive brought to the centre of the district of work (township or district, 11.s1); its number."""
    if reach.level_of(tx.actor) not in (TOWNSHIP_KIND, "district", "city"):
        raise refuse("11.s1", "由乡镇或区办理", "For the township or the district", "请以乡镇或区的身份办理", "Act for one of them")  # fmt: skip
    with opened("an assistant's archive"):
        row = Assistant.objects.select_for_update().get(pk=assistant.pk)
        if Benefit.objects.filter(assistant=row, kind="archive").exists():
            raise refuse("11.s1", "档案转到工作地所在区已登记", "The archive is recorded already", "不用再办", "Nothing is left to do", row.number)  # fmt: skip
        now = archive_of(row)
        if now is not None and now.over != "failed":
            raise refuse("11.s1", f"档案转移已经在办（{now.number}，{now.state.zh}）", f"It is under way ({now.number})", "收到后自动登记", "It is recorded once it arrives", row.number)  # fmt: skip
        row.archive_number = orders.place(
            tx,
            ARCHIVE_KIND,
            person=row.party,
            office=row.office,
            former_keeper=former_keeper,
            ground=ARCHIVE_CLAUSE,
        )
        row.save(update_fields=["archive_number"])
        arrived(tx, row)
    return row.archive_number


def arrived(tx: Tx, row: Assistant) -> None:
    """Put the archive on the checklist once the centre of the district of work has it."""
    now = archive_of(row)
    if now is None or now.over != "done" or (now.terms or {}).get("office") != row.office:
        return
    if Benefit.objects.filter(assistant=row, kind="archive").exists():
        return
    today = today_of(tx.now)
    Benefit.objects.create(
        office=row.office, party=row.party, assistant=row, kind="archive", from_on=now.on or today, note=now.number, done_on=today,
    )  # fmt: skip
    tx.audit("rural.benefit", assistant=row.number, kind="archive")


@handles(ARCHIVE_MOVED)
def archive_came(tx: Tx, job: Job) -> None:
    """Follow an archive: on the checklist once it is there; what fell through is told to the township."""
    row = Assistant.objects.get(pk=UUID(job.payload["assistant"]))
    arrived(tx, row)
    now = archive_of(row)
    if now is not None and now.over == "failed":
        tell(tx, row.township, None, f"{now.number}:failed", f"{row.name}的档案转移 {now.number} 没有办成（{now.state.zh}），请重新发起", f"The transfer {now.number} came to nothing: begin it again")  # fmt: skip


def send_form(tx: Tx, row: Appraisal, title: str) -> str:
    """Have a registration form put into the personal archive by the centre that holds it (15.z.s2); the number to follow."""
    if row.party is None:
        return ""
    return orders.place(
        tx, PAPER_KIND, person=row.party, office=row.office, title=title, dated=today_of(tx.now), letter=row.letter,
        ground="bi-2020-22/15.z.s2",
    )  # fmt: skip


@orders.hears(PAPER_KIND)
def form_moved(tx: Tx, number: str) -> None:
    """A paper was put into an archive: if it is an appraisal's form, that is kept in a job."""
    with opened("orders of the room"):
        ours = Appraisal.objects.filter(filing=number).exists()
    if ours:
        tx.enqueue(FORM_MOVED, {"number": number}, key=f"{number}/{tx.key}"[:200])


@handles(FORM_MOVED)
def form_filed(tx: Tx, job: Job) -> None:
    """Keep the day on which a form was put into the personal archive."""
    now = orders.standing(PAPER_KIND, job.payload["number"])
    if now is not None and now.over == "done":
        Appraisal.objects.filter(filing=now.number).update(archived_on=now.on)


def check_archive(row: Assistant) -> None:
    """An archive under way is recorded by its arrival, not by hand."""
    now = archive_of(Assistant.objects.get(pk=row.pk))
    if now is not None and now.over == "open":
        raise refuse(
            "11.s1", f"档案还在转移中（{now.number}，{now.state.zh}）", f"The archive is still under way ({now.number})",
            "区公服中心收到后自动登记", "It is recorded once the district's centre has it", "kind",
        )  # fmt: skip
