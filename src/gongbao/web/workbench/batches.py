"""Acts on many cases at once: what may be done together, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.procedure import Action, Reason
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Registered, all_registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor
from gongbao.web.rooms import officer_parts
from gongbao.web.shared.refusals import tried

Wanted = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Became:
    """What became of one case; `refusal` says why it was not done."""

    number: str
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Batch:
    """An act on many cases: for whom, from which states, with which reasons; `outcomes` to choose from."""

    name: str
    action: str
    label: Text
    roles: frozenset[str]
    states: frozenset[str]
    do: Callable[[Actor, Wanted, str], list[Became]]
    reasons: tuple[Reason, ...] = ()
    reasoned: bool = False
    outcomes: tuple[tuple[str, Text], ...] = ()
    step_up: bool = False
    kind: str = "plain"
    procedure: str = ""


def each_of(done: Sequence[Any]) -> list[Became]:
    """What a room's service says of each case."""
    return [Became(one.number, one.refusal) for one in done]


def together(
    act: Callable[[Actor, Sequence[str], str], Any],
) -> Callable[[Actor, Wanted, str], list[Became]]:
    """Acts that succeed or fail as a whole."""

    def do(actor: Actor, wanted: Wanted, key: str) -> list[Became]:
        _, problems = tried(lambda: act(actor, sorted(wanted), key))
        return [Became(number, problems[0] if problems else None) for number in wanted]

    return do


def derived(made: Registered, action: Action) -> Batch:
    """The batch of a batchable step which the platform does by itself, case by case."""
    results = (
        [outcome for source in action.sources for outcome in action.results(source)]
        if action.outcomes
        else []
    )
    must = bool(action.reasons) and not action.outcomes
    return Batch(
        f"{made.procedure.id}/{action.name}",
        action.name,
        action.title,
        frozenset(action.roles),
        frozenset(action.sources),
        lambda actor, wanted, key: each_of(casework.do_all(actor, action.name, wanted, key=key)),
        reasons=action.reasons,
        reasoned=must,
        outcomes=tuple({each.id: (each.id, each.title) for each in results}.values()),
        step_up=action.step_up,
        procedure=made.procedure.id,
    )


def all_batches() -> tuple[Batch, ...]:
    """Every room's batches, and those of batchable steps without a form of derived procedures."""
    own = tuple(batch for part in officer_parts() for batch in part.batches)
    made = tuple(
        derived(each, action)
        for each in all_registered()
        if each.derived
        for action in each.procedure.actions
        if action.batchable and "assign" not in action.effect and casework.form_of(each, action) is None
    )
    return (*own, *made)


def offered(actor: Actor) -> tuple[Batch, ...]:
    """The batch acts of an officer's roles."""
    return tuple(each for each in all_batches() if each.roles & actor.roles)


def batch_of(actor: Actor, name: str) -> Batch:
    """The batch act of this name, if it is the officer's. Raises Refusal."""
    for each in offered(actor):
        if each.name == name:
            return each
    raise Refusal(
        Text("这项批量办理不在您的岗位之内", "This batch act is not among your duties"),
        mend=Text("请回到队列选择别的办理", "Go back to the queue and choose another"),
    )
