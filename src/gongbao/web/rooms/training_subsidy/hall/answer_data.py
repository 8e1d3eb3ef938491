"""What the firm sees of each person of its claim."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from gongbao.kernel.calendar import month as months
from gongbao.kernel.masking import mask_name
from gongbao.kernel.rules.question import Determination
from gongbao.law.cite import Cite
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.policy import POLICY
from gongbao.web.public import question_words
from gongbao.web.shared import tree
from gongbao.web.shared.readings import turning
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.values import day, listed
from gongbao.web.templatetags.words import STATE_WORDS

PEOPLE = Text("逐人结果", "Person by person")
PAGE = 50  # rows on one page, as the room's reader gives them


def pages(found: training.Panel) -> Any:
    """The page shown, for the links to the others."""
    return Paginator(range(found.row_pages * PAGE), PAGE).page(found.row_page)


def filters(request: HttpRequest, number: str) -> dict[str, Any]:
    """Narrow the list to an outcome."""
    options = [(name, words) for name, words in STATE_WORDS.items()]
    chosen = request.GET.get("state", "")
    return {
        "action": reverse("hall:people", args=[number]),
        "selects": [
            {"name": "state", "label": Text("全部结论", "All outcomes"), "value": chosen, "options": options}
        ],
        "hidden": [],
    }


def people(number: str, found: training.Panel) -> dict[str, Any]:
    """The table of people; each leads to the whole reasoning."""
    heads = (
        (Text("姓名", "Name"), False), (Text("身份证号", "Identity number"), False), (Text("结论", "Outcome"), False),
        (Text("申请月", "Months claimed"), False), (Text("核定（元）", "Granted (yuan)"), True), (Text("理由", "Because"), False),
    )  # fmt: skip
    question = POLICY.question(found.claim.scheme)
    assert question is not None
    rows = [{"cells": _cells(number, question.tags, each)} for each in found.rows]
    return {
        "caption": PEOPLE,
        "small": True,
        "head": [{"label": label, "num": num} for label, num in heads],
        "rows": rows,
    }


def _cells(number: str, tags: dict[str, Any], each: training.RowLine) -> list[Any]:
    failed = [tags[name].label for name, _, state in each.reasons if state != "met" and name in tags]
    short = [_short(month, clause) for month, clause in each.short]
    return [
        {"text": mask_name(each.name), "href": reverse("hall:answer", args=[number, each.row])},
        {"text": each.shown, "code": True},
        {"state": each.outcome},
        listed([months.label(month) for month in each.months]),
        {"fen": each.granted or each.amount, "num": True},
        listed(failed[:3]) if each.outcome != "met" else listed(short),
    ]


def _short(month: int, clause: str) -> Text:
    label, place = months.label(month), Cite(clause).label()
    return Text(f"{label.zh}不计（{place.zh}）", f"{label.en} not counted ({place.en})")


def page(number: str, row: int, found: training.Answer, request: HttpRequest) -> dict[str, Any]:
    """The context of ``hall/answer.html`` for one person."""
    status = training.status(request.actor, number)
    chosen = _chosen(found, request)
    answer = found.determination if not chosen else _again(found, chosen)
    correct = _correct(number, row, status)
    everything = request.GET.get("view") != "short"
    shown = (tree.whole if everything else tree.decisive)(answer, correct, _sources(answer))
    here = reverse("hall:answer", args=[number, row])
    guide = reverse("guide", args=[POLICY.clauses.document.prefix])
    changing, same = turning(
        answer, dict(answer.ruling.readings), found.on, guide,
        lambda id_, choice: f"{here}?{urlencode({**_pairs(chosen), f'reading-{id_}': choice})}#outcome",
        question_words.difference,
    )  # fmt: skip
    return {
        "title": Text(
            f"{mask_name(found.name)}：{found.scheme.zh}",
            f"{mask_name(found.name)}: {found.scheme.say('en')}",
        ),
        "subtitle": _subtitle(found, chosen),
        "result": _result(found, answer, chosen),
        "next": question_words.judges(answer),
        "counts": tree.counts(shown),
        "explanation": shown,
        "minimal": not everything,
        "other_view": f"{here}?{urlencode({**_pairs(chosen), 'view': 'short'})}"
        if everything
        else f"{here}?{urlencode(_pairs(chosen))}",
        "amounts": _months(found),
        "readings": changing,
        "readings_same": same,
        "readings_all": f"{guide}#readings",
        "whatif": _what_if(number, here, request),
        "objection": _objection(number, row, status, correct),
    }


def _chosen(found: training.Answer, request: HttpRequest) -> dict[str, str]:
    """Readings asked for in the address that differ from those of the claim."""
    ruling = found.determination.ruling
    known = ruling.question.readings
    asked = {id_: request.GET.get(f"reading-{id_}", "") for id_ in ruling.readings}
    return {id_: c for id_, c in asked.items() if c in known[id_].choices and c != ruling.readings[id_]}


def _again(found: training.Answer, chosen: dict[str, str]) -> Determination:
    ruling = found.determination.ruling
    return ruling.question.at(found.on, {**ruling.readings, **chosen}).determine(found.determination.facts)


def _pairs(chosen: dict[str, str]) -> dict[str, str]:
    return {f"reading-{id_}": choice for id_, choice in chosen.items()}


def _subtitle(found: training.Answer, chosen: dict[str, str]) -> Text:
    told = day(found.on)
    zh = f"身份证号 {found.shown}。按 {told.zh} 的规定和登记的事实计算。"
    en = f"Identity number {found.shown}. By the rules and records of {told.en}."
    if chosen:
        zh, en = (
            zh + "这是换一种理解的试算，不是正式结果。",
            en + " This is a trial under another reading, not the result.",
        )
    return Text(zh, en)


def _result(found: training.Answer, answer: Determination, chosen: dict[str, str]) -> dict[str, Any]:
    out = question_words.result(answer, 0)
    titles = {
        "met": Text("符合条件", "Qualifies"),
        "not_met": Text("不符合条件", "Does not qualify"),
        "unknown": Text("还缺事实，定不下来", "Facts are missing"),
        "judgement": Text("要由人认定", "A person must judge"),
    }
    out["title"], out["sum_label"] = titles[answer.outcome], Text("按规则", "By the rules")
    if found.granted and not chosen:
        out |= {"sum_label": Text("核定", "Granted"), "sum_fen": found.granted}
    if found.cut_by == "cap" and not chosen:
        out["sum_note"] = Text("到了企业上限，只核定到上限", "Granted up to the firm’s cap")
    return out


def _sources(answer: Determination) -> dict[str, Text]:
    """Where each fact came from: a register, or what the firm handed in."""
    registers, own = POLICY.registers or {}, Text("申请材料", "the application")
    books = {"funds": Text("资金台账", "the books"), "parties": Text("单位登记", "the firm’s record")}
    known = {
        fact.name: registers.get(fact.prefill) or books.get(fact.prefill) or own
        for fact in answer.ruling.question.facts
    }
    return {name: source for name, source in known.items() if answer.facts.get(name) is not None}


def _correct(number: str, row: int, status: training.Status) -> tree.Correct:
    """A fact can be mended in the draft; afterwards the page says how."""
    if status.state in ("draft", "returned"):
        return lambda fact: reverse("hall:row", args=[number, "roster", row])
    return lambda fact: reverse("help") + "#disagree"


def _months(found: training.Answer) -> dict[str, Any]:
    heads = (
        (Text("月份", "Month"), False), (Text("参保", "Insured"), False), (Text("到账工资", "Wage"), True),
        (Text("计入", "Counts"), False), (Text("金额（元）", "Yuan"), True), (Text("依据", "Under"), False),
    )  # fmt: skip
    rows = [{"cells": _month(found, each)} for each in found.months]
    total = found.rate * sum(each.counts for each in found.months)
    return {
        "caption": Text("逐月核算", "Month by month"),
        "head": [{"label": label, "num": num} for label, num in heads],
        "rows": rows,
        "foot": [Text("合计", "In all"), "", "", "", {"fen": total, "num": True}, ""],
    }


def _month(found: training.Answer, each: training.MonthLine) -> list[Any]:
    insured = {True: Text("已缴", "Paid"), False: Text("没有", "Not paid"), None: Text("未知", "unknown")}[
        each.insured
    ]
    place = Cite(each.clause).label() if each.clause else ""
    return [
        months.label(each.month), insured, {"fen": each.wage, "num": True},
        {"state": "met" if each.counts else "not_met", "text": Text("计入", "Counts") if each.counts else Text("不计", "Does not")},
        {"fen": found.rate if each.counts else 0, "num": True}, place,
    ]  # fmt: skip


def _what_if(number: str, here: str, request: HttpRequest) -> dict[str, Any]:
    people_, months_ = request.GET.get("people", ""), request.GET.get("months", "")
    told, problems = None, []
    if people_.isdecimal() and months_.isdecimal():
        done, problems = tried(lambda: training.what_if(request.actor, number, int(people_), int(months_)))
        told = done and done.sentence
    most = {
        "name": "people", "kind": "slider", "label": Text("再招几人", "How many more"), "minimum": 0, "maximum": 20,
    }  # fmt: skip
    long = {
        "name": "months", "kind": "segments", "label": Text("每人做满几个月", "Months each"),
        "options": tuple((str(n), str(n)) for n in range(1, 7)),
    }  # fmt: skip
    fields = [{"field": most, "value": people_ or "1"}, {"field": long, "value": months_ or "6"}]
    title = Text("如果再招几个人", "If more were hired")
    return {
        "title": title,
        "action": here,
        "hidden": [],
        "fields": fields,
        "problems": problems,
        "answer": told,
    }


def _objection(number: str, row: int, status: training.Status, correct: tree.Correct) -> dict[str, Any]:
    """How to correct a fact, object or appeal, as far as it is open now."""
    free = {choice.action.name for choice in status.acts if not choice.hindrances}
    links = []
    if status.state in ("draft", "returned"):
        mend = reverse("hall:row", args=[number, "roster", row])
        links.append({"text": Text("花名册填错了，改这一行", "Mend this row of the roster"), "href": mend})
    else:
        links.append(
            {
                "text": Text("登记的事实错了，怎么更正", "A fact on record is wrong"),
                "href": reverse("help") + "#disagree",
            }
        )
    if status.notice is not None and status.notice.takes_objections:
        page_ = reverse("notice", args=[status.notice.line.slug]) + "#object"
        links.append({"text": Text("对公示提出异议", "Object to the notice"), "href": page_})
    if "appeal" in free:
        links.append(
            {
                "text": Text("申请行政复议", "Ask for reconsideration"),
                "href": reverse("hall:act", args=[number, "appeal"]),
            }
        )
    links.append({"text": Text("找人问问：12333", "Ask someone: 12333"), "href": "tel:12333"})
    note = Text(
        "公示期内任何人都能提异议；收到决定后还可以申请行政复议。",
        "Anyone may object during the notice; after a decision reconsideration may be asked for.",
    )
    return {"links": links, "note": note}
