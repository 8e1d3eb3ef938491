"""First review: taking a case, returning it with remarks, findings of fact, people left out, the proposal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.training_subsidy import comparing, reasons, store
from gongbao.platform.training_subsidy.commands import Done, reach_claim, require_state, role_of, run, step
from gongbao.platform.training_subsidy.determine import Result
from gongbao.platform.training_subsidy.models import Claim, ClaimRow, Finding
from gongbao.platform.training_subsidy.rows import current_rows
from gongbao.platform.training_subsidy.words import clause

HANDLER, REVIEWER = "district_handler", "district_reviewer"
DISTRICT = (HANDLER, REVIEWER)
OF_PERSON = ("hard_to_employ", "earlier_scheme_cleared")
OF_FIRM = ("firm_size_found",)
ROWS_IN_EVENT = 300
"""Rows whose reasons an event lists one by one; beyond, it says how many."""


def open_for_review(actor: Actor, number: str, *, key: str) -> Done:
    """Take the case on: the acting officer becomes its assignee."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "review")
        require_state(case, "in_review", "passed", "objection_open")
        return step(tx, case, "delegate", role_of(tx, *DISTRICT), {"to": tx.actor.identity})

    done: Done = run(actor, key, "open_for_review", command, [number])
    return done


def delegate(actor: Actor, number: str, to: str, *, key: str) -> Done:
    """Hand the work to a colleague (their identity)."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "delegate")
        return step(tx, case, "delegate", role_of(tx, *DISTRICT), {"to": to})

    done: Done = run(actor, key, "delegate", command, [number, to])
    return done


def return_for_correction(
    actor: Actor,
    number: str,
    why: Sequence[str],
    rows: Mapping[int, str],
    *,
    key: str,
    note: str = "",
    seen: int | None = None,
) -> Done:
    """Return the claim, naming everything to be corrected at once; `rows` are remarks by row of the roster."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "return")
        remarks = {str(row): text.strip() for row, text in sorted(rows.items()) if text.strip()}
        known = {str(row.row) for row in current_rows(claim)}
        if strange := sorted(set(remarks) - known):
            raise Refusal(Text(f"花名册没有第{strange[0]}行", f"the roster has no row {strange[0]}"))
        body = {"reasons": list(why), "rows": sorted(map(int, remarks))}
        personal = {"remarks": remarks, "note": note}
        done = step(tx, case, "return", role_of(tx, *DISTRICT), body, personal, seen=seen)
        kept = {"reasons": list(why), "rows": remarks, "note": note, "at": tx.now.isoformat()}
        store.put(tx, claim, "returned", json.dumps(kept, ensure_ascii=False))
        return done

    done: Done = run(
        actor, key, "return", command, [number, list(why), {str(k): v for k, v in rows.items()}, note]
    )
    return done


def judge(
    actor: Actor,
    number: str,
    fact: str,
    value: bool,
    *,
    key: str,
    evidence: str,
    row: int | None = None,
    seen: int | None = None,
) -> Done:
    """Record what an officer found of a fact that people judge, with the evidence; the rows follow."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "judge")
        require_state(case, "in_review")
        _officer(tx)
        if fact not in (*OF_PERSON, *OF_FIRM) or (row is None) == (fact in OF_PERSON):
            raise Refusal(Text("这不是由人认定的事实", "this is no fact that people judge"), where=fact)
        if not evidence.strip():
            raise Refusal(Text("请写明依据", "say on what evidence"), where="evidence", mend=_PAPER)
        person = _row(claim, row).person if row is not None else ""
        Finding.objects.create(
            case=claim.case, office=claim.office, party=claim.party, person=person, fact=fact, value=value,
            evidence=evidence.strip(), found_by=tx.actor.identity, found_at=_later(tx, claim, person, fact),
        )  # fmt: skip
        comparing.refresh(claim, [person] if person else None)
        body = {"fact": fact, "value": value, "row": row}
        sequence = tx.event(case.key, "judged", body, {"evidence": evidence.strip()})
        return {"case": str(case.key), "number": number, "state": case.state, "sequence": sequence}

    done: Done = run(actor, key, "judge", command, [number, fact, value, row, evidence])
    return done


def exclude_row(actor: Actor, number: str, row: int, *, reason: str, key: str) -> Done:
    """Leave a person out of what is proposed, for a reason of the list."""
    return _exclude(actor, number, row, reason, key, "exclude_row")


def include_row(actor: Actor, number: str, row: int, *, key: str) -> Done:
    """Take a person in again."""
    return _exclude(actor, number, row, "", key, "include_row")


def compare_again(actor: Actor, number: str, *, key: str) -> Done:
    """Ask the registers anew, after an import say, and determine every row again."""

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "compare")
        require_state(case, "in_review")
        _officer(tx)
        done = comparing.compare(tx, claim)
        sequence = tx.event(case.key, "compared", {"outcomes": done.outcomes, "amount": done.amount})
        return {
            "case": str(case.key),
            "number": number,
            "state": case.state,
            "sequence": sequence,
            **done.summary(),
        }

    done: Done = run(actor, key, "compare_again", command, [number])
    return done


def pass_review(
    actor: Actor,
    number: str,
    outcome: str,
    *,
    key: str,
    why: Sequence[str] = (),
    note: str = "",
    seen: int | None = None,
) -> Done:
    """Propose to grant in full, to reduce or to refuse; what the rows fail by joins the reasons given.

    Refused while a row still waits for a register or a finding, unless that person is left out.
    """

    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "pass_review")
        rows = current_rows(claim)
        found = list(dict.fromkeys([*why, *(reasons.of_all(rows) if outcome != "grant" else [])]))
        if outcome != "refuse":
            _settled(claim, rows, outcome)
        body = {"outcome": outcome, "reasons": found, "amount": claim.amount, "rows": listed(rows)}
        done = step(tx, case, "pass_review", HANDLER, body, {"note": note} if note else None, seen=seen)
        claim.proposal = outcome
        claim.save(update_fields=["proposal"])
        return done

    done: Done = run(actor, key, "pass_review", command, [number, outcome, list(why), note])
    return done


def send_back(
    actor: Actor, number: str, why: Sequence[str], *, key: str, note: str = "", seen: int | None = None
) -> Done:
    """The reviewer asks for another first review."""

    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, "send_back")
        personal = {"note": note} if note else None
        return step(tx, case, "send_back", REVIEWER, {"reasons": list(why)}, personal, seen=seen)

    done: Done = run(actor, key, "send_back", command, [number, list(why), note])
    return done


def suspend(actor: Actor, number: str, why: Sequence[str], *, key: str, note: str = "") -> Done:
    """Let handling and clocks stand still, for a reason of the list."""
    return _plain(actor, number, "suspend", {"reasons": list(why)}, note, key)


def resume(actor: Actor, number: str, *, key: str, note: str = "") -> Done:
    """Go on where the case was suspended."""
    return _plain(actor, number, "resume", {}, note, key)


def listed(rows: Sequence[ClaimRow | Result]) -> dict[str, Any]:
    """What an event says of rows that do not receive all they claim."""
    found = reasons.by_row(rows)
    return found if len(found) <= ROWS_IN_EVENT else {"count": len(found)}


_PAPER = Text("请写明查看了什么材料、何时查看", "Say what was looked at, and when")


def _plain(actor: Actor, number: str, action: str, body: dict[str, Any], note: str, key: str) -> Done:
    def command(tx: Tx) -> Done:
        case, _ = reach_claim(tx, number, action)
        return step(tx, case, action, role_of(tx, *DISTRICT), body, {"note": note} if note else None)

    done: Done = run(actor, key, action, command, [number, body, note])
    return done


def _exclude(actor: Actor, number: str, row: int, reason: str, key: str, name: str) -> Done:
    def command(tx: Tx) -> Done:
        case, claim = reach_claim(tx, number, "exclude")
        require_state(case, "in_review")
        _officer(tx)
        if reason and reason not in reasons.BY_ID:
            raise Refusal(
                Text("请从列表中选择理由", "choose a reason from the list"),
                mend=Text("；".join(r.text.zh for r in reasons.BY_ID.values()), ", ".join(reasons.BY_ID)),
            )
        found = _row(claim, row)
        found.excluded = reason
        found.save(update_fields=["excluded"])
        claim.amount = sum(each.amount for each in current_rows(claim) if not each.excluded)
        claim.save(update_fields=["amount"])
        sequence = tx.event(case.key, "excluded" if reason else "included", {"row": row, "reason": reason})
        return {"case": str(case.key), "number": number, "state": case.state, "sequence": sequence,
                "amount": claim.amount}  # fmt: skip

    done: Done = run(actor, key, name, command, [number, row, reason])
    return done


def _settled(claim: Claim, rows: Sequence[ClaimRow], outcome: str) -> None:
    if claim.compared_at is None:
        raise Refusal(
            Text("还没有与社保信息比对", "the claim has not been compared with the registers"),
            clause=clause("3.2"),
        )
    waiting = [row.row for row in rows if row.outcome in ("unknown", "judgement") and not row.excluded]
    if waiting:
        listed_rows = "、".join(map(str, waiting[:8])) + (f"等{len(waiting)}行" if len(waiting) > 8 else "")
        raise Refusal(
            Text(f"花名册第{listed_rows}行还没有结论", f"rows {listed_rows} are not settled"),
            mend=Text(
                "请认定、重新比对，或写明理由后去掉这些人员",
                "Judge, compare again, or leave them out for a reason",
            ),
            clause=clause("3.2"),
        )
    cut = reasons.of_all(rows)
    if outcome == "grant" and cut:
        raise Refusal(
            Text("有人员或月份不符合条件，不能全额通过", "some people or months do not qualify"),
            mend=Text("请选择“拟核减”", "Choose to reduce"),
            clause=reasons.BY_ID[cut[0]].clause,
        )
    if not any(row.amount for row in rows if not row.excluded):
        raise Refusal(
            Text("没有可以核定的人月", "there is nothing to grant"),
            mend=Text("请选择“拟不予通过”", "Choose to refuse"),
        )


def _row(claim: Claim, row: int) -> ClaimRow:
    found = ClaimRow.objects.filter(case=claim.case, version=claim.version, row=row).first()
    if found is None:
        raise Refusal(Text(f"花名册没有第{row}行", f"the roster has no row {row}"))
    return found


def _officer(tx: Tx) -> None:
    if tx.actor.kind != "officer" or not tx.actor.roles & {HANDLER}:
        raise Refusal(Text("由区人社局经办人办理", "done by the district's handling officer"))


def _later(tx: Tx, claim: Claim, person: str, fact: str) -> Any:
    """An instant after the last finding of the same fact, so that the latest one holds."""
    last = Finding.objects.filter(case=claim.case, person=person, fact=fact).order_by("-found_at").first()
    return max(tx.now, last.found_at + timedelta(microseconds=1)) if last else tx.now
