"""What can be done to a month's fund request."""

from __future__ import annotations

from typing import Any

from gongbao.kernel.forms import Field, Option
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy import services as training
from gongbao.web.workbench import forms
from gongbao.web.workbench.doing import Act
from gongbao.web.workbench.forms import NOTE, listed

LAYOUT = Field(
    name="layout",
    kind="choice",
    label=Text("付款文件格式", "Form of the payment file"),
    options=(
        Option("fixed", Text("定长文本（银行代发）", "Fixed-width text")),
        Option("csv", Text("CSV", "CSV")),
        Option("xlsx", Text("Excel", "Excel")),
    ),
)


def _nothing(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return ()


def _returned(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (forms.reasons(choice.action.reasons), NOTE)


def _layout(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (LAYOUT,)


def _pay(actor: Actor, number: str, values: dict[str, Any], key: str) -> Any:
    return training.plan_payments(actor, number, key=key, layout=values["layout"])


FUND_REQUEST: dict[str, Act] = {
    "submit_request": Act(lambda a, n, v, k: training.submit_request(a, n, key=k), _nothing, step_up=True),
    "resubmit": Act(lambda a, n, v, k: training.resubmit_request(a, n, key=k), _nothing),
    "return": Act(
        lambda a, n, v, k: training.return_request(a, n, listed(v), key=k, note=v.get("note", "")), _returned
    ),
    "transfer_to_district": Act(lambda a, n, v, k: training.transfer(a, n, key=k), _nothing, step_up=True),
    "pay_firms": Act(_pay, _layout, step_up=True),
    "settle": Act(lambda a, n, v, k: training.settle_request(a, n, key=k), _nothing),
}
