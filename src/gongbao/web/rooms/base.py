"""What one room gives the web: its addresses, the pages it adds to navigation, its situations, its demo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gongbao.law.text import Text

Audience = Literal["public", "party", "officer"]
Sample = Callable[[Any], Sequence[object]]
"""From the safety tests' town to the values of one parameter of an address."""


@dataclass(frozen=True)
class LifeEvent:
    """A situation people come from, and the documents that have something for it."""

    lead: Text
    title: Text
    hint: Text
    documents: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page offered in navigation: its URL name, its words, for whom; `roles` narrows officers (none: all).

    Officers find it at the left of the workbench too.
    """

    name: str
    words: Text
    audiences: tuple[Audience, ...]
    roles: tuple[str, ...] = ()

    def shown_to(self, audience: str, roles: frozenset[str]) -> bool:
        """Whether it is offered to somebody of the audience with these roles."""
        return audience in self.audiences and (
            audience != "officer" or not self.roles or bool(roles & set(self.roles))
        )


@dataclass(frozen=True)
class RoomScreens:
    """The screens of one room; every part but the name may be left out.

    `urls` is the module of its addresses, mounted at ``/{prefix}/`` with its own ``app_name``. `demo` adds the
    room's people and cases to the demo city and gets that city; it finds what it made before. `samples` says,
    by the parameter's name, what the safety walk fills into its addresses.
    """

    room: str
    prefix: str = ""
    urls: str = ""
    pages: tuple[Page, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    demo: Callable[[Any], object] | None = None
    samples: tuple[tuple[str, Sample], ...] = ()
