"""PDF: refused when it has a password or runs something; object streams are looked into."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MAX_UNPACKED = 50 * 2**20
MAX_OBJECT_STREAMS = 50_000
MAX_ESCAPES = 1_000_000
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(rb"/ObjStm\b")
_BODY = re.compile(rb"stream\r?\n")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE)\b|/XFA[\s\[]"
)


def check_pdf(data: bytes) -> None:
    """Refuse damaged and encrypted PDFs and those with scripts, programs, active forms or embedded files."""
    if b"%%EOF" not in data[-2048:]:
        raise Refusal(
            Text("PDF不完整", "the PDF is not complete"), mend=Text("请重新导出后上传", "Export it again")
        )
    plain = _unescaped(data)
    if _ENCRYPTED.search(plain):
        raise Refusal(
            Text("PDF有密码或限制", "the PDF is encrypted"),
            mend=Text("请取消密码和限制后上传", "Remove its password and restrictions"),
        )
    if _ACTIVE.search(plain) or any(_ACTIVE.search(_unescaped(body)) for body in _object_streams(data)):
        raise Refusal(
            Text("PDF含有脚本或嵌入文件", "the PDF holds scripts or embedded files"),
            mend=Text("请用“打印成PDF”重新生成后上传", "Print it to a new PDF"),
        )


def _unescaped(data: bytes) -> bytes:
    """Names with their #xx escapes resolved, so that /J#61vaScript is seen."""
    if data.count(b"#") > MAX_ESCAPES:
        raise _opaque()
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(data: bytes) -> Iterator[bytes]:
    place, left = 0, MAX_UNPACKED
    for _ in range(MAX_OBJECT_STREAMS):
        found = _OBJECTS.search(data, place)
        if found is None:
            return
        start = _BODY.search(data, found.end(), found.end() + 2000)
        if start is None:
            place = found.end()
            continue
        place = data.find(b"endstream", start.end())
        if place < 0:
            return
        body = _inflated(data[start.end() : place], left, data[max(0, found.start() - 500) : start.start()])
        left -= len(body)
        if left <= 0:
            break
        yield body
    raise Refusal(
        Text("PDF解压后过大", "the PDF is too large when unpacked"),
        mend=Text("请重新导出后上传", "Export it again"),
    )


def _inflated(body: bytes, most: int, dictionary: bytes) -> bytes:
    """The content of an object stream; an unpacked one lies open in the file and was searched already."""
    try:
        return zlib.decompressobj().decompress(body, most)
    except zlib.error:
        if b"/Filter" in dictionary:
            raise _opaque() from None
        return b""


def _opaque() -> Refusal:
    return Refusal(
        Text("PDF的内容无法检查", "the PDF's content cannot be inspected"),
        mend=Text("请用“打印成PDF”重新生成后上传", "Print it to a new PDF"),
    )
