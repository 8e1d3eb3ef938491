"""A district's fund request of one month, from collecting cases to the settled ledger."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Clock, Procedure, Reason, State
from gongbao.kernel.procedure.common import Common, escalating, returned
from gongbao.law.text import Text
from gongbao.policies.training_subsidy.procedure import shared as s

_STATES = (
    State(
        "planned", Text("未开始", "Planned"), Text("等待开启当月汇总", "The month's collection has not begun")
    ),
    State(
        "open",
        Text("汇总中", "Collecting"),
        Text("汇总公示无异议的办件", "Cases without objection are collected"),
    ),
    State(
        "submitted",
        Text("已报市", "With the city"),
        Text("用款申请已报市人社局", "The request is with the city bureau"),
    ),
    State(
        "aggregated", Text("市级汇总", "Aggregated"), Text("已并入全市用款申请", "Part of the city's request")
    ),
    State(
        "requested",
        Text("已请款", "Requested"),
        Text("已向市财政局申请资金", "The finance bureau has been asked"),
    ),
    State(
        "pre_allocated",
        Text("已预拨", "Pre-allocated"),
        Text("资金已到专账支出账户", "The money is in the account"),
    ),
    State(
        "transferred",
        Text("已到区", "With the district"),
        Text("资金已到区人社局", "The money is with the district"),
    ),
    State(
        "paying", Text("拨付中", "Paying"), Text("正逐户拨付并处理退回", "Firms are paid, returns dealt with")
    ),
    State(
        "settled",
        Text("结清", "Settled"),
        Text("全部到账，账目轧平", "All paid, the ledger balances"),
        True,
        "done",
    ),
    returned("submitted"),
)

_ACTIONS = (
    Action(
        "open_month",
        Text("开启当月", "Open the month"),
        Text("每区每月一份用款申请", "One request per district and month"),
        ("planned",),
        "open",
        (s.HANDLER, SYSTEM),
        "neng-2020-6/3.3.a",
    ),
    Action(
        "collect",
        Text("汇总办件", "Collect cases"),
        Text("列入公示期满且无异议的办件", "Cases whose publicity ended without objection"),
        ("open",),
        STAY,
        (s.HANDLER, SYSTEM),
        "neng-2020-6/3.3",
        batchable=True,
        effect=("collect_cases",),
    ),
    Action(
        "submit_request",
        Text("报送用款申请", "Submit the request"),
        Text(
            "每月20日前报市人社局，遇休息日提前", "By the 20th to the city; earlier where that is a rest day"
        ),
        ("open",),
        "submitted",
        (s.REVIEWER,),
        "neng-2020-6/3.3.a",
        guard="totals_agree",
        form="fund_request",
        not_by=("collect",),
        step_up=True,
        effect=("receipt", "notify_city"),
    ),
    Action(
        "aggregate",
        Text("全市汇总", "Aggregate"),
        Text("市人社局核对并汇总各区申请", "The city bureau checks and adds up the districts"),
        ("submitted",),
        "aggregated",
        ("city_officer",),
        "neng-2020-6/3.3.b",
        guard="totals_agree",
        batchable=True,
    ),
    Action(
        "city_request",
        Text("向财政请款", "Request from finance"),
        Text("市人社局向市财政局申请资金", "The city bureau asks the finance bureau"),
        ("aggregated",),
        "requested",
        ("city_officer",),
        "neng-2020-6/3.3.b",
        form="city_request",
        step_up=True,
        batchable=True,
        effect=("notify_finance",),
    ),
    Action(
        "pre_allocate",
        Text("按季预拨", "Pre-allocate"),
        Text("市财政局按季度拨到专账支出账户", "Each quarter, into the special account"),
        ("requested",),
        "pre_allocated",
        ("city_finance",),
        "neng-2020-6/3.3.c",
        guard="allocation_available",
        not_by=("city_request",),
        step_up=True,
        batchable=True,
        effect=("post_allocation",),
    ),
    Action(
        "transfer_to_district",
        Text("拨付到区", "Transfer to the district"),
        Text("市社保经办机构按申请数拨付", "The city agency pays what was approved"),
        ("pre_allocated",),
        "transferred",
        ("insurance_agency",),
        "neng-2020-6/3.3.d",
        guard="special_account_covers",
        not_by=("pre_allocate",),
        step_up=True,
        batchable=True,
        effect=("post_transfer", "fund_cases"),
    ),
    Action(
        "pay_firms",
        Text("拨付企业", "Pay the firms"),
        Text("逐户拨付，账户更正后可再拨", "Firm by firm, again after a corrected account"),
        ("transferred", "paying"),
        "paying",
        s.DISTRICT,
        "neng-2020-6/3.3.e",
        not_by=("collect",),
        step_up=True,
        effect=("pay_cases",),
    ),
    Action(
        "return_payment",
        Text("登记银行退回", "Record a returned payment"),
        Text("登记退回的一笔，等待更正账户", "One payment came back; its account must be corrected"),
        ("paying",),
        STAY,
        (*s.DISTRICT, SYSTEM),
        "neng-2020-6/3.3.e",
        reasons=s.BANK_REASONS,
        opens="returned_payment",
        batchable=True,
        effect=("reverse_payment",),
    ),
    Action(
        "correct_account",
        Text("登记账户更正", "Record the corrected account"),
        Text("企业已更正，可以再次拨付", "The firm has corrected it; it can be paid again"),
        ("paying",),
        STAY,
        (*s.DISTRICT, SYSTEM),
        "neng-2020-6/3.3.e",
        settles="returned_payment",
    ),
    Action(
        "settle",
        Text("结清", "Settle"),
        Text("没有未处理的退回，账目轧平", "No return is left and the ledger balances"),
        ("paying",),
        "settled",
        (s.REVIEWER, SYSTEM),
        "neng-2020-6/3.3.e",
        guard="ledger_balances",
        unless_open=("returned_payment",),
        effect=("archive",),
    ),
)

FUND_REQUEST = Procedure(
    "training_subsidy.fund_request",
    1,
    Text("月度用款申请", "Monthly fund request"),
    s.roles(s.HANDLER, s.REVIEWER, "city_officer", "city_finance", "insurance_agency", SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *Common(
            applicant=(s.REVIEWER,),
            officers=("city_officer",),
            returnable=("submitted",),
            return_reasons=(
                Reason(
                    "totals", Text("合计与明细不符", "The total differs from its rows"), "neng-2020-6/3.3.a"
                ),
                Reason(
                    "not_ready",
                    Text("列入了公示未完成的办件", "A case's publicity is not over"),
                    "neng-2020-6/3.3",
                ),
            ),
            return_clause="neng-2020-6/3.3.b",
            resubmitted="submitted",
            resubmit_guard="totals_agree",
            handled=("open", "submitted", "aggregated", "transferred", "paying"),
            delegates=(*s.DISTRICT, "city_officer"),
            overdue=("open", "transferred", "paying"),
        ).actions(),
    ),
    (
        Clock(
            "request_day",
            Text("用款申请报送日", "Day for the fund request"),
            "neng-2020-6/3.3.a",
            "day_of_month",
            {"month": "$body:month", "day": "$parameter:fund_request_day"},
            starts_on=("open_month",),
            stops_on=("submit_request",),
            on_expiry="escalate",
            runs_in=("open",),
            remind_before=(5, 1),
        ),
        escalating(
            "payment",
            Text("拨付时限", "Time for payment"),
            "neng-2020-6/3.3.e",
            "payment_working_days",
            ("transfer_to_district",),
            ("transferred", "paying"),
        ),
    ),
    "planned",
    (s.TOTALS_AGREE, s.ALLOCATION, s.SPECIAL_ACCOUNT, s.LEDGER),
)
