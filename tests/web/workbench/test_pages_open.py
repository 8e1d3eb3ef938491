"""Every officer's page opens for its roles in both languages, carries nothing inline, and asks few questions of the database."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.workbench.scene import browser, text

from gongbao.platform.parties.demo_people import someone

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[一-鿿]")
QUEUES = [
    "todo",
    "warning",
    "mine",
    "returned",
    "publicity",
    "ready_for_funds",
    "suspended",
    "done",
    "opened",
    "all",
]


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made, at):
    return deepcopy(made)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code, answer.get("Location"))
    body = text(answer)
    assert "style=" not in body
    assert "onclick=" not in body
    assert "<script>" not in body
    return body


@pytest.mark.parametrize("login", ["haidian-funds", "haidian-government", "city", "finance", "agency"])
def test_the_desk_opens_for_every_role(city, login):
    client = browser(login)
    for address in ("/workbench/", "/workbench/reports/", "/workbench/leave/"):
        page(client, address)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(city, language):
    number = world.submitted(city)
    client, office = browser("haidian-handler", language=language), browser("city", language=language)
    for queue in QUEUES:
        page(client, f"/workbench/?queue={queue}")
    for address in (
        f"/workbench/?case={number}", f"/workbench/cases/{number}/", f"/workbench/cases/{number}/rows/",
        f"/workbench/cases/{number}/rows/2/", f"/workbench/cases/{number}/rows/2/?all=yes",
        f"/workbench/cases/{number}/picture/", f"/workbench/cases/{number}/accesses/", "/workbench/supervision/", "/city/",
    ):  # fmt: skip
        assert ("zh-CN" if language == "zh" else 'lang="en"') in page(client, address)
    for address in (f"/workbench/cases/{number}/", "/workbench/lists/", "/city/"):
        page(office, address)


def test_english_pages_hold_no_chinese_but_names(city):
    world.submitted(city)
    body = page(browser("haidian-handler", language="en"), "/workbench/")
    words = re.sub(r"<[^>]+>", " ", body.split("<main")[1])
    strange = [word for word in words.split() if HAN.search(word) and "北京样例" not in word]
    assert strange == []


def test_acts_of_a_reviewed_case_open(city):
    number = world.submitted(city)
    client = browser("haidian-handler")
    for action in ("pass_review", "suspend", "delegate"):
        page(client, reverse("workbench:act", args=[number, action]))
    page(client, reverse("workbench:return", args=[number]))
    page(client, reverse("workbench:judge-firm", args=[number]))


def test_the_desk_asks_as_many_questions_for_three_cases_as_for_one(city):
    client = browser("haidian-handler")
    world.submitted(city, people=[someone(0)])
    client.get("/workbench/?queue=all")
    with CaptureQueriesContext(connection) as one:
        client.get("/workbench/?queue=all")
    world.submitted(city, people=[someone(1)])
    world.submitted(city, people=[someone(2)])
    with CaptureQueriesContext(connection) as three:
        client.get("/workbench/?queue=all")
    assert len(three) <= len(one)


def test_a_case_asks_as_many_questions_for_six_people_as_for_two(city):
    client = browser("haidian-handler")
    two = world.submitted(city, people=[someone(0), someone(1)])
    six = world.submitted(city, people=[someone(place) for place in range(2, 8)])
    address = "/workbench/cases/{}/"
    client.get(address.format(two))
    with CaptureQueriesContext(connection) as few:
        client.get(address.format(two))
    with CaptureQueriesContext(connection) as many:
        client.get(address.format(six))
    assert len(many) <= len(few)
