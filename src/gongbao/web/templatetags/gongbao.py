"""The tags and filters of the look: ``{% load gongbao %}``.

Words: ``{% t "中文" "English" %}``, ``|say``. Numbers and days: ``|yuan``, ``|month``, ``|cn_date``,
``{% when %}``, ``{% due %}``. Marks: ``{% icon %}``, ``{% state %}``, ``{% clause %}``,
``{% qr %}``. Everything else is a component: an inclusion tag with a small template in
``templates/components/`` that lists its variables. Values may be mappings or objects alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import segno
from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from gongbao.kernel.forms.parsing import Problem
from gongbao.law.cite import DOCUMENTS
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.i18n import language
from gongbao.web.templatetags import charts, days, fields, formats, icons, words

register = template.Library()


# Words


@register.simple_tag
def t(zh: str, en: str = "", **values: Any) -> str:
    """The template's own words in the language in force; ``{name}`` places take the given values."""
    text = Text(zh, en).say(language())
    return text.format(**{name: say(value) for name, value in values.items()}) if values else text


@register.filter
def say(value: Any) -> str:
    """A `Text`, a refusal or plain words in the language in force. None is empty."""
    if value is None:
        return ""
    if isinstance(value, Text | Refusal | Problem):
        return value.say(language())
    return value if isinstance(value, str) else str(value)


@register.filter
def yuan(fen: int | None, decimals: int = 0) -> str:
    """Fen as yuan with separators: ``1,540``; ``|yuan:2`` always shows the fen."""
    return formats.yuan(fen, decimals)


@register.filter
def month(value: int | date | None) -> str:
    """A month as ``2020年9月`` or ``Sep 2020``."""
    return formats.month(value, language())


@register.filter
def cn_date(value: date | None, style: str = "") -> str:
    """A date as ``11月27日（周五）``; styles ``short``, ``year``, ``full``, ``time``."""
    return formats.day(value, language(), style)


@register.filter
def weekday(value: date) -> str:
    """``周五`` or ``Fri``."""
    return formats.weekday(value, language())


@register.filter
def leaf_month(value: date) -> str:
    """The head of a calendar leaf: ``11月`` or ``Nov``."""
    return formats.MONTHS[value.month - 1] if language() == "en" else f"{value.month}月"


@register.filter
def get(mapping: Mapping[str, Any] | None, key: Any) -> Any:
    """The value under `key`, or empty."""
    return (mapping or {}).get(key, "")


@register.simple_tag
def when(value: date | None, style: str = "") -> str:
    """A date inside ``<time>``, which never breaks in the middle."""
    if not value:
        return ""
    return format_html(
        '<time class="nowrap" datetime="{}">{}</time>',
        formats.machine(value),
        formats.day(value, language(), style),
    )


@register.simple_tag(takes_context=True)
def switch(context: Context, **choice: str) -> str:
    """The address of this page with a display choice: ``{% switch lang="en" %}``. Other parameters stay."""
    request = getattr(context, "request", None)
    query = request.GET.copy() if request is not None and request.method == "GET" else None
    pairs = [] if query is None else [(k, v) for k, vs in query.lists() for v in vs if k not in choice]
    return "?" + urlencode([*pairs, *choice.items()])


@register.simple_tag
def page_url(name: str, *args: Any) -> str:
    """The address of a page, or empty where the page does not exist in this installation."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


# Marks


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, css: str = "icon") -> SafeString:
    """An icon, decorative: the words beside it carry the meaning."""
    request = getattr(context, "request", None)
    if request is None:
        return mark_safe(icons.inline(name, css))  # noqa: S308  (our own constants)
    if not hasattr(request, "used_icons"):
        request.used_icons = set()
    request.used_icons.add(name)
    return mark_safe(icons.use(name, css))  # noqa: S308


@register.simple_tag(takes_context=True)
def icon_sprite(context: Context) -> SafeString:
    """The page's sprite; stands last in ``<body>``, when it is known which icons were used."""
    return mark_safe(icons.sprite(getattr(getattr(context, "request", None), "used_icons", set())))  # noqa: S308


@register.filter
def state_class(outcome: str) -> str:
    """The class of an outcome or a notice kind: ``met`` to ``is-met``."""
    return words.STATE_CLASSES.get(str(outcome), "")


@register.filter
def state_word(outcome: str) -> str:
    """The word of an outcome."""
    return say(words.STATE_WORDS.get(str(outcome), ""))


@register.inclusion_tag("components/state.html")
def state(outcome: str, word: Any = "", kind: str = "tag") -> dict[str, Any]:
    """An outcome as shape, colour and word: ``tag`` for tables and lists, ``mark`` with the large mark."""
    return {
        "outcome": outcome,
        "css": state_class(outcome),
        "word": say(word) or state_word(outcome),
        "kind": kind,
    }


@register.inclusion_tag("components/due.html")
def due(deadline: Any, today: date, short: bool = False, left: int | None = None) -> dict[str, Any]:
    """How long is left until a deadline (a date or an object with ``due``), in working days where known."""
    return days.due(deadline, today, short, left)


@register.simple_tag
def clause(clause_id: str, short: bool = False) -> str:
    """A clause as a chip that leads to its place in the policy's guide."""
    if not clause_id:
        return ""
    document, _, part = clause_id.partition("/")
    label = words.clause_label(clause_id, language(), short)
    anchor = f"#{words.clause_anchor(part)}" if part else ""
    try:
        address = reverse("guide", args=[document]) + anchor
    except NoReverseMatch:
        return format_html('<span class="clause-chip">{}</span>', label)
    return format_html('<a class="clause-chip" href="{}">{}</a>', address, label)


@register.filter
def document_label(document: str) -> str:
    """The short name of a document: ``neng-2020-6`` to ``6号`` or ``No. 6``."""
    return next((say(each.short) for each in DOCUMENTS if each.prefix == document), document)


@register.filter
def clause_anchor(clause_id: str) -> str:
    """The anchor of a clause on its guide page: ``neng-2020-6/2.4.a`` to ``c2-4-a``."""
    return words.clause_anchor(clause_id.partition("/")[2])


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code as SVG attributes only: dark on white with a quiet zone, in both colour schemes."""
    code = segno.make(text, error="m", micro=False)
    size = len(code.matrix)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="-4 -4 {} {}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M-4-4h{}v{}h-{}z"/><path fill="#000" d="{}"/></svg>',
        label,
        size + 8,
        size + 8,
        size + 8,
        size + 8,
        size + 8,
        charts.qr_path(code.matrix),
    )


# Filling in


@register.inclusion_tag("components/field.html", takes_context=True)
def field(
    context: Context,
    form_field: Any,
    value: Any = None,
    problems: Iterable[Refusal | Problem] = (),
    within: str = "",
) -> dict[str, Any]:
    """A field with label, hint, its own problems and the control its kind asks for.

    `within` is its form's ``go`` on a page of several forms: the form that was sent has the problems and the ids
    they lead to, the fields of the others have ids of their own.
    """
    request = context.get("request")
    if within and (request is None or request.POST.get("go") != within):
        return fields.context(form_field, value, [], language(), within)
    return fields.context(form_field, value, list(problems or ()), language())


@register.inclusion_tag("components/error_summary.html")
def error_summary(problems: Iterable[Refusal | Problem] = ()) -> dict[str, Any]:
    """All problems of a page at its top, each leading to its field."""
    return {"problems": fields.summary(list(problems or ()), language())}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[Any], current: int, label: Any = "") -> dict[str, Any]:
    """The steps of a form or a meeting; `current` counts from 1."""
    marked = [
        {"label": each, "css": "is-done" if n < current else "is-now" if n == current else "", "number": n}
        for n, each in enumerate(items, start=1)
    ]
    return {"steps": marked, "current": current, "count": len(marked), "label": label}


@register.inclusion_tag("components/whatif.html")
def what_if(form: Any) -> dict[str, Any]:
    """A form that asks what would follow from other facts, and its answer."""
    return {"form": form}


# Where a case stands


@register.inclusion_tag("components/gates.html")
def gates(done: int, total: int, label: Any = "") -> dict[str, Any]:
    """Gates on the axis: `done` are behind us, the next is where we stand."""
    marks = ["is-done" if n < done else "is-now" if n == done else "" for n in range(total)]
    return {"marks": marks, "label": label, "done": done, "total": total}


@register.inclusion_tag("components/day_strip.html")
def day_strip(window: Any, today: date) -> dict[str, Any]:
    """The days of a window one by one: counted, today, skipped, the last."""
    return {"days": days.strip(window, today, language())}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """The whole way of a case: behind us solid, now red, ahead hollow."""
    return {"events": list(events or ())}


@register.inclusion_tag("components/deadlines.html")
def deadlines(items: Iterable[Any], today: date) -> dict[str, Any]:
    """Deadlines as calendar leaves, with what is to be done."""
    return {
        "items": [{"entry": each, "leaf": days.leaf(each, today, language())} for each in items],
        "today": today,
    }


# Why


@register.inclusion_tag("components/outcome.html")
def outcome(result: Any) -> dict[str, Any]:
    """The answer first: outcome, what it means and the sum."""
    return {"result": result}


@register.inclusion_tag("components/condition_tree.html")
def condition_tree(explanation: Iterable[Any]) -> dict[str, Any]:
    """Conditions with their state, facts and clauses, a minimal explanation or the whole tree."""
    return {"conditions": list(explanation or ())}


@register.inclusion_tag("components/legend.html")
def legend(counts: Mapping[str, int]) -> dict[str, Any]:
    """How many conditions are in each state, in the fixed order of the four."""
    return {"states": [(name, counts[name]) for name in words.STATE_WORDS if counts.get(name)]}


# Lists and documents


@register.inclusion_tag("components/table.html")
def table(data: Any) -> dict[str, Any]:
    """A table in a focusable scrolling region."""
    return {"table": data}


@register.inclusion_tag("components/cell.html")
def cell(value: Any, head: Any = None) -> dict[str, Any]:
    """One table cell: plain words, or a mapping with ``text``, ``href``, ``state``, ``due``, ``tag``."""
    return {"cell": value if isinstance(value, Mapping) else {"text": value}, "head": head}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    """Pages of a list: `page` is Django's ``Page``; other query parameters stay."""
    if page is None or page == "":
        return {"page": None}
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    pages = [
        {"number": n, "href": switch(context, page=str(n)) if n != page.paginator.ELLIPSIS else ""}
        for n in around
    ]
    before = switch(context, page=str(page.previous_page_number())) if page.has_previous() else ""
    after = switch(context, page=str(page.next_page_number())) if page.has_next() else ""
    return {"page": page, "pages": pages, "before": before, "after": after}


@register.inclusion_tag("components/filters.html")
def filters(form: Any) -> dict[str, Any]:
    """Search and narrow a list by GET."""
    return {"form": form}


@register.inclusion_tag("components/batch_bar.html")
def batch_bar(batch: Any) -> dict[str, Any]:
    """What can be done with the chosen rows, with a reason for each."""
    return {"batch": batch}


@register.inclusion_tag("components/facts.html")
def facts(items: Iterable[Any]) -> dict[str, Any]:
    """Facts with their state, clause and source."""
    return {"items": list(items or ())}


@register.inclusion_tag("components/diff_table.html")
def diff_table(diff: Any) -> dict[str, Any]:
    """What changed since the last submission."""
    return {"diff": diff}


@register.inclusion_tag("components/documents.html")
def documents(items: Iterable[Any]) -> dict[str, Any]:
    """The case's documents, each with its kind and state."""
    return {"items": list(items or ())}


@register.inclusion_tag("components/verify.html")
def verify(code: str, address: str, receipts: Iterable[Any] = ()) -> dict[str, Any]:
    """Verification code, its QR code (of `address`) and the receipts."""
    return {"code": code, "address": address, "receipts": list(receipts or ())}


@register.inclusion_tag("components/letter.html")
def letter(letter: Any) -> dict[str, Any]:
    """A decision as a letter: number, text, legal basis, remedy."""
    return {"letter": letter}


@register.inclusion_tag("components/notice.html")
def notice(kind: str, title: Any, text: Any = "") -> dict[str, Any]:
    """A notice: ``info``, ``met`` (done), ``unknown`` (take care) or ``not_met`` (failed)."""
    return {"css": state_class(kind), "title": title, "text": text}


@register.inclusion_tag("components/empty.html")
def empty(title: Any, text: Any = "", href: str = "", action: Any = "") -> dict[str, Any]:
    """A list with nothing in it: say so, and what can be done."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.inclusion_tag("components/loading.html")
def loading(text: Any) -> dict[str, Any]:
    """Work under way."""
    return {"text": text}


# Pictures


@register.inclusion_tag("components/step_chart.html")
def step_chart(chart: Any) -> dict[str, Any]:
    """A dated value over time, with the policy's own time as a band."""
    return {"chart": chart, "drawn": charts.steps(chart["periods"], chart["until"], chart.get("band"))}


@register.inclusion_tag("components/share_bar.html")
def share_bar(parts: Iterable[tuple[Any, int]], label: Any = "") -> dict[str, Any]:
    """Parts of a whole as one bar with a legend in words."""
    drawn = charts.share([(say(name), count) for name, count in parts])
    return {"parts": drawn, "total": sum(part["count"] for part in drawn), "label": label}


@register.inclusion_tag("components/columns.html")
def columns(chart: Any) -> dict[str, Any]:
    """Sums by month as stacked columns, in ten thousand yuan."""
    drawn = charts.columns([(say(name), values) for name, values in chart["rows"]])
    return {"chart": chart, "drawn": drawn}


@register.simple_tag
def joined(items: Iterable[Any], between: str = "、") -> str:
    """Words in a row: ``a、b`` in Chinese, ``a, b`` in English."""
    gap = ", " if language() == "en" and between == "、" else between
    return mark_safe(gap.join(escape(say(each)) for each in items))  # noqa: S308  (each part is escaped)
