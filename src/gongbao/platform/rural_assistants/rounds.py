"""Rounds of appraisal: who is in one, what its guards say, the quota of excellent grades (15)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach, readings
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Round
from gongbao.platform.rural_assistants.words import refuse
from gongbao.policies.rural_assistants import quotas

TITLES = {
    "quarterly": Text("平时考核", "Quarterly appraisal"),
    "annual": Text("年度考核", "Annual appraisal"),
    "term": Text("期满考核", "End-of-term appraisal"),
}


def round_of(case: UUID) -> Round:
    """The round of a case."""
    with opened("round"):
        return Round.objects.select_related("intake").get(case=case)


def people_in(row: Round) -> QuerySet[Appraisal]:
    """Everybody in a round, by number; evaluate inside `opened`."""
    return Appraisal.objects.filter(round=row).select_related("assistant").order_by("assistant__number")


def join(row: Round, people: Iterable[Assistant]) -> None:
    """Put people into a round; who is in it already stays as they are."""
    Appraisal.objects.bulk_create(
        [
            Appraisal(office=a.office, party=a.party, round=row, assistant=a, kind=row.kind, period=row.period, intake_id=a.intake_id)
            for a in people
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def hand_out(case: Case, people: Iterable[Assistant]) -> None:
    """Let village, township and the person see the case, each for their own people."""
    for a in people:
        hands = [("village", a.village), ("township", a.township), ("assistant", a.party)]
        reach.pass_through(case, [(role, party) for role, party in hands if party], a.id)


def person_in(case: Case, assistant: str) -> Appraisal:
    """One person's appraisal in a case's round; inside `opened`. Raises Refusal where they are not in it."""
    row = Appraisal.objects.select_related("assistant", "round").filter(round__case=case.key, assistant__number=assistant).first()  # fmt: skip
    if row is None:
        raise refuse(
            "2", "这名协理员不在本次考核范围内（考核期内不在岗）", "Not in this round: not on duty in the period",
            "请核对编号；不在岗的人不能考核", "Check the number; only those on duty are appraised", assistant,
        )  # fmt: skip
    return row


def listed(actor: Actor) -> list[tuple[Round, Case]]:
    """The rounds the actor's people are in, newest first."""
    with opened("rounds"):
        keys = Appraisal.objects.filter(assistant__in=reach.own(actor)).values("round")
        rows = list(Round.objects.filter(pk__in=keys).select_related("intake").order_by("-id")[:60])
        cases = {case.key: case for case in Case.objects.filter(key__in=[row.case for row in rows])}
    return [(row, cases[row.case]) for row in rows]


def in_round(actor: Actor, number: str) -> tuple[Case, Round, list[Appraisal]]:
    """A round with those of the actor's people who are in it. Raises Refusal where there are none."""
    with opened("a round"):
        case = Case.objects.filter(number=number).first()
        row = Round.objects.select_related("intake").filter(case=case.key).first() if case else None
        people = list(people_in(row).filter(assistant__in=reach.own(actor))) if row else []
    if case is None or row is None or not people:
        raise refuse("5.s2", "没有这次考核，或没有本级的人", "No such round, or none of yours in it", "请核对编号", "Check the number", number)  # fmt: skip
    return case, row, people


def began_on(rows: Iterable[Round]) -> dict[UUID, date]:
    """By case, the day on which each round's case began: the readings of that day hold for it; inside `opened`."""
    cases = Case.objects.filter(key__among=frozenset(row.case for row in rows))
    return {key: local_day(at) for key, at in cases.values_list("key", "opened_at")}


def batch_of(row: Round) -> list[Round]:
    """The rounds that share one quota (15.s5): an intake's own, or the district's of a kind begun in one calendar year.

    Which, says the reading in force on the day each began; inside `opened`.
    """
    began = began_on([row])[row.case]
    if readings.chosen("batch", began) != "round":
        return [row]
    rows = list(Round.objects.filter(office=row.office, kind=row.kind))
    days = began_on(rows)
    return [
        each for each in rows
        if days[each.case].year == began.year and readings.chosen("batch", days[each.case]) == "round"
    ]  # fmt: skip


def lock_quota(tx: Tx, row: Round) -> None:
    """Nobody else grades in the district's rounds of this kind until the transaction ends."""
    tx.lock(f"rural:quota:{row.office}:{row.kind}")


def quota_of(row: Round, on: date) -> quotas.Quota:
    """The quota of a round: the district's people of the same batch; inside `opened`."""
    people = Appraisal.objects.filter(round__in=batch_of(row))
    marks = [("all", mark or "qualified") for mark in people.values_list("grade", flat=True)]
    return quotas.quotas(marks, on)["all"]


def guards(case: Case, on: date) -> dict[str, str]:
    """Guards of quarters and rounds; inside `opened`."""
    row = Round.objects.filter(case=case.key).first()
    if row is None:
        return {}
    people = list(people_in(row))
    proposed = all(each.proposal for each in people)
    graded = all(each.grade and each.village_opinion and each.township_opinion for each in people)
    kept = row.kind == "quarterly" or not quota_of(row, on).over
    run = CaseState.load(case.fold).clock("objection")
    over = run is not None and (run.status == "expired" or run.late(on))
    return {
        "proposals_in": "met" if proposed else "not_met",
        "all_graded": "met" if graded else "not_met",
        "quota_kept": "met" if kept else "not_met",
        "objections_over": "met" if over else "not_met",
        "may_file": "met" if over and kept else "not_met",
    }
