"""A local timestamp authority (RFC 3161), in SM2/SM3 or in RSA or ECDSA with SHA-256, and a client for others."""

from __future__ import annotations

import hashlib
import http.client
import os
import secrets
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from asn1crypto import tsp

from gongbao.evidence.errors import Altered, ClockSetBack, HostileInput, UnapprovedAlgorithm, Unreachable
from gongbao.evidence.pdf import cms, der
from gongbao.evidence.providers import Signer, Standing
from gongbao.evidence.sm3 import sm3
from gongbao.evidence.x509 import writing
from gongbao.law.text import Text

POLICY = "1.3.6.1.4.1.58888.1.1"
LENGTHS = {"sm3": 32, "sha256": 32}
LARGEST_ANSWER = 64 * 1024


def digest(algorithm: str, *parts: bytes) -> bytes:
    """The ``sm3`` or ``sha256`` digest of the parts."""
    return sm3(*parts) if algorithm == "sm3" else hashlib.sha256(b"".join(parts)).digest()


class Mark(Protocol):
    """Where an authority keeps the last second it stamped, so that a clock set back over a restart is noticed."""

    def read(self) -> datetime | None:
        """The last second kept."""

    def write(self, at: datetime) -> None:
        """Keep it, on the disk when this returns."""


@dataclass(frozen=True)
class FileMark:
    """The mark in a file."""

    path: Path

    def read(self) -> datetime | None:
        """None where nothing was stamped yet. Raises ClockSetBack for a file that cannot be read."""
        try:
            return datetime.fromisoformat(self.path.read_text())
        except FileNotFoundError:
            return None
        except ValueError:
            raise ClockSetBack(
                Text("时间戳服务的最后时间读不懂，不能保证不倒退", "the last time stamped is unreadable")
            ) from None

    def write(self, at: datetime) -> None:
        """Replace the file whole."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        with part.open("w") as file:
            file.write(at.isoformat())
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)


@dataclass
class LocalTimestampAuthority:
    """Stamps with a key of its own; a clock that goes back is refused, not followed, with a mark also after a restart."""

    signer: Signer
    clock: Callable[[], datetime]
    mark: Mark | None = None
    _last: datetime = field(default=datetime.min.replace(tzinfo=UTC), repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        kept = self.mark.read() if self.mark else None
        self._last = max(self._last, kept or self._last)

    def timestamp(self, digest: bytes, algorithm: str) -> bytes:
        """A token over a digest. Raises UnapprovedAlgorithm, or ClockSetBack where time went back."""
        if LENGTHS.get(algorithm) != len(digest):
            raise UnapprovedAlgorithm(
                Text(
                    f"时间戳不接受 {algorithm} 摘要",
                    f"no timestamps over {algorithm} digests of {len(digest)} bytes",
                )
            )
        with self._turn:
            now = self.clock().astimezone(UTC)
            if now < self._last:
                raise ClockSetBack(
                    Text(
                        f"时钟被调回：现在 {now}，此前已发出 {self._last}",
                        f"the clock went back from {self._last} to {now}",
                    )
                )
            second = now.replace(microsecond=0)
            if self.mark and second > self._last.replace(microsecond=0):
                self.mark.write(second)
            self._last = now
        return self._token(digest, algorithm, now)

    def _token(self, imprint: bytes, algorithm: str, now: datetime) -> bytes:
        own = cms.profile(self.signer.algorithm).digest
        info = der.sequence(
            der.integer(1),
            der.oid(POLICY),
            der.sequence(cms.DIGESTS[algorithm], der.octets(imprint)),
            der.integer(secrets.randbits(63)),
            der.moment(now),
        )
        made = cms.Signature(self.signer.algorithm, self.signer.chain, digest(own, info), info, cms.TIMESTAMP)
        return made.complete(self.signer.sign(made.attributes), None)

    def standing(self) -> Standing:
        """Working and not licensed."""
        return Standing(
            Text("本地时间戳服务", "local timestamp authority"),
            licensed=False,
            approved_algorithms=self.signer.algorithm == "sm2",
            ground=Text(
                "时间取自本机时钟，不是授时机构", "time of this machine's clock, not of a time authority"
            ),
        )


@dataclass(frozen=True)
class HttpTimestampAuthority:
    """An outside authority asked over HTTP (RFC 3161, 3.4)."""

    address: str
    name: Text
    licensed: bool = False
    timeout: float = 10

    def timestamp(self, digest: bytes, algorithm: str) -> bytes:
        """A token of the outside authority.

        Raises Unreachable where it does not answer, HostileInput for an answer that is none, Altered for a token over
        another digest or for another question. Whether its signature holds says `verify_timestamp`.
        """
        nonce = secrets.randbits(63)
        asked = tsp.TimeStampReq(
            {
                "version": "v1",
                "message_imprint": {
                    "hash_algorithm": writing.digest_algorithm(algorithm),
                    "hashed_message": digest,
                },
                "nonce": nonce,
                "cert_req": True,
            }
        )
        if not self.address.startswith(("http://", "https://")):
            raise HostileInput(Text("时间戳地址必须是 http 或 https", "a timestamp address is http or https"))
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked above
            self.address, asked.dump(), {"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                content = answer.read(LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException) as fault:
            raise Unreachable(
                Text(f"时间戳服务没有回答：{fault}", f"the timestamp authority did not answer: {fault}")
            ) from fault
        return _token_of(content, digest, nonce)

    def standing(self) -> Standing:
        """What whoever installed it says of the outside authority."""
        return Standing(
            self.name, self.licensed, True, Text(f"由 {self.address} 签发", f"issued by {self.address}")
        )


def _token_of(content: bytes, asked: bytes, nonce: int) -> bytes:
    fault = HostileInput(Text("时间戳服务的回答不可用", "the timestamp authority's answer is of no use"))
    if len(content) > LARGEST_ANSWER:
        raise fault
    try:
        answer = tsp.TimeStampResp.load(content, strict=True)
        if answer["status"]["status"].native not in ("granted", "granted_with_mods"):
            raise fault
        token = answer["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        same = info["message_imprint"]["hashed_message"].native == asked and info["nonce"].native == nonce
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise fault from wrong
    if not same:
        raise Altered(
            Text("时间戳回答的不是所问的摘要", "the token answers another question than the one asked")
        )
    return bytes(token.dump())
