"""The insurers' interface served for measuring: granian with two processes on a PostgreSQL of its own, real HTTP."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

VEHICLES = 20_000
OFFSET = 1_000_000
STARTS_WITHIN = 120
"""Seconds the server may take to start on a busy machine."""


def serve() -> tuple[Callable[[int], None], Callable[[], None]]:
    """Start everything; returns what sends one quote (numbered) and what stops and removes all of it."""
    folder = Path(tempfile.mkdtemp(prefix="gongbao-bench-"))
    folder.chmod(0o711)
    os.environ |= {"GONGBAO_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "gongbao.settings"}
    token, year = _prepare()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = Path(__file__).resolve().parents[1]
    os.environ["PYTHONPATH"] = f"{root / 'src'}{os.pathsep}{root}"
    command = [sys.executable, "-m", "gongbao.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    own = threading.local()
    bodies = [_body(number, year) for number in range(2000)]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send(number: int) -> None:
        if not hasattr(own, "line"):
            own.line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        own.line.request("POST", "/api/vehicle-tax/quotes", bodies[number % len(bodies)], headers)
        answer = own.line.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{answer.status} {content.decode()[:300]}")

    def stop() -> None:
        from gongbao.platform.db import embedded

        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
        embedded.stop(folder, at_once=True)
        shutil.rmtree(folder, ignore_errors=True)

    for _ in range(STARTS_WITHIN * 10):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return send, stop
        except OSError:
            time.sleep(0.1)
    stop()
    raise SystemExit(f"the server did not start within {STARTS_WITHIN} s")


def _prepare() -> tuple[str, int]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from gongbao.platform.db.services import now
    from gongbao.platform.vehicle_tax import demo, vehicles

    call_command("migrate", verbosity=0)
    year = now().year
    rows = [demo.car(OFFSET + n, paid_through=year - 1, plate=_plate(n)) for n in range(VEHICLES)]
    demo.do(lambda tx: vehicles.take_in(tx, rows), key="bench")
    token = demo.load(now()).careful.token
    connections.close_all()
    return token, year


def _plate(number: int) -> str:
    return f"京A{number:05d}"


def _body(number: int, year: int) -> str:
    from gongbao.platform.db.services import now
    from gongbao.platform.vehicle_tax import demo

    car = demo.car(OFFSET + number, plate=_plate(number))
    day = min(now().date(), date(year, 12, 28))
    return json.dumps(demo.entry(car, day), default=str)
