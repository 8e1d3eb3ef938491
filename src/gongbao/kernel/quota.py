"""Shares of a number of people: how many a quorum, a passing vote, a cap or a panel needs. Exact, in whole people."""

from __future__ import annotations

from fractions import Fraction

from gongbao.law.errors import Refusal
from gongbao.law.text import Text


def share(value: object) -> Fraction:
    """A share as parameters keep it (`2/3`, `0.2`). Raises Refusal unless it lies between 0 and 1."""
    try:
        found = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if not 0 <= found <= 1:
        raise Refusal(Text(f"“{value}”不是0到1之间的比例", f"{value} is no share between 0 and 1"))
    return found


def at_least(part: Fraction, of: int) -> int:
    """The fewest people who are at least `part` of `of`."""
    return -(-part.numerator * of // part.denominator)


def more_than(part: Fraction, of: int) -> int:
    """The fewest people who are more than `part` of `of`."""
    return part.numerator * of // part.denominator + 1


def at_most(part: Fraction, of: int) -> int:
    """The most people who are no more than `part` of `of`."""
    return part.numerator * of // part.denominator


def panel_faults(
    size: int,
    *,
    least: int,
    most: int | None = None,
    odd: bool = False,
    of_kind: int = 0,
    kind_share: Fraction | None = None,
    kind: Text = Text("", ""),
) -> list[Text]:
    """What is wrong with a panel of `size`, of whom `of_kind` belong to a kind that may be `kind_share` at most."""
    found = []
    if size < least:
        found.append(
            Text(f"至少{least}人，现为{size}人", f"at least {least} people are needed, there are {size}")
        )
    if most is not None and size > most:
        found.append(
            Text(f"最多{most}人，现为{size}人", f"at most {most} people are allowed, there are {size}")
        )
    if odd and size % 2 == 0:
        found.append(Text(f"人数应为单数，现为{size}人", f"the number must be odd, it is {size}"))
    if kind_share is not None and of_kind > at_most(kind_share, size):
        limit = at_most(kind_share, size)
        found.append(
            Text(
                f"{kind.zh}最多{limit}人，现为{of_kind}人",
                f"at most {limit} may be {kind.say('en')}, there are {of_kind}",
            )
        )
    return found
