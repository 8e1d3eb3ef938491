"""What the room gives the hall: where a claim begins, a firm's acts, its status and what it has to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel.procedure import Procedure
from gongbao.kernel.procedure.guide import guide
from gongbao.kernel.procedure.terms import Terms
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, Entry
from gongbao.platform.db.services import now
from gongbao.policies.training_subsidy.forms import SCHEMES
from gongbao.policies.training_subsidy.policy import POLICY
from gongbao.web.hall import case_data
from gongbao.web.hall.status_data import Found, returned
from gongbao.web.rooms.base import PartyPart, Start
from gongbao.web.rooms.training_subsidy.hall import check_data, steps
from gongbao.web.rooms.training_subsidy.hall.acts import ACTS

TO_DO = {
    "draft": Text("填完并提交申请", "Finish and submit the application"),
    "returned": Text("按要求补正", "Correct what was asked for"),
    "payment_failed": Text("更正收款账户", "Correct the account to be paid"),
    "refused": Text("不服决定的，可以申请复议", "If you disagree, ask for reconsideration"),
}
"""States in which the firm has something to do by a day."""
DUE = {
    "refused": ("remedy",),
    "draft": ("acceptance",),
    "returned": ("correction",),
    "payment_failed": ("account",),
}
PAID = frozenset({"paid", "closed"})
AHEAD = ("compare", "pass_review", "publish", "pay")
"""The steps that follow a submission, as the guide tells them."""


def title(case: Case, procedure: Procedure) -> Text | None:
    """The scheme a claim is for."""
    return next((option.label for option in SCHEMES if case.title.endswith(option.label.zh)), None)


def status(found: Found, request: HttpRequest) -> dict[str, Any]:
    """What the status page of a claim says more."""
    number = found.case.number
    people = reverse("hall:people", args=[number]) if found.case.state != "draft" else ""
    return {"to_do": to_do(found), "acts": acts(found), "people": people}


def to_do(found: Found) -> list[dict[str, Any]]:
    """What the firm has to do now."""
    case = found.case
    words = TO_DO.get(case.state)
    pages = {
        "draft": (reverse("hall:apply", args=[case.number, "firm"]), Text("接着填", "Go on")),
        "returned": (reverse("hall:apply", args=[case.number, "check"]), Text("去补正", "Correct it")),
        "payment_failed": (reverse("hall:act", args=[case.number, "account"]), ACTS["account"].title),
        "refused": (reverse("hall:act", args=[case.number, "appeal"]), ACTS["appeal"].title),
    }
    if words is None or case.state not in pages or (case.state == "refused" and "appeal" not in found.free):
        return []
    href, button = pages[case.state]
    text = returned(found) if case.state == "returned" else found.procedure.state(case.state).explain
    return [{"title": words, "text": text, "href": href, "button": button, "due": case_data.own_due(case)}]


def acts(found: Found) -> list[dict[str, Any]]:
    """The acts open to the firm now, the grave one quiet."""
    primary = {each["href"] for each in to_do(found)}
    out = []
    for name, does in ACTS.items():
        open_ = does.action in found.free if does.action else found.case.state in PAID
        href = reverse("hall:act", args=[found.case.number, name])
        if open_ and href not in primary:
            out.append({"text": does.title, "href": href, "kind": "quiet" if does.grave else "plain"})
    return out


def event_text(found: Found, each: Entry) -> Text | None:
    """What the officer asked for on a return, row by row."""
    if each.action != "return" or not each.personal:
        return None
    told = steps.returned_words(
        {"rows": each.personal.get("remarks", {}), "note": each.personal.get("note", "")}
    )
    return Text("；".join(t.zh for t in told), "; ".join(t.say("en") for t in told)) if told else None


def ahead() -> list[dict[str, Any]]:
    """The steps after a submission with their limits."""
    found = {
        step.action: step for step in guide(POLICY.procedures[0], now().date(), Terms(POLICY.parameters))
    }
    limits = {"compare": Text("自动进行", "automatic"), "publish": _days("publicity_working_days")}
    return [
        {"title": found[name].title, "text": found[name].explain, "limit": limits.get(name)} for name in AHEAD
    ]


def _days(name: str) -> Text:
    n = POLICY.parameters[name].at(now().date()).value
    return Text(f"{n} 个工作日", f"{n} working days")


PARTY = PartyPart(
    starts=(
        Start(
            "hall:start-claim",
            Text("以工代训补贴", "Work-training subsidy"),
            Text("新招人员或稳住岗位，按月领取", "By month, for new hires and for keeping jobs"),
        ),
    ),
    acts=ACTS,
    status=status,
    title=title,
    to_do=TO_DO,
    due=DUE,
    event_text=event_text,
    ahead=ahead,
    draft=check_data.draft_line,
)
