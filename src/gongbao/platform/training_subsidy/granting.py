"""Granting: rows take their turn under locks; persons' schemes and months are held, the firm's cap is reserved."""

from __future__ import annotations

from collections.abc import Iterable

from gongbao.kernel.calendar.month import iso, label
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.training_subsidy.books import cap_account
from gongbao.platform.training_subsidy.checking import Check
from gongbao.platform.training_subsidy.comparing import recheck
from gongbao.platform.training_subsidy.models import Claim, ClaimRow
from gongbao.platform.training_subsidy.rows import (
    clear_grants,
    granted_rows,
    people_in,
    set_standing,
    write_outcomes,
)
from gongbao.platform.training_subsidy.words import FUND, ROOM, clause, value


def plan(tx: Tx, claim: Claim) -> Check:
    """What each row receives now, kept with the rows: nobody else can change it until the command ends.

    The firm and every person are locked first, in name order; registers answer as of the comparison,
    the books as of now. Rows keep the sheet's order (rules for groups); the cap pays the remainder.
    """
    lock(tx, claim, people_in(claim))
    done = recheck(claim)
    write_outcomes(claim, done.results, granted=True)
    given = [each for each in done.results if each.granted]
    claim.granted = sum(each.granted for each in given)
    claim.granted_people = len(given)
    claim.granted_months = sum(len(each.granted_months) for each in given)
    claim.save(update_fields=["granted", "granted_people", "granted_months"])
    return done


def lock(tx: Tx, claim: Claim, people: Iterable[str]) -> None:
    """Lock the firm and these people among all claims of the city."""
    tx.lock(f"{ROOM}/firm/{claim.party}", *(f"{ROOM}/person/{person}" for person in people))


def reserve(tx: Tx, case: Case, claim: Claim) -> None:
    """Hold scheme and months of every person granted, and reserve the sum under the firm's cap (1.3.b, 2.3)."""
    rows = granted_rows(claim)
    refused = funds.claim_slots(tx, [_scheme(row) for row in rows], claim.scheme, shown=case.number)
    wanted = [_month(row, month) for row in rows for month in row.granted_months]
    refused |= funds.claim_slots(tx, wanted, case.key, shown=case.number)
    if refused:
        raise next(iter(refused.values()))
    assert claim.applied_on is not None
    claim.decisions += 1
    given = funds.reserve(
        tx, ROOM, cap_account(claim.party), claim.granted, int(value("firm_cap", claim.applied_on)),
        case=case.key, number=case.number, office=case.office, party=claim.party,
        payee_name=parties.firm(claim.party).name, fund=FUND, clause=clause("2.3"),
        ref=f"{ROOM}/{case.key}/{claim.decisions}",
    )  # fmt: skip
    if given.granted != claim.granted:
        raise Refusal(
            Text("企业的封顶余额有了变化，请重新复核", "what the firm's cap leaves has changed"),
            where=case.number,
            mend=Text("请刷新后再办理", "Reload the case and approve it again"),
            clause=clause("2.3"),
        )
    claim.entitlement = given.entitlement
    claim.save(update_fields=["entitlement", "decisions"])
    ClaimRow.objects.filter(case=case.key, version=claim.version, granted__gt=0).update(standing="granted")


def release(tx: Tx, case: Case, claim: Claim, reason: str, *, standing: str = "") -> int:
    """Give back everything a claim holds; `standing` is what its rows are then. Returns the fen released."""
    given = 0
    if claim.entitlement is not None:
        rows = granted_rows(claim)
        lock(tx, claim, (row.person for row in rows))
        given = funds.release(tx, claim.entitlement, reason=reason)
        funds.release_slots(tx, case.key)
        _free_schemes(tx, case, claim, rows)
    claim.entitlement, claim.granted, claim.granted_people, claim.granted_months = None, 0, 0, 0
    claim.save(update_fields=["entitlement", "granted", "granted_people", "granted_months"])
    clear_grants(claim)
    if standing != "claimed":
        set_standing(claim.case, None, standing)
    return given


def _free_schemes(tx: Tx, case: Case, claim: Claim, rows: list[ClaimRow]) -> None:
    """A person's one scheme is free again when no other claim was granted for them under it."""
    people = {row.person for row in rows if row.granted}
    with opened("training subsidy books"):
        others = ClaimRow.objects.filter(person__among=list(people), scheme=claim.scheme, standing="granted")
        kept = set(others.exclude(case=case.key).values_list("person", flat=True))
    funds.release_slots(tx, claim.scheme, [_scheme_slot(person) for person in people - kept])


def _scheme_slot(person: str) -> str:
    return f"{ROOM}/scheme/{person}"


def _scheme(row: ClaimRow) -> funds.Wanted:
    """One scheme a person: the slot is held by the scheme, whichever claim asks first."""
    what = Text(
        f"花名册第{row.row}行人员只能享受一项补贴，", f"Row {row.row}: a person has one scheme only, which"
    )
    return funds.Wanted(_scheme_slot(row.person), 1, clause("1.3.b"), what, f"第{row.row}行")


def _month(row: ClaimRow, month: int) -> funds.Wanted:
    said = label(month)
    what = Text(f"花名册第{row.row}行{said.zh}的补贴", f"Row {row.row}, {said.en}")
    return funds.Wanted(f"{ROOM}/month/{row.person}/{iso(month)}", 1, clause("3.1.a"), what, f"第{row.row}行")
