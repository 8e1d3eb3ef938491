"""Values of a question in bulk: random rules over random cases, every value as the interpreter settles it."""

from __future__ import annotations

from hypothesis import given, note
from hypothesis import strategies as st
from tests.kernel.rules.trees import FACTS, GATHERING, cases, fewer, rulings, written

from gongbao.kernel.rules.compile_polars import determine_frame, frame_of
from gongbao.kernel.rules.logic import point
from gongbao.kernel.rules.question import Ruling

CASES = cases(40, seed=20210401)
FRAME = frame_of(CASES, FACTS.values()).lazy()


@given(st.one_of(rulings(), rulings(GATHERING)))
@fewer
def test_values_are_settled_as_the_interpreter_settles_them(ruling: Ruling) -> None:
    if ruling.amount is None:
        return
    note(written(ruling.amount))
    ruling.values = {"worth": ruling.amount}
    told = determine_frame(ruling, FRAME, values=True).collect()
    answers = [ruling.determine(case) for case in CASES]
    assert told["worth"].to_list() == [point(each.run.bounds(ruling.amount)) for each in answers]
    assert told["amount_fen"].to_list() == [each.amount_fen for each in answers]
    assert told["verdict"].to_list() == [each.truth for each in answers]
