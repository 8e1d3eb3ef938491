"""A local authority whose keys stand in a table: root, issuing key, timestamps, and one key for each signer.

It is working and not licensed, and says so in its name; a licensed one takes its place behind the same interface.
Private keys are kept sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from django.db import models

from gongbao.evidence import keys
from gongbao.evidence.keys import SoftwareKey
from gongbao.evidence.local_ca import FolderStore, LocalAuthority
from gongbao.evidence.providers import IdentityCheck
from gongbao.evidence.tsa import LocalTimestampAuthority
from gongbao.evidence.verify.trust import Trust
from gongbao.platform.db import clock, secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.db.target import data_folder

ALGORITHM, DAYS = "sm2", 365 * 3
ROOT, ROOT_CRL, ISSUING, STAMPS = "root", "root_crl", "issuing", "timestamps"


@dataclass(frozen=True)
class House:
    """One authority: its rows (`sealed`, `chain`, named by the column `named`), its folder, and who registers.

    `seal` is the purpose the private keys are sealed for. Rows of the root hold public bytes.
    """

    rows: type[models.Model]
    named: str
    folder: str
    seal: str
    registrar: str

    def signer(self, tx: Tx, name: str, subject: str) -> SoftwareKey:
        """The key of one signer, made and certified when first needed."""
        tx.lock(self.folder)
        return self._load(name) or self._made(tx, name, subject, "signer")

    def stamps(self, tx: Tx) -> LocalTimestampAuthority:
        """The house's own timestamp authority (RFC 3161), made when first needed."""
        tx.lock(self.folder)
        stamp = self._load(STAMPS) or self._made(tx, STAMPS, "公报本地时间戳", "timestamps")
        return LocalTimestampAuthority(stamp, clock.now)

    def trust(self, at: datetime) -> Trust:
        """The house's root with what it says of revocations at a time; empty before anything was signed or stamped."""
        authority = self._known()
        if authority is None:
            return Trust()
        return Trust((x509.Certificate.load(authority.root),)).knowing(crls=authority.crls(at))

    def _authority(self, tx: Tx) -> LocalAuthority:
        known = self._known()
        if known is not None:
            return known
        made = LocalAuthority.create(ALGORITHM, tx.now, self._store())
        self._write(ROOT, made.root, [])
        self._write(ROOT_CRL, made.root_crl, [])
        self._keep(ISSUING, made.issuing)
        return made

    def _known(self) -> LocalAuthority | None:
        issuing = self._load(ISSUING)
        if issuing is None:
            return None
        root, crl = (bytes(self._row(name).sealed) for name in (ROOT, ROOT_CRL))
        return LocalAuthority(root, issuing, self._store(), root_crl=crl)

    def _store(self) -> FolderStore:
        return FolderStore(data_folder() / self.folder)

    def _made(self, tx: Tx, name: str, subject: str, use: Any) -> SoftwareKey:
        proof = IdentityCheck("本机签发", 1, self.registrar, tx.now)
        key = self._authority(tx).certified(keys.generate(ALGORITHM), subject, proof, tx.now, DAYS, use)
        self._keep(name, key)
        return key

    def _keep(self, name: str, key: SoftwareKey) -> None:
        self._write(name, secrets.seal(key.der.hex(), self.seal), [each.hex() for each in key.chain])

    def _write(self, name: str, sealed: bytes, chain: list[str]) -> None:
        self.rows._default_manager.create(**{self.named: name}, sealed=sealed, chain=chain)

    def _row(self, name: str) -> Any:
        return self.rows._default_manager.filter(**{self.named: name}).first()

    def _load(self, name: str) -> SoftwareKey | None:
        row = self._row(name)
        if row is None:
            return None
        private = bytes.fromhex(secrets.unseal(bytes(row.sealed), self.seal))
        return keys.load(ALGORITHM, private, [bytes.fromhex(each) for each in row.chain])
