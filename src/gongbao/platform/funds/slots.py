"""Slots: named things held by few, such as a person's one scheme or a person's month; first committed wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.funds.models import Slot, SlotClaim


class Wanted(NamedTuple):
    """A slot to claim: its name, how many may hold it, the clause, and what it is in words.

    Names carry a fingerprint of the person, never an identity number.
    """

    name: str
    limit: int = 1
    clause: str = ""
    what: Text = Text("同一名额", "this place")
    where: str = ""


def claim_slot(
    tx: Tx,
    slot: str,
    holder: object,
    *,
    limit: int = 1,
    clause: str = "",
    shown: str = "",
    what: Text = Wanted._field_defaults["what"],
) -> None:
    """Hold `slot` for `holder`, or raise the refusal that names the claim standing in the way."""
    refused = claim_slots(tx, [Wanted(slot, limit, clause, what)], holder, shown=shown)
    if refused:
        raise next(iter(refused.values()))


def claim_slots(tx: Tx, wanted: Sequence[Wanted], holder: object, *, shown: str = "") -> dict[str, Refusal]:
    """Hold every slot that is free; returns the refusals of the others by slot name. Claiming again is harmless.

    `shown` (a case number) is masked before it is stored, for those who come later.
    """
    unique = {w.name: w for w in wanted}
    slots = _locked(unique)
    held = _held(slots)
    refused, claims, taken = {}, [], []
    for name, slot in slots.items():
        others = held.get(slot.pk, [])
        if any(c.holder == str(holder) for c in others):
            continue
        if slot.used >= unique[name].limit:
            refused[name] = _refusal(unique[name], others)
            continue
        slot.used, slot.limit = slot.used + 1, max(slot.limit, unique[name].limit)
        taken.append(slot)
        claims.append(SlotClaim(slot=slot, holder=str(holder), shown=masked(shown), claimed_at=tx.now))
    Slot.objects.bulk_update(taken, ["used", "limit"], batch_size=1000)
    SlotClaim.objects.bulk_create(claims)
    return refused


def release_slots(tx: Tx, holder: object, names: Iterable[str] | None = None) -> int:
    """Give up the holder's slots (all, or those named); returns how many were given up."""
    mine = SlotClaim.objects.filter(holder=str(holder), released_at__isnull=True)
    if names is not None:
        mine = mine.filter(slot__name__in=list(names))
    rows = Slot.objects.select_for_update().filter(pk__in=mine.values("slot")).order_by("name")
    slots = {slot.pk: slot for slot in rows}
    claims = list(mine.filter(slot__in=slots))
    for claim in claims:
        claim.released_at = tx.now
        slots[claim.slot_id].used -= 1
    SlotClaim.objects.bulk_update(claims, ["released_at"], batch_size=1000)
    Slot.objects.bulk_update(slots.values(), ["used"], batch_size=1000)
    return len(claims)


def holders(slot: str) -> list[str]:
    """Who holds a slot now, earliest first."""
    claims = SlotClaim.objects.filter(slot__name=slot, released_at__isnull=True).order_by("claimed_at", "id")
    return [claim.holder for claim in claims]


def masked(number: str) -> str:
    """A case number with all but its last four signs hidden."""
    return "*" * min(4, len(number)) + number[-4:] if len(number) > 4 else "*" * len(number)


def _locked(wanted: dict[str, Wanted]) -> dict[str, Slot]:
    fresh = [Slot(name=name, limit=wanted[name].limit) for name in sorted(wanted)]
    Slot.objects.bulk_create(fresh, ignore_conflicts=True)
    rows = Slot.objects.select_for_update().filter(name__in=list(wanted)).order_by("name")
    return {slot.name: slot for slot in rows}


def _held(slots: dict[str, Slot]) -> dict[object, list[SlotClaim]]:
    held: dict[object, list[SlotClaim]] = {}
    rows = SlotClaim.objects.filter(slot__in=slots.values(), released_at__isnull=True).order_by(
        "claimed_at", "id"
    )
    for claim in rows:
        held.setdefault(claim.slot_id, []).append(claim)
    return held


def _refusal(wanted: Wanted, others: list[SlotClaim]) -> Refusal:
    names = "、".join(c.shown or "另一项申请" for c in others)
    english = ", ".join(c.shown or "another claim" for c in others)
    return Refusal(
        Text(
            f"{wanted.what.zh}已被占用（上限 {wanted.limit}）：{names}",
            f"{wanted.what.en} is already taken (at most {wanted.limit}): {english}",
        ),
        where=wanted.where,
        clause=wanted.clause,
        mend=Text(
            "请从本次申请中去掉此项；认为占用有误的，可以提出异议。",
            "Leave it out of this claim, or object if the other claim is wrong.",
        ),
    )
