"""What each step of a case asks beside its outcome and reasons, as small forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text
from gongbao.policies.personnel_archives import facts as f
from gongbao.policies.personnel_archives import forms as p
from gongbao.web.rooms.personnel_archives.asking import field as _field

_BARCODE = _field("barcode", "text", "扫描条码", "Barcode", max_length=40)
_PAGES = _field("pages", "integer", "清点页数", "Pages counted", minimum=0, maximum=5000)
_SEAL = _field("seal", "text", "封签号", "Seal number", max_length=40)
_WORDS = _field("statement", "long_text", "说明", "Statement")
_CARRIERS = (
    Option("confidential_post", Text("机要", "confidential post")), Option("messenger", Text("专人", "messenger")),
    Option("registered_express", Text("挂号特快", "registered express")),
)  # fmt: skip
_FOUND = {
    fact.name: _field(fact.name, "yes_no", fact.label.zh, fact.label.en, required=False)
    for fact in (
        f.other_person_found, f.development_centre_found, f.near_found, f.transfer_found, f.purpose_found, f.material_found,
        f.relevant_found, f.asker_found, f.matter_found, f.image_insufficient_found,
    )
}  # fmt: skip
FINDINGS = {
    "intake": ("near_found", "other_person_found", "development_centre_found"),
    "request": ("asker_found",),
    "loan": ("matter_found", "image_insufficient_found"), "transfer": ("transfer_found",), "complaint": (),
}  # fmt: skip
"""What a person of the centre may find, by procedure."""


def _form(name: str, *fields: Field, clause: str = "") -> Form:
    """The form of a step; its clause is the step's unless it is asked beside the steps."""
    return Form(
        id=f"personnel_archives.step.{name}", version="1", title=Text("办理", "Handling"), fields=fields,
        clause=p.DOCUMENT + clause if clause else "",
    )  # fmt: skip


STEPS = {
    "promise": p.PROMISE,
    "ask_paper": p.PAPER_REASON,
    "answer": p.ANSWER,
    "give_notice": _form(
        "give_notice",
        _field("problems", "long_text", "逐项写明（一行一项）", "One finding a line", required=False),
    ),
    "lend": _form("lend", _BARCODE),
    "take_back": _form("take_back", _BARCODE, _PAGES),
    "pack": _form("pack", _PAGES, _SEAL),
    "send": _form("send", _field("carrier", "choice", "转递方式", "Carrier", options=_CARRIERS), _BARCODE),
    "record_receipt": _form("record_receipt", _SEAL, _PAGES),
    "keep": _form(
        "keep", _field("title", "text", "审批材料名称", "Title of the papers", max_length=120), _PAGES
    ),
    "return": p.RETURN,
    "redirect": _form(
        "redirect",
        _field(
            "to",
            "choice",
            "转到哪个中心",
            "To which centre",
            options=p.CENTRES,
            required=False,
            help=Text("户籍在别的区的必选；应由单位保管的不选", "Needed where the household is elsewhere"),
        ),
    ),
    "ask_city": _form("ask_city", _WORDS),
    "reply": _form("reply", _WORDS),
    "not_settled": _form("not_settled", _WORDS),
}
LINK = _form("link", _field("archive", "text", "档案编号", "Archive number", max_length=24), clause="1.s3")
SEAL = _form("seal", _SEAL, clause="6.s3")


REVIEWED = ("purpose_found", "material_found", "relevant_found")
"""What only the reviewer finds in a request that was referred (6.s2)."""
APPLICATIONS = {
    "intake": p.INTAKE, "request": p.REQUEST, "transfer": p.TRANSFER, "complaint": p.COMPLAINT,
    "loan": Form(id="personnel_archives.loan_again", version="1", title=p.LOAN.title, fields=p.LOAN.fields[1:]),
}  # fmt: skip
"""What each procedure's applicant was asked, without the number of the person it is about."""


def step_form(action: str, procedure: str, asked: Mapping[str, Any]) -> Form | None:
    """What a step asks: its own form, the findings, or the application once more."""
    kind = procedure.rsplit(".", 1)[-1]
    if action == "find":
        return _form("find", *(_FOUND[name] for name in REVIEWED))
    if action == "resubmit":
        return p.STAY if asked.get("destination") == "stay" else APPLICATIONS[kind]
    return STEPS.get(action)


_GROUND = Text("依据", "Ground")


def said(procedure: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was asked, in words, as facts of a page."""
    form = step_form("resubmit", procedure, asked)
    assert form is not None
    found: list[dict[str, Any]] = []
    if asked.get("ground"):
        told = Text("其他文件规定转到这里", "Another document has it moved here")
        found.append({"label": _GROUND, "value": told, "clause": asked["ground"]})
    for each in form.fields:
        value = asked.get(each.name)
        if value in (None, "", []):
            continue
        words: list[Text | str] = []
        for one in value if isinstance(value, list) else [value]:
            option = each.option(one) if each.options else None
            words.append(
                option.label
                if option
                else Text("是", "yes")
                if one is True
                else Text("否", "no")
                if one is False
                else str(one)
            )
        shown = Text(
            "、".join(w if isinstance(w, str) else w.zh for w in words),
            ", ".join(w if isinstance(w, str) else w.en for w in words),
        )
        found.append({"label": each.label, "value": shown, "clause": each.clause})
    return found


def findings(procedure: str) -> Form:
    """The form of what a person may find in a case of a procedure."""
    return _form(
        "findings", *(_FOUND[name] for name in FINDINGS[procedure.rsplit(".", 1)[-1]]), clause="7.s1"
    )
