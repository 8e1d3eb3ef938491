"""Authorities: recorded requests to see a contract, verification for other offices, findings on disputes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.kernel.calendar import compute
from gongbao.kernel.procedure import CaseState
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Actor, Tx, read, write
from gongbao.platform.electronic_contracts import evidence, ledger, store
from gongbao.platform.electronic_contracts.models import Contract, Inquiry
from gongbao.platform.electronic_contracts.words import local_day, refuse
from gongbao.platform.parties.opening import opened
from gongbao.policies.electronic_contracts.rules import BOOK

PROCEEDINGS = {
    "arbitration": Text("劳动争议调解仲裁", "Mediation or arbitration"),
    "insurance_audit": Text("社会保险稽核", "Audit of social insurance"),
    "inspection": Text("劳动保障监察执法", "Labour inspection"),
}


def request(actor: Actor, number: str, proceeding: str, matter: str, purpose: str, *, key: str) -> str:
    """An officer asks to see a contract for a proceeding of item (十四); returns the request's key."""

    def command(tx: Tx) -> str:
        if tx.actor.kind != "officer" or tx.actor.account is None:
            raise refuse("由办案人员申请", "Officers of the proceeding ask")
        if proceeding not in PROCEEDINGS:
            raise refuse("用途不在三种程序之内", "The proceeding is none of the three", clause="14.s1")
        if not matter.strip() or not purpose.strip():
            raise refuse("请写明案号和用途", "Give the matter's number and the purpose", clause="18.s2")
        with opened("find a contract for a request"):
            found = Contract.objects.filter(number=number.strip()).values("key", "office").first()
        if found is None:
            raise refuse(
                "没有这个编号的合同", "No contract has this number", ("核对合同编号", "Check the number")
            )
        days = str(BOOK["inspection_days"].at(local_day(tx.now)).value)
        due = compute("working_days_after", {"start": local_day(tx.now).isoformat(), "days": days}).due
        row = Inquiry.objects.create(
            office=tx.actor.office,
            officer=tx.actor.account,
            contract=found["key"],
            number=number.strip(),
            proceeding=proceeding,
            matter=matter.strip()[:60],
            purpose=purpose.strip()[:500],
            asked_at=tx.now,
            due=due,
        )
        tx.audit(
            "contracts.inquiry", contract=str(found["key"]), proceeding=proceeding, matter=matter.strip()[:60]
        )
        return str(row.key)

    return str(
        write(command, actor=actor, key=key, name="contracts.inquiry", request=[number, proceeding, matter])
    )


def decide(actor: Actor, inquiry: UUID, *, grant: bool, reason: str = "", key: str) -> None:
    """The custodian (a supervisor other than who asked) grants or declines, with a reason; never for its form."""

    def command(tx: Tx) -> None:
        row = Inquiry.objects.select_for_update().filter(key=inquiry, state="requested").first()
        if row is None:
            raise store.NotFound
        if tx.actor.kind != "officer" or "supervisor" not in tx.actor.roles:
            raise refuse("由监督岗位办理", "Supervisors decide")
        if tx.actor.account == row.officer:
            raise refuse("不能办理本人的申请", "Nobody decides on their own request")
        if not grant and not reason.strip():
            raise refuse("请写明不予提供的原因", "Give the reason", clause="9.s4")
        if not grant and "电子形式" in reason:
            raise refuse("不得以电子形式为由", "The electronic form is no reason", clause="13.s1")
        row.state, row.reason, row.decided_by = (
            ("granted" if grant else "declined"),
            reason[:200],
            tx.actor.identity,
        )
        row.save()
        with opened("tell the parties"):
            contract = Contract.objects.get(key=row.contract)
        if grant:
            words = Text(
                f"{PROCEEDINGS[row.proceeding].zh}调取了 {row.number}（{row.matter}）",
                f"{row.number} was called up for {PROCEEDINGS[row.proceeding].en} ({row.matter})",
            )
            for each in (contract.employer, contract.worker):
                tx.message(each, words)
        tx.audit("contracts.inquiry_decided", inquiry=str(row.key), granted=grant)

    write(command, actor=actor, key=key, name="contracts.inquiry_decide", request=[str(inquiry), grant])


def close(actor: Actor, inquiry: UUID, *, key: str) -> None:
    """The reading is over; the contract is closed to the officer again."""

    def command(tx: Tx) -> None:
        if not Inquiry.objects.filter(key=inquiry, officer=tx.actor.account, state="granted").update(
            state="closed"
        ):
            raise store.NotFound

    write(command, actor=actor, key=key, name="contracts.inquiry_close", request=str(inquiry))


def inquiries(actor: Actor) -> list[Inquiry]:
    """The officer's own requests; a supervisor sees those of the office."""
    with read(actor, purpose="inquiries"):
        mine = Inquiry.objects.filter(officer=actor.account)
        if "supervisor" in actor.roles:
            mine = mine | (
                Inquiry.objects.all() if actor.is_city else Inquiry.objects.filter(office=actor.office)
            )
        return list(mine.order_by("-asked_at")[:200])


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
            store.act(tx, row, "record_finding", "officer", body)
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
    hands over, so the answer is the same for an unknown number and a wrong code.
    """
    if not purpose.strip():
        raise refuse("请写明用途", "Give a purpose", clause="9.s4")
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
