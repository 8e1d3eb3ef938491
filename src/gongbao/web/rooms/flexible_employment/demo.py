"""The room's part of the demo city: a rider, lists to look through, some vacancies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import SYSTEM, Actor, Tx, now, write
from gongbao.platform.flexible_employment import services as flexible
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, SignIn, credit_code, someone

LOGIN, PLACE = "rider", 61
LISTS: dict[str, tuple[dict[str, Any], ...]] = {
    "occupation": (
        {"code": "DM", "title": "数字化管理师", "source": "国家发布的新职业", "duties": "用数字化平台做组织协同"},
        {"code": "LS", "title": "互联网营销师", "source": "国家发布的新职业", "duties": "在网络平台上推广和销售"},
        {"code": "OT", "title": "在线学习服务师", "source": "国家发布的新职业", "duties": "为学员提供线上学习服务"},
    ),
    "course": (
        {"code": "C1", "title": "养老护理员基础", "provider": "样例培训学校", "field": "elderly_care", "mode": "both", "hours": 80},
    ),
    "guarantor": ({"code": "G1", "title": "样例融资担保公司", "phone": "010-00000001", "credit_code": credit_code(260)},),
    "bank": ({"code": "B1", "title": "样例银行", "phone": "010-00000002", "credit_code": credit_code(261)},),
    "association": (
        {"code": "A1", "title": "样例软件行业协会", "recognised_by": "样例行业主管部门", "series": "工程技术", "credit_code": credit_code(262)},
    ),
    "standard": (
        {"code": "S1", "title": "外卖配送行业劳动标准", "parties": "样例行业工会、样例行业协会", "hours": "连续配送4小时休息20分钟", "pay": "每单不低于约定单价", "rest": "每月至少休息4天", "quota": "高峰时段每小时不超过约定单量"},
    ),
    "fair": ({"code": "F1", "title": "灵活就业专场招聘会", "place": "线上", "mode": "online", "zone": True},),
}  # fmt: skip


CLERKS = {"guarantor1": ("guarantor", 260), "bank1": ("bank", 261), "association1": ("association", 262)}
"""Sign-ins of the institutions listed, and where their clerks and codes stand among the invented ones."""


def add_to(city: Any) -> None:
    """A rider's account, published lists and the first firm's vacancies; found again where they stand."""
    from django.contrib.auth import get_user_model

    who = someone(PLACE)
    if not get_user_model().objects.filter(login=LOGIN).exists():
        write(lambda tx: _people(tx, who), actor=SYSTEM, key="demo:flexible:people", name="demo.flexible")
    if all(each.login != LOGIN for each in city.sign_ins):
        city.sign_ins.append(SignIn(LOGIN, who.name, ""))
    write(_lists, actor=SYSTEM, key="demo:flexible:lists", name="demo.flexible")
    write(_clerks, actor=SYSTEM, key="demo:flexible:clerks", name="demo.flexible")
    for login, (kind, place) in CLERKS.items():
        if all(each.login != login for each in city.sign_ins):
            city.sign_ins.append(SignIn(login, f"{someone(place).name}（{LISTS[kind][0]['title']}）", ""))
    firm = parties.find_firm(credit_code(0))
    if firm is not None:
        employer = Actor("party", name="demo", party=firm.key)
        write(_vacancies, actor=employer, key="demo:flexible:vacancies", name="demo.flexible")


def _people(tx: Tx, who: Any) -> str:
    rider = parties.find_or_create_person(tx, who.number, who.name, "13800000000")
    parties.open_account(tx, LOGIN, PASSWORD, kind=parties.AccountKind.CITIZEN, person=rider, name=who.name)
    return str(rider)


def _clerks(tx: Tx) -> int:
    for login, (_, place) in CLERKS.items():
        who, institution = someone(place), parties.find_firm(credit_code(place))
        assert institution is not None, "listed before"
        person = parties.find_or_create_person(tx, who.number, who.name)
        account = parties.open_account(tx, login, PASSWORD, name=who.name, person=person)
        parties.grant(
            tx, principal=institution.key, kind=parties.MandateKind.EMPLOYEE_CLERK, rooms=["*"], starts_on=date(2020, 1, 1),
            ends_on=date(2029, 12, 31), agent_account=account,
        )  # fmt: skip
    return len(CLERKS)


def _lists(tx: Tx) -> int:
    for kind, entries in LISTS.items():
        for entry in entries:
            flexible.enter(tx, kind, {"starts_on": date(2020, 1, 1), **entry})
    return len(LISTS)


def _vacancies(tx: Tx) -> int:
    until = local_day(now()) + timedelta(days=60)
    for title, skills, district, pay in (
        ("周末理货员", "理货", "haidian", 2800), ("夜班分拣", "分拣，驾驶", "chaoyang", 3200), ("社区团购配送", "驾驶，派送", "haidian", 3000),
    ):  # fmt: skip
        flexible.publish(
            tx, {"title": title, "skills": skills, "district": district, "pay": pay, "hours": 20, "places": 3, "open_until": until}
        )  # fmt: skip
    return 3
