"""Procedures: the review of a teacher's title within the school's quota, and the schools' own."""

from __future__ import annotations

from gongbao.kernel.dossier.review import review
from gongbao.kernel.procedure import Guard
from gongbao.law.text import Text
from gongbao.policies.vocational_teacher_titles.facts import DOCUMENT
from gongbao.policies.vocational_teacher_titles.steps import INITIAL, PLAN, TRANSITION

CITES = {
    "apply": "annex2.6.1.p1.s2", "general": "annex1.0", "routes": "annex1.1.3.3", "works": "annex1.1.3.2",
    "recommend": "annex2.6.2.p2.s1", "notice": "annex2.6.2.p2.s2", "check": "art.4.1.s3", "experts": "annex2.6.3.p1.s1",
    "vote": "annex2.6.3.p2", "accept": "annex2.6.4", "publish": "annex2.6.4", "certify": "annex2.6.5.s1",
    "appoint": "annex2.6.5.s2", "revoke": "art.3.4.3.s3",
}  # fmt: skip
WITHIN_QUOTA = Guard(
    "within_quota",
    Text("推荐人数在结构比例和岗位数内", "Recommended within structure ratio and posts"),
    DOCUMENT + "art.3.5.2.s1",
    Text(
        "减少推荐人数，或先申请调整结构比例和岗位",
        "Recommend fewer, or ask for another ratio and posts first",
    ),
)
REVIEW = review(
    "vocational_teacher_titles", 1, Text("中等职业学校教师职称评审", "Review of vocational teachers’ titles"),
    {part: DOCUMENT + clause for part, clause in CITES.items()}, "school_notice_working_days", WITHIN_QUOTA,
)  # fmt: skip
PROCEDURES = (REVIEW, PLAN, INITIAL, TRANSITION)
