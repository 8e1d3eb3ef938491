"""Cases of signing keys: reported as leaked or lost, stopped after wrong passwords or by the authority, revoked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, open_case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import SYSTEM, Actor, Tx, new_key, write
from gongbao.platform.electronic_contracts import evidence, store
from gongbao.platform.electronic_contracts.models import Contract, SigningKey
from gongbao.platform.electronic_contracts.words import EMPLOYER, WORKER, refuse
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.opening import opened
from gongbao.platform.parties.services import firm, party
from gongbao.policies.electronic_contracts.procedure import KEY

NO_CONTRACT = "city_hr"
"""Whose matter the key of somebody without any contract is."""
REASON_OF = {"leaked": "key_compromise", "lost": "cessation_of_operation"}


def report(actor: Actor, what_kind: str, known_on: date, what: str, *, key: str) -> int:
    """A key that is or may be known to others, or is lost: a case of its own, the key stopped at once (item 12).

    Returns how many contracts signed since the day it became known are marked for review.
    """

    def command(tx: Tx) -> int:
        if tx.actor.kind != "party" or tx.actor.party is None:
            raise refuse("请以当事人身份办理", "Act as a party")
        case = open_for(tx, tx.actor.party)
        raw = {"case": what_kind, "known_on": known_on.isoformat(), "what": what}
        casework.step(tx, case, "report_leak", raw=raw)
        return len(_signed_since(tx.actor.party, known_on)) if what_kind == "leaked" else 0

    request = [what_kind, str(known_on), what]
    return int(write(command, actor=actor, key=key, name="contracts.leak", request=request))


def lock(who: UUID) -> None:
    """Stop a key after too many wrong passwords: a case as for a leak, opened by the system."""

    def command(tx: Tx) -> None:
        casework.step(tx, open_for(tx, who), "lock")

    write(command, actor=SYSTEM, key=str(new_key()), name="contracts.key_locked")


def stop(actor: Actor, serial: str, reason: str, *, key: str) -> str:
    """A supervisor stops the key of a certificate, with a reason; returns the case's number."""

    def command(tx: Tx) -> str:
        row = SigningKey.objects.filter(serial=serial.strip().upper(), state="in_use").first()
        if row is None:
            raise refuse(
                "没有使用中的这张证书", "No certificate with this number is in use",
                ("核对证书编号", "Check the number"), "7.s2",
            )  # fmt: skip
        with opened("whose key it is"):
            office = office_of(row.party)
        if tx.actor.kind != "officer" or not (tx.actor.is_city or tx.actor.office == office):
            raise store.NotFound
        case = open_for(tx, row.party)
        casework.step(tx, case, "stop", decided={"reasons": [reason]})
        return case.number

    return str(write(command, actor=actor, key=key, name="contracts.stop_key", request=[serial, reason]))


def open_for(tx: Tx, who: UUID) -> Case:
    """A case for the key a party signs with. Raises Refusal where there is none."""
    row = SigningKey.objects.filter(party=who, state="in_use").first()
    if row is None:
        raise refuse("没有使用中的签名密钥", "There is no key in use", clause="12.s4")
    title = f"{party(who).name} 签名证书 {row.serial[:12]}"
    return open_case(tx, KEY.id, office_of(who), who, title[:200], once=f"contracts.key:{row.serial}")


def office_of(who: UUID) -> str:
    """A firm's office; of a person the one of the latest contract."""
    if party(who).kind == "firm":
        return firm(who).office
    found = (
        Contract.objects.filter(worker=who).order_by("-created_at").values_list("office", flat=True).first()
    )
    return found or NO_CONTRACT


def disable(tx: Tx, case: Case, act: Act) -> None:
    """The key signs no more, its certificate is on the list, everybody who has a contract with its holder is told."""
    if case.party is None:
        raise refuse("本件没有当事人", "The case has no party")
    row = SigningKey.objects.select_for_update().filter(party=case.party, state="in_use").first()
    if row is None:
        raise refuse("没有使用中的签名密钥", "There is no key in use", clause="12.s4")
    form = act.personal.get(casework.FORM) or {}
    known_on = date.fromisoformat(form["known_on"]) if form.get("known_on") else None
    if known_on is not None and known_on > local_day(tx.now):
        raise refuse("得知日期不能晚于今天", "The day lies in the future", clause="12.s4")
    kind = form.get("case", "")
    halt(tx, row, REASON_OF.get(kind, "unspecified"), known_on if kind == "leaked" else None)
    if kind == "leaked" and known_on is not None:
        for contract in _signed_since(case.party, known_on):
            _mark(tx, contract, case, row, known_on)
    told = _others(case.party)
    words = Text(
        "对方的签名密钥已停用，证书已吊销", "The other party's key was stopped, its certificate revoked"
    )
    if kind == "leaked":
        words = Text(
            "对方报告签名密钥可能失密，已停用", "The other party reported a leaked key; it is stopped"
        )
    for each in told:
        tx.message(each, words)
    tx.audit(
        "contracts.key_disabled", case=case.number, serial=row.serial, told=len(told), why=kind or act.action
    )


def give_notice(tx: Tx, case: Case, act: Act) -> None:
    """The certificate is on the list for good; a letter says so and names the contracts signed in doubt."""
    row = SigningKey.objects.filter(party=case.party).exclude(stopped_at=None).order_by("-stopped_at").first()
    if row is None or case.party is None:
        raise refuse("密钥还没有停用", "The key has not been stopped", clause="12.s5")
    evidence.revoke(
        tx, bytes.fromhex(row.chain[0]), "unspecified"
    )  # where it is listed already, the first entry stands
    doubtful = _signed_since(case.party, row.leak_known_on) if row.leak_known_on else []
    why = [each.text.zh for each in KEY.action("revoke").reasons if each.id in act.body.get("reasons", ())]
    stopped = f"{local_day(row.stopped_at)}" if row.stopped_at else ""
    content = letters.Content(
        opening=(f"您的签名证书已吊销（办件 {case.number}）。",),
        facts=(
            ("证书编号", row.serial),
            ("停用日期", stopped),
            ("得知失密日期", str(row.leak_known_on or "不适用")),
            ("此后签署、列为待核的合同", "、".join(each.number for each in doubtful) or "没有"),
        ),
        basis=("京人社劳发〔2020〕28号第十二项",),
        decision=(
            *(f"原因：{each}" for each in why),
            "该证书不能再用于签署；停用以前的签署不因吊销失效。",
            "需要继续签署的，核验身份后领取新证书。",
        ),
    )
    name = party(case.party).name
    issued = letters.issue(
        tx, "decision.28.key", Text("签名证书吊销通知书", "Notice of a revoked certificate"), content,
        office=case.office, addressee=name, prefix="签名证书吊销", case=case.key, party=case.party,
    )  # fmt: skip
    letters.serve(tx, issued.letter, "online")
    tx.message(
        case.party, Text(f"{case.number}：签名证书吊销通知书已出具", f"{case.number}: the notice was issued")
    )


def halt(tx: Tx, row: SigningKey, reason: str, known_on: date | None) -> None:
    """Put a key out of use and its certificate on the revocation list."""
    row.state, row.stopped_at, row.leak_known_on = "revoked", tx.now, known_on
    row.save(update_fields=["state", "stopped_at", "leak_known_on"])
    evidence.revoke(tx, bytes.fromhex(row.chain[0]), reason)


def _mark(tx: Tx, contract: Contract, case: Case, row: SigningKey, known_on: date) -> None:
    """Say on a contract that its signature fell after the leak was known: for review, it is not void by that."""
    role = EMPLOYER if contract.employer == case.party else WORKER
    body = {"serial": row.serial, "known_on": known_on.isoformat(), "case": case.number}
    store.record(tx, contract, "key_doubt", role, body)
    contract.save()


def _signed_since(who: UUID, known_on: date) -> list[Contract]:
    """Contracts the party signed on the day the leak became known or later."""
    rows = [
        *Contract.objects.filter(worker=who, worker_signed_at__isnull=False),
        *Contract.objects.filter(employer=who, employer_signed_at__isnull=False),
    ]
    return [
        each
        for each in rows
        if (at := each.worker_signed_at if each.worker == who else each.employer_signed_at)
        and local_day(at) >= known_on
    ]


def _others(who: UUID) -> list[UUID]:
    """Everybody who has a contract with the party."""
    rows = Contract.objects.filter(worker=who) | Contract.objects.filter(employer=who)
    return sorted({each for pair in rows.values_list("employer", "worker") for each in pair} - {who})
