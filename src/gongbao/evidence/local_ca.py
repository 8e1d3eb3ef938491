"""A local certification authority: a root and an issuing authority in software, labelled not licensed.

It does everything a licensed one does (identity checks kept with each certificate, revocation, lists, answers) so
that the whole way works; what it cannot do is make a signature a reliable one under the law's licence (clause 七).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from asn1crypto import x509

from gongbao.evidence import keys
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.providers import IdentityCheck, Standing
from gongbao.evidence.x509 import writing
from gongbao.evidence.x509.issuing import Use, Wanted, issue
from gongbao.evidence.x509.status import (
    Asked,
    Revocation,
    Unknown,
    read_question,
    revocation_list,
    status_answer,
    status_answers,
)
from gongbao.law.text import Text

YEARS_ROOT, YEARS_AUTHORITY = 20, 10
ORGANISATION = "公报本地证书机构（未取得电子认证许可）"


class Store(Protocol):
    """Where an authority keeps what it has issued and revoked."""

    def record(self, serial: int, entry: Mapping[str, Any]) -> None:
        """Keep a certificate with its identity check; a serial number is recorded once."""

    def revoke(self, serial: int, revocation: Revocation) -> None:
        """Keep a revocation; the first one stands."""

    def revocations(self) -> dict[int, Revocation]:
        """All revocations by serial number."""


@dataclass
class FolderStore:
    """A store of plain files, for the library alone and for tests."""

    folder: Path

    def record(self, serial: int, entry: Mapping[str, Any]) -> None:
        """One file a certificate, written whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / f"{serial:x}.json", dict(entry))

    def issued(self, serial: int) -> bool:
        """Whether a certificate of this number was recorded."""
        return (self.folder / f"{serial:x}.json").exists()

    def revoke(self, serial: int, revocation: Revocation) -> None:
        """One file a revocation."""
        path = self.folder / f"{serial:x}.revoked.json"
        if not path.exists():
            _write(path, {"at": revocation.at.isoformat(), "reason": revocation.reason})

    def revocations(self) -> dict[int, Revocation]:
        """Read from the files."""
        found = {}
        for path in sorted(self.folder.glob("*.revoked.json")):
            told = json.loads(path.read_text())
            found[int(path.name.split(".")[0], 16)] = Revocation(
                datetime.fromisoformat(told["at"]), told["reason"]
            )
        return found


@dataclass(frozen=True)
class LocalAuthority:
    """The local authority: its root certificate, its issuing key and what it has issued."""

    root: bytes
    issuing: SoftwareKey
    store: Store
    crl_address: str = ""
    name: str = field(default=ORGANISATION)
    root_crl: bytes = b""
    """The root's own list, made before its key was forgotten: it revoked nobody, and says so as long as it lives."""

    @classmethod
    def create(cls, algorithm: str, at: datetime, store: Store, crl_address: str = "") -> LocalAuthority:
        """A new authority; the root's key is used once, for the issuing authority, and forgotten."""
        root_key, issuing = keys.generate(algorithm), keys.generate(algorithm)
        names = [writing.name(f"{ORGANISATION} {part}", ORGANISATION) for part in ("根", "签发")]
        root = issue(_wanted(names[0], "root", root_key.public, at, YEARS_ROOT), root_key)
        authority = issue(
            _wanted(names[1], "authority", issuing.public, at, YEARS_AUTHORITY), root_key.certified([root])
        )
        certified = root_key.certified([root])
        root_crl = revocation_list({}, 1, at, certified, days=365 * YEARS_ROOT)
        return cls(root, issuing.certified([authority, root]), store, crl_address, root_crl=root_crl)

    def issue(
        self, name: str, identifier: str, public_key: bytes, check: IdentityCheck, at: datetime, days: int,
        use: Use = "signer",
    ) -> list[bytes]:  # fmt: skip
        """A certificate for somebody whose identity was checked, then its issuers up to the root."""
        wanted = Wanted(
            writing.name(name, identifier=identifier),
            use,
            public_key,
            at,
            at + timedelta(days=days),
            self.crl_address,
        )
        made = issue(wanted, self.issuing)
        serial = x509.Certificate.load(made).serial_number
        kept = {**asdict(check), "at": check.at.isoformat()}
        self.store.record(
            serial, {"name": name, "identifier": identifier, "certificate": made.hex(), "check": kept}
        )
        return [made, *self.issuing.chain]

    def certified(
        self, key: SoftwareKey, name: str, check: IdentityCheck, at: datetime, days: int, use: Use = "signer"
    ) -> SoftwareKey:
        """A key with a fresh certificate of this authority."""
        return key.certified(self.issue(name, "", key.public, check, at, days, use))

    def revoke(self, certificate: bytes, at: datetime, reason: str = "unspecified") -> None:
        """Revoke from `at` on."""
        self.store.revoke(x509.Certificate.load(certificate).serial_number, Revocation(at, reason))

    def crl(self, at: datetime) -> bytes:
        """The revocation list as of `at`; its number is that second."""
        return revocation_list(self.store.revocations(), int(at.timestamp()), at, self.issuing)

    def crls(self, at: datetime) -> list[bytes]:
        """What shows, as of `at`, that nothing on the way to the root was revoked: this list and the root's."""
        return [self.crl(at), self.root_crl]

    def ocsp(self, certificate: bytes, at: datetime) -> bytes:
        """The status of one certificate as of `at`, signed by the issuing key."""
        serial = x509.Certificate.load(certificate).serial_number
        found = self.store.revocations().get(serial)
        return status_answer(certificate, self.issuing.chain[0], found, at, self.issuing)

    def answer(self, question: bytes, at: datetime, issued: Callable[[int], bool]) -> bytes:
        """The answer to an OCSP request (RFC 6960), with its nonce; "unknown" for what was not `issued` here."""
        asked, nonce = read_question(question)
        revoked = self.store.revocations()
        found: list[tuple[Asked, Revocation | Unknown | None]] = []
        for each in asked:
            ours = each.issued_by(self.issuing.chain[0]) and issued(each.serial)
            found.append((each, revoked.get(each.serial) if ours else Unknown()))
        return status_answers(found, at, self.issuing, nonce)

    def standing(self) -> Standing:
        """Working and not licensed."""
        return Standing(
            Text("本地证书机构", "local certification authority"),
            licensed=False,
            approved_algorithms=self.issuing.algorithm == "sm2",
            ground=Text(
                "软件密钥，本机签发，没有电子认证服务许可证；正式使用须接入持证机构",
                "software keys, issued here, without a licence for certification services; a licensed provider plugs in",
            ),
        )


def _wanted(subject: x509.Name, use: Use, public: bytes, at: datetime, years: int) -> Wanted:
    return Wanted(subject, use, public, at, at + timedelta(days=365 * years))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, ensure_ascii=False, sort_keys=True))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)
