"""What screens read: status, desk, panel, answer, what-if, public notices and reports say what happened and no more."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.platform.training_subsidy.world import (
    approved,
    case,
    filled,
    jobs,
    key,
    passed,
    published,
    rows,
    submitted,
    to,
    wage_rows,
)

from gongbao.law.errors import Refusal
from gongbao.platform.access.services import NotFound, StepUpNeeded
from gongbao.platform.audit import services as audit
from gongbao.platform.db.models import Outbox
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import (
    answers,
    demo,
    desk,
    drafts,
    public,
    publicity,
    reports,
    reviewing,
    status,
)
from gongbao.platform.training_subsidy.demo_sheets import workbook

pytestmark = pytest.mark.django_db
RATE = 154_000


def test_the_status_counts_the_days_of_publicity_over_national_day(where: demo.City) -> None:
    to("2020-09-28 10:00")
    number, _ = published(where)
    seen = {}
    for moment in (
        "2020-09-28 12:00",
        "2020-09-30 12:00",
        "2020-10-08 12:00",
        "2020-10-10 12:00",
        "2020-10-12 12:00",
    ):
        to(moment)
        shown = status.status(where.clerk(), number)
        seen[moment[5:10]] = shown.counted
    assert seen == {"09-28": 0, "09-30": 2, "10-08": 2, "10-10": 4, "10-12": 5}
    assert shown.window is not None
    assert (shown.window.due, shown.window.n) == (date(2020, 10, 12), 5)
    assert [limit.name for limit in shown.limits] == ["publicity", "remedy"]
    assert shown.limits[0].clause == "neng-2020-6/3.2.b"
    assert shown.granted == {"people": 3, "person_months": 6, "amount": 6 * RATE}


def test_the_status_tells_the_firm_each_step_with_its_receipt_and_nothing_internal(where: demo.City) -> None:
    number = approved(where)
    shown = status.status(where.clerk(), number)
    assert [each.action for each in shown.happened] == ["submit", "compare", "pass_review", "approve"]
    assert all(each.receipt.startswith(number) for each in shown.happened)
    assert [each.kind for each in shown.letters] == ["receipt.submit", "decision.full"]
    assert all(right.deadline for right in shown.rights)
    assert [act.action.name for act in shown.acts if not act.hindrances] == [
        "withdraw",
        "acknowledge",
        "appeal",
    ]


def test_cases_lists_the_firms_own(where: demo.City) -> None:
    number = submitted(where)
    filled(where, 1)
    assert [line.number for line in status.cases(where.clerk())] == [number]


def test_the_desk_shows_queues_with_filters_and_counts(where: demo.City) -> None:
    first, second = submitted(where, people=[someone(0)]), submitted(where, people=[someone(1)])
    filled(where)
    handler = where.officer("haidian-handler")
    found = desk.workbench(handler)
    assert [line.number for line in found.lines] == [first, second]
    assert found.counts["todo"] == 2
    line = found.lines[0]
    assert (line.firm, line.people, line.person_months, line.amount) == (
        "北京样例知舟科技有限公司",
        1,
        2,
        2 * RATE,
    )
    assert line.outcomes == {"met": 1}
    assert [
        each.number for each in desk.workbench(handler, filters=desk.Filters(text=second[-4:])).lines
    ] == [second]
    assert desk.workbench(handler, filters=desk.Filters(scheme="stabilise")).lines == ()
    assert desk.workbench(where.officer("chaoyang-handler")).total == 0
    reviewing.open_for_review(handler, second, key=key())
    assert [each.number for each in desk.workbench(where.officer("haidian-handler"), "mine").lines] == [
        second
    ]
    assert desk.workbench(where.officer("city"), "all").total == 2


def test_a_queue_can_be_taken_away_as_a_workbook(where: demo.City) -> None:
    number = submitted(where)
    grid = CalamineWorkbook.from_filelike(io.BytesIO(desk.queue_workbook(where.officer("haidian-handler"))))
    table = grid.get_sheet_by_index(0).to_python()
    assert table[1][0] == number
    assert table[1][6] == 6 * RATE / 100


def test_the_panel_puts_facts_beside_people_and_says_why_an_act_is_barred(where: demo.City) -> None:
    number = passed(where)
    shown = desk.case_panel(where.officer("haidian-handler"), number)
    facts = {fact.label.zh: (fact.value.zh, fact.source.zh) for fact in shown.facts}
    assert facts["企业规模"] == ("小型", "企业划型（本系统登记簿）")
    assert facts["企业已核定的以工代训补贴"] == ("0元", "本系统账簿")
    assert facts["从业人员（人）"] == ("40", "申请表")
    assert facts["企业在本市参保"] == ("是", "单位参保登记（本系统登记簿）")
    assert [row.shown for row in shown.rows] == [row.shown for row in rows(number)]
    assert all(row.shown.count("*") == 11 for row in shown.rows)
    assert shown.rows[0].wages == ((2020 * 12 + 6, 360_000), (2020 * 12 + 7, 360_000))
    reviewer = desk.case_panel(where.officer("haidian-reviewer"), number)
    assert {"approve", "refuse", "send_back"} <= {
        act.action.name for act in reviewer.acts if not act.hindrances
    }


def test_the_panel_can_show_only_rows_of_one_outcome(where: demo.City) -> None:
    people = [someone(0), someone(1)]
    number = filled(where, people=people)
    lines = wage_rows([people[0]]) + wage_rows([people[1]], wage=2199)
    drafts.upload_statement(where.clerk(), number, workbook("statement", lines), "对账单.xlsx", key=key())
    from tests.platform.training_subsidy.world import COMMITMENT

    from gongbao.platform.training_subsidy import submitting

    submitting.submit(where.clerk(), number, commitment=COMMITMENT, key=key())
    jobs()
    shown = desk.case_panel(where.officer("haidian-handler"), number, only="not_met")
    assert [row.name for row in shown.rows] == [people[1].name]
    assert shown.outcomes == {"met": 1, "not_met": 1}
    assert shown.why == ("low_wage",)


def test_reading_people_is_logged_with_whose_case(where: demo.City) -> None:
    number = submitted(where)
    before = Outbox.objects.filter(kind="access").count()
    answers.answer(where.officer("haidian-handler"), number, 2)
    notes = list(Outbox.objects.filter(kind="access").order_by("at", "key").values_list("body", flat=True))[
        before:
    ]
    assert any(note.get("subject") for note in notes), "the person is named by fingerprint"
    assert audit.verify().sound


def test_an_answer_explains_every_condition_with_its_clause_and_each_month(where: demo.City) -> None:
    number = submitted(where)
    found = answers.answer(where.clerk(), number, 2)
    assert found.determination.outcome == "met"
    clauses = {reason.unit.tag.clause for reason in found.determination.reasons}
    assert {"neng-2020-6/1.1.a", "neng-2020-6/1.1.c", "neng-2020-6/1.1.f", "neng-2020-6/1.3.b"} <= clauses
    assert [(line.counts, line.wage) for line in found.months] == [(True, 360_000), (True, 360_000)]
    assert found.determination.amount_fen == 2 * RATE
    with pytest.raises(Refusal, match="没有可以认定"):
        answers.answer(where.clerk(), number, 99)
    with pytest.raises(NotFound):
        answers.answer(where.clerk(1), number, 2)


def test_an_answer_for_a_draft_stands_on_today(where: demo.City) -> None:
    number = filled(where)
    assert answers.answer(where.clerk(), number, 3).on == date(2020, 9, 21)


@pytest.mark.parametrize(("people", "months", "amount", "cut"), [
    (0, 6, 0, False), (1, 6, 6 * RATE, False), (1, 7, 6 * RATE, False), (31, 6, 31 * 6 * RATE, False),
    (32, 6, 30_000_000 - 6 * RATE, True),
])  # fmt: skip
def test_what_more_people_would_bring(
    where: demo.City, people: int, months: int, amount: int, cut: bool
) -> None:
    number = approved(where)
    found = answers.what_if(where.clerk(), number, people, months)
    assert (found.amount, found.cut) == (amount, cut)
    assert found.left == 30_000_000 - 6 * RATE


def test_a_public_notice_shows_firms_and_sums_and_no_person(where: demo.City) -> None:
    number, slug = published(where)
    found = public.public_notice(slug)
    assert (found.firms, found.people, found.person_months, found.total) == (1, 3, 6, 6 * RATE)
    text = str(found.page.rows)
    assert all(who.name not in text and who.number not in text for who in map(someone, range(3)))
    assert [each.page.line.slug for each in public.public_notices(office="haidian")] == [slug]
    assert public.public_notices(office="chaoyang") == []
    assert case(number).number not in text


def test_an_objector_sees_only_their_own_objection(where: demo.City) -> None:
    number, slug = published(where)
    raised = publicity.object_to(slug, "人数不对", row=1, name="样壬一", contact="13900000001", key=key())
    assert publicity.standing_of(raised["code"], raised["number"]).code == "open"
    with pytest.raises(Refusal, match="不符"):
        publicity.standing_of("WRONG-CODE", raised["number"])
    shown = str(status.status(where.clerk(), number))
    assert "样壬一" not in shown
    assert "13900000001" not in shown


@pytest.mark.parametrize("row", [0, 2])
def test_an_objection_names_a_row_that_stands(where: demo.City, row: int) -> None:
    _, slug = published(where)
    with pytest.raises(Refusal):
        publicity.object_to(slug, "异议", row=row, key=key())


def test_handling_times_are_counted_in_working_days(where: demo.City) -> None:
    number = submitted(where)
    to("2020-09-25 10:00")
    reviewing.pass_review(where.officer("haidian-handler"), number, "grant", key=key())
    found = reports.report(
        where.officer("haidian-reviewer"), "handling_times", date(2020, 9, 1), date(2020, 9, 30)
    )
    (row,) = found.rows
    assert (row["number"], row["submit_pass_review"]) == (number, 4)
    assert (
        reports.report(where.officer("city"), "handling_times", date(2020, 10, 1), date(2020, 10, 31)).rows
        == ()
    )


def test_taking_a_report_away_asks_for_the_second_factor(where: demo.City) -> None:
    submitted(where)
    city = where.officer("city")
    data = reports.report_workbook(city, "handling_times", date(2020, 9, 1), date(2020, 9, 30))
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["办理用时"]
    to("2020-09-21 11:00")
    with pytest.raises(StepUpNeeded):
        reports.report_workbook(city, "handling_times", date(2020, 9, 1), date(2020, 9, 30))
    with pytest.raises(Refusal, match="没有这份统计"):
        reports.report(where.clerk(), "uses", date(2020, 9, 1), date(2020, 9, 30))


def test_every_service_named_is_there() -> None:
    from gongbao.platform.training_subsidy import services

    missing: list[Any] = [name for name in services.__all__ if not hasattr(services, name)]
    assert missing == []
