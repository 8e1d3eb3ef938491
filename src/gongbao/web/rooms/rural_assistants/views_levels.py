"""The pages of the village (made for a phone) and of the township: what waits, attendance, proposals, grades, records."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, read
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Assistant
from gongbao.platform.rural_assistants.words import (
    BENEFITS,
    DUTY,
    ENTRIES,
    INCIDENT,
    MENTORS,
    QUARTERLY,
    ROOM,
    month_of,
    refuse,
    said_month,
)
from gongbao.policies.rural_assistants.facts import GRADES, TOPICS, TRAINING_FORMS
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.rural_assistants import hands, tables
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask, today, worked
from gongbao.web.shared.doors import for_party
from gongbao.web.shared.refusals import refused, shown

VILLAGE, TOWNSHIP = (
    Text("协理员：村工作台", "Assistants: the village"),
    Text("协理员：乡镇工作台", "Assistants: the township"),
)


def whose(people: list[Assistant]) -> Field:
    """The choice of one of the people."""
    return ask("who", "choice", "协理员", "Assistant", words={p.number: Text(f"{p.name} {p.number}", f"{p.name} {p.number}") for p in people})  # fmt: skip


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def village(request: HttpRequest) -> HttpResponse:
    """The village's page: leaves to consent to, the month's attendance, proposals and opinions."""
    return _page(request, "village", VILLAGE, _village_deeds)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def township(request: HttpRequest) -> HttpResponse:
    """The township's page: leaves to approve, contracts to sign, attendance to file, quarters, mentors, benefits."""
    return _page(request, "township", TOWNSHIP, _township_deeds)


def _page(request: HttpRequest, level: str, title: Text, more: Any) -> HttpResponse:
    actor, on = request.actor, today()
    with read(actor, purpose=f"rural.{level}"):
        if rural.reach.level_of(actor) != level:
            return refused(request, [_wrong(level)], status=403)
        people = rural.reach.people(actor, doing=level, serving=True)
        waiting = rural.reach.in_hand(actor)
        month = month_of(on) - 1
        deeds = [*hands.deeds(actor, waiting), *(more(actor, people, waiting, month, on))]
        rows = rural.attendance.months_of(actor, month)
        away = rural.absences.absences(actor, on, date(on.year + 1, on.month, 1))
        alone = rural.training.without_mentor(actor, on) if level == "township" else []
        short = rural.training.short_of_hours(actor, on)
    done, forms, problems = worked(request, deeds, request.path)
    if done is not None:
        return done
    sections = [
        tables.section(tables.cases(waiting, Text("经本级办理的办件", "Cases that pass through here")), "没有待办的办件", "Nothing waits"),
        tables.section(tables.people(people, Text("在岗协理员", "Assistants on duty"), links=False), "还没有在岗协理员", "Nobody on duty"),
        tables.section(tables.months(rows, Text(f"{said_month(month)} 考勤", f"Attendance of {said_month(month)}")), "还没有登记", "Not entered yet"),
        tables.section(tables.absences(away, Text("请假和外派", "Away")), "没有请假或外派", "Nobody is away"),
    ]  # fmt: skip
    if alone:
        sections.append(
            tables.section(
                tables.people(alone, Text("还没有培养联系人", "Without a mentor"), links=False),
                "",
                "",
                "-alone",
            )
        )
    if projects := rural.ventures.of(people):
        sections.append(
            tables.section(
                tables.ventures(projects, Text("创业项目和支持措施", "Ventures and their support")), "", ""
            )
        )
    if short:
        sections.append(tables.section(tables.short(short, Text("学时不足", "Hours missing")), "", ""))
    context = {
        "crumbs": [HOME_CRUMB, {"text": title}], "title": title, "forms": forms, "sections": sections,
        "who": rural.reach.name_of(actor.party), "links": _links(level),
    }  # fmt: skip
    return shown(request, "rural_assistants/level.html", context, problems)


def _links(level: str) -> list[dict[str, Any]]:
    """What the institution begins on pages of its own."""
    begin = (
        (
            (QUARTERLY, Text("开始本季度考核", "Open a quarter")),
            (DUTY, Text("申请临时任务", "Ask for a duty")),
        )
        if level == "township"
        else ()
    )
    begin += ((INCIDENT, Text("报告重大情况", "Report an incident")),)
    found = [{"text": text, "href": reverse("hall:begin", args=[procedure])} for procedure, text in begin]
    return [*found, {"text": Text("本机构的办件", "Own cases"), "href": reverse("hall:cases")}]


def _village_deeds(actor: Any, people: list[Assistant], waiting: Any, month: int, on: date) -> list[Deed]:
    if not people:
        return []
    known = {p.number: p for p in people}

    def keep(tx: Tx, values: dict[str, Any]) -> object:
        row = known[values["who"]]
        when = values.get("month", month)
        told = rural.attendance.suggested(row, when, on)
        for day in _days(values.get("absent", ""), when):
            told[day] = "absent"
        return rural.attendance.keep(tx, row, when, told)

    who = whose(people)
    deeds = [
        Deed(
            "keep", Text("登记考勤", "Enter attendance"),
            (who, _MONTH, ask("absent", "text", "旷工的日子（没有就不填）", "Days absent, if any", required=False, max_length=120,
                              help=Text("只写几号，如 12 15", "Days of the month: 12 15"))),
            keep, "bi-2020-22/14.2.s1", Text("批准的请假和外派自动并入，其余工作日为在村。", "Approved leave and duty are entered by themselves; other days are in the village."),
            {"month": said_month(month)},
        ),
        Deed("send", Text("报送乡镇", "Send to the township"), (_MONTH,),
             lambda tx, v: rural.attendance.send(tx, v["month"]), "bi-2020-22/14.2.s2", None, {"month": said_month(month)}),
    ]  # fmt: skip
    for case in waiting:
        if case.procedure == QUARTERLY and case.state == "submitted":
            deeds.append(_propose(case.number, case.title, people))
        if case.procedure.endswith((".annual", ".term")) and case.state == "open":
            deeds.append(opinion(case.number, case.title, people))
    if letters := rural.membership.waiting(people, on):
        deeds.append(Deed(
            "membership", Text("确认接收组织关系", "Confirm a membership"), (whose(letters),),
            lambda tx, v: rural.membership.confirm(tx, known[v["who"]]), "bi-2020-22/11.s2",
            Text("村党组织收到介绍信后确认，待遇和转接随之登记。", "Once the letter has come; the checklist follows."), waits=True,
        ))  # fmt: skip
    return [
        *deeds,
        _train(people),
        *venture(actor, people),
        _entry(people, ("conditions", "reserve_village", "elected", "party_member", "delegate")),
    ]


def _propose(number: str, title: str, people: list[Assistant]) -> Deed:
    return Deed(
        f"{number}-propose", Text(f"提考核建议：{title}", f"Propose a grade: {title}"),
        (whose(people), ask("grade", "choice", "建议等次", "Grade", words=GRADES), ask("why", "long_text", "依据（日常表现、任务、考勤）", "Grounds", max_length=500)),
        lambda tx, v: rural.quarters.propose(tx, number, v["who"], v["grade"], v["why"]), "bi-2020-22/15.1.s3",
        Text("由村党组织提出。", "By the village Party organisation."),
    )  # fmt: skip


def opinion(number: str, title: str, people: list[Assistant]) -> Deed:
    """The opinion of village or township on one person of a round."""
    return Deed(
        f"{number}-opinion", Text(f"提意见：{title}", f"Give an opinion: {title}"),
        (whose(people), ask("text", "long_text", "意见", "Opinion", max_length=500)),
        lambda tx, v: rural.appraising.give_opinion(tx, number, v["who"], v["text"]), "bi-2020-22/15.2.s2",
    )  # fmt: skip


def _township_deeds(actor: Any, people: list[Assistant], waiting: Any, month: int, on: date) -> list[Deed]:
    deeds = [
        Deed("pass_on", Text("考勤报区备案", "File attendance"), (_MONTH,),
             lambda tx, v: rural.attendance.pass_on(tx, v["month"]), "bi-2020-22/14.2.s3", None, {"month": said_month(month)}),
    ]  # fmt: skip
    deeds += _quarter_deeds(actor)
    if not people:
        return deeds
    known = {p.number: p for p in people}
    who = whose(people)
    for case in waiting:
        if case.procedure.endswith((".annual", ".term")) and case.state == "open":
            deeds.append(opinion(case.number, case.title, people))
    deeds += [
        Deed("give_back", Text("考勤退回村", "Give attendance back"), (who, _MONTH),
             lambda tx, v: rural.attendance.give_back(tx, known[v["who"]], v["month"]), "bi-2020-22/14.2.s2", None, {"month": said_month(month)}),
        Deed("mentor", Text("确定培养联系人", "Name a mentor"),
             (who, ask("name", "text", "姓名", "Name", max_length=64), ask("kind", "choice", "类别", "Kind", words=MENTORS)),
             lambda tx, v: rural.training.name_mentor(tx, known[v["who"]], v["name"], v["kind"]), "bi-2020-22/22"),
        archive(people),
        Deed("letter", Text("登记组织关系介绍信", "Record a letter of membership"),
             (who, ask("number", "text", "介绍信编号", "Number", max_length=60), ask("giver", "text", "开具的组织", "Issued by", max_length=120),
              ask("issued_on", "date", "开具日期", "Issued on"), ask("valid_until", "date", "有效期至", "Valid until")),
             lambda tx, v: rural.membership.send_letter(tx, known[v["who"]], v["number"], v["giver"], issued_on=v["issued_on"], valid_until=v["valid_until"]), "bi-2020-22/11.s2",
             Text("党团关系用介绍信在党团组织之间转接，不随人事档案；由村党组织确认接收。", "Membership goes by letter between organisations, not with the archive; the village confirms it.")),
        benefit(people), breach(people), _train(people), *venture(actor, people),
        _entry(people, ("conditions", "reserve_village", "reserve_township", "elected", "delegate", "protected")),
    ]  # fmt: skip
    return deeds


def _quarter_deeds(actor: Any) -> list[Deed]:
    """Grades that differ from the proposal, and answers to objections, in the township's own quarters."""
    deeds: list[Deed] = []
    for row, case in rural.rounds.listed(actor):
        if row.kind != "quarterly" or case.party != actor.party:
            continue
        _, _, inside = rural.rounds.in_round(actor, case.number)
        people = [each.assistant for each in inside]
        number = case.number
        if case.state == "submitted":
            deeds.append(Deed(
                f"{number}-grade", Text(f"研究等次：{row.period}", f"Grade: {row.period}"),
                (whose(people), ask("grade", "choice", "等次", "Grade", words=GRADES), ask("why", "long_text", "与建议不同的理由", "Why it differs", required=False, max_length=500)),
                lambda tx, v, number=number: rural.quarters.grade_quarter(tx, number, v["who"], v["grade"], v.get("why", "")), "bi-2020-22/15.1.s4",
                Text("不单独研究的按村建议确定。", "Where nothing is entered the proposal stands."),
            ))  # fmt: skip
        objected = [each.assistant for each in inside if each.objection is not None]
        if case.state == "decided" and objected:
            deeds.append(settle(number, row.period, objected))
    return deeds


def settle(number: str, period: str, people: list[Assistant]) -> Deed:
    """The answer to an objection to a grade."""
    return Deed(
        f"{number}-settle", Text(f"答复异议：{period}", f"Answer an objection: {period}"),
        (whose(people), ask("outcome", "choice", "结果", "Outcome", words={"keep": Text("维持", "keep"), "change": Text("改变等次", "change")}),
         ask("grade", "choice", "改为", "Change to", words=GRADES, required=False), ask("answer", "long_text", "答复", "Answer", max_length=1000)),
        lambda tx, v: rural.objections.settle(tx, number, v["who"], v["outcome"], v["answer"], v.get("grade", "")), "bi-2020-22/15.s6",
    )  # fmt: skip


def archive(people: list[Assistant]) -> Deed:
    """Have an assistant's archive brought to the district of work."""
    known = {p.number: p for p in people}
    return Deed(
        "archive", Text("办理档案转移", "Have an archive moved"),
        (whose(people), ask("keeper", "text", "现在的存档单位", "Present keeper", required=False, max_length=120,
                            help=Text("档案还在学校等处时填；已在本市公服中心的不用填", "Where a school or another body has it; not for one at a centre in Beijing"))),
        lambda tx, v: rural.ordering.order_archive(tx, known[v["who"]], v.get("keeper", "")), "bi-2020-22/11.s1",
        Text("由人事档案办理转移，公服中心收到后自动登记到待遇和转接。", "The archive room moves it; the checklist follows its arrival."),
    )  # fmt: skip


def benefit(people: list[Assistant]) -> Deed:
    """One line of the checklist of benefits."""
    known = {p.number: p for p in people}

    def record(tx: Tx, v: dict[str, Any]) -> object:
        return rural.joining.record_benefit(
            tx,
            known[v["who"]],
            v["kind"],
            from_on=v["from_on"],
            to_on=v.get("to_on"),
            note=v.get("note", ""),
            amount=v.get("amount"),
        )

    return Deed(
        "benefit", Text("登记待遇", "Record a benefit"),
        (whose(people), ask("kind", "choice", "项目", "Item", words={k: v[0] for k, v in BENEFITS.items()}), ask("from_on", "date", "自", "From"),
         ask("to_on", "date", "至", "To", required=False), ask("amount", "money", "金额（安家费按本区标准，不用填）", "Amount; the settling-in grant follows the rule", required=False), ask("note", "text", "凭证或单号", "Voucher", required=False, max_length=120)),
        record, "bi-2020-22/12.s3",
    )  # fmt: skip


def breach(people: list[Assistant]) -> Deed:
    """Open the case of a breach of discipline."""
    known = {p.number: p for p in people}
    return Deed(
        "breach", Text("提出违纪违规线索", "Report a breach of discipline"), (whose(people), ask("what", "long_text", "时间、事实和来源", "When, what, from where", max_length=1000)),
        lambda tx, v: rural.discipline.found(tx, known[v["who"]], v["what"]), "bi-2020-22/18.s2",
        Text("区人社局告知本人，本人可以说明；由另一人按有关规定处理。", "The district tells the person, who may answer; a second person decides by the rules."),
    )  # fmt: skip


def venture(actor: Any, people: list[Assistant]) -> list[Deed]:
    """Register a venture; record measures that support one, and what came of it."""
    known = {p.number: p for p in people}
    v_ = rural.ventures
    deeds = [Deed(
        "venture", Text("登记创业项目", "Register a venture"),
        (whose(people), ask("field", "choice", "领域", "Field", words=v_.FIELDS), ask("title", "text", "项目名称", "Name", max_length=120), ask("on", "date", "开始日期", "Since")),
        lambda tx, v: v_.begin(tx, known[v["who"]], v["field"], v["title"], on=v["on"]), "bi-2020-22/23.s1",
    )]  # fmt: skip
    running = {
        str(row.pk): Text(f"{row.assistant.name}：{row.title}", f"{row.assistant.name}: {row.title}")
        for row in v_.of(people)
        if row.ended_on is None
    }
    if running:
        which = ask("venture", "choice", "项目", "Venture", words=running)
        deeds += [
            Deed("support", Text("登记创业支持措施", "Record a measure of support"),
                 (which, ask("measure", "choice", "措施", "Measure", words=v_.MEASURES), ask("body", "text", "办理部门", "By whom", max_length=120), ask("asked_on", "date", "申请日期", "Asked on"),
                  ask("done_on", "date", "办结日期（没有办结不填）", "Done on, once it is", required=False), ask("amount", "money", "金额（减免、贷款）", "Amount of relief or loan", required=False)),
                 lambda tx, v: v_.support(tx, UUID(v["venture"]), v["measure"], v["body"], asked_on=v["asked_on"], done_on=v.get("done_on"), amount=v.get("amount")), "bi-2020-22/23.s2"),
            Deed("result", Text("登记创业成效", "Record what came of a venture"),
                 (which, ask("text", "long_text", "成效（带动就业、收入等）", "Result: jobs, income", max_length=300), ask("ended_on", "date", "结束日期（还在进行不填）", "Ended on, once it is", required=False)),
                 lambda tx, v: v_.result(tx, UUID(v["venture"]), v["text"], v.get("ended_on")), "bi-2020-22/23.s3", Text("考核评优、续聘时一并显示。", "Shown beside appraisals and renewals.")),
        ]  # fmt: skip
    return deeds


def _train(people: list[Assistant]) -> Deed:
    return training(people, "training", {"": Text("—", "—")})


def training(people: list[Assistant], go: str, special: dict[str, Text]) -> Deed:
    """Hours of a course for several people at once."""
    known = {p.number: p for p in people}
    fields = [
        ask("who", "choices", "参加人员", "Who took part", words={p.number: Text(f"{p.name} {p.number}", f"{p.name} {p.number}") for p in people}),
        ask("course", "text", "课程", "Course", max_length=120), ask("on", "date", "日期", "Day"), ask("hours", "integer", "学时", "Hours", minimum=1, maximum=80),
        ask("form", "choice", "形式", "Form", words=TRAINING_FORMS), ask("topic", "choice", "内容", "Topic", words=TOPICS),
    ]  # fmt: skip
    if len(special) > 1:
        fields.append(
            ask("special", "choice", "类别", "Kind", words={k or "plain": v for k, v in special.items()})
        )

    def record(tx: Tx, v: dict[str, Any]) -> object:
        kind = v.get("special", "plain")
        return rural.training.record(
            tx, [known[each] for each in v["who"]], on=v["on"], hours=v["hours"], form=v["form"], topic=v["topic"], course=v["course"],
            special="" if kind == "plain" else kind,
        )  # fmt: skip

    return Deed(go, Text("登记培训学时", "Record training"), tuple(fields), record, "bi-2020-22/21.s2")


def _entry(people: list[Assistant], kinds: tuple[str, ...]) -> Deed:
    known = {p.number: p for p in people}

    def record(tx: Tx, v: dict[str, Any]) -> object:
        return rural.ledger.enter(tx, v["kind"], v["title"], on=v["on"], assistant=known[v["who"]])

    return Deed(
        "entry", Text("其他登记", "Another record"),
        (whose(people), ask("kind", "choice", "类别", "Kind", words={k: ENTRIES[k][0] for k in kinds}),
         ask("title", "text", "内容", "Contents", max_length=200), ask("on", "date", "日期", "Day")),
        record, "bi-2020-22/25.s1",
    )  # fmt: skip


def _days(text: str, month: int) -> list[date]:
    """Days of a month from their numbers; refuses what is no day of it."""
    found = []
    for word in text.replace("，", " ").replace("、", " ").replace(",", " ").split():
        try:
            found.append(date(month // 12, month % 12 + 1, int(word)))
        except ValueError:
            raise refuse("14.2.s1", f"“{word}”不是这个月的日子", "Not a day of the month", "只写几号，用空格分开", "Numbers of days, with blanks", "absent") from None  # fmt: skip
    return found


def _wrong(level: str) -> Refusal:
    word = Text("村", "a village") if level == "village" else Text("乡镇", "a township")
    return refuse(
        "5.s2", f"这一页是{word.zh}用的", f"This page is for {word.en}",
        "请先选择您代办的机构", "Choose the institution you act for",
    )  # fmt: skip


_MONTH = ask("month", "month", "月份", "Month")
