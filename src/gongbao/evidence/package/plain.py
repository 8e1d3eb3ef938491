"""The report a tribunal reads: the answer, who signed when with what, every check and every recorded act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongbao.evidence.package.events import Event
from gongbao.evidence.pdf.contract import TEMPLATES
from gongbao.evidence.pdf.typesetting import qr, typeset
from gongbao.evidence.verify.report import Answer, Finding, Report, SignatureFound
from gongbao.evidence.verify.trust import ZONE

LIMITS = (
    "签名是否属于本人，由签发证书的机构核验身份来保证；存证之前内容的真实由过程记录和其他证据说明。"
    "吊销情况按时间戳所示的时刻判断，所据资料在证据包 crl 文件夹。"
)


def write_report(
    report: Report,
    title: str,
    number: str,
    code: str,
    events: Sequence[Event] = (),
    roots: Sequence[str] = (),
) -> bytes:
    """The report as PDF/A, dated with the moment of checking."""
    here = report.at.astimezone(ZONE)
    data = {
        "title": "电子签名核验报告",
        "author": "gongbao verify",
        "number": number,
        "subject": title,
        "code": code,
        "qr": qr(code),
        "dated": [here.year, here.month, here.day],
        "answer": report.answer.value,
        "answer_words": _answer(report.answer),
        "reasons": [
            _line(each) for each in report.reasons(report.answer) if report.answer is not Answer.VALID
        ][:4],
        "at": _moment(report.at),
        "sm3": report.sm3,
        "roots": "、".join(roots) or "出具报告的系统所配置的信任根；复核时请自备",
        "signatures": [_signature(each) for each in report.signatures],
        "findings": [{"answer": each.answer.value, "text": _line(each)} for each in report.findings],
        "events": [_event(each) for each in events],
        "limits": LIMITS,
    }
    return typeset(TEMPLATES / "report.typ", data)


def _answer(answer: Answer) -> str:
    return {
        Answer.VALID: "有效",
        Answer.INVALID: "不予认可",
        Answer.OPEN: "不能判断",
    }[answer]


def _signature(found: SignatureFound) -> dict[str, Any]:
    stamp = found.kind == "timestamp"
    rows = [
        ("证书", found.signer),
        ("序列号", found.serial),
        ("签发机构", found.issuer),
        ("算法", found.algorithm),
        (
            "时间",
            f"{_moment(found.stamped_at)}，{found.stamped_by}" if found.stamped_at else "没有可信时间戳",
        ),
        ("管到", f"文件的前 {found.covered:,} 字节"),
    ]
    title = "文档时间戳" if stamp else f"{_FIELDS.get(found.field, found.field)}：{found.signer}"
    return {"answer": found.answer.value, "title": title, "rows": [list(row) for row in rows if row[1]]}


_FIELDS = {"employer": "用人单位签章", "worker": "劳动者签名"}


def _event(event: Event) -> list[str]:
    what = event.what
    told = str(what.get("note") or what.get("text") or what.get("field") or "")
    return [_moment(event.at), event.kind.words.zh, event.actor, _FIELDS.get(told, told)]


def _line(found: Finding) -> str:
    return f"{_FIELDS.get(found.where, found.where)}：{found.text.zh}" if found.where else found.text.zh


def _moment(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")
