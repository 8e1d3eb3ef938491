"""Titles: one dossier at every level, flat rows in bulk beside hand-written Polars, dossiers screened in two processes.

``python -m bench.titles [--rows 1000000] [--dossiers 100000] [--repeat 7] [--processes 2] [--json FILE]``
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from bench import teachers
from bench.measure import medians
from gongbao.bulk.dossiers import screen
from gongbao.kernel.rules.compile_polars import determine_frame, type_of
from gongbao.kernel.rules.compile_python import Decide, compile_python
from gongbao.kernel.rules.kinds import named_conditions
from gongbao.kernel.rules.question import Question
from gongbao.policies import dossiers
from gongbao.policies.ai_titles.rules import QUESTIONS as AI
from gongbao.policies.engineering_titles.rules import QUESTIONS as ENGINEERING
from gongbao.policies.engineering_titles.rules import SENIOR
from gongbao.policies.vocational_teacher_titles.rules import LADDER as TEACHERS

ON = date(2020, 12, 31)
SERIES: dict[str, tuple[tuple[Question, ...], str]] = {
    "engineering_titles": (ENGINEERING, "本专业技术工作"),
    "ai_titles": (AI, "人工智能本专业技术工作"),
    "vocational_teacher_titles": (TEACHERS, "中等职业学校教师"),
}
UNKNOWN_PER_MILLE = 20
NEVER = date.max
ENGINEER = {
    "evaluation_date": ON.isoformat(), "employer": {"place": "北京", "kind": "企业"}, "direction": "人工智能研究",
    "degrees": [
        {"level": "大专", "graduated": "2005-07-01"}, {"level": "本科", "graduated": "2010-07-01"},
        {"level": "硕士", "graduated": "2016-07-01"},
    ],
    "titles": [
        {"series": "工程", "level": "助理级", "date": "2009-10-01", "speciality": "电子"},
        {"series": "工程", "level": "中级", "date": "2014-10-01", "speciality": "电子"},
    ],
    "qualifications": [], "honours": [], "projects": [], "standards": [{"kind": "国家标准", "rank": 7}],
    "awards": [{"name": "某省科技进步奖", "level": "省部级", "personal": True, "rank": 3}],
    "jobs": [
        {"work": "本专业技术工作", "from": "2005-08-01", "to": "2008-03-31"},
        {"work": "本专业技术工作", "from": "2008-06-01", "to": None},
        {"work": "人工智能本专业技术工作", "from": "2017-01-01", "to": None},
    ],
    "performance": [{"kind": "标准", "role": "参与", "level": "行业级", "state": "颁布实施"}],
    "outputs": [
        {"type": "论文", "role": "第一作者", "venue": "核心期刊", "date": "2018-05-01"},
        {"type": "发明专利", "role": "主要负责人", "influence": "行业内", "date": "2019-05-01"},
        {"type": "研究报告", "role": "主要负责人", "influence": "行业内", "date": "2019-06-01"},
    ],
    "law_ethics_health_ok": True, "continuing_education_ok": True, "basic_findings_ok": True,
}  # fmt: skip
"""An engineer with three degrees, two titles, a break in the work and three outputs."""


def whole(series: str) -> dict[str, Any]:
    """The dossier that is told whole."""
    return teachers.TEACHER if SERIES[series][0] is TEACHERS else ENGINEER


def told(series: str) -> list[Any]:
    """Every level of the series for one dossier: outcome, reasons, routes with their earliest days, earliest."""
    facts = SERIES[series][0][0].load(whole(series))
    found = dossiers.answers(facts, ON, series)
    return [(each.answer.outcome, each.answer.reasons, each.ways, each.day, each.open) for each in found]


def checked(series: str) -> list[Any]:
    """The yardstick: the verdict and reasons of the generated function, without routes and days."""
    compiled = _compiled(series)
    facts = compiled[0][0].load(whole(series))
    return [decide(facts) for _, decide in compiled]


@cache
def _compiled(series: str) -> list[tuple[Question, Decide]]:
    return [(question, compile_python(question.at(ON))) for question in SERIES[series][0]]


# Flat rows for senior engineer: what is worked out from the lists is given, two per cent of every fact unknown.
SHARES = {
    "fraud": 5, "law_ethics_health_ok": 990, "continuing_education_ok": 970, "basic_findings_ok": 900,
    "skill_honour_found": 3, "breakthrough_found": 3, "performance_ok": 800, "outputs_ok": 850,
}  # fmt: skip
OFTEN_OPEN = ("performance_ok", "outputs_ok")
"""Findings that half of the rows still wait for."""
COUNTS = {
    "science_awards": 12, "patent_awards": 40, "national_standards": 40, "trade_standards": 30, "skill_honours": 200,
    "state_allowances": 200, "skilled_posts": 20,
}  # fmt: skip
"""One row in so many has one."""
DAYS = {
    "full_2_doctor": 8, "full_7_master": 4, "full_5_bachelor_intermediate": 2, "full_3_other_associate": 50,
    "full_2_school_doctor": 10**6, "full_7_school_master": 10**6, "full_5_school_bachelor_intermediate": 60,
}  # fmt: skip
"""One row in so many ever gets there."""
WORDS = {
    "employer_place": ["北京"] * 19 + ["天津"],
    "employer_kind": ["企业"] * 14 + ["事业单位"] * 4 + ["社会组织", "机关"],
}


def flat(rows: int) -> pl.DataFrame:
    """`rows` people with every flat fact of the question."""
    facts = {fact.name: fact for fact in SENIOR.facts}
    columns = {}
    for seed, name in enumerate((*SHARES, *COUNTS, *DAYS, *WORDS, "outputs_counted")):
        unknown = 500 if name in OFTEN_OPEN else UNKNOWN_PER_MILLE
        value = _column(name, seed)
        kind = pl.Enum(sorted(set(WORDS[name]))) if name in WORDS else type_of(facts[name])
        columns[name] = pl.when(_dice(seed + 1000, 1000) >= unknown).then(value.cast(kind)).otherwise(None)
    numbers = pl.DataFrame({"i": pl.int_range(rows, eager=True)}).lazy()
    made = numbers.with_columns(column.alias(name) for name, column in columns.items())
    return made.drop("i").collect(engine="in-memory").rechunk()


def _dice(seed: int, sides: int) -> pl.Expr:
    return (pl.col("i").hash(seed) % sides).cast(pl.Int64)


def _column(name: str, seed: int) -> pl.Expr:
    if name in SHARES:
        return _dice(seed, 1000) < SHARES[name]
    if name in COUNTS:
        return (_dice(seed, COUNTS[name]) == 0).cast(pl.Int64)
    if name in WORDS:
        return _dice(seed, len(WORDS[name])).replace_strict(
            dict(enumerate(WORDS[name])), return_dtype=pl.String
        )
    if name in DAYS:
        day = pl.lit(date(2008, 1, 1)) + pl.duration(days=_dice(seed + 500, 6600))
        return pl.when(_dice(seed, DAYS[name]) == 0).then(day.cast(pl.Date)).otherwise(pl.lit(NEVER))
    return _dice(seed, 6)


def ours(frame: pl.DataFrame, *, outcomes: bool = False) -> pl.DataFrame:
    """The verdict and every named condition by the compiled rule; with `outcomes`, who is waited for as well."""
    answered = determine_frame(SENIOR.at(ON), frame.lazy(), conditions=True, waits=outcomes)
    return answered.select(pl.exclude(frame.columns)).collect(engine="in-memory")


def by_hand(frame: pl.DataFrame) -> pl.DataFrame:
    """The same, three-valued, as a practised Polars author writes them."""
    c = pl.col
    conditions = {
        "in_force": pl.lit(date(2020, 10, 1) <= ON),
        "employer_here": (c("employer_place") == "北京")
        & pl.coalesce(c("employer_kind") != "机关", pl.lit(True)),
        "no_fraud": ~c("fraud").fill_null(False),
        "general": c("law_ethics_health_ok"),
        "continuing": pl.coalesce("continuing_education_ok", "law_ethics_health_ok"),
        "basic": c("basic_findings_ok"),
        "route_1": c("full_2_doctor") <= ON,
        "route_2": c("full_7_master") <= ON,
        "route_3": c("full_5_bachelor_intermediate") <= ON,
        "route_4": c("full_3_other_associate") <= ON,
        "route_school": (c("full_2_school_doctor") <= ON)
        | (c("full_7_school_master") <= ON)
        | (c("full_5_school_bachelor_intermediate") <= ON),
        "award": c("science_awards") >= 1,
        "patent": c("patent_awards") >= 1,
        "national_standard": c("national_standards") >= 1,
        "trade_standard": c("trade_standards") >= 1,
        "skilled": (c("skill_honours") >= 1)
        | ((c("state_allowances") >= 1) & (c("skilled_posts") >= 1))
        | c("skill_honour_found").fill_null(False),
        "breakthrough": c("breakthrough_found").fill_null(False),
        "performance_met": c("performance_ok"),
        "outputs_met": pl.coalesce(c("outputs_ok"), c("outputs_counted") >= 3),
    }
    made = frame.lazy().with_columns(each.alias(name) for name, each in conditions.items())
    made = made.with_columns(
        (c("route_1") | c("route_2") | c("route_3") | c("route_4") | c("route_school")).alias("education"),
        (c("national_standard") | c("trade_standard")).alias("standard"),
    )
    made = made.with_columns((c("award") | c("patent") | c("standard")).alias("exception"))
    anyway = c("education") | c("exception") | c("skilled") | c("breakthrough")
    everybody = c("in_force") & c("employer_here") & c("no_fraud") & c("general") & c("continuing")
    verdict = everybody & c("basic") & anyway & c("performance_met") & c("outputs_met")
    names = named_conditions(SENIOR.at(ON).condition, SENIOR.facts)
    return made.select(verdict.alias("verdict"), *names).collect(engine="in-memory")


def bulk(rows: int, repeat: int) -> dict[str, Any]:
    """Milliseconds for the rows, ours and by hand; raises if any answer differs."""
    frame = flat(rows)
    mine, hand = ours(frame), by_hand(frame)
    if not mine.equals(hand.select(mine.columns)):
        raise SystemExit("the yardstick gives other answers")
    times = medians(
        {
            "rules, conditions kept": partial(ours, frame),
            "rules, conditions and outcomes kept": partial(ours, frame, outcomes=True),
            "polars by hand, conditions kept": partial(by_hand, frame),
        },
        repeat,
    )
    rules, yard = times["rules, conditions kept"], times["polars by hand, conditions kept"]
    return {
        "rows": rows,
        "conditions": len(mine.columns) - 1,
        "wall_ms": {name: round(each.wall * 1e3, 1) for name, each in times.items()},
        "cpu_ms": {name: round(each.cpu * 1e3, 1) for name, each in times.items()},
        "ratio_to_polars_by_hand": round(rules.wall / yard.wall, 2),
        "ratio_to_polars_by_hand_cpu": round(rules.cpu / yard.cpu, 2),
        "verdicts": mine["verdict"].value_counts(sort=True).to_dicts(),
    }


def dossier(dice: random.Random, work: str) -> dict[str, Any]:
    """One person's file as people keep it, with lists of one to six records."""

    def day(first: int, last: int) -> str:
        start = date(first, 1, 1)
        return (start + timedelta(days=dice.randrange((date(last, 12, 31) - start).days))).isoformat()

    joined = dice.randint(1995, 2018)
    levels = dice.sample(["中专", "大专", "本科", "硕士", "博士", "高级工班"], dice.randint(1, 3))
    ranks = ["助理级", "中级", "副高级"][: dice.randint(0, 3)]
    kinds = ["论文", "发明专利", "技术报告", "设计文件", "实用新型"]
    return {
        "evaluation_date": ON.isoformat(),
        "employer": {"place": "北京" if dice.random() < 0.95 else "天津", "kind": "企业"},
        "direction": dice.choice(["人工智能研究", "人工智能应用"]),
        "degrees": [{"level": level, "graduated": day(1995, 2019)} for level in levels],
        "titles": [
            {
                "series": "工程",
                "level": level,
                "date": day(2000 + 5 * i, 2010 + 5 * i),
                "speciality": dice.choice(["人工智能", "电子", "机械"]),
            }
            for i, level in enumerate(ranks)
        ],
        "jobs": [
            {"work": dice.choice([work, work, work, "其他"]), "from": f"{y}-03-01", "to": f"{y + 2}-01-31"}
            for y in range(joined, 2018, 3)
        ]
        + [{"work": work, "from": "2018-03-01", "to": None}],
        "qualifications": [],
        "honours": [],
        "projects": [],
        "performance": [],
        "awards": [{"name": "某省科技进步奖", "level": "省部级", "personal": True}] * (dice.random() < 0.05),
        "standards": [{"kind": "国家标准", "rank": dice.randint(1, 8)}] * (dice.random() < 0.05),
        "outputs": [
            {
                "type": dice.choice(kinds),
                "role": dice.choice(["第一作者", "主要负责人", "参与人"]),
                "date": day(2008, 2020),
                "venue": "核心期刊",
                "influence": "行业内",
            }
            for _ in range(dice.randint(0, 5))
        ],
        "law_ethics_health_ok": True,
        "continuing_education_ok": True,
        "basic_findings_ok": None if dice.random() < 0.2 else True,
        "performance_ok": True,
    }


def screening(series: str, dossiers: int, processes: int) -> dict[str, Any]:
    """Seconds of `gongbao bulk ROOM` for a file of dossiers: read, checked, determined for every title, written."""
    dice, work = random.Random(1), SERIES[series][1]  # noqa: S311 - made-up data
    make = teachers.dossier if SERIES[series][0] is TEACHERS else dossier
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "dossiers.jsonl", Path(folder) / "out.parquet"
        with source.open("w", encoding="utf-8") as file:
            for number in range(dossiers):
                file.write(json.dumps({"who": str(number), **make(dice, work)}, ensure_ascii=False) + "\n")
        used = getrusage(RUSAGE_CHILDREN)
        start, own = time.perf_counter(), time.process_time()
        report = screen(series, source, target, on=ON, processes=processes)
        wall, own = time.perf_counter() - start, time.process_time() - own
        after = getrusage(RUSAGE_CHILDREN)
    return {
        "dossiers": report.dossiers,
        "titles": len(report.outcomes),
        "processes": processes,
        "wall_s": round(wall, 1),
        "cpu_s_of_this_process": round(own, 1),
        "cpu_s_of_the_others": round(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime, 1),
        "outcomes": report.outcomes,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.titles", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    found: dict[str, Any] = {"load": [round(each, 1) for each in os.getloadavg()], "cores": os.cpu_count()}
    for series in SERIES:
        times = medians(
            {"explained": partial(told, series), "generated function": partial(checked, series)},
            given.repeat, loops=20,
        )  # fmt: skip
        found[f"one_dossier_all_levels_ms_{series}"] = {
            name: {"wall": round(each.wall * 1e3, 2), "cpu": round(each.cpu * 1e3, 2)}
            for name, each in times.items()
        }
    found["flat_rows"] = bulk(given.rows, given.repeat)
    found["screening"] = {
        series: screening(series, given.dossiers, given.processes) for series in SERIES if given.dossiers
    }
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
