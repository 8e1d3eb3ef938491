"""Rows, findings and differences of a claim in words, as the officer's pages and workbooks show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongbao.kernel.calendar import month as months
from gongbao.kernel.masking import mask_name
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.policies import policy
from gongbao.policies.training_subsidy.forms import CATEGORIES, SCHEMES
from gongbao.policies.training_subsidy.procedure import APPLICATION
from gongbao.web.shared.sheets import column
from gongbao.web.shared.values import plain

REASONS = {each.id: each for each in APPLICATION.action("refuse").reasons}
_CUTS = {"exclusive": "both_schemes", "cap": "firm_cap"}
_LABELS = {each.value: each.label for each in CATEGORIES}
SCHEME_TITLES = {each.value: each.label for each in SCHEMES}
OUTCOMES = {
    "met": Text("符合", "met"),
    "not_met": Text("不符合", "not met"),
    "unknown": Text("待补充", "open"),
    "judgement": Text("待人工认定", "to be judged"),
}
COLUMNS = (
    column("row", "行", "Row", "integer"), column("name", "姓名", "Name"), column("number", "身份证号码", "Identity number"),
    column("category", "人员类别", "Category"), column("hired_on", "入职日期", "Day of hire", "date"),
    column("months", "申请月份", "Months claimed"), column("wages", "工资月数", "Months with a wage", "integer"),
    column("amount", "金额（元）", "Yuan", "money"), column("outcome", "结论", "Finding"), column("why", "原因", "Why"),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """One row as shown: the name masked, `why` what it fails or waits for (with clauses), `found` what was noticed."""

    row: int
    name: str
    number: str
    category: Text
    hired_on: Any
    months: tuple[int, ...]
    paid: int
    outcome: str
    amount: int
    granted: int
    why: tuple[tuple[Text, str], ...]
    found: tuple[Text, ...]
    excluded: Text | None
    host_unit: str
    wages: tuple[tuple[int, int], ...]
    judged: tuple[tuple[Text, bool, str], ...]


def people(panel: training.Panel) -> list[Person]:
    """The rows of a panel, each with what was noticed of it."""
    noticed: dict[int, list[Text]] = {}
    for each in panel.findings:
        if each.part == "roster" and each.at.row:
            noticed.setdefault(each.at.row, []).append(each.at.what)
    return [_person(panel.claim.scheme, row, tuple(noticed.get(row.row, ()))) for row in panel.rows]


def noticed_in_general(panel: training.Panel) -> list[Text]:
    """What was noticed of the whole claim or of its statement, each with its row there."""
    return [_placed(each) for each in panel.findings if each.part != "roster" or not each.at.row]


def _placed(found: Any) -> Text:
    row, what = found.at.row, found.at.what
    if not row:
        return what
    return Text(f"对账单第 {row} 行：{what.zh}", f"Statement row {row}: {what.say('en')}")


def fact_label(name: str) -> Text:
    """The label of a fact."""
    labels = {fact.name: fact.label for each in policy("training_subsidy").questions for fact in each.facts}
    return labels.get(name, plain(name))


def sheet_row(person: Person) -> dict[str, Any]:
    """A row of the workbook."""
    why = [text for text, _ in person.why] + list(person.found)
    shown = {
        name: getattr(person, name) for name in ("row", "name", "number", "category", "hired_on", "amount")
    }
    return {
        **shown,
        "months": "、".join(months.iso(each) for each in person.months),
        "wages": len({month for month, _ in person.wages}),
        "outcome": Text("已去掉", "left out") if person.excluded else OUTCOMES.get(person.outcome, ""),
        "why": person.excluded or Text("；".join(t.zh for t in why), "; ".join(t.say("en") for t in why)),
    }


def _person(scheme: str, row: Any, found: tuple[Text, ...]) -> Person:
    unpaid = {month for month, _ in row.short}
    return Person(
        row=row.row,
        name=mask_name(row.name),
        number=row.shown,
        category=_LABELS.get(row.category, Text("", "")),
        hired_on=row.hired_on,
        months=row.months,
        paid=len(row.months) - len(unpaid) if row.outcome == "met" else 0,
        outcome=row.outcome,
        amount=row.amount,
        granted=row.granted,
        why=tuple(_why(scheme, row)),
        found=found,
        excluded=REASONS[row.excluded].text if row.excluded in REASONS else None,
        host_unit=row.host_unit,
        wages=row.wages,
        judged=tuple((fact_label(name), value, evidence) for name, value, evidence in row.judged),
    )


def _why(scheme: str, row: Any) -> list[tuple[Text, str]]:
    """Conditions failed or open, months that do not count, and what cut the sum, each with its clause."""
    question = policy("training_subsidy").question(scheme)
    tags = question.tags if question else {}
    told = [
        (tags[name].label if name in tags else plain(name), clause)
        for name, clause, state in row.reasons
        if state != "met"
    ]
    by_clause: dict[str, list[int]] = {}
    for month, clause in row.short:
        by_clause.setdefault(clause, []).append(month)
    told += [(_short(found), clause) for clause, found in by_clause.items()]
    cut = REASONS.get(_CUTS.get(row.cut_by, ""))
    return [*told, (cut.text, cut.clause)] if cut else told


def _short(found: list[int]) -> Text:
    zh, en = (
        "、".join(months.label(each).zh for each in found),
        ", ".join(months.label(each).en for each in found),
    )
    return Text(f"{zh} 不计", f"{en} does not count")
