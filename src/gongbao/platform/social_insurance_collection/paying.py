"""A firm pays on line: its agreement must allow it, the charges are held, the bank is asked once."""

from __future__ import annotations

from collections.abc import Sequence

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Actor, Tx, now
from gongbao.platform.social_insurance_collection.debits import firm_kinds, require_service
from gongbao.platform.social_insurance_collection.duesview import payer_of
from gongbao.platform.social_insurance_collection.words import SCHEME
from gongbao.policies.social_insurance_collection.rules import DOCUMENT, ONLINE_DEBIT


def pay_online(
    actor: Actor,
    numbers: Sequence[str],
    *,
    key: str,
    bank: collections.OnlineBank | None = None,
    whole: bool = True,
) -> int:
    """Debit the acting party's charges at once through its agreement (税库银); returns the fen paid.

    Unless `whole`, what is deferred is not debited. Refuses who is not registered, who has no agreement that allows it, and what the bank did not debit.
    """
    on = now().astimezone(ZONE).date()
    require_service(on)
    kinds = firm_kinds(ONLINE_DEBIT, on)

    def payer(tx: Tx) -> collections.Payer:
        found = required_payer(tx.actor)
        agreement = collections.in_force(found.hash)
        if agreement is None or agreement.kind not in kinds:
            raise Refusal(
                Text("联网缴税要先有三方协议或原银行缴费协议", "On-line debit needs a debit agreement"),
                mend=Text("可以先打印凭证到银行缴，或签三方协议", "Print a voucher, or sign the agreement"),
                clause=DOCUMENT + "3.1.1",
            )
        return found

    asked = collections.draw(
        actor, SCHEME, payer, numbers, kinds=kinds, on=on, key=key, name="social.pay", bank=bank, whole=whole
    )
    if asked.why:
        raise Refusal(
            Text(f"银行没有扣款：{asked.why}", f"The bank did not debit: {asked.why}"),
            mend=Text("请核对账户后再试", "Check the account and try again"),
            clause=DOCUMENT + "3.1.1",
        )
    return asked.drawn


def required_payer(actor: Actor) -> collections.Payer:
    """The acting party as payer; refuses who is not registered with the agency."""
    found = payer_of(actor)
    if found is None:
        raise Refusal(
            Text("还没有参保登记", "Not registered for insurance"),
            mend=Text("请先到社保经（代）办机构登记", "Register with the agency first"),
            clause=DOCUMENT + "2.1",
        )
    return found
