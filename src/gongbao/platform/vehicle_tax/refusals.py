"""Refusals with a code machines can act on."""

from __future__ import annotations

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax.rules import DOCUMENT


class Coded(Refusal):
    """A refusal with a stable `code`; `also` are the codes of further faults of the same request."""

    def __init__(
        self,
        code: str,
        what: Text,
        *,
        where: str = "",
        mend: Text | None = None,
        clause: str = "",
        also: tuple[str, ...] = (),
        status: int = 422,
    ) -> None:
        super().__init__(what, where=where, mend=mend, clause=DOCUMENT + clause if clause else "")
        self.code, self.also, self.status = code, also, status


def missing_field(name: str, title: Text) -> Coded:
    """A mandatory field that was left out."""
    return Coded(
        f"missing_{name}",
        Text(f"没有录入{title.zh}", f"{title.en} is missing"),
        where=name,
        mend=Text("请补录后重新提交", "Enter it and send again"),
        clause="6.3.c",
    )


def not_found(what: Text, number: str) -> Coded:
    """Something asked for by its number is not there (or not the insurer's)."""
    return Coded(
        "not_found", Text(f"没有这一笔{what.zh}", f"There is no such {what.en}"), where=number, status=404,
        mend=Text("请核对编号", "Check the number"),
    )  # fmt: skip
