"""A builder's projects whose workers have injury insurance by project: what stands on the collection's books (14)."""

from __future__ import annotations

from uuid import UUID

from gongbao.platform.collections import services as collections
from gongbao.platform.flexible_employment.words import CONTRIBUTIONS

INJURY = "injury"


def of_firm(party: UUID | None) -> list[collections.ChargeRow]:
    """The charges by project of a firm, newest first; inside a read() of somebody who may see them."""
    if party is None:
        return []
    rows = collections.charges(CONTRIBUTIONS, party=party, states=("open", "settled"), limit=None)
    return [row for row in rows if row.item == INJURY and row.kind == collections.KINDS["project"]]
