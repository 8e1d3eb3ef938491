"""What the command line does with the running system: serve, work, demonstrate, back up, verify."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from gongbao.kernel.logchain import LogReport


PROCESSES, THREADS = 4, 2
"""How `serve` divides the work unless told otherwise, as measured on two cores (bench/README.md): threads of one
process take turns at Python's lock, processes do not; the second thread serves while the first waits for a sheet."""
WORKERS = 2
"""How many workers `serve --with-worker` starts: sealing a batch goes in two lanes."""


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongbao.settings")
    django.setup()


def migrate(rest: Sequence[str]) -> int:
    """Bring the database to this version's tables."""
    _django()
    from django.core.management import call_command

    call_command("migrate", *rest, interactive=False, verbosity=1)
    return 0


def serve(rest: Sequence[str]) -> int:
    """Serve the site with granian until stopped; the database must be migrated."""
    parser = argparse.ArgumentParser(prog="gongbao serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--with-worker", action="store_true", help="run due jobs beside the site")
    options = parser.parse_args(rest)
    _django()
    from gongbao.platform.db import target

    target.current()  # the embedded server lives as long as this process
    worker_process = _beside("worker", "--processes", str(WORKERS)) if options.with_worker else None
    try:
        return _granian(options)
    finally:
        if worker_process:
            worker_process.terminate()
            worker_process.wait(timeout=30)


def _beside(command: str, *rest: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "gongbao.cli", command, *rest])


def _granian(options: argparse.Namespace) -> int:
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    settings.STATIC_ROOT.mkdir(
        parents=True, exist_ok=True
    )  # may stay empty; whitenoise warns where it is not there
    server = Granian(
        "gongbao.web.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.processes,
        blocking_threads=options.threads,
        websockets=False,
    )
    server.serve()
    return 0


def worker(rest: Sequence[str]) -> int:
    """Run due jobs and move events into the global log until stopped; `--once` runs what is due and ends.

    `--stuck` lists the jobs that failed too often and wait for a person; `--again ID` plans one of them anew.
    `--processes` workers take jobs from the same queue side by side: what one has leased the others skip.
    """
    parser = argparse.ArgumentParser(prog="gongbao worker")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--processes", type=int, default=1, help="workers side by side")
    parser.add_argument("--stuck", action="store_true", help="list the jobs that wait for a person")
    parser.add_argument("--again", type=UUID, metavar="ID", help="plan a stuck job anew")
    options = parser.parse_args(rest)
    _django()
    from gongbao.platform.audit import services as audit
    from gongbao.platform.jobs import services as jobs

    if options.stuck:
        for each in jobs.stuck():
            print(each.id, each.kind, each.key, each.error, sep="\t")
        return 0
    if options.again:
        return _again(options.again)
    if options.once:
        jobs.run_due()
        audit.sequence_all()
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sequencer = threading.Thread(target=audit.serve_forever, args=(stop,), name="sequencer")
    others = [_beside("worker") for _ in range(options.processes - 1)]
    sequencer.start()
    try:
        jobs.serve_forever(stop)
        sequencer.join()
    finally:
        for each in others:
            each.terminate()
        for each in others:
            each.wait(timeout=30)
    return 0


def _again(job: UUID) -> int:
    from gongbao.law.errors import Refusal
    from gongbao.platform.db.services import SYSTEM, new_key, write
    from gongbao.platform.jobs.services import try_again

    try:
        write(lambda tx: try_again(tx, job), actor=SYSTEM, key=f"jobs.again {new_key()}", name="jobs.again")
    except Refusal as refusal:
        print(refusal.say("zh"), file=sys.stderr)
        return 1
    return 0


def demo(rest: Sequence[str]) -> int:
    """Make a small synthetic city in the data folder if there is none, print its sign-ins, serve it."""
    parser = argparse.ArgumentParser(prog="gongbao demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare", action="store_true", help="make the city and stop")
    parser.add_argument("--code", metavar="LOGIN", help="print an officer's one-time code of this moment")
    options = parser.parse_args(rest)
    os.environ["GONGBAO_DEMO"] = "1"
    os.environ.setdefault("GONGBAO_DATA", "var/demo")
    _django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from gongbao.platform.parties.demo_people import one_time_code, secret_of
    from gongbao.web.rooms import demo_city, load_demo

    if options.code:
        print(one_time_code(secret_of(options.code)))
        return 0
    print(demo_city().printed(load_demo()))
    if options.prepare:
        return 0
    print(f"\n→ http://localhost:{options.port}\n", flush=True)
    return serve(["--port", str(options.port), "--processes", "1", "--with-worker"])


def administrator(rest: Sequence[str]) -> int:
    """Open a system administrator: the first officer, or another; the password is typed or comes on standard input."""
    parser = argparse.ArgumentParser(prog="gongbao administrator")
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--name", required=True, help="the administrator's own name")
    options = parser.parse_args(rest)
    _django()
    from gongbao.law.errors import Refusal
    from gongbao.platform.db.services import SYSTEM, new_key, write
    from gongbao.platform.parties.services import check_installed, open_administrator

    check_installed()
    password, again = _password()
    try:
        write(
            lambda tx: str(open_administrator(tx, options.login, password, again, name=options.name)),
            actor=SYSTEM, key=f"administrator {new_key()}", name="administrator",
        )  # fmt: skip
    except Refusal as refusal:  # a form's field says nothing at a terminal
        raise Refusal(refusal.what, mend=refusal.mend) from None
    print(f"系统管理员 {options.login} 已开设。下一步：登录，按提示绑定动态口令，再开设工作人员账号。")
    print(
        f"Administrator {options.login} is open. Next: sign in, set up one-time codes, open officers' accounts."
    )
    return 0


def _password() -> tuple[str, str]:
    """The password typed twice at a terminal, else one line of standard input."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("密码 / password: "), getpass("再输入一次 / once more: ")
    line = sys.stdin.readline().rstrip("\r\n")
    return line, line


def backup(rest: Sequence[str]) -> int:
    """Write the database and the uploaded files into one folder."""
    parser = argparse.ArgumentParser(prog="gongbao backup")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(rest)
    _django()
    from gongbao.platform.db import backups

    for path in backups.write(options.folder):
        print(path)
    return 0


def restore(rest: Sequence[str]) -> int:
    """Restore a backup into an empty installation."""
    parser = argparse.ArgumentParser(prog="gongbao restore")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(rest)
    _django()
    from gongbao.platform.db import backups

    backups.read(options.folder)
    return 0


def verify() -> LogReport:
    """Check this installation's log; names the first broken row."""
    _django()
    from gongbao.platform.audit.services import verify_installation

    return verify_installation()


def export_log(rest: Sequence[str]) -> int:
    """Write the global log as JSON lines that anybody can verify without us."""
    parser = argparse.ArgumentParser(prog="gongbao export-log")
    parser.add_argument("file", type=Path)
    options = parser.parse_args(rest)
    _django()
    from gongbao.platform.audit.services import export

    print(export(options.file))
    return 0
