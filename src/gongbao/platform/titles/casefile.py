"""Cases as their institutions see them: the list, one whole with its papers, the steps it may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from gongbao.kernel.procedure import CaseState, Choice, choices
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import Case, Entry, history, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, read, required
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import conditions, quota
from gongbao.platform.titles.applying import COUNTED_ONLY, reach, standing
from gongbao.platform.titles.models import Application, Initial
from gongbao.policies.dossiers import TitleAnswer


def lists(actor: Actor) -> list[tuple[Case, Application | Initial]]:
    """The cases in which the actor's institution stands, the newest first."""
    with read(actor, purpose="titles.lists"), parties.opened("titles.lists"):
        audit.note("cases.titles_list")
        own = Q(employer=actor.party) | Q(body=actor.party)
        rows: list[Application | Initial] = (
            list(Application.objects.filter(own).select_related("round")) if actor.party else []
        )
        rows += Initial.objects.filter(employer=actor.party) if actor.party else ()
        cases = {
            case.key: case for case in Case.objects.filter(key__among=frozenset(row.case for row in rows))
        }
    found = [(cases[row.case], row) for row in rows if row.case in cases]
    return sorted(found, key=lambda pair: pair[0].opened_at, reverse=True)


@dataclass(frozen=True)
class CaseView:
    """A case as an institution sees it."""

    case: Case
    row: Application | Initial
    answers: list[casework.Answers]
    entries: list[Entry]
    choices: tuple[Choice, ...]
    papers: list[Any]
    roles: frozenset[str]
    quota: Refusal | None = None
    """What stands against one more recommendation or confirmation, with its numbers."""
    answer: TitleAnswer | None = None
    """What the dossier attached says of the title, while it is open."""
    dossier: Text | None = None
    """Up to which day the dossier attached counts and is open, or that it no longer is; None without one."""


def view(actor: Actor, number: str) -> CaseView:
    """All of a case that its institutions need; the reading is logged. Raises Http404."""
    with read(actor, purpose="titles.case"):
        case, row = reach(actor, number, doing="see")
        with parties.opened("titles.case"):
            entries = history(case.key)
            roles = standing(actor, case)
            made = registered(case.procedure, case.version)
            on = local_day(required().now)
            outcomes = made.guards(case, on) if made.guards else {}
            found = choices(
                made.procedure, CaseState.load(case.fold), set(roles), actor.identity, on, outcomes
            )
            own = tuple(
                each
                for each in found
                if each.action.name not in COUNTED_ONLY and each.action.form != "delegation"
            )
            answers = casework.answers_of(case, entries)
            answer = conditions.worked_out([(case, row)]).get(case.key)
            sent = casework.applied(case, answers)[-1:]
            return CaseView(
                case, row, answers, entries, own, files.files_of(case.key), roles,
                quota.hindrance(case, on) if any(each.action.guard for each in own) else None,
                answer, conditions.told(case, answer) if any(map(conditions.goes_along, sent)) else None,
            )  # fmt: skip


def paper(actor: Actor, number: str, key: UUID) -> files.Opened:
    """One of the papers of a case, its reading logged. Raises Http404."""
    with read(actor, purpose="titles.paper"):
        case, _ = reach(actor, number, doing="download a file")
        with parties.opened("titles.paper"):
            if all(row.id != key for row in files.files_of(case.key)):
                raise Http404(str(key))
            audit.note(f"file {key}", case=case.key)
            return files.open_file(actor, key)
