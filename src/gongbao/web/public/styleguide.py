"""What the living style guide shows: the components' own names and made-up values, nothing of a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.kernel.forms.fields import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

TODAY = date(2020, 11, 24)
COLOURS = (
    ("--paper", Text("纸", "Paper")), ("--sheet", Text("页", "Sheet")), ("--ink", Text("墨", "Ink")),
    ("--soft", Text("灰墨", "Soft ink")), ("--wall", Text("宫墙红", "Wall red")), ("--blue", Text("石青", "Azurite")),
    ("--edge", Text("青砖", "Brick")), ("--line", Text("细线", "Hairline")), ("--met", Text("符合", "Met")),
    ("--not", Text("不符合", "Not met")), ("--need", Text("待补充", "Needed")), ("--judge", Text("待认定", "Judgement")),
)  # fmt: skip
CLAUSE = "neng-2020-6/1.1.c"


def _state(outcome: str, shape: Text, text: Text) -> dict[str, Any]:
    return {"state": outcome, "text": shape, "facts": [], "note": text, "clause": CLAUSE}


STATES = [
    _state("met", Text("圆，绿", "Circle, green"), Text("用到的事实写在这里", "The fact used stands here")),
    _state("not_met", Text("方，红", "Square, red"), Text("说清差在哪里", "Say what is lacking")),
    _state("unknown", Text("三角，褐", "Triangle, brown"), Text("说清补什么", "Say what is needed")),
    _state(
        "judgement",
        Text("六角，紫", "Hexagon, violet"),
        Text("说清由谁认定、何时", "Say who judges and when"),
    ),
]
FIELDS = [
    (Field(name="firm", kind="text", label=Text("单位名称", "Name of firm"), help=Text("与营业执照一致", "As on the licence")), "样张餐饮"),
    (Field(name="code", kind="credit_code", label=Text("统一社会信用代码", "Credit code")), "91110108MA00000X1"),
    (Field(name="office", kind="text", label=Text("参保地", "Insured in"), prefill="社保登记"), "样张区"),
    (Field(name="staff", kind="integer", label=Text("从业人员", "Employees"), unit=Text("人", "people"), required=False), 46),
    (
        Field(
            name="group", kind="choice", label=Text("新招的人属于哪一类", "Which group"),
            options=(Option("a", Text("登记失业人员", "Registered unemployed")), Option("b", Text("就业困难人员", "In hardship"))),
        ),
        "a",
    ),
    (Field(name="file", kind="file", label=Text("对账单", "Statement"), accept=("xlsx", "pdf")), None),
    (
        Field(
            name="promise", kind="commitment", version="1", label=Text("承诺", "Commitment"),
            words=Text("所填属实。愿意接受核查。", "What is stated is true and may be checked."),
        ),
        None,
    ),
]  # fmt: skip
PROBLEM = Refusal(
    Text("要填 18 位，现在是 17 位", "18 characters are needed, not 17"),
    where="code",
    mend=Text("对照执照改正", "Compare with the licence"),
)
EVENTS = [
    {"title": Text("走过的门是实心", "Gates behind us are solid"), "when": date(2020, 11, 9), "place": "done"},
    {"title": Text("现在用墙红", "Red is now"), "when_words": Text("今天", "today"), "text": Text("一条中轴线，一道一道门。", "One axis, gate after gate."), "place": "now"},
    {"title": Text("没到的门是空心", "Gates ahead are hollow"), "when_words": Text("预计 12月", "in December"), "place": "next"},
]  # fmt: skip
TABLE = {
    "caption": Text("表格示例", "A table"),
    "head": [{"label": Text("项目", "Item")}, {"label": Text("结论", "State")}, {"label": Text("金额（元）", "Yuan"), "num": True}],
    "rows": [
        {"cells": [Text("甲", "First"), {"state": "met"}, {"fen": 1078000, "num": True}]},
        {"cells": [Text("选中的一行", "The chosen row"), {"state": "unknown"}, {"fen": 154050, "num": True}], "current": True},
    ],
    "foot": [Text("合计", "In all"), "", {"fen": 1232050, "num": True}],
}  # fmt: skip
CHART = {
    "id": "sample", "title": Text("一个随时间变的数", "A value over time"), "unit": Text("元/月", "yuan a month"),
    "summary": Text("2019年7月 2,200，2021年8月 2,320", "2,200 from July 2019, 2,320 from August 2021"),
    "periods": [(date(2019, 7, 1), 220000, "2,200"), (date(2021, 8, 1), 232000, "2,320")],
    "until": date(2023, 1, 1), "band": (date(2020, 7, 1), date(2020, 12, 31)), "band_label": Text("政策期", "Policy"),
    "rows": [
        {"from": date(2019, 7, 1), "value": "2,200", "source": Text("示例", "sample"), "confidence": "A"},
        {"from": date(2021, 8, 1), "value": "2,320", "source": Text("示例", "sample"), "confidence": "D"},
    ],
}  # fmt: skip
COLUMNS = {
    "id": "columns", "title": Text("每月拨付", "Paid by month"), "summary": Text("9月 96，10月 188", "September 96, October 188"),
    "series": [Text("甲", "First"), Text("乙", "Second")],
    "rows": [(Text("9月", "Sep"), (70000000, 26000000)), (Text("10月", "Oct"), (140000000, 48000000))],
}  # fmt: skip
LETTER = {
    "title": Text("决定书", "Decision"), "number": "样字〔2020〕1号", "office": Text("样张区", "Sample District"), "to": Text("样张餐饮", "Sample Catering"),
    "paragraphs": [Text("题目、结论和合同用宋体。", "What is said is set in Song.")], "basis": [CLAUSE],
    "remedy": Text("末尾写明怎样不服、期限多长。", "It ends with the remedy and its time limit."), "signed_on": TODAY,
}  # fmt: skip


def samples() -> dict[str, Any]:
    """The context of ``public/styleguide.html``."""
    return {
        "colours": COLOURS,
        "states": STATES,
        "tree": [{"state": "met", "text": Text("一组条件", "A group"), "note": Text("都要满足", "All are needed"), "children": STATES[:2]}],
        "counts": {"met": 1, "not_met": 1, "unknown": 1, "judgement": 1},
        "fields": [{"field": field, "value": value} for field, value in FIELDS],
        "slider": {"name": "more", "kind": "slider", "label": Text("再招几人", "How many more"), "minimum": 0, "maximum": 10},
        "segments": {
            "name": "months", "kind": "segments", "label": Text("做满几个月", "Months"), "options": (("1", "1"), ("2", "2"), ("3", "3")),
        },
        "problems": [PROBLEM],
        "events": EVENTS,
        "window": {"published": date(2020, 11, 20), "due": date(2020, 11, 27)},
        "today": TODAY,
        "days": [date(2020, 11, 23), TODAY, date(2020, 11, 26), date(2020, 12, 9)],
        "table": TABLE,
        "dense_table": {**TABLE, "caption": Text("经办密度", "Officers’ density")},
        "chart": CHART,
        "columns": COLUMNS,
        "parts": [(Text("规则", "Rules"), 21), (Text("步骤", "Steps"), 14), (Text("记录", "Records"), 8)],
        "diff": {
            "before": date(2020, 11, 20), "after": date(2020, 11, 24),
            "rows": [{"label": Text("人员", "People"), "before": "8", "after": "7", "note": Text("去掉 1 人", "one less")}],
        },
        "letter": LETTER,
        "steps": [Text("阅读", "Read"), Text("填写", "Fill in"), Text("提交", "Submit")],
        "result": {
            "outcome": "met", "title": Text("可以领", "You qualify"), "text": Text("结论在前，理由在后。", "The answer first, then the reasons."),
            "sum_label": Text("金额", "Sum"), "sum_fen": 2772000,
        },
        "receipts": [{"title": Text("回执 01", "Receipt 01"), "href": "#papers"}],
        "rare": "𬳿𫍯㛃龘䶮",
    }  # fmt: skip
