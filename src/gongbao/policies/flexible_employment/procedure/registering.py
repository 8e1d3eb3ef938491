"""Registering flexible employment and unemployment: by the person's own commitment, without papers."""

from __future__ import annotations

from gongbao.kernel.procedure import STAY, Clock, Procedure
from gongbao.kernel.procedure.common import Common, escalating, returned, withdrawn
from gongbao.kernel.procedure.wording import RECEIPT, TELL, state
from gongbao.law.text import Text
from gongbao.policies.flexible_employment.procedure import shared as s


def _shared(clause: str) -> Common:
    return Common(
        applicant=(s.APPLICANT,),
        officers=(s.HALL,),
        draft=("draft",),
        withdrawable=("draft", "submitted"),
        returnable=("submitted",),
        return_reasons=(s.INCOMPLETE, s.UNCLEAR),
        return_clause=s.DOCUMENT + clause,
        resubmitted="submitted",
        handled=("submitted",),
        overdue=("submitted",),
    )


def _check(clause: str) -> Clock:
    return escalating(
        "check", Text("核对期限", "Time to check"), s.DOCUMENT + clause, "registration_working_days",
        ("submit", "resubmit"), ("submitted",),
    )  # fmt: skip


_FALSE = (s.FALSE, s.reason("not_here", "11", "没有在本市从业", "Does not work in Beijing"))
REGISTRATION = Procedure(
    f"{s.ROOM}.registration",
    1,
    Text("灵活就业登记", "Registration of flexible employment"),
    s.roles(s.APPLICANT, s.HALL, s.REVIEWER),
    (
        s.DRAFT,
        state("submitted", "待核对", "Being checked", "机构核对填报信息，不要求就业证明", "The particulars are checked; no proof of work"),
        state("registered", "已登记", "Registered", "《就业失业登记证》免费，信息有变及时改", "The certificate is free; changes are reported", tone="done"),
        state("ended", "已终止", "Ended", "本人已不再灵活就业", "The flexible work has ended", terminal=True, tone="done"),
        state("refused", "不予登记", "Refused", "不符合登记条件", "The conditions are not met", terminal=True, tone="stopped", beside="submitted"),
        state("revoked", "已撤销", "Revoked", "承诺不实，登记撤销", "Untrue: the registration is revoked", terminal=True, tone="stopped", beside="registered"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        s.submit("11.c", "填信息、作承诺，不交就业证明", "Particulars and commitment, no proof of work"),
        s.does(
            "register", "11.b", ("登记并发证", "Register", "登记，并免费发登记证", "Registered, with a free certificate"),
            "submitted", "registered", s.HALL, guard="may_register", batchable=True, effect=("certificate", *TELL),
        ),
        s.does(
            "refuse", "11", ("不予登记", "Refuse", "写明理由", "With the reasons"), "submitted", "refused", s.HALL,
            reasons=(*_FALSE, s.reason("second", "11.e", "已有一条有效登记，请办变更", "Another registration is in force")),
            effect=("decision", *TELL),
        ),
        s.does(
            "change", "11.e", ("变更", "Change", "就业信息变了就来改，历史保留", "Changes are kept with their history"),
            "registered", STAY, s.APPLICANT, form="change", guard="still_registered", effect=("change", *RECEIPT),
            personal_fields=("form",),
        ),
        s.does(
            "end", "11.e", ("终止登记", "End", "找到单位或不再工作", "Employed by a firm, or no longer working"),
            "registered", "ended", f"{s.APPLICANT} {s.HALL}", form="end", effect=("end", *TELL),
        ),
        s.does(
            "revoke", "11.c", ("撤销登记", "Revoke", "查实承诺不实", "The commitment is found untrue"),
            "registered", "revoked", s.REVIEWER, reasons=_FALSE, not_by=("register",), effect=("end", "decision", *TELL),
        ),
        *_shared("11.c").actions(),
    ),
    (_check("11"),),
    "draft",
    (
        s.guard("may_register", "11", "在本市灵活就业、信息和承诺齐全、没有另一条有效登记", "Works flexibly in Beijing, stated and promised, no other registration", "补全信息并作出承诺；已有登记的办理变更", "Complete and promise; where a registration exists, change it"),
        s.guard("still_registered", "11.e", "登记仍然有效", "The registration is in force", "登记已结束或撤销的，重新登记", "Register anew where it has ended"),
    ),
)  # fmt: skip

UNEMPLOYMENT = Procedure(
    f"{s.ROOM}.unemployment",
    1,
    Text("失业登记（灵活就业后）", "Registration of unemployment"),
    s.roles(s.APPLICANT, s.HALL, s.REVIEWER),
    (
        s.DRAFT,
        state("submitted", "待核对", "Being checked", "核对基本信息和失业原因", "Particulars and the reason are checked"),
        state("registered", "已登记失业", "Registered unemployed", "从登记日起算，可以申请帮助", "From the day of registration", tone="done"),
        state("ended", "已终止", "Ended", "已就业或不再求职", "At work again, or no longer looking", terminal=True, tone="done"),
        state("refused", "不予登记", "Refused", "不符合登记条件", "The conditions are not met", terminal=True, tone="stopped", beside="submitted"),
        state("revoked", "已撤销", "Revoked", "承诺不实，登记撤销", "Untrue: the registration is revoked", terminal=True, tone="stopped", beside="registered"),
        returned("submitted"),
        withdrawn("submitted"),
    ),
    (
        s.submit("12.c", "填基本信息和失业原因，作承诺", "Particulars, the reason and the commitment"),
        s.does(
            "register", "12", ("登记失业", "Register", "结束灵活就业登记，登记失业", "The employment ends; unemployment begins"),
            "submitted", "registered", s.HALL, guard="may_register", batchable=True, effect=("unemployed", *TELL),
        ),
        s.does(
            "refuse", "12", ("不予登记", "Refuse", "写明理由", "With the reasons"), "submitted", "refused", s.HALL,
            reasons=(
                s.reason("place", "12.b", "不是可以办理的地区", "Not a place where this may be done"),
                s.reason("at_work", "12", "仍在工作", "Still at work"),
                s.reason("not_flexible", "12", "此前没有在本市灵活就业", "Was not flexibly employed in Beijing"),
            ),
            effect=("decision", *TELL),
        ),
        s.does(
            "end", "12", ("终止", "End", "重新就业或不再求职", "At work again"), "registered", "ended",
            f"{s.APPLICANT} {s.HALL}", form="end", effect=("at_work", *TELL),
        ),
        s.does(
            "revoke", "12.c", ("撤销登记", "Revoke", "查实承诺不实", "The commitment is found untrue"), "registered", "revoked",
            s.REVIEWER, reasons=(s.reason("false", "12.c", "承诺内容不真实", "What was promised is untrue"),), not_by=("register",),
            effect=("at_work", "decision", *TELL),
        ),
        *_shared("12.c").actions(),
    ),
    (_check("12"),),
    "draft",
    (s.guard("may_register", "12", "此前在本市灵活就业、现已失业、地区正确", "Was flexible here, is out of work, the place is right", "先结束灵活就业登记，并选常住地、参保地或原就业地", "End the flexible registration first; choose where you live, are insured or worked"),),
)  # fmt: skip
