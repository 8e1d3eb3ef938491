"""Reminders of the night: the statutory age comes near, a loan is past its day; and telling a person what is needed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, every_night
from gongbao.platform.messages import services as messages
from gongbao.platform.personnel_archives import asking, certificates, nearing, reports
from gongbao.platform.personnel_archives.models import Archive, Body, Loan
from gongbao.platform.personnel_archives.words import DOCUMENT

NIGHT = "archives.remind"


@every_night(NIGHT)
def remind(tx: Tx, job: Job) -> None:
    """Tell each centre who comes near the statutory age, and each borrower what is past its day; each once.

    The statutory months are worked out by the rule of the day first.
    """
    on = tx.now.astimezone(ZONE).date()
    nearing.refresh(on)
    _alert(tx, on)
    _chase(tx, on)
    _ending(tx, on)


def tell(tx: Tx, archive: UUID) -> str:
    """Tell a person whose age comes near what retirement needs and what the archive still lacks (4.s3, 4.s4)."""
    on = asking.today(tx)
    row = Archive.objects.select_for_update().get(pk=archive)
    if row.reviewed_on is None:
        raise Refusal(
            Text("还没有对照实体档案核实", "The real archive was not verified yet"),
            mend=Text("先办“已对照实体审核”", "Record the review first"),
            clause=DOCUMENT + "4.s3",
        )
    found = reports.near(row, on)
    if found is None:
        raise Refusal(
            Text("还没到提前告知的时间，或已经退休", "It is not time yet, or the person has retired"),
            mend=Text("见即将到龄清单", "See the list of those who come near the age"),
            clause=DOCUMENT + "4.s4",
        )
    made = certificates.advance(tx, row, found.month, found.lacks)
    row.told_on = on
    row.save(update_fields=["told_on"])
    if row.party is not None:
        text = Text(
            f"您将于{found.month // 12}年{found.month % 12 + 1}月到法定退休年龄，需要准备的事项见《{made.number}》",
            f"You reach the statutory age in {found.month // 12}-{found.month % 12 + 1:02d}: see letter {made.number}",
        )
        messages.to_party(tx, row.party, text, key=f"{row.id}:told:{on}")
    tx.audit("archives.told", archive=str(archive), letter=str(made.letter))
    return str(made.letter)


def _alert(tx: Tx, on: date) -> None:
    if on < reports.IN_FORCE:
        return
    for office, (people, lacking) in sorted(nearing.alert(on).items()):
        text = Text(
            f"{people}人临近法定退休年龄，其中{lacking}人的档案还缺材料，请提前核实",
            f"{people} people come near the statutory age; {lacking} archives lack something: verify them ahead",
        )
        messages.to_office(tx, office, text, key=f"archives:soon:{office}:{on}")


def _chase(tx: Tx, on: date) -> None:
    for loan in Loan.objects.filter(returned_on=None, back_on__lt=on, chased_on=None).select_related(
        "archive"
    ):
        text = Text(
            f"档案 {loan.archive.number} 应于{loan.back_on}归还，已逾期",
            f"Archive {loan.archive.number} was to be back on {loan.back_on} and is overdue",
        )
        messages.to_party(tx, loan.borrower, text, case=loan.case, key=f"{loan.id}:late")
        messages.to_office(tx, loan.office, text, case=loan.case, key=f"{loan.id}:late:office")
        loan.chased_on = on
        loan.save(update_fields=["chased_on"])


def _ending(tx: Tx, on: date) -> None:
    """An entry on a list that ended yesterday: the body is told once."""
    for row in Body.objects.filter(valid_until__lt=on, valid_until__gte=on.replace(day=1)):
        text = Text(
            f"名册登记已于{row.valid_until}到期，请续登记", f"The entry ended on {row.valid_until}: renew it"
        )
        if row.party is not None:
            messages.to_party(tx, row.party, text, key=f"{row.id}:ended:{row.valid_until}")
