"""Certificates and letters of the centre: only what the file says, with a number and a public code.

The letters app makes PDF/A with a digest that anybody can check by the code; a certificate is then signed by the
centre (`signing`), and the signed file answers to the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.personnel_archives import matters
from gongbao.platform.personnel_archives.models import Archive, Matter
from gongbao.platform.personnel_archives.permits import Permit
from gongbao.platform.personnel_archives.signing import SIGN
from gongbao.policies.personnel_archives.forms import CERTIFIABLE

PREFIX = "京档证"
BASIS = ("京人社人才发〔2020〕24号第五条",)


def certify(tx: Tx, case: Case, archive: Archive, what: str) -> letters.Issued:
    """Certify one thing as the catalogued papers say it; "custody" says that the archive is kept here."""
    kept = ("档案编号", archive.number), ("姓名", archive.name), ("证件号码", archive.shown)
    says = "该人员档案由本中心保管。" if what == "custody" else matters.stated(archive, what)
    title = CERTIFIABLE[what]
    made = letters.issue(
        tx,
        f"archive_{what}"[:24],
        Text(f"{title.zh}（档案证明）" if what != "custody" else title.zh, f"Certificate: {title.en}"),
        letters.Content(facts=kept, basis=BASIS, decision=(says,), closing=("特此证明。",)),
        office=archive.office,
        addressee=archive.name,
        prefix=PREFIX,
        case=case.key,
        party=case.party,
    )
    tx.enqueue(SIGN, {"letter": str(made.letter)}, key=f"sign/{made.letter}", case=case.key)
    return made


def explain(tx: Tx, case: Case, archive: Archive | None, permits: Sequence[Permit]) -> letters.Issued:
    """Say what was not given and why: what is missing, contradictory, or not covered (5.s2)."""
    facts = [
        (
            f"{each.title.zh}：{each.words.zh}",
            "；".join(f"{w.text.zh}（{w.clause}）" for w in each.why if w.state != "met"),
        )
        for each in permits
        if each.outcome != "allow"
    ]
    name = archive.name if archive else "申请人"
    return letters.issue(
        tx,
        "archive_explained",
        Text("关于档案申请的说明", "Explanation of a request about an archive"),
        letters.Content(
            opening=("您的申请已逐项核对，情况如下。",),
            facts=facts,
            basis=("京人社人才发〔2020〕24号第五条、第六条",),
            decision=("档案由本中心保管的，可另出具存档证明。",),
        ),
        office=case.office,
        addressee=name,
        prefix="京档函",
        case=case.key,
        party=case.party,
    )


def notice(tx: Tx, case: Case, row: Matter) -> letters.Issued:
    """The notice of what the real archive shows, before an archive near the statutory age is taken in (4.s1)."""
    assert row.archive is not None
    problems = [str(each) for each in row.asked.get("problems", ())] or ["目录齐全，未发现矛盾"]
    return letters.issue(
        tx,
        "archive_notice",
        Text("档案情况告知书", "Notice of what the archive shows"),
        letters.Content(
            opening=("已对照实体档案审核，情况如下。",),
            facts=[(f"第{n}项", each) for n, each in enumerate(problems, 1)],
            basis=("京人社人才发〔2020〕24号第四条",),
            decision=("以上情况可能影响办理退休。承诺知悉后，本中心即接收档案；年龄不是拒收的理由。",),
        ),
        office=case.office,
        addressee=row.archive.name,
        prefix="京档告",
        case=case.key,
        party=case.party,
    )


def advance(tx: Tx, archive: Archive, month: int, lacks: Sequence[str]) -> letters.Issued:
    """What retirement needs and what the archive still lacks, told ahead of the statutory age (4.s3, 4.s4)."""
    facts = [("法定退休年月", f"{month // 12}年{month % 12 + 1}月（按出生日期和现行规定推算）")]
    facts += [(f"还缺第{n}项", each) for n, each in enumerate(lacks, 1)] or [("档案核实", "所需记载齐全")]
    return letters.issue(
        tx,
        "archive_advance",
        Text("办理退休的提前告知书", "What retirement needs, told ahead"),
        letters.Content(
            opening=("已提前对照实体档案核实，情况如下。",),
            facts=facts,
            basis=("京人社人才发〔2020〕24号第四条",),
            decision=("请在到龄前补齐缺少的材料；办理时以退休审批部门的要求为准。",),
        ),
        office=archive.office,
        addressee=archive.name,
        prefix="京档告",
        party=archive.party,
    )


def call_in(tx: Tx, case: Case, row: Matter) -> letters.Issued:
    """The letter by which the former keeper is asked to send an archive."""
    keeper = str(row.asked.get("former_keeper") or "原存档单位")
    return letters.issue(
        tx,
        "archive_call",
        Text("调档函", "Calling an archive in"),
        letters.Content(
            opening=("请将下列人员的档案密封后，以机要或专人方式转来。",),
            facts=[("办件号", case.number)],
            basis=("京人社人才发〔2020〕24号第一条",),
            decision=("不转至街道（乡镇）机构，不交本人自带。",),
        ),
        office=case.office,
        addressee=keeper,
        prefix="京档调",
        case=case.key,
        party=case.party,
    )


def of(case: UUID) -> list[letters.LetterRow]:
    """The letters of a case."""
    return letters.letters(case=case)
