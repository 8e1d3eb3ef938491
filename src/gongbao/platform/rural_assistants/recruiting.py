"""Intakes and their plan, posts, the announcement, tickets and seats, marks, ranks and their publication (6 to 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, lock_case
from gongbao.platform.casework.services import step
from gongbao.platform.db.services import CITY, Actor, Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import asked, required
from gongbao.platform.rural_assistants.many import set_many
from gongbao.platform.rural_assistants.models import Applicant, Assistant, Intake, Post
from gongbao.platform.rural_assistants.words import TOWNSHIP_KIND, refuse, today_of
from gongbao.policies.rural_assistants import examining
from gongbao.policies.rural_assistants.examining import Paper, Place, Sitter
from gongbao.policies.rural_assistants.rules import PLAN, PREFERENCE, RECRUIT, REGISTER

TELL_RESULTS = "rural.results"
RESULT_REASON = {"not_shortlisted": "rank", "below": "line", "absent": "absent"}


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
    origin_exception: bool = False, degree_exception: bool = False,
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
    )  # fmt: skip
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


def announce(tx: Tx, number: str, *, demand_decided: bool = True) -> dict[str, int]:
    """Check the ceiling on the first day on duty and publish the announcement (city); refuses a plan beyond it."""
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
    stock, today = stock_on(row.on_duty_on), today_of(tx.now)
    facts = {
        "in_post_on_duty_day": stock.first_term, "in_post_at_announcement": stock_on(today).first_term,
        "extended": stock.extended, "renewed": stock.renewed, "planned": row.planned + others, "demand_decided": demand_decided,
    }  # fmt: skip
    mend = Text("减少计划人数，或推迟上岗日", "Plan fewer people, or a later first day")
    for office in sorted({post.office for post in posts}):
        required(PLAN, {**facts, "post_district": office}, today, mend, number)
    row.state, row.stock = "announced", {**facts, "on": today.isoformat()}
    row.save(update_fields=["state", "stock"])
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


def posts_of(intake: Intake) -> list[Post]:
    """The posts of an intake; public."""
    with opened("announcement"):
        return list(intake.posts.order_by("number"))


def claims_of(applicant: Applicant) -> dict[str, Any]:
    """The facts of the rules: what the applicant states, what announcement and post say, what was found."""
    intake, post, told = applicant.intake, applicant.post, applicant.claims
    facts: dict[str, Any] = {
        "through_open_recruitment": True, "post_district": post.office, "relaxation_announced": post.relaxed,
        "choosing_period_counts": intake.choosing_period_counts, "origin_exception": intake.origin_exception,
        "degree_exception": intake.degree_exception, "mountain_township": post.mountain,
    }  # fmt: skip
    facts |= {
        k: told[k] for k in ("chinese", "degree", "beijing_origin", "graduate") if told.get(k) is not None
    }
    return facts | dict(applicant.findings)


def may_register(applicant: Applicant, on: date) -> str:
    """The verdict on registering."""
    return asked(REGISTER, claims_of(applicant), on).outcome


def may_be_hired(applicant: Applicant, on: date) -> str:
    """The verdict on all conditions."""
    return asked(RECRUIT, claims_of(applicant), on).outcome


def preferred(member: bool, home: str, major: bool, on: date) -> bool:
    """Whether a ground of preference holds, should there be a tie (7.7); adds no point."""
    facts = {"equal_on_merit": True, "party_member": member, "home": home, "major_found": major}
    return asked(PREFERENCE, facts, on).outcome == "met"


def take_in(case: Case, told: Mapping[str, Any], tx: Tx) -> Applicant:
    """Keep what somebody registers with; a second registration of one intake is refused."""
    post = post_of(str(told.get("post", "")))
    today = today_of(tx.now)
    if post.intake.state != "announced" or not post.intake.opens_on <= today <= post.intake.closes_on:
        raise refuse(
            "8.2", "现在不在这个批次的报名时间内", "Registration is not open for this intake",
            f"报名时间 {post.intake.opens_on} 至 {post.intake.closes_on}", f"Open {post.intake.opens_on} to {post.intake.closes_on}", "post",
        )  # fmt: skip
    if post.office != case.office:
        raise refuse("8.2", "岗位不在所选的区", "The post lies in another district", "请选岗位所在的区报名", "Register with the post's district", "post")  # fmt: skip
    twice = Applicant.objects.filter(intake=post.intake, party=case.party, dropped=False).exclude(
        case=case.key
    )
    tx.lock(f"rural:applicant:{post.intake_id}:{case.party}")
    if twice.exists():
        raise refuse(
            "8.2", "一个批次只能报一个岗位", "One post in one intake",
            "请先撤回已报的岗位", "Withdraw the other registration first", "post",
        )  # fmt: skip
    row, _ = Applicant.objects.update_or_create(
        case=case.key,
        defaults={
            "office": case.office, "party": case.party, "intake": post.intake, "post": post,
            "name": reach.name_of(case.party), "claims": {k: v for k, v in told.items() if k != "agreed"}, "dropped": False,
        },
    )  # fmt: skip
    return row


def applicant_of(case: UUID) -> Applicant | None:
    """The applicant of a case."""
    with opened("applicant"):
        return Applicant.objects.select_related("intake", "post").filter(case=case).first()


def find_major(tx: Tx, case_number: str, found: bool) -> None:
    """Record whether the subject is agricultural or digital (7.7), before ranks are made (district)."""
    reach.officer(tx.actor, "7.7")
    row = Applicant.objects.filter(case=_case(case_number)).first()
    if row is None:
        raise refuse("7.7", "没有这名报名人员", "There is no such applicant", "请核对办件编号", "Check the number", case_number)  # fmt: skip
    row.major_found = found
    row.save(update_fields=["major_found"])


def _case(number: str) -> UUID | None:
    return Case.objects.filter(number=number).values_list("key", flat=True).first()


def publish_seed(tx: Tx, number: str, seed: str) -> None:
    """Publish the seed of the seating before it is drawn; it cannot be changed afterwards (city)."""
    reach.officer(tx.actor, "8.3", city=True)
    row = Intake.objects.select_for_update().get(pk=intake_of(number).pk)
    if row.seed or len(seed) < 8:
        raise refuse("8.3", "种子已公布，或太短", "The seed is out, or too short", "至少8位，公布后不改", "Eight signs or more, never changed", number)  # fmt: skip
    row.seed = seed
    row.save(update_fields=["seed"])
    tx.audit("rural.seed", intake=number, seed=seed)


def draw_seats(tx: Tx, number: str, rooms: Sequence[tuple[str, int]]) -> int:
    """Give every confirmed applicant a ticket and a seat, drawn from the published seed (city)."""
    reach.officer(tx.actor, "8.3", city=True)
    row = intake_of(number)
    if not row.seed:
        raise refuse("8.3", "还没有公布抽签种子", "No seed is published", "先公布种子再排座", "Publish the seed first", number)  # fmt: skip
    with opened("seating"):
        waiting = (
            row.applicants.filter(confirmed=True, dropped=False).order_by("id").values_list("id", "ticket")
        )
        tickets = {
            ticket or f"{row.number}{place:06d}": key for place, (key, ticket) in enumerate(waiting, 1)
        }
        seats = examining.seat(tickets, rooms, row.seed)
        set_many(
            {"ticket": "text", "room": "text", "seat": "integer"},
            [(tickets[each.ticket], each.ticket, each.room, each.number) for each in seats],
        )
    people = len(seats)
    tx.audit("rural.seats", intake=number, people=people)
    return people


def papers_of(intake: Intake) -> list[Paper]:
    """The papers of an intake."""
    return [Paper(str(name), int(full), int(weight)) for name, full, weight in intake.papers]


def make_ranks(tx: Tx, number: str) -> dict[str, int]:
    """Rank everybody with a ticket; refuses while a mark is missing. Returns how many came to each result."""
    reach.officer(tx.actor, "8.3", city=True)
    today = today_of(tx.now)
    with opened("ranking"):
        row = Intake.objects.select_for_update().get(number=number)
        posts = {post.number: Place(post.shortlist, row.pass_mark) for post in row.posts.all()}
        people = row.applicants.exclude(ticket="").filter(dropped=False)
        keys, sitters = _sitters(people, today)
        ranks = examining.rank(sitters, papers_of(row), posts)
        set_many(
            {"total": "integer", "rank": "integer", "sharing": "integer", "result": "text"},
            [(keys[each.ticket], each.total, each.rank or None, each.sharing, each.result) for each in ranks],
        )
        row.state = "ranked"
        row.save(update_fields=["state"])
    found: dict[str, int] = {}
    for each in ranks:
        found[each.result] = found.get(each.result, 0) + 1
    tx.audit("rural.ranked", intake=number, results=found)
    return found


def _sitters(people: QuerySet[Applicant], on: date) -> tuple[dict[str, UUID], list[Sitter]]:
    """Everybody with a ticket as examined; grounds of preference are asked of the rule once for each combination."""
    keys: dict[str, UUID] = {}
    sitters: list[Sitter] = []
    known: dict[tuple[bool, str, bool], bool] = {}
    columns = (
        "id",
        "ticket",
        "post__number",
        "marks",
        "absent",
        "claims__party_member",
        "claims__home",
        "major_found",
    )
    for key, ticket, post, marks, absent, member, home, major in people.values_list(*columns):
        grounds = bool(member), home or "elsewhere", bool(major)
        if grounds not in known:
            known[grounds] = preferred(*grounds, on)
        keys[ticket] = key
        sitters.append(Sitter(ticket, post, tuple(marks), absent, known[grounds]))
    return keys, sitters


def decide_tie(tx: Tx, number: str, ticket: str, shortlist: bool, why: str) -> None:
    """A person decides who of those tied at the last place goes on, on record (7.7); never more than the places."""
    reach.officer(tx.actor, "7.7")
    tx.lock(f"rural:tie:{number}")
    with opened("a tie"):
        row = (
            Applicant.objects.select_related("post", "intake")
            .filter(intake__number=number, ticket=ticket)
            .first()
        )
        if row is None or row.result != "decide" or not why.strip():
            raise refuse(
                "7.7", "不是待决定的并列人员，或没有写理由", "Not a tie to decide, or no reason",
                "请核对准考证号并写明理由", "Check the ticket and give the reason", ticket,
            )  # fmt: skip
        taken = Applicant.objects.filter(intake=row.intake, post=row.post, result="shortlisted").count()
        if shortlist and taken >= row.post.shortlist:
            raise refuse(
                "8.3", f"该岗位进入体检的 {row.post.shortlist} 个名额已满", "The places of this post are full",
                "先核对已决定的并列人员", "Check those already decided", ticket,
            )  # fmt: skip
        row.result, row.decided_why = ("shortlisted" if shortlist else "not_shortlisted"), why.strip()[:300]
        row.save(update_fields=["result", "decided_why"])
    tx.audit("rural.tie", intake=number, ticket=ticket, shortlist=shortlist)


def publish_results(tx: Tx, number: str) -> int:
    """Publish ranks and results (city); refuses while a tie is undecided. Applicants' cases follow in a job."""
    reach.officer(tx.actor, "8.3", city=True)
    with opened("publication"):
        row = Intake.objects.select_for_update().get(number=number)
        waiting = row.applicants.filter(result="decide").values_list("ticket", flat=True)[:3]
        if row.state != "ranked" or waiting:
            raise refuse(
                "8.3", "还有并列没有决定，或还没有排名", "A tie is undecided, or nothing is ranked",
                f"先处理：{'、'.join(waiting)}" if waiting else "先排名", "Rank, and decide every tie first", number,
            )  # fmt: skip
        row.state = "published"
        row.save(update_fields=["state"])
        people = row.applicants.exclude(result="").count()
    tx.enqueue(TELL_RESULTS, {"intake": number}, key=number)
    tx.audit("rural.published", intake=number, people=people)
    return people


BATCH = 200


@handles(TELL_RESULTS)
def tell_results(tx: Tx, job: Job) -> None:
    """Lead every applicant's case on by the published result, some at a time until none waits."""
    number = job.payload["intake"]
    keys = Case.objects.filter(procedure="rural_assistants.recruitment", state="registered").values("key")
    waiting = list(
        Applicant.objects.filter(intake__number=number, dropped=False, case__in=keys).exclude(result="")[:BATCH]
    )  # fmt: skip
    for row in waiting:
        assert row.case is not None
        go_on(tx, row)
    if len(waiting) == BATCH:
        place = int(job.payload.get("part", 0)) + 1
        tx.enqueue(TELL_RESULTS, {"intake": number, "part": place}, key=f"{number}:{place}")


def go_on(tx: Tx, row: Applicant) -> None:
    """The step of one applicant's case that the result calls for."""
    assert row.case is not None
    case = lock_case(row.case)
    if row.result == "shortlisted":
        decided: dict[str, Any] = {"outcome": "shortlisted"}
    else:
        decided = {"outcome": "not_shortlisted", "reasons": [RESULT_REASON[row.result]]}
    step(tx, case, "result", decided=decided)


def standing_of(actor: Actor, case: UUID) -> Applicant | None:
    """What an applicant may see of their own registration; marks and rank only once published."""
    row = applicant_of(case)
    if row is None or (actor.kind == "party" and actor.party != row.party):
        return None
    if row.intake.state != "published":
        row.total = row.rank = row.sharing = None
        row.result = ""
    return row


class Line(NamedTuple):
    """A line of the published ranking: no name stands in it."""

    post: str
    ticket: str
    total: int | None
    rank: int | None
    sharing: int | None
    result: str


def published(number: str, ticket: str = "") -> list[Line]:
    """The published ranking by post and rank, or one ticket's line; public."""
    row = intake_of(number)
    if row.state != "published":
        raise Refusal(
            Text("成绩还没有公布", "Results are not published"),
            mend=Text("公布后在这里查询", "They stand here once they are"), clause="bi-2020-22/8.3",
        )  # fmt: skip
    with opened("published ranking"):
        rows = row.applicants.exclude(result="")
        rows = rows.filter(ticket=ticket) if ticket else rows
        columns = ("post__number", "ticket", "total", "rank", "sharing", "result")
        return [Line(*each) for each in rows.order_by("post__number", "rank", "ticket").values_list(*columns)]


def applicants(actor: Actor, number: str = "") -> list[Applicant]:
    """The applicants of the officer's district (or the city's) with their standing."""
    with opened("applicants"):
        rows = Applicant.objects.select_related("post", "intake").filter(dropped=False)
        if reach.level_of(actor) == "district":
            rows = rows.filter(office=actor.office)
        if number:
            rows = rows.filter(intake__number=number)
        return list(rows.order_by("intake__number", "post__number", "rank", "ticket")[:500])
