"""For officers: the month's run, pilots, lists, who has not asked, figures; for the district, the hall and the city."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.calendar import month as months
from gongbao.kernel.districts import office
from gongbao.kernel.forms import Field, Form, Option, parse
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import is_stepped_up
from gongbao.platform.db.services import Tx, now, read
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import Role
from gongbao.policies.flexible_employment.facts import WORK_KINDS
from gongbao.policies.flexible_employment.forms import SERVICES
from gongbao.web.rooms.flexible_employment import asking
from gongbao.web.shared import stepping
from gongbao.web.shared.refusals import problems_of, refused, shown
from gongbao.web.shared.sheets import Sheet, column, file_response, query, taken
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

HALLS = (Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER)
DESK = (*HALLS, Role.CITY_OFFICER, Role.CITY_FINANCE)
TITLE = Text("灵活就业工作台", "The desk of flexible work")
RUNS = (
    column("month", "月份", "Month", "month"), column("office", "区", "District"), column("people", "人数", "People", "integer"),
    column("total", "金额（元）", "Yuan", "money"), column("state", "环节", "Stage"),
)  # fmt: skip
LINES = (
    column("person", "人员", "Person"), column("month", "月份", "Month", "month"), column("amount", "金额（元）", "Yuan", "money"),
    column("outcome", "结果", "Result"), column("why", "说明", "Why"),
)  # fmt: skip
PILOTS = (
    column("district", "区", "District"), column("starts_on", "从", "From", "date"), column("ends_on", "到", "Until", "date"),
    column("month_amount", "每月（元）", "Yuan a month", "money"), column("months", "最长月数", "Months", "integer"), column("document", "文号", "Document"),
)  # fmt: skip
VISITS = (
    column("number", "办件", "Case"), column("person", "服务对象", "Who"), column("service", "上次服务", "Last service"),
    column("given_on", "日期", "On", "date"), column("visit_on", "约定回访", "Visit agreed for", "date"), column("late", "超期（天）", "Days late", "integer"),
)  # fmt: skip
FIGURES = (column("what", "项目", "Item"), column("number", "数", "Number", "integer"))
PEOPLE = (
    column("name", "姓名", "Name"), column("number", "证件号码", "Number"), column("outcome", "结果", "Result"),
    column("missing", "还要核实", "Still to be asked"),
)  # fmt: skip
DRAW = Form(
    id="flexible_employment.draw", version="1", title=Text("生成当月补贴", "Draw the month"), clause="jiu-2020-19/4.a",
    fields=(Field(name="month", kind="month", label=Text("月份", "Month"), clause="jiu-2020-19/4.a"),),
)  # fmt: skip
PILOT = Form(
    id="flexible_employment.pilot", version="1", title=Text("登记本区试点", "Enter the district's pilot"), clause="jiu-2020-19/10.a",
    fields=(
        Field(name="starts_on", kind="date", label=Text("从哪天起", "From"), clause="jiu-2020-19/10.a"),
        Field(name="ends_on", kind="date", label=Text("到哪天止", "Until"), required=False),
        Field(name="month_amount", kind="money", label=Text("每月补贴（元）", "Yuan a month"), minimum=1),
        Field(name="months", kind="integer", label=Text("最长月数", "Most months"), minimum=1, maximum=120),
        Field(name="document", kind="text", label=Text("文号", "Document"), max_length=80),
    ),
)  # fmt: skip
WISH = Form(
    id="flexible_employment.wish", version="1", title=Text("设立零工市场意愿", "Wish for a gig market"), clause="jiu-2020-19/18.a",
    fields=(
        Field(name="wish", kind="choice", label=Text("意愿", "Wish"), clause="jiu-2020-19/18.a",
              options=(Option("yes", Text("拟设立", "intends to")), Option("open", Text("研究中", "considers it")), Option("no", Text("暂不设立", "not now")))),
        Field(name="place", kind="text", label=Text("拟设地点和规模", "Place and size"), required=False, max_length=200),
    ),
)  # fmt: skip
NOT_ASKED, ON_PAGE = Text("应享未享名单", "Entitled and not asked"), 200
STAGES = {
    "approve": (flexible.approve, Text("复核并报送用款", "Approve and request")), "fund": (flexible.fund, Text("财政批准并拨付", "Treasury approves and transfers")),
    "plan": (flexible.plan, Text("编制支付", "Plan the payments")), "pay_again": (flexible.pay_again, Text("按更正账户再付", "Pay again to corrected accounts")), "release": (flexible.release, Text("送银行", "Send to the bank")),
}  # fmt: skip
NEXT = {
    "drawn": "approve", "forwarded": "fund", "funded": "plan", "queued": "plan", "planned": "release", "returned": "pay_again",
}  # fmt: skip
GRAVE = ("approve", "release")
RECEIPTS = 5 * 2**20


@officers(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Runs, pilots and figures of the office; the city sees every district's and forwards their months."""
    problems = []
    if request.method == "POST":
        month, document = request.POST.get("month", ""), request.POST.get("document", "")
        _, problems = asking.pressed(
            request,
            "forward",
            lambda tx: flexible.forward(tx, months.parse(month), document),
            Text("已报财政", "Forwarded"),
        )
        if not problems:
            return redirect("flexible_employment:desk")
    actor, today = request.actor, now().date()
    own = "" if actor.is_city else actor.office
    first = date(today.year, 1, 1)
    with read(actor, purpose="flexible.desk"):
        runs, pilots = flexible.runs(own), flexible.pilots()
        counted, market = flexible.registrations(today), flexible.market(today)
        services, told = flexible.services_given(first, today), flexible.figures(first, today)
        visits, kept = flexible.visits_owed(today, office=own), flexible.made_in_time(first, today)
        visit_sheet = _visits(visits)
    sheets = {
        "visits": visit_sheet,
        "runs": _runs(runs),
        "pilots": _pilots(pilots),
        "figures": _figures(counted, services, market, told, kept),
    }
    if (export := request.GET.get("export", "")) in sheets:
        return taken(request, sheets[export])
    waiting = sorted({row.month for row in runs if row.state == "approved"})
    context = {
        "queues": navigation(request, "flexible_employment:desk"), "title": TITLE, "hall": not actor.is_city,
        "sections": [_section(request, name, sheet) for name, sheet in sheets.items()],
        "forward": [months.iso(each) for each in waiting] if "city_officer" in actor.roles else [],
        "lists": [{"text": text, "href": reverse("flexible_employment:enter", args=[kind])} for kind, text in flexible.LISTS.items()],
    }  # fmt: skip
    return shown(request, "flexible_employment/desk.html", context, problems)


@officers(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One run: every month with its sum or its reasons, and the step that comes next."""
    problems = []
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in STAGES:
            raise Http404(do)
        if do in GRAVE and not is_stepped_up(request.actor, now()):
            return stepping.ask(request)
        act, words = STAGES[do]
        _, problems = asking.pressed(request, do, lambda tx: act(tx, run), words)
        if not problems:
            return redirect("flexible_employment:run", run)
    actor = request.actor
    with read(actor, purpose="flexible.run"):
        row = next(
            (each for each in flexible.runs("" if actor.is_city else actor.office) if each.pk == run), None
        )
        if row is None:
            raise Http404(str(run))
        lines = flexible.lines(run)
        sheet = _lines(lines)
    if request.GET.get("export") == "lines":
        return taken(request, sheet)
    do = NEXT.get(row.state, "")
    context = {
        "queues": navigation(request, "flexible_employment:desk"), "row": row, "state": flexible.RUN_STATES[row.state], "month": months.label(row.month),
        "district": office(row.office).short, "file": bool(row.batches) and not row.unsent, "sections": [_section(request, "lines", sheet)], "do": do, "button": STAGES[do][1] if do else None,
    }  # fmt: skip
    return shown(request, "flexible_employment/run.html", context, problems)


@officers(*HALLS)
@require_http_methods(["GET", "HEAD"])
def bank_file(request: HttpRequest, run: UUID) -> HttpResponse:
    """The payment file for the bank, with the second factor shown lately."""

    def give(request: HttpRequest) -> HttpResponse:
        with read(request.actor, purpose="flexible.bank_file"):
            made = flexible.payment_file(run)
        return file_response(made.name, made.content, "application/octet-stream")

    return stepping.stepped_up(give)(request)


@officers(*HALLS)
@require_http_methods(["POST"])
def receipts(request: HttpRequest) -> HttpResponse:
    """Take the bank's receipts."""
    upload = request.FILES.get("receipts")
    data = upload.read(RECEIPTS) if upload else b""
    _, problems = asking.pressed(
        request, "receipts", lambda tx: flexible.settle(tx, data), Text("回盘已收", "The receipts are taken")
    )
    return refused(request, problems) if problems else redirect("flexible_employment:desk")


@officers(*HALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a month."""
    return asking.form_page(
        request, DRAW, lambda tx, v: flexible.draw(tx, v["month"]), back=reverse("flexible_employment:desk"), done=Text("已生成，请另一人复核", "Drawn; somebody else approves"),
        button=Text("生成", "Draw"),
    )  # fmt: skip


@officers(*HALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def pilot(request: HttpRequest) -> HttpResponse:
    """Enter the district's pilot."""
    return asking.form_page(
        request, PILOT, lambda tx, v: flexible.open_pilot(tx, v).pk, back=reverse("flexible_employment:desk"), done=Text("试点已登记", "The pilot is on record"), button=Text("登记", "Enter"),
    )  # fmt: skip


@officers(*HALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest) -> HttpResponse:
    """Record the district's wish for a gig market (18.a)."""
    return asking.form_page(
        request, WISH, lambda tx, v: flexible.state(tx, "wish", v).pk, back=reverse("flexible_employment:desk"), done=Text("已记录", "Recorded"), button=Text("记录", "Record"),
    )  # fmt: skip


@officers(*DESK[:3])
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, kind: str) -> HttpResponse:
    """Publish an entry of a list, or a new version of one."""
    if kind not in flexible.LISTS:
        raise Http404(kind)
    return asking.form_page(
        request, flexible.LIST_FORMS[kind], lambda tx, v: flexible.enter(tx, kind, v).pk, back=reverse("flexible_employment:desk"),
        done=Text("已发布", "Published"), button=Text("发布", "Publish"),
    )  # fmt: skip


@officers(*HALLS, Role.CITY_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def not_asked(request: HttpRequest) -> HttpResponse:
    """Who may be entitled and has not asked: for a stated purpose, masked, each look kept; as Excel for the office."""
    found: list[dict[str, Any]] | None = None
    problems: list[Refusal] = []
    form, raw = _not_asked(request), dict[str, Any]()
    if request.method == "POST":
        raw = {field.name: request.POST.get(field.name) for field in form.fields}
        wants_file = request.POST.get("do") == "excel"
        if wants_file and not is_stepped_up(request.actor, now()):
            return stepping.ask(request)
        parsed = parse(form, raw)
        problems = problems_of(parsed.problems)
        if not problems:
            found, problems = _looked(request, parsed.values)
        if found is not None and wants_file:
            return taken(request, _people(found))
    with read(request.actor, purpose="flexible.looks"):
        looks = flexible.looks(request.actor.office)
    shown_rows = found[:ON_PAGE] if found is not None else None
    context = {
        "queues": navigation(request, "flexible_employment:not_asked"), "title": NOT_ASKED, "found": found, "looks": looks, "on_page": ON_PAGE,
        "fields": asking.fields_of(form, raw), "sections": [_section(request, "people", _people(shown_rows), export=False)] if shown_rows is not None else [],
    }  # fmt: skip
    return shown(request, "flexible_employment/not_asked.html", context, problems)


def _looked(
    request: HttpRequest, values: dict[str, Any]
) -> tuple[list[dict[str, Any]] | None, list[Refusal]]:
    """The list, drawn once; nothing of it is kept beside the log of the look."""
    lines: list[dict[str, Any]] = []

    def act(tx: Tx) -> int:
        lines[:] = flexible.not_asked(tx, values["scheme"], values["purpose"], values["circle"])
        return len(lines)

    made, problems = asking.pressed(request, "not_asked", act, Text("已生成并留痕", "Drawn and logged"))
    if made and not lines:
        again = Text(
            "这张名单刚才已生成过，请重新打开页面再生成",
            "This list was drawn a moment ago; open the page again",
        )
        return None, [Refusal(again)]
    return (None if problems else lines), problems


def _not_asked(request: HttpRequest) -> Form:
    circles = flexible.circles(request.actor)
    return Form(
        id="flexible_employment.not_asked", version="1", title=NOT_ASKED, clause="jiu-2020-19/10",
        fields=(
            Field(name="circle", kind="choice", label=Text("查哪些人", "Among whom"), options=tuple(Option(n, t) for n, t in circles.items())),
            Field(name="scheme", kind="choice", label=Text("查哪一项", "Which right"), options=tuple(Option(n, t) for n, t in flexible.SCREENED.items())),
            Field(name="purpose", kind="text", label=Text("查阅用途（留痕）", "Purpose (logged)"), max_length=200),
        ),
    )  # fmt: skip


def _runs(rows: list[Any]) -> Sheet:
    out = [
        {"month": r.month, "office": office(r.office).short, "people": r.people, "total": r.total, "state": flexible.RUN_STATES[r.state],
         "_links": {"month": reverse("flexible_employment:run", args=[r.pk])}}
        for r in rows
    ]  # fmt: skip
    return Sheet("flexible-runs", Text("每月发放", "Monthly runs"), RUNS, out)


def _visits(rows: list[flexible.Visit]) -> Sheet:
    people = parties.parties([row.party for row in rows if row.party is not None])
    out = []
    for row in rows:
        who = people.get(row.party) if row.party is not None else None
        name = who.name if who else ""
        masked = f"{name[:1]}{'*' * (len(name) - 1)}" if who and who.kind == "person" else name
        out.append(
            {"number": row.number, "person": masked, "service": SERVICES[row.service], "given_on": row.given_on, "visit_on": row.visit_on,
             "late": row.late, "_links": {"number": reverse("workbench:case", args=[row.number])}, "_tags": {"late": "not_met" if row.late else "met"}}
        )  # fmt: skip
    return Sheet("flexible-visits", Text("回访", "Follow-up visits"), VISITS, out)


def _lines(rows: list[Any]) -> Sheet:
    words = {
        "met": Text("发放", "Paid"),
        "not_met": Text("不发", "Not paid"),
        "unknown": Text("缺信息", "Not known"),
        "judgement": Text("待认定", "A finding"),
    }
    out = []
    for each in rows:
        person = parties.person(each.party)
        out.append(
            {"person": f"{person.name[:1]}{'*' * (len(person.name) - 1)} {person.number_masked}", "month": each.month, "amount": each.amount,
             "outcome": words[each.outcome], "why": "；".join(each.why), "_tags": {"outcome": each.outcome}}
        )  # fmt: skip
    return Sheet("flexible-months", Text("逐人逐月", "Person by person"), LINES, out)


def _pilots(rows: list[Any]) -> Sheet:
    out = [
        {
            "district": office(r.district).short,
            **{
                name: getattr(r, name)
                for name in ("starts_on", "ends_on", "month_amount", "months", "document")
            },
        }
        for r in rows
    ]
    return Sheet("flexible-pilots", Text("区试点", "Pilots"), PILOTS, out)


def _figures(
    counted: dict[str, int], services: dict[str, int], market: list[dict[str, Any]], told: Any,
    kept: tuple[int, int],
) -> Sheet:  # fmt: skip
    kinds = {"flexible": Text("灵活就业登记", "Registered"), "unemployed": Text("失业登记", "Unemployed")}
    out: list[dict[str, Any]] = []
    for key, n in counted.items():
        kind, _, work = key.partition(":")
        label = WORK_KINDS.get(work, Text("", ""))
        out.append(
            {"what": Text(f"{kinds[kind].zh} {label.zh}", f"{kinds[kind].en} {label.en}"), "number": n}
        )
    out += [
        {
            "what": Text(f"服务：{SERVICES[name].zh}", f"Service: {SERVICES[name].say('en')}"),
            "number": n,
        }
        for name, n in services.items()
    ]
    out += [{"what": Text(f"在招岗位：{office(row['district']).short.zh}", f"Vacancies: {office(row['district']).short.say('en')}"), "number": row["n"]} for row in market]  # fmt: skip
    out += [
        {"what": Text("约定回访", "Visits agreed"), "number": kept[0]},
        {"what": Text("按时回访", "Visits made in time"), "number": kept[1]},
        {"what": Text("收到申诉", "Complaints"), "number": told.received},
        {"what": Text("平台已答复", "Answered"), "number": told.answered},
        {"what": Text("平台逾期答复", "Answered late"), "number": told.late},
    ]
    return Sheet("flexible-figures", Text("今年以来", "This year"), FIGURES, out)


def _people(rows: list[dict[str, Any]]) -> Sheet:
    words = {
        "met": Text("符合", "Entitled"),
        "unknown": Text("可能符合", "Perhaps"),
        "judgement": Text("待认定", "A finding"),
    }
    out = [
        {"name": r["name"], "number": r["number"], "outcome": words[r["outcome"]], "missing": "、".join(r["missing"])}
        for r in rows
    ]  # fmt: skip
    return Sheet("flexible-not-asked", NOT_ASKED, PEOPLE, out)


def _section(request: HttpRequest, name: str, sheet: Sheet, *, export: bool = True) -> dict[str, Any]:
    return {"id": name, "title": sheet.title, "table": sheet.stacked(), "empty": Text("没有", "None"),
            "export": query(request, export=name) if sheet.rows and export else ""}  # fmt: skip


__all__ = ["bank_file", "desk", "draw", "enter", "not_asked", "pilot", "receipts", "run", "wish"]
