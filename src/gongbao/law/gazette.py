"""Import of a gazette's text: its documents found, titled, dated and divided into passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongbao.law import outline
from gongbao.law.cite import DOCUMENTS, Document
from gongbao.law.errors import Refusal
from gongbao.law.outline import squeeze
from gongbao.law.text import Text

_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}[〔\[［(（【]\d{4}[〕\]］)）】]第?\d+号|(?:公告)?\d{4}年第\d+号)"
)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ANNEX = re.compile(r"附件\s*(\d*)")
_ATTACHMENTS = re.compile(r"附件?\s*[:：]")
_NOTE = re.compile(r"[(（]\s*注\s*[:：]")
_FURNITURE = re.compile(
    r"[^\w]*\d{1,3}[^\w]*|[\u4e00-\u9fff]{2,12}人民政府公报|(?:\d{4}年?)?第\d+期.{0,12}|[A-Z][A-Z’' .]+"
)
_BODY = re.compile(r"[局委部厅院会府室心门位构校业司处]$")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{4,30}")


@dataclass(frozen=True)
class OfficialText:
    """One document as printed: its words by clause label (``2.3``, ``annex1.4.1``, ``notice.p1``)."""

    document: Document
    title: str
    issuers: tuple[str, ...]
    dated: date
    passages: Mapping[str, str]


@dataclass(frozen=True)
class Gazette:
    """The documents found in an imported file, and the numbers of others that are not registered."""

    documents: tuple[OfficialText, ...]
    others: tuple[str, ...] = ()


def import_text(text: str, documents: Sequence[Document] = DOCUMENTS) -> Gazette:
    """Divide the text of a gazette into `documents` and each into passages.

    Bears broken lines, page numbers and running heads, a table of contents, either kind of brackets
    and spaces inside numbers. Raises `Refusal` naming the documents found and not found unless every
    one of `documents` is there with its title, issuers and date.
    """
    lines = [outline.tidy(line) for line in text.splitlines()]
    lines = [line for line in lines if line and not _FURNITURE.fullmatch(line)]
    found: dict[str, OfficialText] = {}
    others: list[str] = []
    wanted = {_key(document.number): document for document in documents}
    for number, front, body in _split(lines):
        document = wanted.get(_key(number))
        if document is None:
            others.append(number)
            continue
        official = _official(document, front, body)
        known = found.get(document.prefix)
        if official and (known is None or _size(official) > _size(known)):
            found[document.prefix] = official
    if len(found) < len(documents):
        raise _incomplete(documents, found)
    return Gazette(tuple(found[document.prefix] for document in documents), tuple(dict.fromkeys(others)))


def _key(number: str) -> str:
    return squeeze(number).removeprefix("公告").replace("第", "")


def _size(official: OfficialText) -> int:
    return sum(len(passage) for passage in official.passages.values())


def _incomplete(documents: Sequence[Document], found: Mapping[str, OfficialText]) -> Refusal:
    here = [document.number for document in documents if document.prefix in found]
    missing = [document.number for document in documents if document.prefix not in found]
    none_zh, none_en = "无", "none"
    return Refusal(
        Text(
            f"文件不全。找到：{'、'.join(here) or none_zh}；没有找到：{'、'.join(missing)}",
            f"The file is not complete. Found: {', '.join(here) or none_en}; not found: {', '.join(missing)}",
        ),
        mend=Text(
            "请提供含有全部文件的公报纯文本（UTF-8），每份文件的文号单独成行，文末有日期，所列附件齐全",
            "Give the gazette as plain text (UTF-8) with every document, its number on a line of its own, "
            "its date at the end and the annexes it lists",
        ),
    )


def _split(lines: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Number, front (issuers and title) and body of each document in `lines`."""
    places = [place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.replace(" ", ""))]
    fronts = [_front_start(lines, place) for place in places]
    ends = [*fronts, len(lines)][1:]
    for place, start, end in zip(places, fronts, ends, strict=True):
        yield lines[place].replace(" ", ""), lines[start:place], lines[place + 1 : end]


def _front_start(lines: list[str], place: int) -> int:
    """The first line of the issuers and title above the number at `place`."""
    start = place
    while start and place - start < 15 and not _ends_document(lines[start - 1]):
        start -= 1
    return start


def _ends_document(line: str) -> bool:
    stop = outline.is_finished(line) or _date(line) is not None or _NUMBER.fullmatch(line.replace(" ", ""))
    return bool(stop) or line.endswith((")", "）", "."))


def _date(line: str) -> date | None:
    match = _DATE.fullmatch(squeeze(line))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _official(document: Document, front: list[str], body: list[str]) -> OfficialText | None:
    title, issuers = _title(front)
    dates = [day for day in map(_date, body) if day]
    if not title or not dates:
        return None
    passages = _passages(body, issuers)
    announced = passages.get("att", "")
    if announced and "略" not in announced and "annex1" not in passages:
        return None
    return OfficialText(document, title, issuers, dates[0], passages)


def _title(front: list[str]) -> tuple[str, tuple[str, ...]]:
    """The title (from its 关于 on) and the issuers above it."""
    above: list[str] = []
    for place, line in enumerate(front):
        before, about, rest = line.partition("关于")
        offices = [*above, before]
        if about and all(map(_ISSUER.fullmatch, before.split())):
            issuers = [part for line in offices for part in line.split() if _ISSUER.fullmatch(part)]
            return "".join([about + rest, *front[place + 1 :]]).replace(" ", ""), tuple(issuers)
        above.append(line)
    return "", ()


def _passages(body: list[str], issuers: tuple[str, ...]) -> dict[str, str]:
    """Every passage of a document: its notice, the measure it issues (if any) and its annexes."""
    notice, measure, annexes = _sections(body)
    has_measure = bool(measure)
    passages = _notice(notice, issuers, alone=not has_measure)
    if has_measure:
        passages |= _section(measure, "")
    for number, lines in annexes.items():
        passages |= _section(lines, f"annex{number}")
    return {label: words for label, words in passages.items() if words}


def _sections(body: list[str]) -> tuple[list[str], list[str], dict[int, list[str]]]:
    """The notice up to its date, the measure after it, and the annexes by number."""
    end = next(place for place, line in enumerate(body) if _date(line)) + 1
    notice = body[:end]
    measure: list[str] = []
    annexes: dict[int, list[str]] = {}
    into = measure
    note = False
    for line in body[end:]:
        annex = _ANNEX.fullmatch(line)
        note = bool(_NOTE.match(line)) or (note and not outline.is_finished(notice[-1]))
        if annex:
            into = annexes.setdefault(int(annex[1] or len(annexes) + 1), [])
        elif note and not measure:
            notice.append(line)
            note = not line.endswith((")", "）"))
        else:
            into.append(line)
    return notice, measure, annexes


def _notice(lines: list[str], issuers: tuple[str, ...], *, alone: bool) -> dict[str, str]:
    names = {squeeze(name) for name in issuers}
    kept = [line for line in lines if squeeze(line) not in names and not _date(line)]
    dated = next(line for line in lines if _date(line))
    first = next((place for place, line in enumerate(kept) if outline.is_finished(line)), -1) + 1
    address = "".join(kept[:first]) if re.search(r"[:：]$", "".join(kept[:first])) else ""
    pieces = re.split("[,，、]", address.strip(":： "))
    address = address if address.startswith("各") or all(map(_BODY.search, pieces)) else ""
    kept, attachments = _without_attachments(kept[first:] if address else kept)
    passages = {"addr": address, "att": attachments, "date": dated}
    passages |= {f"notice.{label}": words for label, words in passages.items()}
    root = outline.build(kept)
    if alone:
        passages |= dict(outline.labels(root))
        passages["pre"] = "\n".join(filter(None, (address, passages["0"])))
        return passages
    paragraphs = root.paragraphs
    passages |= {f"notice.p{place}": words for place, words in enumerate(paragraphs, 1)}
    everything = [words for words in (address, *paragraphs, attachments, dated) if words]
    passages |= {f"notice.{place}": words for place, words in enumerate(everything, 1)}
    return passages | {"notice": "\n".join(everything)}


def _section(lines: list[str], name: str) -> dict[str, str]:
    """The passages of a measure or annex, labels led by `name`; its title lines stay out of the outline."""
    first = 0
    while first < len(lines) and _is_title(lines[first]):
        first += 1
    kept, attachments = _without_attachments(lines[first:])
    root = outline.build(kept)
    passages = dict(outline.labels(root)) | ({"att": attachments} if attachments else {})
    if not name:
        return passages
    passages = {f"{name}.{label}": words for label, words in passages.items()}
    return passages | {name: "\n".join(filter(None, ("".join(lines[:first]).replace(" ", ""), root.text)))}


def _is_title(line: str) -> bool:
    sentence = re.search(r"[,，。;；:：]", line) or line.count("《") != line.count("》")
    return len(line) <= 32 and not sentence and outline.marker(line) is None and not line.startswith("第")


def _without_attachments(lines: list[str]) -> tuple[list[str], str]:
    """The lines without the list of attachments, and that list."""
    start = next((place for place, line in enumerate(lines) if _ATTACHMENTS.match(line)), len(lines))
    return lines[:start], "\n".join(lines[start:])
