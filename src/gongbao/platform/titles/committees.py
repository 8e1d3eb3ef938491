"""Which committee takes a title: the level's own, or the one the document lets stand in; which office runs a level's reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.titles.models import Body
from gongbao.platform.titles.words import refuse
from gongbao.policies import policy

OWN, SUBSTITUTE, OFFICE = "committee_of_level", "substitute_committee_of_level", "office_of_level"
LOCAL = "（"
"""What stands after a name in a demo's bracket is no part of the name."""


def names(room: str, on: date) -> tuple[str, ...]:
    """The committees a document names, the lowest first; none where it leaves them to the filing."""
    return tuple(dict.fromkeys(_of_level(room, OWN, on).values()))


def may_take(room: str, committee: str, title: str, on: date) -> bool:
    """Whether a committee is the title's own or may stand in for it; any is where the document names none."""
    own = _of_level(room, OWN, on)
    return not own or committee in (own.get(title), _of_level(room, SUBSTITUTE, on).get(title))


def stands_in(room: str, committee: str, title: str, on: date) -> bool:
    """Whether a committee takes a title in another's stead."""
    return bool(committee) and _of_level(room, OWN, on).get(title) not in (None, committee)


def chosen(room: str, asked: str, titles: Iterable[str], row: Body, on: date) -> str:
    """The committee a meeting is of: the one asked for, else the only one whose own the titles are. Raises Refusal."""
    own = _of_level(room, OWN, on)
    if not own:
        return ""
    clause = policy(room).parameters[OWN].clause
    found = {own[title]: title for title in titles if title in own}
    if not asked and len(found) != 1:
        told = "、".join(f"{title}由{committee}" for committee, title in found.items())
        raise refuse(
            f"这些申报不归同一个评委会：{told}", "these applications belong to more than one committee",
            ("请选择由哪个评委会评审，其余另行安排", "choose the committee; plan another meeting for the rest"), clause, "committee",
        )  # fmt: skip
    committee = asked or next(iter(found))
    if committee not in own.values():
        raise refuse(f"没有“{committee}”", "no such committee", clause=clause, where="committee")
    filed = {title for each, title, _ in row.authority if each == room}
    if "" not in filed and not any(own.get(title) == committee for title in filed):
        raise refuse(
            f"{row.name}备案的范围没有{committee}", f"the filing of {row.name} has no such committee",
            ("请向市人社局办理备案", "File it with the city bureau"), clause, "committee",
        )  # fmt: skip
    return committee


def not_taken(room: str, committee: str, titles: Iterable[str], on: date) -> Refusal | None:
    """Why a committee may not take what waits: whose the titles are; None where it may take one of them."""
    own, wrong = _of_level(room, OWN, on), list(dict.fromkeys(titles))
    if not committee or any(may_take(room, committee, title, on) for title in wrong):
        return None
    told = "，".join(f"{title}由{own[title]}评审" for title in wrong if title in own)
    return refuse(
        f"{committee}不能评审等待的申报：{told}", f"{committee} may not take what waits",
        ("请改选评委会", "Choose another committee"), policy(room).parameters[OWN].clause, "committee",
    )  # fmt: skip


def require_office(room: str, name: str, titles: Iterable[str], on: date) -> None:
    """Refuse a filing for a title whose reviews the document gives to another office."""
    offices = _of_level(room, OFFICE, on)
    for title in titles or ("",):
        right = {offices[title]} if title in offices else set(offices.values())
        if offices and right != {name.partition(LOCAL)[0]}:
            raise Refusal(
                Text(f"{title or '全部层级'}由{'、'.join(sorted(right))}承办，不能备案给{name}", f"the reviews of {title or 'every level'} are not run by {name}"),
                where="titles", mend=Text("请按承办机构分别备案", "File each level with the office that runs it"),
                clause=policy(room).parameters[OFFICE].clause,
            )  # fmt: skip


def _of_level(room: str, name: str, on: date) -> dict[str, str]:
    book = policy(room).parameters
    value: Any = book[name].at(on).value if name in book else {}
    return dict(value)
