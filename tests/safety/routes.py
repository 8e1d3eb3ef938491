"""The site's addresses as its URL patterns say them, with arguments filled in from the town."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.safety.town import Side, Town, letters_of, papers_of

from gongbao.kernel.calendar import rules
from gongbao.platform.cases.services import all_registered
from gongbao.platform.parties import services as parties
from gongbao.policies import policies
from gongbao.policies.training_subsidy.forms import FORMS
from gongbao.policies.training_subsidy.policy import POLICY
from gongbao.web.rooms import all_screens
from gongbao.web.rooms.base import RoomScreens
from gongbao.web.rooms.training_subsidy.city.acts import ACTS as MONEY_ACTS
from gongbao.web.rooms.training_subsidy.hall.acts import ACTS
from gongbao.web.rooms.training_subsidy.hall.steps import STEPS

NOWHERE = str(UUID(int=7))


def _namespace(screens: RoomScreens) -> str:
    """How the names of a room's addresses begin."""
    return f"{import_module(screens.urls).app_name}:" if screens.urls else "-"


@dataclass(frozen=True)
class Route:
    """One URL pattern: its name with namespaces, its parameters, whether it is exempt from the form token."""

    name: str
    parameters: tuple[str, ...]
    exempt: bool

    @property
    def area(self) -> str:
        """The namespace, empty for the public pages."""
        return self.name.rpartition(":")[0]

    @property
    def guarded(self) -> bool:
        """Whether it is not for everybody alike."""
        return self.area in ("hall", "workbench", "city", "account") or self.owned

    @property
    def owned(self) -> bool:
        """Whether it leads to something of one party or district."""
        return self.area in ("hall", "workbench", "city", "api") and bool(
            {"number", "key"} & set(self.parameters)
        )


@dataclass(frozen=True)
class Address:
    """An address to ask for, and the route it is of."""

    route: str
    path: str


def routes() -> list[Route]:
    """Every route of the site."""
    return list(_walk(get_resolver().url_patterns))


def _walk(
    patterns: Sequence[Any], names: tuple[str, ...] = (), above: tuple[str, ...] = ()
) -> Iterator[Route]:
    for each in patterns:
        parameters = (*above, *each.pattern.converters)
        if isinstance(each, URLResolver):
            deeper = (*names, each.namespace) if each.namespace else names
            yield from _walk(each.url_patterns, deeper, parameters)
        elif isinstance(each, URLPattern):
            exempt = bool(getattr(each.callback, "csrf_exempt", False))
            yield Route(":".join((*names, str(each.name))), parameters, exempt)


class Filler:
    """Fills the parameters of routes from what one side of the town has."""

    def __init__(self, town: Town, side: Side, *, numbers: Sequence[str] = ()) -> None:
        self.town, self.side = town, side
        self.numbers = list(numbers) or [side.cases["paid"]]
        self.papers = {number: papers_of(number) for number in side.cases.values()}
        self.letters = {number: letters_of(number) for number in side.cases.values()}

    def addresses(self, route: Route) -> list[Address]:
        """The route with every combination of its arguments. Raises KeyError for a parameter nobody filled."""
        found = []
        for first in self._first(route):
            rest = [name for name in route.parameters if name not in first]
            for values in itertools.product(*(self._values(route, name, first) for name in rest)):
                arguments = {**first, **dict(zip(rest, values, strict=True))}
                found.append(Address(route.name, reverse(route.name, kwargs=arguments or None)))
        return found

    def _first(self, route: Route) -> list[dict[str, str]]:
        """What other parameters depend on: the case."""
        if "number" not in route.parameters:
            return [{}]
        if route.area == "city":
            return [{"number": self.side.request}]
        if route.name.startswith("workbench:list"):
            return [{"number": self.side.list}]
        return [{"number": each} for each in self.numbers]

    def _values(self, route: Route, name: str, first: dict[str, str]) -> Sequence[object]:
        number = first.get("number", "")
        for each in all_screens():
            sample = dict(each.samples).get(name)
            if sample and route.name.startswith(_namespace(each)):
                return sample(self.town)
        known: dict[str, Sequence[object]] = {
            "account": [self.town.city.accounts["firm1"]],
            "mandate": [parties.mandates_of(self.town.city.firms[0])[0].key],
            "act": ["password", "close"],
            "role": [parties.role_history(self.town.city.accounts["haidian-handler"])[0].key],
            "appointment": [self.town.deputy],
            "batch": [self.side.batch],
            "code": [self.side.code],
            "day": ["2020-10-10", "2020-10"],
            "document": [policy.room and "neng-2020-6" for policy in policies()],
            "file": self.papers.get(number, [])[:1] or [NOWHERE],
            "letter": self.letters.get(number, [])[:1] or [NOWHERE],
            "line": [2, 0],
            "month": ["2020-10"],
            "part": ["roster", "statement"],
            "procedure": ["no_room.procedure"],
            "room": [POLICY.room],
            "row": [2],
            "sequence": [1],
            "slug": [self.side.notice],
            "step": list(STEPS),
            "token": [NOWHERE],
        }
        special: dict[tuple[str, str], Sequence[object]] = {
            ("api:deadline", "name"): [each.id for each in rules()][:3],
            **{(f"api:{act}", "name"): ["VT-202102-0000001"] for act in ("one", "void", "correct")},
            ("api:remit", "name"): ["VTF-91110102MA00A00014-20210201"],
            ("blank-sheet", "name"): [
                f"{form}.{table.name}"
                for form, whole in FORMS.items()
                for table in whole.fields
                if table.columns
            ],
            ("city:act", "name"): [each.name for each in MONEY_ACTS],
            ("city:bank-file", "key"): known["batch"],
            ("city:batch", "key"): known["batch"],
            ("hall:act", "name"): list(ACTS),
            ("hall:file", "key"): known["file"],
            ("hall:letter", "key"): known["letter"],
            ("workbench:answer", "name"): ["identity"],
            **{
                (f"workbench:{name}", "account"): [self.town.city.accounts["haidian-handler"]]
                for name in ("account", "account-act", "appoint", "dismiss")
            },
            ("workbench:act", "action"): self._actions(number),
            ("workbench:list-receive", "key"): [NOWHERE],
        }
        questions = [each.id.rpartition("/")[2] for each in POLICY.questions]
        for machine in ("api:one", "api:void", "api:correct", "api:remit"):
            special[machine, "name"] = [NOWHERE]
        for asked in ("question", "api:facts", "api:determine"):
            special[asked, "name"] = questions
        return special[route.name, name] if (route.name, name) in special else known[name]

    def _actions(self, number: str) -> list[str]:
        """Every action of the case's procedure."""
        wanted = (
            "training_subsidy.supervision"
            if number == self.side.inspection
            else "training_subsidy.application"
        )
        found = next(each for each in all_registered() if each.procedure.id == wanted)
        return [each.name for each in found.procedure.actions]
