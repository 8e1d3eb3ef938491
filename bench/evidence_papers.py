"""Contracts as papers: rendering to PAdES B-T with the log, seals in bulk, checking a package; beside pyHanko.

Run ``python bench/evidence_papers.py [--contracts 200] [--seals 1000] [--repeat 15]``. Every contract differs in
every text; keys, authority, timestamps (SM2/SM3) and log are the house's local ones, made for the run.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from asn1crypto import keys as asn1_keys  # noqa: E402
from asn1crypto import x509  # noqa: E402
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: E402
from pyhanko.sign import fields, signers  # noqa: E402
from pyhanko.sign.timestamps import TimeStamper  # noqa: E402
from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: E402

from bench.measure import medians  # noqa: E402
from gongbao.evidence import keys  # noqa: E402
from gongbao.evidence.local_ca import FolderStore, LocalAuthority  # noqa: E402
from gongbao.evidence.log import checkpoints  # noqa: E402
from gongbao.evidence.log.files import open_log  # noqa: E402
from gongbao.evidence.package.building import Material, build  # noqa: E402
from gongbao.evidence.package.events import Event, Kind  # noqa: E402
from gongbao.evidence.package.ledger import Consistency, Leaf  # noqa: E402
from gongbao.evidence.pdf import cms  # noqa: E402
from gongbao.evidence.pdf.contract import (  # noqa: E402
    Article,
    ContractText,
    Laid,
    PartyBlock,
    lay_out_contract,
    seal,
    signature,
)
from gongbao.evidence.pdf.preserving import Proofs, preserve  # noqa: E402
from gongbao.evidence.pdf.signing import Mark, certify, sign  # noqa: E402
from gongbao.evidence.providers import IdentityCheck  # noqa: E402
from gongbao.evidence.tsa import LocalTimestampAuthority  # noqa: E402
from gongbao.evidence.verify.report import Answer  # noqa: E402
from gongbao.evidence.verify.trust import Trust  # noqa: E402
from gongbao.evidence.verify.verifying import verify_bytes  # noqa: E402

FIRM = "槐荫巷餐饮有限公司"
HEADINGS = [
    "期限",
    "工作内容和地点",
    "工作时间和休息",
    "劳动报酬",
    "社会保险",
    "劳动保护",
    "变更",
    "解除和终止",
    "争议",
]
STROKES = [[(x / 10, (x * y % 7) / 8) for x in range(1, 9)] for y in range(1, 6)]


class House:
    """Keys and authorities made for this run."""

    def __init__(self, folder: Path, algorithm: str = "sm2") -> None:
        self.begun = datetime.now(UTC) - timedelta(days=1)
        self.authority = LocalAuthority.create(algorithm, self.begun, FolderStore(folder / algorithm))
        self.check = IdentityCheck("bench", 3, "bench", self.begun)
        self.stamps = LocalTimestampAuthority(
            self.key("时间戳", "timestamps", algorithm), lambda: datetime.now(UTC)
        )
        self.firm, self.worker = self.key(FIRM, algorithm=algorithm), self.key("劳动者", algorithm=algorithm)

    def key(self, name: str, use: Any = "signer", algorithm: str = "sm2") -> keys.SoftwareKey:
        return self.authority.certified(keys.generate(algorithm), name, self.check, self.begun, 365, use)


def text(number: int) -> ContractText:
    """A two-page contract of nine articles; every text holds the number."""
    words = f"乙方担任第{number}号门店经理，负责日常经营、排班和食品安全。月工资 {7000 + number} 元，每月 10 日发放。"
    return ContractText(
        title="劳动合同",
        number=f"LH-{number:06}",
        code="K7QF-3M9T-XW2C",
        dated=datetime.now(UTC).date(),
        parties=[
            PartyBlock("甲方（用人单位）", [("名称", FIRM), ("住所", f"北京市海淀区槐荫巷{number}号")]),
            PartyBlock("乙方（劳动者）", [("姓名", f"沈知夏{number}"), ("住址", f"知春里{number}号楼")]),
        ],
        articles=[Article(f"第{n}条　{h}", [words, words]) for n, h in enumerate(HEADINGS, 1)],
    )


def marks(number: int) -> tuple[Mark, Mark]:
    """The seal and the signature, drawn afresh."""
    at = datetime.now(UTC)
    worker = f"沈知夏{number}"
    return (
        Mark("employer", FIRM, "订立劳动合同", seal(FIRM, at, notes=[f"第{number}份"]), at),
        Mark("worker", worker, "订立劳动合同", signature(worker, at, strokes=STROKES), at),
    )


def contracts(house: House, folder: Path, count: int) -> dict[str, Any]:
    """Rendering, sealing, signing (both B-T) and logging, 50 to a batch of the log."""
    log, waiting, size = open_log(folder / "log"), [], 0
    whole(house, -1)
    began, spent = time.perf_counter(), time.process_time()
    for number in range(count):
        pdf = whole(house, number)
        size = len(pdf)
        waiting.append(cms.digest("sm3", pdf))
        if len(waiting) == 50 or number == count - 1:
            log.append(waiting)
            waiting = []
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    if log.size != count:
        raise SystemExit("the log lacks contracts")
    return {
        "contracts": count,
        "per_second": round(count / wall, 1),
        "per_processor_second": round(count / cpu, 1),
        "bytes": size,
    }


def whole(house: House, number: int) -> bytes:
    """One contract from its text to both signatures."""
    laid = lay_out_contract(text(number))
    employer, worker = marks(number)
    sealed = certify(laid.pdf, laid.places, employer, house.firm, house.stamps)
    return sign(sealed, worker, house.worker, house.stamps)


def stages(house: House, repeat: int) -> dict[str, float]:
    """Milliseconds of processor time of each stage of one contract."""
    laid = lay_out_contract(text(0))
    employer, worker = marks(0)
    sealed = certify(laid.pdf, laid.places, employer, house.firm, house.stamps)
    counter = iter(range(1, 1_000_000))
    found = medians(
        {
            "layout": lambda: lay_out_contract(text(next(counter))),
            "seal and signature drawn": lambda: marks(next(counter)),
            "certify": lambda: certify(laid.pdf, laid.places, employer, house.firm, house.stamps),
            "countersign": lambda: sign(sealed, worker, house.worker, house.stamps),
        },
        repeat,
    )
    return {name: round(each.cpu * 1000, 2) for name, each in found.items()}


class Stamper(TimeStamper):
    """The same authority for pyHanko."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        from asn1crypto import cms as asn1_cms

        return asn1_cms.ContentInfo.load(self.house.stamps.timestamp(message_digest, md_algorithm))

    async def async_dummy_response(self, md_algorithm: str) -> Any:
        return await self.async_timestamp(bytes(32), md_algorithm)


def yardstick(folder: Path, repeat: int) -> dict[str, Any]:
    """Two B-T signatures in ECDSA with the same authority, by us and by pyHanko, in turn."""
    house = House(folder, "ecdsa")
    laid = lay_out_contract(text(0))
    employer, worker = marks(0)

    def ours() -> bytes:
        sealed = certify(laid.pdf, laid.places, employer, house.firm, house.stamps)
        return sign(sealed, worker, house.worker, house.stamps)

    found = medians({"ours": ours, "pyHanko": lambda: theirs(house, laid)}, repeat)
    told = {name: round(each.cpu * 1000, 1) for name, each in found.items()}
    return {"milliseconds": told, "times": round(told["pyHanko"] / told["ours"], 1)}


def theirs(house: House, laid: Laid) -> bytes:
    """The same two signatures, without drawings, by pyHanko."""
    pdf = laid.pdf
    for name, key, certifies in (("employer", house.firm, True), ("worker", house.worker, False)):
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if certifies:
            for field, place in laid.places.items():
                box = (int(place.left), 300, int(place.left + place.width), 400)
                fields.append_signature_field(
                    writer, fields.SigFieldSpec(field, on_page=place.page - 1, box=box)
                )
        certificates = [x509.Certificate.load(each) for each in key.chain]
        signer = signers.SimpleSigner(
            signing_cert=certificates[0],
            signing_key=asn1_keys.PrivateKeyInfo.load(key.der),
            cert_registry=SimpleCertificateStore.from_certs(certificates[1:]),
        )
        meta = signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            certify=certifies,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        pdf = signers.PdfSigner(meta, signer, timestamper=Stamper(house)).sign_pdf(writer).getvalue()
    return bytes(pdf)


def seals(count: int, folder: Path) -> dict[str, Any]:
    """A firm's seal under `count` contracts of one template, by as many processes as there are cores."""
    workers = os.cpu_count() or 1
    begun = time.perf_counter()
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        parts = [pool.submit(_seal_part, str(folder / f"part{n}"), n, count, workers) for n in range(workers)]
        found = [part.result() for part in parts]
    if sum(done for done, _ in found) != count:
        raise SystemExit("some contracts were not sealed")
    return {
        "seals": count,
        "processes": workers,
        "seconds": round(time.perf_counter() - begun, 1),
        "processor_seconds_each_process": round(max(spent for _, spent in found), 1),
    }


def _seal_part(folder: str, part: int, count: int, workers: int) -> tuple[int, float]:
    house = House(Path(folder))
    at = datetime.now(UTC)
    mark = Mark("employer", FIRM, "订立劳动合同", seal(FIRM, at), at)
    numbers = range(part, count, workers)
    for number in numbers:
        laid = lay_out_contract(text(number))
        certify(laid.pdf, laid.places, mark, house.firm, house.stamps)
    return len(numbers), time.process_time()


def checking(house: House, folder: Path, repeat: int) -> dict[str, Any]:
    """Checking a package of a preserved contract (B-LTA): every hash, proof, signature, list and event."""
    second = House(folder / "second", "rsa")
    now = datetime.now(UTC)
    signed = whole(house, 1)
    roots = [house.authority.root, second.authority.root]
    crls = [*house.authority.crls(now), *second.authority.crls(now)]
    kept = preserve(signed, Proofs(roots, crls), house.stamps, "sm3", now)
    log = open_log(folder / "checked")
    log.append([cms.digest("sm3", bytes([n])) for n in range(100)])
    index = log.append([cms.digest("sm3", kept)])
    point = checkpoints.seal(
        checkpoints.take(log, "bench"), house.firm, {"sm2": house.stamps, "rsa": second.stamps}
    )
    acts = [
        Event(now, kind, "甲", {"field": name})
        for kind, name in (
            (Kind.CONSENT, ""),
            (Kind.IDENTITY_CHECKED, ""),
            (Kind.SIGNED, "employer"),
            (Kind.SIGNED, "worker"),
        )
    ]
    material = Material(
        "1", "劳动合同", "K7QF-3M9T-XW2C", ["甲", "乙"], kept, acts,
        [Leaf(len(kept), cms.digest("sm3", kept), index, log.size, log.inclusion(index, log.size))],
        point.text, point.stamps,
        Consistency(50, log.root(50), log.size, log.root(), log.consistency(50, log.size)),
        roots, crls,
    )  # fmt: skip
    later = now + timedelta(minutes=5)
    package = build(material, house.firm, house.stamps, _trust(roots), later)
    if verify_bytes(package, _trust(roots), at=later).answer is not Answer.VALID:
        raise SystemExit("the package is not valid")
    found = medians(
        {
            "check a package": lambda: verify_bytes(package, _trust(roots), at=later),
            "build a package": lambda: build(material, house.firm, house.stamps, _trust(roots), later),
        },
        repeat,
    )
    told = {
        name: {"wall": round(e.wall * 1000, 1), "cpu": round(e.cpu * 1000, 1)} for name, e in found.items()
    }
    return {"milliseconds": told, "package_bytes": len(package)}


def _trust(roots: list[bytes]) -> Trust:
    return Trust(tuple(x509.Certificate.load(each) for each in roots))


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=200)
    parser.add_argument("--seals", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as place:
        folder = Path(place)
        house = House(folder)
        found = {
            "load_before": round(os.getloadavg()[0], 1),
            "contracts": contracts(house, folder, given.contracts),
            "stages_ms_cpu": stages(house, given.repeat),
            "two_signatures_ecdsa": yardstick(folder / "yardstick", given.repeat),
            "package": checking(house, folder, given.repeat),
            "bulk_seals": seals(given.seals, folder),
            "load": round(os.getloadavg()[0], 1),
        }
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
