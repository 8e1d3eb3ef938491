"""The count of one secret vote: the box opened once, ballots shuffled and rewritten, keys destroyed; what is published of it."""

from __future__ import annotations

import secrets as random
from typing import Any
from uuid import UUID, uuid4

from gongbao.kernel.ballots import CHOICES, Hall, Result, Terms, count
from gongbao.platform.access.services import require_step_up
from gongbao.platform.cases.services import lock_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, Tx, current
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import keys, meetings
from gongbao.platform.titles.models import Ballot, Code, Counted, Item, Meeting
from gongbao.platform.titles.voting import locked, terms
from gongbao.platform.titles.words import refuse


def count_item(actor: Actor, meeting: UUID, number: int, *, key: str) -> dict[str, Any]:
    """Open the box once, by another person than who closed it: count, rewrite all ballots, record the result.

    The keys are destroyed when that transaction is safe; a crash in between leaves them to `sweep`.
    """
    require_now = current() is None
    assert require_now, "counted by itself"
    done: dict[str, Any] = meetings.command(
        actor, key, "count", lambda tx: _count(tx, meeting, number), [str(meeting), number]
    )
    sweep()
    return done


def sweep() -> int:
    """Destroy the keys of items that are counted; returns how many were left."""
    with parties.opened("ballot keys"):
        over = [
            key
            for key in Item.objects.filter(state="counted")
            .exclude(token_key="")
            .values_list("key", flat=True)
            if keys.there(key)
        ]
    for key in over:
        keys.destroy(key)
    return len(over)


def tally(item: Item) -> dict[str, Any]:
    """What is published of a counted item: every ballot's choice, and, apart from them, the codes that were counted."""
    return {
        "number": item.number, "application": item.application.number, "attending": item.attending, "recused": item.recused,
        "needed": item.needed, "uncast": item.uncast, "passed": item.passed, "terms": item.terms,
        "choices": sorted(Counted.objects.filter(item=item.key).values_list("choice", flat=True)),
        "codes": sorted(Code.objects.filter(item=item.key).values_list("code", flat=True)),
    }  # fmt: skip


def counts_of(meeting: UUID) -> dict[str, Any] | None:
    """The counts of a committee's meeting for everybody, None where none is counted yet."""
    with parties.opened("counts published"):
        row = Meeting.objects.filter(key=meeting, purpose="committee").first()
        items = (
            list(row.items.select_related("application").filter(state="counted").order_by("number"))
            if row
            else []
        )
        if row is None or not items:
            return None
        return {
            "meeting": row.name,
            "held_on": row.held_on.isoformat(),
            "items": [tally(item) for item in items],
        }


def _count(tx: Tx, meeting: UUID, number: int) -> dict[str, Any]:
    row = meetings.own(tx.actor, meeting)
    item = locked(meeting, number)
    if item.state != "closed":
        raise refuse("请先封存本件投票", "close the vote first")
    require_step_up(tx.actor, tx.now)
    if tx.actor.identity == item.closed_by:
        raise refuse(
            "封存和计票须由两人分别办理",
            "closing and counting are done by two people",
            ("请由另一人计票", "let another person count"),
        )
    opener = keys.opener(item.key)
    ballots = list(Ballot.objects.filter(item=item.key).order_by("code"))
    choices = [_opened(opener, bytes(each.sealed)) for each in ballots]
    codes = [each.code for each in ballots]
    random.SystemRandom().shuffle(choices)
    result = count(
        choices, rule := terms(row.room, row.held_on), Hall(row.size, item.attending, item.recused)
    )
    Ballot.objects.filter(item=item.key).delete()
    Counted.objects.bulk_create(Counted(key=uuid4(), item=item.key, choice=each) for each in choices)
    Code.objects.bulk_create(Code(key=uuid4(), item=item.key, code=each) for each in sorted(codes))
    _keep(item, result, rule)
    _record(tx, item, result)
    tx.audit("titles.counted", meeting=str(meeting), item=number, passed=result.passed)
    return {
        "for": result.for_,
        "against": result.against,
        "abstained": result.abstained,
        "uncast": result.uncast,
        "passed": result.passed,
    }


def _opened(opener: Any, sealed: bytes) -> str:
    """What a ballot says; one that cannot be read was spoilt by its voter and counts as abstaining."""
    try:
        said = opener.decrypt(sealed, keys.OAEP).decode().strip()
    except ValueError:
        return "abstain"
    return said if said in CHOICES else "abstain"


def _keep(item: Item, result: Result, rule: Terms) -> None:
    item.state, item.in_favour, item.against, item.abstained = (
        "counted",
        result.for_,
        result.against,
        result.abstained,
    )
    item.uncast, item.needed, item.passed = result.uncast, result.needed, result.passed
    item.terms = {
        "quorum_share": str(rule.quorum_share), "pass_share": str(rule.pass_share), "base": rule.base, "strict": rule.strict,
    }  # fmt: skip
    item.save()
    application = item.application
    application.voted_on, application.passed = item.meeting.held_on, result.passed
    application.save(update_fields=["voted_on", "passed"])


def _record(tx: Tx, item: Item, result: Result) -> None:
    raw = {
        "present": str(item.attending - item.recused), "for_": str(result.for_), "against": str(result.against),
        "abstained": str(result.abstained),
    }  # fmt: skip
    decided = {"outcome": "passed"} if result.passed else {"outcome": "failed", "reasons": ["votes"]}
    casework.step(tx, lock_case(item.application.case), "record_vote", raw=raw, decided=decided)
