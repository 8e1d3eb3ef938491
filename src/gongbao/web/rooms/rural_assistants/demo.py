"""The room's part of the demo city: a township with two villages, a university, assistants on duty, people to sign in as."""

from __future__ import annotations

from typing import Any

from gongbao.platform.parties.demo_people import PASSWORD, SignIn, credit_code, someone
from gongbao.platform.rural_assistants import demo, demo_university

OFFICE = "haidian"
CODES = tuple(credit_code(place) for place in (220, 221, 222))
PEOPLE = tuple((someone(place).number, someone(place).name) for place in (220, 221, 222))
CLERKS = tuple((someone(place).number, someone(place).name) for place in (223, 224, 225))
UNIVERSITY, UNIVERSITY_CLERK = credit_code(226), (someone(226).number, someone(226).name)
GRADUATES = tuple((someone(place).number, someone(place).name) for place in (227, 228, 229, 230))


def add_to(city: Any) -> demo.Scene:
    """Make the scene and its accounts, or find them; tells the city their sign-ins."""
    scene = demo.load(OFFICE, CODES, PEOPLE)
    school = demo_university.load(scene, UNIVERSITY, GRADUATES)
    demo.do("accounts", lambda tx: demo.open_accounts(tx, scene, PASSWORD, CLERKS, PEOPLE))
    shown = (GRADUATES[0], GRADUATES[2])  # one confirmed, one contradicted
    demo.do(
        "university/accounts",
        lambda tx: demo_university.open_accounts(tx, school, PASSWORD, UNIVERSITY_CLERK, shown),
    )
    names = {
        **demo.CLERKS, demo_university.LOGIN: demo_university.CLERK,
        **{f"assistant{n}": name for n, (_, name) in enumerate(PEOPLE, 1)}, **{f"graduate{n}": name for n, (_, name) in enumerate(shown, 1)},
    }  # fmt: skip
    city.sign_ins = [each for each in city.sign_ins if each.login not in names]
    city.sign_ins += [SignIn(login, name, "") for login, name in names.items()]
    return scene
