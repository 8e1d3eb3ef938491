"""What other apps use of collecting. The generic core of social insurance, vehicle tax, and what comes.

A scheme (``social_insurance``, ``vehicle_tax``) names whose charges these are. All sums are fen, a period is
a month (year × 12 + month − 1). Everything that changes takes the command's `tx` first and happens once:
by charge number, by (source, reference) of money, by remittance number, by a file's digest.

Payers: `Payer`, `firm_payer`, `person_payer`.
Charges: `NewCharge`; `hand_over` takes an immutable file (digest, count, total; idempotent), `charge` makes
one without a file, `cancel`, `hold`, `hold_payers`; a correction is a further charge that `corrects` another, `credit` turns
one below zero into loose money.
Money: `receive` (with the charges it settles), `settle` loose money, `undo` an allocation; `ask_refund`,
`decide_refund` (four eyes), `pay_refund`.
Late fees: `late_fee` (exact fen × days, rounded once), `charge_late_fee`; `defer` lets a part be paid later.
Channels: agreements (`sign`, `end`, `agreements`, `in_force`), debit batches (`plan_debits`, `send_debits`,
`debit_file`, `import_results`), on-line (`draw`, `OnlineBank`, `online_bank`), vouchers (`issue_voucher`, `pay_voucher`,
`expire_vouchers`), `LocalDebitBank`.
Onward: `remit` (whole items of money, nothing netted).
Proof: `compare` (any number of sides, pure), `reconcile` (keeps a run with every difference),
`reconcile_period` (agency, collector, treasury), `check_books`.
Reading: `charges`, `payments`, `batches`, `parked`, `runs`, `differences`; models stay inside this app.
"""

from __future__ import annotations

from gongbao.platform.collections.agreements import (
    AgreementRow,
    account_print,
    agreed_parties,
    agreements,
    all_in_force,
    end,
    in_force,
    sign,
)
from gongbao.platform.collections.bankfile import (
    LAYOUTS,
    Column,
    Debit,
    Layout,
    Result,
    layout_of,
    read_debits,
    read_results,
    write_debits,
    write_results,
)
from gongbao.platform.collections.books import Fault, check_books
from gongbao.platform.collections.charging import (
    HandedOver,
    NewCharge,
    cancel,
    charge,
    file_bytes,
    hand_over,
    hold,
    hold_payers,
)
from gongbao.platform.collections.comparing import Compared, compare, side
from gongbao.platform.collections.debiting import (
    DebitFile,
    cancel_debits,
    debit_file,
    failed_months,
    failed_tries,
    plan_debits,
    send_debits,
)
from gongbao.platform.collections.deferring import defer, due_now
from gongbao.platform.collections.latefees import (
    LateFee,
    Stretch,
    charge_late_fee,
    fee,
    late_fee,
    paid_late,
)
from gongbao.platform.collections.localbank import Judge, LocalDebitBank
from gongbao.platform.collections.online import Asked, OnlineBank, draw, online_bank
from gongbao.platform.collections.payers import Payer, firm_payer, person_payer
from gongbao.platform.collections.reading import (
    BatchRow,
    ChargeRow,
    DifferenceRow,
    ParkedRow,
    PaymentRow,
    RefundRow,
    RunRow,
    Sums,
    VoucherRow,
    allocation_of,
    batches,
    charges,
    differences,
    differences_of,
    open_differences,
    paid_on,
    parked,
    payments,
    refunds,
    run,
    runs,
    runs_of,
    settled_of,
    sums,
    unremitted,
    unsettled_files,
    vouchers,
)
from gongbao.platform.collections.receiving import Received, credit, receive, settle, settle_oldest, undo
from gongbao.platform.collections.reconciling import (
    WHY,
    Done,
    file_lines,
    reconcile,
    reconcile_period,
    settle_difference,
)
from gongbao.platform.collections.refunds import ask_refund, decide_refund, give_back, pay_refund
from gongbao.platform.collections.remitting import remit
from gongbao.platform.collections.results import Taken, import_results, settle_parked
from gongbao.platform.collections.vouchers import (
    Issued,
    expire_vouchers,
    issue_voucher,
    note_letter,
    pay_voucher,
    voucher_letter,
    voucher_parts,
)
from gongbao.platform.collections.words import (
    AGREEMENTS,
    BY_PAYER,
    CHANNELS,
    DEFERRED,
    DIFFERENCES,
    HELD,
    KINDS,
    STATES,
)

__all__ = [
    "AGREEMENTS",
    "BY_PAYER",
    "CHANNELS",
    "DEFERRED",
    "DIFFERENCES",
    "HELD",
    "KINDS",
    "LAYOUTS",
    "STATES",
    "WHY",
    "AgreementRow",
    "Asked",
    "BatchRow",
    "ChargeRow",
    "Column",
    "Compared",
    "Debit",
    "DebitFile",
    "DifferenceRow",
    "Done",
    "Fault",
    "HandedOver",
    "Issued",
    "Judge",
    "LateFee",
    "Layout",
    "LocalDebitBank",
    "NewCharge",
    "OnlineBank",
    "ParkedRow",
    "Payer",
    "PaymentRow",
    "Received",
    "RefundRow",
    "Result",
    "RunRow",
    "Stretch",
    "Sums",
    "Taken",
    "VoucherRow",
    "account_print",
    "agreed_parties",
    "agreements",
    "all_in_force",
    "allocation_of",
    "ask_refund",
    "batches",
    "cancel",
    "cancel_debits",
    "charge",
    "charge_late_fee",
    "charges",
    "check_books",
    "compare",
    "credit",
    "debit_file",
    "decide_refund",
    "defer",
    "differences",
    "differences_of",
    "draw",
    "due_now",
    "end",
    "expire_vouchers",
    "failed_months",
    "failed_tries",
    "fee",
    "file_bytes",
    "file_lines",
    "firm_payer",
    "give_back",
    "hand_over",
    "hold",
    "hold_payers",
    "import_results",
    "in_force",
    "issue_voucher",
    "late_fee",
    "layout_of",
    "note_letter",
    "online_bank",
    "open_differences",
    "paid_late",
    "paid_on",
    "parked",
    "pay_refund",
    "pay_voucher",
    "payments",
    "person_payer",
    "plan_debits",
    "read_debits",
    "read_results",
    "receive",
    "reconcile",
    "reconcile_period",
    "refunds",
    "remit",
    "run",
    "runs",
    "runs_of",
    "send_debits",
    "settle",
    "settle_difference",
    "settle_oldest",
    "settle_parked",
    "settled_of",
    "side",
    "sign",
    "sums",
    "undo",
    "unremitted",
    "unsettled_files",
    "voucher_letter",
    "voucher_parts",
    "vouchers",
    "write_debits",
    "write_results",
]  # fmt: skip
