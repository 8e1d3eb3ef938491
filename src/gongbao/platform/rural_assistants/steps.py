"""What the steps of recruitment, incidents and the common messages carry out (8, 17)."""

from __future__ import annotations

from datetime import date

from gongbao.kernel import masking
from gongbao.kernel.procedure import CaseState
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.cases.services import act as do_step
from gongbao.platform.db.services import CITY, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import joining, reach, registering
from gongbao.platform.rural_assistants.carrying import carries, given, tell_office, verdicts
from gongbao.platform.rural_assistants.models import Applicant, Assistant
from gongbao.platform.rural_assistants.words import INCIDENT, RECRUITMENT, number_of, refuse, today_of
from gongbao.policies.rural_assistants.rules import FILE_LIST


def row_of(case: Case) -> Applicant:
    """The applicant of a case. Raises Refusal."""
    row = registering.applicant_of(case.key)
    if row is None:
        raise refuse(
            "8.2", "办件还没有提交", "Not handed in yet", "请先提交报名", "Hand it in first", case.number
        )
    return row


@carries("take_in", RECRUITMENT)
@carries("difference", RECRUITMENT)
def take_in(tx: Tx, case: Case, act: Act) -> None:
    """Keep a registration (8.2)."""
    registering.take_in(case, given(case, act), tx)


@carries("confirm", RECRUITMENT)
def confirm(tx: Tx, case: Case, act: Act) -> None:
    """The registration stands; a corrected one is read again."""
    Applicant.objects.filter(pk=row_of(case).pk).update(confirmed=True)


@carries("drop", RECRUITMENT)
@carries("release_reservation", RECRUITMENT)
def drop(tx: Tx, case: Case, act: Act) -> None:
    """Who was refused or withdrew takes no place."""
    Applicant.objects.filter(case=case.key).update(dropped=True, confirmed=False)


@carries("result", RECRUITMENT)
def result(tx: Tx, case: Case, act: Act) -> None:
    """The outcome must be the published one."""
    row = row_of(case)
    right = "shortlisted" if row.result == "shortlisted" else "not_shortlisted"
    if act.body.get("outcome") != right:
        raise refuse("8.3", "与公布的成绩不一致", "It differs from the published result", "按公布结果办理", "Follow the publication", case.number)  # fmt: skip


@carries("medical", RECRUITMENT)
def medical(tx: Tx, case: Case, act: Act) -> None:
    """Keep the result of the medical check (7.5)."""
    row = row_of(case)
    row.findings = {**row.findings, "medical_passed": act.body.get("outcome") == "fit"}
    row.save(update_fields=["findings"])


@carries("inspect", RECRUITMENT)
def inspect(tx: Tx, case: Case, act: Act) -> None:
    """Keep what the inspection found (7.2 to 7.4, 7.8); a suitable person has nothing against them."""
    row, told = row_of(case), given(case, act)
    found = {
        "political_found": told["political"], "willing_found": told["willing"], "disciplined_found": told["disciplined"],
        "post_conditions_found": told["post_conditions"],
    }  # fmt: skip
    if act.body.get("outcome") == "suitable" and not all(found.values()):
        raise refuse("7.2", "考察有一项不符合，不能登记为适合", "One finding is negative", "请核对考察项目和结论", "Make findings and result agree", case.number)  # fmt: skip
    row.findings = {**row.findings, **found}
    row.save(update_fields=["findings"])


@carries("publish", RECRUITMENT)
def publish(tx: Tx, case: Case, act: Act) -> None:
    """The publicity period must have a length (8.4)."""
    until = date.fromisoformat(given(case, act)["publicity_until"])
    today = today_of(tx.now)
    if (until - today).days < number_of("publicity_min_days", today):
        raise refuse("8.4", "公示截止日太早", "The last day is too early", "至少到明天", "Tomorrow at the earliest", "publicity_until")  # fmt: skip


@carries("file_list", RECRUITMENT)
def file_list(tx: Tx, case: Case, act: Act) -> None:
    """The city has the name on record, and the start of the service begins (8.5, 10)."""
    row = row_of(case)
    tx.lock(f"rural:post:{row.post_id}")
    taken = Assistant.objects.filter(intake=row.intake, post=row.post).exclude(left_how="none").count()
    if taken >= row.post.places:
        raise refuse("8.1", f"岗位 {row.post.number} 的 {row.post.places} 个名额已满", "The places of this post are full", "请核对已备案人员", "Check those already filed", case.number)  # fmt: skip
    joining.open_start(tx, row)
    tell_office(tx, CITY, f"{case.key}:filed", f"{case.number} 拟聘用人员已备案", "A name was filed")


def object_to(tx: Tx, number: str, name: str, contact: str, statement: str) -> dict[str, object]:
    """Anybody objects while the publicity runs; name and contact are sealed (8.4). The command runs as the system."""
    case = Case.objects.filter(
        number=number, procedure=RECRUITMENT, state__in=("publicity", "objected")
    ).first()
    if case is None or not statement.strip():
        raise Refusal(
            Text("不在公示期，或没有写情况", "Not under publicity, or nothing is said"), where="statement",
            mend=Text("请核对公示编号和日期，写明情况", "Check number and days, and say what is wrong"), clause="bi-2020-22/8.4",
        )  # fmt: skip
    return do_step(
        tx,
        case.key,
        "object",
        "system",
        {},
        {"form": {"statement": statement}, "name": name, "contact": contact},
    )


def under_publicity(on: date) -> list[tuple[str, str, str, date]]:
    """Who is under publicity: the case's number, the name in part, the post, the last day; public."""
    found = []
    with opened("publicity"):
        cases = {
            c.key: c for c in Case.objects.filter(procedure=RECRUITMENT, state__in=("publicity", "objected"))
        }
        for row in (
            Applicant.objects.select_related("post")
            .filter(case__in=list(cases))
            .order_by("post__number", "id")
        ):
            case = cases[row.case]  # type: ignore[index]
            run = CaseState.load(case.fold).clock("publicity")
            if run is not None and not run.late(on):
                found.append((case.number, masking.mask_name(row.name), row.post.number, run.deadline.due))
    return found


@carries("alarm", INCIDENT)
@carries("difference", INCIDENT)
def alarm(tx: Tx, case: Case, act: Act) -> None:
    """The district learns of it at once; the person must be one of the institution's own (17)."""
    told = given(case, act)
    row = Assistant.objects.filter(number=told["assistant"].strip().upper()).first()
    if row is None or case.party not in (row.village, row.township):
        raise refuse(
            "17",
            "不是本村、本乡镇的协理员",
            "Not one of yours",
            "请核对编号",
            "Check the number",
            "assistant",
        )
    reach.pass_through(case, [("township", row.township)], row.id)
    tell_office(
        tx,
        case.office,
        f"{case.key}:alarm",
        f"{row.number} 发生重大情况，请及时报市",
        "A major incident: report it",
        case,
    )


@carries("report_city", INCIDENT)
def report_city(tx: Tx, case: Case, act: Act) -> None:
    """The city is told, with the time of knowledge and of the report (17)."""
    minutes = int((tx.now - case.opened_at).total_seconds() // 60)
    tx.event(
        case.key,
        "reported",
        {"known_at": case.opened_at.isoformat(), "reported_at": tx.now.isoformat(), "minutes": minutes},
    )
    tell_office(
        tx,
        CITY,
        f"{case.key}:city",
        f"{case.number} 重大情况，知悉到上报 {minutes} 分钟",
        "A major incident",
        case,
    )


def guards(case: Case, on: date) -> dict[str, str]:
    """Guards of recruitment; inside `opened`."""
    row = registering.applicant_of(case.key)
    if row is None:
        return {"window_open": "met"}
    run = CaseState.load(case.fold).clock("publicity")
    over = run is not None and (run.status == "expired" or run.late(on))
    return {
        "window_open": "met",
        "may_register": registering.may_register(row, on),
        "ranked": "met" if row.intake.state == "published" and row.result else "not_met",
        "conditions_met": registering.may_be_hired(row, on),
        "publicity_over": "met" if over else "not_met",
        "list_in_order": _in_order(case, on),
    }


def _in_order(case: Case, on: date) -> str:
    """Whether the name may be filed: publicity over, nothing open, and this procedure leaves no step out (8, 8.5)."""
    open_ones = len(CaseState.load(case.fold).opened("objection"))
    facts = {"publicity_closed": case.state == "to_file", "objections_open": open_ones, "steps_skipped": 0}
    return verdicts(FILE_LIST, facts, on)
