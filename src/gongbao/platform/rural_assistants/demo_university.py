"""A university of the demo: its list of graduates, and four registrations it confirms, contradicts, or still has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import ZONE, now
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import graduates, graduation
from gongbao.platform.rural_assistants.demo import SPACE, Scene, do
from gongbao.platform.rural_assistants.words import RECRUITMENT, ROOM, UNIVERSITY_KIND

NAME, LOGIN, CLERK = "样例农业大学", "university1", "程知新"
MAJORS = ("农学", "农业经济管理", "计算机科学与技术", "社会工作")


def load(scene: Scene, code: str, people: Sequence[tuple[str, str]]) -> Actor:
    """The university, its list and four registrations of (number, name); the third is not as stated, the fourth not listed."""
    key = UUID(
        do(
            "university",
            lambda tx: str(
                parties.register_organisation(tx, UNIVERSITY_KIND, code, NAME, office=scene.office)
            ),
        )
    )
    school = Actor("party", account=uuid5(SPACE, str(key)), name=CLERK, party=key)
    keys = [
        UUID(each)
        for each in do("graduates", lambda tx: [str(k) for k in parties.find_or_create_people(tx, people)])
    ]
    year = now().astimezone(ZONE).year
    for place, (party, (_, name)) in enumerate(zip(keys, people, strict=True)):
        actor = Actor("party", account=uuid5(SPACE, str(party)), name=name, party=party)
        stem = f"rural/graduate/{place}"
        number = casework.start(actor, RECRUITMENT, scene.office, key=f"{stem}/start")["number"]
        told = {
            "post": scene.post, "degree": "bachelor", "graduate": "this_year", "school": NAME, "major": MAJORS[place], "chinese": "yes",
            "beijing_origin": "yes", "party_member": "no", "home": "district" if place == 1 else "elsewhere", "agreed": "1",
        }  # fmt: skip
        casework.do(actor, number, "submit", key=f"{stem}/submit", raw=told)
    rows = [
        {"person": number, "name": name, "degree": "junior_college" if place == 2 else "bachelor", "major": MAJORS[place], "year": year,
         "student": "studying", "beijing_origin": True}
        for place, (number, name) in enumerate(people[:3])
    ]  # fmt: skip
    data = excel.export(graduates.COLUMNS, rows, title=graduates.TITLE, masked=False)
    received, table = files.receive(data, f"{year}届毕业生名册.xlsx", accept=("xlsx",)), graduates.read(data)
    do("list", lambda tx: graduates.take_list(tx, str(year), table, received), school)
    do("by-list", lambda tx: graduation.by_list(tx, str(year)), school)
    return school


def open_accounts(
    tx: Tx, school: Actor, password: str, clerk: tuple[str, str], people: Sequence[tuple[str, str]]
) -> None:
    """Accounts of the career office's clerk and of the first registrants (``graduate1`` and on)."""
    person = parties.find_or_create_person(tx, *clerk)
    account = parties.open_account(tx, LOGIN, password, name=CLERK, person=person)
    assert school.party is not None
    parties.grant(
        tx, principal=school.party, kind=parties.MandateKind.REPRESENTATIVE, rooms=[ROOM], starts_on=date(2020, 1, 1), ends_on=None,
        agent_account=account,
    )  # fmt: skip
    for place, (number, name) in enumerate(people, 1):
        parties.open_account(
            tx,
            f"graduate{place}",
            password,
            name=name,
            person=parties.find_or_create_person(tx, number, name),
        )
