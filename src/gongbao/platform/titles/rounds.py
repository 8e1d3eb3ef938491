"""Yearly rounds: which body reviews which titles, when one may apply, on which day the years are counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.titles import bodies
from gongbao.platform.titles.models import Body, Round
from gongbao.platform.titles.words import CITY_OFFICE, CITY_ROLE, refuse
from gongbao.policies import policy


def arrange(
    tx: Tx,
    room: str,
    party: UUID,
    name: str,
    titles: Sequence[str],
    opens_on: date,
    closes_on: date,
    cut_off: date,
    specialities: Sequence[str] = (),
) -> UUID:
    """Arrange a round of a year at a body. Refused beyond its filing, and a second round for a title a year where
    the document allows one."""
    if tx.actor.kind != "system" and CITY_ROLE not in tx.actor.roles:
        raise refuse("由市人社局职称管理办理", "the city bureau does this")
    row = Body.objects.filter(party=party).first()
    if row is None or not titles or closes_on < opens_on:
        raise refuse(
            "请选择机构和职称，截止日不早于开始日",
            "choose a body and titles; the end is not before the beginning",
        )
    for title in titles:
        for speciality in specialities or ("",):
            bodies.require(row, room, title, speciality, opens_on)
    _once_a_year(room, titles, specialities, opens_on)
    made = Round.objects.create(
        office=CITY_OFFICE, party=party, body=row, room=room, year=opens_on.year, name=name, titles=list(titles),
        specialities=list(specialities), opens_on=opens_on, closes_on=closes_on, cut_off=cut_off,
    )  # fmt: skip
    tx.audit("titles.round", room=room, round=str(made.key), name=name)
    return made.key


def _once_a_year(room: str, titles: Sequence[str], specialities: Sequence[str], opens_on: date) -> None:
    book = policy(room).parameters
    if "rounds_per_year" not in book:
        return
    most = int(str(book["rounds_per_year"].at(opens_on).value))
    for title in titles:
        same = [
            each
            for each in Round.objects.filter(room=room, year=opens_on.year, titles__contains=[title])
            if not each.specialities or not specialities or set(each.specialities) & set(specialities)
        ]
        if len(same) >= most:
            raise refuse(
                f"{title}{opens_on.year}年已安排{len(same)}次，每年{most}次", f"{title} has its round of {opens_on.year} already",
                clause=book["rounds_per_year"].clause,
            )  # fmt: skip


def open_round(room: str, title: str, speciality: str, on: date) -> Round:
    """The round in which a title may be applied for on a day. Raises Refusal naming the next or the last window."""
    with opened("round of a title"):
        found = [
            each
            for each in Round.objects.filter(room=room, titles__contains=[title])
            .select_related("body")
            .order_by("opens_on")
            if not each.specialities or speciality in each.specialities
        ]
    running = [each for each in found if each.opens_on <= on <= each.closes_on]
    for each in running:
        if bodies.may_review(each.body, room, title, speciality, on):
            return each
    if running:
        bodies.require(running[0].body, room, title, speciality, on)
    later = next((each for each in found if each.opens_on > on), None)
    if later:
        what = Text(
            f"{title}的申报自{later.opens_on}起", f"Applications for {title} open on {later.opens_on}"
        )
    elif found:
        what = Text(
            f"{title}的申报已于{found[-1].closes_on}截止",
            f"Applications for {title} closed on {found[-1].closes_on}",
        )
    else:
        what = Text(f"还没有安排{speciality}{title}的评审", f"No round for {title} is arranged yet")
    raise Refusal(
        what,
        where="title",
        mend=Text(
            "请看年度评审安排，到期再提交，填写的内容会保留",
            "See the year's rounds; what you entered is kept",
        ),
    )


def rounds(room: str = "") -> list[Round]:
    """Rounds, the latest first: they are public."""
    with opened("rounds"):
        rows = Round.objects.filter(room=room) if room else Round.objects.all()
        return list(rows.select_related("body").order_by("-opens_on", "room"))
