"""JSON from outside: whatever cannot be read is one kind of error, deep nesting included."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_DEPTH = 64
"""Brackets within brackets. Nothing this project reads comes near it."""
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)


def read_json(text: str | bytes) -> Any:
    """What `text` (UTF-8 where bytes) says. Raises ValueError for all that is not JSON or nested beyond MAX_DEPTH.

    The depth is counted before anything is read, so no text can exhaust the interpreter's stack.
    """
    told = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    if told.count("[") + told.count("{") > MAX_DEPTH:
        depth = 0
        for mark in _MARKS.finditer(told):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark[0], 0)
            if depth > MAX_DEPTH:
                raise ValueError("nested too deeply")
    return json.loads(told)
