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
    text = _text(row, what, giver, taker)
    for side in dict.fromkeys((row.principal, agent_of(row))):
        if side is not None:
            tx.message(side, text)


def _text(row: Mandate, what: str, giver: str, taker: str) -> Text:
    kind, services = MandateKind(row.kind).label, services_named(row.rooms)
    if what == "granted":
        until_zh = f"{row.starts_on}至{row.ends_on}" if row.ends_on else f"{row.starts_on}起"
        until_en = f"{row.starts_on} to {row.ends_on}" if row.ends_on else f"from {row.starts_on}"
        return Text(
            f"授权：{giver}授权{taker}（{kind.zh}）办理{services.zh}，{until_zh}。如有疑问，请到“授权管理”查看或撤销",
            f"Mandate: {taker} ({kind.en}) may act for {giver} in {services.en}, {until_en}. "
            "See or end it under “Mandates”",
        )
    if what == "revoked":
        return Text(
            f"授权已撤销：{taker}（{kind.zh}）不再代{giver}办理{services.zh}，立即生效",
            f"Mandate revoked: {taker} ({kind.en}) no longer acts for {giver} in {services.en}, from now on",
        )
    return Text(
        f"代办已放弃：{taker}（{kind.zh}）不再代{giver}办理{services.zh}，立即生效",
        f"Mandate given up: {taker} ({kind.en}) no longer acts for {giver} in {services.en}, from now on",
    )
