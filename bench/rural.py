"""Rural assistants: 100,000 applicants seated, ranked and published; quotas and pay of 2,000 appraised assistants.

``nice python bench/rural.py [--applicants 100000] [--assistants 2000]``. Rows are made in a data folder of its own,
removed at the end. Yardstick of the examination: reading the same rows and writing the same columns with the ranks
that PostgreSQL's window function gives, which must be the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")

POSTS, ROOM_SIZE = 400, 30
WINDOW = """SELECT ticket, rank() OVER (PARTITION BY post_id ORDER BY total DESC,
    NOT (coalesce((claims->>'party_member')::boolean, false) OR claims->>'home' = 'district'))
FROM rural_applicant WHERE total > 0"""


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--applicants", type=int, default=100_000)
    options.add_argument("--assistants", type=int, default=2_000)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gongbao-bench-"))
    folder.chmod(0o711)
    os.environ["GONGBAO_DATA"] = str(folder / "data")
    try:
        _start()
        found: dict[str, Any] = {
            "examination": examination(given.applicants),
            "quotas": quota_and_pay(given.assistants),
            "load": [round(each, 1) for each in os.getloadavg()],
        }
        print(json.dumps(found, ensure_ascii=False, indent=1))
    finally:
        _stop()
        shutil.rmtree(folder, ignore_errors=True)


def examination(count: int) -> dict[str, Any]:
    """Seconds of wall and processor time for seats, marks, ranks and the publication of `count` applicants."""
    from gongbao.platform.rural_assistants import marking, ranking
    from gongbao.platform.rural_assistants.models import Applicant

    _applicants(count)
    draw = random.Random(22)  # noqa: S311
    rooms = [(f"考场{n:04d}", ROOM_SIZE) for n in range(count // ROOM_SIZE + 1)]
    _do(lambda tx: ranking.publish_seed(tx, "2021", "seed-of-the-bench"))
    took, cpu = {}, time.process_time()
    took["seated"] = _timed(lambda: _do(lambda tx: ranking.draw_seats(tx, "2021", rooms)))
    tickets = _seen(lambda: list(Applicant.objects.values_list("ticket", flat=True)))
    marks: dict[str, Any] = {t: (draw.randrange(3000, 10001), draw.randrange(50, 101) * 100) for t in tickets}
    marks |= dict.fromkeys(tickets[::50])
    took["marks entered"] = _timed(lambda: _do(lambda tx: marking.enter_marks(tx, "2021", marks)))
    took["ranked"] = _timed(lambda: _do(lambda tx: ranking.make_ranks(tx, "2021")))
    ties = _seen(lambda: list(Applicant.objects.filter(result="decide").values_list("ticket", flat=True)))
    for ticket in ties:
        _do(lambda tx, ticket=ticket: ranking.decide_tie(tx, "2021", ticket, False, "加试"))
    took["published"] = _timed(lambda: _do(lambda tx: ranking.publish_results(tx, "2021")))
    took["read by the public"] = _timed(lambda: ranking.published("2021"))
    _same_as_window()
    whole = sum(took[name] for name in ("seated", "ranked", "published"))
    return {
        "applicants": count, "seated_ranked_published_s": round(whole, 2), "bound_s": 20, "ties": len(ties),
        "steps_s": {name: round(value, 2) for name, value in took.items()}, "cpu_s": round(time.process_time() - cpu, 2),
    }  # fmt: skip


def _same_as_window() -> None:
    """Our ranks are PostgreSQL's."""
    from django.db import connection

    from gongbao.platform.rural_assistants.models import Applicant

    def both() -> tuple[dict[str, int], dict[str, int]]:
        mine = dict(Applicant.objects.filter(rank__isnull=False).values_list("ticket", "rank"))
        with connection.cursor() as cursor:
            cursor.execute(WINDOW)
            return mine, dict(cursor.fetchall())

    mine, theirs = _seen(both)
    if mine != theirs:
        raise SystemExit("the ranks differ from PostgreSQL's")


def quota_and_pay(count: int) -> dict[str, Any]:
    """Milliseconds for the quotas of every district and intake and everybody's pay, from the tables; and in memory alone."""
    from gongbao.platform.db.services import SYSTEM
    from gongbao.platform.rural_assistants import reports
    from gongbao.policies.rural_assistants import quotas

    on = date(2022, 8, 10)
    _assistants(count, on)

    def stored() -> int:
        def look() -> int:
            rows = reports.grades_and_pay(SYSTEM, "annual", "2021/1", on)
            groups = quotas.quotas((((row.office, row.intake), row.grade) for row in rows), on)
            if sum(each.people for each in groups.values()) != count or any(
                each.over for each in groups.values()
            ):
                raise SystemExit("people were lost, or a quota was passed")
            return sum(row.pay.paid for row in rows)

        return int(_seen(look))

    rule = quotas.LocalRule(27586, {"excellent": 50000})
    grades = [((n % 13, 2021), "excellent" if n % 6 == 0 else "qualified", n % 3) for n in range(count)]

    def alone() -> int:
        quotas.quotas(((group, mark) for group, mark, _ in grades), on)
        return sum(quotas.pay(600000, absent, mark, rule).paid for _, mark, absent in grades)

    stored()
    cpu = time.process_time()
    stored()
    cpu = time.process_time() - cpu
    return {
        "assistants": count,
        "from_the_tables_ms": round(statistics.median(_timed(stored) for _ in range(7)) * 1000, 1),
        "from_the_tables_cpu_ms": round(cpu * 1000, 1),
        "in_memory_ms": round(statistics.median(_timed(alone) for _ in range(21)) * 1000, 2),
        "bound_ms": 1000,
    }


def _applicants(count: int) -> None:
    """An announced intake with posts in one township and `count` confirmed applicants."""
    from gongbao.platform.db.services import new_key
    from gongbao.platform.rural_assistants.models import Applicant, Intake, Post

    draw = random.Random(7)  # noqa: S311

    def command(tx: Any) -> None:
        intake = Intake.objects.create(
            office="city_hr", number="2021", title="bench", opens_on=date(2021, 3, 1), closes_on=date(2021, 4, 1),
            on_duty_on=date(2021, 8, 1), planned=POSTS * 5, papers=[["笔试", 10000, 60], ["面试", 10000, 40]], state="announced",
        )  # fmt: skip
        posts = [
            Post.objects.create(office="miyun", intake=intake, number=f"P{n:04d}", title="x", township=UUID(int=1), places=5, shortlist=7)
            for n in range(POSTS)
        ]  # fmt: skip
        rows = [
            Applicant(
                office="miyun", party=new_key(), intake=intake, post=posts[n % POSTS], name="林舟", confirmed=True,
                claims={"party_member": draw.random() < 0.3, "home": "district" if draw.random() < 0.2 else "elsewhere"},
            )
            for n in range(count)
        ]  # fmt: skip
        Applicant.objects.bulk_create(rows, batch_size=5000)

    _do(command)


def _assistants(count: int, on: date) -> None:
    """Assistants of thirteen districts with a graded year, a month's attendance and local rules."""
    from gongbao.platform.db.services import new_key
    from gongbao.platform.rural_assistants import models as m
    from gongbao.policies.rural_assistants.rules import BOOK

    offices = BOOK["agricultural_districts"].at(on).value

    def command(tx: Any) -> None:
        intake = m.Intake.objects.get(number="2021")
        people, marks, months = [], [], []
        rounds = {
            office: m.Round.objects.create(office=office, case=new_key(), kind="annual", period="2021/1", intake=intake)
            for office in offices
        }  # fmt: skip
        for office in offices:
            m.LocalRule.objects.create(
                office=office,
                from_on=date(2021, 1, 1),
                daily_deduction=27586,
                rewards={"excellent": 50000},
                source="bench",
            )
        for n in range(count):
            office = offices[n % len(offices)]
            row = m.Assistant(
                office=office, party=new_key(), number=f"XL{n:05d}", name="林舟", intake=intake, start=new_key(), township=UUID(int=1),
                serves_from=date(2021, 8, 2), ends_on=date(2026, 8, 1), subsidy=600000,
            )  # fmt: skip
            people.append(row)
            best = n // len(offices) % 5 == 4
            marks.append(
                m.Appraisal(
                    office=office,
                    party=row.party,
                    round=rounds[office],
                    assistant=row,
                    kind="annual",
                    period="2021/1",
                    intake=intake,
                    grade="excellent" if best else "qualified",
                )
            )
            months.append(
                m.Attendance(
                    office=office,
                    party=row.party,
                    assistant=row,
                    month=on.year * 12 + on.month - 1,
                    absent_days=n % 3,
                )
            )
        m.Assistant.objects.bulk_create(people)
        m.Appraisal.objects.bulk_create(marks)
        m.Attendance.objects.bulk_create(months)

    _do(command)


def _do(command: Callable[[Any], Any]) -> Any:
    from gongbao.platform.db.services import SYSTEM, new_key, write

    def inside(tx: Any) -> bool:
        command(tx)
        return True

    return write(inside, actor=SYSTEM, key=str(new_key()), name="bench")


def _seen(look: Callable[[], Any]) -> Any:
    from gongbao.platform.db.services import SYSTEM, read

    with read(SYSTEM, purpose="bench"):
        return look()


def _timed(act: Callable[[], Any]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _start() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from gongbao.platform.db import clock

    call_command("migrate", verbosity=0)
    clock.set_clock(datetime(2021, 5, 6, 10, 0, tzinfo=clock.ZONE))


def _stop() -> None:
    from django.db import connections

    from gongbao.platform.db import embedded

    connections.close_all()
    embedded.stop(Path(os.environ["GONGBAO_DATA"]), at_once=True)


if __name__ == "__main__":
    main()
