"""Bad input of the archives' room, posted as its people post it: parked or refused with what, where, mend and clause.

| bad input | where it comes in | test |
|---|---|---|
| a dead person's file, an unknown person's | counter, closing firm's list | ``test_the_dead…``, ``test_a_number_nobody_has…`` |
| two centres claiming one file | counter | ``test_a_file_two_centres_claim…`` |
| unreadable scans, missing pages | the archive's page at the desk | ``test_unreadable_scans…``, ``test_missing_pages…`` |
| a mandate expired | the firm's form, open while the mandate ended | ``test_a_mandate_that_ended…`` |
| another archive's barcode, a form left empty | the archive's page at the desk | ``test_what_is_refused_at_the_desk…`` |
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.platform.personnel_archives import archive_world as w
from tests.web.hall.people import html
from tests.web.rooms import test_archive_pages as pages
from tests.web.rooms.on_screen import parked, told
from tests.web.rooms.test_archive_pages import CLOSING, POST, ROOT, of, row, send, sheet

import gongbao
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.jobs.services import run_due
from gongbao.platform.messages.models import Message
from gongbao.platform.parties.models import Account, Mandate
from gongbao.platform.personnel_archives import demo
from gongbao.platform.personnel_archives import services as archives

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
november, scene, people = pages.november, pages.scene, pages.people
SOURCE = Path(gongbao.__file__).parent
OURS = ("platform/personnel_archives", "web/rooms/personnel_archives", "policies/personnel_archives")
KINDS = {"Refusal", "Ended", "Claimed"}


def test_every_refusal_of_the_room_says_how_to_mend_it_and_its_clause() -> None:
    bare = []
    for place in OURS:
        for path in sorted((SOURCE / place).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS:
                    given = {each.arg for each in node.keywords}
                    if not {"mend", "clause"} <= given:
                        bare.append((path.name, node.lineno))
    assert bare == []


def at_the_counter(client: Client, name: str, number: str) -> Any:
    typed = {"name": name, "identity_number": number, "post": "cadre", "pages": "3"}
    return send(client, "desk/register/", go="register", **typed)


def test_the_dead_are_parked_at_the_counter_and_in_a_list_and_nothing_is_lost(
    people: dict[str, Client],
) -> None:
    dead, living = demo.number("19450101", 821), demo.number("19840101", 823)
    w.tell(w.mark_of(dead), "death", on="2020-10-01")
    why = ("已死亡（2020-10-01）", "死者档案另行移交保管", "c1-s3")
    parked(people["handler"], at_the_counter(people["handler"], "样故人", dead), *why)
    rows = [["样故人", dead, "K101", 9, POST], ["样在世", living, "K102", 9, POST]]
    answer = send(people["firm"], "firm/", office="haidian", list=sheet(CLOSING, *rows))
    assert "1 / 2" in html(answer)
    waiting = row("Parked", batch__isnull=False)
    page = html(people["firm"].get(f"{ROOT}parked/{waiting.id}/"))
    assert [each for each in (why[0], why[1], '#c1-s3"', "K101") if each not in page] == []
    assert (of("样故人"), of("样在世").barcode) == (None, "K102")


def test_a_number_nobody_has_is_refused_and_anothers_name_is_parked(people: dict[str, Client]) -> None:
    good = demo.number("19840101", 825)
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    answer = at_the_counter(people["handler"], "样无号", wrong)
    told(answer, "校验", "核对", "c1-s3", "identity-number")
    assert f'value="{wrong}"' in html(answer), "what was typed stays"
    held = demo.PEOPLE[0]
    answer = at_the_counter(people["handler"], "另一个名字", demo.number(held.born, held.sequence))
    parked(people["handler"], answer, "证件号码与姓名“另一个名字”不符", "请照证件核对号码和姓名", "c1-s3")


def test_a_file_two_centres_claim_is_parked_and_both_are_told(people: dict[str, Client]) -> None:
    held = demo.PEOPLE[6]
    there = of(held.name)
    answer = at_the_counter(people["handler"], held.name, demo.number(held.born, held.sequence))
    why = (f"此人档案已在另一处登记（{there.number}）", "两个中心先核对谁持有实体档案", "cend-s3")
    parked(people["handler"], answer, *why)
    run_due()
    with read(SYSTEM, purpose="test"):
        [message] = Message.objects.filter(office="chaoyang", zh__contains="另一中心也收到")
        assert there.number in message.zh


def fresh() -> Any:
    """An archive of three pages at the centre, not scanned yet."""
    return row("Archive", id=w.archive(831, "样新件"))


def test_unreadable_scans_are_parked_with_their_bytes_and_the_good_ones_kept(
    people: dict[str, Client],
) -> None:
    held = fresh()
    good, bad = w.pdf_exact(1), b"%PDF-1.7\nnothing more"
    files = [SimpleUploadedFile("一.pdf", good), SimpleUploadedFile("二.pdf", bad)]
    before = {each.id for each in listed("scan")}
    sent = {"key": str(uuid4()), "go": "scan", "scan": files}
    assert people["handler"].post(f"{ROOT}desk/archives/{held.id}/", sent).status_code == 302
    [waiting] = [each for each in listed("scan") if each.id not in before]
    with read(SYSTEM, purpose="test"):
        assert archives.Page.objects.filter(archive=held.id).count() == 1
    page = html(people["handler"].get(f"{ROOT}parked/{waiting.id}/"))
    words = (held.number, "二.pdf", "PDF不完整", "请重新导出后上传", '#c1-s4"')
    assert [each for each in words if each not in page] == []
    kept = people["handler"].get(f"{ROOT}parked/{waiting.id}/?file=1")
    assert kept.content == bad
    told(
        send(people["handler"], f"parked/{waiting.id}/", go="mend"), "没有选文件", "一次最多50个文件", "c8-s1"
    )


def listed(kind: str) -> list[archives.Parked]:
    with read(SYSTEM, purpose="test"):
        return list(archives.Parked.objects.filter(kind=kind).order_by("id"))


def test_missing_pages_are_parked_with_both_counts_and_the_pages_there_are_kept(
    people: dict[str, Client],
) -> None:
    held = fresh()
    sent = {"key": str(uuid4()), "go": "scan", "scan": SimpleUploadedFile("a.pdf", w.pdf_exact(2))}
    assert people["handler"].post(f"{ROOT}desk/archives/{held.id}/", sent).status_code == 302
    waiting = next(each for each in listed("pages") if each.place.startswith(held.number))
    page = html(people["handler"].get(f"{ROOT}parked/{waiting.id}/"))
    words = (f"扫描2页，实体应有{held.pages}页", "请补扫缺页，或更正目录页数", '#c1-s3"')
    assert [each for each in words if each not in page] == []
    assert row("Archive", id=held.id).digital == "partial"
    path = f"parked/{waiting.id}/"
    told(send(people["handler"], path, go="mend"), "没有选扫描件，也没有更正页数", "请补扫", "c1-s3")
    told(send(people["handler"], path, go="drop", why=""), "原因", "", "c7-s1", "why")
    with read(SYSTEM, purpose="test"):
        assert archives.Page.objects.filter(archive=held.id).count() == 2


def test_a_mandate_that_ended_while_the_form_was_open_parks_what_was_written(
    people: dict[str, Client],
) -> None:
    client = people["department"]
    form = html(client.get(f"{ROOT}borrow/"))
    mine = re.search(r'name="for" value="([^"]+)"', form)
    assert mine is not None
    held = demo.PEOPLE[0]
    asked = {"identity_number": demo.number(held.born, held.sequence), "matter": "retirement", "purpose": "核定退休", "own_file": "no"}  # fmt: skip
    account = Account.objects.get(login="archive-department")
    ended = w.seen(lambda: Mandate.objects.get(agent_account=account.pk))
    w.do(lambda tx: Mandate.objects.filter(pk=ended.pk).update(starts_on="2020-11-01", ends_on="2020-11-09"))
    answer = send(client, "borrow/", **asked, **{"for": mine[1]})
    place = parked(client, answer, "授权到期或被撤销", "请对方续办授权后回到这里继续", "c6-s1")
    path = place.removeprefix(ROOT)
    again = send(client, path, go="mend")
    assert again.status_code == 422
    assert html(again).count('class="error-summary"') == 1
    w.do(lambda tx: Mandate.objects.filter(pk=ended.pk).update(ends_on="2021-11-09"))
    taken = send(client, path, go="mend")
    assert "/cases/HD-2020-24-" in taken["Location"]


def test_what_is_refused_at_the_desk_is_told_at_its_field_with_its_clause(people: dict[str, Client]) -> None:
    held = of("样存一")
    path = f"desk/archives/{held.id}/"
    other = {"barcode": of("样将退").barcode, "giver": "海淀", "taker": "样例公司", "pages": "4"}
    told(
        send(people["handler"], path, go="hand_over", **other),
        "不是这份档案的",
        f"应为 {held.barcode}",
        "c8-z-s2",
        "barcode",
    )
    told(send(people["handler"], path, go="shelve", shelf=""), "架位", "", "c1-s3", "shelf")
    told(send(people["handler"], path, go="put_seal", seal=""), "封签号", "", "c8-z-s2", "seal")
    strange = {"credit_code": "91110000000000000X", "kind": "department"}
    told(
        send(people["city"], "desk/bodies/", go="list", **strange),
        "统一社会信用代码",
        "",
        "c8-z-s1",
        "credit-code",
    )
    nobody = send(people["person"], "verify/", code="")
    told(nobody, "查验码", "", "c5-s1", "code")
