"""Reports: the return on labour contracts, the survey, the districts' supervision, the employer's checklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read, required, write
from gongbao.platform.electronic_contracts import drafting, hints, reviews, store
from gongbao.platform.electronic_contracts.models import Contract, ContractEvent, Inquiry, Opinion
from gongbao.platform.electronic_contracts.words import EMPLOYER, refuse
from gongbao.policies.electronic_contracts.rules import OWN_TERMS as OWN_PARTS

VOICES = {"firm": Text("企业", "Firm"), "union": Text("工会", "Union"), "worker": Text("职工", "Worker")}


@dataclass(frozen=True)
class Due:
    """A day that comes for one contract."""

    number: str
    title: Text
    due: date
    clause: str


def contracts_of(actor: Actor, *, state: str = "") -> list[Contract]:
    """The documents of the party, newest first; ended ones stay in the list."""
    with read(actor, purpose="my contracts"):
        mine = Contract.objects.filter(Q(employer=actor.party) | Q(worker=actor.party))
        if actor.party is None:
            return []
        # A draft is the employer's own until it is sent.
        mine = mine.exclude(Q(state="drafting") & ~Q(employer=actor.party))
        found = mine.filter(state=state) if state else mine
        return list(found.defer("sealed").order_by("-created_at")[:500])


def calendar_of(actor: Actor) -> list[Due]:
    """What comes for the party's contracts in force or just ended, earliest first."""
    with read(actor, purpose="calendar"):
        on = local_day(required().now)
        rows = Contract.objects.filter(
            Q(employer=actor.party) | Q(worker=actor.party),
            kind__in=("contract", "renewal"),
            effective_at__isnull=False,
        )
        found = [
            Due(row.number, each.title, each.due, each.clause)
            for row in rows.order_by("ends_on")[:1000]
            for each in drafting.duties(row)
            if each.due >= on
        ]
        return sorted(found, key=lambda each: each.due)


def checklist(actor: Actor) -> list[tuple[Text, str, bool]]:
    """The employer's duties of item (十一): what this system does for them, and what the employer sees to."""
    with read(actor, purpose="duties"):
        mine = Contract.objects.filter(employer=actor.party, kind="contract")
        sent = mine.exclude(state__in=("drafting", "withdrawn"))
        signed = sent.filter(worker_signed_at__isnull=False)
        return [
            (Text("签署前已说明资质、条件和措施", "Explained before signing"), "lao-2020-28/11.s1", not signed.filter(explained_at=None).exists()),
            (Text("已告知流程和操作方法", "Steps and handling told"), "lao-2020-28/11.s3", not signed.filter(explained_at=None).exists()),
            (Text("双方同意电子形式在先", "Agreement to the form came first"), "lao-2020-28/1", not signed.filter(worker_agreed_at=None).exists()),
            (Text("劳动者可自主查询、下载、打印、验证", "Workers help themselves"), "lao-2020-28/11.s4", True),
            (Text("不收费、不设审批", "No fee, no approval"), "lao-2020-28/11.s5", True),
            (Text("用工满一个月未签的为零", "Nobody unsigned after a month"), "lao-2020-28/3.s2", not _late(mine, required().now)),
        ]  # fmt: skip


def _late(rows: Any, now: Any) -> bool:
    from gongbao.policies.electronic_contracts.derive import add_months

    on = local_day(now)
    waiting = rows.filter(
        effective_at=None, state__in=("drafting", "proposed", "negotiating", "agreed", "part_signed")
    )
    return any(add_months(row.starts_on, 1) < on for row in waiting if row.starts_on)


def statistics(actor: Actor, year: int) -> dict[str, Any]:
    """Counts for officers: concluded, renewed, changed, ended, refused, by kind and office; nothing personal."""
    if actor.kind not in ("officer", "system"):
        raise refuse("统计由工作人员查看", "Statistics are for officers", clause="18.s1")
    with read(actor, purpose="statistics"):
        rows = Contract.objects.all() if actor.sees_all else Contract.objects.filter(office=actor.office)
        effective = rows.filter(effective_at__year=year)
        by_office = effective.values("office").annotate(
            n=Count("key"), firms=Count("employer", distinct=True)
        )
        by_kind = effective.values("kind").annotate(n=Count("key"))
        by_type = effective.filter(kind="contract").values("contract_type").annotate(n=Count("key"))
        return {
            "year": year,
            "concluded": effective.filter(kind="contract").count(),
            "employers": effective.values("employer").distinct().count(),
            "by_office": {row["office"]: [row["n"], row["firms"]] for row in by_office},
            "by_kind": {row["kind"]: row["n"] for row in by_kind},
            "by_type": {row["contract_type"]: row["n"] for row in by_type},
            "ended": rows.filter(ended_on__year=year).count(),
            "refused": rows.filter(state="refused", created_at__year=year).count(),
            "lapsed": rows.filter(state="lapsed", created_at__year=year).count(),
            "disputed": ContractEvent.objects.filter(action="dispute", at__year=year).count() if actor.sees_all
            else ContractEvent.objects.filter(action="dispute", at__year=year, office=actor.office).count(),
            "inquiries": Inquiry.objects.filter(asked_at__year=year, **({} if actor.sees_all else {"office": actor.office})).count(),
            "opinions": {
                voice: Opinion.objects.filter(voice=voice, at__year=year, **({} if actor.sees_all else {"office": actor.office})).count()
                for voice in VOICES
            },
        }  # fmt: skip


def give_opinion(actor: Actor, office: str, voice: str, statement: str, *, key: str) -> None:
    """Firms, unions and workers say what they think; the district reports it (part seven)."""

    def command(tx: Tx) -> None:
        if voice not in VOICES or not statement.strip():
            raise refuse("请选择身份并写明意见", "Say who you are and what you think", clause="VII.2")
        Opinion.objects.create(
            office=office,
            voice=voice,
            statement=secrets.seal(statement.strip()[:2000], "contract.opinion"),
            at=tx.now,
        )

    write(command, actor=actor, key=key, name="contracts.opinion", request=[office, voice])


def opinions(actor: Actor) -> list[tuple[str, str, Any]]:
    """The opinions of the officer's district: voice, words, when."""
    with read(actor, purpose="opinions"):
        rows = Opinion.objects.all() if actor.sees_all else Opinion.objects.filter(office=actor.office)
        return [
            (row.voice, secrets.unseal(bytes(row.statement), "contract.opinion"), row.at)
            for row in rows.order_by("-at")[:200]
        ]


def _review(body: dict[str, Any]) -> dict[str, Any]:
    """A review as its event tells it: the outcome and each condition of the law with its words and clause."""
    parts = {part.tag.name: part.tag for part in OWN_PARTS}
    return {
        "outcome": body["found"],
        "reviewer": body.get("reviewer", ""),
        "findings": [
            (parts[name].label, parts[name].clause, state)
            for name, state in body["findings"].items()
            if name in parts
        ],
    }


def whole(actor: Actor, number: str) -> dict[str, Any]:
    """The four classes of item (十): text, identity checks, operations, evidence; for a party or a granted officer."""
    from gongbao.platform.electronic_contracts import ledger, packing
    from gongbao.platform.electronic_contracts.models import IdentityCheck, SigningKey

    with read(actor, purpose="see a contract"):
        row = store.reach(actor, number, doing="see")
        file = store.newest(row, "kept", "signed", "sealed", "laid")
        entry = (
            ledger.LogEntry.objects.filter(contract=row.key, index__isnull=False).order_by("-index").first()
        )
        checkpoint = ledger.Checkpoint.objects.order_by("-size").first()
        related = Contract.objects.filter(
            Q(original=row.key) | Q(key=row.original) if row.original else Q(original=row.key)
        )
        terms = store.terms_of(row)
        words = store.statements_of(row)
        own = str(terms.get("own_terms") or "").strip()
        reviewed = next((e for e in reversed(store.events_of(row)) if e.action == "review_terms"), None)
        serials = [each.body.get("serial") for each in store.events_of(row) if each.body.get("serial")]
        return {
            "row": row,
            "role": store.role_in(actor, row),
            "terms": terms,
            "review": _review(reviewed.body) if reviewed and reviewed.body["sm3"] == reviews.hash_of(own) else None,
            "unreviewed": bool(own) and store.role_in(actor, row) == EMPLOYER and reviews.lawful(row, terms) is None,
            "hints": hints.of(row, local_day(required().now)),
            "said": [
                (each, words[each.sequence]) for each in store.events_of(row) if each.sequence in words
            ],
            "doubt": [each for each in store.events_of(row) if each.action == "key_doubt"],
            "names": store.names_of(row),
            "wish": drafting.wish_of(row),
            "differences": drafting.differences(row),
            "events": store.events_of(row),
            "broken_event": store.broken_event(row),
            "checks": list(IdentityCheck.objects.filter(party__in=(row.employer, row.worker), level__gt=0).order_by("-at")[:10]),
            "keys": list(SigningKey.objects.filter(serial__in=serials).defer("sealed")),
            "sm3": file.sm3 if file else "",
            "stages": packing.stages(row),
            "entry": entry,
            "checkpoint": checkpoint,
            "duties": drafting.duties(row),
            "related": list(related.order_by("created_at")),
        }  # fmt: skip
