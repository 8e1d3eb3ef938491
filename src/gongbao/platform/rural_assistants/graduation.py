"""What a university says of the graduations stated in registrations, and the district's own check (7.6, 8.2).

The text has universities take part in registration and leaves open how: by the reading ``university_part`` they
confirm, from their own list, what an applicant states of the graduation; the district decides the registration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel.calendar import Calendar
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import graduates, reach
from gongbao.platform.rural_assistants.carrying import tell, tell_office
from gongbao.platform.rural_assistants.models import Applicant, Graduate, GraduationCheck, Intake
from gongbao.platform.rural_assistants.words import UNIVERSITY_KIND, number_of, refuse
from gongbao.policies.rural_assistants.graduating import FIELDS, Listed, Stated, differences

CLAUSE = "8.2"
OUTCOMES = {
    "confirmed": Text("属实", "as stated"),
    "contradicted": Text("有出入", "not as stated"),
}


# At registration
def universities(on: date | None = None) -> list[parties.OrganisationView]:
    """The universities that take part, by name; public."""
    with opened("universities"):
        return parties.organisations(UNIVERSITY_KIND, on=on)


def named(row: Applicant, before: dict[str, Any], on: date) -> None:
    """Put a registration before the university it names; what it said of other statements is taken back.

    `before` are the claims of the registration as it stood; inside `opened`.
    """
    found = next(
        (u for u in universities(on) if _bare(u.name) == _bare(str(row.claims.get("school", "")))), None
    )
    held = GraduationCheck.objects.filter(applicant=row).first()
    same = stated(before) == stated(row.claims)
    if not same and row.findings.pop("graduation_checked", None) is not None:
        row.save(update_fields=["findings"])
    if held is not None and (found is None or held.party != found.party or not same):
        held.delete()
        held = None
    if found is not None and held is None and row.party is not None:
        GraduationCheck.objects.create(
            office=row.office, party=found.party, applicant=row, intake=row.intake, mark=parties.person(row.party).fingerprint,
        )  # fmt: skip


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def stated(claims: dict[str, Any]) -> Stated:
    """What a registration states of the graduation."""
    return Stated(
        str(claims.get("degree", "")), str(claims.get("major", "")), str(claims.get("graduate", "")), claims.get("beijing_origin")
    )  # fmt: skip


def said_of(row: Applicant) -> str:
    """The fact ``university_says`` of a registration; inside `opened`."""
    check = GraduationCheck.objects.filter(applicant=row).values_list("said", flat=True).first()
    return check or "absent"


# The university
class Registered(NamedTuple):
    """Somebody who named the university: the registration, what the list has, where the two differ, what was said."""

    check: GraduationCheck
    applicant: Applicant
    case: str
    listed: Graduate | None
    differs: tuple[str, ...]


def registered(actor: Actor, intake: Intake) -> list[Registered]:
    """Who registered for an intake and named the acting university: waiting ones first. No other claim is shown."""
    university = graduates.acting(actor)
    note("rural.graduations")
    with opened("registrations that name the university"):
        return _registered(university, intake)


def _registered(university: UUID, intake: Intake, cases: Iterable[UUID] | None = None) -> list[Registered]:
    rows = GraduationCheck.objects.select_related("applicant__post").filter(
        party=university, intake=intake, applicant__dropped=False
    )
    if cases is not None:
        rows = rows.filter(applicant__case__in=list(cases))
    checks = list(rows.order_by("-said", "applicant_id"))
    known = graduates.listed(university, intake, [check.mark for check in checks])
    numbers = dict(
        Case.objects.filter(key__in=[c.applicant.case for c in checks if c.applicant.case]).values_list(
            "key", "number"
        )
    )
    return [
        Registered(check, check.applicant, numbers.get(check.applicant.case, ""), known.get(check.mark), _differs(check.applicant, known.get(check.mark), intake))
        for check in checks
    ]  # fmt: skip


def _differs(row: Applicant, found: Graduate | None, intake: Intake) -> tuple[str, ...]:
    if found is None:
        return ()
    told = Listed(found.degree, found.major, found.year, found.student, found.beijing_origin)
    return differences(
        stated(row.claims), told, intake.fresh_year, same_name=parties.same_name(row.name, found.name)
    )


def by_list(tx: Tx, number: str) -> dict[str, int]:
    """Say of everybody who waits what the university's own list says; who is not on it goes on waiting (university)."""
    university, intake = graduates.acting(tx.actor), graduates.open_to_universities(number, tx)
    with opened("graduations by list"):
        tx.lock(f"rural:graduates:{intake.pk}:{university}")
        if not graduates.length(intake, university):
            raise refuse(CLAUSE, "还没有导入本校毕业生名册", "The list of graduates is not here yet", "先导入名册，或逐人核实", "Take the list in first, or confirm one by one", number)  # fmt: skip
        waiting = [each for each in _registered(university, intake) if each.check.said == "waiting"]
        for each in waiting:
            if each.listed is not None:
                _say(tx, each, "contradicted" if each.differs else "confirmed", each.differs, "")
    found = Counter(each.check.said for each in waiting)
    tx.audit("rural.graduations", intake=number, university=str(university), **found)
    return {
        "confirmed": found["confirmed"],
        "contradicted": found["contradicted"],
        "waiting": found["waiting"],
    }


def one(tx: Tx, number: str, case: str, outcome: str, why: str = "") -> None:
    """Say of one registration whether it is as stated (university); a contradiction, and a word against the list, need a reason."""
    university, intake = graduates.acting(tx.actor), graduates.open_to_universities(number, tx)
    with opened("one graduation"):
        keys = Case.objects.filter(number=case).values_list("key", flat=True)
        each = next(iter(_registered(university, intake, keys)), None)
        if each is None or outcome not in OUTCOMES:
            raise refuse(CLAUSE, "没有这名报考的本校毕业生", "No such registration names this university", "请从列表中选", "Choose from the list", case)  # fmt: skip
        if not why.strip() and (outcome == "contradicted" or each.differs):
            raise refuse(
                CLAUSE,
                "有出入的没有写明哪里不符" if outcome == "contradicted" else f"与名册不一致（{say(each.differs).zh}），没有写明依据",
                "No reason is given", "写明依据，如学籍库记录、更正文号", "Give it: the record or the correction it rests on", "why",
            )  # fmt: skip
        _say(tx, each, outcome, each.differs if outcome == "contradicted" else (), why.strip())
    tx.audit("rural.graduation", case=case, university=str(university), said=outcome)


def _say(tx: Tx, each: Registered, said: str, differs: tuple[str, ...], why: str) -> None:
    """Keep what the university said and tell the applicant; a contradiction the district learns of too."""
    check, row = each.check, each.applicant
    check.said, check.differs, check.note, check.at = said, list(differs), why[:300], tx.now
    check.save(update_fields=["said", "differs", "note", "at"])
    case = Case.objects.filter(key=row.case).first()
    key = f"{check.id}:{said}:{int(tx.now.timestamp())}"
    school = reach.name_of(check.party)
    if said == "confirmed":
        tell(tx, row.party, case, key, f"{school}已核实您的毕业信息", f"{school} confirmed your graduation")
        return
    wrong = say(differs)
    tell(
        tx, row.party, case, key, f"{school}核实您的毕业信息有出入：{wrong.zh or why}；请与学校核对，或撤回后更正报名",
        f"{school} does not confirm your graduation: {wrong.en or why}. Ask the school, or withdraw and correct the registration",
    )  # fmt: skip
    tell_office(tx, row.office, f"{key}:office", f"{each.case} 高校核实毕业信息有出入，请核对后再办", "A graduation is not as stated: please check it", case)  # fmt: skip


def say(differs: Iterable[str]) -> Text:
    """Where statement and list differ, in words."""
    words = [FIELDS[name] for name in differs]
    return Text("、".join(each.zh for each in words), ", ".join(each.say("en") for each in words))


def due(intake: Intake, on: date) -> date:
    """The day up to which universities are asked to confirm; it reminds and bars nobody."""
    return Calendar.as_known(on).add_working_days(intake.closes_on, number_of("university_check_days", on))


# The district and the city
def find(tx: Tx, case_number: str, found: bool, why: str) -> None:
    """The district checked diploma or student records itself: whether the graduation is as stated (7.6)."""
    reach.officer(tx.actor, "7.6.s1")
    keys = Case.objects.filter(number=case_number).values_list("key", flat=True)
    row = Applicant.objects.select_for_update().filter(case__in=keys, dropped=False).first()
    if row is None or not why.strip():
        raise refuse("7.6.s1", "没有这名报名人员，或没有写核对了什么", "There is no such applicant, or nothing is said of the check", "写明核对的证书或学籍材料", "Name the diploma or record", case_number)  # fmt: skip
    row.findings = {**row.findings, "graduation_checked": found, "graduation_why": why.strip()[:300]}
    row.save(update_fields=["findings"])
    tx.audit("rural.graduation_checked", case=case_number, found=found)


class Line(NamedTuple):
    """A registration as the bureaus see it: the case and its state, the applicant, what the university says."""

    case: Case
    applicant: Applicant
    check: GraduationCheck | None

    @property
    def said(self) -> str:
        """The word of the university."""
        return self.check.said if self.check else "absent"


def lines(actor: Actor, intake: Intake, said: str = "") -> list[Line]:
    """The registrations of the officer's district (or the city's) with what universities say; contradicted ones first."""
    reach.officer(actor, CLAUSE)
    note("rural.registrations")
    rows = Applicant.objects.select_related("post", "intake").filter(intake=intake, dropped=False)
    if reach.level_of(actor) == "district":
        rows = rows.filter(office=actor.office)
    with opened("registrations"):
        people = list(rows)
        cases = {
            each.key: each for each in Case.objects.filter(key__in=[row.case for row in people if row.case])
        }
        checks = {each.applicant_id: each for each in GraduationCheck.objects.filter(applicant__in=people)}
    found = [Line(cases[row.case], row, checks.get(row.pk)) for row in people if row.case in cases]
    order = ("contradicted", "waiting", "absent", "confirmed")
    return sorted(
        (line for line in found if said in ("", line.said)), key=lambda line: (order.index(line.said), line.case.number)
    )  # fmt: skip


def by_university(found: Iterable[Line]) -> list[tuple[str, Counter[str]]]:
    """How many registered from each university, and what it said of them; most first, "" for schools that take no part."""
    counted: dict[UUID | None, Counter[str]] = {}
    for line in found:
        counted.setdefault(line.check.party if line.check else None, Counter())[line.said] += 1
    told = [(reach.name_of(key), count) for key, count in counted.items()]
    return sorted(told, key=lambda each: (-each[1].total(), each[0]))


def check_of(row: Applicant) -> GraduationCheck | None:
    """What the university said of a registration, for the applicant and the officers who may see it."""
    with opened("a graduation"):
        return GraduationCheck.objects.filter(applicant=row).first()


def remind(tx: Tx, on: date) -> int:
    """Tell universities once a week, and when the time is up, how many registrations wait for their word."""
    found = 0
    with opened("graduations that wait"):
        intakes = {row.pk: row for row in Intake.objects.exclude(state="draft").filter(on_duty_on__gte=on)}
        waiting = GraduationCheck.objects.filter(intake__in=intakes, said="waiting", applicant__dropped=False)
        counted = Counter(waiting.values_list("party", "intake_id"))
    for (university, key), count in counted.items():
        intake = intakes[key]
        last = due(intake, on)
        part = "due" if on >= last else f"{on:%G-%V}"
        tell(
            tx, university, None, f"graduation:{university}:{intake.number}:{part}",
            f"{intake.title}有 {count} 名报考的本校毕业生待核实，请在 {last} 前办理", f"{count} registrations wait for your word until {last}",
        )  # fmt: skip
        found += 1
    return found
