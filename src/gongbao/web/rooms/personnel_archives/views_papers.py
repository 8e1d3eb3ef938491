"""Letters of a case as PDF, signed where they are certificates; and checking a signed certificate, open to anybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.personnel_archives.asking import field, fields_of, file_of, form, sent
from gongbao.web.shared.doors import for_party, signed_in
from gongbao.web.shared.refusals import shown
from gongbao.web.shared.sheets import file_response

CHECK = form(
    "check_paper", "核验档案证明", "Check an archive certificate",
    field("code", "text", "查验码", "Code", max_length=20, example="ABCD-EFGH-JKLM"),
    field("file", "file", "证明文件（PDF）", "The certificate (PDF)", accept=("pdf",), required=False,
          help=Text("文件不保存", "The file is not kept")),
    clause="5.s1",
)  # fmt: skip
VERDICTS = {
    "valid": ("met", Text("有效", "Valid")), "invalid": ("not_met", Text("无效", "Invalid")),
}  # fmt: skip


@signed_in
@require_GET
def paper(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    """A letter of the case to its applicant or to officers; each download is logged."""
    if request.actor.kind == "party":
        return for_party(archives.ROOM)(_paper)(request, number=number, key=key)
    return _paper(request, number=number, key=key)


def _paper(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    found = archives.paper(request.actor, number, key)
    if found is None:
        raise Http404(str(key))
    return file_response(found[0], found[1], "application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a certificate with this code was issued, is in force, unchanged, and signed by a centre."""
    raw = {"code": request.GET.get("code", "")}
    fields, problems, checked = fields_of(CHECK, raw), list[Refusal](), None
    if request.method == "POST":
        checked, fields, problems = sent(
            request, CHECK, lambda v: archives.check_signed(str(v["code"]), file_of(request, "file"), now())
        )
    context = {
        "crumbs": [HOME_CRUMB, {"text": CHECK.title}], "title": CHECK.title, "fields": fields, "upload": True,
        "action": reverse("personnel_archives:verify"), "button": Text("核验", "Check"), "mine": reverse("personnel_archives:mine"),
        "lede": Text("写查验码并选证明文件：是否由公服中心出具、有没有改动、签章是否有效。", "Code and file: whether a centre issued it, whether it was changed, whether the seal holds."),
        "result": _result(checked) if checked else None, "reasons": _reasons(checked) if checked else [], "aside": (),
    }  # fmt: skip
    return shown(request, "personnel_archives/may_i.html", context, problems)


def _result(checked: archives.Checked) -> dict[str, Any]:
    good = (
        checked.letter is not None
        and checked.letter.in_force
        and checked.same_letter
        and checked.report.answer != "invalid"
    )
    if checked.letter is None:
        text = Text("没有这个码的证明，请当心", "There is no certificate with this code: take care")
    elif good:
        text = Text("由公服中心出具，内容未改动", "Issued by a centre, and unchanged")
    else:
        text = Text("与出具的证明不一致，或已失效", "Not what was issued, or no longer in force")
    outcome, title = VERDICTS["valid" if good else "invalid"]
    return {"outcome": outcome, "title": title, "text": text, "sum_fen": None}


def _reasons(checked: archives.Checked) -> list[dict[str, Any]]:
    letter = checked.letter
    facts: list[dict[str, Any]] = []
    if letter is not None:
        facts = [
            {"label": Text("种类", "Kind"), "value": letter.kind},
            {"label": Text("出具单位", "Issued by"), "value": districts.office(letter.office).name},
            {"label": Text("效力", "Standing"), "value": letter.standing},
        ]
    for each in checked.report.signatures:
        state, words = VERDICTS.get(each.answer, ("unknown", Text("不能判断", "Cannot be judged")))
        facts.append(
            {
                "label": Text("签章", "Seal"),
                "value": Text(f"{each.signer}：{words.zh}", f"{each.signer}: {words.en}"),
                "state": state,
            }
        )
    note = Text(
        "本地签发机构，未经许可，只用于演示和内部核验",
        "A local authority without licence, for demonstration and internal checks",
    )
    return [*facts, {"label": Text("签发机构", "Authority"), "value": note}]
