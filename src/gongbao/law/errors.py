"""Refusals: what is wrong, where, how to mend it and under which clause."""

from __future__ import annotations

from gongbao.law.text import Text


class Refusal(Exception):
    """Input or an act that cannot be accepted.

    `what` says what is wrong, `where` names the place (a field, or sheet, row and column),
    `mend` says how to put it right, `clause` is a clause id such as ``neng-2020-6/1.3.a``
    (empty where no clause is behind the refusal).
    """

    def __init__(self, what: Text, *, where: str = "", mend: Text | None = None, clause: str = "") -> None:
        super().__init__(what.zh)
        self.what, self.where, self.mend, self.clause = what, where, mend or Text("", ""), clause

    def say(self, language: str = "zh") -> str:
        """One readable sentence: place, fault, remedy, clause."""
        stop, colon = ("。", "：") if not language.startswith("en") else (". ", ": ")
        head = f"{self.where}{colon}" if self.where else ""
        tail = f"{stop}{self.mend.say(language)}" if self.mend.zh else ""
        cite = f"（{self.clause}）" if self.clause else ""
        return f"{head}{self.what.say(language)}{tail}{cite}"

    def __str__(self) -> str:
        return self.say()
