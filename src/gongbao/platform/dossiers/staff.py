"""An employer's staff: dossiers it took in itself and those people have shared with it; each reading is logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.kernel.dossier.typed import Typed
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, now, read
from gongbao.platform.dossiers.keeping import NAME_SEAL, opened, write_down
from gongbao.platform.dossiers.models import Dossier, Share
from gongbao.platform.parties import services as parties

MOST_STAFF = 2000


@dataclass(frozen=True)
class Member:
    """One of the staff: `until` is the last day of a share, None for a dossier the employer keeps."""

    key: UUID
    name: str
    typed: Typed
    until: date | None


def keep_staff(tx: Tx, rows: Iterable[tuple[str, Typed]]) -> dict[str, int]:
    """Keep dossiers by name or number, each in place of the one kept before; how many are new and changed."""
    employer, told = _employer(tx.actor), {"new": 0, "changed": 0}
    before = set(Dossier.objects.filter(party=employer).values_list("mark", flat=True))
    for name, typed in rows:
        mark = secrets.fingerprint(f"{employer}\0{name}", "dossier.staff")
        told["changed" if mark in before else "new"] += 1
        before.add(mark)
        write_down(tx, employer, mark, name, typed)
    if len(before) > MOST_STAFF:
        raise Refusal(
            Text(f"一个单位最多保存 {MOST_STAFF} 份档案", f"An employer keeps {MOST_STAFF} dossiers at most"),
            mend=Text("先删去离职人员的档案", "Remove those of people who left"),
        )
    tx.audit("dossiers.keep_staff", employer=employer, **told)
    return told


def drop_staff(tx: Tx, key: UUID) -> None:
    """Delete a dossier the employer keeps. Refuses one that is not its own."""
    if not Dossier.objects.filter(key=key, party=_employer(tx.actor)).delete()[0]:
        raise Refusal(Text("没有这份档案", "There is no such dossier"))
    tx.audit("dossiers.drop_staff", dossier=key)


def staff(actor: Actor) -> list[Member]:
    """Everybody whose dossier the employer may read today, by name."""
    employer, today = _employer(actor), now().astimezone(ZONE).date()
    with read(actor, purpose="dossiers.staff"):
        kept = list(Dossier.objects.filter(party=employer))
        given = Share.objects.filter(party=employer, ended_at=None, until__gte=today).select_related(
            "dossier"
        )
        found = [Member(row.key, secrets.unseal(row.name, NAME_SEAL), opened(row), None) for row in kept]
        for share in given:
            person = parties.person(share.person)
            note("dossiers.shared", subject=person.fingerprint)
            found.append(Member(share.dossier.key, person.name, opened(share.dossier), share.until))
        if kept:
            note(f"dossiers.staff {len(kept)}")
    return sorted(found, key=lambda each: each.name)


def _employer(actor: Actor) -> UUID:
    """The firm or school acted for; refuses a person for themselves."""
    acting = actor.party if actor.kind == "party" and actor.on_behalf_of is not None else None
    if acting is not None and parties.party(acting).kind == "firm":
        return acting
    raise Refusal(
        Text("这是单位用的：要代单位办事", "This is for employers: act for one"),
        mend=Text("在右上角选择代哪个单位办事", "Choose at the top right whom you act for"),
    )
