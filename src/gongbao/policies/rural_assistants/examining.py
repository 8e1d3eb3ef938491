"""The examination: marks weighed, people ranked by post with ties told, seats drawn so that anyone can draw them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from math import lcm
from typing import Literal, NamedTuple

from gongbao.kernel.forms.fields import plain
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

CLAUSE = "bi-2020-22/8.3"
Result = Literal["shortlisted", "not_shortlisted", "decide", "below", "absent"]
WORDS: Mapping[str, Text] = {
    "shortlisted": Text("进入体检", "called to the medical check"),
    "not_shortlisted": Text("名次在名额之外", "ranked outside the places"),
    "decide": Text("并列，须由人决定并记录", "tied at the last place: a person decides, on record"),
    "below": Text("低于合格线", "below the pass mark"),
    "absent": Text("缺考", "absent"),
}


class Paper(NamedTuple):
    """A paper of the examination: its name, full mark and weight in per cent; marks are in hundredths of a point."""

    name: str
    full: int
    weight: int


class Sitter(NamedTuple):
    """Somebody examined: marks by paper (None where missing), and whether a ground of preference holds (7.7)."""

    ticket: str
    post: str
    marks: tuple[int | None, ...]
    absent: bool = False
    preferred: bool = False


class Place(NamedTuple):
    """A post: how many may go on to the medical check, and the least total (hundredths)."""

    shortlist: int
    pass_mark: int = 0


class Ranked(NamedTuple):
    """Where somebody came: total in hundredths, rank in the post (0: none), how many share it, what follows."""

    ticket: str
    post: str
    total: int
    rank: int
    sharing: int
    by_preference: bool
    result: Result


class Seat(NamedTuple):
    """A seat: room and number from 1."""

    ticket: str
    room: str
    number: int


def check_papers(papers: Sequence[Paper]) -> None:
    """Refuse weights that do not make a whole."""
    if sum(paper.weight for paper in papers) != 100 or any(paper.full <= 0 for paper in papers):
        raise Refusal(
            Text("各科权重之和应为100%，满分应大于0", "The papers' weights make 100% and full marks exceed 0"),
            where="papers", mend=Text("请按公告核对", "Check the announcement"), clause=CLAUSE,
        )  # fmt: skip


def points(text: str) -> int:
    """A mark as written, in hundredths of a point. Raises Refusal where it is no number with two decimals at most."""
    whole, _, part = plain(text).partition(".")
    if not (whole + part).isascii() or not whole.isdigit() or (part and not part.isdigit()) or len(part) > 2:
        raise Refusal(
            Text(f"成绩“{text}”不是数字", f"“{text}” is no mark"),
            mend=Text("写分数，最多两位小数，如 88.5", "Write points with two decimals at most, as 88.5"), clause=CLAUSE,
        )  # fmt: skip
    return int(whole) * 100 + int(part.ljust(2, "0") if part else 0)


def total(marks: Sequence[int], papers: Sequence[Paper]) -> int:
    """The weighted total in hundredths of a point of 100, rounded half up."""
    common = lcm(*(paper.full for paper in papers))
    whole = sum(
        mark * paper.weight * 100 * (common // paper.full) for mark, paper in zip(marks, papers, strict=True)
    )
    return (whole * 2 + common) // (common * 2)


def rank(sitters: Iterable[Sitter], papers: Sequence[Paper], places: Mapping[str, Place]) -> list[Ranked]:
    """Everybody's rank within the post.

    Equal totals share a rank; a ground of preference parts them without points, and who is still equal at the
    last place is for a person to decide. Refuses missing marks, marks above the full mark, and unknown posts.
    """
    check_papers(papers)
    people = list(sitters)
    _complete(people, papers, places)
    present, out = [], []
    for sitter in people:
        if sitter.absent:
            out.append(Ranked(sitter.ticket, sitter.post, 0, 0, 0, False, "absent"))
            continue
        points = total([mark for mark in sitter.marks if mark is not None], papers)
        if points < places[sitter.post].pass_mark:
            out.append(Ranked(sitter.ticket, sitter.post, points, 0, 0, False, "below"))
        else:
            present.append((sitter.post, -points, not sitter.preferred, sitter.ticket))
    present.sort()
    for post, entries in groupby(present, key=lambda entry: entry[0]):
        out += _in_post(post, list(entries), places[post].shortlist)
    return out


def _in_post(post: str, entries: list[tuple[str, int, bool, str]], wanted: int) -> list[Ranked]:
    """Entries of one post in order: groups of equals, each inside, outside or across the last place."""
    out: list[Ranked] = []
    same_total = {points: len(list(each)) for points, each in groupby(entries, key=lambda entry: entry[1])}
    for (points, _), each in groupby(entries, key=lambda entry: entry[1:3]):
        group, before = list(each), len(out)
        after = before + len(group)
        result: Result = (
            "shortlisted" if after <= wanted else "not_shortlisted" if before >= wanted else "decide"
        )
        parted = same_total[points] > len(group)
        out += [
            Ranked(ticket, post, -points, before + 1, len(group), parted, result) for _, _, _, ticket in group
        ]
    return out


def _complete(people: Sequence[Sitter], papers: Sequence[Paper], places: Mapping[str, Place]) -> None:
    for sitter in people:
        if sitter.post not in places:
            raise _refused(sitter, Text(f"没有岗位 {sitter.post}", f"There is no post {sitter.post}"))
        if sitter.absent:
            continue
        if len(sitter.marks) != len(papers) or None in sitter.marks:
            raise _refused(
                sitter, Text("成绩不全，也没有登记缺考", "Marks are missing and no absence is recorded")
            )
        if any(
            mark is None or not 0 <= mark <= paper.full
            for mark, paper in zip(sitter.marks, papers, strict=True)
        ):
            raise _refused(sitter, Text("成绩超出满分范围", "A mark lies outside the full mark"))


def _refused(sitter: Sitter, what: Text) -> Refusal:
    return Refusal(
        what, where=sitter.ticket,
        mend=Text("请补录或更正后再排名", "Enter or correct it, then rank again"), clause=CLAUSE,
    )  # fmt: skip


def seat(tickets: Iterable[str], rooms: Sequence[tuple[str, int]], seed: str) -> list[Seat]:
    """Seats in an order drawn from a seed published beforehand: the same seed gives the same seats to anyone.

    Refuses when the rooms do not hold everybody.
    """
    order = sorted(tickets, key=lambda ticket: sha256(f"{seed}/{ticket}".encode()).digest())
    if len(order) > sum(size for _, size in rooms):
        raise Refusal(
            Text(f"{len(order)}人，考场只有{sum(size for _, size in rooms)}个座位", f"{len(order)} people and too few seats"),
            where="rooms", mend=Text("请增加考场", "Add rooms"), clause=CLAUSE,
        )  # fmt: skip
    out: list[Seat] = []
    for name, size in rooms:
        out += [Seat(ticket, name, n) for n, ticket in enumerate(order[len(out) : len(out) + size], 1)]
    return out
