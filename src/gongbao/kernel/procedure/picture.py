"""A procedure as the axis: gates passed are solid, the one we stand at is wall red, those ahead are hollow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gongbao.kernel.procedure.fold import Visit
from gongbao.kernel.procedure.model import Procedure, State
from gongbao.kernel.procedure.record import BEIJING, CaseState
from gongbao.law.text import Text

STYLE = """\
.process{display:block;width:100%;height:auto;font-family:var(--sans,sans-serif);fill:var(--ink,#1f1d1a)}
.process--narrow{max-width:400px}.process--narrow text{font-size:15px}.process--wide text{font-size:13px}
.process .process__note{font-size:12px;fill:var(--soft,#57524a)}
.process__line{fill:none;stroke:var(--edge,#7d776c);stroke-width:2}
.process__line.is-done{stroke:var(--ink,#1f1d1a)}.process__line.is-branch{stroke-dasharray:4 3;stroke-width:1.5}
.process__gate{fill:var(--paper,#faf8f4);stroke:var(--edge,#7d776c);stroke-width:2}
.process__gate.is-done{fill:var(--ink,#1f1d1a);stroke:var(--ink,#1f1d1a)}
.process__gate.is-now{fill:var(--wall,#94281f);stroke:var(--wall,#94281f)}
.process__ring{fill:none;stroke:var(--wall,#94281f);stroke-width:1.5}
.process .process__title.is-now{font-weight:700;fill:var(--wall,#94281f)}
.process .process__title.is-next{fill:var(--soft,#57524a)}
.process .is-middle{text-anchor:middle}
"""
"""The style sheet of pictures, for the site's own sheet and for pictures that stand alone."""

_NAMES = {"done": Text("已经过", "Passed"), "now": Text("现在", "Now"), "next": Text("还有", "Ahead")}
_SIZE = 14
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class _Gate:
    state: State
    standing: str  # done, now, next, or plain where no case is shown
    notes: tuple[str, ...]
    side: bool


def picture(
    procedure: Procedure,
    case: CaseState | None = None,
    path: Sequence[Visit] = (),
    *,
    language: str = "zh",
    wide: bool = False,
    standalone: bool = False,
) -> str:
    """The procedure as SVG, with the way of a case (`path` from `fold.visits`) where one is given.

    Narrow pictures run down a phone (360 px), wide ones across a desk (1200 px); the page's style sheet
    holds `STYLE`, and `standalone` puts it into the picture for a file of its own.
    """
    columns = _columns(procedure, case, path, language)
    reached = _reached(procedure, case, path)
    width, height, drawn = (_wide if wide else _narrow)(columns, reached if case else None, language)
    layout = "wide" if wide else "narrow"
    name = f"{procedure.id}-{layout}".replace(".", "-")
    style = f"<style>{STYLE}</style>" if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="process process--{layout}" role="img" '
        f'viewBox="0 0 {width} {height}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(procedure.title.say(language))}</title>'
        f'<desc id="{name}-desc">{escape(_describe(columns, language))}</desc>{style}{"".join(drawn)}</svg>'
    )


def _columns(
    procedure: Procedure, case: CaseState | None, path: Sequence[Visit], language: str
) -> list[list[_Gate]]:
    """For each gate of the axis: itself and the gates beside it."""
    reached = _reached(procedure, case, path)
    dates = {visit.state: visit.at.astimezone(BEIJING).date() for visit in path}
    columns = []
    for index, state in enumerate(procedure.axis):
        column = []
        for each in (state, *(s for s in procedure.states if s.beside == state.name)):
            side = bool(each.beside)
            if case is None:
                standing, notes = "plain", _limits(procedure, each, language)
            else:
                passed = each.name in dates if side else index <= reached
                standing = "now" if each.name == case.state else "done" if passed else "next"
                notes = _dates(dates.get(each.name), standing, case, language)
            column.append(_Gate(each, standing, notes, side))
        columns.append(column)
    return columns


def _reached(procedure: Procedure, case: CaseState | None, path: Sequence[Visit]) -> int:
    """The index of the axis gate the case stands at, or left last for a gate beside the axis."""
    if case is None:
        return -1
    order = {state.name: index for index, state in enumerate(procedure.axis)}
    for name in (case.state, *(visit.state for visit in reversed(path)), procedure.state(case.state).beside):
        if name in order:
            return order[name]
    return 0


def _limits(procedure: Procedure, state: State, language: str) -> tuple[str, ...]:
    return tuple(clock.title.say(language) for clock in procedure.clocks if state.name in clock.runs_in[:1])


def _dates(day: date | None, standing: str, case: CaseState, language: str) -> tuple[str, ...]:
    notes = [_date(day, language)] if day and standing != "next" else []
    if standing == "now" and case.due:
        notes.append(Text("截止", "due ").say(language) + _date(case.due, language))
    return tuple(notes)


def _date(day: date, language: str) -> str:
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {_MONTHS[day.month - 1]}"


def _narrow(columns: list[list[_Gate]], reached: int | None, language: str) -> tuple[int, int, list[str]]:
    lines, gates, y, last = [], [], 20, 0
    for index, column in enumerate(columns):
        top = y
        for gate in column:
            x = 52 if gate.side else 20
            if gate.side:
                lines.append(_line(f"M20 {top}V{y}H{x}", "is-branch"))
            gates.append(_mark(x, y, gate))
            rows = wrap(gate.state.title.say(language), (340 - x) / 15)
            gates += [_words(x + 20, y + 5 + 20 * i, row, gate) for i, row in enumerate(rows)]
            y += 20 * len(rows)
            for row in (row for note in gate.notes for row in wrap(note, (340 - x) / 12)):
                gates.append(_words(x + 20, y + 3, row, gate, note=True))
                y += 18
            y += 16
        if index + 1 < len(columns):
            done = "is-done" if reached is not None and index < reached else ""
            lines.append(_line(f"M20 {top}V{y}", done))
        last = y
    return 360, last - 4, [*lines, *gates]


def _wide(columns: list[list[_Gate]], reached: int | None, language: str) -> tuple[int, int, list[str]]:
    step = 1200 / len(columns)
    told = [[_told(gate, step, language) for gate in column] for column in columns]
    levels = range(1, max(len(column) for column in columns))
    heights = [max(len(rows[level]) for rows in told if len(rows) > level) * 16 + 14 for level in levels]
    axis = 16 + sum(heights)
    lines, gates, bottom = [], [], axis
    for index, column in enumerate(columns):
        x = round(step * (index + 0.5))
        if index + 1 < len(columns):
            done = "is-done" if reached is not None and index < reached else ""
            lines.append(_line(f"M{x} {axis}H{round(x + step)}", done))
        if len(column) > 1:
            lines.append(_line(f"M{x} {axis}V{axis - sum(heights[: len(column) - 1])}", "is-branch"))
        for level, gate in enumerate(column):
            y = axis - sum(heights[:level])
            gates.append(_mark(x, y, gate))
            left, top = (x + 15, y + 5) if gate.side else (x, y + 30)
            for number, (text, note) in enumerate(told[index][level]):
                gates.append(_words(left, top + 16 * number, text, gate, note=note, middle=not gate.side))
            bottom = max(bottom, top + 16 * (len(told[index][level]) - 1))
    return 1200, bottom + 12, [*lines, *gates]


def _told(gate: _Gate, step: float, language: str) -> list[tuple[str, bool]]:
    """The rows of words at a gate of a wide picture, and whether each is a note."""
    room = step - 30 if gate.side else step - 8
    rows = [(row, False) for row in wrap(gate.state.title.say(language), room / 13)]
    return [*rows, *((row, True) for note in gate.notes for row in wrap(note, room / 12))]


def _line(d: str, kind: str) -> str:
    return f'<path class="{f"process__line {kind}".strip()}" d="{d}"/>'


def _mark(x: int, y: int, gate: _Gate) -> str:
    size = 10 if gate.side else _SIZE
    standing = {"plain": "is-next"}.get(gate.standing, f"is-{gate.standing}")
    box = f'x="{x - size // 2}" y="{y - size // 2}" width="{size}" height="{size}"'
    ring = size + 9
    around = f'x="{x - ring / 2}" y="{y - ring / 2}" width="{ring}" height="{ring}"'
    outer = f'<rect class="process__ring" {around}/>' if gate.standing == "now" else ""
    return f'<rect class="process__gate {standing}" data-state="{escape(gate.state.name)}" {box}/>{outer}'


def _words(x: int, y: int, text: str, gate: _Gate, *, note: bool = False, middle: bool = False) -> str:
    kind = "process__note" if note else f"process__title is-{gate.standing}"
    kind += " is-middle" if middle else ""
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(text)}</text>'


def _describe(columns: list[list[_Gate]], language: str) -> str:
    stop, colon = ("。", "：") if language == "zh" else (". ", ": ")
    comma = "、" if language == "zh" else ", "
    told = []
    for standing, name in _NAMES.items():
        gates = [gate for column in columns for gate in column if gate.standing == standing]
        shown = [g for g in gates if not (g.side and standing == "next")]
        if shown:
            words = comma.join(" ".join((g.state.title.say(language), *g.notes)) for g in shown)
            told.append(f"{name.say(language)}{colon}{words}")
    plain = comma.join(c[0].state.title.say(language) for c in columns if c[0].standing == "plain")
    return stop.join([*told, plain] if plain else told)


def wrap(text: str, ems: float) -> list[str]:
    """`text` in lines of at most `ems` (a Chinese character is one, a Latin letter 0.56), words kept whole."""
    rows, row, width = [], "", 0.0
    for piece in _pieces(text):
        size = sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in piece)
        if row and width + size > ems:
            rows.append(row.rstrip())
            piece, row, width = piece.lstrip(), "", 0.0
        row, width = row + piece, width + size
    return [*rows, row] if row else rows


def _pieces(text: str) -> list[str]:
    """Single Chinese characters and whole Latin words; closing marks stay with what they close."""
    pieces: list[str] = []
    for letter in text:
        latin = ord(letter) <= 0x2E7F and letter != " "
        before = pieces[-1][-1] if pieces else " "
        joins = letter in "，。；：、）”" or before in "（“" or (latin and ord(before) <= 0x2E7F)
        if pieces and joins:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
