"""The room's part of the demo city: two insurers, their systems accepted in time, people to sign in as."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from gongbao.platform.db.services import now
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, SignIn, one_time_code, secret_of
from gongbao.platform.vehicle_tax import demo

IN_FORCE = date(2021, 1, 1)


def add_to(city: Any) -> demo.Scene:
    """Make insurers, systems, register and accounts, or find them; tells the city their sign-ins."""
    at = now()
    going_live = IN_FORCE if at.date() < IN_FORCE else None
    scene = demo.load(at, going_live)
    demo.do(lambda tx: demo.open_accounts(tx, scene, PASSWORD), key="accounts")
    names = {login: name for login, (name, *_) in demo.OFFICERS.items()} | demo.CLERKS
    city.sign_ins = [each for each in city.sign_ins if each.login not in names]
    for login, name in names.items():
        secret = secret_of(login) if login in demo.OFFICERS else ""
        city.sign_ins.append(SignIn(login, name, secret))
        account: Any = get_user_model().objects.get(login=login)
        if secret and not parties.has_second_factor(account):
            parties.enrol(account, secret, one_time_code(secret))
    return scene
