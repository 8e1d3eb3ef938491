"""The day strip of a notice: today by its weekday, the make-up Saturday by its name, nothing after the last day."""

from __future__ import annotations

from datetime import date

from django.template import Context, Template

from gongbao.kernel.calendar import publicity


def strip(published: date, today: date) -> list[str]:
    page = Template("{% load gongbao %}{% day_strip window today %}").render(
        Context({"window": publicity(published, 5), "today": today})
    )
    return page.split("<li")[1:]


def test_the_make_up_saturday_after_national_day_counts_and_says_why() -> None:
    """Posted Wednesday 30 September 2020: 9 October is the first day, Saturday 10 October the second."""
    (saturday,) = [day for day in strip(date(2020, 9, 30), date(2020, 10, 9)) if "2020-10-10" in day]
    assert "2/5" in saturday
    assert "调休上班" in saturday


def test_today_keeps_its_weekday() -> None:
    (today,) = [day for day in strip(date(2020, 9, 30), date(2020, 10, 9)) if "is-today" in day]
    assert "今天 周五" in today


def test_nothing_is_shown_after_the_last_day() -> None:
    """Posted Monday 16 November 2020: the fifth working day is Monday 23 November."""
    shown = strip(date(2020, 11, 16), date(2020, 11, 18))
    assert len(shown) == 8
    assert "2020-11-23" in shown[-1]
    assert "截止" in shown[-1]
