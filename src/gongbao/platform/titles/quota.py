"""The guards of teachers' titles: what the policy's own questions say of a school's posts, panel and recommendations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.procedure import Because
from gongbao.kernel.rules import nodes
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import posts
from gongbao.platform.titles.models import Application, Initial, School
from gongbao.platform.titles.words import TEACHERS, refuse
from gongbao.policies import policy
from gongbao.policies.vocational_teacher_titles import schools

RATIO = "zhongzhi-2020-27/art.3.5.2.s1"
ADMINISTRATOR, TEACHER = "administrator", "teacher"
COMPOSED = ("panel_size_fits", "third", "both_kinds_of_members")
"""Of the panel's question, what is asked before the staff meets; the rest are the steps that follow."""
GRADES = {level: f"grade_{name}" for level, name, *_ in schools.GRADES}
"""By level: the condition on the grade of its posts."""
QUOTA = ("plan_in_use_held", "reviewed_title", "published", "structure", "full_quota", "within_posts")
"""Of the recommendation's question, all but the finding the step itself states and the notice that follows it."""
FREE = ("有空岗或新的指标后再办理", "Once a post or place is free")
MEND = {
    "plan_in_use_held": ("请先由学校通过、报批并实施评聘方案", "Let the plan be adopted, approved and put into use first"),
    "published": ("请先在评聘方案中公布岗位和条件", "Publish posts and conditions under the plan first"),
}  # fmt: skip
"""How to mend what no free post mends."""


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
    wrong = [(each.tag.label, each.tag.clause) for each in found if not each.truth]
    if not found or any(each.truth is False for each in found):
        return Because("not_met", wrong)
    return Because("unknown", wrong) if wrong else "met"


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
    return asked("推荐", posts.of_review(row, school), on, QUOTA) if row and school else []


def post_parts(case: Case, on: date) -> list[Asked]:
    """Whether a post of an initial title's level is free."""
    row = Initial.objects.select_related("school").filter(case=case.key).first()
    if row is None:
        return []
    return asked("聘任", posts.of_initial(row), on, ("post_free",))


def require(case: Case, action: str, on: date) -> None:
    """Lock the case's school and refuse, with numbers and the clause, what its posts do not allow."""
    kind = case.procedure.partition(".")[2]
    if case.room != TEACHERS or (kind, action) not in (("review", "recommend"), ("initial", "confirm")):
        return
    row = (Application if kind == "review" else Initial).objects.get(case=case.key)
    if posts.lock(row.employer) is None:
        raise refuse(
            "学校还没有填报岗位",
            "the school has entered no posts",
            ("请先填报岗位并由市人社局核对", "enter them; the bureau checks them"),
            RATIO,
        )
    hindered = hindrance(case, on)
    if hindered is not None:
        raise hindered


def require_grade(case: Case, raw: Mapping[str, Any], on: date) -> None:
    """Refuse a teacher's appointment to a post of another level's grades; nothing of a form that is not filled in."""
    grade = str(raw.get("grade") or "")
    row = Application.objects.filter(case=case.key).first() or Initial.objects.get(case=case.key)
    if not grade.isdecimal():
        return
    facts = {"title": row.title, "post_grade": int(grade)}
    fits = next(each for each in asked("聘任", facts, on, [GRADES[posts.level_of(row.title)]]))
    if not fits.truth:
        raise refuse(
            f"{row.title}：{fits.tag.label.zh}，不是{grade}级", f"{row.title}: {fits.tag.label.say('en')}, not grade {grade}",
            ("请按职称层级填写岗位等级", "give a grade of the title's level"), fits.tag.clause, "grade",
        )  # fmt: skip


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
                  MEND.get(wrong.tag.name, FREE), wrong.tag.clause)  # fmt: skip


def _told(case: Case) -> Text:
    """The numbers a refusal names."""
    initial = Initial.objects.select_related("school").filter(case=case.key).first()
    row = Application.objects.filter(case=case.key).first()
    school = School.objects.filter(party=row.employer).first() if row else None
    facts = posts.of_initial(initial) if initial else posts.of_review(row, school) if row and school else {}
    if not facts:
        return Text("", "")
    zh = f"核定{facts.get('posts_of_structure', '—')}岗，已聘或占用{facts.get('posts_held', '—')}岗"
    en = f"{facts.get('posts_of_structure', '—')} posts, {facts.get('posts_held', '—')} held or taken"
    if initial is None:
        before, open_ = facts["recommended_before"], facts["posts_published"]
        zh, en = (
            f"{zh}，公布{open_}岗，本次已推荐{before}人",
            f"{en}, {open_} published, {before} recommended",
        )
    return Text(f"（{zh}）", f" ({en})")
