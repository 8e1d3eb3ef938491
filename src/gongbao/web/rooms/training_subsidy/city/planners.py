"""Who planned the payments of a request, so that the page can say beforehand who may not release them."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.platform.cases.services import steps_of
from gongbao.platform.funds import services as funds


def planners_of(rows: Sequence[funds.PaymentRow]) -> set[str]:
    """The identities that planned payments for the request these payments belong to; inside a reading."""
    joined = steps_of([row.case for row in rows], "collect")
    requests = {body["request"] for _, body in joined if "request" in body}
    return {actor for actor, _ in steps_of(requests, "pay_firms")}
