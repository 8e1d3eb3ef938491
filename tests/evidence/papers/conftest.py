"""One signed contract, preserved and packed, for the whole session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from tests.evidence.papers import chinese
from tests.evidence.papers.foreign import Authority, Stamps, der
from tests.evidence.papers.material import SIGNED, Parties, contract_text, package, preserved, sign_both

from gongbao.evidence.pdf.contract import Laid, lay_out_contract


@dataclass(frozen=True)
class Signed:
    """The stages of one contract."""

    parties: Parties
    laid: Laid
    sealed: bytes
    signed: bytes
    kept: bytes
    package: bytes


def foreign_parties(kind: str = "ecdsa") -> Parties:
    authority, second = Authority(kind), Authority("rsa", "RSA Root")
    stamps = Stamps(authority.holder("时间戳", stamps=True), SIGNED)
    other = Stamps(second.holder("Second TSA", stamps=True), SIGNED)
    names = ("槐荫巷餐饮有限公司", "沈知夏", "经办系统")
    employer, worker, operator = (authority.holder(name) for name in names)
    at = SIGNED + timedelta(hours=2)
    return Parties(
        employer,
        worker,
        operator,
        stamps,
        other,
        (der(authority.root), der(second.root)),
        (authority.crl(at), second.crl(at)),
        "sha256",
        authority,
    )


def chinese_parties() -> Parties:
    authority, second = chinese.Authority(), Authority("rsa", "RSA Root")
    stamps = chinese.Stamps(authority.holder("时间戳", stamps=True), SIGNED)
    other = Stamps(second.holder("Second TSA", stamps=True), SIGNED)
    names = ("槐荫巷餐饮有限公司", "沈知夏", "经办系统")
    employer, worker, operator = (authority.holder(name) for name in names)
    at = SIGNED + timedelta(hours=2)
    return Parties(
        employer,
        worker,
        operator,
        stamps,
        other,
        (authority.root, der(second.root)),
        (authority.crl(at), second.crl(at)),
        "sm3",
        authority,
    )


def make(parties: Parties) -> Signed:
    laid = lay_out_contract(contract_text())
    sealed, signed = sign_both(parties, laid)
    kept = preserved(parties, signed)
    return Signed(parties, laid, sealed, signed, kept, package(parties, signed, kept))


@pytest.fixture(scope="session")
def laid() -> Laid:
    return lay_out_contract(contract_text())


@pytest.fixture(scope="session")
def foreign() -> Signed:
    return make(foreign_parties())


@pytest.fixture(scope="session")
def contract() -> Signed:
    return make(chinese_parties())
