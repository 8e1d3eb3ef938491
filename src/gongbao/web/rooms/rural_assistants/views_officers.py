"""The district's and the city's pages: people, warnings, rounds, rules of pay; the plan, examination, figures, exports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import Role
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Assistant, Intake
from gongbao.platform.rural_assistants.words import (
    ENTRIES,
    INSTITUTIONS,
    TOWNSHIP_KIND,
    UNIVERSITY_KIND,
    VILLAGE_KIND,
    month_of,
    refuse,
    said_month,
)
from gongbao.policies.rural_assistants import examining
from gongbao.policies.rural_assistants.examining import Paper
from gongbao.policies.rural_assistants.facts import GRADES
from gongbao.policies.rural_assistants.forms import DESTINATIONS
from gongbao.web.rooms.rural_assistants import tables
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.rooms.rural_assistants.views_levels import archive, benefit, settle, training, whose
from gongbao.web.rooms.rural_assistants.views_mine import card_of
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.sheets import Sheet, column, taken, wanted
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

DISTRICT = (Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER)
CITY = (Role.CITY_OFFICER,)
_LINKS = (
    {"text": Text("报名和高校核实", "Registrations and what universities say"), "href": reverse_lazy("rural_assistants:registration")},
    {"text": Text("导出信息系统表", "Export for the programme"), "href": reverse_lazy("rural_assistants:export")},
)  # fmt: skip
DISTRICT_TITLE, CITY_TITLE = (
    Text("协理员：区", "Assistants: the district"),
    Text("协理员：市", "Assistants: the city"),
)


@officers(*DISTRICT)
@require_http_methods(["GET", "HEAD", "POST"])
def district(request: HttpRequest) -> HttpResponse:
    """The district's page: people, what is missing or late, rounds under way, and what the district records."""
    actor, on = request.actor, today()
    with read(actor, purpose="rural.district"):
        people = rural.reach.people(actor, doing="district", serving=True)
        rounds = rural.appraising.rounds(actor)
        month = month_of(on) - 1
        share = rural.reports.village_share(actor, month)
        marked = [row for row in rural.recruiting.open_intakes(on) if row.state == "announced" and row.seed]
        sections = [
            *([tables.section(tables.intakes(marked, Text("等待成绩的招聘批次", "Intakes that wait for marks"), links=True), "", "")] if marked else []),
            tables.section(tables.cases([c for _, c in rounds if c.tone == "now"], Text("办理中的考核", "Rounds under way"), "rural_assistants:round"), "没有", "None"),
            tables.section(tables.people(people, Text("在岗协理员", "Assistants on duty")), "还没有", "None yet"),
            tables.section(tables.absences(rural.watching.not_back(actor, on), Text("外派期满未回村", "Duties over, nobody back")), "没有", "None", "-over"),
            tables.section(tables.people(rural.watching.away_long(actor, on), Text("外派多日，请核查是否长期借调", "Away for long: to be examined")), "没有", "None", "-long"),
            tables.section(tables.short(rural.training.short_of_hours(actor, on), Text("学时不足", "Hours missing")), "没有，或还不到提醒的月份", "None, or too early in the year"),
            tables.section(tables.people(rural.training.without_mentor(actor, on), Text("还没有培养联系人", "Without a mentor")), "没有", "None", "-alone"),
            tables.section(tables.months(rural.attendance.months_of(actor, month), Text(f"{said_month(month)} 考勤", f"Attendance of {said_month(month)}")), "还没有报送", "Nothing sent yet"),
            tables.section(tables.ledger(rural.ending.ledger(actor), Text("期满去向", "Whereabouts")), "还没有期满人员", "Nobody's term is over"),
        ]  # fmt: skip
        deeds = _district_deeds(actor, people, on)
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    context = {
        "queues": navigation(request, "rural_assistants:district"), "title": DISTRICT_TITLE, "sections": sections, "forms": forms,
        "note": Text(f"{said_month(month)} 在村 {share[0]} 天，应出勤 {share[1]} 天", f"{said_month(month)}: {share[0]} days in the village of {share[1]}"),
        "links": _LINKS,
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _district_deeds(actor: Any, people: list[Assistant], on: date) -> list[Deed]:
    intakes = {row.intake.number: Text(row.intake.title, row.intake.title) for row in people}
    deeds: list[Deed] = []
    if people:
        deeds += [
            Deed(
                "open", Text("开展年度或期满考核", "Open a year or a term"),
                (ask("kind", "choice", "考核", "Kind", words={"annual": Text("年度", "year"), "term": Text("期满", "term"), "late": Text("期满（延期、续聘）", "term, extended or renewed")}),
                 ask("intake", "choice", "批次", "Intake", words=intakes), ask("year", "integer", "第几个工作年度（年度考核）", "Which work year", required=False, minimum=1, maximum=10)),
                _open, "bi-2020-22/15.2.s1",
            ),
            archive(people), benefit(people), training(people, "training", {"": Text("一般", "ordinary"), "prejob": Text("岗前", "before the post")}),
        ]  # fmt: skip
    known = {p.number: p for p in people}

    def rule(tx: Tx, v: dict[str, Any]) -> object:
        return rural.joining.set_rule(
            tx, actor.office, from_on=v["from_on"], source=v["source"], daily_deduction=v.get("daily"), settling_in=v.get("settling"),
            reference_pay=v.get("reference"), rewards={"excellent": v["reward"]} if v.get("reward") else {},
        )  # fmt: skip

    def enter(tx: Tx, v: dict[str, Any]) -> object:
        return rural.ledger.enter(
            tx,
            v["kind"],
            v["title"],
            on=v["on"],
            until=v.get("until"),
            assistant=known.get(v.get("who", "")),
            office=actor.office,
        )

    kinds = {k: ENTRIES[k][0] for k in ("officer", "reward", "reserve_township", "delegate")}
    return [
        *deeds,
        Deed(
            "rule", Text("登记本区待遇办法", "Enter the district's rule of pay"),
            (ask("from_on", "date", "自", "From"), ask("source", "text", "依据文件", "Source", max_length=200), ask("daily", "money", "每日扣发（没有就不填）", "Deduction a day, if any", required=False),
             ask("reward", "money", "优秀奖励", "Reward for excellent", required=False), ask("settling", "money", "安家费", "Settling-in grant", required=False),
             ask("reference", "money", "机关参照工资", "Reference pay", required=False)),
            rule, "bi-2020-22/5.2.1",
        ),
        _institution(actor.office),
        Deed(
            "entry", Text("其他登记", "Another record"),
            (ask("kind", "choice", "类别", "Kind", words=kinds), ask("title", "text", "内容", "Contents", max_length=200), ask("on", "date", "日期", "Day"),
             ask("until", "date", "至", "Until", required=False), *([ask("who", "choice", "协理员", "Assistant", required=False, words={p.number: Text(p.name, p.name) for p in people})] if people else [])),
            enter, "bi-2020-22/20.s1",
        ),
    ]  # fmt: skip


def _institution(office: str) -> Deed:
    """Enter a township or a village of the district."""
    towns = {each.credit_code: each for each in parties.organisations(TOWNSHIP_KIND, office=office)}
    kinds = {kind: INSTITUTIONS[kind] for kind in (TOWNSHIP_KIND, VILLAGE_KIND)}

    def enter(tx: Tx, v: dict[str, Any]) -> object:
        above = towns[v["town"]].party if v.get("town") else None
        return str(rural.institutions.enter(tx, v["kind"], v["code"], v["name"], parent=above))

    above = (
        [
            ask(
                "town",
                "choice",
                "所属乡镇（登记村时选）",
                "Township of a village",
                required=False,
                words={code: Text(each.name, each.name) for code, each in towns.items()},
            )
        ]
        if towns
        else []
    )
    return Deed(
        "institution", Text("登记乡镇或村", "Enter a township or a village"),
        (ask("kind", "choice", "类别", "Kind", words=kinds), ask("code", "credit_code", "机构代码", "Code"), ask("name", "text", "名称", "Name", max_length=120), *above),
        enter, "bi-2020-22/5.s2",
    )  # fmt: skip


def _open(tx: Tx, v: dict[str, Any]) -> object:
    if v["kind"] == "annual":
        if not v.get("year"):
            raise refuse(
                "15.2.s1",
                "没有写第几个工作年度",
                "Which work year",
                "年度考核要写第几年",
                "Say which year",
                "year",
            )
        return rural.appraising.open_round(tx, "annual", v["intake"], v["year"])
    return rural.appraising.open_round(tx, "term", v["intake"], 1 if v["kind"] == "late" else 0)


@officers(*DISTRICT, *CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def round_(request: HttpRequest, number: str) -> HttpResponse:
    """A round: everybody with proposal, opinions, what stands behind, grade, quota and pay; grading and answering."""
    actor, on = request.actor, today()
    with read(actor, purpose="rural.round"):
        case, row, inside = rural.appraising.in_round(actor, number)
        quota = rural.appraising.quota_of(row, on)
        graded = (
            rural.reports.grades_and_pay(actor, row.kind, row.period, on) if row.kind != "quarterly" else []
        )
        pay = [each for each in graded if each.assistant in {one.assistant_id for one in inside}]
        people = [each.assistant for each in inside]
        objected = [each.assistant for each in inside if each.objection is not None]
    deeds: list[Deed] = []
    if row.kind != "quarterly" and case.state == "open" and rural.reach.level_of(actor) == "district":
        deeds.append(Deed(
            "grade", Text("评定等次", "Grade"),
            (whose(people), ask("grade", "choice", "等次", "Grade", words=GRADES), ask("grounds", "long_text", "依据", "Grounds", max_length=500),
             ask("exception", "long_text", "不在优秀人选范围的特殊理由", "Reason for an exception", required=False, max_length=500)),
            lambda tx, v: rural.appraising.grade(tx, number, v["who"], v["grade"], v["grounds"], v.get("exception", "")), "bi-2020-22/15.s5",
        ))  # fmt: skip
    if row.kind != "quarterly" and case.state == "told" and objected:
        deeds.append(settle(number, row.period, objected))
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    most = Text(
        f"参加{quota.people}人，优秀{quota.excellent}人，最多{quota.most}人",
        f"{quota.people} people, {quota.excellent} excellent, at most {quota.most}",
    )
    about = Text("平时考核四成左右，只提示", "About two fifths of a quarter: a remark only")
    context = {
        "queues": navigation(request, "rural_assistants:district"), "title": Text(case.title, case.title), "forms": forms,
        "note": about if row.kind == "quarterly" else most, "sections": [
            tables.section(tables.appraised(inside, Text("参加考核人员", "People appraised")), "", ""),
            *([tables.section(tables.paid(pay, Text(f"等次兑现到 {said_month(month_of(on))} 待遇", f"Grades in the pay of {said_month(month_of(on))}")), "", "")] if pay else []),
        ],
        "links": [{"text": Text("办件和下一步", "The case and its next step"), "href": reverse("workbench:case", args=[number])}],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


@officers(*DISTRICT, *CITY)
@require_GET
def person(request: HttpRequest, number: str) -> HttpResponse:
    """One assistant whole, for the bureaus; the look is logged."""
    with read(request.actor, purpose="rural.person"):
        row = rural.reach.person(request.actor, number, doing="person")
        card = card_of(row)
    context = {
        "queues": navigation(request, "rural_assistants:district"), "title": Text(f"{row.name} {row.number}", f"{row.name} {row.number}"),
        "card": card, "sections": card["sections"], "forms": [],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, [])


@officers(*CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def city(request: HttpRequest) -> HttpResponse:
    """The city's page: the plan against the ceiling, examination step by step, figures, transfer payments."""
    actor, on = request.actor, today()
    with read(actor, purpose="rural.city"):
        figures = rural.reports.figures(actor, on)
        intakes = list(Intake.objects.order_by("-opens_on"))
        ties = rural.registering.applicants(actor)
        deeds = _city_deeds(intakes)
        told = [
            (Text("在岗", "On duty"), figures.on_duty), (Text("上限", "Ceiling"), figures.cap), (Text("其中延期", "Extended"), figures.extended),
            (Text("其中续聘", "Renewed"), figures.renewed), (Text("已期满", "Terms over"), figures.over), (Text("已发证书", "Certificates"), figures.certificates),
            *((Text(f"在岗：{districts.office(o).name.zh}", f"On duty: {districts.office(o).name.en}"), n) for o, n in sorted(figures.by_office.items())),
            *((Text(f"去向：{DESTINATIONS[k].zh if k in DESTINATIONS else '待登记'}", f"Went: {k}"), n) for k, n in sorted(figures.destinations.items())),
        ]  # fmt: skip
        sections = [
            tables.section(tables.counts(told, Text("全市汇总", "The city in figures")), "", ""),
            tables.section(tables.intakes(intakes, Text("招聘批次", "Intakes"), links=True), "还没有批次", "No intake yet"),
            tables.section(tables.ranks([a for a in ties if a.result == "decide"], Text("并列待决定", "Ties to decide")), "没有并列", "No tie"),
            tables.section(tables.records(rural.ledger.entries(actor, "grant"), Text("市级转移支付", "Transfer payments")), "还没有", "None yet"),
        ]  # fmt: skip
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    context = {
        "queues": navigation(request, "rural_assistants:city"), "title": CITY_TITLE, "sections": sections, "forms": forms,
        "links": _LINKS,
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _city_deeds(intakes: list[Intake]) -> list[Deed]:
    towns = {each.credit_code: Text(each.name, each.name) for each in parties.organisations(TOWNSHIP_KIND)}
    keys = {each.credit_code: each.party for each in parties.organisations(TOWNSHIP_KIND)}
    which = (
        ask(
            "intake",
            "choice",
            "批次",
            "Intake",
            words={row.number: Text(row.title, row.title) for row in intakes},
        )
        if intakes
        else None
    )

    def plan(tx: Tx, v: dict[str, Any]) -> object:
        weight = v["written"]
        papers = (
            [Paper("笔试", 10000, weight), Paper("面试", 10000, 100 - weight)]
            if weight < 100
            else [Paper("笔试", 10000, 100)]
        )
        return rural.recruiting.plan_intake(
            tx, v["number"], v["title"], opens_on=v["opens_on"], closes_on=v["closes_on"], on_duty_on=v["on_duty_on"], planned=v["planned"], papers=papers,
            pass_mark=v.get("pass_mark", 0) * 100, choosing_period_counts=v.get("choosing", False),
            graduates_in=v.get("graduates_in"),
        )  # fmt: skip

    def post(tx: Tx, v: dict[str, Any]) -> object:
        return rural.recruiting.add_post(
            tx, v["intake"], v["number"], v["title"], township=keys[v["township"]], places=v["places"], shortlist=v.get("shortlist", 0),
            relaxed=v.get("relaxed", False), conditions=v.get("conditions", ""),
        )  # fmt: skip

    def grant(tx: Tx, v: dict[str, Any]) -> object:
        return rural.ledger.enter(tx, "grant", v["title"], on=v["on"], amount=v["amount"], office=v["office"])

    deeds = [
        Deed(
            "plan", Text("制定招聘计划", "Plan an intake"),
            (ask("number", "text", "批次号", "Number", max_length=12), ask("title", "text", "名称", "Title", max_length=120), ask("opens_on", "date", "报名自", "Opens"),
             ask("closes_on", "date", "报名至", "Closes"), ask("on_duty_on", "date", "上岗日", "First day"), ask("planned", "integer", "计划人数", "Planned", minimum=1, maximum=2000),
             ask("written", "integer", "笔试权重（%）", "Weight of the written paper", minimum=1, maximum=100), ask("pass_mark", "integer", "合格线（分）", "Pass mark", required=False, minimum=0, maximum=100),
             ask("graduates_in", "integer", "应届毕业年份（不填为报名当年）", "Year of this year’s graduates, if not that of registration", required=False, minimum=2020, maximum=2100),
             ask("choosing", "yes_no", "择业期视同应届", "The choosing period counts", required=False)),
            plan, "bi-2020-22/8.1",
        ),
        Deed(
            "grant", Text("登记转移支付", "Record a transfer payment"),
            (ask("office", "choice", "区", "District", words={o.code: o.name for o in districts.OFFICES}), ask("title", "text", "文号和用途", "Document and use", max_length=200),
             ask("amount", "money", "金额", "Amount"), ask("on", "date", "日期", "Day")),
            grant, "bi-2020-22/5.1.4",
        ),
        Deed(
            "university", Text("登记高校", "Enter a university"),
            (ask("code", "credit_code", "机构代码", "Code"), ask("name", "text", "全称", "Full name", max_length=120), ask("office", "choice", "所在区", "District", words={o.code: o.name for o in districts.OFFICES})),
            lambda tx, v: str(rural.institutions.enter(tx, UNIVERSITY_KIND, v["code"], v["name"], office=v["office"])), "bi-2020-22/8.2",
            Text("登记后由高校就业部门的经办人代办：导入毕业生名册、核实报名人员的毕业信息。", "Its career office then takes the list of graduates in and confirms."),
        ),
    ]  # fmt: skip
    if which is None:
        return deeds
    if towns:
        deeds.append(Deed(
            "post", Text("增加岗位", "Add posts"),
            (which, ask("number", "text", "岗位编号", "Number", max_length=24), ask("title", "text", "岗位", "Title", max_length=120), ask("township", "choice", "乡镇", "Township", words=towns),
             ask("places", "integer", "名额", "Places", minimum=1, maximum=2000), ask("shortlist", "integer", "进入体检人数", "Shortlist", required=False, minimum=1, maximum=9000),
             ask("relaxed", "yes_no", "放宽到大专（生态涵养区）", "Relaxed to junior college", required=False), ask("conditions", "text", "其他条件", "Other conditions", required=False, max_length=300)),
            post, "bi-2020-22/8.1",
        ))  # fmt: skip
    r, examined = rural.recruiting, rural.ranking
    return [
        *deeds,
        Deed("announce", Text("发布公告（核对2000人上限）", "Announce, within the ceiling"), (which,), lambda tx, v: r.announce(tx, v["intake"]), "bi-2020-22/6.s1"),
        Deed("seed", Text("公布排座种子", "Publish the seating's seed"), (which, ask("seed", "text", "种子", "Seed", max_length=64)), lambda tx, v: examined.publish_seed(tx, v["intake"], v["seed"]), "bi-2020-22/8.3"),
        Deed("seats", Text("排座", "Draw seats"), (which, ask("rooms", "long_text", "考场（一行一个：名称 座位数）", "Rooms, one a line: name seats", max_length=100_000)),
             lambda tx, v: examined.draw_seats(tx, v["intake"], _rooms(v["rooms"])), "bi-2020-22/8.3"),
        Deed("marks", Text("录入成绩", "Enter marks"), (which, ask("marks", "long_text", "一行一人：准考证号 各科成绩；缺考写“缺考”", "A line each: ticket and marks, or 缺考", max_length=4_000_000)),
             lambda tx, v: rural.marking.enter_marks(tx, v["intake"], _marks(v["marks"])), "bi-2020-22/8.3"),
        Deed("ranks", Text("排名", "Rank"), (which,), lambda tx, v: examined.make_ranks(tx, v["intake"]), "bi-2020-22/8.3"),
        Deed("unrank", Text("撤销排名（更正成绩）", "Undo the ranking, to correct marks"), (which, ask("why", "long_text", "差错在哪里", "What is wrong", max_length=300)),
             lambda tx, v: examined.undo_ranks(tx, v["intake"], v["why"]), "bi-2020-22/8.3"),
        Deed("tie", Text("决定并列人员", "Decide a tie"), (which, ask("ticket", "text", "准考证号", "Ticket", max_length=20), ask("yes", "yes_no", "进入体检", "Goes on"), ask("why", "long_text", "理由", "Reason", max_length=300)),
             lambda tx, v: examined.decide_tie(tx, v["intake"], v["ticket"], v["yes"], v["why"]), "bi-2020-22/7.7"),
        Deed("publish", Text("公布成绩和名次", "Publish the results"), (which,), lambda tx, v: examined.publish_results(tx, v["intake"]), "bi-2020-22/8.3"),
    ]  # fmt: skip


def _rooms(text: str) -> list[tuple[str, int]]:
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, _, size = line.rpartition(" ")
        if not name or not size.isdigit():
            raise refuse(
                "8.3",
                f"“{line}”不是“名称 座位数”",
                "Not a name and seats",
                "一行一个考场，空格后写座位数",
                "One room a line",
                "rooms",
            )
        found.append((name.strip(), int(size)))
    return found


def _marks(text: str) -> dict[str, list[int | None] | None]:
    found: dict[str, list[int | None] | None] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        ticket, *told = line.split()
        if ticket in found:
            raise refuse(
                "8.3", f"{ticket} 写了两行", "Two lines for one ticket", "删去重复的一行", "Keep one", "marks"
            )
        if told == ["缺考"]:
            found[ticket] = None
            continue
        try:
            found[ticket] = [examining.points(mark) for mark in told]
        except Refusal:
            raise refuse("8.3", f"{ticket} 的成绩不是数字", "A mark is no number", "写分数，最多两位小数，或写“缺考”", "Points with two decimals at most, or 缺考", "marks") from None  # fmt: skip
    return found


@officers(*DISTRICT, *CITY)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The table the programme's information system takes, as a page or a workbook; numbers masked."""
    with read(request.actor, purpose="rural.export"):
        rows = rural.reports.programme_export(request.actor, today())
    fields = tuple(column(f"c{n}", head.zh, head.en) for n, head in enumerate(rural.reports.PROGRAMME))
    out = [{f"c{n}": value for n, value in enumerate(row)} for row in rows]
    sheet = Sheet(
        "rural-programme", Text("三支一扶信息系统报送表", "Table for the programme's system"), fields, out
    )
    if wanted(request):
        return taken(request, sheet)
    context = {
        "queues": navigation(request, "rural_assistants:district"), "title": sheet.title, "forms": [],
        "sections": [tables.section(sheet, "还没有协理员", "No assistant yet")],
        "links": [{"text": Text("下载", "Download"), "href": "?export=xlsx"}],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, [])
