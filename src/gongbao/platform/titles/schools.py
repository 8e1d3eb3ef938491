"""What a school enters and the bureau checks: staff, posts under the approved ratio, the panel; and what it has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.platform.cases.services import Case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import quota
from gongbao.platform.titles.models import Application, PanelMember, Post, School
from gongbao.platform.titles.posts import (
    AWAITING,
    FREE_AGAIN,
    NOT_RECOMMENDED,
    levels,
    lock,
    plan_of,
    published,
    states_of,
)
from gongbao.platform.titles.quota import ADMINISTRATOR, RATIO, TEACHER
from gongbao.platform.titles.words import CITY_ROLE, TEACHERS, refuse

PANEL = "zhongzhi-2020-27/annex2.5.1.p2.s1"


def enter(
    tx: Tx, party: UUID, public: bool, staff: int, full_places: int, posts: Mapping[str, tuple[int, int]]
) -> None:
    """A school enters its staff, and posts approved and held by level; they count once the bureau has checked them."""
    _acting_for(tx, party)
    wrong = [level for level in posts if level not in levels()]
    numbers = [number for pair in posts.values() for number in pair]
    if wrong or any(number < 0 for number in (staff, full_places, *numbers)):
        raise refuse("请按层级填写不小于0的整数", "give whole numbers by level, from 0", clause=RATIO)
    if sum(held for _, held in posts.values()) > staff:
        raise refuse(
            "各层级已聘人数之和超过专业技术人员总数", "more posts are held than there are staff",
            ("请核对人数和各层级已聘人数", "check the staff and those held"), RATIO, "staff",
        )  # fmt: skip
    with parties.opened("school entered"):
        told = parties.party(party)
        office = office_of(party)
        row, _ = School.objects.update_or_create(
            party=party,
            defaults={"office": office, "name": told.name, "public": public, "staff": staff, "full_places": full_places, "checked_on": None},
        )  # fmt: skip
        for level, (approved, held) in posts.items():
            Post.objects.update_or_create(
                school=row,
                level=level,
                defaults={"office": office, "party": party, "posts": approved, "held": held},
            )
    tx.audit(
        "titles.school_posts", school=str(party), posts={level: list(pair) for level, pair in posts.items()}
    )


def check(tx: Tx, party: UUID) -> None:
    """The bureau has compared the school's numbers with the approved ratio."""
    if tx.actor.kind != "system" and CITY_ROLE not in tx.actor.roles:
        raise refuse("由市人社局职称管理办理", "the city bureau does this")
    with parties.opened("school checked"):
        row = lock(party)
        if row is None or not row.posts.exists():
            raise refuse("该学校还没有填报岗位", "the school has entered no posts", clause=RATIO)
        row.checked_on = local_day(tx.now)
        row.save(update_fields=["checked_on"])
    tx.audit("titles.school_checked", school=str(party))


def set_panel(tx: Tx, party: UUID, administrators: Sequence[str], teachers: Sequence[str]) -> None:
    """A school names its panel; refused with the clause where it is not made up as the document says."""
    _acting_for(tx, party)
    names = [parties.normal_name(name) for name in (*administrators, *teachers)]
    if len(set(names)) != len(names):
        raise refuse("同一人只能列一次", "nobody is named twice", clause=PANEL, where="teachers")
    with parties.opened("school's panel"):
        row = lock(party)
        if row is None:
            raise refuse("请先填报学校岗位", "enter the school's posts first", clause=RATIO)
        _composed(len(administrators), len(teachers), local_day(tx.now))
        row.panel.all().delete()
        kinds = [ADMINISTRATOR] * len(administrators) + [TEACHER] * len(teachers)
        for name, kind in zip(names, kinds, strict=True):
            PanelMember.objects.create(office=row.office, party=party, school=row, name=name, kind=kind)
    tx.audit("titles.panel", school=str(party), administrators=len(administrators), teachers=len(teachers))


def _composed(administrators: int, teachers: int, on: date) -> None:
    for part in quota.asked("考评小组", quota.panel_facts(administrators, teachers), on, quota.COMPOSED):
        if not part.truth:
            size = administrators + teachers
            raise refuse(
                f"{part.tag.label.zh}：现为{size}人，其中行政人员{administrators}人",
                f"{part.tag.label.say('en')}: {size} members, {administrators} of them administrators",
                ("请增减人员后再提交；人数确需在5至11之外的，请先报上级主管单位认定", "change the members; another size is for the superior unit to find justified"),
                part.tag.clause, "administrators",
            )  # fmt: skip


def check_finding(party: UUID, raw: Mapping[str, object]) -> None:
    """What is written of the panel's finding must fit the panel there is; inside `opened`."""
    told = [
        str(raw.get(name) or "") for name in ("panel_met_on", "panel_present", "panel_for", "panel_finding")
    ]
    if not any(told):
        return
    if not all(told) or not (told[1].isdecimal() and told[2].isdecimal()):
        raise refuse(
            "考评小组的日期、到会人数、同意人数和意见要填全", "the panel's day, numbers and finding belong together",
            ("补全，或全部不填", "complete them, or leave all empty"), PANEL, "panel_finding",
        )  # fmt: skip
    size, present, for_ = PanelMember.objects.filter(school__party=party).count(), int(told[1]), int(told[2])
    if not for_ <= present <= size:
        raise refuse(
            f"考评小组共{size}人，填写的是到会{present}人、同意{for_}人", f"the panel has {size} members; {present} present and {for_} in favour do not fit",
            ("请核对人数，或先在学校页面更新考评小组", "check the numbers, or bring the panel up to date on the school's page"), PANEL, "panel_present",
        )  # fmt: skip


def office_of(party: UUID | None) -> str:
    """The office a school is registered with, "" for anybody who is no firm or organisation."""
    if party is None:
        return ""
    if parties.party(party).kind != "firm":
        return ""
    found = next((each for each in parties.organisations() if each.party == party), None)
    return parties.firm(party).office or (found.office if found else "")


@dataclass(frozen=True)
class Level:
    """A level at a school: approved, held, waiting for a vote or an appointment, and left."""

    level: str
    posts: int
    held: int
    waiting: int

    @property
    def left(self) -> int:
        """Posts nobody holds or waits for."""
        return max(0, self.posts - self.held - self.waiting)


@dataclass(frozen=True)
class SchoolView:
    """A school as it sees itself."""

    row: School
    levels: list[Level]
    panel: list[PanelMember]
    plan: Case | None
    published: dict[str, int]


def school_view(actor: Actor) -> SchoolView | None:
    """The acting school's posts, panel and plan; None for whoever has entered none."""
    with read(actor, purpose="titles.school"), parties.opened("a school's own posts"):
        row = School.objects.filter(party=actor.party).first() if actor.party else None
        if row is None:
            return None
        plan = plan_of(row.party)
        posts = {each.level: each for each in row.posts.all()}
        found = [
            Level(name, posts[name].posts, posts[name].held, _waiting(row, own))
            for name, own in levels().items()
            if name in posts
        ]
        return SchoolView(
            row, found, list(row.panel.order_by("kind", "name")), plan, published(plan) if plan else {}
        )


def panel_of(party: UUID | None) -> list[PanelMember]:
    """Who sits on a school's panel, administrators first; for whoever may read its plan."""
    with parties.opened("a school's panel"):
        return list(PanelMember.objects.filter(school__party=party).order_by("kind", "name"))


def _waiting(school: School, own: tuple[str, ...]) -> int:
    reviewed = states_of(
        Application.objects.filter(employer=school.party, room=TEACHERS, title__in=own).values_list(
            "case", flat=True
        )
    )
    initial = states_of(school.initial.filter(title__in=own).values_list("case", flat=True))
    return sum(
        state not in NOT_RECOMMENDED + FREE_AGAIN and tone != "stopped" for state, tone in reviewed.values()
    ) + sum(state in AWAITING for state, _ in initial.values())


def all_schools() -> list[School]:
    """Every school, those not checked first; for the bureau."""
    with parties.opened("schools"):
        return list(School.objects.order_by("-checked_on", "name").prefetch_related("posts"))


def _acting_for(tx: Tx, party: UUID) -> None:
    if tx.actor.kind != "system" and tx.actor.party != party:
        raise refuse("只能填报本校的岗位和小组", "only the school's own posts and panel")
    if not office_of(party):
        raise refuse(
            "由学校填报，个人不能填报",
            "a school enters this, not a person",
            ("请选择代学校办理", "choose to act for the school"),
            RATIO,
        )
