"""Citations: clause ids with their document prefix, and the labels people read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from gongbao.law.errors import Refusal
from gongbao.law.text import Text


class Numbering(StrEnum):
    """How a document numbers itself: parts 一（二）, articles 第八条, or items running through all parts."""

    PARTS = "parts"
    ARTICLES = "articles"
    ITEMS = "items"


@dataclass(frozen=True)
class Document:
    """One official document: the prefix of its clause ids, its number, its short name, its numbering."""

    prefix: str
    number: str
    short: Text
    numbering: Numbering = Numbering.PARTS


def _no(prefix: str, number: str, numbering: Numbering = Numbering.PARTS) -> Document:
    no = prefix.rsplit("-", 1)[1]
    return Document(prefix, number, Text(f"{no}号", f"No. {no}"), numbering)


#: The ten documents of issue 2020-47 in printed order.
DOCUMENTS: tuple[Document, ...] = (
    _no("neng-2020-6", "京人社能发〔2020〕6号"),
    _no("she-2020-18", "京人社发〔2020〕18号"),
    _no("jiu-2020-19", "京人社就发〔2020〕19号", Numbering.ARTICLES),
    _no("bi-2020-22", "京人社毕发〔2020〕22号", Numbering.ARTICLES),
    _no("rencai-2020-24", "京人社人才发〔2020〕24号"),
    _no("lao-2020-28", "京人社劳发〔2020〕28号", Numbering.ITEMS),
    _no("gong-2020-17", "京人社事业发〔2020〕17号"),
    _no("zhongzhi-2020-27", "京人社事业发〔2020〕27号"),
    _no("ai-2020-30", "京人社事业发〔2020〕30号"),
    Document("tax-2020-9", "2020年第9号", Text("9号公告", "Announcement No. 9"), Numbering.ARTICLES),
)

_ID = re.compile(r"(?P<prefix>[a-z]+-\d{4}-\d+)/(?P<path>[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*)")
_PLACES = {
    "addr": Text("主送", "addressees"),
    "addressees": Text("主送", "addressees"),
    "0": Text("开头", "preamble"),
    "pre": Text("开头", "preamble"),
    "p0": Text("开头", "preamble"),
    "notice": Text("印发通知", "notice"),
    "att": Text("附件目录", "list of attachments"),
    "date": Text("成文日期", "date"),
    "end": Text("结尾", "closing paragraph"),
    "effective": Text("施行条款", "commencement"),
}
_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """`number` (1 to 99) in Chinese numerals: 3 三, 10 十, 21 二十一."""
    if not 0 < number < 100:
        raise ValueError(f"no numeral for {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def arabic_number(numeral: str) -> int:
    """The value of a Chinese numeral from 1 to 99; raises `ValueError` on anything else."""
    if numeral not in _NUMERALS:
        raise ValueError(f"not a numeral: {numeral}")
    return _NUMERALS[numeral]


_NUMERALS = {chinese_number(number): number for number in range(1, 100)}


@total_ordering
@dataclass(frozen=True)
class Cite:
    """A clause id such as ``neng-2020-6/2.3``: document prefix, slash, path.

    Path segments are numbers (part, item, point, sub-point; or article, item, point), ``pN`` an
    unnumbered paragraph, ``sN`` or a letter one rule among several under the same number, and the
    words ``addr``, ``0``, ``pre``, ``notice``, ``body``, ``art``, ``annexN``, ``att``, ``date``.
    Raises `Refusal` when the text is not of this shape. Ordered by document, then by number.
    """

    id: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise Refusal(
                Text(f"条款编号“{self.id}”的写法不对", f"“{self.id}” is not a clause id"),
                mend=Text("写成“neng-2020-6/2.3”这样的形式", "Write it like “neng-2020-6/2.3”"),
            )

    @property
    def prefix(self) -> str:
        """The document's prefix, ``neng-2020-6``."""
        return self.id.partition("/")[0]

    @property
    def segments(self) -> tuple[str, ...]:
        """The path in pieces: ``("2", "3")``."""
        return tuple(self.id.partition("/")[2].split("."))

    def __str__(self) -> str:
        return self.id

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Cite):
            return NotImplemented
        return self._order() < other._order()

    def _order(self) -> tuple[object, ...]:
        prefixes = [document.prefix for document in DOCUMENTS]
        place = prefixes.index(self.prefix) if self.prefix in prefixes else len(prefixes)
        return place, self.prefix, tuple(_segment_order(segment) for segment in self.segments)

    def enclosing(self) -> Iterator[Cite]:
        """This citation, then each wider one: 1.1.a, 1.1, 1."""
        for length in range(len(self.segments), 0, -1):
            yield Cite(f"{self.prefix}/{'.'.join(self.segments[:length])}")

    def require(self, known: Container[str]) -> Cite:
        """This citation if `known` (a clause register, a set of ids) has it; otherwise `Refusal`."""
        if self.id not in known:
            raise Refusal(
                Text(f"没有“{self.id}”这一条款", f"There is no clause “{self.id}”"),
                mend=Text("用“gongbao clauses”查看全部条款编号", "See all clause ids with “gongbao clauses”"),
            )
        return self

    def label(self, documents: Sequence[Document] = DOCUMENTS) -> Text:
        """The label people read: 「6号 二（三）」, “No. 6, 2(3)”.

        A rule's letter or sentence number is not part of the label: readers look up the item.
        """
        document = next((d for d in documents if d.prefix == self.prefix), None)
        short = document.short if document else Text(self.prefix, self.prefix)
        place = _place(self.segments, document.numbering if document else Numbering.PARTS)
        return Text(f"{short.zh} {place.zh}".rstrip(), f"{short.en}, {place.en}".rstrip(", "))


def _segment_order(segment: str) -> tuple[int, int, str]:
    """A rule of the item itself, then its numbered items, then its later paragraphs, then the closing."""
    early, late = ("addr", "addressees", "pre", "notice", "body", "art"), ("effective", "end", "att", "date")
    if segment in early:
        return 0, early.index(segment), ""
    if segment in late:
        return 5, late.index(segment), ""
    if segment.isdigit():
        return 2, int(segment), ""
    match = re.fullmatch(r"([psz])(\d*)", segment)
    if match is None:
        return (1, 0, segment) if len(segment) < 4 else (4, 0, segment)
    return {"s": 1, "p": 3, "z": 4}[match[1]], int(match[2] or 0), ""


def _place(segments: tuple[str, ...], numbering: Numbering) -> Text:
    head, rest = Text("", ""), list(segments)
    if rest[0] in ("art", "body"):
        rest = rest[1:]
    elif match := re.fullmatch(r"annex(\d*)", rest[0]):
        head, rest = Text(f"附件{match[1]} ", f"annex {match[1]} ".replace("  ", " ")), rest[1:]
        numbering = Numbering.PARTS
    zh, en, depth = head.zh, head.en, 0
    for segment in rest:
        if re.fullmatch(r"[a-z]|s\d+|z", segment):
            break
        part = _piece(segment, depth, numbering)
        zh, en = zh + part.zh, en + (f", {part.en}" if part.en[:4] == "para" and en else part.en)
        depth += segment.isdigit()
    return Text(zh.strip(), en.strip())


def _piece(segment: str, depth: int, numbering: Numbering) -> Text:
    if segment in _PLACES:
        return _PLACES[segment]
    if match := re.fullmatch(r"p(\d+)", segment):
        return Text(f"第{chinese_number(int(match[1]))}段", f"para. {match[1]}")
    if re.fullmatch(r"[IVX]+", segment):
        return Text(f"{chinese_number(_roman(segment))}、", f"part {segment}")
    if not segment.isdigit():
        return Text(segment, segment)
    return _number(int(segment), depth, numbering)


def _number(number: int, depth: int, numbering: Numbering) -> Text:
    if numbering is Numbering.ITEMS:
        depth += 1
    numeral = chinese_number(number) if depth < 2 else str(number)
    if depth == 0 and numbering is Numbering.ARTICLES:
        return Text(f"第{numeral}条", f"art. {number}")
    zh = (numeral, f"（{numeral}）", f"{numeral}.", f"（{numeral}）")[min(depth, 3)]
    return Text(zh, f"({number})" if depth in (1, 3) else str(number))


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def roman(number: int) -> str:
    """`number` (1 to 39) in Roman numerals, the labels of parts whose items run through."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]
