"""Rosters sealed in one go; requests of authorities; disputes; compliance; what other rooms use."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.kernel.procedure import CaseState
from gongbao.law.errors import Refusal
from gongbao.platform.cases.services import Case, history, inbox
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Tx, read, write
from gongbao.platform.electronic_contracts import (
    batches,
    compliance,
    drafting,
    ending,
    inquiries,
    ledger,
    reports,
    services,
    signing,
    store,
    supervision,
)
from gongbao.platform.electronic_contracts.models import Batch, Contract
from gongbao.platform.letters import services as letters
from gongbao.platform.messages.services import inbox as messages_of
from gongbao.platform.parties.services import update_firm
from gongbao.policies.electronic_contracts.forms import ROSTER_FIELDS

pytestmark = pytest.mark.django_db


def roster(people: list[dict[str, Any]]) -> bytes:
    """A workbook under the form's own headings."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("花名册")
        for place, field in enumerate(ROSTER_FIELDS):
            sheet.write_string(0, place, field.label.zh)
        for line, person in enumerate(people, 1):
            for place, field in enumerate(ROSTER_FIELDS):
                value = person.get(field.name)
                if field.name == "contract_type":
                    value = {"fixed": "固定期限"}.get(str(value), value)
                if field.kind == "money" and value is not None:
                    value = value / 100
                if isinstance(value, date):
                    value = value.isoformat()
                if value is not None:
                    sheet.write(line, place, value)
    return out.getvalue()


def test_good_rows_become_contracts_bad_ones_are_told_and_all_are_sealed(ready: world.Town) -> None:
    people = [world.terms(place) for place in range(1, 6)]
    people[2] = world.terms(3, probation_months=6, ends_on=date(2021, 11, 30))
    people[4] = world.terms(4)  # the same person twice
    batch = UUID(batches.upload(ready.employer, roster(people), key=key()))
    row, made = batches.batch_of(ready.employer, batch)
    assert len(made) == 3
    assert {each["row"]: each["clause"] for each in row.findings} == {
        4: "lao-2020-28/3.s2",
        6: "lao-2020-28/3.s1",
    }
    assert not bytes(row.report).startswith(b"PK"), "the roster lies sealed, not as a workbook"
    told = batches.report_of(ready.employer, batch)
    assert told is not None
    assert told.startswith(b"PK")
    with pytest.raises(Refusal, match="还没有可以用印"):
        batches.seal_all(ready.employer, batch, PASSWORD, key=key())
    workers = {each.number: world.party(each.worker) for each in made}
    for number, worker in workers.items():
        name = reports.whole(worker, number)["names"][1]
        place = 1 if name == "沈知夏" else int(name.removeprefix("样人"))
        world.verified(worker, name, world.number_of(place))
        world.agree(worker, number)
    assert batches.seal_all(ready.employer, batch, PASSWORD, key=key()) == 3
    assert batches.progress(ready.employer, batch) == batches.Progress(0, 3, 1, 0, stuck=False)
    world.jobs()
    row, made = batches.batch_of(ready.employer, batch)
    assert (row.state, row.done, row.sealing_key) == ("done", 3, None)
    assert batches.progress(ready.employer, batch) == batches.Progress(3, 3, 0, 0, stuck=False)
    assert {each.state for each in made} == {"part_signed"}


def test_a_stranger_cannot_see_a_batch(ready: world.Town) -> None:
    batch = UUID(batches.upload(ready.employer, roster([world.terms(1)]), key=key()))
    with pytest.raises(store.NotFound):
        batches.batch_of(ready.worker, batch)
    with read(ready.worker, purpose="test"):
        assert not Batch.objects.exists()


def test_an_officer_reads_only_what_was_granted_and_the_parties_know(ready: world.Town) -> None:
    number = world.effective(ready)
    with pytest.raises(Refusal, match="三种程序"):
        inquiries.request(ready.officer, number, "curiosity", "1", "x", key=key())
    asked = inquiries.request(
        ready.officer, number, "arbitration", "京海劳人仲字〔2021〕第1号", "审查签署", key=key()
    )
    assert case_of(asked).state == "requested"
    assert case_of(asked).due == date(2020, 12, 4), "three working days after 1 December"
    with read(ready.supervisor, purpose="test"):
        assert [each.number for each in inbox("todo")] == [asked], "it stands in the queue"
    with pytest.raises(store.NotFound):
        reports.whole(ready.officer, number)
    with pytest.raises(Refusal, match="没有以"):
        inquiries.decide(ready.officer, asked, grant=True, key=key())
    with pytest.raises(Refusal, match="不得以电子形式为由"):
        inquiries.decide(
            ready.supervisor, asked, grant=False, reason="scope", note="电子形式不是书面合同", key=key()
        )
    inquiries.decide(ready.supervisor, asked, grant=True, key=key())
    assert case_of(asked).state == "granted"
    world.jobs()
    case = case_of(asked).key
    with read(ready.supervisor, purpose="test"):
        assert [each.title.zh for each in letters.letters(case=case)] == ["仲裁、稽核、监察调取决定书"]
    with read(SYSTEM, purpose="test"):
        told = [each.text.zh for each in messages_of(clock.now(), party=ready.worker.party)]
    assert f"劳动争议调解仲裁调取了 {number}（京海劳人仲字〔2021〕第1号）" in told
    assert inquiries.read_one(ready.officer, asked, key=key()) == number
    assert reports.whole(ready.officer, number)["row"].number == number
    colleague = replace(ready.officer, account=world.uuid4(), name="colleague")
    with pytest.raises(Refusal, match="只有申请人可以查阅"):
        inquiries.read_one(colleague, asked, key=key())
    with pytest.raises(store.NotFound):
        reports.whole(colleague, number)
    inquiries.close(ready.officer, asked, key=key())
    assert steps(asked) == ["request", "grant", "read", "close"]
    with pytest.raises(store.NotFound):
        reports.whole(ready.officer, number)


def test_nobody_decides_on_their_own_request(ready: world.Town) -> None:
    number = world.effective(ready)
    both = replace(ready.officer, roles=frozenset({"district_handler", "supervisor"}))
    asked = inquiries.request(both, number, "inspection", "2号", "检查签订", key=key())
    with pytest.raises(Refusal, match="须由另一人办理"):
        inquiries.decide(both, asked, grant=True, key=key())


def test_a_declined_request_has_its_reason_and_opens_nothing(ready: world.Town) -> None:
    number = world.effective(ready)
    asked = inquiries.request(ready.officer, number, "inspection", "3号", "检查签订", key=key())
    with pytest.raises(Refusal):
        inquiries.decide(ready.supervisor, asked, grant=False, key=key())
    inquiries.decide(ready.supervisor, asked, grant=False, reason="scope", key=key())
    assert case_of(asked).state == "declined"
    with pytest.raises(store.NotFound):
        reports.whole(ready.officer, number)


def test_a_request_nobody_decides_is_told_to_the_supervisors(ready: world.Town) -> None:
    number = world.effective(ready)
    asked = inquiries.request(ready.officer, number, "insurance_audit", "4号", "稽核基数", key=key())
    world.to("2020-12-04 23:00")
    world.jobs()
    assert steps(asked) == ["request"], "the last day counts"
    world.to("2020-12-05 00:30")
    world.jobs()
    assert steps(asked) == ["request", "escalate"]


def case_of(number: str) -> Case:
    with read(SYSTEM, purpose="test"):
        return Case.objects.get(number=number)


def steps(number: str) -> list[str]:
    with read(SYSTEM, purpose="test"):
        return [each.action for each in history(Case.objects.get(number=number).key) if each.step is not None]


def test_acknowledged_by_both_or_disputed_and_found(ready: world.Town) -> None:
    number = world.effective(ready)
    assert not signing.acknowledge(ready.employer, number, key=key())
    assert signing.acknowledge(ready.worker, number, key=key())
    signing.dispute(ready.worker, number, "不是我签的", key=key())
    asked = inquiries.request(ready.officer, number, "arbitration", "1号", "审查", key=key())
    inquiries.decide(ready.supervisor, asked, grant=True, key=key())
    assert CaseState.load(world.contract(number).fold).opened("dispute")
    inquiries.finding(ready.officer, number, "1号", "签署真实", key=key())
    assert not CaseState.load(world.contract(number).fold).opened("dispute")
    for who in (ready.employer, ready.worker, ready.officer):
        assert [words for _, words in reports.whole(who, number)["said"]] == ["不是我签的", "签署真实"]
    row = world.contract(number)
    assert (row.state, bool(row.employer_acknowledged_at), bool(row.worker_acknowledged_at)) == (
        "effective",
        True,
        True,
    )
    with pytest.raises(Refusal, match="没有待审查"):
        inquiries.finding(ready.officer, number, "1号", "签署真实", key=key())


def test_look_up_needs_number_code_and_purpose(ready: world.Town) -> None:
    number = world.effective(ready)
    world.jobs()
    code = world.contract(number).code
    told = inquiries.lookup(ready.officer, number, code, "办理就业登记")
    assert (told["found"], told["state"], told["counts_as_written"]) == (True, "effective", True)
    assert told["verification"]["answer"] == "valid"
    assert inquiries.lookup(ready.officer, number, "AAAA-BBBB-CCCC", "办理就业登记") == {"found": False}
    with pytest.raises(Refusal, match="用途"):
        inquiries.lookup(ready.officer, number, code, " ")


def test_compliance_says_what_is_missing_until_it_is_there(ready: world.Town) -> None:
    assert {each.name: each.state for each in compliance.demands(ready.worker, "in_house")[1]}[
        "four_functions"
    ] == "not_met"
    world.effective(ready)
    world.jobs()
    outcome, demands = compliance.demands(ready.worker, "in_house")
    states = {each.name: each.state for each in demands}
    assert outcome == "not_met"
    assert len(demands) == 16
    assert (states["licensed_ca"], states["three_techniques"], states["approved_cipher"]) == (
        "not_met",
        "not_met",
        "met",
    )
    for kind in compliance.KINDS:
        compliance.record(SYSTEM, kind, f"{kind}-1", "示例机构", date(2020, 12, 1), 3, key=key())
    assert compliance.demands(ready.worker, "third_party")[0] == "met"
    world.to("2020-12-02 09:00")
    assert compliance.demands(ready.worker, "third_party")[0] == "not_met", "papers that ran out do not count"


def test_the_log_names_what_was_done_to_it(ready: world.Town) -> None:
    from gongbao.platform.electronic_contracts.evidence import BrokenLog
    from gongbao.platform.electronic_contracts.models import LogEntry

    world.effective(ready)
    world.jobs()
    with read(SYSTEM, purpose="test"):
        assert ledger.check() == 2
    write(
        lambda tx: LogEntry.objects.filter(index=1).update(sm3="0" * 64),
        actor=SYSTEM,
        key=key(),
        name="test.spoil",
    )
    with read(SYSTEM, purpose="test"), pytest.raises(BrokenLog, match="改动或重排"):
        ledger.check()
    write(
        lambda tx: LogEntry.objects.filter(index=1).update(index=None),
        actor=SYSTEM,
        key=key(),
        name="test.cut",
    )
    with read(SYSTEM, purpose="test"), pytest.raises(BrokenLog, match="截短"):
        ledger.check()


def test_another_room_opens_a_contract_and_asks_its_state(ready: world.Town) -> None:
    def command(tx: Tx) -> str:
        assert ready.employer.party is not None
        return services.open_from_template(tx, ready.employer.party, world.terms(), send=True)

    number = write(command, actor=ready.employer, key=key(), name="test.open")
    with read(ready.worker, purpose="test"):
        told = services.contract_state(number)
    assert told is not None
    assert (told.state, told.in_force_since) == ("proposed", None)
    with read(world.party(world.uuid4()), purpose="test"):
        assert services.contract_state(number) is None


def test_supervision_names_what_is_overdue_and_no_worker(ready: world.Town) -> None:
    late = world.proposed(ready)
    ended = world.effective(ready, ends_on=date(2021, 2, 28), probation_months=0)
    assert supervision.findings(ready.officer) == []
    world.to("2021-01-01 09:00")
    assert supervision.findings(ready.officer) == [], "the month is just over"
    world.to("2021-03-01 09:00")
    world.jobs()
    firm = "槐荫巷餐饮有限公司"
    expected = [supervision.Finding("uncertified", firm, ended, date(2021, 2, 28))]
    assert world.contract(late).state == "lapsed", "an offer that lapsed is no contract waiting"
    assert supervision.findings(ready.officer) == expected
    assert supervision.findings(replace(ready.officer, office="chaoyang")) == []
    world.verified(ready.employer, firm, world.code_of(1))
    proof = ending.certify_end(ready.employer, ended, PASSWORD, key=key())
    assert supervision.findings(ready.officer) == []
    world.to("2021-03-15 09:00")
    assert supervision.findings(ready.officer) == [], "the fifteenth day"
    world.to("2021-03-16 09:00")
    world.jobs()
    assert supervision.findings(ready.officer) == [
        supervision.Finding("not_moved", firm, proof, date(2021, 3, 15))
    ]
    assert "remind_transfer" in [each.action for each in reports.whole(ready.employer, proof)["events"]]
    with pytest.raises(Refusal, match="转移日期"):
        ending.confirm_transfer(ready.employer, proof, date(2021, 2, 27), key=key())
    ending.confirm_transfer(ready.employer, proof, date(2021, 3, 16), key=key())
    assert world.contract(proof).state == "closed"
    assert supervision.findings(ready.officer) == []
    with pytest.raises(Refusal, match="工作人员"):
        supervision.findings(ready.worker)


def test_a_contract_not_concluded_in_a_month_is_named(ready: world.Town) -> None:
    number = drafting.start(ready.employer, world.terms(starts_on=date(2020, 11, 1)), key=key())
    assert supervision.findings(ready.officer) == [], "the month's last day is today"
    world.to("2020-12-02 09:00")
    assert supervision.findings(ready.officer) == [
        supervision.Finding("unsigned", "槐荫巷餐饮有限公司", number, date(2020, 12, 1))
    ]


def test_figures_by_industry_count_contracts_and_employers(ready: world.Town) -> None:
    world.effective(ready)
    firm = ready.employer.party
    assert firm is not None
    write(
        lambda tx: update_firm(tx, firm, industry="住宿和餐饮业"),
        actor=SYSTEM,
        key=key(),
        name="test.industry",
    )
    assert supervision.by_industry(ready.officer, 2020) == [("住宿和餐饮业", 1, 0, 1)]
    assert supervision.by_industry(ready.officer, 2021) == []


def test_statistics_hold_nothing_personal(ready: world.Town) -> None:
    world.effective(ready)
    numbers = reports.statistics(ready.officer, 2020)
    assert (numbers["concluded"], numbers["by_type"]) == (1, {"fixed": 1})
    assert "沈知夏" not in str(numbers)
    with pytest.raises(Refusal):
        reports.statistics(ready.worker, 2020)


def test_a_draft_is_the_employers_own(ready: world.Town) -> None:
    drafting.start(ready.employer, world.terms(), key=key())
    assert reports.contracts_of(ready.worker) == []
    assert len(reports.contracts_of(ready.employer)) == 1
    with read(SYSTEM, purpose="test"):
        assert Contract.objects.count() == 1


@pytest.mark.parametrize("missing", ["employer_address", "employer_head"])
def test_what_the_employer_did_not_state_is_asked_for_and_never_filled_in(
    ready: world.Town, missing: str
) -> None:
    people = [world.terms(1), {name: value for name, value in world.terms(2).items() if name != missing}]
    batch = UUID(batches.upload(ready.employer, roster(people), key=key()))
    row, made = batches.batch_of(ready.employer, batch)
    assert len(made) == 1
    assert {each["row"] for each in row.findings} == {3}
