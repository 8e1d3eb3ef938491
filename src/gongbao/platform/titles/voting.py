"""One secret vote: tokens issued blind to those who may vote, ballots cast without a session, sealed, counted once.

What the database holds of a ballot before the count is a random key, the item, the token's code and ciphertext;
after it, what each ballot said in one table and the codes in another, each in an order of its own, written by one
transaction. `cast` does not pass the write door: its rows (command, outbox, log) would tell who cast what when.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from typing import Any
from uuid import UUID

from gongbao.evidence import blind_rsa
from gongbao.evidence.errors import EvidenceError
from gongbao.kernel.ballots import Hall, Terms, require_quorum
from gongbao.kernel.outside import read_json
from gongbao.kernel.quota import share
from gongbao.law.errors import Refusal
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, current
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import keys, meetings
from gongbao.platform.titles.models import Ballot, Issued, Item, Meeting, Seat
from gongbao.platform.titles.words import clause_of, dated, refuse

SIZE = 16
"""Bytes of a ballot's text before sealing: every choice has the same length."""


def terms(room: str, on: Any) -> Terms:
    """The shares in force on the day of the vote."""
    base, strictly = (dated(room, name, on).value for name in ("pass_base", "pass_strictly"))
    return Terms(
        share(dated(room, "quorum_share", on).value),
        share(dated(room, "pass_share", on).value),
        "members" if base == "members" else "present",
        strictly == "yes",
    )


def flagged(room: str, on: Any) -> list[str]:
    """Which of the vote's values are not well founded, to be told wherever they are used."""
    return [
        name
        for name in ("quorum_share", "pass_share", "pass_base", "pass_strictly")
        if dated(room, name, on).flagged
    ]


def hall(meeting: Meeting, item: Item) -> Hall:
    """Who is there for an item."""
    seats = list(meeting.seats.select_related("expert"))
    present = [seat for seat in seats if seat.state == "attending"]
    return Hall(meeting.size, len(present), sum(1 for seat in present if meetings.recused(seat, item)))


def open_vote(tx: Tx, meeting: UUID, number: int) -> UUID:
    """Open the vote on an item, with a quorum, one item at a time; its keys are drawn now."""
    row = meetings.own(tx.actor, meeting)
    item = locked(meeting, number)
    if row.purpose != "committee" or item.state != "waiting":
        raise refuse("本件不在待表决状态", "this item does not wait for a vote")
    if row.items.filter(state__in=("open", "closed")).exists():
        raise refuse(
            "还有一件没有计票", "another item is not counted yet", ("请先计完上一件", "count it first")
        )
    if local_day(tx.now) != row.held_on:
        raise refuse(f"会议在{row.held_on}", f"the meeting is on {row.held_on}")
    require_quorum(terms(row.room, row.held_on), hall(row, item), clause_of(row.room, "quorum_share"))
    item.token_key, item.seal_key = keys.make(item.key)
    item.state = "open"
    item.save(update_fields=["token_key", "seal_key", "state"])
    tx.audit("titles.vote_opened", meeting=str(meeting), item=number)
    return item.key


def issue(tx: Tx, meeting: UUID, number: int, blinded: bytes, actor: Actor) -> str:
    """Sign a member's blinded token, once an item; the same request again gets the same answer (hex)."""
    seat = meetings.seat_at(meeting, actor)
    item = locked(meeting, number)
    _may_vote(seat, item)
    mark = hashlib.sha256(blinded).hexdigest()
    known = Issued.objects.filter(item=item, seat=seat).first()
    if known is not None:
        if known.blinded != mark:
            raise refuse(
                "本件选票已领过", "you have the ballot of this item already",
                ("请在领票时用的设备上投票", "vote on the device with which you fetched it"),
            )  # fmt: skip
        return bytes(known.signed).hex()
    try:
        signed = keys.token_key(item.key).sign_blinded(blinded)
    except EvidenceError as fault:
        raise Refusal(fault.text, where="blinded") from None
    Issued.objects.create(
        office=item.office, party=seat.party, item=item, seat=seat, blinded=mark, signed=signed
    )
    return signed.hex()


def code_of(prepared: bytes) -> str:
    """The code of a token: what the ballot box and the published list know it by."""
    return hashlib.sha256(b"gongbao ballot" + prepared).hexdigest()


def cast(item: UUID, prepared: bytes, signature: bytes, sealed: bytes) -> str:
    """Put a sealed ballot into the box for whoever holds a token; returns its code. Knows nobody, logs nothing.

    The same ballot again is the same ballot; another one under the same token is refused, and everything after
    the closing.
    """
    if current() is not None:
        raise RuntimeError("a ballot is cast by itself")
    code = code_of(prepared)
    with parties.opened("a ballot"):
        row = Item.objects.select_for_update(of=("self",), no_key=True).filter(key=item).first()
        if row is None or row.state != "open":
            raise refuse("本件投票已经结束或还没有开始", "the vote on this item is over or has not begun")
        try:
            blind_rsa.verify(keys.public(row.token_key), prepared, signature)
        except EvidenceError as fault:
            raise Refusal(fault.text, where="token") from None
        if len(sealed) != keys.BITS // 8:
            raise refuse("选票没有密封好", "the ballot is not sealed", where="sealed")
        made, new = Ballot.objects.get_or_create(item=item, code=code, defaults={"sealed": sealed})
        if not new and bytes(made.sealed) != sealed:
            raise refuse("这张选票已经投出，不能更改", "this ballot has been cast and cannot be changed")
    return code


def close(tx: Tx, meeting: UUID, number: int, reason: str = "") -> dict[str, int]:
    """Close and seal an item's vote; while some have not voted, only with a reason."""
    meetings.own(tx.actor, meeting)
    item = locked(meeting, number)
    if item.state != "open":
        raise refuse("本件不在投票中", "no vote is open on this item")
    row = item.meeting
    there, cast_ = hall(row, item), Ballot.objects.filter(item=item.key).count()
    if cast_ < there.voting and not reason.strip():
        raise refuse(
            f"{there.voting}人可以投票，已投{cast_}票", f"{cast_} of {there.voting} have voted",
            ("全部投完再封存；有人不投的，写明理由", "wait for all, or say why you close"), where="reason",
        )  # fmt: skip
    item.state, item.closed_by, item.close_reason = "closed", tx.actor.identity, reason.strip()
    item.attending, item.recused = there.attending, there.recused
    item.save(update_fields=["state", "closed_by", "close_reason", "attending", "recused"])
    tx.audit("titles.vote_closed", meeting=str(meeting), item=number, ballots=cast_)
    return {"cast": cast_, "voting": there.voting}


def seal_choice(seal_key: str, choice: str) -> bytes:
    """A ballot sealed as the browser seals it, for terminals and tests."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key = load_der_public_key(b64decode(seal_key))
    assert isinstance(key, RSAPublicKey)
    return key.encrypt(choice.ljust(SIZE).encode(), keys.OAEP)


def _may_vote(seat: Seat, item: Item) -> None:
    if seat.meeting.purpose != "committee" or item.state != "open":
        raise refuse("本件投票已经结束或还没有开始", "the vote on this item is over or has not begun")
    if seat.state != "attending":
        raise refuse("请先签到", "sign in first")
    if meetings.recused(seat, item):
        raise refuse(
            "本件您应当回避，没有选票",
            "you are recused: there is no ballot for you",
            clause="gong-2020-17/art.3.4.4.s1.1",
        )


def locked(meeting: UUID, number: int) -> Item:
    row = (
        Item.objects.select_for_update()
        .select_related(None)
        .filter(meeting_id=meeting, number=number)
        .first()
    )
    if row is None:
        raise refuse("没有这一件", "there is no such item")
    return row


def payload(body: bytes) -> tuple[UUID, bytes, bytes, bytes]:
    """Item, token, signature and sealed ballot of a cast request. Raises Refusal for anything else."""
    try:
        told = read_json(body)
        return UUID(told["item"]), *(bytes.fromhex(told[name]) for name in ("token", "signature", "sealed"))  # type: ignore[return-value]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refuse("选票读不出来", "this is no ballot") from None
