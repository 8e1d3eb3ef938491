"""For vehicle owners: what is due on a vehicle and why, and the tax certificate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, Form
from gongbao.law.parameters import Dated
from gongbao.law.text import Text
from gongbao.platform.db.services import SYSTEM, now, write
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.dates import filing_last_day
from gongbao.policies.vehicle_tax.facts import PROOFS
from gongbao.policies.vehicle_tax.forms import VEHICLE
from gongbao.policies.vehicle_tax.procedure import REFUND
from gongbao.policies.vehicle_tax.rules import BOOK, LATE_FEE, TAX
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.vehicle_tax.asking import fields_of, sent
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.sheets import file_response

FIRST_YEAR = 2021
ASK = Form(
    id="vehicle_tax.owed",
    version="1",
    title=VEHICLE.title,
    fields=(
        Field(name="tax_year", kind="integer", label=Text("税款所属年度", "Tax year"), minimum=2012, maximum=2099),
        *VEHICLE.fields,
        Field(name="proof_seen", kind="yes_no", label=Text("有不征或减免的凭证", "There is a proof for not charging"), required=False),
    ),
)  # fmt: skip
CERTIFICATE = Form(
    id="vehicle_tax.certificate",
    version="1",
    title=Text("开具完税证明", "Tax certificate"),
    fields=(
        Field(name="vin", kind="text", label=Text("车架号（VIN）", "VIN"), max_length=17, example="LGB0010E0X0000001"),
        Field(name="owner_number", kind="text", label=Text("纳税人证件号码或信用代码", "Taxpayer's number or credit code"), max_length=18),
        Field(name="tax_year", kind="integer", label=Text("税款所属年度", "Tax year"), minimum=2012, maximum=2099),
    ),
)  # fmt: skip
TITLE = Text("机动车要缴多少车船税", "What a vehicle owes")
LEDE = Text(
    "买交强险时由保险机构一并代收，金额按税目税额表计算，谁也不能改动。",
    "Insurers collect it with the compulsory insurance; the tax table gives the amount and nobody can change it.",
)
ASIDE = (
    {"title": Text("怎么缴", "How to pay"), "text": Text("办理交强险时缴给保险机构，系统联网核对后出单。", "Pay the insurer with the compulsory insurance; it checks on line and issues the policy."), "clause": "tax-2020-9/5"},
    {"title": Text("完税证明", "Certificate"), "text": Text("缴税次月10日以后、税款入库了就可以开。", "From after the 10th of the month after payment, once the tax is with the treasury."), "clause": "tax-2020-9/10"},
    {"title": Text("保密", "Confidential"), "text": Text("车辆和车主信息只用于办税，每次查阅都有记录。", "Data of vehicles and owners is used for tax only; each reading is logged."), "clause": "tax-2020-9/13"},
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def owed(request: HttpRequest) -> HttpResponse:
    """What is due on one vehicle for one year, with the reliefs and what is to be confirmed; nothing is kept."""
    today = now().date()
    fields, problems, answer = fields_of(ASK, {"tax_year": str(max(today.year, FIRST_YEAR))}), [], None
    if request.method == "POST":
        answer, fields, problems = sent(request, ASK, lambda values: _answer(values, today))
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": TITLE, "lede": LEDE, "fields": fields, "answer": answer,
        "action": reverse("vehicle_tax:owed"), "button": Text("查询", "Work it out"), "aside": ASIDE,
        "certificate": reverse("vehicle_tax:certificate"), "refund": reverse("hall:begin", args=[REFUND.id]),
    }  # fmt: skip
    return shown(request, "vehicle_tax/owed.html", context, problems)


def _answer(values: dict[str, Any], today: date) -> dict[str, Any]:
    year = values["tax_year"]
    on = today if today.year == year else date(year, 12, 31)
    collected = max(today, BOOK["effective_from"].at(today).value)  # type: ignore[type-var]
    facts = {
        **{k: v for k, v in values.items() if k != "proof_seen"},
        "collected_on": collected, "insured_here": True, "already_paid": False, "cover": "whole_year",
        "proof_seen": bool(values.get("proof_seen")),
    }  # fmt: skip
    found = TAX.at(on).determine(facts)
    told = found.to_json()
    outcome = "unknown" if found.amount_fen is None else found.outcome
    fee = _late(found.amount_fen or 0, year, today) if year < today.year else None
    lines = _lines(told["values"], found.amount_fen, fee) if outcome == "met" else []
    used = [tax.table_row(values)] + (
        ["plate_relief_twelfths"] if values["vehicle_class"] == "passenger_car" else []
    )
    return {
        "result": {
            "outcome": "" if outcome == "met" else outcome,
            "word": Text("应缴", "Due") if outcome == "met" else None,
            "title": _title(outcome),
            "text": tax.needs_proof(values["standing"]) and Text(f"凭证：{PROOFS[values['standing']].zh}", f"Proof: {PROOFS[values['standing']].en}"),
            "sum_label": Text(f"{year}年度合计", f"All of {year}"),
            "sum_fen": (found.amount_fen or 0) + (fee or 0) if outcome in ("met", "not_met") else None,
        },
        "lines": lines,
        "reasons": [
            {"label": r.unit.tag.label, "value": Text("是", "yes") if r.state else Text("否", "no"),
             "state": "met" if r.state else "not_met", "clause": r.unit.tag.clause}
            for r in found.reasons if outcome != "met"
        ],
        "missing": [f.label for f, _ in found.open],
        "confirm": [
            {"label": BOOK[name].title, "value": d.source, "state": "unknown", "clause": BOOK[name].clause}
            for name in used if (d := _dated(name, on)).flagged and outcome == "met"
        ],
    }  # fmt: skip


def _dated(name: str, on: date) -> Dated:
    return BOOK[name].at(on)


def _title(outcome: str) -> Text:
    if outcome == "met":
        return Text("按税目税额表计算", "By the tax table")
    if outcome == "not_met":
        return Text("不用缴，或者不由保险机构代收", "Nothing is due, or an insurer does not collect it")
    return Text("还缺数据，算不出来", "Something is missing to work it out")


def _lines(values: dict[str, Any], amount: int | None, fee: int | None) -> list[dict[str, Any]]:
    relief = (values["before_relief_fen"] or 0) - (amount or 0)
    rows = [
        (Text("全年税额", "A year's tax"), values["table_amount_fen"]),
        (Text(f"应税月份 {values['months']} 个月", f"{values['months']} months charged"), values["before_relief_fen"]),
        (Text("减征", "Reliefs"), -relief),
        *([(Text("滞纳金", "Late fee"), fee)] if fee is not None else []),
        (Text("应缴合计", "Due in all"), (amount or 0) + (fee or 0)),
    ]  # fmt: skip
    return [{"label": label, "fen": fen} for label, fen in rows]


def _late(owed: int, year: int, today: date) -> int:
    facts = {"owed": owed, "filing_last_day": filing_last_day(year), "paid_on": today, "already_paid": False}
    return LATE_FEE.at(today).determine(facts).amount_fen or 0


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest) -> HttpResponse:
    """Issue the certificate to who knows the vehicle's VIN and the taxpayer's number; the code verifies it."""
    fields, problems, done = fields_of(CERTIFICATE), [], None
    if request.method == "POST":

        def issue(values: dict[str, Any]) -> Any:
            vin, number = values["vin"].upper(), values["owner_number"].upper()
            return write(
                lambda tx: tax.issue_certificate(tx, vin=vin, owner_number=number, tax_year=values["tax_year"]),
                actor=SYSTEM, key=key_of(request), name="vehicle_tax.certificate",
                request=[tax.vin_hash(vin), tax.owner_hash(number), values["tax_year"]],
            )  # fmt: skip

        done, fields, problems = sent(request, CERTIFICATE, issue)
        if done and request.POST.get("go") == "pdf":
            made = tax.certificate_pdf(done)
            return file_response(made.name, made.content, "application/pdf")
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE, "href": reverse("vehicle_tax:owed")}, {"text": CERTIFICATE.title}],
        "title": CERTIFICATE.title, "fields": fields, "action": reverse("vehicle_tax:certificate"), "aside": ASIDE[1:],
        "lede": Text("输入车架号和证件号码。到日子、税款入了库，当场开具，人人可以查验。", "Enter VIN and number. Once the day has come and the tax arrived, it is issued at once and anybody can verify it."),
        "button": Text("开具", "Issue"), "done": done,
        "verify": f"{reverse('verify')}?code={done['code']}" if done else "",
    }  # fmt: skip
    return shown(request, "vehicle_tax/certificate.html", context, problems)
