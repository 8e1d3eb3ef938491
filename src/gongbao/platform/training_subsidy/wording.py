"""Words of receipts, decisions and notices: facts, legal basis, decision, and the remedies with their limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.money import format_yuan
from gongbao.law.cite import Cite
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.letters.services import Content, Remedy
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.reasons import BY_ID
from gongbao.platform.training_subsidy.words import EXPAND, SHORT, clause, days

KINDS = {"receipt.submit": "收", "receipt.resubmit": "补收", "decision.full": "核", "decision.partial": "部核",
         "decision.refuse": "不", "decision.recovery": "追"}  # fmt: skip
TITLES = {
    "receipt": Text("以工代训补贴申请回执", "Receipt of an application"),
    "full": Text("以工代训补贴核定通知书", "Decision to grant the subsidy"),
    "partial": Text("以工代训补贴核定通知书（部分）", "Decision to grant the subsidy in part"),
    "refuse": Text("以工代训补贴不予通过决定书", "Decision to refuse the subsidy"),
    "recovery": Text("以工代训补贴追回决定书", "Decision to recover a subsidy"),
}
COLUMNS = (
    Text("企业", "Firm"),
    Text("补贴项目", "Scheme"),
    Text("人数", "People"),
    Text("人月", "Person-months"),
    Text("拟拨付金额（元）", "Amount (yuan)"),
)
"""What a public notice shows of a claim (neng-2020-6/3.2.b); names and numbers of persons are never in it."""


def prefix(office: str, kind: str) -> str:
    """What opens a letter's number; every office and kind counts by itself, so each has its own."""
    return f"{office_of(office).short.zh.removesuffix('区')}人社训补{KINDS[kind]}"


def legal_basis(claim: Claim) -> list[str]:
    """The clauses a decision on a claim of this scheme rests on, in words."""
    numbers = ("1.1", "2.1", "2.3", "3.2.a") if claim.scheme == EXPAND else ("1.2", "2.2", "2.3", "3.2.a")
    return [f"《关于做好支持企业稳岗扩岗有关工作的通知》（京人社能发〔2020〕6号）{_places(numbers)}"]


def receipt(claim: Claim, firm: str, when: str, what: Text, number: str) -> Content:
    """A receipt: what was handed in, when, and what comes next."""
    return Content(
        opening=[f"{firm}：", f"已收到你单位{what.zh}。"],
        facts=[
            ("办件编号", claim.number),
            ("补贴项目", SHORT[claim.scheme].zh),
            ("申请人数", f"{claim.people}人"),
            ("申请人月", f"{claim.person_months}个人月"),
            ("收到时间", when),
            ("回执号", number),
        ],
        decision=["系统即时比对社保信息，随后由区人社局审核；进度可凭办件编号查询。"],
    )


def granted(claim: Claim, firm: str, outcome: str, why: Sequence[str], on: date) -> Content:
    """A decision to grant in full or in part."""
    facts = [
        ("办件编号", claim.number),
        ("补贴项目", SHORT[claim.scheme].zh),
        ("申请", f"{claim.people}人、{claim.person_months}个人月"),
        ("核定", f"{claim.granted_people}人、{claim.granted_months}个人月"),
    ]
    decision = ["核定金额经公示无异议后，按月申请用款并拨付到你单位账户。"]
    if outcome == "partial":
        decision.insert(0, "部分人员或月份未予核定，理由：" + reason_words(why) + "。逐人明细见办件页面。")
    return Content(
        opening=[f"{firm}：", "经审核并由另一名工作人员复核，对你单位的申请决定如下。"],
        facts=facts, basis=legal_basis(claim), decision=decision, sum_fen=claim.granted,
        remedies=remedies(claim.office, on),
    )  # fmt: skip


def refused(claim: Claim, firm: str, why: Sequence[str], on: date) -> Content:
    """A decision to refuse."""
    return Content(
        opening=[f"{firm}：", "经审核并由另一名工作人员复核，对你单位的申请决定如下。"],
        facts=[
            ("办件编号", claim.number),
            ("补贴项目", SHORT[claim.scheme].zh),
            ("申请", f"{claim.people}人、{claim.person_months}个人月"),
        ],
        basis=[*legal_basis(claim), *cited(why)],
        decision=["不予通过，理由：" + reason_words(why) + "。"],
        remedies=remedies(claim.office, on),
    )


def recovered(
    number: str, firm: str, office: str, fen: int, why: Sequence[tuple[str, str]], on: date
) -> Content:
    """A decision to recover money; `why` are reasons in words with their clauses."""
    limit = days("recovery_working_days", on)
    return Content(
        opening=[f"{firm}：", "经检查并听取你单位的陈述，决定追回已发放的补贴。"],
        facts=[("检查办件", number), ("退回期限", f"收到本决定之日起{limit}个工作日")],
        basis=[f"《通知》（京人社能发〔2020〕6号）{_places(['4.3.c'])}"],
        decision=["理由：" + "；".join(f"{words}（{place}）" if place else words for words, place in why) + "。"],
        sum_fen=fen, sum_label="追回金额", remedies=remedies(office, on),
    )  # fmt: skip


def remedies(office: str, on: date) -> list[Remedy]:
    """Reconsideration and the court, with the limits in force on `on` (general law, see the parameters)."""
    found = office_of(office)
    return [
        Remedy("申请行政复议", f"{found.government.zh}或者北京市人力资源和社会保障局",
               days=days("reconsideration_days", on), law="行政复议法"),
        Remedy("提起行政诉讼", "人民法院", months=days("litigation_months", on), law="行政诉讼法"),
    ]  # fmt: skip


def reason_words(why: Sequence[str]) -> str:
    """Reasons of the list in words, each with its place in the document."""
    said = []
    for name in why:
        reason = BY_ID[name]
        place = f"（{place_of(reason.clause)}）" if reason.clause else ""
        said.append(f"{reason.text.zh}{place}")
    return "；".join(said)


def cited(why: Sequence[str]) -> list[str]:
    """The clauses of reasons as lines of the legal basis."""
    places = dict.fromkeys(BY_ID[name].clause for name in why if BY_ID[name].clause)
    return [f"同一文件{place_of(each)}" for each in places]


def place_of(number: str) -> str:
    """A clause as people read it, without the document."""
    return Cite(number).label().zh.rpartition(" ")[2]


def notice_row(claim: Claim, firm: str) -> list[str | int]:
    """A claim's row in a public notice."""
    return [
        firm,
        SHORT[claim.scheme].zh,
        claim.granted_people,
        claim.granted_months,
        format_yuan(claim.granted),
    ]


def notice_title(office: str, count: int) -> Text:
    """The title of a public notice."""
    name = office_of(office).name
    return Text(
        f"{name.zh}以工代训补贴拟拨付资金公示（{count}家）",
        f"{name.en}: training subsidies to be paid ({count} firms)",
    )


def instant(at: Any) -> str:
    """A time in words, Beijing time."""
    from gongbao.platform.db.clock import ZONE

    return f"{local_day(at)} {at.astimezone(ZONE):%H:%M}"


def _places(numbers: Sequence[str]) -> str:
    return "、".join(place_of(clause(number)) for number in numbers)
