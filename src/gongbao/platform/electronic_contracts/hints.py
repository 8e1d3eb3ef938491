"""What the Labour Contract Law asks of this contract beyond its text: an open term, double pay, compensation."""

from __future__ import annotations

from datetime import date

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.electronic_contracts import compensating, store
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.policies.electronic_contracts.derive import add_months
from gongbao.policies.electronic_contracts.rules import BOOK, QUESTIONS

OPEN_ENDED = next(each for each in QUESTIONS if each.id.endswith("/open_ended"))
CLAUSE = "lao-2020-28/3.s2"
_LATE = ("drafting", "proposed", "negotiating", "agreed", "part_signed")


def of(row: Contract, on: date) -> list[Refusal]:
    """The duties that stand out on a day, each with its article; nothing here bars a step."""
    short = compensating.shortfall(row, store.terms_of(row)) if row.kind == "end_agreement" else None
    return [each for each in (_open_ended(row, on), _late(row, on), short) if each is not None]


def _open_ended(row: Contract, on: date) -> Refusal | None:
    """A fixed term after two in a row, or after ten years: the worker may ask for an open-ended contract."""
    if (
        row.contract_type != "fixed"
        or row.kind not in ("contract", "renewal")
        or row.effective_at is not None
    ):
        return None
    terms = sorted(
        (each.starts_on, each.ends_on)
        for each in Contract.objects.filter(
            employer=row.employer, worker=row.worker, kind__in=("contract", "renewal"), contract_type="fixed",
            effective_at__isnull=False, starts_on__isnull=False, ends_on__isnull=False,
        ).exclude(key=row.key)
    )  # fmt: skip
    if not terms or row.starts_on is None:
        return None
    years = _years(terms[0][0], row.starts_on)
    answer = OPEN_ENDED.at(on).determine({"fixed_terms_done": len(terms), "unbroken_years": years})
    if answer.outcome == "not_met" or (
        len(terms) < int(str(BOOK["open_ended_terms"].at(on).value))
        and years < int(str(BOOK["open_ended_years"].at(on).value))
    ):
        return None
    return Refusal(
        Text(
            f"已连续订立 {len(terms)} 次固定期限、满 {years} 年：除劳动者要求固定期限外，应订立无固定期限合同（劳动合同法第十四条）",
            f"{len(terms)} fixed terms and {years} years so far: unless the worker asks for a fixed term the contract is open-ended (Labour Contract Law art. 14)",
        ),
        mend=Text(
            "改为无固定期限，或留下劳动者要求固定期限的书面材料",
            "Make it open-ended, or keep the worker's own wish in writing",
        ),
        clause=CLAUSE,
    )


def _late(row: Contract, on: date) -> Refusal | None:
    """Work began more than a month ago and nothing is concluded: double pay runs from the next day."""
    if row.kind != "contract" or row.state not in _LATE or row.starts_on is None:
        return None
    last = add_months(row.starts_on, int(str(BOOK["months_to_sign"].at(on).value)))
    if on <= last:
        return None
    return Refusal(
        Text(
            f"用工之日起满一个月（{last}）仍未订立，次日起按月付二倍工资（劳动合同法第八十二条）",
            f"Nothing was concluded within a month of the first day of work ({last}); double pay runs from the next day (Labour Contract Law art. 82)",
        ),
        mend=Text(
            "尽快签署；劳动者不签的，书面通知", "Sign soon; where the worker refuses, give notice in writing"
        ),
        clause=CLAUSE,
    )


def _years(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
