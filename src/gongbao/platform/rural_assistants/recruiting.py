"""Intakes and their plan within the ceiling, posts and the announcement (6, 8.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import CITY, Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import institutions, reach
from gongbao.platform.rural_assistants.carrying import required, tell, tell_office
from gongbao.platform.rural_assistants.models import Assistant, Demand, Intake, Post
from gongbao.platform.rural_assistants.words import TOWNSHIP_KIND, UNIVERSITY_KIND, refuse, today_of
from gongbao.policies.rural_assistants import examining
from gongbao.policies.rural_assistants.examining import Paper
from gongbao.policies.rural_assistants.rules import PLAN


class Stock(NamedTuple):
    """People who will be on duty on an intake's first day: first terms, extended, renewed."""

    first_term: int
    extended: int
    renewed: int


def stock_on(day: date) -> Stock:
    """The city's stock projected to a day: contracts that still run then (6.s1)."""
    with opened("city stock"):
        running = Assistant.objects.filter(left_how="", ends_on__gte=day)
        longer = list(running.values_list("longer", flat=True))
    extended, renewed = longer.count("extended"), longer.count("renewed")
    return Stock(len(longer) - extended - renewed, extended, renewed)


def plan_intake(
    tx: Tx, number: str, title: str, *, opens_on: date, closes_on: date, on_duty_on: date, planned: int,
    papers: Sequence[Paper], pass_mark: int = 0, exam_on: date | None = None, choosing_period_counts: bool = False,
    origin_exception: bool = False, degree_exception: bool = False, graduates_in: int | None = None,
) -> UUID:  # fmt: skip
    """Draft a year's recruitment (city). Refuses dates out of order and papers that make no whole."""
    reach.officer(tx.actor, "5.1.2", city=True)
    examining.check_papers(papers)
    if not opens_on <= closes_on <= on_duty_on or planned < 1:
        raise refuse(
            "8.1", "报名起止日、上岗日的先后不对，或人数不对", "Dates are out of order, or the number is wrong",
            "报名开始 ≤ 报名截止 ≤ 上岗日，人数至少1人", "Opens ≤ closes ≤ first day; one person or more", number,
        )  # fmt: skip
    if Intake.objects.filter(number=number).exists():
        raise refuse("8.1", f"批次 {number} 已有", f"There is an intake {number}", "换一个批次号", "Use another number", number)  # fmt: skip
    row = Intake.objects.create(
        office=CITY, number=number, title=title, opens_on=opens_on, closes_on=closes_on, exam_on=exam_on,
        on_duty_on=on_duty_on, planned=planned, pass_mark=pass_mark, papers=[list(paper) for paper in papers],
        choosing_period_counts=choosing_period_counts, origin_exception=origin_exception, degree_exception=degree_exception,
        graduates_in=graduates_in,
    )  # fmt: skip
    for office in institutions.farming(tx):
        tell_office(tx, office, f"{row.id}:demand:{office}", f"{title}正在制定计划，请上报各乡镇需求", "An intake is planned: report what your townships need")  # fmt: skip
    tx.audit("rural.intake", intake=number, planned=planned)
    return row.id


def add_post(
    tx: Tx, intake: str, number: str, title: str, *, township: UUID, places: int, shortlist: int = 0,
    relaxed: bool = False, mountain: bool | None = None, conditions: str = "",
) -> UUID:  # fmt: skip
    """Add posts in a township to an intake that is not announced yet (city)."""
    reach.officer(tx.actor, "5.1.2", city=True)
    row = intake_of(intake)
    place = parties.organisation(township)
    if row.state != "draft":
        raise refuse("8.1", "公告已发布，不能再改岗位", "The announcement is out", "另开批次", "Open another intake", intake)  # fmt: skip
    if place.kind != TOWNSHIP_KIND or places < 1 or shortlist < 0:
        raise refuse("8.1", "岗位应在乡镇，名额至少1个", "Posts lie in a township, one place or more", "请核对", "Check it", number)  # fmt: skip
    with opened("posts"):
        made = Post.objects.create(
            office=place.office, intake=row, number=number, title=title, township=township, places=places,
            shortlist=shortlist or places, relaxed=relaxed, mountain=mountain, conditions=conditions,
        )  # fmt: skip
    return made.id


def report_demand(tx: Tx, number: str, township: UUID, wanted: int, why: str) -> None:
    """What a district needs in one of its townships (district, 6.s2); told anew while the intake is a draft."""
    reach.officer(tx.actor, "6.s2")
    row, place = intake_of(number), parties.organisation(township)
    if (
        row.state != "draft"
        or place.kind != TOWNSHIP_KIND
        or (not tx.actor.sees_all and place.office != tx.actor.office)
    ):
        raise refuse("6.s2", "公告已发布，或不是本区的乡镇", "It is announced, or not a township of the district", "在公告前上报本区乡镇的需求", "Before the announcement, for one's own townships", number)  # fmt: skip
    if wanted < 0 or not why.strip():
        raise refuse("6.s2", "人数不对，或没有写需求依据", "The number is wrong, or no reason is given", "写明需要几人、做什么", "Say how many and for what", "wanted")  # fmt: skip
    with opened("demand"):
        Demand.objects.update_or_create(
            intake=row, township=township, defaults={"office": place.office, "wanted": wanted, "why": why.strip()[:300]}
        )  # fmt: skip
    tx.audit("rural.demand", intake=number, township=str(township), wanted=wanted)


def demands(intake: Intake, office: str = "") -> list[Demand]:
    """What districts need for an intake, or one of them."""
    with opened("demand"):
        rows = Demand.objects.select_related("intake").filter(intake=intake)
        return list((rows.filter(office=office) if office else rows).order_by("office", "id"))


def drafts() -> list[Intake]:
    """The intakes that are planned and not announced: districts report what they need."""
    with opened("drafts"):
        return list(Intake.objects.filter(state="draft").order_by("opens_on"))


def _beyond_demand(row: Intake, posts: Sequence[Post]) -> list[str]:
    """Townships with more places than their district asked for; inside `opened`."""
    wanted = dict(Demand.objects.filter(intake=row).values_list("township", "wanted"))
    places: Counter[UUID] = Counter()
    for post in posts:
        places[post.township] += post.places
    return sorted(reach.name_of(key) for key, count in places.items() if count > wanted.get(key, 0))


def announce(tx: Tx, number: str) -> dict[str, int]:
    """Publish the announcement (city): refuses places beyond what districts need and a plan beyond the ceiling on the first day."""
    reach.officer(tx.actor, "5.1.2", city=True)
    tx.lock("rural:plan")
    row = Intake.objects.select_for_update().get(pk=intake_of(number).pk)
    with opened("posts"):
        posts = list(row.posts.all())
        others = sum(Intake.objects.filter(state__in=("announced", "ranked", "published"), on_duty_on=row.on_duty_on).values_list("planned", flat=True))  # fmt: skip
    if sum(post.places for post in posts) != row.planned:
        raise refuse(
            "6.s2", f"岗位名额合计 {sum(p.places for p in posts)}，计划 {row.planned}", "Places and plan differ",
            "请使岗位名额与计划人数一致", "Make them agree", number,
        )  # fmt: skip
    with opened("demand"):
        beyond = _beyond_demand(row, posts)
    if beyond:
        raise refuse(
            "6.s2", f"名额超过区里上报的需求：{'、'.join(beyond[:5])}", "There are more places than the district asked for",
            "请区人社局上报需求，或按需求调整名额", "The district reports its demand, or plan fewer places", number,
        )  # fmt: skip
    stock, today = stock_on(row.on_duty_on), today_of(tx.now)
    facts = {
        "in_post_on_duty_day": stock.first_term, "in_post_at_announcement": stock_on(today).first_term,
        "extended": stock.extended, "renewed": stock.renewed, "planned": row.planned + others, "demand_decided": True,
    }  # fmt: skip
    mend = Text("减少计划人数，或推迟上岗日", "Plan fewer people, or a later first day")
    for office in sorted({post.office for post in posts}):
        required(PLAN, {**facts, "post_district": office}, today, mend, number)
    row.state, row.stock = "announced", {**facts, "on": today.isoformat()}
    row.save(update_fields=["state", "stock"])
    for each in parties.organisations(UNIVERSITY_KIND, on=today):
        tell(
            tx, each.party, None, f"{row.id}:announced:{each.party}",
            f"{row.title}公告已发布，报名至 {row.closes_on}：请做好宣传动员，并导入毕业生名册", f"{row.title} is announced: pass it on, and send the list of graduates",
        )  # fmt: skip
    tx.audit("rural.announced", intake=number, stock=facts)
    return {"stock": stock.first_term + stock.extended + stock.renewed, "planned": row.planned}


def intake_of(number: str) -> Intake:
    """The intake with this number. Raises Refusal."""
    with opened("intake"):
        row = Intake.objects.filter(number=number).first()
    if row is None:
        raise refuse(
            "8.1", "没有这个招聘批次", "There is no such intake", "请核对批次号", "Check the number", number
        )
    return row


def post_of(number: str) -> Post:
    """The post with this number, with its intake. Raises Refusal."""
    with opened("post"):
        row = Post.objects.select_related("intake").filter(number=number).first()
    if row is None:
        raise refuse("8.1", "没有这个岗位", "There is no such post", "请照公告填写岗位编号", "Copy it from the announcement", number)  # fmt: skip
    return row


def open_intakes(on: date) -> list[Intake]:
    """Announced intakes, the newest first; public."""
    with opened("announcements"):
        return list(Intake.objects.exclude(state="draft").order_by("-opens_on"))


def in_view(intakes: Sequence[Intake], number: str = "") -> Intake | None:
    """The intake asked for, else the one under way, else the newest."""
    if number:
        return next((row for row in intakes if row.number == number), None)
    return next((row for row in intakes if row.state == "announced"), intakes[0] if intakes else None)


def posts_of(intake: Intake) -> list[Post]:
    """The posts of an intake; public."""
    with opened("announcement"):
        return list(intake.posts.order_by("number"))


def papers_of(intake: Intake) -> list[Paper]:
    """The papers of an intake."""
    return [Paper(str(name), int(full), int(weight)) for name, full, weight in intake.papers]
