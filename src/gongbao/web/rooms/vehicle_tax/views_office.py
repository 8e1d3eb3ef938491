"""The tax officer's desk: cases, what was found late or short, the acceptance register, the inspection of an insurer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongbao.law.text import Text
from gongbao.platform.db.services import now, read
from gongbao.platform.parties.services import Role
from gongbao.platform.vehicle_tax import services as tax
from gongbao.web.rooms.vehicle_tax import tables
from gongbao.web.shared.refusals import refused, tried
from gongbao.web.shared.sheets import query, taken
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

TAX_OFFICERS = (Role.TAX_OFFICER, Role.TAX_REVIEWER, Role.CITY_TAX_BUSINESS, Role.CITY_TAX_TECHNOLOGY)
INSPECTORS = (Role.TAX_OFFICER, Role.TAX_REVIEWER, Role.CITY_TAX_BUSINESS)
TITLE = Text("车船税代收管理", "Vehicle tax: supervision of insurers")
BACK = timedelta(days=400)


@officers(*TAX_OFFICERS)
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Everything that waits: cases, findings, systems under test; and every insurer."""
    actor = request.actor
    cases = tables.cases(tax.cases(actor, under_way=True))
    with read(actor, purpose="vehicle_tax.office"):
        known = tax.institutions()
        names = {each.party: each.name for each in known}
        found, systems = tables.findings(tax.findings()), tables.systems(tax.systems(), names)
        refunds = tables.refunds(tax.claims())
    insurers = tables.insurers(known)
    listed = tables.listed(tax.models_listed())
    sheets = {
        "cases": cases, "findings": found, "refunds": refunds, "systems": systems, "insurers": insurers, "models": listed,
    }  # fmt: skip
    if (export := request.GET.get("export", "")) in sheets:
        return taken(request, sheets[export])
    empty = {
        "cases": Text("没有办理中的办件", "No case under way"), "findings": Text("没有发现逾期或少缴", "Nothing late or short"),
        "refunds": Text("没有退税申请", "No refund asked for"),
        "systems": Text("还没有验收申请", "No system applied for"), "insurers": Text("还没有登记的保险机构", "No insurer registered"),
        "models": Text("还没有导入车型目录，节能和新能源车不能减免", "No catalogue taken in: no relief can be given"),
    }  # fmt: skip
    context = {
        "queues": navigation(request, "vehicle_tax:office"), "title": TITLE,
        "sections": [_section(request, name, sheet, empty[name]) for name, sheet in sheets.items()],
        "register": reverse("vehicle_tax:register") if {"tax_officer", "city_tax_business"} & actor.roles else "",
        "catalogue": reverse("vehicle_tax:catalogue") if "city_tax_business" in actor.roles else "",
        "note": Text("车辆登记信息为本地副本，未与公安交管联网。", "The vehicle register is a local copy, not linked to the traffic police."),
    }  # fmt: skip
    return render(request, "vehicle_tax/office.html", context)


@officers(*INSPECTORS)
@require_GET
def inspection(request: HttpRequest, insurer: UUID) -> HttpResponse:
    """One insurer whole: periods, units, systems, findings, rules and training, fees, recent items."""
    return _inspection(request, insurer)


@officers(*INSPECTORS)
@require_POST
def taxpayer(request: HttpRequest, insurer: UUID) -> HttpResponse:
    """The taxpayer of an item, for a stated matter of tax; logged."""
    number, purpose = request.POST.get("number", ""), request.POST.get("purpose", "")
    name, problems = tried(lambda: tax.taxpayer(request.actor, number, purpose))
    if problems:
        return refused(request, problems, status=403)
    return _inspection(request, insurer, {"number": number, "name": name})


def _inspection(request: HttpRequest, insurer: UUID, revealed: dict[str, Any] | None = None) -> HttpResponse:
    today, actor = now().date(), request.actor
    with read(actor, purpose="vehicle_tax.inspect"):
        try:
            seen = tax.inspect(insurer, today - BACK, today)
        except tax.Coded:
            raise Http404(str(insurer)) from None
        listed = tax.items(insurer, today - BACK, today, limit=50)
    names = {unit.code: Text(unit.name, unit.name) for unit in seen.units}
    sheets = {
        "periods": tables.periods(seen.standings, today, linked=False), "findings": tables.findings(seen.findings),
        "units": tables.units(seen.totals, names), "systems": tables.systems(seen.systems), "records": tables.records(seen.records),
        "fees": tables.fees(seen.fees), "items": tables.items(listed),
    }  # fmt: skip
    if (export := request.GET.get("export", "")) in sheets:
        return taken(request, sheets[export])
    name = seen.insurer.name
    context = {
        "queues": navigation(request, "vehicle_tax:office"), "title": Text(f"检查：{name}", f"Inspection: {name}"),
        "sections": [_section(request, key, sheet, Text("没有", "None")) for key, sheet in sheets.items()],
        "purposes": [{"value": value, "label": label} for value, label in tax.TAX_PURPOSES.items()],
        "numbers": [row.number for row in listed], "insurer": insurer, "revealed": revealed,
    }  # fmt: skip
    return render(request, "vehicle_tax/office.html", context)


def _section(request: HttpRequest, name: str, sheet: Any, empty: Text) -> dict[str, Any]:
    return {
        "id": name, "title": sheet.title, "table": sheet.stacked(), "empty": empty,
        "export": query(request, export=name) if sheet.rows else "",
    }  # fmt: skip
