"""Who planned the payments of a request, so that the page can say beforehand who may not release them."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.platform.cases.services import Event
from gongbao.platform.funds import services as funds


def planners_of(rows: Sequence[funds.PaymentRow]) -> set[str]:
    """The identities that planned payments for the request these payments belong to; inside a reading."""
    joined = Event.objects.filter(case__in=[row.case for row in rows], action="collect").values_list(
        "body", flat=True
    )
    requests = {body["request"] for body in joined if "request" in body}
    return set(Event.objects.filter(case__in=requests, action="pay_firms").values_list("actor", flat=True))
