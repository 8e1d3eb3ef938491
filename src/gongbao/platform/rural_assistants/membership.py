"""Party and league membership handed over: the letter recorded by the township, its receipt confirmed in the village (11.s2).

The clause parts the two: the archive goes to the district's service body, and the archives' room moves it; membership
goes to the grass-roots organisation at the place of work, and between organisations that is done by letter. So a
membership is no archive order; papers about it that are in the archive travel with the archive.
"""

from __future__ import annotations

from datetime import date

from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import tell
from gongbao.platform.rural_assistants.models import Assistant, Benefit, Entry
from gongbao.platform.rural_assistants.words import TOWNSHIP_KIND, VILLAGE_KIND, refuse, today_of

LETTER, CLAUSE = "membership_letter", "11.s2"


def send_letter(
    tx: Tx, assistant: Assistant, number: str, giver: str, *, issued_on: date, valid_until: date
) -> None:
    """Record the letter by which an organisation gives a membership over; the village is told (township)."""
    reach.institution(tx.actor, TOWNSHIP_KIND, CLAUSE)
    today = today_of(tx.now)
    if not number.strip() or not giver.strip() or not issued_on <= today <= valid_until:
        raise refuse(
            CLAUSE, "介绍信缺编号或开具组织，或不在有效期内", "Number or organisation is missing, or the letter does not run today",
            "照介绍信填写；过期的请原组织重新开具", "Copy the letter; have an expired one issued anew", "valid_until",
        )  # fmt: skip
    with opened("membership"):
        row = Assistant.objects.select_for_update().get(pk=assistant.pk)
        if Benefit.objects.filter(assistant=row, kind="membership").exists():
            raise refuse(CLAUSE, "组织关系已转到工作地", "The membership has been handed over", "不用再办", "Nothing is left to do", row.number)  # fmt: skip
        if row.village is None:
            raise refuse(CLAUSE, "还没有分配到村", "No village is assigned yet", "先分配到村", "Assign the village first", row.number)  # fmt: skip
        Entry.objects.create(
            office=row.office, party=row.party, assistant=row, kind=LETTER, title=f"{number.strip()} {giver.strip()}"[:200],
            on=issued_on, until=valid_until,
        )  # fmt: skip
        tell(tx, row.village, None, f"{row.id}:{number}:membership", f"{row.name}的组织关系介绍信 {number.strip()} 请在{valid_until}前接收并确认", f"Confirm the membership of {row.name} by {valid_until}")  # fmt: skip
    tx.audit("rural.membership_letter", assistant=row.number)


def letter_of(row: Assistant, on: date) -> Entry | None:
    """The newest letter that still runs and was not confirmed; inside `opened`."""
    if Benefit.objects.filter(assistant=row, kind="membership").exists():
        return None
    return Entry.objects.filter(assistant=row, kind=LETTER, until__gte=on).order_by("-on", "-id").first()


def waiting(people: list[Assistant], on: date) -> list[Assistant]:
    """Those of a village's people whose letter waits to be confirmed."""
    with opened("membership"):
        return [row for row in people if letter_of(row, on) is not None]


def confirm(tx: Tx, assistant: Assistant) -> None:
    """The village's organisation has received a membership: the checklist has it (village)."""
    village = reach.institution(tx.actor, VILLAGE_KIND, CLAUSE)
    today = today_of(tx.now)
    with opened("membership"):
        row = Assistant.objects.select_for_update().get(pk=assistant.pk)
        letter = letter_of(row, today) if row.village == village else None
        if letter is None:
            raise refuse(
                CLAUSE, "没有等您确认的介绍信，或已经过期", "No letter waits for you, or it has expired",
                "请乡镇核对；过期的请原组织重新开具", "Ask the township; have an expired one issued anew", row.number,
            )  # fmt: skip
        Benefit.objects.create(
            office=row.office, party=row.party, assistant=row, kind="membership", from_on=today, note=letter.title[:120], done_on=today,
        )  # fmt: skip
    tx.audit("rural.benefit", assistant=row.number, kind="membership")


def check(row: Assistant, on: date) -> None:
    """A membership whose letter is under way is confirmed by the village, not recorded by hand; inside `opened`."""
    letter = letter_of(row, on)
    if letter is not None:
        raise refuse(
            CLAUSE, f"介绍信（{letter.title}）还没有确认接收", f"The letter {letter.title} is not confirmed yet",
            "由村党组织确认接收后自动登记", "It is recorded once the village confirms it", "kind",
        )  # fmt: skip
