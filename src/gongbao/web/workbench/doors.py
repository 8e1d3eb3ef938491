"""Who comes in: officers with one of the roles a page is for; everyone else is told, and it is logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.audit.services import note_refused
from gongbao.platform.cases.services import all_registered
from gongbao.platform.parties.services import Role
from gongbao.web.shared.doors import signed_in
from gongbao.web.shared.refusals import refused

View = Callable[..., HttpResponse]
HANDLER, REVIEWER, FUNDS = Role.DISTRICT_HANDLER, Role.DISTRICT_REVIEWER, Role.DISTRICT_FUNDS
GOVERNMENT, CITY, FINANCE, AGENCY = (
    Role.DISTRICT_GOVERNMENT,
    Role.CITY_OFFICER,
    Role.CITY_FINANCE,
    Role.INSURANCE_AGENCY,
)
SUPERVISOR, INDUSTRY = Role.SUPERVISOR, Role.INDUSTRY_DEPARTMENT
ADMINISTRATOR = Role.ADMINISTRATOR
DISTRICT = (HANDLER, REVIEWER, FUNDS)
MONEY = (*DISTRICT, CITY, FINANCE, AGENCY)
CASEWORK = (*DISTRICT, GOVERNMENT, CITY, AGENCY, FINANCE, SUPERVISOR, INDUSTRY)


def caseworkers(view: View) -> View:
    """Officers who do anything in some room's procedures, or supervise them."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        actor = request.actor
        if actor.kind != "officer" or not actor.roles & casework_roles():
            note_refused(actor, "workbench", f"page {request.path}")
            return refused(request, [_refusal(CASEWORK)], status=403)
        return view(request, *arguments, **named)

    return signed_in(guarded)


def casework_roles() -> frozenset[str]:
    """Every role that acts in a procedure of any room, and those that oversee."""
    named = {role for made in all_registered() for action in made.procedure.actions for role in action.roles}
    parties_ = {role for made in all_registered() for role in made.party_roles}
    return frozenset({role.value for role in CASEWORK} | (named - parties_ - {"system", "public"}))


def officers(*roles: Role) -> Callable[[View], View]:
    """Officers who hold one of `roles` at the office they work at now (asked anew in every request)."""
    names = {role.value for role in roles}

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            actor = request.actor
            if actor.kind != "officer" or not names & actor.roles:
                note_refused(actor, "workbench", f"page {request.path}")
                return refused(request, [_refusal(roles)], status=403)
            return view(request, *arguments, **named)

        return signed_in(guarded)

    return door


def _refusal(roles: tuple[Role, ...]) -> Refusal:
    zh, en = "、".join(r.label.zh for r in roles), ", ".join(r.label.en for r in roles)
    return Refusal(
        Text("您现在的岗位不办理这一页的事", "Your present duties do not include this page"),
        mend=Text(
            f"由以下岗位办理：{zh}。如刚换岗，请重新选择办公机构",
            f"For: {en}. If you have changed office, choose it again",
        ),
    )
