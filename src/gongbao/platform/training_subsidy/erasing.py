"""What the room blanks when a case is erased: names and the host unit, uploads; sums and fingerprints stay for the books."""

from __future__ import annotations

from gongbao.platform.cases.services import Case, erases
from gongbao.platform.db.services import Tx
from gongbao.platform.files import services as files
from gongbao.platform.training_subsidy.models import ClaimRow
from gongbao.platform.training_subsidy.words import ROOM

BLANK = "已清除"


@erases(ROOM)
def erase(tx: Tx, case: Case) -> None:
    """Blank the people's rows and forget the uploaded sheets and papers."""
    ClaimRow.objects.filter(case=case.key).update(name=BLANK, shown=BLANK, host_unit="")
    files.forget(tx, case.key)
