"""Checking an evidence package, in the order in which each proof rests on the one before.

Hash list and its signature, whole-file hash in the log's leaf, inclusion, consistency, checkpoint's timestamps,
then every signature of the contract, and the chain of recorded acts against what was signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import pem

from gongbao.evidence.errors import ClockSetBack
from gongbao.evidence.log import checkpoints
from gongbao.evidence.package.events import Event, Kind, read_chain
from gongbao.evidence.package.ledger import read_consistency, read_leaves
from gongbao.evidence.pdf import cms
from gongbao.evidence.verify.contract import check_contract
from gongbao.evidence.verify.document import SignedDocument
from gongbao.evidence.verify.errors import BrokenEvents, BrokenPackage, NotInLog
from gongbao.evidence.verify.keys import check_value
from gongbao.evidence.verify.report import Report
from gongbao.evidence.verify.signature import check_at, check_stamp, read_cms
from gongbao.evidence.verify.trust import ZONE, Trust, load_certificates, name_of
from gongbao.law.text import Text

LOOSE = frozenset({"sums.txt", "sums.sig", "sums.tst"})
_ALGORITHMS = {"sm2": "1.2.156.10197.1.501", "ecdsa": "1.2.840.10045.4.3.2", "rsa": "1.2.840.113549.1.1.11"}
SUBJECT = Text("证据包", "evidence package")


def check_members(
    members: Mapping[str, bytes], trust: Trust, at: datetime, *, unfinished: bool = False
) -> Report:
    """Check the members of a package against the verifier's roots as of `at`.

    `unfinished` leaves out the hash list and its signature: a package under construction has none yet.
    """
    pdf = members.get("contract.pdf", b"")
    report = Report(_subject(members), cms.digest("sm3", pdf).hex(), at)
    trust = _knowing(members, trust, report)
    steps: list[tuple[str, Callable[[], Text]]] = [
        ("whole_file", lambda: _whole_file(members)),
        ("inclusion", lambda: _inclusion(members)),
        ("consistency", lambda: _consistency(members)),
        *((f"checkpoint_{n}", lambda n=n: _checkpoint_stamp(members, n, trust, at)) for n in ("sm2", "rsa")),
    ]
    if "ledger/checkpoint.sig" in members:
        steps.append(("checkpoint_signature", lambda: _checkpoint_signature(members, trust)))
    if not unfinished:
        steps = [
            ("members", lambda: _sums(members)),
            ("operator", lambda: _operator(members, trust, at)),
            *steps,
        ]
    for check, step in steps:
        _try(report, check, step)
    document = check_contract(pdf, trust, at, report)
    if document is not None:
        _try(report, "extracts", lambda: _extracts(members, document))
    _try(report, "events", lambda: _events(members, report))
    return report


def _try(report: Report, check: str, step: Callable[[], Text]) -> None:
    with report.guard(check):
        report.good(check, step())


def _subject(members: Mapping[str, bytes]) -> Text:
    try:
        told = json.loads(members["manifest.json"])["contract"]
        return Text(f"证据包：{told['title']} {told['number']}", f"evidence package of {told['number']}")
    except (ValueError, KeyError, TypeError, RecursionError):
        return SUBJECT


def _member(members: Mapping[str, bytes], name: str) -> bytes:
    try:
        return members[name]
    except KeyError:
        raise BrokenPackage(Text(f"证据包缺少 {name}", f"the package lacks {name}")) from None


def _manifest(members: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        told = json.loads(_member(members, "manifest.json"))
        if told["format"] != "gongbao-evidence/1":
            raise ValueError("another format")
        return dict(told)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BrokenPackage(Text("清单读不懂或格式不识别", "the manifest is unreadable")) from None


def _knowing(members: Mapping[str, bytes], trust: Trust, report: Report) -> Trust:
    """The certificates and revocation lists of the package; an unreadable one is a finding, not a crash."""
    found: dict[str, list[bytes]] = {"certs": [], "crl": [], "ocsp": []}
    for name, body in sorted(members.items()):
        folder = name.partition("/")[0]
        if folder in found:
            found[folder] += _unarmored(body) if name.endswith(".pem") else [body]
    for kind, values in found.items():
        for each in values:
            with report.guard("material"):
                more = {"certs": "certificates", "crl": "crls", "ocsp": "ocsps"}[kind]
                trust = trust.knowing(**{more: [each]})
    return trust


def _unarmored(body: bytes) -> list[bytes]:
    try:
        return [der for _, _, der in pem.unarmor(body, multiple=True)]
    except (ValueError, TypeError):
        return [body]


def _sums(members: Mapping[str, bytes]) -> Text:
    listed: dict[str, tuple[str, str, str]] = {}
    for line in _member(members, "sums.txt").decode("ascii", "replace").splitlines():
        words = line.split(" ")
        if len(words) != 4 or words[3] in listed:
            raise BrokenPackage(Text("摘要清单有误", "the hash list is broken"))
        listed[words[3]] = (words[0], words[1], words[2])
    for name in sorted(set(members) - set(listed) - LOOSE):
        raise BrokenPackage(Text(f"{name} 不在摘要清单里", f"{name} is not in the hash list"))
    for name, (sm3, sha256, size) in listed.items():
        body = _member(members, name)
        if (cms.digest("sm3", body).hex(), hashlib.sha256(body).hexdigest(), str(len(body))) != (
            sm3,
            sha256,
            size,
        ):
            raise BrokenPackage(Text(f"{name} 与摘要清单不符，被改动过", f"{name} was altered"))
    return Text(f"{len(listed)} 个文件与摘要清单一致", f"{len(listed)} members match the hash list")


def _operator(members: Mapping[str, bytes], trust: Trust, at: datetime) -> Text:
    sums, value = _member(members, "sums.txt"), _member(members, "sums.sig")
    algorithm = str(_manifest(members).get("operator", {}).get("algorithm"))
    certificate = load_certificates(_member(members, "operator.pem"))[0]
    check_value(certificate, _ALGORITHMS.get(algorithm, algorithm), sums, value)
    stamp, token = check_stamp(_member(members, "sums.tst"), lambda name: cms.digest(name, value))
    check_at(trust.knowing(token.certificates), stamp.by, stamp.at)
    check_at(trust, certificate, stamp.at)
    if stamp.at > at:
        raise ClockSetBack(Text("证据包的时间戳在核验时间之后", "the package is stamped after now"))
    who, when = name_of(certificate.subject), _moment(stamp.at)
    return Text(f"摘要清单由“{who}”于 {when} 签名", f"the hash list was signed by {who} at {when}")


def _whole_file(members: Mapping[str, bytes]) -> Text:
    pdf, leaves = _member(members, "contract.pdf"), read_leaves(_member(members, "ledger/leaves.txt"))
    if leaves[-1].length != len(pdf):
        raise NotInLog(
            Text("存证的不是这个文件的全部字节：文件被追加或截短", "the log does not hold this whole file")
        )
    for each in leaves:
        if cms.digest("sm3", pdf[: each.length]) != each.sm3:
            raise NotInLog(
                Text(
                    f"文件前 {each.length} 字节与存证时不同，被改动过",
                    f"the first {each.length} bytes are not what was logged: the file was altered",
                )
            )
    return Text("整个文件与存证时逐字节相同", "the whole file is what was logged, byte for byte")


def _inclusion(members: Mapping[str, bytes]) -> Text:
    state = checkpoints.read(_member(members, "ledger/checkpoint.txt"))
    leaves = read_leaves(_member(members, "ledger/leaves.txt"))
    for each in leaves:
        each.check(state)
    return Text(
        f"存证日志第 {leaves[-1].index + 1} 条，共 {state.size} 条",
        f"entry {leaves[-1].index + 1} of {state.size} in the log",
    )


def _consistency(members: Mapping[str, bytes]) -> Text:
    state = checkpoints.read(_member(members, "ledger/checkpoint.txt"))
    proof = read_consistency(_member(members, "ledger/consistency.txt"))
    proof.check(state)
    return Text(f"日志自第 {proof.first} 条起只续写、未改动", f"the log only grew since entry {proof.first}")


def _checkpoint_stamp(members: Mapping[str, bytes], name: str, trust: Trust, at: datetime) -> Text:
    note = _member(members, "ledger/checkpoint.txt")
    stamp, token = check_stamp(_member(members, f"tst/root.{name}.tsr"), lambda d: cms.digest(d, note))
    check_at(trust.knowing(token.certificates), stamp.by, stamp.at)
    if stamp.at > at:
        raise ClockSetBack(Text("检查点的时间戳在核验时间之后", "the checkpoint is stamped after now"))
    who, when = name_of(stamp.by.subject), _moment(stamp.at)
    return Text(
        f"检查点于 {when} 由“{who}”盖时间戳（{stamp.algorithm}）", f"checkpoint stamped {when} by {who}"
    )


def _checkpoint_signature(members: Mapping[str, bytes], trust: Trust) -> Text:
    """The log itself signed its checkpoint (SM2), with a certificate that was good when it was stamped."""
    note = _member(members, "ledger/checkpoint.txt")
    certificate = load_certificates(_member(members, "ledger/checkpoint.pem"))[0]
    check_value(certificate, _ALGORITHMS["sm2"], note, _member(members, "ledger/checkpoint.sig"))
    stamp, _ = check_stamp(_member(members, "tst/root.sm2.tsr"), lambda name: cms.digest(name, note))
    check_at(trust, certificate, stamp.at)
    who = name_of(certificate.subject)
    return Text(f"检查点由“{who}”签名", f"the checkpoint was signed by {who}")


def _extracts(members: Mapping[str, bytes], document: SignedDocument) -> Text:
    """What stands in ``sig/`` is what stands in the contract: a reader who uses only those is not misled."""
    for number, each in enumerate(document.held, 1):
        read = read_cms(each.content)
        given = [_member(members, f"sig/{number}/{part}.der") for part in ("attrs", "value")]
        ranges = " ".join(map(str, each.ranges[1:]))
        told = _member(members, f"sig/{number}/range.txt").decode("ascii", "replace").strip()
        if given != [read.signed_bytes, read.value] or told != ranges:
            raise BrokenPackage(
                Text(f"sig/{number} 与合同里的签名不同", f"sig/{number} is not the contract's signature")
            )
    return Text("抽出的签名与合同内的相同", "the extracted signatures are the contract's")


def _events(members: Mapping[str, bytes], report: Report) -> Text:
    events, last = read_chain(_member(members, "events.jsonl"))
    told = _manifest(members).get("events")
    if told != {"count": len(events), "last": last}:
        raise BrokenEvents(Text("过程记录被删减或换过", "events were removed or exchanged"))
    _signed_as_recorded(events, report)
    return Text(f"过程记录 {len(events)} 条，前后相连", f"{len(events)} recorded acts, unbroken")


def _signed_as_recorded(events: Sequence[Event], report: Report) -> None:
    """Every signature of the contract was recorded as an act, after consent and an identity check."""
    recorded = {str(e.what.get("field")): e for e in events if e.kind is Kind.SIGNED}
    kinds = [each.kind for each in events]
    for each in report.signatures:
        if each.kind != "signature":
            continue
        act = recorded.get(each.field)
        if act is None or act.what.get("serial") not in (None, each.serial):
            raise BrokenEvents(
                Text(f"过程记录里没有“{each.field}”处的签署", f"signing field {each.field} is not recorded")
            )
        before = kinds[: events.index(act)]
        if Kind.CONSENT not in before or Kind.IDENTITY_CHECKED not in before:
            raise BrokenEvents(
                Text(
                    f"“{each.field}”处签署之前没有同意或身份核验的记录",
                    f"no consent or identity check is recorded before {each.field} was signed",
                )
            )


def _moment(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
