"""What the steps of loans and transfers carry out: the image opened, the paper handed over, back, or on its way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, carries_out, history
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.services import opened
from gongbao.platform.personnel_archives import asking, custody, matters, parcels, registering, wiring
from gongbao.platform.personnel_archives.effects import archive_of
from gongbao.platform.personnel_archives.models import Access, Archive, Loan, Seal
from gongbao.platform.personnel_archives.words import DOCUMENT, LOAN, TRANSFER


@carries_out(LOAN, "open_image")
def open_image(tx: Tx, case: Case, act: Act) -> None:
    """Let the borrower look at the image for the term of a loan, for this case's purpose (8.s2)."""
    row, archive = matters.of(case.key), archive_of(case)
    with opened("leave to look"):
        Access.objects.create(
            office=case.office, party=case.party, case=case.key, archive=archive.pk,
            purpose=str(row.asked.get("purpose", ""))[:200], until=wiring.term(asking.today(tx)),
        )  # fmt: skip


@carries_out(LOAN, "lend")
def lend(tx: Tx, case: Case, act: Act) -> None:
    """Hand the paper archive over by barcode, pages counted, until a day (8.z.s1)."""
    row, archive = matters.of(case.key), archive_of(case)
    borrower = asking.body(case.party, "department", asking.today(tx))
    if borrower is None or case.party is None:
        raise Refusal(
            Text("借阅方不在名册内", "The borrower is not on the list"),
            clause=DOCUMENT + "8.z.s1",
            mend=Text("请先由市公服中心登记进名册", "Have the city list it first"),
        )
    custody.hand_over(
        tx, archive.pk, scanned=str(act.body.get("barcode", "")), giver=archive.office, taker=borrower.name,
        pages=archive.pages, paper="lent",
    )  # fmt: skip
    Loan.objects.create(
        office=case.office, party=case.party, case=case.key, archive=archive, borrower=case.party,
        lent_on=asking.today(tx), back_on=date.fromisoformat(str(row.asked["back_on"])), pages_out=archive.pages,
    )  # fmt: skip


@carries_out(LOAN, "renew")
def renew(tx: Tx, case: Case, act: Act) -> None:
    """Renew a loan once, for another term from today."""
    Loan.objects.filter(case=case.key).update(renewed=True, back_on=wiring.term(asking.today(tx)))


@carries_out(LOAN, "take_back")
def take_back(tx: Tx, case: Case, act: Act) -> None:
    """Compare pages and condition on return; what is missing cannot be called whole (8.z.s2)."""
    loan, archive = loan_of(case.key), archive_of(case)
    assert loan is not None
    pages = int(act.body.get("pages", 0))
    outcome = str(act.body.get("outcome"))
    if outcome == "whole" and pages != loan.pages_out:
        raise Refusal(
            Text(
                f"归还{pages}页，借出{loan.pages_out}页，不能登记为完好",
                f"{pages} pages came back of {loan.pages_out}",
            ),
            where="页数",
            mend=Text("请登记为有差异并追查", "Record it as different"),
            clause=DOCUMENT + "8.z.s2",
        )
    borrower = asking.body(case.party, "department", date.min)
    name = borrower.name if borrower else "借阅部门"
    custody.hand_over(
        tx, archive.pk, scanned=str(act.body.get("barcode", "")), giver=name, taker=archive.office, pages=pages,
        paper="here",
    )  # fmt: skip
    loan.returned_on, loan.pages_back, loan.condition = asking.today(tx), pages, outcome
    loan.save(update_fields=["returned_on", "pages_back", "condition"])


@carries_out(TRANSFER, "file_approval")
def file_approval(tx: Tx, case: Case, act: Act) -> None:
    """File the settlement's approval papers in the archive (3.s2)."""
    title = str(act.body.get("title") or matters.of(case.key).asked.get("title") or "进京落户审批材料")
    paper = registering.Entry(
        9, "admission", title, pages=int(act.body.get("pages", 1)), dated=asking.today(tx)
    )
    registering.catalogue(tx, archive_of(case).pk, [paper])


@carries_out(TRANSFER, "pack")
def pack(tx: Tx, case: Case, act: Act) -> None:
    """Count and seal; the seal's number is kept."""
    archive = archive_of(case)
    if int(act.body.get("pages", 0)) != archive.pages:
        raise Refusal(
            Text(f"清点页数与目录（{archive.pages}页）不一致", f"The catalogue counts {archive.pages} pages"),
            where="页数",
            mend=Text("请先核对目录", "Compare the catalogue first"),
            clause=DOCUMENT + "8.z.s2",
        )
    custody.put_seal(tx, archive.pk, str(act.body.get("seal", "")), case.key)


@carries_out(TRANSFER, "send")
def send(tx: Tx, case: Case, act: Act) -> None:
    """Hand the sealed archive to the carrier."""
    archive = archive_of(case)
    carrier = str(act.body.get("carrier", ""))
    if carrier not in ("confidential_post", "messenger", "registered_express"):
        raise Refusal(
            Text(
                "转递方式须是机要、专人或挂号", "By confidential post, messenger or registered express only"
            ),
            where="转递方式",
            mend=Text("档案不交本人自带", "Nobody carries their own archive"),
            clause=DOCUMENT + "8.z.s2",
        )
    seal = (
        Seal.objects.filter(case=case.key).order_by("-put_on").values_list("number", flat=True).first() or ""
    )
    custody.hand_over(
        tx, archive.pk, scanned=str(act.body.get("barcode", "")), giver=archive.office, taker=carrier,
        pages=archive.pages, carrier=carrier, seal=seal, paper="under_way",
    )  # fmt: skip
    to = matters.of(case.key).asked.get("destination_office")
    if to:
        archive.refresh_from_db()
        parcels.announce(tx, case, archive, str(to), carrier=carrier, seal=seal)


@carries_out(TRANSFER, "arrive")
def arrive(tx: Tx, case: Case, act: Act) -> None:
    """Compare the receipt with what was sent; a difference stays in tracing (8.z.s2)."""
    archive = archive_of(case)
    parcel = parcels.parcel_of(case.key)
    if parcel is not None:
        if parcel.received_on is None:
            raise Refusal(
                Text("接收中心还没有核收", "The receiving centre has not received it yet"),
                where="回执",
                mend=Text(
                    "由接收中心核收后自动登记；逾期的请追查", "Recorded once it has; trace it when it is late"
                ),
                clause=DOCUMENT + "8.z.s2",
            )
        return
    last = custody.chain(archive.pk)[-1]
    if str(act.body.get("seal")) != last.seal or int(act.body.get("pages", 0)) != last.pages:
        raise Refusal(
            Text("回执与交寄记录不一致", "The receipt differs from what was sent"),
            where="回执",
            mend=Text(
                f"应为封签 {last.seal}、{last.pages}页；请转入追查",
                f"Seal {last.seal}, {last.pages} pages: trace it",
            ),
            clause=DOCUMENT + "8.z.s2",
        )
    row = matters.of(case.key)
    custody.hand_over(
        tx, archive.pk, scanned=archive.barcode, giver=last.taker, taker=str(row.asked.get("destination_name", "")),
        pages=last.pages, seal=last.seal, paper="sent",
    )  # fmt: skip


def own_file(case: Case, archive: Archive | None) -> bool:
    """Whether whoever asked for the archive is the person it is about (8.z.s2)."""
    asked = history(case.key, personal=False)
    people = {entry.actor for entry in asked if entry.action in ("submit", "resubmit")}
    return archive is not None and str(archive.party) in people


def loan_of(case: UUID) -> Loan | None:
    """The loan of a case."""
    return Loan.objects.filter(case=case).first()
