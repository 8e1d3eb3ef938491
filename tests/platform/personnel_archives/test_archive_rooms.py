"""The room's case functions find cases of this room only, whoever asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.platform.personnel_archives import archive_world as w
from tests.platform.training_subsidy import world

from gongbao.platform.access.services import NotFound
from gongbao.platform.personnel_archives import services as archives
from gongbao.platform.training_subsidy import demo, drafts
from gongbao.platform.training_subsidy.words import EXPAND

pytestmark = pytest.mark.django_db

ASKED: tuple[Callable[[w.Actor, str], object], ...] = (
    archives.case_view,
    lambda who, n: archives.do(who, n, "withdraw", {}, key=world.key(), seen=None),
    lambda who, n: archives.record_findings(who, n, {"near_found": True}, key=world.key()),
    lambda who, n: archives.link(who, n, "HDDA000000001", key=world.key()),
    lambda who, n: archives.seal_copies(who, n, "F001", key=world.key()),
)


def test_another_rooms_case_is_not_found_here(free_clock: None) -> None:
    world.to("2020-11-02 10:00")
    city: demo.City = world.city()
    clerk = city.clerk(0)
    other = drafts.start(clerk, EXPAND, key=world.key())["number"]
    for who in (clerk, w.SYSTEM):
        for ask in ASKED:
            with pytest.raises(NotFound):
                ask(who, other)
