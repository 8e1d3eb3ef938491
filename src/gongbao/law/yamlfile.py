"""Reading a room's YAML: plain data in, refusals that name the file and the entry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of plain YAML, with numbers and dates; in C where libyaml is there, ten times as fast."""


class _Loader(FAST):  # type: ignore[misc]
    """Safe YAML in which a key may stand only once and every scalar stays text (dates, 08, no)."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    keys = [str(loader.construct_object(key)) for key, _ in node.value]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise yaml.constructor.ConstructorError(None, None, f"key stands twice: {', '.join(twice)}")
    values = [loader.construct_object(value, deep=True) for _, value in node.value]
    return dict(zip(keys, values, strict=True))


def _scalar(loader: _Loader, node: yaml.ScalarNode) -> str | None:
    return None if node.tag.endswith(":null") else str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
for _kind in ("null", "bool", "int", "float", "timestamp", "str"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _scalar)


def read(path: Path) -> dict[str, Any]:
    """The mapping in the YAML file at `path`; raises `Refusal` when it cannot be read as one."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise fault(path.name, f"读不出来：{error}", f"cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise fault(path.name, "应当是“名称: 内容”的形式", "must be a mapping of names to contents")
    return data


def fault(where: str, zh: str, en: str, *, clause: str = "") -> Refusal:
    """A refusal about one entry of a room's file."""
    mend = Text("改正文件中的这一处", "Correct this entry of the file")
    return Refusal(Text(zh, en), where=where, mend=mend, clause=clause)


def keys(entry: Any, where: str, required: set[str], optional: set[str]) -> Mapping[str, Any]:
    """`entry` when it is a mapping with the required keys and no unknown one; otherwise `Refusal`."""
    if not isinstance(entry, dict):
        raise fault(where, "应当是“名称: 内容”的形式", "must be a mapping of names to contents")
    missing, unknown = required - entry.keys(), entry.keys() - required - optional
    if missing:
        names = ", ".join(sorted(missing))
        raise fault(where, f"缺少 {names}", f"lacks {names}")
    if unknown:
        names = ", ".join(sorted(unknown))
        raise fault(where, f"不认识 {names}", f"has unknown {names}")
    return entry


def text(value: Any, where: str) -> Text:
    """A `Text` from ``{zh: …, en: …}``; both languages must be written."""
    both = keys(value, where, {"zh", "en"}, set())
    zh, en = both["zh"], both["en"]
    if not (isinstance(zh, str) and zh.strip() and isinstance(en, str) and en.strip()):
        raise fault(where, "中文和英文都要写", "needs both the Chinese and the English words")
    return Text(zh.strip(), en.strip())
