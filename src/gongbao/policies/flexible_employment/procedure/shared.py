"""What the room's procedures share: roles, and short ways to write states, steps, reasons and guards."""

from __future__ import annotations

from gongbao.kernel.procedure import SYSTEM, Action, Guard, Reason, Role, State
from gongbao.law.text import Text

DOCUMENT = "jiu-2020-19/"
ROOM = "flexible_employment"
APPLICANT, HALL, REVIEWER, CITY = "applicant", "district_handler", "district_reviewer", "city_officer"
GUARANTOR, BANK, MEDIATOR, INSPECTOR = "loan_guarantor", "loan_bank", "labour_mediator", "labour_inspector"
ARBITRATOR = "labour_arbitrator"
_ROLES = {
    APPLICANT: Role(APPLICANT, Text("申请人", "Applicant")),
    HALL: Role(HALL, Text("公共就业服务机构经办", "Employment service, handling")),
    REVIEWER: Role(REVIEWER, Text("公共就业服务机构复核", "Employment service, review")),
    CITY: Role(CITY, Text("市人力资源社会保障局", "Municipal human resources bureau")),
    GUARANTOR: Role(GUARANTOR, Text("签约担保机构", "Guarantor under contract")),
    BANK: Role(BANK, Text("经办银行", "Handling bank")),
    MEDIATOR: Role(MEDIATOR, Text("基层调解组织", "Mediators")),
    INSPECTOR: Role(INSPECTOR, Text("劳动保障监察", "Labour inspection")),
    ARBITRATOR: Role(ARBITRATOR, Text("劳动人事争议仲裁", "Labour arbitration")),
    SYSTEM: Role(SYSTEM, Text("系统", "System")),
}
LOCAL = Text("文件没有规定，按本地设置办理", "Not in the text: handled by a local setting")
RECEIPT, TELL = ("receipt", "notify_office"), ("notify_applicant",)


def title_of(role: str) -> Text:
    """The title of one of the room's roles."""
    return _ROLES[role].title


def roles(*names: str) -> tuple[Role, ...]:
    """These roles and the system."""
    return tuple(_ROLES[name] for name in (*names, SYSTEM))


def state(name: str, zh: str, en: str, zh_why: str, en_why: str, **more: object) -> State:
    """A state in few words."""
    return State(name, Text(zh, en), Text(zh_why, en_why), **more)  # type: ignore[arg-type]


def guard(name: str, clause: str, zh: str, en: str) -> Guard:
    """A guard with its clause."""
    return Guard(name, Text(zh, en), DOCUMENT + clause)


def reason(name: str, clause: str, zh: str, en: str) -> Reason:
    """A reason with its clause, or none where the text has none."""
    return Reason(
        name, Text(zh, en), DOCUMENT + clause if clause else "", why_none=Text("", "") if clause else LOCAL
    )


def does(
    name: str,
    clause: str,
    words: tuple[str, str, str, str],
    source: str,
    target: str,
    role: str,
    **more: object,
) -> Action:
    """A step in few words; `source` and `role` are lists in one text."""
    zh, en, zh_why, en_why = words
    more = {"effect": TELL, **more}
    return Action(
        name, Text(zh, en), Text(zh_why, en_why), tuple(source.split()), target, tuple(role.split()),
        DOCUMENT + clause, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def submit(clause: str, zh_why: str, en_why: str, guarded: str = "") -> Action:
    """Handing in the application."""
    return does(
        "submit", clause, ("提交", "Submit", zh_why, en_why), "draft", "submitted", APPLICANT,
        guard=guarded, form="application", effect=RECEIPT, personal_fields=("form",),
    )  # fmt: skip


DRAFT = state("draft", "填写中", "Draft", "本人填写", "Being filled in")
INCOMPLETE = reason("incomplete", "11.c", "信息没有填全", "Particulars are missing")
UNCLEAR = reason("unclear", "11.c", "信息前后不一致", "The particulars contradict")
FALSE = reason("false", "11.c", "承诺内容不真实", "What was promised is untrue")
