"""What an officer can do to a case: the procedure's actions, each with its form and the command that does it."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.forms import Field, Option
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, now
from gongbao.platform.letters import services as letters
from gongbao.platform.notices import services as notices
from gongbao.platform.training_subsidy import services as training
from gongbao.web.rooms.training_subsidy.workbench import previews
from gongbao.web.workbench import forms
from gongbao.web.workbench.doing import NOBODY, Act, Values, colleague
from gongbao.web.workbench.forms import NOTE, listed


def _reasoned(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    several = len(choice.outcomes) > 1
    must = all(outcome.reasoned for outcome in choice.outcomes)
    asked = [forms.outcomes(choice.outcomes)] if several else []
    asked += [forms.reasons(choice.action.reasons, required=must)] if choice.action.reasons else []
    return (*asked, NOTE)


def _why_and_note(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (forms.reasons(choice.action.reasons, required=choice.action.name != "approve"), NOTE)


def _nothing(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return ()


def _colleague(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (colleague(actor, case),)


def _service(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    methods = tuple(Option(name, letters.METHODS[name]) for name in ("person", "post"))
    signed = Text("签收人或邮件号", "Who signed, or the post number")
    return (
        Field(name="method", kind="choice", label=Text("送达方式", "How"), options=methods),
        Field(name="served_on", kind="date", label=Text("送达日期", "Day of service"), maximum=now().date()),
        Field(name="acknowledged_by", kind="text", label=signed, max_length=60),
        Field(name="evidence", kind="text", label=Text("凭证", "Proof"), required=False),
    )


def _appealed(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    label = Text("复议决定书文号", "Number of the reconsideration’s decision")
    return (forms.outcomes(choice.outcomes), Field(name="document", kind="text", label=label, max_length=80))


def _objection(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    standing = notices.open_objections(case.key)
    options = tuple(Option(str(each.objection), Text(each.number, each.number)) for each in standing)
    answer = Text("答复", "Answer")
    told = Text("告诉异议人查了什么、怎样处理", "Tell the objector what was examined and what follows")
    return (
        Field(
            name="objection",
            kind="choice",
            label=Text("哪一份异议", "Which objection"),
            options=options or (NOBODY,),
        ),
        forms.outcomes(choice.outcomes, label=Text("处理结果", "Outcome")),
        forms.reasons(choice.action.reasons, required=False, help=_UPHELD),
        Field(name="answer", kind="long_text", label=answer, help=told, max_length=2000),
    )


_UPHELD = Text("异议成立才选理由，不成立不用选", "Only for an objection that is upheld")


def _more(values: Values, *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names if values.get(name) not in (None, "")}


APPLICATION: dict[str, Act] = {
    "pass_review": Act(
        lambda a, n, v, k: training.pass_review(
            a, n, v["outcome"], why=listed(v), key=k, note=v.get("note", ""), seen=v.get("seen")
        ),
        _reasoned,
    ),
    "approve": Act(
        lambda a, n, v, k: training.approve(
            a, n, why=listed(v), key=k, note=v.get("note", ""), seen=v.get("seen")
        ),
        _why_and_note,
        step_up=True,
    ),
    "refuse": Act(
        lambda a, n, v, k: training.refuse(
            a, n, listed(v), key=k, note=v.get("note", ""), seen=v.get("seen")
        ),
        _why_and_note,
        grave=True,
    ),
    "send_back": Act(
        lambda a, n, v, k: training.send_back(
            a, n, listed(v), key=k, note=v.get("note", ""), seen=v.get("seen")
        ),
        _why_and_note,
    ),
    "suspend": Act(
        lambda a, n, v, k: training.suspend(a, n, listed(v), key=k, note=v.get("note", "")), _why_and_note
    ),
    "resume": Act(
        lambda a, n, v, k: training.resume(a, n, key=k, note=v.get("note", "")), lambda a, c, o: (NOTE,)
    ),
    "delegate": Act(lambda a, n, v, k: training.delegate(a, n, v["to"], key=k), _colleague),
    "publish": Act(
        lambda a, n, v, k: training.publish(a, [n], key=k), _nothing, preview=previews.publication
    ),
    "collect": Act(lambda a, n, v, k: training.collect(a, [n], key=k), _nothing),
    "uncollect": Act(lambda a, n, v, k: training.uncollect(a, n, key=k), _nothing),
    "settle_objection": Act(
        lambda a, n, v, k: training.settle_objection(
            a, n, v["objection"], v["outcome"], v["answer"], why=listed(v), key=k, seen=v.get("seen")
        ),
        _objection,
    ),
    "serve_decision": Act(
        lambda a, n, v, k: training.serve_decision(
            a, n, v["method"], v["served_on"], key=k, **_more(v, "acknowledged_by", "evidence")
        ),
        _service,
    ),
    "settle_appeal": Act(
        lambda a, n, v, k: training.settle_appeal(a, n, v["outcome"], key=k, document=v["document"]),
        _appealed,
    ),
}
"""The acts on an application; returning one for correction has a page of its own, with a remark for each row."""
