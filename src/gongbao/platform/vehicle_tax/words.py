"""Words and constants of the room's app."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from gongbao.law.text import Text
from gongbao.platform.db.clock import ZONE, local_day

ROOM = SCHEME = "vehicle_tax"
DIGITS = "09"
"""The digits of the announcement's number in case numbers."""
WATCH = "vehicle_tax.watch"
"""The daily job that looks for what is late or short."""
PURPOSE = "vehicle_tax"
"""The only purpose for which taxpayers' data is read (tax-2020-9/13)."""
UNIT_KINDS = {"branch": Text("营业网点", "Branch"), "intermediary": Text("代理机构", "Intermediary")}
ITEM_STATES = {
    "live": Text("已代收", "Collected"),
    "void": Text("已撤销", "Voided"),
    "corrected": Text("已更正", "Corrected"),
    "refunded_in_part": Text("已代收，部分退税", "Collected, given back in part"),
    "refunded": Text("已全部退税", "Given back whole"),
}
"""States as shown; the last two are those of a live item whose tax the treasury gave back."""
OUTCOMES = {"collected": Text("代收", "Collected"), "not_due": Text("不征、免征或已缴", "Nothing due")}
SYSTEM_STATES = {
    "applied": Text("验收中", "Being tested"),
    "accepted": Text("验收通过", "Accepted"),
    "failed": Text("未通过或撤回", "Not accepted"),
}
FILING_STATES = {
    "filed": Text("已申报，待解缴", "Filed, to be remitted"),
    "remitted": Text("已全部解缴", "Remitted in full"),
}
FINDINGS = {
    "not_filed": Text("到期未申报", "Not filed in time"),
    "late_filing": Text("逾期申报", "Filed late"),
    "under_remitted": Text("到期未足额解缴", "Short of what was collected"),
    "late_remittance": Text("逾期解缴", "Remitted late"),
    "wrong_form": Text("缴款书种类或税款类型不对", "Wrong payment form or type"),
}
ENDINGS = {
    "": Text("未了结", "Open"),
    "put_right": Text("已补办", "Put right"),
    "decided": Text("已处理", "Decided"),
}
"""How a finding ended."""


def next_look(at: datetime) -> datetime:
    """When the next daily look is due: six in the morning of the day after."""
    return datetime.combine(local_day(at) + timedelta(days=1), time(6), ZONE)
