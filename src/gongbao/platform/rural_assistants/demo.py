"""A small synthetic scene: a township with two villages, an intake people can register for, assistants on duty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import ZONE, now
from gongbao.platform.db.services import CITY, SYSTEM, Actor, Tx, read, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import joining, recruiting, training
from gongbao.platform.rural_assistants.carrying import by_hand
from gongbao.platform.rural_assistants.models import Applicant, Assistant, Intake, Post
from gongbao.platform.rural_assistants.words import NEEDED, ROOM
from gongbao.policies.rural_assistants.dates import contract_end
from gongbao.policies.rural_assistants.examining import Paper

SPACE = UUID("6f0c0f3e-6b8f-4f4f-9d55-2a5d7c0c0b22")
CLERKS = {"township1": "苏远", "village1": "陆青禾", "village2": "秦野"}
PAPERS = (Paper("笔试", 10000, 60), Paper("面试", 10000, 40))


@dataclass(frozen=True)
class Scene:
    """The scene as made."""

    office: str
    township: UUID
    villages: tuple[UUID, ...]
    codes: tuple[str, ...]
    post: str
    people: tuple[UUID, ...]

    def institution(self, party: UUID) -> Actor:
        """Somebody who acts for the township or a village."""
        return Actor("party", account=uuid5(SPACE, str(party)), name="经办", party=party)


def officer(role: str, office: str) -> Actor:
    """An officer of the scene."""
    return Actor("officer", account=uuid5(SPACE, role), name=role, office=office, roles=frozenset({role}))


def load(office: str, codes: Sequence[str], people: Sequence[tuple[str, str]]) -> Scene:
    """Make the scene today, or find it: `codes` of township and villages, (number, name) of the assistants."""
    places = _do("places", lambda tx: _places(tx, office, codes))
    scene = Scene(office, UUID(places[0]), tuple(UUID(key) for key in places[1:]), tuple(codes[1:]), "", ())
    year = _today().year
    post = _do("intake", lambda tx: _intake(tx, scene, year), officer("city_officer", CITY))
    _do("announce", lambda tx: recruiting.announce(tx, str(year)), officer("city_officer", CITY))
    keys = _do("people", lambda tx: [str(k) for k in parties.find_or_create_people(tx, people)])
    scene = Scene(
        scene.office, scene.township, scene.villages, scene.codes, post, tuple(UUID(k) for k in keys)
    )
    for place, (key, (_, name)) in enumerate(zip(scene.people, people, strict=True)):
        _on_duty(scene, place, key, name)
    return scene


def _places(tx: Tx, office: str, codes: Sequence[str]) -> list[str]:
    town = parties.register_organisation(tx, "township", codes[0], "样例乡人民政府", office=office)
    villages = [
        parties.register_organisation(tx, "village", code, f"样例乡{name}村", office=office, parent=town)
        for code, name in zip(codes[1:], ("溪口", "柳岸"), strict=True)
    ]
    return [str(town), *map(str, villages)]


def _intake(tx: Tx, scene: Scene, year: int) -> str:
    """An intake open now, and a post in the township."""
    today = _today()
    number, post = str(year), f"{year}-YL-001"
    recruiting.plan_intake(
        tx, number, f"{year}年乡村振兴协理员招聘", opens_on=today - timedelta(days=10), closes_on=today + timedelta(days=20),
        on_duty_on=today + timedelta(days=90), planned=5, papers=PAPERS,
    )  # fmt: skip
    recruiting.add_post(tx, number, post, "村务协理", township=scene.township, places=5, shortlist=7)
    recruiting.report_demand(tx, number, scene.township, 5, "两个村缺村务力量")
    return post


def _on_duty(scene: Scene, place: int, key: UUID, name: str) -> None:
    """Somebody filed in an earlier intake: assigned, contracted, reporting today, with everything settled."""
    handler = officer("district_handler", scene.office)

    def filed(tx: Tx) -> str:
        with opened("demo"):
            earlier, _ = Intake.objects.get_or_create(
                number="E1",
                defaults={
                    "office": CITY, "title": "往年招聘", "opens_on": _today(), "closes_on": _today(), "on_duty_on": _today(), "planned": 5,
                    "papers": [], "state": "published",
                },
            )  # fmt: skip
            post, _ = Post.objects.get_or_create(
                number="E1-001",
                defaults={"office": scene.office, "intake": earlier, "title": "村务协理", "township": scene.township, "places": 5, "shortlist": 5},
            )  # fmt: skip
            row = Applicant.objects.create(office=scene.office, party=key, intake=earlier, post=post, name=name, confirmed=True, result="shortlisted")  # fmt: skip
            return joining.open_start(tx, row).number

    number = _do(f"filed/{place}", filed)
    today, stem = _today(), f"start/{place}"
    told = {"village": scene.codes[place % len(scene.codes)], "duty_area": "governance"}
    casework.do(handler, number, "assign", key=f"{stem}/assign", raw=told)
    paper = {"starts_on": str(today), "ends_on": str(contract_end(today, 5)), "subsidy": "6200"}
    _do(f"{stem}/sign", lambda tx: by_hand(tx, number, "sign", paper), scene.institution(scene.township))
    casework.do(Actor("party", account=uuid5(SPACE, str(key)), name=name, party=key), number, "report", key=f"{stem}/report", raw={"agreed": "1"})  # fmt: skip
    row = _seen(lambda: Assistant.objects.get(party=key, left_how=""))
    for kind in NEEDED:
        _do(
            f"{stem}/{kind}",
            lambda tx, kind=kind: joining.record_benefit(tx, row, kind, from_on=today, to_on=row.ends_on),
            handler,
        )
    casework.do(handler, number, "settle", key=f"{stem}/settle")
    _do(
        f"{stem}/mentor",
        lambda tx: training.name_mentor(tx, row, "老支书", "veteran"),
        scene.institution(scene.township),
    )


def open_accounts(
    tx: Tx, scene: Scene, password: str, clerks: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]]
) -> None:
    """Accounts of the institutions' clerks (number, name) and of the assistants (login ``assistant1`` and on)."""
    first = date(2020, 1, 1)
    for login, party, (number, name) in zip(CLERKS, (scene.township, *scene.villages), clerks, strict=True):
        person = parties.find_or_create_person(tx, number, name)
        account = parties.open_account(tx, login, password, name=CLERKS[login], person=person)
        parties.grant(
            tx, principal=party, kind=parties.MandateKind.REPRESENTATIVE,
            rooms=[ROOM, "electronic_contracts"] if party == scene.township else [ROOM],  # townships sign the contracts
            starts_on=first, ends_on=None,
            agent_account=account,
        )  # fmt: skip
    for place, (key, (_, name)) in enumerate(zip(scene.people, people, strict=True), 1):
        parties.open_account(tx, f"assistant{place}", password, name=name, person=key)


def do(key: str, command: Callable[[Tx], Any], actor: Actor = SYSTEM) -> Any:
    """Run one command of the scene once."""
    return write(command, actor=actor, key=f"demo/rural/{key}", name="rural.demo")


_do = do


def _seen(look: Callable[[], Any]) -> Any:
    with read(SYSTEM, purpose="rural.demo"):
        return look()


def _today() -> date:
    return now().astimezone(ZONE).date()
