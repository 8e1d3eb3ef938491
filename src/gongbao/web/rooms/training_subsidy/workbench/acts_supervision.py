"""What can be done to an inspection, and to money that is to come back."""

from __future__ import annotations

from gongbao.kernel.forms import Field
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy import services as training
from gongbao.web.workbench import forms
from gongbao.web.workbench.doing import Act
from gongbao.web.workbench.forms import listed

DETAILS = Field(
    name="details",
    kind="long_text",
    label=Text("查了什么、查到什么", "What was checked and found"),
    help=Text("写明看了哪些账册、找了哪些人、何时", "Which books, which people, when"),
    max_length=5000,
)
SUM = Field(name="amount", kind="money", label=Text("金额", "Sum"), unit=Text("元", "yuan"), minimum=1)
REFERENCE = Field(
    name="reference", kind="text", label=Text("到账凭证号", "Number of the receipt"), max_length=60
)


def _nothing(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return ()


def _recorded(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (forms.outcomes(choice.outcomes), forms.reasons(choice.action.reasons, required=False), DETAILS)


def _ordered(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (SUM, forms.reasons(choice.action.reasons))


def _came_back(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (SUM, REFERENCE)


def _closed(actor: Actor, case: Case, choice: Choice) -> tuple[Field, ...]:
    return (forms.outcomes(choice.outcomes), forms.reasons(choice.action.reasons, required=False))


SUPERVISION: dict[str, Act] = {
    "inspect": Act(lambda a, n, v, k: training.begin_inspection(a, n, key=k), _nothing),
    "record": Act(
        lambda a, n, v, k: training.record_inspection(a, n, v["outcome"], v["details"], why=listed(v), key=k),
        _recorded,
    ),
    "open_recovery": Act(
        lambda a, n, v, k: training.open_recovery(a, n, v["amount"], listed(v), key=k),
        _ordered,
        step_up=True,
        grave=True,
    ),
    "recover": Act(
        lambda a, n, v, k: training.record_repayment(a, n, v["amount"], v["reference"], key=k), _came_back
    ),
    "close": Act(
        lambda a, n, v, k: training.close_inspection(a, n, v["outcome"], why=listed(v), key=k), _closed
    ),
}
