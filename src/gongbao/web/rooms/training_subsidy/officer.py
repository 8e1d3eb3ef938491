"""What the room gives the workbench: acts, panel, lines of queues, batches, words of its events and reads."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.platform.training_subsidy import services as training
from gongbao.platform.training_subsidy.words import SCHEMES
from gongbao.policies.training_subsidy.procedure import APPLICATION, FUND_REQUEST, RECOGNITION, SUPERVISION
from gongbao.web.rooms.base import OfficerPart
from gongbao.web.rooms.training_subsidy.workbench import acts, acts_money, acts_supervision, lines
from gongbao.web.rooms.training_subsidy.workbench.batches import BATCHES
from gongbao.web.rooms.training_subsidy.workbench.panel import panel

ANY_TIME = (
    "uncollect", "compare", "fund", "pay", "payment_returned", "return_payment", "correct_account",
)  # fmt: skip
"""Steps done through another case, or possible at any time."""
PERSON = Text("查看一人", "one person")

OFFICER = OfficerPart(
    acts={
        APPLICATION.id: acts.APPLICATION,
        FUND_REQUEST.id: acts_money.FUND_REQUEST,
        SUPERVISION.id: acts_supervision.SUPERVISION,
    },
    pages={
        (APPLICATION.id, "return"): "workbench:return",
        (FUND_REQUEST.id, "collect"): "city:collect",
    },
    case_pages={FUND_REQUEST.id: "city:request", RECOGNITION.id: "workbench:list"},
    panel=panel,
    inline={"pass_review": ("grant", "reduce", "refuse"), "approve": (), "refuse": ()},
    keys={("pass_review", "grant"): "A", ("approve", ""): "A"},
    grave=frozenset({("pass_review", "refuse"), ("refuse", "")}),
    first=("pass_review", "approve", "refuse", "publish", "settle_objection", "collect", "serve_decision"),
    beside=frozenset(
        {
            (APPLICATION.id, "close"),
            *(
                (procedure.id, name)
                for procedure in (APPLICATION, FUND_REQUEST, RECOGNITION, SUPERVISION)
                for name in ANY_TIME
            ),
        }
    ),
    beyond=lines.beyond,
    matters=SCHEMES,
    of_matter=lines.of_scheme,
    sorts={"amount": lines.by_amount, "months": lines.by_months},
    batches=BATCHES,
    take=lambda actor, number, key: training.open_for_review(actor, number, key=key),
    remarks={
        "judged": Text("认定事实", "A fact was judged"),
        "compared": Text("重新比对", "Compared again"),
        "excluded": Text("去掉一人", "A person was left out"),
        "included": Text("恢复一人", "A person was taken in again"),
        "use_declared": Text("申报资金用途", "Use of the money declared"),
        "lead": Text("检查线索", "Lead"),
    },
    reads={"row": PERSON, "explain": PERSON, "answer": PERSON},
)
