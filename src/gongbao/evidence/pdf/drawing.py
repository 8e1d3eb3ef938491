"""A drawing for a signature field: the typesetter's outlines become one PDF drawing that needs no font."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from gongbao.evidence.pdf.revisions import stream

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_WORD = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


class Drawing(NamedTuple):
    """Operators of a PDF form and its size in points."""

    operators: bytes
    width: float
    height: float

    def form(self) -> bytes:
        """The form object that stands as a field's appearance; one seal stands on many papers."""
        return _form(self)


EMPTY = Drawing(b"", 1, 1)


@lru_cache(maxsize=32)
def _form(drawing: Drawing) -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 %s %s]/Resources<<>>" % (
        _number(drawing.width),
        _number(drawing.height),
    )
    return stream(head, drawing.operators)


def convert(svg: str) -> Drawing:
    """The drawing of an SVG made by the house's typesetter; other people's SVG is not for this function."""
    root = fromstring(svg)  # noqa: S314  our own typesetter's output, never a visitor's
    left, top, width, height = (float(n) for n in root.attrib["viewBox"].split())
    if left or top:
        raise ValueError("a drawing begins at its corner")
    symbols = {f"#{each.attrib['id']}": each for each in root.iter(f"{_SVG}symbol")}
    out = ["q", f"1 0 0 -1 0 {_text(height)} cm"]
    for each in root:
        if each.tag not in (f"{_SVG}defs", f"{_SVG}style"):
            _draw(each, symbols, out)
    out.append("Q")
    return Drawing("\n".join(out).encode(), width, height)


def _draw(node: Element, symbols: dict[str, Element], out: list[str]) -> None:
    out.append("q")
    if moved := node.attrib.get("transform"):
        out.append(_matrix(moved))
    if node.tag == f"{_SVG}path":
        _path(node, node.attrib, out)
    elif node.tag == f"{_SVG}use":
        out.append(f"1 0 0 1 {_text(_at(node, 'x'))} {_text(_at(node, 'y'))} cm")
        for each in symbols[node.attrib[_HREF]].iter(f"{_SVG}path"):
            _path(each, node.attrib, out)
    elif node.tag in (f"{_SVG}g", f"{_SVG}svg"):
        for each in node:
            _draw(each, symbols, out)
    else:
        raise ValueError(f"a drawing has outlines only, not {node.tag}")
    out.append("Q")


def _matrix(transform: str) -> str:
    kind, _, inside = transform.partition("(")
    numbers = [float(n) for n in re.split(r"[\s,]+", inside.rstrip(") "))]
    if kind == "translate":
        numbers = [1, 0, 0, 1, *numbers]
    elif kind != "matrix":
        raise ValueError(f"a drawing is not turned by {transform}")
    return " ".join(_text(n) for n in numbers) + " cm"


def _path(node: Element, style: dict[str, str], out: list[str]) -> None:
    fill, line = style.get("fill", "none"), style.get("stroke", "none")
    if fill == line == "none":
        return
    if fill != "none":
        out.append(f"{_colour(fill)} rg")
    if line != "none":
        out.append(f"{_colour(line)} RG {style.get('stroke-width', '1')} w")
        out.append(f"{_CAPS[style.get('stroke-linecap', 'butt')]} J")
        out.append(f"{_JOINS[style.get('stroke-linejoin', 'miter')]} j")
    out.extend(_operators(node.attrib["d"]))
    even = style.get("fill-rule") == "evenodd"
    if fill != "none" and line != "none":
        out.append("B*" if even else "B")
    elif fill != "none":
        out.append("f*" if even else "f")
    else:
        out.append("S")


def _operators(path: str) -> list[str]:
    """Path commands as PDF operators: M L H V C Q Z, absolute and relative."""
    words, out = _WORD.findall(path), []
    place, x, y, start = 0, 0.0, 0.0, (0.0, 0.0)
    command = "M"

    def take(count: int) -> list[float]:
        nonlocal place
        place += count
        return [float(n) for n in words[place - count : place]]

    while place < len(words):
        if words[place].isalpha():
            command = words[place]
            place += 1
        kind, by = command.upper(), (x, y) if command.islower() else (0.0, 0.0)
        if kind == "Z":
            out.append("h")
            x, y = start
            continue
        if kind == "H":
            x, y = take(1)[0] + by[0], y
        elif kind == "V":
            x, y = x, take(1)[0] + by[1]
        elif kind in "ML":
            dx, dy = take(2)
            x, y = dx + by[0], dy + by[1]
        elif kind in "CQ":
            points = take(6 if kind == "C" else 4)
            points = [n + by[i % 2] for i, n in enumerate(points)]
            if kind == "Q":
                points = _cubic(x, y, points)
            x, y = points[4:]
            out.append(" ".join(_text(n) for n in points) + " c")
            continue
        else:
            raise ValueError(f"a drawing has no path command {command}")
        out.append(f"{_text(x)} {_text(y)} {'m' if kind == 'M' else 'l'}")
        if kind == "M":
            start = (x, y)
            command = "l" if command == "m" else "L"
    return out


def _cubic(x: float, y: float, points: list[float]) -> list[float]:
    cx, cy, ex, ey = points
    return [
        x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3,
        ex + (cx - ex) * 2 / 3,
        ey + (cy - ey) * 2 / 3,
        ex,
        ey,
    ]


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise ValueError(f"a drawing has plain colours only, not {value}")
    return " ".join(_text(int(value[i : i + 2], 16) / 255) for i in (1, 3, 5))


def _at(node: Element, name: str) -> float:
    return float(node.attrib.get(name, "0"))


def _text(value: float) -> str:
    short = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if short in ("", "-0") else short


def _number(value: float) -> bytes:
    return _text(value).encode()
