"""What room 18 gives the web: addresses, navigation, situations, demo people, samples for the safety walk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.parties import services as parties
from gongbao.platform.social_insurance_collection import demo
from gongbao.platform.social_insurance_collection import services as social
from gongbao.web.rooms.base import LifeEvent, Page, RoomScreens

NOWHERE = str(UUID(int=7))
OFFICERS = ("insurance_agency", "tax_officer", "tax_reviewer")


def _demo(city: Any) -> None:
    """Add the room's people and cases, and the officers' second factor as every demo officer has one."""
    from django.contrib.auth import get_user_model

    from gongbao.platform.parties.demo_people import SignIn, one_time_code, secret_of

    demo.add(city)
    for n, (_, name, _) in enumerate(demo.FLEXIBLE, 1):
        if all(each.login != f"flexible{n}" for each in city.sign_ins):
            city.sign_ins.append(SignIn(f"flexible{n}", name))
    for login, (name, _) in demo.OFFICERS.items():
        account = get_user_model().objects.get(login=login)
        if not parties.has_second_factor(account):
            parties.enrol(account, secret_of(login), one_time_code(secret_of(login)))
        if all(each.login != login for each in city.sign_ins):
            city.sign_ins.append(SignIn(login, name, secret_of(login)))


def _cases(town: Any) -> list[str]:
    with read(SYSTEM, purpose="samples"):
        return social.case_numbers()[:1] or ["CY-2020-18-999999"]


SCREENS = RoomScreens(
    room=social.ROOM,
    prefix="social-insurance",
    urls="gongbao.web.rooms.social_insurance_collection.urls",
    pages=(
        Page("social:dues", Text("社保缴费", "Contributions"), ("party",)),
        Page("social:agency", Text("社保核定", "Assessments"), ("officer",), ("insurance_agency",)),
        Page("social:tax", Text("社保征收", "Collection"), ("officer",), ("tax_officer", "tax_reviewer")),
    ),
    frequent=("social_insurance_collection/flexible",),
    life_events=(
        LifeEvent(
            Text("缴社保", "Paying contributions"),
            Text("每月缴多少、为什么、怎样缴", "How much a month, why, and how"),
            Text("企业和灵活就业人员", "For firms and flexible workers"),
            ("she-2020-18",),
        ),
    ),
    demo=_demo,
    samples=(
        ("number", _cases),
        ("key", lambda town: [NOWHERE]),
        ("name", lambda town: ["load-calendar", "plan"]),
    ),
)
