"""The eight services end to end on PostgreSQL: intake, settlement, retirement, certificates, copies, loans, complaints."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.platform.parties import people
from tests.platform.personnel_archives import archive_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.cases import services as cases
from gongbao.platform.db import clock
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters
from gongbao.platform.personnel_archives import services as archives

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
HANDLER, REVIEW = "district_handler", "district_reviewer"


def _letters(case: UUID) -> list[str]:
    return [row.kind for row in w.seen(lambda: letters.letters(case=case))]


def _link(case: UUID, archive: UUID) -> None:
    row = w.seen(lambda: archives.Archive.objects.get(pk=archive))
    w.do(lambda tx: archives.Matter.objects.filter(case=case).update(archive=row))


def test_an_unemployed_persons_archive_is_called_in_received_and_stored() -> None:
    _, actor, mark = w.person(1)
    w.unemployed(mark)
    case = w.send(actor, archives.INTAKE, former_keeper="样例公司")
    w.act(case, "call_in", w.CENTRE, HANDLER)
    assert _letters(case) == ["archive_call"]
    archive = w.archive(1)
    _link(case, archive)
    w.act(case, "receive", w.CENTRE, HANDLER)
    with pytest.raises(Refusal, match="已上架"):
        w.act(case, "store", w.CENTRE, HANDLER)
    w.do(lambda tx: archives.shelve(tx, archive, "A-01"), w.CENTRE)
    w.do(lambda tx: archives.find(tx, case, {"near_found": False}), w.CENTRE)
    w.act(case, "store", w.CENTRE, HANDLER)
    assert w.state(case) == "stored"
    row = w.seen(lambda: archives.Archive.objects.get(pk=archive))
    assert (row.custody, row.received_on) == ("individual", w.ON)


def test_another_district_cannot_call_in_but_sends_on() -> None:
    _, actor, mark = w.person(1)
    w.unemployed(mark, office="chaoyang")
    case = w.send(actor, archives.INTAKE, former_keeper="样例公司")
    with pytest.raises(Refusal, match=r"人和中心|情形和中心"):
        w.act(case, "call_in", w.CENTRE, HANDLER)
    with pytest.raises(Refusal, match="哪个中心"):
        w.act(case, "redirect", w.CENTRE, HANDLER, reasons=["other_district"])
    w.act(case, "redirect", w.CENTRE, HANDLER, reasons=["other_district"], to="chaoyang")
    assert w.state(case) == "redirected"
    soon()
    number = archives.case_view(actor, number_of(case)).goes_on
    assert number.startswith("CY-")
    there = archives.case_view(actor, number)
    assert (there.case.state, there.asked["former_keeper"]) == ("submitted", "样例公司")
    with clock.frozen(datetime(2020, 11, 2, 10, 2, tzinfo=clock.ZONE)):
        w.act(there.case.key, "call_in", w.OTHER, HANDLER)


def soon() -> None:
    """What the worker does a minute later."""
    with clock.frozen(datetime(2020, 11, 2, 10, 1, tzinfo=clock.ZONE)):
        run_due()


def number_of(case: UUID) -> str:
    return str(w.seen(lambda: cases.Case.objects.get(key=case)).number)


def test_near_the_statutory_age_notice_then_promise_then_intake() -> None:
    _, actor, mark = w.person(1, birth="19610115")
    w.unemployed(mark)
    case = w.send(actor, archives.INTAKE)
    w.act(case, "call_in", w.CENTRE, HANDLER)
    archive = w.archive(1, birth="19610115")
    _link(case, archive)
    w.act(case, "receive", w.CENTRE, HANDLER)
    w.do(lambda tx: archives.shelve(tx, archive, "A-01"), w.CENTRE)
    w.do(lambda tx: archives.find(tx, case, {"near_found": True}), w.CENTRE)
    with pytest.raises(Refusal):
        w.act(case, "store", w.CENTRE, HANDLER)
    with pytest.raises(Refusal, match="实体档案审核"):
        w.act(case, "give_notice", w.CENTRE, HANDLER, problems=["出生日期两处不一致"])
    w.do(lambda tx: archives.review(tx, archive, w.ON), w.CENTRE)
    w.act(case, "give_notice", w.CENTRE, HANDLER, problems=["出生日期两处不一致"])
    assert "archive_notice" in _letters(case)
    w.act(case, "promise", actor, "applicant")
    w.act(case, "store", w.CENTRE, HANDLER)
    assert w.state(case) == "stored"


def test_only_the_centre_finds_and_only_what_is_its_to_find() -> None:
    _, actor, mark = w.person(1)
    w.unemployed(mark)
    case = w.send(actor, archives.INTAKE)
    with pytest.raises(Refusal, match="不是由公服中心"):
        w.do(lambda tx: archives.find(tx, case, {"near_found": False}), actor)
    with pytest.raises(Refusal, match="不是由公服中心"):
        w.do(lambda tx: archives.find(tx, case, {"local_household": True}), w.CENTRE)


def test_a_certificate_says_what_the_file_says_and_anybody_can_check_it() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    case = w.send(actor, archives.REQUEST, archive, purpose="employment", certify="experience")
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")
    with clock.frozen(datetime(2020, 11, 2, 10, 1, tzinfo=clock.ZONE)):
        run_due()
    [row] = w.seen(lambda: letters.letters(case=case))
    made = w.seen(lambda: letters.pdf(row.id))
    assert made.content.startswith(b"%PDF")
    found = letters.verify_code(row.code)
    assert found is not None
    assert found.in_force
    assert letters.same_file(row.code, made.content) is True
    w.act(case, "deliver", w.CENTRE, HANDLER)
    assert w.state(case) == "delivered"


def test_a_certificate_is_signed_once_and_a_changed_byte_is_seen() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    case = w.send(actor, archives.REQUEST, archive, purpose="employment", certify="custody")
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")
    with clock.frozen(datetime(2020, 11, 2, 10, 1, tzinfo=clock.ZONE)):
        run_due()
        [row] = w.seen(lambda: letters.letters(case=case))
        signed = bytes.fromhex(w.do(lambda tx: archives.sign(tx, row.id, case).hex(), w.CENTRE))
        again = bytes.fromhex(w.do(lambda tx: archives.sign(tx, row.id, case).hex(), w.CENTRE))
        at = clock.now()
    assert signed == again
    good = archives.check_signed(row.code, signed, at)
    assert good.same_letter
    assert [f.to_json() for f in good.report.findings if f.answer == "invalid"] == []
    assert [s.signer for s in good.report.signatures] == ["海淀区公服中心"]
    assert good.report.signatures[0].answer == "valid"
    changed = signed.replace(b"/Title", b"/TitlE", 1)
    assert changed != signed
    bad = archives.check_signed(row.code, changed, at)
    assert not bad.same_letter
    assert bad.report.answer == "invalid"


def test_contradictory_records_are_explained_and_custody_is_certified() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    other = archives.Entry(1, "experience", "登记表", certifies="experience", states="2005年至2020年")
    w.do(lambda tx: archives.catalogue(tx, archive, [other]))
    case = w.send(actor, archives.REQUEST, archive, purpose="employment", certify="experience")
    with pytest.raises(Refusal, match="按规则应为"):
        w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="inform", reasons=["contradiction"])
    assert w.state(case) == "explained"
    assert _letters(case) == ["archive_explained", "archive_custody"]


def test_what_is_not_in_the_file_is_explained() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    case = w.send(actor, archives.REQUEST, archive, purpose="study", certify="membership")
    [permit] = w.seen(lambda: archives.permits_of(archives.of(case), w.ON))
    assert permit.outcome == "inform"
    assert permit.why[0].clause == "rencai-2020-24/5.s1"


def test_copies_leave_sealed_only() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    case = w.send(actor, archives.REQUEST, archive, purpose="study", materials=["grades"])
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="allow")
    with pytest.raises(Refusal, match="密封"):
        w.act(case, "deliver", w.CENTRE, HANDLER)
    w.do(lambda tx: str(archives.put_seal(tx, archive, "S-1", case)), w.CENTRE)
    w.act(case, "deliver", w.CENTRE, HANDLER)
    assert w.state(case) == "delivered"


def test_what_is_outside_the_list_goes_to_another_person() -> None:
    _, actor, _ = w.person(1)
    archive = w.archive(1)
    case = w.send(actor, archives.REQUEST, archive, purpose="study", materials=["wages"])
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="refer")
    assert w.state(case) == "referred"
    w.act(case, "find", w.REVIEWER, REVIEW, found={"material_found": False})
    w.act(case, "decide", w.CENTRE, HANDLER, outcome="deny", reasons=["material"])
    assert w.state(case) == "denied"
    assert _letters(case) == ["archive_explained"]


def test_a_stranger_cannot_ask_about_somebodys_archive() -> None:
    archive = w.archive(1)
    _, stranger, _ = w.person(5, "路人")
    with pytest.raises(Refusal, match="不能申请"):
        w.send(stranger, archives.REQUEST, archive, purpose="study", materials=["grades"])
    with pytest.raises(Refusal, match="不能申请"):
        w.send(stranger, archives.LOAN, archive, matter="retirement", purpose="看看")


def _imaged() -> UUID:
    archive = w.archive(1)
    scan = archives.check(w.pdf_exact(3), "a.pdf")
    w.do(lambda tx: archives.attach(tx, archive, [scan]), w.CENTRE)
    return archive


def test_a_department_gets_the_image_first_and_its_leave_ends() -> None:
    archive = _imaged()
    department = w.body(7, "department", "样例社保中心")
    case = w.send(department, archives.LOAN, archive, matter="retirement", purpose="核定退休")
    page = w.seen(lambda: archives.Page.objects.filter(archive=archive)[0].id)
    with pytest.raises(Refusal, match="不能查看"):
        archives.show(department, page, purpose="核定退休", case=case)
    w.act(case, "give_image", w.CENTRE, HANDLER)
    assert archives.show(department, page, purpose="核定退休", case=case).content
    with clock.frozen(datetime(2020, 11, 17, 23, 0, tzinfo=clock.ZONE)):
        assert archives.show(department, page, purpose="核定退休", case=case).content
    with (
        clock.frozen(datetime(2020, 11, 18, 9, 0, tzinfo=clock.ZONE)),
        pytest.raises(Refusal, match="不能查看"),
    ):
        archives.show(department, page, purpose="核定退休", case=case)


def test_a_street_body_sees_its_own_unemployed_only() -> None:
    archive = _imaged()
    _, _, mark = w.person(1)
    w.unemployed(mark)
    ours = w.body(7, "street", "中关村街道", street="中关村")
    theirs = w.body(8, "street", "学院路街道", street="学院路")
    case = w.send(theirs, archives.LOAN, archive, matter="unemployment_benefit", purpose="申领")
    with pytest.raises(Refusal, match="可以看影像"):
        w.act(case, "give_image", w.CENTRE, HANDLER)
    case = w.send(ours, archives.LOAN, archive, matter="unemployment_benefit", purpose="申领")
    w.act(case, "give_image", w.CENTRE, HANDLER)
    assert w.state(case) == "image_given"


def _lent(archive: UUID, back: date = date(2020, 11, 17)) -> tuple[UUID, str]:
    department = w.body(7, "department", "样例社保中心")
    case = w.send(department, archives.LOAN, archive, matter="service_years", purpose="核定工龄")
    w.do(lambda tx: archives.ask_paper(tx, case, "影像看不清印章", back), department)
    w.act(case, "approve", w.REVIEWER, REVIEW)
    barcode = w.seen(lambda: archives.Archive.objects.get(pk=archive).barcode)
    w.do(lambda tx: archives.find(tx, case, {"image_insufficient_found": True}), w.CENTRE)
    w.act(case, "lend", w.CENTRE, HANDLER, barcode=barcode)
    return case, barcode


def test_a_real_archive_is_lent_renewed_once_and_compared_on_return() -> None:
    archive = _imaged()
    case, barcode = _lent(archive)
    assert w.seen(lambda: archives.Archive.objects.get(pk=archive)).paper == "lent"
    w.act(case, "renew", w.REVIEWER, REVIEW)
    with pytest.raises(Refusal, match="没有续过"):
        w.act(case, "renew", w.REVIEWER, REVIEW)
    with pytest.raises(Refusal, match="不能登记为完好"):
        w.act(case, "take_back", w.CENTRE, HANDLER, outcome="whole", pages=2, barcode=barcode)
    w.act(case, "take_back", w.CENTRE, HANDLER, outcome="whole", pages=3, barcode=barcode)
    assert w.state(case) == "back"
    assert w.seen(lambda: archives.broken(archive)) == []


def test_a_missing_page_on_return_is_traced_and_breaks_the_chain() -> None:
    archive = _imaged()
    case, barcode = _lent(archive)
    w.act(
        case,
        "take_back",
        w.CENTRE,
        HANDLER,
        outcome="different",
        pages=2,
        barcode=barcode,
        reasons=["pages_missing"],
    )
    assert w.state(case) == "damaged"
    assert [b.sequence for b in w.seen(lambda: archives.broken(archive))] == [3]
    w.act(case, "resolve", w.REVIEWER, REVIEW)


def test_a_loan_beyond_the_term_is_refused_and_an_overdue_one_is_listed() -> None:
    archive = _imaged()
    with pytest.raises(Refusal, match="外借规定"):
        _lent(archive, w.ON + timedelta(days=16))
    archive2 = w.archive(2, "吴舟")
    department = w.body(9, "department", "样例局")
    case = w.send(department, archives.LOAN, archive2, matter="service_years", purpose="核定工龄")
    w.do(lambda tx: archives.ask_paper(tx, case, "没有影像", date(2020, 11, 17)), department)
    w.act(case, "approve", w.REVIEWER, REVIEW)
    barcode = w.seen(lambda: archives.Archive.objects.get(pk=archive2).barcode)
    w.act(case, "lend", w.CENTRE, HANDLER, barcode=barcode)
    listed = w.seen(lambda: archives.overdue(w.OFFICE, date(2020, 11, 18)))
    assert [(late.what.zh, late.due) for late in listed if not late.case] == [
        ("外借未还", date(2020, 11, 17))
    ]
    assert w.seen(lambda: archives.overdue(w.OFFICE, date(2020, 11, 2))) == []


def test_who_approved_a_loan_does_not_hand_it_over() -> None:
    archive = _imaged()
    both = w.Actor("officer", account=UUID(int=77), office=w.OFFICE, roles=frozenset({HANDLER, REVIEW}))
    department = w.body(7, "department", "样例社保中心")
    case = w.send(department, archives.LOAN, archive, matter="service_years", purpose="核定工龄")
    w.do(lambda tx: archives.ask_paper(tx, case, "印章", date(2020, 11, 10)), department)
    w.act(case, "approve", both, REVIEW)
    with pytest.raises(Refusal, match="另一人"):
        w.act(case, "lend", both, HANDLER, barcode="x")


def test_an_expired_entry_on_the_list_is_refused_with_what_to_do() -> None:
    archive = _imaged()
    department = w.body(7, "department", "样例社保中心", valid_until=date(2020, 11, 1))
    with pytest.raises(Refusal) as refused:
        w.send(department, archives.LOAN, archive, matter="retirement", purpose="核定")
    assert refused.value.mend


def _transfer(actor: w.Actor, archive: UUID, **asked: object) -> UUID:
    return w.send(actor, archives.TRANSFER, archive, **asked)


def test_a_transfer_is_sealed_sent_and_received_against_its_receipt() -> None:
    _, actor, mark = w.person(1)
    w.tell(mark, "insurance", employer="enterprise", ended=False)
    archive = w.archive(1)
    case = _transfer(actor, archive, destination="employer", destination_name="样例集团")
    with pytest.raises(Refusal, match="可以转往"):
        w.act(case, "pack", w.CENTRE, HANDLER, pages=3, seal="T-1")
    w.body(21, "keeper", "样例集团")
    with pytest.raises(Refusal, match="页数"):
        w.act(case, "pack", w.CENTRE, HANDLER, pages=2, seal="T-1")
    w.act(case, "pack", w.CENTRE, HANDLER, pages=3, seal="T-1")
    barcode = w.seen(lambda: archives.Archive.objects.get(pk=archive).barcode)
    with pytest.raises(Refusal, match=r"本人自带|转递方式"):
        w.act(case, "send", w.CENTRE, HANDLER, carrier="self", barcode=barcode)
    w.act(case, "send", w.CENTRE, HANDLER, carrier="confidential_post", barcode=barcode)
    with pytest.raises(Refusal, match="不一致"):
        w.act(case, "record_receipt", w.CENTRE, HANDLER, seal="T-2", pages=3)
    w.act(case, "trace", w.CENTRE, HANDLER)
    w.act(case, "record_receipt", w.CENTRE, HANDLER, seal="T-1", pages=3)
    assert w.state(case) == "received"
    assert w.seen(lambda: archives.broken(archive)) == []
    assert w.seen(lambda: archives.Archive.objects.get(pk=archive)).paper == "sent"


def test_no_archive_of_this_group_goes_to_a_street_body() -> None:
    _, actor, mark = w.person(1)
    w.unemployed(mark)
    case = _transfer(actor, w.archive(1), destination="street", destination_name="样例街道")
    with pytest.raises(Refusal, match="可以转往"):
        w.act(case, "pack", w.CENTRE, HANDLER, pages=3, seal="T-1")


def test_after_settling_the_archive_stays_and_approval_papers_are_filed() -> None:
    _, actor, mark = w.person(1)
    w.tell(mark, "settlement", way="points", qualified=True, approved=True)
    archive = w.archive(1)
    back = _transfer(actor, archive, destination="origin", destination_name="样例县人才中心")
    with pytest.raises(Refusal, match="已存档并已落户"):
        w.act(back, "keep", w.CENTRE, HANDLER, title="积分落户审批表", pages=2)
    case = _transfer(actor, archive, destination="stay")
    w.act(case, "keep", w.CENTRE, HANDLER, title="积分落户审批表", pages=2)
    assert w.state(case) == "kept"
    filed = w.seen(lambda: archives.Item.objects.filter(archive=archive, material="admission").get())
    assert (filed.title, filed.pages, filed.class_number) == ("积分落户审批表", 2, 9)


def test_a_complaint_is_answered_by_cause_and_the_city_helps() -> None:
    _, actor, _ = w.person(1)
    case = w.send(actor, archives.COMPLAINT, statement="跑了三次")
    w.act(case, "ask_city", w.CENTRE, HANDLER)
    w.act(case, "reply", w.CITY_CENTRE, "city_officer")
    with pytest.raises(Refusal, match="原因"):
        w.act(case, "answer", w.CENTRE, HANDLER, cause="")
    w.act(case, "answer", w.CENTRE, HANDLER, cause="place", answer="已接收")
    w.act(case, "not_settled", actor, "applicant")
    w.act(case, "answer", w.CENTRE, HANDLER, cause="place", answer="已办结")
    w.act(case, "close", actor, "applicant")
    assert w.state(case) == "closed"
    assert w.seen(lambda: archives.causes()) == [("haidian", "place", 1)]


def test_clocks_escalate_and_decide_nothing() -> None:
    _, actor, _ = w.person(1)
    case = w.send(actor, archives.COMPLAINT, statement="慢")
    due = w.seen(lambda: archives.Matter.objects.get(case=case)) and w.seen(
        lambda: (
            __import__("gongbao.platform.cases.services", fromlist=["Case"]).Case.objects.get(key=case).due
        )
    )
    assert due == date(2020, 11, 11)  # seven working days after Monday, 2 November
    with clock.frozen(datetime(2020, 11, 12, 9, 0, tzinfo=clock.ZONE)):
        run_due()
    assert w.state(case) == "submitted"


def test_the_advance_list_names_who_retires_soon_and_what_the_file_lacks() -> None:
    w.archive(1, birth="19611101")
    w.archive(3, "吴舟", birth="19611201")
    found = w.seen(lambda: archives.soon(w.OFFICE, date(2020, 11, 30)))
    assert [(s.archive.name, s.month) for s in found] == [("林舟", 2021 * 12 + 10)]
    assert found[0].lacks == ("出生日期", "干部或工人身份")


def sheet(rows: list[list[object]]) -> bytes:
    import io

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("清单")
        for r, row in enumerate([["姓名", "身份证号码", "档案条码", "页数", "岗位口径"], *rows]):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell)
    return out.getvalue()


def test_a_closing_firms_list_takes_the_good_rows_and_parks_the_others() -> None:
    w.archive(3, "钱已存")
    number = lambda n: people.number(n, birth="19800115")  # noqa: E731
    post = "管理、技术岗位（女55口径）"
    data = sheet(
        [
            ["赵一", number(1), "C001", 12, post],
            ["赵一", number(1), "C002", 12, post],
            ["孙二", "110108198001150000", "C003", 5, post],
            ["钱已存", number(3), "C004", 7, post],
            ["李四", number(4), "C005", 9, post],
            ["郑六", number(6), "C005", 9, post],
            ["周五", number(5), "C006", 0, post],
        ]
    )
    table = archives.read(data, w.ON)
    taken = archives.Taken(
        *w.do(
            lambda tx: _plain(archives.take_in(tx, data, table, office=w.OFFICE, firm="样例公司", on=w.ON)),
            w.CENTRE,
        )
    )
    assert (taken.rows, taken.good, taken.parked) == (7, 2, 5)
    waiting = w.seen(lambda: archives.parked(w.OFFICE))
    assert len(waiting) == 5
    assert all(row.what_zh and row.mend_zh and row.place for row in waiting)
    with pytest.raises(Refusal, match="已经收过"):
        w.do(
            lambda tx: _plain(archives.take_in(tx, data, table, office=w.OFFICE, firm="样例公司", on=w.ON)),
            w.CENTRE,
        )


def _plain(taken: archives.Taken) -> list[object]:
    return [str(taken.batch), taken.rows, taken.good, taken.parked]


def test_thousands_of_files_are_compared_with_a_list() -> None:
    one, two, three = w.archive(1, "赵一"), w.archive(2, "孙二"), w.archive(3, "钱三")
    w.do(lambda tx: archives.shelve(tx, three, "A-09"), w.CENTRE)
    code = {k: w.seen(lambda k=k: archives.Archive.objects.get(pk=k).barcode) for k in (one, two, three)}
    rows = [(code[one], "赵一", 3), (code[two], "孙二", 4), ("NOPE", "无", 1), (code[one], "赵一", 3)]
    found = w.seen(lambda: archives.compare(w.OFFICE, rows, keeper="样例公司"))
    told = [(1, True, "一致"), (2, False, "页数不同"), (3, False, "登记簿里"), (4, False, "条码重复")]
    assert [(d.row, d.good, d.why.zh[:4]) for d in found] == told, "three came from nowhere in particular"
    found = w.seen(lambda: archives.compare(w.OFFICE, rows, shelves="A"))
    assert [(d.row, d.barcode) for d in found if not d.row] == [(0, code[three])]


def test_counts_are_by_state_of_paper_and_image_apart() -> None:
    _imaged()
    w.archive(2, "孙二")
    told = w.seen(lambda: archives.counts(w.OFFICE))
    assert told["paper"] == {"here": 2}
    assert told["digital"] == {"whole": 1, "none": 1}
