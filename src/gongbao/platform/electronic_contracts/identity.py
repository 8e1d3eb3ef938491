"""Who signs: identity checks by level, signing keys with certificates; `key_cases` has those that are stopped.

Level 2: name and identity number agree with the register. Level 3: and a one-time code sent to the party's box.
The code goes through this installation's own channel, labelled local; a licensed authority's check takes its place.
"""

from __future__ import annotations

import secrets as random
from datetime import timedelta
from typing import Any
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, new_key, write
from gongbao.platform.electronic_contracts import evidence, key_cases
from gongbao.platform.electronic_contracts.models import IdentityCheck, SigningKey
from gongbao.platform.electronic_contracts.words import refuse
from gongbao.platform.parties.services import firm, party, person, person_fingerprint, same_name
from gongbao.policies.electronic_contracts.rules import BOOK

GOOD_FOR = timedelta(minutes=30)
CODE_FOR = timedelta(minutes=5)
MOST_WRONG = 5
LEAST_PASSWORD = 8


def check_number(actor: Actor, name: str, number: str, *, key: str) -> int:
    """Level 2: the name and number (a firm: its credit code) are those of the register; sends a one-time code."""

    def command(tx: Tx) -> int:
        who = _party(actor)
        if not _agrees(who, name, number):
            raise refuse(
                "姓名（名称）和证件号码与登记的不一致",
                "Name and number are not those registered",
                (
                    "照证件核对后重填；登记有误的到窗口更正",
                    "Check the document; mistakes in the register are mended at a counter",
                ),
                "12.s1",
            )
        _note_check(tx, who, 2, "name and number")
        code = f"{random.randbelow(10**6):06}"
        IdentityCheck.objects.create(
            party=who,
            level=0,
            method=secrets.fingerprint(code, "contract.code")[:40],
            source="local box",
            at=tx.now,
            good_until=tx.now + CODE_FOR,
        )
        tx.message(
            who,
            Text(
                f"签署验证码 {code}，五分钟内有效，不要告诉别人",
                f"Signing code {code}, for five minutes; tell nobody",
            ),
        )
        return 2

    return int(write(command, actor=actor, key=key, name="contracts.check_number"))


def check_code(actor: Actor, code: str, *, key: str) -> int:
    """Level 3: the one-time code is right, once and in time."""

    def command(tx: Tx) -> int:
        who = _party(actor)
        tx.lock(f"contracts:code:{who}")
        row = IdentityCheck.objects.filter(party=who, level=0, good_until__gt=tx.now).order_by("-at").first()
        if row is None:
            raise refuse(
                "验证码已过期或已用过",
                "The code is over or was used",
                ("重新获取", "Ask for another"),
                "7.s1",
            )
        if row.method != secrets.fingerprint(code.strip(), "contract.code")[:40]:
            raise refuse(
                "验证码不对",
                "That is not the code",
                ("看清最新一条消息", "Look at the newest message"),
                "7.s1",
            )
        IdentityCheck.objects.filter(key=row.key).update(good_until=tx.now)
        if level(who, tx.now) < 2:
            raise refuse("请先核对姓名和证件", "Check name and document first", clause="7.s1")
        _note_check(tx, who, 3, "name, number, one-time code")
        return 3

    return int(write(command, actor=actor, key=key, name="contracts.check_code"))


def level(who: UUID, at: Any) -> int:
    """The level that serves now; 1 where only the account is known."""
    found = IdentityCheck.objects.filter(party=who, level__gt=0, good_until__gt=at).order_by("-level").first()
    return found.level if found else 1


def require_level(tx: Tx, who: UUID, parameter: str) -> IdentityCheck:
    """The check an act rests on. Refuses where it is under the level of `parameter`."""
    wanted = int(str(BOOK[parameter].at(local_day(tx.now)).value))
    found = (
        IdentityCheck.objects.filter(party=who, level__gte=wanted, good_until__gt=tx.now)
        .order_by("-at")
        .first()
    )
    if found is None:
        raise refuse(
            f"此操作须核验到第{wanted}级，现在是第{level(who, tx.now)}级",
            f"This act needs an identity check of level {wanted}",
            ("请先核验身份", "Verify your identity first"),
            "7.s1",
        )
    return found


def new_signing_key(actor: Actor, password: str, *, key: str) -> str:
    """A key and certificate for the actor's party after a level 3 check; an earlier key is put out of use."""

    def command(tx: Tx) -> str:
        who = _party(actor)
        if len(password) < LEAST_PASSWORD or password.isdigit():
            raise refuse(
                f"签署密码至少{LEAST_PASSWORD}位，不能全是数字",
                f"A signing password has {LEAST_PASSWORD} characters, not digits only",
                clause="12.s3",
            )
        check = require_level(tx, who, "identity_level_sign")
        tx.lock(f"contracts:key:{who}")
        old = SigningKey.objects.filter(party=who, state="in_use").first()
        if old is not None:
            key_cases.halt(tx, old, "superseded", None)
        named = party(who).name
        made = evidence.make_key(tx, who, named, check.level, password)
        SigningKey.objects.create(
            party=who,
            name=named,
            algorithm=evidence.ALGORITHM,
            sealed=made.sealed,
            salt=made.salt,
            chain=made.chain,
            serial=made.serial,
            issued_at=tx.now,
            expires_at=made.expires_at,
        )
        tx.audit("contracts.key_issued", party=str(who), serial=made.serial, level=check.level)
        return made.serial

    return str(write(command, actor=actor, key=key, name="contracts.new_key"))


def key_of(who: UUID) -> SigningKey | None:
    """The key a party signs with."""
    return SigningKey.objects.filter(party=who, state="in_use").first()


def open_key(tx: Tx, who: UUID, password: str) -> tuple[SigningKey, Any]:
    """The party's key, activated by the password; refuses one that is missing, over, stopped or locked."""
    row = SigningKey.objects.select_for_update().filter(party=who).order_by("-issued_at").first()
    if row is None:
        raise refuse(
            "您还没有签名证书", "You have no signing certificate", ("先领取证书", "Get one first"), "7.s1"
        )
    if row.state != "in_use":
        raise refuse(
            "签名密钥已停用，证书已吊销",
            "The key is stopped and its certificate revoked",
            ("核验身份后领取新证书", "Get a new one after an identity check"),
            "12.s5",
        )
    if row.expires_at <= tx.now:
        raise refuse(
            "签名证书已到期",
            "The certificate has expired",
            ("核验身份后更新", "Renew it after an identity check"),
            "7.s1",
        )
    if row.name != party(who).name:
        raise refuse(
            "证书上的名称与当事人不一致",
            "The certificate does not name this party",
            ("更新证书", "Renew it"),
            "7.s2",
        )
    try:
        return row, evidence.unlock_key(bytes(row.sealed), bytes(row.salt), row.chain, password)
    except evidence.Altered:
        raise WrongPassword(
            Text("签署密码不对，没有签署", "The signing password is wrong; nothing was signed"),
            mend=Text(
                "重新输入；忘记密码的，核验身份后领取新证书", "Enter it again, or get a new certificate"
            ),
            clause="lao-2020-28/12.s2",
        ) from None


class WrongPassword(Refusal):
    """The signing password was wrong; several in a row stop the key."""


def note_wrong(actor: Actor) -> None:
    """Count a wrong password; the fifth in a row stops the key, as a case of its own."""

    def command(tx: Tx) -> bool:
        row = SigningKey.objects.select_for_update().filter(party=_party(actor), state="in_use").first()
        if row is None:
            return False
        row.wrong += 1
        row.save(update_fields=["wrong"])
        return row.wrong >= MOST_WRONG

    if write(command, actor=actor, key=str(new_key()), name="contracts.wrong_password"):
        key_cases.lock(_party(actor))


def _agrees(who: UUID, name: str, number: str) -> bool:
    found = party(who)
    if not same_name(name, found.name):
        return False
    if found.kind == "firm":
        return firm(who).credit_code == number.strip().upper()
    try:
        return person(who).fingerprint == person_fingerprint(number)
    except Refusal:
        return False


def _note_check(tx: Tx, who: UUID, reached: int, method: str) -> None:
    IdentityCheck.objects.create(
        party=who,
        level=reached,
        method=method,
        source="local register",
        at=tx.now,
        good_until=tx.now + GOOD_FOR,
    )


def _party(actor: Actor) -> UUID:
    if actor.kind != "party" or actor.party is None:
        raise refuse("请以当事人身份办理", "Act as a party")
    return actor.party
