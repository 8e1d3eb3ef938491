"""The review's part of the demo city: bodies, experts, open rounds, and people to sign in as."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from gongbao.platform.db.services import now
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, SignIn, one_time_code, secret_of
from gongbao.platform.titles import demo, demo_school

SECRET = ("titles-body1", "titles-body2", demo.CITY_LOGIN, demo_school.SUPERIOR_LOGIN)


def add_to(city: Any) -> demo.Scene:
    """Make the scene with rounds open from the first of this month, or find it; tells the city its sign-ins."""
    today = now().date()
    first = date(today.year, today.month, 1)
    scene = demo_school.load(demo.load(first), first)
    names = demo.do(lambda tx: demo.open_accounts(tx, scene, PASSWORD), key="accounts")
    names |= demo.do(lambda tx: demo_school.open_accounts(tx, scene, PASSWORD), key="accounts/school")
    if scene.school is not None and not demo_school.adopted(scene):
        demo_school.adopt(scene, held_on=first)
    city.sign_ins = [each for each in city.sign_ins if each.login not in names]
    for login, name in names.items():
        secret = secret_of(login) if login in SECRET else ""
        city.sign_ins.append(SignIn(login, name, secret))
        account: Any = get_user_model().objects.get(login=login)
        if secret and not parties.has_second_factor(account):
            parties.enrol(account, secret, one_time_code(secret))
    return scene
