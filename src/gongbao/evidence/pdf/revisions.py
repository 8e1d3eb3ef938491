"""Appending to a PDF: what stands stays byte for byte; a revision adds objects, a table of them and a trailer.

This lean writer serves the files the house's typesetter makes (a classic table of objects, no object streams)
and what it appended to them itself. Any other file is refused with NotOurs: outside PDFs are read, never signed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from gongbao.evidence.errors import HostileInput
from gongbao.law.text import Text

_START = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_PREVIOUS = re.compile(rb"/Prev (\d+)")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_ID = re.compile(rb"/ID\[\(([^()\\]*)\)")
_HEX_ID = re.compile(rb"/ID\[<([0-9a-fA-F]*)>")


class NotOurs(HostileInput):
    """A PDF that this house neither typeset nor extended: it cannot be given signatures here."""


def _not_ours(what: str) -> NotOurs:
    return NotOurs(Text(f"不是本系统生成的 PDF：{what}", f"not a PDF of this house: {what}"))


class Base:
    """A finished PDF as the ground of a revision: where its objects are, its catalog and its pages."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        found = _START.search(pdf, max(0, len(pdf) - 64))
        if found is None:
            raise _not_ours("找不到对象表 no table of objects")
        self.start = int(found[1])
        self.offsets: dict[int, int] = {}
        self._trailer = b""
        self._read_tables()
        self.size = self._number(_SIZE)
        self.root = self._number(_ROOT)

    def _read_tables(self) -> None:
        at, seen = self.start, set()
        while True:
            if at in seen or not self.pdf.startswith(b"xref", at):
                raise _not_ours("对象表有误 broken table of objects")
            seen.add(at)
            end = self.pdf.index(b"trailer", at)
            self._read_table(self.pdf[at + 4 : end].split())
            stop = self.pdf.index(b"startxref", end)
            trailer = self.pdf[end:stop]
            self._trailer = self._trailer or trailer
            previous = _PREVIOUS.search(trailer)
            if previous is None:
                return
            at = int(previous[1])

    def _read_table(self, words: list[bytes]) -> None:
        place = 0
        while place < len(words):
            first, count = int(words[place]), int(words[place + 1])
            place += 2
            for number in range(first, first + count):
                offset, _, kind = words[place : place + 3]
                place += 3
                if kind == b"n":
                    self.offsets.setdefault(number, int(offset))

    def _number(self, pattern: re.Pattern[bytes]) -> int:
        found = pattern.search(self._trailer)
        if found is None:
            raise _not_ours("文件尾有误 broken trailer")
        return int(found[1])

    def object(self, number: int) -> bytes:
        """The dictionary of an object, from ``<<`` to its ``>>``; of a stream, without the stream."""
        start = self.offsets[number]
        head = b"%d 0 obj" % number
        if not self.pdf.startswith(head, start):
            raise _not_ours(f"对象 {number} 不在其位 object {number} is not in its place")
        end = self.pdf.index(b"endobj", start)
        return self.pdf[start + len(head) : end].partition(b"stream")[0].strip()

    def pages(self) -> list[int]:
        """The numbers of the page objects in order."""
        root = _reference(self.object(self.root), b"Pages")
        return self._kids(root)

    def _kids(self, node: int) -> list[int]:
        body = self.object(node)
        kids = re.search(rb"/Kids\s*\[([^\]]*)\]", body)
        if kids is None:
            return [node]
        return [page for kid in re.findall(rb"(\d+) 0 R", kids[1]) for page in self._kids(int(kid))]

    def trailer(self, size: int, fresh: bytes) -> bytes:
        """The trailer of the next revision; `fresh` is the second half of its identifier."""
        info = _INFO.search(self._trailer)
        first = _ID.search(self._trailer)
        kept = first[1].hex().encode() if first else (_HEX_ID.search(self._trailer) or [b"", b""])[1]
        parts = [b"<</Size %d/Root %d 0 R/Prev %d" % (size, self.root, self.start)]
        parts += [b"/Info %s 0 R" % info[1]] if info else []
        parts += [b"/ID[<%s><%s>]>>" % (kept, fresh.hex().encode())]
        return b"".join(parts)


class Revision:
    """Objects to be appended to a PDF."""

    def __init__(self, pdf: bytes) -> None:
        self.base = Base(pdf)
        self._bodies: dict[int, bytes] = {}
        self._next = self.base.size

    def reserve(self) -> int:
        """The number of a new object whose body follows by `put`."""
        number = self._next
        self._next += 1
        return number

    def add(self, body: bytes) -> int:
        """Append an object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def put(self, number: int, body: bytes) -> None:
        """Give an object its body; one that stood before is superseded."""
        self._bodies[number] = body

    def read(self, number: int) -> bytes:
        """The object's dictionary as this revision leaves it."""
        return self._bodies.get(number) or self.base.object(number)

    def extend(self, number: int, entries: Mapping[bytes, bytes]) -> None:
        """Set entries of a dictionary object; `entries` replace those of the same name that are references."""
        body = self.read(number)
        for name, value in entries.items():
            body = re.sub(rb"/%s \d+ 0 R" % name, b"", body)
            if re.search(rb"/%s\b" % name, body):
                raise _not_ours(f"对象 {number} 已有 {name.decode()} object {number} already has it")
            body = body[:-2] + b"/%s %s>>" % (name, value)
        self.put(number, body)

    def append_to(self, number: int, name: bytes, reference: int) -> None:
        """Append a reference to an array entry of a dictionary object, which is made where there is none."""
        body = self.read(number)
        array = re.search(rb"/%s\s*\[([^\]]*)\]" % name, body)
        if array is None:
            self.put(number, body[:-2] + b"/%s[%d 0 R]>>" % (name, reference))
            return
        filled = b"/%s[%s %d 0 R]" % (name, array[1].strip(), reference)
        self.put(number, body[: array.start()] + filled + body[array.end() :])

    def finish(self, fresh: bytes) -> tuple[bytes, dict[int, int]]:
        """The whole file with this revision, and where each of its objects begins. `fresh`: 16 bytes."""
        out = [self.base.pdf if self.base.pdf.endswith(b"\n") else self.base.pdf + b"\n"]
        at = len(out[0])
        places: dict[int, int] = {}
        for number in sorted(self._bodies):
            text = b"%d 0 obj\n%s\nendobj\n" % (number, self._bodies[number])
            places[number] = at
            out.append(text)
            at += len(text)
        out += [_table(places), b"trailer\n", self.base.trailer(self._next, fresh)]
        out.append(b"\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out), places


def stream(entries: bytes, content: bytes) -> bytes:
    """A compressed stream object with these dictionary entries."""
    packed = zlib.compress(content, 6)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def text(value: str) -> bytes:
    """A text string: UTF-16 in hexadecimal, so that no sign needs an escape."""
    return b"<FEFF%s>" % value.encode("utf-16-be").hex().upper().encode()


def reference(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name, body)
    if found is None:
        raise _not_ours(f"缺少 {name.decode()} lacks it")
    return int(found[1])


def _table(places: Mapping[int, int]) -> bytes:
    lines = [b"xref\n"]
    numbers = sorted(places)
    for index, number in enumerate(numbers):
        if index == 0 or numbers[index - 1] != number - 1:
            run = 1
            while index + run < len(numbers) and numbers[index + run] == number + run:
                run += 1
            lines.append(b"%d %d\n" % (number, run))
        lines.append(b"%010d 00000 n\r\n" % places[number])
    return b"".join(lines)
