"""Mandates in words: the services they name, and what both sides are told when one begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.models import Mandate
from gongbao.platform.parties.named import Party, parties
from gongbao.platform.parties.words import ALL_ROOMS, MandateKind
from gongbao.policies import policies

ALL = Text("全部业务", "all services")


def services_named(rooms: Iterable[str]) -> Text:
    """The services a mandate is for, by their policies' titles."""
    named = set(rooms)
    if ALL_ROOMS in named:
        return ALL
    titles = [each.title for each in policies() if each.room in named]
    return Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))


def agent_of(row: Mandate) -> UUID | None:
    """The party behind the agent: the account's person, or the firm or person named; None for an account without one."""
    return row.agent_account.person if row.agent_account is not None else row.agent_party


def agent_name(row: Mandate, names: Mapping[UUID, Party]) -> str:
    """The agent's name: the person's or firm's, else that of the account."""
    party = agent_of(row)
    if party in names:
        return names[party].name
    return row.agent_account.name if row.agent_account is not None else ""


def tell_both(tx: Tx, row: Mandate, what: str) -> None:
    """Put what happened (``granted``, ``revoked``, ``given_up``) into both sides' boxes.

    What the system enters by itself is not told: nobody acted.
    """
    if tx.actor.kind == "system":
        return
    names = parties(key for key in (row.principal, agent_of(row)) if key)
    giver, taker = names[row.principal].name, agent_name(row, names)
    text = _text(row, what, giver, taker, tx.actor.kind == "officer")
    for side in dict.fromkeys((row.principal, agent_of(row))):
        if side is not None:
            tx.message(side, text)


def _text(row: Mandate, what: str, giver: str, taker: str, window: bool) -> Text:
    """What happened in one message; `window` says that a service window did it on paper."""
    kind, services = MandateKind(row.kind).label, services_named(row.rooms)
    who = Text(f"{taker}（{kind.zh}）", f"{taker} ({kind.en})")
    if what == "granted":
        days = Text(f"{row.starts_on}起", f"from {row.starts_on}")
        if row.ends_on:
            days = Text(f"{row.starts_on}至{row.ends_on}", f"{row.starts_on} to {row.ends_on}")
        head = _entered(row) if window else Text("授权：", "Mandate: ")
        return Text(
            f"{head.zh}{who.zh}可代{giver}办理{services.zh}，{days.zh}。如有疑问，请到“授权管理”或服务窗口查看、撤销",
            f"{head.en}{who.en} may act for {giver} in {services.en}, {days.en}. "
            "If in doubt, see and end it under “Mandates” or at a service window",
        )
    head = Text("代办已放弃：", "Mandate given up: ")
    if what == "revoked":
        head = Text("授权已撤销：", "Mandate revoked: ")
    if window:
        head = Text("服务窗口撤销了授权：", "A service window ended a mandate: ")
    return Text(
        f"{head.zh}{who.zh}不再代{giver}办理{services.zh}，立即生效",
        f"{head.en}{who.en} no longer acts for {giver} in {services.en}, from now on",
    )


def _entered(row: Mandate) -> Text:
    if row.kind == MandateKind.REPRESENTATIVE:
        return Text("服务窗口登记了法定代表人：", "A service window entered the legal representative: ")
    return Text("服务窗口凭书面材料登记了授权：", "A service window entered a mandate on paper: ")
