"""The outline of an official text: broken lines joined, numbered paragraphs addressed by clause labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gongbao.law.cite import arabic_number, roman

_HAN = r"\u4e00-\u9fff"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CHAPTER = re.compile(rf"第\s*{_NUMERAL}\s*[章编]")
_MARKS = (
    (1, re.compile(rf"第\s*({_NUMERAL})\s*条")),
    (1, re.compile(rf"({_NUMERAL})\s*、")),
    (2, re.compile(rf"[(（]\s*({_NUMERAL})\s*[)）]")),
    (3, re.compile(r"(\d{1,2})\s*[.．、](?!\d)")),
    (4, re.compile(r"[(（]\s*(\d{1,2})\s*[)）]")),
)
_FINISHED = re.compile(r"(?:[。;；:：!！?？][”’\"）)》]*|[(（]略[)）])$")
_HEADED = re.compile(rf"{_NUMERAL}\s*、|[(（]\s*{_NUMERAL}\s*[)）]")
_BROKEN = re.compile(r"[,，。;；:：]|[、的和及与或]$")
_SENTENCE = re.compile(r"可[将以由在按]|应[当由按]|[须得]|不[得可]")
_FULL_LINE = 24
_COMMENCEMENT = re.compile(r"本(?:办法|公告|通知|意见|规定|细则|实施办法)自.{2,20}起(?:施行|实施|执行|生效)")


@dataclass
class Node:
    """A numbered place of a text: its paragraphs and its numbered children, in order."""

    level: int = 0
    number: int = 0
    content: list[str | Node] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The numbered places directly inside this one."""
        return [entry for entry in self.content if isinstance(entry, Node)]

    @property
    def text(self) -> str:
        """All words of the place, one paragraph a line."""
        return "\n".join(entry if isinstance(entry, str) else entry.text for entry in self.content)

    @property
    def paragraphs(self) -> list[str]:
        """The natural paragraphs, numbered ones included, a bare heading left out."""
        first = self.content[0] if self.content else ""
        entries = self.content[1:] if isinstance(first, str) and is_heading(first) else self.content
        return [entry if isinstance(entry, str) else entry.text for entry in entries]


def tidy(line: str) -> str:
    """A line without the spaces that printing and scanning put into words and numbers."""
    line = re.sub(r"\s+", " ", line.replace("\u3000", " ").replace("\xa0", " ")).strip()
    line = re.sub(r"^[-•·*]\s+", "", line)
    if len(line) > 2 and re.fullmatch(rf"(?:[{_HAN}] )+[{_HAN}]", line):
        return line.replace(" ", "")
    return re.sub(rf"(?<=\d) (?=[\d{_HAN}])|(?<=[{_HAN}]) (?=\d)", "", line)


def squeeze(text: str) -> str:
    """Only the Chinese characters, letters and digits of `text`: the form in which names are compared."""
    return re.sub(rf"[^{_HAN}0-9A-Za-z]", "", text)


def marker(line: str) -> tuple[int, int] | None:
    """Level (1 part or article, 2 item, 3 point, 4 sub-point) and number that open `line`."""
    for level, pattern in _MARKS:
        if match := pattern.match(line):
            try:
                return level, int(match[1]) if match[1].isdigit() else arabic_number(match[1])
            except ValueError:
                continue
    return None


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a bare heading: a chapter, part or item without any sentence.

    A line as long as the page is wide may also be a sentence cut off; its verb tells.
    """
    if not (_CHAPTER.match(paragraph) or _HEADED.match(paragraph)):
        return False
    broken = any(paragraph.count(first) != paragraph.count(second) for first, second in ("《》", "“”"))
    broken = broken or len(re.findall(r"[(（]", paragraph)) != len(re.findall(r"[)）]", paragraph))
    broken = broken or (len(paragraph) >= _FULL_LINE and _SENTENCE.search(paragraph) is not None)
    return not (broken or _BROKEN.search(paragraph))


def is_finished(paragraph: str) -> bool:
    """Whether a paragraph is complete, so that the next line begins another."""
    return bool(_FINISHED.search(paragraph)) or is_heading(paragraph)


def build(lines: Iterable[str]) -> Node:
    """The tree of a section's lines (tidy, none empty).

    A line goes on with the paragraph before it unless that one is finished or the line opens with
    the next number due. Chapters carry no number of their own: articles run through them.
    """
    root = Node()
    path = [root]
    for line in lines:
        open_paragraph = _open_paragraph(path[-1])
        opened = _opens(path, line, unfinished=open_paragraph)
        if opened is not None:
            depth, node = opened
            del path[depth:]
            path[-1].content.append(node)
            path.append(node)
        elif _COMMENCEMENT.match(line) and not open_paragraph and len(path) > 1:
            del path[1:]
            root.content.append(line)
        elif _CHAPTER.match(line) and not open_paragraph:
            continue
        elif open_paragraph or _ends_in_semicolon(path[-1]):
            path[-1].content[-1] = _join(str(path[-1].content[-1]), line)
        else:
            path[-1].content.append(line)
    return root


def labels(root: Node) -> Iterator[tuple[str, str]]:
    """Every label of a section with its words: ``0`` what stands before the first number, ``2.3``
    numbered places, ``1.2.p2`` paragraphs, ``end`` an unnumbered paragraph that closes the section,
    ``8.z`` a place's last paragraph before it, ``effective`` and the number after the last for an
    unnumbered commencement provision.

    Where items run through all parts they are labelled by their number alone, the parts in Roman.
    """
    lead = _before_children(root)
    yield "0", "\n".join(lead)
    tail = [str(entry) for entry in root.content[len(lead) :] if isinstance(entry, str)]
    if tail and root.children:
        yield "effective", "\n".join(tail)
        yield str(root.children[-1].number + 1), "\n".join(tail)
    closing = _closing(root)
    if closing:
        yield "end", closing
    through = _runs_through(root.children)
    for child in root.children:
        yield from _node_labels(child, roman(child.number) if through else str(child.number), closing)
        for item in child.children if through else ():
            yield from _node_labels(item, str(item.number), closing)


def _node_labels(node: Node, label: str, closing: str) -> Iterator[tuple[str, str]]:
    yield label, node.text
    for number, paragraph in enumerate(node.paragraphs, 1):
        yield f"{label}.p{number}", paragraph
    trailing = _trailing(node, closing)
    if trailing:
        yield f"{label}.z", trailing
    for child in node.children:
        yield from _node_labels(child, f"{label}.{child.number}", closing)


def _closing(root: Node) -> str:
    """The unnumbered paragraph that ends a section, empty where a numbered one does."""
    return _trailing(root, "") if root.children else ""


def _trailing(node: Node, closing: str) -> str:
    """The last unnumbered paragraph in or under `node`, `closing` and opening paragraphs apart."""
    while node.content and isinstance(node.content[-1], Node):
        node = node.content[-1]
    later = [entry for entry in node.content[1:] if entry != closing]
    return later[-1] if later and isinstance(later[-1], str) else ""


def _before_children(root: Node) -> list[str]:
    lead: list[str] = []
    for entry in root.content:
        if isinstance(entry, Node):
            break
        lead.append(entry)
    return lead


def _runs_through(parts: list[Node]) -> bool:
    """Whether some part's first item takes up the number where an earlier part's last item left off."""
    spans = [(part.children[0].number, part.children[-1].number) for part in parts if part.children]
    return any(first == last + 1 > 1 for (_, last), (first, _) in pairwise(spans))


def _open_paragraph(node: Node) -> bool:
    last = node.content[-1] if node.content else None
    return isinstance(last, str) and not is_finished(last)


def _ends_in_semicolon(node: Node) -> bool:
    last = node.content[-1] if node.content else None
    return isinstance(last, str) and last.endswith((";", "；"))


def _opens(path: list[Node], line: str, *, unfinished: bool) -> tuple[int, Node] | None:
    """Where in `path` the numbered place that `line` opens belongs, or None when it opens none."""
    found = marker(line)
    if found is None:
        return None
    level, number = found
    depth = next((depth for depth, node in enumerate(path) if depth and node.level >= level), len(path))
    siblings = [child.number for child in path[depth - 1].children if child.level == level]
    due = siblings[-1] + 1 if siblings else 1
    if number < due or (unfinished and number != due):
        return None
    return depth, Node(level, number, [line])


def _join(first: str, second: str) -> str:
    space = " " if re.search(r"[A-Za-z,.]$", first) and re.match(r"[A-Za-z]", second) else ""
    return first + space + second
