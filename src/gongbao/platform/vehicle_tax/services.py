"""What screens, the interface and the command line use of the vehicle tax.

Sums are fen. Commands take the write door's `tx` first; readings stand inside a read() of their reader.
Insurers: `register_institution`, `add_unit`, `close_unit`, `institution`, `institutions`, `units`.
Keys: `draw_secret`, `issue_key`, `revoke_key`, `keys_of`, `admit`, `require_duty`.
Systems: `apply_for_acceptance`, `systems`, `require_usable`. Register: `take_in`, `take_in_models`, `models_listed`.
Tax: `quote`, `collect`, `void`, `correct`, `collected`. Filings: `draw_up`, `remit`, `standings`.
Watching: `watch`, `findings`. Fee: `apply_for_fee`, `base_of`, `refunded_of`, `fees`. Books: `reconcile`, `read_books`.
Records: `keep_control`, `keep_training`, `records`. Certificates: `issue_certificate`, `certificate_pdf`, `first_day`.
Cases: `cases`, `case_view`, `do`.
Desks: `items`, `unit_totals`, `inspect`, `taxpayer`.
"""

from __future__ import annotations

from gongbao.platform.vehicle_tax.books import BooksRow, books, read_books, reconcile
from gongbao.platform.vehicle_tax.certificates import certificate_pdf, first_day, issue_certificate
from gongbao.platform.vehicle_tax.collecting import collect, collected, correct, void
from gongbao.platform.vehicle_tax.credentials import (
    Caller,
    admit,
    draw_secret,
    issue_key,
    keys_of,
    require_duty,
    revoke_key,
)
from gongbao.platform.vehicle_tax.fees import apply_for_fee, base_of, fees, refunded_of, short_of
from gongbao.platform.vehicle_tax.filing import Standing, draw_up, filing_json, remit, standings
from gongbao.platform.vehicle_tax.handling import CaseLine, CaseView, case_view, cases, do
from gongbao.platform.vehicle_tax.institutions import (
    InstitutionRow,
    add_unit,
    close_unit,
    institution,
    institutions,
    register_institution,
    units,
)
from gongbao.platform.vehicle_tax.latefees import LateFeeRow
from gongbao.platform.vehicle_tax.latefees import owed as late_fees
from gongbao.platform.vehicle_tax.latefees import pay as pay_late_fee
from gongbao.platform.vehicle_tax.quoting import Quote, YearDue, needs_proof, quote, table_row
from gongbao.platform.vehicle_tax.reading import (
    TAX_PURPOSES,
    Inspection,
    ItemRow,
    inspect,
    items,
    taxpayer,
    unit_totals,
)
from gongbao.platform.vehicle_tax.records import keep_control, keep_training, records
from gongbao.platform.vehicle_tax.refunds import ClaimRow, claims
from gongbao.platform.vehicle_tax.refusals import Coded
from gongbao.platform.vehicle_tax.systems import apply_for_acceptance, require_usable, systems
from gongbao.platform.vehicle_tax.vehicles import (
    ModelRow,
    models_listed,
    owner_hash,
    take_in,
    take_in_models,
    vin_hash,
)
from gongbao.platform.vehicle_tax.watching import findings, watch
from gongbao.platform.vehicle_tax.words import UNIT_KINDS, WATCH

__all__ = [
    "TAX_PURPOSES",
    "UNIT_KINDS",
    "WATCH",
    "BooksRow",
    "Caller",
    "CaseLine",
    "CaseView",
    "ClaimRow",
    "Coded",
    "Inspection",
    "InstitutionRow",
    "ItemRow",
    "LateFeeRow",
    "ModelRow",
    "Quote",
    "Standing",
    "YearDue",
    "add_unit",
    "admit",
    "apply_for_acceptance",
    "apply_for_fee",
    "base_of",
    "books",
    "case_view",
    "cases",
    "certificate_pdf",
    "claims",
    "close_unit",
    "collect",
    "collected",
    "correct",
    "do",
    "draw_secret",
    "draw_up",
    "fees",
    "filing_json",
    "findings",
    "first_day",
    "inspect",
    "institution",
    "institutions",
    "issue_certificate",
    "issue_key",
    "items",
    "keep_control",
    "keep_training",
    "keys_of",
    "late_fees",
    "models_listed",
    "needs_proof",
    "owner_hash",
    "pay_late_fee",
    "quote",
    "read_books",
    "reconcile",
    "records",
    "refunded_of",
    "register_institution",
    "remit",
    "require_duty",
    "require_usable",
    "revoke_key",
    "short_of",
    "standings",
    "systems",
    "table_row",
    "take_in",
    "take_in_models",
    "taxpayer",
    "unit_totals",
    "units",
    "vin_hash",
    "void",
    "watch",
]  # fmt: skip
