"""Views reach cases through `access_*` only; no view touches their tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongbao

WEB = Path(gongbao.__file__).parent / "web"
GUARDED = {"Case", "Event", "Draft", "Entry", "Outbox", "Command", "CaseKey"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
MODULES = {"gongbao.platform.cases.models", "gongbao.platform.db.models", "gongbao.platform.audit.models"}
RAW = {"raw_cursor", "connection", "connections"}


def faults(source: str) -> list[str]:
    """What in a module of the web layer goes round the doors."""
    return [f"{node.lineno}: {why}" for node in ast.walk(ast.parse(source)) for why in _faults(node)]


def _faults(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module in MODULES:
        yield f"imports {node.module}"
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("django.db"):
        yield from (f"imports {name.name}" for name in node.names if name.name in RAW)
    if isinstance(node, ast.Import):
        yield from (
            f"imports {name.name}" for name in node.names if name.name in MODULES | {"psycopg", "django.db"}
        )
    if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
        owner = node.value
        name = (
            owner.id
            if isinstance(owner, ast.Name)
            else owner.attr
            if isinstance(owner, ast.Attribute)
            else "?"
        )
        if name in GUARDED:
            yield f"touches {name}.{node.attr}"


MODULES_OF_WEB = sorted(WEB.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES_OF_WEB, ids=lambda path: str(path.relative_to(WEB)))
def test_no_view_goes_round_the_doors(module: Path) -> None:
    assert faults(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from gongbao.platform.cases.models import Case",
        "from gongbao.platform.cases.services import Case\nCase.objects.all()",
        "from gongbao.platform.cases import services as cases\ncases.Case.objects.get(number=1)",
        "import gongbao.platform.cases.models",
        "from django.db import connection",
        "from django.db import connections as c",
        "import psycopg",
        "Event._default_manager.first()",
    ],
)
def test_the_lint_finds_what_it_is_for(source: str) -> None:
    assert faults(source)


def test_the_lint_lets_the_doors_through() -> None:
    good = "from gongbao.platform.access.services import access_case\ncase = access_case(actor, number, doing='see')"
    assert faults(good) == []
