"""A claim that was sent, on screen: where it stands, each person's reasons, what the firm can still do."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.hall.people import chinese, clerk, html, post, problems

from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo
from gongbao.platform.training_subsidy import services as training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at", "free_clock")]


def case(number: str, rest: str = "") -> str:
    return f"/hall/cases/{number}/{rest}"


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made: demo.City) -> demo.City:
    return deepcopy(made)


def test_the_publicity_is_counted_day_by_day(city: demo.City) -> None:
    number, _ = world.published(city)
    client = clerk(city)
    assert "公示中" in html(client.get(case(number)))
    world.to("2020-09-23 10:00")
    page = html(client.get(case(number)))
    assert re.search(r"公示第\s*<b>2</b> / 5", page)
    assert "2020年9月27日 24时止" in page  # 27 September 2020 was a make-up working day


def test_every_person_has_the_whole_reasoning_with_clause_fact_and_source(city: demo.City) -> None:
    number = world.submitted(city)
    client = clerk(city)
    people = html(client.get(case(number, "people/")))
    rows = re.findall(rf"/hall/cases/{number}/people/(\d+)/", people)
    assert len(rows) == 3
    page = html(client.get(case(number, f"people/{rows[0]}/")))
    for words in ("属于三类人员之一", "6号 一（一）", "来源：失业登记", "2020年7月", "1,540"):
        assert words in page, words
    assert client.get(case(number, "people/99/")).status_code == 404


def test_a_person_who_fails_is_told_what_fact_failed(city: demo.City) -> None:
    stranger = someone(700)
    number = world.submitted(city, people=[someone(0), stranger])
    client = clerk(city)
    page = html(client.get(case(number, "people/?state=not_met")))
    (row,) = set(re.findall(rf"/hall/cases/{number}/people/(\d+)/", page))
    answer = html(client.get(case(number, f"people/{row}/?view=short")))
    assert "不符合条件" in answer
    assert "记录有误" in answer


def test_a_what_if_is_answered_and_kept_nowhere(city: demo.City) -> None:
    number = world.submitted(city)
    client = clerk(city)
    before = training.status(city.clerk(), number).sequence
    page = html(client.get(case(number, "people/2/?people=2&months=6")))
    assert "18,480元" in page  # 2 × 6 × 1,540
    assert training.status(city.clerk(), number).sequence == before


def test_another_reading_is_a_trial_and_says_so(city: demo.City) -> None:
    number = world.submitted(city)
    page = html(clerk(city).get(case(number, "people/2/?reading-wage_basis=paid_plus_own_contributions")))
    assert "不是正式结果" in page


def test_no_whole_number_stands_on_any_page(city: demo.City) -> None:
    number, _ = world.published(city)
    client = clerk(city)
    hidden = [someone(place).number for place in range(3)] + [demo.account(0), "13900000000"]
    for rest in ("", "people/", "people/2/", "submitted/", "do/withdraw/"):
        answer = client.get(case(number, rest))
        assert answer.status_code == 200, rest
        assert not [each for each in [*hidden, someone(0).name] if each in html(answer)], rest


def test_a_returned_claim_says_why_at_the_case_and_at_the_row_and_is_sent_again(city: demo.City) -> None:
    number = world.submitted(city)
    handler = city.officer("haidian-handler")
    training.return_for_correction(handler, number, ["statement"], {2: "八月工资请附流水"}, key=world.key())
    client = clerk(city)
    page = html(client.get(case(number)))
    assert "退回补正" in page
    assert "八月工资请附流水" in page
    assert "对账单缺少人员或月份" in html(client.get(case(number, "apply/check/")))
    assert "八月工资请附流水" in html(client.get(case(number, "sheets/roster/2/")))
    check = html(client.get(case(number, "apply/check/")))
    version = re.search(r'name="commitment" value="([^"]+)"', check)[1]
    assert post(client, case(number, "apply/check/"), go="next", commitment=version).status_code == 302
    assert training.status(city.clerk(), number).state == "submitted"


def test_withdrawing_asks_first_and_then_does_it_once(city: demo.City) -> None:
    number = world.submitted(city)
    client = clerk(city)
    assert "撤回后这次申请就结束了" in html(client.get(case(number, "do/withdraw/")))
    assert post(client, case(number, "do/withdraw/"))["Location"] == case(number)
    assert "已撤回" in html(client.get(case(number)))
    again = post(client, case(number, "do/withdraw/"))
    assert again.status_code == 422
    assert problems(again)


def test_an_appeal_needs_reasons_and_its_time(city: demo.City) -> None:
    number = _refused(city)
    client = clerk(city)
    page = html(client.get(case(number)))
    assert "不予通过" in page
    assert "申请行政复议" in page
    empty = post(client, case(number, "do/appeal/"), statement=" ")
    assert (empty.status_code, len(problems(empty))) == (422, 1)
    assert post(client, case(number, "do/appeal/"), statement="工资已足额发放").status_code == 302
    world.to("2021-03-01 10:00")
    late = post(client, case(number, "do/appeal/"), statement="又及")
    assert late.status_code == 422


def _refused(city: demo.City) -> str:
    number = world.submitted(city)
    training.pass_review(
        city.officer("haidian-handler"), number, "refuse", key=world.key(), why=["not_category"]
    )
    training.refuse(city.officer("haidian-reviewer"), number, ["not_category"], key=world.key())
    return number


def test_letters_and_files_are_attachments_of_their_own_case_only(city: demo.City) -> None:
    number, _ = world.published(city)
    world.jobs()
    client, other = clerk(city), clerk(city, 1)
    page = html(client.get(case(number)))
    found = sorted(set(re.findall(r'href="(/hall/cases/[^"]+/(?:letters|files)/[^"]+)"', page)))
    assert len(found) == 4  # receipt, decision, roster, statement
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert other.get(address).status_code == 404
    second = world.submitted(city, people=[someone(7)])
    for address in found:
        assert client.get(address.replace(number, second)).status_code == 404


def test_a_use_is_declared_only_of_money_that_was_paid(city: demo.City) -> None:
    number, _ = world.published(city)
    client = clerk(city)
    wrong = post(client, case(number, "do/use/"), use="staff_education", amount="-5", month="2020-10")
    assert "不能小于" in problems(wrong)[0]
    early = post(client, case(number, "do/use/"), use="other", amount="120.50", month="2020-10")
    assert early.status_code == 422
    assert "最多为 0 元" in problems(early)[0]
    assert 'value="120.50"' in html(early)


def test_deadlines_can_be_taken_into_a_calendar(city: demo.City) -> None:
    number = world.filled(city)
    answer = clerk(city).get("/hall/deadlines.ics")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:{number}-20210731@gongbao" in text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20210731" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_list_costs_the_same_for_one_case_and_for_many(city: demo.City) -> None:
    client = clerk(city)
    counts = []
    for places in ([0], [1], [2]):
        world.filled(city, people=[someone(each) for each in places])
        client.get("/hall/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/hall/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[-1]


def test_the_list_is_searched_and_narrowed(city: demo.City) -> None:
    number = world.filled(city)
    client = clerk(city)
    assert number in html(client.get("/hall/"))
    assert number in html(client.get(f"/hall/?q={number.lower()}"))
    assert number not in html(client.get("/hall/?state=stopped"))
    assert number in html(client.get("/hall/drafts/"))
    assert number in html(client.get("/"))


def test_pages_of_a_case_are_in_english_whole(city: demo.City) -> None:
    number, _ = world.published(city)
    client = clerk(city)
    data = ("样", "花名册", "对账单", "人社训补", "人社能发", "中文")
    for rest in ("", "people/", "people/2/", "submitted/", "do/use/", "do/account/", "do/appeal/"):
        answer = client.get(case(number, rest) + "?lang=en")
        assert answer.status_code == 200, rest
        assert chinese(html(answer), *data) == [], rest
    for address in ("/hall/", "/hall/drafts/", "/hall/start/", "/"):
        assert chinese(html(client.get(address + "?lang=en")), *data) == [], address
