"""What officers do to many claims at once."""

from __future__ import annotations

from gongbao.kernel.procedure import Reason
from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.procedure import APPLICATION
from gongbao.web.workbench.batches import Batch, each_of, together
from gongbao.web.workbench.doors import HANDLER, REVIEWER


def _reasons() -> tuple[Reason, ...]:
    return APPLICATION.action("refuse").reasons


_PROPOSALS = (
    ("grant", Text("拟通过", "Grant")),
    ("reduce", Text("拟核减", "Reduce")),
    ("refuse", Text("拟不予通过", "Refuse")),
)
BATCHES: tuple[Batch, ...] = (
    Batch(
        "pass", "pass_review", Text("初审", "First review"), frozenset({HANDLER.value}), frozenset({"in_review"}),
        lambda a, w, k: each_of(training.pass_all(a, w, key=k)), reasons=_reasons(), outcomes=_PROPOSALS, kind="",
    ),
    Batch(
        "approve", "approve", Text("复核通过", "Approve"), frozenset({REVIEWER.value}), frozenset({"passed"}),
        lambda a, w, k: each_of(training.approve_all(a, w, key=k)), reasons=_reasons(), step_up=True, kind="",
    ),
    Batch(
        "refuse", "refuse", Text("不予通过", "Refuse"), frozenset({REVIEWER.value}), frozenset({"passed"}),
        lambda a, w, k: each_of(training.refuse_all(a, w, key=k)), reasons=_reasons(), reasoned=True, kind="grave",
    ),
    Batch(
        "publish", "publish", Text("公示", "Publish"), frozenset({HANDLER.value, REVIEWER.value}), frozenset({"approved"}),
        together(lambda a, numbers, k: training.publish(a, numbers, key=k)),
    ),
    Batch(
        "collect", "collect", Text("列入用款申请", "Collect"), frozenset({HANDLER.value}), frozenset({"ready_for_funds"}),
        together(lambda a, numbers, k: training.collect(a, numbers, key=k)),
    ),
)  # fmt: skip
