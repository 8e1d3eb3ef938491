"""A policy's guide, made of the room's own values: what each clause says and what carries it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from gongbao.law import texts
from gongbao.law.clauses import Clause, Ref
from gongbao.law.text import Text
from gongbao.platform.casework.services import startable
from gongbao.platform.db.services import now
from gongbao.policies.base import Policy
from gongbao.web import context
from gongbao.web.i18n import language
from gongbao.web.public import guide_examples, guide_steps, guide_values
from gongbao.web.public.guide_words import CLAUSES, DOCUMENT_DATA, KIND_OF_REF, MEANS
from gongbao.web.rooms import party_part


def register(policy: Policy) -> None:
    """Give the policy a guide page."""
    context.guide(policy.clauses.document.prefix)(lambda request: guide(policy, request))


def guide(policy: Policy, request: HttpRequest) -> dict[str, Any]:
    """The context of ``public/guide.html``; what takes time is worked out where the page shows it."""
    today, document = now().date(), policy.clauses.document.prefix
    official = texts.load(settings.GONGBAO_DATA / "gazette")
    imported = document in official.documents
    return {
        "title": policy.title,
        "lede": policy.lede,
        "document": _document(policy, today),
        "actions": _actions(policy, today),
        "coverage": coverage(policy),
        "official": _OFFICIAL if imported else None,
        "sections": sections(policy, official if imported else texts.Texts()),
        "charts": guide_values.charts(policy),
        "parameters": guide_values.table(policy),
        "readings": lambda: guide_examples.readings(policy),
        "picture": guide_steps.picture(policy, language()),
        "steps": guide_steps.steps(policy, max(today, policy.in_force)),
        "materials": guide_steps.materials(policy),
        "examples": lambda: guide_examples.listed(policy, all_=request.GET.get("examples") == "all"),
        "example_count": lambda: guide_examples.count(policy),
        "questions": questions(policy),
    }


_OFFICIAL = {
    "title": Text("公报原文", "The gazette’s text"),
    "source": Text("《北京市人民政府公报》", "Gazette of the People’s Government of Beijing Municipality"),
}


def questions(policy: Policy) -> list[dict[str, Any]]:
    """The questions of the policy that anybody can ask without signing in."""
    return [
        {"text": q.title, "href": question_page(policy, q.id.partition("/")[2])} for q in policy.questions
    ]


def question_page(policy: Policy, name: str) -> str:
    """The address of a question's own page."""
    return reverse("question", args=[policy.clauses.document.prefix, name])


def _document(policy: Policy, today: date) -> dict[str, Any]:
    if today < policy.in_force:
        status, kind = Text("还没有施行", "Not yet in force"), "info"
    elif policy.closes and today > policy.closes:
        status, kind = Text("受理已结束", "Applications closed"), "unknown"
    else:
        status, kind = Text("施行中", "In force"), "met"
    return {
        "number": policy.number,
        "issued": policy.issued,
        "in_force": policy.in_force,
        "accepted_until": policy.closes,
        "status": status,
        "status_kind": kind,
    }


def _actions(policy: Policy, today: date) -> list[dict[str, Any]]:
    found = []
    if policy.questions:
        first = policy.questions[0].id.partition("/")[2]
        found.append({"text": Text("先算一算", "Work it out first"), "href": question_page(policy, first)})
    apply = _apply(policy.room, today)
    if apply and not (policy.closes and today > policy.closes):
        found.append({"text": Text("去申请", "Apply"), "href": apply})
    return found


def _apply(room: str, today: date) -> str:
    """Where a party begins what the policy offers: the room's own page, or the derived one."""
    own = [_address(each.name) for each in party_part(room).starts]
    derived = [_address("hall:begin", can.procedure.id) for can in startable(today) if can.made.room == room]
    found = [address for address in (*own, *derived) if address]
    return found[0] if len(found) == 1 else _address("hall:start") if found else ""


def _address(name: str, *arguments: Any) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@cache
def coverage(policy: Policy) -> dict[str, Any]:
    """How many clauses are mainly carried out by a rule, a step, a record, …; each clause counts once."""
    found = Counter(
        KIND_OF_REF[c.carried_out_by[0].kind] if c.carried_out_by else "none" for c in policy.clauses
    )
    total, accounted = len(policy.clauses), sum(clause.accounted for clause in policy.clauses)
    title = (
        Text(f"{total} 条全部有着落", f"All {total} clauses are accounted for")
        if accounted == total
        else Text(f"{total} 条中 {accounted} 条有着落", f"{accounted} of {total} clauses are accounted for")
    )
    return {"title": title, "parts": [(words, found[kind]) for kind, words in MEANS.items()]}


def sections(policy: Policy, official: texts.Texts) -> list[dict[str, Any]]:
    """The clauses by the document's own parts, in printed order."""
    found = []
    for number, (part, members) in enumerate(groupby(policy.clauses, _part), start=1):
        clauses = list(members)
        kinds = [kind for kind, _ in Counter(c.kind for c in clauses).most_common(2)]
        zh, en = "、".join(CLAUSES[k].zh for k in kinds), ", ".join(CLAUSES[k].en for k in kinds)
        title = Text(f"{part[0]}　{zh}", f"{part[1]}: {en}")
        shown = [_clause(policy, clause, official) for clause in clauses]
        found.append({"id": f"part-{number}", "title": title, "clauses": shown})
    return found


def _part(clause: Clause) -> tuple[str, str]:
    head = clause.cite.segments[0]
    if not head.isdigit() or head == "0":
        return ("文首", "Head") if head in ("addr", "addressees", "0", "pre") else ("文末", "End")
    label = list(clause.cite.enclosing())[-1].label()
    return label.zh.rpartition(" ")[2], f"Part {label.en.rpartition(', ')[2]}"


def _clause(policy: Policy, clause: Clause, official: texts.Texts) -> dict[str, Any]:
    label = clause.cite.label((policy.clauses.document,))
    return {
        "id": clause.id,
        "place": Text(label.zh.partition(" ")[2] or label.zh, label.en.partition(", ")[2] or label.en),
        "topic": CLAUSES[clause.kind],
        "summary": clause.summary,
        "official": official.passage(clause.id) or "",
        "carried_out_by": _told_once(_means(policy, ref) for ref in clause.carried_out_by),
        "reason": clause.reason,
    }


def _told_once(means: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Means without repetition: two schemes may share a condition of the same words."""
    return list({(each["kind"], each["text"]): each for each in means}.values())


def _means(policy: Policy, ref: Ref) -> dict[str, Any]:
    kind = KIND_OF_REF[ref.kind]
    text, href = _TELL[ref.kind](policy, ref.target)
    return {"kind": kind, "words": MEANS[kind], "text": text, "href": href}


def _rule(policy: Policy, target: str) -> tuple[Text, str]:
    name, _, part = target.partition("#")
    question = policy.question(name.partition("/")[2])
    assert question is not None, target
    page = question_page(policy, name.partition("/")[2])
    if part == "amount":
        return Text("金额怎么算", "How the sum is worked out"), page
    return (question.tags[part].label if part else question.title), page


def _step(policy: Policy, target: str) -> tuple[Text, str]:
    name, _, part = target.partition("#")
    procedure = next(each for each in policy.procedures if each.id == name)
    action = next((each for each in procedure.actions if each.name == part), None)
    title = action.title if action else procedure.state(part).title if part else procedure.title
    return title, "#steps"


def _form(policy: Policy, target: str) -> tuple[Text, str]:
    forms = policy.forms or {}
    if target in forms:
        return forms[target].title, "#materials"
    return forms[(policy.form_parts or {})[target]].field(target).label, "#materials"


def _page(policy: Policy, target: str) -> tuple[Text, str]:
    where = {"guide": "", "notice": _address("notices"), "status": _address("hall:cases"), "fund_view": ""}
    return (policy.pages or {})[target], where.get(target, "")


def _titled(items: Mapping[str, Text] | None, target: str) -> tuple[Text, str]:
    return (items or {})[target], ""


_TELL = {
    "rule": _rule,
    "step": _step,
    "parameter": lambda policy, target: (policy.parameters[target].title, "#params"),
    "form": _form,
    "page": _page,
    "policy": lambda policy, target: (DOCUMENT_DATA[target], ""),
    "register": lambda policy, target: _titled(policy.registers, target),
    "account": lambda policy, target: _titled(policy.accounts, target),
    "record": lambda policy, target: (next(r.title for r in policy.records if r.name == target), ""),
    "report": lambda policy, target: (next(r.title for r in policy.reports if r.name == target), ""),
    "job": lambda policy, target: (Text(target, target), ""),
}
