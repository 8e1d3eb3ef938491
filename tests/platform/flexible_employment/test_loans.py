"""The business-start loan with its three parties: the hukou district's hall, the guarantor, the bank (art. 9)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.platform.flexible_employment import flex_world as w
from tests.platform.flexible_employment.conftest import october  # noqa: F401
from tests.platform.parties import people

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import new_key
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters.models import Letter
from gongbao.platform.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("october")]
LOAN = {
    "business": "老王早餐", "credit_code": people.code(5), "household": "local_urban", "household_district": "haidian",
    "business_kind": "individual_operator", "sum": "100000", "committed": "1",
}  # fmt: skip


def decided(actor: w.Actor, number: str, outcome: str, *reasons: str, note: str = "") -> str:
    return flexible.decide_loan(actor, number, outcome, reasons, note, key=f"t-{new_key()}")


def asked() -> tuple[w.Actor, w.Actor, w.Actor, str]:
    """An owner whose qualification is recognised and who has asked the guarantor; the guarantor, the bank, the number."""
    owner = w.person(3, "王小二")
    guarantor, bank = w.institution("guarantor", 31, "样例担保公司"), w.institution("bank", 32, "样例银行")
    number = w.begin(owner, flexible.LOAN, LOAN)
    assert w.step(w.HALL, number, "qualify", outcome="agree") == "qualified"
    w.step(owner, number, "ask_guarantee", {"guarantor": "样例担保公司", "security": "门面抵押"})
    return owner, guarantor, bank, number


def test_each_party_decides_its_own_step_in_its_own_time() -> None:
    owner, guarantor, bank, number = asked()
    row, waits = w.seen(lambda: flexible.one_put_before(guarantor, number), guarantor)
    assert (row.applicant, row.due, waits) == ("王小二", date(2020, 10, 27), True)
    assert row.asked == {
        "business": "老王早餐",
        "credit_code": people.code(5),
        "sum": 10000000,
        "security": "门面抵押",
    }
    with pytest.raises(Refusal, match="没有向本机构提出"):
        decided(bank, number, "agree")  # not yet put before the bank
    assert decided(guarantor, number, "agree") == "guaranteed"
    w.to("2020-10-15 10:00")
    w.step(owner, number, "ask_bank", {"bank": "样例银行", "use": "进货"})
    row, _ = w.seen(lambda: flexible.one_put_before(bank, number), bank)
    assert (row.due, row.asked["guarantor"]) == (date(2020, 10, 29), "样例担保公司")
    with pytest.raises(Refusal, match="已经答复"):
        decided(guarantor, number, "agree")
    assert decided(bank, number, "agree") == "lent"
    listed = w.seen(
        lambda: [(r.kind, r.outcome, o) for r, o in flexible.put_before(guarantor.party)], guarantor
    )
    assert listed == [("guarantor", "agree", False)]


def test_a_refusal_is_explained_in_a_letter_and_ends_the_case() -> None:
    _, guarantor, _, number = asked()
    with pytest.raises(Refusal) as refused:
        decided(guarantor, number, "refuse", "collateral")
    assert (refused.value.where, refused.value.clause) == ("note", "jiu-2020-19/9.b")
    with pytest.raises(Refusal):
        decided(guarantor, number, "refuse", note="没有选理由")
    assert decided(guarantor, number, "refuse", "collateral", note="门面为租赁，不能抵押") == "not_guaranteed"
    case = w.seen(lambda: Case.objects.get(number=number))
    letter = w.seen(lambda: Letter.objects.filter(case=case.key).order_by("issued_at", "pk").last())
    assert "反担保不足" in str(letter.body)
    row, _ = w.seen(lambda: flexible.one_put_before(guarantor, number), guarantor)
    assert row.why == ["反担保不足", "门面为租赁，不能抵押"]


def test_only_institutions_on_the_lists_are_asked() -> None:
    owner = w.person(3, "王小二")
    number = w.begin(owner, flexible.LOAN, LOAN)
    w.step(w.HALL, number, "qualify", outcome="agree")
    with pytest.raises(Refusal, match="不是签约担保机构") as refused:
        w.step(owner, number, "ask_guarantee", {"guarantor": "别家公司"})
    assert (refused.value.clause, refused.value.where) == ("jiu-2020-19/9.b", "guarantor")


def test_the_hall_of_the_households_district_comes_first() -> None:
    owner = w.person(3, "王小二")
    with pytest.raises(Refusal, match="户籍所在区") as refused:
        w.begin(owner, flexible.LOAN, LOAN | {"household_district": "chaoyang"})
    assert (refused.value.clause, refused.value.where) == ("jiu-2020-19/9.a", "household_district")


def test_a_rider_cannot_be_qualified_for_a_loan() -> None:
    owner = w.person(3, "王小二")
    number = w.begin(owner, flexible.LOAN, LOAN | {"business_kind": "platform"})
    with pytest.raises(Refusal) as refused:
        w.step(w.HALL, number, "qualify", outcome="agree")
    assert refused.value.clause == "jiu-2020-19/9"
    assert w.step(w.HALL, number, "qualify", outcome="refuse", reasons=["not_business"]) == "not_qualified"


def test_officers_and_other_institutions_do_not_decide_in_their_place() -> None:
    _, _, _, number = asked()
    other = w.institution("guarantor", 33, "另一家担保")
    for stranger in (other, w.HALL, w.REVIEWER):
        with pytest.raises(Refusal):
            decided(stranger, number, "agree")
    with pytest.raises(Refusal):
        w.step(w.HALL, number, "decide_guarantee", outcome="agree")
    assert w.seen(lambda: flexible.put_before(other.party), other) == []


def test_an_institution_that_lets_its_time_pass_is_told() -> None:
    _, guarantor, _, number = asked()
    run_due()
    before = w.seen(lambda: Message.objects.filter(party=guarantor.party).count())
    w.to("2020-10-28 09:00")
    run_due()
    assert w.seen(lambda: Case.objects.get(number=number).state) == "guarantee_asked"
    said = w.seen(lambda: list(Message.objects.filter(party=guarantor.party)))
    assert len(said) == before + 1


def test_a_withdrawn_application_waits_for_nobody() -> None:
    owner, guarantor, _, number = asked()
    w.step(owner, number, "withdraw")
    assert [waits for _, waits in w.seen(lambda: flexible.put_before(guarantor.party), guarantor)] == [False]
    with pytest.raises(Refusal):
        decided(guarantor, number, "agree")
