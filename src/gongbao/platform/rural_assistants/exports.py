"""Tables for systems outside, behind one small interface: the national programme's, the city's figures, who may use the ways after a term.

None of these systems can be reached from here. What is sent goes to a local outbox, named as such on screen: the
workbook is kept with the day, so that a district sees how long ago it last reported (20.s2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, columns
from gongbao.law.text import Text
from gongbao.platform.audit.services import note
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.excel import services as excel
from gongbao.platform.files import services as files
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import channels, reach, reports
from gongbao.platform.rural_assistants.models import Entry
from gongbao.platform.rural_assistants.words import refuse, today_of

Line = Sequence[Any]
KIND = "export"


class System(NamedTuple):
    """A system outside: its name, by which clause it is served, the headings and rows of its table."""

    title: Text
    clause: str
    head: Callable[[], tuple[Text, ...]]
    rows: Callable[[Actor, date], Sequence[Line]]
    sent: Callable[[Tx, date], Sequence[Line]] | None = None
    """The rows as the system itself must have them, where they are not those that are shown."""


def _figures(actor: Actor, on: date) -> list[Line]:
    """The city's statistics: each number of the roll-up in the actor's reach under its words."""
    told = reports.figures(actor, on)
    whole: list[Line] = [
        ("在岗", told.on_duty), ("其中延期", told.extended), ("其中续聘", told.renewed), ("期满离岗", told.over), ("服务证书", told.certificates),
    ]  # fmt: skip
    by = [(f"在岗：{districts.office(office).name.zh}", n) for office, n in sorted(told.by_office.items())]
    went = [(f"去向：{reports.went(kind).zh}", n) for kind, n in sorted(told.destinations.items())]
    return [*whole, *by, *went]


def _eligible(actor: Actor, on: date) -> list[Line]:
    """Everybody to whom the ways after the term are open, with the certificate and the code that verifies it."""
    return [
        (row.number, row.name, districts.office(row.office).name.zh, str(row.serves_from), str(row.left_on or row.ends_on),
         made.number if made else "", made.code if made else "")
        for row, made in channels.eligible(actor, on)
    ]  # fmt: skip


def _programme(tx: Tx, on: date) -> list[Line]:
    """Participants with their identity numbers in full, each disclosure logged: the programme knows people by them."""
    purpose = "报送国家“三支一扶”信息系统"
    return reports.programme_export(
        tx.actor, on, lambda people: parties.disclose_many(tx, people, "number", purpose)
    )


SYSTEMS: Mapping[str, System] = {
    "programme": System(
        Text("国家“三支一扶”信息系统", "the national programme's system"), "20.s2", lambda: reports.PROGRAMME, reports.programme_export, _programme,
    ),
    "city": System(
        Text("市级统计系统", "the city's statistics"), "5.1.3", lambda: (Text("指标", "Figure"), Text("人数", "People")), _figures,
    ),
    "channels": System(
        Text("定向考录、专项招聘、考研加分名单", "who may use the ways after a term"), "28",
        lambda: (Text("编号", "Number"), Text("姓名", "Name"), Text("区", "District"), Text("服务自", "From"), Text("至", "To"),
                 Text("服务证书", "Certificate"), Text("核验码", "Code")),
        _eligible,
    ),
}  # fmt: skip


def table(actor: Actor, system: str, on: date) -> tuple[tuple[Field, ...], list[dict[str, Any]]]:
    """The columns and rows of a system's table, identity numbers masked. Raises Refusal for an unknown system."""
    if system not in SYSTEMS:
        raise refuse(
            "20.s2", "没有这个系统", "There is no such system", "请从列表中选", "Choose from the list", system
        )
    reach.officer(actor, SYSTEMS[system].clause)
    return _laid_out(SYSTEMS[system], SYSTEMS[system].rows(actor, on))


def _laid_out(system: System, rows: Sequence[Line]) -> tuple[tuple[Field, ...], list[dict[str, Any]]]:
    fields = tuple(
        Field(name=f"c{n}", kind="text", label=head, required=False) for n, head in enumerate(system.head())
    )
    return fields, [{f"c{n}": value for n, value in enumerate(row)} for row in rows]


def send(tx: Tx, system: str) -> int:
    """Write the table to the local outbox and keep that it was reported today; how many rows it has."""
    today = today_of(tx.now)
    fields, rows = table(tx.actor, system, today)
    if as_sent := SYSTEMS[system].sent:
        fields, rows = _laid_out(SYSTEMS[system], as_sent(tx, today))
    data = excel.export(columns(fields), rows, title=SYSTEMS[system].title)
    name = f"{SYSTEMS[system].title.zh} {today}.xlsx"
    key = files.store(tx, files.receive(data, name, accept=("xlsx",)), office=tx.actor.office)
    with opened("export kept"):
        Entry.objects.create(
            office=tx.actor.office, kind=KIND, title=f"{system}:{key}", on=today, amount=len(rows)
        )
    tx.audit("rural.export", system=system, rows=len(rows), file=key)
    return len(rows)


class Sent(NamedTuple):
    """A table in the outbox: the day, how many rows it has, and its file."""

    on: date
    rows: int
    file: UUID


def last_sent(actor: Actor, system: str) -> Sent | None:
    """What the actor's office last reported to a system."""
    with opened("exports kept"):
        kept = Entry.objects.filter(office=actor.office, kind=KIND, title__startswith=f"{system}:")
        row = kept.order_by("-on", "-id").first()
    return Sent(row.on, row.amount or 0, UUID(row.title.partition(":")[2])) if row else None


def outbox(actor: Actor, system: str) -> files.Opened:
    """The workbook last sent, as the system is to have it; each opening is logged. Raises Refusal where none was."""
    sent = last_sent(actor, system)
    if sent is None:
        raise refuse(
            "20.s2", "还没有报送过", "Nothing was sent yet", "先报送，再取报送表", "Send it first", system
        )
    note(f"rural.export_taken {sent.file}")
    return files.open_file(actor, sent.file)
