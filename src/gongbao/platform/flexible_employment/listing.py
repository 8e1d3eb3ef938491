"""Published lists, each entry in versions: occupations, courses, agencies, fairs, standards, associations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from gongbao.kernel.forms import Field, Form, options
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment.models import Listing
from gongbao.platform.flexible_employment.words import INSTITUTIONS, LISTS, ROOM, clause, refuse
from gongbao.platform.parties import services as parties
from gongbao.policies.flexible_employment import rules

CITY = "city_hr"
MODES = {
    "online": Text("线上", "on line"),
    "hall": Text("线下", "in a hall"),
    "both": Text("线上线下", "both"),
}
FIELDS_OF_TRAINING = {
    "new_occupation": Text("新职业", "a new occupation"), "elderly_care": Text("养老", "elderly care"),
    "child_care": Text("托幼", "child care"), "housekeeping": Text("家政", "housekeeping"),
    "security": Text("安保", "security"), "parcels": Text("快递", "parcels"), "other": Text("其他", "other"),
}  # fmt: skip


def _field(name: str, kind: str, zh: str, en: str, place: str, **more: Any) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), clause=clause(place), **more)  # type: ignore[arg-type]


def _form(kind: str, place: str, *fields: Field) -> Form:
    head = (
        _field("code", "text", "编号", "Code", place, max_length=40),
        _field("title", "text", "名称", "Title", place, max_length=120),
        _field("starts_on", "date", "从哪天起", "From", place),
        _field("ends_on", "date", "到哪天止", "Until", place, required=False),
    )
    return Form(
        id=f"{ROOM}.list.{kind}",
        version="1",
        title=LISTS[kind],
        clause=clause(place),
        fields=(*head, *fields),
    )


FORMS: Mapping[str, Form] = {
    "occupation": _form(
        "occupation", "16", _field("source", "text", "发布文件", "Published by", "16", max_length=120),
        _field("duties", "long_text", "主要工作", "Main duties", "16", max_length=1000),
    ),
    "course": _form(
        "course", "8", _field("provider", "text", "培训机构", "Provider", "8", max_length=120),
        _field("field", "choice", "领域", "Field", "8.a", options=options(FIELDS_OF_TRAINING)),
        _field("mode", "choice", "方式", "Mode", "8", options=options(MODES)),
        _field("hours", "integer", "学时", "Hours", "8", minimum=1, maximum=2000),
    ),
    "agency": _form(
        "agency", "17", _field("licence", "text", "许可证编号", "Licence number", "17", max_length=40, required=False),
        _field("services", "long_text", "服务项目和收费", "Services and fees", "17", max_length=1000),
        _field("shares_staff", "yes_no", "参与共享用工", "Takes part in shared staff", "17.a"),
    ),
    "fair": _form(
        "fair", "18", _field("place", "text", "地点或网址", "Place or address", "18", max_length=160),
        _field("mode", "choice", "方式", "Mode", "18", options=options(MODES)),
        _field("zone", "yes_no", "设灵活就业专区", "Has a zone for flexible work", "18"),
    ),
    "standard": _form(
        "standard", "19.b", _field("parties", "text", "商定各方", "Agreed between", "19.b", max_length=160),
        _field("quota", "text", "劳动定额", "Piece quota", "19.b", max_length=200, required=False),
        _field("hours", "text", "工时和服务时间", "Hours", "19.b", max_length=200),
        _field("pay", "text", "最低报酬", "Least pay", "19.b", max_length=200),
        _field("rest", "text", "休息休假", "Rest and leave", "19.b", max_length=200),
        _field("protection", "text", "劳动保护", "Protection", "19.b", max_length=200, required=False),
    ),
    "association": _form(
        "association", "13.a", _field("credit_code", "credit_code", "统一社会信用代码", "Credit code", "13.a"),
        _field("recognised_by", "text", "行业主管部门", "Recognised by", "13.a", max_length=120),
        _field("series", "text", "职称系列", "Series of titles", "13.a", max_length=120),
    ),
    "guarantor": _form("guarantor", "9.b", _field("credit_code", "credit_code", "统一社会信用代码", "Credit code", "9.b"), _field("phone", "text", "联系电话", "Phone", "9.b", max_length=40)),
    "bank": _form("bank", "9.c", _field("credit_code", "credit_code", "统一社会信用代码", "Credit code", "9.c"), _field("phone", "text", "联系电话", "Phone", "9.c", max_length=40)),
}  # fmt: skip


def enter(tx: Tx, kind: str, given: Mapping[str, Any]) -> Listing:
    """Publish an entry, or a new version of one; an agency without a licence in force is refused (17)."""
    if tx.actor.kind not in ("officer", "system"):
        raise refuse("名录由公共就业服务机构发布", "Lists are published by the employment service", "16")
    if kind == "agency":
        _licensed(given, local_day(tx.now))
    if given.get("ends_on") and given["ends_on"] < given["starts_on"]:
        raise refuse("终止日期早于起始日期", "The last day is before the first", "16", where="ends_on")
    code = str(given["code"])
    tx.lock(f"{ROOM}/list/{kind}/{code}")
    old = Listing.objects.filter(kind=kind, code=code, replaced_at=None).first()
    if old is not None:
        old.replaced_at = tx.now
        old.save(update_fields=["replaced_at"])
    if kind in INSTITUTIONS:
        _institution(tx, kind, given)
    head = ("code", "title", "starts_on", "ends_on")
    return Listing.objects.create(
        kind=kind, code=code, version=(old.version + 1) if old else 1, title=given["title"], starts_on=given["starts_on"],
        ends_on=given.get("ends_on"), data={k: v for k, v in given.items() if k not in head and v is not None},
        entered_at=tx.now, entered_by=tx.actor.identity,
    )  # fmt: skip


def entries(kind: str, on: date, words: str = "") -> list[Listing]:
    """The current entries of a list that hold on a day, narrowed by words of title or contents."""
    rows = Listing.objects.filter(kind=kind, replaced_at=None).filter(
        Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on if kind != "fair" else date.max
    )
    found = list(rows.order_by("title", "code")[:1000])
    typed = words.strip()
    return [row for row in found if not typed or typed in row.title or typed in str(row.data.values())]


def versions(kind: str, code: str) -> list[Listing]:
    """Every version of an entry, newest first."""
    return list(Listing.objects.filter(kind=kind, code=code).order_by("-version"))


def institution(kind: str, title: str, on: date) -> UUID | None:
    """The institution of this name on a list on a day, as a party; None where the list has none."""
    row = next((each for each in entries(kind, on) if each.title == title.strip()), None)
    firm = parties.find_firm(str(row.data.get("credit_code", ""))) if row is not None else None
    return firm.key if firm is not None else None


def kind_of(party: UUID | None, on: date) -> str:
    """As what a party stands on the lists on a day: guarantor, bank, association; empty for all others."""
    found = parties.organisations(on=on) if party is not None else []
    return next((each.kind for each in found if each.party == party and each.kind in INSTITUTIONS), "")


def _institution(tx: Tx, kind: str, given: Mapping[str, Any]) -> None:
    """Whoever is listed is a party of its own: its people act for it under mandates, until the entry ends."""
    office = tx.actor.office if tx.actor.kind == "officer" else CITY
    with parties.opened("institution listed"):
        key = parties.register_organisation(tx, kind, given["credit_code"], given["title"], office=office)
        ends = given.get("ends_on")
        parties.update_organisation(
            tx, key, closed_on=ends + timedelta(days=1) if ends else None, lasting=ends is None
        )


def _licensed(given: Mapping[str, Any], today: date) -> None:
    known = {
        "licence_number": bool(str(given.get("licence") or "").strip()), "licensed_to": given.get("ends_on"),
        "services_published": bool(str(given.get("services") or "").strip()),
    }  # fmt: skip
    found = rules.AGENCY.at(today).determine({k: v for k, v in known.items() if v is not None})
    if found.outcome == "met":
        return
    failed = next((r for r in found.reasons if found.state_of(r) != "met"), None)
    label = failed.unit.tag.label if failed else Text("许可证在有效期内", "The licence is in force")
    raise refuse(
        f"不能进名录：{label.zh}未满足", f"Not listed: {label.en} is not met", "17", where="licence",
        mend=Text("填写许可证编号和有效期，公开服务和收费", "Give the licence, its last day, and the services with fees"),
    )  # fmt: skip
