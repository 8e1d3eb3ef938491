"""Words and values which the whole app uses: rooms, roles, kinds, dated parameters."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.parameters import Dated
from gongbao.law.text import Text
from gongbao.policies import policy, rooms, titling

ROOMS = {"engineering_titles": "17", "vocational_teacher_titles": "27", "ai_titles": "30"}
"""The rooms on titles that are reviewed, with the digits of their case numbers."""
APP = "titles"
"""The room under which bodies, rounds and experts are screened and mandated beside the policies' own."""
CITY_OFFICE = "city_hr"
CITY_ROLE = "city_titles_officer"
EMPLOYER, BODY, SECRETARY, GROUP = "employer", "review_body", "committee_secretary", "expert_group"
ORGANISATION = "titles_review_body"
TEACHERS = "vocational_teacher_titles"
"""The room whose schools recommend within a quota."""
SUPERIOR, AUTHORITY = "superior_unit", "transition_authority"
"""Who approves a school's plan, and who confirms old titles; both are officers of the school's district."""

KINDS = {
    "department": Text("行业主管部门", "Trade department"),
    "agency": Text("专业人才评价机构", "Evaluation agency"),
    "association": Text("行业协会学会", "Trade or learned association"),
    "public_office": Text("人事考评办公室", "Public assessment office"),
}
BODY_STATES = {
    "active": Text("正常", "Active"),
    "rectifying": Text("限期整改", "Under rectification"),
    "suspended": Text("暂停评审", "Suspended"),
    "withdrawn": Text("收回评审权", "Authority withdrawn"),
}
PURPOSES = {"group": Text("专业评议组", "Expert group"), "committee": Text("评审委员会", "Committee")}
SEAT_STATES = {
    "invited": Text("已通知", "Invited"),
    "attending": Text("到会", "Attending"),
    "away": Text("请假", "Away"),
}
ITEM_STATES = {
    "waiting": Text("待表决", "Waiting"),
    "open": Text("投票中", "Open"),
    "closed": Text("已封存", "Sealed"),
    "counted": Text("已计票", "Counted"),
}
SITE = Text("市人力资源社会保障局网站", "Site of the city bureau")


def title_rooms() -> tuple[str, ...]:
    """The rooms on titles this installation has."""
    there = set(rooms())
    return tuple(room for room in ROOMS if room in there)


GOES_WITH = {
    "pass_base": "pass_share", "pass_strictly": "pass_share", "speciality_committee_size": "committee_size", "reserves": "committee_size",
    "expert_load": "committee_size",
}  # fmt: skip
"""Values of the review itself, with the room's own value whose clause needs them."""


def step_clause(room: str, action: str) -> str:
    """The clause of a step of the room's review."""
    return next(each for each in policy(room).procedures if each.id.endswith(".review")).action(action).clause


def titles_of(room: str) -> tuple[str, ...]:
    """The titles that are reviewed in a room."""
    form = (policy(room).forms or {})["application"]
    return tuple(option.value for field in form.fields if field.name == "title" for option in field.options)


def dated(room: str, name: str, on: date) -> Dated:
    """A value in force on a day: the room's own, else the review's."""
    book = policy(room).parameters
    return (book[name] if name in book else titling.PROCESS[name]).at(on)


def value(room: str, name: str, on: date) -> Any:
    """The bare value of `dated`."""
    return dated(room, name, on).value


def clause_of(room: str, name: str) -> str:
    """The clause that sets or needs a value; of a value no document gives, the room's own clause it goes with."""
    book = policy(room).parameters
    name = name if name in book else GOES_WITH.get(name, name)
    return (book[name] if name in book else titling.PROCESS[name]).clause


def refuse(
    zh: str, en: str, mend: tuple[str, str] | None = None, clause: str = "", where: str = ""
) -> Refusal:
    """A refusal in one line."""
    return Refusal(Text(zh, en), where=where, mend=Text(*mend) if mend else Text("", ""), clause=clause)
