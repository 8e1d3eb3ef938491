"""Reading a signed PDF that may be hostile: its signatures, what each covers, and what was appended after.

pyHanko reads the structure and judges appended revisions; nothing it raises on a hostile file gets through as
anything but HostileInput. The signatures themselves are checked in `signature`.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from gongbao.evidence.errors import HostileInput
from gongbao.evidence.pdf import cms
from gongbao.law.text import Text

LARGEST = 64 * 1024 * 1024
LARGEST_UNPACKED = 96 * 1024 * 1024
DEEPEST = 3
MOST_SIGNATURES = 64
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Held:
    """A signature in a PDF as it stands: its field, what it covers and what came after it.

    `kind` is ``signature`` or ``timestamp``; `covers` the first bytes of the file it answers for;
    `whole` whether its revision is covered without a gap; `later` what later revisions did, as pyHanko's level.
    """

    field: str
    kind: str
    name: str
    claimed_at: datetime | None
    ranges: tuple[int, int, int, int]
    content: bytes
    whole: bool
    later: ModificationLevel | None
    allowed: ModificationLevel | None
    certifies: bool

    @property
    def covers(self) -> int:
        """How many bytes from the file's beginning the signature answers for."""
        return self.ranges[2] + self.ranges[3]

    def digest(self, pdf: bytes, name: str) -> bytes:
        """The hash of the bytes the signature covers, without the place of its own value."""
        start, first, second, rest = self.ranges
        return cms.digest(name, pdf[start : start + first], pdf[second : second + rest])


@dataclass(frozen=True)
class SignedDocument:
    """The signatures of a PDF in the order of their revisions, and the validation data it carries."""

    held: tuple[Held, ...]
    waiting: tuple[str, ...]
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    ocsps: tuple[bytes, ...]


def read_document(pdf: bytes) -> SignedDocument:
    """What a PDF holds of signatures. Raises HostileInput for anything that is not a sound PDF."""
    if len(pdf) > LARGEST:
        raise HostileInput(Text("PDF 超过 64 MB，不予读取", "a PDF over 64 MB is not read"))
    if not pdf.startswith(b"%PDF-"):
        raise HostileInput(Text("不是 PDF 文件", "this is not a PDF"))
    _no_bombs(pdf)
    try:
        return _read(PdfFileReader(io.BytesIO(pdf), strict=True))
    except HostileInput:
        raise
    except RecursionError:
        raise HostileInput(Text("PDF 结构嵌套过深", "the PDF is nested too deep")) from None
    except Exception as fault:
        raise HostileInput(
            Text(f"PDF 结构有误：{fault}", f"the PDF's structure is broken: {fault}")
        ) from fault


def _read(reader: PdfFileReader) -> SignedDocument:
    found = list(reader.embedded_signatures)
    if len(found) > MOST_SIGNATURES:
        raise HostileInput(Text("签名过多", "too many signatures"))
    root = reader.root
    author = root["/Perms"].raw_get("/DocMDP") if "/Perms" in root and "/DocMDP" in root["/Perms"] else None
    held = [_held(each, author) for each in found]
    waiting = tuple(name for name, value, _ in _fields(reader) if value is None)
    dss = root["/DSS"] if "/DSS" in root else {}  # noqa: SIM401  `get` would not follow the reference
    return SignedDocument(
        tuple(held), waiting, *(_streams(dss, name) for name in ("/Certs", "/CRLs", "/OCSPs"))
    )


def _fields(reader: PdfFileReader) -> list[tuple[str, Any, Any]]:
    return list(enumerate_sig_fields(reader))


def _streams(dss: Any, name: str) -> tuple[bytes, ...]:
    listed = dss[name] if name in dss else []  # noqa: SIM401
    return tuple(bytes(each.get_object().data) for each in listed)


def _held(each: EmbeddedPdfSignature, author: Any) -> Held:
    ranges = tuple(int(n) for n in each.byte_range)
    if len(ranges) != 4 or ranges[0] != 0 or min(ranges) < 0:
        raise HostileInput(Text(f"{each.field_name} 的签名范围不合规", "an unusual byte range"))
    covered: Any = each.evaluate_signature_coverage()
    each.coverage = covered
    whole = covered >= SignatureCoverageLevel.ENTIRE_REVISION
    later = None
    if whole:
        result = each.evaluate_modifications(DEFAULT_DIFF_POLICY)
        later = result.modification_level if isinstance(result, DiffResult) else ModificationLevel.OTHER
    level = each.docmdp_level
    stamp = each.sig_object_type == "/DocTimeStamp"
    reference = each.sig_field.raw_get("/V")
    return Held(
        field=str(each.field_name),
        kind="timestamp" if stamp else "signature",
        name=str(each.sig_object.get("/Name", "")),
        claimed_at=None if stamp else each.self_reported_timestamp,
        ranges=ranges,
        content=_value(each.pkcs7_content),
        whole=whole,
        later=later,
        allowed=ModificationLevel(level.value) if level is not None else None,
        certifies=author is not None and author.reference == reference.reference,
    )


def _value(padded: bytes) -> bytes:
    """The CMS without the zeros that fill its place; anything but zeros there is refused."""
    if len(padded) < 2 or padded[0] != 0x30:
        raise HostileInput(Text("签名值不是 CMS 结构", "the signature value is no CMS"))
    length, head = padded[1], 2
    if length & 0x80:
        head += length & 0x7F
        length = int.from_bytes(padded[2:head], "big")
    end = head + length
    if end > len(padded) or padded[end:].strip(b"\0"):
        raise HostileInput(
            Text("签名值后面的空位被写入了内容", "the space after the signature value is not empty")
        )
    return padded[:end]


def _no_bombs(pdf: bytes) -> None:
    """Refuse a file whose streams unpack to more than the budget, however they are named and nested."""
    budget = LARGEST_UNPACKED
    for found in _STREAM.finditer(pdf):
        budget -= _unpacked(memoryview(pdf)[found.end() :], budget, DEEPEST)
        if budget <= 0:
            raise HostileInput(Text("PDF 内含解压炸弹", "the PDF holds a decompression bomb"))


def _unpacked(packed: memoryview, budget: int, deep: int) -> int:
    """How many bytes a Flate stream unpacks to, with what is packed again inside it; stops at the budget."""
    if deep == 0 or len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] << 8 | packed[1]) % 31:
        return 0
    try:
        content = zlib.decompressobj().decompress(packed, budget)
    except zlib.error:
        return 0
    return len(content) + _unpacked(memoryview(content), max(1, budget - len(content)), deep - 1)
