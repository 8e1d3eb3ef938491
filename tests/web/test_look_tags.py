"""The words, numbers, days and marks of the look."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gongbao.kernel.forms.fields import Field, Option
from gongbao.kernel.forms.parsing import Problem
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.templatetags import charts, days, fields, formats, words

FRIDAY = date(2020, 11, 27)


def shown(template: str, language: str = "zh-hans", **values: Any) -> str:
    with translation.override(language):
        return Template("{% load gongbao %}" + template).render(Context(values))


def test_words_follow_the_language():
    assert shown('{% t "补贴" "Subsidy" %}') == "补贴"
    assert shown('{% t "补贴" "Subsidy" %}', "en") == "Subsidy"
    assert shown('{% t "共 {n} 件" "{n} cases" n=3 %}', "en") == "3 cases"
    assert shown("{{ v|say }}", "en", v=Text("是", "Yes")) == "Yes"


def test_chinese_stands_where_no_english_was_written():
    assert shown('{% t "补贴" %}', "en") == "补贴"


def test_words_are_escaped_also_inside_a_sentence():
    assert "<b>" not in shown('{% t "见{x}" "see {x}" x=x %}', x="<b>")
    assert "<b>" not in shown("{% joined v %}", v=["<b>", "甲"])


def test_a_refusal_is_said_with_its_remedy():
    refusal = Refusal(Text("少一位", "too short"), where="account", mend=Text("补上", "add it"))
    assert "补上" in shown("{{ v|say }}", v=refusal)


@pytest.mark.parametrize(
    ("fen", "plain", "full"),
    [(154000, "1,540", "1,540.00"), (154050, "1,540.50", "1,540.50"), (0, "0", "0.00"), (1, "0.01", "0.01"),
     (-2772000, "-27,720", "-27,720.00"), (None, "", "")],
)  # fmt: skip
def test_yuan(fen, plain, full):
    assert shown("{{ v|yuan }}", v=fen) == plain
    assert shown("{{ v|yuan:2 }}", v=fen) == full


def test_days_and_months():
    assert shown("{{ v|cn_date }}", v=FRIDAY) == "11月27日（周五）"
    assert shown("{{ v|cn_date }}", "en", v=FRIDAY) == "27 Nov 2020 (Fri)"
    assert shown('{{ v|cn_date:"full" }}', v=FRIDAY) == "2020年11月27日（周五）"
    assert shown('{{ v|cn_date:"short" }}', "en", v=FRIDAY) == "27 Nov"
    assert shown("{{ v|month }}", v=2020 * 12 + 8) == "2020年9月"
    assert shown("{{ v|month }}", "en", v=2020 * 12) == "Jan 2020"


def test_an_instant_is_told_in_beijings_time():
    late = datetime(2020, 11, 9, 17, 30, tzinfo=UTC)
    assert formats.day(late, "zh", "time") == "11月10日 01:30"
    assert 'datetime="2020-11-10T01:30+08:00"' in shown('{% when v "time" %}', v=late)


@given(st.dates(date(1980, 1, 1), date(2099, 12, 31)))
def test_every_day_is_told_with_its_own_weekday(day):
    assert formats.day(day, "en", "full").endswith(f"({day:%a})")


@pytest.mark.parametrize(
    ("due", "words_", "css"),
    [
        (date(2020, 11, 24), "逾期 1 日", "is-late"),
        (date(2020, 11, 25), "今天截止", "is-today"),
        (date(2020, 11, 27), "还剩 2 个工作日", "is-soon"),
        (date(2020, 11, 30), "还剩 3 个工作日", ""),  # the weekend is not counted
    ],
)
def test_what_is_left_of_a_deadline(due, words_, css):
    html = shown("{% due d today %}", d=due, today=date(2020, 11, 25))
    assert words_ in html
    assert f'class="due {css}"' in html


def test_without_a_date_nothing_is_said_of_a_deadline():
    assert shown("{% due d today %}", d=None, today=FRIDAY) == ""
    assert shown("{% due d today %}", d={"due": None}, today=FRIDAY) == ""


def test_a_window_shows_counted_skipped_and_last_days():
    """Posted Friday 20 November for five working days: the weekend is skipped, Friday 27 is the last."""
    strip = days.strip({"published": date(2020, 11, 20), "due": FRIDAY}, date(2020, 11, 25), "zh")
    by_day = {day["machine"]: day for day in strip}
    assert len(strip) == 14
    assert by_day["2020-11-20"]["word"].zh == "发布"
    assert by_day["2020-11-21"]["css"] == "is-off"
    assert by_day["2020-11-24"]["css"] == "is-counted"
    assert (by_day["2020-11-25"]["css"], by_day["2020-11-25"]["word"].zh) == ("is-today", "3/5")
    assert (by_day["2020-11-27"]["css"], by_day["2020-11-27"]["word"].zh) == ("is-due", "截止")


def test_a_make_up_working_day_counts_and_a_holiday_says_its_name():
    """National Day 2020: 27 September was worked, 1 to 8 October were holidays."""
    strip = {
        day["machine"]: day
        for day in days.strip(
            {"published": date(2020, 9, 25), "due": date(2020, 10, 9)}, date(2020, 9, 26), "zh"
        )
    }
    assert strip["2020-09-27"]["word"].zh == "1/5"
    assert strip["2020-10-01"]["css"] == "is-off"
    assert strip["2020-10-01"]["word"].zh not in ("跳过", "休息")


@given(st.dates(date(2015, 1, 1), date(2026, 12, 1)), st.integers(1, 20), st.integers(-5, 40))
def test_a_window_counts_each_working_day_once(start, length, offset):
    from datetime import timedelta

    from gongbao.kernel.calendar.workdays import Calendar

    due = Calendar.as_known().add_working_days(start, length)
    strip = days.strip({"published": start, "due": due}, start + timedelta(days=offset), "zh")
    counts = [day["word"].zh for day in strip if "/" in day["word"].zh]
    assert counts == [f"{n}/{length}" for n in range(1, length)]
    assert sum(day["word"].zh == "截止" for day in strip) == 1
    assert len(strip) % 7 == 0


@pytest.mark.parametrize(
    ("outcome", "css", "word"),
    [
        ("met", "is-met", "符合"),
        ("not_met", "is-not-met", "不符合"),
        ("unknown", "is-missing", "待补充"),
        ("judgement", "is-judgement", "待人工认定"),
    ],
)
def test_each_state_has_colour_shape_and_word(outcome, css, word):
    mark = shown('{% state o "" "mark" %}', o=outcome)
    assert css in mark
    assert word in mark
    assert "<path" in mark
    assert "tag--state" in shown("{% state o %}", o=outcome)


def test_a_page_carries_only_the_icons_it_used():
    request = RequestFactory().get("/")
    from django.template import RequestContext

    html = Template("{% load gongbao %}{% icon 'doc' %}{% state 'met' '' 'mark' %}{% icon_sprite %}").render(
        RequestContext(request)
    )
    assert html.count("<symbol") == 2
    assert 'id="i-doc"' in html
    assert 'id="i-met"' in html


def test_a_clause_is_named_and_leads_to_its_guide():
    html = shown('{% clause "neng-2020-6/2.4.a" %}')
    assert "6号 二（四）" in html
    assert 'href="/policies/neng-2020-6/#c2-4-a"' in html
    assert "No. 6, 2(4)" in shown('{% clause "neng-2020-6/2.4.a" %}', "en")
    assert words.clause_label("neng-2020-6/3.1", "zh", short=True) == "三（一）"
    assert shown('{% clause "" %}') == ""


def test_a_text_field_names_its_hint_and_its_problem():
    field = Field(name="account", kind="account", label=Text("账号"), help=Text("对公账户"))
    problem = Refusal(Text("位数不对"), where="account", mend=Text("按许可证填"))
    html = shown("{% field f v p %}", f=field, v="6208<", p=[problem])
    assert 'aria-describedby="f-account-error f-account-hint"' in html
    assert 'aria-invalid="true"' in html
    assert "位数不对，按许可证填" in html
    assert 'value="6208&lt;"' in html


def test_a_problem_of_another_field_is_not_shown_here():
    field = Field(name="account", kind="account", label=Text("账号"))
    assert "is-error" not in shown("{% field f v p %}", f=field, v="", p=[Refusal(Text("错"), where="firm")])


def test_a_parsed_problem_finds_its_field_too():
    field = Field(name="account", kind="account", label=Text("账号"))
    problem = Problem("account", Text("账号"), Text("位数不对"), Text("按许可证填"))
    assert "位数不对，按许可证填" in shown("{% field f v p %}", f=field, v="", p=[problem])
    assert 'href="#f-account"' in shown("{% error_summary p %}", p=[problem])


@pytest.mark.parametrize("chosen", ["a", "b"])
def test_a_choice_shows_what_was_chosen_and_starts_empty(chosen):
    field = Field(
        name="k", kind="choice", label=Text("类"), options=(Option("a", Text("甲")), Option("b", Text("乙")))
    )
    assert f'value="{chosen}"' in next(
        line for line in shown("{% field f v %}", f=field, v=chosen).split("<label") if " checked" in line
    )
    assert " checked" not in shown("{% field f v %}", f=field, v=None)


def test_yes_and_no_are_two_buttons_and_no_is_not_nothing():
    field = Field(name="d", kind="yes_no", label=Text("派遣"))
    assert shown("{% field f v %}", f=field, v=False).count(" checked") == 1
    assert shown("{% field f v %}", f=field, v=None).count(" checked") == 0


def test_a_commitment_shows_its_words_and_sends_their_version():
    field = Field(name="p", kind="commitment", version="2020-1", label=Text("承诺"), words=Text("所填属实"))
    html = shown("{% field f v %}", f=field, v=None)
    assert "所填属实" in html
    assert 'value="2020-1"' in html
    assert " checked" not in html


def test_values_are_written_as_one_types_them():
    assert fields.written(date(2020, 7, 6), "date") == "2020-07-06"
    assert fields.written(2020 * 12 + 6, "month") == "2020-07"
    assert fields.written((2020 * 12 + 6, 2020 * 12 + 7), "months") == "2020-07、2020-08"
    assert fields.written(154050, "money") == "1,540.50"
    assert fields.written("1 540", "money") == "1 540"


def test_the_error_summary_leads_to_each_field():
    html = shown("{% error_summary p %}", p=[Refusal(Text("错"), where="account")])
    assert 'href="#f-account"' in html
    assert shown("{% error_summary p %}", p=[]) == ""


def test_the_error_summary_says_how_to_mend_it_and_names_the_clause():
    problem = Refusal(Text("页数不同"), mend=Text("请重新清点"), clause="rencai-2020-24/8.z.s2")
    html = shown("{% error_summary p %}", p=[problem])
    assert "页数不同，请重新清点" in html
    assert 'class="clause-chip"' in html
    assert '#c8-z-s2"' in html
    assert "clause-chip" not in shown("{% error_summary p %}", p=[Refusal(Text("错"))])


def test_a_qr_code_is_drawn_with_attributes_only():
    html = shown('{% qr "7K4M-Q2PX-93RT" "码" %}')
    assert "style=" not in html
    assert 'role="img"' in html


@given(st.lists(st.lists(st.integers(0, 1), min_size=5, max_size=5), min_size=5, max_size=5))
def test_the_qr_path_covers_exactly_the_dark_modules(rows):
    import re

    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)", charts.qr_path(rows)):
        dark |= {(int(x) + n, int(y)) for n in range(int(run))}
    assert dark == {(x, y) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}


@given(st.lists(st.integers(0, 60) | st.integers(0, 10**6), min_size=1, max_size=6))
def test_a_share_bar_adds_up_and_leaves_out_nothing(counts):
    parts = charts.share([(str(n), count) for n, count in enumerate(counts)])
    assert sum(part["count"] for part in parts) == sum(counts)
    assert [part["label"] for part in parts] == [str(n) for n, count in enumerate(counts) if count]
    assert all(part["width"] > 0 for part in parts)
    if parts:
        assert parts[-1]["x"] + parts[-1]["width"] == sum(counts)


@given(st.lists(st.tuples(st.integers(0, 10**10), st.integers(0, 10**10)), min_size=1, max_size=12))
def test_columns_stay_on_the_paper(rows):
    drawn = charts.columns([("m", values) for values in rows])
    for column in drawn["columns"]:
        assert all(19.8 <= box["y"] <= charts.BASE + 0.1 for box in column["boxes"])
    assert len(drawn["ticks"]) <= 7


def test_steps_stand_at_their_dates_and_the_band_lies_between():
    drawn = charts.steps(
        [(date(2019, 7, 1), 220000, ""), (date(2021, 8, 1), 232000, "")],
        date(2023, 1, 1),
        (date(2020, 7, 1), date(2020, 12, 31)),
    )
    first, second = drawn["points"]
    assert first["x"] == charts.LEFT
    assert first["y"] > second["y"]
    assert first["x"] < drawn["band"]["x"] < second["x"]
