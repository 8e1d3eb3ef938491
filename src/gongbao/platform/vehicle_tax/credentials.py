"""Keys of the insurers' interface: made once, kept as a hash, revoked at once, counted by the second."""

from __future__ import annotations

import hmac
import secrets as random
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import now
from gongbao.platform.db.context import raw_cursor
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.vehicle_tax.models import Credential, Institution, Unit
from gongbao.platform.vehicle_tax.refusals import Coded, not_found

PER_SECOND = 500
"""Requests a key may make in one second."""
DUTIES = ("collect", "file")
"""What a key may be made for: collecting, or filing and remitting (duties are kept apart, tax-2020-9/6.1.a)."""
_HASH = "vehicle_tax.credential"
_ADMIT = """
WITH k AS (
    SELECT id, holder, authority, holder_name, unit, secret_hash, duties, sandbox, account
    FROM vehicle_tax_credential WHERE id = %s AND revoked_at IS NULL
), u AS (
    INSERT INTO vehicle_tax_usage (credential, second, used) SELECT id, %s, 1 FROM k
    ON CONFLICT (credential) DO UPDATE SET
        used = CASE WHEN vehicle_tax_usage.second = excluded.second THEN vehicle_tax_usage.used + 1 ELSE 1 END,
        second = excluded.second
    RETURNING used
)
SELECT k.*, u.used FROM k CROSS JOIN u
"""


class NewKey(NamedTuple):
    """A key just made; the token is shown this once and kept nowhere."""

    id: str
    token: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls the interface: the insurer, its unit, the key's duties, and whether this is the sandbox."""

    key: str
    actor: Actor
    unit: str
    duties: frozenset[str]
    sandbox: bool


class KeyRow(NamedTuple):
    """A key as its insurer sees it."""

    id: str
    unit: str
    duties: tuple[str, ...]
    sandbox: bool
    made_at: object
    revoked: bool


def issue_key(
    tx: Tx,
    party: UUID,
    secret: str,
    *,
    unit: str = "",
    duties: tuple[str, ...] = DUTIES,
    sandbox: bool = False,
) -> str:
    """Keep a key whose secret the caller has drawn with `draw_secret` and shows once; returns the key's id.

    Refuses an unknown insurer or unit, and duties there are not.
    """
    insurer = Institution.objects.filter(party=party).first()
    if insurer is None:
        raise not_found(Text("保险机构", "insurer"), str(party))
    if unit and not Unit.objects.filter(party=party, code=unit, active=True).exists():
        raise not_found(Text("网点或代理机构", "unit"), unit)
    if not duties or set(duties) - set(DUTIES):
        raise Coded("duties", Text("密钥的用途不对", "There is no such duty"), where=", ".join(duties))
    row = Credential.objects.create(
        id=f"vt{random.token_hex(8)}", holder=party, authority=insurer.office, holder_name=insurer.name, unit=unit,
        secret_hash=_hashed(secret), duties=list(duties), sandbox=sandbox, made_at=tx.now, made_by=tx.actor.identity,
    )  # fmt: skip
    tx.audit("vehicle_tax.key_made", key=row.id, unit=unit, duties=list(duties), sandbox=sandbox)
    return row.id


def draw_secret() -> str:
    """A secret of 256 bits for a new key."""
    return random.token_urlsafe(32)


def revoke_key(tx: Tx, party: UUID, key: str) -> None:
    """End a key of this insurer; its next request is refused."""
    changed = Credential.objects.filter(id=key, holder=party, revoked_at=None).update(revoked_at=tx.now)
    if not changed:
        raise not_found(Text("密钥", "key"), key)
    tx.audit("vehicle_tax.key_revoked", key=key)


def keys_of(party: UUID) -> list[KeyRow]:
    """The keys of an insurer, newest first."""
    rows = Credential.objects.filter(holder=party).order_by("-made_at")
    return [
        KeyRow(r.id, r.unit, tuple(r.duties), r.sandbox, r.made_at, r.revoked_at is not None) for r in rows
    ]


def admit(token: str) -> Caller:
    """Who a token belongs to, counted against its limit. Raises Coded 401 or 429."""
    key, _, secret = token.partition(".")
    found = (
        raw_cursor().execute(_ADMIT, [key, int(now().timestamp())], prepare=True).fetchone()
        if secret
        else None
    )
    if found is None or not hmac.compare_digest(str(found[5]), _hashed(secret)):
        raise Coded(
            "credential", Text("密钥不对或已停用", "The key is wrong or revoked"), status=401,
            mend=Text("请核对密钥，或请机构管理员重新发放", "Check the key or have a new one made"),
        )  # fmt: skip
    if int(str(found[9])) > PER_SECOND:
        raise Coded(
            "too_many", Text("请求过于频繁", "Too many requests"), status=429,
            mend=Text(f"每个密钥每秒不超过{PER_SECOND}次", f"At most {PER_SECOND} a second for one key"),
        )  # fmt: skip
    holder, account = UUID(str(found[1])), UUID(str(found[8]))
    name = f"{found[3]}/{found[4]}" if found[4] else str(found[3])
    actor = Actor("party", account=account, name=name, party=holder)
    return Caller(str(found[0]), actor, str(found[4]), frozenset(found[6]), bool(found[7]))  # type: ignore[arg-type]


def require_duty(caller: Caller, duty: str) -> None:
    """Raise Coded 403 unless the key was made for this duty."""
    if duty not in caller.duties:
        raise Coded(
            "duty", Text("这个密钥不能办理此事", "This key may not do this"), status=403, clause="6.1.a",
            mend=Text("收取与申报解缴使用不同的密钥", "Collecting and filing use keys of their own"),
        )  # fmt: skip


def _hashed(secret: str) -> str:
    return secrets.fingerprint(secret, _HASH)
