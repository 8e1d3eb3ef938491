"""The steps of an application and what the pages of an unsent claim know about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel import masking
from gongbao.kernel.forms import Field
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.parties import services as parties
from gongbao.platform.registers import services as registers
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import APPLICATION, SCHEMES
from gongbao.policies.training_subsidy.policy import POLICY
from gongbao.policies.training_subsidy.procedure.shared import RETURN_REASONS
from gongbao.web.hall.crumbs import crumbs as crumbs
from gongbao.web.shared.values import plain
from gongbao.web.templatetags.fields import written

ROOM, DOCUMENT = POLICY.room, POLICY.clauses.document.prefix
STEPS = {
    "firm": Text("企业和账户", "Firm and account"),
    "roster": Text("花名册", "Roster"),
    "statement": Text("对账单和材料", "Statements and papers"),
    "check": Text("核对和承诺", "Check and commit"),
}
SECRET = {"account": masking.mask_account, "phone": masking.mask_phone}
"""Answers shown masked once they are kept; left blank they stay as they are."""
FIRM_FIELDS = tuple(
    field
    for field in APPLICATION.fields
    if field.kind not in ("table", "file", "files", "commitment") and field.name != "scheme"
)
KEPT = Text("已填 {shown}，留空不改", "Kept as {shown}; leave empty to keep it")
ON_RECORD = Text("已登记 {shown}，留空就用它", "On record as {shown}; leave empty to use it")


def scheme_label(scheme: str) -> Text:
    """The name of a scheme."""
    return next((option.label for option in SCHEMES if option.value == scheme), plain(scheme))


def frame(draft: training.DraftView, step: str) -> dict[str, Any]:
    """What every step's page has."""
    names = list(STEPS)
    place = names.index(step)
    return {
        "matter": POLICY.title,
        "crumbs": crumbs(
            {"text": plain(draft.number), "href": reverse("hall:case", args=[draft.number])},
            {"text": STEPS[step]},
        ),
        "title": STEPS[step],
        "steps": list(STEPS.values()),
        "current": place + 1,
        "action": "",
        "back": reverse("hall:apply", args=[draft.number, names[place - 1]]) if place else "",
        "draft": {"number": draft.number, "saved": None},
        "returned": {"told": returned_words(draft.returned)} if draft.state == "returned" else None,
        "fields": [],
        "aside": [],
    }


def returned_words(returned: dict[str, Any]) -> list[Text]:
    """Why a claim came back: the officer's reasons, their note, and a remark for each row."""
    known = {reason.id: reason.text for reason in RETURN_REASONS}
    told = [known.get(each, plain(each)) for each in returned.get("reasons", ())]
    told += [plain(returned["note"])] if returned.get("note") else []
    rows = returned.get("rows", {}).items()
    return told + [
        Text(f"花名册第 {row} 行：{text}", f"Row {row} of the roster: {text}") for row, text in rows
    ]


def after(number: str, step: str) -> str:
    """The address of the step that follows."""
    names = list(STEPS)
    return reverse("hall:apply", args=[number, names[min(names.index(step) + 1, len(names) - 1)]])


@dataclass(frozen=True)
class FirmSide:
    """What is known of the firm already: itself, and its size as registered, by field, with the source."""

    firm: parties.FirmView
    known: dict[str, Any]
    source: Text


def firm_side(actor: Actor) -> FirmSide:
    """The firm the actor acts for, and what the registers say of its size; the look-up is logged."""
    assert actor.party is not None
    firm = parties.firm(actor.party)
    with read(actor, purpose="fill in an application"):
        found = registers.facts_for_firm(firm.credit_code, now().date(), purpose="fill in an application")
    size = found.size
    known = {} if size is None else {
        "firm_trade": size.trade or None, "firm_staff": size.staff,
        "firm_revenue": size.revenue_fen, "firm_assets": size.assets_fen,
    }  # fmt: skip
    registers_ = POLICY.registers or {}
    return FirmSide(firm, {k: v for k, v in known.items() if v is not None}, registers_["firm_size"])


def firm_fields(
    answers: dict[str, Any], side: FirmSide, typed: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The first step's fields: from the registers where they know, else what was typed."""
    found = []
    for field in FIRM_FIELDS:
        value = answers.get(field.name)
        if field.name in side.known:
            found.append({"field": replace(field, prefill=side.source), "value": side.known[field.name]})
            continue
        if field.name == "bank" and not value:
            value = side.firm.bank_name
        shown = typed.get(field.name) if typed is not None else None if field.name in SECRET else value
        found.append({"field": _told(field, value, side), "value": shown})
    return found


def _told(field: Field, value: Any, side: FirmSide) -> Field:
    """The field, its help saying what is kept where that is not shown in full."""
    plain_field = replace(field, prefill="")
    if field.name not in SECRET:
        return plain_field
    kept = SECRET[field.name](str(value)) if value else ""
    words = KEPT
    if not kept and field.name == "account" and side.firm.bank_account_masked:
        kept, words = side.firm.bank_account_masked, ON_RECORD
    if not kept:
        return plain_field
    help_ = Text(
        "。".join(filter(None, (field.help.zh, words.zh.format(shown=kept)))),
        ". ".join(filter(None, (field.help.en, words.en.format(shown=kept)))),
    )
    return replace(plain_field, help=help_)


def answers_of(request: HttpRequest, draft: training.DraftView, side: FirmSide) -> dict[str, Any]:
    """What was posted, with what the registers know, what is kept and not shown, and the account on record."""
    given: dict[str, Any] = {}
    for field in FIRM_FIELDS:
        several = request.POST.getlist(field.name)
        raw: Any = several if field.kind == "choices" else (several[-1].strip() if several else "")
        if field.name in SECRET and not raw:
            raw = draft.answers.get(field.name, "")
        if field.name in side.known:
            raw = _written(field, side.known[field.name])
        given[field.name] = raw
    if not given["account"] and side.firm.bank_account_fingerprint:
        given["account"] = parties.reveal(
            request.actor, side.firm.key, "bank_account", "填写以工代训补贴申请"
        )
    return given


def _written(field: Field, value: Any) -> str:
    return str(written(value, field.kind)).replace(",", "")
