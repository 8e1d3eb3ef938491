"""Ventures of assistants and the measures that support them, each followed until it is carried out (23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.models import Assistant, Venture, VentureSupport
from gongbao.platform.rural_assistants.words import refuse, today_of

FIELDS: Mapping[str, Text] = {
    "e_commerce": Text("农村电子商务", "rural e-commerce"),
    "cooperative": Text("农村合作经济", "rural co-operatives"),
    "leisure": Text("休闲农业", "leisure farming"),
    "tourism": Text("乡村旅游", "rural tourism"),
    "other": Text("其他", "another field"),
}
MEASURES: Mapping[str, Text] = {
    "registration": Text("工商注册", "registration of the business"),
    "taxes": Text("税费减免", "relief from taxes and fees"),
    "account": Text("银行开户", "a bank account"),
    "loan": Text("融资贷款", "financing and loans"),
    "insurance": Text("社会保险缴纳", "social insurance"),
}
LEVELS = ("village", "township", "district")


def begin(tx: Tx, assistant: Assistant, field: str, title: str, *, on: date) -> str:
    """Register a venture of somebody on duty (village, township, district); its key."""
    _level(tx.actor, "23.s1")
    if field not in FIELDS or not title.strip() or on > today_of(tx.now):
        raise refuse("23.s1", "领域、项目名称或日期不对", "Field, title or day are wrong", "选领域、写项目名称，日期不晚于今天", "Choose the field, name it, no day to come", "title")  # fmt: skip
    if assistant.serves_from is None or on < assistant.serves_from or assistant.left_how:
        raise refuse(
            "23.s1", "当日不在岗", "Not on duty on that day", "请核对日期", "Check the day", assistant.number
        )
    with opened("a venture"):
        row = Venture.objects.create(
            office=assistant.office, party=assistant.party, assistant=assistant, field=field, title=title.strip()[:120], on=on,
        )  # fmt: skip
    tx.audit("rural.venture", assistant=assistant.number)
    return str(row.id)


def support(tx: Tx, key: UUID, measure: str, body: str, *, asked_on: date, done_on: date | None = None, amount: int | None = None) -> None:  # fmt: skip
    """Record a measure asked for or carried out; the same measure of a venture is one line, completed later."""
    _level(tx.actor, "23.s2")
    today = today_of(tx.now)
    if (
        measure not in MEASURES
        or not body.strip()
        or asked_on > today
        or (done_on and not asked_on <= done_on <= today)
    ):
        raise refuse("23.s2", "措施、办理部门或日期不对", "Measure, body or days are wrong", "申请日 ≤ 办结日 ≤ 今天，写明办理部门", "Asked ≤ done ≤ today, and name the body", "measure")  # fmt: skip
    with opened("a measure"):
        row = _reached(tx.actor, key)
        VentureSupport.objects.update_or_create(
            venture=row, measure=measure,
            defaults={"office": row.office, "party": row.party, "body": body.strip()[:120], "asked_on": asked_on, "done_on": done_on, "amount": amount},
        )  # fmt: skip
    tx.audit("rural.venture_support", venture=str(key), measure=measure, done=str(done_on or ""))


def result(tx: Tx, key: UUID, text: str, ended_on: date | None = None) -> None:
    """Say what came of a venture, and that it ended; it stands beside appraisals and renewals (23.s3)."""
    _level(tx.actor, "23.s3")
    if not text.strip():
        raise refuse(
            "23.s3",
            "没有写成效",
            "No result is given",
            "写明带动就业、收入等",
            "Jobs, income and the like",
            "text",
        )
    with opened("a venture"):
        row = _reached(tx.actor, key)
        if ended_on is not None and not row.on <= ended_on <= today_of(tx.now):
            raise refuse("23.s3", "结束日期不对", "The last day is wrong", "不早于开始、不晚于今天", "Between its start and today", "ended_on")  # fmt: skip
        row.results, row.ended_on = text.strip()[:300], ended_on
        row.save(update_fields=["results", "ended_on"])
    tx.audit("rural.venture_result", venture=str(key))


def _level(actor: Actor, clause: str) -> None:
    if reach.level_of(actor) not in LEVELS:
        raise refuse(clause, "由村、乡镇或区登记", "For village, township or district", "请以其中一级的身份办理", "Act for one of them")  # fmt: skip


def _reached(actor: Actor, key: UUID) -> Venture:
    row = Venture.objects.filter(pk=key, assistant__in=reach.own(actor)).first()
    if row is None:
        raise refuse("23.s1", "没有这个项目，或不归本级", "There is no such venture, or not with you", "请从列表中选", "Choose from the list")  # fmt: skip
    return row


def of(people: Sequence[Assistant]) -> list[Venture]:
    """The ventures of these people with their measures, the newest first."""
    with opened("ventures"):
        rows = (
            Venture.objects.select_related("assistant")
            .prefetch_related("measures")
            .filter(assistant__in=people)
        )
        return list(rows.order_by("-on", "-id"))


def said(row: Venture) -> Text:
    """The measures of a venture in a line: what is done, what is still to come."""
    told = [
        Text(
            f"{MEASURES[each.measure].zh}{'已办' if each.done_on else '办理中'}", f"{MEASURES[each.measure].en}: {'done' if each.done_on else 'under way'}"
        )
        for each in row.measures.all()
    ]  # fmt: skip
    return Text("、".join(each.zh for each in told) or "—", ", ".join(each.en for each in told) or "—")


def told(row: Venture) -> str:
    """A venture in a line of a form: its field, its days, the measures, what came of it."""
    days = f"{row.on} 至 {row.ended_on}" if row.ended_on else f"{row.on} 起"
    measures = said(row).zh if row.measures.all() else ""
    parts = [f"{FIELDS[row.field].zh}，{days}", measures, f"成效：{row.results}" if row.results else ""]
    return f"{row.title}（{'；'.join(filter(None, parts))}）"
