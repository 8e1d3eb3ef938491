"""Records kept beside: ventures, reserve lists, nominations, conditions, named officers, transfer payments (5, 20, 23 to 26)."""

from __future__ import annotations

from datetime import date

from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.models import Assistant, Entry
from gongbao.platform.rural_assistants.words import ENTRIES, refuse, today_of

BY = {
    "grant": ("city",), "membership_letter": (), "export": (), "officer": ("district",), "reward": ("district",), "conditions": ("village", "township"),
    "reserve_township": ("township", "district"), "protected": ("township", "district"),
}  # fmt: skip
"""Which level records what; everything else is recorded by village, township or district."""


def enter(
    tx: Tx, kind: str, title: str, *, on: date, assistant: Assistant | None = None, until: date | None = None,
    amount: int | None = None, office: str = "",
) -> None:  # fmt: skip
    """Enter a record on the actor's level. A reward needs its grade's appraisal; a head of the village precedes the township's list."""
    level = reach.level_of(tx.actor)
    if kind not in ENTRIES or not title.strip():
        raise refuse(
            "23.s1",
            "没有选类别或没有写内容",
            "Kind or contents are missing",
            "两项都要填",
            "Fill in both",
            "title",
        )
    label, clause = ENTRIES[kind]
    if level not in BY.get(kind, ("village", "township", "district")):
        raise refuse(clause, f"“{label.zh}”不由本级登记", f"“{label.en}” is not recorded on this level", "请由负责的层级登记", "Let the right level record it", "kind")  # fmt: skip
    if until is not None and until < on:
        raise refuse(
            clause, "止日早于起日", "It ends before it starts", "请核对日期", "Check the days", "until"
        )
    with opened("records beside"):
        if kind == "reserve_township" and not _head(assistant):
            raise refuse(
                "25.s3", "没有登记担任村“两委”正职", "No head of one of the two bodies is recorded",
                "先登记当选职务（正职）", "Record the office held first", "kind",
            )  # fmt: skip
        Entry.objects.create(
            office=assistant.office if assistant else office or tx.actor.office, party=assistant.party if assistant else None,
            assistant=assistant, kind=kind, title=title.strip()[:200], on=on, until=until, amount=amount,
        )  # fmt: skip
    tx.audit("rural.entry", kind=kind, assistant=assistant.number if assistant else "")


def _head(assistant: Assistant | None) -> bool:
    """Whether an office of head is on record now (25.s3)."""
    if assistant is None:
        return False
    return Entry.objects.filter(assistant=assistant, kind="elected", title__contains="正职").exists()


def entries(actor: Actor, kind: str = "", assistant: Assistant | None = None) -> list[Entry]:
    """Records of the actor's people, or of the office itself, newest first."""
    with opened("records beside"):
        rows = Entry.objects.select_related("assistant")
        if assistant is not None:
            rows = rows.filter(assistant=assistant)
        elif reach.level_of(actor) == "district":
            rows = rows.filter(office=actor.office)
        elif reach.level_of(actor) != "city":
            rows = rows.filter(assistant__in=reach.own(actor))
        return list((rows.filter(kind=kind) if kind else rows).order_by("-on", "-id")[:200])


def without_officer(on: date) -> list[str]:
    """Districts with assistants on duty and no named officer of the information system (20.s1)."""
    with opened("named officers"):
        busy = set(
            Assistant.objects.filter(left_how="", serves_from__isnull=False).values_list("office", flat=True)
        )
        named = set(Entry.objects.filter(kind="officer", on__lte=on).exclude(until__lt=on).values_list("office", flat=True))  # fmt: skip
    return sorted(busy - named)


def today(tx: Tx) -> date:
    """The day of the command."""
    return today_of(tx.now)
