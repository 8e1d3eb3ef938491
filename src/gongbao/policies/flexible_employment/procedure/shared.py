"""What the room's procedures share: roles, short ways to write steps, and reasons."""

from __future__ import annotations

from gongbao.kernel.procedure.wording import Wording, state
from gongbao.law.text import Text

DOCUMENT = "jiu-2020-19/"
ROOM = "flexible_employment"
APPLICANT, HALL, REVIEWER, CITY = "applicant", "district_handler", "district_reviewer", "city_officer"
GUARANTOR, BANK, MEDIATOR, INSPECTOR = "loan_guarantor", "loan_bank", "labour_mediator", "labour_inspector"
ARBITRATOR = "labour_arbitrator"
SAY = Wording(
    DOCUMENT,
    Text("文件没有规定，按本地设置办理", "Not in the text: handled by a local setting"),
    {
        APPLICANT: Text("申请人", "Applicant"),
        HALL: Text("公共就业服务机构经办", "Employment service, handling"),
        REVIEWER: Text("公共就业服务机构复核", "Employment service, review"),
        CITY: Text("市人力资源社会保障局", "Municipal human resources bureau"),
        GUARANTOR: Text("签约担保机构", "Guarantor under contract"),
        BANK: Text("经办银行", "Handling bank"),
        MEDIATOR: Text("基层调解组织", "Mediators"),
        INSPECTOR: Text("劳动保障监察", "Labour inspection"),
        ARBITRATOR: Text("劳动人事争议仲裁", "Labour arbitration"),
    },
)
roles, guard, reason, does, submit = SAY.taking_part, SAY.guard, SAY.reason, SAY.does, SAY.submit
DRAFT = state("draft", "填写中", "Draft", "本人填写", "Being filled in")
INCOMPLETE = reason("incomplete", "11.c", "信息没有填全", "Particulars are missing")
UNCLEAR = reason("unclear", "11.c", "信息前后不一致", "The particulars contradict")
FALSE = reason("false", "11.c", "承诺内容不真实", "What was promised is untrue")
