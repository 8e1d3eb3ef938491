"""The synthetic city loads, twice without doubling, and the demo roster has exactly its five faults."""

from __future__ import annotations

import pytest

from gongbao.platform.training_subsidy import demo, drafts
from gongbao.platform.training_subsidy.demo_sheets import BAD_DATE, NO_WAGE, OTHER_SCHEME, TWICE, WRONG_DIGIT
from gongbao.platform.training_subsidy.words import EXPAND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_the_demo_roster_has_five_faults_each_at_its_row() -> None:
    city = demo.load(secrets=False)
    clerk = city.clerk()
    number = drafts.start(clerk, EXPAND, key="a")["number"]
    drafts.save_draft(clerk, number, demo.answers(EXPAND) | {"account": demo.account(0)}, key="b")
    up = drafts.upload_roster(clerk, number, demo.demo_roster(), "花名册.xlsx", key="c")
    assert (up["rows"], up["faulty"]) == (30, 2)
    drafts.upload_statement(clerk, number, demo.demo_statement(), "对账单.xlsx", key="d")
    done = drafts.check_draft(clerk, number)
    rows = {
        (each.level, each.at.row, each.at.column)
        for each in done.found
        if each.part == "roster" and each.level != "note"
    }
    assert rows == {
        ("fault", WRONG_DIGIT, "B"), ("fault", BAD_DATE, "D"), ("fault", TWICE, "B"), ("check", OTHER_SCHEME, "B"),
        ("check", NO_WAGE, "E"),
    }  # fmt: skip
    assert done.outcomes == {"met": 26, "not_met": 1}
