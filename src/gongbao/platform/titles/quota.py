"""The guards of teachers' titles: what the policy's own questions say of a school's posts, panel and recommendations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.rules import nodes
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, history
from gongbao.platform.casework import services as casework
from gongbao.platform.parties import services as parties
from gongbao.platform.titles.models import Application, Initial, Post, School
from gongbao.platform.titles.words import TEACHERS, refuse
from gongbao.policies import policy

RATIO = "zhongzhi-2020-27/art.3.5.2.s1"
ADMINISTRATOR, TEACHER = "administrator", "teacher"
COMPOSED = ("panel_size_fits", "third", "both_kinds_of_members")
"""Of the panel's question, what is asked before the staff meets; the rest are the steps that follow."""
QUOTA = ("plan_in_use_held", "reviewed_title", "published", "structure", "full_quota", "within_posts")
"""Of the recommendation's question, all but the finding the step itself states and the notice that follows it."""
NOT_RECOMMENDED = ("draft", "employer_review", "not_recommended", "withdrawn")
FREE_AGAIN = ("appointed", "concluded")
"""Ends of a recommendation that holds no post of its own any more: appointed is counted as held."""
AWAITING = ("school_notice", "notice_objection", "confirmed")
"""States of an initial title that is confirmed and will take a post."""


@dataclass(frozen=True)
class Asked:
    """A named condition of a question as it came out for one case."""

    tag: nodes.Tag
    truth: bool | None


def question(name: str) -> Question:
    """A question of the room on teachers, by its name."""
    return next(each for each in policy(TEACHERS).questions if each.id == f"{TEACHERS}/{name}")


def asked(name: str, facts: Mapping[str, Any], on: date, parts: Collection[str]) -> list[Asked]:
    """What the named `parts` of a question come to on what is known; the rest of it is not asked yet."""
    one = question(name)
    ruling = one.at(on)
    found = ruling.determine(one.load({key: value for key, value in facts.items() if value is not None}))
    tagged = {
        part.tag.name: part for part in nodes.walk(found.ruling.condition) if getattr(part, "tag", None)
    }
    return [Asked(tagged[part].tag, found.run.truth(tagged[part])) for part in parts if part in tagged]


def value(name: str, of: str, facts: Mapping[str, Any], on: date) -> Any:
    """A value a question gives on what is known, None where it is not settled."""
    one = question(name)
    ruling = one.at(on)
    low, high = ruling.determine(one.load(facts)).run.bounds(ruling.values[of])
    return low if low == high else None


def outcome(found: Sequence[Asked]) -> str:
    """The guard's outcome: met only where every part is."""
    if not found or any(each.truth is False for each in found):
        return "not_met"
    return "met" if all(each.truth for each in found) else "unknown"


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


def guards(case: Case, on: date) -> Mapping[str, str]:
    """The guards of the four procedures; `.transition` has none."""
    kind = case.procedure.partition(".")[2]
    with parties.opened("guards of a school"):
        if kind == "plan":
            return {"panel_in_order": outcome(panel_parts(case.party, on))}
        if kind == "review":
            return {"within_quota": outcome(quota_parts(case, on))}
        if kind == "initial":
            return {"post_free": outcome(post_parts(case, on))}
    return {}


def panel_facts(administrators: int, teachers: int) -> dict[str, int]:
    """What the panel's question reads of its members."""
    return {
        "panel_size": administrators + teachers,
        "administrators": administrators,
        "teacher_members": teachers,
    }


def panel_parts(party: UUID | None, on: date) -> list[Asked]:
    """Whether a school's panel is made up as it must be; nothing where it has none."""
    row = School.objects.filter(party=party).first()
    kinds = list(row.panel.values_list("kind", flat=True)) if row else []
    if not kinds:
        return []
    return asked("考评小组", panel_facts(kinds.count(ADMINISTRATOR), kinds.count(TEACHER)), on, COMPOSED)


def quota_parts(case: Case, on: date) -> list[Asked]:
    """Whether one more may be recommended: nothing where the school has entered no posts."""
    row = Application.objects.filter(case=case.key).first()
    school = School.objects.filter(party=row.employer).first() if row else None
    return asked("推荐", _quota_facts(row, school), on, QUOTA) if row and school else []


def post_parts(case: Case, on: date) -> list[Asked]:
    """Whether a post of an initial title's level is free."""
    row = Initial.objects.select_related("school").filter(case=case.key).first()
    if row is None:
        return []
    own = level_of(row.title)
    others = Initial.objects.filter(school=row.school, title__in=levels()[own]).exclude(case=case.key)
    waiting = states_of(each.case for each in others)
    taken = sum(state in AWAITING for state, _ in waiting.values())
    facts = {"title": row.title, **_structure(row.school, own, taken)}
    return asked("聘任", facts, on, ("post_free",))


def _quota_facts(row: Application, school: School) -> dict[str, Any]:
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
        **_structure(school, own, len(beside) - same.count("appointed")),
    }  # fmt: skip


def _structure(school: School, level: str, taken: int) -> dict[str, Any]:
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


def require(case: Case, action: str, on: date) -> None:
    """Lock the case's school and refuse, with numbers and the clause, what its posts do not allow."""
    kind = case.procedure.partition(".")[2]
    if case.room != TEACHERS or (kind, action) not in (("review", "recommend"), ("initial", "confirm")):
        return
    row = (Application if kind == "review" else Initial).objects.get(case=case.key)
    if lock(row.employer) is None:
        raise refuse(
            "学校还没有填报岗位",
            "the school has entered no posts",
            ("请先填报岗位并由市人社局核对", "enter them; the bureau checks them"),
            RATIO,
        )
    hindered = hindrance(case, on)
    if hindered is not None:
        raise hindered


def hindrance(case: Case, on: date) -> Refusal | None:
    """The first thing that stands against one more, as it is refused; inside `opened`."""
    found = quota_parts(case, on) if case.procedure.endswith(".review") else post_parts(case, on)
    wrong = next((each for each in found if not each.truth), None)
    if wrong is None:
        return None
    label = wrong.tag.label
    told = _told(case)
    if wrong.truth is None:
        return refuse(f"{label.zh}：还不清楚{told.zh}", f"{label.say('en')}: not known{told.say('en')}", ("请填报岗位，由市人社局核对", "enter the posts; the bureau checks them"), wrong.tag.clause)  # fmt: skip
    return refuse(f"不满足“{label.zh}”{told.zh}", f"Not met: {label.say('en')}{told.say('en')}",
                  ("有空岗或新的指标后再办理", "Once a post or place is free"), wrong.tag.clause)  # fmt: skip


def _told(case: Case) -> Text:
    """The numbers a refusal names."""
    row = Application.objects.filter(case=case.key).first()
    school = School.objects.filter(party=row.employer).first() if row else None
    if row is None or school is None:
        return Text("", "")
    facts = _quota_facts(row, school)
    posts, held = facts.get("posts_of_structure", "—"), facts.get("posts_held", "—")
    before, open_ = facts["recommended_before"], facts["posts_published"]
    return Text(f"（核定{posts}岗，已聘或占用{held}岗，公布{open_}岗，本次已推荐{before}人）",
                f" ({posts} posts, {held} held or taken, {open_} published, {before} recommended)")  # fmt: skip


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
