"""Other insurance subsidies a person has had: recorded month by month, they hold the month as a run of this room does.

A month is one slot of the funds, whoever pays for it: what is recorded first stands, the other is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar.month import iso, label, parse
from gongbao.kernel.identity import identity_number
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.flexible_employment import facts
from gongbao.platform.flexible_employment.models import Statement
from gongbao.platform.flexible_employment.words import clause, refuse
from gongbao.platform.funds import services as funds
from gongbao.platform.parties.services import person_fingerprint

KIND, MOST = "other", 36
SUBSIDIES = {
    "employer": Text("用人单位招用社保补贴", "a subsidy paid to an employer"),
    "flexible": Text("就业困难人员灵活就业社保补贴", "the subsidy of people hard to employ"),
    "district": Text("区里另行发放的社保补贴", "a subsidy of the district’s own"),
    "other": Text("其他社保补贴", "another insurance subsidy"),
}


class Other(NamedTuple):
    """Another subsidy on record, masked."""

    key: UUID
    person: str
    first: int
    last: int
    subsidy: Text
    document: str
    noted_on: date


def note_other(tx: Tx, given: Mapping[str, Any]) -> UUID:
    """Record another subsidy of a person for some months; refused whole where one of them is taken already."""
    _require(tx)
    first, last = int(given["first"]), int(given["last"])
    if not first <= last < first + MOST:
        raise refuse(
            "起止月份不对", "The months are in the wrong order, or too many", "4.a", where="last",
            mend=Text("止月不早于起月，一次最多36个月", "The last is not before the first; 36 months at most"),
        )  # fmt: skip
    mark = person_fingerprint(str(given["number"]))
    row = Statement.objects.create(
        office=tx.actor.office, party=None, kind=KIND, stated_on=local_day(tx.now), stated_by=tx.actor.identity,
        data={
            "shown": identity_number(given["number"]).masked, "first": iso(first), "last": iso(last),
            "subsidy": given["subsidy"], "document": given["document"],
        },
    )  # fmt: skip
    wanted = [funds.Wanted(facts.slot(mark, each), clause=clause("4.a")) for each in range(first, last + 1)]
    refused = funds.claim_slots(tx, wanted, _holder(row.pk), shown=str(given["document"]))
    if refused:
        taken = sorted(int(name.rpartition("/")[2]) for name in refused)
        raise refuse(
            f"{'、'.join(label(each).zh for each in taken)}已享受社保补贴，同一个月不能再享受另一项",
            f"{', '.join(label(each).say('en') for each in taken)}: subsidised already, no month twice", "4.a", where="first",
            mend=Text("去掉这些月份；原来的发放有误的，先在那项里收回", "Leave them out; if the other was wrong, it is taken back first"),
        )  # fmt: skip
    tx.audit("flexible.other_subsidy", key=str(row.pk), months=last - first + 1, subsidy=given["subsidy"])
    return row.pk


def take_back_other(tx: Tx, key: UUID, why: str) -> int:
    """A record that was wrong: its months are free again; returns how many."""
    _require(tx)
    row = Statement.objects.select_for_update().filter(pk=key, kind=KIND, office=tx.actor.office).first()
    if row is None or row.data.get("ended"):
        raise refuse("没有这条记录，或已撤销", "There is no such record, or it was taken back", "4.a")
    if not why.strip():
        raise refuse("请写明撤销的原因", "Say why it is taken back", "4.a", where="why")
    row.data = {**row.data, "ended": local_day(tx.now).isoformat(), "why": why.strip()[:200]}
    row.save(update_fields=["data"])
    freed = funds.release_slots(tx, _holder(key))
    tx.audit("flexible.other_subsidy_taken_back", key=str(key), months=freed)
    return freed


def others(office: str) -> list[Other]:
    """What an office has on record, newest first."""
    rows = Statement.objects.filter(kind=KIND, office=office).exclude(data__has_key="ended").order_by("-id")
    return [
        Other(
            row.pk, row.data["shown"], parse(row.data["first"]), parse(row.data["last"]), SUBSIDIES[row.data["subsidy"]],
            row.data["document"], row.stated_on,
        )
        for row in rows[:200]
    ]  # fmt: skip


def _require(tx: Tx) -> None:
    if tx.actor.kind != "officer":
        raise refuse("由公共就业服务机构登记", "Recorded by the employment service", "4.b")


def _holder(key: UUID) -> str:
    return f"other:{key}"
