"""Rosters sealed in one go; requests of authorities; disputes; compliance; what other rooms use."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter
from tests.platform.electronic_contracts import world
from tests.platform.electronic_contracts.world import PASSWORD, key

from gongbao.law.errors import Refusal
from gongbao.platform.db.services import SYSTEM, Tx, read, write
from gongbao.platform.electronic_contracts import (
    batches,
    compliance,
    drafting,
    inquiries,
    ledger,
    reports,
    services,
    signing,
    store,
)
from gongbao.platform.electronic_contracts.models import Batch, Contract
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
    world.jobs()
    row, made = batches.batch_of(ready.employer, batch)
    assert (row.state, row.done, row.sealing_key) == ("done", 3, None)
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
    asked = UUID(
        inquiries.request(
            ready.officer, number, "arbitration", "京海劳人仲字〔2021〕第1号", "审查签署", key=key()
        )
    )
    with pytest.raises(store.NotFound):
        reports.whole(ready.officer, number)
    with pytest.raises(Refusal, match="监督岗位"):
        inquiries.decide(ready.officer, asked, grant=True, key=key())
    with pytest.raises(Refusal, match="不得以电子形式为由"):
        inquiries.decide(ready.supervisor, asked, grant=False, reason="电子形式不是书面合同", key=key())
    inquiries.decide(ready.supervisor, asked, grant=True, key=key())
    assert reports.whole(ready.officer, number)["row"].number == number
    inquiries.close(ready.officer, asked, key=key())
    with pytest.raises(store.NotFound):
        reports.whole(ready.officer, number)


def test_acknowledged_by_both_or_disputed_and_found(ready: world.Town) -> None:
    number = world.effective(ready)
    assert not signing.acknowledge(ready.employer, number, key=key())
    assert signing.acknowledge(ready.worker, number, key=key())
    signing.dispute(ready.worker, number, "不是我签的", key=key())
    asked = UUID(inquiries.request(ready.officer, number, "arbitration", "1号", "审查", key=key()))
    inquiries.decide(ready.supervisor, asked, grant=True, key=key())
    inquiries.finding(ready.officer, number, "1号", "签署真实", key=key())
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
