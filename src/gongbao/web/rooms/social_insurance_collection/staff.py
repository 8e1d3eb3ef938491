"""The sheet of staff as the firm sends it: good rows, or every fault by sheet, row and column."""

from __future__ import annotations

from gongbao.law.errors import Refusal
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.forms import DECLARATION
from gongbao.web.shared.uploads import read_rows


def read_staff(data: bytes) -> tuple[list[social.Staff] | None, list[Refusal]]:
    """The people of a sheet, or what is wrong with it: a list of staff is sent whole or not at all."""
    rows, faults = read_rows(data, DECLARATION.field("staff").columns, where="sheet")
    if rows is None or faults:
        return None, faults
    return [
        social.Staff(
            row["name"],
            row["identity_number"],
            row["declared_base"],
            row["household"] == "rural",
            row.get("change") == "left",
        )
        for row in rows
    ], []
