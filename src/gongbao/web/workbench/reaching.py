"""A case for a page: reached by access, with what the officer can do to it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from gongbao.kernel import districts
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.cases.services import Case, options, registered
from gongbao.platform.db.services import Actor, now, read
from gongbao.platform.parties import services as parties


@dataclass(frozen=True)
class Reached:
    """A case and its choices, read in one transaction."""

    case: Case
    choices: tuple[Choice, ...]

    def choice(self, action: str) -> Choice:
        """The choice of an action. Raises Http404 where the case does not offer it."""
        for each in self.choices:
            if each.action.name == action:
                return each
        raise Http404(f"{action} is not offered")


def today() -> date:
    """The day in Beijing."""
    return now().date()


def reached(actor: Actor, number: str, doing: str) -> Reached:
    """The case with what `actor` may do to it. Raises NotFound, which is logged."""
    with read(actor, purpose=f"workbench: {doing}"):
        case = access_case(actor, number, doing=doing)
        return Reached(case, options(actor, case, now()))


def state_title(case: Case) -> Text:
    """The name of the state a case is in."""
    return registered(case.procedure, case.version).procedure.state(case.state).title


def address(number: str) -> str:
    """The page of a case."""
    return reverse("workbench:case", args=[number])


def name_of(case: Case) -> Text:
    """Whose case it is: the firm, else the office and the matter."""
    if case.party is not None:
        firm = parties.party(case.party).name
        return Text(firm, firm)
    office, procedure = (
        districts.office(case.office).short,
        registered(case.procedure, case.version).procedure,
    )
    return Text(f"{office.zh}{procedure.title.zh}", f"{office.en}: {procedure.title.en}")


def head(case: Case) -> dict[str, Any]:
    """What every page about a case says at its top."""
    office = districts.office(case.office).name
    title = state_title(case)
    return {
        "number": case.number,
        "name": name_of(case),
        "href": address(case.number),
        "due": case.due,
        "state": "",
        "word": title,
        "office": office,
        "sequence": case.sequence,
    }
