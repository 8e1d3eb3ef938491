"""Authorities: recorded requests to see a contract, verification for other offices, findings on disputes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.audit.services import note
from gongbao.platform.cases.services import Act, Case, lock_case, open_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.electronic_contracts import evidence, ledger, lookup_limit, store
from gongbao.platform.electronic_contracts.models import Contract, Inquiry
from gongbao.platform.electronic_contracts.words import refuse
from gongbao.platform.parties.opening import opened
from gongbao.policies.electronic_contracts.procedure import INSPECTION

PROCEEDINGS = {
    "arbitration": Text("劳动争议调解仲裁", "Mediation or arbitration"),
    "insurance_audit": Text("社会保险稽核", "Audit of social insurance"),
    "inspection": Text("劳动保障监察执法", "Labour inspection"),
}


def request(actor: Actor, number: str, proceeding: str, matter: str, purpose: str, *, key: str) -> str:
    """An officer asks to see a contract for a proceeding of item (十四): a case; returns its number."""

    def command(tx: Tx) -> str:
        if tx.actor.kind != "officer" or tx.actor.account is None:
            raise refuse("由办案人员申请", "Officers of the proceeding ask")
        if proceeding not in PROCEEDINGS:
            raise refuse("用途不在三种程序之内", "The proceeding is none of the three", clause="14.s1")
        if not matter.strip() or not purpose.strip():
            raise refuse("请写明案号和用途", "Give the matter's number and the purpose", clause="18.s2")
        _contract(number)
        title = f"{number.strip()} {PROCEEDINGS[proceeding].zh} {matter.strip()}"
        case = open_case(tx, INSPECTION.id, tx.actor.office, None, title[:200])
        raw = {
            "number": number.strip(), "proceeding": proceeding, "matter": matter.strip()[:60], "purpose": purpose.strip()[:500],
        }  # fmt: skip
        casework.step(tx, case, "request", raw=raw)
        return case.number

    return str(
        write(
            command,
            actor=actor,
            key=key,
            name="contracts.inquiry",
            request=[number, proceeding, matter, purpose],
        )
    )


def decide(actor: Actor, case: str, *, grant: bool, reason: str = "", note: str = "", key: str) -> None:
    """A supervisor other than who asked grants or declines, with a reason of the list; never for its form."""

    def command(tx: Tx) -> None:
        row = lock_case(access_case(tx.actor, case, doing="decide").key)
        if "电子形式" in note and not grant:
            raise refuse("不得以电子形式为由", "The electronic form is no reason", clause="13.s1")
        decided = {} if grant else {"reasons": [reason] if reason else []}
        casework.step(tx, row, "grant" if grant else "decline", decided=decided, note=note)

    write(command, actor=actor, key=key, name="contracts.inquiry_decide", request=[case, grant, reason, note])


def read_one(actor: Actor, case: str, *, key: str) -> str:
    """Note the reading in the case and return the contract's number; only for who asked, while it is granted."""

    def command(tx: Tx) -> str:
        row = lock_case(access_case(tx.actor, case, doing="read").key)
        casework.step(tx, row, "read")
        return Inquiry.objects.get(case=row.key).number

    return str(write(command, actor=actor, key=key, name="contracts.inquiry_read", request=case))


def close(actor: Actor, case: str, *, key: str) -> None:
    """The reading is over; the contract is closed to the officer again."""

    def command(tx: Tx) -> None:
        casework.step(tx, lock_case(access_case(tx.actor, case, doing="close").key), "close")

    write(command, actor=actor, key=key, name="contracts.inquiry_close", request=case)


def keep_request(tx: Tx, case: Case, act: Act) -> None:
    """Keep what was asked: once for a case, more may be added until it is decided."""
    form = act.personal[casework.FORM]
    found = _contract(form["number"])
    more = {name: form[name] for name in ("proceeding", "matter", "purpose")}
    row = Inquiry.objects.filter(case=case.key).first()
    if row is None:
        Inquiry.objects.create(
            case=case.key, office=case.office, officer=tx.actor.account, contract=found["key"], number=form["number"],
            asked_at=tx.now, due=case.due or local_day(tx.now), **more,
        )  # fmt: skip
    elif row.officer != tx.actor.account or row.number != form["number"]:
        raise refuse(
            "只能补充本人对同一份合同的申请", "Only one's own request for the same contract is added to"
        )
    else:
        Inquiry.objects.filter(key=row.key).update(**more)
    tx.audit(
        "contracts.inquiry", contract=str(found["key"]), proceeding=form["proceeding"], matter=form["matter"]
    )


def open_contract(tx: Tx, case: Case, act: Act) -> None:
    """Who asked may read the contract from now on; both parties are told for what."""
    row = _set(case, "granted")
    with opened("tell the parties"):
        contract = Contract.objects.get(key=row.contract)
    words = Text(
        f"{PROCEEDINGS[row.proceeding].zh}调取了 {row.number}（{row.matter}）",
        f"{row.number} was called up for {PROCEEDINGS[row.proceeding].en} ({row.matter})",
    )
    for each in (contract.employer, contract.worker):
        tx.message(each, words)
    tx.audit("contracts.inquiry_decided", inquiry=str(row.key), granted=True)


def shut_contract(tx: Tx, case: Case, act: Act) -> None:
    """The contract is closed to who asked."""
    row = _set(case, "declined" if act.action == "decline" else "closed")
    tx.audit("contracts.inquiry_decided", inquiry=str(row.key), granted=False)


def only_who_asked(tx: Tx, case: Case, act: Act) -> None:
    """Only who asked reads."""
    if not Inquiry.objects.filter(case=case.key, officer=tx.actor.account, state="granted").exists():
        raise refuse("只有申请人可以查阅", "Only who asked may read", clause="9.s4")


def _set(case: Case, state: str) -> Inquiry:
    row = Inquiry.objects.select_for_update().get(case=case.key)
    row.state = state
    row.save(update_fields=["state"])
    return row


def _contract(number: str) -> dict[str, Any]:
    with opened("find a contract for a request"):
        found = Contract.objects.filter(number=number.strip()).values("key", "office").first()
    if found is None:
        raise refuse(
            "没有这个编号的合同", "No contract has this number", ("核对合同编号", "Check the number")
        )
    return dict(found)


def cases_of(rows: Iterable[Inquiry]) -> dict[UUID, Case]:
    """The cases of requests by their keys, inside a reading."""
    return {each.key: each for each in Case.objects.filter(key__in=[row.case for row in rows if row.case])}


def inquiries(actor: Actor) -> list[tuple[Inquiry, str]]:
    """The officer's own requests with their cases' numbers; a supervisor sees those of the office."""
    with read(actor, purpose="inquiries"):
        mine = Inquiry.objects.filter(officer=actor.account)
        if "supervisor" in actor.roles:
            mine = mine | (
                Inquiry.objects.all() if actor.is_city else Inquiry.objects.filter(office=actor.office)
            )
        rows = list(mine.order_by("-asked_at")[:200])
        numbers = cases_of(rows)
        return [(row, numbers[row.case].number) for row in rows if row.case in numbers]


def finding(actor: Actor, number: str, matter: str, statement: str, *, key: str) -> None:
    """Record what the tribunal, auditor or inspector found on an oldest open dispute; the system concludes nothing."""

    def command(tx: Tx) -> None:
        with opened("record a finding"):
            row = Contract.objects.select_for_update().filter(number=number).first()
            granted = (
                row
                and Inquiry.objects.filter(
                    contract=row.key, officer=tx.actor.account, state="granted"
                ).exists()
            )
            if row is None or not granted:
                raise store.NotFound
            open_ones = CaseState.load(row.fold).opened("dispute")
            if not open_ones:
                raise refuse("没有待审查的异议", "No dispute is open", clause="14.s2")
            body = {
                "settles": open_ones[0].number,
                "matter": matter[:60],
                "sm3": evidence.digest(statement.encode()).hex(),
            }
            if not statement.strip():
                raise refuse("请写明审查结果", "Say what was found", clause="14.s2")
            store.keep_statement(tx, row, store.act(tx, row, "record_finding", "officer", body), statement)
            for each in (row.employer, row.worker):
                tx.message(
                    each,
                    Text(
                        f"{row.number} 的异议已有审查结果（{matter}）",
                        f"A finding on {row.number} was recorded ({matter})",
                    ),
                )

    write(command, actor=actor, key=key, name="contracts.finding", request=[number, matter, statement])


def lookup(actor: Actor, number: str, code: str, purpose: str) -> dict[str, Any]:
    """For other offices: whether number and code name a contract, its state and what its signatures prove.

    Nothing of the text is told; the look-up is logged with its purpose. The two together are what the party
    hands over, so the answer is the same for an unknown number and a wrong code. Raises TooMany beyond the
    institution's look-ups of a minute.
    """
    if not purpose.strip():
        raise refuse("请写明用途", "Give a purpose", clause="9.s4")
    lookup_limit.count(actor, purpose)
    with read(actor, purpose=purpose), opened("look a contract up"):
        note(f"contracts.lookup {number}")
        row = Contract.objects.filter(number=number.strip(), code=code.strip().upper()).first()
        if row is None:
            return {"found": False}
        file = store.newest(row, "package", "kept", "signed")
        report = evidence.check(bytes(file.content), log=ledger.TableLog()) if file else None
        return {
            "found": True,
            "number": row.number,
            "kind": row.kind,
            "state": row.state,
            "effective_on": local_day(row.effective_at).isoformat() if row.effective_at else None,
            "ended_on": row.ended_on.isoformat() if row.ended_on else None,
            "counts_as_written": True,
            "clause": "lao-2020-28/13.s1",
            "verification": report.to_json() if report else None,
        }
