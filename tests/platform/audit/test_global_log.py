"""The global log: everything that was committed, once, in a chain that names what was done to it."""

from __future__ import annotations

import pytest
from tests.platform.audit.tamper import as_owner

from gongbao.platform.audit.models import Entry, Head
from gongbao.platform.audit.services import head, sequence, sequence_all, verify
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import SYSTEM, write


def commands(count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        write(lambda tx, n=number: tx.audit("step", number=n), actor=SYSTEM, key=f"c{number}", name="try")


@pytest.mark.django_db
def test_every_outbox_row_is_taken_once_and_in_order() -> None:
    commands(5)
    assert (sequence(4), sequence(4), sequence(4), sequence(4)) == (4, 4, 2, 0)
    assert not Outbox.objects.exists()
    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 11))
    steps = Entry.objects.filter(kind="audit").order_by("position")
    assert [entry.body["detail"]["number"] for entry in steps] == [0, 1, 2, 3, 4]
    report = verify()
    assert report.sound
    assert report.checked == 10


@pytest.mark.django_db
def test_an_empty_log_is_sound() -> None:
    assert verify().sound
    assert sequence() == 0
    assert verify().sound


DAMAGES = [
    ("UPDATE audit_entry SET body = '{}' WHERE position = 7", 7, "第7条内容被改动"),
    ("UPDATE audit_entry SET at = at + interval '1 day' WHERE position = 3", 3, "第3条内容被改动"),
    ("UPDATE audit_entry SET kind = 'x' WHERE position = 1", 1, "第1条内容被改动"),
    ("UPDATE audit_entry SET subject = 'x' WHERE position = 2", 2, "第2条内容被改动"),
    ("DELETE FROM audit_entry WHERE position = 5", 5, "第5条缺失"),
    ("DELETE FROM audit_entry WHERE position = 1", 1, "第1条缺失"),
    ("DELETE FROM audit_entry WHERE position > 8", 9, "第9条起被截去"),
    ("DELETE FROM audit_entry", 1, "第1条起被截去"),
    (
        "UPDATE audit_entry SET position = 100 WHERE position = 4;"
        "UPDATE audit_entry SET position = 4 WHERE position = 5;"
        "UPDATE audit_entry SET position = 5 WHERE position = 100",
        4,
        "第4条与前一条不相接",
    ),
    (
        "DELETE FROM audit_entry WHERE position = 10;"
        "UPDATE audit_head SET position = 9, hash = (SELECT hash FROM audit_entry WHERE position = 9)",
        9,
        "日志末端印记不符",
    ),
    ("DELETE FROM audit_head", 10, "日志末端印记缺失"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("damage", "position", "fault"), DAMAGES)
def test_the_first_damaged_row_is_named(damage: str, position: int, fault: str) -> None:
    commands(5)
    sequence_all()
    as_owner(damage)
    report = verify()
    assert report.fault is not None
    assert (report.position, report.fault.zh) == (position, fault)


@pytest.mark.django_db(transaction=True)
def test_an_anchor_noted_outside_finds_a_log_that_was_made_anew() -> None:
    commands(5)
    sequence_all()
    anchor = head()
    as_owner("DELETE FROM audit_entry; DELETE FROM audit_head; DELETE FROM db_command")
    commands(6)
    sequence_all()
    assert verify().sound
    report = verify(anchor)
    assert report.position == 10
    as_owner("DELETE FROM audit_entry; DELETE FROM audit_head")
    assert verify(anchor).position == 1


@pytest.mark.django_db
def test_the_seal_needs_the_master_key() -> None:
    commands(1)
    sequence_all()
    last = Head.objects.get()
    assert len(last.seal) == 64
    assert last.seal != last.hash
