"""The kernel's own tables: read once from YAML beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongbao.law.yamlfile import FAST


@cache
def table(name: str) -> Any:
    """The table `name`.yaml; callers do not change it."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=FAST)
