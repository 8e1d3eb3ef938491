"""Both at once on real PostgreSQL: signatures and withdrawals, lanes of seals, reviews by two people, requests, look-ups."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import SYSTEM, Actor, Tx, read, write
from gongbao.platform.electronic_contracts import (
    agreeing,
    batches,
    drafting,
    inquiries,
    lookup_limit,
    reviews,
    signing,
    store,
)
from gongbao.platform.electronic_contracts.models import Batch, Contract, ContractFile, Inquiry, TermsReview
from gongbao.platform.jobs.services import run_due

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def ready(free_clock: None) -> world.Town:
    world.to("2020-12-01 09:30")
    where = world.town()
    world.keys(where)
    return where


def test_the_last_signature_against_a_withdrawal(ready: world.Town) -> None:
    """Exactly one of them happens, whichever comes first; the other is told."""
    for _ in range(3):
        number = world.agreed(ready, probation_months=0)
        signing.sign(ready.employer, number, PASSWORD, key=key())
        ends = together(
            [
                partial(signing.sign, ready.worker, number, PASSWORD, key=key()),
                partial(drafting.withdraw, ready.employer, number, "mistake", key=key()),
            ]
        )
        refused = [each for each in ends if isinstance(each, Refusal)]
        state = world.contract(number).state
        assert len(refused) == 1
        assert (state == "effective") == (refused[0] is ends[1])
        assert state in ("effective", "withdrawn")


def test_the_same_signature_twice_at_once(ready: world.Town) -> None:
    number = world.agreed(ready, probation_months=0)
    ends = together([partial(signing.sign, ready.employer, number, PASSWORD, key=key()) for _ in range(3)])
    assert sum(isinstance(each, Refusal) for each in ends) == 2
    row = world.contract(number)
    with read(SYSTEM, purpose="test"):
        assert ContractFile.objects.filter(contract=row.key, stage="sealed").count() == 1


def test_two_lanes_seal_each_contract_once_and_erase_the_key(
    ready: world.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    count = 7

    def drawn(tx: Tx) -> str:
        assert ready.employer.party is not None
        batch = Batch.objects.create(
            office="haidian", employer=ready.employer.party, title="t", created_at=tx.now, state="sent"
        )
        for place in range(1, count + 1):
            row = drafting.open_contract(tx, ready.employer.party, world.terms(place), batch=batch.key)
            row.explained_at = row.worker_agreed_at = tx.now
            drafting.send(tx, row)
        return str(batch.key)

    batch = UUID(write(drawn, actor=ready.employer, key=key(), name="test.batch"))
    with read(SYSTEM, purpose="test"):
        rows = list(Contract.objects.filter(batch=batch))
    for row in rows:
        agreeing.answer(world.party(row.worker), row.number, "accept", key=key())
    assert batches.seal_all(ready.employer, batch, PASSWORD, key=key()) == count
    together([run_due, run_due])
    world.to("2020-12-01 09:31")
    run_due()
    with read(SYSTEM, purpose="test"):
        done = Batch.objects.get(key=batch)
        sealed = [
            ContractFile.objects.filter(contract=each.key, stage="sealed").count()
            for each in Contract.objects.filter(batch=batch)
        ]
    assert (done.state, done.done, done.sealing_key) == ("done", count, None)
    assert sealed == [1] * count


TEXT = "迟到三次的，参加一次半日培训。"
CLEAN = {
    "own_deposit": False, "own_training_bond": False, "own_noncompete": False, "own_other_penalty": False,
    "own_exempts": False, "own_below_law": False, "own_other_end": False,
}  # fmt: skip


def _colleague(ready: world.Town) -> Actor:
    assert ready.employer.party is not None
    return world.party(ready.employer.party)


def test_a_text_is_reviewed_once_and_never_by_its_author(ready: world.Town) -> None:
    """Its author and two colleagues at once: one colleague's findings stand, whoever came first."""
    for _ in range(3):
        text = UUID(reviews.submit_text(ready.employer, TEXT, key=key()))
        who = [ready.employer, _colleague(ready), _colleague(ready)]
        ends = together([partial(reviews.review_text, each, text, CLEAN, key=key()) for each in who])
        assert isinstance(ends[0], Refusal)
        assert sorted(str(isinstance(each, Refusal)) for each in ends[1:]) == ["False", "True"]
        with read(SYSTEM, purpose="test"):
            kept = TermsReview.objects.get(of=text)
        assert kept.outcome == "met"
        assert kept.reviewer == str(who[1 if ends[1] == "met" else 2].account)


def test_no_own_terms_are_sent_that_nobody_else_reviewed(ready: world.Town) -> None:
    """The author changes the text and sends it while a colleague reviews: what is sent has a colleague's review."""
    for turn in range(4):
        number = drafting.start(ready.employer, world.terms(own_terms=f"{TEXT}{turn}"), key=key())
        other = _colleague(ready)
        together(
            [
                partial(reviews.review, other, number, CLEAN, key=key()),
                partial(reviews.review, ready.employer, number, CLEAN, key=key()),
                partial(drafting.revise, ready.employer, number, {"own_terms": f"{TEXT}{turn}改"}, key=key()),
                partial(drafting.propose, ready.employer, number, key=key()),
            ]
        )
        row = world.contract(number)
        with read(SYSTEM, purpose="test"):
            sent = reviews.hash_of(store.terms_of(row)["own_terms"])
            found = TermsReview.objects.filter(number=number)
            assert {each.reviewer for each in found} <= {str(other.account)}
            assert row.state in ("drafting", "proposed")
            assert row.state == "drafting" or found.filter(sm3=sent).exists()


def test_who_asks_for_a_contract_does_not_grant_it_and_one_of_two_does(ready: world.Town) -> None:
    number = world.effective(ready)
    both = replace(ready.officer, roles=frozenset({"district_handler", "supervisor"}))
    for _ in range(2):
        case = inquiries.request(both, number, "arbitration", "1号", "审查签署", key=key())
        other = replace(ready.supervisor, account=uuid4())
        calls = [
            partial(inquiries.decide, both, case, grant=True, key=key()),
            partial(inquiries.decide, ready.supervisor, case, grant=True, key=key()),
            partial(inquiries.decide, other, case, grant=False, reason="scope", key=key()),
        ]
        ends = together(calls)
        assert isinstance(ends[0], Refusal)
        assert sorted(str(isinstance(each, Refusal)) for each in ends[1:]) == ["False", "True"], ends
        with read(SYSTEM, purpose="test"):
            state = Inquiry.objects.get(case=Case.objects.get(number=case).key).state
        assert state == ("granted" if ends[1] is None else "declined")


def test_look_ups_at_once_are_each_counted(ready: world.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup_limit, "limit_on", lambda moment: 5)
    ask = partial(inquiries.lookup, ready.officer, "LH-2020-28-999999", "AAAA-BBBB-CCCC", "就业登记")
    ends = together([ask] * 8)
    assert [each for each in ends if isinstance(each, dict)] == [{"found": False}] * 5
    assert [type(each) for each in ends if not isinstance(each, dict)] == [lookup_limit.TooMany] * 3
