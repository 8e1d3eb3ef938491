"""What the web uses of rural assistants."""

from __future__ import annotations

from gongbao.platform.rural_assistants import (
    absences,
    appraising,
    attendance,
    channels,
    discipline,
    ending,
    exports,
    graduates,
    graduation,
    institutions,
    joining,
    ledger,
    marking,
    membership,
    objections,
    ordering,
    quarters,
    ranking,
    reach,
    readings,
    recruiting,
    registering,
    reports,
    rounds,
    steps,
    training,
    ventures,
    watching,
    words,
)
from gongbao.platform.rural_assistants.carrying import by_hand

__all__ = [
    "absences", "appraising", "attendance", "by_hand", "channels", "discipline", "ending", "exports", "graduates", "graduation", "institutions", "joining", "ledger", "marking", "membership", "objections", "ordering", "quarters", "ranking", "reach", "readings", "recruiting", "registering", "reports", "rounds",
    "steps", "training", "ventures", "watching", "words",
]  # fmt: skip
