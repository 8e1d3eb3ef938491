"""Sharing: a person opens their dossier to an employer for a time, sees with whom it is shared, and ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, now, read
from gongbao.platform.dossiers.keeping import OWN, oneself
from gongbao.platform.dossiers.models import Dossier, Share
from gongbao.platform.parties import services as parties

LONGEST = timedelta(days=366)
"""A share lasts a year at most: the next year’s review asks for it again."""


@dataclass(frozen=True)
class ShareView:
    """A share as its giver sees it; `live` while the employer may read."""

    key: UUID
    employer: str
    given_at: datetime
    until: date
    live: bool


def share(tx: Tx, credit_code: str, until: date) -> str:
    """Open the person's dossier to the employer of a credit code until a day; a share before it ends."""
    person = oneself(tx.actor)
    firm, today = parties.find_firm(credit_code), tx.now.astimezone(ZONE).date()
    if firm is None:
        raise Refusal(
            Text("没有登记过这个单位", "This employer is not on record"), where="credit_code",
            mend=Text("核对统一社会信用代码；单位办过一次业务就有登记", "Check the code; an employer is on record once it has done business here"),
        )  # fmt: skip
    if not today <= until <= today + LONGEST:
        raise Refusal(
            Text("截止日要在今天起一年以内", "The last day lies within a year from today"),
            where="until",
            mend=Text(f"最晚可填 {today + LONGEST}", f"{today + LONGEST} at the latest"),
        )
    dossier = Dossier.objects.select_for_update().filter(party=person, mark=OWN).first()
    if dossier is None:
        raise Refusal(
            Text("还没有保存档案", "No dossier is kept yet"),
            mend=Text("请先填写并保存", "Fill it in and save it first"),
        )
    Share.objects.filter(person=person, party=firm.key, ended_at=None).update(ended_at=tx.now)
    row = Share.objects.create(party=firm.key, person=person, dossier=dossier, given_at=tx.now, until=until)
    tx.audit("dossiers.share", share=row.key, employer=firm.key, until=until.isoformat())
    return str(row.key)


def end_share(tx: Tx, key: UUID) -> None:
    """End a share now. Refuses one that is not the person's, or ended before."""
    ended = Share.objects.filter(key=key, person=oneself(tx.actor), ended_at=None).update(ended_at=tx.now)
    if not ended:
        raise Refusal(Text("没有这项共享，或已经结束", "There is no such share, or it has ended"))
    tx.audit("dossiers.end_share", share=key)


def shares(actor: Actor) -> list[ShareView]:
    """With whom the person has shared, newest first."""
    person, today = oneself(actor), now().astimezone(ZONE).date()
    with read(actor, purpose="dossiers.shares"):
        rows = list(Share.objects.filter(person=person).order_by("-key"))
        names = parties.parties([row.party for row in rows])
    return [
        ShareView(
            row.key,
            names[row.party].name,
            row.given_at,
            row.until,
            row.ended_at is None and today <= row.until,
        )
        for row in rows
    ]
