"""A case's chain names the first event that was changed, moved, removed or cut off."""

from __future__ import annotations

import pytest
from tests.platform.audit.tamper import as_owner
from tests.platform.cases import sample
from tests.platform.cases.sample import at_publicity

from gongbao.platform.cases.services import verify_case
from gongbao.platform.db.services import SYSTEM, read

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE cases_event SET body = '{\"months\": [9]}' WHERE sequence = 2", "第2号记录被改动"),
        ("UPDATE cases_event SET actor_name = 'x' WHERE sequence = 1", "第1号记录被改动"),
        ("UPDATE cases_event SET personal = 'x' WHERE sequence = 1", "第1号记录被改动"),
        ("UPDATE cases_event SET at = at + interval '1 second' WHERE sequence = 3", "第3号记录被改动"),
        ("DELETE FROM cases_event WHERE sequence = 2", "第2号记录缺失"),
        ("DELETE FROM cases_event WHERE sequence = 3", "第3号起的记录被截去"),
        (
            "UPDATE cases_event SET sequence = CASE sequence WHEN 2 THEN 13 ELSE 12 END WHERE sequence > 1;"
            "UPDATE cases_event SET sequence = sequence - 10 WHERE sequence > 10",
            "第2号记录与前一号不相接",
        ),
    ],
)
def test_the_chain_names_the_first_damaged_event(damage: str, fault: str) -> None:
    sample.register()
    case = at_publicity()
    as_owner(damage)
    with read(SYSTEM, purpose="test"):
        found = verify_case(case)
    assert found is not None
    assert found.zh == fault
