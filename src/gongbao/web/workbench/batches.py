"""Acts on many cases at once: what may be done together, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.procedure import Reason
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy import services as training
from gongbao.web.shared.refusals import tried
from gongbao.web.workbench.doors import HANDLER, REVIEWER

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


def _each(done: Sequence[Any]) -> list[Became]:
    return [Became(one.number, one.refusal) for one in done]


def _together(
    act: Callable[[Actor, Sequence[str], str], Any],
) -> Callable[[Actor, Wanted, str], list[Became]]:
    """Acts that succeed or fail as a whole."""

    def do(actor: Actor, wanted: Wanted, key: str) -> list[Became]:
        _, problems = tried(lambda: act(actor, sorted(wanted), key))
        return [Became(number, problems[0] if problems else None) for number in wanted]

    return do


def _reasons() -> tuple[Reason, ...]:
    from gongbao.policies.training_subsidy.procedure import APPLICATION

    return APPLICATION.action("refuse").reasons


_PROPOSALS = (
    ("grant", Text("拟通过", "Grant")),
    ("reduce", Text("拟核减", "Reduce")),
    ("refuse", Text("拟不予通过", "Refuse")),
)
BATCHES: tuple[Batch, ...] = (
    Batch(
        "pass", "pass_review", Text("初审", "First review"), frozenset({HANDLER.value}), frozenset({"in_review"}),
        lambda a, w, k: _each(training.pass_all(a, w, key=k)), reasons=_reasons(), outcomes=_PROPOSALS, kind="",
    ),
    Batch(
        "approve", "approve", Text("复核通过", "Approve"), frozenset({REVIEWER.value}), frozenset({"passed"}),
        lambda a, w, k: _each(training.approve_all(a, w, key=k)), reasons=_reasons(), step_up=True, kind="",
    ),
    Batch(
        "refuse", "refuse", Text("不予通过", "Refuse"), frozenset({REVIEWER.value}), frozenset({"passed"}),
        lambda a, w, k: _each(training.refuse_all(a, w, key=k)), reasons=_reasons(), reasoned=True, kind="grave",
    ),
    Batch(
        "publish", "publish", Text("公示", "Publish"), frozenset({HANDLER.value, REVIEWER.value}), frozenset({"approved"}),
        _together(lambda a, numbers, k: training.publish(a, numbers, key=k)),
    ),
    Batch(
        "collect", "collect", Text("列入用款申请", "Collect"), frozenset({HANDLER.value}), frozenset({"ready_for_funds"}),
        _together(lambda a, numbers, k: training.collect(a, numbers, key=k)),
    ),
)  # fmt: skip


def offered(actor: Actor) -> tuple[Batch, ...]:
    """The batch acts of an officer's roles."""
    return tuple(each for each in BATCHES if each.roles & actor.roles)


def batch_of(actor: Actor, name: str) -> Batch:
    """The batch act of this name, if it is the officer's. Raises Refusal."""
    for each in offered(actor):
        if each.name == name:
            return each
    raise Refusal(
        Text("这项批量办理不在您的岗位之内", "This batch act is not among your duties"),
        mend=Text("请回到队列选择别的办理", "Go back to the queue and choose another"),
    )
