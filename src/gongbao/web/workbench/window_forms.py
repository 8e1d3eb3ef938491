"""What the window's forms ask."""

from __future__ import annotations

from datetime import date

from gongbao.kernel import districts
from gongbao.kernel.forms import Field, Option, options
from gongbao.law.text import Text
from gongbao.platform.db.services import Actor
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import MandateKind
from gongbao.policies import policies

_HOW = Text("如 2020-10-09", "such as 2020-10-09")
_PAPER_KINDS = ("pdf", "jpeg", "png")
PRESENT = Field(
    name="present",
    kind="choices",
    label=Text("人证核对", "Card and person"),
    options=(
        Option(
            "yes",
            Text("本人在场，身份证已当面核对，人证一致", "The person is here and is the one on the card"),
        ),
    ),
)
NUMBER = Field(
    name="number",
    kind="identity_number",
    label=Text("身份证号", "Identity number"),
    help=Text("照身份证逐位输入，不要照抄页面", "Type it from the card, not from a screen"),
)
SECOND = Field(
    name="second",
    kind="choices",
    label=Text("第二个账号", "A second account"),
    required=False,
    options=(
        Option(
            "yes",
            Text("这个人已有账号，仍要认证这一个", "This person has one already and wants this one too"),
        ),
    ),
)
PAPERS_SEEN = Field(
    name="present",
    kind="choices",
    label=Text("核对", "Checked"),
    options=(
        Option(
            "yes",
            Text(
                "已看原件和经办人身份证，与所填一致",
                "I saw the originals and the card of who brings them; all agrees",
            ),
        ),
    ),
)
PRINCIPAL = Field(
    name="principal",
    kind="text",
    label=Text("委托方", "Principal"),
    help=Text("单位填信用代码，个人填身份证号", "A firm's credit code, or a person's identity number"),
    max_length=40,
)


def paper(label: Text) -> Field:
    """The paper an entry rests on, scanned or photographed."""
    return Field(
        name="document",
        kind="file",
        label=label,
        help=Text("PDF或照片，盖章、签字处要看得清", "PDF or photo; seal and signature must be readable"),
        accept=_PAPER_KINDS,
    )


def firm_fields(actor: Actor) -> tuple[Field, ...]:
    """A firm and its legal representative; officers of a district enter their own district's firms."""
    district = Field(
        name="office",
        kind="choice",
        label=Text("参保的区", "District of insurance"),
        help=Text("已登记的单位和机构不用选", "Not needed where the firm is entered already"),
        required=False,
        options=tuple(Option(each.code, each.name) for each in districts.OFFICES),
    )
    return (
        Field(name="code", kind="credit_code", label=Text("统一社会信用代码", "Unified social credit code")),
        Field(name="name", kind="text", label=Text("单位名称", "Name of the firm"), max_length=128),
        *((district,) if actor.is_city else ()),
        Field(
            name="dispatch", kind="yes_no", label=Text("劳务派遣单位", "Labour dispatch agency"),
            help=Text("看经营许可；已登记的单位以原登记为准", "By its licence; a firm entered already stays as it is"),
        ),
        Field(
            name="login", kind="text", label=Text("法定代表人的用户名", "User name of the legal representative"),
            help=Text("须是已实名的个人账号", "A verified citizen's account"), max_length=64,
        ),
        paper(Text("营业执照或法定代表人证明", "Licence or letter naming the representative")),
        Field(
            name="replaces", kind="choices", label=Text("变更法定代表人", "Change of representative"), required=False,
            options=(
                Option("yes", Text("法定代表人已变更，原法定代表人的授权随即终止",
                                   "The representative has changed; the former one's mandate ends at once")),
            ),
        ),
        PAPERS_SEEN,
    )  # fmt: skip


def mandate_fields(today: date) -> tuple[Field, ...]:
    """A mandate on paper."""
    kinds = tuple(
        Option(each.value, each.label) for each in MandateKind if each != MandateKind.REPRESENTATIVE
    )
    rooms = {parties.ALL_ROOMS: Text("全部业务", "All services")} | {
        each.room: each.title for each in policies()
    }
    return (
        Field(name="kind", kind="choice", label=Text("授权种类", "Kind of mandate"), options=kinds),
        PRINCIPAL,
        Field(
            name="principal_name", kind="text", label=Text("委托人姓名", "Name of the principal"),
            only_if=("kind", MandateKind.KIN.value), help=Text("亲属代办时填写", "Where kin act for a person"),
            max_length=64,
        ),
        Field(
            name="agent", kind="text", label=Text("受托方", "Agent"),
            help=Text(
                "个人填已实名的用户名；代理记账、劳务派遣单位填信用代码",
                "A verified user name; the credit code of a bookkeeping or dispatch agency",
            ),
            max_length=64,
        ),
        Field(name="rooms", kind="choices", label=Text("哪些业务", "Services"), options=options(rooms)),
        Field(name="starts_on", kind="date", label=Text("起始日期", "First day"), help=_HOW),
        Field(name="ends_on", kind="date", label=Text("终止日期（含）", "Last day (included)"), help=_HOW, minimum=today),
        paper(Text("授权书", "Letter of mandate")),
        PAPERS_SEEN,
    )  # fmt: skip
