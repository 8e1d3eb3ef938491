"""Signing where it must not be: no agreement, out of order, twice, after withdrawal, lapsed, lost or wrong keys."""

from __future__ import annotations

from datetime import date

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.electronic_contracts import (
    agreeing,
    drafting,
    evidence,
    identity,
    key_cases,
    packing,
    reports,
    signing,
    store,
)
from gongbao.platform.electronic_contracts.models import ContractEvent, ContractFile, SigningKey

pytestmark = pytest.mark.django_db


def test_nobody_signs_before_both_agreed_to_the_form(ready: world.Town) -> None:
    number = world.proposed(ready)
    with pytest.raises(Refusal, match="说明") as refused:
        agreeing.agree_form(ready.worker, number, key=key())
    assert refused.value.clause == "lao-2020-28/11.s1"
    agreeing.answer(ready.worker, number, "accept", key=key())
    with pytest.raises(Refusal, match="同意采用电子形式") as refused:
        signing.sign(ready.employer, number, PASSWORD, key=key())
    assert refused.value.clause == "lao-2020-28/1"


def test_out_of_order_and_twice(ready: world.Town) -> None:
    number = world.agreed(ready)
    with pytest.raises(Refusal, match="还没有轮到"):
        signing.sign(ready.worker, number, PASSWORD, key=key())
    signing.sign(ready.employer, number, PASSWORD, key=key())
    with pytest.raises(Refusal, match="已经签过"):
        signing.sign(ready.employer, number, PASSWORD, key=key())


def test_after_withdrawal_nothing_is_signed(ready: world.Town) -> None:
    number = world.agreed(ready)
    signing.sign(ready.employer, number, PASSWORD, key=key())
    drafting.withdraw(ready.employer, number, "mistake", key=key())
    with pytest.raises(Refusal):
        signing.sign(ready.worker, number, PASSWORD, key=key())
    assert world.contract(number).state == "withdrawn"


def test_an_offer_lapses_after_its_last_day(ready: world.Town) -> None:
    number = world.agreed(ready)
    world.to("2020-12-16 23:00")
    world.jobs()
    assert world.contract(number).state == "agreed", "the last day counts"
    world.to("2020-12-17 00:06")
    world.jobs()
    assert world.contract(number).state == "lapsed"


def test_a_stale_identity_check_does_not_serve(ready: world.Town) -> None:
    number = world.agreed(ready)
    world.to("2020-12-01 10:01")
    with pytest.raises(Refusal, match="第3级") as refused:
        signing.sign(ready.employer, number, PASSWORD, key=key())
    assert refused.value.clause == "lao-2020-28/7.s1"


def test_an_expired_certificate_signs_nothing(ready: world.Town) -> None:
    world.to("2023-12-02 09:00")
    world.verified(ready.employer, "槐荫巷餐饮有限公司", world.code_of(1))
    world.verified(ready.worker, "沈知夏", world.number_of(1))
    number = world.agreed(ready, starts_on=date(2023, 12, 2), ends_on=date(2026, 12, 1))
    with pytest.raises(Refusal, match="已到期"):
        signing.sign(ready.employer, number, PASSWORD, key=key())


def test_a_leaked_key_stops_at_once_and_old_signatures_stand(ready: world.Town) -> None:
    number = world.effective(ready)
    world.jobs()
    world.to("2020-12-02 09:00")
    assert key_cases.report(ready.worker, "leaked", date(2020, 12, 2), "手机丢失", key=key()) == 0
    world.verified(ready.employer, "槐荫巷餐饮有限公司", world.code_of(1))
    world.verified(ready.worker, "沈知夏", world.number_of(1))
    second = world.agreed(ready, probation_months=0)
    signing.sign(ready.employer, second, PASSWORD, key=key())
    with pytest.raises(Refusal, match="已停用") as refused:
        signing.sign(ready.worker, second, PASSWORD, key=key())
    assert refused.value.clause == "lao-2020-28/12.s5"
    assert packing.verify_own(ready.worker, number).answer == "valid"
    identity.new_signing_key(ready.worker, "another-2021", key=key())
    assert signing.sign(ready.worker, second, "another-2021", key=key()) == "effective"


def test_signatures_after_the_leak_was_known_are_marked(ready: world.Town) -> None:
    world.effective(ready)
    assert key_cases.report(ready.worker, "leaked", date(2020, 12, 1), "验证码被人看到", key=key()) == 1


def test_five_wrong_passwords_stop_the_key(ready: world.Town) -> None:
    number = world.agreed(ready)
    for _ in range(5):
        with pytest.raises(identity.WrongPassword):
            signing.sign(ready.employer, number, "wrong-one", key=key())
    with pytest.raises(Refusal, match="已停用"):
        signing.sign(ready.employer, number, PASSWORD, key=key())


def test_private_keys_are_sealed(ready: world.Town) -> None:
    with read(SYSTEM, purpose="test"):
        row = SigningKey.objects.filter(party=ready.worker.party).get()
    with pytest.raises(evidence.Altered):
        evidence.unlock_key(bytes(row.sealed), bytes(row.salt), row.chain, PASSWORD + "x")


def test_others_find_nothing(ready: world.Town) -> None:
    number = world.effective(ready)
    stranger = world.party(world.uuid4())
    for attempt in (
        lambda: reports.whole(stranger, number),
        lambda: packing.download(stranger, number, "contract"),
        lambda: packing.verify_own(ready.officer, number),
        lambda: signing.acknowledge(stranger, number, key=key()),
    ):
        with pytest.raises(store.NotFound):
            attempt()


def test_the_house_refuses_a_clock_set_back(ready: world.Town) -> None:
    number = world.agreed(ready)
    world.to("2020-12-01 09:20")
    with pytest.raises((Refusal, evidence.EvidenceError)):
        signing.sign(ready.employer, number, PASSWORD, key=key())


def test_every_step_leaves_an_event_and_its_file(ready: world.Town) -> None:
    number = world.effective(ready)
    row = world.contract(number)
    with read(SYSTEM, purpose="test"):
        events = list(ContractEvent.objects.filter(contract=row.key).order_by("sequence"))
        files = list(ContractFile.objects.filter(contract=row.key))
    assert [each.sequence for each in events] == list(range(1, len(events) + 1))
    assert {each.stage for each in files} == {"laid", "sealed", "signed"}
