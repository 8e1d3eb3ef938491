"""Sheets that are sent in, shown the same way for marks and for lists of graduates: the upload, its findings, the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from gongbao.kernel.forms import Field
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx, write
from gongbao.platform.excel.services import CellProblem, Table
from gongbao.platform.files import services as files
from gongbao.web.i18n import language
from gongbao.web.rooms.rural_assistants import tables, tables_joining
from gongbao.web.shared.doors import key_of

GO = "sheet"
MOST_SHOWN, MOST_BYTES = 50, 20 * 2**20


def form(title: Text, label: Text, note: Text, clause: str) -> dict[str, Any]:
    """The form that takes a sheet, as the page shows it."""
    field = Field(name="file", kind="file", label=label, accept=("xlsx", "csv"))
    return {
        "go": GO, "title": title, "fields": [{"field": field, "value": None}], "clause": clause, "upload": True, "open": True,
        "note": note,
    }  # fmt: skip


def take(
    request: HttpRequest, number: str, clause: str, read: Callable[[bytes], Table],
    enter: Callable[[Tx, Table, files.Received], dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    """Read, check and enter the sheet that was sent. Raises Refusal where there is none."""
    upload = request.FILES.get("file")
    if upload is None or (upload.size or 0) > MOST_BYTES:
        raise Refusal(
            Text("没有选文件，或文件超过 20 MB", "No file was chosen, or it exceeds 20 MB"), where="file",
            mend=Text("请选填好的表", "Choose the sheet you filled in"), clause=clause,
        )  # fmt: skip
    data = upload.read()
    received = files.receive(data, upload.name or "sheet.xlsx", accept=("xlsx", "csv"))
    table = read(data)

    def command(tx: Tx) -> dict[str, Any]:
        return enter(tx, table, received)

    done: dict[str, Any] = write(
        command, actor=request.actor, key=key_of(request), name="rural.sheet", request=[request.path, number, received.sha256],
    )  # fmt: skip
    told = Text(
        f"已收下{done['good']}行，{done['faulty']}行有问题",
        f"{done['good']} rows taken, {done['faulty']} with faults",
    )
    (messages.warning if done["faulty"] else messages.success)(request, told.say(language()))
    return done


def came(
    row: Any, found: Sequence[CellProblem], back: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The findings of a sheet that came, as sections, and the way to have it back, as links."""
    title = Text(f"{row.name}：{row.faulty}行有问题", f"{row.name}: {row.faulty} rows with faults")
    if not found:
        return [
            tables.section(
                tables_joining.cells([], title), f"全部{row.good}行已收下", f"All {row.good} rows were taken"
            )
        ], []
    return [tables.section(tables_joining.cells(found[:MOST_SHOWN], title), "", "")], [
        {"text": Text("下载带“核对结果”列的原表", "The sheet with its findings"), "href": back}
    ]
