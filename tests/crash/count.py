"""Prints what is in the database: the numbers paid, those with a receipt due, and the log's state."""

from __future__ import annotations

import json

import django


def main() -> None:
    django.setup()
    from gongbao.platform.audit.models import Entry
    from gongbao.platform.audit.services import sequence_all, verify
    from gongbao.platform.jobs.models import Due

    sequence_all()
    paid = [entry.body["detail"]["n"] for entry in Entry.objects.filter(kind="audit")]
    due = [row.payload["n"] for row in Due.objects.filter(kind="receipt")]
    print(json.dumps({"paid": sorted(paid), "due": sorted(due), "sound": verify().sound}))


if __name__ == "__main__":
    main()
