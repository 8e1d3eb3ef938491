"""Run by test_payments_crash: pays a request out step by step until it is killed or done."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from uuid import UUID

import django


def main(database: str, folder: str, request: UUID) -> None:
    django.setup()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
    from tests.platform.funds.scene import BEN, good_account, officer

    from gongbao.kernel.logchain import sm3
    from gongbao.platform.db.services import SYSTEM, read, write
    from gongbao.platform.funds import services as funds

    bank = funds.LocalBank(Path(folder))

    def step(name: str, key: object, command: object, who: object) -> object:
        return write(command, actor=who, key=f"{name}-{key}", name=name)

    with read(SYSTEM, purpose="crash test"):
        rights = sorted(e.id for e in funds.entitlements() if e.request == request)
    payees = {
        key: funds.Payee("北京样例科技有限公司", good_account(n), "102") for n, key in enumerate(rights)
    }
    print("ready", flush=True)
    turn, planned = 0, True
    while planned:
        planned = step(
            "plan",
            f"{request}-{turn}",
            lambda tx: str(funds.plan_batch(tx, request, payees, limit=4) or ""),
            officer(),
        )
        turn += 1
        with read(SYSTEM, purpose="crash test"):
            batches = funds.batches(request=request)
        for batch in batches:
            if batch.state == "planned":
                step(
                    "send", batch.id, lambda tx, b=batch.id: funds.send_batch(tx, b), officer("chaoyang", BEN)
                )
            if batch.state != "settled":
                with read(SYSTEM, purpose="crash test"):
                    file = funds.payment_file(batch.id)
                bank.submit(funds.LAYOUTS["fixed"], file.content, date(2020, 9, 30))
                content = bank.receipts(batch.number)
                step(
                    "import",
                    f"{batch.id}-{sm3(content).hex()}",
                    lambda tx, c=content: list(funds.import_receipts(tx, c)[:3]),
                    officer(),
                )
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], UUID(sys.argv[3]))
