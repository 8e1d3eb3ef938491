"""Which reading of an open question the city has adopted, from a day on, with its source; else the default holds (5.1.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from gongbao.law.text import Text
from gongbao.platform.db.services import CITY, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants.models import Adopted
from gongbao.platform.rural_assistants.words import refuse, today_of
from gongbao.policies.rural_assistants.rules import READINGS

SWITCHABLE = (
    "leave_days", "university_part", "fresh_graduate", "home_level", "eco_area", "cap_moment", "cap_counts", "long_secondment",
    "training_year", "prejob_counts", "excellent_performance",
    "quarterly_base", "batch", "contract_days",
)  # fmt: skip
"""The readings that can be adopted here. A round of appraisal keeps those of the day its case began, a contract that of its first day."""
_LATER = Text(
    "由市人社局发文明确，随系统新版本启用",
    "The city bureau decides by a document; it comes with a new version of the system",
)
BUILT_IN: Mapping[str, tuple[Text, Text]] = {
    "work_year": (
        Text("年度考核的分期、各季度归属和登记表的编号都按上岗日起算；中途改为自然年，已开始的工作年度会重复或落空", "Years of appraisal, their quarters and forms are counted from the first day on duty; changed midway, time would count twice or not at all"),
        _LATER,
    ),
}  # fmt: skip
"""Readings that cannot be adopted here: why not, and who decides."""


def adopt(tx: Tx, reading: str, choice: str, *, from_on: date, source: str) -> None:
    """Adopt a reading from a day on (city); what was decided before stands. Refuses days gone by and a missing source."""
    if not (tx.actor.kind == "officer" and tx.actor.is_city):
        raise refuse(
            "5.1.1",
            "由市人社局明确",
            "For the city bureau",
            "请市里的工作人员办理",
            "An officer of the city does it",
        )
    if reading in BUILT_IN:
        why, who = BUILT_IN[reading]
        raise refuse(
            "5.1.1",
            f"这一条不能在这里改：{why.zh}",
            f"Not to be changed here: {why.en}",
            who.zh,
            who.en,
            reading,
        )
    if reading not in SWITCHABLE or choice not in READINGS[reading].choices:
        raise refuse("5.1.1", "没有这种理解，或不能在这里改", "No such reading, or it cannot be changed here", "请从列表中选", "Choose from the list", reading)  # fmt: skip
    if from_on < today_of(tx.now) or not source.strip():
        raise refuse("5.1.1", "起始日已过，或没有写依据的文件", "The day is past, or no source is named", "自今天或以后起，写明文件和文号", "From today or later, naming the document", "source")  # fmt: skip
    Adopted.objects.create(
        office=CITY, reading=reading, choice=choice, from_on=from_on, source=source.strip()[:200]
    )
    tx.audit("rural.reading", reading=reading, choice=choice, since=from_on.isoformat())


def in_force(on: date, of: Collection[str]) -> dict[str, str]:
    """Of these readings those adopted that hold on a day, the latest each."""
    if not of:
        return {}
    with opened("adopted readings"):
        rows = Adopted.objects.filter(from_on__lte=on, reading__in=list(of)).order_by("from_on", "id")
        return dict(rows.values_list("reading", "choice"))


def chosen(reading: str, on: date) -> str:
    """The choice that holds on a day: the one adopted, else the default."""
    return in_force(on, [reading]).get(reading, READINGS[reading].default)


def of_contract(starts_on: date | None) -> dict[str, str]:
    """The reading of a contract's last day that holds for one from its first day on, whatever is adopted later."""
    return {"contract_days": chosen("contract_days", starts_on)} if starts_on else {}


def history() -> list[Adopted]:
    """Every reading adopted, the newest first."""
    with opened("adopted readings"):
        return list(Adopted.objects.order_by("-from_on", "-id")[:50])
