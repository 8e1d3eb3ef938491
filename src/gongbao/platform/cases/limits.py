"""Which running clock says by when a case is to be handled where it stands."""

from __future__ import annotations

from datetime import date

from gongbao.kernel.procedure import STAY, CaseState, ClockRun, Procedure


def due_of(procedure: Procedure, case: CaseState) -> date | None:
    """The earliest due day of a running clock that binds the case in its present state, or none."""
    running = (run for run in case.clocks if run.status == "running")
    return min((run.deadline.due for run in running if binds(procedure, case, run)), default=None)


def binds(procedure: Procedure, case: CaseState, run: ClockRun) -> bool:
    """Whether the end of `run` is the limit of what is to be done now.

    It is not while its expiry has to wait (publicity during an objection), nor where the clock only
    measures a right to open an item and its end leaves the case where it is (the remedy period).
    """
    expiry = procedure.action(procedure.clock(run.name).on_expiry)
    if case.state not in expiry.sources or any(case.opened(kind) for kind in expiry.unless_open):
        return False
    return not (expiry.target == STAY and expiry.unless_open)
