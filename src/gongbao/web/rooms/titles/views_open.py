"""Open data of the reviews for everybody: a page, CSV, JSON and Excel by title, speciality, district and age band, with their dictionary."""

from __future__ import annotations

import csv
import io
import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.titles import services as titles
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import tables
from gongbao.web.rooms.titles.views_public import CRUMB
from gongbao.web.shared.sheets import book, file_response

TITLE = Text("职称评审开放数据", "Open data on titles")
WORDS = {"group" if name == "what" else name: words for name, words in tables.MEANINGS.items()}
"""What each field of the files says."""
RULE = Text(
    f"少于{titles.FEW}人的行不列，少于{titles.FEW}人的格留空；为防倒推，必要时再略去一行或一格",
    f"Lines of fewer than {titles.FEW} are left out, cells of fewer are empty; so is one more where the rest would tell",
)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The year's figures by each feature, and where to take them away."""
    year = _year(request)
    sections, acts = [], [{"text": Text("全部（Excel，附数据字典）", "All (Excel, with dictionary)"), "href": f"{reverse('titles:open-excel')}?year={year}"}]  # fmt: skip
    for by, words in titles.BY.items():
        sheet = tables.open_statistics(_lines(by, year), by)
        sections.append(tables.section(sheet, "没有可以公开的数", "Nothing that may be shown"))
        for kind in ("csv", "json"):
            href = f"{reverse(f'titles:open-{kind}', args=[by])}?year={year}"
            acts.append(
                {
                    "text": Text(f"{words.zh}（{kind.upper()}）", f"{words.say('en')} ({kind.upper()})"),
                    "href": href,
                }
            )
    others = [
        {"text": Text(f"{each}年", str(each)), "href": f"?year={each}"}
        for each in titles.years()
        if each != year
    ]
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": TITLE}], "title": Text(f"{TITLE.zh}：{year}年", f"{TITLE.say('en')}, {year}"), "lede": RULE,
        "facts": [{"label": Text(name, name), "value": words} for name, words in WORDS.items()], "sections": sections, "acts": acts + others,
    }  # fmt: skip
    return render(request, "titles/page.html", context)


@require_safe
def as_csv(request: HttpRequest, report: str) -> HttpResponse:
    """One feature's lines as CSV in UTF-8; an empty cell is a suppressed one."""
    year = _year(request)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles.OpenLine._fields)
    writer.writerows(_lines(report, year))
    return file_response(
        f"titles-{report}-{year}.csv", out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"
    )


@require_safe
def as_json(request: HttpRequest, report: str) -> HttpResponse:
    """One feature's lines as JSON with their dictionary; null is a suppressed cell."""
    year = _year(request)
    told = {
        "year": year, "by": report, "made_on": now().date().isoformat(), "suppression": {"zh": RULE.zh, "en": RULE.say("en")},
        "dictionary": {name: {"zh": words.zh, "en": words.say("en"), "type": "string" if name in ("room", "group") else "integer"}
                       for name, words in WORDS.items()},
        "lines": [line._asdict() for line in _lines(report, year)],
    }  # fmt: skip
    return file_response(
        f"titles-{report}-{year}.json",
        json.dumps(told, ensure_ascii=False, indent=1).encode(),
        "application/json",
    )


@require_safe
def as_excel(request: HttpRequest) -> HttpResponse:
    """All features in one workbook, a sheet each, and the dictionary."""
    year = _year(request)
    told = [tables.open_statistics(_lines(by, year), by) for by in titles.BY]
    return file_response(f"titles-{year}.xlsx", book(*told, tables.dictionary(RULE)))


def _lines(by: str, year: int) -> list[titles.OpenLine]:
    if by not in titles.BY:
        raise Http404(by)
    return titles.open_lines(titles.reviews(by, year, titles.title_rooms()))


def _year(request: HttpRequest) -> int:
    known, asked = titles.years() or [now().year], request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in known else known[0]
