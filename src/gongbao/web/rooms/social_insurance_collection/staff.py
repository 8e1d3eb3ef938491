"""The sheet of staff as the firm sends it: good rows, or every fault by sheet, row and column."""

from __future__ import annotations

from gongbao.kernel.forms import columns
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.excel import services as excel
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.forms import DECLARATION
from gongbao.web.shared.refusals import tried

MOST_SHOWN = 50


def read_staff(data: bytes) -> tuple[list[social.Staff] | None, list[Refusal]]:
    """The people of a sheet, or what is wrong with it, at most `MOST_SHOWN` faults."""
    table, problems = tried(lambda: excel.read_table(data, columns(DECLARATION.field("staff"))))
    if table is None:
        return None, problems
    if table.problems:
        told = [
            Refusal(
                Text(f"{p.where('zh')}：{p.what.zh}", f"{p.where('en')}: {p.what.en}"),
                where="sheet",
                mend=p.mend,
                clause=p.clause,
            )
            for p in table.problems[:MOST_SHOWN]
        ]
        return None, told
    return [
        social.Staff(
            row.values["name"],
            row.values["identity_number"],
            row.values["declared_base"],
            row.values["household"] == "rural",
            row.values.get("change") == "left",
        )
        for row in table.rows
    ], []
