"""The room's lists as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives.forms import CAUSES
from gongbao.web.shared.sheets import Sheet, column

CASES = (
    column("number", "办件编号", "Number"), column("kind", "事项", "Matter"), column("state", "状态", "State"),
    column("due", "时限", "Due", "date"), column("opened_on", "提交", "Opened", "date"),
)  # fmt: skip
ARCHIVES = (
    column("number", "档案编号", "Archive"), column("name", "姓名", "Name"), column("shown", "证件号码", "Number"),
    column("paper", "实体", "Paper"), column("digital", "影像", "Image"), column("shelf", "架位", "Shelf"),
)  # fmt: skip
PARKED = (
    column("place", "位置", "Place"),
    column("what", "问题", "What"),
    column("mend", "怎么改", "How to mend it"),
)
LATE = (
    column("number", "编号", "Number"),
    column("what", "事项", "What"),
    column("due", "期限", "Due", "date"),
)
SOON = (
    column("number", "档案编号", "Archive"), column("name", "姓名", "Name"), column("month", "法定退休年月", "Statutory month"),
    column("lacks", "档案里还缺", "The archive lacks"),
)  # fmt: skip
CHAIN = (
    column("sequence", "次", "No.", "integer"), column("at", "时间", "When"), column("giver", "移交", "From"), column("taker", "接收", "To"),
    column("pages", "页", "Pages", "integer"), column("seal", "封签", "Seal"), column("state", "衔接", "Joins"),
)  # fmt: skip
ITEMS = (
    column("title", "材料", "Paper"), column("class_", "类别", "Class"), column("pages", "页", "Pages", "integer"),
    column("states", "记载", "It says"),
)  # fmt: skip
LOOKS = (
    column("at", "时间", "When"),
    column("watermark", "水印", "Mark"),
    column("purpose", "用途", "Purpose"),
)
COUNTS = (
    column("what", "项目", "What"),
    column("state", "状态", "State"),
    column("n", "数量", "Count", "integer"),
)


def cases(rows: Sequence[archives.CaseLine]) -> Sheet:
    """Cases of the room."""
    tones = {"now": "unknown", "done": "met", "stopped": "not_met"}
    out = [
        {**row._asdict(), "_links": {"number": reverse("personnel_archives:case", args=[row.number])}, "_tags": {"state": tones[row.tone]}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-cases", Text("办件", "Cases"), CASES, out)


def found(rows: Sequence[archives.Archive]) -> Sheet:
    """Archives found, masked."""
    out = [
        {"number": row.number, "name": row.name, "shown": row.shown, "paper": archives.PAPER_STATES[row.paper],
         "digital": archives.DIGITAL_STATES[row.digital], "shelf": row.shelf,
         "_links": {"number": reverse("personnel_archives:archive", args=[row.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archives", Text("找到的档案", "Archives found"), ARCHIVES, out)


def parked(rows: Sequence[archives.Parked]) -> Sheet:
    """What waits to be mended."""
    out = [
        {"place": row.place, "what": Text(row.what_zh, row.what_en), "mend": Text(row.mend_zh, row.mend_en)}
        for row in rows
    ]
    return Sheet("archive-parked", Text("待改正（已暂存）", "Parked, to be mended"), PARKED, out)


def late(rows: Sequence[archives.Late]) -> Sheet:
    """What is past its day."""
    words = {"lent": Text("外借未还", "loan not returned")}
    out = [{**row._asdict(), "what": words.get(row.what, Text("办件逾期", "case overdue"))} for row in rows]
    return Sheet("archive-late", Text("逾期", "Overdue"), LATE, out)


def soon(rows: Sequence[archives.Soon]) -> Sheet:
    """Who retires soon."""
    out = [
        {"number": row.archive.number, "name": row.archive.name, "month": f"{row.month // 12}-{row.month % 12 + 1:02d}",
         "lacks": "、".join(row.lacks) or "—", "_links": {"number": reverse("personnel_archives:archive", args=[row.archive.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-soon", Text("即将到法定退休年龄", "Near the statutory age"), SOON, out)


def causes(rows: Sequence[tuple[str, int]]) -> Sheet:
    """Causes of complaints."""
    out = [{"what": Text("诉求原因", "cause"), "state": CAUSES[name], "n": n} for name, n in rows]
    return Sheet("archive-causes", Text("诉求原因", "Causes of complaints"), COUNTS, out)


def counts(told: dict[str, dict[str, int]]) -> Sheet:
    """Archives by state of paper and image."""
    words = {
        "paper": (Text("实体", "Paper"), archives.PAPER_STATES),
        "digital": (Text("影像", "Image"), archives.DIGITAL_STATES),
    }
    out = [
        {"what": title, "state": states[name], "n": n}
        for kind, (title, states) in words.items()
        for name, n in sorted(told[kind].items())
    ]
    return Sheet("archive-counts", Text("馆藏", "Holdings"), COUNTS, out)


def chain(links: Sequence[Any], broken: Sequence[archives.Broken]) -> Sheet:
    """The custody chain; a broken link says why."""
    why = {each.sequence: each.why for each in broken}
    out = [
        {"sequence": link.sequence, "at": f"{link.at:%Y-%m-%d}", "giver": _place(link.giver), "taker": _place(link.taker), "pages": link.pages,
         "seal": link.seal, "state": why.get(link.sequence, Text("衔接", "joins")),
         "_tags": {"state": "not_met" if link.sequence in why else "met"}}
        for link in links
    ]  # fmt: skip
    return Sheet("archive-custody", Text("交接记录", "Custody chain"), CHAIN, out)


_CENTRES = {each.code: each.name for each in districts.OFFICES}


def _place(name: str) -> Any:
    """A centre by its name; anybody else as recorded."""
    return _CENTRES.get(name, name)


def items(rows: Sequence[archives.Item]) -> Sheet:
    """The catalogue."""
    out = [
        {
            "title": row.title,
            "class_": archives.CLASSES[row.class_number],
            "pages": row.pages,
            "states": row.states,
        }
        for row in rows
    ]
    return Sheet("archive-items", Text("材料目录", "Catalogue"), ITEMS, out)


def looks(rows: Sequence[Any]) -> Sheet:
    """Who looked at the image."""
    out = [
        {"at": f"{row.at:%Y-%m-%d %H:%M}", "watermark": row.watermark, "purpose": row.purpose} for row in rows
    ]
    return Sheet("archive-looks", Text("查阅记录", "Looks"), LOOKS, out)


def section(sheet: Sheet, empty_zh: str, empty_en: str) -> dict[str, Any]:
    """A part of a page: the table, or the words where it is empty."""
    return {
        "id": sheet.name, "title": sheet.title, "table": sheet.table() if sheet.rows else None, "empty": Text(empty_zh, empty_en),
    }  # fmt: skip
