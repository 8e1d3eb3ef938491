"""Registrations: what somebody registers with, the conditions on it, findings of the district (7, 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.rules.question import Question
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import graduation, reach
from gongbao.platform.rural_assistants.carrying import verdicts
from gongbao.platform.rural_assistants.models import Applicant
from gongbao.platform.rural_assistants.recruiting import post_of
from gongbao.platform.rural_assistants.words import refuse, today_of
from gongbao.policies.rural_assistants.rules import GRADUATION, RECRUIT, REGISTER


def claims_of(applicant: Applicant) -> dict[str, Any]:
    """The facts of the rules: what the applicant states, what announcement and post say, what was found."""
    intake, post, told = applicant.intake, applicant.post, applicant.claims
    facts: dict[str, Any] = {
        "through_open_recruitment": True, "post_district": post.office, "relaxation_announced": post.relaxed,
        "choosing_period_counts": intake.choosing_period_counts, "origin_exception": intake.origin_exception,
        "degree_exception": intake.degree_exception, "mountain_township": post.mountain,
    }  # fmt: skip
    facts |= {
        k: told[k] for k in ("chinese", "degree", "beijing_origin", "graduate") if told.get(k) is not None
    }
    return facts | {"university_says": graduation.said_of(applicant)} | dict(applicant.findings)


def may_register(applicant: Applicant, on: date) -> str:
    """The verdict on registering, then on the check of the graduation (8.2), with what decided it."""
    facts = claims_of(applicant)
    return _all(facts, on, REGISTER, GRADUATION)


def may_be_hired(applicant: Applicant, on: date) -> str:
    """The verdict on all conditions, the check of the graduation among them, with what decided it."""
    facts = claims_of(applicant)
    return _all(facts, on, RECRUIT, GRADUATION)


def _all(facts: Mapping[str, Any], on: date, *questions: Question) -> str:
    """The first verdict that is not met, with the conditions behind it."""
    found = (verdicts(question, facts, on) for question in questions)
    return next((each for each in found if each != "met"), "met")


def take_in(case: Case, told: Mapping[str, Any], tx: Tx) -> Applicant:
    """Keep what somebody registers with; a second registration of one intake is refused."""
    post = post_of(str(told.get("post", "")))
    today = today_of(tx.now)
    if post.intake.state != "announced" or not post.intake.opens_on <= today <= post.intake.closes_on:
        raise refuse(
            "8.2", "现在不在这个批次的报名时间内", "Registration is not open for this intake",
            f"报名时间 {post.intake.opens_on} 至 {post.intake.closes_on}", f"Open {post.intake.opens_on} to {post.intake.closes_on}", "post",
        )  # fmt: skip
    if post.office != case.office:
        raise refuse("8.2", "岗位不在所选的区", "The post lies in another district", "请选岗位所在的区报名", "Register with the post's district", "post")  # fmt: skip
    twice = Applicant.objects.filter(intake=post.intake, party=case.party, dropped=False).exclude(
        case=case.key
    )
    tx.lock(f"rural:applicant:{post.intake_id}:{case.party}")
    if twice.exists():
        raise refuse(
            "8.2", "一个批次只能报一个岗位", "One post in one intake",
            "请先撤回已报的岗位", "Withdraw the other registration first", "post",
        )  # fmt: skip
    held = Applicant.objects.filter(case=case.key).first()
    row, _ = Applicant.objects.update_or_create(
        case=case.key,
        defaults={
            "office": case.office, "party": case.party, "intake": post.intake, "post": post,
            "name": reach.name_of(case.party), "claims": {k: v for k, v in told.items() if k != "agreed"}, "dropped": False,
        },
    )  # fmt: skip
    graduation.named(row, held.claims if held else {}, today)
    return row


def applicant_of(case: UUID) -> Applicant | None:
    """The applicant of a case."""
    with opened("applicant"):
        return Applicant.objects.select_related("intake", "post").filter(case=case).first()


def find_major(tx: Tx, case_number: str, found: bool) -> None:
    """Record whether the subject is agricultural or digital (7.7), before ranks are made (district)."""
    reach.officer(tx.actor, "7.7")
    row = Applicant.objects.filter(case=_case(case_number)).first()
    if row is None:
        raise refuse("7.7", "没有这名报名人员", "There is no such applicant", "请核对办件编号", "Check the number", case_number)  # fmt: skip
    row.major_found = found
    row.save(update_fields=["major_found"])


def _case(number: str) -> UUID | None:
    return Case.objects.filter(number=number).values_list("key", flat=True).first()


def applicants(actor: Actor, number: str = "") -> list[Applicant]:
    """The applicants of the officer's district (or the city's) with their standing."""
    with opened("applicants"):
        rows = Applicant.objects.select_related("post", "intake").filter(dropped=False)
        if reach.level_of(actor) == "district":
            rows = rows.filter(office=actor.office)
        if number:
            rows = rows.filter(intake__number=number)
        return list(rows.order_by("intake__number", "post__number", "rank", "ticket")[:500])
