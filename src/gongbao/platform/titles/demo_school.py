"""The school of the scene: posts entered and checked, a panel, a plan in use with posts published, its teachers."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from gongbao.platform.casework import services as casework
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import bodies, demo, posts, rounds, schools
from gongbao.platform.titles.words import APP, AUTHORITY, SUPERIOR, TEACHERS, title_rooms

SCHOOL = ("91110108MA00T0102", "北京样例信息职业学校")
OFFICE = "haidian"
LOGINS = {"teacher1": "苏晓棠", "teacher2": "岑知远", "teacher3": "黎初晴"}
CLERK, SUPERIOR_LOGIN = "titles-school", "school-superior"
POSTS = {"正高级": (1, 0), "副高级": (2, 1), "中级": (6, 4), "助理级": (5, 3), "员级": (1, 0)}
"""By level: posts under the approved ratio, posts held."""
PANEL = (("顾校长", "邹主任"), ("方老师", "叶老师", "穆老师", "鲁老师", "谭老师"))
MEETING = {"held_on": "2021-03-02", "present": "42", "for_": "40"}


def load(scene: demo.Scene, opened_on: date) -> demo.Scene:
    """Add the school, its teachers, body and round to the scene; found again where made before."""
    if TEACHERS not in title_rooms():
        return scene
    scene.school = UUID(
        demo.do(lambda tx: str(parties.register_firm(tx, code(), SCHOOL[1], office=OFFICE)), key="school")
    )
    scene.teachers = [
        UUID(demo.do(lambda tx, n=n, x=name: str(parties.find_or_create_person(tx, demo.identity(200 + n, "19820417"), x)), key=f"teacher/{n}"))
        for n, name in enumerate(LOGINS.values())
    ]  # fmt: skip
    scene.bodies[TEACHERS] = UUID(demo.do(lambda tx: str(_body(tx, opened_on)), key="body/teachers"))
    scene.rounds[TEACHERS] = UUID(demo.do(lambda tx: str(_round(tx, scene, opened_on)), key="round/teachers"))
    school = scene.school
    demo.do(lambda tx: schools.enter(tx, school, True, 60, 1, POSTS), key="school/posts")
    demo.do(lambda tx: schools.check(tx, school), key="school/check")
    demo.do(lambda tx: schools.set_panel(tx, school, *PANEL), key="school/panel")
    return scene


def adopt(
    scene: demo.Scene,
    title: str = "高级讲师",
    posts: int = 2,
    key: str = "demo/titles/plan",
    held_on: date = date(2021, 3, 2),
) -> str:
    """The plan by its real steps: adopted, approved, put in use, posts published; returns the case's number."""
    clerk, above = school_itself(scene), superior()
    number: str = casework.start(clerk, f"{TEACHERS}.plan", OFFICE, key=f"{key}/start")["number"]
    papers = {"send_for_approval": {"plan": [files.receive(paper("评聘方案", SCHOOL[1]), "评聘方案.pdf")]}}
    steps: tuple[tuple[Actor, str, dict[str, Any]], ...] = (
        (clerk, "adopt", {**MEETING, "held_on": held_on.isoformat()}), (clerk, "send_for_approval", {}), (above, "approve", {}), (clerk, "put_in_use", {}),
        (clerk, "publish_posts", {"title": title, "posts": str(posts), "conditions": "任现职满五年"}),
    )  # fmt: skip
    for who, action, raw in steps:
        casework.do(who, number, action, key=f"{key}/{action}", raw=raw, uploads=papers.get(action))
    return number


@cache
def paper(title: str, *lines: str) -> bytes:
    """An invented paper as a PDF."""
    import typst

    from gongbao.evidence.pdf import fonts

    said = "".join(f"{line}\n\n" for line in lines)
    page = (
        "#set page(width: 300pt, height: 210pt, margin: 32pt)\n#set text(size: 13pt)\n"
        f"= {title}\n{said}样例材料，仅供演示。"
    )
    made = typst.compile(page.encode(), font_paths=fonts.load(fonts.folders()), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def adopted(scene: demo.Scene) -> bool:
    """Whether the school has a plan in use already."""
    with parties.opened("demo plan"):
        return posts.plan_of(scene.school) is not None


def school_itself(scene: demo.Scene) -> Actor:
    """The school acting through its head, without a mandate."""
    return Actor(
        "party", account=demo.uuid5(demo.SPACE, CLERK), name=CLERK, party=scene.school, person=demo.uuid5(demo.SPACE, f"person {CLERK}")
    )  # fmt: skip


def superior(role: str = SUPERIOR) -> Actor:
    """An officer of the school's district who approves its plan, or confirms old titles."""
    who = demo.uuid5(demo.SPACE, SUPERIOR_LOGIN)
    return Actor(
        "officer", account=who, name="区教委", office=OFFICE, roles=frozenset({role}), stepped_up_at=demo.clock.now(), person=who
    )  # fmt: skip


def open_accounts(tx: Tx, scene: demo.Scene, password: str) -> dict[str, str]:
    """Accounts of the school's people; call it after the scene's own."""
    if scene.school is None:
        return {}
    first, names = date(2020, 1, 1), dict(LOGINS)
    for (login, name), person in zip(LOGINS.items(), scene.teachers, strict=True):
        parties.open_account(tx, login, password, name=name, person=person)
    clerk = parties.find_or_create_person(tx, demo.identity(90, "19790203"), "丁人事")
    account = parties.open_account(tx, CLERK, password, name="丁人事", person=clerk)
    parties.grant(
        tx, principal=scene.school, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=[APP, TEACHERS], starts_on=first, agent_account=account,
        ends_on=date(2029, 12, 31),
    )  # fmt: skip
    officer = parties.open_account(
        tx, SUPERIOR_LOGIN, password, name="区教委", kind=parties.AccountKind.OFFICER
    )
    for role in (SUPERIOR, AUTHORITY):
        parties.appoint(tx, officer, OFFICE, parties.role_of(role), first)
    return names | {CLERK: "丁人事", SUPERIOR_LOGIN: "区教委"}


def application(title: str = "高级讲师") -> dict[str, Any]:
    """What a teacher enters."""
    return {
        "title": title,
        "speciality": demo.SCOPE[TEACHERS][1],
        "employer_code": code(),
        "avoid": [],
        "works": [],
        "undertaking": "1",
    }


def code() -> str:
    """The school's credit code."""
    return demo.credit_code(SCHOOL[0])


def _body(tx: Tx, on: date) -> UUID:
    titles, _, name = demo.SCOPE[TEACHERS]
    scope = [(TEACHERS, title, "") for title in titles]
    return bodies.accredit(
        tx, demo.credit_code("91110102000000090"), name, "agency", scope, on, on.replace(year=on.year + 2)
    )


def _round(tx: Tx, scene: demo.Scene, on: date) -> UUID:
    titles, speciality, _ = demo.SCOPE[TEACHERS]
    last, label = on + timedelta(days=60), f"{on.year}年度中等职业学校教师职称评审"
    return rounds.arrange(
        tx, TEACHERS, scene.bodies[TEACHERS], label, titles, on, last, date(on.year, 12, 31), (speciality,)
    )
