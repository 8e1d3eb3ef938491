"""A district's list by the rule alone and by its days; samples, inspections and money that comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.platform.training_subsidy.test_claim_money import funded, pay_out
from tests.platform.training_subsidy.world import case, jobs, key, state, to

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, Actor, read, write
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.demo_people import credit_code
from gongbao.platform.registers.services import facts_for_firm, record_rows
from gongbao.platform.training_subsidy import demo, listview, recognising, reports, supervising
from gongbao.platform.training_subsidy.words import FUND

pytestmark = pytest.mark.django_db
YUAN = 100


def firm(
    place: int, before: str = "100000", after: str = "20000", industry: str = "生活性服务业"
) -> dict[str, str]:
    return {"name": f"北京样例{place}号公司", "credit_code": credit_code(place), "industry": industry,
            "revenue_2019": before, "revenue_2020": after}  # fmt: skip


def a_list(where: demo.City, moment: str = "2020-08-20 10:00") -> tuple[Actor, str]:
    to(moment)
    government = where.officer("haidian-government")
    return government, recognising.open_list(government, key=key())["number"]


def sizes(*places: int) -> None:
    rows = [{"firm": credit_code(place), "on_day": "2019-12-31", "size_class": "small"} for place in places]
    write(
        lambda tx: record_rows(tx, "firm_size", rows, source=key()).added, actor=SYSTEM, key=key(), name="t"
    )


@pytest.mark.parametrize(("after", "fine"), [("20000.00", True), ("20000.01", False)])
def test_eighty_percent_exactly_is_enough(where: demo.City, after: str, fine: bool) -> None:
    government, number = a_list(where)
    if fine:
        recognising.recognise(government, number, firm(0, after=after), key=key())
        assert [line.outcome for line in listview.list_view(government, number).firms] == ["met"]
        return
    with pytest.raises(Refusal) as refused:
        recognising.recognise(government, number, firm(0, after=after), key=key())
    assert refused.value.clause == "neng-2020-6/1.2.b"


def test_nobody_can_make_an_exception(where: demo.City) -> None:
    government, number = a_list(where)
    finding = {"revenue_drop_found": True, "industry_found": True}
    with pytest.raises(Refusal, match="不能破例"):
        recognising.recognise(
            government, number, firm(0, after="90000"), key=key(), found=finding, evidence="区里特批"
        )
    assert listview.list_view(government, number).firms == ()


def test_an_open_industry_and_a_missing_base_are_found_with_evidence(where: demo.City) -> None:
    government, number = a_list(where)
    strange = firm(0, before="0", after="0", industry="其他")
    with pytest.raises(Refusal, match="还不能判断"):
        recognising.recognise(government, number, strange, key=key())
    finding = {"revenue_drop_found": True, "industry_found": True}
    with pytest.raises(Refusal, match="依据"):
        recognising.recognise(government, number, strange, key=key(), found=finding)
    recognising.recognise(
        government, number, strange, key=key(), found=finding, evidence="2019年6月新设，纸质报表"
    )
    assert listview.list_view(government, number).firms[0].evidence.startswith("2019年6月")


def test_only_the_government_recognises(where: demo.City) -> None:
    _, number = a_list(where)
    with pytest.raises(Refusal, match="区政府"):
        recognising.recognise(where.officer("haidian-reviewer"), number, firm(0), key=key())


def test_a_sheet_of_firms_is_ruled_row_by_row(where: demo.City) -> None:
    government, number = a_list(where)
    sizes(11, 12)
    from gongbao.kernel.forms import columns
    from gongbao.platform.excel.services import export

    wanted = columns(recognising.TABLE)
    rows = [
        {"name": "甲", "credit_code": credit_code(11), "industry": "living_services", "revenue_2019": 10**7, "revenue_2020": 10**6},
        {"name": "乙", "credit_code": credit_code(12), "industry": "living_services", "revenue_2019": 10**7, "revenue_2020": 10**7},
        {"name": "丙", "credit_code": credit_code(13), "industry": "living_services", "revenue_2019": 10**7, "revenue_2020": 10**6},
    ]  # fmt: skip
    done = recognising.import_list(government, number, export(wanted, rows), key=key())
    assert [(row["row"], row["outcome"]) for row in done["rows"]] == [
        (2, "met"),
        (3, "not_met"),
        (4, "not_met"),
    ]
    assert done["rows"][1]["refusal"]["clause"] == "neng-2020-6/1.2.b"


@pytest.mark.parametrize(("moment", "fine"), [("2020-08-31 23:59", True), ("2020-09-01 00:00", False)])
def test_the_first_batch_is_due_on_31_august(where: demo.City, moment: str, fine: bool) -> None:
    government, number = a_list(where)
    recognising.recognise(government, number, firm(0), key=key())
    to(moment)
    government = where.officer("haidian-government")
    if fine:
        done = recognising.submit_batch(government, number, 1, key=key())
        assert (done["firms"], done["copies"]) == (1, ["市商务局"])
        return
    with pytest.raises(Refusal):
        recognising.submit_batch(government, number, 1, key=key())
    jobs()
    assert state(number) == "second_batch", "the firms wait for the second batch"


def test_after_15_september_the_list_is_locked(where: demo.City) -> None:
    government, number = a_list(where)
    recognising.recognise(government, number, firm(0), key=key())
    recognising.submit_batch(government, number, 1, key=key())
    sizes(11)
    recognising.recognise(government, number, firm(11), key=key())
    to("2020-09-15 23:59")
    government = where.officer("haidian-government")
    recognising.submit_batch(government, number, 2, key=key())
    to("2020-09-16 00:00")
    jobs()
    assert state(number) == "locked"
    with pytest.raises(Refusal):
        recognising.recognise(government, number, firm(12), key=key())
    with read(SYSTEM, purpose="test"):
        listed = facts_for_firm(credit_code(11), date(2020, 9, 16)).recognised
    assert listed is not None
    assert [each.list_batch for each in listed] == [2]
    found = reports.report(where.officer("city"), "list_changes", date(2020, 8, 1), date(2020, 12, 31))
    assert [(row["batch"], row["change"]) for row in found.rows] == [(1, "列入"), (2, "列入")]


def test_a_copy_goes_to_the_industrys_authority_which_confirms_it(where: demo.City) -> None:
    government, number = a_list(where)
    recognising.recognise(government, number, firm(0, industry="科技创新"), key=key())
    recognising.submit_batch(government, number, 1, key=key(), copies={"technology_innovation": "市科委"})
    (copy,) = listview.list_view(government, number).copies
    department = Actor(
        "officer",
        where.accounts["city"],
        "市科委",
        office="city_hr",
        roles=frozenset({"industry_department"}),
    )
    recognising.confirm_filing(department, number, copy.key, key=key())
    (copy,) = listview.list_view(government, number).copies
    assert copy.received_at is not None
    with pytest.raises(Refusal):
        recognising.confirm_filing(department, number, copy.key, key=key())


def test_a_firm_declined_is_told_why(where: demo.City) -> None:
    government, number = a_list(where)
    recognising.decline(government, number, firm(0, after="90000"), ["revenue"], key=key())
    (line,) = listview.list_view(government, number).firms
    assert (line.outcome, line.reasons) == ("declined", (("revenue",),))


def paid(where: demo.City, folder: Path) -> str:
    number, request = funded(where, 0)
    pay_out(where, request, folder)
    return number


def test_a_finding_leads_to_recovery_and_the_money_comes_back(where: demo.City, tmp_path: Path) -> None:
    number = paid(where, tmp_path)
    handler, reviewer = where.officer("haidian-handler"), where.officer("haidian-reviewer")
    inspection = supervising.open_inspection(handler, number, "举报：没有上班", key=key())["number"]
    supervising.begin_inspection(handler, inspection, key=key())
    supervising.record_inspection(handler, inspection, "finding", "考勤与工资不符", why=["fraud"], key=key())
    with pytest.raises(Refusal):
        supervising.open_recovery(reviewer, inspection, 154_000, ["fraud"], key=key())
    supervising.respond(where.clerk(), inspection, "愿意退回一个月", key=key())
    with pytest.raises(Refusal, match="最多可追回"):
        supervising.open_recovery(reviewer, inspection, 308_001, ["fraud"], key=key())
    supervising.open_recovery(reviewer, inspection, 154_000, ["fraud"], key=key())
    before = funds.balance(funds.special_key(FUND))
    supervising.record_repayment(handler, inspection, 54_000, "R1", key=key())
    assert state(inspection) == "recovery_open"
    with pytest.raises(Refusal, match="超过应退"):
        supervising.record_repayment(handler, inspection, 100_001, "R2", key=key())
    supervising.record_repayment(handler, inspection, 100_000, "R2", key=key())
    supervising.close_inspection(reviewer, inspection, "recovered", key=key())
    assert funds.balance(funds.special_key(FUND)) == before + 154_000
    view = listview.inspection_view(where.clerk(), inspection)
    assert (view.state, view.ordered, view.returned) == ("closed", 154_000, 154_000)
    with read(SYSTEM, purpose="test"):
        assert [row.kind for row in letters.letters(case=case(inspection).key)] == ["decision.recovery"]
        assert funds.check_books() == []
    found = reports.report(where.officer("city"), "supervision", date(2020, 9, 1), date(2020, 12, 31))
    assert [(row["kind"], row["ordered"], row["returned"]) for row in found.rows] == [
        ("线索", 154_000, 154_000)
    ]


def test_a_firm_that_says_nothing_is_heard_after_five_working_days(where: demo.City, tmp_path: Path) -> None:
    number = paid(where, tmp_path)
    handler = where.officer("haidian-handler")
    inspection = supervising.open_inspection(handler, number, "线索", key=key())["number"]
    supervising.begin_inspection(handler, inspection, key=key())
    supervising.record_inspection(
        handler, inspection, "finding", "资金用途不符", why=["other_use"], key=key()
    )
    to("2020-10-14 23:59")
    jobs()
    assert state(inspection) == "found", (
        "9, 10, 12, 13 and 14 October are the five working days after 30 September"
    )
    to("2020-10-15 00:00")
    jobs()
    assert state(inspection) == "heard"


def test_the_sample_is_drawn_alike_by_anyone_and_each_case_once(where: demo.City, tmp_path: Path) -> None:
    number = paid(where, tmp_path)
    first = supervising.draw_sample(where.officer("haidian-handler"), "2020Q3", key=key())
    again = supervising.draw_sample(where.officer("haidian-reviewer"), "2020Q3", key=key())
    assert first["drawn"] == again["drawn"]
    assert (first["of"], len(first["drawn"])) == (1, 1)
    assert listview.inspections(where.officer("haidian-handler"))[0].claim_number == number
    assert supervising.draw_sample(where.officer("chaoyang-handler"), "2020Q3", key=key())["of"] == 0
