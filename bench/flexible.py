"""Flexible work: all rights of one person explained, millions screened from Parquet, matching among a million vacancies.

``python bench/flexible.py [--people 10000000] [--vacancies 1000000] [--repeat 5]``. Yardstick of the screening:
the same verdicts in hand-written, three-valued Polars from the same file, run in turn. The vacancies are made by SQL
in a data folder of its own, removed at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")

import polars as pl

from bench.measure import medians
from gongbao.bulk.screening import screen
from gongbao.kernel.rules.compile_polars import type_of
from gongbao.kernel.rules.nodes import Fact
from gongbao.platform.flexible_employment.rights import RIGHTS, all_rights

ON = date(2021, 3, 15)
QUESTIONS = [each.question for each in RIGHTS]
FACTS: dict[str, Fact] = {fact.name: fact for each in QUESTIONS for fact in each.facts}
PERSON = {
    "work_kind": "platform", "labour_relation": False, "household": "local_urban", "born_on": date(1998, 1, 15), "sex": "man",
    "registered": True, "already_registered": True, "registered_unemployed": False, "works_here": True, "committed": True,
    "information_given": True, "school": "college", "graduated_on": date(2020, 7, 1), "left_school_on": date(2020, 7, 1),
    "flexible_since": date(2020, 10, 1), "employed_before": False, "archive_deposited": True, "insured_here": True,
    "unemployment_base": 361300, "was_flexible_here": True, "opponent": "platform", "answer_overdue": True,
}  # fmt: skip
UNKNOWN_PER_MILLE = 20
HAND_READS = ("daily_minutes", "weekly_minutes", "pension_base", "hardship_found", "stable_found")
"""Facts only other readings read."""


def explained() -> list[Any]:
    """Every right of one person with its outcome and its reasons."""
    return [(each.outcome, each.answer.reasons if each.answer else []) for each in all_rights(PERSON, ON)]


def _dice(seed: int, sides: int) -> pl.Expr:
    return (pl.col("i").hash(seed) % sides).cast(pl.Int64)


def _column(fact: Fact, seed: int) -> pl.Expr:
    match fact.kind:
        case "yes_no":
            value = _dice(seed, 100) < 60
        case "word":
            words = sorted(option.word for option in fact.options)
            value = _dice(seed, len(words)).replace_strict(
                dict(enumerate(words)), return_dtype=pl.Enum(words)
            )
        case "date":
            value = (pl.lit(date(1960, 1, 1)) + pl.duration(days=_dice(seed, 22600))).cast(pl.Date)
        case "month":
            value = _dice(seed, 36) + 2019 * 12
        case _:
            value = _dice(seed, 3_000_000)
    kind = type_of(fact) if fact.kind != "word" else None
    value = value.cast(kind) if kind is not None else value
    return pl.when(_dice(seed + 1000, 1000) >= UNKNOWN_PER_MILLE).then(value).otherwise(None)


def people(path: Path, rows: int) -> None:
    """A Parquet file of people with every fact of every right, two per cent of each unknown."""
    used = [fact for name, fact in FACTS.items() if name not in HAND_READS]
    numbers = pl.LazyFrame({"i": pl.int_range(rows, eager=True)})
    made = numbers.with_columns(_column(fact, seed).alias(fact.name) for seed, fact in enumerate(used))
    made.drop("i").sink_parquet(path, compression="lz4", row_group_size=500_000)


def ours(path: Path) -> pl.DataFrame:
    """The verdicts by the compiled rules."""
    return screen(QUESTIONS, pl.scan_parquet(path), ON).collect(engine="streaming")


def by_hand(path: Path) -> pl.DataFrame:
    """The same verdicts as a practised Polars author writes them."""
    c = pl.col
    flexible = (
        (c("work_kind") == "individual_operator")
        | (c("work_kind") == "part_time")
        | ((c("work_kind") == "platform") & ~c("labour_relation"))
        | (c("work_kind").is_in(["other", "platform"]) & c("other_flexible_found"))
    )
    local = c("household").is_in(["local_rural", "local_urban"])
    rural = c("household") == "local_rural"
    young = (c("born_on") <= date(2005, 3, 15)) & ~(c("born_on") <= date(1996, 3, 15))
    at_graduation = (c("graduated_on") <= ON) & (c("graduated_on").dt.offset_by("2y") >= ON)
    frame = pl.scan_parquet(path).with_columns(flexible.alias("flex"), local.alias("local"), rural.alias("rural"), young.alias("young"))  # fmt: skip
    f = c("flex")
    return frame.select(
        registration=c("works_here") & f & c("information_given") & c("committed") & ~c("already_registered"),
        insure_rural=c("rural")
        & (
            ((c("sex") == "man") & ~(c("born_on") <= date(1961, 3, 15)))
            | ((c("sex") == "woman") & ~(c("born_on") <= date(1971, 3, 15)))
        )
        & f
        & c("registered"),
        insure_trainee=(c("training_from") <= ON)
        & (c("training_to") >= ON)
        & (
            (at_graduation & c("unemployed") & c("school").is_in(["college", "secondary", "technical"]) & c("origin_here"))
            | (c("local") & c("young") & c("registered_unemployed"))
            | (c("local") & c("young") & c("transfer_registered") & c("rural_idle"))
        ),
        township_counter=c("rural") & f,
        one_percent=c("archive_deposited")
        & c("insured_here")
        & f
        & (c("unemployment_base") >= 361300)
        & (c("unemployment_base") <= 2654100),
        graduate_subsidy=c("local")
        & ((c("school") == "college") | (c("school").is_in(["overseas", "technical"]) & c("graduate_found")))
        & (c("graduated_on") >= date(2020, 1, 1))
        & (c("flexible_since") >= c("left_school_on"))
        & (c("flexible_since") <= c("left_school_on").dt.offset_by("2y"))
        & ~c("employed_before")
        & f
        & c("registered"),
        extension=(c("term_ends_on") <= date(2020, 12, 31))
        & ((c("term_ends_on") >= date(2020, 10, 1)) | c("held_found"))
        & ~c("stable_job")
        & ~c("extended_before"),
        pilot_subsidy=c("pilot_open") & c("rural") & c("hard_to_employ") & f & c("registered"),
        defer=c("insured_as_person")
        & (c("month") >= 2020 * 12)
        & (c("month") <= 2020 * 12 + 11)
        & c("hardship_declared")
        & ~c("month_paid"),
        loan_qualification=c("local") & (c("work_kind") == "individual_operator") & c("business_registered"),
        unemployment_registration=c("was_flexible_here") & c("now_unemployed") & c("reason_given") & c("committed"),
        title=f
        & c("professional")
        & c("title_conditions")
        & c("recommender_listed")
        & c("publicity_done"),
        mediation=c("opponent").is_in(["platform", "related"]) & (c("platform_answered") | c("answer_overdue")),
    ).collect(engine="streaming")  # fmt: skip


def screening(folder: Path, rows: int, repeat: int) -> dict[str, Any]:
    """Seconds for all rights of `rows` people from Parquet, ours and by hand; raises if a verdict differs."""
    path = folder / "people.parquet"
    people(path, rows)
    mine, hand = ours(path), by_hand(path)
    if not mine.equals(hand.select(mine.columns)):
        wrong = [name for name in mine.columns if not mine[name].equals(hand[name])]
        raise SystemExit(f"the yardstick gives other answers: {wrong}")
    del mine, hand
    times = medians({"rules": partial(ours, path), "polars by hand": partial(by_hand, path)}, repeat)
    rules, yard = times["rules"], times["polars by hand"]
    return {
        "people": rows, "rights": len(QUESTIONS), "megabytes": round(path.stat().st_size / 1e6),
        "wall_s": {name: round(each.wall, 2) for name, each in times.items()},
        "cpu_s": {name: round(each.cpu, 2) for name, each in times.items()},
        "ratio_to_polars_by_hand": round(rules.wall / yard.wall, 2), "ratio_cpu": round(rules.cpu / yard.cpu, 2),
    }  # fmt: skip


MAKE = """
INSERT INTO flexible_vacancy (id, firm, firm_name, title, skills, district, pay, hours, places, open_until, published_at)
SELECT (lpad(to_hex(n), 32, '0'))::uuid, (lpad(to_hex(n %% 9973), 32, '0'))::uuid, '样例公司' || n %% 9973, '岗位' || n,
  ARRAY['技能' || n %% 97, '技能' || n %% 89, '技能' || n %% 83],
  (ARRAY['haidian','chaoyang','fengtai','dongcheng','xicheng','tongzhou','shunyi','daxing','changping','fangshan',
   'mentougou','huairou','pinggu','miyun','yanqing','shijingshan','bda'])[1 + n %% 17],
  2000 + n %% 4000, 10 + n %% 40, 1, DATE '2021-12-31', now()
FROM generate_series(1, %(n)s::bigint) n"""
SKILLS = """
INSERT INTO flexible_vacancy_skill (id, vacancy_id, skill, district, pay, hours, open_until)
SELECT gen_random_uuid(), id, skill, district, pay, hours, open_until
FROM flexible_vacancy, unnest(skills) WITH ORDINALITY s(skill, place)
ON CONFLICT DO NOTHING"""


BARE = """
DO $$ DECLARE found text; BEGIN
  SELECT conname INTO found FROM pg_constraint WHERE conrelid = 'flexible_vacancy_skill'::regclass AND contype = 'f';
  EXECUTE format('ALTER TABLE flexible_vacancy_skill DROP CONSTRAINT %I', found);
END $$;
DROP INDEX flexible_skill_district"""
INDEX = """
CREATE INDEX flexible_skill_district ON flexible_vacancy_skill (skill, district, pay DESC)
INCLUDE (vacancy_id, hours, open_until)"""


def matching(rows: int, repeat: int) -> dict[str, Any]:
    """Milliseconds for one seeker of five skills in three districts among so many vacancies."""
    from django.db import connections

    from gongbao.platform.db.services import PUBLIC, read
    from gongbao.platform.flexible_employment import services as flexible

    with connections["owner"].cursor() as cursor:
        cursor.execute(BARE)  # filled without its index and references, which are made again afterwards
        cursor.execute(MAKE, {"n": rows})
        cursor.execute(SKILLS)
        cursor.execute(INDEX)
        for table in ("flexible_vacancy", "flexible_vacancy_skill"):
            cursor.execute(f"VACUUM ANALYZE {table}")
    connections["owner"].close()
    seekers = [
        flexible.Seeker(tuple(f"技能{k + n}" for k in (1, 7, 20, 33, 41)), ("haidian", "chaoyang", "fengtai"), 2500, 40) for n in range(9)
    ]  # fmt: skip
    times: list[float] = []
    found = 0
    for _ in range(repeat + 1):
        for each in seekers:
            start = time.perf_counter()
            with read(PUBLIC, purpose="bench"):
                found = len(flexible.match(each, ON))
            times.append((time.perf_counter() - start) * 1e3)
    kept = times[len(seekers) :]
    return {
        "vacancies": rows, "found": found, "ms_median": round(statistics.median(kept), 1),
        "ms_worst": round(max(kept), 1),
    }  # fmt: skip


def _with_database(folder: Path, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    import django

    os.environ["GONGBAO_DATA"] = str(folder / "data")
    django.setup()
    from django.core.management import call_command

    from gongbao.platform.db import embedded

    try:
        call_command("migrate", database="owner", verbosity=0)
        return work()
    finally:
        embedded.stop(folder / "data", at_once=True)


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=10_000_000, help="0 leaves the screening out")
    options.add_argument("--vacancies", type=int, default=1_000_000, help="0 leaves the matching out")
    options.add_argument("--repeat", type=int, default=5)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gongbao-bench-"))
    folder.chmod(0o711)
    try:
        one = medians({"explained": explained}, given.repeat, loops=50)["explained"]
        found: dict[str, Any] = {"one_person_all_rights_ms": {"wall": round(one.wall * 1e3, 2), "cpu": round(one.cpu * 1e3, 2)}}  # fmt: skip
        if given.people:
            found["screening"] = screening(folder, given.people, given.repeat)
        if given.vacancies:
            found["matching"] = _with_database(folder, lambda: matching(given.vacancies, given.repeat))
        found["load"] = [round(each, 1) for each in os.getloadavg()]
        print(json.dumps(found, ensure_ascii=False, indent=1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
