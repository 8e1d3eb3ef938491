"""How long a roster of 50,000 people takes: read, compared with the registers, determined and explained.

Run ``python bench/roster.py [--people 50000] [--months 2] [--past 19] [--profile FILE]``. The registers answer
for every person; insurance holds ``past`` months each, of which one is imported from a file and the others are
spread in SQL. Wall seconds, CPU seconds of this process and of the embedded server stand side by side.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import io
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")

from bench.write_door import server_cpu  # noqa: E402 - the path is set above

ON = date(2020, 9, 21)
MONTHS = ("2020-07", "2020-08")
KINDS = "养老、医疗、失业、工伤、生育"
SPREAD = """INSERT INTO registers_insuredmonth (key, identity, content, batch_id, recorded_at, person, firm, month,
  kinds, paid_kinds, paid, paid_on, base_fen)
SELECT gen_random_uuid(), gen_random_uuid(), content, batch_id, recorded_at, person,
  CASE WHEN ago = 1 THEN firm ELSE %s END, month - ago, kinds, paid_kinds, paid, paid_on, base_fen
FROM registers_insuredmonth, generate_series(1, %s) AS ago"""


class Stopwatch:
    """Wall and CPU seconds by stage, the server's CPU apart."""

    def __init__(self, profile: cProfile.Profile | None) -> None:
        self.stages: dict[str, dict[str, float]] = {}
        self._profile = profile

    @contextmanager
    def stage(self, name: str, *, profiled: bool = True) -> Iterator[None]:
        """Measure the block."""
        wall, own, server = time.monotonic(), time.process_time(), server_cpu()
        if self._profile and profiled:
            self._profile.enable()
        try:
            yield
        finally:
            if self._profile and profiled:
                self._profile.disable()
            self.stages[name] = {
                "wall_s": round(time.monotonic() - wall, 2),
                "cpu_s": round(time.process_time() - own, 2),
                "server_cpu_s": round(server_cpu() - server, 2),
            }


def people(count: int) -> list[tuple[str, str]]:
    """Invented names and identity numbers, no two alike."""
    from stdnum.cn import ric

    made = []
    for place in range(count):
        birth = date(1975, 1, 1) + timedelta(days=place % 9000)
        body = f"110105{birth:%Y%m%d}{900 + place // 9000:03d}"
        made.append((f"样{place}", body + ric.calc_check_digit(body + "0")))
    return made


def sheet(headings: list[str], rows: Iterator[list[Any]]) -> bytes:
    """A workbook with one sheet."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, headings)
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, row)
    return out.getvalue()


def comma_separated(headings: list[str], rows: Iterator[list[Any]]) -> bytes:
    """A CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode()


def done(command: Callable[[Any], Any]) -> Any:
    """Run a command as the system."""
    from gongbao.platform.db.services import SYSTEM, write

    return write(command, actor=SYSTEM, key=str(uuid4()), name="bench")


def firm() -> tuple[UUID, str]:
    """A firm on record and in the registers of firms, which answer for every day."""
    from gongbao.platform.parties import services as parties
    from gongbao.platform.parties.demo_people import account, credit_code
    from gongbao.platform.registers.services import Spell, record_rows

    code, always = credit_code(0), Spell(date(2018, 1, 1), date(2021, 12, 31))

    def command(tx: Any) -> str:
        key = parties.register_firm(tx, code, "北京样例知舟科技有限公司", office="haidian")
        parties.set_bank_account(
            tx, key, holder="北京样例知舟科技有限公司", bank="样例银行", number=account(0)
        )
        said = {
            "insured_firms": [{"firm": code, "office": "haidian", "starts_on": "2018-01-01"}],
            "firm_size": [{"firm": code, "on_day": "2019-12-31", "size_class": "small"}],
            "recognised_firms": [], "dispatch_firms": [], "hard_to_employ": [], "graduates": [],
            "training_subsidies": [], "earlier_scheme": [],
        }  # fmt: skip
        for kind, rows in said.items():
            record_rows(tx, kind, rows, source="测量", as_of=ON, covers=always)
        return str(key)

    return UUID(done(command)), code


def registers(watch: Stopwatch, everybody: list[tuple[str, str]], code: str, past: int) -> None:
    """Fill the registers of people: insurance and unemployment from files, earlier months in SQL."""
    from django.db import connection

    from gongbao.platform.db import context
    from gongbao.platform.db.services import SYSTEM
    from gongbao.platform.parties.demo_people import credit_code
    from gongbao.platform.registers.services import Spell, import_file

    covers = Spell(date(2018, 1, 1), date(2020, 9, 30))
    insured = comma_separated(
        ["证件号码", "姓名", "统一社会信用代码", "所属月份", "参保险种", "实缴险种", "到账日期", "缴费基数"],
        ([number, name, code, "2020-08", KINDS, KINDS, "2020-08-20", "6000"] for name, number in everybody),
    )
    unemployed = comma_separated(
        ["证件号码", "姓名", "起始日期", "终止日期"],
        ([number, name, "2020-03-02", "2020-07-06"] for name, number in everybody),
    )
    for kind, data in (("insurance", insured), ("unemployed", unemployed)):
        with watch.stage(f"import {kind}", profiled=False):
            done(lambda tx, kind=kind, data=data: import_file(
                tx, kind, data, f"{kind}.csv", source="测量", as_of=ON, covers=covers).added)  # fmt: skip
    with watch.stage("import insurance again", profiled=False):
        done(lambda tx: import_file(tx, "insurance", insured, "rows.csv", source="测量2", as_of=ON).unchanged)

    def spread(tx: Any) -> None:
        context.set_context(SYSTEM.context())
        with connection.cursor() as cursor:
            cursor.execute(SPREAD, [credit_code(7), past - 1])

    done(spread)


def analyse() -> None:
    """Give the planner its figures, as a running server has them."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    connections["owner"].close()


def measure(options: argparse.Namespace, profile: cProfile.Profile | None) -> dict[str, Any]:
    """All stages, and what came out."""
    from gongbao.platform.db.services import Actor, read
    from gongbao.platform.training_subsidy import sheets
    from gongbao.platform.training_subsidy.checking import check
    from gongbao.platform.training_subsidy.models import Claim
    from gongbao.platform.training_subsidy.store import Draft

    watch = Stopwatch(profile)
    everybody, months = people(options.people), MONTHS[-options.months :]
    key, code = firm()
    registers(watch, everybody, code, options.past)
    analyse()
    roster = sheet(
        ["姓名", "身份证号码", "人员类别", "入职日期", "以工代训月份", "实际用工单位"],
        (
            [name, number, "登记失业人员", date(2020, 7, 6), "、".join(months), ""]
            for name, number in everybody
        ),
    )
    wages = sheet(
        ["户名", "身份证号码", "工资月份", "实发金额（元）", "发放日期", "交易流水号"],
        ([name, number, month, 3600, date(2020, int(month[-2:]) + 1, 10), f"T{month[-2:]}{place}"]
         for month in months for place, (name, number) in enumerate(everybody)),
    )  # fmt: skip
    with watch.stage("statement"):
        statement = sheets.read_sheet("statement", wages, ON)
    with watch.stage("parse"):
        table = sheets.read_sheet("roster", roster, ON)
    with watch.stage("keep and load"):
        table = sheets.load("roster", sheets.dump("roster", table))
    claim = Claim(case=uuid4(), number="06-BENCH", office="haidian", party=key, scheme="expand")
    answers = {"firm_trade": "software_it", "firm_staff": "40", "firm_revenue": "8000000"}
    draft = Draft(claim, answers, table, statement, [], {}, datetime.now().astimezone())
    clerk = Actor("party", uuid4(), "bench", party=key, roles=frozenset({"representative"}))
    with watch.stage("check"), read(clerk, purpose="bench"):
        found = check(draft, ON)
    total = {unit: round(sum(watch.stages[name][unit] for name in ("parse", "check")), 2)
             for unit in ("wall_s", "cpu_s", "server_cpu_s")}  # fmt: skip
    return {
        "people": options.people, "statement_lines": len(statement.rows), "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1), "stages": watch.stages, "roster_parse_and_check": total,
        "outcomes": found.outcomes, "faults": len(found.faults), "found": len(found.found),
        "explained": sum(bool(each.reasons) for each in found.results),
    }  # fmt: skip


def main() -> None:
    """Measure in a fresh data folder unless GONGBAO_DATA or GONGBAO_DATABASE names one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--months", type=int, default=2, choices=(1, 2))
    parser.add_argument("--past", type=int, default=19)
    parser.add_argument("--profile", help="write cProfile's figures of reading and checking here")
    options = parser.parse_args()
    made = None if os.environ.get("GONGBAO_DATA") else tempfile.mkdtemp(prefix="gongbao-bench-")
    if made:
        os.chmod(made, 0o711)  # noqa: S103 - the server's user walks through it
        os.environ["GONGBAO_DATA"] = made
    import django

    django.setup()
    from django.core.management import call_command

    try:
        call_command("migrate", verbosity=0)
        profile = cProfile.Profile() if options.profile else None
        print(json.dumps(measure(options, profile), indent=1, ensure_ascii=False))
        if profile:
            profile.dump_stats(options.profile)
    finally:
        if made:
            from gongbao.platform.db import embedded

            embedded.stop(Path(made), at_once=True)
            shutil.rmtree(made)


if __name__ == "__main__":
    main()
