"""What the steps of the room's cases carry out: letters, custody, images, loans, messages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from gongbao.kernel import districts
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import (
    LETTERS,
    Act,
    Case,
    carries_out,
    free_once,
    open_case,
    registered,
)
from gongbao.platform.casework.orders import moved
from gongbao.platform.db.services import Tx
from gongbao.platform.jobs.services import Job, handles
from gongbao.platform.messages import services as messages
from gongbao.platform.personnel_archives import (
    asking,
    certificates,
    matters,
    permits,
)
from gongbao.platform.personnel_archives.models import Archive, Matter, Seal
from gongbao.platform.personnel_archives.words import (
    COMPLAINT,
    DOCUMENT,
    INTAKE,
    LOAN,
    OUTCOMES,
    REQUEST,
    TRANSFER,
)

ALL = (INTAKE, REQUEST, LOAN, TRANSFER, COMPLAINT)
REDIRECT = "archives.redirect"
Function = Callable[[Tx, Case, Act], object]


def _for_all(name: str) -> Callable[[Function], Function]:
    """Decorator: the function carries out `name` for every procedure of the room."""

    def register(function: Function) -> Function:
        for procedure in ALL:
            carries_out(procedure, name)(function)
        return function

    return register


def _titles(case: Case, act: Act) -> tuple[Text, Text]:
    made = registered(case.procedure, case.version).procedure
    return made.action(act.action).title, made.state(act.after).title


@_for_all("receipt")
def receipt(tx: Tx, case: Case, act: Act) -> None:
    """Confirm to the applicant that what was sent has come."""
    title, _ = _titles(case, act)
    _tell(
        tx,
        case,
        Text(f"{case.number}：已收到“{title.zh}”", f"{case.number}: received “{title.en}”"),
        "receipt",
    )


@_for_all("notify_applicant")
def notify_applicant(tx: Tx, case: Case, act: Act) -> None:
    """Tell the applicant what was done and where the case stands."""
    title, state = _titles(case, act)
    text = Text(
        f"{case.number}：{title.zh}，现为“{state.zh}”", f"{case.number}: {title.en}; now at “{state.en}”"
    )
    _tell(tx, case, text, "applicant")
    if case.procedure == TRANSFER:
        moved(tx, "archive_transfer", case.number)


@_for_all("notify_office")
def notify_office(tx: Tx, case: Case, act: Act) -> None:
    """Tell the centre that something came."""
    title, _ = _titles(case, act)
    text = Text(f"{case.number}：{title.zh}", f"{case.number}: {title.en}")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:{case.sequence}:office")


@_for_all("notify_supervisor")
def notify_supervisor(tx: Tx, case: Case, act: Act) -> None:
    """A limit was passed, or the city's help is asked: nothing is decided by it."""
    text = Text(f"{case.number}需要督办或协调", f"{case.number} needs attention")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:{case.sequence}:late")


@_for_all("release_reservation")
def release(tx: Tx, case: Case, act: Act) -> None:
    """A withdrawn case reserves nothing."""
    free_once(tx, case)


@_for_all("difference")
def difference(tx: Tx, case: Case, act: Act) -> None:
    """Keep in the case which answers the new version has."""
    tx.event(case.key, "difference", {"answers": sorted(matters.of(case.key).asked)})


@carries_out(INTAKE, "call_in")
def call_in(tx: Tx, case: Case, act: Act) -> None:
    """Issue the letter that calls the archive in (1.s3)."""
    certificates.call_in(tx, case, matters.of(case.key))


@carries_out(INTAKE, "redirect")
def redirect(tx: Tx, case: Case, act: Act) -> None:
    """The application goes on at the right centre by itself, so that nobody has to go again (1.s1)."""
    to = str(act.body.get("to") or "")
    if "employer" in act.body.get("reasons", ()) and not to:
        return
    if to not in LETTERS or to == case.office:
        raise Refusal(
            Text("没有写转到哪个中心", "It is not said to which centre"),
            where="to",
            mend=Text("请选户籍所在区", "Choose the district of the household"),
            clause=DOCUMENT + "1.s1",
        )
    tx.enqueue(REDIRECT, {"case": str(case.key), "to": to}, key=f"redirect/{case.key}")


@handles(REDIRECT)
def go_on(tx: Tx, job: Job) -> None:
    """Open and send in the application at the right centre, and tell the applicant its number."""
    row = matters.of(UUID(job.payload["case"]))
    case = open_case(tx, INTAKE, job.payload["to"], row.party, matters.TITLES[INTAKE])
    done = matters.submit(tx, case, row.asked)
    row.result = {**row.result, "goes_on": done["number"]}
    row.save(update_fields=["result"])
    place = districts.office(job.payload["to"]).name
    text = Text(
        f"已转到{place.zh}公服中心，新的办件编号 {done['number']}", f"Goes on at {place.en}: {done['number']}"
    )
    _tell(tx, case, text, "redirected")


@carries_out(INTAKE, "notice")
def notice(tx: Tx, case: Case, act: Act) -> None:
    """Issue the notice drawn from the real archive; it counts as served on line at once (4.s1)."""
    row = matters.of(case.key)
    row.asked = {**row.asked, "problems": list(act.body.get("problems", ()))}
    made = certificates.notice(tx, case, row)
    row.result = {**row.result, "notice": str(made.letter)}
    row.asked["notice_served"] = True
    row.save(update_fields=["result", "asked"])


@carries_out(INTAKE, "promise")
def promise(tx: Tx, case: Case, act: Act) -> None:
    """Keep that the person has promised (4.s2)."""
    row = matters.of(case.key)
    row.asked = {**row.asked, "promise_given": True}
    row.save(update_fields=["asked"])


@carries_out(INTAKE, "store")
def store(tx: Tx, case: Case, act: Act) -> None:
    """The archive is taken in as an individual's (1.s3)."""
    archive = archive_of(case)
    Archive.objects.filter(pk=archive.pk).update(received_on=asking.today(tx), custody="individual")


@carries_out(REQUEST, "decide")
def decide(tx: Tx, case: Case, act: Act) -> None:
    """Check that the officer's outcome is the rules' and issue certificates or the explanation (5, 6)."""
    row = matters.of(case.key)
    made = matters.permits_of(row, asking.today(tx))
    outcome = str(act.body.get("outcome"))
    right = permits.whole(made)
    if outcome != right:
        words = OUTCOMES[right]
        raise Refusal(
            Text(f"按规则应为“{words.zh}”", f"By the rules this comes to “{words.en}”"),
            where=case.number,
            mend=Text("需要改变的，先登记认定", "Record a finding first where that should change"),
            clause=made[0].why[0].clause if made[0].why else DOCUMENT + "6.s2",
        )
    row.result = {**row.result, "permits": [each.as_json() for each in made], "outcome": outcome}
    row.save(update_fields=["result"])
    if row.archive is not None:
        for each in made:
            if each.kind == "certificate" and each.outcome == "allow":
                certificates.certify(tx, case, row.archive, each.name)
    if any(each.outcome in ("inform", "deny") for each in made) and outcome != "refer":
        certificates.explain(tx, case, row.archive, made)
        if row.archive is not None and row.archive.paper == "here" and outcome == "inform":
            certificates.certify(tx, case, row.archive, "custody")


@carries_out(REQUEST, "find")
def find(tx: Tx, case: Case, act: Act) -> None:
    """Keep what the reviewer found on what stands outside the lists (6.s2)."""
    matters.find(tx, case.key, act.body.get("found", {}))


@carries_out(REQUEST, "deliver")
def deliver(tx: Tx, case: Case, act: Act) -> None:
    """Log that papers left, under which seal (6.s3)."""
    seals = Seal.objects.filter(case=case.key).values_list("number", flat=True)
    tx.audit("archives.delivered", case=str(case.key), seals=sorted(seals))


@carries_out(COMPLAINT, "classify")
def classify(tx: Tx, case: Case, act: Act) -> None:
    """Keep the cause, for statistics of causes (end.s3)."""
    from gongbao.policies.personnel_archives.forms import CAUSES

    cause = str(act.body.get("cause", ""))
    if cause not in CAUSES:
        raise Refusal(
            Text("请选原因类别", "Choose a cause"), where="原因", mend=Text("便于归类统计", "Causes are counted"),
            clause=DOCUMENT + "end.s3",
        )  # fmt: skip
    Matter.objects.filter(case=case.key).update(cause=cause)


def sealed_for(case: UUID) -> bool:
    """Whether an unbroken, numbered seal was recorded for a case."""
    return Seal.objects.filter(case=case, broken_at=None).exists()


def archive_of(case: Case) -> Archive:
    archive = matters.of(case.key).archive
    if archive is None:
        raise Refusal(
            Text("办件还没有对应的档案", "No archive goes with this case yet"),
            mend=Text("请先登记档案并关联", "Register the archive first"),
            clause=DOCUMENT + "1.s3",
        )
    return archive


def _tell(tx: Tx, case: Case, text: Text, why: str) -> None:
    if case.party is not None:
        messages.to_party(tx, case.party, text, case=case.key, key=f"{case.key}:{case.sequence}:{why}")
