"""A quote: what is due on a vehicle with its policy, year by year, worked out by the rules and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from gongbao.kernel.calendar.years import add_years
from gongbao.kernel.rules.compile_python import Decide, compile_python
from gongbao.kernel.rules.logic import point
from gongbao.kernel.rules.question import Determination
from gongbao.law.text import Text
from gongbao.platform.vehicle_tax import vehicles, wrong
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.policies.vehicle_tax.dates import filing_last_day
from gongbao.policies.vehicle_tax.entry import energy_of, entry_facts
from gongbao.policies.vehicle_tax.facts import CATALOGUES, PROOFS
from gongbao.policies.vehicle_tax.rules import (
    BOOK,
    CAR_BANDS,
    CAR_LIMITS,
    DOCUMENT,
    ENTRY,
    LATE_FEE,
    MEDIUM_COACH_SEATS,
    TAX,
)

MENDS = {
    "vin_right": Text("车架号应为17位且校验位相符，请按行驶证重录", "A VIN has 17 characters and a fitting check digit"),
    "plate_right": Text("请按行驶证重录号牌，新车留空", "Enter the plate as on the licence; none for a new car"),
    "owner_given": Text("请录入纳税人名称和证件号码", "Enter the taxpayer's name and number"),
    "policy_given": Text("请录入保单号和起止日期", "Enter the policy's number and days of cover"),
    "size_given": Text("乘用车、摩托车录排量，客车录载客人数，货车等录整备质量", "Displacement, seats or kerb weight, as the class needs"),
    "class_fits": Text("请核对车辆类别、载客人数、排量和动力类型", "Check class, seats, displacement and drive"),
    "bought_before_policy": Text("购买日期不能晚于签单日期", "The purchase cannot be after the policy was signed"),
    "catalogue_agrees": Text("请核对车型；减免按目录办理，目录里没有的不减免", "Check the model: reliefs follow the catalogues"),
    "registry_agrees": Text("请按车辆登记信息更正，登记有误的先到公安交管部门更正", "Correct it as registered, or have the register corrected"),
    "proof_recorded": Text("请录入凭证号码和出具机关", "Enter the proof's number and office"),
}  # fmt: skip
WHERE = {
    "vin_right": "vin", "plate_right": "plate", "owner_given": "owner_number", "policy_given": "policy_number",
    "size_given": "displacement_ml", "class_fits": "vehicle_class", "bought_before_policy": "bought_on",
    "catalogue_agrees": "energy", "registry_agrees": "vin", "proof_recorded": "proof_number",
}  # fmt: skip
_BY_TABLE = Text("按税目税额表计算", "Worked out by the tax table")
_TAX_FACTS = frozenset(fact.name for fact in TAX.facts)


@dataclass(frozen=True)
class YearDue:
    """One tax year of a quote: fen, months, the rules' answer, and the amounts that are to be confirmed."""

    tax_year: int
    outcome: str
    tax: int
    late_fee: int
    months: int | None
    before_relief: int
    why: Text
    clause: str
    to_confirm: tuple[str, ...]
    answer: dict[str, Any] = field(repr=False, default_factory=dict)

    @property
    def total(self) -> int:
        """Tax and late fee in fen."""
        return self.tax + self.late_fee


@dataclass(frozen=True)
class Quote:
    """What is due with a policy: a line for each year, the oldest first; `relief` names the catalogue it rests on."""

    vin_hash: str
    years: tuple[YearDue, ...]
    relief: str = ""

    @property
    def total(self) -> int:
        """All of it in fen."""
        return sum(year.total for year in self.years)


def quote(entered: Mapping[str, Any], on: date, *, sandbox: bool = False) -> Quote:
    """What is due on `on`; raises Coded where anything entered is missing, false or collected before.

    The amounts come from the rules of the room alone; only tables that are no party's are read.
    """
    hashed = vehicles.vin_hash(str(entered.get("vin") or ""))
    model = str(entered.get("model") or "")
    known, paid, listed = vehicles.looked_up(hashed, model, entered.get("bought_on"), on, sandbox=sandbox)
    local = str(entered.get("plate") or "").startswith("京")
    energy = energy_of(entered.get("energy"), known.energy if known else None, listed)
    whole = {
        **entered,
        **_register_fills(known, entered),
        **_derived(entered),
        "energy": energy,
        "listed": listed,
    }
    same, differ = vehicles.agrees(known, entered, local=local)
    _require_sound(whole, same, differ, on)
    year = on.year
    if year in paid and not whole.get("already_paid"):
        raise Coded(
            "collected_before", Text(f"{year}年度的车船税已经代收", f"The tax of {year} was collected before"), where="vin",
            mend=Text("请凭已缴信息出单，不得重复收取", "Issue the policy on the earlier payment; collect nothing"), clause="6.3.a", status=409,
        )  # fmt: skip
    first = year if known is None or known.paid_through is None else known.paid_through + 1
    first = max(first, whole["bought_on"].year)
    owed = [each for each in range(first, year) if each not in paid]
    relief = f"{CATALOGUES[energy].zh}{listed[energy]}" if energy in CATALOGUES else ""
    return Quote(hashed, tuple(_year(whole, each, on) for each in [*owed, year]), relief)


def _register_fills(known: Any, entered: Mapping[str, Any]) -> dict[str, Any]:
    """Figures of the register where the insurer left them out; mandatory ones are asked for all the same."""
    if known is None:
        return {}
    names = ("seats", "kerb_kg", "displacement_ml")
    needed = {
        "coach": "seats",
        "truck": "kerb_kg",
        "special_purpose": "kerb_kg",
        "wheeled_machine": "kerb_kg",
    }
    mandatory = needed.get(str(entered.get("vehicle_class")), "displacement_ml")
    return {
        n: getattr(known, n) for n in names if n != mandatory and entered.get(n) is None and getattr(known, n)
    }


def _derived(entered: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the entries and is never typed: a short policy, and that a proof was looked at."""
    start, end = entered.get("cover_from"), entered.get("cover_to")
    short = (
        isinstance(start, date) and isinstance(end, date) and end < add_years(start, 1) - timedelta(days=1)
    )
    return {
        "cover": "short" if short else "whole_year",
        "proof_seen": bool(entered.get("proof_number") or entered.get("proof_office")),
        "standing": entered.get("standing") or "ordinary",
    }


@lru_cache(maxsize=16)
def _sound(on: date) -> Decide:
    """The rule on entries as one function: most are sound, and only of the others the reasons are wanted."""
    return compile_python(ENTRY.at(on), reasons=False)


def _require_sound(whole: Mapping[str, Any], same: bool | None, differ: tuple[str, ...], on: date) -> None:
    facts = entry_facts(whole, registry_agrees=same)
    if _sound(on)(facts).truth:
        return
    answer = ENTRY.at(on).determine(facts)
    bad = [reason.unit.tag for reason in answer.reasons if reason.state is not True]
    first = bad[0]
    where = differ[0] if first.name == "registry_agrees" and differ else WHERE[first.name]
    what = Text(f"不符合“{first.label.zh}”", f"This does not hold: {first.label.en}")
    if first.name in wrong.TOLD:
        what, where = wrong.TOLD[first.name](whole)
    code = "registry_unknown" if first.name == "registry_agrees" and same is None else first.name
    also = tuple(tag.name for tag in bad[1:])
    raise Coded(
        code, what, where=where, mend=MENDS[first.name], clause=first.clause.partition("/")[2], also=also
    )


def _year(whole: Mapping[str, Any], year: int, on: date) -> YearDue:
    ruled_on = on if year == on.year else date(year, 12, 31)
    facts = {name: whole[name] for name in _TAX_FACTS if whole.get(name) is not None}
    facts |= {"tax_year": year, "collected_on": on, "insured_here": True, "already_paid": False}
    if year == on.year:
        facts["already_paid"] = bool(whole.get("already_paid"))
    else:
        facts["cover"] = "whole_year"
    ruling = TAX.at(ruled_on)
    answer = ruling.determine(facts)
    if answer.outcome not in ("met", "not_met") or answer.amount_fen is None:
        raise Coded(
            "undetermined", Text("资料不足，不能确定税额", "The tax cannot be determined"),
            where=answer.open[0][0].name if answer.open else "", clause="4",
        )  # fmt: skip
    return _line(answer, whole, year, on)


def _line(answer: Determination, whole: Mapping[str, Any], year: int, on: date) -> YearDue:
    values = {name: point(answer.run.bounds(value)) for name, value in answer.ruling.values.items()}
    tax, late = answer.amount_fen or 0, 0
    if answer.outcome == "met" and year < on.year:
        facts = {"owed": tax, "filing_last_day": filing_last_day(year), "paid_on": on, "already_paid": False}
        late = LATE_FEE.at(on).determine(facts).amount_fen or 0
    met = answer.outcome == "met"
    why, clause = (_BY_TABLE, DOCUMENT + "4") if met else _why_nothing(answer)
    return YearDue(
        year, "collected" if met else "not_due", tax, late,
        values["months"] if met else 0, (values["before_relief_fen"] or 0) if met else 0,
        why, clause, _to_confirm(whole, year) if met else (),
        {"facts": {k: _plain(v) for k, v in answer.facts.items()}, "readings": answer.ruling.readings,
         "values": values, "on": answer.ruling.on.isoformat()},
    )  # fmt: skip


def _why_nothing(answer: Determination) -> tuple[Text, str]:
    """Why nothing is due, and the clause behind it."""
    tag = answer.reasons[0].unit.tag
    return Text(f"不收：不满足“{tag.label.zh}”", f"Nothing due; not so: {tag.label.en}"), tag.clause


def table_row(whole: Mapping[str, Any]) -> str:
    """The parameter of the tax table that a vehicle falls under."""
    kind = whole["vehicle_class"]
    if kind == "passenger_car":
        size = whole.get("displacement_ml") or 0
        return next(
            (name for limit, name in zip(CAR_LIMITS, CAR_BANDS, strict=False) if size <= limit), CAR_BANDS[-1]
        )
    if kind == "coach":
        return "coach_medium" if (whole.get("seats") or 0) <= MEDIUM_COACH_SEATS else "coach_large"
    names = {"truck": "truck_tonne", "special_purpose": "special_tonne", "wheeled_machine": "machine_tonne"}
    return names.get(kind, "motorcycle")


def _to_confirm(whole: Mapping[str, Any], year: int) -> tuple[str, ...]:
    """The parameters used whose value is not well founded (confidence C to E)."""
    used = [
        table_row(whole),
        *(["plate_relief_twelfths"] if whole["vehicle_class"] == "passenger_car" else []),
    ]
    return tuple(name for name in used if BOOK[name].at(date(year, 12, 31)).flagged)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def needs_proof(standing: str) -> Text | None:
    """The proof to look at for a standing that is not charged."""
    return PROOFS.get(standing)


__all__ = ["Quote", "YearDue", "needs_proof", "quote", "table_row"]
