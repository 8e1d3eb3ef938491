"""Where a case stands: its stage, its whole way, what is to be done, its letters and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.procedure import CaseState, Procedure
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case, access_history
from gongbao.platform.cases.services import Case, Entry, options, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import now, read
from gongbao.platform.files import services as files
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.notices import services as notices
from gongbao.platform.parties import services as parties
from gongbao.web.hall import case_data, doing
from gongbao.web.hall.crumbs import crumbs
from gongbao.web.rooms import party_part
from gongbao.web.shared.forms import answers_shown
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.values import day, listed, plain

QUIET = frozenset({"save_draft", "saved", "delegate", "escalate"})
"""Events that say nothing to the applicant."""


@dataclass(frozen=True)
class Found:
    """Everything a case's page is made of, read in one transaction."""

    case: Case
    procedure: Procedure
    state: CaseState
    entries: list[Entry]
    free: frozenset[str]
    letters: list[letters.LetterRow]
    rights: dict[Any, list[letters.Right]]
    papers: list[Any]
    entitled: list[funds.EntitlementRow]
    payments: list[funds.PaymentRow]
    notice: notices.NoticePage | None
    firm: str
    answers: list[casework.Answers]


def find(request: HttpRequest, number: str) -> Found:
    """The case for its own party; NotFound for everybody else."""
    actor = request.actor
    with read(actor, purpose="case status"):
        case = access_case(actor, number, doing="see")
        entries = access_history(actor, case, doing="see")
        choices = options(actor, case, now())
        rows = letters.letters(case=case.key)
        return Found(
            case=case,
            procedure=registered(case.procedure, case.version).procedure,
            state=CaseState.load(case.fold),
            entries=entries,
            free=frozenset(choice.action.name for choice in choices if not choice.hindrances),
            letters=rows,
            rights={row.id: letters.rights(row.id) for row in rows if row.kind.startswith("decision")},
            papers=files.files_of(case.key),
            entitled=funds.entitlements(case=case.key),
            payments=funds.payments(case=case.key),
            notice=_notice(entries),
            firm=parties.party(case.party).name if case.party else "",
            answers=casework.answers_of(case, entries),
        )


def _notice(entries: list[Entry]) -> notices.NoticePage | None:
    """The notice the case was last told of in."""
    slug = next((each.body.get("notice", "") for each in reversed(entries) if each.action == "publish"), "")
    return tried(lambda: notices.page(slug, now()))[0] if slug else None


def page(found: Found, request: HttpRequest) -> dict[str, Any]:
    """The context of ``hall/status.html``."""
    case, today = found.case, now().date()
    shown = found.notice if case.state in ("publicity", "objection_open") else None
    receipt = next((row for row in reversed(found.letters) if row.code), None)
    heading = case_data.title(case, found.procedure)
    shared: dict[str, Any] = {
        "crumbs": crumbs({"text": plain(case.number)}),
        "case": {
            "title": heading,
            "for_whom": found.firm,
            "number": case.number,
            "stage": stage(found, today),
        },
        "window": shown.window if shown else None,
        "window_title": Text("公示日历", "Days of the notice"),
        "window_clause": shown.clause if shown else "",
        "today": today,
        "to_do": to_do(found),
        "events": [*past(found), *ahead(found)],
        "acts": acts(found),
        "decision": decision(found),
        "documents": documents(found),
        "people": "",
        "answers": answers(found),
        "code": receipt.code if receipt else "",
        "address": request.build_absolute_uri(reverse("verify") + f"?code={receipt.code}") if receipt else "",
        "receipts": [
            {"title": row.title, "href": _pdf(found, row)}
            for row in reversed(found.letters)
            if row.kind.startswith("receipt") and row.ready
        ],
    }
    own = party_part(case.room).status
    return shared | (own(found, request) if own else {})


def answers(found: Found) -> dict[str, Any] | None:
    """What the party last sent, masked: facts and tables; None before anything is sent on a derived form."""
    given = casework.applied(found.case, found.answers)
    if not given:
        return None
    facts, tables = answers_shown(casework.shown(given[-1]))
    return {"facts": facts, "tables": tables}


def stage(found: Found, today: date) -> dict[str, Any]:
    """The answer first: the stage, until when, and the sum once there is one."""
    state = found.procedure.state(found.case.state)
    kind = {"done": "met", "stopped": "not_met"}.get(state.tone, "")
    out: dict[str, Any] = {
        "outcome": kind,
        "word": state.title,
        "title": state.explain,
        "text": _until(found),
    }
    if found.notice and found.case.state == "publicity" and found.notice.counted:
        window = found.notice
        out |= {
            "title": Text("公示第", "Working day"),
            "counter": {"now": window.counted, "of": window.days, "unit": Text("个工作日", "")},
        }
    if state.tone != "stopped":
        out["gates"] = case_data.gates(found.procedure, found.case.state)
    if found.entitled:
        granted = sum(row.granted for row in found.entitled)
        out |= {"sum_label": Text("核定", "Granted"), "sum_fen": granted, "sum_note": _paid(found)}
    return out


def _until(found: Found) -> Text | None:
    due = found.case.due
    if not due or found.procedure.state(found.case.state).terminal:
        return None
    run = next(
        (run for run in found.state.clocks if run.status == "running" and run.deadline.due == due), None
    )
    if run is None:
        return None
    clock, told = found.procedure.clock(run.name), day(due)
    skipped = len(run.deadline.skipped)
    zh, en = f"{clock.title.zh}：{told.zh} 24时止", f"{clock.title.say('en')}: until midnight on {told.en}"
    if skipped:
        zh, en = (
            f"{zh}，已跳过 {skipped} 个休息日",
            f"{en}, {skipped} day{'' if skipped == 1 else 's'} of rest skipped",
        )
    if run.deadline.provisional:
        zh, en = f"{zh}（放假安排未公布，暂定）", f"{en} (provisional: holidays not announced)"
    return Text(zh + "。", en + ".")


def _paid(found: Found) -> Text | None:
    done = [row for row in found.payments if row.settled_on]
    if not done:
        return None
    last = done[-1]
    told = day(last.settled_on)
    return Text(
        f"{last.state.zh}，{told.zh}，尾号 {last.account[-4:]}",
        f"{last.state.say('en')}, {told.en}, account ending in {last.account[-4:]}",
    )


def past(found: Found) -> list[dict[str, Any]]:
    """What has happened, in order; the last of it is where the case stands."""
    out = [{"title": Text("开始填写", "Begun"), "when": found.case.opened_at, "place": "done"}]
    for each in found.entries:
        if each.action in QUIET:
            continue
        out.append(
            {
                "title": _event_title(found, each),
                "when": each.at,
                "text": _event_text(found, each),
                "links": _links(found, each),
                "place": "done",
            }
        )
    state = found.procedure.state(found.case.state)
    if not state.terminal:
        out.append(
            {
                "title": state.title,
                "when_words": Text("现在", "now"),
                "text": _until(found) or state.explain,
                "place": "now",
            }
        )
    return out


def _event_title(found: Found, each: Entry) -> Text:
    if each.step is None:
        return {"use_declared": Text("申报用途", "Use declared")}.get(each.action, plain(each.action))
    action = found.procedure.action(each.action)
    outcome = next((o for o in action.outcomes if o.id == each.body.get("outcome")), None)
    return (
        Text(f"{action.title.zh}：{outcome.title.zh}", f"{action.title.say('en')}: {outcome.title.say('en')}")
        if outcome
        else action.title
    )


def _event_text(found: Found, each: Entry) -> Text | None:
    """The reasons given, and what the officer wrote for the applicant on a return."""
    if each.step is None:
        return None
    action = found.procedure.action(each.action)
    known = {reason.id: reason.text for reason in action.reasons}
    told = [known[name] for name in each.body.get("reasons", ()) if name in known]
    own = party_part(found.case.room).event_text
    if own and (words := own(found, each)):
        told.append(words)
    elif each.personal and each.personal.get("note"):
        told.append(plain(str(each.personal["note"])))
    return (
        Text("；".join(t.zh for t in told), "; ".join(t.say("en") for t in told)) if told else action.explain
    )


def _links(found: Found, each: Entry) -> list[dict[str, Any]]:
    if each.action == "publish" and each.body.get("notice"):
        return [
            {"text": Text("看公示", "See the notice"), "href": reverse("notice", args=[each.body["notice"]])}
        ]
    return []


def ahead(found: Found) -> list[dict[str, Any]]:
    """The gates still ahead on the axis."""
    names = [state.name for state in found.procedure.axis]
    state = found.procedure.state(found.case.state)
    at = state.name if state.name in names else state.beside
    if state.terminal or state.tone == "stopped" or at not in names:
        return []
    later = found.procedure.axis[names.index(at) + 1 :]
    return [{"title": each.title, "text": each.explain, "place": "next"} for each in later]


def to_do(found: Found) -> list[dict[str, Any]]:
    """What the party has to do now: the steps the case waits for."""
    case = found.case
    text = found.procedure.state(case.state).explain
    if case.state == "returned":
        text = returned(found) or text
    return [
        {
            "title": action.title if case.state not in ("returned", found.procedure.start) else words,
            "text": text,
            "href": reverse("hall:act", args=[case.number, action.name]),
            "button": Text("接着填", "Go on") if case.state == found.procedure.start else action.title,
            "due": case_data.own_due(case),
        }
        for action in case_data.waits_for(case)
        if action.name in found.free and doing.derivable(case, action.name)
        if (words := case_data.asked_for(case, found.procedure))
    ]


def returned(found: Found) -> Text | None:
    """Why the case came back, as the last return says."""
    last = next((each for each in reversed(found.entries) if each.action == "return"), None)
    return _event_text(found, last) if last else None


def acts(found: Found) -> list[dict[str, Any]]:
    """The other acts open to the party now, the grave ones quiet."""
    case, out = found.case, []
    waited = {action.name for action in case_data.waits_for(case)}
    for action in found.procedure.actions:
        if action.name in found.free and action.name not in waited and doing.derivable(case, action.name):
            kind = "quiet" if doing.grave(case, action.name) else "plain"
            href = reverse("hall:act", args=[case.number, action.name])
            out.append({"text": action.title, "href": href, "kind": kind})
    return out


def decision(found: Found) -> dict[str, Any] | None:
    """The latest decision: its letter, its sum, and the remedies with their last days."""
    row = next((each for each in reversed(found.letters) if each.kind.startswith("decision")), None)
    if row is None:
        return None
    served = [each for each in row.served if each.served_on]
    return {
        "title": row.title,
        "number": row.number,
        "dated": row.dated,
        "standing": row.standing,
        "href": _pdf(found, row) if row.ready else "",
        "state": row.state,
        "served": served[0] if served else None,
        "rights": [
            {"sentence": each.remedy.sentence(), "due": each.deadline.due if each.deadline else None}
            for each in found.rights.get(row.id, ())
        ],
    }


def documents(found: Found) -> list[dict[str, Any]]:
    """Letters, then the uploaded files."""
    out = [
        {
            "title": row.title,
            "href": _pdf(found, row) if row.ready else "",
            "note": listed([plain(row.number), row.state]),
            "state": "met" if row.ready else "unknown",
            "word": row.standing,
        }
        for row in found.letters
    ]
    for paper in found.papers:
        note = plain(f"{paper.kind.upper()}，SM3 {paper.sm3[:8]}…")
        out.append(
            {
                "title": paper.name,
                "href": reverse("hall:file", args=[found.case.number, paper.id]),
                "note": note,
                "state": "info",
                "word": Text("已交", "Handed in"),
            }
        )
    return out


def _pdf(found: Found, row: letters.LetterRow) -> str:
    return reverse("hall:letter", args=[found.case.number, row.id])


def office(case: Case) -> Text:
    """The bureau that handles the case."""
    return districts.office(case.office).body(registered(case.procedure, case.version).body)
