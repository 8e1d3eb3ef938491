"""Somebody with the owner's rights changes rows behind the application's back (tests with real commits)."""

from __future__ import annotations

from django.db import connections, transaction


def as_owner(statements: str) -> None:
    """Run `statements` as the tables' owner and commit them."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('gongbao.context', 'all||', true)")
        cursor.execute(statements)
