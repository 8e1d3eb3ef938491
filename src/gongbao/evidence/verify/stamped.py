"""What stands alone with a timestamp: a digest with its token, a log's checkpoint with its signature and two tokens."""

from __future__ import annotations

from datetime import datetime

from gongbao.evidence import tsa
from gongbao.evidence.errors import ClockSetBack, UnapprovedAlgorithm
from gongbao.evidence.log.checkpoints import STAMPED, Checkpoint, SealedCheckpoint, read
from gongbao.evidence.verify.contract import NoTimestamp
from gongbao.evidence.verify.keys import SM2_CURVE, check_value
from gongbao.evidence.verify.signature import Stamp, check_at, check_stamp
from gongbao.evidence.verify.trust import Trust, load_certificates
from gongbao.evidence.x509.writing import signature_algorithm
from gongbao.law.text import Text


def verify_timestamp(token: bytes, digest: bytes, trust: Trust, at: datetime, algorithm: str = "") -> Stamp:
    """What a token says of a digest, for a verifier with roots of its own, as of `at`.

    `algorithm` (``sm3``, ``sha256``) refuses a token over a digest of another kind. Raises Altered,
    UnapprovedAlgorithm, HostileInput, Untrusted, Revoked, NoRevocationInformation, NoRoots, NotYetValid,
    TimestampAfterExpiry (stamped when the authority's certificate was over) and ClockSetBack (stamped after `at`).
    """

    def known(name: str) -> bytes:
        if algorithm and name != algorithm:
            raise UnapprovedAlgorithm(
                Text(f"时间戳用的是 {name}，不是 {algorithm}", f"stamped over {name}, not {algorithm}")
            )
        return digest

    stamp, read_token = check_stamp(token, known)
    check_at(trust.knowing(read_token.certificates), stamp.by, stamp.at)
    if stamp.at > at:
        raise ClockSetBack(
            Text(
                "时间戳的时间在核验时间之后：时钟被调回",
                "stamped after the time of checking: a clock was set back",
            )
        )
    return stamp


def verify_checkpoint(
    sealed: SealedCheckpoint, certificate: bytes, trust: Trust, at: datetime
) -> tuple[Checkpoint, list[Stamp]]:
    """The state a sealed checkpoint proves: its signature, and both timestamps.

    `certificate` is the log keeper's, good at the time of the earlier stamp. Raises as `verify_timestamp`, and
    NoTimestamp where one of the two stamps is missing.
    """
    state = read(sealed.text)
    if set(sealed.stamps) != set(STAMPED):
        raise NoTimestamp(
            Text("检查点应有国密和 RSA 两个时间戳", "a checkpoint has two timestamps, by SM2 and by RSA")
        )
    stamps = []
    for name, token in sorted(sealed.stamps.items()):
        kind = STAMPED[name]
        stamp = verify_timestamp(token, tsa.digest(kind, sealed.text), trust, at, kind)
        if stamp.algorithm.lower() != name:
            raise UnapprovedAlgorithm(
                Text(f"检查点的时间戳应由 {name} 签发", f"this timestamp is to be signed by {name}")
            )
        stamps.append(stamp)
    keeper = load_certificates(certificate)[0]
    key = keeper.public_key["algorithm"]
    algorithm = "rsa" if key["algorithm"].native == "rsa" else "ecdsa"
    if algorithm == "ecdsa" and key["parameters"].chosen.dotted == SM2_CURVE:
        algorithm = "sm2"
    check_value(keeper, signature_algorithm(algorithm)["algorithm"].dotted, sealed.text, sealed.signature)
    check_at(trust, keeper, min(each.at for each in stamps))
    return state, stamps
