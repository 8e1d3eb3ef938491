"""Archives other rooms have moved: called from the centre that holds one, or expected from whoever else does; followed to arrival."""

from __future__ import annotations

from uuid import UUID

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, lock_case, open_case, registered
from gongbao.platform.casework.orders import Standing
from gongbao.platform.db.clock import ZONE
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.personnel_archives import asking, matters, parcels, registering
from gongbao.platform.personnel_archives.models import Archive, Custody, Matter
from gongbao.platform.personnel_archives.words import DOCUMENT, PAPER_STATES, TRANSFER

KIND, ORDERED = "archive_transfer", "archives.ordered"


def place(tx: Tx, /, *, person: UUID, office: str, former_keeper: str = "", ground: str = "") -> str:
    """Have a person's archive brought to the centre of `office`, on the ground of a clause; the number to follow.

    Where another centre holds it, a transfer begins there (the transfer's number); where none does, the centre
    expects it from `former_keeper` (the archive's number); where it is already there, nothing is to be done.
    """
    with parties.opened("an ordered archive"):
        held = Archive.objects.filter(party=person).exclude(paper="sent").first()
        if held is None:
            return _expected(tx, person, office, former_keeper, ground)
        if held.office == office:
            return held.number
        under_way = Case.objects.filter(procedure=TRANSFER, party=person, tone="now").first()
        if under_way is not None:
            return _same(under_way, office)
        case = open_case(tx, TRANSFER, held.office, person, matters.TITLES[TRANSFER])
        asked = {"destination": "district_centre", "destination_office": office, "ground": ground}
        Matter.objects.create(case=case.key, office=case.office, party=person, archive=held, asked=asked)
        tx.enqueue(ORDERED, {"case": str(case.key)}, key=f"ordered/{case.key}")
        return case.number


@handles(ORDERED)
def send_in(tx: Tx, job: Job) -> None:
    """The ordered transfer is sent in by the system: nobody of the party asked for it."""
    row = matters.of(UUID(job.payload["case"]))
    matters.submit(tx, lock_case(row.case), row.asked)


def _expected(tx: Tx, person: UUID, office: str, keeper: str, ground: str) -> str:
    if not keeper.strip():
        raise Refusal(
            Text("各公服中心都没有此人的档案，须写明现在由谁保管", "No centre holds this archive: say who does"), where="former_keeper",
            mend=Text("请填毕业院校或其他存档单位全称", "Give the full name of the school or other keeper"), clause=ground or DOCUMENT + "1.s3",
        )  # fmt: skip
    number = parties.fill_in(tx, person, "number", "登记待转来的档案")
    name = parties.person(person).name
    row = registering.expect(
        tx, number, name, office=office, on=asking.today(tx), former_keeper=keeper.strip()[:120]
    )
    place = districts.office(office).name
    text = Text(
        f"请接收{name}的人事档案（{row.number}），现由{row.former_keeper}保管",
        f"Expected at {place.en}: the archive {row.number}, from {row.former_keeper}",
    )
    messages.to_office(tx, office, text, key=f"{row.id}:ordered")
    return row.number


def _same(case: Case, office: str) -> str:
    """The transfer under way, where it goes to the same centre; refused otherwise."""
    asked = Matter.objects.filter(case=case.key).values_list("asked", flat=True).first() or {}
    if asked.get("destination_office") != office:
        raise Refusal(
            Text(f"这份档案正在转往别处（{case.number}）", f"This archive is on its way elsewhere ({case.number})"),
            where=case.number, mend=Text("请先与办理的中心核对去向", "Settle the destination with the centre"), clause=DOCUMENT + "2.s1",
        )  # fmt: skip
    return case.number


def standing(number: str) -> Standing | None:
    """Where an ordered archive stands, by the transfer's number or the archive's own; done once the centre has it."""
    with parties.opened("an ordered archive"):
        case = Case.objects.filter(number=number, procedure=TRANSFER).first()
        if case is not None:
            return _of_case(case)
        row = Archive.objects.filter(number=number).first()
        if row is None:
            return None
        here = row.paper in ("here", "lent")
        came = Custody.objects.filter(archive=row).order_by("-sequence").values_list("at", flat=True).first()
        day = came.astimezone(ZONE).date() if here and came else None
        return Standing(
            number, PAPER_STATES[row.paper], "done" if here else "open", day, {"office": row.office}
        )


def _of_case(case: Case) -> Standing:
    state = registered(case.procedure, case.version).procedure.state(case.state)
    parcel = parcels.parcel_of(case.key)
    if case.state == "received":
        since = case.since.astimezone(ZONE).date()
        office = parcel.office if parcel else case.office
        return Standing(
            case.number, state.title, "done", parcel.received_on if parcel else since, {"office": office}
        )
    return Standing(case.number, state.title, "failed" if state.terminal else "open")
