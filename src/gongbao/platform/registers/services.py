"""What other apps use of registers: facts for rosters and firms, imports, history."""

from __future__ import annotations

from gongbao.platform.registers.answers import Cover, Earlier, Graduation, Hardship, Insurance, RegisterFacts
from gongbao.platform.registers.everybody import Shown, born_and_sex, everybody, masked
from gongbao.platform.registers.facts import (
    facts_for_firm,
    facts_for_roster,
    insured_elsewhere,
    insured_months_here,
    paid,
)
from gongbao.platform.registers.firm_answers import FirmFacts, Recognition, Size
from gongbao.platform.registers.history import Version, history
from gongbao.platform.registers.importing import (
    BatchView,
    ParkedView,
    batches,
    drop_parked,
    import_file,
    kinds,
    mend_parked,
    parked,
    record_rows,
)
from gongbao.platform.registers.kinds import Kind, kind
from gongbao.platform.registers.protocol import Asked, Register, register
from gongbao.platform.registers.spells import Spell

__all__ = [
    "Asked", "BatchView", "Cover", "Earlier", "FirmFacts", "Graduation", "Hardship", "Insurance", "Kind",
    "ParkedView", "Recognition", "Register", "RegisterFacts", "Shown", "Size", "Spell", "Version", "batches", "born_and_sex",
    "drop_parked", "everybody", "facts_for_firm", "facts_for_roster", "history", "import_file", "insured_elsewhere",
    "insured_months_here", "kind", "kinds", "masked", "mend_parked", "paid", "parked", "record_rows", "register",
]  # fmt: skip
