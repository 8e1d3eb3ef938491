"""The write door over HTTP: granian, every middleware of the site, signed-in clerks, the three-row command.

Run ``python bench/http_door.py [--seconds 10] [--connections 16] [--processes 2] [--threads 4]``. Each connection
is the session of another firm's clerk (an account of a person with the firm's mandate, as the hall has them), sends
the token against forged requests and a new key each time. Sessions, account, mandate and rights are asked anew
in every request, as on every page. The client is a process of its own on the same machine and is counted apart.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.http_settings"

from bench import write_door  # noqa: E402
from bench.http_load import load  # noqa: E402

TOKEN = "b" * 32


def clerks(count: int) -> list[str]:
    """Session keys of `count` signed-in clerks, each acting for a firm of their own."""
    from datetime import timedelta

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from gongbao.platform.db.services import SYSTEM, new_key, write
    from gongbao.platform.parties import services as parties
    from gongbao.platform.parties.demo_people import credit_code, someone
    from gongbao.platform.parties.models import Account
    from gongbao.web.shared.acting import FOR, FOR_NAME

    def made(tx: Any, place: int) -> list[str]:
        somebody = someone(place)
        person = parties.find_or_create_person(tx, somebody.number, somebody.name)
        firm = parties.register_firm(tx, credit_code(place), f"测量{place}公司", office="haidian")
        account = parties.open_account(tx, f"clerk-{new_key()}", None, name="测量员", person=person)
        day = tx.now.date()
        parties.grant(
            tx, principal=firm, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=[parties.ALL_ROOMS],
            starts_on=day, ends_on=day + timedelta(days=365), agent_account=account,
        )  # fmt: skip
        return [str(account), str(firm)]

    sessions = []
    for place in range(count):
        account_key, firm = write(
            lambda tx, place=place: made(tx, 5000 + place), actor=SYSTEM, key=str(new_key()), name="clerk"
        )
        account = Account.objects.get(pk=account_key)
        store = SessionStore()
        store[SESSION_KEY] = account_key
        store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store[FOR], store[FOR_NAME] = firm, f"测量{place}公司"
        store.create()
        sessions.append(str(store.session_key))
    return sessions


def asking(session: str, port: int) -> Callable[[], bytes]:
    """What makes the next request of one session."""
    from gongbao.platform.db.keys import new_key

    count = 0

    def ask() -> bytes:
        nonlocal count
        count += 1
        body = f"number={count}&key={new_key()}"
        return (
            f"POST /bench/three-rows/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: bench\r\n"
            f"Cookie: gongbao_session={session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    return ask


def tree_cpu(root: int) -> float:
    """CPU seconds of a process and its children (Linux; 0 elsewhere)."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if stat.parent.name == str(root) or fields[1] == str(root):
                total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def site(port: int, processes: int, threads: int) -> subprocess.Popen[bytes]:
    """The site as ``gongbao serve`` starts it, once it answers."""
    arguments = ["--port", str(port), "--processes", str(processes), "--threads", str(threads)]
    code = "import sys; from gongbao.web.commands import serve; sys.exit(serve(sys.argv[1:]))"
    environ = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    served = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=environ, stdout=subprocess.DEVNULL
    )
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return served
        if served.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("the site did not start")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Requests a second, the wait of each, and whose processor time they took."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    asks = [asking(session, port) for session in clerks(options.connections)]
    served = site(port, options.processes, options.threads)
    try:
        asyncio.run(load(port, asks, min(2.0, options.seconds)))  # warm: imports, connections, plans
        before = tree_cpu(served.pid), write_door.server_cpu(), time.process_time()
        waits = sorted(asyncio.run(load(port, asks, options.seconds)))
        used = tree_cpu(served.pid), write_door.server_cpu(), time.process_time()
    finally:
        served.terminate()
        served.wait(timeout=30)
    site_cpu, server, client = (after - first for after, first in zip(used, before, strict=True))
    return {
        "connections": options.connections,
        "processes": options.processes,
        "threads": options.threads,
        "per_second": round(len(waits) / options.seconds),
        "p50_ms": round(statistics.median(waits) * 1000, 1),
        "p99_ms": round(waits[len(waits) * 99 // 100] * 1000, 1),
        "max_ms": round(waits[-1] * 1000, 1),
        "site_cpu_ms_each": round(site_cpu / len(waits) * 1000, 3),
        "server_cpu_ms_each": round(server / len(waits) * 1000, 3),
        "client_cpu_ms_each": round(client / len(waits) * 1000, 3),
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    """Measure in a fresh data folder unless GONGBAO_DATA or GONGBAO_DATABASE names one."""
    from gongbao.web.commands import PROCESSES, THREADS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--threads", type=int, default=THREADS)
    options = parser.parse_args()
    made = None if os.environ.get("GONGBAO_DATA") else tempfile.mkdtemp(prefix="gongbao-bench-")
    if made:
        os.chmod(made, 0o711)  # noqa: S103 - the server's user walks through it
        os.environ["GONGBAO_DATA"] = made
    write_door.prepare()
    try:
        print(json.dumps(measure(options), indent=1))
    finally:
        if made:
            from gongbao.platform.db import embedded

            embedded.stop(Path(made), at_once=True)
            shutil.rmtree(made)


if __name__ == "__main__":
    main()
