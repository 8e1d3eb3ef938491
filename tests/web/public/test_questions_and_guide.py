"""The guide and the questions anybody may ask: made of the room's values, nothing kept."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.hall.people import chinese, html, problems

from gongbao.kernel.rules import answers
from gongbao.kernel.rules.question import Determination
from gongbao.platform.excel.services import read_table
from gongbao.platform.training_subsidy.sheets import COLUMNS
from gongbao.policies import policies, policy
from gongbao.policies.base import Policy
from gongbao.policies.examples import Example, examples
from gongbao.web.public.guide_data import coverage
from gongbao.web.shared import tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
ROOM = policy("training_subsidy")
GUIDE, ASK = "/policies/neng-2020-6/", "/policies/neng-2020-6/ask/expand/"
CASES = examples(ROOM)


def address(example: Example, **more: str) -> str:
    question = ROOM.question(example.question.partition("/")[2])
    pairs = answers.written(example.determine().facts, question.facts)
    return f"{GUIDE}ask/{example.question.partition('/')[2]}/?{urlencode([('on', example.on.isoformat()), *pairs, *more.items()])}"


@pytest.mark.parametrize("example", CASES, ids=lambda each: each.name.en)
def test_facts_written_into_an_address_are_read_back_to_the_same_answer(example: Example) -> None:
    solved = example.determine()
    question = ROOM.question(example.question.partition("/")[2])
    given = answers.given(dict(answers.written(solved.facts, question.facts)), question.facts)
    again = solved.ruling.determine(given.facts)
    assert given.problems == []
    assert (again.outcome, again.amount_bounds) == (solved.outcome, solved.amount_bounds)


@pytest.mark.parametrize("example", CASES, ids=lambda each: each.name.en)
def test_the_tree_shows_every_named_condition_once_in_its_state(example: Example) -> None:
    solved: Determination = example.determine()

    def leaves(nodes: list[dict]) -> list[dict]:
        return [
            leaf for node in nodes for leaf in (leaves(node["children"]) if node.get("children") else [node])
        ]

    whole = tree.whole(solved)
    clauses = [(node["text"], node["clause"]) for node in leaves(whole)]
    assert len(clauses) == len(set(clauses))
    assert (solved.truth is True) == all(node["state"] == "met" for node in whole)
    assert (solved.truth is False) == any(node["state"] == "not_met" for node in whole)


def test_the_guide_accounts_for_every_clause_and_value() -> None:
    page = html(Client().get(GUIDE))
    assert f"{len(ROOM.clauses)} 条全部有着落" in page
    for clause in ROOM.clauses:
        assert clause.summary.zh in unescape(page), clause.id
    for parameter in ROOM.parameters.values():
        assert parameter.title.zh in page, parameter.name
    assert "待核实" in page
    assert "<svg" in page


def test_the_coverage_bar_adds_up_to_the_clauses() -> None:
    assert sum(count for _, count in coverage(ROOM)["parts"]) == len(ROOM.clauses)


def test_the_guide_shows_all_examples_with_the_answers_of_the_interpreter() -> None:
    page = html(Client().get(GUIDE + "?examples=all"))
    found = re.findall(r'class="example is-[\w-]+"', page)
    assert len(found) == len(CASES)
    assert sum("is-not-met" in each for each in found) == sum(each.outcome == "not_met" for each in CASES)


def test_links_of_the_guide_to_itself_lead_somewhere() -> None:
    page = html(Client().get(GUIDE))
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert not {
        each
        for each in re.findall(r'href="#([^"]+)"', page)
        if each not in anchors and not each.startswith("i-")
    }


def test_a_question_begins_with_the_cheapest_facts_and_no_sign_in() -> None:
    page = html(Client().get(ASK))
    assert "不用登录" in page
    assert re.search(r'name="asked" value="applied_on,commitment_made,', page)
    assert "待补充" in page


def test_a_worked_example_comes_to_the_same_sum_on_its_page() -> None:
    first = CASES[0]
    page = html(Client().get(address(first)))
    assert "可以领" in page
    assert "4,620" in page
    assert "再回答几个问题" not in page


def test_a_blank_answer_is_asked_again_only_after_the_others() -> None:
    names = ["applied_on", "commitment_made", "firm_insured_here", "hired_on"]
    page = html(Client().get(ASK + "?" + urlencode({"asked": ",".join(names), "hired_on": ""})))
    asked = re.search(r'name="asked" value="([^"]+)"', page)[1].split(",")
    assert not set(asked) & set(names)


def test_a_wrong_answer_is_told_at_its_field_and_kept() -> None:
    answer = Client().get(ASK + "?hired_on=soon&months-0-month=2020-13")
    assert answer.status_code == 422
    assert len(problems(answer)) == 2
    assert 'value="soon"' in html(answer)
    assert 'value="2020-13"' in html(answer)


@pytest.mark.parametrize("where", ["on", "applied_on"])
def test_a_day_before_the_policy_is_told_and_nothing_typed_is_lost(where: str) -> None:
    answer = Client().get(ASK + f"?{where}=2015-01-01&hired_on=2014-06-01")
    assert answer.status_code == 422
    assert len(problems(answer)) == 1
    assert "2014" in html(answer)


@pytest.mark.parametrize("each", policies(), ids=lambda each: each.clauses.document.prefix)
def test_every_question_answers_whether_or_not_its_policy_is_in_force_yet(each: Policy) -> None:
    for question in each.questions:
        name = question.id.partition("/")[2]
        answer = Client().get(f"/policies/{each.clauses.document.prefix}/ask/{name}/")
        assert answer.status_code == 200, name


def test_another_reading_is_offered_where_it_would_turn_the_answer() -> None:
    late = next(each for each in CASES if each.outcome == "met" and each.question.endswith("expand"))
    page = html(Client().get(address(late)))
    links = [
        unescape(each) for each in re.findall(r'href="([^"]*reading-insurance_kinds=pension[^"]*)"', page)
    ]
    assert links
    assert "还定不下来" in html(Client().get(links[0])) or "待补充" in html(Client().get(links[0]))


def test_a_what_if_changes_a_value_of_the_law_for_this_page_only() -> None:
    first = CASES[0]
    page = html(Client().get(address(first, whatif="expand_rate", value="2000")))
    assert "6,000 元" in page  # three months at 2,000
    assert "4,620" in page  # the answer itself stays
    wrong = html(Client().get(address(first, whatif="expand_rate", value="much")))
    assert 'id="f-value-error"' in wrong
    assert "4,620" in html(Client().get(address(first)))


def test_asking_writes_nothing() -> None:
    client = Client()
    client.get(ASK)
    with CaptureQueriesContext(connection) as seen:
        client.get(address(CASES[0]))
    assert not [
        each["sql"]
        for each in seen
        if each["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert "gongbao_session" not in client.cookies


@pytest.mark.parametrize("path", ["ask/nothing/", "sheets/nothing.xlsx", "sheets/application.account.xlsx"])
def test_what_the_policy_does_not_have_is_not_there(path: str) -> None:
    assert Client().get(GUIDE + path).status_code == 404
    assert Client().get("/policies/none/").status_code == 404


def test_a_blank_sheet_can_be_read_back_as_the_form_it_is_for() -> None:
    answer = Client().get(GUIDE + "sheets/application.roster.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    table = read_table(answer.content, COLUMNS["roster"], limit_rows=10, on=None)
    assert set(table.places) == {column.field.name for column in COLUMNS["roster"]}


def test_search_finds_policies_clauses_and_questions() -> None:
    client = Client()
    assert GUIDE in html(client.get("/search/?q=以工代训"))
    assert "clause-chip" in html(client.get("/search/?q=三类"))
    assert "没有找到" in html(client.get("/search/?q=骆驼"))
    assert "要先登录" in html(client.get("/search/?q=HD-2020-06-000001"))


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/policies/",
        "/search/?q=wage",
        ASK,
        f"{GUIDE}ask/stabilise/?view=all",
        f"{GUIDE}ask/recognition/",
        "/recognised-firms/",
    ],
)
def test_public_pages_are_in_english_whole(page: str) -> None:
    answer = Client().get(page + ("&" if "?" in page else "?") + "lang=en")
    assert answer.status_code == 200
    assert chinese(html(answer)) == []


def test_the_guide_in_english_leaves_only_official_names_in_chinese() -> None:
    left = chinese(html(Client().get(GUIDE + "?lang=en&examples=all")))
    names = {
        str(value.value)
        for name in ("fund_source", "special_account")
        for value in ROOM.parameters[name].values
    }
    assert [each for each in left if each not in names and "市" not in each] == []
