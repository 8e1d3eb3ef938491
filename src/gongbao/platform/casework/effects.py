"""What derived procedures may ask for at a step: receipts, letters, service, messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongbao.kernel import districts
from gongbao.kernel.procedure import Action
from gongbao.law.cite import Cite
from gongbao.law.text import Text
from gongbao.platform.cases.services import (
    Act,
    Case,
    Registered,
    carries_out,
    carries_out_derived,
    history,
    registered,
)
from gongbao.platform.casework.answers import FORM, Answers, answers_of, applied, shown
from gongbao.platform.casework.house import SERVICE
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.policies import policy, rooms

LAW, LAW_DAYS = "行政复议法", 60


@carries_out_derived("receipt")
def receipt(tx: Tx, case: Case, act: Act) -> None:
    """A receipt as a letter for what was handed in on a form, a message for everything else."""
    made, does = _of(case, act)
    if FORM not in act.personal or case.party is None:
        received(tx, case, act)
        return
    given = applied(case, answers_of(case, history(case.key)))
    content = letters.Content(
        opening=(f"已收到“{made.procedure.title.zh}”，步骤为“{does.title.zh}”。",),
        facts=(
            ("办件编号", case.number),
            ("收到时间", f"{tx.now.astimezone(ZONE):%Y-%m-%d %H:%M}"),
            *_facts(given),
        ),
        decision=(made.procedure.state(act.after).explain.zh,),
    )
    _issue(tx, case, "receipt", Text("受理回执", "Receipt"), content)


def received(tx: Tx, case: Case, act: Act) -> None:
    """A receipt as a message."""
    title = _of(case, act)[1].title
    _tell(tx, case, Text(f"{case.number}：已收到“{title.zh}”", f"{case.number}: received “{title.en}”"), act)


@carries_out_derived("decision")
def decision(tx: Tx, case: Case, act: Act) -> None:
    """The decision as a letter: facts, legal basis, result with its reasons, remedies; served online at once."""
    made, does = _of(case, act)
    outcome = next((each for each in does.outcomes if each.id == act.body.get("outcome")), None)
    result = outcome.title if outcome else does.title
    chosen = [each for each in does.reasons if each.id in (act.body.get("reasons") or ())]
    note = str(act.personal.get("note") or "")
    for old in letters.letters(case=case.key):
        if old.kind.startswith("decision"):
            letters.set_standing(tx, old.id, "replaced")
    content = letters.Content(
        opening=(f"您办理的“{made.procedure.title.zh}”（{case.number}），经审查作出如下决定。",),
        facts=_facts(applied(case, answers_of(case, history(case.key)))),
        basis=_basis(made, does, [each.clause for each in chosen]),
        decision=(result.zh, *(f"理由：{each.text.zh}" for each in chosen), *((note,) if note else ())),
        remedies=_remedies(made, case, act.after, tx.now.astimezone(ZONE).date(), refused=bool(chosen)),
    )
    title = Text(f"{made.procedure.title.zh}决定书", f"Decision: {made.procedure.title.say('en')}")
    issued = _issue(tx, case, "decision", title, content)
    letters.serve(tx, issued.letter, "online")


@carries_out_derived("serve")
def serve(tx: Tx, case: Case, act: Act) -> None:
    """Record how and when the case's decision was served."""
    given = act.personal.get(FORM) or {}
    found = [each for each in letters.letters(case=case.key) if each.kind.startswith("decision")]
    if found and given:
        letters.serve(
            tx, found[-1].id, given["method"], served_on=date.fromisoformat(given["served_on"]),
            acknowledged_by=given.get("acknowledged_by", ""), evidence=given.get("evidence", ""),
        )  # fmt: skip


@carries_out_derived("difference")
def difference(tx: Tx, case: Case, act: Act) -> None:
    """Both submissions stand in the case's events: the officer's page compares them."""


@carries_out_derived("notify_applicant")
def notify_applicant(tx: Tx, case: Case, act: Act) -> None:
    """Tell the party what was done and where the case stands now; a served decision is recorded with it."""
    made, does = _of(case, act)
    if does.form == SERVICE:
        serve(tx, case, act)
    title, state = does.title, made.procedure.state(act.after).title
    _tell(
        tx, case,
        Text(f"{case.number}：{title.zh}，现为“{state.zh}”", f"{case.number}: {title.en}; now at “{state.en}”"), act,
    )  # fmt: skip


@carries_out_derived("notify_office")
def notify_office(tx: Tx, case: Case, act: Act) -> None:
    """Tell the office that the party or the public has acted."""
    title = _of(case, act)[1].title
    text = Text(f"{case.number}：{title.zh}", f"{case.number}: {title.en}")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:{case.sequence}:office")


@carries_out_derived("notify_supervisor")
def notify_supervisor(tx: Tx, case: Case, act: Act) -> None:
    """A limit was passed: tell the office and the city bureau; nothing is decided by it."""
    _overdue(tx, case, (case.office, "city_hr"))


def tell_supervisor(tx: Tx, case: Case, act: Act) -> None:
    """A limit was passed: tell the office, where the city's HR bureau has no part in the matter."""
    _overdue(tx, case, (case.office,))


def _overdue(tx: Tx, case: Case, offices: Sequence[str]) -> None:
    text = Text(f"{case.number}逾期未办，请督办", f"{case.number} is overdue")
    for office in dict.fromkeys(offices):
        messages.to_office(tx, office, text, case=case.key, key=f"{case.key}:{case.sequence}:{office}")


@carries_out_derived("notify_objector")
def notify_objector(tx: Tx, case: Case, act: Act) -> None:
    """The case keeps the answer; who objected without an account finds it by the receipt's code."""
    notify_applicant(tx, case, act)


@carries_out_derived("release_reservation")
def release_reservation(tx: Tx, case: Case, act: Act) -> None:
    """What was applied for may be applied for again; a room that holds money brings its own."""
    from gongbao.platform.cases.services import free_once

    free_once(tx, case)


USUAL = {
    "receipt": received,
    "notify_applicant": notify_applicant,
    "notify_office": notify_office,
    "notify_supervisor": tell_supervisor,
    "release_reservation": release_reservation,
}
"""Effects by message alone, for procedures that are not derived."""


def carry_out_usual(*procedures: str) -> None:
    """The usual messages for procedures that keep services of their own (in the `ready` of their app)."""
    for procedure in procedures:
        for name, does in USUAL.items():
            carries_out(procedure, name)(does)


def _of(case: Case, act: Act) -> tuple[Registered, Action]:
    made = registered(case.procedure, case.version)
    return made, made.procedure.action(act.action)


def _facts(given: list[Answers]) -> tuple[tuple[str, str], ...]:
    """The answers last applied with, as label and value, numbers masked."""
    if not given:
        return ()
    return tuple(
        (each.label.zh, each.value.zh) for each in shown(given[-1]) if each.field.kind != "commitment"
    )


def _basis(made: Registered, does: Action, clauses: list[str]) -> tuple[str, ...]:
    """The document and the clauses the step and its reasons cite."""
    cited = [each for each in dict.fromkeys((does.clause, *clauses)) if each]
    if made.room not in rooms():
        return tuple(cited)
    known = policy(made.room)
    places = dict.fromkeys(Cite(each).label().zh.partition(" ")[2] for each in cited)
    return (f"《{known.title.zh}》（{known.number}）{'、'.join(places)}",)


def _remedies(
    made: Registered, case: Case, state: str, on: date, *, refused: bool
) -> tuple[letters.Remedy, ...]:
    """Reconsideration, where the state decided on allows it, within the days its clock says.

    A refusal of the tax service has it by the law itself: its procedures carry no appeal of their own.
    """
    before = _above(districts.office(case.office), made.body)
    appeal = next(
        (each for each in made.procedure.actions if each.opens == "appeal" and state in each.sources), None
    )
    if appeal is None or not appeal.within:
        by_law = letters.Remedy("申请行政复议", before, days=LAW_DAYS, law=LAW)
        return (by_law,) if refused and made.body == "tax" else ()
    days = made.procedure.clock(appeal.within).arguments.get("days", "60")
    if days.startswith("$parameter:"):
        days = made.terms(on).value(days.removeprefix("$parameter:"), on)
    return (letters.Remedy("申请行政复议", before, days=int(days), law=LAW),)


def _above(office: districts.Office, body: str) -> str:
    """Before whom reconsideration is asked for: the government there, of the tax service the one above it."""
    if body != "tax":
        return office.government.zh
    return "国家税务总局" if office.is_city else districts.office("city_tax").name.zh


def _issue(tx: Tx, case: Case, what: str, title: Text, content: letters.Content) -> Any:
    """A letter of the case, numbered by office and procedure, receipts and decisions apart."""
    made, office = registered(case.procedure, case.version), districts.office(case.office)
    name = parties.party(case.party).name if case.party else office.body(made.body).zh
    series = f"{office.short.zh}{made.digits}{made.procedure.title.zh}"[:30]
    prefix = f"{series}{'收' if what == 'receipt' else '决'}"
    kind = f"{what}.{made.digits}.{made.procedure.id.partition('.')[2]}"[:24]
    return letters.issue(
        tx,
        kind,
        title,
        content,
        office=case.office,
        addressee=name,
        prefix=prefix,
        case=case.key,
        party=case.party,
        issuer=made.body,
    )


def _tell(tx: Tx, case: Case, text: Text, act: Act) -> None:
    if case.party is not None:
        key = f"{case.key}:{case.sequence}:{act.action}:{len(text.zh)}"
        messages.to_party(tx, case.party, text, case=case.key, key=key)
