"""The examination of an intake: seats drawn, people ranked, ties decided, results published and carried on (7.7, 8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, lock_case
from gongbao.platform.casework.services import step
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import asked
from gongbao.platform.rural_assistants.many import set_many
from gongbao.platform.rural_assistants.models import Applicant, Intake
from gongbao.platform.rural_assistants.recruiting import intake_of, papers_of
from gongbao.platform.rural_assistants.words import refuse, today_of
from gongbao.policies.rural_assistants import examining
from gongbao.policies.rural_assistants.examining import Place, Sitter
from gongbao.policies.rural_assistants.rules import PREFERENCE

TELL_RESULTS = "rural.results"
RESULT_REASON = {"not_shortlisted": "rank", "below": "line", "absent": "absent"}
BATCH = 200


def preferred(member: bool, home: str, major: bool, on: date) -> bool:
    """Whether a ground of preference holds, should there be a tie (7.7); adds no point."""
    facts = {"equal_on_merit": True, "party_member": member, "home": home, "major_found": major}
    return asked(PREFERENCE, facts, on).outcome == "met"


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


def undo_ranks(tx: Tx, number: str, why: str) -> int:
    """Take ranks back before they are published, with the reason, so that marks can be corrected (city); who was ranked."""
    reach.officer(tx.actor, "8.3", city=True)
    with opened("ranking"):
        row = Intake.objects.select_for_update().get(pk=intake_of(number).pk)
        if row.state != "ranked" or not why.strip():
            raise refuse("8.3", "没有可撤销的排名，或没有写理由", "No ranking to undo, or no reason", "成绩公布前可以撤销，写明差错在哪里", "Before the publication, saying what is wrong", number)  # fmt: skip
        people = row.applicants.exclude(result="").update(
            total=None, rank=None, sharing=None, result="", decided_why=""
        )
        row.state = "announced"
        row.save(update_fields=["state"])
    tx.audit("rural.unranked", intake=number, people=people, why=why.strip()[:300])
    return people


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


def standings(actor: Actor) -> list[tuple[Applicant, Case | None]]:
    """The acting person's own registrations with their cases, the newest first; marks and ranks only once published."""
    with opened("one's own registrations"):
        rows = Applicant.objects.select_related("intake", "post").filter(party=actor.party, dropped=False)
        found = list(rows.order_by("-intake__opens_on", "-id")) if actor.party else []
        cases = {
            case.key: case for case in Case.objects.filter(key__in=[row.case for row in found if row.case])
        }
    for row in found:
        if row.intake.state != "published":
            row.total = row.rank = row.sharing = None
            row.result, row.marks = "", []
    return [(row, cases.get(row.case)) for row in found]


def explained(row: Applicant) -> list[Text]:
    """A published rank in words: marks by weight, the total, the place among those of the post, ties, the pass mark."""
    intake, post = row.intake, row.post
    if row.result == "absent" or not row.result or row.total is None:
        return []
    papers = papers_of(intake)
    sums = [(paper, mark) for paper, mark in zip(papers, row.marks, strict=False) if mark is not None]
    found = [
        Text(
            "；".join(f"{paper.name}{mark / 100:g}分（满分{paper.full / 100:g}，占{paper.weight}%）" for paper, mark in sums) + f"，总分{row.total / 100:.2f}",
            "; ".join(f"{paper.name} {mark / 100:g} of {paper.full / 100:g} ({paper.weight}%)" for paper, mark in sums) + f"; total {row.total / 100:.2f}",
        )
    ]  # fmt: skip
    if row.result == "below":
        return [
            *found,
            Text(
                f"公告的合格线是{intake.pass_mark / 100:g}分", f"the pass mark is {intake.pass_mark / 100:g}"
            ),
        ]
    found.append(
        Text(
            f"岗位{post.number}按总分取前{post.shortlist}名进入体检，您是第{row.rank}名",
            f"the first {post.shortlist} of post {post.number} go on; yours is rank {row.rank}",
        )
    )
    with opened("ranks of a post"):
        equal = (
            Applicant.objects.filter(intake=intake, post=post, total=row.total, dropped=False)
            .exclude(result="absent")
            .count()
        )
    if equal > 1:
        found.append(Text(
            f"共{equal}人同分：同等条件下中共党员、回原籍、涉农或信息化专业毕业生在前，不加分；仍相同的并列",
            f"{equal} people have this total: a ground of preference comes first, without points; who is still equal shares a rank",
        ))  # fmt: skip
    if row.decided_why:
        found.append(
            Text(
                f"并列由人决定，理由：{row.decided_why}",
                f"the tie was decided by a person: {row.decided_why}",
            )
        )
    return found


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
