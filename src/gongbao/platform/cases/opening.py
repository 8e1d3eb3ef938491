"""Opening a case: its number, its key, its first state."""

from __future__ import annotations

from uuid import UUID

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.procedure import begin
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.chain import START
from gongbao.platform.cases.limits import due_of
from gongbao.platform.cases.models import Case
from gongbao.platform.cases.procedures import registered
from gongbao.platform.cases.schedule import plan
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.context import raw_cursor
from gongbao.platform.db.services import Tx, new_key

NEXT = """INSERT INTO cases_counter (name, last) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last = cases_counter.last + 1 RETURNING last"""
LETTERS = {
    "dongcheng": "DC", "xicheng": "XC", "chaoyang": "CY", "fengtai": "FT", "shijingshan": "SJ", "haidian": "HD",
    "mentougou": "MT", "fangshan": "FS", "tongzhou": "TZ", "shunyi": "SY", "changping": "CP", "daxing": "DX",
    "huairou": "HR", "pinggu": "PG", "miyun": "MY", "yanqing": "YQ", "bda": "KF",
}  # fmt: skip
"""The two letters that open a case number, by office; the city's own cases open with BJ."""


def open_case(
    tx: Tx,
    procedure: str,
    office: str,
    party: UUID | None,
    title: str,
    *,
    once: str | None = None,
    version: int | None = None,
) -> Case:
    """A new case at the start of `procedure`, for `party`, handled by `office` (its code).

    `once` names what may be applied for only once (say scheme, firm and months): a second case of that
    name is refused with the first one's number, until the first is withdrawn or `free_once` is called.
    """
    office_of(office)
    made = registered(procedure, version)
    if once:
        _refuse_second(tx, once)
    state = begin(made.procedure, tx.now, made.terms(tx.now.astimezone(ZONE).date()))
    case = Case(
        key=new_key(),
        number=_number(tx, office, made.digits),
        room=made.room,
        procedure=procedure,
        version=made.procedure.version,
        office=office,
        party=party,
        title=title,
        once=once,
        state=state.state,
        tone=made.procedure.state(state.state).tone,
        due=due_of(made.procedure, state),
        opened_at=tx.now,
        since=tx.now,
        head=START,
        fold=state.dump(),
    )
    secrets.new_case_key(case.key)
    case.save(force_insert=True)
    plan(tx, case, state)
    return case


def free_once(tx: Tx, case: Case) -> None:
    """Let what this case applied for be applied for again (after a withdrawal or a refusal)."""
    Case.objects.filter(key=case.key).update(once=None)
    case.once = None


def _refuse_second(tx: Tx, once: str) -> None:
    tx.lock(f"open:{once}")
    first = Case.objects.filter(once=once).values_list("number", flat=True).first()
    if first:
        raise Refusal(
            Text(f"已有同一事项的办件 {first}", f"There is a case for this already: {first}"),
            mend=Text("请在原办件中办理，或先撤回原办件", "Go on in that case, or withdraw it first"),
        )


def _number(tx: Tx, office: str, digits: str) -> str:
    """The next number, such as HD-2020-06-004817; gaps are possible, repeats are not."""
    stem = f"{LETTERS.get(office, 'BJ')}-{tx.now.astimezone(ZONE):%Y}-{digits}"
    row = raw_cursor().execute(NEXT, [stem], prepare=True).fetchone()
    return f"{stem}-{row[0]:06}" if row else stem
