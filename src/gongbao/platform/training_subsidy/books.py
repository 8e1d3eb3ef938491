"""What the room's own books say of people and firms, over all offices: months taken up, and by which claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from gongbao.kernel.districts import office as office_of
from gongbao.law.text import Text
from gongbao.platform.funds import services as funds
from gongbao.platform.parties.services import opened
from gongbao.platform.training_subsidy.models import ClaimRow, StatementLine
from gongbao.platform.training_subsidy.words import ROOM, SHORT


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another claim's row of the same person: months claimed, months granted, where and when."""

    case: UUID
    number: str
    scheme: str
    office: str
    party: UUID
    applied_on: date
    months: tuple[int, ...]
    granted_months: tuple[int, ...]
    standing: str

    def told(self) -> Text:
        """Which office, which scheme, when; the number masked."""
        office, scheme = office_of(self.office).name, SHORT[self.scheme]
        return Text(
            f"{office.zh}，{scheme.zh}，{self.applied_on}申请（…{self.number[-4:]}）",
            f"{office.en}, {scheme.en}, applied {self.applied_on} (…{self.number[-4:]})",
        )


@dataclass
class Books:
    """Other claims' rows by person, and what the firm has been granted, in fen."""

    rows: dict[str, list[Elsewhere]] = field(default_factory=dict)
    firm_granted: int = 0
    firm_months: frozenset[int] = frozenset()

    def of(self, person: str) -> list[Elsewhere]:
        """The rows of one person in other claims, the earliest application first."""
        return self.rows.get(person, [])


def cap_account(firm: UUID) -> str:
    """The account that keeps what a firm was granted over both schemes (neng-2020-6/2.3)."""
    return funds.cap_key(ROOM, firm)


def read_books(case: UUID, firm: UUID, scheme: str, people: Iterable[str]) -> Books:
    """What stands in other claims of the whole city for these people, and for the firm, in four statements.

    The caller may know it because each of the people is on a roster of theirs; what is shown of it is masked.
    """
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    with opened("training subsidy books"):
        rows = ClaimRow.objects.filter(person__among=list(people)).exclude(standing="").exclude(case=case)
        for person, *cells in rows.order_by("applied_on", "number").values_list(
            "person",
            "case",
            "number",
            "scheme",
            "office",
            "party",
            "applied_on",
            "months",
            "granted_months",
            "standing",
        ):
            kase, number, its, office, party, applied_on, months, granted, standing = cells
            found[person].append(
                Elsewhere(
                    kase, number, its, office, party, applied_on, tuple(months), tuple(granted), standing
                )
            )
        mine = ClaimRow.objects.filter(party=firm, scheme=scheme, standing="granted").exclude(case=case)
        months = frozenset(
            month for listed in mine.values_list("granted_months", flat=True) for month in listed
        )
    return Books(dict(found), funds.balance(cap_account(firm)), months)


def reused_references(case: UUID, references: Iterable[str]) -> dict[str, str]:
    """Transaction numbers that stand on statements of other cases, with the office they stand in."""
    wanted = sorted({each for each in references if each})
    if not wanted:
        return {}
    with opened("training subsidy books"):
        rows = StatementLine.objects.filter(reference__among=wanted).exclude(case=case)
        return dict(rows.order_by("reference").values_list("reference", "office"))
