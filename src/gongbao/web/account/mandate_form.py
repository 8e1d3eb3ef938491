"""What is asked to grant a mandate, and how the answers become its terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.parties import services as parties
from gongbao.policies import policies
from gongbao.web.rooms import all_screens

Kind = parties.MandateKind
THROUGH_FIRMS = (Kind.BOOKKEEPING_AGENT, Kind.DISPATCH_AGENCY)
_HOW = Text("如 2020-10-09", "such as 2020-10-09")
FOOTINGS = {
    Kind.EMPLOYEE_CLERK: Text("一位职工，用自己的账号办理", "A member of staff, with their own account"),
    Kind.BOOKKEEPING_AGENT: Text("一个单位，由它的经办人办理", "A firm, by its own clerks"),
    Kind.DISPATCH_AGENCY: Text("已登记为劳务派遣的单位", "A firm registered as a dispatch agency"),
}


def fields(principal: parties.Party, decided: frozenset[str], day: date) -> tuple[Field, ...]:
    """The questions for this principal: a person has kin act, a firm its clerks or another firm."""
    person = Field(name="login", kind="text", label=Text("对方的用户名", "Their user name"), required=principal.kind == "person",
                   help=_person_help(principal), max_length=64)  # fmt: skip
    name = Field(name="name", kind="text", label=Text("对方的姓名", "Their name"), required=person.required,
                 help=Text("与用户名一起核对，防止授权给别人", "Checked against the user name"), max_length=64)  # fmt: skip
    code = Field(name="credit_code", kind="credit_code", label=Text("对方单位的统一社会信用代码", "The firm’s credit code"), required=False,
                 help=Text("授权给代理记账机构、劳务派遣单位时填写", "For a bookkeeping agent or a dispatch agency"))  # fmt: skip
    to_whom = (person, name) if principal.kind == "person" else (_footing(), person, name, code)
    return (*to_whom, _services(decided), *_days(day))


def proposed(day: date) -> dict[str, Any]:
    """What stands in the form at first: from today, for one year."""
    return {"starts_on": day, "ends_on": a_year_on(day)}


def a_year_on(day: date) -> date:
    """The last day of a year that begins on `day`."""
    try:
        same = day.replace(year=day.year + 1)
    except ValueError:
        same = date(day.year + 1, 3, 1)
    return date.fromordinal(same.toordinal() - 1)


def terms(principal: parties.Party, decided: frozenset[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as what `parties.grant` takes; refuses at the field what names no agent. Inside a reading."""
    kind = Kind.KIN if principal.kind == "person" else Kind(values["kind"])
    account: UUID | None = None
    firm: UUID | None = None
    if kind in THROUGH_FIRMS:
        firm = parties.find_agent_firm(_given(values, "credit_code")).key
    else:
        account = parties.find_agent(_given(values, "login"), _given(values, "name"))
    return {
        "principal": principal.key, "kind": kind, "rooms": rooms(values["rooms"], decided), "starts_on": values["starts_on"],
        "ends_on": values["ends_on"], "agent_account": account, "agent_party": firm,
    }  # fmt: skip


def rooms(chosen: Iterable[str], decided: frozenset[str]) -> list[str]:
    """The rooms behind the services chosen, with those whose pages serve them, as far as one decides on these."""
    named = set(chosen)
    if parties.ALL_ROOMS in named:
        return [parties.ALL_ROOMS]
    serving = {each.room for each in all_screens() if named & set(each.serves)}
    return sorted(named | {room for room in serving if parties.decided([room], decided)})


def _given(values: Mapping[str, Any], name: str) -> str:
    if not values.get(name):
        raise Refusal(
            Text("按所选的身份，这一项要填写", "This is needed for the footing chosen"),
            where=name,
            mend=Text("请填写", "Give it"),
        )
    return str(values[name])


def _person_help(principal: parties.Party) -> Text:
    if principal.kind == "person":
        return Text("对方登录本系统用的名字，请向对方询问", "The name they sign in with; ask them")
    return Text("授权给本单位经办人时填写，请向对方询问", "For a clerk of the firm; ask them")


def _footing() -> Field:
    options = tuple(
        Option(kind.value, Text(f"{kind.label.zh}：{who.zh}", f"{kind.label.en}: {who.en}"))
        for kind, who in FOOTINGS.items()
    )
    return Field(name="kind", kind="choice", label=Text("对方的身份", "On what footing"), options=options)


def _services(decided: frozenset[str]) -> Field:
    everything = parties.ALL_ROOMS in decided
    each = [Option(p.room, p.title) for p in policies() if everything or p.room in decided]
    whole = [Option(parties.ALL_ROOMS, Text("全部业务，包括以后新增的", "All services, later ones too"))]
    return Field(name="rooms", kind="choices", label=Text("办理哪些业务", "For which services"),
                 options=(*(whole if everything else []), *each),
                 help=Text("只选需要代办的", "Choose only what is needed"))  # fmt: skip


def _days(day: date) -> tuple[Field, Field]:
    return (
        Field(name="starts_on", kind="date", label=Text("从哪天", "From"), help=_HOW, minimum=day),
        Field(name="ends_on", kind="date", label=Text("到哪天（含）", "Until (included)"), minimum=day,
              help=Text("到期自动失效，可以提前撤销", "It ends by itself; you can revoke it earlier")),
    )  # fmt: skip
