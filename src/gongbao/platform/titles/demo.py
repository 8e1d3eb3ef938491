"""A small synthetic scene: a review body with two clerks, fifteen experts, an employer, an applicant, open rounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, Tx, write
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import bodies, pool, rounds
from gongbao.platform.titles.words import APP, CITY_OFFICE, CITY_ROLE, TEACHERS, title_rooms

SPACE = UUID("2b7a1f0e-7a52-4d0f-9a64-1d8f5b5c9e17")
SCOPE = {
    "engineering_titles": (("工程师", "高级工程师", "正高级工程师"), "计算机应用", "京华工程人才评价中心"),
    "ai_titles": (("助理工程师", "工程师", "高级工程师"), "人工智能应用", "北京信息产业考评服务中心（样例）"),
    TEACHERS: (("讲师", "高级讲师"), "信息技术", "北京职教评审服务中心（样例）"),
}
"""By room: the titles of the round, its speciality, the body."""
FULL_SENIOR, OFFICE_NAME = "正高级工程师", "北京市人事考评办公室（样例）"
"""The AI level which the document gives to an office of its own, and that office."""
EMPLOYER = ("91110108MA00T0001", "北京样例智造科技有限公司")
NAMES = ("谢望舒", "凌霄汉", "钟灵秀", "闻人语", "陆知行", "安如山", "沈星河", "傅青主", "纪晓风", "卓君越", "温故之", "池月明",
         "白露生", "柳如烟", "韩书言")  # fmt: skip
APPLICANT, CO_AUTHOR = "秦致远", NAMES[3]
CITY_LOGIN = "city-titles"
LOGINS = {
    "engineer1": APPLICANT,
    "titles-employer": "江人事",
    "titles-body1": "祝秘书",
    "titles-body2": "岳监督",
}


@dataclass
class Scene:
    """The scene as made: parties by their part; `office` reviews full-senior AI titles; experts by code; the school from `demo_school`."""

    applicant: UUID
    employer: UUID
    employer_code: str
    bodies: dict[str, UUID] = field(default_factory=dict)
    rounds: dict[str, UUID] = field(default_factory=dict)
    experts: dict[str, UUID] = field(default_factory=dict)
    clerks: dict[str, UUID] = field(default_factory=dict)
    office: UUID | None = None
    office_round: UUID | None = None
    school: UUID | None = None
    teachers: list[UUID] = field(default_factory=list)

    def person(self, key: UUID, name: str = "") -> Actor:
        """Somebody acting for themselves."""
        return Actor("party", account=uuid5(SPACE, str(key)), name=name, party=key, person=key)

    def clerk(self, of: UUID, name: str = "titles-body1") -> Actor:
        """A clerk acting for an institution, the second factor just shown."""
        return Actor(
            "party", account=uuid5(SPACE, name), name=name, party=of, on_behalf_of=uuid5(SPACE, f"{of}{name}"),
            stepped_up_at=clock.now(), person=uuid5(SPACE, f"person {name}"),
        )  # fmt: skip


def city() -> Actor:
    """The city bureau's officer for titles, the second factor just shown."""
    who = uuid5(SPACE, CITY_LOGIN)
    return Actor(
        "officer", account=who, name="市人社局职称", office=CITY_OFFICE, roles=frozenset({CITY_ROLE}), stepped_up_at=clock.now(), person=who
    )  # fmt: skip


def do(command: Callable[[Tx], Any], actor: Actor = SYSTEM, *, key: str) -> Any:
    """Run one command of the scene once."""
    return write(command, actor=actor, key=f"demo/titles/{key}", name="titles.demo")


def load(opened_on: date) -> Scene:
    """Make the scene; its rounds opened on a day and stay open for 60 days. Made before, it is found again."""
    code = credit_code(EMPLOYER[0])
    employer = UUID(
        do(lambda tx: str(parties.register_firm(tx, code, EMPLOYER[1], office="haidian")), key="employer")
    )
    applicant = UUID(
        do(
            lambda tx: str(parties.find_or_create_person(tx, identity(1, "19850612"), APPLICANT)),
            key="applicant",
        )
    )
    scene = Scene(applicant, employer, code)
    for n, room in enumerate(room for room in title_rooms() if room in SCOPE and room != TEACHERS):
        titles, speciality, name = SCOPE[room]
        scene.bodies[room] = UUID(
            do(lambda tx, r=room, b=name, n=n: str(_body(tx, r, b, n, opened_on)), key=f"body/{room}")
        )
        last = opened_on + timedelta(days=60)
        party, label = (
            scene.bodies[room],
            f"{opened_on.year}年度{'工程技术' if n == 0 else '人工智能'}职称评审",
        )
        scene.rounds[room] = UUID(
            do(
                lambda tx, r=room, p=party, t=titles, s=speciality, x=label, last=last: str(
                    rounds.arrange(tx, r, p, x, t, opened_on, last, date(opened_on.year, 12, 31), (s,))
                ),
                key=f"round/{room}",
            )
        )
    if "ai_titles" in scene.bodies:
        _full_senior(scene, opened_on)
    for n, name in enumerate(NAMES, 1):
        done = do(lambda tx, n=n, x=name: _expert(tx, scene, n, x, opened_on), key=f"expert/{n}")
        scene.experts[done["code"]] = UUID(done["person"])
    return scene


def open_accounts(tx: Tx, scene: Scene, password: str) -> dict[str, str]:
    """Accounts of the scene's people; returns names by login. Experts sign in as expert1, expert2, …"""
    first, names = date(2020, 1, 1), dict(LOGINS)
    for n, (login, name) in enumerate(LOGINS.items()):
        person = (
            scene.applicant
            if login == "engineer1"
            else parties.find_or_create_person(tx, identity(50 + n, "19790203"), name)
        )
        account = parties.open_account(tx, login, password, name=name, person=person)
        principals = (
            ()
            if login == "engineer1"
            else (scene.employer,)
            if login == "titles-employer"
            else (*scene.bodies.values(), *([scene.office] if scene.office else ()))
        )
        for principal in principals:
            parties.grant(
                tx, principal=principal, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=[APP, *title_rooms()], starts_on=first,
                agent_account=account, ends_on=date(2029, 12, 31),
            )  # fmt: skip
    for n, (code, person) in enumerate(sorted(scene.experts.items()), 1):
        parties.open_account(tx, f"expert{n}", password, name=parties.person(person).name, person=person)
        names[f"expert{n}"] = f"{parties.person(person).name}（{code}）"
    officer = parties.open_account(
        tx, CITY_LOGIN, password, name="市人社局职称", kind=parties.AccountKind.OFFICER
    )
    parties.appoint(tx, officer, CITY_OFFICE, parties.role_of(CITY_ROLE), first)
    return names | {CITY_LOGIN: "市人社局职称"}


def application(scene: Scene, room: str = "engineering_titles", title: str = "高级工程师") -> dict[str, Any]:
    """What the applicant enters; a co-author among the experts is to be avoided."""
    return {
        "title": title, "speciality": SCOPE[room][1], "employer_code": scene.employer_code,
        "avoid": [{"why": "coauthor", "name": CO_AUTHOR}], "works": [], "undertaking": "1",
    }  # fmt: skip


def _body(tx: Tx, room: str, name: str, n: int, on: date) -> UUID:
    return _filed(tx, name, n, "agency", [(room, title, "") for title in SCOPE[room][0]], on)


def _filed(tx: Tx, name: str, n: int, kind: str, scope: list[tuple[str, str, str]], on: date) -> UUID:
    code = credit_code(f"911101020000000{n + 1}0"[:17].ljust(17, "0"))
    return bodies.accredit(tx, code, name, kind, scope, on, on.replace(year=on.year + 2))


def _full_senior(scene: Scene, on: date) -> None:
    """The office that reviews full-senior AI titles, with its round."""
    room, speciality, label = "ai_titles", SCOPE["ai_titles"][1], f"{on.year}年度人工智能正高级职称评审"
    last, cut_off = on + timedelta(days=60), date(on.year, 12, 31)

    def file(tx: Tx) -> str:
        return str(_filed(tx, OFFICE_NAME, 5, "public_office", [(room, FULL_SENIOR, "")], on))

    party = scene.office = UUID(do(file, key=f"body/{room}/full"))

    def arrange(tx: Tx) -> str:
        return str(rounds.arrange(tx, room, party, label, [FULL_SENIOR], on, last, cut_off, (speciality,)))

    scene.office_round = UUID(do(arrange, key=f"round/{room}/full"))


def _expert(tx: Tx, scene: Scene, n: int, name: str, on: date) -> dict[str, str]:
    person = parties.find_or_create_person(tx, identity(100 + n, f"19{60 + n}0308"), name)
    own = (scene.employer_code, EMPLOYER[1]) if n == 1 else ("", f"样例研究院{n}所")
    code = pool.enter(
        tx, person, source=next(iter(scene.bodies.values())), specialities=[speciality for _, speciality, _ in SCOPE.values()],
        title="正高级工程师", employer_code=own[0], employer_name=own[1], term=(on, on.replace(year=on.year + 2)),
    )  # fmt: skip
    return {"code": code, "person": str(person)}


def credit_code(stem: str) -> str:
    """A made-up unified social credit code with both check characters right, from its first eight digits on."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    body = stem[8:16]
    rest = 11 - sum(alphabet.index(c) * w for c, w in zip(body, weights, strict=True)) % 11
    whole = stem[:8] + body + {10: "X", 11: "0"}.get(rest, str(rest))
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(whole))
    return whole + letters[-total % 31]


def identity(sequence: int, birth: str) -> str:
    """A made-up identity number with its right check character."""
    stem = f"110108{birth}{sequence:03d}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(stem))
    return stem + "10X98765432"[total % 11]
