"""One's own dossier: kept sealed as it was typed, mistakes and all; each reading is logged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from gongbao.kernel.dossier.typed import Typed
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor, Tx, read
from gongbao.platform.dossiers.models import Dossier
from gongbao.platform.parties import services as parties

OWN = "own"
TYPED_SEAL, NAME_SEAL = "dossier.typed", "dossier.name"


def save_own(tx: Tx, typed: Mapping[str, str]) -> str:
    """Keep the signed-in person's dossier in place of what was kept before; its key."""
    person = oneself(tx.actor)
    row = write_down(tx, person, OWN, "", typed)
    tx.audit("dossiers.save", dossier=row.key)
    return str(row.key)


def own(actor: Actor) -> Typed | None:
    """The person's own dossier as typed; None where none is kept."""
    person = oneself(actor)
    with read(actor, purpose="dossiers.own"):
        row = Dossier.objects.filter(party=person, mark=OWN).first()
        if row is None:
            return None
        note("dossiers.own", subject=parties.person(person).fingerprint)
        return opened(row)


def drop_own(tx: Tx) -> bool:
    """Delete the person's dossier and with it every share; whether there was one."""
    gone, _ = Dossier.objects.filter(party=oneself(tx.actor), mark=OWN).delete()
    tx.audit("dossiers.drop")
    return gone > 0


def oneself(actor: Actor) -> UUID:
    """The person who acts for nobody but themselves; refuses everybody else."""
    if actor.kind != "party" or actor.party is None or actor.on_behalf_of is not None:
        raise Refusal(
            Text("个人档案只由本人保存和查看", "A person’s dossier is kept and read by that person only"),
            mend=Text("请登录本人账号，并选择为本人办事", "Sign in as yourself and act for yourself"),
        )
    return actor.party


def write_down(tx: Tx, party: UUID, mark: str, name: str, typed: Mapping[str, str]) -> Dossier:
    """One row for the party and mark, new or changed."""
    kept = json.dumps(dict(typed), ensure_ascii=False, sort_keys=True)
    row, _ = Dossier.objects.update_or_create(
        party=party,
        mark=mark,
        defaults={
            "name": secrets.seal(name, NAME_SEAL),
            "typed": secrets.seal(kept, TYPED_SEAL),
            "saved_at": tx.now,
        },
    )
    return row


def opened(row: Dossier) -> Typed:
    """What a row holds; the caller has logged the reading."""
    typed: Typed = json.loads(secrets.unseal(row.typed, TYPED_SEAL))
    return typed
