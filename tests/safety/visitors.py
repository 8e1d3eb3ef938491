"""Every kind of visitor, as a browser signed in and ready: second factor shown, firm or office chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client
from tests.platform.training_subsidy import world
from tests.safety.town import Town

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Tx, write
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, one_time_code, secret_of
from gongbao.platform.parties.models import Account
from gongbao.platform.parties.services import AccountKind, Role
from gongbao.platform.training_subsidy import demo
from gongbao.web.shared import acting

BACKEND = "django.contrib.auth.backends.ModelBackend"
STEPPED = "stepped_up"


@dataclass
class Visitor:
    """Who comes: ``public``, ``party`` or ``officer``; `own` is the district or firm that is theirs, `roles` an officer's."""

    name: str
    kind: str
    browser: Client
    login: str = ""
    own: str = ""
    roles: frozenset[str] = frozenset()
    ready: bool = True


HERE, THERE, ALL = "here", "there", "all"
OFFICERS = {
    "handler": ("haidian-handler", HERE), "reviewer": ("haidian-reviewer", HERE), "funds": ("haidian-funds", HERE),
    "government": ("haidian-government", HERE), "handler elsewhere": ("chaoyang-handler", THERE),
    "city": ("city", ALL), "finance": ("finance", ALL), "agency": ("agency", ALL), "supervisor": ("supervisor", ALL),
    "industry": ("industry", ALL), "administrator": ("admin", ALL),
}  # fmt: skip


def arrive(town: Town) -> dict[str, Visitor]:
    """One of each kind."""
    _appointed("supervisor", "city_hr", Role.SUPERVISOR)
    _appointed("new-handler", "haidian", Role.DISTRICT_HANDLER)
    found = [
        Visitor("anonymous", "public", Client(raise_request_exception=False)),
        Visitor("clerk", "party", clerk(town, 0), "firm1", HERE),
        Visitor("other clerk", "party", clerk(town, 1), "firm2", THERE),
        Visitor("nobody's clerk", "party", browser("firm5"), "firm5"),
        Visitor(
            "officer without second factor", "officer", browser("new-handler"), "new-handler", ready=False
        ),
    ]
    for name, (login, own) in OFFICERS.items():
        found.append(Visitor(name, "officer", officer(login), login, own, roles_of(login)))
    return {each.name: each for each in found}


def browser(login: str, *, checks: bool = False) -> Client:
    """A browser signed in by this account; faults become pages, as they do for visitors."""
    client = Client(enforce_csrf_checks=checks, raise_request_exception=False)
    client.force_login(Account.objects.get(login=login), backend=BACKEND)
    return client


def clerk(town: Town, firm: int, *, checks: bool = False) -> Client:
    """A clerk who acts for a firm."""
    client = browser(f"firm{firm + 1}", checks=checks)
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(town.city.firms[firm]), demo.FIRMS[firm][1]
    session.save()
    return client


def officer(login: str, *, checks: bool = False, stepped_up: bool = True) -> Client:
    """An officer with the second factor set up, and shown just now."""
    account = Account.objects.get(login=login)
    if not parties.has_second_factor(account):
        secret = secret_of(login)
        parties.enrol(account, secret, one_time_code(secret))
    client = browser(login, checks=checks)
    if stepped_up:
        step_up(client, login)
    return client


def step_up(client: Client, login: str) -> None:
    """As if the code had just been entered."""
    session = client.session
    session[STEPPED] = [str(Account.objects.get(login=login).pk), clock.now().isoformat()]
    session.save()


def roles_of(login: str) -> frozenset[str]:
    """The roles an account holds today."""
    held = parties.roles_by_office(Account.objects.get(login=login).pk, clock.now().date())
    return frozenset(role.value for roles in held.values() for role in roles)


def _appointed(login: str, office: str, role: Role) -> None:
    def command(tx: Tx) -> Any:
        key = parties.open_account(tx, login, PASSWORD, name=login, kind=AccountKind.OFFICER)
        parties.appoint(tx, key, office, role, date(2020, 1, 1))

    write(command, actor=SYSTEM, key=world.key(), name="t")
