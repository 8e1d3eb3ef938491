"""A district's list of firms in key industries, reported in two batches and then locked."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, SYSTEM, Action, Clock, Outcome, Procedure, Reason, State
from gongbao.kernel.procedure.common import Common
from gongbao.law.text import Text
from gongbao.policies.training_subsidy.procedure import shared as s

RECOGNITION_REASONS = (
    Reason("industry", Text("不属于重点行业", "Not a key industry"), "neng-2020-6/1.2.a"),
    Reason("revenue", Text("收入降幅不到标准", "The fall in revenue is too small"), "neng-2020-6/1.2.b"),
    Reason("size", Text("不属于中小微企业", "Not a small, medium or micro firm"), "neng-2020-6/1.2.c"),
)

_STATES = (
    State(
        "first_batch",
        Text("第一批认定", "First batch"),
        Text("认定并准备第一批名单", "The first list is made"),
    ),
    State(
        "second_batch",
        Text("第二批认定", "Second batch"),
        Text("认定并准备第二批名单", "The second list is made"),
    ),
    State(
        "reported",
        Text("两批已报", "Reported"),
        Text("名单已报市人社局", "Both lists are with the city bureau"),
    ),
    State("locked", Text("名单锁定", "Locked"), Text("不再增加企业", "No firm can be added"), True, "done"),
)

_ACTIONS = (
    Action(
        "recognise",
        Text("认定企业", "Recognise a firm"),
        Text("按行业、规模和收入降幅认定，不能破例", "By industry, size and revenue, without exception"),
        ("first_batch", "second_batch"),
        STAY,
        ("district_government",),
        "neng-2020-6/1.2.p2",
        guard="training_subsidy/recognition",
        form="recognition",
        within="batch_2",
        batchable=True,
        effect=("list_firm",),
    ),
    Action(
        "decline",
        Text("不予认定", "Decline a firm"),
        Text("写明不符合哪一条件", "Says which condition is not met"),
        ("first_batch", "second_batch"),
        STAY,
        ("district_government",),
        "neng-2020-6/4.3",
        reasons=RECOGNITION_REASONS,
        batchable=True,
        effect=("notify_firm",),
    ),
    Action(
        "submit_batch",
        Text("报送名单", "Submit the list"),
        Text("两批名单分别按期报市人社局", "Each list by its day to the city bureau"),
        ("first_batch", "second_batch"),
        STAY,
        ("district_government",),
        "neng-2020-6/1.2.p2.a",
        form="list",
        outcomes=(
            Outcome(
                "first", Text("第一批", "First batch"), "second_batch", ("first_batch",), within="batch_1"
            ),
            Outcome(
                "second", Text("第二批", "Second batch"), "reported", ("second_batch",), within="batch_2"
            ),
        ),
        step_up=True,
        effect=("receipt", "notify_city"),
    ),
    Action(
        "skip_batch",
        Text("第一批逾期", "First batch missed"),
        Text("第一批未按期报送，并入第二批", "The first list was not sent in time; the second remains"),
        ("first_batch",),
        "second_batch",
        (SYSTEM,),
        "neng-2020-6/1.2.p2.a",
        effect=("notify_supervisor",),
    ),
    Action(
        "file_copy",
        Text("送行业部门备案", "File a copy"),
        Text("按行业分送市级主管部门", "To the city department of each industry"),
        ("second_batch", "reported", "locked"),
        STAY,
        ("district_government", SYSTEM),
        "neng-2020-6/1.2.p2.b",
        opens="copy",
        batchable=True,
        effect=("file_copy",),
    ),
    Action(
        "receive_copy",
        Text("备案回执", "Confirm the filing"),
        Text("主管部门确认收到备案名单", "The department confirms that it has the list"),
        ("second_batch", "reported", "locked"),
        STAY,
        ("industry_department",),
        "neng-2020-6/1.2.p2.b",
        settles="copy",
        effect=("receipt",),
    ),
    Action(
        "lock",
        Text("锁定名单", "Lock the list"),
        Text("第二批期限过后锁定", "After the second batch's day"),
        ("second_batch", "reported"),
        "locked",
        (SYSTEM,),
        "neng-2020-6/4.3.a",
        effect=("lock_list",),
    ),
)


def _batch(name: str, title: Text, parameter: str, expiry: str, runs_in: tuple[str, ...]) -> Clock:
    return Clock(
        name,
        title,
        "neng-2020-6/1.2.p2.a",
        "fixed_date",
        {"day": f"$parameter:{parameter}"},
        starts_on=(),
        stops_on=(),
        on_expiry=expiry,
        runs_in=runs_in,
        remind_before=(5, 1),
    )


RECOGNITION = Procedure(
    "training_subsidy.recognition",
    1,
    Text("重点行业企业认定", "Recognition of firms in key industries"),
    s.roles("district_government", "city_officer", "industry_department", SYSTEM),
    _STATES,
    (
        *_ACTIONS,
        *Common(
            applicant=("district_government",),
            officers=("city_officer",),
            handled=("first_batch", "second_batch"),
            delegates=("district_government",),
        ).actions(),
    ),
    (
        _batch(
            "batch_1",
            Text("第一批报送日", "Day of the first batch"),
            "list_batch_1_due",
            "skip_batch",
            ("first_batch",),
        ),
        _batch(
            "batch_2",
            Text("第二批报送日", "Day of the second batch"),
            "list_batch_2_due",
            "lock",
            ("first_batch", "second_batch", "reported"),
        ),
    ),
    "first_batch",
    (s.RECOGNISABLE,),
)
