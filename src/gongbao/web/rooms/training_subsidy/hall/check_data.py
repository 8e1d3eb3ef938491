"""The last step before sending: the answers, what the rules say of each person, the sum, papers and the commitment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel.calendar import month as months
from gongbao.kernel.forms import Field, read, show
from gongbao.kernel.masking import mask_identity, mask_name
from gongbao.kernel.money import format_yuan
from gongbao.law.cite import Cite
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import APPLICATION
from gongbao.policies.training_subsidy.policy import POLICY
from gongbao.web.rooms.training_subsidy.hall import sheet_data, steps
from gongbao.web.shared.doors import page_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.values import listed, plain

PEOPLE = 50  # people on one page
LEAVE_OUT = {
    "name": "leave_out", "kind": "yes_no", "label": Text("先提交无误的行", "Send the good rows first"), "required": True,
    "help": Text("有错的行留在草稿里，改好后另行提交", "Rows with faults stay in the draft, to be mended and sent later"),
}  # fmt: skip


def page(draft: training.DraftView, done: training.Check, request: HttpRequest) -> dict[str, Any]:
    """The context of ``hall/apply_check.html`` beyond the frame."""
    fields: list[dict[str, Any]] = []
    if done.faults:
        fields.append({"field": LEAVE_OUT, "value": request.POST.get("leave_out") == "yes"})
    fields.append({"field": APPLICATION.field("commitment"), "value": request.POST.get("commitment", "")})
    shown = page_of(request, done.results, PEOPLE)
    return {
        "result": result(done),
        "missing": done.missing,
        "answers": [_answers(draft)],
        "people": people(draft.scheme, done, shown),
        "people_page": shown,
        "findings": [_finding(draft, each) for each in done.found if each.level != "note"][:PEOPLE],
        "documents": [paper(draft.number, each) for each in draft.papers],
        "fields": fields,
        "button": Text("提交申请", "Submit") if draft.state == "draft" else Text("再次提交", "Submit again"),
        "back": reverse("hall:apply", args=[draft.number, "statement"]),
    }


def result(done: training.Check) -> dict[str, Any]:
    """What sending the claim now would come to."""
    counts, people_ = done.outcomes, done.people
    met = counts.get("met", 0)
    rest = [(name, words) for name, words in _REST.items() if counts.get(name)]
    zh = "，".join(f"{counts[name]} 人{words.zh}" for name, words in rest)
    en = ", ".join(f"{counts[name]} {words.en}" for name, words in rest)
    outcome = "met" if people_ and met == people_ else "unknown" if met or not people_ else "not_met"
    note = Text(f"这家企业还可核定 {_yuan(done.left)} 元", f"{_yuan(done.left)} yuan left of the firm’s cap")
    return {
        "outcome": outcome,
        "word": Text("预计", "Expected"),
        "title": Text(f"{people_} 人中 {met} 人符合", f"{met} of {people_} people qualify"),
        "text": Text(f"{zh}。" if zh else "", f"{en}." if en else ""),
        "sum_label": Text("预计核定", "Expected sum"),
        "sum_fen": done.granted,
        "sum_note": note,
    }


_REST = {
    "unknown": Text("待补充", "need information"),
    "judgement": Text("待人工认定", "await judgement"),
    "not_met": Text("不符合", "do not qualify"),
}


def _yuan(fen: int) -> str:
    return format_yuan(fen)


def people(scheme: str, done: training.Check, page: Any) -> dict[str, Any]:
    """Each person's outcome, months and sum, with what decided it."""
    heads = (
        (Text("姓名", "Name"), False), (Text("身份证号", "Identity number"), False), (Text("结论", "Outcome"), False),
        (Text("申请月", "Months claimed"), False), (Text("可计月", "Months that count"), False),
        (Text("金额（元）", "Yuan"), True), (Text("理由", "Because"), False),
    )  # fmt: skip
    return {
        "caption": Text("逐人结果", "Person by person"),
        "small": True,
        "head": [{"label": label, "num": num} for label, num in heads],
        "rows": [{"cells": _person(scheme, each)} for each in page],
        "foot": [Text("合计", "In all"), "", "", "", "", {"fen": done.granted, "num": True}, ""],
    }


def _person(scheme: str, each: Any) -> list[Any]:
    person = each.person
    return [
        mask_name(person.name),
        {"text": mask_identity(person.number), "code": True},
        {"state": each.outcome},
        listed([months.label(month) for month in person.months]),
        listed([months.label(month) for month in each.countable]) if each.countable else "",
        {"fen": each.granted, "num": True},
        because(scheme, each),
    ]


def because(scheme: str, each: Any) -> Text:
    """What decided against a person, or which months do not count and why."""
    question = POLICY.question(scheme)
    assert question is not None
    if each.outcome != "met":
        failed = [
            question.tags[name].label
            for name, _, state in each.reasons
            if state != "met" and name in question.tags
        ]
        return listed(failed[:3])
    told = [_short(month, clause) for month, clause in each.short]
    cap = (
        [Text("超过企业上限", "beyond the firm’s cap")] if each.cut_by and each.granted < each.amount else []
    )
    return listed([*told, *cap])


def _short(month: int, clause: str) -> Text:
    label, place = months.label(month), Cite(clause).label()
    return Text(f"{label.zh}不计（{place.zh}）", f"{label.en} not counted ({place.en})")


def _finding(draft: training.DraftView, found: training.Found) -> dict[str, Any]:
    problem = found.at
    sheet = draft.roster if found.part == "roster" else draft.statement
    rows = {row.number for row in sheet.rows} if sheet else set()
    edit = reverse("hall:row", args=[draft.number, found.part, problem.row]) if problem.row in rows else ""
    place = Text(problem.where("zh"), problem.where("en"))
    return {
        "level": found.level, "where": place, "what": problem.what, "mend": problem.mend,
        "clause": problem.clause, "edit": edit, "part": sheet_data.TITLES[found.part],
    }  # fmt: skip


def _answers(draft: training.DraftView) -> dict[str, Any]:
    rows = [{"label": APPLICATION.field("scheme").label, "value": steps.scheme_label(draft.scheme)}]
    for field in steps.FIRM_FIELDS:
        value = draft.answers.get(field.name)
        if value in (None, "", []):
            continue
        if field.name in steps.SECRET:
            told = plain(steps.SECRET[field.name](str(value)))
        elif field.options:
            chosen = value if isinstance(value, list) else [value]
            told = listed([option.label for option in field.options if option.value in chosen])
        else:
            told = _told(field, value)
        rows.append({"label": field.label, "value": told})
    return {
        "title": steps.STEPS["firm"],
        "change": reverse("hall:apply", args=[draft.number, "firm"]),
        "rows": rows,
    }


def _told(field: Field, value: Any) -> Text:
    """An answer in words, with its unit; as it was typed where it cannot be read."""
    known, problems = tried(lambda: read(field, value))
    if problems:
        return Text(f"{value}{field.unit.zh}", f"{value} {field.unit.en}".strip())
    return Text(show(field, known), show(field, known, "en"))


def paper(number: str, each: Any) -> dict[str, Any]:
    """An uploaded paper with its digest."""
    label = APPLICATION.field(each.kind).label
    unit = f"，{each.host_unit}" if each.host_unit else ""
    return {
        "key": str(each.key),
        "title": each.name,
        "href": reverse("hall:file", args=[number, each.file]),
        "note": Text(
            f"{label.zh}{unit}　SM3 {each.digest[:8]}…",
            f"{label.say('en')}{unit.replace('，', ', ')}, SM3 {each.digest[:8]}…",
        ),
        "state": "info",
        "word": Text("已上传", "Uploaded"),
    }


def draft_line(line: Any) -> dict[str, Any]:
    """A draft in the list of drafts."""
    return {
        "number": line.number,
        "title": line.title,
        "saved": line.since,
        "step": Text("没有提交", "Not sent"),
        "href": reverse("hall:apply", args=[line.number, "firm"]),
        "discard": reverse("hall:act", args=[line.number, "withdraw"]),
    }
