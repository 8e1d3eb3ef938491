"""The fee of an application, between the notice at work and the review body: asked, paid through a channel, or not taken.

What is due is the dated parameter `review_fee` of the day the notice ended. While its value is to be confirmed nothing
is taken, and the case says so. A payment is begun in a command of its own, so that whatever happens afterwards its
number is known; who finds it unfinished asks the channel again under the same number.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.money import format_yuan
from gongbao.law import units
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.banking.services import Payment, PaymentChannel, payment_channel
from gongbao.platform.cases.services import Act, Case, history, lock_case, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.casework.effects import notify_applicant
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import ZONE, local_day
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.letters import services as letters
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.titles.models import Application, Fee
from gongbao.platform.titles.words import CITY_OFFICE, dated, refuse

NAME, UNKNOWN = "review_fee", "待确认"
FINISH, PATIENCE, SEAL = "titles.fee", timedelta(minutes=2), "titles.fee_account"
DUE = "fee_due"
RECEIPT = Text("评审费缴费回执", "Receipt of the fee")


class Due(NamedTuple):
    """What is to be paid on a day: fen, None while the sum is to be confirmed; and where the value is from."""

    amount: int | None
    source: Text


def due(room: str, on: date) -> Due:
    """The fee of an application in a room."""
    found = dated(room, NAME, on)
    amount = None if found.value == UNKNOWN else units.read(found.value, "fen", NAME)
    assert amount is None or isinstance(amount, int), "money is fen"
    return Due(amount, found.source)


def ask(tx: Tx, case: Case, act: Act) -> None:
    """The notice at work is over: ask the applicant for the fee, or say why none is taken and go on."""
    amount = due(case.room, local_day(tx.now)).amount
    if amount:
        notify_applicant(tx, case, act)
        return
    reason = "fee_unknown" if amount is None else "free"
    casework.step(tx, lock_case(case.key), "no_fee", decided={"reasons": [reason]})


def _asked(case: Case) -> int | None:
    """What a case that waits for its fee has to pay: the sum of the day the notice ended, whatever it is by now."""
    if case.state != DUE:
        return None
    asked = [each.at for each in history(case.key, personal=False) if each.action == "notice_over"]
    return due(case.room, local_day(asked[-1])).amount


def _cited(case: Case) -> str:
    """The clause of the case's own document on paying, empty where it is silent."""
    clause: str = registered(case.procedure, case.version).procedure.action("pay_fee").clause
    return clause


def settle(tx: Tx, case: Case, act: Act) -> None:
    """Nobody goes on to the body but who has paid: the step follows from a payment that the channel confirmed."""
    with parties.opened("fee settled"):
        paid = Fee.objects.filter(case=case.key, state="paid").exists()
    if not paid:
        raise refuse("还没有收到评审费", "the fee has not been received", ("请在缴费页面缴纳", "pay it on its page"), _cited(case))  # fmt: skip


def pay(actor: Actor, number: str, account: str, *, key: str, channel: PaymentChannel | None = None) -> dict[str, Any]:  # fmt: skip
    """Pay a case's fee from an account, at once; the same key, once. Raises Refusal where the channel takes nothing."""
    fee = write(
        lambda tx: begin(tx, number, account), actor=actor, key=key, name="titles.fee", request=[number, account]
    )  # fmt: skip
    done: dict[str, Any] = write(
        lambda tx: finish(tx, UUID(fee), channel or payment_channel()), actor=actor, key=f"{key}/channel",
        name="titles.fee.channel", request=fee,
    )  # fmt: skip
    if done["why"]:
        raise refuse(f"没有扣款：{done['why']}", f"nothing was taken: {done['why']}", ("请换一个账号再缴", "use another account"), where="account")  # fmt: skip
    return done


def begin(tx: Tx, number: str, account: str) -> str:
    """Fix what is paid under which number; one still unanswered is gone on with, its account stays."""
    case = lock_case(access_case(tx.actor, number, doing="pay_fee").key)
    with parties.opened("fee begun"):
        rows = list(Fee.objects.filter(case=case.key).order_by("attempt"))
        if rows and rows[-1].state == "asked":
            return str(rows[-1].key)
        amount = _asked(case)
        if not amount or any(row.state == "paid" for row in rows):
            raise refuse(
                "本件现在没有要缴的费用",
                "nothing is to be paid on this case now",
                ("请刷新页面", "reload the page"),
            )
        attempt = len(rows) + 1
        row = Fee.objects.create(
            office=case.office, party=case.party, case=case.key, attempt=attempt, number=f"{number}-F{attempt}", amount=amount,
            account=secrets.seal(account, SEAL), asked_at=tx.now,
        )  # fmt: skip
    tx.enqueue(FINISH, {"fee": str(row.key)}, run_at=tx.now + PATIENCE, key=str(row.key))
    tx.audit("titles.fee_begun", fee=row.number, amount=amount)
    return str(row.key)


def finish(tx: Tx, fee: UUID, channel: PaymentChannel) -> dict[str, Any]:
    """Ask the channel and book its answer; one answered before is told again."""
    with parties.opened("fee answered"):
        row = Fee.objects.filter(key=fee).first()
        if row is None:
            raise refuse("没有这笔缴费", "there is no such payment")
        case = lock_case(row.case)
        row = Fee.objects.select_for_update().get(key=fee)
        if row.state == "asked":
            _book(tx, case, row, channel)
    return {"number": row.number, "amount": row.amount, "why": row.why}


def _book(tx: Tx, case: Case, row: Fee, channel: PaymentChannel) -> None:
    applied = Application.objects.select_related("round__body").get(case=case.key)
    payee, purpose = applied.round.body.name, f"{case.number}{applied.title}评审费"
    account = secrets.unseal(bytes(row.account), SEAL)
    answer = channel.pay(Payment(row.number, account, payee, row.amount, purpose), tx.now)
    row.why, row.reference, row.channel, row.answered_at = (
        answer.why,
        answer.reference,
        channel.label.zh,
        tx.now,
    )
    row.state = "failed" if answer.why else "paid"
    if row.state == "paid":
        if case.state == DUE:
            row.receipt = _receipt(tx, case, row, payee)
        else:  # withdrawn while the channel was asked
            row.state = "to_return"
            text = Text(
                f"{case.number}已撤回，评审费{format_yuan(row.amount)}元应退",
                f"{case.number} was withdrawn: the fee is to be returned",
            )
            messages.to_office(tx, CITY_OFFICE, text, case=case.key, key=f"{row.key}:return")
    row.save()
    tx.audit("titles.fee_answered", fee=row.number, state=row.state)
    if row.state == "paid":
        casework.step(tx, case, "pay_fee")


def _receipt(tx: Tx, case: Case, row: Fee, payee: str) -> UUID:
    """The receipt as a letter, with the channel's reference and what the channel is."""
    assert case.party is not None, "a person applies"
    content = letters.Content(
        opening=("已收到您缴纳的职称评审费。",),
        facts=(
            ("办件编号", case.number), ("缴费编号", row.number), ("金额", f"{format_yuan(row.amount)}元"), ("收款单位", payee),
            ("缴费时间", f"{tx.now.astimezone(ZONE):%Y-%m-%d %H:%M}"), ("渠道", row.channel), ("渠道流水号", row.reference),
        ),
        decision=("申报材料已送评审服务机构审核。",),
    )  # fmt: skip
    made = letters.issue(
        tx, f"receipt.fee.{case.room}"[:24], RECEIPT, content, office=case.office, addressee=parties.party(case.party).name, prefix="京职评费",
        case=case.key, party=case.party,
    )  # fmt: skip
    letter: UUID = made.letter
    return letter


@handles(FINISH)
def finish_job(tx: Tx, job: Job) -> None:
    """Finish what nobody finished: the channel is asked again under the same number."""
    finish(tx, UUID(job.payload["fee"]), payment_channel())


def fees_of(case: UUID) -> list[Fee]:
    """The payments of a case, the latest last; inside a reading of somebody who may see the case."""
    with parties.opened("fees of a case"):
        return list(Fee.objects.filter(case=case).order_by("attempt"))


def terms(case: Case) -> Text:
    """What a case's fee is, to whom and through what, for whoever is about to pay it. Raises Refusal."""
    with parties.opened("who gets the fee"):
        amount = _asked(case)
        if not amount:
            raise Refusal(Text("现在不收评审费", "No fee is taken now"), clause=_cited(case))
        payee = Application.objects.select_related("round__body").get(case=case.key).round.body.name
    label = payment_channel().label
    return Text(
        f"评审费{format_yuan(amount)}元，收款单位{payee}，渠道：{label.zh}。缴清后材料送评审服务机构。",
        f"The fee is {format_yuan(amount)} yuan, paid to {payee} through: {label.say('en')}. Then the review body gets the material.",
    )
