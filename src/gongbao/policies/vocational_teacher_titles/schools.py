"""What schools and committees ask: the panel and its plan, recommendations, committees, appointments, old titles, priority."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import words as w
from gongbao.kernel.dossier.common import read
from gongbao.kernel.dossier.everybody import Asking, in_force
from gongbao.kernel.dossier.facts import fact
from gongbao.kernel.dossier.findings import finding
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    Const,
    Fact,
    Param,
    RatioAtLeast,
    Today,
    Value,
    all_of,
    any_of,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.vocational_teacher_titles import facts as f
from gongbao.policies.vocational_teacher_titles.exceptions import HERE, PRIORITY

named = HERE.named

# The panel and its plan.
panel_size = fact("panel_size", "integer", "考评小组人数", "Members of the panel", ask=2)
administrators = fact("administrators", "integer", "其中行政人员", "Administrators among them", ask=2)
teacher_members = fact("teacher_members", "integer", "其中教师代表", "Teachers among them", ask=2)
panel_size_ok = finding(
    "panel_size_ok", "认定人数不在5至11之间的理由成立", "A size outside 5 to 11 found justified", f.SUPERIOR
)
adopted_on = fact("adopted_on", "date", "职工大会或代表大会通过日期", "Adopted by the staff on", ask=3)
approved_on = fact("approved_on", "date", "上级主管单位批准日期", "Approved by the superior unit on", ask=3)
used_from = fact("used_from", "date", "方案开始实施日期", "In use from", ask=3)
_within = all_of(panel_size >= Param("panel_least"), panel_size <= Param("panel_most"))
PANEL = all_of(
    named(
        read("R-t-size", judged=any_of(_within, panel_size_ok), A=_within, B=ALWAYS), "panel_size_fits", "annex2.5.1.p2.s1",
        ("小组一般由5至11人组成", "As a rule 5 to 11 members"),
    ),
    named(
        RatioAtLeast(panel_size - administrators, panel_size, Param("panel_others_share")), "third", "annex2.5.1.p2.s1",
        ("行政人员不超过三分之一", "Administrators are at most a third"),
    ),
    named(
        all_of(administrators >= 1, teacher_members >= 1), "both_kinds_of_members", "annex2.5.1.p2.s1",
        ("行政领导和教师代表都有", "Both administrators and teachers sit on it"),
    ),
    named(adopted_on <= Today(), "adopted", "annex2.5.1.p2.s3", ("方案经职工大会或代表大会通过", "The plan was adopted by the staff")),
    named(
        all_of(approved_on >= adopted_on, approved_on <= Today()), "approved", "annex2.5.1.p2.s3",
        ("通过后报上级主管单位批准", "Then approved by the superior unit"),
    ),
    named(used_from >= approved_on, "used_after_approval", "annex2.5.1.p2.s3", ("批准后实施", "In use after approval only")),
)  # fmt: skip

# Recommendation within the quota.
title = fact("title", "word", "职称", "Title", ask=2, options=w.options({name: name for name in f.TITLES}))
plan_in_use = fact("plan_in_use", "yes_no", "评聘方案已批准实施", "The plan is approved and in use", ask=3)
posts_published = fact("posts_published", "integer", "公布的拟聘岗位数", "Posts published", ask=3)
posts_of_structure = fact(
    "posts_of_structure",
    "integer",
    "按结构比例核定的本级岗位数",
    "Posts of the level under the structure ratio",
    ask=4,
)
posts_held = fact("posts_held", "integer", "本级已聘人数", "Posts of the level held", ask=4)
recommended_before = fact(
    "recommended_before", "integer", "本次已推荐人数", "Recommended before in this round", ask=4
)
full_posts_left = fact(
    "full_posts_left", "integer", "单列的正高级名额余数", "Places left in the quota of the full level", ask=4
)
candidate_ok = finding(
    "candidate_ok", "资格审查和综合考核合格", "Passed the check and the appraisal", f.PANEL
)
notice_clean = fact(
    "notice_clean", "yes_no", "校内公示期满无异议", "The notice in the school ended without objection", ask=5
)
FULL = ("正高级讲师", "正高级实习指导教师")
_room = posts_held + recommended_before + 1 <= posts_of_structure
RECOMMENDATION = all_of(
    named(plan_in_use, "plan_in_use_held", "annex2.5.1.p2.s3", ("评聘方案已批准实施", "The plan is approved and in use")),
    named(title.one_of(*f.REVIEWED), "reviewed_title", "annex2.4.s3", ("申报中级及以上职称", "A title of the intermediate level or above")),
    named(posts_published >= 1, "published", "annex2.6.1.p1.s1", ("已公布岗位数额和条件", "Posts and conditions were published")),
    named(
        read("R-t-private-quota", A=_room, B=any_of(~d.school_public, _room)), "structure", "art.3.5.2.s1",
        ("在核定的结构比例内", "Within the approved structure ratio"),
    ),
    named(
        any_of(~title.one_of(*FULL), full_posts_left >= 1), "full_quota", "art.3.5.1.s2",
        ("正高级另在单列名额内", "The full level within its own quota as well"),
    ),
    named(
        recommended_before + 1 <= posts_published, "within_posts", "annex2.6.2.p2.s1",
        ("推荐人数不超过推荐指标", "No more recommended than posts"),
    ),
    named(candidate_ok, "candidate", "annex2.6.2.p1.s1", ("资格审查和综合考核合格", "Passed the check and the appraisal")),
    named(notice_clean, "school_notice", "annex2.6.2.p2.s2", ("校内公示无异议", "The notice in the school was clean")),
)  # fmt: skip

# Committees by level and substitutes.
COMMITTEES = {"正高级": "正高级评委会", "副高级": "高级评委会", "中级": "中级评委会"}
committee = fact(
    "committee", "word", "评审委员会", "Committee", ask=3,
    options=w.options({"正高级评委会": "full-level committee", "高级评委会": "senior committee", "中级评委会": "intermediate committee"}),
)  # fmt: skip
committee_filed = fact(
    "committee_filed",
    "yes_no",
    "评委会已在市人社局备案",
    "The committee is filed with the city bureau",
    ask=4,
)


def _of(level: str) -> Condition:
    return title.one_of(*(ladder[level] for ladder in f.LADDERS.values() if level in ladder))


def _by(level: str, name: str, place: str) -> Condition:
    words = (f"{COMMITTEES[level]}评{level}", f"The committee of the level: {w.LEVELS[level]}")
    return named(
        all_of(_of(level), committee.one_of(COMMITTEES[level])), name, f"annex2.5.2.p1.s2.{place}", words
    )


COMMITTEE = all_of(
    named(committee_filed, "filed", "annex2.5.2.p1.s1", ("评委会已备案", "The committee is filed")),
    any_of(
        _by("正高级", "full_committee", "a"), _by("副高级", "senior_committee", "b"), _by("中级", "intermediate_committee", "c"),
        named(
            all_of(_of("中级"), committee.one_of("高级评委会")), "substitute", "annex2.5.2.p1.s3",
            ("高级评委会代评中级", "The senior committee stands in for the intermediate one"),
        ),
    ),
)  # fmt: skip

# Appointment to a post of the grade.
post_grade = fact("post_grade", "integer", "专业技术岗位等级", "Grade of the post", ask=3)
vote_passed = fact(
    "vote_passed", "yes_no", "评委会表决通过并验收公示无误", "Passed, accepted and published", ask=4
)
certificate_issued = fact(
    "certificate_issued", "yes_no", "已颁发北京市职称证书", "The certificate is issued", ask=4
)
appraised = finding("appraised", "校考评小组考核合格", "Passed the panel’s appraisal", f.PANEL)
GRADES = (("正高级", "full", "a", 1, 4), ("副高级", "senior", "b", 5, 7), ("中级", "intermediate", "c", 8, 10),
          ("助理级", "assistant", "d", 11, 12), ("员级", "technician", "e", 13, 13))  # fmt: skip
_initial = ~title.one_of(*f.REVIEWED)


def _grade(level: str, name: str, place: str, first: int, last: int) -> Condition:
    which = (
        (f"{first}至{last}级", f"grades {first} to {last}")
        if first < last
        else (f"{first}级", f"grade {first}")
    )
    words = (f"{level}对应{which[0]}岗位", f"{w.LEVELS[level]}: posts of {which[1]}")
    fits = all_of(_of(level), post_grade >= first, post_grade <= last)
    return named(fits, f"grade_{name}", f"art.3.1.4.{place}", words)


APPOINTMENT = all_of(
    any_of(*(_grade(*each) for each in GRADES)),
    any_of(
        named(
            all_of(~_initial, vote_passed, certificate_issued), "by_review", "annex2.4.s3",
            ("中级及以上经评审取得证书", "Intermediate and above: obtained by review, with the certificate"),
        ),
        named(
            all_of(_initial, appraised), "by_appraisal", "annex2.4.s2",
            ("初级由学校考核合格后聘任", "Initial level: appointed by the school after appraisal"),
        ),
    ),
    named(posts_held + 1 <= posts_of_structure, "post_free", "annex2.4.s2", ("在结构比例内有空岗", "A post is free within the ratio")),
)  # fmt: skip

# Old titles.
OLD = {
    "职业高中正高级教师": ("a", "正高级讲师"), "中等专业学校高级讲师": ("b", "高级讲师"), "职业高中高级教师": ("c", "高级讲师"),
    "中等专业学校讲师": ("d", "讲师"), "职业高中一级教师": ("e", "讲师"), "中等专业学校助理讲师": ("f", "助理讲师"),
    "职业高中二级教师": ("g", "助理讲师"), "中等专业学校教员": ("h", "助理讲师"), "职业高中三级教师": ("i", "助理讲师"),
}  # fmt: skip
BY_CHOICE = ("中等专业学校教员", "职业高中三级教师")
"""Old titles that only may be appointed to the new one."""
OTHER_OLD = "其他（如原实习指导教师）"
THREE = ("普通中等专业学校", "职业高中", "成人中等专业学校")
old_title = fact(
    "old_title",
    "word",
    "原职称",
    "Old title",
    ask=2,
    options=w.options({name: name for name in (*OLD, OTHER_OLD)}),
)
on_establishment = fact("on_establishment", "yes_no", "在编", "On the establishment", ask=3)
in_post = fact("in_post", "yes_no", "在岗", "In post", ask=3)
managed_by = fact(
    "managed_by",
    "word",
    "学校隶属",
    "Managed by",
    ask=4,
    options=w.options({"市属": "the city", "区属": "a district"}),
)
appointed_assistant = finding(
    "appointed_assistant",
    "学校决定聘任为助理讲师",
    "The school decides to appoint as assistant lecturer",
    f.SCHOOL,
)
old_title_found = finding(
    "old_title_found",
    "认定其他原职称的对应关系",
    "The correspondence of another old title found",
    Text("市人社局会同市教委", "the city bureau with the education commission"),
)
school_moved = finding(
    "school_moved",
    "认定该校教师适用过渡",
    "Teachers of the school found to be covered by the transition",
    f.COMMISSION,
)


def _moved(old: str, place: str, new: str) -> Condition:
    chosen = old in BY_CHOICE
    words = (
        f"原{old}{'可聘任为' if chosen else '对应'}{new}",
        f"{'May be appointed to' if chosen else 'Becomes'} the new title",
    )
    part = old_title.one_of(old) & appointed_assistant if chosen else old_title.one_of(old)
    return named(part, f"old_{place}", f"art.3.1.3.{place}", words)


TRANSITION = all_of(
    in_force(HERE, "art.effective"),
    named(on_establishment & in_post, "staff", "art.4.3.p1", ("在编在岗教师", "On the establishment and in post")),
    named(
        any_of(d.school_kind.one_of(*THREE), ~d.school_kind.one_of(*THREE, *f.ELSEWHERE) & school_moved), "old_school", "art.4.3.p1",
        ("普通中专、职业高中或成人中专的教师", "Of a specialised, vocational high or adult school"),
    ),
    any_of(
        *(_moved(old, place, new) for old, (place, new) in OLD.items()),
        named(old_title.one_of(OTHER_OLD) & old_title_found, "old_other", "art.3.1.3.a", ("其他原职称，对应关系由两局认定", "Another old title, its correspondence found")),
    ),
)  # fmt: skip


def _new_title() -> Value:
    value: Value = Const("由两局认定")
    for old, (_, new) in OLD.items():
        value = Choose(old_title.one_of(old), Const(new), value)
    return value


CONFIRMED_BY = Choose(
    managed_by.one_of("市属"), Const("市级相关行业主管部门"), Const("区人力资源社会保障局会同区教委")
)  # fmt: skip


def _whole_panel(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A panel's numbers must add up: whoever is neither teacher nor administrator has no seat (annex2.5.1.p2.s1)."""
    size, parts = raw.get("panel_size"), [raw.get("administrators"), raw.get("teacher_members")]
    told = [each for each in (size, *parts) if isinstance(each, int)]
    wrong = any(each < 0 for each in told) or (len(told) == 3 and sum(told[1:]) != size)
    if wrong:
        raise Refusal(
            Text(
                f"小组 {size} 人，与行政人员、教师代表的人数对不上",
                f"a panel of {size} is not made up of the numbers given",
            ),
            where="panel_size",
            mend=Text(
                "小组由行政领导和教师代表组成，两项之和应等于总人数",
                "Administrators and teachers together make up the panel",
            ),
            clause=f.DOCUMENT + "annex2.5.1.p2.s1",
        )
    return dict(raw)


def _whole_numbers(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Posts and people are counted from nought, grades from 1 to 13."""
    for name, value in raw.items():
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and (value < 0 or (name == "post_grade" and not 1 <= value <= 13))
        ):
            clause = "art.3.1.4.a" if name == "post_grade" else "art.3.5.2.s1"
            raise Refusal(
                Text(f"{name} 不可能是 {value}", f"{name} cannot be {value}"),
                where=name,
                mend=Text(
                    "岗位等级填1至13，人数和岗位数从0起", "Grades run from 1 to 13; people and posts from 0"
                ),
                clause=f.DOCUMENT + clause,
            )
    return dict(raw)


def questions(asking: Asking) -> tuple[Question, ...]:
    """The questions of schools, committees and the transition."""

    def ask(
        name: str, zh: str, en: str, alias: str, clause: str, condition: Condition, *accepts: Fact,
        prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] = _whole_numbers, values: Mapping[str, Value] | None = None,
    ) -> Question:  # fmt: skip
        return Question(
            id=f"{asking.room}/{name}",
            title=Text(zh, en),
            condition=condition,
            clauses=(f.DOCUMENT + clause,),
            book=asking.book,
            all_readings=asking.readings,
            values=values or {},
            dated_by="evaluation_date",
            aliases=(alias,),
            accepts=(d.evaluation_date, *accepts),
            prepare=prepare,
        )

    return (
        ask("考评小组", "考评小组和评聘方案是否合规", "Is the school’s panel and its plan in order", "panel", "annex2.5.1.p2.s1",
            PANEL, prepare=_whole_panel),
        ask("推荐", "学校能不能推荐参评", "May the school recommend for review", "recommendation", "art.3.5.2.s1", RECOMMENDATION,
            d.school_public),
        ask("评委会", "由哪个评委会评审", "Which committee may review", "committee", "annex2.5.2.p1.s1", COMMITTEE),
        ask("聘任", "能不能聘任到这个岗位", "May the teacher be appointed to the post", "appointment", "art.3.1.4.a", APPOINTMENT),
        ask("过渡", "原职称能不能直接过渡", "Does the old title pass over", "transition", "art.4.3.p1", TRANSITION, managed_by,
            values={"new_title": _new_title(), "confirmed_by": CONFIRMED_BY}),
        ask("优先", "有没有优先评价的情形", "Does the teacher come first", "priority", "art.3.3.1.s2", PRIORITY),
    )  # fmt: skip
