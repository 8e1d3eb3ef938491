"""What the tax desk does: each act's words, what it asks, and what it says when done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from gongbao.kernel.forms import Field, Option
from gongbao.kernel.logchain import sm3
from gongbao.kernel.money import format_yuan
from gongbao.law.cite import Cite
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.collections import services as collections
from gongbao.platform.db.services import Actor, Tx, now, read, write
from gongbao.platform.social_insurance_collection import services as social
from gongbao.policies.social_insurance_collection.forms import BANKS
from gongbao.web.rooms.social_insurance_collection import sheets
from gongbao.web.shared.uploads import read_rows

SCHEME, OFFICE = social.SCHEME, social.CITY_OFFICE
OFFICER, REVIEWER = "tax_officer", "tax_reviewer"
Do = Callable[[Tx, dict[str, Any], bytes, str], Text]
MONTH = Field(name="month", kind="month", label=Text("月份", "Month"), example="2021-01")
DAY = Field(name="on", kind="date", label=Text("扣款日", "Day of the debit"))
BANK = Field(name="bank", kind="choice", label=Text("银行", "Bank"), options=BANKS)
WHO = Field(
    name="who",
    kind="choice",
    label=Text("扣谁的", "Whom"),
    options=(
        Option("firms", Text("企业（有协议）", "Firms with an agreement")),
        Option("flexible", Text("灵活就业人员", "Flexible workers")),
    ),
)
LAYOUT = Field(
    name="layout",
    kind="choice",
    label=Text("文件格式", "Layout of the file"),
    options=(
        Option("fixed", Text("定长文本", "Fixed width")),
        Option("csv", Text("CSV", "CSV")),
        Option("xlsx", Text("Excel", "Excel")),
    ),
)
MOST_TOLD = 20
NOTED = Text("已登记处理结果", "Noted")
WHY = Field(name="why", kind="text", label=Text("原因", "Reason"), max_length=200)
HOW = Field(name="how", kind="text", label=Text("怎样处理的", "How it was settled"), max_length=200)


@dataclass(frozen=True)
class Act:
    """One act: for which role, its words, what it asks (`fields`), whether a file comes with it."""

    name: str
    role: str
    title: Text
    text: Text
    clause: str
    do: Do
    fields: Callable[[Actor], tuple[Field, ...]]
    step_up: bool = False
    upload: bool = False


def of(actor: Actor, name: str) -> Act:
    """The act of this name, if it is of the officer's roles. Raises Http404."""
    for each in ACTS:
        if each.name == name and each.role in actor.roles:
            return each
    raise Http404(name)


def carry_out(actor: Actor, act: Act, values: dict[str, Any], data: bytes, name: str, key: str) -> Text:
    """Do an act once; what it says when done."""
    asked = [asked_of(values), sm3(data).hex()]
    told = write(
        lambda tx: list(act.do(tx, values, data, name)),
        actor=actor,
        key=key,
        name=f"social.tax.{act.name}",
        request=asked,
    )
    return Text(*told)


def asked_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was entered, as the write door keeps it: the same key with anything else is refused."""
    return {name: value if isinstance(value, bool | int) else str(value) for name, value in values.items()}


def _plain(*fields: Field) -> Callable[[Actor], tuple[Field, ...]]:
    return lambda actor: fields


def _text(name: str, zh: str, en: str) -> Field:
    return Field(name=name, kind="text", label=Text(zh, en), max_length=60)


def _choice(name: str, label: Text, options: list[Option]) -> Field:
    nothing = [Option("", Text("没有可选的", "There is none"))]
    return Field(name=name, kind="choice", label=label, options=tuple(options or nothing))


def _batches(*codes: str) -> Callable[[Actor], tuple[Field, ...]]:
    def fields(actor: Actor) -> tuple[Field, ...]:
        with read(actor, purpose="debit batches"):
            rows = collections.batches(SCHEME, codes=codes)
        options = [
            Option(str(b.id), Text(f"{b.number}　{b.count} 笔 {format_yuan(b.total)} 元", f"{b.number}: {b.count} debits, {format_yuan(b.total)} yuan"))
            for b in rows
        ]  # fmt: skip
        return (_choice("batch", Text("批次", "Batch"), options),)

    return fields


def _parked(actor: Actor) -> tuple[Field, ...]:
    with read(actor, purpose="parked lines"):
        rows = [p for p in collections.parked(SCHEME) if p.row]
    options = [
        Option(str(p.id), Text(f"{p.file} 第{p.row}行 {p.reason.zh}", f"{p.file} row {p.row}: {p.reason.en}"))
        for p in rows
    ]
    return (_choice("line", Text("哪一行", "Which line"), options), HOW)


def _differences(actor: Actor) -> tuple[Field, ...]:
    with read(actor, purpose="open differences"):
        rows = collections.open_differences(SCHEME)
    options = [
        Option(str(d.id), Text(f"{d.number}　{d.kind.zh}　相差 {format_yuan(d.amount)} 元", f"{d.number}: {d.kind.en}, {format_yuan(d.amount)} yuan"))
        for d in rows
    ]  # fmt: skip
    return (_choice("difference", Text("哪一笔差异", "Which difference"), options), HOW)


def _loose(actor: Actor) -> tuple[Field, ...]:
    with read(actor, purpose="loose money"):
        rows = collections.payments(SCHEME, loose=True)
    options = [
        Option(str(p.id), Text(f"{p.payer_name}　余 {format_yuan(p.unallocated)} 元", f"{p.payer_name}: {format_yuan(p.unallocated)} yuan"))
        for p in rows
    ]  # fmt: skip
    reason = Field(name="reason", kind="text", label=Text("退费理由", "Reason"), max_length=200)
    return (_choice("money", Text("哪一笔", "Which money"), options), reason)


def _loose_only(actor: Actor) -> tuple[Field, ...]:
    return _loose(actor)[:1]


def _refunds(*states: str) -> Callable[[Actor], tuple[Field, ...]]:
    def fields(actor: Actor) -> tuple[Field, ...]:
        with read(actor, purpose="refunds"):
            rows = collections.refunds(SCHEME, states=states)
        options = [
            Option(str(r.id), Text(f"{r.payer_name}　{format_yuan(r.amount)} 元　{r.reason}", f"{r.payer_name}: {format_yuan(r.amount)} yuan, {r.reason}"))
            for r in rows
        ]  # fmt: skip
        return (_choice("refund", Text("哪一笔退费", "Which refund"), options),)

    return fields


def _decision(actor: Actor) -> tuple[Field, ...]:
    approve = Field(
        name="approve",
        kind="choice",
        label=Text("决定", "Decision"),
        options=(Option("yes", Text("批准", "Approve")), Option("no", Text("不批准", "Reject"))),
    )
    return (*_refunds("asked")(actor), approve)


def _plan(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    batch = social.plan(tx, v["bank"], v["on"], flexible=v["who"] == "flexible", layout=v["layout"])
    if batch is None:
        return Text("没有可扣的应缴", "There is nothing to debit")
    made = next(b for b in collections.batches(SCHEME) if b.id == batch)
    yuan = format_yuan(made.total)
    return Text(
        f"已编 {made.number}：{made.count} 笔 {yuan} 元", f"{made.number}: {made.count} debits, {yuan} yuan"
    )


def _send(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    digest = collections.send_debits(tx, UUID(v["batch"]))
    return Text(f"已送出，SM3 {digest[:16]}…", f"Sent; SM3 {digest[:16]}…")


def _cancel(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    collections.cancel_debits(tx, UUID(v["batch"]))
    return Text("已作废，应缴可以重新扣款", "Cancelled; its charges are free again")


def _results(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    done = collections.import_results(
        tx, SCHEME, data, name=name, sender=v["bank"], office=OFFICE, clause=D + "3.2.a"
    )
    if done.state == "parked":
        why = done.reason
        cited = Cite(why["clause"]).label()
        return Text(
            f"文件整份待处理，一笔也没有入账：{why['zh']}。{why['mend_zh']}（{cited.zh}）",
            f"The file waits whole, nothing of it is booked: {why['en']}. {why['mend_en']} ({cited.en})",
        )
    if done.known and not done.paid + done.failed + done.parked:
        return Text(
            f"{done.known} 笔结果此前都已入账，没有重复记账", f"All {done.known} results were booked before; nothing is booked twice"
        )  # fmt: skip
    return Text(
        f"扣款成功 {done.paid} 笔，不成功 {done.failed} 笔，已知 {done.known} 笔，待处理 {done.parked} 行",
        f"{done.paid} debited, {done.failed} not, {done.known} known before, {done.parked} parked",
    )


def _compare(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    found = social.compare_registrations(tx, v["month"])
    return Text(f"不一致 {len(found)} 人，已暂停扣款并通知", f"{len(found)} do not agree; held and told")


def _calendar(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    count = social.load_debit_calendar(tx, v["month"], [v["first"], v["second"]], v["source"])
    return Text(f"已载入 {count} 个扣款日", f"{count} debit days loaded")


def _reconcile(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    done = collections.reconcile_period(tx, SCHEME, v["month"], office=OFFICE)
    gap = format_yuan(done.unexplained)
    return Text(
        f"一致 {done.agreed} 笔，有差异 {done.differing} 笔，未解释 {gap} 元",
        f"{done.agreed} agree, {done.differing} differ, {gap} yuan unexplained",
    )


def _remit(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    rows = collections.unremitted(SCHEME)
    if not rows:
        return Text("没有待划缴的款项", "Nothing is to be passed on")
    total = sum(fen for _, fen in rows)
    collections.remit(
        tx,
        SCHEME,
        v["document"],
        [key for key, _ in rows],
        total,
        office=OFFICE,
        collector="tax",
        period=f"{v['on']:%Y-%m}",
        remitted_on=v["on"],
        treasury_reference=v["document"],
    )
    yuan = format_yuan(total)
    return Text(f"已划缴国库 {len(rows)} 笔 {yuan} 元", f"{len(rows)} items, {yuan} yuan passed on")


def _remind(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    count = social.remind(tx)
    return Text(f"已提醒 {count} 笔逾期应缴", f"{count} overdue charges reminded")


def _holders(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    rows, faults = read_rows(data, sheets.HOLDERS)
    if not rows:
        raise (
            faults[0]
            if faults
            else Refusal(Text("表里没有可用的行", "The sheet has no usable row"), where="file")
        )
    count = sheets.record_holders(tx, v["bank"], rows)
    return Text(
        f"已更新 {count} 个账户，{len(faults)} 处有误未入",
        f"{count} accounts updated, {len(faults)} faults left out",
    )


def _old_agreements(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    rows, faults = read_rows(data, sheets.OLD_AGREEMENTS)
    if not rows:
        nothing = Refusal(Text("表里没有可用的行", "The sheet has no usable row"), where="file")
        raise faults[0] if faults else nothing
    taken, left = sheets.take_over(tx, rows)
    if not taken:
        raise left[0]
    told = [*faults, *left][:MOST_TOLD]
    zh = "".join(f"；{each.what.zh}，{each.mend.zh}" for each in told)
    en = "".join(f"; {each.what.en}: {each.mend.en}" for each in told)
    return Text(
        f"已接收 {taken} 份，{len(faults) + len(left)} 行有误未入{zh}",
        f"{taken} taken over, {len(faults) + len(left)} left out{en}",
    )


def _settle(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    collections.settle_parked(tx, [UUID(v["line"])], v["how"])
    return NOTED


def _settle_difference(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    collections.settle_difference(tx, UUID(v["difference"]), v["how"])
    return NOTED


def _cancel_charge(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    collections.cancel(tx, v["charge"], v["why"])
    return Text(f"应缴 {v['charge']} 已作废", f"Charge {v['charge']} is cancelled")


def _undo(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    fen = collections.undo(tx, collections.allocation_of(v["charge"], v["reference"]), v["why"])
    yuan = format_yuan(fen)
    return Text(
        f"已撤销 {yuan} 元的分配，应缴恢复待缴，款项转为余款",
        f"{yuan} yuan taken back: the charge is open, the money loose",
    )


def _allocate(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    fen = collections.settle_oldest(tx, UUID(v["money"]))
    yuan = format_yuan(fen)
    return Text(f"已用余款缴清 {yuan} 元", f"{yuan} yuan of loose money used")


def _ask(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    row = next((p for p in collections.payments(SCHEME, loose=True) if str(p.id) == v["money"]), None)
    if row is None:
        raise Refusal(Text("这笔余款已不在", "That money is no longer loose"), where="money")
    collections.ask_refund(tx, row.id, row.unallocated, v["reason"])
    return Text("退费已提出，待复核人审批", "Asked for; a reviewer decides")


def _decide(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    collections.decide_refund(tx, UUID(v["refund"]), v["approve"] == "yes")
    return Text("已审批", "Decided")


def _pay_back(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    collections.pay_refund(tx, UUID(v["refund"]), now().date(), v["reference"])
    return Text("已登记退款", "Noted as paid")


def _counter(tx: Tx, v: dict[str, Any], data: bytes, name: str) -> Text:
    done = collections.pay_voucher(
        tx, v["code"], v["amount"], on=v["on"], bank=v["bank"], reference=v["reference"]
    )
    yuan = format_yuan(done.settled)
    return Text(f"已入账，缴清 {yuan} 元", f"Booked; {yuan} yuan settled")


D = "she-2020-18/"
ACTS: tuple[Act, ...] = (
    Act("load-calendar", OFFICER, Text("载入扣款日历", "Load the debit calendar"),
        Text("按公布的日历填；不推算", "As published; never guessed"), D + "2.2.b", _calendar,
        _plain(MONTH, Field(name="first", kind="date", label=Text("第一次扣款日", "First debit day")),
               Field(name="second", kind="date", label=Text("第二次扣款日", "Second debit day")),
               _text("source", "出处", "Source"))),
    Act("compare", OFFICER, Text("核对登记", "Compare registrations"),
        Text("扣款前核对社保登记与银行登记；不一致的暂停并通知本人", "Before the debit; who does not agree is held and told"),
        D + "4.p1.c", _compare, _plain(MONTH)),
    Act("holders", OFFICER, Text("导入银行登记", "Take in the bank's records"),
        Text("银行给出的账号、户名、证件号码；只存校验值", "Accounts, holders, numbers; only hashes are kept"), D + "4.p1.c", _holders,
        _plain(BANK), upload=True),
    Act("old-agreements", OFFICER, Text("接收原缴费协议", "Take over old agreements"),
        Text("银行缴费协议继续有效；同城委托收款等要重签三方协议，重签前到柜台缴", "The bank payment agreement goes on; other old ways are signed anew and pay at a counter until then"),
        D + "3.1.p4", _old_agreements, _plain(), upload=True),
    Act("plan", OFFICER, Text("编制扣款批次", "Plan a batch"),
        Text("一个缴费人一笔；一笔应缴只在一个批次里", "One debit a payer; a charge is in one batch only"), D + "3.1.2", _plan,
        _plain(BANK, WHO, DAY, LAYOUT)),
    Act("send", OFFICER, Text("送出批次", "Send a batch"),
        Text("送出后文件不再变化", "The file never changes afterwards"), D + "3.2.a", _send, _batches("planned"), step_up=True),
    Act("cancel", OFFICER, Text("作废批次", "Cancel a batch"), Text("只能作废没有送出的", "Only one not yet sent"), D + "3.1.2", _cancel,
        _batches("planned")),
    Act("results", OFFICER, Text("接收银行结果", "Take results"),
        Text("同一文件再传不会重复入账；有问题的行单独留下", "The same file again changes nothing; faulty lines are set apart"),
        D + "3.2.a", _results, _plain(BANK), upload=True),
    Act("counter", OFFICER, Text("登记柜台缴款", "Take a counter payment"),
        Text("按凭证号码入账", "By the voucher's code"), D + "3.1.3", _counter,
        _plain(_text("code", "凭证号码", "Code of the voucher"),
               Field(name="amount", kind="money", label=Text("金额", "Sum"), unit=Text("元", "yuan"), minimum=1),
               Field(name="on", kind="date", label=Text("缴款日", "Day paid")), BANK,
               _text("reference", "银行流水号", "Bank reference"))),
    Act("remit", OFFICER, Text("划缴国库", "Pass on to the treasury"),
        Text("全部已收未划的款项，全额划缴", "Everything collected, in full"), D + "2.2", _remit,
        _plain(Field(name="on", kind="date", label=Text("划缴日", "Day")), _text("document", "缴款书号", "Number")), step_up=True),
    Act("reconcile", OFFICER, Text("三方对账", "Reconcile three ways"),
        Text("经办机构、税务、国库逐笔比对，每一分差异都有原因", "Agency, tax, treasury, line by line; every fen explained"),
        D + "2.1.b", _reconcile, _plain(MONTH)),
    Act("remind", OFFICER, Text("提醒逾期缴费", "Remind late payers"),
        Text("每天最多提醒一次，附当日滞纳金", "Once a day at most, with the late fee of the day"), D + "2.2.a", _remind, _plain()),
    Act("settle-line", OFFICER, Text("处理待处理行", "Settle a parked line"), Text("写明怎样处理", "Say how"), D + "2.2", _settle, _parked),
    Act("settle-difference", OFFICER, Text("处理对账差异", "Settle a difference"), Text("写明怎样处理；差异本身保留", "Say how; the difference itself is kept"),
        D + "2.1.b", _settle_difference, _differences),
    Act("cancel-charge", REVIEWER, Text("作废应缴", "Cancel a charge"), Text("只能作废没有缴款、不在扣款途中的；由经办机构来函后办理", "Only one with no money on it; at the agency's request"),
        D + "2.2", _cancel_charge, _plain(_text("charge", "应缴编号", "Charge"), WHY), step_up=True),
    Act("undo", REVIEWER, Text("撤销缴款分配", "Take a payment back off a charge"), Text("款项记错应缴时用；款项转为余款，可再分配或退费", "Where money settled the wrong charge; it becomes loose"),
        D + "2.2", _undo, _plain(_text("charge", "应缴编号", "Charge"), _text("reference", "缴款凭证号", "Payment reference"), WHY), step_up=True),
    Act("allocate", OFFICER, Text("分配余款", "Use loose money"), Text("用余款缴清同一缴费人的应缴，先到期的先缴", "For the same payer's charges, the oldest first"),
        D + "2.2", _allocate, _loose_only),
    Act("ask-refund", OFFICER, Text("提出退费", "Ask for a refund"), Text("余款退还缴费人", "Loose money goes back"), D + "2.2", _ask, _loose),
    Act("decide-refund", REVIEWER, Text("审批退费", "Decide a refund"), Text("不能审批自己提出的", "Never one's own"), D + "2.2", _decide,
        _decision, step_up=True),
    Act("pay-refund", REVIEWER, Text("登记退款", "Note a refund as paid"), Text("银行退款后登记", "After the bank has paid"), D + "2.2",
        _pay_back, lambda actor: (*_refunds("approved")(actor), _text("reference", "银行流水号", "Bank reference"))),
)  # fmt: skip
