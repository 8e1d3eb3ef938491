"""A small procedure with everything the platform has to carry: returns, four eyes, publicity, objections."""

from __future__ import annotations

from uuid import UUID

from gongbao.kernel.procedure import Action, Clock, Guard, Outcome, Procedure, Reason, Role, State
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, act, open_case, register_procedure
from gongbao.platform.db.services import SYSTEM, Actor, Tx, new_key, read, write

FIRM = UUID(int=0xF1)
OTHER_FIRM = UUID(int=0xF2)


def _t(zh: str) -> Text:
    return Text(zh, zh)


def _state(name: str, zh: str, **more: object) -> State:
    return State(name, _t(zh), _t(zh), **more)  # type: ignore[arg-type]


def _action(name: str, zh: str, sources: str, target: str, role: str, **more: object) -> Action:
    return Action(name, _t(zh), _t(zh), tuple(sources.split()), target, tuple(role.split()), **more)  # type: ignore[arg-type]


PROCEDURE = Procedure(
    id="sample/subsidy",
    version=1,
    title=_t("样例补贴"),
    roles=(
        Role("applicant", _t("申请单位")),
        Role("handler", _t("经办")),
        Role("reviewer", _t("复核")),
        Role("funds", _t("拨付")),
        Role("system", _t("系统")),
    ),
    states=(
        _state("draft", "草稿"),
        _state("submitted", "已提交"),
        _state("returned", "已退回", beside="submitted"),
        _state("verified", "已初审"),
        _state("publicity", "公示中"),
        _state("approved", "已通过"),
        _state("paid", "已拨付", terminal=True, tone="done"),
        _state("withdrawn", "已撤回", terminal=True, tone="stopped", beside="draft"),
    ),
    actions=(
        _action(
            "submit", "提交", "draft returned", "submitted", "applicant", personal_fields=("bank_account",)
        ),
        _action("withdraw", "撤回", "draft submitted returned", "withdrawn", "applicant"),
        _action(
            "return",
            "退回补正",
            "submitted",
            "returned",
            "handler",
            reasons=(Reason("unclear", _t("材料不清"), "x/1"),),
        ),
        _action("verify", "初审", "submitted", "verified", "handler", guard="complete"),
        _action("review", "复核", "verified", "publicity", "reviewer", not_by=("verify", "submit")),
        _action("object", "提出异议", "publicity", "", "handler", opens="objection"),
        _action(
            "settle",
            "处理异议",
            "publicity",
            "",
            "reviewer",
            settles="objection",
            outcomes=(Outcome("rejected", _t("异议不成立"), ""),),
        ),
        _action("close", "公示期满", "publicity", "approved", "system", unless_open=("objection",)),
        _action(
            "pay",
            "拨付",
            "approved",
            "paid",
            "funds",
            not_by=("verify", "review"),
            step_up=True,
            effect=("pay",),
        ),
        _action("assign", "分派", "submitted verified", "", "handler", effect=("assign",)),
    ),
    clocks=(
        Clock(
            "publicity",
            _t("公示"),
            "x/2",
            "working_days_after",
            {"start": "$date", "days": "5"},
            ("review",),
            ("close",),
            "close",
            remind_before=(1,),
        ),
    ),
    start="draft",
    guards=(Guard("complete", _t("材料齐全"), "x/3", _t("请补齐材料")),),
)

complete = {"met": True}


def register() -> None:
    """Make the procedure known to the platform; done by each test module that uses it."""
    from gongbao.platform.cases.services import carries_out

    register_procedure(
        PROCEDURE,
        room="sample",
        digits="06",
        guards=lambda case, on: {"complete": "met" if complete["met"] else "not_met"},
    )

    @carries_out(PROCEDURE.id, "pay")
    def pay(tx: Tx, case: Case, done: object) -> None:
        tx.audit("sample.pay", case=case.number)


def applicant(party: UUID = FIRM, account: int = 1) -> Actor:
    """Somebody who acts for a firm."""
    return Actor(kind="party", account=UUID(int=account), name="槐荫巷餐饮", party=party)


def officer(role: str, account: int, office: str = "haidian", **more: object) -> Actor:
    """An officer with one role."""
    roles = frozenset(role.split())
    return Actor(
        kind="officer", account=UUID(int=account), name=f"{role}{account}", office=office, roles=roles, **more
    )  # type: ignore[arg-type]


HANDLER, REVIEWER, FUNDS = officer("handler", 11), officer("reviewer", 12), officer("funds", 13)


def opened(party: UUID = FIRM, office: str = "haidian", **more: object) -> UUID:
    """A new case at the start."""
    made = write(
        lambda tx: open_case(tx, PROCEDURE.id, office, party, "样例申请", **more).key,  # type: ignore[arg-type]
        actor=SYSTEM,
        key=str(new_key()),
        name="open",
    )
    return UUID(made)


def do(actor: Actor, case: UUID, action: str, role: str, **more: object) -> dict[str, object]:
    """One step as a command of its own."""
    return write(lambda tx: act(tx, case, action, role, **more), actor=actor, key=str(new_key()), name=action)  # type: ignore[arg-type]


def at_publicity() -> UUID:
    """A case that was applied for, verified, reviewed and is being publicised."""
    case = opened()
    do(applicant(), case, "submit", "applicant", body={"months": [7, 8], "bank_account": "6222000011112222"})
    do(HANDLER, case, "verify", "handler")
    do(REVIEWER, case, "review", "reviewer")
    return case


def row(case: UUID) -> Case:
    """The case's row as it is now."""
    with read(SYSTEM, purpose="test"):
        return Case.objects.get(key=case)
