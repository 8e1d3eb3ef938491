"""What everyone may read: notices of the offices, and whether a letter is genuine."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.letters import services as letters
from gongbao.platform.notices import services as notices
from gongbao.web.api.describing import told
from gongbao.web.api.faults import FAULTS, FAULTS_FOUND, NothingThere
from gongbao.web.api.shapes import Code, LetterFound, Name, NoticeShort, NoticeWhole, Slug

router = Router(tags=["公开 Published"])
PAGE = 50


@router.get(
    "/notices",
    response={200: list[NoticeShort], **FAULTS},
    **told(
        "公示",
        "Public notices",
        "每页 50 条；`archive` 为已结束的。",
        "Fifty a page; `archive` are those that are over.",
    ),
)
def notice_list(
    request: HttpRequest,
    office: Query[Code | None] = None,
    room: Query[Name | None] = None,
    archive: bool = False,
    page: int = Query(1, ge=1, le=1000),
) -> Any:
    found = notices.listed(
        now(), office=office or "", room=room or "", archive=archive, limit=PAGE, offset=PAGE * (page - 1)
    )
    return [_line(line) for line in found]


@router.get("/notices/{slug}", response={200: NoticeWhole, **FAULTS_FOUND}, **told("一份公示", "One notice"))
def notice(request: HttpRequest, slug: Path[Slug]) -> Any:
    try:
        page = notices.page(slug, now())
    except Refusal as refusal:
        raise NothingThere(refusal.what, where=slug, mend=refusal.mend) from None
    return {
        **_line(page.line),
        "clause": page.clause,
        "columns": [column._asdict() for column in page.columns],
        "table": page.rows,
        **{name: getattr(page, name) for name in _WHOLE},
    }


@router.get(
    "/verify/{code}",
    response={200: LetterFound, **FAULTS_FOUND},
    **told("按核验码查验文书", "Verify a letter by its code"),
)
def verify(request: HttpRequest, code: Path[Code]) -> Any:
    found = letters.verify_code(code)
    if found is None:
        raise NothingThere(
            Text("没有这份文书", "There is no such letter"),
            where=code,
            mend=Text("请核对文书页脚的核验码", "Check the code at the foot of the letter"),
        )
    return {
        **found._asdict(),
        "kind": found.kind._asdict(),
        "issuer": found.issuer._asdict(),
        "standing": found.standing._asdict(),
        "in_force": found.in_force,
        "remark": found.remark._asdict() if found.remark else None,
    }


_WHOLE = ("published_at", "closes_at", "days", "counted", "takes_objections", "corrected_by", "corrects", "cleared",
          "content_hash")  # fmt: skip


def _line(line: notices.NoticeLine) -> dict[str, Any]:
    return {**line._asdict(), "title": line.title._asdict(), "state": line.state._asdict()}
