"""Ends: notices with one signature, certificates of ending, expiry, and what a successor does to its original."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.electronic_contracts import agreeing, drafting, evidence, identity, ledger, store
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.electronic_contracts.words import EMPLOYER, SYSTEM, WORKER, refuse
from gongbao.policies.electronic_contracts.derive import add_months
from gongbao.policies.electronic_contracts.facts import GROUNDS
from gongbao.policies.electronic_contracts.rules import QUESTIONS

ENDING = next(each for each in QUESTIONS if each.id.endswith("/ending"))
OF_WORKER, OF_EMPLOYER = (
    ("worker_notice", "worker_cause"),
    ("employer_fault", "employer_notice", "redundancy", "expiry"),
)


def give_notice(
    actor: Actor, number: str, ground: str, ends_on: date, statement: str, facts: Mapping[str, Any],
    password: str, *, key: str,
) -> str:  # fmt: skip
    """End a contract one-sidedly: judged by the room's rule, signed by one, delivered at once; its number.

    `facts` are the further facts of ``electronic_contracts/ending`` the giver states; a ground that a person
    must judge does not bar the notice, it is told on it.
    """

    def command(tx: Tx) -> str:
        original = store.lock(tx, number)
        role = store.role_in(tx.actor, original)
        if ground not in (OF_WORKER if role == WORKER else OF_EMPLOYER):
            raise refuse("这个事由不由您提出", "That ground is not yours to give", clause="5")
        if original.kind != "contract" or original.state != "effective":
            raise refuse(
                "只有生效中的合同可以通知结束", "Only a contract in force can be ended by notice", clause="5"
            )
        _judge(tx, original, ground, ends_on, facts)
        terms = store.terms_of(original) | {
            "ends_on": ends_on, "ground": ground, "ground_words": GROUNDS[ground].zh, "statement": statement,
        }  # fmt: skip
        row = drafting.open_contract(tx, original.employer, terms, kind="notice", original=original, by=role)
        agreeing.fix_text(tx, row, (role,))
        check = identity.require_level(tx, _who(row, role), "identity_level_sign")
        _, private = identity.open_key(tx, _who(row, role), password)
        _sign_alone(tx, row, role, private, check.level, "sign_notice")
        store.act(tx, row, "deliver", SYSTEM, {"received_at": tx.now.isoformat()})
        other = WORKER if role == EMPLOYER else EMPLOYER
        tx.message(
            _who(row, other),
            Text(f"对方发来结束合同的通知 {row.number}", f"A notice of ending reached you: {row.number}"),
        )
        _end_at(tx, original, ends_on, ground)
        return row.number

    try:
        return str(
            write(
                command,
                actor=actor,
                key=key,
                name="contracts.notice",
                request=[number, ground, str(ends_on), statement, sorted(facts.items())],
            )
        )
    except identity.WrongPassword:
        identity.note_wrong(actor)
        raise


def certify_end(actor: Actor, number: str, password: str, *, key: str) -> str:
    """The employer's certificate that an employment ended, signed and chained; returns its number."""

    def command(tx: Tx) -> str:
        original = store.lock(tx, number, EMPLOYER)
        if original.state != "ended" or original.ended_on is None:
            raise refuse("合同还没有结束", "The contract has not ended", clause="5")
        terms = store.terms_of(original) | {"ends_on": original.ended_on}
        row = drafting.open_contract(tx, original.employer, terms, kind="certificate", original=original)
        agreeing.fix_text(tx, row, (EMPLOYER,))
        check = identity.require_level(tx, row.employer, "identity_level_sign")
        _, private = identity.open_key(tx, row.employer, password)
        _sign_alone(tx, row, EMPLOYER, private, check.level, "sign_notice")
        store.act(tx, row, "deliver", SYSTEM, {"received_at": tx.now.isoformat()})
        store.act(tx, row, "certify_end", EMPLOYER, {"ends_on": original.ended_on.isoformat()})
        drafting.plan_expiry(tx, row)
        tx.message(
            row.worker,
            Text(f"单位已出具结束证明 {row.number}", f"The employer certified the end: {row.number}"),
        )
        return row.number

    return str(write(command, actor=actor, key=key, name="contracts.certify_end", request=number))


def confirm_transfer(actor: Actor, number: str, moved_on: date, *, key: str) -> None:
    """The employer records that file and insurance were moved; the certificate's fifteen days end with it."""

    def command(tx: Tx) -> None:
        row = store.lock(tx, number, EMPLOYER)
        if row.kind != "certificate":
            raise refuse("只在结束证明上登记转移", "Transfers are recorded on the certificate", clause="5")
        ended = store.terms_of(row)["ends_on"]
        if not ended <= moved_on <= local_day(tx.now):
            raise refuse(
                "转移日期应在合同结束之后、今天以前",
                "The transfer lies between the end and today",
                ("核对日期", "Check the day"),
                "5",
            )
        store.act(tx, row, "confirm_transfer", EMPLOYER, {"moved_on": moved_on.isoformat()})
        tx.message(
            row.worker,
            Text(f"{row.number} 单位已登记转移档案和社保", f"{row.number}: file and insurance were moved"),
        )

    write(command, actor=actor, key=key, name="contracts.transfer", request=[number, str(moved_on)])


def follow(tx: Tx, row: Contract) -> None:
    """What a document in force does to its original, and the days that follow from it."""
    original = Contract.objects.select_for_update().filter(key=row.original).first() if row.original else None
    if row.kind == "end_agreement" and original is not None and row.ends_on is not None:
        _end_at(tx, original, row.ends_on, "agreement")
    if row.kind == "renewal" and original is not None:
        store.record(tx, original, "renewed", SYSTEM, {"by": row.number})
        original.save()
    if row.kind == "change" and original is not None:
        store.record(tx, original, "changed", SYSTEM, {"by": row.number})
        original.save()
    if row.kind in ("contract", "renewal"):
        _plan(tx, row)


def end(tx: Tx, row: Contract, on: date, ground: str) -> None:
    """The contract is over; the record stays and the parties may still read it."""
    if row.state == "effective":
        row.ended_on = on
        store.act(tx, row, "end", SYSTEM, {"ends_on": on.isoformat(), "ground": ground})
        for each in (row.employer, row.worker):
            tx.message(
                each,
                Text(
                    f"{row.number} 已于 {on} 结束，仍可查看下载",
                    f"{row.number} ended on {on}; it can still be read",
                ),
            )


def renewed(row: Contract) -> bool:
    """Whether a renewal in force follows the contract."""
    return Contract.objects.filter(original=row.key, kind="renewal", state="effective").exists()


def _judge(tx: Tx, original: Contract, ground: str, ends_on: date, facts: Mapping[str, Any]) -> None:
    on = local_day(tx.now)
    terms = store.terms_of(original)
    probation = (
        add_months(original.starts_on, terms.get("probation_months") or 0) if original.starts_on else on
    )
    told = {
        "ground": ground,
        "on_probation": on < probation,
        "notice_days": (ends_on - on).days,
        "term_over": bool(original.ends_on and original.ends_on <= ends_on),
        **facts,
        # The notice is delivered in the same step, names the original it follows, and the original is one of ours.
        "notice_delivered": True,
        "chained_to_original": True,
        "original_electronic": True,
    }
    answer = ENDING.at(on).determine(told)
    if answer.outcome == "not_met":
        failed = next(each for each in answer.reasons if answer.state_of(each) == "not_met")
        label = failed.unit.tag.label
        raise Refusal(
            Text(f"不能这样结束：{label.zh}", f"It cannot end this way: {label.en}"),
            mend=Text("更改日期或事由；不清楚的先咨询", "Change the day or the ground, or ask for advice"),
            clause=failed.unit.tag.clause,
        )


def _sign_alone(tx: Tx, row: Contract, role: str, private: Any, level: int, action: str) -> None:
    file = store.newest(row, "laid")
    if file is None:
        raise refuse("文件还没有排版", "The document is not laid out")
    name = store.names_of(row)[0 if role == EMPLOYER else 1]
    signed = evidence.put_signature(
        tx, bytes(file.content), file.places or {}, role, name, private, first=True, reason="单方文件"
    )
    kept = store.keep_file(tx, row, "signed", signed)
    if role == EMPLOYER:
        row.employer_signed_at = tx.now
    else:
        row.worker_signed_at = tx.now
    row.effective_at = tx.now
    store.record(tx, row, "identity", role, {"level": level, "method": "local"})
    serial = evidence.serial_of(private.chain[0])
    store.act(tx, row, action, role, {"field": role, "serial": serial, "sm3": kept.sm3})
    ledger.put(tx, row.key, signed)
    tx.enqueue("electronic_contracts.keep", {"contract": str(row.key)}, key=f"keep:{row.key}")


def _end_at(tx: Tx, original: Contract, on: date, ground: str) -> None:
    from gongbao.platform.electronic_contracts.jobs import day_after

    if on < local_day(tx.now):
        end(tx, original, on, ground)
        return
    payload = {"contract": str(original.key), "on": on.isoformat(), "ground": ground}
    tx.enqueue(
        "electronic_contracts.end", payload, run_at=day_after(on), key=f"end:{original.key}:{on}:{ground}"
    )


def _plan(tx: Tx, row: Contract) -> None:
    from gongbao.platform.electronic_contracts.jobs import morning_of

    if row.ends_on is not None:
        _end_at(tx, row, row.ends_on, "expiry")
    for each in drafting.duties(row):
        if each.due > local_day(tx.now):
            tx.enqueue(
                "electronic_contracts.remind",
                {
                    "contract": str(row.key),
                    "zh": each.title.zh,
                    "en": each.title.en,
                    "due": each.due.isoformat(),
                },
                run_at=morning_of(each.due - timedelta(days=3)),
                key=f"remind:{row.key}:{each.name}",
            )


def _who(row: Contract, role: str) -> Any:
    return row.employer if role == EMPLOYER else row.worker
