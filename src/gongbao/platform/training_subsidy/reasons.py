"""Reasons of decisions: from the clauses by which rows fail or are cut to the procedure's own list."""

from __future__ import annotations

from collections.abc import Iterable

from gongbao.kernel.procedure import Reason
from gongbao.platform.training_subsidy.determine import Result
from gongbao.platform.training_subsidy.models import ClaimRow
from gongbao.platform.training_subsidy.words import clause
from gongbao.policies.training_subsidy.procedure.shared import REFUSAL_REASONS

BY_ID: dict[str, Reason] = {reason.id: reason for reason in REFUSAL_REASONS}
_BY_CLAUSE = {reason.clause: reason.id for reason in BY_ID.values() if reason.clause}
_ALSO = {"1.2.c": "not_sme", "1.1.d": "not_category"}
_BY_CLAUSE |= {clause(number): name for number, name in _ALSO.items() if clause(number) not in _BY_CLAUSE}
_CUTS = {"exclusive": "both_schemes", "cap": "firm_cap"}
OTHER = "not_corrected"


def of_result(each: Result | ClaimRow) -> list[str]:
    """Why a row does not receive all it claims, as ids of the list; empty where it does."""
    if each.excluded:
        return [each.excluded]
    found = [_BY_CLAUSE.get(number, OTHER) for _, number, state in each.reasons if state == "not_met"]
    found += [_BY_CLAUSE.get(number, OTHER) for _, number in each.short]
    if each.cut_by:
        found.append(_CUTS[each.cut_by])
    return list(dict.fromkeys(found))


def of_all(rows: Iterable[Result | ClaimRow]) -> list[str]:
    """The reasons of many rows, each once, in the order of the list."""
    found = {name for each in rows for name in of_result(each)}
    return [name for name in BY_ID if name in found]


def by_row(rows: Iterable[Result | ClaimRow]) -> dict[str, list[str]]:
    """The reasons by row number, for rows that have any."""
    listed = ((_place(each), of_result(each)) for each in rows)
    return {str(place): names for place, names in listed if names}


def _place(each: Result | ClaimRow) -> int:
    return each.row if isinstance(each, ClaimRow) else each.person.row
