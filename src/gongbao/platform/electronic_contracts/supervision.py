"""Supervision of concluding and ending (十八): what stands out in an office's contracts, employer by employer, and by industry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, read, required
from gongbao.platform.electronic_contracts.models import Contract, ContractEvent
from gongbao.platform.electronic_contracts.words import refuse
from gongbao.platform.parties.services import industries, parties
from gongbao.policies.electronic_contracts.derive import add_months
from gongbao.policies.electronic_contracts.rules import BOOK

OPEN = ("drafting", "proposed", "negotiating", "agreed", "part_signed")
MOST = 500
KINDS = {
    "unsigned": (Text("用工满一个月仍未订立", "No contract after a month of work"), "lao-2020-28/3.s2"),
    "uncertified": (Text("结束后未出具证明", "Ended without a certificate"), "lao-2020-28/5"),
    "not_moved": (Text("结束证明出具后逾期未登记转移", "The transfer is overdue"), "lao-2020-28/5"),
    "disputed": (Text("签署有异议，待审查", "The signatures are disputed"), "lao-2020-28/14.s2"),
    "key_doubt": (
        Text("密钥得知失密后仍签署，待核", "Signed after a key's leak was known"),
        "lao-2020-28/12.s5",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that stands out: its kind, the employer, the contract's number and since when."""

    kind: str
    employer: str
    number: str
    since: date


def findings(actor: Actor) -> list[Finding]:
    """What stands out in the officer's office (the city: everywhere), longest first; no worker is named."""
    _officers_only(actor)
    with read(actor, purpose="supervision"):
        note("contracts.supervision")
        on = local_day(required().now)
        found = [*_unsigned(actor, on), *_ended(actor, on), *_doubted(actor)]
        names = parties({row.employer for _, row, _ in found})
        listed = [
            Finding(kind, names[row.employer].name if row.employer in names else "", row.number, since)
            for kind, row, since in found
        ]
        return sorted(listed, key=lambda each: (each.since, each.number))[:MOST]


def by_industry(actor: Actor, year: int) -> list[tuple[str, int, int, int]]:
    """Contracts concluded and ended in a year by the employer's industry: name, concluded, ended, employers; largest first."""
    _officers_only(actor)
    with read(actor, purpose="statistics"):
        rows = _own(actor)
        made = rows.filter(kind="contract", effective_at__year=year).values_list("employer", flat=True)
        over = rows.filter(kind="contract", ended_on__year=year).values_list("employer", flat=True)
        concluded, ended = Counter(made), Counter(over)
        named = industries({*concluded, *ended})
        sums: dict[str, list[Any]] = {}
        for firm in {*concluded, *ended}:
            line = sums.setdefault(named.get(firm, ""), [0, 0, 0])
            line[0] += concluded[firm]
            line[1] += ended[firm]
            line[2] += 1
        return sorted(((name, *line) for name, line in sums.items()), key=lambda each: (-each[1], each[0]))


def _unsigned(actor: Actor, on: date) -> Iterator[tuple[str, Contract, date]]:
    for row in _own(actor).filter(kind="contract", effective_at=None, state__in=OPEN, starts_on__lt=on):
        due = add_months(row.starts_on, 1)
        if due < on:
            yield "unsigned", row, due


def _ended(actor: Actor, on: date) -> Iterator[tuple[str, Contract, date]]:
    certificates = _own(actor).filter(kind="certificate")
    certified = set(certificates.values_list("original", flat=True))
    for row in _own(actor).filter(kind="contract", state="ended", ended_on__lt=on):
        if row.key not in certified:
            yield "uncertified", row, row.ended_on
    for row in certificates.filter(state="certified", ends_on__lt=on):
        late = row.ends_on + timedelta(days=int(str(BOOK["transfer_days"].at(on).value)))
        if late < on:
            yield "not_moved", row, late


def _doubted(actor: Actor) -> Iterator[tuple[str, Contract, date]]:
    told = ContractEvent.objects.filter(action__in=("dispute", "key_doubt"))
    when = {(each.contract, each.action): local_day(each.at) for each in told.order_by("at")}
    for row in _own(actor).filter(key__in={contract for contract, _ in when}, state="effective"):
        if CaseState.load(row.fold).opened("dispute"):
            yield "disputed", row, when[row.key, "dispute"]
        if (row.key, "key_doubt") in when:
            yield "key_doubt", row, when[row.key, "key_doubt"]


def _own(actor: Actor) -> Any:
    rows = Contract.objects.defer("sealed")
    return rows if actor.sees_all else rows.filter(office=actor.office)


def _officers_only(actor: Actor) -> None:
    if actor.kind not in ("officer", "system"):
        raise refuse("由工作人员查看", "For officers", clause="18.s2")
