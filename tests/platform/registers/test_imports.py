"""Imports: once however often sent, corrected with history, faulty rows parked and never lost."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.parties.people import code, done, number
from tests.platform.registers.rows import insured, mark, record, sheet, take

from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, read
from gongbao.platform.excel.services import template
from gongbao.platform.registers import services as registers
from gongbao.platform.registers.models import InsuredMonth, Subject, UnemployedSpell
from gongbao.platform.registers.reading import read_records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
HEADINGS = ["证件号码", "姓名", "起始日期", "终止日期"]
ONE = [number(1), "林舟", "2020-06-01", "2020-07-31"]


def spells(person: str, **more):
    with read(SYSTEM, purpose="test"):
        return registers.facts_for_roster("", [person], date(2020, 9, 21), **more)[person].unemployed


def test_a_csv_file_is_taken_in():
    assert take("unemployed", sheet(HEADINGS, ONE))["added"] == 1
    assert spells(mark(1)) == ((date(2020, 6, 1), date(2020, 7, 31)),)


def test_gb18030_and_english_headings_are_read():
    take("unemployed", sheet(HEADINGS, ONE, encoding="gb18030"))
    take("unemployed", sheet(["Identity number", "Name", "From", "To"], [number(2), "Li", "2020/6/1", ""]))
    assert spells(mark(2)) == ((date(2020, 6, 1), None),)


def test_an_excel_template_filled_in_comes_back():
    import io

    import xlsxwriter

    assert template(registers.kind("unemployed").form).startswith(b"PK")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ONE[:2])
        page.write_datetime(1, 2, date(2020, 6, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert take("unemployed", out.getvalue(), "失业登记.xlsx")["added"] == 1
    assert spells(mark(1)) == ((date(2020, 6, 1), None),)


def test_the_same_file_twice_is_one_batch():
    data = sheet(HEADINGS, ONE)
    assert take("unemployed", data)["key"] == take("unemployed", data)["key"]
    assert len(registers.batches("unemployed")) == 1


def test_the_same_rows_in_another_file_change_nothing():
    take("unemployed", sheet(HEADINGS, ONE))
    again = take("unemployed", sheet(HEADINGS, ONE, [number(2), "李", "2020-06-01", ""]))
    assert (again["added"], again["unchanged"], again["changed"]) == (1, 1, 0)


def test_a_correction_supersedes_and_the_earlier_answer_can_be_retraced(at):
    take("unemployed", sheet(HEADINGS, ONE))
    with clock.frozen(at + timedelta(days=3)):
        assert take("unemployed", sheet(HEADINGS, [*ONE[:3], "2020-08-31"]))["changed"] == 1
        assert spells(mark(1)) == ((date(2020, 6, 1), date(2020, 8, 31)),)
        assert spells(mark(1), known_at=at + timedelta(days=1)) == ((date(2020, 6, 1), date(2020, 7, 31)),)
        with read(SYSTEM, purpose="test"):
            old, new = registers.history("unemployed", person=mark(1), purpose="追溯")
    assert (old.superseded_at, new.superseded_at) == (at + timedelta(days=3), None)
    assert [v.values["ends_on"] for v in (old, new)] == [date(2020, 7, 31), date(2020, 8, 31)]


def test_a_withdrawn_row_is_gone_now_and_there_before(at):
    take("unemployed", sheet(HEADINGS, ONE))
    with clock.frozen(at + timedelta(days=1)):
        assert take("unemployed", sheet([*HEADINGS, "作废"], [*ONE, "是"]))["withdrawn"] == 1
        assert spells(mark(1)) == ()
        assert spells(mark(1), known_at=at) == ((date(2020, 6, 1), date(2020, 7, 31)),)


def test_before_anything_was_known_the_answer_is_unknown(at):
    take("unemployed", sheet(HEADINGS, ONE))
    assert spells(mark(1), known_at=at - timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    ("cells", "column", "fault"),
    [
        (
            [number(1)[:-1] + ("1" if number(1)[-1] != "1" else "2"), "林舟", "2020-06-01", ""],
            "证件号码",
            "校验码",
        ),
        ([number(1), "林舟", "2020-02-30", ""], "起始日期", "2月30日"),
        ([number(1), "林舟", "", ""], "起始日期", ""),
        ([number(1), "林舟", "2020-06-02", "2020-06-01"], "终止日期", "早于"),
    ],
)
def test_a_faulty_row_is_parked_with_place_fault_and_cells(cells, column, fault):
    other = [number(2), "李四", "2020-06-01", ""]
    batch = take("unemployed", sheet(HEADINGS, other, cells))
    assert (batch["added"], batch["faulty"]) == (1, 1)
    with read(SYSTEM, purpose="test"):
        (waiting,) = registers.parked(batch["key"])
    assert (waiting.row, waiting.column) == (3, column)
    assert fault in waiting.what.zh
    assert list(waiting.raw.values()) == cells


def test_two_rows_that_contradict_each_other_park_the_second():
    batch = take("unemployed", sheet(HEADINGS, ONE, [*ONE[:3], "2020-09-30"], ONE))
    assert (batch["added"], batch["faulty"]) == (1, 1)
    with read(SYSTEM, purpose="test"):
        (waiting,) = registers.parked(batch["key"])
    assert waiting.row == 3
    assert "第2行" in waiting.what.zh


def test_a_parked_row_is_mended_or_dropped_once():
    batch = take("unemployed", sheet(HEADINGS, [*ONE[:2], "六月", ""], [*ONE[:2], "七月", ""]))
    with read(SYSTEM, purpose="test"):
        first, second = registers.parked(batch["key"])
    with pytest.raises(Refusal, match="日期"):
        done(lambda tx: registers.mend_parked(tx, first.key, first.raw))
    done(lambda tx: registers.mend_parked(tx, first.key, {**first.raw, "起始日期": "2020-06-01"}))
    done(lambda tx: registers.drop_parked(tx, second.key))
    assert spells(mark(1)) == ((date(2020, 6, 1), None),)
    with read(SYSTEM, purpose="test"):
        assert registers.parked(batch["key"]) == []
    with pytest.raises(Refusal):
        done(lambda tx: registers.drop_parked(tx, first.key))


def test_parked_cells_are_sealed():
    take("unemployed", sheet(HEADINGS, [number(1), "林舟", "六月", ""]))
    with read(SYSTEM, purpose="test"), connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM registers_parkedrow AS p")
        assert number(1).encode().hex() not in cursor.fetchone()[0]


def test_json_lines_with_a_broken_line():
    good = json.dumps({"person": number(1), "starts_on": "2020-06-01"})
    batch = take("unemployed", f"{good}\nnot json\n".encode(), "spells.jsonl")
    assert (batch["added"], batch["faulty"]) == (1, 1)
    with read(SYSTEM, purpose="test"):
        (waiting,) = registers.parked(batch["key"])
    assert waiting.row == 2
    assert "not json" in waiting.raw.values()


def test_a_file_without_a_needed_column_is_refused_whole():
    with pytest.raises(Refusal, match="起始日期"):
        take("unemployed", sheet(["证件号码", "姓名"], [number(1), "林舟"]))
    assert registers.batches("unemployed") == []


def test_permit_holders_are_imported_like_anyone():
    rows = [[number(1, region=region), "陈", "2020-06-01", ""] for region in ("810000", "820000", "830000")]
    assert take("unemployed", sheet(HEADINGS, *rows))["added"] == 3
    assert spells(mark(1, region="830000"))


def test_two_people_of_one_name_keep_their_own_rows():
    take(
        "unemployed",
        sheet(HEADINGS, [number(1), "张伟", "2020-06-01", ""], [number(2), "张伟", "2020-08-01", ""]),
    )
    assert spells(mark(1)) != spells(mark(2))


def test_the_number_is_kept_once_sealed_and_the_newest_name_counts():
    take("unemployed", sheet(HEADINGS, ONE))
    take("unemployed", sheet(HEADINGS, [number(1), "林洲", "2020-08-01", ""]))
    with read(SYSTEM, purpose="test"):
        (subject,) = Subject.objects.all()
    assert (subject.fingerprint, subject.name) == (mark(1), "林洲")
    assert number(1).encode() not in bytes(subject.number_sealed)


def test_only_the_city_imports():
    district = Actor("officer", uuid4(), office="haidian", roles=frozenset({"district_handler"}))
    city = Actor("officer", uuid4(), office="city_insurance", roles=frozenset({"insurance_agency"}))
    with pytest.raises(Refusal, match="市级"):
        take("unemployed", sheet(HEADINGS, ONE), actor=district)
    assert take("unemployed", sheet(HEADINGS, ONE), actor=city)["added"] == 1


def test_a_register_cannot_answer_for_all_time():
    from gongbao.platform.registers.services import Spell

    with pytest.raises(Refusal):
        take("unemployed", sheet(HEADINGS, ONE), covers=Spell(date(2020, 1, 1)))


@pytest.mark.parametrize(
    "actor", [Actor("party", uuid4(), party=uuid4()), Actor("officer", uuid4(), office="haidian")]
)
def test_tables_are_closed_to_parties_and_districts(actor):
    record("insurance", insured(1, "2020-07"))
    with read(actor, purpose="test"):
        assert not InsuredMonth.objects.exists()
        assert not Subject.objects.exists()
        assert UnemployedSpell.objects.count() == 0


def test_tables_are_closed_without_a_context():
    record("insurance", insured(1, "2020-07"))
    with pytest.raises(DatabaseError) as caught:
        InsuredMonth.objects.exists()
    assert isinstance(caught.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    ("kind", "row", "fault"),
    [
        ("insurance", insured(1, "2020-07", paid_kinds=["injury"]), "多于参保"),
        ("insurance", insured(1, "2020-07", paid=None, paid_on="2020-07-15"), "同时填写"),
        ("hard_to_employ", {"person": number(1), "category": "残疾"}, "不能都空"),
        (
            "hard_to_employ",
            {"person": number(1), "category": "age", "starts_on": "2020-07-01", "refused_on": "2020-07-02"},
            "既认定又不予",
        ),
        ("training_subsidies", {"person": number(1), "policy": "甲", "year": 2020, "enjoyed_on": "2021-01-01"}, "年度"),
        ("firm_size", {"firm": code(1), "on_day": "2020-01-01", "staff": 10}, "至少填一组"),
        ("recognised_firms", {"firm": code(1), "list_batch": 3, "office": "海淀区", "industry": "餐饮", "starts_on": "2020-08-31"}, "2"),
        ("unemployed", {"person": number(1), "starts_on": "2020-07-01", "ends_on": "2020-06-30"}, "早于"),
    ],
)  # fmt: skip
def test_rows_that_contradict_themselves_are_refused(kind, row, fault):
    with pytest.raises(Refusal, match=fault):
        record(kind, row)


ROWS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 6), st.none() | st.integers(7, 9), st.booleans()), max_size=12
)


def file_of(rows, birth="19900101") -> list[dict[str, object]]:
    return [
        {
            "person": number(who, birth=birth), "starts_on": f"2020-{first:02d}-01", "withdrawn": "是" if gone else "",
            **({"ends_on": f"2020-{last:02d}-01"} if last else {}),
        }
        for who, first, last, gone in rows
    ]  # fmt: skip


@given(ROWS)
def test_no_row_is_lost_in_reading(rows):
    found = read_records(registers.kind("unemployed"), file_of(rows))
    assert len(found.lines) + len(found.faults) + len(found.repeated) == len(rows)
    assert len({line.identity for line in found.lines}) == len(found.lines)


_births = itertools.count()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ROWS, max_size=4))
def test_after_any_imports_the_current_rows_are_those_said_last(files):
    birth = f"{date(1950, 1, 1) + timedelta(days=next(_births)):%Y%m%d}"  # each example has people of its own
    said: dict[tuple[int, int], int | None] = {}
    for count, rows in enumerate(files):
        data = "\n".join(json.dumps(row) for row in file_of(rows, birth)).encode()
        take("unemployed", data, "f.jsonl", as_of=date(2020, 9, 1) + timedelta(days=count))
        firsts = {(who, first): (last, gone) for who, first, last, gone in reversed(rows)}
        for about, (last, gone) in firsts.items():
            said.pop(about, None) if gone else said.update({about: last})
    people = [mark(who, birth=birth) for who in range(1, 5)]
    with read(SYSTEM, purpose="test"):
        current = UnemployedSpell.objects.filter(superseded_at=None, person__in=people)
        found = sorted(current.values_list("person", "starts_on", "ends_on"), key=str)
    assert found == sorted(
        [
            (mark(who, birth=birth), date(2020, first, 1), last and date(2020, last, 1))
            for (who, first), last in said.items()
        ],
        key=str,
    )
