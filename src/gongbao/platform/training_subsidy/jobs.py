"""The room's jobs: comparing a claim just sent, and entering what people received into the register."""

from __future__ import annotations

from gongbao.kernel.money import format_yuan
from gongbao.platform.cases.services import act, lock_case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.funds import services as funds
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.registers.services import record_rows
from gongbao.platform.training_subsidy.models import Claim, ClaimRow
from gongbao.platform.training_subsidy.words import POLICY_NAMES

COMPARE, ENTER = "training_subsidy.compare", "training_subsidy.enter"


@handles(COMPARE)
def compare(tx: Tx, job: Job) -> None:
    """Compare a claim that waits for it; nothing where it was withdrawn meanwhile."""
    assert job.case is not None
    case = lock_case(job.case)
    if case.state == "submitted":
        act(tx, case.key, "compare", "system", {"version": Claim.objects.get(case=case.key).version})


@handles(ENTER)
def enter(tx: Tx, job: Job) -> None:
    """Enter each person's subsidy of a closed case into the register of training subsidies, once."""
    from gongbao.platform.training_subsidy.submitting import numbers

    assert job.case is not None
    claim = Claim.objects.get(case=job.case)
    paid = next((each for each in funds.payments(case=job.case) if each.code == "paid"), None)
    rows = ClaimRow.objects.filter(case=job.case, version=claim.version, standing="granted", granted__gt=0)
    known = numbers(claim)
    day = paid.settled_on if paid and paid.settled_on else local_day(tx.now)
    records = [
        {
            "person": known[row.person], "name": row.name, "policy": POLICY_NAMES[claim.scheme], "year": day.year,
            "scheme": claim.number, "enjoyed_on": day.isoformat(),
            "amount_fen": format_yuan(row.granted).replace(",", ""),
        }
        for row in rows
    ]  # fmt: skip
    if records:
        record_rows(tx, "training_subsidies", records, source=claim.number)
