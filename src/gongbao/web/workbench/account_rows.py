"""Officers' accounts as lists and tables show them: filters, one line each, what is known of one, former duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from gongbao.kernel import districts
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import now
from gongbao.platform.parties import services as parties

STANDINGS: dict[parties.Standing, Text] = {
    "serving": Text("在岗", "Serving"),
    "idle": Text("没有岗位", "Without duties"),
    "closed": Text("已关闭", "Closed"),
}


@dataclass(frozen=True)
class Duty:
    """A duty held now or from a later day."""

    key: UUID
    label: Text
    office: Text
    starts_on: date
    ends_on: date | None


def duties(one: parties.OfficerView) -> list[Duty]:
    """The duties of an account that run or will."""
    return [
        Duty(each.key, each.role.label, districts.office(each.office).short, each.starts_on, each.ends_on)
        for each in one.roles
    ]


def filters(asked: dict[str, str]) -> dict[str, Any]:
    """How the list is narrowed."""
    places = [(each.code, each.short) for each in (*districts.OFFICES, *districts.CITY)]
    return {
        "action": reverse("workbench:accounts"),
        "search": {"name": "q", "label": Text("姓名或登录名", "Name or user name"), "value": asked["q"]},
        "selects": [
            {"name": "office", "label": Text("全部机构", "All offices"), "value": asked["office"], "options": places},
            {"name": "standing", "label": Text("全部状态", "Any standing"), "value": asked["standing"],
             "options": list(STANDINGS.items())},
        ],
    }  # fmt: skip


def table(found: list[parties.OfficerView]) -> dict[str, Any]:
    """The list of accounts."""
    heads = [Text("姓名", "Name"), Text("登录名", "User name"), Text("机构和岗位", "Office and duties"),
             Text("第二道验证", "Second factor"), Text("状态", "Standing")]  # fmt: skip
    return {
        "caption": Text("工作人员账号", "Officers’ accounts"),
        "stack": True,
        "head": [{"label": each} for each in heads],
        "rows": [{"cells": _cells(each, heads)} for each in found],
    }


def _cells(one: parties.OfficerView, heads: list[Text]) -> list[dict[str, Any]]:
    ready, standing = (
        (Text("已设置", "Set up") if one.ready else Text("未设置", "Not set up")),
        standing_of(one),
    )
    return [
        {"text": one.name, "href": reverse("workbench:account", args=[one.key])},
        {"text": one.login, "code": True, "label": heads[1]},
        {"text": _in_a_line(one) if one.roles else "—", "label": heads[2]},
        {"text": ready, "label": heads[3]} if one.ready else {"text": ready, "tag": "unknown", "label": heads[3]},
        {"text": STANDINGS[standing], "label": heads[4], **({"state": "met"} if standing == "serving" else {})},
    ]  # fmt: skip


def _in_a_line(one: parties.OfficerView) -> Text:
    """Offices with the roles held there that run or will."""
    by_office: dict[str, list[Text]] = {}
    for role in one.roles:
        by_office.setdefault(role.office, []).append(role.role.label)
    told = [(districts.office(code).short, labels) for code, labels in by_office.items()]
    return Text(
        "；".join(f"{place.zh}：{'、'.join(each.zh for each in labels)}" for place, labels in told),
        "; ".join(f"{place.en}: {', '.join(each.en for each in labels)}" for place, labels in told),
    )


def standing_of(one: parties.OfficerView) -> parties.Standing:
    """Whether the account serves, has no duties, or is closed."""
    return "closed" if not one.active else "serving" if one.roles else "idle"


def facts(one: parties.OfficerView, whose: parties.PersonView | None) -> list[dict[str, Any]]:
    """Whose account it is and how it can sign in; inside a reading."""
    number = whose.number_masked if whose else Text("没有登记本人", "No person is entered")
    failed, locked = parties.failed_sign_ins(one.login), one.factor_locked_until
    shut = Text("暂时锁定", "locked for a while") if locked and locked > now() else None
    first = Text("一次性密码，尚未另设", "one-time, not yet replaced")
    return [
        {"label": Text("登录名", "User name"), "value": one.login},
        {"label": Text("居民身份证号码", "Identity number"), "value": number},
        {"label": Text("状态", "Standing"), "value": STANDINGS[standing_of(one)]},
        {"label": Text("密码", "Password"), "value": first if one.one_time_until else Text("本人所设", "their own")},
        {"label": Text("输错密码", "Wrong passwords"), "value": Text(f"{failed} 次", str(failed))},
        {"label": Text("第二道验证", "Second factor"),
         "value": shut or (Text("已设置", "set up") if one.ready else Text("未设置", "not set up"))},
        {"label": Text("登录中", "Signed in at"), "value": _places(parties.live_sessions(one.key))},
    ]  # fmt: skip


def _places(count: int) -> Text:
    return Text(f"{count} 处", "1 place" if count == 1 else f"{count} places")


def history(one: parties.OfficerView) -> dict[str, Any]:
    """Duties that are over: removed with a reason, or past their last day."""
    heads = [
        Text("岗位", "Duty"),
        Text("机构", "Office"),
        Text("起止", "Days"),
        Text("为何结束", "Why it ended"),
    ]
    running = {each.key for each in one.roles}
    rows = [
        {"cells": [
            {"text": each.role.label}, {"text": districts.office(each.office).short, "label": heads[1]},
            {"text": _days(each), "label": heads[2]},
            {"text": _why(each), "label": heads[3]},
        ]}
        for each in parties.role_history(one.key)
        if each.key not in running
    ]  # fmt: skip
    return {
        "caption": Text("从前的岗位", "Former duties"), "stack": True,
        "head": [{"label": each} for each in heads], "rows": rows,
    }  # fmt: skip


def _days(role: parties.RoleView) -> Text:
    ended = role.removed_at.astimezone(ZONE).date() if role.removed_at else role.ends_on
    if ended is not None and ended < role.starts_on:
        return Text("未到起始日", "never began")
    return Text(f"{role.starts_on} 至 {ended}", f"{role.starts_on} to {ended}")


def _why(role: parties.RoleView) -> Text | str:
    """The reason as it was typed; our own words for what nobody typed."""
    if role.removed_at is None:
        return Text("到期", "Its last day passed")
    return Text("重新任命", "Given anew") if role.removed_why == parties.REAPPOINTED else role.removed_why
