"""The districts' lists, the city's reading of them, leave, inspections and reports, through HTTP."""

from __future__ import annotations

import re
from copy import deepcopy
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.workbench.scene import account, browser, cells, post, step_up, text

from gongbao.kernel.forms import columns
from gongbao.platform.cases.services import Case, lent
from gongbao.platform.db.services import SYSTEM, Actor, now, read
from gongbao.platform.excel.services import export
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import credit_code
from gongbao.platform.training_subsidy import demo
from gongbao.platform.training_subsidy import services as training
from gongbao.policies.training_subsidy.forms import RECOGNITION_LIST
from gongbao.web.workbench import queues

pytestmark = pytest.mark.django_db
FIRMS = RECOGNITION_LIST.field("firms")


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made, at):
    return deepcopy(made)


@pytest.fixture
def august(made, free_clock):
    """The demo city on 25 August, when the first batch can still be reported."""
    world.to("2020-08-25 10:00")
    return deepcopy(made)


def sheet(*rows):
    names = ("name", "credit_code", "industry", "revenue_2019", "revenue_2020")
    return SimpleUploadedFile(
        "名单.xlsx",
        export(columns(FIRMS), [dict(zip(names, row, strict=True)) for row in rows], masked=False),
    )


def begun(client):
    answer = post(client, "/workbench/lists/begin/")
    assert answer.status_code == 302
    return answer["Location"]


def test_a_list_is_imported_ruled_on_reported_and_read_by_the_city(august):
    client = browser("haidian-government")
    page = begun(client)
    upload = sheet(
        ("北京样例知舟科技有限公司", credit_code(0), "living_services", 100_000_00, 20_000_00),
        ("北京样例清和文化有限公司", credit_code(2), "living_services", 100_000_00, 99_000_00),
    )
    answer = client.post(f"{page}import/", {"key": str(uuid4()), "file": upload}, follow=True)
    assert answer.status_code == 200, text(answer)[-1500:]
    assert "列入 1 家" in text(answer)
    assert "不列入" in text(answer)
    assert credit_code(0) in text(client.get(page))
    refused = post(client, f"{page}submit/", batch="1")
    assert "step-up" in refused["Location"]
    step_up(client, "haidian-government")
    done = client.post(f"{page}submit/", {"key": str(uuid4()), "batch": _batch(page)}, follow=True)
    assert "已报送 1 家" in text(done)
    seen = text(browser("city").get("/workbench/lists/"))
    assert "海淀" in seen
    assert browser("chaoyang-government").get(page).status_code == 404
    assert browser("haidian-handler").get(page).status_code == 403


def test_after_the_last_day_no_firm_is_listed_any_more(city):
    client = browser("haidian-government")
    page = begun(client)
    upload = sheet(("北京样例知舟科技有限公司", credit_code(0), "living_services", 100_000_00, 20_000_00))
    answer = text(client.post(f"{page}import/", {"key": str(uuid4()), "file": upload}, follow=True))
    assert "列入 0 家" in answer
    assert "不列入" in answer
    assert "第二批报送期限" in answer


def test_a_firm_that_fails_a_condition_cannot_be_listed_and_what_was_typed_stays(august):
    client = browser("haidian-government")
    page = begun(client)
    sent = {"name": "北京样例清和文化有限公司", "credit_code": credit_code(2), "industry": "living_services",
            "revenue_2019": "100000", "revenue_2020": "99000"}  # fmt: skip
    answer = post(client, f"{page}firm/", **sent)
    assert answer.status_code == 422
    assert "99000" in text(answer)
    assert "不能破例" in text(answer)
    declined = post(client, f"{page}firm/", **sent, do="decline", reasons="revenue")
    assert declined.status_code == 302
    assert "不予认定" in text(client.get(page))


def test_leave_lends_duties_and_ends_early(city):
    client = browser("haidian-handler")
    sent = {
        "deputy": str(account("haidian-reviewer").pk),
        "roles": "district_handler",
        "starts_on": "2020-09-21",
        "ends_on": "2020-09-30",
    }
    assert post(client, "/workbench/leave/", **sent).status_code == 302
    deputy = Actor("officer", account("haidian-reviewer").pk, office="haidian")
    with read(SYSTEM, purpose="test"):
        assert set(lent(deputy, now().date())) == {"district_handler"}
    page = text(client.get("/workbench/leave/"))
    key = page.split("/workbench/leave/")[-1].split("/end/")[0]
    assert post(client, f"/workbench/leave/{key}/end/").status_code == 302
    with read(SYSTEM, purpose="test"):
        assert not lent(deputy, now().date())


def test_leave_in_the_wrong_order_is_told_in_place(city):
    sent = {
        "deputy": str(account("haidian-reviewer").pk),
        "roles": "district_handler",
        "starts_on": "2020-09-30",
        "ends_on": "2020-09-22",
    }
    answer = post(browser("haidian-handler"), "/workbench/leave/", **sent)
    assert answer.status_code == 422
    assert "2020-09-30" in text(answer)


def test_only_paid_cases_are_inspected(city):
    number = world.submitted(city)
    answer = post(
        browser("haidian-handler"), "/workbench/supervision/", do="lead", number=number, lead="举报"
    )
    assert answer.status_code == 422
    assert "举报" in text(answer)
    assert "只检查已拨付的办件" in text(answer)


def test_a_sample_of_a_quarter_without_payments_is_empty(city):
    answer = browser("haidian-handler").post(
        "/workbench/supervision/", {"key": str(uuid4()), "do": "sample", "quarter": "2020Q3"}, follow=True
    )
    assert "0 件" in text(answer)


@pytest.mark.parametrize("name", ["uses", "supervision", "list_changes", "handling_times"])
def test_a_report_is_shown_and_taken_away(city, name):
    number = world.submitted(city)
    client = browser("haidian-handler")
    assert client.get(f"/workbench/reports/?report={name}").status_code == 200
    step_up(client, "haidian-handler")
    rows = cells(client.get(f"/workbench/reports/?report={name}&export=xlsx"))
    assert rows[0]
    if name == "handling_times":
        assert any(number in row for row in rows)


def test_a_report_over_days_in_the_wrong_order_says_so(city):
    answer = browser("haidian-handler").get("/workbench/reports/?since=2020-09-02&until=2020-09-01")
    assert answer.status_code == 422
    assert "结束日早于开始日" in text(answer)


def _batch(page):
    number = page.rstrip("/").split("/")[-1]
    officer = Actor(
        "officer",
        account("haidian-government").pk,
        office="haidian",
        roles=frozenset({"district_government"}),
    )
    return {"first_batch": "1"}.get(training.list_view(officer, number).state, "2")


def test_an_industry_department_confirms_the_copy_it_was_sent(august):
    government = browser("haidian-government", stepped_up=True)
    page = begun(government)
    upload = sheet(("北京样例知舟科技有限公司", credit_code(0), "living_services", 100_000_00, 20_000_00))
    government.post(f"{page}import/", {"key": str(uuid4()), "file": upload})
    assert post(government, f"{page}submit/", batch="1").status_code == 302
    client = browser("industry")
    shown = text(client.get(page))
    assert "确认收到" in shown
    address = re.search(rf'action="({page}copies/[^"]+)"', shown)[1]
    assert post(government, address).status_code == 403
    assert post(client, address).status_code == 302
    assert "确认收到" not in text(client.get(page))
    assert client.get("/workbench/").status_code == 200


def test_an_industry_department_reaches_no_firm_s_application(city):
    demo._cases(city)
    claim = next(iter(city.cases.values()))
    assert browser("city").get(f"/workbench/cases/{claim}/").status_code == 200
    assert browser("industry").get(f"/workbench/cases/{claim}/").status_code == 404
    assert claim not in text(browser("industry").get("/workbench/?queue=all"))


def test_the_counts_at_the_left_are_those_of_the_lists(made, free_clock):
    world.to("2020-09-21 09:30")
    city = deepcopy(made)
    demo._cases(city)
    waiting = city.cases["review"]
    with read(SYSTEM, purpose="test"):
        office = Case.objects.get(number=waiting).office
    assert post(browser(f"{office}-handler"), f"/workbench/cases/{waiting}/take/").status_code == 302
    world.to("2020-09-29 09:30")
    away, deputy = account("haidian-handler"), account("haidian-reviewer")
    sent = {"roles": "district_handler", "starts_on": "2020-09-29", "ends_on": "2020-09-30"}
    assert post(browser(away.login), "/workbench/leave/", deputy=str(deputy.pk), **sent).status_code == 302
    seen = set()
    for login in (
        "haidian-handler",
        "haidian-reviewer",
        "haidian-funds",
        "chaoyang-handler",
        "city",
        "agency",
    ):
        actor = browser(login) and parties.resolve_actor(account(login))
        with read(actor, purpose="test"):
            counted = queues._counts(actor, queues.visible(actor))
            assert counted == {name: queues.of_queue(actor, name).count() for name in queues.QUEUES}, login
        seen |= {name for name, many in counted.items() if many}
    assert seen >= {"todo", "warning", "mine", "returned", "publicity", "done", "all"}, seen
