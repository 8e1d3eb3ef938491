"""For everybody: the year's rounds, bodies, draws that can be run again, counts, and certificates verified."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongbao.kernel import drawing
from gongbao.kernel.ballots import CHOICES
from gongbao.law.text import Text
from gongbao.platform.db.services import now
from gongbao.platform.titles import services as titles
from gongbao.policies import policy
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.rooms.titles import parts, tables
from gongbao.web.shared.refusals import refused, tried
from gongbao.web.shared.sheets import Sheet, column

TITLE = Text("职称评审", "Professional titles")
CRUMB = {"text": TITLE, "href": "/titles/"}
CANDIDATES = (
    column("code", "专家编号", "Expert"), column("avoided", "回避", "Avoided"), column("rank", "次序值", "Rank"), column("outcome", "结果", "Outcome"),
)  # fmt: skip


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Rounds with their windows, accredited bodies, draws; where to begin and where to verify."""
    today = now().date()
    sections = [
        tables.section(tables.rounds(titles.rounds(), today), "还没有安排", "No round yet"),
        tables.section(tables.bodies(titles.bodies()), "还没有备案机构", "No body yet"),
        tables.section(tables.draws(titles.draws()), "还没有抽取", "No draw yet"),
    ]
    rooms = titles.title_rooms()
    context = {
        "crumbs": [HOME_CRUMB, {"text": TITLE}], "title": TITLE, "sections": sections,
        "lede": Text("个人申报，同行评议，无记名投票；抽取专家和计票都可以自己核对。", "Apply yourself, judged by peers, voted in secret; draws and counts can be checked by anybody."),
        "rules": parts.rules(rooms[0], "quorum_share", "pass_share", "pass_base", "pass_strictly", "publicity_working_days", "review_fee"),
        "acts": [
            {"text": Text("我能评哪些职称", "Which titles may I have"), "href": reverse("dossiers:which")},
            {"text": Text("申报", "Apply"), "href": reverse("hall:start")},
            {"text": Text("查验证书", "Verify a certificate"), "href": reverse("verify")},
            {"text": Text("开放数据", "Open data"), "href": reverse("titles:open")},
            *({"text": policy(room).title, "href": reverse("guide", args=[policy(room).clauses.document.prefix])} for room in rooms),
        ],
    }  # fmt: skip
    return render(request, "titles/page.html", context)


@require_safe
def draw(request: HttpRequest, draw: UUID) -> HttpResponse:
    """One draw whole: the list with avoidances, the root, the outcome, and the draw run again here and now."""
    told = titles.published(draw)
    if told is None:
        raise Http404(str(draw))
    found = titles.check_draw(told, now())
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text("随机抽取", "Random draw")}], "title": Text(told["announcement"]["title"], told["announcement"]["title"]),
        "told": told, "found": found, "file": reverse("titles:draw-file", args=[draw]), "sections": [tables.section(_candidates(told), "", "")],
        "counted": {"size": told["announcement"]["size"], "reserves": told["announcement"]["reserves"], "of": len(told["announcement"]["candidates"])},
    }  # fmt: skip
    return render(request, "titles/draw.html", context)


@require_safe
def draw_file(request: HttpRequest, draw: UUID) -> HttpResponse:
    """The published draw as a file: ``python -m gongbao.evidence.draws FILE ROOTS`` checks it anywhere."""
    told = titles.published(draw)
    if told is None:
        raise Http404(str(draw))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def counts(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The same to read: results, choices ballot by ballot, and all codes, so that nobody need send in their own."""
    told = titles.counts_of(meeting)
    if told is None:
        raise Http404(str(meeting))
    title = Text(f"{told['meeting']}：计票公布", f"{told['meeting']}: counts")
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text("计票公布", "Counts")}], "title": title,
        "lede": Text(f"{told['held_on']}，共{len(told['items'])}件。", f"{told['held_on']}, {len(told['items'])} items."),
        "items": [_counted(item) for item in told["items"]], "file": reverse("titles:count-file", args=[meeting]),
    }  # fmt: skip
    return render(request, "titles/counts.html", context)


def _counted(item: dict[str, Any]) -> dict[str, Any]:
    by = {name: item["choices"].count(name) for name in CHOICES}
    passed = Text("通过", "passed") if item["passed"] else Text("未通过", "not passed")
    cast = "、".join(CHOICES[name].zh for name in item["choices"]) or "—"
    facts: list[dict[str, Any]] = [
        {"label": Text("结果", "Result"), "value": passed, "state": "met" if item["passed"] else "not_met"},
        *({"label": words, "value": str(by[name])} for name, words in CHOICES.items()),
        {"label": Text("到会、回避、未投", "Present, recused, not cast"), "value": f"{item['attending']}、{item['recused']}、{item['uncast']}"},
        {"label": Text("须得票数", "Votes needed"), "value": str(item["needed"])},
        {"label": Text("逐票", "Ballot by ballot"), "value": Text(cast, ", ".join(CHOICES[name].say("en") for name in item["choices"]) or "—")},
    ]  # fmt: skip
    title = Text(
        f"第{item['number']}件 {item['application']}", f"Item {item['number']}: {item['application']}"
    )
    return {"id": f"item-{item['number']}", "title": title, "facts": facts, "codes": item["codes"]}


@require_safe
def count_file(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Every counted item of a meeting: choices in no order, codes apart; enough to count again and to find one's own code."""
    told = titles.counts_of(meeting)
    if told is None:
        raise Http404(str(meeting))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def certificate(request: HttpRequest, certificate: str) -> HttpResponse:
    """What a certificate with this code says, and whether it holds."""
    row, problems = tried(lambda: titles.known(certificate))
    if problems:
        return refused(request, problems, back=reverse("verify"), status=404)
    if row is None:
        raise Http404(certificate)
    good = row.revoked_on is None
    facts: list[dict[str, Any]] = [
        {"label": Text("姓名", "Name"), "value": row.name}, {"label": Text("职称", "Title"), "value": row.title},
        {"label": Text("专业", "Speciality"), "value": row.speciality}, {"label": Text("评审通过日期", "Day of the vote"), "value": row.voted_on.isoformat()},
        {"label": Text("发证日期", "Issued"), "value": row.issued_on.isoformat()}, {"label": Text("证书编号", "Number"), "value": row.number},
        {"label": Text("依据", "Under"), "value": policy(row.room).number},
    ]  # fmt: skip
    context = {
        "crumbs": [HOME_CRUMB, CRUMB, {"text": Text("证书查验", "Verification")}], "title": Text("职称证书查验", "Certificate of a title"), "facts": facts,
        "result": {"outcome": "met" if good else "not_met", "word": Text("有效", "valid") if good else Text("已撤销", "revoked"),
                   "title": Text(f"{row.name}：{row.title}", f"{row.name}: {row.title}"), "text": None if good else Text(f"撤销日期{row.revoked_on}", f"revoked on {row.revoked_on}"),
                   "sum_fen": None},
        "acts": [{"text": Text("对照PDF有没有被改动", "Compare the PDF"), "href": f"{reverse('verify')}?code={row.code}"}],
    }  # fmt: skip
    return render(request, "titles/page.html", context)


def _candidates(told: dict[str, Any]) -> Sheet:
    announced = told["announcement"]
    key = drawing.seed(told["root"], announced) if told["root"] else b""
    rows = []
    for code in announced["candidates"]:
        why = announced["avoided"].get(code)
        drawn = "members" if code in told["members"] else "reserves" if code in told["reserves"] else ""
        words = {"members": Text("抽中", "drawn"), "reserves": Text("候补", "reserve"), "": ""}
        rows.append(
            {"code": code, "avoided": drawing.AVOIDED[why] if why else "", "rank": drawing.rank(key, code)[:16] if key and not why else "",
             "outcome": words[drawn], **({"_tags": {"outcome": "met" if drawn == "members" else "judgement"}} if drawn else {})}
        )  # fmt: skip
    rows.sort(key=lambda row: (row["rank"] == "", row["rank"], row["code"]))
    return Sheet("draw-candidates", Text("候选专家", "Candidates"), CANDIDATES, rows)
