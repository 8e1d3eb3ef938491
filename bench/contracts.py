"""Labour contracts on the platform: sealed in bulk by the job, and one contract from agreed text to in force.

`python -m bench.contracts [COUNT]`: COUNT contracts (200 by default) on a PostgreSQL of its own; two
workers as `gongbao serve --with-worker` starts them seal them, the yardstick is the bare signing of the same papers without a database.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

PASSWORD = "bench-seal-2020"  # noqa: S105 - of a folder that is removed


def main(count: int) -> None:
    """Run and print."""
    folder = Path(tempfile.mkdtemp(prefix="gongbao-bench-"))
    folder.chmod(0o711)
    os.environ |= {"GONGBAO_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "gongbao.settings"}
    try:
        _run(count)
    finally:
        from gongbao.platform.db import embedded

        embedded.stop(folder, at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


def _run(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from gongbao.platform.db.services import SYSTEM, Actor, Tx, now, read, write
    from gongbao.platform.electronic_contracts import agreeing, batches, drafting, evidence, identity
    from gongbao.platform.electronic_contracts.models import Batch, Contract, ContractFile, IdentityCheck
    from gongbao.platform.jobs.services import run_due
    from gongbao.platform.parties.demo_people import credit_code, someone
    from gongbao.platform.parties.services import register_firm

    firm = UUID(
        write(
            lambda tx: str(register_firm(tx, credit_code(900), "北京样例签章有限公司", office="haidian")),
            actor=SYSTEM, key="bench:firm", name="bench",
        )
    )  # fmt: skip
    employer = Actor("party", account=uuid4(), party=firm, name="bench")
    start = now().date()

    def terms(place: int) -> dict[str, object]:
        who = someone(place)
        return {
            "worker_name": who.name, "identity_number": who.number, "worker_address": "北京市", "phone": "13800000000",
            "employer_address": "北京市海淀区", "employer_head": "顾明远", "contract_type": "fixed", "starts_on": start, "ends_on": date(start.year + 3, start.month, min(start.day, 28)) - timedelta(days=1),
            "probation_months": 2, "position": "店员", "workplace": "北京市", "wage": 700000, "probation_wage": 600000, "week_hours": 40, "pay_day": 10,
        }  # fmt: skip

    def checked(tx: Tx) -> None:
        until = tx.now + timedelta(hours=2)
        IdentityCheck.objects.create(
            party=firm, level=3, method="bench", source="bench", at=tx.now, good_until=until
        )

    write(checked, actor=SYSTEM, key="bench:check", name="bench")
    identity.new_signing_key(employer, PASSWORD, key="bench:key")

    def drawn(tx: Tx) -> str:
        batch = Batch.objects.create(
            office="haidian", employer=firm, title="bench", created_at=tx.now, state="sent"
        )
        for place in range(count):
            row = drafting.open_contract(tx, firm, terms(place), batch=batch.key)
            row.explained_at = row.worker_agreed_at = tx.now
            drafting.send(tx, row)
        return str(batch.key)

    began = time.perf_counter()
    batch = UUID(write(drawn, actor=employer, key="bench:draw", name="bench"))
    drawn_in = time.perf_counter() - began
    with read(SYSTEM, purpose="bench"):
        rows = list(Contract.objects.filter(batch=batch).order_by("number"))
    began = time.perf_counter()
    for row in rows:
        agreeing.answer(
            Actor("party", account=uuid4(), party=row.worker, name="bench"),
            row.number,
            "accept",
            key=f"a:{row.number}",
        )
    laid_in = time.perf_counter() - began
    run_due()  # the messages of drawing up and accepting are out before the clock starts
    workers = [subprocess.Popen([sys.executable, "-m", "gongbao.cli", "worker"]) for _ in range(2)]
    try:
        time.sleep(15)  # both are up and idle
        before = [_spent(each.pid) for each in workers]
        batches.seal_all(employer, batch, PASSWORD, key="bench:seal")
        began = time.perf_counter()
        while batches.batch_of(employer, batch)[0].state == "sealing":
            told = batches.progress(employer, batch)
            print(f"\r{told.done:5} of {told.total}, {told.lanes} lanes", end="", flush=True)
            time.sleep(0.5)
        sealed_in = time.perf_counter() - began
        spent = [_spent(each.pid) - first for each, first in zip(workers, before, strict=True)]
    finally:
        for each in workers:
            each.terminate()
        for each in workers:
            each.wait(timeout=60)
    print()
    with read(SYSTEM, purpose="bench"):
        done = Contract.objects.filter(batch=batch, state="part_signed").count()
        papers = list(
            ContractFile.objects.filter(contract__in=[each.key for each in rows[:20]], stage="laid")
        )
    if done != count:
        raise SystemExit(f"{done} of {count} were sealed")
    bare = _bare(papers, firm, employer, evidence, write)
    print(f"drawn up and sent   {drawn_in / count * 1e3:7.1f} ms each")
    print(f"accepted, laid out  {laid_in / count * 1e3:7.1f} ms each")
    print(
        f"sealed, two workers {sealed_in / count * 1e3:7.1f} ms each; 1,000 in {sealed_in / count * 1000:.0f} s of wall time "
        f"at load {os.getloadavg()[0]:.0f}"
    )
    print(
        f"processor seconds   {', '.join(f'{each:.1f}' for each in spent)} of the two workers; "
        f"1,000 seals: {sum(spent) / count * 1000 / 2:.0f} s on each of two cores, the database's share aside"
    )
    print(f"bare seal (median)  {bare * 1e3:7.1f} ms of processor time")


def _spent(process: int) -> float:
    """Processor seconds a process has used."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _bare(papers: list, firm: UUID, employer: object, evidence: object, write: object) -> float:  # type: ignore[type-arg]
    from gongbao.platform.electronic_contracts import identity

    times: list[float] = []

    def command(tx: object) -> None:
        _, key = identity.open_key(tx, firm, PASSWORD)  # type: ignore[arg-type]
        for paper in papers:
            began = time.process_time()
            evidence.put_signature(
                tx,
                bytes(paper.content),
                paper.places,
                "employer",
                "北京样例签章有限公司",
                key,
                first=True,
                reason="bench",
            )  # type: ignore[attr-defined]
            times.append(time.process_time() - began)

    write(command, actor=employer, key="bench:bare", name="bench")  # type: ignore[operator]
    return median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
