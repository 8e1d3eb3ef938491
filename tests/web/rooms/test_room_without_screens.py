"""A room that brings no screens is worked through on derived pages: begun, returned, resubmitted, decided, appealed."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import Any

import pytest
from django.test import Client
from tests.platform.training_subsidy import world
from tests.web.hall.people import browser as citizen
from tests.web.hall.people import chinese, form_key, html
from tests.web.rooms import toy
from tests.web.workbench.scene import account, browser, cells, step_up

from gongbao.platform.cases.services import Case, history, refold, verify_case
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.letters.services import letters
from gongbao.platform.parties.demo_people import someone
from gongbao.platform.training_subsidy import demo

pytestmark = pytest.mark.django_db(transaction=True)
OWNER = someone(77)
TYPED = {
    "goods": "糖葫芦",
    "kind": "food",
    "identity": OWNER.number,
    "deposit": "500.00",
    "from_day": "2020-10-01",
    "helpers-0-name": "王小二",
    "helpers-0-phone": "13812345678",
    "promise": "2020-1",
}


def send(client: Client, address: str, **data: Any) -> Any:
    """Send the form shown at `address`."""
    return client.post(address, {"key": form_key(client, address), **data})


def sent_on(client: Client, answer: Any, address: str) -> Any:
    """Send on what the page that checks the answers shows."""
    page = html(answer)
    assert answer.status_code == 200, page
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return client.post(address, {"key": key[1], "go": "send"})


def png() -> bytes:
    """A picture of one grey point."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(b"\x00\x80"))
        + part(b"IEND", b"")
    )


def begun(client: Client) -> str:
    answer = send(client, f"/hall/begin/{toy.ID}/", office="haidian")
    assert answer.status_code == 302, html(answer)
    return re.findall(r"/cases/([^/]+)/do/submit/", answer["Location"])[0]


def state(number: str) -> str:
    with read(SYSTEM, purpose="test"):
        return Case.objects.get(number=number).state


def submitted(client: Client) -> str:
    number = begun(client)
    address = f"/hall/cases/{number}/do/submit/"
    answer = sent_on(client, send(client, address, go="next", **TYPED), address)
    assert answer["Location"].endswith("/submitted/"), html(answer)
    return number


def test_what_can_be_begun_is_listed_with_its_policy(city: demo.City) -> None:
    page = html(citizen("firm1").get("/hall/start/"))
    assert "摆摊许可" in page
    assert "以工代训补贴" in page
    answer = citizen("firm1").get(f"/hall/begin/{toy.ID}/")
    assert "卖什么" in html(answer)
    assert "待查看" in html(answer)


def test_a_draft_is_kept_masked_and_problems_are_told_at_their_field(city: demo.City) -> None:
    client = citizen("firm1")
    number = begun(client)
    address = f"/hall/cases/{number}/do/submit/"
    kept = {**TYPED, "deposit": "fifty"}
    assert send(client, address, go="save", **kept).status_code == 302
    page = html(client.get(address))
    assert "糖葫芦" in page
    assert "fifty" in page
    assert OWNER.number not in page
    assert "13812345678" not in page
    shown = re.findall(r'name="identity" value="([^"]+)"', page)[0]
    answer = send(client, address, go="next", **{**kept, "identity": shown})
    assert answer.status_code == 422
    assert "押金" in html(answer)
    answer = send(
        client, address, go="next", **{**TYPED, "identity": shown, "helpers-0-phone": "138****5678"}
    )
    assert answer.status_code == 200
    assert "核对后提交" in html(answer)
    assert state(number) == "filling"
    assert number in html(client.get("/hall/drafts/"))
    with read(SYSTEM, purpose="test"):
        assert (
            history(Case.objects.get(number=number).key) == []
        )  # nothing typed is in the case before it is sent


def test_officers_do_not_see_what_is_not_sent(city: demo.City) -> None:
    number = begun(citizen("firm1"))
    officer = browser("haidian-handler")
    assert officer.get(f"/workbench/cases/{number}/").status_code == 404
    assert number not in html(officer.get("/workbench/?queue=all"))


def test_the_whole_way(city: demo.City) -> None:
    client = citizen("firm1")
    number = submitted(client)
    world.jobs()
    status = html(client.get(f"/hall/cases/{number}/"))
    assert "待查看" in status
    assert "糖葫芦" in status
    assert OWNER.number not in status
    assert "回执" in html(client.get(f"/hall/cases/{number}/submitted/"))

    handler = browser("haidian-handler")
    queue = html(handler.get("/workbench/?room=toy_room"))
    assert number in queue
    assert "摆摊许可" in queue
    case = f"/workbench/cases/{number}/"
    page = html(handler.get(case))
    assert "糖葫芦" in page
    assert OWNER.number not in page
    assert "退回补正" in page
    assert "王小二" in page
    reveal = re.findall(r'href="(/workbench/cases/[^"]+/answers/\d+/identity/)"', page)[0]
    assert OWNER.number in html(send(handler, reveal, purpose="核对摊主身份"))
    assert "核对摊主身份" in html(handler.get(f"{case}accesses/"))

    assert send(handler, f"{case}act/return/", note="押金写错了").status_code == 422  # a reason is needed
    assert send(handler, f"{case}act/return/", reasons="missing", note="押金写错了").status_code == 302
    status = html(client.get(f"/hall/cases/{number}/"))
    assert "押金写错了" in status
    assert "按要求补正" in status
    again = f"/hall/cases/{number}/do/resubmit/"
    shown = html(client.get(again))
    assert "糖葫芦" in shown
    assert OWNER.number not in shown
    masked = re.findall(r'name="identity" value="([^"]+)"', shown)[0]
    changed = {**TYPED, "deposit": "800.00", "identity": masked, "helpers-0-phone": "138****5678"}
    assert sent_on(client, send(client, again, go="next", **changed), again).status_code == 302
    page = html(handler.get(case))
    assert "1 处变化" in page
    assert "500" in page
    assert "800" in page

    colleague = str(account("haidian-reviewer").person or account("haidian-reviewer").pk)
    assert send(handler, f"{case}act/delegate/", to=str(account("haidian-reviewer").pk)).status_code == 302
    assert number in html(browser("haidian-reviewer").get("/workbench/?queue=mine")), colleague
    assert send(handler, f"{case}act/check/", seen="摊位不挡通道").status_code == 302
    assert state(number) == "checked"

    reviewer = browser("haidian-reviewer")
    decide = f"{case}act/decide/"
    assert "step-up" in send(reviewer, decide, outcome="refuse", reasons="missing")["Location"]
    step_up(reviewer, "haidian-reviewer")
    assert send(reviewer, decide, outcome="refuse").status_code == 422  # refusing needs a reason
    assert send(reviewer, decide, outcome="refuse", reasons="missing", note="缺照片").status_code == 302
    world.jobs()
    with read(SYSTEM, purpose="test"):
        key = Case.objects.get(number=number).key
        found = [each for each in letters(case=key) if each.kind.startswith("decision")]
    assert len(found) == 1
    assert found[0].ready
    status = html(client.get(f"/hall/cases/{number}/"))
    assert found[0].number in status
    assert "申请行政复议" in status
    assert client.get(f"/hall/cases/{number}/letters/{found[0].id}.pdf").status_code == 200

    served = send(
        handler,
        f"{case}act/serve_decision/",
        method="person",
        served_on="2020-09-21",
        acknowledged_by="王小二",
    )
    assert served.status_code == 302, html(served)
    appeal = f"/hall/cases/{number}/do/appeal/"
    assert sent_on(client, send(client, appeal, go="next", statement="照片交过"), appeal).status_code == 302
    assert number in html(reviewer.get("/workbench/"))
    done = send(reviewer, f"{case}act/settle_appeal/", outcome="redo", document="京复〔2020〕1号")
    assert done.status_code == 302, html(done)
    assert state(number) == "checked"
    with read(SYSTEM, purpose="test"):
        row = Case.objects.get(number=number)
        assert refold(row).dump() == row.fold
        assert verify_case(row.key) is None
        bodies = str([each.body for each in history(row.key)])
    assert OWNER.number not in bodies
    assert "糖葫芦" not in bodies


def test_nobody_decides_what_they_checked(city: demo.City) -> None:
    client = citizen("firm1")
    number = submitted(client)
    handler = browser("haidian-handler")
    case = f"/workbench/cases/{number}/"
    send(handler, f"{case}act/check/", seen="好")
    assert handler.get(f"{case}act/decide/").status_code == 404  # not their role
    assert browser("chaoyang-handler").get(case).status_code == 404  # another district


def test_many_at_once(city: demo.City) -> None:
    client = citizen("firm1")
    numbers = [submitted(client), submitted(client)]
    handler, reviewer = browser("haidian-handler"), browser("haidian-reviewer", stepped_up=True)
    for number in numbers:
        send(handler, f"/workbench/cases/{number}/act/check/", seen="好")
    page = html(reviewer.post("/workbench/batch/", {"action": f"{toy.ID}/decide", "case": numbers}))
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    assert all(number in page for number in numbers)
    fields = {f"outcome-{number}": "grant" for number in numbers}
    answer = reviewer.post(
        "/workbench/batch/do/", {"action": f"{toy.ID}/decide", "case": numbers, "key": key[1], **fields}
    )
    assert answer.status_code == 302, html(answer)
    assert [state(number) for number in numbers] == ["granted", "granted"]


def test_a_file_is_kept_with_the_case_and_a_wrong_kind_is_told(city: demo.City) -> None:
    client = citizen("firm1")
    number = begun(client)
    address = f"/hall/cases/{number}/do/submit/"
    wrong = io.BytesIO(b"hello")
    wrong.name = "photo.png"
    assert send(client, address, go="next", photo=wrong, **TYPED).status_code == 422
    picture = io.BytesIO(png())
    picture.name = "photo.png"
    answer = sent_on(client, send(client, address, go="next", photo=picture, **TYPED), address)
    assert answer.status_code == 302
    page = html(browser("haidian-handler").get(f"/workbench/cases/{number}/"))
    paper = re.findall(rf'href="(/workbench/cases/{number}/papers/[^"]+)"', page)[0]
    assert browser("haidian-handler").get(paper)["Content-Disposition"].startswith("attachment")


def test_a_second_press_does_nothing_new(city: demo.City) -> None:
    client = citizen("firm1")
    number = begun(client)
    address = f"/hall/cases/{number}/do/submit/"
    page = html(send(client, address, go="next", **TYPED))
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    first, second = (client.post(address, {"key": key[1], "go": "send"}) for _ in range(2))
    assert first.status_code == second.status_code == 302
    with read(SYSTEM, purpose="test"):
        assert len(history(Case.objects.get(number=number).key)) == 1


def test_withdrawing_ends_the_case_and_another_may_be_begun(city: demo.City) -> None:
    client = citizen("firm1")
    number = submitted(client)
    assert send(client, f"/hall/cases/{number}/do/withdraw/").status_code == 302
    assert state(number) == "withdrawn"
    assert begun(client) != number


def test_other_parties_reach_nothing(city: demo.City) -> None:
    number = submitted(citizen("firm1"))
    other = citizen("firm2")
    for address in ("", "do/withdraw/", "do/submit/", "submitted/"):
        assert other.get(f"/hall/cases/{number}/{address}").status_code == 404


def test_lists_have_the_policy_and_are_taken_away(city: demo.City) -> None:
    number = submitted(citizen("firm1"))
    handler = browser("haidian-handler", stepped_up=True)
    page = html(handler.get("/workbench/"))
    assert "全部政策" in page
    assert number in page
    sheet = cells(handler.get("/workbench/?export=xlsx"))
    assert "政策" in sheet[0] or any("政策" in row for row in sheet[:4])
    assert any(number in row for row in sheet)
    assert number not in html(handler.get("/workbench/?room=training_subsidy"))
    assert number in html(handler.get(f"/workbench/?scheme={toy.ID}"))


def test_every_derived_page_is_english_too(city: demo.City) -> None:
    client = citizen("firm1")
    number = submitted(client)
    client.get("/hall/")  # what was said of the submission is read
    client.cookies["language"] = "en"
    handler = browser("haidian-handler", language="en")
    pages = [
        (client, "/hall/start/"), (client, f"/hall/begin/{toy.ID}/"), (client, f"/hall/cases/{number}/"),
        (client, f"/hall/cases/{number}/do/withdraw/"), (handler, f"/workbench/cases/{number}/"),
        (handler, f"/workbench/cases/{number}/act/check/"), (handler, f"/workbench/cases/{number}/act/return/"),
    ]  # fmt: skip
    for who, address in pages:
        answer = who.get(address)
        assert answer.status_code == 200, address
        names = ("糖葫芦", "王小二", "周砚", *re.findall(r"\w+", account("firm1").name), "2020", "京")
        assert chinese(html(answer), *names) == [], address
