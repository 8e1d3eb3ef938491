"""Statistics of a level, and exports to the city's and the national plan's systems as plain tables (20, 29)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import attendance, ending, reach
from gongbao.platform.rural_assistants.models import (
    Appraisal,
    Assistant,
    Attendance,
    Certificate,
    LocalRule,
)
from gongbao.platform.rural_assistants.words import month_of, number_of, said_month
from gongbao.policies.rural_assistants import quotas
from gongbao.policies.rural_assistants.facts import GRADES
from gongbao.policies.rural_assistants.forms import DESTINATIONS


class Figures(NamedTuple):
    """A roll-up: people on duty, by district, ceiling left, extended, renewed, terms over, certificates."""

    on_duty: int
    by_office: dict[str, int]
    cap: int
    extended: int
    renewed: int
    over: int
    certificates: int
    destinations: dict[str, int]


def figures(actor: Actor, on: date) -> Figures:
    """The roll-up of the actor's reach on a day (5.1.3)."""
    note("rural.figures")
    with opened("roll-up"):
        rows = list(reach.own(actor).values_list("office", "left_how", "longer", "serves_from"))
        certificates = Certificate.objects.filter(assistant__in=reach.own(actor)).count()
    serving = [row for row in rows if row[1] == "" and row[3]]
    whereabouts = Counter(d.kind if d else "unknown" for _, d in ending.ledger(actor))
    return Figures(
        len(serving), dict(Counter(row[0] for row in serving)), number_of("citywide_headcount_cap", on),
        sum(row[2] == "extended" for row in serving), sum(row[2] == "renewed" for row in serving),
        sum(row[1] == "term" for row in rows), certificates, dict(whereabouts),
    )  # fmt: skip


def village_share(actor: Actor, month: int) -> tuple[int, int]:
    """Days in the village and working days of a month in the actor's reach (13.s1)."""
    rows = attendance.months_of(actor, month)
    return sum(row.village_days for row in rows), sum(row.working_days for row in rows)


class Paid(NamedTuple):
    """Somebody's grade of a period and what it comes to in pay."""

    assistant: UUID
    number: str
    name: str
    office: str
    intake: UUID
    grade: str
    pay: quotas.Pay


def grades_and_pay(actor: Actor, kind: str, period: str, on: date) -> list[Paid]:
    """Everybody's grade of a period with what it comes to in pay this month: one query for each table (12.s2, 15.s6)."""
    note("rural.pay")
    own = reach.own(actor).order_by().values("pk")
    columns = (
        "assistant",
        "assistant__number",
        "assistant__name",
        "office",
        "intake",
        "grade",
        "assistant__subsidy",
    )
    with opened("grades and pay"):
        rows = list(
            Appraisal.objects.filter(kind=kind, period=period, assistant__in=own).values_list(*columns)
        )
        away = Attendance.objects.filter(month=month_of(on), absent_days__gt=0, assistant__in=own)
        absent = dict(away.values_list("assistant", "absent_days"))
        local = LocalRule.objects.filter(from_on__lte=on).order_by(
            "from_on"
        )  # the newest of a district comes last
        rules = {rule.office: quotas.LocalRule(rule.daily_deduction, rule.rewards) for rule in local}
    none = quotas.LocalRule()
    return [
        Paid(key, number, name, office, intake, grade, quotas.pay(subsidy, absent.get(key, 0), grade, rules.get(office, none)))
        for key, number, name, office, intake, grade, subsidy in rows
    ]  # fmt: skip


PROGRAMME = (
    Text("编号", "Number"), Text("姓名", "Name"), Text("证件号码", "Identity number"), Text("区", "District"),
    Text("乡镇", "Township"), Text("村", "Village"), Text("批次", "Intake"), Text("上岗日", "First day"),
    Text("合同期满日", "Contract ends"), Text("状态", "State"), Text("期满考核", "Grade of the term"),
    Text("服务证书", "Certificate"), Text("计入工龄的服务月数", "Months of service that count"), Text("去向", "Whereabouts"),
)  # fmt: skip


def masked(people: Sequence[UUID]) -> dict[UUID, str]:
    """The participants' identity numbers as they are shown."""
    return {key: each.number_masked for key, each in parties.persons(people).items()}


def programme_export(
    actor: Actor, on: date, numbers_of: Callable[[Sequence[UUID]], Mapping[UUID, str]] = masked
) -> list[Sequence[Any]]:
    """Every participant as the programme's information system takes them, one row each; `numbers_of` tells identity numbers (16.s1, 20.s2)."""
    reach.officer(actor, "20.s2")
    people = reach.people(actor, doing="export")
    gone = {row.pk: d for row, d in ending.ledger(actor)}
    with opened("export"):
        terms = dict(Appraisal.objects.filter(kind="term", told_on__isnull=False, assistant__in=people).values_list("assistant", "grade"))  # fmt: skip
        have = dict(Certificate.objects.filter(assistant__in=people).values_list("assistant", "number"))
        names = {
            p.key: p.name
            for p in parties.parties([k for a in people for k in (a.township, a.village) if k]).values()
        }
        numbers = numbers_of([a.party for a in people if a.party])
    out: list[Sequence[Any]] = []
    for a in people:
        went = gone.get(a.pk)
        out.append((
            a.number, a.name, numbers[a.party] if a.party else "", districts.office(a.office).name.zh, names.get(a.township, ""),
            names.get(a.village, "") if a.village else "", a.intake.number, str(a.serves_from or ""), str(a.ends_on or ""),
            {"": "在岗", "early": "提前解除", "term": "期满", "none": "未报到"}[a.left_how],
            GRADES[terms[a.pk]].zh if a.pk in terms else "", have.get(a.pk, ""), _months(a, on),
            DESTINATIONS[went.kind].zh if went else "",
        ))  # fmt: skip
    return out


def _months(row: Assistant, on: date) -> int:
    """Whole months of service so far: they count as working years (9.s4)."""
    if row.serves_from is None:
        return 0
    last = min(row.left_on or on, on)
    whole = (last.year - row.serves_from.year) * 12 + last.month - row.serves_from.month
    return max(0, whole if last.day >= row.serves_from.day - 1 else whole - 1)


def went(kind: str) -> Text:
    """Where somebody went, in words; "unknown" where it is still to be recorded."""
    return DESTINATIONS.get(kind, Text("待登记", "to be recorded"))


def said(month: int) -> str:
    """A month in figures."""
    return said_month(month)
