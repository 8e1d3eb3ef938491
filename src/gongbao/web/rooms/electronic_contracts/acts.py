"""What the parties may do with a contract: each act's words, form and command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongbao.kernel.forms import Field, Form, Option
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.electronic_contracts import agreeing, drafting, ending, reviews, signing
from gongbao.policies.electronic_contracts.forms import (
    EMPLOYER_FIELDS,
    ENDING_FIELDS,
    FORMS,
    OWN_TERMS,
    TERM_FIELDS,
    WORKER_FIELDS,
)
from gongbao.policies.electronic_contracts.procedure.shared import REFUSAL_REASONS, WITHDRAWAL_REASONS

VERSION = "2020-10"
Do = Callable[[Actor, str, Mapping[str, Any], str], object]


@dataclass(frozen=True)
class Act:
    """One act: words, what follows, the form it asks, for whom, and in which states of which documents.

    `own_terms`: only where the document has terms of the parties' own.
    """

    name: str
    title: Text
    effect: Text
    clause: str
    roles: tuple[str, ...]
    states: tuple[str, ...]
    form: Form
    do: Do
    button: Text
    grave: bool = False
    kinds: tuple[str, ...] = ()
    own_terms: bool = False


def _form(name: str, title: Text, *fields: Field) -> Form:
    return Form(id=f"contract_{name}", version=VERSION, title=title, fields=fields)


def _reason(reasons: Any) -> Field:
    return Field(
        name="reason",
        kind="choice",
        label=Text("原因", "Reason"),
        options=tuple(Option(r.id, r.text) for r in reasons),
    )


PASSWORD = Field(name="password", kind="text", label=Text("签署密码", "Signing password"), max_length=64)
_EMPLOYER, _WORKER = ("employer",), ("worker",)
_BOTH = ("employer", "worker")
_OPEN = ("proposed", "negotiating", "agreed", "part_signed")
PAY_CHANGE = tuple(f for f in TERM_FIELDS if f.name in ("starts_on", "position", "workplace", "wage"))
_RENEWAL = tuple(
    replace(f, only_if=None) if f.name == "ends_on" else f
    for f in TERM_FIELDS
    if f.name in ("starts_on", "ends_on", "position", "workplace", "wage")
)


def _notice(actor: Actor, number: str, values: Mapping[str, Any], key: str) -> object:
    facts = {"protected": values.get("protected")} if values.get("protected") is not None else {}
    if values.get("union_told") is not None:
        facts["union_told"] = values["union_told"]
    return ending.give_notice(
        actor,
        number,
        values["ground"],
        values["ends_on"],
        values["statement"],
        facts,
        values["password"],
        key=key,
    )


def _succeed(kind: str) -> Do:
    return lambda actor, number, values, key: drafting.succeed(
        actor, number, kind, {k: v for k, v in values.items() if v is not None}, key=key
    )


_ALL = (
    Act(
        "revise", Text("修改文本", "Change the text"), Text("保存为新的一版，双方能看到与上一版的差别。", "Kept as a new version; both see what differs."),
        "lao-2020-28/1", _EMPLOYER, ("drafting", "negotiating"), _form("revise", Text("修改", "Change"), *EMPLOYER_FIELDS, *WORKER_FIELDS[2:], *TERM_FIELDS, *OWN_TERMS),
        lambda a, n, v, k: drafting.revise(a, n, v, key=k), Text("保存这一版", "Keep this version"), kinds=("contract", "renewal", "change"),
    ),
    Act(
        "revise_ending", Text("修改协议", "Change the agreement"), Text("保存为新的一版，法定经济补偿重新计算，双方能看到与上一版的差别。", "Kept as a new version; the compensation is worked out anew and both see what differs."),
        "lao-2020-28/5", _EMPLOYER, ("drafting", "negotiating"), _form("revise_ending", Text("修改", "Change"), *ENDING_FIELDS),
        lambda a, n, v, k: drafting.revise(a, n, v, key=k), Text("保存这一版", "Keep this version"), kinds=("end_agreement",),
    ),
    Act(
        "review", Text("审查自行约定的条款", "Review your own terms"), Text("由单位合同管理人员逐条对照劳动合同法审查，结论写入操作记录，劳动者也能看到；不合法的发不出去。", "The employer's contract officer goes through them clause by clause; the findings stand in the record, which the worker reads too. Unlawful terms are not sent."),
        "lao-2020-28/3.s2", _EMPLOYER, ("drafting", "negotiating"), FORMS["terms_review"],
        lambda a, n, v, k: reviews.review(a, n, v, key=k), Text("登记审查结果", "Record the findings"), own_terms=True,
    ),
    Act(
        "propose", Text("发给劳动者", "Send to the worker"), Text("发出即表示单位同意采用电子形式。内容不全或超过法定限度的发不出去。", "Sending means the employer agrees to the electronic form. A text with gaps or beyond the law's limits is not sent."),
        "lao-2020-28/3.s1", _EMPLOYER, ("drafting", "negotiating"), _form("propose", Text("发出", "Send")), lambda a, n, v, k: drafting.propose(a, n, key=k), Text("发出", "Send"),
    ),
    Act(
        "explain", Text("签署系统说明", "About the signing system"), Text("系统由本机构运营，使用 SM2 签名、SM3 哈希、可信时间戳和可验证的存证日志；证书和时间戳为本地签发，未取得许可。步骤：阅读、核验身份、同意、签署。签署密码只有您知道。", "This system signs with SM2, hashes with SM3, stamps the time and keeps a verifiable log. Certificates and timestamps are issued locally and are not licensed. Steps: read, verify your identity, agree, sign. Only you know your signing password."),
        "lao-2020-28/11.s1", _WORKER, ("proposed", "negotiating", "agreed"), FORMS["explanation"], lambda a, n, v, k: agreeing.explain(a, n, key=k), Text("我已了解", "I have understood"),
    ),
    Act(
        "agree", Text("同意采用电子形式", "Agree to the electronic form"), Text("不同意的，可以要求签纸质合同。", "If you do not agree, you may ask for paper."),
        "lao-2020-28/1", _WORKER, ("proposed", "negotiating", "agreed"), FORMS["consent"], lambda a, n, v, k: agreeing.agree_form(a, n, key=k), Text("同意", "Agree"),
    ),
    Act(
        "accept", Text("同意文本", "Accept the text"), Text("同意以后文本不再改动，由单位先盖章。", "The text is fixed then; the employer seals first."),
        "lao-2020-28/1", _WORKER, ("proposed",), _form("accept", Text("同意", "Accept")), lambda a, n, v, k: agreeing.answer(a, n, "accept", key=k), Text("同意这份文本", "Accept this text"),
    ),
    Act(
        "change", Text("希望修改", "Ask for changes"), Text("退回单位修改，不影响您以后同意或拒绝。", "It goes back to the employer; you may still accept or refuse later."),
        "lao-2020-28/1", _WORKER, ("proposed",), _form("change", Text("修改", "Changes"), Field(name="wish", kind="long_text", label=Text("希望怎样改", "What should change"), max_length=1000)),
        lambda a, n, v, k: agreeing.answer(a, n, "change", wish=v["wish"], key=k), Text("提交", "Submit"),
    ),
    Act(
        "refuse", Text("拒绝", "Refuse"), Text("合同不再订立；想签纸质的，选“希望签纸质合同”。", "It will not be concluded; choose paper if you prefer it."),
        "lao-2020-28/1", _WORKER, ("proposed", "agreed", "part_signed"), _form("refuse", Text("拒绝", "Refuse"), _reason(REFUSAL_REASONS)), lambda a, n, v, k: _refuse(a, n, v, k), Text("拒绝", "Refuse"), True,
    ),
    Act(
        "sign", Text("签署", "Sign"), Text("用您自己的签名密钥签署，签后不能重签。", "Signed with your own key; it cannot be done twice."),
        "lao-2020-28/12.s2", _BOTH, ("agreed", "part_signed"), _form("sign", Text("签署", "Sign"), PASSWORD), lambda a, n, v, k: signing.sign(a, n, v["password"], key=k), Text("签署", "Sign"),
    ),
    Act(
        "withdraw", Text("撤回", "Withdraw"), Text("双方签完之前可以撤回。", "Possible until both have signed."),
        "lao-2020-28/1", _EMPLOYER, ("drafting", *_OPEN), _form("withdraw", Text("撤回", "Withdraw"), _reason(WITHDRAWAL_REASONS)), lambda a, n, v, k: drafting.withdraw(a, n, v["reason"], key=k), Text("撤回", "Withdraw"), True,
    ),
    Act(
        "renewal", Text("续订", "Renew"), Text("另立一份文件，与原合同相连；双方签署后生效。", "A document of its own, linked to this one; in force once both sign."),
        "lao-2020-28/5", _EMPLOYER, ("effective",), _form("renewal", Text("续订", "Renew"), *_RENEWAL), _succeed("renewal"), Text("起草续订书", "Draw it up"), kinds=("contract",),
    ),
    Act(
        "modify", Text("变更", "Change"), Text("另立变更协议，原合同保留。", "An agreement of its own; the contract stays."),
        "lao-2020-28/5", _EMPLOYER, ("effective",), _form("modify", Text("变更", "Change"), *PAY_CHANGE, *OWN_TERMS), _succeed("change"), Text("起草变更协议", "Draw it up"), kinds=("contract",),
    ),
    Act(
        "end_agreement", Text("协议解除", "End by agreement"), Text("双方签署后，合同到约定日期结束。系统按劳动合同法算出法定经济补偿，写入协议，双方签署前都能看到。", "Once both sign, the contract ends on the day agreed. The compensation the law gives is worked out and stands in the agreement, where both read it before they sign."),
        "lao-2020-28/5", _EMPLOYER, ("effective",), _form("end_agreement", Text("协议解除", "End"), *ENDING_FIELDS), _succeed("end_agreement"), Text("起草解除协议", "Draw it up"), kinds=("contract",),
    ),
    Act(
        "notice", Text("单方通知结束", "Give notice"), Text("只需您一方签署，发出即送达。劳动者辞职提前三十日，试用期内提前三日。", "Only you sign; it is delivered at once. Workers give thirty days, three on probation."),
        "lao-2020-28/5", _BOTH, ("effective",),
        _form(
            "notice", Text("通知", "Notice"), *FORMS["notice"].fields,
            Field(name="protected", kind="yes_no", label=Text("劳动者在医疗期、孕产哺乳期等保护期内", "The worker is within a protected time"), required=False),
            Field(name="union_told", kind="yes_no", label=Text("已事先通知工会", "The union was told beforehand"), required=False), PASSWORD,
        ),
        _notice, Text("签署并送达", "Sign and deliver"), True, ("contract",),
    ),
    Act(
        "certify", Text("出具结束证明", "Certify the end"), Text("劳动者办理转移和求职时使用。", "The worker needs it for transfers and new work."),
        "lao-2020-28/5", _EMPLOYER, ("ended",), _form("certify", Text("证明", "Certificate"), PASSWORD), lambda a, n, v, k: ending.certify_end(a, n, v["password"], key=k), Text("签署证明", "Sign it"), kinds=("contract",),
    ),
    Act(
        "transfer", Text("登记已转移档案和社保", "Record the transfer"), Text("结束后十五日内办理；到期未登记的会提醒。", "Within fifteen days of the end; a reminder follows where it is not recorded."),
        "lao-2020-28/5", _EMPLOYER, ("certified",), FORMS["transfer"], lambda a, n, v, k: ending.confirm_transfer(a, n, v["moved_on"], key=k), Text("登记", "Record"), kinds=("certificate",),
    ),
    Act(
        "acknowledge", Text("认可签署真实", "Acknowledge the signatures"), Text("双方都认可的，可在仲裁、稽核、监察中作为证据。", "Once both do, it may serve as evidence."),
        "lao-2020-28/14.s1", _BOTH, ("effective",), _form("acknowledge", Text("认可", "Acknowledge")), lambda a, n, v, k: signing.acknowledge(a, n, key=k), Text("认可", "Acknowledge"),
    ),
    Act(
        "dispute", Text("对签署提出异议", "Dispute the signatures"), Text("记录在案，由办案机构结合核查报告审查；系统不下结论。", "Recorded; the authority examines it with the report. The system concludes nothing."),
        "lao-2020-28/14.s2", _BOTH, ("effective",), FORMS["dispute"], lambda a, n, v, k: signing.dispute(a, n, v["statement"], key=k), Text("提出异议", "Dispute"), True,
    ),
)  # fmt: skip
ACTS = {act.name: act for act in _ALL}


def _refuse(actor: Actor, number: str, values: Mapping[str, Any], key: str) -> object:
    from gongbao.platform.db.services import read
    from gongbao.platform.electronic_contracts import store

    with read(actor, purpose="refuse"):
        state = store.reach(actor, number, doing="refuse").state
    if state == "proposed":
        return agreeing.answer(actor, number, "refuse", reason=values["reason"], key=key)
    return agreeing.refuse_to_sign(actor, number, values["reason"], key=key)


def open_to(role: str, kind: str, state: str, own_terms: bool) -> list[Act]:
    """The acts a role has on a document in a state, with or without terms of the parties' own."""
    return [
        act
        for act in _ALL
        if role in act.roles
        and state in act.states
        and (not act.kinds or kind in act.kinds)
        and (own_terms or not act.own_terms)
    ]
