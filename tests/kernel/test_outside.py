"""Whatever comes from outside is JSON or one kind of error, however deep the process may recurse."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.outside import MAX_DEPTH, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='[]{}"\\公', max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text('[{"\\', max_size=3), inner, max_size=4)
    ),
    max_leaves=200,
)


@given(VALUES)
def test_json_is_read_as_it_is_written(value: Any) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


def test_brackets_in_words_and_side_by_side_do_not_count() -> None:
    told = ["[" * 500, *([[]] * 500), {'"{': "\\"}]
    assert read_json(json.dumps(told)) == told


@pytest.mark.parametrize("limit", [1000, 10_240])
def test_the_deepest_that_is_read_and_one_deeper(limit: int) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
        for deep in ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "[" * 100_000, '{"a":' * 100_000):
            with pytest.raises(ValueError, match="nested too deeply"):
                read_json(deep)
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.parametrize("broken", [b"\xff", b"{", b"", '"' + "[" * 100])
def test_what_is_no_json_is_a_value_error(broken: str | bytes) -> None:
    with pytest.raises(ValueError):
        read_json(broken)
