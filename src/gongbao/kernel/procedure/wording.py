"""Short ways to write a room's states, steps, reasons and guards: its document and roles are named once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongbao.kernel.procedure.model import NOTHING, SYSTEM, Action, Guard, Reason, Role, State
from gongbao.law.text import Text

RECEIPT, TELL = ("receipt", "notify_office"), ("notify_applicant",)


def state(name: str, zh: str, en: str, zh_why: str, en_why: str, **more: Any) -> State:
    """A state with its title and explanation; `more` as in `State`."""
    return State(name, Text(zh, en), Text(zh_why, en_why), **more)


def end(name: str, zh: str, en: str, zh_why: str, en_why: str, **more: Any) -> State:
    """A good end."""
    return state(name, zh, en, zh_why, en_why, terminal=True, tone="done", **more)


def stop(name: str, zh: str, en: str, zh_why: str, en_why: str, beside: str) -> State:
    """A refusal or another end the applicant did not want, drawn `beside` a state of the axis."""
    return state(name, zh, en, zh_why, en_why, terminal=True, tone="stopped", beside=beside)


@dataclass(frozen=True)
class Wording:
    """How one room writes: clauses follow `document`; `no_clause` is what is said where the text has none.

    `roles` are the titles of all its roles, the system's apart.
    """

    document: str
    no_clause: Text
    roles: Mapping[str, Text]

    def taking_part(self, *names: str) -> tuple[Role, ...]:
        """These roles and the system."""
        people = [Role(name, self.roles[name]) for name in names]
        return (*people, Role(SYSTEM, Text("系统", "System")))

    def guard(self, name: str, clause: str, zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> Guard:
        """A condition a step waits for, and what to do where it is not met."""
        return Guard(name, Text(zh, en), self.document + clause, Text(mend_zh, mend_en))

    def reason(self, name: str, clause: str, zh: str, en: str) -> Reason:
        """A ground to choose; without a clause it says why there is none."""
        cited, why_none = (self.document + clause, NOTHING) if clause else ("", self.no_clause)
        return Reason(name, Text(zh, en), cited, why_none=why_none)

    def does(
        self,
        name: str,
        clause: str,
        words: tuple[str, str, str, str],
        source: str,
        target: str,
        role: str,
        **more: Any,
    ) -> Action:
        """A step: title and explanation, where from, where to, by whom; `source` and `role` list names in one text.

        The applicant is told unless `more` gives other effects.
        """
        zh, en, zh_why, en_why = words
        return Action(
            name, Text(zh, en), Text(zh_why, en_why), tuple(source.split()), target, tuple(role.split()),
            self.document + clause, **{"effect": TELL, **more},
        )  # fmt: skip

    def submit(
        self, clause: str, zh: str, en: str, *effects: str, guard: str = "", role: str = "applicant"
    ) -> Action:
        """Handing in the draft's form; there is a receipt and the office is told, whatever else takes `effects`."""
        return self.does(
            "submit", clause, ("提交", "Submit", zh, en), "draft", "submitted", role,
            guard=guard, form="application", effect=(*RECEIPT, *effects), personal_fields=("form",),
        )  # fmt: skip
