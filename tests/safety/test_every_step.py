"""Every action × state × role of every procedure, through the service that carries steps out: as the table says, no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from gongbao.kernel.calendar import Deadline
from gongbao.kernel.procedure import SYSTEM, Action, CaseState, ClockRun, Procedure
from gongbao.kernel.procedure.checks import matrix
from gongbao.kernel.procedure.model import BACK
from gongbao.kernel.procedure.record import Item
from gongbao.law.errors import Refusal
from gongbao.platform.access.services import StepUpNeeded
from gongbao.platform.cases import acting
from gongbao.platform.cases.procedures import Registered
from gongbao.platform.cases.services import Case, act, all_registered, open_case
from gongbao.platform.db import clock
from gongbao.platform.db.services import PUBLIC, Actor, Tx, new_key, read, write
from gongbao.platform.db.services import SYSTEM as MACHINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at", "nothing_follows")]

FIRM, OTHER_FIRM, ACCOUNT = UUID(int=0xF1), UUID(int=0xF2), UUID(int=2)
HERE, ELSEWHERE = "haidian", "chaoyang"
PROCEDURES = [each for each in all_registered() if each.procedure.id.startswith("training_subsidy.")]
CITY = ("city_officer", "city_finance", "insurance_agency")
NOBODY_HAS = "public"
"""The role in which a procedure lets anybody object: the platform enters it for them, no account holds it."""

by_procedure = pytest.mark.parametrize(
    "made", PROCEDURES, ids=lambda made: made.procedure.id.rpartition(".")[2]
)


@pytest.fixture
def nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps without what the room carries out at them: it has tests of its own, and these cases hold no claim."""
    monkeypatch.setattr(acting, "effect_of", lambda procedure, name: None)


def actor(made: Registered, role: str, *, foreign: bool = False) -> Actor:
    """Somebody who has this role and no other, of our district and firm or of others; the second factor just shown."""
    if role in (SYSTEM, NOBODY_HAS):
        return MACHINE if role == SYSTEM else PUBLIC
    if role in made.party_roles:
        return Actor("party", ACCOUNT, "clerk", party=OTHER_FIRM if foreign else FIRM)
    office = ELSEWHERE if foreign else "city_hr" if role in CITY else HERE
    return Actor("officer", ACCOUNT, role, office=office, roles=frozenset({role}), stepped_up_at=clock.now())


def opened(made: Registered) -> Case:
    """A case of the procedure at our office, of our firm where parties take part."""
    party = FIRM if made.party_roles else None
    key = write(
        lambda tx: str(open_case(tx, made.procedure.id, HERE, party, "t").key),
        actor=MACHINE,
        key=str(new_key()),
        name="t",
    )
    with read(MACHINE, purpose="test"):
        return Case.objects.get(key=key)


def placed(procedure: Procedure, case: Case, state: str, action: Action) -> CaseState:
    """The case in `state` with everything ready for `action`: its clocks run or have run out, what it settles is open."""
    today, waits = clock.now().date(), procedure.expiries.get(action.name, ())

    def run(name: str, clause: str) -> ClockRun:
        last = today + timedelta(days=-1 if name in waits else 30)
        return ClockRun(
            name, "running", today - timedelta(days=9), Deadline(last, last, "t", clause, "", (), False, last)
        )

    clocks = tuple(run(each.name, each.clause) for each in procedure.clocks)
    items = (Item(action.settles, 1),) if action.settles else ()
    back = procedure.resolved(state, BACK)[0] if state in procedure.interludes else ""
    return replace(CaseState.load(case.fold), state=state, clocks=clocks, open=items, back=back)


def body(action: Action, state: str) -> dict[str, Any]:
    """What the action has to say: an outcome open in the state, a reason of the list, what clocks start from."""
    outcomes = action.results(state)
    told = {
        "reasons": [each.id for each in action.reasons[:1]],
        "served_on": clock.now().date().isoformat(),
        "month": "2020-10",
    }
    return {**told, "outcome": outcomes[0].id} if len(outcomes) > 1 else told


def once(tx: Tx, made: Registered, case: Case, action: Action, role: str, state: str) -> Exception | None:
    """What stood against one step, which is undone; None when it was carried out."""
    guards = {each.name: "met" for each in made.procedure.guards}
    with transaction.atomic():
        try:
            act(tx, case.key, action.name, role, body(action, state), guards=guards)
        except (Refusal, ObjectDoesNotExist) as refusal:
            return refusal
        finally:
            transaction.set_rollback(True)
    return None


def tried(
    made: Registered, case: Case, who: Actor, role: str, state: str, *,
    only: str = "", actors: dict[str, tuple[str, ...]] | None = None,
) -> dict[str, Exception | None]:  # fmt: skip
    """What stood against every action (or one) in `role` on a case in `state` where `actors` acted before."""
    became: dict[str, Exception | None] = {}

    def command(tx: Tx) -> None:
        there: dict[str, Any] = {}
        for action in made.procedure.actions:
            if only in ("", action.name):
                fold = replace(placed(made.procedure, case, state, action), actors=actors or {}).dump()
                if fold != there:
                    Case.objects.filter(key=case.key).update(state=state, fold=fold)
                    there = fold
                became[action.name] = once(tx, made, case, action, role, state)

    write(command, actor=who, key=str(new_key()), name="t")
    return became


@by_procedure
def test_a_step_is_carried_out_exactly_where_the_table_says(made: Registered) -> None:
    case, wrong, steps = opened(made), [], 0
    granted = {
        (right.state, right.action, right.role)
        for right in matrix(made.procedure)
        if right.granted and right.role != NOBODY_HAS
    }
    for state in made.procedure.states:
        for role in made.procedure.roles:
            for action, against in tried(made, case, actor(made, role.name), role.name, state.name).items():
                steps += against is None
                if (against is None) != ((state.name, action, role.name) in granted):
                    wrong.append((state.name, action, role.name, str(against)))
    assert wrong == []
    assert steps == len(granted)


@by_procedure
def test_nobody_acts_on_another_district_s_or_firm_s_case(made: Registered) -> None:
    case = opened(made)
    for action in made.procedure.actions:
        for role in action.roles:
            if role not in (SYSTEM, NOBODY_HAS, *CITY):
                state = action.sources[0]
                became = tried(made, case, actor(made, role, foreign=True), role, state, only=action.name)
                assert became[action.name] is not None, (action.name, role)


@by_procedure
def test_nobody_acts_in_a_role_they_do_not_have(made: Registered) -> None:
    case = opened(made)
    for action in made.procedure.actions:
        for role in action.roles:
            others = [each.name for each in made.procedure.roles if each.name != role]
            for other in others:
                became = tried(made, case, actor(made, other), role, action.sources[0], only=action.name)
                assert isinstance(became[action.name], Refusal), (action.name, role, other)


@by_procedure
def test_four_eyes_and_the_second_factor_hold_where_the_table_asks_for_them(made: Registered) -> None:
    case = opened(made)
    for action in made.procedure.actions:
        role = action.roles[0]
        if role in (SYSTEM, NOBODY_HAS):
            continue
        who = actor(made, role)
        for before in action.not_by:
            became = tried(
                made, case, who, role, action.sources[0], only=action.name, actors={before: (who.identity,)}
            )
            assert isinstance(became[action.name], Refusal), (action.name, before)
        if action.step_up:
            became = tried(
                made, case, replace(who, stepped_up_at=None), role, action.sources[0], only=action.name
            )
            assert isinstance(became[action.name], StepUpNeeded), action.name
