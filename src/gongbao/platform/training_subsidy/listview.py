"""Lists and inspections as their officers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.procedure import Choice
from gongbao.law.text import Text
from gongbao.platform.access.services import access_case, access_history
from gongbao.platform.cases.services import Case, options, registered
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Actor
from gongbao.platform.training_subsidy.commands import reading
from gongbao.platform.training_subsidy.models import Filing, Inspection, ListedFirm, Recovery
from gongbao.platform.training_subsidy.status import Happened, Limit, happened, limits_of
from gongbao.platform.training_subsidy.words import RECOGNITION


@dataclass(frozen=True)
class ListLine:
    """A firm on a district's list, or declined; revenue in fen."""

    firm: str
    name: str
    industry: str
    batch: int
    outcome: str
    revenue_2019: int
    revenue_2020: int
    reasons: tuple[tuple[str, ...], ...]
    evidence: str
    found_at: datetime
    filed_on: date | None


@dataclass(frozen=True)
class Copy:
    """A copy of a batch filed with an authority."""

    key: str
    batch: int
    authority: str
    firms: int
    digest: str
    sent_at: datetime
    received_at: datetime | None


@dataclass(frozen=True)
class ListView:
    """A district's list."""

    number: str
    office: Text
    state: str
    state_title: Text
    firms: tuple[ListLine, ...]
    copies: tuple[Copy, ...]
    limits: tuple[Limit, ...]
    happened: tuple[Happened, ...]
    acts: tuple[Choice, ...]
    sequence: int


@dataclass(frozen=True)
class InspectionView:
    """An inspection with what was ordered back; sums in fen."""

    number: str
    claim_number: str
    title: str
    kind: str
    quarter: str
    state: str
    state_title: Text
    outcome: str
    details: str
    ordered: int
    returned: int
    limits: tuple[Limit, ...]
    happened: tuple[Happened, ...]
    acts: tuple[Choice, ...]
    sequence: int


def lists(actor: Actor) -> list[ListView]:
    """The lists the officer may see: the city all, a district its own."""
    with reading(actor, "lists"):
        numbers = list(
            Case.objects.filter(procedure=RECOGNITION).order_by("office").values_list("number", flat=True)
        )
        return [list_view(actor, number) for number in numbers]


def list_view(actor: Actor, number: str) -> ListView:
    """One district's list in full."""
    with reading(actor, "list") as reader:
        case = access_case(actor, number, doing="see")
        procedure = registered(case.procedure, case.version).procedure
        firms = ListedFirm.objects.filter(case=case.key).order_by("batch", "firm")
        return ListView(
            case.number, office_of(case.office).government, case.state, procedure.state(case.state).title,
            tuple(
                ListLine(row.firm, row.name, row.industry, row.batch, row.outcome, row.revenue_2019, row.revenue_2020,
                         tuple((each,) if isinstance(each, str) else tuple(each) for each in row.reasons), row.evidence,
                         row.found_at, row.filed_on)
                for row in firms
            ),
            tuple(
                Copy(str(row.key), row.batch, row.authority, row.firms, row.digest, row.sent_at, row.received_at)
                for row in Filing.objects.filter(case=case.key).order_by("batch", "authority")
            ),
            limits_of(case, procedure),
            tuple(happened(case, procedure, entry) for entry in access_history(actor, case, doing="see")),
            options(actor, case, reader.now), case.sequence,
        )  # fmt: skip


def inspections(actor: Actor) -> list[InspectionView]:
    """The inspections the actor may see, newest first; a firm sees its own."""
    with reading(actor, "inspections"):
        rows = Inspection.objects.order_by("-opened_at", "-case").values_list("number", flat=True)
        return [inspection_view(actor, number) for number in rows]


def inspection_view(actor: Actor, number: str) -> InspectionView:
    """One inspection in full."""
    with reading(actor, "inspection") as reader:
        case = access_case(actor, number, doing="see")
        row = Inspection.objects.get(case=case.key)
        order = Recovery.objects.filter(case=case.key).first()
        procedure = registered(case.procedure, case.version).procedure
        details = secrets.unseal_for_case(case.key, bytes(row.details)) if row.details is not None else ""
        return InspectionView(
            number, row.claim_number, case.title, row.kind, row.quarter, case.state,
            procedure.state(case.state).title, row.outcome, details, order.ordered if order else 0,
            order.returned if order else 0, limits_of(case, procedure),
            tuple(happened(case, procedure, entry) for entry in access_history(actor, case, doing="see")),
            options(actor, case, reader.now), case.sequence,
        )  # fmt: skip
