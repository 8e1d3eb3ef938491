"""The Python compiler: a resolved rule as one generated function for one case, with its reasons."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from gongbao.kernel.money import share_half_up
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules import spans
from gongbao.kernel.rules.awaits import Open, waits_for_people
from gongbao.kernel.rules.explain import Unit, Units, facts_of
from gongbao.kernel.rules.interpret import NEVER, NEVER_MONTH, years_of
from gongbao.kernel.rules.kinds import count_levels, held, is_truth, never_negative, of_records, reads_record
from gongbao.kernel.rules.logic import Truth, years_after
from gongbao.kernel.rules.question import Ruling
from gongbao.kernel.rules.resolve import Bands


class Answer(NamedTuple):
    """A verdict, the amount's bounds in fen, and the reasons as (unit, state, the facts' values)."""

    truth: Truth
    low: int | None
    high: int | None
    reasons: list[tuple[Unit, Truth, tuple[Any, ...]]]


Decide: TypeAlias = Callable[[Mapping[str, Any]], Answer]


def compile_python(ruling: Ruling, *, reasons: bool = True) -> Decide:
    """A function from typed facts to an `Answer`; without `reasons` it gives the verdict and amount only."""
    writer, roots = Writer(), [root for root in (ruling.condition, ruling.amount) if root is not None]
    for root in roots:
        for fact in facts_of(root):
            writer.fact(fact)
    writer.columns(roots)
    truth = writer.truth(ruling.condition)
    low = high = "0"
    if ruling.amount is not None:
        low, high = writer.amount(truth, ruling.amount)
    if reasons:
        _Reasons(writer, Units(ruling.condition)).write(ruling.condition)
    body = "\n".join(writer.lines)
    source = (
        f"def decide(facts):\n get = facts.get\n R = []\n{body}\n return Answer({truth}, {low}, {high}, R)\n"
    )
    scope: dict[str, Any] = {"Answer": Answer, "NEVER": NEVER, **writer.pool}
    exec(compile(source, f"<rule {ruling.question.id}>", "exec"), scope)  # noqa: S102 - our own generated text
    decide: Decide = scope["decide"]
    return decide


def compile_outcomes(rulings: Sequence[Ruling]) -> Callable[[Mapping[str, Any]], tuple[str, ...]]:
    """A function from typed facts to the outcome of each ruling, in one piece.

    What they share is worked out once; what only one asks, only as long as that one can still be met.
    """
    writer, conditions = Writer(), [ruling.condition for ruling in rulings]
    writer.columns(conditions)
    _together(writer, conditions)
    outcomes, kept = [], []
    for ruling in rulings:
        outcomes.append(writer.let("o", "'not_met'"))
        kept.append(waits_for_people(ruling))
        inner, truths = writer, []
        for part in _smallest_first(ruling.condition):
            truths.append(inner.truth(part))
            inner.put(f"if {truths[-1]} is not False:")
            inner = inner.inside(" ")
        inner.put(f"if {' and '.join(truths)}: {outcomes[-1]} = 'met'")
        inner.put("else:")
        inner = inner.inside(" ")
        inner.put(f"{outcomes[-1]} = 'judgement' if {inner.truth(kept[-1])} else 'unknown'")
    body = "\n".join(writer.lines)
    source = f"def decide(facts):\n get = facts.get\n{body}\n return ({', '.join(outcomes)},)\n"
    scope: dict[str, Any] = {"NEVER": NEVER, **writer.pool}
    exec(compile(source, "<rules>", "exec"), scope)  # noqa: S102 - our own generated text
    decide: Callable[[Mapping[str, Any]], tuple[str, ...]] = scope["decide"]
    return decide


def _smallest_first(condition: Any) -> list[Any]:
    """The parts that must all hold, those that are told soonest first."""
    parts = condition.parts if isinstance(condition, n.All) and condition.parts else (condition,)
    return sorted(parts, key=lambda part: sum(1 for _ in n.walk(part)))


def _together(writer: Writer, conditions: Sequence[Any]) -> None:
    """Works out what more than one condition rests on."""
    inside = [{id(part): part for part in n.walk(condition)} for condition in conditions]
    times = Counter(key for parts in inside for key in parts)
    for key, part in {key: part for parts in inside for key, part in parts.items()}.items():
        if isinstance(part, n.Served):
            writer.periods(part)
        if times[key] > 1 and not reads_record(part):
            writer.work_out(part)


@dataclass
class Writer:
    """Writes statements that leave each part's truth or bounds in local names."""

    lines: list[str] = field(default_factory=list)
    pool: dict[str, Any] = field(default_factory=dict)
    known: dict[Any, Any] = field(default_factory=dict)
    indent: str = " "
    record: str = ""
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def inside(self, indent: str, record: str = "") -> Writer:
        """A writer of a block in here: it knows what is known so far, what it learns stays its own."""
        return replace(
            self, known=dict(self.known), indent=self.indent + indent, record=record or self.record
        )

    def name(self, stem: str) -> str:
        return f"{stem}{next(self.numbers)}"

    def put(self, text: str) -> None:
        self.lines.append(self.indent + text)

    def let(self, stem: str, text: str) -> str:
        name = self.name(stem)
        self.put(f"{name} = {text}")
        return name

    def const(self, value: Any) -> str:
        if isinstance(value, int | str):
            return repr(value)
        name = self.name("K")
        self.pool[name] = value
        return name

    def fact(self, fact: n.Fact) -> str:
        key = ("fact", fact.of, fact.name)
        if key not in self.known:
            source = f"{self.record}.get" if fact.of else "get"
            self.known[key] = self.let("v", f"{source}({fact.name!r})")
        name: str = self.known[key]
        return name

    def truth(self, part: Any) -> str:
        if id(part) not in self.known:
            self.known[id(part)] = self._truth(part)
        name: str = self.known[id(part)]
        return name

    def _truth(self, part: Any) -> str:
        match part:
            case n.Fact():
                return self.fact(part)
            case n.All(parts=parts):
                names = [self.truth(each) for each in parts]
                return self.let("c", _all(names))
            case n.Any_(parts=parts):
                names = [self.truth(each) for each in parts]
                return self.let("c", _any(names))
            case n.AtLeast(count=count, parts=parts):
                names = [self.truth(each) for each in parts]
                sure = " + ".join(f"({name} is True)" for name in names) or "0"
                possible = " + ".join(f"({name} is not False)" for name in names) or "0"
                return self.let(
                    "c", f"True if {sure} >= {count} else False if {possible} < {count} else None"
                )
            case n.Not(part=inner):
                name = self.truth(inner)
                return self.let("c", f"None if {name} is None else not {name}")
            case n.Compare(left=left, op=op, right=right):
                return self._compare(left, op, right)
            case n.In(value=value, words=words):
                low, high = self.bounds(value)
                found = f"{low} in {self.const(words)}"
                unsure = [f"{low} is None"] if low == high else [f"{low} is None", f"{low} != {high}"]
                return self.let(
                    "c", found if _literal(low) else f"None if {' or '.join(unsure)} else {found}"
                )
            case n.FirstKnown(parts=parts):
                names = [self.truth(each) for each in parts]
                chain = " else ".join(f"{name} if {name} is not None" for name in names)
                return self.let("c", f"{chain} else None")
            case n.OnlyIf(when=when, then=then):
                holds, follows = self.truth(when), self.truth(then)
                return self.let("c", f"{follows} if {holds} is True else None")
            case Open(part=inner) if is_truth(inner):
                return self.let("c", f"{self.truth(inner)} is None")
            case Open(part=inner):
                low, high = self.bounds(inner)
                open_ = f"{low} is None" if low == high else f"{low} is None or {low} != {high}"
                return self.let("c", "False" if _literal(low) else open_)
            case _:
                raise TypeError(f"not a resolved condition: {type(part).__name__}")

    def _compare(self, left: Any, op: str, right: Any) -> str:
        (a, b), (c, d) = self.bounds(left), self.bounds(right)
        if a == b and c == d:
            unknown = " or ".join(f"{x} is None" for x in (a, c) if not _literal(x))
            plain = f"{a} {op} {c}"
            return self.let("c", f"None if {unknown} else {plain}" if unknown else plain)
        if op in {"==", "!="}:
            same = " and ".join([*_some(a), f"{a} == {b} == {c} == {d}"])
            apart = f"({_less(b, c)}) or ({_less(d, a)})"
            yes, no = ("True", "False") if op == "==" else ("False", "True")
            return self.let("c", f"{yes} if {same} else {no} if {apart} else None")
        if op in {"<=", ">"}:
            a, b, c, d = c, d, a, b
        yes, no = ("True", "False") if op in {">=", "<="} else ("False", "True")
        sure = " and ".join([*_some(a, d), f"{a} >= {d}"])
        return self.let("c", f"{yes} if {sure} else {no} if {_less(b, c)} else None")

    def bounds(self, part: Any) -> tuple[str, str]:
        key = ("bounds", id(part))
        if key not in self.known:
            self.known[key] = self._bounds(part)
        pair: tuple[str, str] = self.known[key]
        return pair

    def _bounds(self, part: Any) -> tuple[str, str]:
        match part:
            case n.Const(value=value):
                name = self.const(value)
                return name, name
            case n.Fact():
                name = self.fact(part)
                return name, name
            case n.Add(left=left, right=right):
                return self._pairwise(left, right, "{0} + {1}")
            case n.Subtract(left=left, right=right):
                form = "({0} - {1}).days" if held(left) == "date" else "{0} - {1}"
                (a, b), (c, d) = self.bounds(left), self.bounds(right)
                return self._both([(a, d), (b, c)], form)
            case n.Times(left=left, right=right):
                return self._pairwise(left, right, "{0} * {1}")
            case n.Share(of=whole, rate=rate, per=per):
                (a, b), (r, s) = self.bounds(whole), self.bounds(rate)
                known = r if r == s else self.let("b", f"{r} if {r} == {s} else None")
                counts = " and ".join([*_some(known), f"{known} >= 0"])
                good = known if never_negative(rate) else self.let("b", f"{known} if {counts} else None")
                self.pool["share_half_up"] = share_half_up
                return self._both([(a, good), (b, good)], f"share_half_up({{0}}, {{1}}, {per})")
            case n.Least(left=left, right=right):
                return self._extreme(left, right, low_needs_both=True, pick="<")
            case n.Greatest(left=left, right=right):
                high, low = self._extreme(left, right, low_needs_both=False, pick=">")
                return low, high
            case n.Steps(value=value, limits=limits, amounts=amounts):
                (a, b), found = self.bounds(value), "None"
                chain = [self.bounds(each)[0] for each in amounts]
                found = chain[-1]
                for limit, amount in reversed(list(zip(limits, chain[:-1], strict=True))):
                    found = f"{amount} if {a} <= {limit} else {found}"
                unsure = " or ".join([f"{a} is None", *([f"{a} != {b}"] if a != b else [])])
                name = self.let("b", found if _literal(a) else f"None if {unsure} else ({found})")
                return name, name
            case n.Within(value=value, least=least, greatest=greatest):
                (a, b) = self.bounds(value)
                return self._both([(a, a), (b, b)], f"min(max({{0}}, {least}), {greatest})")
            case n.Cases(key=key, words=words, parts=parts):
                word = self.fact(key)
                pairs = [self.bounds(each) for each in parts]
                low = high = "None"
                for each, (a, b) in reversed(list(zip(words, pairs, strict=True))):
                    low, high = (
                        f"{a} if {word} == {each!r} else {low}",
                        f"{b} if {word} == {each!r} else {high}",
                    )
                name = self.let("b", low)
                return name, name if low == high else self.let("b", high)
            case n.MonthOf(day=day):
                (a, b) = self.bounds(day)
                return self._both([(a, a), (b, b)], "{0}.year * 12 + {0}.month - 1")
            case n.YearsAfter(day=day):
                (a, b) = self.bounds(day)
                self.pool["years_after"] = years_after
                return self._both([(a, a), (b, b)], f"years_after({{0}}, {years_of(part)})")
            case n.Choose(when=when, then=then, otherwise=otherwise):
                return self._choose(when, then, otherwise)
            case n.FirstKnown(parts=parts):
                return self._first_known(parts)
            case n.CountWhere(records=records, where=where):
                return self._count(records, where)
            case n.SumWhere(records=records, field=field_, where=where):
                return self._sum(records, field_, where)
            case n.FirstWhere(records=records, field=field_, where=where):
                return self._first(records, field_, where)
            case n.Served():
                return self._served(part)
            case n.Matched(records=records, items=items):
                return self._matched(records, items)
            case Bands(key=key, bands=bands):
                name = self.fact(key)
                ladder = "".join(
                    f" else {self.const(v)} if {self.const(f)} <= {name} <= {self.const(t)}"
                    for f, t, v in bands
                )
                found = self.let("b", f"None if {name} is None{ladder} else None")
                return found, found
            case n.Lookup(key=key, table=table):
                found = self.let("b", f"{self.const(dict(table))}.get({self.fact(key)})")
                return found, found
            case _:
                raise TypeError(f"not a resolved value: {type(part).__name__}")

    def _both(self, pairs: list[tuple[str, str]], form: str) -> tuple[str, str]:
        made: list[str] = []
        for pair in pairs:
            if made and pair == pairs[0]:
                made.append(made[0])
                continue
            unknown = " or ".join(f"{x} is None" for x in dict.fromkeys(pair) if not _literal(x))
            text = form.format(*pair)
            made.append(self.let("b", f"None if {unknown} else {text}" if unknown else text))
        return made[0], made[1]

    def _pairwise(self, left: Any, right: Any, form: str) -> tuple[str, str]:
        (a, b), (c, d) = self.bounds(left), self.bounds(right)
        return self._both([(a, c), (b, d)], form)

    def _extreme(self, left: Any, right: Any, *, low_needs_both: bool, pick: str) -> tuple[str, str]:
        """Bounds that need both sides, then the bounds one side is enough for."""
        (a, b), (c, d) = self.bounds(left), self.bounds(right)
        needs, loose = ((a, c), (b, d)) if low_needs_both else ((b, d), (a, c))
        strict = self._both([needs, needs], f"{{0}} if {{0}} {pick} {{1}} else {{1}}")[0]
        x, y = loose
        if _literal(x):
            x, y = y, x
        skip = f"{x} if {y} is None or" if not _literal(y) else f"{x} if"
        head = "" if _literal(x) else f"{y} if {x} is None else "
        free = self.let("b", f"{head}{skip} {x} {pick} {y} else {y}")
        return strict, free

    def _choose(self, when: Any, then: Any, otherwise: Any) -> tuple[str, str]:
        holds, (a, b), (c, d) = self.truth(when), self.bounds(then), self.bounds(otherwise)
        names = []
        for x, y, pick in ((a, c, "<"), (b, d, ">")):
            unknown = " or ".join(f"{z} is None" for z in dict.fromkeys((x, y)) if not _literal(z))
            mixed = f"{x} if {x} {pick} {y} else {y}"
            mixed = f"(None if {unknown} else {mixed})" if unknown else f"({mixed})"
            names.append(self.let("b", f"{x} if {holds} else {y} if {holds} is False else {mixed}"))
        return names[0], names[1]

    def _first_known(self, parts: tuple[Any, ...]) -> tuple[str, str]:
        pairs = [self.bounds(each) for each in parts]
        low, high = pairs[-1]
        for a, b in reversed(pairs[:-1]):
            if a == b and _literal(a):
                low = high = a
                continue
            test = " and ".join([*_some(a), *([f"{a} == {b}"] if a != b else [])])
            low, high = (
                self.let("b", f"{a} if {test} else {low}"),
                self.let("b", f"{b} if {test} else {high}"),
            )
        return low, high

    def _served(self, part: n.Served) -> tuple[str, str]:
        since = (self.const(date.min),) * 2 if part.since is None else self.bounds(part.since)
        periods = self.periods(part)
        self.pool |= {"runs_of": spans.runs_of, "full_on": spans.full}
        rest = f"{years_of(part)}, ({since[0]}, {since[1]}), {part.way!r}, {part.unbroken}"
        return self._pair(f"full_on({periods}, {rest})")

    def periods(self, part: n.Served) -> str:
        """The list of a count's periods, made once for all counts over the same ones."""
        key = ("periods", part.records.name, id(part.where), part.start.name, part.end.name)
        if key not in self.known:
            rows, column = self.fact(part.records), self.column(part.records, part.where)
            made = f"(t, r.get({part.start.name!r}), r.get({part.end.name!r}))"
            pairs = f"zip({column}, {rows})"
            self.known[key] = self.let(
                "p", f"None if {rows} is None else runs_of([{made} for t, r in {pairs}])"
            )
        found: str = self.known[key]
        return found

    def _matched(self, records: n.Fact, items: tuple[Any, ...]) -> tuple[str, str]:
        rows, columns = self.fact(records), [self.column(records, each) for each in items]
        truths = f"None if {rows} is None else [*zip({', '.join(columns)})]"
        self.pool["matched"] = spans.matched
        return self._pair(f"matched({truths}, {len(items)})")

    def _pair(self, text: str) -> tuple[str, str]:
        low, high = self.name("b"), self.name("b")
        self.put(f"{low}, {high} = {text}")
        return low, high

    def columns(self, roots: Sequence[Any]) -> None:
        """The truths of every condition on records below `roots`, in one loop over each list.

        What rests on another list's or count's result comes after it.
        """
        for level in count_levels(roots):
            lists: dict[str, tuple[n.Fact, dict[int, Any]]] = {}
            for part in level:
                _, wheres = lists.setdefault(part.records.name, (part.records, {}))
                wheres |= {id(each): each for each in of_records(part)}
            for records, wheres in lists.values():
                self._loop(records, [*wheres.values()])

    def column(self, records: n.Fact, where: Any) -> str:
        """The truths of a condition for each record of a list; none where the list is not known."""
        key = "column", records.name, id(where)
        if key not in self.known:
            self._loop(records, [where])
        name: str = self.known[key]
        return name

    def _loop(self, records: n.Fact, wheres: Sequence[Any]) -> None:
        if not wheres:
            return
        for where in wheres:
            self._before(where)
        rows, row = self.fact(records), self.name("r")
        names = [self.let("l", "[]") for _ in wheres]
        self.put(f"for {row} in {rows} or ():")
        inner = self.inside("  ", row)
        for where, name in zip(wheres, names, strict=True):
            inner.put(f"{name}.append({inner.truth(where)})")
            self.known["column", records.name, id(where)] = name

    def work_out(self, part: Any) -> None:
        """Write what a part comes to, for whoever needs it later."""
        _ = self.truth(part) if is_truth(part) else self.bounds(part)

    def _before(self, part: Any) -> None:
        """Works out, before a loop, what in its condition does not depend on the record."""
        if not reads_record(part):
            self.work_out(part)
            return
        for each in part.children():
            self._before(each)

    def _count(self, records: n.Fact, where: Any) -> tuple[str, str]:
        rows, column = self.fact(records), self.column(records, where)
        low = self.let("b", f"{column}.count(True)")
        return low, self.let("b", f"None if {rows} is None else len({column}) - {column}.count(False)")

    def _sum(self, records: n.Fact, field_: n.Fact, where: Any) -> tuple[str, str]:
        rows, truth, value = self.fact(records), self.name("t"), self.name("v")
        pairs = f"zip({self.column(records, where)}, [r.get({field_.name!r}) for r in {rows} or ()])"
        low = self.let("b", f"None if {rows} is None else 0")
        high = self.let("b", low)
        self.put(f"for {truth}, {value} in {pairs}:")
        self.put(f" if {truth} is not False and {low} is not None:")
        self.put(f"  if {value} is None: {low} = {high} = None")
        self.put("  else:")
        self.put(f"   if {truth} or {value} < 0: {low} += {value}")
        self.put(f"   if {truth} or {value} > 0: {high} += {value}")
        return low, high

    def _first(self, records: n.Fact, field_: n.Fact, where: Any) -> tuple[str, str]:
        never = str(NEVER_MONTH) if field_.kind == "month" else "NEVER"
        rows, truth, value = self.fact(records), self.name("t"), self.name("v")
        pairs = f"zip({self.column(records, where)}, [r.get({field_.name!r}) for r in {rows} or ()])"
        low = self.let("b", f"None if {rows} is None else {never}")
        high = self.let("b", low)
        self.put(f"for {truth}, {value} in {pairs}:")
        self.put(f" if {truth} is not False:")
        self.put(f"  if {low} is not None: {low} = None if {value} is None else min({low}, {value})")
        self.put(f"  if {truth} and {value} is not None: {high} = min({high}, {value})")
        return low, high

    def amount(self, truth: str, amount: Any) -> tuple[str, str]:
        """The amount's bounds: nothing where the condition fails, from nothing where it is open."""
        low, high = self.bounds(amount)
        return (
            self.let("b", f"{low} if {truth} else 0"),
            self.let("b", f"0 if {truth} is False else {high}"),
        )


class _Reasons:
    """Writes the minimal explanation as nested tests on the truths already worked out."""

    def __init__(self, writer: Writer, units: Units) -> None:
        self.writer, self.units = writer, units

    def write(self, root: Any) -> None:
        name = self.writer.truth(root)
        for state, test in (
            (True, f"if {name} is True:"),
            (False, f"elif {name} is False:"),
            (None, "else:"),
        ):
            self.writer.put(test)
            self._inside(root, state, None)

    def _inside(self, part: Any, state: Truth, speaker: Any) -> None:
        outer, self.writer.indent = self.writer.indent, self.writer.indent + " "
        before = len(self.writer.lines)
        self._explain(part, state, speaker)
        if len(self.writer.lines) == before:
            self.writer.put("pass")
        self.writer.indent = outer

    def _explain(self, part: Any, state: Truth, speaker: Any) -> None:
        speaker = part if getattr(part, "tag", None) is not None else speaker
        if not (self.units.below(part) and (self.units.descends(part) or speaker is None)):
            if speaker is not None:
                self._say(speaker)
            return
        match part:
            case n.All(parts=parts) if state is True:
                for each in parts:
                    self._explain(each, True, speaker)
            case n.Any_(parts=parts) if state is False:
                for each in parts:
                    self._explain(each, False, speaker)
            case n.Any_(parts=parts) if state is True:
                self._chain(parts, [True] * len(parts), speaker, "is True")
            case n.All(parts=parts) | n.Any_(parts=parts):
                self._each(parts, state, speaker)
            case n.AtLeast(count=count, parts=parts):
                self._each(parts, state, speaker, count if state is True else 0)
            case n.Not(part=inner):
                self._explain(inner, None if state is None else not state, speaker)
            case n.FirstKnown(parts=parts) if state is None:
                for each in parts:
                    self._explain(each, None, speaker)
            case n.FirstKnown(parts=parts):
                self._chain(parts, [state] * len(parts), speaker, "is not None")
            case n.OnlyIf(when=when, then=then):
                self._only_if(when, then, state, speaker)

    def _each(self, parts: tuple[Any, ...], state: Truth, speaker: Any, limit: int = 0) -> None:
        counter = self.writer.let("t", "0") if limit else ""
        for each in parts:
            test = f"{self.writer.truth(each)} is {state}"
            self.writer.put(f"if {test} and {counter} < {limit}:" if limit else f"if {test}:")
            if limit:
                self.writer.put(f" {counter} += 1")
            self._inside(each, state, speaker)

    def _chain(self, parts: tuple[Any, ...], states: list[Truth], speaker: Any, test: str) -> None:
        word = "if"
        for each, state in zip(parts, states, strict=True):
            self.writer.put(f"{word} {self.writer.truth(each)} {test}:")
            self._inside(each, state, speaker)
            word = "elif"

    def _only_if(self, when: Any, then: Any, state: Truth, speaker: Any) -> None:
        if state is not None:
            self._explain(when, True, speaker)
            self._explain(then, state, speaker)
        else:
            name = self.writer.truth(when)
            self.writer.put(f"if {name} is True:")
            self._inside(then, state, speaker)
            for its in (False, None):
                self.writer.put(f"elif {name} is {its}:")
                self._inside(when, its, speaker)

    def _say(self, speaker: Any) -> None:
        unit = self.units.unit(speaker)
        name = self.writer.const(unit)
        values = "".join(f"{self.writer.fact(fact)}, " for fact in unit.facts)
        self.writer.put(f"R.append(({name}, {self.writer.truth(speaker)}, ({values})))")


def _all(names: list[str]) -> str:
    if not names:
        return "True"
    false = " or ".join(f"{name} is False" for name in names)
    return f"True if {' and '.join(names)} else False if {false} else None"


def _any(names: list[str]) -> str:
    if not names:
        return "False"
    unknown = " or ".join(f"{name} is None" for name in names)
    return f"True if {' or '.join(names)} else None if {unknown} else False"


def _literal(text: str) -> bool:
    return text[0] in "'\"-0123456789K"


def _some(*names: str) -> list[str]:
    return [f"{name} is not None" for name in dict.fromkeys(names) if not _literal(name)]


def _less(a: str, b: str) -> str:
    return " and ".join([*_some(a, b), f"{a} < {b}"])
