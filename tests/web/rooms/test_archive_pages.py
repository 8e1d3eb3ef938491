"""The archives' pages: who opens what, that each reaches only their own, and that the desk's acts do what they say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.platform.personnel_archives import archive_world as w
from tests.platform.training_subsidy.world import city, to
from tests.safety.visitors import browser, clerk, officer
from tests.undone import undone
from tests.web.rooms.on_screen import told

from gongbao.platform.casework import orders
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, read
from gongbao.platform.jobs.services import run_due
from gongbao.platform.messages.models import Message
from gongbao.platform.personnel_archives import demo
from gongbao.platform.personnel_archives import services as archives
from gongbao.web.rooms.personnel_archives.screens import SCREENS
from gongbao.web.rooms.personnel_archives.urls import urlpatterns
from gongbao.web.rooms.personnel_archives.views_desk import LISTS
from gongbao.web.shared import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
ROOT = "/archives/"


@pytest.fixture
def november(free_clock: None) -> None:
    to("2020-11-10 09:30")


def body_clerk(login: str, firm: str) -> Client:
    """A clerk who acts for a listed body."""
    from gongbao.platform.parties.models import Firm

    client = browser(login)
    session = client.session
    session[acting.FOR], session[acting.FOR_NAME] = str(Firm.objects.get(name=firm).key), firm
    session.save()
    return client


class Visitors(dict[str, Client]):
    """Everybody's browser by name, opened when first asked for."""

    def __init__(self, town: Any) -> None:
        super().__init__()
        department, street = demo.BODIES[0][2], demo.BODIES[1][2]
        self.ways: dict[str, Callable[[], Client]] = {
            "anonymous": Client,
            "person": lambda: browser("archive-person"),
            "newcomer": lambda: browser("archive-newcomer"),
            "firm": lambda: clerk(town, 0),
            "department": lambda: body_clerk("archive-department", department),
            "street": lambda: body_clerk("archive-street", street),
            "handler": lambda: officer("haidian-handler"),
            "reviewer": lambda: officer("haidian-reviewer"),
            "elsewhere": lambda: officer("chaoyang-handler"),
            "government": lambda: officer("haidian-government"),
            "city": lambda: officer("city"),
            "finance": lambda: officer("finance"),
        }

    def __missing__(self, name: str) -> Client:
        self[name] = self.ways[name]()
        return self[name]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The demo city with its archives; what a test does to it is undone after the test."""
    assert SCREENS.demo is not None
    with django_db_blocker.unblock(), undone():
        to("2020-11-10 09:30")
        made = city()
        SCREENS.demo(made)
        clock.set_clock(None)
        yield made


@pytest.fixture
def people(scene: Any) -> dict[str, Client]:
    return Visitors(SimpleNamespace(city=scene))


PARTIES = ("person", "newcomer", "firm", "department", "street")
STAFF = ("handler", "reviewer", "city", "elsewhere")
OTHERS = ("government", "finance")


def row(model: str, **wanted: Any) -> Any:
    with read(SYSTEM, purpose="test"):
        return getattr(archives, model).objects.filter(**wanted).order_by("id").first()


def of(name: str) -> Any:
    return row("Archive", name=name)


def number(procedure: str = archives.REQUEST, state: str = "prepared") -> str:
    from gongbao.platform.cases.services import Case

    with read(SYSTEM, purpose="test"):
        return str(Case.objects.filter(procedure=procedure, state=state).first().number)  # type: ignore[union-attr]


def answers(**told: int) -> dict[str, int]:
    """What each visitor is answered: `anonymous` is sent to sign in, officers without a duty here are refused."""
    parties, staff, others = told.pop("parties"), told.pop("staff"), told.pop("others", 403)
    whole = {
        "anonymous": told.pop("anonymous", 302),
        **dict.fromkeys(PARTIES, parties), **dict.fromkeys(STAFF, staff), **dict.fromkeys(OTHERS, others),
    }  # fmt: skip
    return whole | told


def pages() -> dict[str, dict[str, int]]:
    """What each visitor is answered at each page, asked by GET."""
    party, desk = answers(parties=200, staff=403), answers(parties=403, staff=200)
    own_centre = answers(parties=403, staff=200, elsewhere=404)
    public = dict.fromkeys(desk, 200)
    return {
        "may-i": public, "verify": public,
        **dict.fromkeys(("mine", "ask", "borrow", "ask-for", "firm", "template"), party),
        "parked": answers(parties=404, staff=200, elsewhere=404),
        "case": answers(parties=404, staff=200, person=200, elsewhere=404, others=404),
        "paper": answers(parties=404, staff=200, person=200, elsewhere=404, others=404),
        "reading": answers(parties=403, staff=200, street=200, elsewhere=403),
        "picture": answers(parties=403, staff=403),  # nobody without a purpose
        **dict.fromkeys(("desk", "find", "register", "list", "lists", "list-template", "bodies"), desk),
        **dict.fromkeys(("archive", "pages", "small", "batch"), own_centre),
        "parcel": answers(parties=403, staff=404),
    }  # fmt: skip


def test_every_page_opens_for_its_people_and_for_nobody_else(people: dict[str, Client]) -> None:
    run_due()
    case, wrong, expected = number(), [], pages()
    assert {pattern.name for pattern in urlpatterns} == set(expected)
    held = of("样存一")
    paper = next(iter(archives.papers(SYSTEM, case)))
    keys = {
        "archive": held.id, "page": row("Page", archive=held.id).id, "batch": row("Batch").id,
        "parcel": UUID(int=7), "name": "late", "kind": "intake", "number": case,
    }  # fmt: skip
    for pattern in urlpatterns:
        path = ROOT + str(pattern.pattern)
        here = {**keys, "key": paper.id if pattern.name == "paper" else row("Parked", kind="scan").id}
        here["name"] = "firm" if pattern.name == "list-template" else here["name"]
        path = re.sub(r"<\w+:(\w+)>", lambda found, here=here: str(here[found[1]]), path)  # type: ignore[misc]
        for name, wanted in expected[str(pattern.name)].items():
            answer = people[name].get(path)
            if answer.status_code != wanted:
                wrong.append((name, path, answer.status_code, wanted))
            elif answer["Content-Type"].startswith("text/html"):
                ids = re.findall(r'\sid="([^"]+)"', answer.content.decode())
                assert len(ids) == len(set(ids)), (
                    path,
                    sorted({each for each in ids if ids.count(each) > 1}),
                )
    assert wrong == []


def test_a_look_needs_a_purpose_and_is_logged_with_the_borrowers_case(people: dict[str, Client]) -> None:
    page = row("Page", archive=of("样存一").id)
    path = f"{ROOT}reading/page/{page.id}/?purpose=申领失业保险金"
    told = {name: people[name].get(path).status_code for name in ("street", "department", "person", "handler", "elsewhere", "government")}  # fmt: skip
    assert told == {
        "street": 200,
        "department": 403,
        "person": 403,
        "handler": 200,
        "elsewhere": 403,
        "government": 403,
    }
    with read(SYSTEM, purpose="test"):
        looks = archives.looks(of("样存一").id)
    assert [(bool(look.case), look.purpose) for look in looks] == [
        (False, "申领失业保险金"),
        (True, "申领失业保险金"),
    ]


def send(client: Client, path: str, **data: Any) -> Any:
    return client.post(ROOT + path, {"key": str(uuid4()), **data})


def test_a_form_sent_twice_is_done_once_and_another_content_under_its_key_is_refused(
    people: dict[str, Client],
) -> None:
    held = of("样存一")
    sent = {"key": str(uuid4()), "go": "put_seal", "seal": "X-1"}
    path = f"{ROOT}desk/archives/{held.id}/"
    assert [people["handler"].post(path, sent).status_code for _ in range(2)] == [302, 302]
    again = people["handler"].post(path, {**sent, "seal": "X-2"})
    assert again.status_code == 422
    assert "已用于另一项操作" in again.content.decode()
    with read(SYSTEM, purpose="test"):
        assert list(archives.Seal.objects.values_list("number", flat=True)) == ["X-1"]


def test_an_archive_of_another_centre_is_not_acted_on(people: dict[str, Client]) -> None:
    held = of("样存一")
    assert (
        send(people["elsewhere"], f"desk/archives/{held.id}/", go="put_seal", seal="X-9").status_code == 404
    )
    assert (
        send(people["government"], f"desk/archives/{held.id}/", go="put_seal", seal="X-9").status_code == 403
    )
    assert row("Seal", number="X-9") is None


def test_forms_sent_by_strangers_do_nothing(people: dict[str, Client]) -> None:
    """Whoever may not open a page may not send its form either, whatever it says."""
    held, waiting, case = of("样存一"), row("Parked", kind="scan"), number(archives.REQUEST, "submitted")
    sent = {
        "go": "drop",
        "why": "x",
        "seal": "X-9",
        "order": "x",
        "office": "haidian",
        "name": "x",
        "outcome": "deny",
    }
    paths = (
        f"desk/archives/{held.id}/", f"desk/archives/{held.id}/pages/", f"parked/{waiting.id}/", f"cases/{case}/",
    )  # fmt: skip
    told = {(who, path): send(people[who], path, **sent).status_code
            for path in paths for who in ("anonymous", "newcomer", "firm", "elsewhere", "government", "finance")}  # fmt: skip
    assert {told["anonymous", path] for path in paths} == {302}
    assert {code for (who, _), code in told.items() if who != "anonymous"} <= {403, 404}
    assert row("Parked", id=waiting.id).settled_at is None
    assert number(archives.REQUEST, "submitted") == case


def test_seals_differences_and_the_notice_ahead_are_desk_acts(people: dict[str, Client]) -> None:
    held = of("样将退")
    path = f"desk/archives/{held.id}/"
    assert send(people["handler"], path, go="put_seal", seal="X-1").status_code == 302
    assert send(people["handler"], path, go="break_seal", seal="X-2", why="核对").status_code == 422
    assert send(people["handler"], path, go="break_seal", seal="X-1", why="核对").status_code == 302
    assert send(people["handler"], path, go="differs", why="第3页缺章").status_code == 302
    assert of("样将退").digital == "differs"
    assert send(people["handler"], path, go="tell").status_code == 422, "not reviewed yet"
    assert send(people["handler"], path, go="review").status_code == 302
    assert send(people["handler"], path, go="tell").status_code == 302
    assert of("样将退").told_on is not None
    assert "2020-11-10" in people["handler"].get(f"{ROOT}desk/all/soon/").content.decode()


def test_pages_are_moved_and_parts_blackened_and_shown_again(people: dict[str, Client]) -> None:
    run_due()
    held = of("样存一")
    path = f"desk/archives/{held.id}/pages/"
    with read(SYSTEM, purpose="test"):
        before = archives.pages_of(held.id)
    last = before[-1]
    assert send(people["handler"], path, go="reorder", **{f"place-{last.id}": "1"}).status_code == 302
    with read(SYSTEM, purpose="test"):
        assert [page.id for page in archives.pages_of(held.id)] == [
            last.id,
            *[page.id for page in before[:-1]],
        ]
    page = people["handler"].get(f"{ROOT}{path}?draw={last.id}").content.decode()
    assert f"{ROOT}reading/page/{last.id}/?purpose=" in page
    assert re.search(rf'value="{last.id}"[^>]*\b(selected|checked)', page)
    assert 'id="drawing"' not in people["handler"].get(f"{ROOT}{path}?draw=x").content.decode()
    small = f"{ROOT}desk/pages/{last.id}/small.png"
    clean = people["handler"].get(small).content
    area = {"left": "0", "top": "0", "width": "1000", "height": "1000"}
    assert send(people["handler"], path, go="redact", page=str(last.id), **area).status_code == 422, (
        "no reason"
    )
    assert (
        send(people["handler"], path, go="redact", page=str(last.id), why="第三人", **area).status_code == 302
    )
    assert people["handler"].get(small).content != clean, (
        "the small picture shows nothing until it is made anew"
    )
    assert len(people["handler"].get(small).content) < 100
    made = row("Redaction", page=last.id)
    assert send(people["handler"], path, go="lift", redaction=str(made.id)).status_code == 302
    run_due()
    assert people["handler"].get(small).content == clean


def sheet(head: list[str], *rows: list[object]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("表")
        for n, cells in enumerate([head, *rows]):
            for m, value in enumerate(cells):
                page.write(n, m, value)
    return SimpleUploadedFile("表.xlsx", out.getvalue())


CLOSING = ["姓名", "身份证号码", "档案条码", "页数", "岗位口径"]
POST = "管理、技术岗位（女55口径）"


def test_a_firms_bad_row_is_parked_mended_by_the_firm_and_goes_on(people: dict[str, Client]) -> None:
    good, bad = demo.number("19840101", 811), demo.number("19840101", 812)
    rows = [
        ["样甲", good, "K001", 9, POST],
        ["样乙", bad[:-1] + ("1" if bad[-1] != "1" else "2"), "K002", 9, POST],
    ]
    told = send(people["firm"], "firm/", office="haidian", list=sheet(CLOSING, *rows)).content.decode()
    assert "1 / 2" in told
    waiting = row("Parked", kind="row")
    page = people["firm"].get(f"{ROOT}parked/{waiting.id}/").content.decode()
    assert "K002" in page
    assert "已暂存" in page
    assert re.search(r'value="cadre"[^>]*(selected|checked)', page), (
        "the sheet's word for the post is understood"
    )
    assert people["street"].get(f"{ROOT}parked/{waiting.id}/").status_code == 404
    mended = {"go": "mend", "name": "样乙", "barcode": "K002", "pages": "9", "post": "cadre"}
    again = send(people["firm"], f"parked/{waiting.id}/", **mended, identity_number=bad[:-1])
    assert again.status_code == 422
    assert send(people["firm"], f"parked/{waiting.id}/", **mended, identity_number=bad).status_code == 302
    assert (of("样乙").barcode, of("样乙").former_keeper) == ("K002", "北京样例知舟科技有限公司")
    assert row("Parked", id=waiting.id).outcome == "mended"
    assert "已改正" in people["firm"].get(f"{ROOT}parked/{waiting.id}/").content.decode()


def test_an_unreadable_scan_keeps_its_bytes_and_a_better_one_takes_its_place(
    people: dict[str, Client],
) -> None:
    waiting = row("Parked", kind="scan")
    assert people["handler"].get(f"{ROOT}parked/{waiting.id}/?file=1").content.startswith(b"II*")
    before = row("Archive", name="样存一")
    scan = SimpleUploadedFile("a.pdf", w.pdf_exact(1))
    assert send(people["handler"], f"parked/{waiting.id}/", go="mend").status_code == 422
    assert send(people["handler"], f"parked/{waiting.id}/", go="mend", scan=scan).status_code == 302
    assert row("Parked", id=waiting.id).outcome == "mended"
    with read(SYSTEM, purpose="test"):
        assert archives.Page.objects.filter(archive=before.id).count() == 5
        assert archives.Archive.objects.get(pk=before.id).digital == "differs"
        [more] = archives.Parked.objects.filter(
            kind="pages", place__startswith=before.number, settled_at=None
        )
    assert send(people["handler"], f"parked/{more.id}/", go="mend", expected="5").status_code == 302
    assert of("样存一").digital == "whole"
    assert row("Parked", id=more.id).outcome == "mended"


def test_missing_pages_are_scanned_or_given_up_with_a_reason(people: dict[str, Client]) -> None:
    held = of("样缺页")
    assert held.digital == "partial"
    waiting = row("Parked", kind="pages", place__startswith=held.number)
    assert send(people["handler"], f"parked/{waiting.id}/", go="drop", why="").status_code == 422
    scan = SimpleUploadedFile("b.pdf", w.pdf_exact(2))
    assert send(people["handler"], f"parked/{waiting.id}/", go="mend", scan=scan).status_code == 302
    assert of("样缺页").digital == "whole"


def test_somebody_held_elsewhere_or_dead_is_parked_at_the_counter(people: dict[str, Client]) -> None:
    held = demo.PEOPLE[6]
    typed = {
        "name": held.name,
        "identity_number": demo.number(held.born, held.sequence),
        "post": "cadre",
        "pages": "3",
    }
    answer = send(people["handler"], "desk/register/", go="register", **typed)
    assert answer.status_code == 302
    page = people["handler"].get(answer["Location"]).content.decode()
    assert "另一处登记" in page
    run_due()
    with read(SYSTEM, purpose="test"):
        assert Message.objects.filter(office="chaoyang", zh__contains="另一中心也收到").count() == 1
    assert typed["identity_number"] not in page, "masked until it is asked for"
    assert typed["identity_number"] in people["handler"].get(answer["Location"] + "?open=1").content.decode()
    with read(SYSTEM, purpose="test"):
        there = archives.Archive.objects.get(name=held.name)
    w.do(lambda tx: archives.Archive.objects.filter(pk=there.pk).update(paper="sent"))
    key = answer["Location"].split("/")[-2]
    assert send(people["handler"], f"parked/{key}/", go="mend", **typed).status_code == 302
    assert row("Archive", name=held.name, office="haidian") is not None


def test_a_request_whose_entry_has_ended_is_parked_and_goes_on_once_renewed(
    people: dict[str, Client],
) -> None:
    held = demo.PEOPLE[0]
    firm = row("Body", kind="department")
    w.do(lambda tx: archives.Body.objects.filter(pk=firm.pk).update(valid_until="2020-11-09"))
    asked = {
        "identity_number": demo.number(held.born, held.sequence), "matter": "retirement", "purpose": "核定退休", "own_file": "no",
    }  # fmt: skip
    form = people["department"].get(f"{ROOT}borrow/").content.decode()
    mine = re.search(r'name="for" value="([^"]+)"', form)
    assert mine is not None
    answer = send(people["department"], "borrow/", **asked, **{"for": mine[1]})
    assert answer.status_code == 302
    assert "/parked/" in answer["Location"]
    page = people["department"].get(answer["Location"]).content.decode()
    assert "2020-11-09" in page
    path = answer["Location"].removeprefix(ROOT)
    assert send(people["department"], path, go="mend").status_code == 422, "it has not been renewed"
    assert send(people["handler"], path, go="mend").status_code in (404, 422), "another's to send"
    renewed = {
        "credit_code": demo._credit_code(demo.BODIES[0][3]),
        "kind": "department",
        "valid_until": "2021-12-31",
    }
    assert send(people["handler"], "desk/bodies/", go="list", **renewed).status_code == 422, "the city lists"
    assert send(people["city"], "desk/bodies/", go="list", **renewed).status_code == 302
    done = send(people["department"], path, go="mend")
    assert done.status_code == 302
    assert "/cases/HD-2020-24-" in done["Location"]
    assert "核定退休" in people["department"].get(done["Location"]).content.decode()


def test_what_was_written_for_a_principal_is_never_sent_as_ones_own(people: dict[str, Client]) -> None:
    principal = row("Archive", name="样存一").party
    sent = {"office": "haidian", "former_keeper": "样例公司", "post": "cadre", "for": str(principal)}
    answer = send(people["newcomer"], "ask/intake/", **sent)
    assert "/parked/" in answer["Location"]
    path = answer["Location"].removeprefix(ROOT)
    assert "授权" in people["newcomer"].get(answer["Location"]).content.decode()
    assert send(people["newcomer"], path, go="mend").status_code == 422, "there is no mandate"


def test_a_list_is_compared_row_by_row_and_taken_away_as_a_workbook(people: dict[str, Client]) -> None:
    held = of("样存一")
    rows = [[held.barcode, held.name, 4], [held.barcode, held.name, 4], ["NOPE", "无名", 1], ["B", "x", "多"]]
    upload = sheet(["档案条码", "姓名", "页数"], *rows)
    answer = send(people["handler"], "desk/lists/", go="check", list=upload, keeper=demo.KEEPER)
    assert answer.status_code == 302
    page = people["handler"].get(answer["Location"]).content.decode()
    for words in ("一致", "条码重复", "登记簿里没有", "在库但清单没有", "1 / 4"):
        assert words in page
    book = people["handler"].get(answer["Location"] + "?export=xlsx")
    assert book.content.startswith(b"PK")
    assert people["elsewhere"].get(answer["Location"]).status_code == 404


def test_many_arrivals_are_told_line_by_line(people: dict[str, Client]) -> None:
    typed = {"name": "样到达", "identity_number": demo.number("19840101", 815), "post": "cadre", "pages": "3"}
    assert send(people["handler"], "desk/register/", go="register", **typed).status_code == 302
    code = of("样到达").barcode
    answer = send(
        people["handler"], "desk/lists/", go="arrive", giver="样例公司", barcodes=f"{code}\nNOPE\n{code}"
    )
    page = people["handler"].get(answer["Location"]).content.decode()
    assert "1 / 3" in page
    assert "已经不在等待转来" in page
    assert of("样到达").paper == "here"


def test_another_bodys_register_comes_by_file(people: dict[str, Client]) -> None:
    good, bad = demo.number("19840101", 817), "110108198401018170"
    upload = sheet(["身份证号码", "退休日期"], [good, "2020-10-31"], [bad, "2020-10-31"])
    sent = {
        "go": "import",
        "register": "retirement",
        "source": "样例社保中心",
        "as_of": "2020-11-01",
        "list": upload,
    }
    answer = send(people["handler"], "desk/lists/", **sent)
    assert answer.status_code == 302
    page = people["handler"].get(answer["Location"]).content.decode()
    assert "1 / 2" in page
    with read(SYSTEM, purpose="test"):
        assert archives.outside_says(w.mark_of(good), "retirement") == {"retired_on": "2020-10-31"}
    waiting = row("Parked", kind="import")
    mended = {"go": "mend", "identity_number": demo.number("19840101", 819), "retired_on": "2020-10-31"}
    assert send(people["handler"], f"parked/{waiting.id}/", **mended).status_code == 302
    for name in archives.OUTSIDE:
        assert people["handler"].get(f"{ROOT}desk/lists/template/{name}/").content.startswith(b"PK")


def test_every_list_opens_and_is_taken_away(people: dict[str, Client]) -> None:
    for name in LISTS:
        for who in ("handler", "city"):
            assert people[who].get(f"{ROOT}desk/all/{name}/").status_code == 200, name
            assert people[who].get(f"{ROOT}desk/all/{name}/?export=xlsx").content.startswith(b"PK"), name
    counted = people["handler"].get(f"{ROOT}desk/all/counts/").content.decode()
    for words in ("实体", "影像", "档案证明、复印和查询", "部门借阅"):
        assert words in counted


def test_a_certificate_is_signed_downloaded_and_checked_by_anybody(people: dict[str, Client]) -> None:
    run_due()
    case = number()
    [paper] = archives.papers(SYSTEM, case)
    signed = people["person"].get(f"{ROOT}cases/{case}/papers/{paper.id}.pdf").content
    assert signed.startswith(b"%PDF")
    assert b"/Sig" in signed
    good = send(
        people["anonymous"], "verify/", code=paper.code, file=SimpleUploadedFile("a.pdf", signed)
    ).content.decode()
    assert "内容未改动" in good
    assert "海淀区公服中心" in good
    bad = SimpleUploadedFile("a.pdf", signed.replace(b"/Title", b"/TitlE", 1))
    assert (
        "与出具的证明不一致"
        in send(people["anonymous"], "verify/", code=paper.code, file=bad).content.decode()
    )
    public = people["anonymous"].post(
        "/verify/", {"code": paper.code, "file": SimpleUploadedFile("a.pdf", signed)}
    )
    assert "改动过" not in public.content.decode()
    assert public.status_code == 200


def test_a_return_asks_only_for_what_no_register_gives_and_comes_back(people: dict[str, Client]) -> None:
    case = number(archives.INTAKE, "submitted")
    path = f"cases/{case}/"
    sent = {"go": "return", "reasons": "not_shareable"}
    told = send(people["handler"], path, **sent, missing="household")
    assert told.status_code == 422
    assert "可以共享取得" in told.content.decode()
    assert send(people["handler"], path, **sent, missing="former_keeper").status_code == 302
    again = {"go": "resubmit", "former_keeper": "样例新单位", "post": "cadre"}
    assert send(people["person"], path, **again).status_code == 404
    assert send(people["newcomer"], path, **again).status_code == 302
    assert "样例新单位" in people["handler"].get(ROOT + path).content.decode()


def test_what_is_outside_the_list_is_the_reviewers_to_find(people: dict[str, Client]) -> None:
    case = number(archives.REQUEST, "submitted")
    path = f"cases/{case}/"
    assert send(people["handler"], path, go="decide", outcome="refer").status_code == 302
    assert send(people["handler"], path, go="find", material_found="yes").status_code == 422
    assert send(people["reviewer"], path, go="find", material_found="yes").status_code == 302
    assert send(people["handler"], path, go="decide", outcome="allow").status_code == 302
    assert "待交付" in people["person"].get(ROOT + path).content.decode()


def test_a_transfer_passes_between_centres_with_its_chain(people: dict[str, Client]) -> None:
    held = of("样存一")
    w.tell(held.person_hash, "household", office="chaoyang", street="x")
    sent = {
        "office": "haidian",
        "destination": "district_centre",
        "destination_office": "chaoyang",
        "for": str(held.party),
    }
    case = send(people["person"], "ask/transfer/", **sent)["Location"].split("/")[-2]
    path = f"cases/{case}/"
    assert send(people["handler"], path, go="pack", pages="4", seal="T-7").status_code == 302
    carried = {"carrier": "confidential_post", "barcode": held.barcode}
    assert send(people["handler"], path, go="send", **carried).status_code == 302
    parcel = row("Parcel")
    there = f"desk/parcels/{parcel.id}/"
    assert people["handler"].get(ROOT + there).status_code == 404
    found = {"barcode": held.barcode, "pages": "4"}
    assert send(people["elsewhere"], there, **found, seal="T-8").status_code == 302
    assert row("Parcel").differs == "封签应为T-7，实为T-8"
    assert "封签应为T-7" in people["elsewhere"].get(f"{ROOT}desk/all/incoming/").content.decode()
    taken = send(people["elsewhere"], there, **found, seal="T-7")
    assert taken.status_code == 302
    page = people["elsewhere"].get(taken["Location"]).content.decode()
    for words in ("大学成绩单", "在库", "confidential_post"):
        assert words in page
    run_due()
    assert "已收到回执" in people["person"].get(ROOT + path).content.decode() or row(
        "Archive", name="样存一", paper="sent"
    )
    with read(SYSTEM, purpose="test"):
        new = archives.Archive.objects.get(name="样存一", office="chaoyang")
        assert [link.taker for link in archives.chain(new.id)][-2:] == ["confidential_post", "chaoyang"]
        assert archives.broken(new.id) == []
        assert len(archives.pages_of(new.id)) == 4
    assert people["handler"].get(f"{ROOT}desk/archives/{new.id}/").status_code == 404


def test_the_demo_centre_stands_on_the_demos_first_day_and_is_found_again(free_clock: None) -> None:
    to("2020-09-21 09:30")
    made = city()
    assert SCREENS.demo is not None
    for _ in range(2):
        SCREENS.demo(made)
    with read(SYSTEM, purpose="test"):
        assert archives.Archive.objects.count() == len(demo.PEOPLE)
        assert archives.Page.objects.count() == 24
        told = archives.counts()
        assert told[archives.LOAN] == {"image_given": 1, "lent": 1}
        assert told[archives.REQUEST] == {"prepared": 1, "submitted": 1}
        assert [
            each.sequence for each in archives.broken(archives.Archive.objects.get(name="样断链").id)
        ] == [2, 2]
        assert {each.kind for each in archives.parked("")} == {"scan", "pages"}
    handler, person = officer("haidian-handler"), browser("archive-person")
    for path in ("desk/", *(f"desk/all/{name}/" for name in LISTS), f"cases/{number()}/"):
        assert handler.get(ROOT + path).status_code == 200, path
    assert person.get(f"{ROOT}mine/").status_code == 200
    assert set(demo.logins()) <= {each.login for each in made.sign_ins}


def test_an_unknown_person_at_the_counter_is_parked(people: dict[str, Client]) -> None:
    held = demo.PEOPLE[0]
    typed = {"name": "另一个名字", "identity_number": demo.number(held.born, held.sequence), "post": "cadre"}
    answer = send(people["handler"], "desk/register/", go="register", **typed)
    assert answer.status_code == 302
    assert "另一个名字" in people["handler"].get(answer["Location"]).content.decode()


def test_the_workbench_and_the_hall_lead_to_the_rooms_own_page(people: dict[str, Client]) -> None:
    case = number()
    for who, path in (("handler", f"/workbench/cases/{case}/"), ("person", f"/hall/cases/{case}/")):
        assert people[who].get(path)["Location"] == f"{ROOT}cases/{case}/", who


def test_english_pages_hold_no_chinese_words_of_ours(people: dict[str, Client]) -> None:
    text = people["anonymous"].get(f"{ROOT}?lang=en", follow=True).content.decode()
    assert "May this paper be copied" in text
    assert "能不能复印" not in text


def test_a_paper_of_another_room_waits_at_the_desk_until_it_is_put_in(people: dict[str, Client]) -> None:
    held = of("样存一")
    paper = {
        "title": "年度考核登记表",
        "dated": date(2020, 11, 9),
        "ground": "bi-2020-22/15.z.s2",
        "person": held.party,
    }
    number = w.do(lambda tx: orders.place(tx, "archive_paper", office="chaoyang", **paper))
    waits = people["handler"].get(f"{ROOT}desk/all/papers/").content.decode()
    assert [
        each
        for each in (number, "年度考核登记表", "22号 第十五条", f"/archives/{held.id}/")
        if each not in waits
    ] == []
    assert number not in people["elsewhere"].get(f"{ROOT}desk/all/papers/").content.decode()
    path = f"desk/archives/{held.id}/"
    assert number in people["handler"].get(ROOT + path).content.decode()
    other = f"desk/archives/{of('样将退').id}/"
    told(
        send(people["handler"], other, go="file", number=number, pages="2"),
        "不是此人的",
        "待归入的材料",
        "c1-s3",
        "number",
    )
    told(send(people["handler"], path, go="file", number=number, pages="0"), "页数", "", "c1-s3", "pages")
    assert send(people["elsewhere"], path, go="file", number=number, pages="2").status_code == 404
    assert send(people["handler"], path, go="file", number=number, pages="2").status_code == 302
    assert row("Item", archive=held.id, title="年度考核登记表").pages == 2
    assert of("样存一").pages == held.pages + 2
    assert number not in people["handler"].get(f"{ROOT}desk/all/papers/").content.decode()
    standing = w.seen(lambda: orders.standing("archive_paper", number))
    assert (standing.over, standing.on) == ("done", date(2020, 11, 10))
