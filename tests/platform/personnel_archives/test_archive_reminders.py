"""Reminders of the night, service levels, and who may ask for whom: boundaries on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.platform.parties import people
from tests.platform.personnel_archives import archive_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.cases import services as cases
from gongbao.platform.db import clock
from gongbao.platform.jobs.services import Job, run_due
from gongbao.platform.messages.models import Message
from gongbao.platform.personnel_archives import nearing
from gongbao.platform.personnel_archives import services as archives

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
HANDLER = "district_handler"


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    with clock.frozen(datetime(day.year, day.month, day.day, hour, tzinfo=clock.ZONE)):
        yield


def night(day: date) -> None:
    """What the worker does in the small hours of a day."""
    with on(day, 3):
        w.do(
            lambda tx: archives.remind(tx, Job(UUID(int=1), "archives.remind", "n", None, {}, clock.now(), 0))
        )


def told() -> list[str]:
    return [row.zh for row in w.seen(lambda: list(Message.objects.order_by("id")))]


def test_a_centre_is_told_once_who_comes_near_the_age_twelve_months_ahead() -> None:
    w.archive(1, birth="19611102")  # sixty in November 2021
    night(date(2020, 10, 31))
    assert told() == [], "thirteen months ahead"
    for _ in range(2):
        night(date(2020, 11, 1))
    assert [text[:19] for text in told()] == ["1人临近法定退休年龄，其中1人的档案还"]


def test_who_has_retired_is_not_told() -> None:
    w.archive(1, birth="19611102")
    _, _, mark = w.person(1, birth="19611102")
    w.tell(mark, "retirement", retired_on="2020-10-01")
    night(date(2020, 11, 3))
    assert told() == []


def test_who_is_no_longer_said_to_have_retired_is_told_and_each_centre_counts_its_own() -> None:
    key = w.archive(1, birth="19611102")
    _, _, mark = w.person(1, birth="19611102")
    w.tell(mark, "retirement", retired_on="2020-10-01")
    w.tell(mark, "retirement", withdrawn=True)
    w.archive(5, "吴舟", birth="19611130")
    number = people.number(3, birth="19611115")
    other = w.do(lambda tx: str(archives.register(tx, number, "孟舟", office="chaoyang", on=w.ON, pages=1)))
    full = [
        archives.Entry(4, "grades", n, certifies=n, states="有记载")
        for n in ("born_on", "experience", "identity")
    ]
    w.do(lambda tx: archives.catalogue(tx, UUID(other), full))
    w.arrive(UUID(other), taker="chaoyang")
    w.do(
        lambda tx: (
            archives.register(tx, people.number(7, birth="19611115"), "丁舟", office="chaoyang", on=w.ON)
            and None
        )
    )
    night(date(2020, 11, 3))
    assert [text.split("人的档案")[0] for text in told()] == [
        "1人临近法定退休年龄，其中0",
        "2人临近法定退休年龄，其中2",
    ]
    assert w.seen(lambda: archives.Archive.objects.get(pk=key)).alerted_on == date(2020, 11, 3)
    assert w.seen(lambda: archives.Archive.objects.filter(paper="expected", alerted_on=None).count()) == 1


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2025, 1, 1), date(2030, 6, 1)])
def test_months_worked_out_by_sets_are_those_of_each_person(on: date) -> None:
    births = ("19641231", "19650101", "19650531", "19691115", "19700228", "19701001")
    for n, birth in enumerate(births, 1):
        w.archive(n, f"林舟{n}", birth=birth, post="worker" if n % 2 else "cadre")
    w.do(lambda tx: archives.Archive.objects.update(retires_month=on.year * 12 + on.month + 3) and None)
    w.do(lambda tx: nearing.refresh(on))
    rows = w.seen(lambda: list(archives.Archive.objects.all()))
    assert len(rows) == len(births)
    wrong = [
        row.born_on
        for row in rows
        if row.retires_month != archives.retires(row.born_on, row.sex, row.post, on)
    ]
    assert wrong == []


def test_the_age_moves_with_the_rule_of_2025_and_so_does_the_list() -> None:
    key = w.archive(
        1, birth="19660115"
    )  # by the rule of 2020 in January 2026, by that of 2025 four months later
    assert w.seen(lambda: archives.Archive.objects.get(pk=key)).retires_month == 2026 * 12
    night(date(2025, 1, 2))
    assert w.seen(lambda: archives.Archive.objects.get(pk=key)).retires_month == 2026 * 12 + 4
    assert w.seen(lambda: archives.soon(w.OFFICE, date(2025, 4, 30))) == []
    assert [each.month for each in w.seen(lambda: archives.soon(w.OFFICE, date(2025, 5, 1)))] == [
        2026 * 12 + 4
    ]


def test_a_borrower_and_the_centre_are_told_once_that_a_loan_is_late() -> None:
    archive = w.archive(2, "吴舟")
    department = w.body(9, "department", "样例局")
    case = w.send(
        department, archives.LOAN, archive, matter="service_years", purpose="核定工龄", own_file=False
    )
    w.do(lambda tx: archives.ask_paper(tx, case, "没有影像", date(2020, 11, 17)), department)
    w.act(case, "approve", w.REVIEWER, "district_reviewer")
    barcode = w.seen(lambda: archives.Archive.objects.get(pk=archive).barcode)
    w.act(case, "lend", w.CENTRE, HANDLER, barcode=barcode)
    before = len(told())
    night(date(2020, 11, 17))
    assert len(told()) == before, "it is due today"
    night(date(2020, 11, 18))
    night(date(2020, 11, 19))
    assert len(told()) == before + 2
    assert "2020-11-17" in told()[-1]


def test_ones_own_or_near_kins_archive_is_a_colleagues() -> None:
    archive = w.archive(2, "吴舟")
    owner, _, _ = w.person(2, "吴舟")
    department = w.body(9, "department", "样例局")
    herself = w.Actor("party", account=UUID(int=5), name="吴舟", party=department.party, person=owner)
    for asker, own in ((department, True), (herself, False)):
        case = w.send(asker, archives.LOAN, archive, matter="service_years", purpose="核定工龄", own_file=own)
        w.do(lambda tx, case=case: archives.ask_paper(tx, case, "没有影像", date(2020, 11, 17)), asker)
        w.act(case, "approve", w.REVIEWER, "district_reviewer")
        barcode = w.seen(lambda: archives.Archive.objects.get(pk=archive).barcode)
        with pytest.raises(Refusal, match="外借规定"):
            w.act(case, "lend", w.CENTRE, HANDLER, barcode=barcode)


def test_a_receipt_that_does_not_come_is_traced_after_twenty_working_days() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    w.body(21, "keeper", "样例集团")
    _, _, mark = w.person(1)
    w.tell(mark, "insurance", employer="enterprise", ended=False)
    case = w.send(actor, archives.TRANSFER, archive, destination="employer", destination_name="样例集团")
    w.act(case, "pack", w.CENTRE, HANDLER, pages=3, seal="T-1")
    barcode = w.seen(lambda: archives.Archive.objects.get(pk=archive).barcode)
    w.act(case, "send", w.CENTRE, HANDLER, carrier="messenger", barcode=barcode)
    due = w.seen(lambda: cases.Case.objects.get(key=case)).due
    assert due == date(2020, 11, 30)
    with on(due, 23):
        run_due()
    assert w.state(case) == "sent"
    with on(due + timedelta(days=1)):
        run_due()
    assert w.state(case) == "missing"


def test_an_employer_the_insurance_register_names_asks_without_a_list_and_another_learns_nothing() -> None:
    w.archive(1)
    _, _, mark = w.person(1)
    employer = w.Actor("party", account=UUID(int=6), name="单位", party=people.firm(31, "样例用人单位"))
    number = people.number(1, birth="19800115")
    held = {"procedure": archives.REQUEST, "office": "city_hr", "identity_number": number,
            "values": {"purpose": "employment", "certify": "experience"}}  # fmt: skip
    with pytest.raises(Refusal, match="名册内"):
        w.do(lambda tx: archives.send_again(tx, held), employer)
    w.tell(mark, "insurance", employer="enterprise", ended=False, firm=people.code(31))
    case = UUID(w.do(lambda tx: archives.send_again(tx, held), employer)["case"])
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")
    assert w.state(case) == "prepared"
    w.tell(mark, "insurance", employer="enterprise", ended=True, firm=people.code(31))
    with pytest.raises(Refusal, match="名册内"):
        w.do(lambda tx: archives.send_again(tx, held), employer)


def test_a_listed_unit_that_does_not_employ_the_person_waits_for_the_centres_finding() -> None:
    archive = w.archive(1)
    unit = w.body(31, "employer", "样例单位")
    case = w.send(unit, archives.REQUEST, archive, purpose="employment", certify="experience")
    with pytest.raises(Refusal, match="身份和授权"):
        w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")
    w.do(lambda tx: archives.find(tx, case, {"asker_found": True}), w.CENTRE)
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")


def test_service_levels_before_and_after_count_what_came_and_how_long_it_took() -> None:
    _, actor, _ = w.person(1)
    with on(date(2020, 10, 20)):
        early = w.send(actor, archives.COMPLAINT, statement="慢")
    with on(date(2020, 10, 23)):
        w.act(early, "answer", w.CENTRE, HANDLER, cause="time", answer="已办")
        w.act(early, "close", actor, "applicant")
    late = w.send(actor, archives.COMPLAINT, statement="又慢")
    (before, old), (since, new) = w.seen(lambda: archives.before_after(w.OFFICE, date(2020, 11, 12)))
    assert (before.zh, since.zh) == ("施行前", "施行后")
    assert [(each.opened, each.finished, each.days, each.late_now) for each in old] == [(1, 1, 3.0, 0)]
    assert [(each.opened, each.finished, each.days, each.late_now) for each in new] == [(1, 0, None, 1)]
    assert [
        row.number for row in w.seen(lambda: archives.overdue(w.OFFICE, date(2020, 11, 12))) if row.case
    ] == [w.seen(lambda: cases.Case.objects.get(key=late)).number]
