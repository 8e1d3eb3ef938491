"""What the web uses of the room: registering, declaring, assessing, handing over, debits, telling, what is due."""

from __future__ import annotations

from gongbao.platform.social_insurance_collection.assessing import Assessed, assess_firm, assess_flexible
from gongbao.platform.social_insurance_collection.debits import (
    BankLine,
    Mismatch,
    banks_with_agreements,
    compare_registrations,
    mismatches,
    pay_online,
    plan,
    record_bank,
)
from gongbao.platform.social_insurance_collection.declaring import (
    agreement_asked,
    assessments_of,
    declared,
    do_hand_over,
    open_declaration,
    payer_of_firm,
    registration_of,
    send_agreement,
    send_declaration,
)
from gongbao.platform.social_insurance_collection.handing import Sent, charge_project, due_on, hand_over
from gongbao.platform.social_insurance_collection.jobs import NIGHT, assess_month
from gongbao.platform.social_insurance_collection.registering import (
    Staff,
    load_debit_calendar,
    record_staff,
    register_firm,
    register_flexible,
    register_project,
    stored_debit_days,
)
from gongbao.platform.social_insurance_collection.telling import (
    certificate,
    daily_rate,
    fee_shown,
    print_voucher,
    remind,
    tell_agency,
)
from gongbao.platform.social_insurance_collection.words import (
    AGREEMENT,
    CITY_OFFICE,
    DECLARATION,
    ITEMS,
    ROOM,
    SCHEME,
    SIDES,
    TOPICS,
    month_text,
)

__all__ = [
    "AGREEMENT", "CITY_OFFICE", "DECLARATION", "ITEMS", "NIGHT", "ROOM", "SCHEME", "SIDES", "TOPICS",
    "Assessed", "BankLine", "Mismatch", "Sent", "Staff", "agreement_asked", "assess_firm", "assess_flexible",
    "assess_month", "assessments_of", "banks_with_agreements", "certificate", "charge_project",
    "compare_registrations", "daily_rate", "declared", "do_hand_over", "due_on", "fee_shown", "hand_over",
    "load_debit_calendar", "mismatches", "month_text", "open_declaration", "pay_online", "payer_of_firm",
    "plan", "print_voucher", "record_bank", "record_staff", "register_firm", "register_flexible",
    "register_project", "registration_of", "remind", "send_agreement", "send_declaration",
    "stored_debit_days", "tell_agency",
]  # fmt: skip
