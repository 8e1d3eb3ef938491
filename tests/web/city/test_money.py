"""The money's whole way through HTTP: collected, requested, allocated, transferred, paid by two officers, receipts."""

from __future__ import annotations

import re
from copy import deepcopy
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.workbench.scene import browser, cells, post, step_up, text

from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.funds import services as funds
from gongbao.platform.parties.demo_people import someone

pytestmark = pytest.mark.django_db
MONTH = "2020-10"


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made, at, free_clock):
    return deepcopy(made)


def ready(city):
    """A case whose publicity is over."""
    number, _ = world.published(city, people=[someone(0), someone(1)])
    world.to("2020-10-12 10:00")
    world.jobs()
    assert world.state(number) == "ready_for_funds"
    return number


def money(client, name, month=MONTH, **fields):
    return post(client, reverse("city:act", args=[name, month]), **fields)


def request_number(client):
    found = re.search(r"/city/requests/([^/]+)/", text(client.get(f"/city/?month={MONTH}")))
    assert found
    return found[1]


def fund_act(client, number, action, **fields):
    return post(client, reverse("workbench:act", args=[number, action]), **fields)


def funded(city):
    """A request whose money has reached the district."""
    number = ready(city)
    handler, reviewer = (
        browser("haidian-handler", stepped_up=True),
        browser("haidian-reviewer", stepped_up=True),
    )
    assert money(handler, "collect", cases=number).status_code == 302
    request = request_number(handler)
    assert fund_act(reviewer, request, "submit_request").status_code == 302
    office, finance, agency = (browser(login, stepped_up=True) for login in ("city", "finance", "agency"))
    assert money(office, "aggregate").status_code == 302
    assert money(office, "request-money", document="京人社请〔2020〕1号").status_code == 302
    sent = {"quarter": "2020Q4", "amount": "1000000", "document": "京财预〔2020〕9号"}
    assert money(finance, "preallocate", **sent).status_code == 302
    assert fund_act(agency, request, "transfer_to_district").status_code == 302
    assert world.state(request) == "transferred"
    return number, request


def test_the_whole_way_of_the_money(city):
    number, request = funded(city)
    planner, other = browser("haidian-reviewer", stepped_up=True), browser("haidian-funds", stepped_up=True)
    answer = fund_act(planner, request, "pay_firms", layout="fixed")
    assert answer.status_code == 302, text(answer)[-2000:]
    page = text(planner.get(reverse("city:request", args=[request])))
    batch = re.search(r"/city/batches/([0-9a-f-]+)/", page)
    assert batch
    address = reverse("city:batch", args=[batch[1]])
    own = text(planner.get(address))
    assert "须由另一人放行" in own
    assert re.search(r"<button[^>]*disabled", own)
    assert post(planner, address).status_code == 422
    done = post(other, address)
    assert done.status_code == 302, text(done)[-2500:]
    assert world.state(number) == "paid"
    file = other.get(reverse("city:bank-file", args=[batch[1]]))
    assert file.status_code == 200
    assert "attachment" in file["Content-Disposition"]
    receipts = _bank(batch[1], file.content)
    for times in (1, 2):
        taken = other.post(
            reverse("city:receipts"),
            {"key": str(uuid4()), "file": SimpleUploadedFile("回执.txt", receipts)},
            follow=True,
        )
        assert f"到账 {2 - times} 笔" in text(taken), text(taken)[-1500:]
    assert world.state(number) == "closed"
    assert fund_act(browser("haidian-reviewer"), request, "settle").status_code == 302
    assert world.state(request) == "settled"
    checked = text(browser("city").get(f"/city/?month={MONTH}&check=books"))
    assert "账目全部轧平" in checked


def _bank(batch, content):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, read(SYSTEM, purpose="test"):
        row = next(each for each in funds.batches() if str(each.id) == batch)
        bank = funds.LocalBank(Path(folder))
        bank.submit(funds.LAYOUTS["fixed"], content, world.clock.now().date())
        return bank.receipts(row.number)


def test_money_moves_only_after_the_second_factor_and_only_for_its_office(city):
    ready(city)
    finance = browser("finance")
    sent = {"quarter": "2020Q4", "amount": "1000000", "document": "京财预〔2020〕9号"}
    assert "step-up" in money(finance, "preallocate", **sent)["Location"]
    for login in ("city", "agency", "haidian-handler", "haidian-reviewer"):
        assert money(browser(login, stepped_up=True), "preallocate", **sent).status_code == 404
    assert money(browser("haidian-government", stepped_up=True), "preallocate", **sent).status_code == 403
    with read(SYSTEM, purpose="test"):
        assert funds.balance(funds.special_key("skills")) == 0


def test_a_short_account_queues_the_transfer_and_says_so(city):
    (number,) = (ready(city),)
    handler, reviewer = (
        browser("haidian-handler", stepped_up=True),
        browser("haidian-reviewer", stepped_up=True),
    )
    money(handler, "collect", cases=number)
    fund_act(reviewer, request_number(handler), "submit_request")
    office = browser("city", stepped_up=True)
    money(office, "aggregate")
    money(office, "request-money", document="请1")
    answer = money(
        browser("finance", stepped_up=True), "preallocate", quarter="2020Q4", amount="1", document="预1"
    )
    assert answer.status_code == 302
    page = text(browser("finance").get(f"/city/?month={MONTH}"))
    assert "已请款" in page


def test_another_district_sees_neither_request_nor_batch(city):
    _, request = funded(city)
    fund_act(browser("haidian-reviewer", stepped_up=True), request, "pay_firms", layout="fixed")
    stranger = browser("chaoyang-handler", stepped_up=True)
    assert stranger.get(reverse("city:request", args=[request])).status_code == 404
    batch = re.search(
        r"/city/batches/([0-9a-f-]+)/", text(browser("haidian-handler").get(f"/city/?month={MONTH}"))
    )
    assert batch
    assert stranger.get(reverse("city:batch", args=[batch[1]])).status_code == 404
    assert stranger.get(reverse("city:bank-file", args=[batch[1]])).status_code in (404, 409)
    assert "样例知舟" not in text(stranger.get(f"/city/?month={MONTH}"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_money_opens(city, language):
    _, request = funded(city)
    fund_act(browser("haidian-reviewer", stepped_up=True), request, "pay_firms", layout="csv")
    for login in ("haidian-handler", "city", "finance", "agency"):
        client = browser(login, language=language)
        for address in (
            f"/city/?month={MONTH}",
            reverse("city:request", args=[request]),
            f"/workbench/cases/{request}/",
        ):
            answer = client.get(address, follow=True)
            assert answer.status_code == 200, (login, address)
            assert "style=" not in text(answer)
    client = browser("haidian-handler", language=language)
    batch = re.search(r"/city/batches/([0-9a-f-]+)/", text(client.get(f"/city/?month={MONTH}")))
    assert batch
    assert client.get(reverse("city:batch", args=[batch[1]])).status_code == 200
    assert (
        browser("city", language=language).get(reverse("city:act", args=["aggregate", MONTH])).status_code
        == 200
    )


@pytest.mark.parametrize("name", ["requests", "ledger", "batches", "payments"])
def test_every_list_of_money_can_be_taken_away_masked(city, name):
    _, request = funded(city)
    fund_act(browser("haidian-reviewer", stepped_up=True), request, "pay_firms", layout="fixed")
    client = browser("city")
    address = f"/city/?month={MONTH}&export={name}"
    assert "step-up" in client.get(address)["Location"]
    step_up(client, "city")
    rows = cells(client.get(address))
    assert len(rows) > 1
    assert not any(re.search(r"\d{14,}", str(cell)) for row in rows for cell in row)
