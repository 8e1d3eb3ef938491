"""A block opened within another leaves the outer one open; the actor's own view returns only at the end."""

from __future__ import annotations

import pytest
from tests.platform.personnel_archives import archive_world as w
from tests.platform.personnel_archives.conftest import november  # noqa: F401

from gongbao.platform.db.services import read
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import services as archives

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_an_inner_block_does_not_close_the_outer_one() -> None:
    w.archive(1)

    def seen() -> int:
        return archives.Archive.objects.count()

    with read(w.OTHER, purpose="test"):
        assert seen() == 0
        with opened("outer"):
            assert seen() == 1
            with opened("inner"):
                assert seen() == 1
            assert seen() == 1
        assert seen() == 0
