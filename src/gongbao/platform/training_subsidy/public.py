"""The room's public notices: lists with their sums, and one notice with its days."""

from __future__ import annotations

from dataclasses import dataclass

from gongbao.kernel.money import yuan
from gongbao.platform.db.services import now
from gongbao.platform.notices import services as notices
from gongbao.platform.training_subsidy.words import ROOM


@dataclass(frozen=True)
class PublicNotice:
    """A notice with the sum of its rows in fen."""

    page: notices.NoticePage
    firms: int
    people: int
    person_months: int
    total: int


def public_notices(
    *, office: str = "", archive: bool = False, limit: int = 50, offset: int = 0
) -> list[PublicNotice]:
    """The notices now running, or all others, newest first; anybody may read them."""
    lines = notices.listed(now(), office=office, room=ROOM, archive=archive, limit=limit, offset=offset)
    return [public_notice(each.slug) for each in lines]


def public_notice(slug: str) -> PublicNotice:
    """One notice; refuses an unknown address."""
    page = notices.page(slug, now())
    people, months = (sum(int(row[place]) for row in page.rows) for place in (2, 3))
    return PublicNotice(page, len(page.rows), people, months, sum(yuan(str(row[4])) for row in page.rows))
