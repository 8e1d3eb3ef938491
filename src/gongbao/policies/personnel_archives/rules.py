"""Rules: who may leave an archive where, what may be certified, copied, seen and lent; each cites its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    Const,
    MonthOf,
    Param,
    Reading,
    Share,
    Subtract,
    Today,
    Value,
    all_of,
    any_of,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.personnel_archives import facts as f

ROOM = Path(__file__).parent
NAME = "personnel_archives"
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "rencai-2020-24/"


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


def _question(name: str, zh: str, en: str, condition: Condition, *clauses: str, **values: Value) -> Question:
    return Question(
        id=f"{NAME}/{name}",
        title=Text(zh, en),
        condition=condition,
        clauses=tuple(DOCUMENT + clause for clause in clauses),
        book=BOOK,
        all_readings=READINGS,
        values=values,
    )


# The statutory age (dated): a month per four (or two) months of birth since the first one, up to a cap
def _completed(months: Value, per: int) -> Value:
    """Whole groups of `per` months (4 or 2): rounding half up of what lies just below the middle."""
    return Share(months * 2 - (per - 1), Const(1), 2 * per)


def _retires(base: str, first: str, cap: str, per: int) -> Value:
    born = MonthOf(f.born_on)
    later = (_completed(Subtract(born, Param(first)), per) + 1).at_least_of(0).at_most(Param(cap))
    return born + Param(base) + later


STATUTORY_MONTH: Value = Choose(
    f.sex.one_of("man"),
    _retires("age_man", "first_month_man", "later_man", 4),
    Choose(
        f.post.one_of("worker"),
        _retires("age_woman_worker", "first_month_woman_worker", "later_woman_worker", 2),
        _retires("age_woman", "first_month_woman", "later_woman", 4),
    ),
)
"""The month in which the statutory age is reached, as year × 12 + month − 1."""
months_left = Subtract(STATUTORY_MONTH, MonthOf(Today()))

# Intake: individual entrusting (items 1, 2, 4)
ended_with_firm = _named(
    all_of(
        f.former_employer.one_of("enterprise", "institution"),
        f.relation_ended,
        f.unemployed,
        f.local_household,
    ),
    "unemployed_resident",
    "1.s1",
    "与企事业单位终止或解除关系的本市失业人员",
    "An unemployed resident whose employment with an enterprise or institution has ended",
)
settled_without_employer = _named(
    Reading(
        "points_group",
        {
            "both": all_of(
                f.settlement.one_of("points"), f.points_qualified, f.approved_to_settle, ~f.has_employer
            ),
            "either": f.settlement.one_of("points")
            & any_of(f.points_qualified, f.approved_to_settle)
            & ~f.has_employer,
        },
    ),
    "settled_without_employer",
    "2.s2",
    "积分落户人员，没有就业单位",
    "Settled by points and without an employer",
)
other_situation = _named(
    f.other_person_found,
    "other_situation",
    "1.s1",
    "清单外情形，由公服中心认定",
    "Another situation, found by the centre",
)
right_centre = _named(
    any_of(
        all_of(f.centre_of_household, ~f.household_in_development_area),
        f.household_in_development_area & f.development_centre_found,
    ),
    "right_centre",
    "1.s1",
    "户籍所在区的公服中心",
    "The centre of the district of household registration",
)
near_statutory_age: Condition = Reading(
    "near_window",
    {"person": f.near_found, "months": (months_left <= Param("near_retirement_months"))},
)
told_from_archive = _named(
    any_of(~near_statutory_age, f.archive_reviewed & f.notice_served),
    "told_from_archive",
    "4.s1",
    "临近法定退休年龄的，已依据档案告知",
    "Near the statutory age: told what the archive shows",
)
promised = _named(
    any_of(~near_statutory_age, f.promise_given),
    "promised",
    "4.s2",
    "临近法定退休年龄的，本人已承诺",
    "Near the statutory age: the person has promised",
)
INTAKE = _question(
    "intake",
    "个人委托存档：能不能接收",
    "Individual entrusting: can the archive be taken in",
    all_of(any_of(ended_with_firm, settled_without_employer, other_situation), right_centre, told_from_archive, promised),
    "1.s1", "1.s3", "2.s2", "4.s1", "4.s2",
    statutory_month=STATUTORY_MONTH,
)  # fmt: skip

# Where an archive may go (items 1, 2, 3)
not_to_street = _named(
    ~f.destination.one_of("street"),
    "not_to_street",
    "1.s2",
    "不转往街道（乡镇）",
    "Not passed on to a street or township body",
)
to_centre = _named(
    f.destination.one_of("district_centre") & f.centre_of_household,
    "to_centre",
    "1.s1",
    "转往户籍所在区公服中心",
    "To the centre of the household's district",
)
to_employer = _named(
    all_of(f.destination.one_of("employer"), f.has_employer, f.employer_may_keep),
    "to_employer",
    "2.s1",
    "转往有管档权限的所在单位",
    "To an employer that may keep archives",
)
to_entrusted = _named(
    all_of(f.destination.one_of("entrusted_body"), f.has_employer, f.body_may_keep),
    "to_entrusted",
    "2.s1",
    "转往单位委托的存档机构",
    "To the body the employer entrusts",
)
to_origin = _named(
    f.destination.one_of("origin") & f.wishes_return,
    "to_origin",
    "3.s1",
    "本人要求才转回原籍",
    "Back to the place of origin only at the person's wish",
)
found_right = _named(
    f.transfer_found, "found_right", "2.s1", "经认定可以转往", "Found to be a right destination"
)
TRANSFER = _question(
    "transfer",
    "档案转往这里可以吗",
    "May the archive go there",
    all_of(not_to_street, any_of(to_centre, to_employer, to_entrusted, to_origin, found_right)),
    "1.s2", "2.s1", "3.s1",
)  # fmt: skip

kept_here = _named(f.stored_here, "kept_here", "3.s1", "已在本市公服中心存档", "Kept by a centre in Beijing")
settled = _named(
    f.settlement.one_of("points", "other"), "settled", "3.s1", "已办理进京落户", "Settled in Beijing"
)
no_wish = _named(
    ~f.wishes_return,
    "no_wish_to_return",
    "3.s1",
    "本人没有要求转回",
    "The person does not ask for the return",
)
papers_filed = _named(
    f.approval_filed, "papers_filed", "3.s2", "审批材料归入本人档案", "The approval papers are in the archive"
)
STAY = _question(
    "stay",
    "落户后档案可以留在原中心吗",
    "May the archive stay after settling",
    all_of(kept_here, settled, no_wish, papers_filed),
    "3.s1", "3.s2",
)  # fmt: skip

_early = _named(
    months_left <= Param("early_verification_months"),
    "time_to_verify",
    "4.s3",
    "到了提前核实的时间",
    "It is time for early verification",
)
_kept_for_advance = _named(
    f.stored_here, "kept_for_advance", "4.s4", "是存档人员", "The archive is kept here"
)
_offered = _named(
    Reading("advance_notice", {"authorised": months_left >= 0, "duty": ALWAYS}),
    "advance_offered",
    "4.s4",
    "提前告知退休所需事项",
    "What retirement needs is told ahead",
)
ADVANCE = _question(
    "retirement_advance",
    "要不要提前核实档案、告知退休事项",
    "Is it time to verify and tell what retirement needs",
    all_of(_kept_for_advance, _early, _offered),
    "4.s3", "4.s4",
    statutory_month=STATUTORY_MONTH,
)  # fmt: skip

# Certificates (item 5)
recorded = _named(
    f.catalogued >= 1, "recorded", "5.s1", "档案目录里有这项材料", "The catalogue has a paper on it"
)
clear = _named(f.clear_record, "clear_record", "5.s2", "档案有明确记载", "The record is clear")
agreeing = _named(f.records_agree, "records_agree", "5.s2", "各处记载不矛盾", "The records do not contradict")
CERTIFICATE = _question(
    "certificate",
    "能不能出具这项证明",
    "Can this be certified",
    all_of(recorded, clear, agreeing),
    "5.s1", "5.s2",
)  # fmt: skip
CUSTODY = _question(
    "custody_certificate",
    "能不能出具存档证明",
    "Can it be certified that the archive is kept here",
    _named(f.stored_here, "kept_now", "5.s3", "档案由本中心保管", "The archive is kept by this centre"),
    "5.s3",
)

# Copies (item 6)
LISTED_PURPOSES = ("employment", "study", "examination", "joining_kin")
LISTED_MATERIALS = ("experience", "grades", "assignment", "admission")
entitled = _named(
    any_of(
        f.asker.one_of("self"),
        all_of(f.asker.one_of("agent"), f.mandate_valid),
        all_of(f.asker.one_of("employer", "department", "street"), f.asker_found),
    ),
    "entitled",
    "6.s1",
    "本人或有效授权的代办人申请",
    "Asked by the person or by an agent whose mandate is in force",
)
purpose_listed = _named(
    any_of(f.purpose.one_of(*LISTED_PURPOSES), f.purpose_found),
    "purpose_listed",
    "6.s1",
    "用途是就业、升学、考试或亲属投靠进京",
    "For employment, study, an examination or kin joining in Beijing",
)
material_listed = _named(
    any_of(f.material.one_of(*LISTED_MATERIALS), f.material_found),
    "material_listed",
    "6.s2",
    "反映经历、成绩、报到、进京审批等的材料",
    "A paper on history, results, assignment or admission, or one like these",
)
serves_purpose = _named(
    Reading(
        "copy_fit",
        {"any": ALWAYS, "relevant": f.relevant_found},
    ),
    "serves_purpose",
    "6.s2",
    "材料与用途相符",
    "The paper serves the purpose",
)
in_archive = _named(
    f.catalogued >= 1, "in_archive", "6.s2", "档案里有这类材料", "The archive has such a paper"
)
COPY = _question(
    "copy",
    "这份材料能不能复印",
    "May this paper be copied",
    all_of(entitled, purpose_listed, material_listed, serves_purpose, in_archive),
    "6.s1", "6.s2",
)  # fmt: skip
HAND_OVER = _question(
    "copy_handover",
    "复印件能不能交给申请人",
    "May the copies be handed over",
    all_of(
        _named(f.sealed, "sealed", "6.s3", "复印件已严密包封", "The copies are sealed"),
        _named(f.seal_number, "seal_recorded", "6.s3", "封签已登记", "The seal is recorded"),
    ),
    "6.s3",
)

# Nothing asked that a register can answer (item 7)
MAY_ASK = _question(
    "may_ask_for_paper",
    "能不能要求提交这份材料",
    "May this paper be demanded",
    _named(
        Reading(
            "exchange_down",
            {"accept_first": ~f.shared_source, "ask_while_down": ~f.shared_source | f.source_down},
        ),
        "not_shared",
        "7.s3",
        "数据共享取不到",
        "It cannot be had by data sharing",
    ),
    "7.s3",
)

# Images and loans (items 1 and 8)
LISTED_MATTERS = ("flexible_work", "unemployment_benefit", "back_payment", "service_years", "retirement")
street_serves = _named(
    all_of(f.asker.one_of("street"), f.unemployed, f.street_of_person),
    "street_serves",
    "1.s4",
    "街道（乡镇）为所服务的失业人员查看影像",
    "A street body looks at the image of an unemployed person it serves",
)
department_matter = _named(
    all_of(
        f.asker.one_of("department"),
        f.borrower_body,
        any_of(f.matter.one_of(*LISTED_MATTERS), f.matter_found),
    ),
    "department_matter",
    "8.s2",
    "借阅部门办理清单所列事项",
    "A lending department handles one of the matters listed",
)
stated = _named(
    f.purpose_stated, "purpose_stated", "8.z.s2", "写明用途并留痕", "The purpose is stated and logged"
)
only_image = _named(
    f.read_only, "image_only", "1.s4", "依据影像，不取走实体档案", "From the image; the paper stays"
)
there_is_image = _named(
    f.image_available, "image_there", "8.s2", "有档案影像可以提供", "There is an image to give"
)
IMAGE = _question(
    "image",
    "能不能看档案影像",
    "May the image be seen",
    all_of(any_of(street_serves, department_matter), stated, only_image, there_is_image),
    "1.s4", "8.s2",
)  # fmt: skip
lending_body = _named(
    f.borrower_body, "lending_body", "8.z.s1", "借阅方是机构", "The borrower is a lending department"
)
not_own = _named(
    ~f.own_file,
    "not_own_file",
    "8.z.s2",
    "不是本人或近亲属的档案",
    "Not the reader's own or a near relative's",
)
image_first = _named(
    any_of(~f.image_available, f.image_insufficient_found),
    "image_first",
    "8.s2",
    "影像优先：没有影像，或影像确实不够",
    "Images first: there is none, or it does not suffice",
)
approved = _named(f.approved, "loan_approved", "8.z.s1", "外借已审批", "The loan is approved")
counted = _named(
    f.inventoried, "pages_counted", "8.z.s1", "页数已清点登记", "The pages are counted and recorded"
)
in_term = _named(
    Subtract(f.back_on, f.lent_on) <= Param("loan_days"),
    "within_term",
    "8.z.s1",
    "归还日在外借期限以内",
    "To be back within the term of loans",
)
nothing_overdue = _named(
    f.overdue_loans.equals(0), "nothing_overdue", "8.z.s2", "没有逾期未还", "Nothing is overdue"
)
LOAN = _question(
    "loan",
    "能不能外借实体档案",
    "May the real archive be lent",
    all_of(lending_body, not_own, image_first, approved, counted, in_term, nothing_overdue),
    "8.s2", "8.z.s1", "8.z.s2",
)  # fmt: skip
QUESTIONS = (INTAKE, TRANSFER, STAY, ADVANCE, CERTIFICATE, CUSTODY, COPY, HAND_OVER, MAY_ASK, IMAGE, LOAN)
