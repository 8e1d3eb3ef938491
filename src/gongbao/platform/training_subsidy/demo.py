"""A small synthetic city: offices with officers, firms with clerks, registers, and a few cases under way.

Everything in it is invented; it is loaded for demonstrations and tests, on a clock that starts on
21 September 2020.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, Tx, write
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import (
    NEWCOMER,
    PASSWORD,
    SignIn,
    account,
    credit_code,
    newcomer,
    one_time_code,
    secret_of,
    someone,
)
from gongbao.platform.parties.services import AccountKind, MandateKind, Role
from gongbao.platform.registers.services import Spell, record_rows
from gongbao.platform.training_subsidy import deciding, drafts, publicity, reviewing, submitting
from gongbao.platform.training_subsidy.demo_sheets import (
    ELSEWHERE,
    MONTHS,
    PEOPLE,
    SPARES,
    demo_roster,
    demo_statement,
    workbook,
)
from gongbao.platform.training_subsidy.words import EXPAND, FORM, ROSTER, STABILISE, STATEMENT

START = datetime(2020, 9, 21, 9, 30, tzinfo=clock.ZONE)
NAMES = {
    "haidian-handler": "周砚", "haidian-reviewer": "何以宁", "haidian-funds": "乔木兰", "haidian-government": "石予安",
    "chaoyang-handler": "江舒白", "chaoyang-reviewer": "许澄", "chaoyang-funds": "罗青禾", "chaoyang-government": "方远",
    "city": "林望舒", "finance": "秦越", "agency": "章以南", "industry": "陆景明", "admin": "沈知夏",
}  # fmt: skip
"""The officers' names, invented like everybody here."""
KNOWN = Spell(date(2019, 1, 1), date(2020, 8, 31))
"""The days for which the demo's registers answer completely."""
FIRMS = (
    ("haidian", "北京样例知舟科技有限公司", "small"),
    ("chaoyang", "北京样例远山餐饮有限公司", "micro"),
    ("haidian", "北京样例清和文化有限公司", "medium"),
    ("chaoyang", "北京样例长河体育有限公司", "small"),
    ("bda", "北京样例亦新制造有限公司", "medium"),
)
OFFICERS = {
    "handler": (Role.DISTRICT_HANDLER,),
    "reviewer": (Role.DISTRICT_REVIEWER,),
    "funds": (Role.DISTRICT_HANDLER, Role.DISTRICT_FUNDS),
    "government": (Role.DISTRICT_GOVERNMENT,),
}
CITY = {
    "city": ("city_hr", Role.CITY_OFFICER),
    "finance": ("city_finance", Role.CITY_FINANCE),
    "agency": ("city_insurance", Role.INSURANCE_AGENCY),
    "industry": ("city_industry", Role.INDUSTRY_DEPARTMENT),
    "admin": ("city_hr", Role.ADMINISTRATOR),
}
DISTRICTS = ("haidian", "chaoyang")
HIRED = date(2020, 7, 6)


@dataclass
class City:
    """The demo's accounts, firms and the numbers of its cases by name."""

    accounts: dict[str, UUID] = field(default_factory=dict)
    firms: list[UUID] = field(default_factory=list)
    sign_ins: list[SignIn] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)

    def clerk(self, firm: int = 0) -> Actor:
        """The clerk of a firm, acting for it."""
        login = f"firm{firm + 1}"
        return Actor(
            "party", self.accounts[login], login, party=self.firms[firm], roles=frozenset({"representative"})
        )

    def officer(self, login: str, office: str = "") -> Actor:
        """An officer with the second factor just shown: ``haidian-handler``, ``finance``, …"""
        place, _, part = login.rpartition("-")
        if part in CITY:
            place, roles = CITY[part][0], frozenset({CITY[part][1].value})
        else:
            roles = frozenset(role.value for role in OFFICERS[part])
        return Actor("officer", self.accounts[login], login, office=office or place, roles=roles,
                     stepped_up_at=clock.now())  # fmt: skip


def load(*, secrets: bool = True, cases: bool = True) -> City:
    """Build the city, or find it where it was built before, with its clock and cases as they were left.

    `secrets` sets up officers' one-time codes, `cases` adds cases under way.
    """
    city = City()
    if parties.find_firm(credit_code(len(FIRMS) - 1)) is not None:
        _find(city)
        return city
    if clock.is_demo():
        clock.move_demo(START)
    _write("demo.accounts", lambda tx: _accounts(tx, city))
    _find(city)
    if secrets:
        _second_factors(city)
    _write("demo.registers", _registers)
    _write("demo.newcomer", _newcomer)
    if cases:
        _cases(city)
    return city


def printed(city: City) -> str:
    """The sign-ins as lines for the terminal."""
    lines = [f"演示口令（全部账号）/ password of every account: {PASSWORD}"]
    for each in city.sign_ins:
        lines.append(f"  {each.login:<22} {each.name}{f'   TOTP {each.secret}' if each.secret else ''}")
    return "\n".join(lines)


def _write(name: str, command: Any) -> Any:
    return write(command, actor=SYSTEM, key=name, name=name)


def _accounts(tx: Tx, city: City) -> None:
    for office in DISTRICTS:
        for part, roles in OFFICERS.items():
            _officer(tx, f"{office}-{part}", [(office, role) for role in roles])
    for part, (office, role) in CITY.items():
        _officer(tx, part, [(office, role)])
    for place, (office, name, _) in enumerate(FIRMS):
        firm = parties.register_firm(tx, credit_code(place), name, office=office)
        parties.set_bank_account(tx, firm, holder=name, bank="样例银行北京分行", number=account(place))
        who = someone(80 + place)
        person = parties.find_or_create_person(tx, who.number, who.name)
        login = parties.open_account(tx, f"firm{place + 1}", PASSWORD, name=who.name, person=person)
        parties.grant(
            tx, principal=firm, kind=MandateKind.REPRESENTATIVE, rooms=["*"], starts_on=date(2020, 1, 1), ends_on=None,
            agent_account=login,
        )  # fmt: skip


def _officer(tx: Tx, login: str, roles: list[tuple[str, Role]]) -> None:
    key = parties.open_account(tx, login, PASSWORD, name=NAMES[login], kind=AccountKind.OFFICER)
    for office, role in roles:
        parties.appoint(tx, key, office, role, date(2020, 1, 1))


def _newcomer(tx: Tx) -> None:
    """Somebody who opened an account on line and has yet to come to a window."""
    who = newcomer()
    parties.register(tx, NEWCOMER, PASSWORD, PASSWORD, name=who.name, number=who.number)


def _find(city: City) -> None:
    """The keys of what the accounts' command made, also when it had been made before."""
    from django.contrib.auth import get_user_model

    rows = get_user_model().objects.exclude(login=NEWCOMER).values_list("login", "key", "name")
    city.accounts = {login: key for login, key, _ in rows}
    for place in range(len(FIRMS)):
        found = parties.find_firm(credit_code(place))
        assert found is not None
        city.firms.append(found.key)
    firms = {f"firm{place + 1}": name for place, (_, name, _) in enumerate(FIRMS)}
    city.sign_ins = [SignIn(login, firms.get(login, name), secret="" if login in firms else secret_of(login))
                     for login, _, name in sorted(rows)]  # fmt: skip


def _second_factors(city: City) -> None:
    from django.contrib.auth import get_user_model

    accounts: Any = get_user_model().objects
    for each in city.sign_ins:
        if each.secret:
            row = accounts.get(key=city.accounts[each.login])
            if not parties.has_second_factor(row):
                parties.enrol(row, each.secret, one_time_code(each.secret))


def _registers(tx: Tx) -> None:
    codes = [credit_code(place) for place in range(len(FIRMS))]
    source = "演示数据"

    def rows(kind: str, records: list[dict[str, Any]], covers: Spell | None = KNOWN) -> None:
        record_rows(tx, kind, records, source=source, as_of=date(2020, 9, 1), covers=covers)

    to_today = Spell(date(2019, 1, 1), date(2021, 12, 31))
    rows("insured_firms", [{"firm": code, "office": office, "starts_on": "2018-01-01"}
                           for code, (office, _, _) in zip(codes, FIRMS, strict=True)], to_today)  # fmt: skip
    rows("firm_size", [{"firm": code, "on_day": "2019-12-31", "size_class": size, "trade": "software_it"}
                       for code, (_, _, size) in zip(codes, FIRMS, strict=True)])  # fmt: skip
    rows("recognised_firms", [{"firm": codes[place], "list_batch": 1, "office": FIRMS[place][0],
                               "industry": "living_services", "starts_on": "2020-08-31"} for place in (1, 3)],
         to_today)  # fmt: skip
    rows("dispatch_firms", [], to_today)
    hired = [someone(place) for place in [*range(PEOPLE), *SPARES.values()]]
    newer = [someone(place) for place in (50, 51, 52)]
    staff = {2: newer, 1: [someone(ELSEWHERE), someone(ELSEWHERE + 1)], 3: [someone(ELSEWHERE + 2)]}
    rows("insurance", [
        {"person": who.number, "name": who.name, "firm": codes[firm], "month": month, "kinds": KINDS, "paid_kinds": KINDS,
         "paid_on": f"2020-{int(month[-2:]):02d}-20"}
        for firm, people in {0: hired, **staff}.items() for who in people for month in MONTHS
    ])  # fmt: skip
    rows("unemployed", [{"person": who.number, "name": who.name, "starts_on": "2020-03-02", "ends_on": "2020-07-06"}
                        for who in [*hired, *newer]])  # fmt: skip
    for kind in ("hard_to_employ", "graduates", "training_subsidies", "earlier_scheme"):
        rows(kind, [])


KINDS = "pension、medical、unemployment、injury、maternity"


def _cases(city: City) -> None:
    """Two people of the second firm have the other scheme, in publicity; other claims wait, were returned, refused."""
    granted = _claim(city, 1, STABILISE, [ELSEWHERE, ELSEWHERE + 1], "stabilise")
    _review(city, granted, "chaoyang")
    publicity.publish(city.officer("chaoyang-handler"), [granted], key="demo:publish")
    city.cases |= {"publicity": granted, "review": _claim(city, 3, STABILISE, [ELSEWHERE + 2], "review")}
    returned = _claim(city, 2, EXPAND, [50, 51], "returned", hired=HIRED)
    remarks = {2: "请补7月工资的银行回单"}
    reviewing.return_for_correction(
        city.officer("haidian-handler"), returned, ["statement"], remarks, key="demo:return"
    )
    refused = _claim(city, 2, EXPAND, [52], "refused", hired=HIRED)
    reviewing.pass_review(
        city.officer("haidian-handler"), refused, "refuse", why=["not_new"], key="demo:refuse:1"
    )
    deciding.refuse(city.officer("haidian-reviewer"), refused, ["not_new"], key="demo:refuse:2")
    city.cases |= {"returned": returned, "refused": refused}
    city.cases["draft"] = drafts.start(city.clerk(4), EXPAND, key="demo:draft")["number"]
    run_due()


def answers(scheme: str) -> dict[str, Any]:
    """The typed answers of a demo claim."""
    return {"scheme": scheme, "firm_trade": "software_it", "firm_staff": "40", "firm_revenue": "8000000",
            "use": ["staff_education"], "account": "", "bank": "样例银行北京分行", "contact": "样癸九",
            "phone": "13900000000"}  # fmt: skip


def _claim(
    city: City, firm: int, scheme: str, places: list[int], name: str, hired: date = date(2019, 5, 6)
) -> str:
    clerk, key = city.clerk(firm), f"demo:{name}"
    number: str = drafts.start(clerk, scheme, key=f"{key}:start")["number"]
    people = [someone(place) for place in places]
    category = "登记失业人员" if scheme == EXPAND else "不适用（稳岗）"
    roster = [[who.name, who.number, category, hired, "、".join(MONTHS)] for who in people]
    wages = [[who.name, who.number, month, 3600, date(2020, int(month[-2:]) + 1, 10), f"D{name}{month[-2:]}{place}"]
             for place, who in enumerate(people) for month in MONTHS]  # fmt: skip
    drafts.save_draft(clerk, number, {**answers(scheme), "account": account(firm)}, key=f"{key}:form")
    drafts.upload_roster(clerk, number, workbook(ROSTER, roster), "花名册.xlsx", key=f"{key}:roster")
    drafts.upload_statement(clerk, number, workbook(STATEMENT, wages), "对账单.xlsx", key=f"{key}:statement")
    submitting.submit(clerk, number, commitment=FORM.field("commitment").version, key=f"{key}:submit")
    run_due()
    return number


def _review(city: City, number: str, office: str) -> None:
    handler, reviewer = city.officer(f"{office}-handler"), city.officer(f"{office}-reviewer")
    reviewing.pass_review(handler, number, "grant", key=f"demo:{number}:pass")
    deciding.approve(reviewer, number, key=f"demo:{number}:approve")
    run_due()


__all__ = ["City", "demo_roster", "demo_statement", "load", "printed"]
