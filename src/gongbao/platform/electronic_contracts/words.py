"""Names, roles and small helpers of the room's app."""

from __future__ import annotations

import secrets as random
from typing import Any

from gongbao.kernel.money import format_yuan
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.letters.services import next_number
from gongbao.policies.electronic_contracts.procedure import CONTRACT, NOTICE, SUCCESSOR

ROOM, DIGITS = "electronic_contracts", "28"
EMPLOYER, WORKER, SYSTEM = "employer", "worker", "system"
SUCCESSORS = ("renewal", "change", "end_agreement")
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
KINDS = {
    "contract": Text("劳动合同", "Labour contract"),
    "renewal": Text("续订", "Renewal"),
    "change": Text("变更", "Change"),
    "end_agreement": Text("协议解除", "Agreed ending"),
    "notice": Text("单方通知", "One-sided notice"),
    "certificate": Text("结束证明", "Certificate of ending"),
}


def procedure_of(kind: str) -> Any:
    """The procedure a document of this kind follows."""
    return CONTRACT if kind == "contract" else SUCCESSOR if kind in SUCCESSORS else NOTICE


def new_number(tx: Tx) -> str:
    """The next contract number, such as LH-2020-28-000123."""
    year = local_day(tx.now).year
    return f"LH-{year}-28-{next_number(f'contract:{year}'):06}"


def new_code() -> str:
    """What anybody types to verify a contract: twelve characters without look-alikes."""
    body = "".join(random.choice(ALPHABET) for _ in range(12))
    return f"{body[:4]}-{body[4:8]}-{body[8:]}"


def yuan(fen: int | None) -> str:
    """An amount for screens."""
    return "" if fen is None else format_yuan(fen)


def refuse(zh: str, en: str, mend: tuple[str, str] = ("", ""), clause: str = "") -> Refusal:
    """A refusal with its clause of this room."""
    cited = f"lao-2020-28/{clause}" if clause else ""
    return Refusal(Text(zh, en), mend=Text(*mend), clause=cited)
