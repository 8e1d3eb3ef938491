"""An insurer's desk: its ten-day periods and their limits, its items, filing, remitting, comparing its books."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel.forms import Field, Form
from gongbao.kernel.logchain import sm3
from gongbao.law.text import Text
from gongbao.platform.db.services import now, read, write
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.rules import BOOK, READINGS
from gongbao.web.i18n import language
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.vehicle_tax import tables
from gongbao.web.rooms.vehicle_tax.asking import asked_of, fields_of, sent
from gongbao.web.shared.doors import for_party, key_of
from gongbao.web.shared.refusals import shown, tried
from gongbao.web.shared.sheets import export_address, taken, wanted

ROOM = "vehicle_tax"
BACK = timedelta(days=120)
MOST = 20 * 2**20
YEARS = range(2012, 2100)
"""Of the vehicle tax law: no period lies outside."""
DESK = Text("车船税代收工作台", "Vehicle tax desk")
FORM = Form(
    id="vehicle_tax.payment_form",
    version="1",
    title=Text("登记电子缴款书", "Record the electronic payment form"),
    fields=(
        Field(name="number", kind="text", label=Text("缴款书号码", "Number of the form"), max_length=40, clause="tax-2020-9/9"),
        Field(name="amount", kind="money", label=Text("入库金额（元）", "Remitted (yuan)"), minimum=1, clause="tax-2020-9/8.a"),
        Field(name="remitted_on", kind="date", label=Text("入库日期", "Day of the remittance"), clause="tax-2020-9/8.a"),
        Field(name="treasury_reference", kind="text", label=Text("国库回执号", "Treasury receipt"), max_length=60, clause="tax-2020-9/9"),
    ),
)  # fmt: skip


def crumbs(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the reader is below the desk."""
    return [HOME_CRUMB, {"text": DESK, "href": reverse("vehicle_tax:desk")}, *more]


def links() -> list[dict[str, Any]]:
    """The desk's other pages."""
    named = (
        ("items", Text("代收明细", "Items")), ("systems", Text("系统验收", "Systems")), ("records", Text("制度和培训", "Rules and training")),
        ("units", Text("网点", "Units")), ("keys", Text("接口密钥", "Keys")), ("late-fees", Text("滞纳金", "Late fees")), ("fee", Text("手续费", "Handling fee")),
    )  # fmt: skip
    return [{"text": text, "href": reverse(f"vehicle_tax:{name}"), "kind": "plain"} for name, text in named]


@for_party(ROOM)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Periods with their limits, what was found late or short, cases under way, totals by unit."""
    today, party = now().date(), request.actor.party
    with read(request.actor, purpose="vehicle_tax.desk"):
        insurer = tax.institution(party)
        rows = tax.standings(party, today - BACK, today)
        found, units = tax.findings(party), tax.unit_totals(party, today - BACK, today)
        names = {unit.code: Text(unit.name, unit.name) for unit in tax.units(party)}
    cases = tax.cases(request.actor, under_way=True)
    sections = [
        _section(
            "periods",
            tables.periods(rows, today),
            Text("近四个月没有代收", "Nothing collected in four months"),
        ),
        _section("findings", tables.findings(found), Text("没有逾期或少缴", "Nothing late or short")),
        _section("cases", tables.cases(cases), Text("没有办理中的办件", "No case under way")),
        _section("units", tables.units(units, names), Text("没有代收", "Nothing collected")),
    ]
    context = {
        "crumbs": [HOME_CRUMB, {"text": DESK}], "title": DESK, "lede": Text(insurer.name, insurer.name),
        "acts": links(), "sections": sections, "readings": _readings(), "today": today,
    }  # fmt: skip
    return render(request, "vehicle_tax/desk.html", context)


@for_party(ROOM)
@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """What was collected, masked, to look through and to take away."""
    today = now().date()
    first = _day(request.GET.get("first"), today - timedelta(days=30))
    last = _day(request.GET.get("last"), today)
    with read(request.actor, purpose="vehicle_tax.items"):
        sheet = tables.items(
            tax.items(request.actor.party, first, last, limit=5000 if wanted(request) else 200)
        )
    if wanted(request):
        return taken(request, sheet)
    words = Text(f"{first} 至 {last}，最多显示200笔", f"{first} to {last}, at most 200 shown")
    context = {
        "crumbs": crumbs({"text": sheet.title}), "title": sheet.title, "lede": words,
        "sections": [{**_section("items", sheet, Text("这段时间没有代收", "Nothing collected")), "export": export_address(request)}],
        "span": {"first": first.isoformat(), "last": last.isoformat()},
    }  # fmt: skip
    return render(request, "vehicle_tax/desk.html", context)


@for_party(ROOM)
@require_http_methods(["GET", "HEAD", "POST"])
def period(request: HttpRequest, period: str) -> HttpResponse:
    """One ten-day period: file it, record its payment form, compare one's own books with it."""
    day, party, today = _day_or_404(period), request.actor.party, now().date()
    _standing_or_404(request, day)
    fields, problems = fields_of(FORM, {"remitted_on": today.isoformat()}), []
    if request.method == "POST":
        done, fields, problems = _period_post(request, day, fields)
        if done is not None:
            messages.success(request, done.say(language()))
            return redirect("vehicle_tax:period", period=period)
    row = _standing_or_404(request, day)
    with read(request.actor, purpose="vehicle_tax.period"):
        kept = tax.books(party, period=day)
    state, tone = tables.standing_state(row, today)
    filing = row.filing
    left = filing.total - filing.remitted if filing else 0
    context = {
        "crumbs": crumbs({"text": row.period.name}), "title": row.period.name, "state": state, "tone": tone, "row": row,
        "filing": filing, "left_fen": left, "can_file": filing is None and today > row.period.last, "fields": fields,
        "can_remit": left > 0, "today": today, "readings": _readings(),
        "limits": (row.period.filing, row.period.remittance),
        "instrument": str(BOOK["remittance_instrument"].at(today).value), "tax_type": str(BOOK["remittance_type"].at(today).value),
        "runs": [{"run": b.run, "table": tables.differences(b.differences).stacked(), "faults": b.faults} for b in kept],
        "file": {"name": "books", "kind": "file", "label": Text("本单位台账（CSV）", "Your own books (CSV)"), "accept": ("csv",),
                 "help": Text("两列：number,amount（元），末行 TOTAL", "Two columns: number, amount (yuan); last line TOTAL")},
    }  # fmt: skip
    return shown(request, "vehicle_tax/period.html", context, problems)


def _period_post(
    request: HttpRequest, day: date, fields: list[Any]
) -> tuple[Text | None, list[Any], list[Any]]:
    party, go, key = request.actor.party, request.POST.get("go", ""), key_of(request)
    if go == "file":
        done, problems = tried(
            lambda: write(
                lambda tx: tax.draw_up(tx, party, day),
                actor=request.actor,
                key=key,
                name="vehicle_tax.file",
                request=day.isoformat(),
            )
        )
        return Text("已申报", "Filed") if done else None, fields, problems
    if go == "books":
        upload = request.FILES.get("books")
        content = upload.read(MOST) if upload else b""
        done, problems = tried(
            lambda: write(
                lambda tx: tax.reconcile(tx, party, day, content),
                actor=request.actor,
                key=key,
                name="vehicle_tax.books",
                request=[day.isoformat(), sm3(content).hex()],
            )
        )
        return Text("已核对", "Compared") if done else None, fields, problems

    def remit(values: dict[str, Any]) -> Any:
        form = prescribed(values)
        filing = _standing_or_404(request, day).filing
        number = filing.number if filing else ""
        return write(
            lambda tx: tax.remit(tx, party, number, form),
            actor=request.actor,
            key=key,
            name="vehicle_tax.remit",
            request=[number, asked_of(form)],
        )

    done, fields, problems = sent(request, FORM, remit)
    return Text("缴款书已登记", "The payment form is recorded") if done else None, fields, problems


def prescribed(values: dict[str, Any]) -> dict[str, Any]:
    """A payment form as entered, with the prescribed instrument and type of tax."""
    on = now().date()
    named = {"instrument": "remittance_instrument", "tax_type": "remittance_type"}
    return {**values, **{name: BOOK[parameter].at(on).value for name, parameter in named.items()}}


def _standing_or_404(request: HttpRequest, day: date) -> tax.Standing:
    """The period that begins on a day; nothing was collected or filed in it: 404."""
    with read(request.actor, purpose="vehicle_tax.period"):
        tax.institution(request.actor.party)
        found = tax.standings(request.actor.party, day, day)
    if not found:
        raise Http404(day.isoformat())
    return found[0]


def _section(name: str, sheet: Any, empty: Text) -> dict[str, Any]:
    return {"id": name, "title": sheet.title, "table": sheet.stacked(), "empty": empty}


def _readings() -> Text:
    reading = READINGS["ten_day_holidays"]
    chosen = reading.choices[reading.default]
    return Text(f"期限的读法：{chosen.zh}", f"Limits are read so: {chosen.en}")


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def _day_or_404(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404(text) from None
    if day.year not in YEARS:
        raise Http404(text)
    return day
