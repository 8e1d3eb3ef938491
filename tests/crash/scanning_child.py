"""Run by test_scanning_crash: takes scans in, archive by archive, until it is killed or done."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import django


def main(database: str, folder: str, keys: list[str]) -> None:
    """The scans of each archive stand in a folder named by its key."""
    django.setup()
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = database
    from gongbao.platform.db import clock
    from gongbao.platform.db.services import Actor, write
    from gongbao.platform.personnel_archives import services as archives

    clock.set_clock(datetime(2020, 11, 2, 10, 0, tzinfo=clock.ZONE))
    centre = Actor(
        "officer", UUID(int=31), "scanner", office="haidian", roles=frozenset({"district_handler"})
    )
    print("ready", flush=True)
    for key in keys:
        scans = [(each.name, each.read_bytes()) for each in sorted(Path(folder, key).iterdir())]
        named = archives.check_named(scans)
        write(
            lambda tx, key=key, named=named: archives.attach_many(tx, UUID(key), named),  # type: ignore[misc]
            actor=centre, key=f"scans/{key}", name="archives.scan", request=[key, [name for name, _ in named]],
        )  # fmt: skip
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
