"""What the web uses of rural assistants."""

from __future__ import annotations

from gongbao.platform.rural_assistants import (
    absences,
    appraising,
    attendance,
    ending,
    graduates,
    graduation,
    institutions,
    joining,
    ledger,
    marking,
    membership,
    ordering,
    ranking,
    reach,
    recruiting,
    registering,
    reports,
    steps,
    training,
    watching,
    words,
)
from gongbao.platform.rural_assistants.carrying import by_hand

__all__ = [
    "absences", "appraising", "attendance", "by_hand", "ending", "graduates", "graduation", "institutions", "joining", "ledger", "marking", "membership", "ordering", "ranking", "reach", "recruiting", "registering", "reports",
    "steps", "training", "watching", "words",
]  # fmt: skip
