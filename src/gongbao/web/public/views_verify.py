"""Verification: whether a letter or receipt with this code is genuine, and whether a file is that letter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.letters import services as letters
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.values import day

LARGEST = 20 * 2**20
FILE = {
    "name": "file", "kind": "file", "label": Text("要对照的 PDF", "The PDF to compare"), "accept": ("pdf",),
    "required": False, "help": Text("可以不传。传了就能知道内容有没有被改动，文件不保存", "Optional: tells whether it was changed; the file is not kept"),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """By code alone (GET), or with the PDF to compare (POST)."""
    code = (request.POST if request.method == "POST" else request.GET).get("code", "").strip()
    found, problems = tried(lambda: letters.verify_code(code)) if code else (None, [])
    problems = [Refusal(p.what, where="code", mend=p.mend) for p in problems]
    upload = request.FILES.get("file")
    same = None
    if found and upload is not None:
        if upload.size > LARGEST:
            problems = [
                Refusal(
                    Text("文件太大，不是公报出具的文书", "Too large for a letter of Gongbao"), where="file"
                )
            ]
        else:
            same = letters.same_file(code, upload.read())
    answer = None if problems or not code else _answer(found, same, upload is not None)
    context = {
        "crumbs": [HOME_CRUMB, {"text": Text("查验", "Verify")}],
        "code": code,
        "problems": problems,
        "answer": answer,
        "file": FILE if found else None,
    }
    return render(
        request, "public/verify.html", context, status=422 if problems and request.method == "POST" else 200
    )


def _answer(found: letters.Verified | None, same: bool | None, compared: bool) -> dict[str, Any]:
    if found is None:
        return {
            "outcome": "not_met",
            "word": Text("查不到", "Not found"),
            "title": Text("没有这个码的文书", "There is no letter with this code"),
            "text": Text(
                "公报没有出具过。请当心，并向出具单位核实。",
                "Gongbao has issued none. Take care, and ask the office named.",
            ),
        }
    facts = [
        {"label": Text("种类", "Kind"), "value": found.kind},
        {"label": Text("编号", "Number"), "value": found.number},
        {"label": Text("出具单位", "Issued by"), "value": found.issuer},
        {"label": Text("日期", "Date"), "value": day(found.dated)},
        {"label": Text("效力", "Standing"), "value": found.standing},
        *([{"label": Text("后来的变动", "What happened since"), "value": found.remark}] if found.remark else []),
    ]  # fmt: skip
    return {**_verdict(found, same, compared), "facts": facts}


def _verdict(found: letters.Verified, same: bool | None, compared: bool) -> dict[str, Any]:
    if compared and same is False:
        return {
            "outcome": "not_met",
            "word": Text("不一致", "Different"),
            "title": Text("编号是真的，这份文件被改动过", "The code is genuine, but this file was changed"),
            "text": Text("请以办件页面上下载的文书为准。", "Rely on the letter downloaded from the case."),
        }
    if not found.in_force:
        return {
            "outcome": "unknown",
            "word": found.standing,
            "title": Text("文书是真的，但已经失效", "Genuine, but no longer in force"),
            "text": found.remark or found.standing,
        }
    if found.remark and (same or not compared):
        return {
            "outcome": "unknown",
            "word": Text("有变动", "Changed since"),
            "title": Text("文书是真的，出具以后有变动", "Genuine; something happened after it was issued"),
            "text": found.remark,
        }
    if compared and same is None:
        return {
            "outcome": "unknown",
            "word": Text("还在制作", "Being made"),
            "title": Text(
                "文书是真的，文件还没有制作好，暂时不能对照",
                "Genuine; the file is not made yet and cannot be compared",
            ),
        }
    if compared:
        return {
            "outcome": "met",
            "word": Text("真实", "Genuine"),
            "title": Text("是真的，文件没有被改动", "Genuine and unchanged"),
        }
    return {
        "outcome": "met",
        "word": Text("真实", "Genuine"),
        "title": Text("公报确实出具过这份文书", "Gongbao did issue this letter"),
        "text": Text(
            "手里的内容是否被改动，可以上传 PDF 对照，或核对下面的登记内容。",
            "To learn whether your copy was changed, upload the PDF or compare with what is on record.",
        ),
    }
