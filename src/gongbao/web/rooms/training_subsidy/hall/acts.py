"""What a firm can do to a case it has sent: each act's words, its form, and the service that does it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongbao.kernel.forms import Field
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import APPLICATION, USES
from gongbao.web.hall.doing import PartyAct

DOCUMENT = "neng-2020-6"


def _withdraw(actor: Actor, number: str, given: Mapping[str, Any], key: str) -> Any:
    return training.withdraw(actor, number, key=key)


def _acknowledge(actor: Actor, number: str, given: Mapping[str, Any], key: str) -> Any:
    return training.acknowledge(actor, number, key=key)


def _appeal(actor: Actor, number: str, given: Mapping[str, Any], key: str) -> Any:
    return training.appeal(actor, number, given["statement"], key=key)


def _account(actor: Actor, number: str, given: Mapping[str, Any], key: str) -> Any:
    assert actor.party is not None
    holder = given.get("holder") or parties.firm(actor.party).name
    return training.correct_account(
        actor, number, holder=holder, bank=given["bank"], account=given["account"], key=key
    )


def _use(actor: Actor, number: str, given: Mapping[str, Any], key: str) -> Any:
    return training.declare_use(actor, number, given["use"], given["amount"], given["month"], key=key)


def _respond(actor: Actor, number: str, given: Mapping[str, Any], key: str) -> Any:
    return training.respond(actor, number, given["statement"], key=key)


_REASONS = Field(
    name="statement", kind="long_text", label=Text("理由", "Your reasons"),
    help=Text("写明哪里不对、依据什么", "Say what is wrong and on what ground"),
)  # fmt: skip
ACTS: dict[str, PartyAct] = {
    "withdraw": PartyAct(
        "withdraw",
        Text("撤回申请", "Withdraw the application"),
        Text("撤回后这次申请就结束了，占用的额度放开；受理期内可以重新申请。", "The application ends and what it held is free again; you may apply anew while applications are taken."),
        Text("撤回", "Withdraw"), _withdraw, grave=True,
    ),
    "acknowledge": PartyAct(
        "acknowledge",
        Text("确认收到决定", "Acknowledge the decision"),
        Text("确认后，收到的日期记在案上。不确认也不影响您的权利。", "The day of receipt is recorded. Your rights do not depend on it."),
        Text("已收到", "I have received it"), _acknowledge,
    ),
    "appeal": PartyAct(
        "appeal",
        Text("申请行政复议", "Ask for reconsideration"),
        Text("写明理由。期限和受理机关见决定书末尾。", "Give your reasons. The letter’s end says by when and before whom."),
        Text("提交", "Submit"), _appeal, (_REASONS,),
    ),
    "account": PartyAct(
        "correct_account",
        Text("更正收款账户", "Correct the account"),
        Text("更正后直接重新拨付，不用再申请。必须是本企业的对公账户。", "It is then paid again without a new application. It must be the firm’s own account."),
        Text("更正", "Correct it"), _account,
        (
            Field(name="holder", kind="text", label=Text("户名", "Account holder"), required=False,
                  help=Text("不填就是企业名称", "Left empty it is the firm’s name")),
            APPLICATION.field("bank"), APPLICATION.field("account"),
        ),
        f"{DOCUMENT}/3.3.e",
    ),
    "use": PartyAct(
        "",
        Text("申报补贴用途", "Declare what the money was spent on"),
        Text("列明的用途以外也可以申报，会标出来供检查。", "Other uses than those listed are kept and flagged for inspection."),
        Text("申报", "Declare"), _use,
        (
            Field(name="use", kind="choice", label=Text("用途", "Use"), options=USES),
            Field(name="amount", kind="money", label=Text("金额", "Amount"), unit=Text("元", "yuan"), minimum=1),
            Field(name="month", kind="month", label=Text("月份", "Month"), example="2020-11"),
        ),
        f"{DOCUMENT}/2.4",
    ),
    "respond": PartyAct(
        "respond",
        Text("陈述和申辩", "State your case"),
        Text("作出追回决定之前，您可以说明情况。", "You may explain before anything is ordered back."),
        Text("提交", "Submit"), _respond, (_REASONS,), f"{DOCUMENT}/4.3.c",
    ),
}  # fmt: skip
