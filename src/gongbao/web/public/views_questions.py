"""A question anybody may ask: answered from what they fill in, with reasons, readings and what-ifs; nothing kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from gongbao.kernel.rules import answers
from gongbao.kernel.rules import nodes as n
from gongbao.kernel.rules.explain import fields_read
from gongbao.kernel.rules.nodes import Fact
from gongbao.kernel.rules.question import Question, Ruling
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.law.units import is_money
from gongbao.platform.db.services import now
from gongbao.policies import policies
from gongbao.policies.base import Policy
from gongbao.web.public import question_words
from gongbao.web.public.guide_values import CONFIDENCE, words
from gongbao.web.public.views_pages import HOME_CRUMB
from gongbao.web.shared import tree
from gongbao.web.shared.readings import turning
from gongbao.web.shared.values import fact_words, parameter_words

AT_ONCE = 4
"""How many questions a page asks."""


def policy_of(document: str) -> Policy:
    """The policy of a document's prefix; 404 where there is none."""
    found = next((each for each in policies() if each.clauses.document.prefix == document), None)
    if found is None:
        raise Http404
    return found


@require_safe
def ask(request: HttpRequest, document: str, name: str) -> HttpResponse:
    """The question with what is known so far; GET only, and the address holds every answer."""
    policy = policy_of(document)
    question = policy.question(name)
    if question is None:
        raise Http404
    page = _Page(policy, question, request)
    return render(request, "hall/answer.html", page.context(), status=422 if page.given.problems else 200)


class _Page:
    """One asking: the day, the readings, the facts given, the answer."""

    def __init__(self, policy: Policy, question: Question, request: HttpRequest) -> None:
        self.policy, self.question, self.query = policy, question, request.GET
        self.today = now().date()
        self.here = reverse("question", args=[policy.clauses.document.prefix, question.id.partition("/")[2]])
        self.given = answers.given(request.GET, question.facts)
        self.chosen = self._readings()
        self.on, self.ruling = self._rules()
        self.answer = self.ruling.determine(self.given.facts)
        self.skipped = self._skipped()

    def _readings(self) -> dict[str, str]:
        wanted = {id_: self.query.get(f"reading-{id_}", "") for id_ in self.question.readings}
        return {id_: w for id_, w in wanted.items() if w in self.question.readings[id_].choices}

    def _rules(self) -> tuple[date, Ruling]:
        """The day and its rules: the day asked for, else today, or the first day of a policy not yet in force.

        A day without rules is told at its field and the usual day's are used, so nothing typed is lost.
        """
        usual = max(self.today, self.policy.in_force)
        raw, applied = self.query.get("on", ""), self.given.facts.get("applied_on")
        try:
            wanted = date.fromisoformat(raw) if raw else applied or usual
            return wanted, self.question.at(wanted, self.chosen)
        except ValueError:
            self.given.problems.append(Refusal(*question_words.BAD_DAY, where="on"))
        except Refusal as found:
            where = "on" if raw else "applied_on"
            self.given.problems.append(Refusal(found.what, where=where, mend=found.mend, clause=found.clause))
            self.given.facts.pop(where, None)
        return usual, self.question.at(usual, self.chosen)

    def _skipped(self) -> set[str]:
        asked = {name for each in self.query.getlist("asked") for name in each.split(",")}
        blank = {name for name in asked if self.given.facts.get(name) is None}
        return blank | set(self.query.getlist("skip"))

    # Addresses

    def pairs(self, *, without: Iterable[str] = (), **changed: str) -> list[tuple[str, str]]:
        """Everything the address holds, with changes."""
        left_out = set(without)
        kept = {k: v for k, v in self.given.facts.items() if k not in left_out}
        found = answers.written(kept, self.question.facts)
        found += [(f"reading-{k}", v) for k, v in self.chosen.items() if f"reading-{k}" not in changed]
        found += [("on", self.query["on"])] if self.query.get("on") else []
        found += [("view", "all")] if self.query.get("view") == "all" and "view" not in changed else []
        return found + [(k, v) for k, v in changed.items() if v]

    def address(self, *, without: Iterable[str] = (), anchor: str = "", **changed: str) -> str:
        """This page with changes."""
        return f"{self.here}?{urlencode(self.pairs(without=without, **changed))}{anchor}"

    def change(self, fact: Fact) -> str:
        """Where to answer a fact again."""
        known = self.given.facts.get(fact.name) is not None
        return self.address(without=[fact.name], ask=fact.name, anchor="#next") if known else ""

    # Parts of the page

    def context(self) -> dict[str, Any]:
        """The context of ``hall/answer.html``."""
        everything = self.query.get("view") == "all"
        shown = (tree.whole if everything else tree.decisive)(self.answer, self.change)
        prefix = self.policy.clauses.document.prefix
        crumbs = [
            HOME_CRUMB,
            {"text": self.policy.title, "href": reverse("guide", args=[prefix])},
            {"text": question_words.TRY},
        ]
        turning, same = self.readings()
        return {
            "crumbs": crumbs,
            "title": self.question.title,
            "subtitle": question_words.subtitle(self.on),
            "result": question_words.result(self.answer, len(self.missing())),
            "next": question_words.judges(self.answer),
            "problems": self.given.problems,
            "questions": self.questions(),
            "given": self.told(),
            "counts": tree.counts(shown),
            "explanation": shown,
            "minimal": not everything,
            "other_view": self.address(view="" if everything else "all", anchor="#why"),
            "readings": turning,
            "readings_same": same,
            "readings_all": reverse("guide", args=[prefix]) + "#readings",
            "parameters": self.parameters(),
            "whatif": self.what_if(),
            "others": [q for q in self.policy.questions if q is not self.question],
            "today": self.today,
        }

    def missing(self) -> list[Fact]:
        """The facts that can still change the answer and that the asker may know, best first, skipped ones last."""
        wanted, first = [f for f, _ in self.answer.open if not f.judged_by], self.query.get("ask", "")
        return sorted(wanted, key=lambda f: (f.name != first, f.name in self.skipped))

    def questions(self) -> dict[str, Any] | None:
        """The next questions as a form; fields with a problem stay."""
        wrong = {p.where.split("-")[0] for p in self.given.problems}
        asked = [f for f in self.question.facts if f.name in wrong]
        asked += [f for f in self.missing() if f.name not in wrong]
        asked = asked[: max(AT_ONCE, len(wrong))]
        if not asked:
            return None
        names = [fact.name for fact in asked]
        hidden = [*self.pairs(without=names), ("asked", ",".join(names))]
        hidden += [("skip", name) for name in sorted(self.skipped - set(names))]
        return {
            "method": "get",
            "action": self.here + "#outcome",
            "problems": self.given.problems,
            "hidden": hidden,
            "fields": [self.field(fact) for fact in asked],
            "button": question_words.GO_ON,
        }

    def field(self, fact: Fact) -> dict[str, Any]:
        """One question, a list of records as a small table."""
        raw = self.given.raw.get(fact.name)
        if fact.kind != "records":
            return {"field": answers.field_of(fact), "value": raw or None}
        columns = record_fields(self.ruling, fact)
        rows = [*(raw or []), *[{}] * max(1, 3 - len(raw or []))]
        return {"records": {"fact": fact, "columns": columns, "rows": rows, "problems": self.given.problems}}

    def told(self) -> list[dict[str, Any]]:
        """What was answered so far, each with the way to change it."""
        facts = [f for f in self.question.facts if self.given.facts.get(f.name) is not None]
        return [
            {"label": f.label, "value": fact_words(f, self.given.facts[f.name]), "change": self.change(f)}
            for f in facts
        ]

    def readings(self) -> tuple[list[dict[str, Any]], int]:
        """Readings that would turn this answer, and how many change nothing."""
        guide = reverse("guide", args=[self.policy.clauses.document.prefix])

        def address(id_: str, choice: str) -> str:
            return self.address(**{f"reading-{id_}": choice}, anchor="#outcome")

        return turning(self.answer, self.chosen, self.on, guide, address, question_words.difference)

    def parameters(self) -> dict[str, Any]:
        """The dated values this answer used."""
        known, rows = words(self.policy), []
        for name, dated in self.answer.parameters:
            parameter = self.policy.parameters[name]
            label, kind = CONFIDENCE[dated.confidence]
            source = {"text": dated.source}
            value = parameter_words(parameter, dated.value, known)
            rows.append({"cells": [parameter.title, value, source, {"text": label, "tag": kind or "plain"}]})
        return {
            "caption": question_words.VALUES,
            "small": True,
            "head": question_words.VALUE_HEADS,
            "rows": rows,
        }

    def what_if(self) -> dict[str, Any]:
        """What would follow from another value of the law."""
        options = [
            (n_, self.policy.parameters[n_].title)
            for n_ in (*self.ruling.parameters, *self.ruling.banded)
            if _open(self.policy, n_)
        ]
        name, value = self.query.get("whatif", ""), self.query.get("value", "")
        told, problems = self._assumed(name, value) if name and value else (None, [])
        choose = {"name": "whatif", "kind": "select", "label": question_words.WHICH_VALUE, "options": options}
        write = {
            "name": "value",
            "kind": "text",
            "label": question_words.NEW_VALUE,
            "help": question_words.HOW_WRITTEN,
        }
        return {
            "title": question_words.WHAT_IF,
            "action": self.here,
            "hidden": self.pairs(),
            "fields": [{"field": choose, "value": name}, {"field": write, "value": value}],
            "problems": problems,
            "answer": told,
        }

    def _assumed(self, name: str, value: str) -> tuple[Text | None, list[Refusal]]:
        try:
            book = self.policy.parameters.overridden({name: value.strip()})
            other = self.question.at(self.on, self.chosen, book=book).determine(self.given.facts)
        except Refusal as refusal:
            return None, [Refusal(refusal.what, where="value", mend=refusal.mend)]
        return question_words.difference(self.answer, other) or question_words.UNCHANGED, []


def _open(policy: Policy, name: str) -> bool:
    unit = policy.parameters[name].unit
    return is_money(unit) or unit not in ("list", "map", "text")


def record_fields(ruling: Ruling, fact: Fact) -> list[Fact]:
    """The fields of a list's records that this ruling reads, in the list's own order."""
    roots = [
        ruling.condition,
        *([ruling.amount] if ruling.amount is not None else []),
        *ruling.values.values(),
    ]
    names: set[str] = set()
    for root in roots:
        for part in n.walk(root):
            if isinstance(part, n.Gathered) and part.records.name == fact.name:
                names |= {each.name for each in fields_read(part)}
                names |= {part.end.name} if isinstance(part, n.Served) else set()
    return [each for each in fact.fields if each.name in names]
