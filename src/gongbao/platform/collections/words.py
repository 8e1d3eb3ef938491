"""Bilingual words of collecting, and the refusals several modules share."""

from __future__ import annotations

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

CHANNELS = {
    "online_debit": Text("税库银联网缴税", "On-line debit through tax, treasury and bank"),
    "batch_debit": Text("银行批量扣款", "Scheduled batch debit"),
    "bank_counter": Text("银行端现金缴税", "Bank counter with a printed voucher"),
    "insurer": Text("保险机构代收", "Collected by an insurer"),
    "transfer": Text("转账", "Bank transfer"),
    "credit": Text("差额转入", "Credit from a reassessment"),
}
AGREEMENTS = {
    "tri_party": Text("银税三方（委托）划缴协议", "Tri-party debit agreement"),
    "bank_payment": Text("北京市社会保险费银行缴费协议", "Earlier bank payment agreement"),
    "city_collection": Text("同城特约委托收款", "Same-city special collection order (old)"),
    "other": Text("其他原缴费方式", "Another old way of paying"),
    "registered": Text("经办机构登记的扣款账户", "Account registered with the agency"),
}
KINDS = {
    "assessed": Text("核定", "Assessed"),
    "difference": Text("差额", "Difference of a reassessment"),
    "project": Text("按项目", "By project"),
    "arrears": Text("补缴", "Arrears"),
    "late_fee": Text("滞纳金", "Late fee"),
    "tax": Text("税款", "Tax"),
}
DEFERRED, BY_PAYER = "deferred", "by_payer"
HELD = {
    DEFERRED: Text("已声明暂缓，不扣款，不算欠费", "Put off by declaration: not debited, no debt"),
    BY_PAYER: Text("由本人选择怎样缴，不批量扣款", "Paid as its payer chooses, not in a batch"),
}
"""Why a charge is kept from batch debits though nothing is wrong with it."""
STATES = {
    "open": Text("待缴", "To be paid"),
    "settled": Text("已缴清", "Paid"),
    "cancelled": Text("已作废", "Cancelled"),
    "planned": Text("待送银行", "Planned"),
    "sent": Text("已送银行", "Sent to the bank"),
    "paid": Text("已扣款", "Debited"),
    "failed": Text("扣款不成功", "Not debited"),
    "done": Text("银行已答复", "Answered by the bank"),
    "used": Text("已使用", "Used"),
    "expired": Text("已失效", "Expired"),
    "asked": Text("待审批", "Asked for"),
    "approved": Text("已批准", "Approved"),
    "rejected": Text("未批准", "Rejected"),
    "taken": Text("已入账", "Booked"),
    "parked": Text("待人工处理", "Waiting for a person"),
    "refused": Text("不予受理", "Refused"),
}
DIFFERENCES = {
    "missing": Text("有一方没有这一笔", "One side lacks it"),
    "amount": Text("金额不同", "The amounts differ"),
    "twice": Text("有一方记了两次", "One side has it twice"),
}


def unknown(what: Text, key: object) -> Refusal:
    """A refusal for something that is not there."""
    return Refusal(
        Text(f"找不到{what.zh}：{key}", f"No such {what.en}: {key}"),
        mend=Text("请核对编号后重试", "Check the number and try again"),
    )


def as_json(refusal: Refusal, clause: str = "") -> dict[str, str]:
    """A refusal as the reason kept with a parked line or file; `clause` where it names none itself."""
    mend = refusal.mend or Text("", "")
    return {
        "zh": refusal.what.zh,
        "en": refusal.what.en,
        "mend_zh": mend.zh,
        "mend_en": mend.en,
        "clause": refusal.clause or clause,
    }
