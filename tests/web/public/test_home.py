"""The first page tells a clerk whom they may act for, until they do."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from tests.platform.training_subsidy.world import city, to
from tests.safety.visitors import browser, clerk

pytestmark = pytest.mark.django_db


def test_whom_one_may_act_for_is_told_until_one_does(free_clock: None) -> None:
    to("2020-11-10 09:30")
    made = city()
    firm, offered = "北京样例知舟科技有限公司", "您还可以代"
    page = browser("firm1").get("/").content.decode()
    assert offered in page
    assert firm in page
    acting = clerk(SimpleNamespace(city=made), 0).get("/").content.decode()
    assert offered not in acting
    assert "您正代" in acting
    assert offered not in Client().get("/").content.decode()
    assert browser("firm1").get("/contracts/new/").status_code == 403
    assert clerk(SimpleNamespace(city=made), 0).get("/contracts/new/").status_code == 200
