"""Numbers in a sequence without gaps: one locked counter each."""

from __future__ import annotations

from gongbao.platform.letters.models import Counter


def next_number(key: str) -> int:
    """The next number of a sequence, from 1. The counter stays locked until the command ends, so none is lost."""
    Counter.objects.bulk_create([Counter(key=key)], ignore_conflicts=True)
    row = Counter.objects.select_for_update().get(key=key)
    row.value += 1
    row.save(update_fields=["value"])
    return row.value
