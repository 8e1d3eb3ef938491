"""Outgoing channels: the interface, a local outbox folder, and where parties want to be told."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import UUID

import structlog

from gongbao.kernel.masking import mask_middle, mask_phone
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.db.target import data_folder
from gongbao.platform.messages.models import Address

SEALED = "messages.address"


class Channel(Protocol):
    """A way out of the site, such as text messages or e-mail."""

    def send(self, key: str, to: str, text: Text) -> None:
        """Hand over `text` for `to`; the same `key` again must not reach the person twice. Raises on failure."""


class LocalOutbox:
    """LOCAL, reaches nobody: writes each message as a file into a folder, one file per key."""

    label = "本地发件箱（不真实发送）"

    def __init__(self, name: str, folder: Callable[[], Path] = lambda: data_folder() / "outbox") -> None:
        self.name, self._folder = name, folder

    def send(self, key: str, to: str, text: Text) -> None:
        """Write the file, or the same file again."""
        folder = self._folder() / self.name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f".{key}"
        draft.write_text(
            json.dumps({"to": to, "zh": text.zh, "en": text.en}, ensure_ascii=False), encoding="utf-8"
        )
        os.replace(draft, folder / f"{key}.json")


class Log:
    """LOCAL, reaches nobody: notes in the log that a message left, without address or text."""

    label = "本地日志（不真实发送）"

    def send(self, key: str, to: str, text: Text) -> None:
        """Write one line."""
        structlog.get_logger(__name__).info("messages.sent", key=key, length=len(text.zh))


_channels: dict[str, Channel] = {"sms": LocalOutbox("sms"), "email": LocalOutbox("email"), "log": Log()}


def install(name: str, new: Channel) -> None:
    """Put a real channel behind `name` (``sms``, ``email``)."""
    _channels[name] = new


def channel(name: str) -> Channel:
    """The channel of that name; refuses an unknown one."""
    if name not in _channels:
        raise Refusal(
            Text(f"没有这种通知方式：{name}", f"No such channel: {name}"),
            mend=Text(f"可选：{'、'.join(_channels)}", f"Choose one of {', '.join(_channels)}"),
        )
    return _channels[name]


def set_address(tx: Tx, party: UUID, name: str, value: str) -> None:
    """Where `party` is told on a channel from now on; an empty value turns the channel off."""
    channel(name)
    Address.objects.filter(party=party, channel=name, active=True).update(active=False)
    if value:
        hidden = mask_phone(value) if name == "sms" else mask_middle(value, 1, 4)
        Address.objects.create(
            party=party,
            office=tx.actor.office,
            channel=name,
            sealed=secrets.seal(value, SEALED),
            shown=hidden,
        )


def addresses(party: UUID) -> dict[str, str]:
    """The party's channels in use with their masked addresses."""
    return dict(Address.objects.filter(party=party, active=True).values_list("channel", "shown"))
