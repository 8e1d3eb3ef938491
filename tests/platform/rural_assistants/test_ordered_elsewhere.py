"""The five-year contract signed in the contracts' room and the archive moved in the archives' room: the checklist follows."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from tests.platform.electronic_contracts import world as c
from tests.platform.parties import people
from tests.platform.rural_assistants import rural_world as r
from tests.platform.rural_assistants import test_five_years as years
from tests.platform.rural_assistants.rural_world import HANDLER, Place

from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case, history
from gongbao.platform.db.services import Actor
from gongbao.platform.electronic_contracts import drafting, signing
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.letters.models import Letter
from gongbao.platform.messages.services import inbox
from gongbao.platform.personnel_archives import services as archives
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Appraisal, Assistant, Benefit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("free_clock")]
FIRST, LAST = date(2021, 8, 2), date(2026, 8, 1)
DRAFT = {
    "starts_on": "2021-08-02", "subsidy": "6200", "pay_day": "10", "week_hours": "40", "employer_address": "密云区样例乡1号",
    "employer_head": "顾明远", "worker_address": "密云区样例乡溪口村2号", "phone": "13800000000",
}  # fmt: skip
PAPER = {"starts_on": "2021-08-02", "ends_on": "2026-08-01", "subsidy": "6200"}
THERE = Actor(
    "officer", account=c.uuid4(), name="昌平经办", office="changping", roles=frozenset({"district_handler"})
)


@pytest.fixture
def place() -> Place:
    r.to("2021-03-01")
    return Place()


@pytest.fixture
def hired(place: Place) -> tuple[Actor, Assistant, str]:
    """Somebody assigned to a village, with the number of the case of their start."""
    actor, row = _filed(place)
    number = r.seen(lambda: Case.objects.get(key=row.start).number)
    r.step(HANDLER, number, "assign", {"village": place.codes[0], "duty_area": "governance"})
    return actor, row, number


def _filed(place: Place) -> tuple[Actor, Assistant]:
    r.to("2021-08-02")
    actor = r.person(1)
    return actor, r.filed(place, actor)


def refused(clause: str, why: str, act: Any) -> None:
    with pytest.raises(Refusal) as told:
        act()
    assert why in told.value.what.zh, told.value
    assert told.value.clause == clause
    assert told.value.mend.zh


def drawn_up(place: Place, case: str, **changes: str) -> str:
    r.by_hand(place.clerk, case, "draft_contract", DRAFT | changes)
    return r.seen(lambda: Assistant.objects.get().contract_number)


def both_sign(place: Place, worker: Actor, number: str) -> None:
    c.with_key(place.clerk, "样例乡900", people.code(900))
    c.with_key(worker, "林舟1", people.number(1, birth="19990115"))
    drafting.propose(place.clerk, number, key=c.key())
    c.agree(worker, number)
    for each in (place.clerk, worker):
        signing.sign(each, number, c.PASSWORD, key=c.key())


def test_the_contract_drawn_up_signed_by_both_is_recorded_by_itself(place: Place, hired: Any) -> None:
    worker, row, case = hired
    number = drawn_up(place, case)
    paper = r.seen(lambda: Contract.objects.get(number=number))
    assert (paper.employer, paper.worker, paper.starts_on, paper.ends_on) == (
        place.township,
        worker.party,
        FIRST,
        LAST,
    )
    refused("bi-2020-22/9.s1", "已经起草", lambda: drawn_up(place, case))
    refused("bi-2020-22/9.s1", "还没有签完", lambda: r.by_hand(place.clerk, case, "sign", PAPER))
    both_sign(place, worker, number)
    assert r.state(case) == "assigned"
    r.jobs()
    now = r.fresh(row)
    assert r.state(case) == "contracted"
    assert (now.contract_from, now.ends_on, now.subsidy, now.contract_number) == (FIRST, LAST, 620000, number)
    signed = r.seen(lambda: [e for e in history(now.start) if e.action == "sign"])
    assert [e.role for e in signed] == ["system"]
    card = rural.ordering
    standing = r.seen(lambda: card.contract_of(now))
    assert standing is not None
    assert (standing.over, standing.state.zh, standing.on) == ("done", "已生效", FIRST)


def test_a_contract_withdrawn_is_told_and_another_is_drawn_up(place: Place, hired: Any) -> None:
    _, _, case = hired
    number = drawn_up(place, case)
    drafting.withdraw(place.clerk, number, "mistake", key=c.key())
    r.jobs()
    told = r.seen(lambda: [m.text.zh for m in inbox(c.clock.now(), party=place.township)])
    assert [t for t in told if "没有签成" in t or "未签成" in t] != []
    again = drawn_up(place, case)
    assert again != number
    assert r.state(case) == "assigned"


def test_a_signed_contract_of_four_years_is_not_recorded_but_told(place: Place, hired: Any) -> None:
    worker, row, case = hired
    number = drawn_up(place, case)
    drafting.revise(place.clerk, number, {"ends_on": date(2025, 8, 1)}, key=c.key())
    both_sign(place, worker, number)
    r.jobs()
    assert (r.state(case), r.fresh(row).contract_from) == ("assigned", None)
    told = r.seen(lambda: [m.text.zh for m in inbox(c.clock.now(), party=place.township)])
    assert [t for t in told if "合同期五年" in t] != []


def test_a_paper_contract_has_no_number_and_a_strange_number_is_refused(place: Place, hired: Any) -> None:
    _, row, case = hired
    refused(
        "bi-2020-22/9.s1", "不是本乡镇与林舟1已签署的电子劳动合同",
        lambda: r.by_hand(place.clerk, case, "sign", {**PAPER, "number": "HT-1"}),
    )  # fmt: skip
    with pytest.raises(Refusal):
        r.by_hand(place.heads[0], case, "draft_contract", DRAFT)  # the village does not employ
    r.by_hand(place.clerk, case, "sign", PAPER)
    assert (r.fresh(row).ends_on, r.fresh(row).contract_number) == (LAST, "")


def benefit(row: Assistant) -> list[tuple[str, str, date]]:
    return r.seen(
        lambda: list(
            Benefit.objects.filter(assistant=row, kind="archive").values_list("kind", "note", "from_on")
        )
    )


def order(place: Place, row: Assistant, keeper: str = "") -> str:
    return str(r.do(lambda tx: rural.ordering.order_archive(tx, row, keeper), place.clerk))


def test_an_archive_at_a_school_is_expected_by_the_district_and_ticks_the_list_on_arrival(
    place: Place, hired: Any
) -> None:
    _, row, _ = hired
    refused("bi-2020-22/11.s1", "须写明现在由谁保管", lambda: order(place, row))
    number = order(place, row, "样例大学")
    kept = r.seen(lambda: archives.Archive.objects.get(number=number))
    assert (kept.office, kept.paper, kept.former_keeper, kept.name) == (
        "miyun",
        "expected",
        "样例大学",
        "林舟1",
    )
    assert re.fullmatch(r"[A-Z]+DA\d{9}", number)
    refused("bi-2020-22/11.s1", "已经在办", lambda: order(place, row, "样例大学"))
    record = lambda tx: rural.joining.record_benefit(tx, row, "archive", from_on=FIRST)  # noqa: E731
    refused("bi-2020-22/11.s1", "还在转移中", lambda: r.do(record, HANDLER))
    r.jobs()
    assert benefit(row) == []
    r.do(lambda tx: archives.arrive(tx, "miyun", "样例大学", [kept.barcode]), HANDLER)
    r.jobs()
    assert benefit(row) == [("archive", number, FIRST)]
    refused("bi-2020-22/11.s1", "已登记", lambda: order(place, row))


def test_an_archive_at_another_centre_is_transferred_and_ticks_the_list_when_received(
    place: Place, hired: Any
) -> None:
    worker, row, _ = hired
    theirs = r.do(
        lambda tx: str(archives.register(tx, people.number(1, birth="19990115"), "林舟1", office="changping", on=FIRST, pages=3)), THERE
    )  # fmt: skip
    old = r.seen(lambda: archives.Archive.objects.get(pk=theirs))
    r.do(
        lambda tx: archives.hand_over(
            tx, old.pk, scanned=old.barcode, giver="样例大学", taker="changping", pages=3
        ),
        THERE,
    )
    number = order(place, row)
    r.jobs()
    case = r.seen(lambda: Case.objects.get(number=number))
    assert (case.procedure, case.office, case.party, case.state) == (
        archives.TRANSFER,
        "changping",
        worker.party,
        "submitted",
    )
    assert r.seen(lambda: archives.of(case.key).asked["ground"]) == "bi-2020-22/11.s1"

    def desk(action: str, **body: Any) -> None:
        archives.do(THERE, number, action, body=body, key=c.key(), seen=None)

    r.do(lambda tx: archives.find(tx, case.key, {"transfer_found": True}), THERE)
    desk("pack", pages=3, seal="F001")
    desk("send", carrier="messenger", barcode=old.barcode)
    r.jobs()
    assert benefit(row) == []
    parcel = r.seen(lambda: archives.Parcel.objects.get(case=case.key))
    assert (parcel.office, parcel.received_on) == ("miyun", None)
    r.to("2021-08-09")
    r.do(lambda tx: archives.receive(tx, parcel.pk, barcode=old.barcode, seal="F001", pages=3), HANDLER)
    r.jobs()
    r.jobs()
    assert r.state(number) == "received"
    assert benefit(row) == [("archive", number, date(2021, 8, 9))]


def test_an_archive_already_at_the_district_ticks_the_list_at_once(place: Place, hired: Any) -> None:
    _, row, _ = hired
    key = r.do(
        lambda tx: str(archives.register(tx, people.number(1, birth="19990115"), "林舟1", office="miyun", on=FIRST, pages=3)), HANDLER
    )  # fmt: skip
    kept = r.seen(lambda: archives.Archive.objects.get(pk=key))
    r.do(
        lambda tx: archives.hand_over(
            tx, kept.pk, scanned=kept.barcode, giver="样例大学", taker="miyun", pages=3
        ),
        HANDLER,
    )
    assert order(place, row) == kept.number
    assert benefit(row) == [("archive", kept.number, FIRST)]
    refused(
        "bi-2020-22/11.s1",
        "由乡镇或区办理",
        lambda: r.do(lambda tx: rural.ordering.order_archive(tx, row), place.heads[0]),
    )


def test_a_membership_is_recorded_once_the_village_has_received_the_letter(place: Place, hired: Any) -> None:
    _, row, _ = hired
    days = {"issued_on": date(2021, 7, 20), "valid_until": date(2021, 8, 20)}

    def send(actor: Actor, **changed: Any) -> Any:
        return r.do(
            lambda tx: rural.membership.send_letter(
                tx, row, "京组介001", "样例大学党委", **{**days, **changed}
            ),
            actor,
        )

    def confirm(head: int) -> Any:
        return r.do(lambda tx: rural.membership.confirm(tx, row), place.heads[head])

    refused("bi-2020-22/11.s2", "由乡镇办理", lambda: send(place.heads[0]))
    refused("bi-2020-22/11.s2", "不在有效期内", lambda: send(place.clerk, valid_until=date(2021, 8, 1)))
    refused("bi-2020-22/11.s2", "没有等您确认", lambda: confirm(0))
    send(place.clerk)
    record = lambda tx: rural.joining.record_benefit(tx, row, "membership", from_on=FIRST)  # noqa: E731
    refused("bi-2020-22/11.s2", "还没有确认接收", lambda: r.do(record, HANDLER))
    refused("bi-2020-22/11.s2", "没有等您确认", lambda: confirm(1))  # another village's
    r.to("2021-08-20")
    confirm(0)
    lines = r.seen(lambda: list(Benefit.objects.filter(assistant=row).values_list("kind", "note", "from_on")))
    assert lines == [("membership", "京组介001 样例大学党委", date(2021, 8, 20))]
    refused("bi-2020-22/11.s2", "已转到工作地", lambda: send(place.clerk, valid_until=date(2021, 9, 1)))


def test_a_letter_that_has_expired_is_issued_anew(place: Place, hired: Any) -> None:
    _, row, _ = hired
    for until in (date(2021, 8, 10), date(2021, 9, 10)):
        r.do(
            lambda tx, until=until: rural.membership.send_letter(tx, row, f"京组介{until.month}", "样例大学党委", issued_on=FIRST, valid_until=until),
            place.clerk,
        )  # fmt: skip
        r.to("2021-08-11")
    r.do(lambda tx: rural.membership.confirm(tx, row), place.heads[0])
    assert r.seen(lambda: Benefit.objects.get(assistant=row).note) == "京组介9 样例大学党委"


def test_a_registration_form_waits_at_the_archives_until_it_is_put_in(place: Place) -> None:
    """The year's form goes to the centre that holds the archive; only an officer there puts it in, counted (15.z.s2)."""
    served = r.hired(place, 1)
    _, row = served[0]
    key = r.do(
        lambda tx: str(archives.register(tx, people.number(1, birth="19990115"), "林舟1", office="miyun", on=r.today(), pages=3)), HANDLER
    )  # fmt: skip
    held = r.seen(lambda: archives.Archive.objects.get(pk=key))
    assert held.party == row.party
    r.to("2022-08-02")
    years.graded(place, served, "annual", 1, set())
    form = r.seen(lambda: Appraisal.objects.get(assistant=row))
    waiting, _ = r.seen(lambda: archives.papers_at("miyun"))
    assert [(each.number, each.party, each.title, each.clause) for each in waiting] == [
        (form.filing, row.party, "乡村振兴协理员年度考核登记表（第1工作年度）", "bi-2020-22/15.z.s2")
    ]
    assert (waiting[0].letter, form.archived_on) == (form.letter, None)

    def put_in(number: str = form.filing, actor: Actor = HANDLER) -> Any:
        return r.do(lambda tx: archives.file_paper(tx, held.pk, number, 2), actor)

    refused("rencai-2020-24/8.z.s2", "不在库", put_in)
    r.do(
        lambda tx: archives.hand_over(
            tx, held.pk, scanned=held.barcode, giver="样例大学", taker="miyun", pages=3
        ),
        HANDLER,
    )
    refused("rencai-2020-24/1.s3", "没有这份待归入的材料", lambda: put_in("MYCL000000009"))
    put_in()
    r.jobs()
    [paper] = r.seen(lambda: list(archives.Item.objects.filter(archive=held.pk)))
    assert (paper.class_number, paper.material, paper.title, paper.pages) == (
        3,
        "appraisal",
        waiting[0].title,
        2,
    )
    assert r.seen(lambda: Appraisal.objects.get(pk=form.pk).archived_on) == r.today()
    assert r.seen(lambda: archives.papers_at("miyun")) == ([], {})
    refused("rencai-2020-24/1.s3", "没有这份待归入的材料", put_in)


def test_a_form_whose_archive_is_nowhere_waits_and_follows_the_archive(place: Place) -> None:
    served = r.hired(place, 1)
    _, row = served[0]
    r.to("2022-08-02")
    years.graded(place, served, "annual", 1, set())
    assert [each.office for each in r.seen(lambda: archives.papers_at(""))[0]] == ["miyun"]
    r.do(
        lambda tx: str(archives.register(tx, people.number(1, birth="19990115"), "林舟1", office="changping", on=r.today(), pages=3)), THERE
    )  # fmt: skip
    waiting, keys = r.seen(lambda: archives.papers_at("changping"))
    assert [each.party for each in waiting] == [row.party]
    assert list(keys) == [row.party]


def test_a_registration_form_lists_the_ventures_of_its_year(place: Place) -> None:
    """A venture that ended on the last day of the first year stands in that year's form, not in the next one's (23.s3)."""
    served, head = r.hired(place, 1), place.heads[0]
    row = served[0][1]

    def venture(title: str, on: date, ended: date | None = None) -> None:
        key = r.UUID(str(r.do(lambda tx: rural.ventures.begin(tx, row, "leisure", title, on=on), head)))
        r.do(lambda tx: rural.ventures.support(tx, key, "loan", "样例银行", asked_on=on), head)
        if ended:
            r.do(lambda tx: rural.ventures.result(tx, key, "带动5户", ended), head)

    def listed() -> str:
        form = r.seen(lambda: Appraisal.objects.filter(assistant=row).latest("period"))
        return str(dict(r.seen(lambda: Letter.objects.get(pk=form.letter)).body["facts"])["参与的创业项目"])

    r.to("2022-08-01")
    venture("采摘园", date(2021, 9, 1), date(2022, 8, 1))
    r.to("2022-08-02")
    years.graded(place, served, "annual", 1, set())
    assert listed() == "采摘园（休闲农业，2021-09-01 至 2022-08-01；融资贷款办理中；成效：带动5户）"
    venture("民宿", date(2022, 8, 2))
    r.to("2023-08-02")
    years.graded(place, served, "annual", 2, set())
    assert listed() == "民宿（休闲农业，2022-08-02 起；融资贷款办理中）"
