"""What the room adds to the demo city: a centre with archives, images, a broken chain, parked input, and requests.

Everybody here is invented. What was made before is found again: every command carries a key of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import typst
from stdnum.cn import uscc

from gongbao.platform.cases import services as cases
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import CITY, SYSTEM, Actor, Tx, now, read, write
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import services as archives

PASSWORD = "demo-gongbao-2020"  # noqa: S105 - printed with the demo's sign-ins
OFFICE, ELSEWHERE = "haidian", "chaoyang"
HANDLER, REVIEWER = "haidian-handler", "haidian-reviewer"


@dataclass(frozen=True)
class Kept:
    """A person whose archive is kept: login (empty: none), name, born, sequence of the number, pages, post."""

    login: str
    name: str
    born: str
    sequence: int
    pages: int = 4
    post: str = "cadre"
    office: str = OFFICE


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PEOPLE = (
    Kept("archive-person", "样存一", "19880315", 711),
    Kept("archive-retiring", "样将退", "19610120", 713),
    Kept("", "样缺页", "19790508", 715, pages=6),
    Kept("", "样断链", "19850911", 717),
    Kept("", "样外借", "19751130", 719),
    Kept("", "样𬭚舟", "19900227", 721),
    Kept("", "样朝阳", "19830606", 723, office=ELSEWHERE),
)
APPLICANT = Kept("archive-newcomer", "样新来", "19920714", 725)
BODIES = (
    ("archive-department", "department", "北京样例社会保险经办中心", "99700001", "样部门", 731, ""),
    ("archive-street", "street", "样例街道便民服务中心", "99700002", "样街道", 733, "样例街道"),
    ("archive-keeper", "keeper", "北京样例人力资源服务有限公司", "99700003", "样机构", 735, ""),
)
"""Bodies on the lists, with the clerk who acts for each: login, kind, name, stem of the code, clerk, sequence, street."""
KEEPER = "北京样例原单位有限公司"


def number(born: str, sequence: int) -> str:
    """A well-formed identity number of nobody."""
    body = f"110108{born}{sequence:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def logins() -> dict[str, str]:
    """The logins added, with the names behind them."""
    own = {each.login: each.name for each in (*PEOPLE, APPLICANT) if each.login}
    return own | {login: f"{clerk}（{name}）" for login, _, name, _, clerk, _, _ in BODIES}


def load(accounts: dict[str, UUID], names: dict[str, str]) -> None:
    """Make it all, or find it; `accounts` are the demo city's accounts by login, `names` whose they are."""
    officers = {
        login: Actor(
            "officer",
            accounts[login],
            names[login],
            office=OFFICE,
            roles=frozenset({role}),
            stepped_up_at=now(),
        )
        for login, role in ((HANDLER, "district_handler"), (REVIEWER, "district_reviewer"))
    }
    for each in (*PEOPLE, APPLICANT):
        _once(f"person/{each.sequence}", lambda tx, who=each: _person(tx, who))
    for body in BODIES:
        _once(f"body/{body[0]}", lambda tx, whole=body: _body(tx, *whole))
    _registers()
    keys = {each.name: UUID(_archive(each)) for each in PEOPLE}
    _trouble(keys, officers[HANDLER])
    _requests(keys, officers)
    run_due()


def _once(key: str, command: Callable[[Tx], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=f"demo/archives/{key}", name="archives.demo")


def _today() -> date:
    return now().astimezone(ZONE).date()


def _person(tx: Tx, who: Kept) -> str:
    key = parties.find_or_create_person(tx, number(who.born, who.sequence), who.name)
    if who.login:
        parties.open_account(
            tx, who.login, PASSWORD, name=who.name, kind=parties.AccountKind.CITIZEN, person=key
        )
    return str(key)


def _body(tx: Tx, login: str, kind: str, name: str, stem: str, clerk: str, sequence: int, street: str) -> str:
    firm = parties.register_firm(tx, _credit_code(stem), name, office=OFFICE)
    person = parties.find_or_create_person(tx, number("19820404", sequence), clerk)
    account = parties.open_account(
        tx, login, PASSWORD, name=clerk, kind=parties.AccountKind.CITIZEN, person=person
    )
    parties.grant(
        tx, principal=firm, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=[archives.ROOM],
        starts_on=_today(), ends_on=_today() + timedelta(days=360), agent_account=account,
    )  # fmt: skip
    archives.list_body(tx, firm, kind, name, office=CITY, street=street)
    return str(firm)


def _registers() -> None:
    said: dict[str, list[tuple[str, dict[str, Any]]]] = {"household": [], "insurance": [], "unemployed": []}
    for each in (*PEOPLE, APPLICANT):
        mark = parties.person_fingerprint(number(each.born, each.sequence))
        said["household"].append((mark, {"office": each.office, "street": "样例街道"}))
        said["insurance"].append((mark, {"employer": "enterprise", "ended": True}))
        said["unemployed"].append((mark, {"registered": True}))
    for register, rows in said.items():
        _once(
            f"register/{register}",
            lambda tx, r=register, rows=rows: archives.record(
                tx, r, rows, as_of=date(2020, 9, 1), source="演示数据", office=CITY
            ),
        )


def _archive(who: Kept) -> str:
    """An archive registered, catalogued, handed over, shelved and scanned."""

    def register(tx: Tx) -> str:
        key = archives.register(
            tx,
            number(who.born, who.sequence),
            who.name,
            office=who.office,
            on=_today(),
            post=who.post,
            former_keeper=KEEPER,
        )
        papers = [
            archives.Entry(
                1, "experience", "履历表", certifies="experience", states="2010年至2020年在样例原单位工作"
            ),
            archives.Entry(4, "grades", "大学成绩单", certifies="education", states="2010年本科毕业"),
            *[archives.Entry(9, "wages", f"工资变动表{n}") for n in range(1, who.pages - 1)],
        ]
        archives.catalogue(tx, key, papers)
        row = archives.Archive.objects.get(pk=key)
        archives.hand_over(
            tx,
            key,
            scanned=row.barcode,
            giver=KEEPER,
            taker=who.office,
            pages=row.pages,
            seal=f"F{who.sequence}",
        )
        archives.shelve(tx, key, f"A-{who.sequence % 100:02d}-01")
        return str(key)

    key: str = _once(f"archive/{who.sequence}", register)
    pages = who.pages - (2 if who.name == "样缺页" else 0)
    if who.name != "样外借":
        scan = archives.check(_scan(who, pages), f"{who.name}.pdf")
        _once(f"scan/{who.sequence}", lambda tx: archives.attach(tx, UUID(key), [scan]))
    return key


def _scan(who: Kept, pages: int) -> bytes:
    """What a scanner would make of invented papers."""
    leaf = "#set page(width: 300pt, height: 420pt, margin: 32pt)\n#set text(size: 13pt)\n"
    names = ["履历表", "大学成绩单", *[f"工资变动表{n}" for n in range(1, pages - 1)]][:pages]
    body = "\n#pagebreak()\n".join(
        f"= {title}\n姓名：{who.name[:2]}\n\n样例材料，仅供演示。\n\n#rect(width: 100%, height: 60pt, stroke: 0.5pt)"
        for title in names
    )
    from gongbao.evidence.pdf import fonts

    made = typst.compile(
        (leaf + body).encode(), font_paths=fonts.load(fonts.folders()), ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made


def _trouble(keys: dict[str, UUID], handler: Actor) -> None:
    """A broken custody chain, a scan that cannot be read, a list with bad rows."""
    broken = keys["样断链"]

    def gap(tx: Tx) -> int:
        row = archives.Archive.objects.get(pk=broken)
        return archives.hand_over(
            tx, broken, scanned=row.barcode, giver="样例街道", taker=OFFICE, pages=row.pages - 1, seal="F9001"
        )

    _once("gap", gap)
    named = archives.check_named([("传真.tif", b"II*\0\x08\0\0\0\0\0")])
    _once("unread", lambda tx: archives.attach_many(tx, keys["样存一"], named), handler)
    codes = ["AHD000000001", "条码写错的"]
    _once("arrivals", lambda tx: str(archives.arrive_list(tx, OFFICE, KEEPER, codes).batch), handler)


def _requests(keys: dict[str, UUID], officers: dict[str, Actor]) -> None:
    """An intake to take up, a certificate issued, a loan out, an image given, a complaint."""
    handler, reviewer = officers[HANDLER], officers[REVIEWER]
    newcomer, person = _party(APPLICANT), _party(PEOPLE[0])
    asked = {"former_keeper": KEEPER, "post": "cadre"}
    _once("intake", lambda tx: archives.send(tx, archives.INTAKE, OFFICE, asked)["case"], newcomer)
    wish = {"purpose": "employment", "certify": "experience", "materials": ["grades"]}
    request = _once("request", lambda tx: archives.send(tx, archives.REQUEST, OFFICE, wish)["case"], person)
    _act("request/decided", request, "decide", handler, "district_handler", outcome="allow")
    waits = {"purpose": "study", "materials": ["wages"]}
    _once("request/waits", lambda tx: archives.send(tx, archives.REQUEST, OFFICE, waits)["case"], person)
    wrong = {"statement": "跑了两次才说清楚要什么材料"}
    _once("complaint", lambda tx: archives.send(tx, archives.COMPLAINT, OFFICE, wrong)["case"], person)
    department, street = _for_body(0), _for_body(1)
    loan = {"matter": "service_years", "purpose": "核定工龄", "own_file": False}
    lent = _once(
        "loan", lambda tx: archives.send(tx, archives.LOAN, OFFICE, loan, keys["样外借"])["case"], department
    )
    back = _today() + timedelta(days=14)
    _once("loan/paper", lambda tx: archives.ask_paper(tx, UUID(lent), "还没有扫描", back)["case"], department)
    _act("loan/approved", lent, "approve", reviewer, "district_reviewer")
    with read(SYSTEM, purpose="demo"):
        barcode = archives.Archive.objects.get(pk=keys["样外借"]).barcode
    _act("loan/lent", lent, "lend", handler, "district_handler", barcode=barcode)
    serve = {"matter": "unemployment_benefit", "purpose": "申领失业保险金", "own_file": False}
    seen = _once(
        "image", lambda tx: archives.send(tx, archives.LOAN, OFFICE, serve, keys["样存一"])["case"], street
    )
    _act("image/given", seen, "give_image", handler, "district_handler")


def _act(key: str, case: str, action: str, actor: Actor, role: str, **body: Any) -> None:
    _once(key, lambda tx: cases.act(tx, UUID(case), action, role, body)["state"], actor)


def _party(who: Kept) -> Actor:
    found = parties.find_person(number(who.born, who.sequence))
    assert found is not None
    return Actor("party", account=found.key, name=who.name, party=found.key, person=found.key)


def _for_body(place: int) -> Actor:
    _, _, name, stem, clerk, sequence, _ = BODIES[place]
    firm, person = parties.find_firm(_credit_code(stem)), parties.find_person(number("19820404", sequence))
    assert firm is not None
    assert person is not None
    return Actor("party", account=person.key, name=f"{clerk}（{name}）", party=firm.key, person=person.key)


def _credit_code(stem: str) -> str:
    """The credit code of a body nobody has, from the eight digits of its organisation number."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True)) % 11
    body = f"12110108{stem}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return str(body + uscc.calc_check_digit(body + "0"))
