"""Public notices, objections with and without a name, and verification of letters."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.hall.people import chinese, clerk, form_key, html, post, problems

from gongbao.platform.letters import services as letters
from gongbao.platform.letters.codes import new_code
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo
from gongbao.platform.training_subsidy import services as training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at", "free_clock")]


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made: demo.City) -> demo.City:
    return deepcopy(made)


def test_a_notice_shows_firm_people_and_sum_and_nobody_by_name(city: demo.City) -> None:
    _, slug = world.published(city)
    page = html(Client().get(f"/notices/{slug}/"))
    assert "北京样例知舟科技有限公司" in page
    assert "9,240" in page  # 3 people, 2 months, 1,540 yuan
    hidden = [someone(place).number for place in range(3)] + [someone(place).name for place in range(3)]
    assert not [each for each in hidden if each in page]


def test_notices_are_listed_by_office_and_go_to_the_archive(city: demo.City) -> None:
    _, slug = world.published(city)
    client = Client()
    assert slug in html(client.get("/notices/"))
    assert slug in html(client.get("/notices/?office=haidian"))
    assert slug not in html(client.get("/notices/?office=chaoyang"))
    world.to("2020-09-28 00:00")
    assert slug not in html(client.get("/notices/"))
    assert slug in html(client.get("/notices/?when=archive"))
    assert "提交异议" not in html(client.get(f"/notices/{slug}/"))


def test_an_anonymous_objection_gets_a_code_that_shows_its_outcome(city: demo.City) -> None:
    number, slug = world.published(city)
    client, address = Client(), f"/notices/{slug}/"
    answer = post(client, address, row="1", text="这家公司没有开展培训", name="", phone="")
    assert answer["Location"] == "/notices/objection/received/"
    page = html(client.get(answer["Location"]))
    code = re.search(r"([2-9A-Z]{4}(?:-[2-9A-Z]{4}){3})", page)[1]
    objection = re.search(r'class="code">([^<]+)</b>', page)[1]
    assert training.status(city.clerk(), number).state == "objection_open"
    fresh = Client()
    shown = fresh.post("/notices/objection/", {"number": objection, "code": code})
    assert "正在核实" in html(shown)
    assert "这家公司没有开展培训" in html(shown)
    wrong = fresh.post("/notices/objection/", {"number": objection, "code": "AAAA-BBBB-CCCC-DDDD"})
    assert wrong.status_code == 422
    assert "这家公司" not in html(wrong)
    assert (
        fresh.get("/notices/objection/received/")["Location"] == "/notices/"
    )  # only the browser that objected


def test_an_objection_pressed_twice_is_one(city: demo.City) -> None:
    _, slug = world.published(city)
    client, address = Client(), f"/notices/{slug}/"
    data = {"key": form_key(client, address), "row": "1", "text": "不实"}
    first = client.post(address, data)
    second = client.post(address, data)
    assert first.status_code == 302
    assert second.status_code in (302, 422)
    assert "收到异议 1 件" in html(client.get(address))


@pytest.mark.parametrize(
    "data", [{"row": "1", "text": " "}, {"row": "", "text": "不实"}, {"row": "9", "text": "不实"}]
)
def test_an_objection_without_text_or_firm_is_told_in_place(city: demo.City, data: dict[str, str]) -> None:
    _, slug = world.published(city)
    answer = post(Client(), f"/notices/{slug}/", **data)
    assert answer.status_code == 422
    assert len(problems(answer)) == 1
    assert "目前没有人提出异议" in html(answer)


def test_an_objection_comes_too_late_after_the_last_second(city: demo.City) -> None:
    _, slug = world.published(city)
    client = Client()
    key = form_key(client, f"/notices/{slug}/")
    world.to("2020-09-28 00:00")
    answer = client.post(f"/notices/{slug}/", {"key": key, "row": "1", "text": "不实"})
    assert answer.status_code == 422
    assert "不再接受异议" in problems(answer)[0]


def test_the_firm_does_not_see_who_objected(city: demo.City) -> None:
    number, slug = world.published(city)
    post(Client(), f"/notices/{slug}/", row="1", text="不实", name="样证人", phone="13911112222")
    page = html(clerk(city).get(f"/hall/cases/{number}/"))
    assert "样证人" not in page
    assert "13911112222" not in page
    assert "13911112222" not in html(Client().get(f"/notices/{slug}/"))


def test_the_list_can_be_taken_as_a_workbook(city: demo.City) -> None:
    _, slug = world.published(city)
    answer = Client().get(f"/notices/{slug}/list.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_list_of_notices_costs_the_same_for_few_and_many(city: demo.City) -> None:
    client, counts = Client(), []
    for place in range(3):
        world.published(city, people=[someone(place)])
        client.get("/notices/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/notices/")
        counts.append(len(seen))
    assert counts[0] == counts[-1]


def test_a_letter_is_verified_by_code_and_by_file(city: demo.City) -> None:
    number, _ = world.published(city)
    world.jobs()
    status = training.status(city.clerk(), number)
    letter = next(each for each in status.letters if each.kind.startswith("decision"))
    client = Client()
    assert letter.number in html(client.get(f"/verify/?code={letter.code.lower()}"))
    page = re.search(rf'/hall/cases/{number}/letters/[^"]+', html(clerk(city).get(f"/hall/cases/{number}/")))[
        0
    ]
    pdf = clerk(city).get(page.replace(page.split("/")[-1], f"{letter.id}.pdf")).content

    def compared(content: bytes) -> str:
        return html(
            client.post("/verify/", {"code": letter.code, "file": SimpleUploadedFile("a.pdf", content)})
        )

    assert "文件没有被改动" in compared(pdf)
    assert "被改动过" in compared(pdf[:-1] + b"x")


def test_a_mistyped_code_is_told_and_an_unknown_one_is_no_letter() -> None:
    mistyped = Client().get("/verify/?code=7K4M-Q2PX")
    assert (mistyped.status_code, len(problems(mistyped))) == (200, 1)
    assert "没有这个码的文书" in html(Client().get(f"/verify/?code={new_code()}"))
    assert letters.verify_code(new_code()) is None


def test_recognised_firms_show_only_what_is_published(city: demo.City) -> None:
    assert Client().get("/recognised-firms/").status_code == 200


def test_pages_are_in_english_whole(city: demo.City) -> None:
    _, slug = world.published(city)
    for page in ("/notices/", f"/notices/{slug}/", "/notices/objection/", "/verify/", "/verify/?code=7K4M"):
        answer = Client().get(page + ("&" if "?" in page else "?") + "lang=en")
        assert answer.status_code == 200
        assert chinese(html(answer), "样例") == [], page


def test_an_unknown_notice_is_not_there() -> None:
    assert Client().get("/notices/haidian-20200921-abcdefgh/").status_code == 404
    assert Client().get("/notices/haidian-20200921-abcdefgh/list.xlsx").status_code == 404
