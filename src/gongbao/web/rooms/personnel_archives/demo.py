"""The room's part of the demo city, and its accounts among the sign-ins."""

from __future__ import annotations

from typing import Any

from gongbao.platform.parties.demo_people import SignIn
from gongbao.platform.personnel_archives import demo


def add_to(city: Any) -> None:
    """Archives, images and requests at Haidian's centre; told with the demo's other sign-ins."""
    demo.load(city.accounts, {each.login: each.name for each in city.sign_ins})
    names = demo.logins()
    city.sign_ins = [each for each in city.sign_ins if each.login not in names]
    city.sign_ins += [SignIn(login, name) for login, name in names.items()]
