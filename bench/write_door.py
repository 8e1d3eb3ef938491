"""How many commands a second pass the write door: 16 writers on the embedded server, disk flushes on.

Run ``python bench/write_door.py [--seconds 10] [--writers 16] [--processes 4]``. Each command locks nothing
and writes three rows of its own besides the door's key and log rows; ``--cases`` measures whole steps of cases.
Beside the rate stands how many flushes a second the same disk does, one after another.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")


def flushes(folder: Path, seconds: float = 1.0) -> float:
    """Flushes a second of one 8 kB block rewritten in `folder`."""
    end, count = time.monotonic() + seconds, 0
    with open(folder / "flush", "wb", buffering=0) as file:
        while time.monotonic() < end:
            file.seek(0)
            file.write(b"x" * 8192)
            os.fdatasync(file.fileno())
            count += 1
    return count / seconds


def server_cpu() -> float:
    """CPU seconds used so far by the embedded server's processes (Linux; 0 elsewhere)."""
    pid_file = Path(os.environ["GONGBAO_DATA"]) / "postgresql/cluster/postmaster.pid"
    if not pid_file.exists() or not Path("/proc/self/stat").exists():
        return 0.0
    parent, total = pid_file.read_text().split()[0], 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[1] == parent:
                total += int(fields[11]) + int(fields[12])
            elif stat.parent.name == parent:
                total += int(fields[13]) + int(fields[14])  # backends that have ended
    return total / os.sysconf("SC_CLK_TCK")


def three_rows(tx: Any, number: int) -> int:
    """One statement, three rows: the work of the command itself."""
    from gongbao.platform.db.context import raw_cursor

    raw_cursor().execute(
        "INSERT INTO bench_row (id, body) SELECT gen_random_uuid(), %s FROM generate_series(1, 3)",
        [f"row {number}"],
        prepare=True,
    )
    return number


def case_step(tx: Any, number: int) -> Any:
    """Open a case and submit it: number, key, case row, event, two jobs' worth of clocks."""
    from tests.platform.cases.sample import FIRM, PROCEDURE

    from gongbao.platform.cases.services import act, open_case

    offices = ("haidian", "chaoyang", "fengtai", "dongcheng", "xicheng", "tongzhou", "shunyi", "daxing")
    case = open_case(tx, PROCEDURE.id, offices[number % 8], FIRM, "测量")
    return act(tx, case.key, "submit", "applicant")["number"]


def writer(until: float, waits: list[float], cases: bool) -> None:
    """Commands one after another until the end."""
    from django.db import connection
    from tests.platform.cases.sample import FIRM, applicant

    from gongbao.platform.db.services import SYSTEM, new_key, write

    actor, command = (applicant(FIRM), case_step) if cases else (SYSTEM, three_rows)
    number = threading.get_native_id()
    while (began := time.monotonic()) < until:
        number += 1
        write(lambda tx, n=number: command(tx, n), actor=actor, key=str(new_key()), name="bench")
        waits.append(time.monotonic() - began)
    connection.close()


def process(threads: int, seconds: float, gate: Any, out: Any, cases: bool) -> None:
    """One process of writers, as one server process has."""
    import django

    django.setup()
    from tests.platform.cases import sample

    sample.register()
    warm: list[float] = []
    writer(time.monotonic() + 0.5, warm, cases)
    gate.wait()
    before = time.process_time(), server_cpu()
    waits: list[list[float]] = [[] for _ in range(threads)]
    until = time.monotonic() + seconds
    team = [threading.Thread(target=writer, args=(until, found, cases)) for found in waits]
    for each in team:
        each.start()
    for each in team:
        each.join()
    used = time.process_time() - before[0], server_cpu() - before[1]
    out.put(([wait for found in waits for wait in found], used))
    gate.wait()


def prepare() -> None:
    """Migrate and make the table of the command's own rows."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from gongbao.platform.db import target

    call_command("migrate", verbosity=0)
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_row (id uuid PRIMARY KEY, body text)")
        cursor.execute(f'GRANT ALL ON bench_row TO "{target.application_role()}"')
    connections.close_all()


def measure(options: argparse.Namespace, cases: bool) -> dict[str, Any]:
    """One run: commands a second, and the time from call to commit."""
    context = multiprocessing.get_context("spawn")
    gate, out = context.Barrier(options.processes), context.Queue()
    share = options.writers // options.processes
    team = [
        context.Process(target=process, args=(share, options.seconds, gate, out, cases))
        for _ in range(options.processes)
    ]
    for each in team:
        each.start()
    found = [out.get() for _ in team]
    waits = sorted(wait for each, _ in found for wait in each)
    client, server = sum(used for _, (used, _) in found), statistics.median(used for _, (_, used) in found)
    for each in team:
        each.join()
    return {
        "per_second": round(len(waits) / options.seconds),
        "p50_ms": round(statistics.median(waits) * 1000, 1),
        "p99_ms": round(waits[len(waits) * 99 // 100] * 1000, 1),
        "max_ms": round(waits[-1] * 1000, 1),
        "client_cpu_ms_each": round(client / len(waits) * 1000, 3),
        "server_cpu_ms_each": round(server / len(waits) * 1000, 3),
    }


def main() -> None:
    """Measure in a fresh data folder unless GONGBAO_DATA or GONGBAO_DATABASE names one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--processes", type=int, default=4)
    options = parser.parse_args()
    made = None if os.environ.get("GONGBAO_DATA") else tempfile.mkdtemp(prefix="gongbao-bench-")
    if made:
        os.chmod(made, 0o711)  # noqa: S103 - the server's user walks through it
        os.environ["GONGBAO_DATA"] = made
    prepare()
    folder = Path(os.environ["GONGBAO_DATA"])
    print(json.dumps({
        "writers": options.writers,
        "processes": options.processes,
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "disk_flushes_per_second": round(flushes(folder)),
        "three_rows": measure(options, cases=False),
        "open_and_submit": measure(options, cases=True),
    }, indent=1))  # fmt: skip
    if made:
        from gongbao.platform.db import embedded

        embedded.stop(folder, at_once=True)
        shutil.rmtree(made)


if __name__ == "__main__":
    main()
