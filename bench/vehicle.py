"""Vehicle tax: ten million vehicles by the compiled rule against hand-written Polars; quotes of the interface's core.

``python -m bench.vehicle [--rows 10000000] [--repeat 5] [--quotes 4000 --rate 200]``. The quotes run on a
PostgreSQL of their own in a temporary folder, paced at the given rate by two threads, each with its own key.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from datetime import date
from typing import Any

import polars as pl

from bench.measure import medians
from gongbao.kernel.rules.compile_polars import determine_frame
from gongbao.policies.vehicle_tax.facts import CLASSES, COVERS, ENERGY, STANDINGS
from gongbao.policies.vehicle_tax.rules import TAX

ON = date(2021, 6, 30)
UNKNOWN_PER_MILLE = 20
ANSWERS = ["verdict", "amount_fen"]


def fleet(rows: int) -> pl.DataFrame:
    """A city's vehicles: nine in ten cars, every fact unknown in two per cent."""
    classes = (
        ["passenger_car"] * 90
        + ["truck"] * 5
        + ["coach", "special_purpose", "wheeled_machine", "motorcycle", "trailer"]
    )
    drives = ["ordinary"] * 92 + ["energy_saving"] * 3 + ["new_energy"] * 2 + ["electric_car"] * 3
    standings = ["ordinary"] * 97 + ["police", "military", "public_transport"]
    random = pl.int_range(rows, eager=True)

    def draw(seed: int, size: int) -> pl.Expr:
        return (pl.col("i").hash(seed) % size).cast(pl.Int64)

    def word(seed: int, words: list[str], kind: pl.Enum) -> pl.Expr:
        codes = [kind.categories.to_list().index(each) for each in words]
        picked = draw(seed, len(codes)).cast(pl.UInt32).replace_strict(list(range(len(codes))), codes)
        return picked.cast(pl.UInt32).replace_strict(
            list(range(len(kind.categories))), kind.categories, return_dtype=kind
        )

    def gaps(seed: int, column: pl.Expr) -> pl.Expr:
        return pl.when(draw(seed + 1000, 1000) >= UNKNOWN_PER_MILLE).then(column).otherwise(None)

    days = pl.lit(date(2009, 1, 1)) + pl.duration(days=draw(7, 4560))
    columns = {
        "insured_here": draw(1, 1000) < 990,
        "vehicle_class": word(2, classes, pl.Enum(list(CLASSES))),
        "displacement_ml": draw(3, 4500) + 800,
        "seats": draw(4, 50) + 2,
        "kerb_kg": draw(5, 30000) + 700,
        "energy": word(6, drives, pl.Enum(list(ENERGY))),
        "standing": word(8, standings, pl.Enum(list(STANDINGS))),
        "proof_seen": draw(9, 1000) < 800,
        "bought_on": days.cast(pl.Date),
        "tax_year": pl.lit(2021, dtype=pl.Int64),
        "collected_on": pl.lit(ON),
        "cover": word(10, ["whole_year"] * 49 + ["short"], pl.Enum(list(COVERS))),
        "cover_from": pl.lit(date(2021, 6, 30)),
        "cover_to": pl.lit(date(2021, 9, 30)),
        "already_paid": draw(11, 1000) < 30,
    }
    made = pl.DataFrame({"i": random}).lazy()
    made = made.with_columns(gaps(n, column).alias(name) for n, (name, column) in enumerate(columns.items()))
    return made.drop("i").collect(engine="in-memory")


def ours(cars: pl.DataFrame) -> pl.DataFrame:
    """Verdict and amount by the compiled rule."""
    return determine_frame(TAX.at(ON), cars.lazy()).select(ANSWERS).collect(engine="in-memory")


def by_hand(cars: pl.DataFrame) -> pl.DataFrame:
    """The same verdict and amount, in three values, as a practised Polars author writes them."""
    c = pl.col
    start = c("tax_year") * 12
    months_of = {
        n: c(n).dt.year().cast(pl.Int64) * 12 + c(n).dt.month() - 1
        for n in ("bought_on", "cover_from", "cover_to")
    }
    owned = start + 12 - months_of["bought_on"]
    today = ON.year * 12 + ON.month - 1
    kind, standing, drive = c("vehicle_class"), c("standing"), c("energy")
    free = standing.is_in(
        ["military", "police", "rescue", "diplomatic", "tractor", "temporary_foreign", "temporary_region"]
    )
    met = (
        (c("collected_on") >= date(2021, 1, 1))
        & (start <= today)
        & (start + 12 > today)
        & c("insured_here")
        & ~kind.is_in(["other", "trailer"])
        & ~(free & c("proof_seen"))
        & ~((standing == "public_transport") & c("proof_seen"))
        & ~drive.is_in(["electric_car", "new_energy"])
        & (~(kind == "motorcycle") | (c("displacement_ml") > 0))
        & (owned >= 1)
        & ~c("already_paid")
    )
    size = c("displacement_ml")
    car = pl.when(size <= 1000).then(30000).when(size <= 1600).then(42000).when(size <= 2000).then(48000)
    car = car.when(size <= 2500).then(90000).when(size <= 3000).then(192000).when(size <= 4000).then(348000)
    car = car.when(size.is_not_null()).then(528000).otherwise(None) * 1000
    coach = (
        pl.when(c("seats") <= 19).then(96000).when(c("seats").is_not_null()).then(114000).otherwise(None)
        * 1000
    )
    table = pl.when(kind == "passenger_car").then(car).when(kind == "coach").then(coach)
    table = table.when(kind.is_in(["truck", "special_purpose", "wheeled_machine"])).then(c("kerb_kg") * 9600)
    table = table.when(kind == "motorcycle").then(12_000_000).otherwise(None)
    last = (months_of["cover_to"] - start).clip(-1, 11)
    short = (last - (months_of["cover_from"] - start) + 1).clip(0, 12)
    months = (
        pl.when(c("cover") == "whole_year")
        .then(owned.clip(0, 12))
        .when(c("cover") == "short")
        .then(short)
        .otherwise(None)
    )
    share = months * pl.when(kind == "passenger_car").then(10).when(kind.is_not_null()).then(12).otherwise(
        None
    )
    share = share * pl.when(drive == "energy_saving").then(1).when(drive.is_not_null()).then(2).otherwise(
        None
    )
    amount = (2 * table * share + 288_000) // 576_000
    told = cars.lazy().select(met.alias("verdict"), amount.alias("amount"))
    amount_fen = pl.when(c("verdict")).then(c("amount")).when(~c("verdict")).then(0).otherwise(None)
    return told.select("verdict", amount_fen.cast(pl.Int64).alias("amount_fen")).collect(engine="in-memory")


def bulk(rows: int, repeat: int) -> dict[str, Any]:
    """Seconds of both over the same fleet, and the ratio; refuses to measure where answers differ."""
    cars = fleet(rows)
    mine, hand = ours(cars), by_hand(cars)
    if not mine.equals(hand):
        raise SystemExit("the yardstick gives other answers")
    found = medians({"rules": lambda: ours(cars), "polars by hand": lambda: by_hand(cars)}, repeat)
    return {
        "rows": rows,
        "rules_s": round(found["rules"].wall, 3),
        "hand_s": round(found["polars by hand"].wall, 3),
        "ratio": round(found["rules"].wall / found["polars by hand"].wall, 2),
        "ratio_cpu": round(found["rules"].cpu / found["polars by hand"].cpu, 2),
        "tax_fen": int(mine["amount_fen"].sum()),
    }


def quotes(count: int, rate: int) -> dict[str, Any]:
    """Milliseconds of HTTP quotes through the site's own handler at `rate` a second on PostgreSQL."""
    from bench.vehicle_quotes import serve

    send, stop = serve()
    try:
        took: list[float] = []
        lock, turn = threading.Lock(), iter(range(count))
        ready = threading.Barrier(9)

        def work() -> None:
            for n in range(100):
                send(n)  # every connection, and with it every process of the server, is warm
            ready.wait()
            ready.wait()
            while True:
                with lock:
                    n = next(turn, None)
                if n is None:
                    return
                due = start + n / rate
                time.sleep(max(0.0, due - time.perf_counter()))
                send(n)
                took.append((time.perf_counter() - due) * 1000)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for each in threads:
            each.start()
        ready.wait()
        start = time.perf_counter() + 0.5
        ready.wait()
        for each in threads:
            each.join()
        wall = time.perf_counter() - start
    finally:
        stop()
    took.sort()
    at = {f"p{p}_ms": round(took[min(int(len(took) * p / 100), len(took) - 1)], 2) for p in (50, 95, 99)}
    return {"quotes": count, "asked_per_s": rate, "answered_per_s": round(count / wall, 1), **at}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--quotes", type=int, default=4000)
    options.add_argument("--rate", type=int, default=200)
    given = options.parse_args()
    found: dict[str, Any] = {"load": round(os.getloadavg()[0], 1)}
    if given.rows:
        found["bulk"] = bulk(given.rows, given.repeat)
    if given.quotes:
        found["quotes"] = quotes(given.quotes, given.rate)
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
