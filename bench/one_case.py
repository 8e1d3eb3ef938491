"""One determination: the generated function with its reasons, beside a plain function without any."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from bench.claims import ON, QUESTIONS
from bench.measure import medians
from gongbao.kernel.enterprise_size import TRADES, bounds
from gongbao.kernel.rules.compile_python import compile_python

JULY = 2020 * 12 + 6
LIMITS = {
    measure: {t: b.at_least for t in TRADES for b in bounds(t) if (b.measure, b.size) == (measure, "large")}
    for measure in ("staff", "revenue", "assets")
}
FLAT: dict[str, Any] = {
    "applied_on": date(2020, 12, 1),
    "commitment_made": True,
    "firm_size": "small",
    "firm_insured_here": True,
    "hired_on": date(2020, 7, 1),
    "registered_unemployed": False,
    "graduate_kind": "university",
    "graduated_on": date(2020, 7, 1),
    "school_here": True,
    "household_here": False,
    "hard_to_employ": False,
    "prior_months_in_half_year": 0,
    "other_scheme_anywhere": False,
    "subsidies_this_year": 0,
    "earlier_scheme_person": False,
    "firm_dispatches": False,
    "on_recognised_list": True,
    "months_granted": 0,
    "firm_granted": 0,
    "countable_months": 4,
}
MONTH = {
    "insured": True,
    "paid_late": False,
    "wage": 220000,
    "earlier_scheme": False,
    "granted": False,
    "other_scheme": False,
}
NESTED = {
    **{name: value for name, value in FLAT.items() if name not in ("countable_months",)},
    "months": [{"month": JULY + i, **MONTH} for i in range(4)],
}


def plain(scheme: str, f: dict[str, Any]) -> tuple[bool, int]:
    """The same rules as a programmer would write them: two values, no reasons, every fact known."""
    size, trade = f["firm_size"], f.get("firm_trade")
    small = size in ("medium", "small", "micro") or (
        size is None
        and any(
            trade in LIMITS[measure] and f["firm_" + measure] < LIMITS[measure][trade]
            for measure in ("staff", "revenue", "assets")
        )
    )
    met = (
        f["applied_on"] <= date(2021, 7, 31)
        and f["commitment_made"]
        and small
        and f["firm_insured_here"]
        and not f["other_scheme_anywhere"]
        and f["subsidies_this_year"] < 3
        and (not f["earlier_scheme_person"] or f["earlier_scheme_cleared"])
        and f["firm_granted"] < 30_000_000
        and f["countable_months"] >= 1
    )
    if scheme == "expand":
        graduate = (
            f["graduate_kind"] in ("university", "technician", "senior_worker", "preparatory_technician")
            and date(2020, 1, 1) <= f["graduated_on"] <= date(2020, 12, 31)
            and (f["school_here"] or f["household_here"])
        )
        met = (
            met
            and date(2020, 7, 1) <= f["hired_on"] <= date(2020, 12, 31)
            and (f["registered_unemployed"] or graduate or f["hard_to_employ"])
            and f["prior_months_in_half_year"] == 0
            and (not f["firm_dispatches"] or (f["host_confirmation"] and f["dispatch_agreement"]))
            and f["months_granted"] < 6
        )
        limit, rate = 6, 154000
    else:
        met = met and f["on_recognised_list"] and f["months_granted"] < 3
        limit, rate = 3, 50000
    if not met:
        return False, 0
    months = min(f["countable_months"], limit - f["months_granted"])
    return True, min(months * rate, max(30_000_000 - f["firm_granted"], 0))


def measure(repeat: int) -> dict[str, dict[str, float]]:
    """Microseconds of processor time for one case of each scheme: explained, verdict only, plain."""
    out = {}
    for scheme, question in QUESTIONS.items():
        ruling = question.at(ON)
        explained, verdict = compile_python(ruling), compile_python(ruling, reasons=False)
        names = {fact.name for fact in question.facts}
        flat = {name: value for name, value in FLAT.items() if name in names}
        nested = {name: value for name, value in NESTED.items() if name in names}
        refused = {**flat, "applied_on": date(2021, 8, 1), "commitment_made": False}
        answer = explained(flat)
        if (answer.truth, answer.low) != plain(scheme, FLAT) or explained(nested)[:3] != answer[:3]:
            raise SystemExit(f"the yardstick answers {scheme} differently")
        for label, case in (("met", flat), ("not met", refused), ("met, months nested", nested)):
            things = {"explained": partial(explained, case), "verdict": partial(verdict, case)}
            if case is not nested:
                whole = {**FLAT, **case}
                things["plain function"] = partial(plain, scheme, whole)
            found = medians(things, repeat, loops=2000)
            out[f"{scheme}, {label}"] = {name: each.cpu * 1e6 for name, each in found.items()}
    return out
