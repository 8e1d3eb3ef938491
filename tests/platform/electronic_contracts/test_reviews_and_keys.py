"""The parties' own terms reviewed clause by clause; keys that leaked, were lost or stopped as cases with letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case, history, inbox
from gongbao.platform.casework import services as casework
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, read
from gongbao.platform.electronic_contracts import (
    drafting,
    identity,
    key_cases,
    reports,
    reviews,
    signing,
    store,
)
from gongbao.platform.electronic_contracts.models import Certificate, SigningKey
from gongbao.platform.letters import services as letters
from gongbao.platform.messages.services import inbox as messages_of

pytestmark = pytest.mark.django_db

TERMS = "乙方为公司技术负责人，离职后一年内不到同业工作，甲方按月付补偿。"
CLEAN: dict[str, Any] = {
    "own_deposit": False, "own_training_bond": False, "own_noncompete": True, "own_noncompete_person": True,
    "own_noncompete_paid": True, "own_noncompete_months": 12, "own_other_penalty": False, "own_exempts": False,
    "own_below_law": False, "own_other_end": False,
}  # fmt: skip


def colleague(ready: world.Town) -> Actor:
    """Somebody else of the employer."""
    assert ready.employer.party is not None
    return world.party(ready.employer.party)


def drafted(ready: world.Town, text: str = TERMS) -> str:
    return drafting.start(ready.employer, world.terms(own_terms=text), key=key())


def test_own_terms_nobody_reviewed_are_not_sent(ready: world.Town) -> None:
    number = drafted(ready)
    with pytest.raises(Refusal, match="自行约定的条款经人审查合法") as refused:
        drafting.propose(ready.employer, number, key=key())
    assert refused.value.clause == "lao-2020-28/3.s2"
    assert "审查自行约定的条款" in refused.value.mend.zh


def test_a_review_is_a_step_the_worker_reads_and_the_text_is_sent(ready: world.Town) -> None:
    number = drafted(ready)
    assert reviews.review(colleague(ready), number, CLEAN | {"remarks": "限制一年"}, key=key()) == "met"
    drafting.propose(ready.employer, number, key=key())
    told = reports.whole(ready.worker, number)
    (event,) = [each for each in told["events"] if each.action == "review_terms"]
    assert event.body["sm3"] == reviews.hash_of(TERMS)
    assert event.body["findings"] == dict.fromkeys(
        ("own_no_deposit", "own_training", "own_noncompete", "own_penalty", "own_rights", "own_standards", "own_ends"),
        "met",
    )  # fmt: skip
    assert told["review"]["outcome"] == "met"
    assert [clause for _, clause, _ in told["review"]["findings"]] == ["lao-2020-28/3.s2"] * 7
    assert "限制一年" not in str(event.body), "remarks are the employer's own"
    assert reviews.reviews_of(ready.employer)[0]["remarks"] == "限制一年"
    assert reviews.reviews_of(ready.worker) == []


@pytest.mark.parametrize(
    ("found", "article"),
    [
        ({"own_noncompete_months": 25}, "第二十三、二十四条"),
        ({"own_noncompete_person": False}, "第二十三、二十四条"),
        ({"own_other_penalty": True}, "第二十五条"),
        ({"own_exempts": True}, "第二十六条"),
        ({"own_other_end": True}, "第四十四条"),
    ],
)
def test_unlawful_terms_are_recorded_and_refused_with_the_article(
    ready: world.Town, found: dict[str, Any], article: str
) -> None:
    number = drafted(ready)
    assert reviews.review(colleague(ready), number, CLEAN | found, key=key()) == "not_met"
    with pytest.raises(Refusal, match=article):
        drafting.propose(ready.employer, number, key=key())


def test_whoever_wrote_the_terms_does_not_review_them(ready: world.Town) -> None:
    """Four eyes hold by text and account: also where somebody else saved the contract again, or another one has it."""
    number = drafted(ready)
    with pytest.raises(Refusal, match="不能自己审查") as refused:
        reviews.review(ready.employer, number, CLEAN, key=key())
    assert refused.value.clause == "lao-2020-28/11.s2"
    assert "另一位经办人" in refused.value.mend.zh
    other = colleague(ready)
    drafting.revise(other, number, {"workplace": "北京市朝阳区"}, key=key())
    with pytest.raises(Refusal, match="不能自己审查"):
        reviews.review(ready.employer, number, CLEAN, key=key())
    theirs = drafting.start(other, world.terms(own_terms=TERMS), key=key())
    assert reviews.review(ready.employer, theirs, CLEAN, key=key()) == "met", "written there by the colleague"
    with pytest.raises(Refusal, match="自行约定的条款经人审查合法"):
        drafting.propose(ready.employer, number, key=key())
    drafting.propose(other, theirs, key=key())
    assert reviews.review(other, number, CLEAN, key=key()) == "met"
    drafting.propose(ready.employer, number, key=key())
    assert [world.contract(each).state for each in (number, theirs)] == ["proposed", "proposed"]


def test_an_unanswered_question_is_no_review(ready: world.Town) -> None:
    number = drafted(ready)
    with pytest.raises(Refusal, match="逐条"):
        reviews.review(colleague(ready), number, {**CLEAN, "own_exempts": None}, key=key())


def test_a_changed_text_needs_a_review_of_its_own_and_an_equal_one_none(ready: world.Town) -> None:
    number = drafted(ready)
    reviews.review(colleague(ready), number, CLEAN, key=key())
    drafting.revise(ready.employer, number, {"own_terms": TERMS + "违约付十万元。"}, key=key())
    with pytest.raises(Refusal, match="经人审查"):
        drafting.propose(ready.employer, number, key=key())
    again = drafted(ready)
    drafting.propose(ready.employer, again, key=key())
    assert world.contract(again).state == "proposed", "the same text was reviewed before"


def test_a_text_kept_for_use_is_reviewed_by_somebody_else_before_any_contract(ready: world.Town) -> None:
    """Its author is refused with the clause, an outsider finds nothing, a colleague reviews it, once."""
    with pytest.raises(Refusal, match="用人单位"):
        reviews.submit_text(ready.worker, TERMS, key=key())
    text = UUID(reviews.submit_text(ready.employer, TERMS, key=key()))
    assert [(each["text"], each["own"]) for each in reviews.waiting(ready.employer)] == [(TERMS, True)]
    assert [each["own"] for each in reviews.waiting(colleague(ready))] == [False]
    assert reviews.waiting(ready.worker) == []
    with pytest.raises(Refusal, match="不能自己审查") as refused:
        reviews.review_text(ready.employer, text, CLEAN, key=key())
    assert refused.value.clause == "lao-2020-28/11.s2"
    with pytest.raises(store.NotFound):
        reviews.review_text(ready.worker, text, CLEAN, key=key())
    with pytest.raises(Refusal, match="自行约定的条款经人审查合法"):
        drafting.propose(ready.employer, drafted(ready), key=key())
    assert reviews.review_text(colleague(ready), text, CLEAN, key=key()) == "met"
    assert reviews.waiting(colleague(ready)) == []
    with pytest.raises(Refusal, match="已经审查"):
        reviews.review_text(colleague(ready), text, CLEAN, key=key())
    number = drafted(ready)
    drafting.propose(ready.employer, number, key=key())
    assert world.contract(number).state == "proposed"


def test_a_change_brings_no_unreviewed_terms(ready: world.Town) -> None:
    number = world.effective(ready)
    change = drafting.succeed(
        ready.employer, number, "change", {"starts_on": date(2021, 1, 1), "own_terms": TERMS}, key=key()
    )
    with pytest.raises(Refusal, match="还没有审查"):
        drafting.propose(ready.employer, change, key=key())
    reviews.review(colleague(ready), change, CLEAN, key=key())
    drafting.propose(ready.employer, change, key=key())
    assert world.contract(change).state == "proposed"


def key_case(who: Any) -> Case:
    with read(SYSTEM, purpose="test"):
        return Case.objects.get(procedure="electronic_contracts.key", party=who.party)


def serial_of(who: Any) -> str:
    with read(SYSTEM, purpose="test"):
        return SigningKey.objects.filter(party=who.party).order_by("-issued_at")[0].serial


def test_a_leak_is_a_case_with_queue_letter_history_and_marked_contracts(ready: world.Town) -> None:
    number = world.effective(ready)
    serial = serial_of(ready.worker)
    assert key_cases.report(ready.worker, "leaked", date(2020, 12, 1), "验证码被人看到", key=key()) == 1
    world.jobs()
    case = key_case(ready.worker)
    assert (case.state, case.office, case.due) == ("disabled", "haidian", date(2020, 12, 2))
    with read(SYSTEM, purpose="test"):
        row = Certificate.objects.get(serial=serial)
        told = [each.text.zh for each in messages_of(clock.now(), party=ready.employer.party)]
    assert row.reason == "key_compromise"
    assert "对方报告签名密钥可能失密，已停用" in told
    (mark,) = reports.whole(ready.employer, number)["doubt"]
    assert mark.body == {"serial": serial, "known_on": "2020-12-01", "case": case.number}
    with read(ready.supervisor, purpose="test"):
        assert [each.number for each in inbox("todo")] == [case.number]
    casework.do(ready.supervisor, case.number, "revoke", key=key(), decided={"reasons": ["leak"]})
    world.jobs()
    assert key_case(ready.worker).state == "revoked"
    with read(ready.worker, purpose="test"):
        titles = [each.title.zh for each in letters.letters(case=case.key)]
        acts = [each.action for each in history(case.key)]
    assert titles == ["受理回执", "签名证书吊销通知书"]
    assert acts == ["report_leak", "revoke"]


def test_a_lost_key_marks_no_contract(ready: world.Town) -> None:
    number = world.effective(ready)
    assert key_cases.report(ready.worker, "lost", date(2020, 12, 1), "忘记签署密码", key=key()) == 0
    assert reports.whole(ready.worker, number)["doubt"] == []
    with read(SYSTEM, purpose="test"):
        assert Certificate.objects.get(serial=serial_of(ready.worker)).reason == "cessation_of_operation"
    with pytest.raises(Refusal, match="没有使用中的签名密钥"):
        key_cases.report(ready.worker, "lost", date(2020, 12, 1), "再次报告", key=key())


def test_a_leak_cannot_be_known_tomorrow(ready: world.Town) -> None:
    with pytest.raises(Refusal, match="不能晚于今天"):
        key_cases.report(ready.worker, "leaked", date(2020, 12, 2), "手机丢失", key=key())
    with read(SYSTEM, purpose="test"):
        assert SigningKey.objects.get(party=ready.worker.party).state == "in_use"


def test_wrong_passwords_open_a_case_too(ready: world.Town) -> None:
    number = world.agreed(ready)
    for _ in range(5):
        with pytest.raises(identity.WrongPassword):
            signing.sign(ready.employer, number, "wrong-one", key=key())
    case = key_case(ready.employer)
    with read(SYSTEM, purpose="test"):
        assert [each.action for each in history(case.key)] == ["lock"]
    assert case.state == "disabled"


def test_the_authority_stops_a_key_with_its_reason(ready: world.Town) -> None:
    serial = serial_of(ready.employer)
    with pytest.raises(Refusal):
        key_cases.stop(ready.officer, serial, "identity", key=key())
    elsewhere = replace(ready.supervisor, office="chaoyang")
    with pytest.raises(store.NotFound):
        key_cases.stop(elsewhere, serial, "identity", key=key())
    number = key_cases.stop(ready.supervisor, serial, "identity", key=key())
    assert key_case(ready.employer).number == number
    agreed = world.agreed(ready)
    with pytest.raises(Refusal, match="已停用"):
        signing.sign(ready.employer, agreed, PASSWORD, key=key())
