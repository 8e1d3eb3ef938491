"""A small countryside: a township with two villages in Miyun, its officers, an intake, people who get on duty."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tests.platform.parties import people

from gongbao.platform.cases.services import Case
from gongbao.platform.casework import services as casework
from gongbao.platform.db import clock
from gongbao.platform.db.services import CITY, SYSTEM, Actor, new_key, read, write
from gongbao.platform.jobs.services import run_due
from gongbao.platform.parties import services as parties
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants import words as w
from gongbao.platform.rural_assistants.models import Applicant, Assistant
from gongbao.policies.rural_assistants.dates import contract_end
from gongbao.policies.rural_assistants.examining import Paper

OFFICE = "miyun"


def _officer(n: int, role: str, office: str = OFFICE) -> Actor:
    return Actor("officer", account=UUID(int=n), name=role, office=office, roles=frozenset({role}))


HANDLER, REVIEWER = _officer(61, "district_handler"), _officer(62, "district_reviewer")
CITY_OFFICER, OTHER = _officer(63, "city_officer", CITY), _officer(64, "district_handler", "yanqing")
PAPERS = (Paper("笔试", 10000, 60), Paper("面试", 10000, 40))
_turn = itertools.count(1)


def do(command: Callable[[Any], Any], actor: Actor = SYSTEM) -> Any:
    return write(command, actor=actor, key=f"test-{new_key()}", name="test")


def seen(look: Callable[[], Any], actor: Actor = SYSTEM) -> Any:
    with read(actor, purpose="test"):
        return look()


def to(moment: str | date) -> None:
    """Set the clock to 10:00 of a day."""
    day = date.fromisoformat(moment) if isinstance(moment, str) else moment
    clock.set_clock(datetime(day.year, day.month, day.day, 10, 0, tzinfo=clock.ZONE))


def today() -> date:
    return clock.now().astimezone(clock.ZONE).date()


class Place:
    """A township with villages, and the actors who act for them."""

    def __init__(self, n: int = 900, villages: int = 2, office: str = OFFICE) -> None:
        def made(kind: str, number: int, name: str, parent: UUID | None = None) -> UUID:
            return UUID(
                do(
                    lambda tx: str(
                        parties.register_organisation(
                            tx, kind, people.code(number), name, office=office, parent=parent
                        )
                    )
                )
            )

        self.office = office
        self.township = made("township", n, f"样例乡{n}")
        self.codes = [people.code(n + 1 + k) for k in range(villages)]
        self.villages = [made("village", n + 1 + k, f"样例{n}村{k}", self.township) for k in range(villages)]
        self.clerk = Actor("party", account=new_key(), name="乡镇经办", party=self.township)
        self.heads = [
            Actor("party", account=new_key(), name=f"村{k}", party=key) for k, key in enumerate(self.villages)
        ]


def person(n: int, name: str = "") -> Actor:
    key = people.person(n, name or f"林舟{n}", birth="19990115")
    return Actor("party", account=new_key(), name=name or f"林舟{n}", party=key)


def intake(
    place: Place, number: str = "2021", places: int = 5, on_duty: str = "2021-08-01", shortlist: int = 0
) -> str:
    year = int(number[:4])
    do(
        lambda tx: str(
            rural.recruiting.plan_intake(
                tx,
                number,
                f"{number}年招聘",
                opens_on=date(year, 3, 10),
                closes_on=date(year, 4, 10),
                on_duty_on=date.fromisoformat(on_duty),
                planned=places,
                papers=PAPERS,
            )
        ),
        CITY_OFFICER,
    )
    post = f"{number}-MY-{next(_turn):03}"
    do(
        lambda tx: str(
            rural.recruiting.add_post(
                tx, number, post, "样例岗位", township=place.township, places=places, shortlist=shortlist
            )
        ),
        CITY_OFFICER,
    )
    do(
        lambda tx: rural.recruiting.report_demand(tx, number, place.township, places, "村里缺人"),
        CITY_OFFICER,
    )
    do(lambda tx: rural.recruiting.announce(tx, number), CITY_OFFICER)
    return post


CLAIMS = {
    "degree": "bachelor", "graduate": "this_year", "school": "样例大学", "major": "农学", "chinese": "yes", "beijing_origin": "yes",
    "party_member": "no", "home": "elsewhere", "agreed": "1",
}  # fmt: skip


def start(actor: Actor, procedure: str, office: str = OFFICE) -> str:
    return str(casework.start(actor, procedure, office, key=str(new_key()))["number"])


def step(
    actor: Actor, number: str, action: str, raw: dict[str, Any] | None = None, **decided: Any
) -> dict[str, Any]:
    return casework.do(actor, number, action, key=str(new_key()), raw=raw or {}, decided=decided)


def apply(actor: Actor, post: str, **claims: Any) -> str:
    number = start(actor, w.RECRUITMENT)
    step(actor, number, "submit", {**CLAIMS, "post": post, **claims})
    return number


def by_hand(
    actor: Actor, number: str, action: str, raw: dict[str, Any] | None = None, **decided: Any
) -> dict[str, Any]:
    return do(lambda tx: rural.by_hand(tx, number, action, raw or {}, decided), actor)


def state(number: str) -> str:
    return str(seen(lambda: Case.objects.get(number=number).state))


def jobs() -> None:
    run_due()


def hired(
    place: Place, count: int = 5, first: int = 1, number: str = "2021", on_duty: str = "2021-08-02"
) -> list[tuple[Actor, Assistant]]:
    """People brought on duty through every step of recruitment and start, in the villages in turn."""
    year = int(number[:4])
    to(date(year, 3, 1))
    post = intake(place, number, count, f"{year}-08-01")
    to(date(year, 3, 15))
    actors = [person(first + n) for n in range(count)]
    cases = [apply(actor, post) for actor in actors]
    for case in cases:
        step(HANDLER, case, "confirm")
    to(date(year, 5, 6))
    do(lambda tx: rural.ranking.publish_seed(tx, number, "seed-2021-0001"), CITY_OFFICER)
    do(lambda tx: rural.ranking.draw_seats(tx, number, [("第一考场", 30)]), CITY_OFFICER)
    tickets = seen(
        lambda: list(
            Applicant.objects.filter(intake__number=number).order_by("id").values_list("ticket", flat=True)
        )
    )
    do(
        lambda tx: rural.marking.enter_marks(
            tx, number, {t: (9000 - 100 * n, 8000) for n, t in enumerate(tickets)}
        ),
        HANDLER,
    )
    do(lambda tx: rural.ranking.make_ranks(tx, number), CITY_OFFICER)
    do(lambda tx: rural.ranking.publish_results(tx, number), CITY_OFFICER)
    jobs()
    for case in cases:
        examined(case)
    to(date(year, 5, 20))
    for case in cases:
        step(HANDLER, case, "publish", {"publicity_until": f"{year}-05-26"})
    to(date(year, 5, 27))
    jobs()
    for case in cases:
        step(HANDLER, case, "file")
    to(on_duty)
    return [on_duty_now(place, actor, n) for n, actor in enumerate(actors)]


def examined(case: str) -> None:
    """Fit and found suitable."""
    step(
        HANDLER,
        case,
        "medical",
        {"standard": "公务员录用体检标准", "checked_on": str(today())},
        outcome="fit",
    )
    found = dict.fromkeys(("political", "willing", "disciplined", "post_conditions"), "yes")
    step(HANDLER, case, "inspect", {"inspectors": "张三、李四", "notes": "良好", **found}, outcome="suitable")


def on_duty_now(place: Place, actor: Actor, n: int = 0) -> tuple[Actor, Assistant]:
    """Assigned, contracted, reported, settled."""
    row = seen(lambda: Assistant.objects.get(party=actor.party, left_how=""))
    number = seen(lambda: Case.objects.get(key=row.start).number)
    step(HANDLER, number, "assign", {"village": place.codes[n % len(place.codes)], "duty_area": "governance"})
    first = today()
    last = contract_end(first, 5)
    by_hand(place.clerk, number, "sign", {"starts_on": str(first), "ends_on": str(last), "subsidy": "6000"})
    step(actor, number, "report", {"agreed": "1"})
    row = seen(lambda: Assistant.objects.get(pk=row.pk))
    for kind in w.NEEDED:
        do(
            lambda tx, kind=kind: rural.joining.record_benefit(tx, row, kind, from_on=first, to_on=last),
            HANDLER,
        )
    step(HANDLER, number, "settle")
    return actor, row


def filed(place: Place, actor: Actor, number: str = "E1") -> Assistant:
    """Somebody whose name was filed in an intake of earlier years; the case of their start is open."""

    def command(tx: Any) -> str:
        from gongbao.platform.parties.services import opened
        from gongbao.platform.rural_assistants.models import Intake, Post

        day = today()
        with opened("test"):
            intake = Intake.objects.create(
                office=CITY, number=number, title="往年招聘", opens_on=day, closes_on=day, on_duty_on=day, planned=5, state="published",
            )  # fmt: skip
            post = Post.objects.create(
                office=place.office,
                intake=intake,
                number=f"{number}-001",
                title="村务协理",
                township=place.township,
                places=5,
                shortlist=5,
            )
            row = Applicant.objects.create(
                office=place.office, party=actor.party, intake=intake, post=post, name=actor.name
            )
            return str(rural.joining.open_start(tx, row).key)

    start = do(command)
    return seen(lambda: Assistant.objects.get(start=start))


def fresh(row: Assistant) -> Assistant:
    return seen(lambda: Assistant.objects.select_related("intake").get(pk=row.pk))


def apply_at(office: str, actor: Actor, post: str, **claims: Any) -> str:
    """As `apply`, in another district."""
    number = start(actor, w.RECRUITMENT, office)
    step(actor, number, "submit", {**CLAIMS, "post": post, **claims})
    return number
