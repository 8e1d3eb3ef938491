"""What officers do, through HTTP: who may, four eyes, the second factor, typed input kept, once per key."""

from __future__ import annotations

import re
from copy import deepcopy
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.platform.training_subsidy import world
from tests.undone import once
from tests.web.workbench.scene import account, browser, cells, post, step_up, text

from gongbao.kernel.masking import mask_name
from gongbao.platform.db.models import Outbox
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo, publicity
from gongbao.platform.training_subsidy.models import ClaimRow

pytestmark = pytest.mark.django_db
OFFICERS = ("haidian-handler", "haidian-reviewer", "haidian-funds", "haidian-government", "finance")
ACTS = {
    "pass_review": ({"outcome": "grant"}, "in_review", {"haidian-handler", "haidian-funds"}),
    "approve": ({}, "passed", {"haidian-reviewer"}),
    "refuse": ({"reasons": "not_sme"}, "passed", {"haidian-reviewer"}),
    "send_back": ({"reasons": "unclear"}, "passed", {"haidian-reviewer"}),
    "publish": ({}, "approved", {"haidian-handler", "haidian-reviewer", "haidian-funds"}),
}
MAKE = {"in_review": world.submitted, "passed": world.passed, "approved": world.approved}


made = once(world.city, "2020-09-21 09:30")


@pytest.fixture
def city(made, at):
    return deepcopy(made)


def act(number, action):
    return reverse("workbench:act", args=[number, action])


@pytest.mark.parametrize("action", ACTS)
def test_only_the_right_role_in_the_right_state_can_act(city, action):
    fields, state, may = ACTS[action]
    numbers = {name: make(city, people=[someone(place)]) for place, (name, make) in enumerate(MAKE.items())}
    for login in OFFICERS:
        client = browser(login, stepped_up=True)
        for where, number in numbers.items():
            if where == state and login in may:
                continue
            answer = post(client, act(number, action), **fields)
            assert answer.status_code in (403, 404, 409), (login, where, answer.status_code)
            assert world.state(number) == where
    login = next(each for each in sorted(may) if each != "haidian-funds")
    answer = post(browser(login, stepped_up=True), act(numbers[state], action), **fields)
    assert answer.status_code == 302
    assert world.state(numbers[state]) != state


def test_a_foreign_district_sees_nothing_and_the_attempt_is_logged(city):
    number = world.submitted(city)
    client = browser("chaoyang-handler")
    for name in ("case", "rows", "picture", "accesses"):
        assert client.get(reverse(f"workbench:{name}", args=[number])).status_code == 404
    assert post(client, act(number, "pass_review"), outcome="grant").status_code == 404
    assert number not in text(client.get("/workbench/?queue=all"))
    told = [row.body for row in Outbox.objects.filter(kind="access", body__allowed=False)]
    mine = [
        body
        for body in told
        if body["actor"]["name"] == demo.NAMES["chaoyang-handler"] and number in body["what"]
    ]
    assert len(mine) == 5


def test_a_number_out_of_nowhere_is_told_like_a_foreign_one(city):
    assert (
        browser("chaoyang-handler").get(reverse("workbench:case", args=["HD-2020-06-999999"])).status_code
        == 404
    )


def test_a_partys_draft_is_nobodys_business_yet(city):
    number = world.filled(city)
    client = browser("haidian-handler")
    assert client.get(reverse("workbench:case", args=[number])).status_code == 404
    assert number not in text(client.get("/workbench/?queue=all"))


def test_citizens_and_the_public_do_not_come_in(city, client):
    assert client.get("/workbench/").status_code == 302
    assert browser("firm1").get("/workbench/").status_code == 403
    assert browser("firm1").get("/city/").status_code == 403


def test_a_removed_role_is_gone_at_the_next_request(city):
    number = world.submitted(city)
    client = browser("haidian-handler")
    assert client.get("/workbench/").status_code == 200
    who = account("haidian-handler")
    for role in parties.role_history(who.pk):
        demo._write(f"test.dismiss.{role.key}", lambda tx, role=role: parties.dismiss(tx, role.key, "调离"))
    assert client.get("/workbench/").status_code == 403
    assert post(client, act(number, "pass_review"), outcome="grant").status_code == 403
    assert world.state(number) == "in_review"


def test_four_eyes_the_button_is_shown_with_the_reason_why_not(city):
    number = world.submitted(city)
    both = account("haidian-handler")
    demo._write(
        "test.both",
        lambda tx: str(
            parties.appoint(tx, both.pk, "haidian", parties.Role.DISTRICT_REVIEWER, demo.START.date())
        ),
    )
    client = browser("haidian-handler", stepped_up=True)
    assert post(client, act(number, "pass_review"), outcome="grant").status_code == 302
    page = text(client.get(reverse("workbench:case", args=[number])))
    assert "须由另一人办理" in page
    assert re.search(r"<button[^>]*disabled[^>]*>复核通过", page)
    assert post(client, act(number, "approve")).status_code == 409
    assert world.state(number) == "passed"


def test_approval_asks_for_the_second_factor_and_loses_nothing(city):
    number = world.passed(city)
    client = browser("haidian-reviewer")
    sent = {"key": str(uuid4()), "note": "核对无误，同意", "seen": world.case(number).sequence}
    answer = client.post(act(number, "approve"), sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account:step-up"))
    assert world.state(number) == "passed"
    held = re.search(r"held%2F([0-9a-f-]+)", answer["Location"])
    assert held
    step_up(client, "haidian-reviewer")
    page = client.get(reverse("workbench:held", args=[held[1]]))
    assert "核对无误，同意" in text(page)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text(page)))
    fields.pop("csrfmiddlewaretoken", None)
    assert client.post(act(number, "approve"), fields).status_code == 302
    assert world.state(number) == "approved"


def test_a_step_up_wears_off(city, free_clock):
    number = world.passed(city)
    client = browser("haidian-reviewer", stepped_up=True)
    world.to("2020-09-21 09:45")
    assert post(client, act(number, "approve"))["Location"].startswith(reverse("account:step-up"))


def test_a_second_press_does_nothing_new(city):
    number = world.submitted(city)
    client, key = browser("haidian-handler"), str(uuid4())
    assert client.post(act(number, "pass_review"), {"key": key, "outcome": "grant"}).status_code == 302
    before = world.case(number).sequence
    again = client.post(act(number, "pass_review"), {"key": key, "outcome": "grant"})
    assert again.status_code == 302
    assert (world.case(number).sequence, world.state(number)) == (before, "passed")


def test_a_form_without_its_key_is_not_taken(city):
    number = world.submitted(city)
    assert (
        browser("haidian-handler").post(act(number, "pass_review"), {"outcome": "grant"}).status_code == 409
    )
    assert world.state(number) == "in_review"


def test_what_is_wrong_is_said_in_place_and_what_was_typed_stays(city):
    number = world.submitted(city)
    client = browser("haidian-handler")
    answer = post(client, act(number, "pass_review"), note="还要再看一看")
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert "还要再看一看" in text(answer)


def test_nobody_decides_on_what_they_have_not_seen(city):
    number = world.submitted(city)
    answer = post(browser("haidian-handler"), act(number, "pass_review"), outcome="grant", seen=1)
    assert answer.status_code == 422
    assert "新的记录" in text(answer)


def test_returning_names_each_row(city):
    number = world.submitted(city)
    client = browser("haidian-handler")
    sent = {
        "key": str(uuid4()),
        "reasons": ["statement"],
        "remark-2": "缺 8 月工资",
        "others": "3 名字写错了\n4：日期不对",
    }
    answer = client.post(reverse("workbench:return", args=[number]), sent)
    assert answer.status_code == 302, text(answer)[-2000:]
    assert world.state(number) == "returned"
    entry = next(each for each in _history(number) if each.action == "return")
    assert entry.personal["remarks"] == {"2": "缺 8 月工资", "3": "名字写错了", "4": "日期不对"}


def test_the_page_of_returning_names_the_rows_without_a_finding_masked(city):
    number = world.submitted(city)
    page = text(browser("haidian-handler").get(reverse("workbench:return", args=[number])))
    with read(SYSTEM, purpose="test"):
        row = ClaimRow.objects.filter(number=number).order_by("row").first()
        name = row.name
    assert f"<b>{row.row}</b> {mask_name(name)}" in page
    assert name not in page


def test_before_publishing_the_officer_sees_what_will_be_shown_and_until_when(city):
    number = world.approved(city)
    page = text(browser("haidian-handler").get(act(number, "publish")))
    assert "将公示的内容" in page
    assert "2020年9月27日" in page, "the fifth working day, a make-up Sunday"
    assert f"{world.claim(number).person_months}" in page


def test_a_remark_on_no_row_is_told_in_place(city):
    number = world.submitted(city)
    sent = {"key": str(uuid4()), "reasons": ["statement"], "others": "哪一行都不对"}
    answer = browser("haidian-handler").post(reverse("workbench:return", args=[number]), sent)
    assert answer.status_code == 422
    assert "看不出是哪一行" in text(answer)
    assert "哪一行都不对" in text(answer)


def test_leaving_a_person_out_and_taking_them_in_changes_the_sum(city):
    number = world.submitted(city)
    whole = world.claim(number).amount
    client = browser("haidian-handler")
    out = reverse("workbench:leave-out", args=[number, 2])
    assert post(client, out, reason="not_category").status_code == 302
    assert world.claim(number).amount < whole
    assert post(client, out, do="include").status_code == 302
    assert world.claim(number).amount == whole


def test_the_number_in_full_needs_a_purpose_and_is_logged(city):
    number = world.submitted(city)
    full = someone(0).number
    client = browser("haidian-handler")
    assert full not in text(client.get(reverse("workbench:row", args=[number, 2])))
    assert post(client, reverse("workbench:reveal", args=[number, 2])).status_code == 422
    page = post(client, reverse("workbench:reveal", args=[number, 2]), purpose="核对身份证复印件")
    assert full in text(page)
    assert "no-store" in page["Cache-Control"]
    assert Outbox.objects.filter(
        kind="access", body__purpose="核对身份证复印件", body__what="identity number"
    ).exists()


@pytest.mark.parametrize("address", ["/workbench/?queue=all&export=xlsx", "rows"])
def test_an_export_asks_for_the_second_factor_and_is_masked_and_without_formulas(city, address):
    people = [someone(place) for place in range(3)]
    number = world.submitted(city, people=people)
    if address == "rows":
        address = reverse("workbench:rows", args=[number]) + "?export=xlsx"
    client = browser("haidian-handler")
    assert client.get(address)["Location"].startswith(reverse("account:step-up"))
    step_up(client, "haidian-handler")
    answer = client.get(address)
    values = [str(cell) for row in cells(answer) for cell in row]
    assert any(number in value for value in values) or any("*" in value for value in values)
    for who in people:
        assert all(who.number not in value and who.name not in value for value in values)
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert all(b"<f>" not in book.read(name) for name in book.namelist() if name.endswith(".xml"))


def _history(number):
    from gongbao.platform.cases.services import history

    with read(SYSTEM, purpose="test"):
        return history(world.case(number).key)


def test_an_officer_of_another_duty_sees_no_application_of_the_same_district(city):
    number = world.submitted(city)
    for login in ("haidian-government", "finance"):
        client = browser(login)
        assert client.get(reverse("workbench:case", args=[number])).status_code == 404
        assert client.get(reverse("workbench:accesses", args=[number])).status_code == 404
        assert number not in text(client.get("/workbench/?queue=all"))


def test_objections_are_settled_through_the_case_page(city):
    number, slug = world.published(city)
    publicity.object_to(slug, "这家企业没有这么多人", key=world.key())
    client = browser("haidian-reviewer")
    page = text(client.get(reverse("workbench:case", args=[number])))
    assert "这家企业没有这么多人" in page
    form = text(client.get(act(number, "settle_objection")))
    assert "异议成立才选理由" in form
    objection = re.search(r'value="([0-9a-f-]{36})"[^>]*><span>[^<]*-', form) or re.search(
        r'name="objection" value="([0-9a-f-]{36})"', form
    )
    assert objection
    sent = {"objection": objection[1], "outcome": "rejected", "answer": "已核实，人数属实"}
    assert post(client, act(number, "settle_objection"), **sent).status_code == 302
    assert world.state(number) == "publicity"


def test_a_key_pressed_for_one_act_is_not_taken_for_another_officers(city):
    number = world.submitted(city)
    key = str(uuid4())
    browser("haidian-handler").post(act(number, "pass_review"), {"key": key, "outcome": "grant"})
    answer = browser("haidian-reviewer", stepped_up=True).post(act(number, "approve"), {"key": key})
    assert answer.status_code == 302
    assert world.state(number) == "passed"
