"""What each step of a case asks beside its outcome and reasons, as small forms."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text
from gongbao.policies.personnel_archives import facts as f
from gongbao.policies.personnel_archives import forms as p


def _field(name: str, kind: str, zh: str, en: str, **more: object) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), **more)  # type: ignore[arg-type]


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
    "request": ("purpose_found", "material_found", "relevant_found", "asker_found"),
    "loan": ("matter_found", "image_insufficient_found"), "transfer": ("transfer_found",), "complaint": (),
}  # fmt: skip
"""What a person of the centre may find, by procedure."""


def _form(name: str, *fields: Field) -> Form:
    return Form(
        id=f"personnel_archives.step.{name}", version="1", title=Text("办理", "Handling"), fields=fields
    )


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
    "ask_city": _form("ask_city", _WORDS),
    "reply": _form("reply", _WORDS),
    "not_settled": _form("not_settled", _WORDS),
}
LINK = _form("link", _field("archive", "text", "档案编号", "Archive number", max_length=24))
SEAL = _form("seal", _SEAL)


def findings(procedure: str) -> Form:
    """The form of what a person may find in a case of a procedure."""
    return _form("findings", *(_FOUND[name] for name in FINDINGS[procedure.rsplit(".", 1)[-1]]))
