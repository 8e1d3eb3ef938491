"""Register: what the title rooms share, and the schools' panels, quotas, yearly appraisals and changes of post."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies import titling
from gongbao.policies.base import Record, Report

RECORDS = (
    *titling.RECORDS,
    Record("panel", Text("校考评小组和评聘方案", "Panel and plan of a school"), 10, (), ("members",)),
    Record("structure_ratio", Text("核定的职称结构比例", "Approved structure ratio"), 10, ("school", "level", "posts", "from", "to"), ()),
    Record("posts_round", Text("公布的岗位和条件", "Posts and conditions published"), 10, ("school", "title", "posts", "date"), ()),
    Record("yearly_appraisal", Text("学年度考核", "Yearly appraisal"), 10, (), ("name", "identity_number", "result")),
    Record("old_title", Text("过渡前的职称", "Titles of before"), 100, ("title", "new_title", "confirmed"), ("name", "identity_number")),
    Record("post_change", Text("降低岗位等级、解除聘用", "Lowered grade or dismissal"), 10, (), ("name", "identity_number", "reason")),
    Record("liability", Text("责任追究", "Liability"), 10, (), ("name", "ground", "result")),
)  # fmt: skip
REPORTS = (
    Report("reviews", Text("评审统计：专业、层级、学校、区", "Reviews by speciality, level, school, district"), "zhongzhi-2020-27/art.4.1.s2"),
    Report("structure", Text("结构比例和岗位使用情况", "Structure ratios and posts in use"), "zhongzhi-2020-27/art.3.5.1.s1"),
    Report("experts", Text("专家构成：类别缺口", "Experts by kind, and the kinds missing"), "zhongzhi-2020-27/art.3.4.2.s2"),
)  # fmt: skip
REGISTERS, PAGES = titling.REGISTERS, titling.PAGES
