"""The city's page: the plan within the ceiling, posts, the examination step by step, courses, figures, transfer payments."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Intake
from gongbao.platform.rural_assistants.words import TOWNSHIP_KIND, UNIVERSITY_KIND, refuse
from gongbao.policies.rural_assistants import examining
from gongbao.policies.rural_assistants.examining import Paper
from gongbao.policies.rural_assistants.facts import TOPICS, TRAINING_FORMS
from gongbao.policies.rural_assistants.rules import READINGS
from gongbao.web.rooms.rural_assistants import tables, tables_joining, tables_service
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.rooms.rural_assistants.views_officers import CITY, LINKS
from gongbao.web.shared.refusals import shown
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

CITY_TITLE = Text("协理员：市", "Assistants: the city")


@officers(*CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def city(request: HttpRequest) -> HttpResponse:
    """The city's page: the plan against the ceiling, examination step by step, figures, courses, transfer payments."""
    actor, on = request.actor, today()
    with read(actor, purpose="rural.city"):
        figures = rural.reports.figures(actor, on)
        intakes = list(Intake.objects.order_by("-opens_on"))
        ties = rural.registering.applicants(actor)
        needs = [each for row in rural.recruiting.drafts() for each in rural.recruiting.demands(row)]
        courses = rural.training.city_courses(actor, on)
        deeds = _city_deeds(intakes)
        told = [
            (Text("在岗", "On duty"), figures.on_duty), (Text("上限", "Ceiling"), figures.cap), (Text("其中延期", "Extended"), figures.extended),
            (Text("其中续聘", "Renewed"), figures.renewed), (Text("已期满", "Terms over"), figures.over), (Text("已发证书", "Certificates"), figures.certificates),
            *((Text(f"在岗：{districts.office(o).name.zh}", f"On duty: {districts.office(o).name.en}"), n) for o, n in sorted(figures.by_office.items())),
            *((Text(f"去向：{rural.reports.went(k).zh}", f"Went: {rural.reports.went(k).say('en')}"), n) for k, n in sorted(figures.destinations.items())),
            (Text(f"今年示范培训人数（应在{courses.about}人左右）", f"In the model course this year, of about {courses.about}"), courses.model),
            (Text(f"今年新招聘（{courses.hired}人）中还没有轮训", f"Hired this year ({courses.hired}) and not in the rotation yet"), len(courses.missing)),
        ]  # fmt: skip
        sections = [
            tables.section(tables.counts(told, Text("全市汇总", "The city in figures")), "", ""),
            tables.section(tables_joining.intakes(intakes, Text("招聘批次", "Intakes"), links=True), "还没有批次", "No intake yet"),
            tables.section(tables_joining.demands(needs, Text("各区上报的需求", "What districts need")), "没有起草中的批次，或还没有上报", "No draft, or nothing reported"),
            tables.section(tables_service.people(courses.missing[:100], Text("还没有参加市级轮训的新招聘人员", "New hires not in the rotation yet")), "没有", "None", "-rotation"),
            tables.section(tables_joining.ranks([a for a in ties if a.result == "decide"], Text("并列待决定", "Ties to decide")), "没有并列", "No tie"),
            tables.section(tables.readings(rural.readings.history(), Text("已明确的理解", "Readings adopted")), "都按默认理解", "The defaults hold"),
            tables.section(tables.built_in(rural.readings.BUILT_IN, Text("不能在这里改的理解", "Readings not to be changed here")), "", ""),
            tables.section(tables_service.records(rural.ledger.entries(actor, "grant"), Text("市级转移支付", "Transfer payments")), "还没有", "None yet"),
        ]  # fmt: skip
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    context = {
        "queues": navigation(request, "rural_assistants:city"), "title": CITY_TITLE, "sections": sections, "forms": forms,
        "links": LINKS,
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
            graduates_in=v.get("graduates_in"), exam_on=v.get("exam_on"), origin_exception=v.get("origin", False), degree_exception=v.get("degree", False),
        )  # fmt: skip

    def post(tx: Tx, v: dict[str, Any]) -> object:
        return rural.recruiting.add_post(
            tx, v["intake"], v["number"], v["title"], township=keys[v["township"]], places=v["places"], shortlist=v.get("shortlist", 0),
            relaxed=v.get("relaxed", False), mountain=v.get("mountain"), conditions=v.get("conditions", ""),
        )  # fmt: skip

    def grant(tx: Tx, v: dict[str, Any]) -> object:
        return rural.ledger.enter(tx, "grant", v["title"], on=v["on"], amount=v["amount"], office=v["office"])

    deeds = [
        Deed(
            "plan", Text("制定招聘计划", "Plan an intake"),
            (ask("number", "text", "批次号", "Number", max_length=12), ask("title", "text", "名称", "Title", max_length=120), ask("opens_on", "date", "报名自", "Opens"),
             ask("closes_on", "date", "报名至", "Closes"), ask("exam_on", "date", "考试日", "Examination", required=False), ask("on_duty_on", "date", "上岗日", "First day"), ask("planned", "integer", "计划人数", "Planned", minimum=1, maximum=2000),
             ask("written", "integer", "笔试权重（%）", "Weight of the written paper", minimum=1, maximum=100), ask("pass_mark", "integer", "合格线（分）", "Pass mark", required=False, minimum=0, maximum=100),
             ask("graduates_in", "integer", "应届毕业年份（不填为报名当年）", "Year of this year’s graduates, if not that of registration", required=False, minimum=2020, maximum=2100),
             ask("choosing", "yes_no", "择业期视同应届", "The choosing period counts", required=False),
             ask("origin", "yes_no", "公告另行开放生源", "Other origins are opened", required=False), ask("degree", "yes_no", "公告另行开放学历", "Other degrees are opened", required=False)),
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
    deeds += [_courses(), _reading()]
    if which is None:
        return deeds
    if towns:
        deeds.append(Deed(
            "post", Text("增加岗位", "Add posts"),
            (which, ask("number", "text", "岗位编号", "Number", max_length=24), ask("title", "text", "岗位", "Title", max_length=120), ask("township", "choice", "乡镇", "Township", words=towns),
             ask("places", "integer", "名额", "Places", minimum=1, maximum=2000), ask("shortlist", "integer", "进入体检人数", "Shortlist", required=False, minimum=1, maximum=9000),
             ask("relaxed", "yes_no", "放宽到大专（生态涵养区）", "Relaxed to junior college", required=False), ask("mountain", "yes_no", "在昌平、房山的山区乡镇", "In a mountain township of Changping or Fangshan", required=False), ask("conditions", "text", "其他条件", "Other conditions", required=False, max_length=300)),
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


def _courses() -> Deed:
    """The city's rotation and model course for many people at once, by their numbers."""

    def record(tx: Tx, v: dict[str, Any]) -> object:
        people = rural.training.by_numbers(tx.actor, v["numbers"].splitlines())
        return rural.training.record(
            tx,
            people,
            on=v["on"],
            hours=v["hours"],
            form=v["form"],
            topic=v["topic"],
            course=v["course"],
            special=v["special"],
        )

    return Deed(
        "courses", Text("登记市级轮训、示范培训", "Record rotation or model course"),
        (ask("special", "choice", "培训", "Course of the city", words={"rotation": Text("市级轮训（新招聘人人参加）", "rotation, for every new hire"), "model": Text("示范培训（100人左右）", "model course, about 100 people")}),
         ask("course", "text", "课程", "Course", max_length=120), ask("on", "date", "日期", "Day"), ask("hours", "integer", "学时", "Hours", minimum=1, maximum=80),
         ask("form", "choice", "形式", "Form", words=TRAINING_FORMS), ask("topic", "choice", "内容", "Topic", words=TOPICS),
         ask("numbers", "long_text", "参加人员编号（一行一个）", "Numbers of who took part, one a line", max_length=60_000)),
        record, "bi-2020-22/21.1.s1", Text("有一个编号不对就整批退回，改好再交；学时计入全年80学时。", "One wrong number sends all back; the hours count in the year's 80."),
    )  # fmt: skip


def _reading() -> Deed:
    """Adopt a reading of a question the text leaves open."""
    words = {
        f"{each}-{choice}": Text(f"{READINGS[each].question.zh}：{text.zh}", f"{READINGS[each].question.say('en')}: {text.say('en')}")
        for each in rural.readings.SWITCHABLE for choice, text in READINGS[each].choices.items()
    }  # fmt: skip

    def adopt(tx: Tx, v: dict[str, Any]) -> object:
        reading, _, choice = v["reading"].partition("-")
        return rural.readings.adopt(tx, reading, choice, from_on=v["from_on"], source=v["source"])

    return Deed(
        "reading", Text("明确文件没有写明的理解", "Adopt a reading"),
        (ask("reading", "choice", "理解", "Reading", words=words), ask("from_on", "date", "自", "From"), ask("source", "text", "依据文件", "Source", max_length=200)),
        adopt, "bi-2020-22/5.1.1", Text("自该日起办理的按新的理解，以前办结的不变；考核批次和平时考核的基数看考核办件从哪天开始，到办结不变；合同止日看合同从哪天起，签好的不变。没有明确的按默认理解。",
             "What is done from that day on follows it, what was decided stands. The batch and the base of a quarter go by the day the appraisal's case began, to its end; a contract's last day by its first, and what is signed stands. The default holds where nothing is adopted."),
    )  # fmt: skip


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
