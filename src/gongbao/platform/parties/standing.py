"""Who may act for whom on a day, in a room: pure reasoning over mandates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.parties.words import ALL_ROOMS, MandateKind

THROUGH_FIRMS = frozenset({MandateKind.BOOKKEEPING_AGENT, MandateKind.DISPATCH_AGENCY})
"""Mandates given to a firm, whose own clerks carry them out."""
_ASK = Text("请该单位或个人在“授权管理”中重新授权", "Ask the firm or person to grant a mandate again")


@dataclass(frozen=True, slots=True)
class Link:
    """A mandate as a value: `agent` (an account's or a party's key) may act for `principal`."""

    key: UUID
    principal: UUID
    agent: UUID
    kind: MandateKind
    rooms: frozenset[str]
    starts_on: date
    ends_on: date | None = None
    revoked: bool = False

    def covers(self, room: str) -> bool:
        """Whether the room is among those named; an empty `room` asks for any."""
        return not room or ALL_ROOMS in self.rooms or room in self.rooms

    def runs(self, day: date) -> bool:
        """Whether `day` lies between the first and the last day, both included."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def fault(self, room: str, day: date) -> Text | None:
        """Why this mandate does not help in `room` on `day`; None when it does."""
        if self.revoked:
            return Text("授权已被撤销", "The mandate was revoked")
        if self.starts_on > day:
            return Text(f"授权自{self.starts_on}起才生效", f"The mandate begins on {self.starts_on}")
        if not self.runs(day):
            return Text(f"授权已于{self.ends_on}到期", f"The mandate ended on {self.ends_on}")
        if not self.covers(room):
            return Text("授权不含这项业务", "The mandate does not cover this service")
        return None


Route = tuple[Link, ...]
"""How an account reaches a party: no link for oneself, one mandate, or two through an agent firm."""


def route(links: Sequence[Link], own: frozenset[UUID], party: UUID, room: str, day: date) -> Route:
    """The shortest way by which the holder of the keys `own` may act for `party`.

    `own` are the account's key and its person's key. A firm's mandate to another firm serves those who
    may act for that other firm, one step and no further. Raises `Refusal`, saying which mandate failed
    and why, or that there is none.
    """
    if party in own:
        return ()
    tried: list[tuple[Route, Text]] = []
    for way in _ways(links, own, party):
        faults = [fault for link in way if (fault := link.fault(room, day))]
        if not faults:
            return way
        tried.append((way, faults[0]))
    if not tried:
        raise Refusal(
            Text("您没有代该单位或个人办事的授权", "You have no mandate to act for this firm or person"),
            mend=_ASK,
        )
    raise Refusal(_latest(tried), mend=_ASK)


def reachable(links: Sequence[Link], own: frozenset[UUID], room: str, day: date) -> dict[UUID, Route]:
    """Every party the holder of `own` may act for under a mandate, with the way there."""
    found: dict[UUID, Route] = {}
    for party in dict.fromkeys(link.principal for link in links):
        ways = (way for way in _ways(links, own, party) if not any(link.fault(room, day) for link in way))
        if party not in own and (way := next(iter(ways), None)):
            found[party] = way
    return found


def _ways(links: Iterable[Link], own: frozenset[UUID], party: UUID) -> Iterator[Route]:
    towards = [link for link in links if link.principal == party]
    yield from ((link,) for link in towards if link.agent in own)
    for last in towards:
        if last.kind in THROUGH_FIRMS:
            yield from (
                (first, last) for first in links if first.principal == last.agent and first.agent in own
            )


def _latest(tried: list[tuple[Route, Text]]) -> Text:
    """Of several faults, that of the mandate begun last: the one the reader has in mind."""
    return max(tried, key=lambda pair: pair[0][-1].starts_on)[1]
