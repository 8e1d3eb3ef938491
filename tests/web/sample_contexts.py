"""Invented cases for looking at every screen; people, firms and sums are made up."""

from __future__ import annotations

from datetime import date, datetime
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from gongbao.kernel.calendar.month import parse
from gongbao.kernel.forms.fields import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

TODAY = date(2020, 11, 25)
BEIJING = ZoneInfo("Asia/Shanghai")
DOCUMENT = "neng-2020-6"


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2020, month, day, hour, minute, tzinfo=BEIJING)


def c(part: str) -> str:
    return f"{DOCUMENT}/{part}"


def T(zh: str, en: str) -> Text:
    return Text(zh, en)


TITLE = T("以工代训补贴（新招人员）", "Work-training subsidy (new hires)")
MATTER = T("以工代训补贴", "Work-training subsidy")
FIRM = "槐荫巷餐饮有限公司"
NUMBER = "HD-2020-06-004817"
CODE = "7K4M-Q2PX-93RT"
ADDRESS = "https://localhost/verify/?code=7K4M-Q2PX-93RT"
HOME = {"text": T("首页", "Home"), "href": "/"}
MINE = {"text": T("我的事项", "My cases"), "href": "#"}

SCHEME = Field(
    name="scheme", kind="choice", label=T("申请哪一项", "Which subsidy"),
    help=T("同一个人只能算进一项", "One person counts in one of them only"),
    options=(Option("expand", T("新招人员", "New hires")), Option("keep", T("稳住岗位", "Keeping jobs"))),
    clause=c("1.3"),
)  # fmt: skip
MONTHS = Field(name="months", kind="months", label=T("申请的月份", "Months applied for"),
               help=T("可以一次写多个月", "Several months at once are possible"), example="2020-07至2020-10")  # fmt: skip
ACCOUNT = Field(name="account", kind="account", label=T("收款账号", "Account to be paid"),
                help=T("本企业的对公账户", "The firm’s own account"))  # fmt: skip
SIZE = Field(name="size", kind="text", label=T("企业规模", "Size of firm"), prefill="统计登记")
STAFF = Field(
    name="staff", kind="integer", label=T("从业人员", "Employees"), unit=T("人", "people"), minimum=1
)
INCOME = Field(name="income", kind="money", label=T("上年营业收入", "Income last year"), unit=T("元", "yuan"))
HIRED = Field(name="hired", kind="date", label=T("招用日期", "Hired on"), example="2020-07-06")
WHY = Field(
    name="why",
    kind="long_text",
    label=T("异议的理由", "Your reasons"),
    help=T("写明哪一家、哪里不对", "Say which firm and what is wrong"),
)
PHONE = Field(name="phone", kind="phone", label=T("联系电话", "Telephone"), required=False)
UPLOAD = Field(name="statement", kind="files", label=T("工资对账单", "Wage statements"), accept=("xlsx", "csv", "pdf"),
               help=T("银行盖章的电子件，每个月一份", "The bank’s stamped files, one for each month"))  # fmt: skip
ROSTER = Field(name="roster", kind="file", label=T("人员花名册", "Roster"), accept=("xlsx",))
DISPATCH = Field(
    name="dispatch", kind="yes_no", label=T("是不是劳务派遣企业", "Is the firm a dispatch agency")
)
PROMISE = Field(
    name="promise", kind="commitment", version="2020-1", label=T("承诺书", "Commitment"),
    words=T("所填内容和所交材料真实完整。\n\n同一个人没有申领另一项补贴，也没有在别处领过同样的钱。\n\n愿意接受核查，发现不实即退回。",
            "What is stated and handed in is true and complete.\n\nNobody here is claimed under the other subsidy."),
)  # fmt: skip
REASON = {"name": "reason", "kind": "select", "label": T("处理意见", "Ground"),
          "options": (("return", T("缺工资对账单，退回补正", "Wage statements missing: return")), ("pass", T("材料齐全，比对一致", "Complete and consistent")))}  # fmt: skip
MORE = {
    "name": "more",
    "kind": "slider",
    "label": T("再招几人", "How many more"),
    "minimum": 0,
    "maximum": 10,
}
LONG = {"name": "long", "kind": "segments", "label": T("每人做满几个月", "Months each"),
        "options": tuple((str(n), str(n)) for n in range(1, 7))}  # fmt: skip

PROBLEMS = [
    Refusal(T("账号要 8 到 32 位数字，现在是 6 位", "The account needs 8 to 32 digits, not 6"), where="account",
            mend=T("按开户许可证上的账号填写", "Copy it from the account licence"), clause=c("3.3.e")),
    Refusal(T("没有选择申请哪一项", "No subsidy was chosen"), where="scheme", mend=T("选一项", "Choose one")),
]  # fmt: skip
FINDINGS = [
    Refusal(T("身份证号最后一位校验不符", "The identity number’s last digit does not fit"), where="第 7 行 身份证号",
            mend=T("对照证件改正", "Compare with the card"), clause=c("3.1.c")),
    Refusal(T("9 月工资 2,150 元，低于最低工资 2,200 元", "September’s wage of 2,150 is under the minimum of 2,200"), where="第 12 行 9月工资",
            mend=T("核对银行对账单；属实则去掉这个月", "Check the statement; if right, drop the month"), clause=c("3.1.e")),
]  # fmt: skip


def met(text: Text, label: Text, value: Any, clause: str, source: Text | None = None) -> dict[str, Any]:
    return node("met", text, label, value, clause, source)


def node(
    state: str, text: Text, label: Text, value: Any, clause: str, source: Text | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "state": state,
        "text": text,
        "facts": [{"label": label, "value": value, "source": source}],
        "clause": clause,
        **more,
    }


INSURANCE = T("社保比对，今天", "insurance records, today")
TREE = [
    {"state": "met", "text": T("企业可以申请", "The firm may apply"), "note": T("三项都要满足", "All three are needed"),
     "tally": T("符合 3/3", "Met 3/3"), "clause": "", "children": [
        met(T("企业规模在中型及以下", "The firm is medium or smaller"), T("餐饮业，46 人，属", "Catering, 46 people:"), T("小型", "small"), c("1.1.b"), T("统计登记，9月30日", "statistics, 30 Sep")),
        met(T("在海淀区参保，由海淀区受理", "Insured in Haidian, handled there"), T("参保地", "Insured in"), T("海淀区", "Haidian"), c("1.3"), INSURANCE),
        met(T("补贴总额没有超过每家 30 万元", "In all not over 300,000 yuan"), T("加上本次共", "with this claim"), T("86,240 元", "86,240 yuan"), c("2.3"), T("资金台账", "ledger")),
    ]},
    {"state": "judgement", "text": T("新招的人属于三类之一", "Each new hire is in one of three groups"), "note": T("每人满足一类即可", "One group is enough"), "clause": "", "children": [
        met(T("招用前已登记失业", "Registered as unemployed before"), T("早于入职的", "before hiring:"), T("6 人", "6 people"), c("1.1.c"), T("失业登记", "unemployment register")),
        node("not_met", T("今年毕业的高校毕业生", "Graduated this year"), T("顾*乔", "Gu*"), T("2019年7月毕业", "graduated July 2019"), c("1.1.d"), T("学历核验", "degree register")),
        node("judgement", T("就业困难人员", "In hardship"), T("顾*乔", "Gu*"), T("11月23日提出认定，由中关村街道认定", "applied on 23 Nov; the sub-district judges"), c("1.1.c")),
    ]},
    {"state": "unknown", "text": T("确实在岗，工资达标", "At work and paid enough"), "note": T("三项都要满足", "All three are needed"), "clause": "", "children": [
        met(T("入职前半年没有在本企业参保", "Not insured here in the half-year before"), T("7 人都", "7 people:"), T("没有记录", "no record"), c("1.1.f"), INSURANCE),
        met(T("入职后按月缴纳社会保险", "Insured every month since"), T("7 至 10 月共", "July to October:"), T("22 人月", "22 person-months"), c("1.1.e"), INSURANCE),
        node("unknown", T("每月工资不低于 2,200 元", "At least 2,200 yuan a month"), T("林*舟", "Lin*"), T("缺 9、10 月银行对账单", "statements for September and October missing"), c("3.1.e")),
    ]},
    {"state": "not_met", "text": T("没有重复享受", "Not subsidised twice"), "note": T("逐人核对，不符合的人不计入", "Checked one by one; those who fail do not count"), "tally": T("1 人不符合", "1 not met"), "clause": "", "children": [
        met(T("没有同时领稳岗补贴", "Not under the other subsidy too"), T("7 人都", "7 people:"), T("没有领取", "none"), c("1.3.b"), T("补贴台账", "ledger")),
        node("not_met", T("今年享受的培训补贴不超过 3 次", "At most three training subsidies this year"), T("许*舒", "Xu*"), T("今年已享受 3 次", "three already"), c("2.4.b"), correct="#fix"),
    ]},
]  # fmt: skip

RESULT = {"outcome": "unknown", "title": T("还差 1 份材料和 1 项人工认定，就能定下来", "One document and one judgement away from an answer"),
          "text": T("7 人中，4 人条件已齐，1 人待补充，1 人待认定，1 人不符合。补齐后由海淀区人社局审核并公示。", "Of 7 people 4 are complete, 1 lacks a document, 1 awaits judgement and 1 does not qualify."),
          "sum_label": T("预计可得", "Expected"), "sum_fen": 2772000, "sum_note": T("其中 21,560 元条件已齐", "21,560 of it complete")}  # fmt: skip
STAGE = {"outcome": "", "word": T("公示中", "Public notice"), "title": T("公示第", "Public notice, day"), "counter": {"now": 3, "of": 5, "unit": T("个工作日", "working days")}, "gates": {"done": 2, "total": 5},
         "text": T("11月27日（周五）24时截止。这 5 天只数工作日，已跳过 11月21日、22日。", "Until midnight on 27 Nov 2020 (Fri). Only working days count."),
         "sum_label": T("拟拨付", "To be paid"), "sum_fen": 5852000, "sum_note": T("38 人月，每人每月 1,540 元", "38 person-months at 1,540 yuan")}  # fmt: skip
WINDOW = {
    "published": date(2020, 11, 20),
    "due": date(2020, 11, 27),
    "marks": {date(2020, 11, 19): T("通过", "Passed")},
}
EVENTS = [
    {"title": T("已提交", "Submitted"), "when": at(11, 9, 10, 12), "text": T("沈知夏代企业提交，19 人，38 人月。", "For the firm: 19 people, 38 person-months."), "links": [{"text": T("回执 01", "Receipt 01"), "href": "#r1"}], "place": "done"},
    {"title": T("社保比对完成", "Insurance records matched"), "when": at(11, 9, 10, 14), "text": T("19 人参保记录全部一致，用时 2 分钟。", "All 19 agree."), "place": "done"},
    {"title": T("退回补正，已补齐", "Returned and completed"), "when_words": T("11月11日至13日", "11–13 Nov"), "text": T("缺 2 人 8 月工资对账单；补正的 2 个工作日不计入审核时限。", "Statements for August were missing."), "place": "done"},
    {"title": T("区人社局审核通过", "Passed by the district"), "when": at(11, 19, 16, 40), "text": T("经办和复核为两人。", "Checked by two officers."), "place": "done"},
    {"title": T("公示第 3 / 5 个工作日", "Public notice, day 3 of 5"), "when_words": T("11月20日起", "from 20 Nov"), "text": T("海淀区人社局网站公示，目前没有人提出异议。", "No objection so far."), "links": [{"text": T("看公示内容", "See the notice"), "href": "#n"}], "place": "now"},
    {"title": T("申请用款", "Funds requested"), "when_words": T("最晚 12月18日", "by 18 Dec"), "text": T("公示无异议，于 20 日前汇总上报；20 日是周日，提前到周五。", "By the 20th of the month; that is a Sunday, so by Friday."), "place": "next"},
    {"title": T("拨付到企业账户", "Paid to the firm"), "when_words": T("预计 12 月下旬", "late December"), "text": T("尾号 6208 的对公账户。", "Account ending in 6208."), "place": "next"},
]  # fmt: skip
DOCUMENTS = [
    {"title": T("补贴申请表", "Application"), "href": "#d1", "note": "PDF，84 kB", "state": "met", "word": T("已核", "Checked")},
    {"title": T("人员花名册", "Roster"), "href": "#d2", "note": "XLSX，19", "state": "met", "word": T("已核", "Checked")},
    {"title": T("工资对账单", "Wage statements"), "href": "#d3", "note": T("第 2 版，11月13日", "version 2, 13 Nov"), "state": "unknown", "word": T("缺 2 个月", "2 months missing")},
    {"title": T("参保证明", "Proof of insurance"), "note": T("从社保系统取得，不用交", "from the insurance system; nothing to hand in"), "state": "info", "word": T("共享", "Shared")},
]  # fmt: skip
RECEIPTS = [
    {"title": T("回执 02，补正受理", "Receipt 02, correction"), "href": "#r2"},
    {"title": T("回执 01，申请提交", "Receipt 01, application"), "href": "#r1"},
]
AMOUNTS = {
    "caption": T("金额明细", "How the sum is made up"),
    "head": [{"label": T("人员", "People")}, {"label": T("人月", "Months"), "num": True}, {"label": T("每人每月", "A month each"), "num": True}, {"label": T("金额（元）", "Yuan"), "num": True}],
    "rows": [
        {"cells": [T("条件已齐的 4 人", "4 complete"), {"text": "14", "num": True}, {"fen": 154000, "num": True}, {"fen": 2156000, "num": True}]},
        {"cells": [T("林*舟，待补对账单；顾*乔，待认定", "Lin*, Gu*: not settled"), {"text": "4", "num": True}, {"fen": 154000, "num": True}, {"fen": 616000, "num": True}]},
        {"cells": [T("许*舒，不符合", "Xu*: not met"), {"text": "4", "num": True}, {"fen": 0, "num": True}, {"fen": 0, "num": True}]},
    ],
    "foot": [T("合计", "In all"), {"text": "22", "num": True}, "", {"fen": 2772000, "num": True}],
}  # fmt: skip
PEOPLE = {
    "caption": T("花名册里的人", "People on the roster"),
    "head": [{"label": T("姓名", "Name")}, {"label": T("身份证号", "Identity number")}, {"label": T("招用日期", "Hired")}, {"label": T("月份", "Months")}, {"label": T("核对", "Check")}],
    "rows": [
        {"cells": ["林*舟", {"text": "110***********0021", "code": True}, {"when": date(2020, 7, 6)}, "7、8、9、10", {"state": "unknown"}]},
        {"cells": ["𬳿*㛃", {"text": "110***********3317", "code": True}, {"when": date(2020, 7, 6)}, "7、8、9、10", {"state": "met"}]},
    ],
}  # fmt: skip
NEXT = [
    {"title": T("补交工资对账单", "Hand in wage statements"), "text": T("林*舟 9、10 月，银行盖章的电子件即可。影响 3,080 元。", "Lin*, September and October. 3,080 yuan depend on it."), "href": "#up", "button": T("上传对账单", "Upload"), "due": date(2020, 11, 27)},
    {"title": T("等待困难人员认定", "Await the judgement"), "text": T("中关村街道最晚 11月30日作出，结果自动带回，您不用跑。影响 3,080 元。", "The sub-district judges by 30 Nov; nothing to do."), "href": "", "due": None},
]  # fmt: skip

GUIDE = {
    "title": MATTER,
    "lede": T("企业新招三类人员，或受疫情影响较大仍稳住岗位，可按月领取培训补贴。", "Firms that hire from three groups, or kept jobs through the epidemic, receive a subsidy by month."),
    "document": {"number": "京人社能发〔2020〕6号", "issued": date(2020, 8, 18), "in_force": date(2020, 8, 18), "accepted_until": date(2021, 7, 31), "status": T("施行中", "In force"), "status_kind": "met"},
    "actions": [{"text": T("看能领多少", "See what you would get"), "href": "#a"}, {"text": T("去申请", "Apply"), "href": "#b"}],
    "coverage": {"title": T("58 条全部有着落", "All 58 clauses are accounted for"), "parts": [(T("规则", "Rules"), 21), (T("步骤", "Steps"), 14), (T("记录", "Records"), 8), (T("报表", "Reports"), 7), (T("说明页", "Pages"), 5), (T("不需执行", "Nothing to carry out"), 3)]},
    "official": {"title": T("公报 2020 年第 47 期", "Gazette 2020-47"), "source": T("公报 2020 年第 47 期", "Gazette 2020-47")},
    "sections": [
        {"id": "s1", "title": T("一　两项政策", "1 Two subsidies"), "clauses": [
            {"id": c("1.1.a"), "place": T("一（一）", "1(1)"), "topic": T("时间", "time"), "summary": T("扩岗补贴看的是 2020 年下半年新招的人。", "Counts people hired in the second half of 2020."), "official": "（这里显示导入的公报原文）", "carried_out_by": [{"kind": "rule", "words": T("规则", "Rule"), "text": T("招用日期在下半年", "Hired in the second half"), "href": "#"}, {"kind": "rule", "words": T("规则", "Rule"), "text": T("参数：招用起止日", "Values: first and last day"), "href": "#params"}]},
            {"id": c("1.1.c"), "place": T("一（一）", "1(1)"), "topic": T("人员", "people"), "summary": T("新招的人要属于三类之一：登记失业人员、就业困难人员、当年毕业的高校毕业生。", "One of three groups: registered unemployed, in hardship, graduates of the year."), "carried_out_by": [{"kind": "rule", "words": T("规则", "Rule"), "text": T("三类满足一类", "One of three"), "href": "#"}, {"kind": "step", "words": T("步骤", "Step"), "text": T("街道认定就业困难人员", "The sub-district judges hardship"), "href": "#"}]},
            {"id": c("1.1.b"), "place": T("一（一）", "1(1)"), "topic": T("企业", "firms"), "summary": T("只面向在本市的中型、小型和微型企业。", "Only medium, small and micro firms of this city."), "carried_out_by": [{"kind": "record", "words": T("记录", "Record"), "text": T("统计登记的行业、人数和收入", "Industry, staff and income on register"), "href": "#"}]},
        ]},
        {"id": "s4", "title": T("四　工作要求", "4 How the work is done"), "clauses": [
            {"id": c("4.1"), "place": T("四（一）", "4(1)"), "summary": T("提醒各区重视并分好工。", "Reminds districts to share out the work."), "carried_out_by": [], "reason": T("号召性文字，没有可以判断或办理的内容", "An appeal; nothing to decide or do")},
            {"id": c("4.3.a"), "place": T("四（三）", "4(3)"), "summary": T("企业名单不能擅自扩大。", "The list of firms may not be widened."), "carried_out_by": [{"kind": "step", "words": T("步骤", "Step"), "text": T("名单增加须两人复核", "Two officers for additions"), "href": "#"}, {"kind": "report", "words": T("报表", "Report"), "text": T("各区名单变动", "Changes by district"), "href": "#"}]},
        ]},
    ],
    "charts": [{
        "id": "minimum-wage", "title": T("最低工资", "Minimum wage"), "summary": T("2019年7月 2,200 元，2021年8月 2,320 元，2023年9月 2,420 元", "2,200 from July 2019, 2,320 from August 2021, 2,420 from September 2023"), "unit": T("元/月", "yuan a month"),
        "periods": [(date(2019, 7, 1), 220000, T("2,200 元", "2,200")), (date(2021, 8, 1), 232000, T("2,320 元", "2,320")), (date(2023, 9, 1), 242000, T("2,420 元", "2,420"))],
        "until": date(2025, 1, 1), "band": (date(2020, 7, 1), date(2020, 12, 31)), "band_label": T("补贴期", "Subsidy period"),
        "rows": [{"from": date(2019, 7, 1), "value": "2,200", "source": T("市人社局通知", "City notice"), "confidence": "B"}, {"from": date(2021, 8, 1), "value": "2,320", "source": T("市人社局通知", "City notice"), "confidence": "A"}, {"from": date(2023, 9, 1), "value": "2,420", "source": T("市人社局通知", "City notice"), "confidence": "C", "note": T("没有见到原文", "original not seen")}],
    }],
    "parameters": {"caption": T("全部数值", "All values"), "show_caption": True, "small": True, "head": [{"label": T("名称", "Name")}, {"label": T("数值", "Value"), "num": True}, {"label": T("起", "From")}, {"label": T("依据", "Under")}], "rows": [{"cells": [T("扩岗标准", "New hires, a month"), {"text": T("1,540 元", "1,540 yuan"), "num": True}, {"when": date(2020, 7, 1), "style": "year"}, T("6号 二（一）", "No. 6, 2(1)")]}, {"cells": [T("每家上限", "Cap for a firm"), {"text": T("300,000 元", "300,000 yuan"), "num": True}, {"when": date(2020, 7, 1), "style": "year"}, T("6号 二（三）", "No. 6, 2(3)")]}]},
    "readings": [{"id": "half-year", "question": T("“半年”怎么数", "How a half-year is counted"), "clause": c("1.1.f"), "choices": [{"text": T("6 个自然月", "six calendar months"), "current": True}, {"text": T("183 天", "183 days"), "current": False}], "effect": T("换成 183 天，演示数据里没有结果不同。", "With 183 days no example changes.")}],
    "picture": None,
    "steps": [{"title": T("网上申请", "Apply online"), "who": T("企业", "The firm"), "text": T("可以一个月一申请，也可以几个月一起。", "Monthly, or several months at once."), "limit": T("至 2021年7月31日", "until 31 Jul 2021"), "clause": c("3.1.a")}, {"title": T("审核并公示", "Review and notice"), "who": T("区人社局", "The district"), "text": T("先比对社保，再审材料。", "Insurance records first, then the documents."), "limit": T("公示 5 个工作日", "five working days"), "clause": c("3.2.b")}],
    "materials": [{"title": T("补贴申请表", "Application"), "note": T("网上填写", "filled in online"), "shared": False}, {"title": T("参保记录", "Insurance records"), "note": T("系统比对", "matched by the system"), "shared": True}, {"title": T("派遣协议", "Dispatch contract"), "when": T("劳务派遣企业", "Dispatch agencies"), "note": T("每个用工单位一份", "one for each host"), "shared": False}],
    "examples": [{"title": T("7月6日招用一人，做满四个月", "One person hired on 6 July, four months"), "given": [T("小型企业，登记失业人员", "Small firm, registered unemployed"), T("每月工资 3,400 元", "3,400 yuan a month")], "outcome": "met", "sum_fen": 616000, "because": T("4 个月，每月 1,540 元", "Four months at 1,540 yuan")}, {"title": T("12月31日以后才招用", "Hired after 31 December"), "given": [T("2021年1月4日入职", "Started on 4 January 2021")], "outcome": "not_met", "sum_fen": 0, "because": T("不在 2020 年下半年", "Not in the second half of 2020")}],
}  # fmt: skip

QUEUES = [
    {"text": T("待办", "To do"), "href": "#", "count": 37, "current": True}, {"text": T("到期预警", "Due soon"), "href": "#", "count": 5}, {"text": T("补正返回", "Corrected"), "href": "#", "count": 4},
    {"text": T("公示中", "On notice"), "href": "#", "count": 12}, {"text": T("待用款", "To be paid"), "href": "#", "count": 9}, {"text": T("已中止", "Suspended"), "href": "#", "count": 2}, {"text": T("已办", "Done"), "href": "#", "count": 618}, {"text": T("休假委托", "While on leave"), "href": "#", "count": None},
]  # fmt: skip
FILTERS = {"action": "#", "search": {"name": "q", "label": T("编号、单位或姓名", "Number, firm or name")}, "live": "cases", "export": "#xlsx", "hidden": [],
           "selects": [{"name": "stage", "label": T("全部阶段", "All stages"), "value": "", "options": [("first", T("初审", "First")), ("second", T("复核", "Second"))]}, {"name": "due", "label": T("全部到期", "All due"), "value": "", "options": [("today", T("今天", "Today")), ("soon", T("2 日内", "2 days"))]}]}  # fmt: skip
FIRST, SECOND = T("初审", "First"), T("复核", "Second")
ROWS = [
    {"id": n, "number": number, "href": "#", "name": name, "stage": stage, "months": months, "sum_fen": months * 154000, "state": state, "word": word, "due": due, "current": number == "004990"}
    for n, (number, name, stage, months, state, word, due) in enumerate([
        ("004733", "远村民宿", SECOND, 18, "met", "", date(2020, 11, 24)), ("004786", "松果健身", FIRST, 9, "not_met", T("不符合 1", "Not met 1"), TODAY), ("004801", "北窗影院", SECOND, 26, "met", "", TODAY),
        ("004990", "槐荫巷餐饮", FIRST, 18, "unknown", T("待补充 1", "Missing 1"), date(2020, 11, 27)), ("004902", "青檐书店", FIRST, 12, "met", "", date(2020, 11, 27)), ("004911", "一苇物业", FIRST, 20, "met", "", date(2020, 11, 30)),
        ("004915", "拾光幼教", FIRST, 9, "met", "", date(2020, 11, 30)), ("004921", "南山驿站", FIRST, 6, "unknown", T("待补充 2", "Missing 2"), date(2020, 12, 1)), ("004927", "知行培训", FIRST, 31, "judgement", T("待认定 1", "Judgement 1"), date(2020, 12, 1)),
        ("004930", "安和家政", FIRST, 44, "met", "", date(2020, 12, 2)), ("004938", "云杉数据", SECOND, 15, "met", "", date(2020, 12, 2)), ("004944", "小满烘焙", FIRST, 8, "not_met", T("不符合 2", "Not met 2"), date(2020, 12, 3)), ("004951", "清河车间", FIRST, 52, "judgement", T("待认定 3", "Judgement 3"), date(2020, 12, 4)),
    ])
]  # fmt: skip
BATCH = {
    "action": "#batch",
    "chosen": [],
    "sum_fen": None,
    "actions": [
        {"value": "pass", "label": T("通过", "Pass")},
        {"value": "return", "label": T("退回补正", "Return"), "kind": "plain"},
        {"value": "refuse", "label": T("不予通过", "Refuse"), "kind": "grave"},
    ],
}
CASE = {
    "name": "槐荫巷餐饮", "number": "HD-2020-06-004990", "due": date(2020, 11, 27), "state": "unknown", "word": T("待补充 1", "Missing 1"), "subtitle": T("第二次申请，7 人　初审 周砚，复核须另一人", "Second claim, 7 people. First: Zhou Yan; the second must be another"), "previous_href": "#k", "next_href": "#j", "href": "#case",
    "diff": {"count": 3, "before": date(2020, 11, 20), "after": date(2020, 11, 24), "rows": [{"label": T("人员", "People"), "before": T("8 人", "8"), "after": T("7 人", "7"), "note": T("去掉江*", "without Jiang*")}, {"label": T("许*舒 入职日", "Xu* hired"), "before": T("7月1日", "1 Jul"), "after": T("7月6日", "6 Jul")}, {"label": T("工资对账单", "Statements"), "before": T("5 份", "5"), "after": T("6 份", "6"), "note": T("新增白*遥 10 月", "Bai*, October")}]},
    "facts": [{"label": T("企业规模", "Size"), "value": T("小型", "Small"), "state": "met", "clause": c("1.1.b"), "source": T("46 人，1,860 万元", "46 people")}, {"label": T("前半年参保", "Insured before"), "value": T("都没有", "none"), "state": "met", "clause": c("1.1.f"), "source": INSURANCE}, {"label": T("工资达标", "Wages"), "value": T("缺 2 个月", "2 months missing"), "state": "unknown", "clause": c("3.1.e"), "source": T("林*舟，9、10 月", "Lin*, Sep and Oct")}, {"label": T("困难人员", "Hardship"), "value": T("街道认定中", "being judged"), "state": "judgement", "clause": c("1.1.c"), "source": T("顾*乔，11月30日前", "Gu*, by 30 Nov")}, {"label": T("享受次数", "Times"), "value": T("超过 3 次", "over three"), "state": "not_met", "clause": c("2.4.b"), "source": T("许*舒，不计入", "Xu*, not counted")}],
    "sum_fen": 2772000, "sum_note": "",
    "office": T("海淀区", "Haidian"), "place": "4 / 37", "people": None, "papers": DOCUMENTS, "acts": [], "explanation": TREE[:1], "events": EVENTS[:3],
    "decision": {"fields": [{"field": REASON, "value": "return"}], "problems": [], "why_not": [], "seen": 3, "actions": [{"action": "#d", "value": "return", "label": T("退回补正", "Return"), "key": "R"}, {"action": "#d", "value": "pass", "label": T("通过", "Pass"), "kind": "plain", "disabled": True, "key": "A"}]},
}  # fmt: skip


def money_table(caption: Text, *rows: list[Any]) -> dict[str, Any]:
    head = [
        {"label": T("日期", "Day")},
        {"label": T("事项", "Entry")},
        {"label": T("金额（元）", "Yuan"), "num": True},
        {"label": T("状态", "State")},
    ]
    return {"caption": caption, "head": head, "rows": [{"cells": row} for row in rows]}


FUND = {
    "queues": [{"text": T("资金总览", "Overview"), "href": "#", "count": None, "current": True}, {"text": T("用款申请", "Requests"), "href": "#", "count": 3}, {"text": T("拨付", "Payments"), "href": "#", "count": 2}],
    "title": T("技能提升行动资金专账", "Special account"), "month": parse("2020-11"), "before": "#before", "after": "#after", "due": date(2020, 11, 20), "missing": 1,
    "exports": {"requests": "#x1", "payments": "#x2", "ledger": "#x3", "batches": "#x4"},
    "filters": {"action": "#", "selects": [{"name": "month", "label": T("11 月", "November"), "value": "", "options": []}], "hidden": [], "export": "#x"},
    "figures": [{"label": T("账面余额", "Balance"), "sum_fen": 1284050000}, {"label": T("已占用", "Reserved"), "sum_fen": 213080000}, {"label": T("可用", "Available"), "sum_fen": 1070970000}, {"label": T("本季预拨", "Allocated this quarter"), "sum_fen": 2000000000, "note": T("10月12日到账", "arrived 12 Oct")}],
    "acts": [{"text": T("汇总上报市财政局", "Send to the finance bureau"), "href": "#", "kind": "plain", "hint": T("还差 1 区", "one district missing")}],
    "requests": [{"district": T("海淀区", "Haidian"), "href": "#", "submitted": date(2020, 11, 18), "cases": 38, "sum_fen": 163854000, "state": T("已核对", "Checked"), "kind": "met"}, {"district": T("朝阳区", "Chaoyang"), "href": "#", "submitted": date(2020, 11, 20), "cases": 51, "sum_fen": 234388000, "state": T("待核对", "To check"), "kind": "info"}, {"district": T("通州区", "Tongzhou"), "href": "", "submitted": None, "due": date(2020, 11, 20), "cases": None, "sum_fen": None, "state": T("没有报送", "Missing"), "kind": "not_met"}],
    "requests_total_fen": 398242000,
    "chart": {"id": "by-month", "title": T("每月拨付", "Paid by month"), "summary": T("9 月 96 万元，10 月 188 万元，11 月 240 万元", "96, 188 and 240 in ten thousand yuan"), "series": [T("新招人员", "New hires"), T("稳住岗位", "Keeping jobs")], "rows": [(T("9月", "Sep"), [70000000, 26000000]), (T("10月", "Oct"), [140000000, 48000000]), (T("11月", "Nov"), [190000000, 50000000])], "table": None},
    "allocations": money_table(T("季度预拨", "Allocations"), ["2020Q4", T("市财政局预拨", "From the finance bureau"), {"text": "20,000,000.00", "num": True}, {"text": T("已到账", "Arrived"), "tag": "met"}]),
    "ledger": money_table(T("专账明细", "Ledger"), [{"when": date(2020, 11, 18)}, T("占用 海淀区 11 月", "Reserved for Haidian"), {"text": "1,638,540.00", "num": True}, {"text": T("占用", "Reserved"), "tag": "info"}]),
    "payments": money_table(T("拨付", "Payments"), [{"when": date(2020, 11, 24)}, T("青檐书店", "Qingyan Books"), {"text": "18,480.00", "num": True}, {"text": T("已到账", "Paid"), "tag": "met"}], [{"when": date(2020, 11, 24)}, T("一苇物业", "Yiwei"), {"text": "30,800.00", "num": True}, {"text": T("退汇：户名不符", "Returned: name differs"), "tag": "not_met"}]),
    "today": TODAY,
}  # fmt: skip
NOTICE = {
    "notice": {"number": "HD-2020-N-0031", "title": T("海淀区以工代训补贴拟拨付公示（第 31 批）", "Haidian: subsidies about to be paid (31st list)"), "office": T("海淀区人力资源和社会保障局", "Haidian bureau"), "published": date(2020, 11, 20), "due": date(2020, 11, 27), "open": True, "day": {"n": 3, "of": 5}, "window": WINDOW, "clause": c("3.2.b"), "sum_fen": 5852000, "code": CODE, "address": ADDRESS, "download": "#x",
               "table": {"caption": T("拟拨付名单", "Who is to be paid"), "head": [{"label": T("企业", "Firm")}, {"label": T("项目", "Subsidy")}, {"label": T("人数", "People"), "num": True}, {"label": T("人月", "Months"), "num": True}, {"label": T("金额（元）", "Yuan"), "num": True}], "rows": [{"cells": [FIRM, T("新招人员", "New hires"), {"text": "19", "num": True}, {"text": "38", "num": True}, {"fen": 5852000, "num": True}]}]}},
    "objections": {"count": 0, "note": T("目前没有人提出异议。", "No objection so far.")}, "objection": {"action": "#o", "fields": [{"field": WHY, "value": None}, {"field": PHONE, "value": None}], "problems": []}, "today": TODAY,
}  # fmt: skip
LETTER = {"title": T("以工代训补贴决定书", "Decision on a work-training subsidy"), "number": "海人社以训〔2020〕0417号", "office": T("海淀区人力资源和社会保障局", "Haidian Human Resources and Social Security Bureau"), "to": FIRM, "paragraphs": [T("你单位 11月9日提出的申请，经核对参保记录和工资对账单，19 人共 38 人月符合条件。", "Your application of 9 November: 19 people, 38 person-months qualify."), T("决定给予补贴 58,520 元，公示无异议后拨付。", "A subsidy of 58,520 yuan is granted, to be paid after the notice.")], "basis": [c("1.1.c"), c("2.1"), c("3.2.b")], "remedy": T("不服本决定，可自收到之日起 60 日内申请行政复议，或者 6 个月内起诉。", "You may seek review within 60 days of receipt, or sue within six months."), "signed_on": date(2020, 11, 19)}  # fmt: skip

STEPS = [
    T("项目和月份", "Subsidy and months"),
    T("花名册", "Roster"),
    T("对账单", "Statements"),
    T("承诺", "Commitment"),
    T("核对", "Check"),
]


def step(current: int, title: Text, **more: Any) -> dict[str, Any]:
    return {"matter": MATTER, "crumbs": [HOME, MINE, {"text": title}], "title": title, "steps": STEPS, "current": current, "problems": [], "action": "#", "back": "#back" if current > 1 else "", "draft": {"number": "D-0417", "saved": at(11, 25, 9, 30)}, "fields": [], "aside": [{"title": T("为什么问", "Why this is asked"), "text": T("决定能领多少、由哪个区办。", "It decides the sum and the district."), "clause": c("1.3")}], "who": "沈知夏", "acting_for": FIRM, **more}  # fmt: skip


def page() -> Any:
    return Paginator(range(95), 13).page(2)


DEADLINES = {"today": TODAY, "calendar": "#ics", "items": [
    {"title": T("缴纳 11 月单位社会保险费", "Pay November’s insurance"), "href": "#", "text": T("槐荫巷餐饮，银行代扣未成功", "The bank’s debit failed"), "due": TODAY},
    {"title": T("补交 9、10 月工资对账单", "Hand in wage statements"), "href": "#", "text": T("以工代训补贴第二次申请，缺 1 人两个月", "Second claim: two months of one person"), "due": date(2020, 11, 27)},
    {"title": T("签署续订的劳动合同", "Sign the renewed contract"), "href": "#", "text": T("对方已签，等待您确认", "The other side has signed"), "due": date(2020, 12, 10)}]}  # fmt: skip

SCREENS: dict[str, tuple[str, dict[str, Any]]] = {
    "home": ("public/home.html", {"who": "沈知夏", "life_events": [{"lead": T("我要", "I am"), "title": T("招人", "Hiring"), "hint": T("以工代训补贴：新招人员或稳住岗位，按月领取", "Work-training subsidy by month"), "href": "#"}], "frequent": [{"text": T("招人能领多少补贴", "What hiring is worth"), "href": "#"}], "in_hand": {"title": MATTER, "for_whom": T("代槐荫巷餐饮", "for Huaiyinxiang"), "stage": T("公示第 3 / 5 个工作日", "Working day 3 of 5"), "gates": {"done": 2, "total": 5}, "note": T("11月27日（周五）24时截止，已跳过周末", "Until 27 Nov (Fri), weekend skipped"), "href": "#"}, "deadlines": DEADLINES, "notices": {"href": "#", "items": [{"title": T("海淀区以工代训补贴拟拨付公示（第 31 批）", "Haidian: 31st list"), "href": "#", "when": date(2020, 11, 20), "kind": T("补贴", "Subsidy")}]}}),
    "guide": ("public/guide.html", {**GUIDE, "crumbs": [HOME, {"text": T("政策库", "Policies"), "href": "#"}, {"text": T("6号", "No. 6")}]}),
    "notices": ("public/notices.html", {"filters": {"action": "#", "search": {"name": "q", "label": T("企业或编号", "Firm or number")}, "selects": [{"name": "office", "label": T("全部区", "All districts"), "value": "", "options": [("hd", T("海淀区", "Haidian"))]}], "hidden": []}, "today": TODAY, "page": page(), "notices": [{"number": "HD-2020-N-0031", "title": T("海淀区以工代训补贴拟拨付公示（第 31 批）", "Haidian: 31st list"), "href": "#", "office": T("海淀区人社局", "Haidian"), "published": date(2020, 11, 20), "due": date(2020, 11, 27), "count": 12, "sum_fen": 64840000, "open": True}, {"number": "CY-2020-N-0028", "title": T("朝阳区以工代训补贴拟拨付公示（第 28 批）", "Chaoyang: 28th list"), "href": "#", "office": T("朝阳区人社局", "Chaoyang"), "published": date(2020, 11, 6), "due": date(2020, 11, 13), "count": 30, "sum_fen": 120060000, "open": False, "state": T("无异议，已结束", "Closed, no objection")}]}),
    "notice": ("public/notice.html", NOTICE),
    "verify": ("public/verify.html", {"code": CODE, "answer": {"outcome": "met", "word": T("真实", "Genuine"), "title": T("这份回执是真的，没有被改动", "This receipt is genuine and unchanged"), "text": T("公报于 11月9日 10:12 出具。", "Issued on 9 Nov at 10:12."), "sum_fen": None, "facts": [{"label": T("办件编号", "Case"), "value": NUMBER}, {"label": T("单位", "Firm"), "value": FIRM}, {"label": T("事项", "Matter"), "value": MATTER}]}}),
    "start": ("hall/start.html", {"title": T("申请哪一项？", "Which subsidy?"), "matter": MATTER, "lede": T("两项补贴面向不同的人，同一个人只能算进一项。", "One person counts in one of the two."), "draft": {"text": T("您有一份没填完的申请，停在花名册。", "You have a draft, at the roster."), "href": "#"}, "choices": [{"name": T("扩岗", "New jobs"), "title": T("新招了人", "We hired"), "text": T("2020 年下半年新招的三类人员，最长 6 个月", "Three groups hired in the second half of 2020, up to six months"), "sum": T("每人每月 1,540 元", "1,540 yuan a month each"), "href": "#"}, {"name": T("稳岗", "Jobs kept"), "title": T("稳住了人", "We kept jobs"), "text": T("名单内的重点行业企业，最长 3 个月", "Listed firms of key industries, up to three months"), "sum": T("每人每月 500 元", "500 yuan a month each"), "href": "#"}], "limits": [{"text": T("受理到 2021年7月31日", "Accepted until 31 July 2021"), "clause": c("1.3.a")}, {"text": T("每家企业两项合计最多 30 万元", "At most 300,000 yuan for a firm"), "clause": c("2.3")}]}),
    "apply_scheme": ("hall/apply_scheme.html", step(1, STEPS[0], problems=PROBLEMS, fields=[{"field": SCHEME, "value": None}, {"field": MONTHS, "value": None}, {"field": DISPATCH, "value": False}, {"field": SIZE, "value": "小型"}, {"field": STAFF, "value": 46}, {"field": ACCOUNT, "value": "620812"}])),
    "apply_roster": ("hall/apply_roster.html", step(2, STEPS[1], upload=True, template="#t", fields=[{"field": ROSTER, "value": None}], roster={"name": "花名册.xlsx", "rows": 19, "ok": 17, "findings": FINDINGS, "people": PEOPLE})),
    "apply_statement": ("hall/apply_statement.html", step(3, STEPS[2], upload=True, fields=[{"field": UPLOAD, "value": None}], statement={"name": "对账单7-10月.xlsx", "rows": 38, "ok": 38, "findings": []}, documents=DOCUMENTS[2:3])),
    "apply_commitment": ("hall/apply_commitment.html", step(4, STEPS[3], fields=[{"field": PROMISE, "value": None}])),
    "apply_check": ("hall/apply_check.html", step(5, STEPS[4], button=T("提交申请", "Submit"), result=RESULT, documents=DOCUMENTS, answers=[{"title": T("项目和月份", "Subsidy and months"), "change": "#1", "rows": [{"label": T("项目", "Subsidy"), "value": T("新招人员", "New hires")}, {"label": T("月份", "Months"), "value": "2020-07 — 2020-10"}, {"label": T("收款账号", "Account"), "value": "**************6208"}]}])),
    "submitted": ("hall/submitted.html", {"number": NUMBER, "title": T("申请收到了", "Your application is in"), "submitted": at(11, 9, 10, 12), "office": T("海淀区人社局", "Haidian"), "next": [{"title": T("社保比对", "Insurance records"), "text": T("自动进行，几分钟内完成。", "Automatic, in minutes."), "limit": T("今天", "today")}, {"title": T("审核", "Review"), "text": T("两位经办人先后审核。", "By two officers."), "limit": ""}, {"title": T("公示", "Notice"), "text": T("任何人都能看到并提异议。", "Anyone may object."), "limit": T("5 个工作日", "five working days")}], "code": CODE, "address": ADDRESS, "receipts": RECEIPTS[1:], "href": "#"}),
    "cases": ("hall/cases.html", {"apply": "#", "today": TODAY, "page": None, "filters": None, "cases": [{"number": NUMBER, "title": MATTER, "for_whom": FIRM, "stage": T("公示第 3 / 5 个工作日", "Notice, day 3 of 5"), "next": "", "gates": {"done": 4, "total": 7}, "due": date(2020, 11, 27), "href": "#"}]}),
    "drafts": ("hall/drafts.html", {"apply": "#", "drafts": [{"number": "D-0417", "title": MATTER, "saved": at(11, 25, 9, 30), "step": T("停在花名册", "At the roster"), "href": "#", "discard": "#"}]}),
    "drafts_empty": ("hall/drafts.html", {"apply": "#", "drafts": []}),
    "status": ("hall/status.html", {"crumbs": [HOME, MINE, {"text": T("办件进度", "Case")}], "who": "沈知夏", "case": {"title": MATTER, "for_whom": T("槐荫巷餐饮有限公司，第一次申请（7 至 9 月）", "Huaiyinxiang Catering, first claim"), "number": NUMBER, "stage": STAGE}, "window": WINDOW, "window_title": T("公示日历，2020年11月", "Days of the notice, November 2020"), "window_clause": c("3.2.b"), "today": TODAY, "events": EVENTS, "documents": DOCUMENTS, "code": CODE, "address": ADDRESS, "receipts": RECEIPTS, "acts": [{"text": T("撤回申请", "Withdraw"), "href": "#", "kind": "quiet"}]}),
    "status_letter": ("hall/status.html", {"case": {"title": MATTER, "for_whom": FIRM, "number": NUMBER, "stage": {**STAGE, "word": T("退回补正", "Returned"), "title": T("等您补 1 份材料", "One document is needed"), "gates": None, "counter": None}}, "window": None, "today": TODAY, "to_do": NEXT[:1], "letter": LETTER, "events": EVENTS, "documents": DOCUMENTS}),
    "answer": ("hall/answer.html", {"crumbs": [HOME, {"text": T("我要招人", "Hiring"), "href": "#"}, {"text": T("认定结果", "Answer")}], "title": TITLE, "subtitle": T("槐荫巷餐饮有限公司申请，海淀区人社局受理。按 2020年11月25日的规定和已登记的事实计算。", "By the rules of 25 Nov 2020."), "result": RESULT, "next": NEXT, "counts": {"met": 7, "not_met": 2, "unknown": 1, "judgement": 1}, "explanation": TREE, "minimal": False, "other_view": "#m", "amounts": AMOUNTS, "whatif": {"title": T("如果再招几个人", "If more were hired"), "action": "#", "fields": [{"field": MORE, "value": 2}, {"field": LONG, "value": "6"}], "problems": [], "answer": T("2 人，各 6 个月：多领 18,480 元，离 30 万元上限还有 195,280 元。", "2 people for 6 months: 18,480 yuan more.")}, "readings": [{"text": T("“入职前半年”按 6 个自然月计算。若按 183 天计算，本次结果不变。", "Half a year is six calendar months."), "level": T("市级统一口径", "City-wide"), "href": "#"}], "objection": {"links": [{"text": T("事实记错了，申请更正", "A fact is wrong"), "href": "#"}, {"text": T("认定不对，提出异议", "Object"), "href": "#"}, {"text": T("找人问问：12333", "Ask: 12333"), "href": "tel:12333"}], "note": T("公示期内任何人都能提异议；决定送达后还可申请行政复议。", "Anyone may object during the notice.")}, "code": CODE, "today": TODAY, "who": "沈知夏"}),
    "questions": ("hall/answer.html", {"title": TITLE, "subtitle": T("不用登录，先算一算。", "No sign-in needed."), "result": {**RESULT, "title": T("再回答 3 个问题就有结果", "Three more questions"), "text": "", "sum_fen": None}, "next": [], "counts": {"met": 1, "unknown": 3}, "explanation": TREE[2]["children"], "minimal": True, "other_view": "#all", "questions": {"action": "#", "method": "get", "problems": [], "fields": [{"field": HIRED, "value": None}, {"field": INCOME, "value": 186000000}, {"field": DISPATCH, "value": None}]}, "today": TODAY}),
    "act": ("hall/act.html", {**step(1, T("撤回申请", "Withdraw"), steps=None, draft=None, aside=[], button=T("撤回", "Withdraw"), back="#"), "effect": T("撤回后这次申请就结束了；受理期内可以重新申请。", "The application ends; you may apply again while applications are accepted."), "grave": True, "clause": c("1.3.a"), "fields": [{"field": WHY, "value": ""}]}),
    "queue": ("workbench/queue.html", {"queues": QUEUES, "heading": T("待办", "To do"), "filters": FILTERS, "rows": ROWS, "row_count": 37, "page": page(), "today": TODAY, "batch": BATCH, "problems": [], "case": CASE, "who": "周砚 海淀区"}),
    "queue_list": ("workbench/queue.html", {"queues": QUEUES, "heading": T("待办", "To do"), "filters": FILTERS, "rows": ROWS, "row_count": 37, "page": None, "today": TODAY, "batch": BATCH, "problems": [], "case": None}),
    "case": ("workbench/case.html", {"queues": QUEUES, "case": CASE, "today": TODAY}),
    "fund": ("city/fund.html", FUND),
    "request": ("city/request.html", {"queues": FUND["queues"], "title": T("海淀区 2020年11月 用款申请", "Haidian, November 2020"), "state": T("草稿", "Draft"), "kind": "info", "due": date(2020, 11, 27), "today": TODAY, "warnings": [T("有 2 件公示没有结束，不能列入。", "Two notices are still open.")], "table": FUND["payments"], "sum_fen": 163854000, "acts": [{"text": T("报送", "Submit"), "href": "#", "kind": "plain"}], "events": EVENTS[:2]}),
    "acting_for": ("account/acting_for.html", {"who": "沈知夏", "action": "#", "choices": [{"id": "1", "kind": T("本人", "Yourself"), "title": "沈知夏", "note": T("个人事项", "Personal matters")}, {"id": "2", "kind": T("单位", "Firm"), "title": FIRM, "note": T("经办人，以工代训补贴，至 2021年7月31日", "Clerk, until 31 July 2021"), "current": True}]}),
    "messages": ("account/messages.html", {"mark": "#", "page": None, "inbox": [{"id": "1", "title": T("工资对账单要补 2 个月", "Two months of statements are missing"), "text": T("11月27日前补齐，时限从补齐那天接着算。", "By 27 Nov."), "when": at(11, 24, 15, 2), "read": False, "href": "#", "kind": ""}, {"id": "2", "title": T("公示开始", "The notice is up"), "text": T("海淀区第 31 批，5 个工作日。", "Five working days."), "when": at(11, 20, 9, 0), "read": True, "href": "#", "kind": ""}]}),
}  # fmt: skip

#: The workbench’s own pages need its addresses.
WORKBENCH = find_spec("gongbao.web.workbench.urls") is not None
SHOWN = [
    name
    for name, (template, _) in SCREENS.items()
    if WORKBENCH or template.split("/")[1] not in ("queue.html", "case.html")
]
