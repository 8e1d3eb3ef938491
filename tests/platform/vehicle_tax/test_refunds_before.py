"""Refunds booked before items said so: the migration marks them as a refund of today is marked, once."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from tests.platform.vehicle_tax.test_tax_refunds import certificate, filed, given_back, owner  # noqa: F401

from gongbao.platform.db.services import SYSTEM, Actor, read
from gongbao.platform.letters import services as letters
from gongbao.platform.letters.models import Letter, Verification
from gongbao.platform.vehicle_tax import demo
from gongbao.platform.vehicle_tax.models import Certificate, Item

pytestmark = pytest.mark.django_db
MIGRATION = import_module("gongbao.platform.vehicle_tax.migrations.0007_refunds_before")


def migrated() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        MIGRATION.mark(apps, SimpleNamespace(connection=connection, execute=cursor.execute))


def as_before() -> None:
    """The rows as they stood before items and certificates knew of refunds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('gongbao.context', 'all||', true)")
        Item.objects.update(refunded=0, refunded_on=None)
        Verification.objects.update(remark_zh="", remark_en="", standing="in_force")
        Certificate.objects.update(refunded=0)
        cursor.execute("SELECT set_config('gongbao.context', '', true)")


def marked(code: str) -> tuple[Any, ...]:
    with read(SYSTEM, purpose="test"):
        row = Item.objects.get(refunded__gt=0)
    found = letters.verify_code(code)
    assert found is not None
    return row.refunded, str(row.refunded_on), found.in_force, found.remark


@pytest.mark.parametrize(("event", "fen", "holds"), [("stolen", 11667, True), ("paid_twice", 35000, False)])
def test_what_was_given_back_before_is_marked_as_today(
    scene: demo.Scene,
    owner: Actor,  # noqa: F811
    event: str,
    fen: int,
    holds: bool,
) -> None:
    filed(scene)
    code = certificate()["code"]
    given_back(owner, event=event)
    today = marked(code)
    assert today[:3] == (fen, "2021-09-10", holds)
    as_before()
    migrated()
    assert marked(code) == today
    migrated()
    assert marked(code) == today, "again changes nothing"


def test_a_year_without_a_refund_stays_as_it_is(scene: demo.Scene, owner: Actor) -> None:  # noqa: F811
    filed(scene)
    code = certificate()["code"]
    migrated()
    with read(SYSTEM, purpose="test"):
        assert not Item.objects.filter(refunded__gt=0).exists()
    found = letters.verify_code(code)
    assert found is not None
    assert (found.in_force, found.remark) == (True, None)


def test_letters_of_taxes_issued_before_name_the_tax_service(scene: demo.Scene, owner: Actor) -> None:  # noqa: F811
    statement = import_module("gongbao.platform.letters.migrations.0004_issuer").ISSUED_BEFORE
    filed(scene)
    code = certificate()["code"]
    given_back(owner)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('gongbao.context', 'all||', true)")
        Letter.objects.update(issuer="hr")
        Verification.objects.update(issuer="hr")
        cursor.execute("SELECT set_config('gongbao.context', '', true)")
    found = letters.verify_code(code)
    assert found is not None
    assert found.issuer.zh == "北京市西城区人力资源和社会保障局"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with read(SYSTEM, purpose="test"):
        told = dict(Letter.objects.values_list("kind", "issuer"))
    assert told == dict.fromkeys(told, "tax")
    assert {kind.partition(".")[0] for kind in told} == {"vehicle_tax", "receipt", "decision"}
    found = letters.verify_code(code)
    assert found is not None
    assert found.issuer.zh == "国家税务总局北京市西城区税务局"
