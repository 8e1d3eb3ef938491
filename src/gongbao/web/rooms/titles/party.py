"""The applicant's pages of a review, which all rooms on titles share: the fee is paid on a page that says how much."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.titles import services as titles
from gongbao.web.hall.doing import PartyAct
from gongbao.web.rooms.base import PartyPart
from gongbao.web.rooms.titles import parts


def _pay(actor: Actor, number: str, values: Mapping[str, Any], key: str) -> dict[str, Any]:
    return titles.pay_fee(actor, number, str(values["account"]), key=key)


PARTY = PartyPart(
    acts={
        "pay_fee": PartyAct(
            "pay_fee", Text("缴纳评审费", "Pay the fee"), titles.fee_terms, Text("缴费", "Pay"), _pay,
            (parts.field("account", "account", "付款账号", "Account to pay from"),),
        )
    },
    to_do={"fee_due": Text("缴清评审费后，材料才送评审服务机构", "The review body gets the material once the fee is paid")},
)  # fmt: skip
