"""A payer's pages: what is due and why, paying, vouchers, certificates, the month's declaration, the agreement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, Form, collect, parse
from gongbao.kernel.logchain import sm3
from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.cases import services as cases
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Tx, canonical, now, read, write
from gongbao.platform.files import services as files
from gongbao.platform.letters import services as letters
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.forms import AGREEMENT, DISPUTE, STAFF
from gongbao.policies.social_insurance_collection.procedure import DECLARATION, DEFERRAL, REFUND
from gongbao.web.i18n import language
from gongbao.web.rooms.social_insurance_collection.staff import read_staff
from gongbao.web.rooms.social_insurance_collection.views_public import FIRST, topics
from gongbao.web.shared import again
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import problems_of, refused, tried
from gongbao.web.workbench.forms import shown

ROOM = social.ROOM
MONTH = Field(name="month", kind="month", label=Text("费款所属月", "Month"), example="2021-01")


@never_cache
@for_party(ROOM)
@require_safe
def dues(request: HttpRequest) -> HttpResponse:
    """What is due, why, until when, how to pay, and what was paid."""
    today = now().date()
    with read(request.actor, purpose="contributions due"):
        found = social.dues(request.actor, today)
        mine = cases.inbox("all", room=ROOM)[:12] if found else []
        listed = [_case_line(each) for each in mine]
    values = {
        "found": found,
        "today": today,
        "cases": listed,
        "topics": topics(today),
        "months": _months(found),
        "people": bool(found and found.payer.kind == "firm"),
        "november": months.month_of(today) <= FIRST,
        "refund": reverse("hall:begin", args=[REFUND.id]),
        "deferral": reverse("hall:begin", args=[DEFERRAL.id]) if social.deferral_open(today) else "",
    }
    return render(request, "social_insurance_collection/dues.html", values)


def _months(found: social.Dues | None) -> list[tuple[str, int]]:
    """Months with something paid, as written and as shown."""
    known = sorted({d.row.period for d in found.paid}, reverse=True) if found else []
    return [(months.iso(each), each) for each in known]


def _case_line(case: cases.Case) -> dict[str, Any]:
    made = cases.registered(case.procedure, case.version).procedure
    return {
        "number": case.number,
        "title": case.title,
        "state": made.state(case.state).title,
        "due": case.due,
        "href": reverse("social:case", args=[case.number]),
    }


@for_party(ROOM)
@require_POST
def pay(request: HttpRequest) -> HttpResponse:
    """On-line debit of the chosen charges through the payer's agreement, by the bank in use."""

    whole = bool(request.POST.get("whole"))

    def act(numbers: list[str], key: str) -> object:
        return social.pay_online(request.actor, numbers, key=key, whole=whole)

    return _done(request, act, Text("已扣款缴清", "Debited and paid"))


@for_party(ROOM)
@require_POST
def voucher(request: HttpRequest) -> HttpResponse:
    """A voucher for the bank's counter over the chosen charges."""

    whole = bool(request.POST.get("whole"))

    def act(numbers: list[str], key: str) -> object:
        def command(tx: Tx) -> str:
            payer = social.required_payer(tx.actor)
            return social.print_voucher(tx, payer, numbers, "client", whole=whole)[0].code

        asked = [*numbers, "whole" if whole else "due"]
        return write(command, actor=request.actor, key=key, name="social.voucher", request=asked)

    return _done(
        request, act, Text("凭证已开出，见下方“凭证”", "The voucher is issued; see “Vouchers” below")
    )


@for_party(ROOM)
@require_POST
def certificate(request: HttpRequest) -> HttpResponse:
    """A certificate of what was paid for the chosen months; leads to its PDF."""
    key = key_of(request)
    chosen = [months.parse(each) for each in (request.POST.get("first", ""), request.POST.get("last", ""))]
    first, last = min(chosen), max(chosen)

    def command(tx: Tx) -> str:
        return str(social.certificate(tx, social.required_payer(tx.actor), first, last).letter)

    letter, problems = tried(
        lambda: write(command, actor=request.actor, key=key, name="social.certificate", request=chosen)
    )
    if letter is None:
        return refused(request, problems, back=reverse("social:dues"))
    return redirect("social:paper", key=letter)


def _done(request: HttpRequest, act: Callable[[list[str], str], object], said: Text) -> HttpResponse:
    if told := again.answered(request, reverse("social:dues")):
        return told
    chosen = sorted(set(request.POST.getlist("charge")))
    if not chosen:
        missing = Refusal(
            Text("没有选择要缴的项目", "Nothing was chosen"), mend=Text("请至少选一项", "Choose one at least")
        )
        return refused(request, [missing], back=reverse("social:dues"))
    done, problems = tried(lambda: act(chosen, key_of(request)))
    if done is None:
        return refused(request, problems, back=reverse("social:dues"))
    messages.success(request, said.say(language()))
    return redirect("social:dues")


@never_cache
@for_party(ROOM)
@require_safe
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """A voucher or certificate of one's own as PDF; the download is logged."""
    with read(request.actor, purpose="download a letter"):
        found, problems = tried(lambda: letters.pdf(key))
        if found is not None:
            audit.note(f"letter {found.name}")
    if found is None:
        if "制作" in problems[0].what.zh:
            return refused(request, problems, back=reverse("social:paper", args=[key]))
        raise Http404
    return files.attachment(found.name, "pdf", found.content)


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """The month's declaration: the same people as last time, or a sheet."""
    today = now().date()
    with read(request.actor, purpose="declaration"):
        registered, missing = tried(lambda: social.registration_of(request.actor.party))
        last = social.last_declared(request.actor) if registered is not None else None
    if registered is None:
        return refused(request, missing, back=reverse("social:dues"))
    if request.method == "POST" and (told := again.answered(request, reverse("social:dues"))):
        return told
    raw = {"month": request.POST.get("month") or months.iso(max(months.month_of(today), FIRST))}
    problems: list[Refusal] = []
    if request.method == "POST":
        number, problems = _declared(request, last)
        if number:
            messages.success(request, Text("申报已提交", "The declaration is sent").say(language()))
            return redirect("social:case", number=number)
    values = {
        "title": Text("社会保险费月度申报", "Monthly declaration"),
        "fields": shown((MONTH,), raw),
        "last": {"month_text": months.iso(last.month), "persons": last.persons} if last else None,
        "problems": problems,
        "sheet": reverse("blank-sheet", args=["she-2020-18", "application.staff"]),
        "columns": STAFF,
    }
    status = 422 if problems else 200
    return render(request, "social_insurance_collection/declare.html", values, status=status)


def _declared(request: HttpRequest, last: social.LastDeclared | None) -> tuple[str, list[Refusal]]:
    form = Form(id="declare", version="1", title=MONTH.label, fields=(MONTH,))
    parsed = parse(form, collect(form, request.POST), on=now().date())
    if parsed.problems:
        return "", problems_of(parsed.problems)
    month = parsed.values["month"]
    upload = request.FILES.get("sheet")
    people: list[social.Staff] | None
    if upload is not None:
        people, problems = read_staff(upload.read())
        if problems:
            return "", problems
    else:
        people = None
        if last is not None and request.POST.get("same"):
            with read(request.actor, purpose="declare the same people again"):
                people = social.months_staff(last.case, why="declared again")
    if not people:
        told = Refusal(
            Text("没有人员明细", "There is no list of staff"),
            where="sheet",
            mend=Text("请上传表格，或勾选“与上次相同”", "Upload the sheet, or tick “the same as last time”"),
            clause="she-2020-18/2.1",
        )
        return "", [told]
    staff = people

    def command(tx: Tx) -> str:
        case = social.open_declaration(tx, month)
        social.send_declaration(tx, case.key, month, staff)
        return case.number

    asked = [month, sm3(canonical([list(person) for person in staff]).encode()).hex()]
    number, problems = tried(
        lambda: write(command, actor=request.actor, key=key_of(request), name="social.declare", request=asked)
    )
    return number or "", problems


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest) -> HttpResponse:
    """The tri-party agreement: bank, account in the firm's own name, the authority to debit."""
    with read(request.actor, purpose="agreement"):
        registered, missing = tried(lambda: social.registration_of(request.actor.party))
        found = social.dues(request.actor, now().date()) if registered is not None else None
    if registered is None:
        return refused(request, missing, back=reverse("social:dues"))
    if request.method == "POST" and (told := again.answered(request, reverse("social:dues"))):
        return told
    raw: dict[str, Any] = {"account_name": registered.name}
    problems: list[Refusal] = []
    if request.method == "POST":
        raw = collect(AGREEMENT, request.POST)
        parsed = parse(AGREEMENT, raw, on=now().date())
        problems = problems_of(parsed.problems)
        if not problems:
            v = parsed.values
            done, problems = tried(
                lambda: write(
                    lambda tx: social.send_agreement(tx, v["bank"], v["account_name"], v["account"]),
                    actor=request.actor,
                    key=key_of(request),
                    name="social.agreement",
                    request=[v["bank"], v["account_name"], collections.account_print(v["account"])],
                )
            )
            if done is not None:
                messages.success(
                    request, Text("协议已提交，待核对", "Sent; it will be checked").say(language())
                )
                return redirect("social:case", number=done["number"])
    values = {
        "title": AGREEMENT.title,
        "fields": shown(AGREEMENT.fields, raw),
        "agreement": found.agreement if found else None,
        "problems": problems,
    }
    return render(
        request, "social_insurance_collection/agreement.html", values, status=422 if problems else 200
    )


@never_cache
@for_party(ROOM)
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One declaration or agreement: where it stands, what it came to, person by person."""
    with read(request.actor, purpose="case"):
        found = social.reached(request.actor, number, doing="see")
        values = case_values(found)
        choices = {c.action.name: c for c in cases.options(request.actor, found, now())}
        free = "dispute" in choices and not choices["dispute"].hindrances
    values["dispute"] = reverse("social:dispute", args=[number]) if free else ""
    return render(request, "social_insurance_collection/case.html", values)


def case_values(found: cases.Case) -> dict[str, Any]:
    """What both sides see of a case; inside a read() of somebody who reached it."""
    made = cases.registered(found.procedure, found.version).procedure
    rows = social.assessments([found.key])[found.key]
    state = made.state(found.state)
    people = social.months_staff(found.key, why="looked at before the assessment") if not rows else []
    return {
        "case": found,
        "procedure": made,
        "state": state,
        "due": found.due,
        "today": now().date(),
        "assessments": [
            {
                "row": row,
                "items": _items(row.items),
                "lines": social.lines(row.id),
                "total_yuan": format_yuan(row.total),
            }
            for row in rows
        ],
        "people": people,
        "history": [
            {"title": _named(made, entry.action), "when": entry.at, "place": "done"}
            for entry in cases.history(found.key)
            if entry.step is not None
        ],
    }


def _named(made: Any, action: str) -> Text:
    title: Text = made.action(action).title
    return title


def _items(items: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    return [
        {
            "item": social.ITEMS.get(item, Text(item, item)),
            "employer": parts.get("employer", 0),
            "employee": parts.get("employee", parts.get("own", 0)),
            "sum": sum(parts.values()),
        }
        for item, parts in items.items()
    ]


@never_cache
@for_party(ROOM)
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """Dispute an assessment: it goes back to the agency, never to the tax authority's own reckoning."""
    with read(request.actor, purpose="dispute"):
        found = social.reached(request.actor, number, doing="dispute", procedure=DECLARATION.id)
    if request.method == "POST" and (told := again.answered(request, reverse("social:case", args=[number]))):
        return told
    raw: dict[str, Any] = {}
    problems: list[Refusal] = []
    if request.method == "POST":
        raw = collect(DISPUTE, request.POST)
        parsed = parse(DISPUTE, raw, on=now().date())
        problems = problems_of(parsed.problems)
        if not problems:
            done, problems = tried(
                lambda: write(
                    lambda tx: cases.act(tx, found.key, "dispute", "applicant", dict(parsed.values)),
                    actor=request.actor,
                    key=key_of(request),
                    name="social.dispute",
                    request=[found.number, sm3(canonical(dict(parsed.values)).encode()).hex()],
                )
            )
            if done is not None:
                messages.success(request, Text("异议已提交", "The dispute is sent").say(language()))
                return redirect("social:case", number=number)
    values = {
        "title": DISPUTE.title,
        "fields": shown(DISPUTE.fields, raw),
        "problems": problems,
        "back": reverse("social:case", args=[number]),
        "button": Text("提交异议", "Send"),
        "matter": Text(found.number, found.number),
        "lede": Text(
            "说明哪一笔不对。由社保经（代）办机构处理，税务部门不重算。",
            "Say which sum is wrong. The agency decides; the tax authority never recomputes.",
        ),
    }
    return render(request, "hall/form.html", values, status=422 if problems else 200)
