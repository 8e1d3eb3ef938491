"""A school's posts as its cases leave them: by level, held, taken by who is recommended or confirmed, published in its plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from gongbao.platform.cases.services import Case, history
from gongbao.platform.casework import services as casework
from gongbao.platform.titles.models import Application, Initial, Post, School
from gongbao.platform.titles.words import TEACHERS

NOT_RECOMMENDED = ("draft", "employer_review", "not_recommended", "withdrawn")
FREE_AGAIN = ("appointed", "concluded")
"""Ends of a recommendation that holds no post of its own any more: appointed is counted as held."""
AWAITING = ("school_notice", "notice_objection", "confirmed")
"""States of an initial title that is confirmed and will take a post."""


def levels() -> dict[str, tuple[str, ...]]:
    """The titles of each level, from both ladders, the lowest first."""
    from gongbao.policies.vocational_teacher_titles.facts import LADDERS

    names = ("员级", "助理级", "中级", "副高级", "正高级")
    return {name: tuple(each[name] for each in LADDERS.values() if name in each) for name in names}


def every_title() -> tuple[str, ...]:
    """Every title of both ladders."""
    return tuple(title for titles in levels().values() for title in titles)


def level_of(title: str) -> str:
    """The level of a title."""
    return next(level for level, titles in levels().items() if title in titles)


def of_review(row: Application, school: School) -> dict[str, Any]:
    """What the question reads. Those recommended under the level's other title, or waiting from another round, hold a post."""
    own = level_of(row.title)
    others = list(
        Application.objects.filter(employer=row.employer, room=TEACHERS, title__in=levels()[own]).exclude(
            case=row.case
        )
    )
    states = states_of(each.case for each in others)
    done = [(each, *states[each.case]) for each in others if states[each.case][0] not in NOT_RECOMMENDED]
    same = [state for each, state, _ in done if each.round_id == row.round_id and each.title == row.title]
    beside = [
        tone for each, state, tone in done
        if (each.round_id, each.title) != (row.round_id, row.title) and state not in FREE_AGAIN and tone != "stopped"
    ]  # fmt: skip
    plan = plan_of(row.employer)
    full = len(same) + len(beside) if own == "正高级" else 0
    return {
        "title": row.title, "school_public": school.public, "plan_in_use": plan is not None, "recommended_before": len(same),
        "posts_published": published(plan).get(row.title, 0) if plan else 0,
        "full_posts_left": max(0, school.full_places - full) if school.checked_on else None,
        **structure(school, own, len(beside) - same.count("appointed")),
    }  # fmt: skip


def of_initial(row: Initial) -> dict[str, Any]:
    """What the question on an initial title reads: those confirmed and not appointed yet take a post too."""
    own = level_of(row.title)
    others = Initial.objects.filter(school=row.school, title__in=levels()[own]).exclude(case=row.case)
    taken = sum(state in AWAITING for state, _ in states_of(each.case for each in others).values())
    return {"title": row.title, **structure(row.school, own, taken)}


def structure(school: School, level: str, taken: int) -> dict[str, Any]:
    """Posts and those held or taken; not known before the bureau has checked them."""
    post = Post.objects.filter(school=school, level=level).first()
    if post is None or school.checked_on is None:
        return {}
    return {"posts_of_structure": post.posts, "posts_held": max(0, post.held + taken)}


def states_of(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Case.objects.filter(key__among=frozenset(keys))
    return {key: (state, tone) for key, state, tone in rows.values_list("key", "state", "tone")}


def plan_of(party: UUID | None) -> Case | None:
    """The plan a school has put in use, the latest."""
    return (
        Case.objects.filter(party=party, procedure=f"{TEACHERS}.plan", state="in_use")
        .order_by("-opened_at")
        .first()
    )


def published(plan: Case) -> dict[str, int]:
    """Posts published under a plan by title, the latest publication of each."""
    found = casework.answers_of(plan, history(plan.key))
    return {each.values["title"]: each.values["posts"] for each in found if each.form.id == "posts"}


def appointed(party: UUID, title: str) -> None:
    """One more post of the title's level is held; inside `opened`."""
    row = lock(party)
    post = row.posts.filter(level=level_of(title)).first() if row else None
    if post is not None:
        post.held += 1
        post.save(update_fields=["held"])


def lock(party: UUID | None) -> School | None:
    """The school's row, held until the transaction ends: two steps on its posts come one after the other."""
    return School.objects.select_for_update().filter(party=party).first()
