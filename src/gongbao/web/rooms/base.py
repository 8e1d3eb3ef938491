"""What one room gives the web: every part may be left out, the web then derives it from procedures and forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from gongbao.law.text import Text

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from gongbao.kernel.forms import Form
    from gongbao.kernel.procedure import Procedure
    from gongbao.platform.cases.services import Case
    from gongbao.platform.db.services import Actor
    from gongbao.web.hall.doing import PartyAct
    from gongbao.web.hall.status_data import Found
    from gongbao.web.workbench.batches import Batch
    from gongbao.web.workbench.doing import Act

Audience = Literal["public", "party", "officer"]
Sample = Callable[[Any], Sequence[object]]
"""From the safety tests' town to the values of one parameter of an address."""


@dataclass(frozen=True)
class LifeEvent:
    """A situation people come from, and the documents that have something for it; `page` leads elsewhere than to the guide."""

    lead: Text
    title: Text
    hint: Text
    documents: tuple[str, ...]
    page: str = ""


@dataclass(frozen=True)
class Page:
    """A page offered in navigation: its URL name, its words, for whom; `roles` narrows officers (none: all).

    Officers find it at the left of the workbench too; `main` leaves it out of the navigation at the top.
    """

    name: str
    words: Text
    audiences: tuple[Audience, ...]
    roles: tuple[str, ...] = ()
    main: bool = True

    def shown_to(self, audience: str, roles: frozenset[str]) -> bool:
        """Whether it is offered to somebody of the audience with these roles."""
        return audience in self.audiences and (
            audience != "officer" or not self.roles or bool(roles & set(self.roles))
        )


@dataclass(frozen=True)
class Start:
    """Something a party can begin on pages of the room's own: its URL name and words."""

    name: str
    title: Text
    text: Text


@dataclass(frozen=True)
class Beyond:
    """What a room knows of a case beyond its procedure, for a line of a queue; `amount` in fen."""

    matter: Text | None = None
    months: int | None = None
    amount: int | None = None
    outcome: str = ""
    resubmitted: bool = False


@dataclass(frozen=True)
class OfficerPart:
    """A room's screens for officers, as `OFFICER` in the module that `RoomScreens.officer` names.

    `acts` are the acts of each procedure by the action's name; `pages` those with a page of their own (its URL
    name gets the case's number). `case_pages` lead from a procedure's case to a page elsewhere. `panel` gives
    more of the context of ``workbench/panel.html``. `inline` are the acts whose buttons stand in the panel, with
    their outcomes; `keys` and `grave` mark (action, outcome). `beside` are acts which alone make nothing a to-do.
    `beyond` tells a queue's lines more, in one query; `matters` are the room's own filter, `of_matter` narrows by
    one; `sorts` give, for ``amount`` and ``months``, the subquery a queue of cases (`OuterRef("key")`) is sorted by. `take` makes the officer the handler. `remarks` are
    the titles of events that are no step, `reads` the words of what the access log says.
    """

    acts: Mapping[str, Mapping[str, Act]] = field(default_factory=dict)
    pages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    case_pages: Mapping[str, str] = field(default_factory=dict)
    panel: Callable[[HttpRequest, Case], dict[str, Any]] | None = None
    inline: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    grave: frozenset[tuple[str, str]] = frozenset()
    first: tuple[str, ...] = ()
    beside: frozenset[tuple[str, str]] = frozenset()
    beyond: Callable[[Iterable[Case]], Mapping[UUID, Beyond]] | None = None
    matters: Mapping[str, Text] = field(default_factory=dict)
    of_matter: Callable[[QuerySet[Case], str], QuerySet[Case]] | None = None
    sorts: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    take: Callable[[Actor, str, str], Any] | None = None
    remarks: Mapping[str, Text] = field(default_factory=dict)
    reads: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class PartyPart:
    """A room's screens for parties, as `PARTY` in the module that `RoomScreens.party` names.

    `acts` are its acts on a case by the name in the address; `status` changes the context of
    ``hall/status.html``; `title` names a case better than its procedure; `to_do` says what a state asks of the
    party, `due` the clocks that run then. `draft` gives a draft's line in the list of drafts. `case_pages` lead
    from a procedure's case to a page of the room's own, by its URL name.
    """

    starts: tuple[Start, ...] = ()
    case_pages: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, PartyAct] = field(default_factory=dict)
    status: Callable[[Found, HttpRequest], dict[str, Any]] | None = None
    title: Callable[[Case, Procedure], Text | None] | None = None
    to_do: Mapping[str, Text] = field(default_factory=dict)
    due: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event_text: Callable[[Found, Any], Text | None] | None = None
    ahead: Callable[[], list[dict[str, Any]]] | None = None
    draft: Callable[[Any], dict[str, Any]] | None = None


@dataclass(frozen=True)
class NoticePart:
    """A room's public notices, as `NOTICE` in the module that `RoomScreens.notices` names.

    `objection` is the form anybody fills in, `object_to` and `standing_of` are the room's services; `words`
    say in both languages what a notice's cells say in Chinese.
    """

    objection: Form
    object_to: Callable[..., Any]
    standing_of: Callable[[str, str], Any]
    words: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class RoomScreens:
    """The screens of one room; every part but the name may be left out.

    `urls` is the module of its addresses, mounted at ``/{prefix}/`` with its own ``app_name``. `hall`,
    `workbench` and `site` are modules whose ``urlpatterns`` join those of the hall (names ``hall:…``), the
    workbench and the site itself. `officer`, `party` and `notices` name the modules that hold `OFFICER`,
    `PARTY` and `NOTICE`; they are imported when first needed. `demo` adds the room's people and cases to the
    demo city and gets that city; it finds what it made before. `frequent` are the questions people ask most, by id. `sign_ins` names the demo's accounts, the title
    of their group first. `city` names the module that makes the demo city itself; one room has it. `samples` says, by the parameter's name, what the safety walk fills into its addresses.
    `serves` names the rooms whose matters are dealt with on these pages: a mandate for one of them opens this room too.
    """

    room: str
    prefix: str = ""
    urls: str = ""
    hall: str = ""
    workbench: str = ""
    site: str = ""
    officer: str = ""
    party: str = ""
    notices: str = ""
    pages: tuple[Page, ...] = ()
    life_events: tuple[LifeEvent, ...] = ()
    frequent: tuple[str, ...] = ()
    demo: Callable[[Any], object] | None = None
    samples: tuple[tuple[str, Sample], ...] = ()
    sign_ins: tuple[Text, tuple[str, ...]] | None = None
    city: str = ""
    serves: tuple[str, ...] = ()
