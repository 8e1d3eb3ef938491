"""Run by test_debit_crash: plans, sends, debits and takes results, step by step, until it is killed or done."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import django


def main(database: str, folder: str) -> None:
    django.setup()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
    from tests.platform.collections.scene import SCHEME, officer

    from gongbao.kernel.logchain import sm3
    from gongbao.platform.collections import services as c
    from gongbao.platform.db.services import CITY, SYSTEM, read, write

    bank, on, layout = c.LocalDebitBank(Path(folder)), date(2021, 1, 28), c.LAYOUTS["fixed"]

    def step(name: str, key: object, command: object) -> object:
        return write(command, actor=officer(), key=f"{name}-{key}", name=name)

    def batches() -> list[c.BatchRow]:
        with read(SYSTEM, purpose="crash test"):
            return c.batches(SCHEME)

    print("ready", flush=True)
    planned = True
    while planned:
        turn = len(batches())
        planned = step(
            "plan",
            turn,
            lambda tx: str(
                c.plan_debits(tx, SCHEME, "icbc", on, office=CITY, kinds=("tri_party",), limit=7) or ""
            ),
        )
        for batch in batches():
            if batch.code == "planned":
                step("send", batch.id, lambda tx, b=batch.id: c.send_debits(tx, b))
            if batch.code != "done":
                with read(SYSTEM, purpose="crash test"):
                    file = c.debit_file(batch.id)
                bank.submit(layout, file.content, on)
                content = bank.answer(layout, batch.number)
                step(
                    "take",
                    sm3(content).hex(),
                    lambda tx, x=content: list(
                        map(str, c.import_results(tx, SCHEME, x, name="r", sender="icbc", office=CITY))
                    ),
                )
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
