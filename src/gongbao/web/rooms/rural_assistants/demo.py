"""The room's part of the demo city: a township with two villages, assistants on duty, people to sign in as."""

from __future__ import annotations

from typing import Any

from gongbao.platform.parties.demo_people import PASSWORD, SignIn, credit_code, someone
from gongbao.platform.rural_assistants import demo

OFFICE = "haidian"
CODES = tuple(credit_code(place) for place in (220, 221, 222))
PEOPLE = tuple((someone(place).number, someone(place).name) for place in (220, 221, 222))
CLERKS = tuple((someone(place).number, someone(place).name) for place in (223, 224, 225))


def add_to(city: Any) -> demo.Scene:
    """Make the scene and its accounts, or find them; tells the city their sign-ins."""
    scene = demo.load(OFFICE, CODES, PEOPLE)
    demo.do("accounts", lambda tx: demo.open_accounts(tx, scene, PASSWORD, CLERKS, PEOPLE))
    names = {**demo.CLERKS, **{f"assistant{n}": name for n, (_, name) in enumerate(PEOPLE, 1)}}
    city.sign_ins = [each for each in city.sign_ins if each.login not in names]
    city.sign_ins += [SignIn(login, name, "") for login, name in names.items()]
    return scene
