"""A secret vote counted: what quorum and passing need, and what the ballots say. Nobody's ballot is known here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gongbao.kernel.quota import at_least, more_than
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

Choice = Literal["for", "against", "abstain"]
CHOICES: dict[Choice, Text] = {
    "for": Text("同意", "For"),
    "against": Text("不同意", "Against"),
    "abstain": Text("弃权", "Abstain"),
}
Base = Literal["present", "members"]
BASES: dict[Base, Text] = {
    "present": Text("参加表决的委员", "those who may vote and are present"),
    "members": Text("评委会全体委员", "all members of the committee"),
}


@dataclass(frozen=True)
class Terms:
    """The shares in force on the day of the vote; `strict` asks for more than the share, not just as much."""

    quorum_share: Fraction
    pass_share: Fraction
    base: Base = "present"
    strict: bool = False

    def quorum(self, members: int) -> int:
        """How many of `members` must attend."""
        return max(1, at_least(self.quorum_share, members))

    def needed(self, members: int, voting: int) -> int:
        """How many votes in favour pass, with `voting` present who may vote."""
        of = voting if self.base == "present" else members
        return max(1, more_than(self.pass_share, of) if self.strict else at_least(self.pass_share, of))


@dataclass(frozen=True)
class Hall:
    """Who was there when an item was voted on: members of the committee, those attending, those recused for it."""

    members: int
    attending: int
    recused: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.recused <= self.attending <= self.members:
            raise Refusal(Text("到会和回避人数不对", "attendance and recusals do not add up"))

    @property
    def voting(self) -> int:
        """How many may vote."""
        return self.attending - self.recused


@dataclass(frozen=True)
class Result:
    """The count of one item. `uncast` are tokens nobody used: they are no votes in favour."""

    for_: int
    against: int
    abstained: int
    uncast: int
    needed: int

    @property
    def cast(self) -> int:
        """How many ballots there are."""
        return self.for_ + self.against + self.abstained

    @property
    def passed(self) -> bool:
        """Whether enough were in favour."""
        return self.for_ >= self.needed


def require_quorum(terms: Terms, hall: Hall, clause: str = "") -> None:
    """Raise Refusal while too few attend."""
    least = terms.quorum(hall.members)
    if hall.attending < least:
        raise Refusal(
            Text(
                f"到会{hall.attending}人，{hall.members}人中至少要到{least}人",
                f"{hall.attending} attend; of {hall.members} at least {least} must",
            ),
            mend=Text("人数到齐后再开会", "Begin when enough have come"),
            clause=clause,
        )


def count(ballots: Iterable[str], terms: Terms, hall: Hall) -> Result:
    """The result of an item's ballots. Raises Refusal for an unknown choice and for more ballots than voters."""
    found = Counter(ballots)
    strange = set(found) - set(CHOICES)
    if strange:
        raise Refusal(
            Text(f"选票上的“{min(strange)}”无法辨认", f"a ballot says {min(strange)}, which is no choice")
        )
    if found.total() > hall.voting:
        raise Refusal(
            Text(
                f"选票{found.total()}张，多于可以表决的{hall.voting}人",
                f"{found.total()} ballots of {hall.voting} voters",
            )
        )
    return Result(
        found["for"], found["against"], found["abstain"], hall.voting - found.total(), terms.needed(hall.members, hall.voting)
    )  # fmt: skip
