"""Who may do what to a case now, and why not: state, role, four eyes, open items, clocks and guards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongbao.kernel.procedure.model import Action, Outcome, Procedure
from gongbao.kernel.procedure.record import CaseState
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Because(str):
    """A guard's outcome that knows what decided it: the conditions that are not met, each with its clause."""

    why: tuple[tuple[Text, str], ...]

    def __new__(cls, outcome: str, why: Iterable[tuple[Text, str]] = ()) -> Because:
        """`outcome` as it is compared, with what decided it."""
        made = super().__new__(cls, outcome)
        made.why = tuple(why)
        return made


def decided(found: Determination) -> Because:
    """A rule's outcome as a guard's, with the conditions behind it, so that who is refused learns which."""
    open_ = found.reasons if found.outcome != "met" else []
    tags = [each.unit.tag for each in open_ if found.state_of(each) != "met"]
    return Because(found.outcome, [(tag.label, tag.clause) for tag in tags])


def because(outcome: str) -> tuple[Text, str]:
    """What decided an outcome, in brackets behind what is said of it, and the first clause; empty where unknown."""
    why = outcome.why if isinstance(outcome, Because) else ()
    if not why:
        return Text("", ""), ""
    zh, en = "；".join(each.zh for each, _ in why), "; ".join(each.en for each, _ in why)
    return Text(f"（{zh}）", f" ({en})"), why[0][1]


@dataclass(frozen=True)
class Hindrance:
    """Why an action cannot be done: `kind` is state, role, four_eyes, open, clock or guard."""

    kind: str
    why: Text
    clause: str = ""
    mend: Text = Text("", "")

    @property
    def said(self) -> Text:
        """Why, and what can be done about it."""
        if not self.mend.zh:
            return self.why
        return Text(f"{self.why.zh}。{self.mend.zh}", f"{self.why.say('en')}. {self.mend.say('en')}")


@dataclass(frozen=True)
class Choice:
    """An action the case's state offers a role, the outcomes open to it and what stands against it."""

    action: Action
    outcomes: tuple[Outcome, ...]
    hindrances: tuple[Hindrance, ...]


def allowed(
    procedure: Procedure,
    case: CaseState,
    role: str | Collection[str],
    actor: str,
    on: date,
    guards: Mapping[str, str] | None = None,
) -> tuple[Action, ...]:
    """The actions `actor` may do in `role` (one or several) on the day `on`.

    `guards` maps guard names to `met`, `not_met`, `unknown` or `judgement`; one that is absent is unknown.
    """
    found = choices(procedure, case, role, actor, on, guards)
    return tuple(choice.action for choice in found if not choice.hindrances)


def choices(
    procedure: Procedure,
    case: CaseState,
    role: str | Collection[str],
    actor: str,
    on: date,
    guards: Mapping[str, str] | None = None,
) -> tuple[Choice, ...]:
    """Every action the state offers the role, free or with the reasons why not."""
    roles = {role} if isinstance(role, str) else set(role)
    found = []
    for action in procedure.actions:
        if case.state in action.sources and roles & set(action.roles):
            against = tuple(_hindrances(procedure, case, action, actor, on, guards or {}))
            free = tuple(_free_outcomes(case, action, on))
            found.append(Choice(action, free, against))
    return tuple(found)


def expired(procedure: Procedure, case: CaseState, on: date) -> tuple[Action, ...]:
    """The expiry actions the system has to do on the day `on`; their guards are still to be asked."""
    late = {run.name for run in case.clocks if run.late(on)}
    return tuple(
        action
        for action in procedure.actions
        if late & set(procedure.expiries.get(action.name, ()))
        and case.state in action.sources
        and not any(case.opened(kind) for kind in action.unless_open)
    )


def require(procedure: Procedure, case: CaseState, action: Action, role: str, actor: str, on: date) -> None:
    """Raise the first `Refusal` against the act, guards left aside (they are asked before writing)."""
    against = [*_out_of_place(procedure, case, action, role)]
    against = against or [*_hindrances(procedure, case, action, actor, on, None)]
    if against:
        raise Refusal(against[0].why, where=action.title.zh, clause=against[0].clause)


def _out_of_place(procedure: Procedure, case: CaseState, action: Action, role: str) -> Iterator[Hindrance]:
    if case.state not in action.sources:
        here, does = procedure.state(case.state).title, action.title
        yield Hindrance(
            "state",
            Text(
                f"办件处于“{here.zh}”，不能“{does.zh}”",
                f"The case is at “{here.en}”: “{does.en}” cannot be done",
            ),
            action.clause,
        )
    if role not in action.roles:
        who = procedure.role_title(role)
        may = [procedure.role_title(name) for name in action.roles]
        yield Hindrance(
            "role",
            Text(
                f"{who.zh}无权办理，应由{'、'.join(t.zh for t in may)}办理",
                f"Not for {who.en}; to be done by {', '.join(t.en for t in may)}",
            ),
            action.clause,
        )


def _hindrances(
    procedure: Procedure,
    case: CaseState,
    action: Action,
    actor: str,
    on: date,
    guards: Mapping[str, str] | None,
) -> Iterator[Hindrance]:
    yield from _four_eyes(procedure, case, action, actor)
    yield from _open_items(case, action)
    yield from _clocks(procedure, case, action, on)
    if guards is not None and action.guard:
        yield from _guard(procedure, action.guard, guards.get(action.guard, "unknown"))


def _four_eyes(procedure: Procedure, case: CaseState, action: Action, actor: str) -> Iterator[Hindrance]:
    done = [procedure.action(name).title for name in action.not_by if actor in case.actors.get(name, ())]
    for title in done:
        yield Hindrance(
            "four_eyes",
            Text(
                f"须由另一人办理：本人已办“{title.zh}”", f"Somebody else must do this: you did “{title.en}”"
            ),
            action.clause,
        )


def _open_items(case: CaseState, action: Action) -> Iterator[Hindrance]:
    for kind in action.unless_open:
        if count := len(case.opened(kind)):
            yield Hindrance(
                "open",
                Text(f"还有{count}项未处理，先处理再办理", f"{count} open item(s) must be settled first"),
                action.clause,
            )
    if action.settles and not case.opened(action.settles):
        yield Hindrance("open", Text("没有待处理的事项", "Nothing is open to be settled"), action.clause)


def _clocks(procedure: Procedure, case: CaseState, action: Action, on: date) -> Iterator[Hindrance]:
    waits = procedure.expiries.get(action.name, ())
    if waits and not any(run.late(on) for run in case.clocks if run.name in waits):
        ends = [run.deadline.late_after.isoformat() for run in case.clocks if run.name in waits]
        until = ends[0] if ends else ""
        yield Hindrance(
            "clock",
            Text(f"期限未届满（{until}）", f"The time limit has not run out ({until})"),
            procedure.clock(waits[0]).clause,
        )
    results = action.results(case.state)
    if results and not any(in_time(case, outcome.within or action.within, on) for outcome in results):
        clock = procedure.clock(results[0].within or action.within)
        run = case.clock(clock.name)
        until = run.deadline.late_after.isoformat() if run else ""
        yield Hindrance(
            "clock",
            Text(f"不在“{clock.title.zh}”之内（截止{until}）", f"Outside “{clock.title.en}” (until {until})"),
            clock.clause,
        )


def in_time(case: CaseState, clock: str, on: date) -> bool:
    """Whether `clock` (empty: none is asked for) runs or stands still and is not late on the day `on`."""
    run = case.clock(clock)
    if not clock:
        return True
    return run is not None and (run.status == "suspended" or (run.status == "running" and not run.late(on)))


def _free_outcomes(case: CaseState, action: Action, on: date) -> Iterator[Outcome]:
    for outcome in action.results(case.state):
        if in_time(case, outcome.within or action.within, on):
            yield outcome


def _guard(procedure: Procedure, name: str, outcome: str) -> Iterator[Hindrance]:
    if outcome == "met":
        return
    guard = next((g for g in procedure.guards if g.name == name), None)
    title = guard.title if guard else Text(name, name)
    words = {
        "not_met": Text("不符合", "not met"),
        "judgement": Text("待人工认定", "awaits a person's judgement"),
    }
    word = words.get(outcome, Text("尚不能判断", "not yet known"))
    why, clause = because(outcome)
    yield Hindrance(
        "guard",
        Text(f"{title.zh}：{word.zh}{why.zh}", f"{title.en}: {word.en}{why.en}"),
        clause or (guard.clause if guard else ""),
        guard.mend if guard else Text("", ""),
    )
