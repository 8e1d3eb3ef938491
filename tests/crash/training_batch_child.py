"""Run by test_training_subsidy_batch: approves cases one by one until it is killed or done."""

from __future__ import annotations

import sys
from datetime import datetime
from uuid import UUID

import django


def main(database: str, account: str, numbers: list[str]) -> None:
    django.setup()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
    from gongbao.platform.db import clock
    from gongbao.platform.db.services import Actor
    from gongbao.platform.training_subsidy import deciding

    at = datetime(2020, 9, 21, 9, 30, tzinfo=clock.ZONE)
    clock.set_clock(at)
    reviewer = Actor("officer", UUID(account), "reviewer", office="haidian", roles=frozenset({"district_reviewer"}),
                     stepped_up_at=at)  # fmt: skip
    print("ready", flush=True)
    found = deciding.approve_all(reviewer, {number: {} for number in numbers}, key="the batch")
    for one in found:
        print(one.number, one.state, flush=True)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
