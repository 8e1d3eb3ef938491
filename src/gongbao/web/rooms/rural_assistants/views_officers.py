"""The district's page: people, warnings, rounds, rules of pay; a round and an assistant whole, for the bureaus."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import Role
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Assistant, Round
from gongbao.platform.rural_assistants.words import (
    ENTRIES,
    INSTITUTIONS,
    TOWNSHIP_KIND,
    VILLAGE_KIND,
    month_of,
    refuse,
    said_month,
)
from gongbao.policies.rural_assistants.facts import GRADES
from gongbao.web.rooms.rural_assistants import tables, tables_joining, tables_service
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.rooms.rural_assistants.deeds_people import (
    archive,
    benefit,
    breach,
    settle,
    training,
    venture,
    whose,
)
from gongbao.web.rooms.rural_assistants.views_mine import card_of
from gongbao.web.shared.refusals import shown
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

DISTRICT = (Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER)
CITY = (Role.CITY_OFFICER,)
LINKS = (
    {"text": Text("报名和高校核实", "Registrations and what universities say"), "href": reverse_lazy("rural_assistants:registration")},
    {"text": Text("报送外部系统", "Tables for systems outside"), "href": reverse_lazy("rural_assistants:exports")},
)  # fmt: skip
DISTRICT_TITLE = Text("协理员：区", "Assistants: the district")


@officers(*DISTRICT)
@require_http_methods(["GET", "HEAD", "POST"])
def district(request: HttpRequest) -> HttpResponse:
    """The district's page: people, what is missing or late, rounds under way, and what the district records."""
    actor, on = request.actor, today()
    with read(actor, purpose="rural.district"):
        people = rural.reach.people(actor, doing="district", serving=True)
        rounds = rural.rounds.listed(actor)
        month = month_of(on) - 1
        share = rural.reports.village_share(actor, month)
        drafts = rural.recruiting.drafts()
        needs = [each for row in drafts for each in rural.recruiting.demands(row, actor.office)]
        marked = [row for row in rural.recruiting.open_intakes(on) if row.state == "announced" and row.seed]
        projects = rural.ventures.of(people)
        courses = rural.training.city_courses(actor, on)
        sections = [
            *([tables.section(tables_joining.demands(needs, Text("上报的需求", "What is needed")), "还没有上报", "Not reported yet")] if drafts else []),
            *([tables.section(tables_joining.intakes(marked, Text("等待成绩的招聘批次", "Intakes that wait for marks"), links=True), "", "")] if marked else []),
            tables.section(tables.cases([c for _, c in rounds if c.tone == "now"], Text("办理中的考核", "Rounds under way"), "rural_assistants:round"), "没有", "None"),
            tables.section(tables_service.people(people, Text("在岗协理员", "Assistants on duty")), "还没有", "None yet"),
            tables.section(tables_service.absences(rural.watching.not_back(actor, on), Text("外派期满未回村", "Duties over, nobody back")), "没有", "None", "-over"),
            tables.section(tables_service.people(rural.watching.away_long(actor, on), Text("外派多日，请核查是否长期借调", "Away for long: to be examined")), "没有", "None", "-long"),
            tables.section(tables_service.short(rural.training.short_of_hours(actor, on), Text("学时不足", "Hours missing")), "没有，或还不到提醒的月份", "None, or too early in the year"),
            tables.section(tables_service.people(rural.training.without_mentor(actor, on), Text("还没有培养联系人", "Without a mentor")), "没有", "None", "-alone"),
            tables.section(tables_service.people(courses.missing, Text("今年新招聘、还没有参加市级轮训", "Hired this year, without the city's rotation")), "没有", "None", "-rotation"),
            *([tables.section(tables_service.ventures(projects, Text("创业项目和支持措施", "Ventures and their support")), "", "")] if projects else []),
            tables.section(tables_service.months(rural.attendance.months_of(actor, month), Text(f"{said_month(month)} 考勤", f"Attendance of {said_month(month)}")), "还没有报送", "Nothing sent yet"),
            tables.section(tables_service.ledger(rural.ending.ledger(actor), Text("期满去向", "Whereabouts")), "还没有期满人员", "Nobody's term is over"),
        ]  # fmt: skip
        deeds = _district_deeds(actor, people, on)
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    context = {
        "queues": navigation(request, "rural_assistants:district"), "title": DISTRICT_TITLE, "sections": sections, "forms": forms,
        "note": Text(f"{said_month(month)} 在村 {share[0]} 天，应出勤 {share[1]} 天", f"{said_month(month)}: {share[0]} days in the village of {share[1]}"),
        "links": LINKS,
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
            archive(people), benefit(people), breach(people), *venture(actor, people), training(people, "training", {"": Text("一般", "ordinary"), "prejob": Text("岗前", "before the post")}),
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

    kinds = {
        k: ENTRIES[k][0]
        for k in (
            "officer",
            "reward",
            "reserve_village",
            "reserve_township",
            "elected",
            "party_member",
            "delegate",
        )
    }
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
        *_demand(actor.office),
        Deed(
            "hire", Text("登记基层事业单位直接聘用", "Record a direct hire"),
            (ask("who", "text", "协理员编号", "Number of the assistant", max_length=24), ask("unit", "text", "单位", "Institution", max_length=100),
             ask("grassroots", "yes_no", "是服务地基层事业单位", "A grass-roots institution at the place of service"), ask("vacancy", "yes_no", "有岗位空缺", "There is a vacancy"),
             ask("probation", "integer", "约定的试用期（月）", "Months of probation agreed", minimum=0, maximum=12)),
            lambda tx, v: rural.channels.hire(tx, v["who"], v["unit"], grassroots=v["grassroots"], vacancy=v["vacancy"], probation=v["probation"]), "bi-2020-22/28.2.s2",
            Text("期满考核合格的，可直接聘用，不再约定试用期；登记后记入就业台账。", "After a qualified term, without probation; the ledger has it."),
        ),
        Deed(
            "entry", Text("其他登记", "Another record"),
            (ask("kind", "choice", "类别", "Kind", words=kinds), ask("title", "text", "内容", "Contents", max_length=200), ask("on", "date", "日期", "Day"),
             ask("until", "date", "至", "Until", required=False), *([ask("who", "choice", "协理员", "Assistant", required=False, words={p.number: Text(p.name, p.name) for p in people})] if people else [])),
            enter, "bi-2020-22/20.s1",
        ),
    ]  # fmt: skip


def _demand(office: str) -> list[Deed]:
    """Tell the city what the district needs, while an intake is planned."""
    drafts, towns = (
        rural.recruiting.drafts(),
        {each.credit_code: each for each in parties.organisations(TOWNSHIP_KIND, office=office)},
    )
    if not drafts or not towns:
        return []
    return [Deed(
        "demand", Text("上报需求", "Report what is needed"),
        (ask("intake", "choice", "批次", "Intake", words={row.number: Text(row.title, row.title) for row in drafts}),
         ask("town", "choice", "乡镇", "Township", words={code: Text(each.name, each.name) for code, each in towns.items()}),
         ask("wanted", "integer", "需要几人", "How many", minimum=0, maximum=2000), ask("why", "long_text", "依据", "Why", max_length=300)),
        lambda tx, v: rural.recruiting.report_demand(tx, v["intake"], towns[v["town"]].party, v["wanted"], v["why"]), "bi-2020-22/6.s2",
        Text("招聘名额不超过上报的需求。", "No more places are planned than are asked for."), waits=True,
    )]  # fmt: skip


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
        case, row, inside = rural.rounds.in_round(actor, number)
        note = rural.quarters.share_of(row, on).said() if row.kind == "quarterly" else _quota(row, on)
        graded = (
            rural.reports.grades_and_pay(actor, row.kind, row.period, on) if row.kind != "quarterly" else []
        )
        pay = [each for each in graded if each.assistant in {one.assistant_id for one in inside}]
        people = [each.assistant for each in inside]
        objected = [each.assistant for each in inside if each.objection is not None]
        projects = rural.ventures.of(people)
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
    context = {
        "queues": navigation(request, "rural_assistants:district"), "title": Text(case.title, case.title), "forms": forms,
        "note": note, "sections": [
            tables.section(tables_service.appraised(inside, Text("参加考核人员", "People appraised")), "", ""),
            *([tables.section(tables_service.ventures(projects, Text("创业成效", "Ventures")), "", "")] if projects else []),
            *([tables.section(tables_service.paid(pay, Text(f"等次兑现到 {said_month(month_of(on))} 待遇", f"Grades in the pay of {said_month(month_of(on))}")), "", "")] if pay else []),
        ],
        "links": [{"text": Text("办件和下一步", "The case and its next step"), "href": reverse("workbench:case", args=[number])}],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _quota(row: Round, on: date) -> Text:
    """The quota of a round in a line; whose people it counts, where those of other rounds share it."""
    quota, together = rural.rounds.quota_of(row, on), len(rural.rounds.batch_of(row))
    shared = Text(f"本年{together}个考核批次合计：", f"{together} rounds of the year together: ") if together > 1 else Text("", "")  # fmt: skip
    return Text(
        f"{shared.zh}参加{quota.people}人，优秀{quota.excellent}人，最多{quota.most}人",
        f"{shared.en}{quota.people} people, {quota.excellent} excellent, at most {quota.most}",
    )


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
