"""Applying: windows and districts, the commitment, idempotency, drafts that lose nothing, withdrawal."""

from __future__ import annotations

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from tests.platform.training_subsidy.world import (
    COMMITMENT,
    approved,
    case,
    claim,
    filled,
    jobs,
    key,
    roster_row,
    rows,
    state,
    submitted,
    to,
    wage_rows,
)

from gongbao.law.errors import Refusal
from gongbao.platform.access.services import NotFound
from gongbao.platform.db.services import SYSTEM, Actor, read, write
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import credit_code, someone
from gongbao.platform.registers.services import record_rows
from gongbao.platform.training_subsidy import books, demo, drafts, status, submitting
from gongbao.platform.training_subsidy.demo_sheets import BAD_DATE, WRONG_DIGIT, workbook
from gongbao.platform.training_subsidy.models import Claim
from gongbao.platform.training_subsidy.words import EXPAND, STABILISE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("moment", "fine"), [
    ("2020-08-17 23:59", False), ("2020-08-18 00:00", True), ("2021-07-31 23:59", True), ("2021-08-01 00:00", False),
])  # fmt: skip
def test_claims_begin_from_the_first_to_the_last_day(where: demo.City, moment: str, fine: bool) -> None:
    to(moment)
    if fine:
        assert drafts.start(where.clerk(), EXPAND, key=key())["state"] == "draft"
        return
    with pytest.raises(Refusal) as refused:
        drafts.start(where.clerk(), EXPAND, key=key())
    assert refused.value.clause == "neng-2020-6/1.3.a"


def test_the_last_day_is_a_saturday_and_does_not_move(where: demo.City) -> None:
    number = filled(where)
    to("2021-07-31 23:59")
    submitting.submit(where.clerk(), number, commitment=COMMITMENT, key=key())
    assert claim(number).applied_on == date(2021, 7, 31)


def test_a_minute_later_the_draft_can_no_longer_be_sent_and_lapses(where: demo.City) -> None:
    number = filled(where)
    to("2021-08-01 00:00")
    with pytest.raises(Refusal, match="受理截止"):
        submitting.submit(where.clerk(), number, commitment=COMMITMENT, key=key())
    jobs()
    assert state(number) == "lapsed"


def test_the_case_goes_to_the_district_where_the_firm_is_insured(where: demo.City) -> None:
    for firm, office in ((0, "haidian"), (1, "chaoyang"), (4, "bda")):
        assert case(drafts.start(where.clerk(firm), EXPAND, key=key())["number"]).office == office


def test_a_firm_that_moved_begins_anew_at_its_new_district(where: demo.City) -> None:
    number = filled(where)
    code = credit_code(0)
    row = {"firm": code, "office": "chaoyang", "starts_on": "2020-09-01"}
    write(lambda tx: record_rows(tx, "insured_firms", [row], source="t", covers=None).added, actor=SYSTEM, key=key(),
          name="t")  # fmt: skip
    with pytest.raises(Refusal) as refused:
        submitting.submit(where.clerk(), number, commitment=COMMITMENT, key=key())
    assert refused.value.clause == "neng-2020-6/1.3"


def test_a_firm_insured_nowhere_here_is_refused(where: demo.City) -> None:
    def command(tx: object) -> str:
        return str(parties.register_firm(tx, credit_code(50), "北京样例外地公司"))  # type: ignore[arg-type]

    firm = write(command, actor=SYSTEM, key=key(), name="t")
    from uuid import UUID

    with pytest.raises(Refusal, match="没有在本市参保"):
        drafts.start(Actor("party", where.accounts["firm1"], party=UUID(firm)), EXPAND, key=key())


def test_the_same_form_twice_is_one_claim(where: demo.City) -> None:
    number = filled(where)
    first = submitting.submit(where.clerk(), number, commitment=COMMITMENT, key="same form")
    again = submitting.submit(where.clerk(), number, commitment=COMMITMENT, key="same form")
    assert again == first
    with pytest.raises(Refusal):
        submitting.submit(where.clerk(), number, commitment=COMMITMENT, key="another window")
    with read(SYSTEM, purpose="test"):
        assert Claim.objects.count() == 1
        assert [row.kind for row in letters.letters(case=case(number).key)] == ["receipt.submit"]


def test_what_is_missing_is_said_all_at_once(where: demo.City) -> None:
    number = drafts.start(where.clerk(2), EXPAND, key=key())["number"]
    with pytest.raises(Refusal) as refused:
        submitting.submit(where.clerk(2), number, commitment=COMMITMENT, key=key())
    for word in ("所属行业", "花名册", "对账单"):
        assert word in refused.value.what.zh


def test_faulty_rows_can_stay_behind_and_are_not_lost(where: demo.City) -> None:
    clerk, number = where.clerk(), filled(where)
    drafts.upload_roster(clerk, number, demo.demo_roster(2), "花名册.xlsx", key=key())
    drafts.upload_statement(clerk, number, demo.demo_statement(2), "对账单.xlsx", key=key())
    done = submitting.submit(clerk, number, commitment=COMMITMENT, key=key(), leave_out=True)
    assert done["people"] == 28
    kept = drafts.draft_of(clerk, number).roster
    assert kept is not None
    assert [row.number for row in kept.rows if row.problems] == [WRONG_DIGIT, BAD_DATE]
    assert next(row.cells for row in kept.rows if row.number == BAD_DATE)["hired_on"] == "七月上旬"


def test_findings_come_back_as_the_same_sheet_with_a_last_column(where: demo.City) -> None:
    clerk, number = where.clerk(), filled(where)
    drafts.upload_roster(clerk, number, demo.demo_roster(), "花名册.xlsx", key=key())
    drafts.upload_statement(clerk, number, demo.demo_statement(), "对账单.xlsx", key=key())
    book = CalamineWorkbook.from_filelike(io.BytesIO(drafts.findings_workbook(clerk, number)))
    grid = book.get_sheet_by_index(0).to_python()
    assert grid[0][-1] == "核对结果"
    told = {number: row[-1] for number, row in enumerate(grid, 1) if row[-1] and number > 1}
    assert sorted(told) == [6, 11, 16, 26]
    assert "七月上旬" in grid[BAD_DATE - 1]


def test_others_cannot_see_or_touch_a_draft(where: demo.City) -> None:
    number = filled(where)
    for stranger in (where.clerk(1), where.officer("chaoyang-handler")):
        with pytest.raises(NotFound):
            status.status(stranger, number)
    with pytest.raises(Refusal, match="还没有提交"):
        drafts.draft_of(where.officer("haidian-handler"), number)
    with pytest.raises(Refusal, match="由企业填写"):
        drafts.save_draft(where.officer("haidian-handler"), number, {"contact": "x"}, key=key())


def test_a_sent_claim_cannot_be_changed(where: demo.City) -> None:
    number = submitted(where)
    with pytest.raises(Refusal, match="不能这样办理"):
        drafts.save_draft(where.clerk(), number, {"contact": "x"}, key=key())


def test_withdrawing_frees_people_months_and_cap(where: demo.City) -> None:
    number = approved(where)
    firm = claim(number).party
    assert funds.balance(books.cap_account(firm)) == 6 * 154_000
    submitting.withdraw(where.clerk(), number, key=key())
    assert (state(number), funds.balance(books.cap_account(firm))) == ("withdrawn", 0)
    assert {row.standing for row in rows(number)} == {""}
    assert approved(where), "the same people and months can be claimed again"
    with read(SYSTEM, purpose="test"):
        assert funds.check_books() == []


def test_months_claimed_before_are_told_with_district_and_date(where: demo.City) -> None:
    submitted(where)
    other = filled(where)
    found = drafts.check_draft(where.clerk(), other).found
    said = [each.at.say() for each in found if each.level == "check"]
    assert len(said) == 3
    assert "2020年7月、2020年8月已在另一件申请中：海淀区，扩岗，2020-09-21申请（…0001）" in said[0]


def test_a_transaction_number_used_in_another_claim_is_told(where: demo.City) -> None:
    who = [someone(0)]
    lines = wage_rows(who)
    first, second = filled(where, people=who), filled(where, people=who)
    for number in (first, second):
        drafts.upload_statement(where.clerk(), number, workbook("statement", lines), "对账单.xlsx", key=key())
    submitting.submit(where.clerk(), first, commitment=COMMITMENT, key=key())
    found = drafts.check_draft(where.clerk(), second).found
    assert any(each.at.clause == "neng-2020-6/4.3.c" and "海淀区" in each.at.what.zh for each in found)


def test_a_firm_not_on_any_list_waits_while_lists_are_open_and_is_told(where: demo.City) -> None:
    number = filled(where, 0, scheme=STABILISE)
    done = drafts.check_draft(where.clerk(), number)
    assert done.outcomes == {"not_met": 3}
    assert done.results[0].reasons[0][1] == "neng-2020-6/1.2.p2"


def test_the_acceptance_clock_and_receipt_show_on_the_status(where: demo.City) -> None:
    number = submitted(where)
    shown = status.status(where.clerk(), number)
    assert (shown.state, shown.state_title.zh) == ("in_review", "审核中")
    assert [each.name for each in shown.limits] == ["review"]
    assert shown.receipts == (next(h.receipt for h in shown.happened if h.action == "submit"),)
    assert [step.state for step in shown.coming[:3]] == ["passed", "approved", "publicity"]
    assert shown.code
    assert letters.verify_code(shown.code) is not None
    assert {each.kind for each in shown.materials} == {"sheet"}


def test_a_roster_typed_on_screen_needs_no_file(where: demo.City) -> None:
    clerk = where.clerk()
    number = drafts.start(clerk, EXPAND, key=key())["number"]
    drafts.save_draft(clerk, number, demo.answers(EXPAND) | {"account": demo.account(0)}, key=key())
    name, identity, category, hired, months = roster_row(someone(0))
    cells = {
        "name": name,
        "identity_number": identity,
        "category": category,
        "hired_on": str(hired),
        "months": months,
    }
    drafts.mend_row(clerk, number, "roster", 0, cells, key=key())
    for month in ("2020-07", "2020-08"):
        line = {"name": name, "identity_number": identity, "month": month, "wage": "2200"}
        drafts.mend_row(clerk, number, "statement", 0, line, key=key())
    assert drafts.check_draft(clerk, number).granted == 308_000
