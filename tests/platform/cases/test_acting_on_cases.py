"""Steps of a case: checked, chained, folded, carried out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError
from tests.platform.cases import sample
from tests.platform.cases.sample import (
    FUNDS,
    HANDLER,
    REVIEWER,
    applicant,
    at_publicity,
    do,
    officer,
    opened,
    row,
)

from gongbao.law.errors import Refusal
from gongbao.platform.access.services import StepUpNeeded
from gongbao.platform.cases.services import (
    Case,
    Event,
    appoint,
    history,
    options,
    refold,
    verify_case,
)
from gongbao.platform.db import clock, secrets
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import SYSTEM, Actor, read, write
from gongbao.platform.jobs.services import run_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture(autouse=True)
def _procedure() -> None:
    sample.register()


def test_the_number_says_office_year_and_room_and_counts_up() -> None:
    first, second = row(opened()), row(opened())
    assert first.number == "HD-2020-06-000001"
    assert second.number == "HD-2020-06-000002"
    assert row(opened(office="bda")).number == "KF-2020-06-000001"


def test_a_whole_case_to_the_end_of_publicity() -> None:
    case = at_publicity()
    assert row(case).state == "publicity"
    # Monday 21 September 2020: the fifth working day after it is Sunday the 27th,
    # on which people worked for the holidays that followed.
    assert row(case).due == date(2020, 9, 27)
    with clock.frozen(datetime(2020, 9, 27, 23, 59, tzinfo=clock.ZONE)):
        run_due()
    assert row(case).state == "publicity"
    with clock.frozen(datetime(2020, 9, 28, 0, 0, tzinfo=clock.ZONE)):
        run_due()
    assert row(case).state == "approved"
    with read(SYSTEM, purpose="test"):
        found = Case.objects.get(key=case)
        assert refold(found).dump() == found.fold
        assert verify_case(case) is None
        assert [entry.role for entry in history(case)] == ["applicant", "handler", "reviewer", "system"]


def test_the_receipt_names_case_event_and_hash() -> None:
    case = opened()
    made = do(applicant(), case, "submit", "applicant")
    with read(SYSTEM, purpose="test"):
        event = Event.objects.get(case=case)
    assert made["receipt"] == f"HD-2020-06-000001-01-{event.hash[:8].upper()}"


def test_personal_fields_are_sealed_and_erasure_leaves_the_chain_whole() -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant", body={"months": [7], "bank_account": "6222000011112222"})
    with read(SYSTEM, purpose="test"):
        event = Event.objects.get(case=case)
        assert event.body == {"months": [7]}
        assert b"6222" not in bytes(event.personal or b"")
        assert history(case)[0].personal == {"bank_account": "6222000011112222"}
        assert history(case, personal=False)[0].personal is None
    write(lambda tx: secrets.destroy_case_key(case), actor=SYSTEM, key="erase", name="erase")
    with read(SYSTEM, purpose="test"):
        entry = history(case)[0]
        assert (entry.personal, entry.erased) == (None, True)
        assert verify_case(case) is None


@pytest.mark.parametrize(
    ("actor", "role", "why"),
    [
        (HANDLER, "reviewer", "没有以“复核”身份"),
        (officer("handler", 11, "chaoyang"), "handler", "没有找到这个办件"),
        (applicant(), "handler", "没有以“经办”身份"),
        (applicant(sample.OTHER_FIRM), "applicant", "没有找到这个办件"),
    ],
)
def test_nobody_acts_without_the_role_or_outside_their_reach(actor: Actor, role: str, why: str) -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant")
    with pytest.raises(Refusal, match=why):
        do(actor, case, "verify", role)
    assert row(case).sequence == 1


def test_a_city_officer_with_the_role_acts_in_every_district() -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant")
    assert do(officer("handler", 15, "city_hr"), case, "verify", "handler")["state"] == "verified"


def test_a_guard_that_is_not_met_stops_the_step() -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant")
    with pytest.raises(Refusal, match="条件未满足：材料齐全") as caught:
        do(HANDLER, case, "verify", "handler", guards={"complete": "not_met"})
    assert (caught.value.clause, caught.value.mend.zh) == ("x/3", "请补齐材料")
    assert do(HANDLER, case, "verify", "handler")["state"] == "verified"


def test_four_eyes_hold_for_one_person_with_two_accounts() -> None:
    person = UUID(int=99)
    both = {"roles": frozenset({"handler", "reviewer"}), "office": "haidian", "person": person}
    one = Actor(kind="officer", account=UUID(int=1001), **both)  # type: ignore[arg-type]
    other = Actor(kind="officer", account=UUID(int=1002), **both)  # type: ignore[arg-type]
    case = opened()
    do(applicant(), case, "submit", "applicant")
    do(one, case, "verify", "handler")
    with pytest.raises(Refusal, match="须由另一人办理"):
        do(other, case, "review", "reviewer")


def test_four_eyes_hold_through_a_deputy() -> None:
    away = officer("handler reviewer", 21)
    deputy = officer("none", 22)
    write(
        lambda tx: appoint(tx, UUID(int=22), frozenset({"handler"}), date(2020, 9, 21), date(2020, 9, 25)),
        actor=away,
        key="leave",
        name="leave",
    )
    case = opened()
    do(applicant(), case, "submit", "applicant")
    do(deputy, case, "verify", "handler")
    with read(SYSTEM, purpose="test"):
        last = history(case)[-1]
        assert (last.actor, last.deputy_for) == (str(UUID(int=22)), str(UUID(int=21)))
    with pytest.raises(Refusal, match="本人或所代人员已办“初审”"):
        do(away, case, "review", "reviewer")
    with pytest.raises(Refusal, match="没有以“复核”身份"):
        do(deputy, case, "review", "reviewer")
    with (
        clock.frozen(datetime(2020, 9, 26, 9, tzinfo=clock.ZONE)),
        pytest.raises(Refusal, match="没有以“经办”"),
    ):
        do(deputy, case, "assign", "handler", body={"to": "x"})


def test_payout_needs_a_fresh_second_factor() -> None:
    case = at_publicity()
    later = datetime(2020, 9, 29, 10, 0, tzinfo=clock.ZONE)
    with clock.frozen(later):
        run_due()
        with pytest.raises(StepUpNeeded):
            do(FUNDS, case, "pay", "funds")
        stale = officer("funds", 13, stepped_up_at=later - timedelta(minutes=10))
        with pytest.raises(StepUpNeeded):
            do(stale, case, "pay", "funds")
        fresh = officer("funds", 13, stepped_up_at=later - timedelta(minutes=9, seconds=59))
        assert do(fresh, case, "pay", "funds")["state"] == "paid"
    assert Outbox.objects.filter(kind="audit", body__what="sample.pay").count() == 1


def test_an_open_objection_holds_the_end_of_publicity_until_it_is_settled() -> None:
    case = at_publicity()
    do(HANDLER, case, "object", "handler")
    with clock.frozen(datetime(2020, 9, 29, 8, tzinfo=clock.ZONE)):
        run_due()
        assert row(case).state == "publicity"
        do(REVIEWER, case, "settle", "reviewer")
        run_due()
        assert row(case).state == "approved"


def test_who_decides_on_a_stale_view_is_told_to_reload() -> None:
    case = opened()
    seen = row(case).sequence
    do(applicant(), case, "submit", "applicant")
    with pytest.raises(Refusal, match="有了新的记录"):
        do(HANDLER, case, "verify", "handler", seen=seen)
    assert do(HANDLER, case, "verify", "handler", seen=1)["state"] == "verified"


def test_the_same_matter_is_applied_for_once() -> None:
    opened(once="subsidy:firm:2020-07")
    with pytest.raises(Refusal, match="已有同一事项的办件 HD-2020-06-000001"):
        opened(once="subsidy:firm:2020-07")
    opened(once="subsidy:firm:2020-08")


def test_a_remark_is_chained_but_is_no_step() -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant")
    write(
        lambda tx: tx.event(case, "called", {"about": "x"}, {"phone": "13800000000"}),
        actor=HANDLER,
        key="r",
        name="r",
    )
    do(HANDLER, case, "verify", "handler")
    with read(SYSTEM, purpose="test"):
        assert [(e.sequence, e.step) for e in history(case)] == [(1, 1), (2, None), (3, 2)]
        assert history(case)[1].personal == {"phone": "13800000000"}
        assert verify_case(case) is None
        found = Case.objects.get(key=case)
        assert refold(found).dump() == found.fold


def test_options_are_buttons_with_reasons_against() -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant")
    now = clock.now()
    assert {c.action.name for c in options(HANDLER, row(case), now)} == {"return", "verify", "assign"}
    assert {c.action.name for c in options(applicant(), row(case), now)} == {"withdraw"}
    assert options(officer("handler", 11, "chaoyang"), row(case), now) == ()


def test_the_application_may_not_change_or_remove_events() -> None:
    case = opened()
    do(applicant(), case, "submit", "applicant")
    for change in (lambda found: found.update(action="x"), lambda found: found.delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), read(SYSTEM, purpose="test"):
            change(Event.objects.filter(case=case))


def test_every_case_of_a_run_refolds_to_its_row() -> None:
    for _ in range(3):
        at_publicity()
    case = opened()
    do(applicant(), case, "submit", "applicant")
    do(HANDLER, case, "return", "handler", body={"reasons": ["unclear"]})
    do(applicant(), case, "submit", "applicant")
    do(applicant(), case, "withdraw", "applicant")
    with read(SYSTEM, purpose="test"):
        for found in Case.objects.all():
            assert refold(found).dump() == found.fold
            assert found.state == found.fold["state"]
