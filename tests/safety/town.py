"""A town with something at every address: two districts, cases at many states, money paid, every text field hostile."""

from __future__ import annotations

import struct
import tempfile
import zlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.platform.titles import titles_world
from tests.platform.training_subsidy import world
from tests.safety.planted import OBJECTOR_PHONE, TEXTED_PHONE, hostile, planted

from gongbao.platform.cases import services as cases
from gongbao.platform.db.services import SYSTEM, Tx, read, write
from gongbao.platform.files import services as files
from gongbao.platform.funds import services as funds
from gongbao.platform.letters import services as letters
from gongbao.platform.messages import services as messages
from gongbao.platform.notices import services as notices
from gongbao.platform.parties.demo_people import account, credit_code, someone
from gongbao.platform.parties.models import Mandate
from gongbao.platform.registers.services import record_rows
from gongbao.platform.titles import demo as titles_demo
from gongbao.platform.training_subsidy import demo
from gongbao.platform.training_subsidy import services as training
from gongbao.platform.training_subsidy.demo_sheets import demo_roster, demo_statement, workbook
from gongbao.platform.training_subsidy.models import FundMonth
from gongbao.platform.training_subsidy.words import EXPAND, ROSTER, STABILISE, STATEMENT

OCTOBER = 2020 * 12 + 9
LICENCE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
MONTHS = "2020-07、2020-08"


@dataclass
class Side:
    """What one district and its firm have: numbers of cases by how they stand, and keys."""

    office: str
    firm: int
    cases: dict[str, str] = field(default_factory=dict)
    list: str = ""
    inspection: str = ""
    request: str = ""
    batch: str = ""
    notice: str = ""
    code: str = ""

    @property
    def numbers(self) -> list[str]:
        """Every application of the firm, and its inspection."""
        return [*self.cases.values(), *([self.inspection] if self.inspection else [])]


@dataclass
class Town:
    """The demo city, grown up to 21 October 2020; `here` is Haidian with the first firm, `there` Chaoyang with the second."""

    city: demo.City
    here: Side
    there: Side
    deputy: UUID | None = None


def build() -> Town:
    """Build it; the clock stands at 21 October 2020 afterwards."""
    planted.clear()
    titles_world.to("2021-03-29 10:00")
    titles_world.certified(titles_demo.load(titles_world.OPENED))
    world.to("2020-08-20 10:00")
    city = world.city(cases=False)
    town = Town(city, Side("haidian", 0), Side("chaoyang", 1))
    for side in (town.here, town.there):
        _list(town, side)
    world.to("2020-09-21 09:30")
    _contacts(town)
    _papers(town)
    demo._cases(city)
    town.there.cases |= {"paid": city.cases["publicity"]}
    _claims(town)
    world.to("2020-09-24 10:00")
    _object(town, town.here)
    world.to("2020-09-30 09:30")
    world.jobs()
    _money(town)
    world.to("2020-10-09 10:00")
    for side in (town.here, town.there):
        _inspect(town, side)
    _deputy(town)
    world.to("2020-10-21 10:00")
    world.jobs()
    for side in (town.here, town.there):
        _keys(side)
    return town


def _officer(town: Town, side: Side, part: str) -> Any:
    return town.city.officer(f"{side.office}-{part}")


def _list(town: Town, side: Side) -> None:
    """A list with one firm recognised and one declined, both with hostile names and evidence."""
    government, place = _officer(town, side, "government"), 20 + side.firm * 2
    rows = [{"firm": credit_code(place), "on_day": "2019-12-31", "size_class": "small"}]
    write(
        lambda tx: record_rows(tx, "firm_size", rows, source="t").added,
        actor=SYSTEM,
        key=world.key(),
        name="t",
    )
    side.list = training.open_list(government, key=world.key())["number"]
    firm = {"name": hostile(f"{side.office} list: firm"), "credit_code": credit_code(place), "industry": "living_services",
            "revenue_2019": "100000", "revenue_2020": "20000"}  # fmt: skip
    training.recognise(
        government, side.list, firm, key=world.key(), evidence=hostile(f"{side.office} list: evidence")
    )
    other = {
        **firm,
        "name": hostile(f"{side.office} list: declined"),
        "credit_code": credit_code(place + 1),
        "revenue_2020": "90000",
    }
    training.decline(
        government, side.list, other, ["revenue"], key=world.key(), evidence=hostile("list: why declined")
    )
    training.submit_batch(government, side.list, 1, key=world.key())


def _contacts(town: Town) -> None:
    """A firm told by text message, so that its number is on record and messages go out."""

    def command(tx: Tx) -> None:
        messages.set_address(tx, town.city.firms[0], "sms", TEXTED_PHONE)

    write(command, actor=town.city.clerk(0), key=world.key(), name="t")


def _papers(town: Town) -> None:
    """The firm's representative was entered on a paper."""
    firm = town.city.firms[0]

    def command(tx: Tx) -> None:
        received = files.receive(LICENCE, "licence.pdf")
        paper = files.store(tx, received, office=town.here.office, party=firm)
        Mandate.objects.filter(principal=firm).update(document=paper)

    write(command, actor=SYSTEM, key=world.key(), name="t")


def _claims(town: Town) -> None:
    city, here, there = town.city, town.here, town.there
    here.cases["paid"] = world.published(city, people=[someone(7), someone(8)])[0]
    here.cases["returned"] = _returned(town)
    here.cases["passed"] = _hostile_claim(town, here, [12], "passed")
    training.pass_review(_officer(town, here, "handler"), here.cases["passed"], "reduce", why=["no_wage"],
                         note=hostile("claim: note of the first review"), key=world.key())  # fmt: skip
    here.cases["refused"] = _refused(town)
    here.cases["objected"] = world.published(city, people=[someone(15)])[0]
    here.cases["review"] = _hostile_claim(town, here, [16, 17], "review")
    here.cases["draft"] = _draft(town)
    there.cases["review"] = world.submitted(city, 1, scheme=STABILISE, people=[someone(61)])
    there.cases["draft"] = world.filled(city, 1, scheme=STABILISE, people=[someone(61)])


def _hostile_claim(town: Town, side: Side, places: list[int], name: str) -> str:
    """A claim with hostile contact, bank, host units, references and file names; submitted and compared."""
    clerk = town.city.clerk(side.firm)
    number = _fill(town, side, places, name)
    training.submit(clerk, number, commitment=world.COMMITMENT, key=world.key(), leave_out=True)
    world.jobs()
    return number


def _fill(town: Town, side: Side, places: list[int], name: str) -> str:
    clerk = town.city.clerk(side.firm)
    number: str = training.start(clerk, EXPAND, key=world.key())["number"]
    typed = demo.answers(EXPAND) | {"account": account(side.firm)}
    typed |= {part: hostile(f"{name}: {part}")[:limit] for part, limit in (("bank", 200),)} | {
        "contact": "<script>gb()</script>样"
    }
    training.save_draft(clerk, number, typed, key=world.key())
    people = [someone(place) for place in places]
    rows = [[*world.roster_row(who), hostile(f"{name}: host unit")] for who in people]
    rows.append(
        [
            "<img src=gb>",
            "11010519491231002X",
            "登记失业人员",
            date(2020, 7, 6),
            MONTHS,
            hostile(f"{name}: host unit"),
        ]
    )
    training.upload_roster(
        clerk, number, workbook(ROSTER, rows), "'><img src=gb>{{7*7}}.xlsx".replace("/", ""), key=world.key()
    )
    wages = [[*row[:5], hostile(f"{name}: reference")] for row in world.wage_rows(people)]
    training.upload_statement(clerk, number, workbook(STATEMENT, wages), "=1+1.xlsx", key=world.key())
    training.upload_paper(clerk, number, "statement_files", _png(), "'\"<img src=gb>.png", key=world.key())
    training.upload_paper(
        clerk,
        number,
        "host_confirmation",
        _png(),
        "x.png",
        key=world.key(),
        host_unit=hostile("paper: host unit"),
    )
    return number


def _returned(town: Town) -> str:
    """Suspended, resumed, returned with remarks, and the faulty sheets put in."""
    handler, clerk = _officer(town, town.here, "handler"), town.city.clerk(0)
    number = _hostile_claim(town, town.here, [9, 10], "returned")
    training.suspend(
        handler, number, ["evidence"], key=world.key(), note=hostile("claim: note of suspension", lines=True)
    )
    training.resume(handler, number, key=world.key(), note=hostile("claim: note of resumption"))
    training.judge(
        handler, number, "hard_to_employ", True, key=world.key(), evidence=hostile("row: evidence"), row=2
    )
    training.return_for_correction(
        handler,
        number,
        ["statement"],
        {2: hostile("return: remark on a row")},
        key=world.key(),
        note=hostile("return: note", lines=True),
    )
    training.upload_roster(clerk, number, demo_roster(), "花名册.xlsx", key=world.key())
    return number


def _refused(town: Town) -> str:
    """Refused, served, appealed against."""
    handler, reviewer, clerk = (
        _officer(town, town.here, "handler"),
        _officer(town, town.here, "reviewer"),
        town.city.clerk(0),
    )
    number = _hostile_claim(town, town.here, [13], "refused")
    training.pass_review(
        handler, number, "refuse", why=["no_wage"], key=world.key(), note=hostile("refused: note")
    )
    training.refuse(
        reviewer, number, ["no_wage"], key=world.key(), note=hostile("refused: note of the decision")
    )
    world.jobs()
    signed = hostile("service: signed by")[:60]
    training.serve_decision(handler, number, "post", date(2020, 9, 21), key=world.key(), acknowledged_by=signed,
                            evidence=hostile("service: proof"))  # fmt: skip
    training.appeal(clerk, number, hostile("appeal", lines=True), key=world.key())
    return number


def _draft(town: Town) -> str:
    """A draft with every fault of the demonstration's sheets."""
    number, clerk = _fill(town, town.here, [18], "draft"), town.city.clerk(0)
    training.upload_roster(clerk, number, demo_roster(), "花名册.xlsx", key=world.key())
    training.upload_statement(clerk, number, demo_statement(), "对账单.xlsx", key=world.key())
    return number


def _object(town: Town, side: Side) -> None:
    """An objection with a hostile text and name, and a phone number."""
    slug = world.claim(side.cases["objected"]).notice
    training.object_to(slug, hostile("objection: text", lines=True), row=1, name=hostile("objection: name", formula=False)[:60],
                       contact=OBJECTOR_PHONE, key=world.key())  # fmt: skip


def _money(town: Town) -> None:
    """Both districts' paid cases go through a month's request to the bank."""
    city = town.city
    for side in (town.here, town.there):
        training.collect(_officer(town, side, "handler"), [side.cases["paid"]], key=world.key())
        with read(SYSTEM, purpose="test"):
            side.request = FundMonth.objects.get(office=side.office, month=OCTOBER).number
        training.submit_request(_officer(town, side, "reviewer"), side.request, key=world.key())
    training.aggregate_requests(city.officer("city"), OCTOBER, key=world.key())
    training.request_money(
        city.officer("city"), OCTOBER, hostile("money: document asked by"), key=world.key()
    )
    training.preallocate(
        city.officer("finance"),
        "2020Q4",
        10**9,
        hostile("money: document of the allocation"),
        key=world.key(),
    )
    with tempfile.TemporaryDirectory() as folder:
        bank = funds.LocalBank(Path(folder))
        for side in (town.here, town.there):
            _pay(town, side, bank)


def _pay(town: Town, side: Side, bank: funds.LocalBank) -> None:
    training.transfer(town.city.officer("agency"), side.request, key=world.key())
    side.batch = training.plan_payments(_officer(town, side, "funds"), side.request, key=world.key())["batch"]
    training.release_payments(_officer(town, side, "reviewer"), side.batch, key=world.key())
    file = training.payment_file(_officer(town, side, "funds"), side.batch)
    bank.submit(funds.LAYOUTS["fixed"], file.content, date(2020, 9, 30))
    content = bank.receipts(file.name.rsplit(".", 1)[0])
    training.import_receipts(_officer(town, side, "handler"), content, key=world.key())
    training.declare_use(
        town.city.clerk(side.firm), side.cases["paid"], "other", 100, OCTOBER, key=world.key()
    )


def _inspect(town: Town, side: Side) -> None:
    handler, clerk = _officer(town, side, "handler"), town.city.clerk(side.firm)
    opened = training.open_inspection(
        handler, side.cases["paid"], hostile("inspection: lead"), key=world.key()
    )
    side.inspection = opened["number"]
    training.begin_inspection(handler, side.inspection, key=world.key())
    training.record_inspection(
        handler,
        side.inspection,
        "finding",
        hostile("inspection: details", lines=True),
        why=["fraud"],
        key=world.key(),
    )
    training.respond(clerk, side.inspection, hostile("inspection: statement"), key=world.key())


def _deputy(town: Town) -> None:
    handler, colleague = _officer(town, town.here, "handler"), town.city.accounts["haidian-funds"]

    def command(tx: Tx) -> str:
        return str(
            cases.appoint(
                tx, colleague, frozenset({"district_handler"}), date(2020, 10, 9), date(2020, 12, 31)
            )
        )

    town.deputy = UUID(write(command, actor=handler, key=world.key(), name="t"))


def _keys(side: Side) -> None:
    with read(SYSTEM, purpose="test"):
        side.notice = next(
            each.slug for each in notices.listed(cases_now(), office=side.office, archive=True, limit=9)
        )
        paid = cases.Case.objects.get(number=side.cases["paid"])
        side.code = letters.letters(case=paid.key)[0].code


def cases_now() -> Any:
    """The instant of the town."""
    from gongbao.platform.db.services import now

    return now()


def papers_of(number: str) -> list[str]:
    """The keys of a case's files."""
    with read(SYSTEM, purpose="test"):
        return [str(row.id) for row in files.files_of(cases.Case.objects.get(number=number).key)]


def letters_of(number: str) -> list[str]:
    """The keys of a case's letters that are made."""
    with read(SYSTEM, purpose="test"):
        return [
            str(row.id)
            for row in letters.letters(case=cases.Case.objects.get(number=number).key)
            if row.ready
        ]


def _png() -> bytes:
    """A picture of one white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )
