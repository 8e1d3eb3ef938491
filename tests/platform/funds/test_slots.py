"""One person, one scheme; one person-month once; at most three subsidies a year. The first to commit wins."""

from __future__ import annotations

from typing import Any

import pytest
from tests.platform.funds.scene import books, do

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.funds import services as funds

pytestmark = pytest.mark.django_db
ONE_SCHEME = Text("同一职工的两项政策", "one of the two schemes for one person")


def claim(slot: str, holder: str, **more: Any) -> None:
    do(lambda tx: funds.claim_slot(tx, slot, holder, **more))


def test_the_second_scheme_is_refused_with_clause_and_masked_first_claim() -> None:
    claim("scheme/ab12", "case-1", shown="CY-2020-000012")
    with pytest.raises(Refusal) as refused:
        claim("scheme/ab12", "case-2", clause="neng-2020-6/1.3.b", what=ONE_SCHEME)
    assert refused.value.clause == "neng-2020-6/1.3.b"
    assert "****0012" in str(refused.value)
    assert "CY-2020" not in str(refused.value)


def test_claiming_again_is_harmless() -> None:
    claim("scheme/ab12", "case-1")
    claim("scheme/ab12", "case-1")
    assert books() == []


@pytest.mark.parametrize(("earlier", "free"), [(2, True), (3, False)])
def test_three_training_subsidies_a_year_and_not_a_fourth(earlier: int, free: bool) -> None:
    for n in range(earlier):
        claim("person-year/ab12/2020", f"case-{n}", limit=3)
    if free:
        claim("person-year/ab12/2020", "one more", limit=3)
    else:
        with pytest.raises(Refusal, match="上限 3"):
            claim("person-year/ab12/2020", "one more", limit=3)


def test_a_roster_gets_every_free_month_and_a_refusal_for_each_taken_one() -> None:
    claim("month/ab12/2020-08", "case-1", shown="HD-2020-000007")
    wanted = [funds.Wanted(f"month/ab12/2020-{m:02d}", where=f"第{m}行") for m in (7, 8, 9)]
    refused: list[str] = do(lambda tx: [str(r) for r in funds.claim_slots(tx, wanted, "case-2").values()])
    assert len(refused) == 1
    assert refused[0].startswith("第8行")
    assert funds.holders("month/ab12/2020-09") == ["case-2"]
    assert funds.holders("month/ab12/2020-08") == ["case-1"]


def test_a_released_slot_is_free_again_and_its_history_stays() -> None:
    claim("month/ab12/2020-07", "case-1")
    claim("month/ab12/2020-08", "case-1")
    assert do(lambda tx: funds.release_slots(tx, "case-1", ["month/ab12/2020-07"])) == 1
    claim("month/ab12/2020-07", "case-2")
    assert funds.holders("month/ab12/2020-08") == ["case-1"]
    assert do(lambda tx: funds.release_slots(tx, "case-1")) == 1
    assert do(lambda tx: funds.release_slots(tx, "case-1")) == 0
    assert books() == []
