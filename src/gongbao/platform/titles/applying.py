"""Applications as their institutions reach them: what a submission fixes, who stands where in a case, one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from gongbao.kernel.calendar.month import month_of
from gongbao.kernel.identity import identity_number
from gongbao.law.text import Text
from gongbao.platform.audit import services as audit
from gongbao.platform.cases.services import Act, Case, lock_case, registered
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, write
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.registers import services as registers
from gongbao.platform.titles import bodies, conditions, copies, initial, quota, rounds, schools
from gongbao.platform.titles.models import Application, Body, Fraud, Initial, Item, Seat
from gongbao.platform.titles.words import BODY, EMPLOYER, GROUP, SECRETARY, TEACHERS, refuse

SUBMITTED = ("submit", "resubmit")
ASSOCIATION = "association"
"""The kind of institution that recommends those who have no employer."""
COUNTED_ONLY = frozenset({"record_vote", "assess"})
"""Steps that follow from what was counted or given, never typed."""


def take_in(tx: Tx, case: Case, act: Act) -> None:
    """Fix round, body, employer and title of a submission. Refused outside a round and while a fraud entry runs."""
    given = act.personal[casework.FORM]
    today = local_day(tx.now)
    assert case.party is not None, "a person applies"
    with parties.opened("application taken in"):
        known = Application.objects.filter(case=case.key).first()
        if known is None or (known.title, known.speciality) != (given["title"], given["speciality"]):
            found = rounds.open_round(case.room, given["title"], given["speciality"], today)
        else:
            found = known.round
        _no_fraud(case, today)
        _once(case, found.key, given["title"])
        firm = parties.find_firm(given["employer_code"])
        if known is not None and case.room == TEACHERS and act.action == "resubmit":
            _as_recommended(known, given)
        if firm is None:
            raise refuse(
                "没有登记这家推荐单位", "this recommending employer is not known",
                ("请核对统一社会信用代码，或请单位先在本系统登记", "check the credit code, or let the employer register"), where="employer_code",
            )  # fmt: skip
        _association(firm.key, case.party, today)
        values = {
            "number": case.number, "room": case.room, "round": found, "body": found.party, "employer": firm.key,
            "employer_code": firm.credit_code, "employer_name": firm.name, "name": parties.party(case.party).name,
            "born_year": _born(tx, case.party), "title": given["title"], "speciality": given["speciality"],
            "avoid": [{"why": row["why"], "name": parties.normal_name(row["name"])} for row in given.get("avoid") or ()],
            "submitted_on": today, "office": case.office, "party": case.party,
        }  # fmt: skip
        Application.objects.update_or_create(case=case.key, defaults=values)
        conditions.attach(tx, case, act)
    to = firm.key if act.action == "submit" else found.party
    if to:
        text = Text(f"{case.number}：{given['title']}申报待审核", f"{case.number}: an application awaits you")
        messages.to_party(tx, to, text, key=f"{case.key}:{case.sequence}:institution")


def of(case: UUID) -> Application:
    """The application of a case; inside a system's context. Raises Http404."""
    row = Application.objects.select_related("round").filter(case=case).first()
    if row is None:
        raise Http404(str(case))
    return row


def standing(actor: Actor, case: Case) -> frozenset[str]:
    """The roles somebody other than the applicant holds in a case; nobody stands twice in one case."""
    if actor.kind == "system":
        return frozenset({"public"})
    if actor.kind != "party" or actor.party is None:
        return frozenset()
    with parties.opened("standing in a case"):
        row = _row(case)
        if row is None or str(row.party) in (actor.identity, str(actor.party)):
            return frozenset()
        found = {EMPLOYER} if actor.party == row.employer else set[str]()
        if (
            row.body is not None
            and actor.party == row.body
            and Body.objects.filter(party=row.body).exclude(state__in=("suspended", "withdrawn")).exists()
        ):
            found |= {BODY, SECRETARY}
        if (
            isinstance(row, Application)
            and Seat.objects.filter(
                party=actor.party, meeting__purpose="group", meeting__items__application=row
            ).exists()
        ):
            found.add(GROUP)
    return frozenset(found)


def _row(case: Case) -> Application | Initial | None:
    """What is kept of a case for its institutions: an application for review, or one for an initial title."""
    found = Application.objects.select_related("round", "round__body").filter(case=case.key).first()
    return found or Initial.objects.filter(case=case.key).first()


def reach(actor: Actor, number: str, *, doing: str) -> tuple[Case, Application | Initial]:
    """A case for an institution that stands in it; the reading is logged. Raises Http404 for all others."""
    with parties.opened(f"titles.{doing}"):
        case = Case.objects.filter(number=number).first()
        row = _row(case) if case else None
        if row is None or case is None or not standing(actor, case) & {EMPLOYER, BODY, GROUP}:
            audit.note_refused(actor, doing, f"titles case {number}")
            raise Http404(number)
    audit.note(f"case.{doing}", case=case.key)
    return case, row


def do(
    actor: Actor,
    number: str,
    action: str,
    *,
    key: str,
    raw: Mapping[str, Any] | None = None,
    decided: Mapping[str, Any] | None = None,
    note: str = "",
    seen: int | None = None,
) -> dict[str, Any]:
    """One step of an institution in a case, once for `key`. Raises Refusal."""

    def command(tx: Tx) -> dict[str, Any]:
        with parties.opened(f"titles.{action}"):
            case, row = reach(tx.actor, number, doing=action)
            if action in COUNTED_ONLY:
                raise refuse(
                    "这一步由表决或评议自动登记", "this follows from the count or the opinions by itself"
                )
            quota.require(case, action, local_day(tx.now))
            if case.room == TEACHERS and action == "appoint":
                quota.require_grade(case, raw or {}, local_day(tx.now))
            if case.room == TEACHERS and action == "recommend":
                schools.check_finding(row.employer, raw or {})
            if isinstance(row, Application) and tx.actor.party == row.body:
                bodies.require(row.round.body, row.room, row.title, row.speciality, local_day(tx.now))
            return casework.step(
                tx, lock_case(case.key), action, raw=raw, decided=decided, note=note, seen=seen
            )

    request = [number, action, dict(raw or {}), dict(decided or {}), note, seen]
    done: dict[str, Any] = write(command, actor=actor, key=key, name=f"titles.{action}", request=request)
    return done


def notify_office(tx: Tx, case: Case, act: Act) -> None:
    """Tell who acts next: the employer, the review body, the city; a submission is taken in first, a withdrawal takes the dossier away."""
    if act.action in SUBMITTED:
        (initial.take_in if case.procedure.endswith(".initial") else take_in)(tx, case, act)
        return
    with parties.opened("titles.next"):
        row = _row(case)
        if act.action == "withdraw":
            copies.drop(tx, case)
    made = registered(case.procedure, case.version).procedure
    title = made.action(act.action).title
    text = Text(f"{case.number}：{title.zh}", f"{case.number}: {title.en}")
    if row is not None:
        to = row.employer if act.action == "object_at_work" or row.body is None else row.body
        messages.to_party(tx, to, text, key=f"{case.key}:{case.sequence}:institution")
    messages.to_office(tx, case.office, text, case=case.key, key=f"{case.key}:{case.sequence}:office")


def items_of(row: Application) -> list[Item]:
    """The agenda items of an application, the latest last."""
    return list(Item.objects.filter(application=row).select_related("meeting").order_by("key"))


def _as_recommended(known: Application, given: Mapping[str, Any]) -> None:
    """A recommendation within a quota holds for the school and title it was given for."""
    if (known.title, known.employer_code) != (given["title"], given["employer_code"]):
        raise refuse(
            f"学校推荐的是{known.title}，补正时不能改职称或学校", f"the school recommended for {known.title}: title and school stay",
            ("请改回原来的职称和学校；要改申报的，先撤回再重新申报", "restore them, or withdraw and apply anew"),
            "zhongzhi-2020-27/annex2.6.2.p2.s1", "title",
        )  # fmt: skip


def _association(recommender: UUID, person: UUID, today: date) -> None:
    """An association recommends in the employer's place while it is recognised, and only those without an employer."""
    found = next((each for each in parties.organisations(ASSOCIATION) if each.party == recommender), None)
    if found is None:
        return
    if found.closed_on is not None and found.closed_on <= today:
        raise refuse(
            f"{found.name}已不在认可的协会学会名录中", f"{found.name} is no longer recognised",
            ("请从现行名录中另选一家", "choose one of the current list"), "jiu-2020-19/13.a", "employer_code",
        )  # fmt: skip
    mark, month = parties.person(person).fingerprint, month_of(today)
    told = registers.facts_for_roster(
        "", [mark], today, first=month, last=month, purpose="title: who recommends"
    )
    if told[mark].insured_elsewhere(month):
        raise refuse(
            "本月由单位参保的，由单位推荐；协会学会只推荐灵活就业人员", "those insured by an employer are recommended by it",
            ("请填所在单位的统一社会信用代码", "give your employer's credit code"), "jiu-2020-19/13.a", "employer_code",
        )  # fmt: skip


def _no_fraud(case: Case, today: Any) -> None:
    entry = Fraud.objects.filter(party=case.party, until__gte=today).order_by("-until").first()
    if entry is not None:
        raise refuse(
            f"诚信档案中的失信记录到{entry.until}为止，期间不能申报", f"an integrity entry runs until {entry.until}",
            clause="gong-2020-17/art.3.2.1.s6",
        )  # fmt: skip


def _once(case: Case, round_: UUID, title: str) -> None:
    """One application of a person a round and title that is still under way or passed."""
    others = Application.objects.filter(party=case.party, round_id=round_, title=title).exclude(case=case.key)
    keys = frozenset(others.values_list("case", flat=True))
    running = (
        Case.objects.filter(key__among=keys).exclude(tone="stopped").values_list("number", flat=True).first()
    )
    if running:
        raise refuse(f"本次评审已有同一职称的申报 {running}", f"there is an application for it already: {running}",
                     ("请在原办件中办理", "go on in that case"))  # fmt: skip


def _born(tx: Tx, party: UUID) -> int:
    """The year of birth, for statistics by age band; the number itself is kept nowhere."""
    return identity_number(parties.disclose(tx, party, "number", "职称评审年龄段统计")).birth.year
