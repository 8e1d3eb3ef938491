"""Drafts of forms: sealed, one per party and form, gone when the form is sent."""

from __future__ import annotations

import json
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.models import Draft
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx, canonical, required

SEAL = "cases.draft"


def save_draft(tx: Tx, form: str, data: dict[str, Any]) -> None:
    """Keep what the acting party has filled in so far. Raises Refusal for actors without a party."""
    if tx.actor.party is None or tx.actor.account is None:
        raise Refusal(Text("请先登录再保存草稿", "Sign in to save a draft"))
    Draft.objects.update_or_create(
        party=tx.actor.party,
        form=form,
        defaults={
            "account": tx.actor.account,
            "sealed": secrets.seal(canonical(data), SEAL),
            "saved_at": tx.now,
        },
    )


def draft(form: str) -> dict[str, Any] | None:
    """The draft of the party of the open read() or write(), None without one."""
    row = Draft.objects.filter(party=required().actor.party, form=form).first()
    return json.loads(secrets.unseal(bytes(row.sealed), SEAL)) if row else None


def drafts() -> list[tuple[str, Any]]:
    """The forms with a draft of the acting party, with the instant saved, newest first."""
    mine = Draft.objects.filter(party=required().actor.party).order_by("-saved_at")
    return list(mine.values_list("form", "saved_at"))


def discard_draft(tx: Tx, form: str) -> None:
    """Forget the draft; nothing happens when there is none."""
    Draft.objects.filter(party=tx.actor.party, form=form).delete()
