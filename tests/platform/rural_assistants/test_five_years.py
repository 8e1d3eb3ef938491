"""One intake lived through: recruitment, five years of months, quarters and years, an extension, an early end, the end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants.rural_world import CITY_OFFICER, HANDLER, REVIEWER, Place

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case
from gongbao.platform.letters import services as letters
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants import words as w
from gongbao.platform.rural_assistants.models import Absence, Appraisal, Assistant, Attendance, Certificate
from gongbao.policies.rural_assistants.dates import Quarter, quarters_of, work_year

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("free_clock")]
Served = list[tuple[r.Actor, Assistant]]


def month(place: Place, served: Served, number: int, absent: dict[str, date] | None = None) -> None:
    """A month ends: records by the people, attendance by the villages, filed by the township."""
    first = date((number + 1) // 12, (number + 1) % 12 + 1, 3)
    r.to(first)
    for actor, row in served:
        r.do(lambda tx: rural.attendance.hand_in(tx, number, "governance", "走访农户，整理台账"), actor)
        told = r.seen(lambda row=row: rural.attendance.suggested(row, number, r.today()))
        if absent and row.number in absent:
            told[absent[row.number]] = "absent"
        head = next(h for h in place.heads if h.party == row.village)
        r.do(lambda tx, row=row, told=told: str(rural.attendance.keep(tx, row, number, told).pk), head)
    for head in place.heads:
        r.do(lambda tx: rural.attendance.send(tx, number), head)
    r.do(lambda tx: rural.attendance.pass_on(tx, number), place.clerk)


def quarter(place: Place, served: Served, which: Quarter, best: int) -> str:
    """A quarter: the township opens it, the villages propose, the township decides and it is filed."""
    number = r.start(place.clerk, w.QUARTERLY)
    r.step(place.clerk, number, "submit", {"year": str(which.year), "quarter": str(which.number)})
    for n, (_, row) in enumerate(served):
        head = next(h for h in place.heads if h.party == row.village)
        mark = "excellent" if n < best else "qualified"
        r.do(
            lambda tx, row=row, mark=mark: rural.quarters.propose(tx, number, row.number, mark, "表现良好"),
            head,
        )
    r.step(place.clerk, number, "decide")
    r.to(r.today() + timedelta(days=14))
    r.jobs()
    assert r.state(number) == "to_file"
    r.step(HANDLER, number, "file")
    return number


def graded(place: Place, served: Served, kind: str, year: int, best: set[str]) -> str:
    """A district's round: opinions, grades within the quota, review by a second person, told, filed."""
    opened = r.do(lambda tx: rural.appraising.open_round(tx, kind, "2021", year), HANDLER)
    number = opened["number"]
    for _, row in served:
        head = next(h for h in place.heads if h.party == row.village)
        for actor in (head, place.clerk):
            r.do(lambda tx, row=row: rural.appraising.give_opinion(tx, number, row.number, "同意评定"), actor)
        mark = "excellent" if row.number in best else "qualified"
        r.do(
            lambda tx, row=row, mark=mark: rural.appraising.grade(
                tx, number, row.number, mark, "实绩和各方意见"
            ),
            HANDLER,
        )
    r.step(HANDLER, number, "grade")
    r.step(REVIEWER, number, "confirm")
    r.to(r.today() + timedelta(days=14))
    r.jobs()
    r.step(HANDLER, number, "file")
    return number


def test_an_intake_lives_through_its_term() -> None:
    r.to("2021-03-01")
    place = Place()
    served = r.hired(place)
    everybody = list(served)
    assert r.fresh(served[0][1]).contract_to == date(2026, 8, 1)
    r.do(
        lambda tx: rural.joining.set_rule(
            tx, r.OFFICE, from_on=date(2021, 8, 1), source="密人社发〔2021〕1号", daily_deduction=27586,
            rewards={"excellent": 50000},
        ),
        HANDLER,
    )  # fmt: skip
    assert pay_and_leave(place, served) == 600000 - 27586
    for year in range(1, 6):
        a_year(place, served, year)
    an_extension(place, served[0])
    the_end(place, served)
    the_extended_end(place, everybody)


def pay_and_leave(place: Place, served: Served) -> int:
    """August 2021: a leave of three days, two more back to back are filed, a day of absence is deducted."""
    actor, row = served[1]
    r.to("2021-08-09")
    short, long = r.start(actor, w.LEAVE), r.start(actor, w.LEAVE)
    head = next(h for h in place.heads if h.party == row.village)
    r.step(
        actor,
        short,
        "submit",
        {"kind": "personal", "starts_on": "2021-08-18", "ends_on": "2021-08-20", "why": "家事"},
    )
    r.by_hand(head, short, "consent")
    r.by_hand(place.clerk, short, "approve", outcome="short")
    r.step(
        actor,
        long,
        "submit",
        {"kind": "personal", "starts_on": "2021-08-23", "ends_on": "2021-08-24", "why": "家事"},
    )
    r.by_hand(head, long, "consent")
    with pytest.raises(Refusal, match="须报区备案") as refused:
        r.by_hand(place.clerk, long, "approve", outcome="short")
    assert refused.value.clause == "bi-2020-22/14.1.s2"
    r.by_hand(place.clerk, long, "approve", outcome="long")
    assert (r.state(short), r.state(long)) == ("approved", "to_file")
    r.step(HANDLER, long, "record")
    month(place, served, 2021 * 12 + 7, {row.number: date(2021, 8, 12)})
    kept = r.seen(lambda: Attendance.objects.get(assistant=row, month=2021 * 12 + 7))
    assert (kept.leave_days, kept.absent_days, kept.working_days) == (5, 1, 22)
    assert kept.sent_on
    assert kept.passed_on
    return int(r.seen(lambda: rural.attendance.pay_of(r.fresh(row), 2021 * 12 + 7)).paid)


def a_year(place: Place, served: Served, year: int) -> None:
    """Its quarters with their months, training, then the year's appraisal; in the third year somebody leaves early."""
    start = date(2021, 8, 2)
    for which in quarters_of(start, year):
        if which.span.last > work_year(start, 5).last:
            break  # the quarter in which the term ends is never whole
        for number in which.months:
            if number > 2021 * 12 + 7:
                month(place, served, number)
        quarter(place, served, which, best=2)
    train(served, start.year + year)
    if year == 3:
        early_end(place, served)
    if year < 5:
        graded(place, served, "annual", year, {served[0][1].number} if len(served) >= 5 else set())


def train(served: Served, year: int) -> None:
    rows = [row for _, row in served]
    r.do(
        lambda tx: rural.training.record(
            tx, rows, on=date(year, 6, 1), hours=60, form="lecture", topic="governance", course="村务管理"
        ),
        HANDLER,
    )
    r.do(
        lambda tx: rural.training.record(
            tx, rows, on=date(year, 6, 20), hours=19, form="visit", topic="economy", course="参观学习"
        ),
        HANDLER,
    )
    hours = r.seen(lambda: rural.training.hours_of(r.fresh(rows[0]), year, date(year, 10, 1)))
    assert (hours.total, hours.missing, hours.outcome) == (79, 1, "not_met")
    r.do(
        lambda tx: rural.training.record(
            tx, rows, on=date(year, 7, 1), hours=1, form="meeting", topic="organisation", course="以会代训"
        ),
        HANDLER,
    )


def early_end(place: Place, served: Served) -> None:
    actor, row = served.pop()
    number = r.start(actor, w.TERMINATION)
    r.step(actor, number, "submit", {"last_day": "2024-09-30", "why": "考取外省公务员", "agreed": "1"})
    r.by_hand(place.clerk, number, "agree")
    r.step(HANDLER, number, "record")
    gone = r.fresh(row)
    assert (gone.left_how, gone.left_on) == ("early", date(2024, 9, 30))
    assert r.seen(lambda: rural.channels.standing(gone, date(2026, 9, 1))[0].open) is False


def an_extension(place: Place, one: tuple[r.Actor, Assistant]) -> None:
    """Elected to the villagers' committee until March 2027: extended; a body whose term ends first shortens nothing."""
    actor, row = one
    r.to("2026-07-20")
    assert r.fresh(row).ends_on == date(2026, 8, 1)
    for elected, until, met in (
        ("supervision", "2027-03-31", False),
        ("village_committee", "2026-07-31", False),
        ("village_committee", "2027-03-31", True),
    ):
        number = r.start(actor, w.EXTENSION)
        r.step(actor, number, "submit", {"elected_to": elected, "committee_ends_on": until})
        r.by_hand(place.clerk, number, "agree")
        if met:
            r.step(REVIEWER, number, "grant")
        else:
            with pytest.raises(Refusal, match="条件"):
                r.step(REVIEWER, number, "grant")
            r.step(REVIEWER, number, "refuse", reasons=["conditions"])
    assert r.fresh(row).ends_on == date(2027, 3, 31)
    assert r.fresh(row).longer == "extended"


def the_end(place: Place, served: Served) -> None:
    """The last day: the term is graded, certificates come the day after, whereabouts and help follow."""
    ending = served[1:]
    r.to("2026-08-01")
    number = graded(place, ending, "term", 0, set())
    assert (
        r.seen(
            lambda: Appraisal.objects.filter(
                round__case__in=Case.objects.filter(number=number).values("key")
            ).count()
        )
        == 3
    )
    forms_are_papers(number)
    assert r.do(lambda tx: rural.watching.look(tx))["ended"] == 3
    month(place, served, 2026 * 12 + 6)
    graded(place, served, "annual", 5, set())
    for _, row in ending:
        gone = r.fresh(row)
        assert (gone.left_how, gone.left_on) == ("term", date(2026, 8, 1))
        certificate = r.seen(lambda row=row: Certificate.objects.get(assistant=row))
        told = letters.verify_code(certificate.code)
        assert told is not None
        assert told.in_force
        assert r.seen(lambda gone=gone: rural.channels.standing(gone, r.today())[0].open) is True
    cases = r.seen(
        lambda: list(
            Case.objects.filter(procedure=w.WHEREABOUTS)
            .order_by("opened_at")
            .values_list("number", flat=True)
        )
    )
    r.step(HANDLER, cases[0], "record", {"kind": "civil_service", "where": "样例乡政府"})
    with pytest.raises(Refusal, match="转帮扶"):
        r.step(HANDLER, cases[1], "record", {"kind": "none"})
    r.step(HANDLER, cases[1], "help")
    r.step(HANDLER, cases[1], "record", {"kind": "enterprise", "where": "样例公司"})
    figures = r.seen(lambda: rural.reports.figures(CITY_OFFICER, r.today()), CITY_OFFICER)
    assert (figures.on_duty, figures.extended, figures.over, figures.certificates) == (1, 1, 3, 3)
    assert figures.destinations == {"civil_service": 1, "enterprise": 1, "unknown": 1}
    rows = r.seen(lambda: rural.reports.programme_export(CITY_OFFICER, r.today()), CITY_OFFICER)
    assert [row[9] for row in rows].count("期满") == 3
    assert {row[12] for row in rows if row[9] == "期满"} == {60}


def forms_are_papers(number: str) -> None:
    """The registration forms are PDFs by now, with a code anybody can check."""
    r.jobs()
    cases = Case.objects.filter(number=number).values("key")
    for form in r.seen(lambda: list(Appraisal.objects.filter(round__case__in=cases))):
        paper = r.seen(lambda form=form: letters.pdf(form.letter))
        assert paper.content.startswith(b"%PDF-")
        assert len(paper.digest) == 64
        assert "协期满考" in paper.name


def the_extended_end(place: Place, everybody: Served) -> None:
    """The extended one is graded at the later end (oq-4-15) and gets a certificate for the full term."""
    one = everybody[0]
    r.to("2027-03-31")
    graded(place, [one], "term", 1, set())
    r.do(lambda tx: rural.watching.look(tx))
    gone = r.fresh(one[1])
    assert (gone.left_how, gone.left_on) == ("term", date(2027, 3, 31))
    assert r.seen(lambda: Certificate.objects.filter(assistant=gone).exists())
    kinds = r.seen(lambda: list(Appraisal.objects.filter(assistant=gone).values_list("kind", flat=True)))
    assert (kinds.count("quarterly"), kinds.count("annual"), kinds.count("term")) == (20, 5, 1)
    assert r.seen(lambda: Absence.objects.count()) == 2
