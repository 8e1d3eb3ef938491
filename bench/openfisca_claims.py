"""The same claims in OpenFisca-core, two-valued; run by an interpreter that has it: ``… openfisca_claims.py FOLDER``.

The folder holds one ``SCHEME.COLUMN.KIND`` for each input: days (D), floats (d), truths (b), whole numbers (q). Prints JSON: seconds to set the inputs, to
calculate verdict and amount, and to settle exclusivity and cap with numpy, and the totals.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

CAP = 30_000_000
PERIOD = "2020-11"
Claim = build_entity(key="claim", plural="claims", label="claim", is_person=True)
DAY = np.datetime64
LIMITS = json.loads((Path(sys.argv[1]) / "limits.json").read_text())


def variable(name: str, kind: type, formula: Any = None) -> type:
    body: dict[str, Any] = {
        "value_type": kind,
        "entity": Claim,
        "definition_period": DateUnit.MONTH,
        "label": name,
    }
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def small(claim: Any, period: Any) -> Any:
    size, trade = claim("firm_size", period), claim("firm_trade", period)
    below = np.zeros(len(size), dtype=bool)
    for measure, table in LIMITS["trades"].items():
        limits = np.array(table)
        below |= claim("firm_" + measure, period) < limits[trade]
    return np.isin(size, LIMITS["small"]) | ((size == LIMITS["none"]) & below)


def common(claim: Any, period: Any) -> Any:
    return (
        (claim("applied_on", period) <= DAY("2021-07-31"))
        & claim("commitment_made", period)
        & claim("firm_not_large", period)
        & claim("firm_insured_here", period)
        & ~claim("other_scheme_anywhere", period)
        & (claim("subsidies_this_year", period) < 3)
        & (~claim("earlier_scheme_person", period) | claim("earlier_scheme_cleared", period))
        & (claim("firm_granted", period) < CAP)
        & (claim("countable_months", period) >= 1)
    )


def graduate(claim: Any, period: Any) -> Any:
    day = claim("graduated_on", period)
    return (
        np.isin(claim("graduate_kind", period), LIMITS["graduates"])
        & (day >= DAY("2020-01-01"))
        & (day <= DAY("2020-12-31"))
        & (claim("school_here", period) | claim("household_here", period))
    )


def expand(claim: Any, period: Any) -> Any:
    hired = claim("hired_on", period)
    category = (
        claim("registered_unemployed", period) | claim("graduate", period) | claim("hard_to_employ", period)
    )
    papers = claim("host_confirmation", period) & claim("dispatch_agreement", period)
    return (
        claim("common", period)
        & (hired >= DAY("2020-07-01"))
        & (hired <= DAY("2020-12-31"))
        & category
        & (claim("prior_months_in_half_year", period) == 0)
        & (~claim("firm_dispatches", period) | papers)
        & (claim("months_granted", period) < 6)
    )


def stabilise(claim: Any, period: Any) -> Any:
    return (
        claim("common", period) & claim("on_recognised_list", period) & (claim("months_granted", period) < 3)
    )


def amount(claim: Any, period: Any) -> Any:
    limit, rate = LIMITS["terms"]
    months = np.minimum(claim("countable_months", period), limit - claim("months_granted", period))
    left = CAP - claim("firm_granted", period)
    return claim("met", period) * np.minimum(months * rate, left)


KINDS = {"bool": bool, "int64": int, "float64": float}


def system(inputs: dict[str, Any], scheme: str) -> TaxBenefitSystem:
    import datetime

    made = TaxBenefitSystem([Claim])
    for name, values in inputs.items():
        kind = datetime.date if values.dtype.kind == "M" else KINDS[str(values.dtype)]
        made.add_variable(variable(name, kind))  # type: ignore[arg-type]
    made.add_variable(variable("firm_not_large", bool, small))
    made.add_variable(variable("common", bool, common))
    if scheme == "expand":
        made.add_variable(variable("graduate", bool, graduate))
    made.add_variable(variable("met", bool, expand if scheme == "expand" else stabilise))
    made.add_variable(variable("amount", float, amount))
    return made


def settle(columns: dict[str, Any]) -> Any:
    """Exclusivity and running cap in numpy, over the claims that are paid."""
    due = columns["amount"]
    rows = np.flatnonzero(due > 0)
    order = rows[np.lexsort((columns["number"][rows], columns["applied_on"][rows]))]
    person, scheme = columns["person"][order], columns["scheme"][order]
    _, first, back = np.unique(person, return_index=True, return_inverse=True)
    order = order[scheme == scheme[first][back]]
    order = order[np.argsort(columns["firm"][order], kind="stable")]
    paid, firm = due[order], columns["firm"][order]
    run = np.cumsum(paid) - paid
    start = np.maximum.accumulate(np.where(np.r_[True, firm[1:] != firm[:-1]], run, 0))
    granted = np.zeros(len(due), dtype=np.int64)
    granted[order] = np.clip(CAP - (run - start), 0, paid)
    return granted


def read(file: Path) -> Any:
    kinds = {".D": np.int64, ".d": np.float64, ".b": np.bool_, ".q": np.int64}
    values = np.fromfile(file, dtype=kinds[file.suffix])
    return values.astype("datetime64[D]") if file.suffix == ".D" else values


def main() -> None:
    folder, parts = Path(sys.argv[1]), []
    inputs_s = calculate_s = cpu_s = 0.0
    for scheme in ("expand", "stabilise"):
        columns = {file.name.split(".")[1]: read(file) for file in sorted(folder.glob(f"{scheme}.*"))}
        keys = {name: columns.pop(name) for name in ("person", "firm", "number")}
        LIMITS["terms"] = (6, 154000) if scheme == "expand" else (3, 50000)
        count = len(keys["person"])
        simulation = SimulationBuilder().build_default_simulation(system(columns, scheme), count)
        started, cpu = time.perf_counter(), time.process_time()
        for name, values in columns.items():
            simulation.set_input(name, PERIOD, values)
        inputs_s += time.perf_counter() - started
        started = time.perf_counter()
        due = simulation.calculate("amount", PERIOD)
        calculate_s, cpu_s = calculate_s + time.perf_counter() - started, cpu_s + time.process_time() - cpu
        own = {"amount": due.astype(np.int64), "applied_on": columns["applied_on"]}
        parts.append(keys | own | {"scheme": np.full(count, scheme == "expand")})
    started, cpu = time.perf_counter(), time.process_time()
    granted = settle({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})
    settle_s = time.perf_counter() - started
    cpu_s += time.process_time() - cpu
    total = {"inputs_s": inputs_s, "calculate_s": calculate_s, "settle_s": settle_s, "cpu_s": cpu_s}
    print(json.dumps(total | {"granted_fen": int(granted.sum()), "paid": int((granted > 0).sum())}))


main()
