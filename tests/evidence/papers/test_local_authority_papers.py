"""The house's own authority, timestamps and log carry a contract from the seal to a package that verifies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import which

import pytest
from asn1crypto import x509
from tests.evidence.papers.conftest import Signed
from tests.evidence.papers.material import LATER, SIGNED, employer_mark, events, material, worker_mark
from tests.evidence.papers.test_packages import by_python, by_shell, unpacked

from gongbao.evidence import keys
from gongbao.evidence.errors import KeyUnusable, NoRevocationInformation, Revoked
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.log import checkpoints
from gongbao.evidence.log.files import open_log
from gongbao.evidence.package.archive import pack, unpack
from gongbao.evidence.package.building import build, pem
from gongbao.evidence.package.ledger import Consistency, Leaf
from gongbao.evidence.pdf import cms
from gongbao.evidence.pdf.contract import Laid
from gongbao.evidence.pdf.preserving import Proofs, preserve
from gongbao.evidence.pdf.signing import certify, sign
from gongbao.evidence.providers import IdentityCheck, Signer
from gongbao.evidence.tsa import LocalTimestampAuthority
from gongbao.evidence.verify.report import Answer
from gongbao.evidence.verify.trust import Trust
from gongbao.evidence.verify.verifying import verify_bytes


class Clock:
    def __init__(self) -> None:
        self.now = SIGNED - timedelta(days=2)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class House:
    """A local SM2 authority with its timestamps, and an RSA one for readers who know only that."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        begun = SIGNED - timedelta(days=30)
        self.authority = LocalAuthority.create("sm2", begun, FolderStore(folder / "sm2"))
        self.second = LocalAuthority.create("rsa", begun, FolderStore(folder / "rsa"))
        self.check = IdentityCheck("face", 3, "register", begun)
        self.stamps = LocalTimestampAuthority(self.key("时间戳", "timestamps"), self.clock)
        other = keys.generate("rsa")
        self.others = LocalTimestampAuthority(
            self.second.certified(other, "时间戳", self.check, begun, 365, "timestamps"), self.clock
        )

    def key(self, name: str, use: str = "signer") -> keys.SoftwareKey:
        begun = SIGNED - timedelta(days=30)
        return self.authority.certified(keys.generate("sm2"), name, self.check, begun, 365, use)  # type: ignore[arg-type]

    def crls(self) -> list[bytes]:
        return [*self.authority.crls(self.clock.now), *self.second.crls(self.clock.now)]

    @property
    def trust(self) -> Trust:
        return Trust(tuple(x509.Certificate.load(each.root) for each in (self.authority, self.second)))


def test_from_the_seal_to_a_package(laid: Laid, contract: Signed, tmp_path: Path) -> None:
    house = House(tmp_path)
    employer, worker, operator = (house.key(name) for name in ("槐荫巷餐饮有限公司", "沈知夏", "经办系统"))
    assert isinstance(employer, Signer)
    house.clock.now = SIGNED
    sealed = certify(laid.pdf, laid.places, employer_mark(SIGNED), employer, house.stamps)
    signed = sign(sealed, worker_mark(SIGNED), worker, house.stamps)
    roots = [house.authority.root, house.second.root]
    kept = preserve(signed, Proofs(roots, house.crls()), house.stamps, "sm3", SIGNED)
    log = open_log(tmp_path / "log")
    log.append([cms.digest("sm3", bytes([n])) for n in range(5)])
    first = log.append([cms.digest("sm3", signed), cms.digest("sm3", kept)])
    log.append([cms.digest("sm3", b"later")])
    taken = checkpoints.take(log, "gongbao.test/log")
    sealed_point = checkpoints.seal(taken, operator, {"sm2": house.stamps, "rsa": house.others})
    leaves = [
        Leaf(len(pdf), cms.digest("sm3", pdf), first + n, log.size, log.inclusion(first + n, log.size))
        for n, pdf in enumerate((signed, kept))
    ]
    serials = [f"{x509.Certificate.load(each.chain[0]).serial_number:X}" for each in (employer, worker)]
    stuff = replace(
        material(contract.parties, contract.signed, contract.kept),
        pdf=kept,
        events=events((serials[0], serials[1])),
        leaves=leaves,
        checkpoint=sealed_point.text,
        root_stamps=sealed_point.stamps,
        checkpoint_signature=sealed_point.signature,
        checkpoint_signer=operator.chain,
        consistency=Consistency(3, log.root(3), log.size, log.root(), log.consistency(3, log.size)),
        certificates=roots,
        crls=house.crls(),
    )
    package = build(stuff, operator, house.stamps, house.trust, house.clock.now)
    report = verify_bytes(package, house.trust, at=LATER)
    assert report.answer is Answer.VALID, report.say()
    assert {each.algorithm for each in report.signatures} == {"SM2 / SM3", "SM2"}
    assert "checkpoint_signature" in {each.check for each in report.findings}
    roots_folder = tmp_path / "roots"
    roots_folder.mkdir()
    for number, root in enumerate(roots):
        (roots_folder / f"{number}.pem").write_bytes(pem("CERTIFICATE", root))
    folder = unpacked(package, tmp_path / "package")
    code, told = by_python(folder, roots_folder, tmp_path)
    assert code == 0, told
    if which("openssl") and which("basenc"):
        code, told = by_shell(folder, roots_folder, tmp_path / "world")
        assert code == 0, told
    forged = unpack(package)
    forged["ledger/checkpoint.sig"] = operator.sign(b"another")
    found = verify_bytes(pack(forged), house.trust, at=LATER).reasons(Answer.INVALID)
    assert "checkpoint_signature" in {each.check for each in found}


def test_revocation_by_the_house_is_seen_in_lists_and_in_answers(laid: Laid, tmp_path: Path) -> None:
    house = House(tmp_path)
    employer, worker = house.key("槐荫巷餐饮有限公司"), house.key("沈知夏")
    house.clock.now = SIGNED
    sealed = certify(laid.pdf, laid.places, employer_mark(SIGNED), employer, house.stamps)
    signed = sign(sealed, worker_mark(SIGNED), worker, house.stamps)

    def answer(trust: Trust) -> set[type]:
        found = verify_bytes(signed, trust, at=LATER).findings
        return {type(each.error) for each in found if each.where in ("worker", "employer") and each.error}

    lists = house.crls()
    assert answer(house.trust.knowing(crls=lists)) == set()
    assert answer(house.trust) == {NoRevocationInformation}
    asked = [house.authority.ocsp(each.chain[0], house.clock.now) for each in (employer, worker)]
    stamps = house.authority.ocsp(house.stamps.signer.chain[0], house.clock.now)
    assert answer(house.trust.knowing(crls=[house.authority.root_crl], ocsps=[*asked, stamps])) == set()
    house.authority.revoke(worker.chain[0], SIGNED - timedelta(minutes=1), "key_compromise")
    assert answer(house.trust.knowing(crls=house.crls())) == {Revoked}
    told = house.authority.ocsp(worker.chain[0], house.clock.now)
    assert answer(house.trust.knowing(crls=[house.authority.root_crl], ocsps=[asked[0], stamps, told])) == {
        Revoked
    }


def test_a_certificate_with_a_point_off_the_curve_is_refused() -> None:
    from gongbao.evidence import sm2

    with pytest.raises(KeyUnusable):
        sm2.PublicKey.from_point(b"\4" + bytes(64))
