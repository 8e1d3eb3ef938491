"""What a dossier gives, in words: the answer first, each title with its routes, what is missing and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gongbao.kernel.dossier.typed import Read
from gongbao.law.text import Text
from gongbao.platform.cases.services import all_registered
from gongbao.policies import dossiers
from gongbao.policies.dossiers import TitleAnswer
from gongbao.web.rooms.dossiers.picture import picture
from gongbao.web.shared.title_tree import node
from gongbao.web.shared.values import day, listed


def page(read: Read, on: date) -> dict[str, Any]:
    """The context of ``dossiers/answers.html``."""
    found = dossiers.answers(read.facts, on)
    target = dossiers.next_of(found)
    first = [target] if target is not None else []
    rooms = list(dict.fromkeys(each.policy.room for each in (*first, *found)))
    result = headline(found, target)
    if read.problems:
        wrong = len(read.problems)
        result["text"] = Text(
            f"有 {wrong} 处填得不对，这些先当作不知道；改好后结果可能变。",
            f"{wrong} to put right are taken as not known for now; mended, the answer may change.",
        )
    return {
        "result": result,
        "picture": picture(read.facts, found[0].on if found else on, target),
        "groups": [_group([e for e in found if e.policy.room == room], target) for room in rooms],
        "starts": starts(found),
    }


def headline(found: Sequence[TitleAnswer], target: TitleAnswer | None) -> dict[str, Any]:
    """The context of ``components/outcome.html``: what can be applied for today, and the next when at the earliest."""
    ready = [each for each in found if each.state == "now" and not each.held]
    waiting = [each for each in found if each.state == "judgement" and not each.held]
    later = [each for each in found if each.state == "later" and not each.held]
    soonest = min(later, key=lambda each: each.day or date.max, default=None)
    result: dict[str, Any] = {"sum_fen": None, "word": None}
    if ready:
        head = {
            "outcome": "met",
            "title": Text(f"现在可以申报：{_names(ready).zh}", f"You may apply now for: {_names(ready).en}"),
        }
    elif waiting:
        head = {
            "outcome": "judgement",
            "title": Text(
                f"能填的条件都够了，等人认定：{_names(waiting).zh}",
                f"All that can be filled in is there; people decide on: {_names(waiting).en}",
            ),
        }
    elif soonest is not None and soonest.day is not None:
        told = day(soonest.day)
        head = {
            "outcome": "not_met",
            "word": Text("还没到", "Not yet"),
            "title": Text(
                f"最早 {told.zh} 可以申报：{_name(soonest).zh}",
                f"{told.en} at the earliest: {_name(soonest).en}",
            ),
        }
    elif any(each.state == "unknown" for each in found):
        head = {
            "outcome": "unknown",
            "title": Text("资料还不够，再填一些就有结果", "A few more facts will settle it"),
        }
    else:
        head = {
            "outcome": "not_met",
            "title": Text("照现在的档案，时间到了也还不够", "By this dossier, time alone is not enough"),
        }
    return {**result, **head, "text": _then(ready, waiting, soonest, target)}


def _then(
    ready: Sequence[TitleAnswer],
    waiting: Sequence[TitleAnswer],
    soonest: TitleAnswer | None,
    target: TitleAnswer | None,
) -> Text | None:
    if ready and waiting:
        return Text(
            f"另有等人认定的：{_names(waiting).zh}。", f"People still decide on: {_names(waiting).en}."
        )
    if (ready or waiting) and soonest is not None and soonest.day is not None:
        told = day(soonest.day)
        return Text(
            f"下一个最早：{told.zh}，{_name(soonest).zh}。",
            f"The next at the earliest: {told.en}, {_name(soonest).en}.",
        )
    if soonest is not None and soonest.open:
        who = _who(soonest)
        return Text(f"到时还要{who.zh}。", f"Then it still takes {who.en}.") if who else None
    return None


def starts(found: Sequence[TitleAnswer]) -> list[dict[str, Any]]:
    """Where applying begins, for titles that can be applied for now and whose procedure the hall offers."""
    procedures: dict[str, str] = {}
    for each in all_registered():
        if each.derived and each.procedure.id.endswith(".review"):
            procedures.setdefault(each.room, each.procedure.id)
    return [
        {
            "text": Text(f"申报{_name(each).zh}", f"Apply for {_name(each).en}"),
            "href": reverse("hall:begin", args=[procedures[each.policy.room]]),
        }
        for each in found
        if each.state in ("now", "judgement") and not each.held and each.policy.room in procedures
    ]


def _group(found: Sequence[TitleAnswer], target: TitleAnswer | None) -> dict[str, Any]:
    policy = found[0].policy
    return {
        "id": policy.room,
        "title": policy.title,
        "short": policy.short,
        "tree": [node(each, whole=each is target) for each in found],
        "asks": [
            {
                "text": Text(each.name, each.name),
                "href": reverse("question", args=[policy.clauses.document.prefix, each.name]),
            }
            for each in found
        ],
    }


def _name(each: TitleAnswer) -> Text:
    return Text(f"{each.name}（{each.policy.short.zh}）", f"{each.name} ({each.policy.short.say('en')})")


def _names(found: Sequence[TitleAnswer]) -> Text:
    return listed([_name(each) for each in found])


def _who(each: TitleAnswer) -> Text | None:
    people = dict.fromkeys(fact.judged_by for fact, _ in each.open if fact.judged_by)
    if not people:
        return None
    told = listed([by for by in people if by])
    return Text(f"由{told.zh}认定", f"the findings of {told.en}")


def account_of(request: HttpRequest) -> bool:
    """Whether the page is used by a person for themselves, who may keep the dossier."""
    actor = request.actor
    return actor.kind == "party" and actor.party is not None and actor.on_behalf_of is None
