"""What rooms and screens use of derived casework: starting, drafts, steps, answers and their differences."""

from __future__ import annotations

from gongbao.platform.casework.answers import (
    FORM,
    SECRET,
    Answers,
    Changed,
    Shown,
    answers_of,
    applied,
    difference,
    field_in,
    in_full,
    latest,
    shown,
)
from gongbao.platform.casework.doing import Became, check, derived, do, do_all, form_for, open_items, step
from gongbao.platform.casework.drafts import FILES, hidden, joined, kept, restored, save
from gongbao.platform.casework.effects import carry_out_usual
from gongbao.platform.casework.house import NOTE, form_of
from gongbao.platform.casework.starting import (
    Startable,
    first_step,
    may_begin,
    start,
    startable,
    usual_office,
)

__all__ = [
    "FILES", "FORM", "NOTE", "SECRET", "Answers", "Became", "Changed", "Shown", "Startable", "answers_of", "applied",
    "carry_out_usual", "check", "derived", "difference", "do", "do_all", "field_in", "first_step", "form_for", "form_of", "hidden",
    "in_full", "joined", "kept", "latest", "may_begin", "open_items", "restored", "save", "shown", "start", "startable", "step",
    "usual_office",
]  # fmt: skip
