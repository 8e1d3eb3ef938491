"""The room's lists as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.cases.services import registered
from gongbao.platform.personnel_archives import services as archives
from gongbao.policies.personnel_archives.forms import CAUSES
from gongbao.web.i18n import language
from gongbao.web.shared.sheets import Sheet, column
from gongbao.web.templatetags.words import clause_label

CASES = (
    column("number", "办件编号", "Number"), column("kind", "事项", "Matter"), column("state", "状态", "State"),
    column("due", "时限", "Due", "date"), column("opened_on", "提交", "Opened", "date"),
)  # fmt: skip
ARCHIVES = (
    column("number", "档案编号", "Archive"), column("name", "姓名", "Name"), column("shown", "证件号码", "Number"),
    column("paper", "实体", "Paper"), column("digital", "影像", "Image"), column("shelf", "架位", "Shelf"),
)  # fmt: skip
PARKED = (
    column("place", "位置", "Place"), column("kind", "种类", "Kind"), column("what", "问题", "What"),
    column("mend", "怎么改", "How to mend it"), column("at", "时间", "When"),
)  # fmt: skip
INCOMING = (
    column("number", "档案编号", "Archive"), column("name", "姓名", "Name"), column("from", "转出", "From"), column("seal", "封签", "Seal"),
    column("sent_on", "交寄", "Sent", "date"), column("state", "状态", "State"),
)  # fmt: skip
LATE = (
    column("number", "编号", "Number"), column("office", "中心", "Centre"), column("what", "环节", "Stage"), column("due", "期限", "Due", "date"),
)  # fmt: skip
SOON = (
    column("number", "档案编号", "Archive"), column("name", "姓名", "Name"), column("month", "法定退休年月", "Statutory month", "month"),
    column("lacks", "档案里还缺", "The archive lacks"), column("told", "已告知", "Told", "date"),
)  # fmt: skip
CAUSED = (
    column("office", "中心", "Centre"), column("cause", "原因", "Cause"), column("n", "数量", "Count", "integer"), column("share", "占比", "Share"),
)  # fmt: skip
LEVELS = (
    column("period", "期间", "Period"), column("what", "事项", "Matter"), column("opened", "收到", "Sent in", "integer"),
    column("finished", "办结", "Finished", "integer"), column("days", "用时中位数（天）", "Days, median"), column("late", "现在逾期", "Late now", "integer"),
)  # fmt: skip
FILINGS = (
    column("number", "材料编号", "Number"), column("title", "材料", "Paper"), column("dated", "日期", "Dated", "date"),
    column("at", "送来", "Came"), column("why", "依据", "Ground"),
)  # fmt: skip
LOANS = (
    column("number", "档案编号", "Archive"), column("lent_on", "借出", "Lent", "date"), column("back_on", "应还", "Due back", "date"),
    column("pages", "页", "Pages", "integer"), column("renewed", "续借", "Renewal"),
)  # fmt: skip
LISTED = (
    column("name", "名称", "Name"), column("kind", "类别", "Kind"), column("street", "街道", "Street"), column("until", "有效期至", "Until", "date"),
)  # fmt: skip
BATCHES = (
    column("name", "清单", "List"), column("kind", "种类", "Kind"), column("at", "时间", "When"), column("rows", "行", "Rows", "integer"),
    column("good", "收下或一致", "Good", "integer"),
)  # fmt: skip
TOLD = (column("row", "行", "Row"), column("barcode", "条码", "Barcode"), column("why", "结果", "Result"))
SEALS = (
    column("seal", "封签号", "Seal"),
    column("put_on", "加封", "Put on"),
    column("state", "状态", "State"),
)
LIST_KINDS = {
    "closing_firm": Text("单位批量移交", "a firm's archives"), "comparison": Text("清单核对", "comparison"),
    "arrivals": Text("批量到达", "arrivals"),
}  # fmt: skip
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
    """What waits to be mended; each leads to where it is."""
    out = [
        {"place": row.place, "kind": archives.KINDS[row.kind], "what": Text(row.what_zh, row.what_en),
         "mend": Text(row.mend_zh, row.mend_en), "at": row.at, "_links": {"place": reverse("personnel_archives:parked", args=[row.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-parked", Text("待改正（已暂存）", "Parked, to be mended"), PARKED, out)


def incoming(rows: Sequence[archives.Parcel]) -> Sheet:
    """What is on its way to the centre."""
    out = [
        {"number": row.number, "name": row.name, "from": _place(row.sender), "seal": row.seal, "sent_on": row.sent_on,
         "state": Text(row.differs or "等待核收", "differs" if row.differs else "awaited"),
         "_tags": {"state": "not_met" if row.differs else "unknown"},
         "_links": {"number": reverse("personnel_archives:parcel", args=[row.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-incoming", Text("转来待核收", "On their way here"), INCOMING, out)


def late(rows: Sequence[archives.Late]) -> Sheet:
    """What is past its day."""
    out = [
        {"number": row.number, "office": _place(row.office), "what": row.what, "due": row.due,
         "_links": {"number": reverse("personnel_archives:case", args=[row.number])} if row.case else {}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-late", Text("逾期", "Overdue"), LATE, out)


def soon(rows: Sequence[archives.Soon]) -> Sheet:
    """Who retires soon."""
    out = [
        {"number": row.archive.number, "name": row.archive.name, "month": row.month, "told": row.archive.told_on,
         "lacks": "、".join(row.lacks) or "—", "_links": {"number": reverse("personnel_archives:archive", args=[row.archive.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-soon", Text("即将到法定退休年龄", "Near the statutory age"), SOON, out)


def causes(rows: Sequence[tuple[str, str, int]]) -> Sheet:
    """Causes of complaints by office, with their share."""
    whole = sum(n for _, _, n in rows) or 1
    out = [
        {"office": _place(office), "cause": CAUSES[cause], "n": n, "share": f"{100 * n / whole:.0f}%"}
        for office, cause, n in rows
    ]
    return Sheet("archive-causes", Text("诉求原因", "Causes of complaints"), CAUSED, out)


def counts(told: dict[str, dict[str, int]]) -> Sheet:
    """Archives by state of paper and image, cases by procedure and state."""
    words = {
        "paper": (Text("实体", "Paper"), archives.PAPER_STATES),
        "digital": (Text("影像", "Image"), archives.DIGITAL_STATES),
    }
    for procedure in told.keys() - words.keys():
        made = registered(procedure).procedure
        words[procedure] = (made.title, {state.name: state.title for state in made.states})
    out = [
        {"what": title, "state": states[name], "n": n}
        for kind, (title, states) in words.items()
        for name, n in sorted(told.get(kind, {}).items())
    ]
    return Sheet("archive-counts", Text("馆藏和办件", "Holdings and cases"), COUNTS, out)


def levels(parts: Sequence[tuple[Text, Sequence[archives.Level]]]) -> Sheet:
    """Service levels by period and procedure."""
    out = [
        {"period": period, "what": row.procedure, "opened": row.opened, "finished": row.finished,
         "days": "—" if row.days is None else str(row.days), "late": row.late_now}
        for period, rows in parts
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-levels", Text("办件数量和用时", "Counts and times"), LEVELS, out)


def filings(rows: Sequence[archives.Filing], keys: Mapping[Any, Any] | None = None) -> Sheet:
    """Papers to be put into archives; each leads to its archive where that is known."""
    out = [
        {"number": row.number, "title": row.title, "dated": row.dated, "at": row.at, "why": clause_label(row.clause, language()),
         "_links": {"number": reverse("personnel_archives:archive", args=[keys[row.party]])} if keys and row.party in keys else {}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-filings", Text("待归入的材料", "Papers to be put in"), FILINGS, out)


def loans(rows: Sequence[archives.Loan]) -> Sheet:
    """Real archives out of the house."""
    out = [
        {"number": row.archive.number, "lent_on": row.lent_on, "back_on": row.back_on, "pages": row.pages_out,
         "renewed": Text("已续借", "renewed") if row.renewed else Text("未续借", "not renewed")}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-loans", Text("外借中", "Out on loan"), LOANS, out)


def bodies(rows: Sequence[archives.Body]) -> Sheet:
    """Lending departments, street bodies, employers and keepers on the list."""
    out = [
        {"name": row.name, "kind": archives.BODIES[row.kind], "street": row.street, "until": row.valid_until}
        for row in rows
    ]
    return Sheet("archive-bodies", Text("名册", "Bodies on the list"), LISTED, out)


def batches(rows: Sequence[archives.Batch]) -> Sheet:
    """Lists that were taken in."""
    out = [
        {"name": row.name, "kind": _kind(row.kind), "at": row.at, "rows": row.rows, "good": row.good,
         "_links": {"name": reverse("personnel_archives:batch", args=[row.id])}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-batches", Text("收过的清单", "Lists taken in"), BATCHES, out)


def told(rows: Sequence[Sequence[Any]]) -> Sheet:
    """What each row of a list came to."""
    out = [
        {"row": row or Text("清单外", "not listed"), "barcode": about, "why": Text(zh, en), "_tags": {"why": "met" if good else "not_met"}}
        for row, about, good, zh, en in rows
    ]  # fmt: skip
    return Sheet("archive-told", Text("逐行结果", "Row by row"), TOLD, out)


def seals(rows: Sequence[archives.Seal]) -> Sheet:
    """The seals of an archive."""
    out = [
        {"seal": row.number, "put_on": row.put_on,
         "state": Text(f"已拆：{row.broken_why}", f"broken: {row.broken_why}") if row.broken_at else Text("完好", "whole"),
         "_tags": {"state": "unknown" if row.broken_at else "met"}}
        for row in rows
    ]  # fmt: skip
    return Sheet("archive-seals", Text("封签", "Seals"), SEALS, out)


def _kind(kind: str) -> Text:
    if kind.startswith("of "):
        told = archives.OUTSIDE[kind[3:]]
        return Text(f"登记导入：{told.zh}", f"register: {told.en}")
    return LIST_KINDS.get(kind, Text(kind, kind))


def chain(links: Sequence[Any], broken: Sequence[archives.Broken]) -> Sheet:
    """The custody chain; a broken link says why."""
    why = {each.sequence: each.why for each in broken}
    out = [
        {"sequence": link.sequence, "at": link.at, "giver": _place(link.giver), "taker": _place(link.taker), "pages": link.pages,
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
    out = [{"at": row.at, "watermark": row.watermark, "purpose": row.purpose} for row in rows]
    return Sheet("archive-looks", Text("查阅记录", "Looks"), LOOKS, out)


def section(sheet: Sheet, empty_zh: str, empty_en: str) -> dict[str, Any]:
    """A part of a page: the table whose rows stand as cards on a phone, or the words where it is empty."""
    return {
        "id": sheet.name, "title": sheet.title, "table": sheet.stacked(), "empty": Text(empty_zh, empty_en),
    }  # fmt: skip
