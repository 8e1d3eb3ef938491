"""Applying on screen from the choice of scheme to the receipt, with every fault on the way told in place."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.hall.people import browser, chinese, clerk, form_key, html, post, problems

from gongbao.platform.db.models import Outbox
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo
from gongbao.platform.training_subsidy import services as training
from gongbao.platform.training_subsidy.demo_sheets import WRONG_DIGIT, demo_roster, demo_statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
ANSWERS: dict[str, Any] = {
    "firm_trade": "software_it", "firm_staff": "40", "firm_revenue": "8000000", "use": ["staff_education"],
    "bank": "样例银行", "contact": "样张", "phone": "13912345678", "account": "6222020200112233445",
}  # fmt: skip


def case(number: str, rest: str = "") -> str:
    return f"/hall/cases/{number}/{rest}"


def sheet(data: bytes, name: str = "花名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def start(client: Client) -> str:
    answer = post(client, "/hall/start/training-subsidy/", scheme="expand")
    return re.search(r"cases/([^/]+)/", answer["Location"])[1]


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made: demo.City) -> demo.City:
    return deepcopy(made)


def test_from_the_choice_of_scheme_to_the_receipt(city: demo.City) -> None:
    client = clerk(city)
    number = start(client)
    assert number.startswith("HD-2020-06-")
    assert post(client, case(number, "apply/firm/"), go="next", **ANSWERS)["Location"] == case(
        number, "apply/roster/"
    )
    post(client, case(number, "apply/roster/"), go="next", roster=sheet(demo_roster(0)))
    post(
        client, case(number, "apply/statement/"), go="next", statement=sheet(demo_statement(0), "对账单.xlsx")
    )
    check = html(client.get(case(number, "apply/check/")))
    assert "30 人中 30 人符合" in check
    assert "92,400" in check  # 30 people, 2 months, 1,540 yuan
    version = re.search(r'name="commitment" value="([^"]+)"', check)[1]
    sent = post(client, case(number, "apply/check/"), go="next", commitment=version)
    assert sent["Location"] == case(number, "submitted/")
    receipt = html(client.get(sent["Location"]))
    assert number in receipt
    assert "申请收到了" in receipt
    world.jobs()
    status = html(client.get(case(number)))
    assert "审核中" in status
    assert "回执" in status


def test_the_same_press_of_the_button_twice_makes_one_claim(city: demo.City) -> None:
    client = clerk(city)
    data = {"key": form_key(client, "/hall/start/training-subsidy/"), "scheme": "expand"}
    first, second = (
        client.post("/hall/start/training-subsidy/", data),
        client.post("/hall/start/training-subsidy/", data),
    )
    assert first["Location"] == second["Location"]
    assert len(training.cases(city.clerk())) == 1


def test_a_form_without_its_key_is_not_carried_out(city: demo.City) -> None:
    client = clerk(city)
    assert client.post("/hall/start/training-subsidy/", {"scheme": "expand"}).status_code == 409
    assert training.cases(city.clerk()) == []


def test_answers_that_cannot_be_read_stay_as_typed_beside_their_problem(city: demo.City) -> None:
    client = clerk(city)
    number = start(client)
    answer = post(
        client, case(number, "apply/firm/"), go="next", **{**ANSWERS, "phone": "12", "account": "6222"}
    )
    page = html(answer)
    assert answer.status_code == 422
    assert len(problems(answer)) == 2
    assert 'href="#f-phone"' in page
    assert 'value="12"' in page  # typed wrong, so it is shown to be mended
    assert 'value="样例银行"' in page


def test_what_was_kept_of_account_and_phone_is_shown_masked_and_stays_when_left_blank(
    city: demo.City,
) -> None:
    client = clerk(city)
    number = start(client)
    post(client, case(number, "apply/firm/"), go="save", **ANSWERS)
    page = html(client.get(case(number, "apply/firm/")))
    assert "6222020200112233445" not in page
    assert "13912345678" not in page
    assert "3445" in page
    post(client, case(number, "apply/firm/"), go="next", **{**ANSWERS, "account": "", "phone": ""})
    kept = training.draft_of(city.clerk(), number).answers
    assert (kept["account"], kept["phone"]) == ("6222020200112233445", "13912345678")


def test_faulty_rows_are_listed_mended_on_screen_and_given_back_as_a_sheet(city: demo.City) -> None:
    client = clerk(city)
    number = start(client)
    post(client, case(number, "apply/roster/"), go="next", roster=sheet(demo_roster(5)))
    page = html(client.get(case(number, "apply/roster/")))
    assert "30 行，可用 27 行" in page  # a wrong digit, an unreadable date, and one person written twice
    assert page.count(">要改<") == 3
    assert f"第{WRONG_DIGIT}行" in page
    book = client.get(case(number, "sheets/roster/findings.xlsx"))
    assert (book["X-Content-Type-Options"], book["Content-Disposition"][:10]) == ("nosniff", "attachment")
    with ZipFile(io.BytesIO(book.content)) as archive:
        assert "校验" in "".join(
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.endswith(".xml")
        )
    row = case(number, f"sheets/roster/{WRONG_DIGIT}/")
    page = html(client.get(row))
    assert "校验码" in page
    right = someone(WRONG_DIGIT - 2).number
    cells = {
        "name": someone(WRONG_DIGIT - 2).name,
        "category": "registered_unemployed",
        "hired_on": "2020-07-06",
        "months": "2020-07、2020-08",
    }
    still = post(client, row, go="next", **cells, identity_number="11010819900101001")
    assert still["Location"] == row  # it still has a fault, so the row is shown again
    answer = post(client, row, go="next", **cells, identity_number=right)
    assert answer["Location"] == case(number, "apply/roster/")
    assert "可用 28 行" in html(client.get(case(number, "apply/roster/")))


def test_after_the_last_row_is_mended_no_problem_is_left_and_its_choice_is_told_in_words(
    city: demo.City,
) -> None:
    client = clerk(city)
    number = start(client)
    post(client, case(number, "apply/roster/"), go="next", roster=sheet(demo_roster(1)))
    assert "没有发现问题" not in html(client.get(case(number, "apply/roster/")))
    who = someone(WRONG_DIGIT - 2)
    cells = {"name": who.name, "category": "registered_unemployed", "hired_on": "2020-07-06"}
    row = case(number, f"sheets/roster/{WRONG_DIGIT}/")
    post(client, row, go="next", **cells, months="2020-07、2020-08", identity_number=who.number)
    page = html(client.get(case(number, "apply/roster/")))
    assert "30 行，可用 30 行" in page
    assert "没有发现问题" in page
    assert "registered_unemployed" not in page
    assert page.count("<td>登记失业人员</td>") == 30


def test_the_summary_of_faults_names_each_field(city: demo.City) -> None:
    client = clerk(city)
    told = problems(post(client, case(start(client), "apply/firm/"), go="next", **{**ANSWERS, "contact": ""}))
    assert [each.partition("：")[2] for each in told] == ["没有填写，请填写"]
    assert told[0].startswith("联系人")


def test_sums_are_told_with_separators_before_sending(city: demo.City) -> None:
    client = clerk(city)
    number = world.filled(city)
    page = html(client.get(case(number, "apply/check/")))
    sums = re.findall(r"<dd>([^<]*元)</dd>", page)
    assert sums
    assert all(re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d\d)?元", each) for each in sums)


def test_a_row_can_be_added_and_removed(city: demo.City) -> None:
    client = clerk(city)
    number = start(client)
    who = someone(1)
    cells = {
        "name": who.name,
        "identity_number": who.number,
        "category": "registered_unemployed",
        "hired_on": "2020-07-06",
        "months": "2020-07",
    }
    post(client, case(number, "sheets/roster/0/"), go="next", **cells)
    roster = training.draft_of(city.clerk(), number).roster
    assert roster is not None
    (row,) = roster.rows
    page = html(client.get(case(number, "apply/roster/")))
    assert who.number not in page
    post(client, case(number, f"sheets/roster/{row.number}/"), go="remove")
    left = training.draft_of(city.clerk(), number).roster
    assert left is not None
    assert left.rows == ()


def test_a_whole_number_is_shown_only_by_a_post_with_a_purpose_and_logged(city: demo.City) -> None:
    client = clerk(city)
    number = world.filled(city)
    row, secret = case(number, "sheets/roster/2/"), someone(0).number
    assert secret not in html(client.get(row))
    assert secret not in html(client.post(row, {"go": "reveal", "purpose": " "}))
    shown = client.post(row, {"go": "reveal", "purpose": "核对证件"})
    assert f'value="{secret}"' in html(shown)
    assert "no-store" in shown["Cache-Control"]
    assert secret not in html(client.get(row))


@pytest.mark.parametrize(
    ("name", "data"), [("x.xlsx", b"not a workbook"), ("x.exe", b"MZ\x90\x00"), ("empty.xlsx", b"")]
)
def test_an_upload_that_is_no_sheet_is_refused_in_place(city: demo.City, name: str, data: bytes) -> None:
    client = clerk(city)
    number = start(client)
    answer = post(client, case(number, "apply/roster/"), go="next", roster=sheet(data, name))
    assert answer.status_code == 422
    assert len(problems(answer)) == 1


def test_nothing_is_sent_without_the_commitment_or_with_faulty_rows(city: demo.City) -> None:
    client = clerk(city)
    number = start(client)
    post(client, case(number, "apply/firm/"), go="next", **ANSWERS)
    post(client, case(number, "apply/roster/"), go="next", roster=sheet(demo_roster(5)))
    post(
        client, case(number, "apply/statement/"), go="next", statement=sheet(demo_statement(5), "对账单.xlsx")
    )
    without = post(client, case(number, "apply/check/"), go="next")
    assert without.status_code == 422
    assert "须先作出承诺" in problems(without)[0]
    version = re.search(r'name="commitment" value="([^"]+)"', html(without))[1]
    faulty = post(client, case(number, "apply/check/"), go="next", commitment=version)
    assert faulty.status_code == 422
    assert "行有错" in problems(faulty)[0]
    sent = post(client, case(number, "apply/check/"), go="next", commitment=version, leave_out="yes")
    assert sent["Location"] == case(number, "submitted/")


def test_reading_pages_changes_nothing(city: demo.City) -> None:
    client = clerk(city)
    number = world.filled(city)
    before = training.status(city.clerk(), number).sequence
    for rest in (
        "",
        "apply/firm/",
        "apply/roster/",
        "apply/statement/",
        "apply/check/",
        "sheets/roster/2/",
        "do/withdraw/",
    ):
        assert client.get(case(number, rest)).status_code == 200, rest
        assert client.get(case(number, rest)).status_code == 200, rest
    assert training.status(city.clerk(), number).sequence == before
    assert training.status(city.clerk(), number).state == "draft"


def test_another_firms_claim_is_not_there(city: demo.City) -> None:
    number = world.filled(city)
    other = clerk(city, 1)
    pages = (
        "",
        "apply/firm/",
        "apply/check/",
        "sheets/roster/2/",
        "sheets/roster/findings.xlsx",
        "people/",
        "people/2/",
        "do/withdraw/",
        "submitted/",
    )
    for rest in pages:
        assert other.get(case(number, rest)).status_code == 404, rest
    key = form_key(other, "/hall/start/training-subsidy/")
    assert other.post(case(number, "do/withdraw/"), {"key": key}).status_code == 404
    assert other.post(case(number, "apply/firm/"), {"key": key, "go": "save"}).status_code == 404
    assert training.status(city.clerk(), number).state == "draft"


def test_the_hall_is_for_parties_who_signed_in(city: demo.City) -> None:
    assert Client().get("/hall/")["Location"] == "/account/sign-in/?next=/hall/"
    assert browser("firm1").get("/hall/start/training-subsidy/").status_code == 200
    assert (
        post(browser("firm1"), "/hall/start/training-subsidy/", scheme="expand").status_code == 422
    )  # a person is no firm


def test_posts_need_the_token(city: demo.City) -> None:
    client = clerk(city, checks=True)
    key = form_key(client, "/hall/start/training-subsidy/")
    assert client.post("/hall/start/training-subsidy/", {"key": key, "scheme": "expand"}).status_code == 403
    assert training.cases(city.clerk()) == []


def test_no_whole_number_stands_on_any_page_of_a_draft(city: demo.City) -> None:
    client = clerk(city)
    number = world.filled(city)
    hidden = [someone(place).number for place in range(3)] + [demo.account(0), "13900000000"]
    for rest in ("", "apply/firm/", "apply/roster/", "apply/statement/", "apply/check/", "sheets/roster/2/"):
        answer = client.get(case(number, rest))
        assert answer.status_code == 200, rest
        assert not [each for each in hidden if each in html(answer)], rest


def test_pages_of_a_draft_are_in_english_whole(city: demo.City) -> None:
    client = clerk(city)
    number = world.filled(city)
    data = ("样", "花名册", "对账单", "登记失业人员", "2020-07、")
    for rest in ("", "apply/firm/", "apply/roster/", "apply/statement/", "apply/check/", "do/withdraw/"):
        answer = client.get(case(number, rest) + "?lang=en")
        assert answer.status_code == 200, rest
        assert chinese(html(answer), *data, "中文") == [], rest


def test_the_reveal_stands_in_the_log(city: demo.City) -> None:
    client = clerk(city)
    number = world.filled(city)
    client.post(case(number, "sheets/roster/2/"), {"go": "reveal", "purpose": "核对证件"})
    notes = Outbox.objects.filter(kind="access", body__purpose="核对证件")
    assert [note.body["what"] for note in notes] == [
        f"training_subsidy.roster {number} row 2 identity number"
    ]
