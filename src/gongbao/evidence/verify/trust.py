"""Whom the verifier trusts: paths to the roots the verifier gave, validity and revocation at the time of use.

Revocation is required: a certificate nobody says anything about is "cannot be judged", never "good".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from asn1crypto import crl, ocsp, pem, x509

from gongbao.evidence.errors import (
    EvidenceError,
    Expired,
    HostileInput,
    NoRevocationInformation,
    NotYetValid,
    Revoked,
    UnapprovedAlgorithm,
    Untrusted,
)
from gongbao.evidence.verify.keys import check_value
from gongbao.evidence.verify.report import CannotBeJudged
from gongbao.law.text import Text

LONGEST_PATH = 6
ZONE = ZoneInfo("Asia/Shanghai")


class NoRoots(CannotBeJudged):
    """The verifier named nobody to trust."""


@dataclass(frozen=True)
class Trust:
    """Roots of the verifier's own choosing; what helps to build paths and to know of revocations."""

    roots: tuple[x509.Certificate, ...] = ()
    others: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.BasicOCSPResponse, ...] = ()
    _checked: dict[tuple[bytes, bytes], bool] = field(default_factory=dict, compare=False)

    def knowing(
        self, certificates: Iterable[bytes] = (), crls: Iterable[bytes] = (), ocsps: Iterable[bytes] = ()
    ) -> Trust:
        """The same roots with more to build paths from. Raises HostileInput for what cannot be read."""
        return Trust(
            self.roots,
            _joined(self.others, (_certificate(bytes(each)) for each in certificates)),
            _joined(self.crls, (_list(bytes(each)) for each in crls)),
            _joined(self.ocsps, (_basic(bytes(each)) for each in ocsps)),
            self._checked,
        )

    def check(self, certificate: x509.Certificate, at: datetime) -> list[x509.Certificate]:
        """The path of a certificate to a root, good at `at` in every link.

        Raises Expired, NotYetValid, Revoked, Untrusted, UnapprovedAlgorithm, NoRevocationInformation, NoRoots.
        """
        path = self.path(certificate)
        for each in path:
            _valid_at(each, at)
        for each, issuer in pairwise(path):
            self._not_revoked(each, issuer, at)
        if not self.roots:
            raise NoRoots(
                Text("没有给出信任根（--roots），证书是否可信不能判断", "no trust roots were given (--roots)")
            )
        return path

    def path(self, certificate: x509.Certificate) -> list[x509.Certificate]:
        """The certificates from this one to a root; without roots as far as they go."""
        path = [certificate]
        while not self._is_root(path[-1]):
            if len(path) > LONGEST_PATH:
                raise Untrusted(Text("证书链过长", "the chain of certificates is too long"))
            issuer = self._issuer(path[-1])
            if issuer is None or issuer.sha256 in {each.sha256 for each in path}:
                if self.roots:
                    who = name_of(path[-1].issuer)
                    raise Untrusted(
                        Text(
                            f"证书签发者“{who}”不在给出的信任根里",
                            f"issuer {who} is not among the roots given",
                        )
                    )
                return path
            path.append(issuer)
        return path

    def _is_root(self, certificate: x509.Certificate) -> bool:
        return certificate.sha256 in self._root_hashes

    @cached_property
    def _root_hashes(self) -> frozenset[bytes]:
        return frozenset(each.sha256 for each in self.roots)

    def _issuer(self, certificate: x509.Certificate) -> x509.Certificate | None:
        wanted = certificate.issuer.dump()
        for each in (*self.roots, *self.others):
            if each.subject.dump() == wanted and each.ca and self._issued(certificate, each):
                return each
        return None

    def _issued(self, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
        usage = issuer.key_usage_value
        if usage is not None and "key_cert_sign" not in usage.native:
            return False
        return self._signed(
            certificate.dump(),
            certificate["tbs_certificate"].dump(),
            certificate["signature_algorithm"]["algorithm"].dotted,
            certificate["signature_value"].native,
            issuer,
        )

    def _signed(
        self, whole: bytes, message: bytes, algorithm: str, value: bytes, issuer: x509.Certificate
    ) -> bool:
        key = (whole, issuer.sha256)
        if key not in self._checked:
            try:
                check_value(issuer, algorithm, message, value)
                self._checked[key] = True
            except EvidenceError as fault:
                if isinstance(fault, UnapprovedAlgorithm):
                    raise
                self._checked[key] = False
        return self._checked[key]

    def _not_revoked(self, certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> None:
        known = False
        for listed in self.crls:
            if listed.issuer.dump() != issuer.subject.dump() or not self._list_holds(listed, issuer):
                continue
            body = listed["tbs_cert_list"]
            revoked_at = _revoked(listed).get(certificate.serial_number)
            if revoked_at is not None:
                _refuse_if_before(certificate, revoked_at, at)
            known |= _covers(at, body["this_update"].native, body["next_update"].native)
        for response in self.ocsps:
            known |= self._answered(response, certificate, issuer, at)
        if not known:
            who = name_of(certificate.subject)
            raise NoRevocationInformation(
                Text(
                    f"没有“{who}”的证书在 {_day(at)} 是否已吊销的资料",
                    f"nothing says whether the certificate of {who} was revoked by {_day(at)}",
                )
            )

    def _list_holds(self, listed: crl.CertificateList, issuer: x509.Certificate) -> bool:
        return self._signed(
            listed.dump(),
            listed["tbs_cert_list"].dump(),
            listed["signature_algorithm"]["algorithm"].dotted,
            listed["signature"].native,
            issuer,
        )

    def _answered(
        self,
        response: ocsp.BasicOCSPResponse,
        certificate: x509.Certificate,
        issuer: x509.Certificate,
        at: datetime,
    ) -> bool:
        known = False
        for single in response["tbs_response_data"]["responses"]:
            if single["cert_id"]["serial_number"].native != certificate.serial_number:
                continue
            if not self._responder_speaks(response, issuer):
                continue
            status = single["cert_status"]
            if status.name == "revoked":
                _refuse_if_before(certificate, status.chosen["revocation_time"].native, at)
            if status.name != "unknown":
                known |= _covers(at, single["this_update"].native, single["next_update"].native)
        return known

    def _responder_speaks(self, response: ocsp.BasicOCSPResponse, issuer: x509.Certificate) -> bool:
        """Whether the issuer, or a responder it named for that, signed the answer."""
        for signer in (issuer, *(response["certs"] or ())):
            if signer is not issuer:
                usage = signer.extended_key_usage_value
                if usage is None or "ocsp_signing" not in usage.native or not self._issued(signer, issuer):
                    continue
            if self._signed(
                response.dump(),
                response["tbs_response_data"].dump(),
                response["signature_algorithm"]["algorithm"].dotted,
                response["signature"].native,
                signer,
            ):
                return True
        return False


def load_certificates(content: bytes) -> list[x509.Certificate]:
    """The certificates in a PEM or DER file. Raises HostileInput for anything else."""
    try:
        if pem.detect(content):
            return [_certificate(der) for _, _, der in pem.unarmor(content, multiple=True)]
    except ValueError as fault:
        raise HostileInput(Text(f"证书文件读不懂：{fault}", f"not a certificate file: {fault}")) from fault
    return [_certificate(content)]


def name_of(name: x509.Name) -> str:
    """The name a person reads: the common name, or what stands for it."""
    told = name.native
    found = told.get("common_name") or told.get("organization_name") or name.human_friendly
    return str(found[-1] if isinstance(found, Sequence) and not isinstance(found, str) else found)


def _joined(known: tuple[Any, ...], more: Iterable[Any]) -> tuple[Any, ...]:
    """Both, each object once: what was read before is the same object again."""
    return tuple({id(each): each for each in (*known, *more)}.values())


@lru_cache(maxsize=4096)
def _certificate(der: bytes) -> x509.Certificate:
    found = _read(x509.Certificate, der)
    with _unreadable():
        _ = found.subject, found.issuer, found.serial_number, found.not_valid_before, found.not_valid_after
        _ = found.critical_extensions
    return found


@lru_cache(maxsize=256)
def _list(der: bytes) -> crl.CertificateList:
    found = _read(crl.CertificateList, der)
    with _unreadable():
        _ = found.issuer, found["tbs_cert_list"]["this_update"].native
    return found


@lru_cache(maxsize=256)
def _basic(der: bytes) -> ocsp.BasicOCSPResponse:
    outer = _read(ocsp.OCSPResponse, der)
    with _unreadable():
        if outer["response_status"].native != "successful":
            raise ValueError("no answer")
        return outer["response_bytes"]["response"].parsed
    raise AssertionError


def _read(kind: type[Any], der: bytes) -> Any:
    """A parsed value with nothing after it."""
    with _unreadable():
        return kind.load(der, strict=True)
    raise AssertionError


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as fault:
        raise HostileInput(
            Text(f"证书或吊销资料读不懂：{fault}", f"unreadable certificate or revocation data: {fault}")
        ) from fault


@lru_cache(maxsize=256)
def _revoked(listed: crl.CertificateList) -> dict[int, datetime]:
    """Serial numbers on a list and since when."""
    entries = listed["tbs_cert_list"]["revoked_certificates"] or ()
    return {each["user_certificate"].native: each["revocation_date"].native for each in entries}


def _valid_at(certificate: x509.Certificate, at: datetime) -> None:
    who = name_of(certificate.subject)
    if at < certificate.not_valid_before:
        day = _day(certificate.not_valid_before)
        raise NotYetValid(
            Text(f"“{who}”的证书 {day} 才生效", f"the certificate of {who} is valid only from {day}")
        )
    if at > certificate.not_valid_after:
        day = _day(certificate.not_valid_after)
        raise Expired(Text(f"“{who}”的证书已于 {day} 到期", f"the certificate of {who} expired on {day}"))


def _refuse_if_before(certificate: x509.Certificate, revoked_at: datetime, at: datetime) -> None:
    if revoked_at <= at:
        who, day = name_of(certificate.subject), _day(revoked_at)
        raise Revoked(Text(f"“{who}”的证书已于 {day} 吊销", f"the certificate of {who} was revoked on {day}"))


def _covers(at: datetime, this_update: datetime, next_update: datetime | None) -> bool:
    """Whether revocation data speak of `at`: made later, or made before and then still current."""
    return this_update >= at or (next_update is not None and at <= next_update)


def _day(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
