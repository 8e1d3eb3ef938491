"""Complaints answered at once (接诉即办): the centre's answer, the city's help, the cause classed."""

from __future__ import annotations

from gongbao.kernel.procedure.wording import RECEIPT, TELL, state
from gongbao.policies.personnel_archives.procedure.shared import (
    APPLICANT,
    CENTRE,
    CITY,
    SAY,
    limit,
    to_centre,
)

COMPLAINT = to_centre(
    "complaint",
    ("接诉即办", "Complaints answered at once"),
    (
        state("submitted", "待答复", "To be answered", "由公服中心答复", "The centre answers"),
        state("with_city", "市级协调", "With the city", "难点问题由市公服中心协调", "The city centre helps",
               beside="submitted"),
        state("answered", "已答复", "Answered", "等本人确认", "The person is asked whether it is settled"),
        state("closed", "已办结", "Closed", "原因已归类", "The cause is classed", terminal=True, tone="done"),
    ),
    (
        SAY.submit("end.s3", "说明诉求", "Says what is wrong"),
        SAY.does(
            "answer", "end.s3", ("答复", "Answer", "写明原因类别和办法", "Cause and remedy are stated"), "submitted",
            "answered", CENTRE, form="answer", effect=("classify", *TELL),
        ),
        SAY.does(
            "ask_city", "end.s3", ("提请市级协调", "Ask the city", "区里解决不了的", "What a district cannot settle"),
            "submitted", "with_city", CENTRE, form="question", effect=("notify_supervisor",),
        ),
        SAY.does(
            "reply", "end.s3", ("市级答复", "Reply", "答复区中心", "To the district's centre"), "with_city", "submitted",
            CITY, form="reply", effect=("notify_office",),
        ),
        SAY.does(
            "not_settled", "end.s3", ("没有解决", "Not settled", "重新办理", "It is taken up again"), "answered",
            "submitted", APPLICANT, form="statement", effect=RECEIPT,
        ),
        SAY.does("close", "end.s3", ("办结", "Close", "本人确认或无异议", "Confirmed, or no reply"), "answered", "closed",
              f"{APPLICANT} {CENTRE}", effect=()),
    ),
    (
        limit(
            "answer", ("答复期限", "Time to answer"), "end.s3", "complaint_working_days", "submit resubmit not_settled", "submitted",
        ),
        limit(
            "city_reply", ("市级答复期限", "Time for the city's reply"), "end.s3", "city_reply_working_days", "ask_city", "with_city",
        ),
    ),
    roles=(APPLICANT, CENTRE, CITY),
    returned_by="end.s3",
    overdue="submitted with_city",
)  # fmt: skip
