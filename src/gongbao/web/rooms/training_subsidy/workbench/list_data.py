"""Lists of hard-hit firms as tables: firms, copies, rows of an import, districts."""

from __future__ import annotations

from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.training_subsidy.forms import RECOGNITION_LIST
from gongbao.policies.training_subsidy.procedure import RECOGNITION
from gongbao.web.shared.sheets import column

COLUMNS = RECOGNITION_LIST.field("firms").columns
INDUSTRIES = {
    option.value: option.label for each in COLUMNS if each.name == "industry" for option in each.options
}
FIRMS = (
    column("firm", "统一社会信用代码", "Credit code", "credit_code"), column("name", "企业", "Firm"), column("industry", "行业", "Industry"),
    column("batch", "批次", "Batch", "integer"), column("revenue_2019", "2019年5—6月收入（元）", "Revenue 2019", "money"),
    column("revenue_2020", "2020年5—6月收入（元）", "Revenue 2020", "money"), column("outcome", "结论", "Outcome"),
    column("why", "依据", "Grounds"), column("filed_on", "报送日", "Reported on", "date"),
)  # fmt: skip
COPIES = (
    column("authority", "备案部门", "Filed with"), column("batch", "批次", "Batch", "integer"), column("firms", "企业数", "Firms", "integer"),
    column("sent_at", "送出", "Sent"), column("received_at", "回执", "Receipt"), column("digest", "摘要", "Digest"),
)  # fmt: skip
ROWS = (
    column("row", "行", "Row", "integer"),
    column("name", "企业", "Firm"),
    column("outcome", "结论", "Outcome"),
    column("why", "原因", "Why"),
)
DISTRICTS = (
    column("office", "区", "District"), column("number", "编号", "Number"), column("state", "状态", "State"),
    column("listed", "列入", "Listed", "integer"), column("declined", "不予认定", "Declined", "integer"), column("due", "到期日", "Due", "date"),
)  # fmt: skip


def firm(each: Any) -> dict[str, Any]:
    """A firm on a list, or declined, with its grounds."""
    listed = each.outcome == "met"
    return {
        "firm": each.firm,
        "name": each.name,
        "industry": INDUSTRIES.get(each.industry, each.industry),
        "batch": each.batch,
        "revenue_2019": each.revenue_2019,
        "revenue_2020": each.revenue_2020,
        "outcome": Text("列入", "Listed") if listed else Text("不予认定", "Declined"),
        "why": _grounds(each),
        "filed_on": each.filed_on,
        "_tags": {"outcome": "met" if listed else "not_met"},
    }


def _grounds(each: Any) -> Text:
    declined = {reason.id: reason.text for reason in RECOGNITION.action("decline").reasons}
    told = [declined[name] for (name, *rest) in each.reasons if not rest and name in declined]
    parts = [*told, *([Text(each.evidence, each.evidence)] if each.evidence else [])]
    if not parts:
        return Text("行业、规模、收入降幅都符合", "Industry, size and fall in revenue fit")
    return Text("；".join(part.zh for part in parts), "; ".join(part.say("en") for part in parts))


def copy(each: Any) -> dict[str, Any]:
    """A copy filed with a department, and its receipt."""
    waits = Text("未收到", "not yet")
    return {"batch": each.batch, "authority": each.authority, "firms": each.firms, "sent_at": each.sent_at,
            "received_at": each.received_at or waits, "digest": each.digest[:16]}  # fmt: skip


def ruled(row: dict[str, Any]) -> dict[str, Any]:
    """What became of one row of an imported list."""
    words = {
        "met": Text("列入", "Listed"),
        "not_met": Text("不列入", "Not listed"),
        "faulty": Text("数据有误", "Faulty"),
    }
    fault = row["refusal"]
    why = Refusal(Text(*fault["what"]), mend=Text(*fault["mend"])) if fault else ""
    tags = {"outcome": {"met": "met", "not_met": "not_met"}.get(row["outcome"], "unknown")}
    return {
        "row": row["row"],
        "name": row["name"],
        "outcome": words[row["outcome"]],
        "why": why,
        "_tags": tags,
    }
