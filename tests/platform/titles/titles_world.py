"""Helpers: the scene, a case brought to any state by its real steps, a meeting seated and voting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from gongbao.evidence import blind_rsa
from gongbao.platform.audit.services import sequence_all
from gongbao.platform.cases.services import Case
from gongbao.platform.casework import services as casework
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, Tx, new_key, read, write
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties.services import opened
from gongbao.platform.titles import demo, keys, voting
from gongbao.platform.titles import services as titles

ROOM, SPECIALITY = "engineering_titles", "计算机应用"
OPENED = date(2021, 3, 1)
RECOMMENDATION = {"conduct": "职业操守良好", "opinion": "同意推荐", "reviewer": "江人事", "head": "何总"}
_turn = count()
ACCEPTED = {"material_ok": "yes", "scope_ok": "yes", "procedure_ok": "yes", "quality_ok": "yes"}


def to(moment: str) -> None:
    clock.set_clock(datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE))


def key() -> str:
    return str(new_key())


def do(command: Callable[[Tx], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=key(), name="test")


def seen(look: Callable[[], Any]) -> Any:
    with read(SYSTEM, purpose="test"):
        return look()


def case(number: str) -> Case:
    row: Case = seen(lambda: Case.objects.get(number=number))
    return row


def submitted(scene: demo.Scene, room: str = ROOM, title: str = "高级工程师", **changed: Any) -> str:
    """An application sent by the scene's applicant."""
    who = scene.person(scene.applicant, demo.APPLICANT)
    number: str = casework.start(who, f"{room}.review", "haidian", key=key())["number"]
    casework.do(who, number, "submit", key=key(), raw={**demo.application(scene, room, title), **changed})
    return number


def another(scene: demo.Scene, n: int, name: str, room: str = ROOM, **changed: Any) -> str:
    """An application of somebody else."""
    from gongbao.platform.parties import services as parties

    person = UUID(
        do(lambda tx: str(parties.find_or_create_person(tx, demo.identity(300 + n, "19880101"), name)))
    )
    other = demo.Scene(person, scene.employer, scene.employer_code)
    return submitted(other, room, **changed)


def newcomer() -> UUID:
    """Somebody who has not applied yet."""
    from gongbao.platform.parties import services as parties

    n = next(_turn)
    return UUID(
        do(lambda tx: str(parties.find_or_create_person(tx, demo.identity(500 + n, "19880101"), "申报人")))
    )


def recommended(scene: demo.Scene, number: str) -> None:
    titles.do(
        scene.clerk(scene.employer, "titles-employer"), number, "recommend", key=key(), raw=RECOMMENDATION
    )


def at_body(scene: demo.Scene, number: str, after: str = "2021-04-12 09:00") -> None:
    """Recommended, the notice at work over."""
    recommended(scene, number)
    to(after)
    run_due()


def checked(scene: demo.Scene, number: str, room: str = ROOM) -> None:
    titles.do(
        scene.clerk(scene.bodies[room]), number, "accept_for_review", key=key(), raw={"note": "符合条件"}
    )


def meeting(scene: demo.Scene, purpose: str, held: date, room: str = ROOM) -> UUID:
    """A meeting planned, drawn and seated."""
    body = scene.clerk(scene.bodies[room])
    name = "样例评审会" if purpose == "committee" else "样例评议组"
    speciality = demo.SCOPE[room][1]
    planned = UUID(
        titles.command(
            body, key(), "plan",
            lambda tx: str(titles.plan(tx, scene.bodies[room], scene.rounds[room], purpose, name, held, speciality)), None,
        )
    )  # fmt: skip
    draw(body, planned)
    return planned


def draw(body: Actor, planned: UUID, why: str = "") -> None:
    def row(tx: Tx) -> Any:
        return titles.draw_of(titles.own(tx.actor, planned))

    titles.command(
        body,
        key(),
        "announce",
        lambda tx: str(titles.announce(tx, titles.own(tx.actor, planned), why).key),
        None,
    )
    sequence_all()
    titles.command(body, key(), "root", lambda tx: titles.fix_root(tx, row(tx)), None)
    titles.command(body, key(), "draw", lambda tx: titles.run(tx, row(tx)), None)


def members(scene: demo.Scene, planned: UUID) -> list[Actor]:
    """The people seated, in the order of their seats."""

    def look() -> list[Actor]:
        seats = titles.Seat.objects.filter(meeting_id=planned).exclude(state="away").order_by("number")
        return [scene.person(seat.party, seat.code) for seat in seats]

    found: list[Actor] = seen(look)
    return found


def attends(planned: UUID, who: Actor) -> None:
    titles.command(who, key(), "attend", lambda tx: titles.attend(tx, planned, who).number, None)


def assessed(scene: demo.Scene, room: str = ROOM, held: date = date(2021, 4, 20)) -> UUID:
    """An expert group has marked every case that waits."""
    planned = meeting(scene, "group", held, room)
    to(f"{held} 09:00")
    people = members(scene, planned)
    for who in people:
        attends(planned, who)
    items = seen(
        lambda: list(titles.Item.objects.filter(meeting_id=planned).values_list("number", flat=True))
    )
    for number in items:
        for n, who in enumerate(people):
            titles.command(
                who,
                key(),
                "give",
                lambda tx, w=who, s=80 + n, i=number: titles.give(tx, planned, i, s, "水平较高", w),
                None,
            )
    return planned


def open_vote(scene: demo.Scene, planned: UUID, number: int = 1, room: str = ROOM) -> UUID:
    body = scene.clerk(scene.bodies[room])
    item: str = titles.command(
        body, key(), "open", lambda tx: str(titles.open_vote(tx, planned, number)), None
    )
    return UUID(item)


class Voter:
    """A member's browser, in Python: holds token and ballot."""

    def __init__(self, who: Actor, planned: UUID, number: int, item: UUID) -> None:
        self.who, self.planned, self.number = who, planned, number
        self.row = seen(lambda: titles.Item.objects.get(key=item))
        self.public = keys.public(self.row.token_key)
        self.prepared = blind_rsa.prepare(b"ballot")
        self.blinded = blind_rsa.blind(self.public, self.prepared)

    def fetch(self) -> bytes:
        signed = bytes.fromhex(
            titles.command(
                self.who, key(), "issue",
                lambda tx: titles.issue(tx, self.planned, self.number, self.blinded.message, self.who), None,
            )
        )  # fmt: skip
        self.signature = blind_rsa.finalize(self.public, self.prepared, signed, self.blinded.inverse)
        return self.signature

    def seal(self, choice: str) -> bytes:
        self.sealed = voting.seal_choice(self.row.seal_key, choice)
        return self.sealed

    def cast(self) -> str:
        return titles.cast(self.row.key, self.prepared, self.signature, self.sealed)

    def votes(self, choice: str) -> str:
        self.fetch()
        self.seal(choice)
        return self.cast()


def vote(
    people: Sequence[Actor], planned: UUID, item: UUID, choices: Sequence[str], number: int = 1
) -> list[str]:
    return [
        Voter(who, planned, number, item).votes(choice) for who, choice in zip(people, choices, strict=False)
    ]


def close(scene: demo.Scene, planned: UUID, number: int = 1, reason: str = "", room: str = ROOM) -> Any:
    body = scene.clerk(scene.bodies[room], "titles-body1")
    return titles.command(body, key(), "close", lambda tx: titles.close(tx, planned, number, reason), None)


def counted(scene: demo.Scene, planned: UUID, number: int = 1, room: str = ROOM) -> dict[str, Any]:
    return titles.count_item(scene.clerk(scene.bodies[room], "titles-body2"), planned, number, key=key())


def tally(item: UUID) -> dict[str, Any]:
    with opened("test"):
        return titles.tally(titles.Item.objects.get(key=item))


def ready(
    scene: demo.Scene, others: int = 0, held: date = date(2021, 5, 10)
) -> tuple[str, UUID, list[Actor]]:
    """The applicant's case (and `others`) before a committee whose members all attend."""
    numbers = [submitted(scene), *(another(scene, n, f"申报人{'甲乙丙丁戊己'[n]}") for n in range(others))]
    for number in numbers:
        recommended(scene, number)
    to("2021-04-12 09:00")
    run_due()
    for number in numbers:
        checked(scene, number)
    assessed(scene)
    planned = meeting(scene, "committee", held)
    to(f"{held} 09:30")
    people = members(scene, planned)
    for who in people:
        attends(planned, who)
    return numbers[0], planned, people


def certified(scene: demo.Scene) -> str:
    """The applicant's case with everything done up to the certificate, minutes signed; returns its number."""
    number, planned, people = ready(scene)
    vote(people, planned, open_vote(scene, planned), ["for"] * len(people))
    close(scene, planned)
    counted(scene, planned)
    body = scene.clerk(scene.bodies[ROOM])
    titles.command(body, key(), "minutes", lambda tx: titles.write_up(tx, planned).number, None)
    titles.accept_meeting(demo.city(), planned, ACCEPTED, key=key())
    to("2021-05-18 09:00")
    run_due()
    casework.do(demo.city(), number, "certify", key=key())
    return number
