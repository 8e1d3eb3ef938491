"""Work ordered between rooms: placed with the room that offers it, asked for, heard of; nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.law.text import Text
from gongbao.platform.casework import orders
from gongbao.platform.casework.orders import Standing
from gongbao.platform.db.services import SYSTEM, Tx, new_key, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(orders, "_offers", {})
    monkeypatch.setattr(orders, "_hearers", {})
    return "toy"


def do(command: Any) -> Any:
    return write(command, actor=SYSTEM, key=str(new_key()), name="test")


def test_an_order_goes_to_who_offers_it_and_its_moves_to_who_hears(kind: str) -> None:
    heard: list[str] = []

    def place(tx: Tx, /, **asked: Any) -> str:
        return f"T-{asked['size']}"

    def standing(number: str) -> Standing | None:
        return Standing(number, Text("在办"), "open") if number.startswith("T-") else None

    orders.offer(kind, place, standing)
    orders.offer(kind, place, standing)  # said again by the same room
    orders.hears(kind)(lambda tx, number: heard.append(number))
    number = do(lambda tx: orders.place(tx, kind, size=3))
    assert number == "T-3"
    assert (orders.offered(kind), orders.offered("other")) == (True, False)
    found = orders.standing(kind, number)
    assert found is not None
    assert (found.number, found.over) == ("T-3", "open")
    assert [orders.standing(*each) for each in ((kind, "X"), (kind, ""), ("other", "T-3"))] == [
        None,
        None,
        None,
    ]
    do(lambda tx: [orders.moved(tx, kind, number), orders.moved(tx, "other", "T-9")])
    assert heard == ["T-3"]


def test_a_kind_is_offered_once(kind: str) -> None:
    orders.offer(kind, lambda tx, **asked: "a", lambda number: None)
    with pytest.raises(ValueError, match="twice"):
        orders.offer(kind, lambda tx, **asked: "b", lambda number: None)
