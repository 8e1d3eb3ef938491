"""One signed contract and its package for a session, under an authority of the test's own."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from asn1crypto import x509

from gongbao.evidence.package.building import Material, build
from gongbao.evidence.package.events import Event, Kind
from gongbao.evidence.package.ledger import Consistency, Leaf
from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.contract import (
    Article,
    ContractText,
    Laid,
    PartyBlock,
    seal,
    signature,
)
from gongbao.evidence.pdf.preserving import Proofs, preserve
from gongbao.evidence.pdf.signing import Mark, certify, sign
from gongbao.evidence.verify.trust import Trust

SIGNED = datetime(2021, 1, 4, 1, 30, tzinfo=UTC)
LATER = datetime(2021, 6, 1, tzinfo=UTC)
FIRM, WORKER = "槐荫巷餐饮有限公司", "沈知夏"
STROKES = [
    [(0.08, 0.35), (0.12, 0.42), (0.16, 0.5)],
    [(0.07, 0.6), (0.13, 0.62), (0.1, 0.95), (0.2, 0.7)],
    [(0.25, 0.3), (0.5, 0.28), (0.36, 0.6), (0.3, 0.95)],
    [(0.6, 0.2), (0.62, 0.9), (0.72, 0.5), (0.9, 0.45)],
]


def contract_text(number: str = "LH-2020-28-071365") -> ContractText:
    """A fixed-term contract in plain words."""
    return ContractText(
        title="劳动合同",
        title_en="Labour contract (fixed term)",
        number=number,
        code="K7QF-3M9T-XW2C",
        dated=date(2021, 1, 4),
        author=FIRM,
        parties=[
            PartyBlock(
                "甲方（用人单位）",
                [("名称", FIRM), ("住所", "北京市海淀区槐荫巷8号"), ("法定代表人", "顾明远")],
            ),
            PartyBlock("乙方（劳动者）", [("姓名", WORKER), ("身份证件号码", "110108********0021")]),
        ],
        opening=["双方都同意用电子形式订立本合同，并约定如下。"],
        articles=[
            Article("第一条　合同期限", ["自 2021年1月4日起至 2023年12月31日止，其中试用期两个月。"]),
            Article("第二条　工作内容和地点", ["乙方任门店经理，在北京市海淀区上班。换岗须双方书面同意。"]),
            Article("第三条　工作时间和休息", ["每周五天，每天八小时。加班另付工资或补休。"]),
            Article("第四条　劳动报酬", ["月工资 7,800 元，每月 10 日发放。"]),
            Article("第五条　社会保险", ["双方依法参加，个人部分由甲方代扣。"]),
        ],
        closing=["本合同自双方签署完成时生效。"],
    )


@dataclass
class Parties:
    """Who signs and stamps, with the authority's roots and revocation lists."""

    employer: Any
    worker: Any
    operator: Any
    stamps: Any
    second_stamps: Any
    roots: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    digest: str
    authority: Any = None

    def stamping(self, at: datetime) -> Any:
        """The first timestamp authority at a moment; the parties stay as they are."""
        return replace(self.stamps, now=at)

    @property
    def trust(self) -> Trust:
        return Trust(tuple(x509.Certificate.load(each) for each in self.roots))


def employer_mark(at: datetime) -> Mark:
    return Mark("employer", FIRM, "订立劳动合同", seal(FIRM, at, notes=["本地签发", "未取得许可"]), at)


def worker_mark(at: datetime) -> Mark:
    return Mark("worker", WORKER, "订立劳动合同", signature(WORKER, at, strokes=STROKES), at)


def sign_both(parties: Parties, laid: Laid, at: datetime = SIGNED) -> tuple[bytes, bytes]:
    """The contract after the employer's seal, and after the worker's signature an hour later."""
    one = certify(laid.pdf, laid.places, employer_mark(at), parties.employer, parties.stamping(at))
    later = at + timedelta(hours=1)
    return one, sign(one, worker_mark(later), parties.worker, parties.stamping(later))


def preserved(parties: Parties, signed: bytes, at: datetime = SIGNED + timedelta(hours=2)) -> bytes:
    proofs = Proofs(parties.roots, parties.crls)
    return preserve(signed, proofs, parties.stamping(at), parties.digest, at)


def tree(leaves: list[bytes]) -> bytes:
    """The root of a small log by the definition itself (RFC 9162, 2.1.1)."""
    if len(leaves) == 1:
        return cms.digest("sm3", b"\0", leaves[0])
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return cms.digest("sm3", b"\1", tree(leaves[:split]), tree(leaves[split:]))


def path(leaves: list[bytes], index: int) -> list[bytes]:
    """The inclusion proof of a leaf (RFC 9162, 2.1.3.1)."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*path(leaves[:split], index), tree(leaves[split:])]
    return [*path(leaves[split:], index - split), tree(leaves[:split])]


def consistent(leaves: list[bytes], first: int, whole: bool = True) -> list[bytes]:
    """The consistency proof (RFC 9162, 2.1.4.1)."""
    if first == len(leaves):
        return [] if whole else [tree(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if first <= split:
        return [*consistent(leaves[:split], first, whole), tree(leaves[split:])]
    return [*consistent(leaves[split:], first - split, False), tree(leaves[:split])]


def events(serials: tuple[str, str]) -> list[Event]:
    """What was recorded around the signing."""
    firm, worker = "槐荫巷餐饮有限公司", "沈**"
    at = SIGNED - timedelta(days=1)

    def after(minutes: int) -> datetime:
        return at + timedelta(minutes=minutes)

    return [
        Event(after(0), Kind.NOTICE_SHOWN, firm, {"note": "签署系统资质、技术方法和步骤的说明"}),
        Event(after(5), Kind.CONSENT, firm, {"note": "同意采用电子形式"}),
        Event(after(30), Kind.CONSENT, worker, {"note": "同意采用电子形式，已读说明"}),
        Event(after(60), Kind.IDENTITY_CHECKED, firm, {"note": "第三级：统一社会信用代码和经办人"}),
        Event(after(70), Kind.IDENTITY_CHECKED, worker, {"note": "第三级：证件、手机号、人脸"}),
        Event(SIGNED, Kind.SIGNED, firm, {"field": "employer", "serial": serials[0]}),
        Event(SIGNED + timedelta(hours=1), Kind.SIGNED, worker, {"field": "worker", "serial": serials[1]}),
        Event(SIGNED + timedelta(hours=1), Kind.EFFECTIVE, firm, {"note": "双方签署完成"}),
        Event(SIGNED + timedelta(hours=2), Kind.PRESERVED, "系统", {"note": "加入验证资料和文档时间戳"}),
    ]


def material(parties: Parties, signed: bytes, kept: bytes) -> Material:
    """What goes into the package: the file is logged once when signed and once when preserved."""
    hashes = [cms.digest("sm3", each) for each in (signed, kept)]
    others = [cms.digest("sm3", bytes([n])) for n in range(9)]
    leaves = [*others[:4], hashes[0], *others[4:], hashes[1], cms.digest("sm3", b"after")]
    note = b"gongbao.test/log\n%d\n%s\n" % (len(leaves), base64.b64encode(tree(leaves)))
    proofs = [
        Leaf(len(pdf), digest, leaves.index(digest), len(leaves), path(leaves, leaves.index(digest)))
        for pdf, digest in zip((signed, kept), hashes, strict=True)
    ]
    stamped = SIGNED + timedelta(hours=3)
    stamps, second = parties.stamping(stamped), replace(parties.second_stamps, now=stamped)
    serials = tuple(
        f"{x509.Certificate.load(k.chain[0]).serial_number:X}" for k in (parties.employer, parties.worker)
    )
    return Material(
        number="LH-2020-28-071365",
        title="劳动合同",
        code="K7QF-3M9T-XW2C",
        parties=[FIRM, "沈**"],
        pdf=kept,
        events=events((serials[0], serials[1])),
        leaves=proofs,
        checkpoint=note,
        root_stamps={
            "sm2": stamps.timestamp(cms.digest(parties.digest, note), parties.digest),
            "rsa": second.timestamp(cms.digest("sha256", note), "sha256"),
        },
        consistency=Consistency(7, tree(leaves[:7]), len(leaves), tree(leaves), consistent(leaves, 7)),
        certificates=parties.roots,
        crls=parties.crls,
    )


def package(parties: Parties, signed: bytes, kept: bytes) -> bytes:
    made = material(parties, signed, kept)
    at = SIGNED + timedelta(hours=4)
    return build(made, parties.operator, parties.stamping(at), parties.trust, at)
