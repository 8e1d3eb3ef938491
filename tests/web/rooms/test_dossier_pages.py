"""Which titles: filled in, read from a file, kept, shared; every title answered with day, clause and who decides."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook
from tests.platform.training_subsidy.world import city, to
from tests.web.hall.people import browser, clerk, html, problems
from tests.web.workbench.scene import browser as officer

from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.models import Firm

pytestmark = pytest.mark.django_db
HERE = "/which-titles/"
ENGINEER = {
    "evaluation_date": "2020-12-31", "employer_place": "北京", "employer_kind": "企业",
    "degrees-0-level": "本科", "degrees-0-graduated": "2010-07-01",
    "degrees-1-level": "硕士", "degrees-1-graduated": "2016-07-01",
    "titles-0-series": "工程", "titles-0-level": "中级", "titles-0-date": "2018-10-01",
    "jobs-0-work": "本专业技术工作", "jobs-0-from": "2010-08-01",
    "qualifications": "none", "awards": "none", "honours": "none", "standards": "none", "projects": "none",
}  # fmt: skip


def send(client: Client, go: str = "answer", **more: Any) -> Any:
    return client.post(HERE, {"key": str(uuid4()), "go": go, **more})


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html(page)).split())


def value(page: Any, name: str) -> str:
    """What a cell of the form holds."""
    text = html(page)
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    if found:
        return found[1]
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', text, re.S)
    chosen = select and re.search(r'value="([^"]*)" selected', select[0])
    return chosen[1] if chosen else ""


def test_nobody_signed_in_is_answered_and_nothing_is_written(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = send(client, **ENGINEER)
    assert page.status_code == 200
    told = words(page)
    assert "最早 2023年7月1日 可以申报：高级工程师（17号）" in told
    assert "由专业评议组认定" in told
    assert "最早 2023年10月1日" in told  # by the intermediate title
    assert "没有这一条要的学历" in told
    assert "/policies/gong-2020-17/#cannex-4-1-2-2" in html(page)
    assert [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")] == []


def test_the_picture_has_words_and_the_same_as_a_table(client: Client) -> None:
    page = html(send(client, **ENGINEER))
    picture = re.search(r'<svg class="chart chart--wide lifeline".*?</svg>', page, re.S)
    assert picture
    assert 'role="img" aria-labelledby="line-t line-d"' in picture[0]
    assert "最近的一条路要 7 年，到截止日已计 4年6个月" in picture[0]
    assert picture[0].count("lifeline__mark") == 3
    assert 'class="lifeline__full"' in picture[0]
    table = page[page.index("时间线上的各项") : page.index("</table>", page.index("时间线上的各项"))]
    assert [re.sub(r"<[^>]+>", "", each) for each in re.findall(r'<th scope="row">(.*?)</th>', table)] == [
        "1",
        "2",
        "3",
        "4",
    ]
    assert "4年6个月" in table


def test_rows_are_added_and_taken_away_without_losing_what_stands_in_the_others(client: Client) -> None:
    added = send(client, "add-degrees", **ENGINEER)
    assert 'name="degrees-2-level"' in html(added)
    assert value(added, "degrees-1-graduated") == "2016-07-01"
    fewer = send(client, "drop-degrees-0", **ENGINEER)
    assert value(fewer, "degrees-0-level") == "硕士"
    assert 'name="degrees-1-level"' not in html(fewer)
    assert value(fewer, "titles-0-date") == "2018-10-01"


def test_faults_are_told_at_their_fields_with_clause_and_mend_and_the_rest_is_answered(
    client: Client,
) -> None:
    wrong = {
        **ENGINEER,
        "degrees-1-graduated": "2021-07-01",
        "titles-0-series": "相声",
        "jobs-0-to": "2010-07-31",
    }
    page = send(client, **{**wrong, "awards-0-name": "某奖", "awards": ""})
    lines = problems(page)
    assert len(lines) == 3
    for place in ("学历 第2条「毕业日期」", "职称 第1条「系列」", "工作经历 第1条「止（至今不填）」"):
        assert any(line.startswith(place) for line in lines), lines
    assert all("（17号 附件" in line for line in lines)
    assert value(page, "titles-0-series") == "相声"
    assert value(page, "jobs-0-to") == "2010-07-31"
    assert "奖项没有填本人排名" in words(page)


HOURS = {
    "hours_by_school_year-0-first_year": "2019",
    "hours_by_school_year-0-hours": "8000",
    "other_hours-0-first_year": "2019",
}


@pytest.mark.parametrize(
    ("typed", "place", "told", "mend", "clause"),
    [
        ({"jobs-0-to": "2010-07-31"}, "jobs-0-to", "止日 2010-07-31 早于起日 2010-08-01", "核对起止日期", "annex-1-2-2"),
        ({"jobs-1-work": "本专业技术工作", "jobs-1-from": "2015-01-01"}, "jobs-1-from", "与第 1 段工作重叠，重叠的时间只算一次", "如是笔误请改日期", "annex-1-2-2"),
        ({"degrees-1-graduated": "2021-01-01"}, "degrees-1-graduated", "毕业日期 2021-01-01 晚于评价截止日 2020-12-31", "请删去或核对日期", "annex-1-2-1"),
        ({"titles-0-series": "相声"}, "titles-0-series", "没有“相声”这一项", "请从中选择：工程、", "annex-4-1-2-4"),
        ({"awards": "", "awards-0-name": "某省科技进步奖"}, "awards-0-name", "奖项没有填本人排名", "照证书填排名", "annex-4-4-2"),
        ({**HOURS, "other_hours-0-hours": "785"}, "other_hours-0-hours", "2019 学年合计 8785 课时，平均每天超过 24 小时", "核对学时数", "annex1-3-2-s2"),
        ({"hours_by_school_year-0-first_year": "2019", "hours_by_school_year-0-hours": "8785"}, "hours_by_school_year-0-hours", "一年不可能有 8785 学时", "核对学时数", "annex1-3-2-s2"),
    ],
    ids=["reversed", "overlap", "late_degree", "strange_series", "no_rank", "hours_together", "hours_of_one_year"],
)  # fmt: skip
def test_each_bad_input_is_told_on_the_page_with_mend_and_clause_and_nothing_is_lost(
    client: Client, typed: dict[str, str], place: str, told: str, mend: str, clause: str
) -> None:
    page = send(client, **{**ENGINEER, **typed})
    assert page.status_code == 200
    assert told in words(page)
    assert mend in words(page)
    assert f"#c{clause}" in html(page) or f"#{clause}" in html(page)
    for name, text in typed.items():
        assert value(page, name) == text, name
    sound = words(send(client, **ENGINEER))
    assert told not in sound


def test_a_file_replaces_the_form_and_a_bad_one_leaves_it(client: Client) -> None:
    upload = SimpleUploadedFile("x.xlsx", dossiers.written([("", ENGINEER)]))
    page = send(client, "import", file=upload)
    assert page.status_code == 200
    assert value(page, "degrees-1-graduated") == "2016-07-01"
    assert "还没有保存" in words(page)
    bad = send(client, "import", file=SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense"), **ENGINEER)
    assert bad.status_code == 422
    assert value(bad, "degrees-1-graduated") == "2016-07-01"
    none = send(client, "import", **ENGINEER)
    assert (none.status_code, "没有选文件" in problems(none)[0]) == (422, True)


def test_findings_in_a_persons_own_file_do_not_count(client: Client) -> None:
    raw = {
        "evaluation_date": "2020-12-31",
        "basic_findings_ok": True,
        "degrees": [{"level": "本科", "graduated": "2010-07-01"}],
    }
    page = send(client, "import", file=SimpleUploadedFile("x.json", json.dumps(raw).encode()))
    assert "由专业评议组认定，文件里填的不算" in words(page)
    assert "basic_findings_ok" not in html(page)


def test_what_was_typed_is_taken_away_as_excel_and_json(client: Client) -> None:
    sheet = send(client, "excel", **ENGINEER)
    assert sheet["Content-Disposition"].startswith("attachment")
    back = dossiers.read_file(sheet.content, date(2020, 12, 31))
    assert back.people[0].typed["degrees-1-graduated"] == "2016-07-01"
    taken = json.loads(send(client, "json", **ENGINEER).content)
    assert taken["degrees"][1] == {"level": "硕士", "graduated": "2016-07-01"}
    assert taken["employer"] == {"place": "北京", "kind": "企业"}
    assert taken["awards"] == []
    assert client.get(HERE + "template.xlsx").status_code == 200


@pytest.fixture
def town() -> Any:
    to("2020-11-16 10:00")
    return city(cases=False)


def test_a_person_keeps_finds_again_and_shares(town: Any) -> None:
    person = browser("firm1")
    kept = send(person, "save", **{**ENGINEER, "degrees-1-graduated": "2016年"})
    assert kept.status_code == 302
    page = person.get(HERE)
    assert value(page, "degrees-1-graduated") == "2016年"  # a mistake is kept as well
    assert len(problems(page)) == 1
    assert "能填的条件" in words(page) or "最早" in words(page)
    firm = town.firms[1]
    code = Firm.objects.get(key=firm).credit_code
    done = person.post(
        HERE + "share/", {"key": str(uuid4()), "go": "next", "credit_code": code, "until": "2021-05-01"}
    )
    assert done.status_code == 302
    shown = person.get(HERE + "share/")
    assert parties.party(firm).name in words(shown)
    employer = clerk(town, 1)
    listed = employer.get(HERE + "staff/")
    assert "本人共享至 2021年5月1日" in words(listed)
    end = re.search(r'value="end-([0-9a-f-]+)"', html(shown))
    assert end
    person.post(HERE + "share/", {"key": str(uuid4()), "go": f"end-{end[1]}"})
    assert "本人共享至" not in words(employer.get(HERE + "staff/"))
    late = person.post(
        HERE + "share/", {"key": str(uuid4()), "go": "next", "credit_code": code, "until": "2022-01-01"}
    )
    assert (late.status_code, "一年以内" in problems(late)[0]) == (422, True)


def test_an_employer_takes_in_a_list_and_sees_who_may_apply(town: Any) -> None:
    employer = clerk(town, 0)
    ready = {**ENGINEER, "titles-0-date": "2014-10-01"}
    data = dossiers.written(
        [("甲", ENGINEER), ("乙", ready), ("丙", {**ENGINEER, "jobs-0-from": "2010年13月"})], many=True
    )
    done = employer.post(
        HERE + "staff/", {"key": str(uuid4()), "go": "import", "file": SimpleUploadedFile("x.xlsx", data)}
    )
    assert done.status_code == 422  # one cell is told; the rest was taken
    assert "丙 工作经历 第4行 C列「起」" in problems(done)[0]
    told = words(employer.get(HERE + "staff/"))
    assert "2023年7月1日 高级工程师" in told
    assert "高级工程师，只等人认定" in told
    book = employer.get(HERE + "staff/?export=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert sorted(row[0] for row in rows[1:]) == ["丙", "乙", "甲"]
    assert clerk(town, 1).get(HERE + "staff/?export=xlsx").content != book.content
    person = browser("firm1")
    assert "这是单位用的" in words(person.get(HERE + "staff/"))


def test_an_officer_checks_a_file_of_lines_and_keeps_nothing(town: Any) -> None:
    handler = officer("haidian-handler")
    lines = '{"who": "甲", "evaluation_date": "2020-12-31", "degrees": [{"level": "硕士", "graduated": "2021-01-01"}]}\n坏\n'
    page = handler.post(
        HERE + "check/",
        {"key": str(uuid4()), "go": "check", "file": SimpleUploadedFile("x.jsonl", lines.encode())},
    )
    assert page.status_code == 200
    assert any("第1行" in each and "晚于评价截止日" in each for each in problems(page))
    assert any("第2行" in each for each in problems(page))
    assert "共 1 人" in words(page)
    taken = handler.post(
        HERE + "check/",
        {"key": str(uuid4()), "go": "excel", "file": SimpleUploadedFile("x.jsonl", lines.encode())},
    )
    assert taken["Content-Type"].endswith("sheet")
    assert browser("firm1").get(HERE + "check/").status_code == 403
