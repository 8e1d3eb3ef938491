"""What other registers send as a file: good rows kept as answers, bad ones parked."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from gongbao.kernel.forms import Field, columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import lists, outside
from gongbao.platform.personnel_archives.words import OUTSIDE
from gongbao.policies.personnel_archives.forms import IMPORTS


def register_template(register: str) -> bytes:
    """The Excel template of a register's file."""
    return excel.template(_sheet(register), title=OUTSIDE[register])


def read_register(register: str, data: bytes, on: date) -> Any:
    """The table of a register's file; call it before the command."""
    return excel.read_table(data, columns(_sheet(register)), on=on)


def take_register(
    tx: Tx, register: str, data: bytes, table: Any, *, office: str, as_of: date, source: str
) -> lists.Taken:
    """Keep what a register says of each person on a day; rows that cannot be read are parked.

    The same file for the same register again is refused.
    """
    kind = f"of {register}"
    batch = lists.begin(tx, kind, office, source, sha256(data).hexdigest(), lists.rows_of(table))
    parked = lists.park_unread(tx, table, batch, register)
    good = [
        (parties.person_fingerprint(row.values["identity_number"]), said(row.values)) for row in table.rows
    ]
    outside.record(tx, register, good, as_of=as_of, source=source, office=office)
    return lists.finish(tx, batch, len(good), parked)


def said(values: dict[str, Any]) -> dict[str, Any]:
    """What a row says, without the number it says it of."""
    kept = {name: value for name, value in values.items() if name != "identity_number" and value is not None}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def _sheet(register: str) -> Field:
    if register not in IMPORTS:
        raise Refusal(
            Text(f"没有“{register}”登记", f"There is no register {register}"),
            where="register",
            mend=Text("请从列表中选", "Choose one of the list"),
            clause="rencai-2020-24/7.s3",
        )
    return Field(
        name="rows", kind="table", label=OUTSIDE[register], columns=IMPORTS[register], max_rows=50000
    )
