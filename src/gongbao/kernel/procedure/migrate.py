"""Moving a running case to another version of its procedure, explicitly and repeatably."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gongbao.kernel.procedure.fold import begin, step
from gongbao.kernel.procedure.model import Procedure
from gongbao.kernel.procedure.record import CaseState, Event
from gongbao.kernel.procedure.terms import NO_TERMS, Terms
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MIGRATE = "@migrate"
"""The event that records a migration; its body has ``to`` (version), ``states`` and ``clocks``."""


def migrate(
    case: CaseState,
    old: Procedure,
    new: Procedure,
    states: Mapping[str, str],
    clocks: Mapping[str, str] | None = None,
) -> CaseState:
    """The case under `new`; names are kept unless the mappings say otherwise.

    Deadlines already set stay as they are. Raises `Refusal` where the case is not under `old`, or where
    its state, or a clock still running, has no counterpart.
    """
    if (case.procedure, case.version) != (old.id, old.version) or new.id != old.id:
        raise Refusal(
            Text("办件不在要迁出的流程版本上", "The case is not under the version to migrate from"),
            where=old.id,
        )
    names = {clock.name for clock in new.clocks}
    runs = []
    for run in case.clocks:
        name = (clocks or {}).get(run.name, run.name)
        if name in names:
            runs.append(replace(run, name=name))
        elif run.status in ("running", "suspended"):
            raise _missing(run.name, old.clock(run.name).title)
    return replace(
        case,
        version=new.version,
        state=_mapped(case.state, old, new, states),
        back=_mapped(case.back, old, new, states) if case.back else "",
        clocks=tuple(runs),
    )


def refold(
    editions: Mapping[int, Procedure],
    version: int,
    events: Iterable[Event],
    terms: Terms = NO_TERMS,
) -> CaseState:
    """`fold` over a log that may contain migrations; `version` is the one the case started under."""
    case: CaseState | None = None
    for event in events:
        procedure = editions[case.version if case else version]
        case = case or begin(procedure, event.at, terms)
        if event.action == MIGRATE:
            case = migrate(
                case, procedure, editions[event.body["to"]], event.body["states"], event.body["clocks"]
            )
            case = replace(case, sequence=event.sequence, at=event.at)
        else:
            case = step(procedure, case, event, terms)
    if case is None:
        raise Refusal(Text("办件没有任何记录", "The case has no events"))
    return case


def _mapped(state: str, old: Procedure, new: Procedure, states: Mapping[str, str]) -> str:
    name = states.get(state, state)
    if any(each.name == name for each in new.states):
        return name
    raise _missing(state, old.state(state).title)


def _missing(name: str, title: Text) -> Refusal:
    return Refusal(
        Text(f"新版流程没有与“{title.zh}”对应的位置", f"The new version has no place for “{title.en}”"),
        where=name,
        mend=Text("在迁移对照表中写明", "Say in the migration's mapping where it goes"),
    )
