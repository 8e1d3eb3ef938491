"""The room's lists as tables: periods, items, units, systems, findings, cases, records, fees, differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from gongbao.law.cite import Cite
from gongbao.law.text import Text
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.facts import CATALOGUES, EVENTS
from gongbao.web.shared.sheets import Sheet, column

PERIODS = (
    column("name", "旬", "Period"), column("lines", "笔数", "Lines", "integer"), column("collected", "代收（元）", "Collected (yuan)", "money"),
    column("filing_due", "申报期限", "File by", "date"), column("filed", "申报", "Filed", "date"),
    column("remittance_due", "解缴期限", "Remit by", "date"), column("remitted", "已解缴（元）", "Remitted (yuan)", "money"), column("state", "状态", "State"),
)  # fmt: skip
ITEMS = (
    column("number", "代收编号", "Item"), column("collected_on", "日期", "Day", "date"), column("unit", "网点", "Unit"),
    column("plate", "号牌", "Plate"), column("vin", "车架号", "VIN"), column("vehicle_class", "类别", "Class"),
    column("tax_year", "年度", "Year"), column("tax", "税额（元）", "Tax (yuan)", "money"), column("late_fee", "滞纳金（元）", "Late fee", "money"),
    column("refunded", "已退税（元）", "Given back", "money"), column("state", "状态", "State"), column("filing", "申报号", "Filing"),
)  # fmt: skip
UNITS = (
    column("unit", "网点或代理机构", "Branch or intermediary"), column("lines", "笔数", "Lines", "integer"), column("tax", "税额（元）", "Tax (yuan)", "money"),
    column("late_fee", "滞纳金（元）", "Late fees", "money"), column("void", "撤销更正", "Undone", "integer"),
)  # fmt: skip
SYSTEMS = (
    column("name", "系统", "System"), column("release", "版本", "Version"), column("applied_on", "申请", "Applied", "date"),
    column("technology", "技术测试", "Technology test", "date"), column("business", "业务测试", "Tax test", "date"),
    column("go_live_on", "上线", "Live from", "date"), column("state", "状态", "State"),
)  # fmt: skip
FINDINGS = (
    column("insurer", "保险机构", "Insurer"), column("period", "旬起日", "Period from", "date"), column("kind", "发现", "Finding"),
    column("amount", "涉及（元）", "Yuan", "money"), column("days", "逾期（日）", "Days late", "integer"), column("late_fee", "滞纳金（元）", "Late fee", "money"),
    column("ended", "了结", "Ended"), column("ended_on", "了结日", "Ended on", "date"), column("clause", "条款", "Clause"), column("found_on", "发现日", "Found", "date"),
)  # fmt: skip
CASES = (
    column("title", "事项", "Matter"), column("number", "办件编号", "Number"), column("kind", "种类", "Kind"), column("state", "状态", "State"), column("due", "时限", "Due", "date"),
)  # fmt: skip
RECORDS = (
    column("title", "名称", "Title"), column("kind", "种类", "Kind"), column("day", "日期", "Day", "date"), column("release", "版本", "Version"),
    column("unit", "网点", "Unit"), column("people", "人数", "People", "integer"), column("text", "内容", "Text"),
)  # fmt: skip
FEES = (
    column("year", "年度", "Year"), column("base", "入库税款（元）", "Tax remitted", "money"), column("refunded", "扣减退税（元）", "Less refunds", "money"), column("rate", "比例", "Rate"),
    column("fee", "手续费（元）", "Fee", "money"), column("state", "状态", "State"), column("slip", "支付凭证", "Payment"),
)  # fmt: skip
LATE_FEES = (
    column("number", "编号", "Number"), column("period", "旬起日", "Period from", "date"), column("amount", "滞纳金（元）", "Late fee", "money"),
    column("left", "未缴（元）", "Left", "money"),
)  # fmt: skip
REFUNDS = (
    column("item", "代收编号", "Item"), column("event", "退税原因", "Ground"), column("event_on", "发生日期", "On", "date"),
    column("amount", "应退（元）", "To be paid back", "money"), column("state", "状态", "State"), column("slip", "退还书号", "Order"),
)  # fmt: skip
DIFFERENCES = (
    column("number", "编号", "Number"), column("kind", "差异", "Difference"), column("insurer", "保险机构账（元）", "Insurer (yuan)", "money"),
    column("platform", "代收台账（元）", "Ledger (yuan)", "money"), column("treasury", "入库（元）", "Treasury (yuan)", "money"), column("amount", "相差（元）", "Differs by", "money"),
)  # fmt: skip
INSURERS = (column("name", "保险机构", "Insurer"), column("code", "统一社会信用代码", "Credit code"), column("office", "主管税务机关", "Tax authority"))  # fmt: skip
BRANCHES = (
    column("code", "代码", "Code"), column("name", "名称", "Name"), column("kind", "类别", "Kind"), column("state", "状态", "State"),
)  # fmt: skip
KEYS = (
    column("id", "密钥", "Key"), column("unit", "网点", "Unit"), column("duties", "用途", "Duties"), column("kind", "环境", "For"),
    column("made_at", "发放", "Made"), column("state", "状态", "State"),
)  # fmt: skip
LISTED = (
    column("model", "车辆型号", "Model"), column("kind", "目录", "Catalogue"), column("batch", "批次", "Batch"), column("maker", "生产企业", "Maker"),
    column("listed_from", "列入", "Listed from", "date"), column("listed_to", "撤销", "Taken out", "date"),
)  # fmt: skip
DUTY_WORDS = {"collect": Text("代收", "collecting"), "file": Text("申报解缴", "filing and remitting")}


def standing_state(row: tax.Standing, today: Any) -> tuple[Text, str]:
    """Where a period stands today, and its tone."""
    filing, period = row.filing, row.period
    if filing is None:
        if today <= period.last:
            return Text("代收中", "Collecting"), "info"
        late = today > (period.filing.late_after if row.reading == "art109" else period.filing.due)
        return (
            (Text("逾期未申报", "Not filed, late"), "not_met")
            if late
            else (Text("待申报", "To be filed"), "unknown")
        )
    if filing.remitted >= filing.total:
        return Text("已足额解缴", "Remitted in full"), "met"
    late = today > (period.remittance.late_after if row.reading == "art109" else period.remittance.due)
    return (
        (Text("逾期未足额解缴", "Short, late"), "not_met")
        if late
        else (Text("待解缴", "To be remitted"), "unknown")
    )


def periods(rows: Sequence[tax.Standing], today: Any, *, linked: bool = True) -> Sheet:
    """Ten-day periods with their limits."""
    out = []
    for row in reversed(rows):
        state, tone = standing_state(row, today)
        links = {"name": reverse("vehicle_tax:period", args=[row.period.first.isoformat()])} if linked else {}
        out.append({
            "name": row.period.name, "lines": row.lines, "collected": row.collected, "filing_due": row.period.filing.late_after,
            "filed": row.filing.filed_on if row.filing else None, "remittance_due": row.period.remittance.late_after,
            "remitted": row.filing.remitted if row.filing else 0, "state": state, "_tags": {"state": tone}, "_links": links,
        })  # fmt: skip
    return Sheet("vehicle-periods", Text("各旬代收、申报和解缴", "Ten-day periods"), PERIODS, out)


def items(rows: Sequence[tax.ItemRow]) -> Sheet:
    """Collected items, masked."""
    tones = {"live": "met", "void": "not_met", "refunded": "not_met"}
    out = [
        {
            **row._asdict(), "tax_year": str(row.tax_year), "refunded": row.refunded or None,
            "_tags": {"state": tones.get(row.code, "unknown")},
        }
        for row in rows
    ]  # fmt: skip
    return Sheet("vehicle-items", Text("代收明细", "Collected items"), ITEMS, out)


def units(rows: Sequence[Any], names: dict[str, Text]) -> Sheet:
    """Totals by branch and intermediary."""
    head = Text("机构本部", "Head office")
    out = [
        {**row._asdict(), "unit": names.get(row.unit, head if not row.unit else Text(row.unit, row.unit))}
        for row in rows
    ]
    return Sheet("vehicle-units", Text("网点和代理机构", "Branches and intermediaries"), UNITS, out)


def systems(rows: Sequence[Any], names: Mapping[Any, str] | None = None) -> Sheet:
    """The acceptance register; with `names` of insurers by party, whose system it is."""
    tones = {"accepted": "met", "failed": "not_met", "applied": "unknown"}
    out = [
        {
            **row._asdict(), "technology": row.technology_passed_on, "business": row.business_passed_on,
            "insurer": (names or {}).get(row.party, ""), "_tags": {"state": tones[row.code]},
        }
        for row in rows
    ]  # fmt: skip
    whose = (column("insurer", "保险机构", "Insurer"),) if names else ()
    return Sheet(
        "vehicle-systems", Text("系统验收登记", "Register of accepted systems"), (*whose, *SYSTEMS), out
    )


def findings(rows: Sequence[Any]) -> Sheet:
    """What was found late or short."""
    out = [
        {
            **row._asdict(),
            "kind": row.title,
            "clause": Cite(row.clause).label(),
            "_tags": {"kind": "unknown" if row.ended_on else "not_met"},
        }
        for row in rows
    ]
    return Sheet("vehicle-findings", Text("逾期和少缴", "Late and short"), FINDINGS, out)


def cases(rows: Sequence[tax.CaseLine]) -> Sheet:
    """Cases of the room."""
    tones = {"now": "unknown", "done": "met", "stopped": "not_met"}
    out = [
        {**row._asdict(), "_links": {"title": reverse("vehicle_tax:case", args=[row.number])}, "_tags": {"state": tones[row.tone]}}
        for row in rows
    ]  # fmt: skip
    return Sheet("vehicle-cases", Text("办件", "Cases"), CASES, out)


def records(rows: Sequence[Any]) -> Sheet:
    """Working rules, internal control, training."""
    out = [{**row._asdict(), "people": row.people or None} for row in rows]
    return Sheet("vehicle-records", Text("制度、内控和培训", "Rules, control and training"), RECORDS, out)


def fees(rows: Sequence[Any]) -> Sheet:
    """Handling fees applied for."""
    return Sheet(
        "vehicle-fees",
        Text("手续费", "Handling fees"),
        FEES,
        [{**r._asdict(), "year": str(r.year)} for r in rows],
    )


def late_fees(rows: Sequence[tax.LateFeeRow]) -> Sheet:
    """Late fees charged to an insurer."""
    return Sheet("vehicle-late-fees", Text("滞纳金", "Late fees"), LATE_FEES, [row._asdict() for row in rows])


def refunds(rows: Sequence[tax.ClaimRow]) -> Sheet:
    """Refunds asked for by taxpayers."""
    out = [{**r._asdict(), "event": EVENTS.get(r.event, r.event)} for r in rows]
    return Sheet("vehicle-refunds", Text("退税申请", "Refunds asked for"), REFUNDS, out)


def differences(rows: Sequence[Any]) -> Sheet:
    """The differences of one reconciliation."""
    out = [{"number": d.number, "kind": d.kind, "amount": d.amount, **d.said} for d in rows]
    return Sheet("vehicle-differences", Text("差异", "Differences"), DIFFERENCES, out)


def listed(rows: Sequence[tax.ModelRow]) -> Sheet:
    """The models of the catalogues of energy-saving and new-energy vehicles."""
    out = [{**row._asdict(), "kind": CATALOGUES[row.kind]} for row in rows]
    return Sheet("vehicle-models", Text("节能和新能源车型目录", "Catalogues of models"), LISTED, out)


def insurers(rows: Sequence[tax.InstitutionRow]) -> Sheet:
    """Insurers with the way to their inspection."""
    from gongbao.kernel.districts import office

    out = [
        {"name": r.name, "code": r.code, "office": office(r.office).short, "_links": {"name": reverse("vehicle_tax:inspection", args=[r.party])}}
        for r in rows
    ]  # fmt: skip
    return Sheet("vehicle-insurers", Text("保险机构", "Insurers"), INSURERS, out)


def branches(rows: Sequence[Any]) -> Sheet:
    """The branches and intermediaries an insurer answers for."""
    out = [
        {
            **row._asdict(), "state": Text("在办", "Active") if row.active else Text("已停办", "Closed"),
            "_tags": {"state": "met" if row.active else "not_met"},
        }
        for row in rows
    ]  # fmt: skip
    return Sheet(
        "vehicle-branches",
        Text("网点和代理机构登记", "Register of branches and intermediaries"),
        BRANCHES,
        out,
    )


def keys(rows: Sequence[Any]) -> Sheet:
    """Keys of the interface; secrets are shown once, when made."""
    out = [
        {
            "id": r.id, "unit": r.unit or Text("全机构", "Whole insurer"), "made_at": r.made_at,
            "duties": Text("、".join(DUTY_WORDS[d].zh for d in r.duties), ", ".join(DUTY_WORDS[d].en for d in r.duties)),
            "kind": Text("沙箱", "Sandbox") if r.sandbox else Text("正式", "Live"),
            "state": Text("已停用", "Revoked") if r.revoked else Text("有效", "Valid"), "_tags": {"state": "not_met" if r.revoked else "met"},
        }
        for r in rows
    ]  # fmt: skip
    return Sheet("vehicle-keys", Text("接口密钥", "Keys of the interface"), KEYS, out)
