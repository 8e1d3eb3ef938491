"""Posts and the routes that lead through them: a title of the series, the appointment to its post, the years in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongbao.kernel.dossier import common as c
from gongbao.kernel.dossier import facts as d
from gongbao.kernel.dossier import flat
from gongbao.kernel.dossier import words as w
from gongbao.kernel.dossier.common import read
from gongbao.kernel.dossier.findings import school_class_ok
from gongbao.kernel.dossier.routes import Pair
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    CountWhere,
    FirstWhere,
    Param,
    Subtract,
    Today,
    Value,
    all_of,
    any_of,
    first_known,
)
from gongbao.policies.vocational_teacher_titles import facts as f
from gongbao.policies.vocational_teacher_titles.exceptions import HERE, in_firms


@dataclass(frozen=True)
class Post:
    """A level of one of the two ladders, as the title and the post that must have been had before."""

    category: str
    level: str

    @property
    def name(self) -> str:
        """The name of the title and of the post."""
        return f.LADDERS[self.category][self.level]

    @property
    def names(self) -> tuple[str, ...]:
        """The post and those above it: who does higher work does this as well."""
        ladder = tuple(f.LADDERS[self.category].values())
        return ladder[ladder.index(self.name) :]

    @cache  # noqa: B019 - there are eight posts
    def had(self, where: Condition = ALWAYS) -> Value:
        """When the title was first had: of this category unless read otherwise, in the series or one merged into it."""
        t = d.titles
        others = [
            name
            for category, ladder in f.LADDERS.items()
            if category != self.category
            for name in ladder.values()
        ]
        own = first_known(t["category"].one_of(self.category), ~t["name"].one_of(*others), ALWAYS)

        def of(series: tuple[str, ...]) -> Value:
            return read(
                "R-t-category",
                A=c.title_date(self.level, series, qualified=False, where=own & where),
                B=c.title_date(self.level, series, qualified=False, where=where),
            )

        return read("R-t-transition", A=of((f.SERIES, *f.OLD_SERIES)), B=of((f.SERIES,)))

    @cache  # noqa: B019
    def appointed_on(self) -> Value:
        """The first day in the post; where only teaching is listed, the day of a title said to be appointed to."""
        at_post = d.jobs["work"].one_of(*self.names)
        first = FirstWhere(d.jobs, d.jobs["from"], at_post)
        return Choose(CountWhere(d.jobs, at_post) >= 1, first, self.had(d.titles["appointed"]))

    @cache  # noqa: B019
    def appointed(self) -> Condition:
        """Appointed, and not more than a year after the vote unless that is found not to matter."""
        on = flat.or_worked_out(
            flat.day(
                f"appointed_{flat.ENGLISH[self.level]}",
                f"受聘{self.level}职务的日期",
                f"Appointed to the post: {w.LEVELS[self.level]}",
            ),
            self.appointed_on(),
        )
        late = flat.or_worked_out(
            flat.number(f"days_to_post_{flat.ENGLISH[self.level]}", f"取得{self.level}到受聘的天数", f"Days from title to post: {w.LEVELS[self.level]}"),
            Subtract(self.appointed_on(), self.had()),
        )  # fmt: skip
        return all_of(on <= Today(), any_of(late <= Param("late_appointment_days"), f.late_appointment_ok))

    def route(
        self,
        place: int,
        clause: str,
        degree: str,
        years: int,
        words: tuple[str, str],
        more: Condition = ALWAYS,
    ) -> Pair:
        """A route by degree, this title and the years in its post."""

        def counted(schools: bool) -> Condition:
            title = self.had()
            in_post = c.after_both(
                c.doing(*self.names), years, degree, title, name=self.level, schools=schools, kind="post"
            )
            from_vote = c.after_both(HERE.where, years, degree, title, name=self.level, schools=schools)
            return (
                read("R-t-title-appoint", A=any_of(in_post, from_vote & self.appointed()), B=in_post) & more
            )

        return HERE.named(counted(False), f"route_{place}", clause, words), equal(counted(True), degree)

    def route_by_firms(self, place: int, clause: str, years: int, words: tuple[str, str]) -> Pair:
        """The same by junior college and three years of work in firms."""
        return self.route(place, clause, "大专", years, words, in_firms())


def equal(by_class: Condition, degree: str) -> Condition:
    """A technical-school class: a secondary school of itself, as a higher degree only where found to equal it."""
    found = by_class if degree == "中专" else by_class & school_class_ok
    return read("R-t-techschool", judged=found, A=by_class, B=c.NEVER_MET)


def degree_route(
    place: int, clause: str, degree: str, years: int, words: tuple[str, str], more: Condition = ALWAYS
) -> Pair:
    """A route by degree and the years of teaching after it."""
    own = c.after_degree(HERE.where, years, degree) & more
    by_class = c.after_degree(HERE.where, years, degree, schools=True) & more
    return HERE.named(own, f"route_{place}", clause, words), equal(by_class, degree)
