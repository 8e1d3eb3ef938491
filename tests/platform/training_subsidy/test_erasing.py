"""A case whose keeping time is over is erased at night: nothing personal is left, the chain still verifies."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.platform.training_subsidy import world

from gongbao.platform.cases import erasing
from gongbao.platform.cases.services import Case, history, verify_case
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, read, write
from gongbao.platform.files import depot
from gongbao.platform.files.models import StoredFile
from gongbao.platform.jobs.models import Due
from gongbao.platform.jobs.services import plan_nights, run_due
from gongbao.platform.training_subsidy.models import ClaimRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(at, free_clock):
    return world.city(cases=True)


def ended(city) -> Case:
    number = next(iter(city.cases.values()))
    with read(SYSTEM, purpose="test"):
        case = Case.objects.get(number=number)
        Case.objects.filter(key=case.key).update(state="refusal_final")
        Due.objects.filter(case=case.key).delete()  # its clocks ended with it
        return Case.objects.get(number=number)


def test_ten_years_after_its_end_a_case_is_erased(city) -> None:
    case = ended(city)
    with read(SYSTEM, purpose="test"):
        kept = list(StoredFile.objects.filter(case=case.key).values_list("path", flat=True))
    assert kept
    last = case.since.astimezone(clock.ZONE).replace(year=case.since.year + 10)
    for day, there in ((last.date(), True), (last.date() + timedelta(days=1), False)):
        with clock.frozen(last.replace(year=day.year, month=day.month, day=day.day, hour=1)):
            plan_nights(day)
        with clock.frozen(last.replace(year=day.year, month=day.month, day=day.day, hour=3)):
            run_due()
            assert [row.error for row in Due.objects.exclude(error="")] == []
            with read(SYSTEM, purpose="test"):
                assert {row.name == "已清除" for row in ClaimRow.objects.filter(case=case.key)} == {not there}
                assert StoredFile.objects.filter(case=case.key).exists() is there
                assert any(entry.personal for entry in history(case.key)) is there
                assert verify_case(case.key) is None or not verify_case(case.key)
    assert not any((depot.root() / path).exists() for path in kept)


def test_a_case_under_way_is_never_due(city) -> None:
    with read(SYSTEM, purpose="test"):
        assert Case.objects.exists()
        assert erasing.due(date(2060, 1, 1)) == []


def test_erasing_twice_is_once(city) -> None:
    case = ended(city)
    done = [
        write(lambda tx: erasing.erase(tx, case), actor=SYSTEM, key=f"erase {i}", name="erase")
        for i in (1, 2)
    ]
    assert done == [True, False]
