"""Keys with which other offices' systems look contracts up: made and revoked by a supervisor, each use logged."""

from __future__ import annotations

import hmac
import secrets as random
from uuid import UUID

from gongbao.platform.db import secrets
from gongbao.platform.db.services import PUBLIC, Actor, Tx, read, write
from gongbao.platform.electronic_contracts import store
from gongbao.platform.electronic_contracts.models import OfficeKey
from gongbao.platform.electronic_contracts.words import refuse

PURPOSE = "contract.office_key"


def make(actor: Actor, name: str, *, key: str) -> str:
    """A key for a system of the supervisor's office: ``KEY.SECRET``. Only its hash is kept, so it is told once."""
    secret = random.token_urlsafe(24)

    def command(tx: Tx) -> str:
        _supervisor(tx.actor)
        if not name.strip():
            raise refuse("请写明哪个系统使用", "Say which system uses it", clause="13.s2")
        row = OfficeKey.objects.create(
            office=tx.actor.office,
            name=name.strip()[:80],
            secret=secrets.fingerprint(secret, PURPOSE),
            made_by=tx.actor.account,
            made_at=tx.now,
        )
        tx.audit("contracts.office_key", office=row.office, key=str(row.key))
        return str(row.key)

    made = str(write(command, actor=actor, key=key, name="contracts.office_key", request=name))
    with read(actor, purpose="office key"):
        fresh = OfficeKey.objects.filter(key=made, secret=secrets.fingerprint(secret, PURPOSE)).exists()
    return f"{made}.{secret}" if fresh else ""


def revoke(actor: Actor, which: UUID, *, key: str) -> None:
    """The key opens nothing from now on."""

    def command(tx: Tx) -> None:
        _supervisor(tx.actor)
        rows = OfficeKey.objects.filter(key=which, office=tx.actor.office, revoked_at=None)
        if not rows.update(revoked_at=tx.now):
            raise store.NotFound
        tx.audit("contracts.office_key_revoked", key=str(which))

    write(command, actor=actor, key=key, name="contracts.office_key_revoke", request=str(which))


def keys_of(actor: Actor) -> list[OfficeKey]:
    """The keys of the supervisor's office, newest first; nothing for others."""
    if "supervisor" not in actor.roles:
        return []
    with read(actor, purpose="office keys"):
        return list(OfficeKey.objects.filter(office=actor.office).order_by("-made_at"))


def admit(token: str) -> Actor | None:
    """Whose system calls, as an actor without roles at its office; None for a key that is wrong or revoked."""
    name, _, secret = token.partition(".")
    try:
        wanted = UUID(name)
    except ValueError:
        return None
    with read(PUBLIC, purpose="office key"):
        row = OfficeKey.objects.filter(key=wanted, revoked_at=None).first()
    if row is None or not hmac.compare_digest(row.secret, secrets.fingerprint(secret, PURPOSE)):
        return None
    return Actor("officer", account=row.key, name=row.name, office=row.office)


def _supervisor(actor: Actor) -> None:
    if actor.kind != "officer" or "supervisor" not in actor.roles or actor.account is None:
        raise refuse("由监督岗位办理", "Supervisors do this")
