"""Rules: what a vehicle owes, whether an insurer may collect, a period in order, certificates, refunds, the fee."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.rules.nodes import (
    Cases,
    Choose,
    Condition,
    Const,
    Least,
    MonthOf,
    Param,
    Reading,
    Share,
    Steps,
    Today,
    Value,
    Within,
    all_of,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.vehicle_tax import facts as f

ROOM = Path(__file__).parent
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "tax-2020-9/"
CAR_LIMITS = (1000, 1600, 2000, 2500, 3000, 4000)
"""Displacements in millilitres, each the last of its band."""
CAR_BANDS = ("car_1000", "car_1600", "car_2000", "car_2500", "car_3000", "car_4000", "car_over_4000")
MEDIUM_COACH_SEATS = 19
LARGEST_CAR_SEATS = 9
YEAR = 12
WHOLE = 1000
"""A vehicle taxed as one counts a thousand thousandths; one taxed by the tonne counts its kilograms."""


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


# The year's tax
_year_starts = f.tax_year * YEAR
_owned = _year_starts + YEAR - MonthOf(f.bought_on)
_of_the_year = Within(_owned, 0, YEAR)
_of_the_cover = Within(
    Within(MonthOf(f.cover_to) - _year_starts, -1, YEAR - 1) + _year_starts + 1 - MonthOf(f.cover_from),
    0,
    YEAR,
)
months_due = Reading(
    "short_cover",
    {
        "months_of_cover": Cases(f.cover, ("whole_year", "short"), (_of_the_year, _of_the_cover)),
        "whole_year": _of_the_year,
    },
)
"""Months charged: from the month of the invoice in the first year, those of a short policy, twelve otherwise."""


def _table(*, relief: bool) -> Value:
    """The table's amount for a year in parts of a fen, not rounded, after the reliefs where asked for.

    Thousandths for weights, twelfths for the plate relief and halves for energy-saving cars: see `_PARTS`.
    """
    scale = Steps(f.displacement_ml, CAR_LIMITS, tuple(Param(name) for name in CAR_BANDS))
    cars: Value = scale * (WHOLE * YEAR)
    if relief:
        cars = Reading(
            "plate_relief", {"applies": scale * WHOLE * Param("plate_relief_twelfths"), "none": cars}
        )
    coach = Steps(f.seats, (MEDIUM_COACH_SEATS,), (Param("coach_medium"), Param("coach_large")))
    weighed = (f.kerb_kg * Param(name) * YEAR for name in ("truck_tonne", "special_tonne", "machine_tonne"))
    by_class = Cases(
        f.vehicle_class,
        f.TAXED,
        (cars, coach * (WHOLE * YEAR), *weighed, Param("motorcycle") * (WHOLE * YEAR)),
    )
    saving: Value = Param("energy_saving_halves") if relief else Const(2)
    return Share(by_class, Cases(f.energy, tuple(f.ENERGY), (Const(2), saving, Const(2), Const(2))))


_PARTS = WHOLE * YEAR * 2
year_tax = Share(_table(relief=True), months_due, _PARTS * YEAR)
"""The tax due, rounded once, half up to the fen."""

rules_in_force = _named(
    f.collected_on >= Param("effective_from"),
    "rules_in_force",
    "15",
    "代收日期在办法施行以后",
    "Collected after the measures took effect",
)
ruled_in_its_year = _named(
    (MonthOf(Today()) >= _year_starts) & (MonthOf(Today()) < _year_starts + YEAR),
    "ruled_in_its_year", "4", "按所属年度的税额表计算", "Worked out by the table of the tax year",
)  # fmt: skip
insured_in_beijing = _named(
    f.insured_here,
    "insured_in_beijing",
    "3",
    "在本市保险机构投保交强险",
    "Compulsory insurance is bought from an insurer here",
)
in_table = _named(
    ~f.vehicle_class.one_of("other"),
    "in_table",
    "3",
    "车辆在税目税额表之内",
    "The vehicle stands in the tax table",
)
takes_insurance = _named(
    ~f.vehicle_class.one_of("trailer"), "takes_insurance", "2", "属于投保交强险的车辆（挂车不投保）", "It takes compulsory insurance; trailers take none",
)  # fmt: skip
inside_tax = _named(
    ~f.energy.one_of("electric_car"), "inside_tax", "3", "不是征税范围以外的纯电动、燃料电池乘用车", "Not a battery or fuel-cell car, which lies outside the tax",
)  # fmt: skip
not_exempt_by_standing = _named(
    ~all_of(f.standing.one_of(*f.NOT_CHARGED), f.proof_seen),
    "not_exempt_by_standing", "6.3.a", "不是已查验凭证的不征、免征车辆", "Not a vehicle whose proof for not charging was seen",
)  # fmt: skip
not_public_transport = _named(
    Reading(
        "public_transport",
        {
            "by_paper": ~all_of(f.standing.one_of("public_transport"), f.proof_seen),
            "exempt": ~f.standing.one_of("public_transport"),
        },
    ),
    "not_public_transport", "6.4", "不是免征的公共交通车辆", "Not an exempt public transport vehicle",
)  # fmt: skip
not_new_energy = _named(
    ~f.energy.one_of("new_energy"),
    "not_new_energy",
    "6.4",
    "不是列入目录的免税新能源车",
    "Not a listed new-energy vehicle, which is exempt",
)
not_exempt_motorcycle = _named(
    ~f.vehicle_class.one_of("motorcycle") | (f.displacement_ml > Param("motorcycle_exempt_ml")),
    "not_exempt_motorcycle", "4", "不是免税期内的小排量摩托车", "Not a small motorcycle in the years of its exemption",
)  # fmt: skip
not_paid_yet = _named(
    ~f.already_paid, "not_paid_yet", "6.3.a", "本年度税款尚未缴纳", "The year's tax has not been paid"
)
owned_in_year = _named(
    _owned >= 1, "owned_in_year", "4", "购买日期不晚于所属年度", "Bought in the tax year or before"
)

TAX = Question(
    id="vehicle_tax/tax",
    title=Text("一辆车一年应缴多少车船税", "The tax of one vehicle for one year"),
    condition=all_of(
        rules_in_force,
        ruled_in_its_year,
        insured_in_beijing,
        in_table,
        takes_insurance,
        not_exempt_by_standing,
        not_public_transport,
        inside_tax,
        not_new_energy,
        not_exempt_motorcycle,
        owned_in_year,
        not_paid_yet,
    ),
    clauses=tuple(DOCUMENT + c for c in ("2", "3", "4", "6.3.a", "6.4")),
    book=BOOK,
    all_readings=READINGS,
    amount=year_tax,
    values={
        "months": months_due,
        "table_amount_fen": Share(_table(relief=False), Const(1), _PARTS),
        "before_relief_fen": Share(_table(relief=False), months_due, _PARTS * YEAR),
        "whole_year_fen": Share(_table(relief=True), Const(1), _PARTS),
    },
)

# The late fee of an earlier year
days_late = f.paid_on - f.filing_last_day
LATE_FEE = Question(
    id="vehicle_tax/late_fee",
    title=Text("往年欠税要缴多少滞纳金", "The late fee of an earlier year's tax"),
    condition=all_of(
        not_paid_yet,
        _named(f.owed >= 1, "tax_owed", "7", "有欠缴的税款", "Tax is owed"),
        _named(
            f.paid_on > f.filing_last_day,
            "after_the_period",
            "7",
            "缴纳日期在申报期限之后",
            "Paid after the filing period ended",
        ),
    ),
    clauses=(DOCUMENT + "7",),
    book=BOOK,
    all_readings=READINGS,
    amount=Share(f.owed, days_late * Param("late_fee_per_myriad"), 10000),
    values={"days": days_late},
)

# The late fee of an insurer that remits late
REMITTED_LATE = Question(
    id="vehicle_tax/remitted_late",
    title=Text("保险机构逾期解缴要缴多少滞纳金", "The late fee of an insurer that remits late"),
    condition=_named(
        f.late_fen_days >= 1,
        "remitted_late",
        "8.a",
        "有逾期解缴的税款",
        "Something was remitted after its last day",
    ),
    clauses=(DOCUMENT + "8.a", DOCUMENT + "14"),
    book=BOOK,
    all_readings=READINGS,
    amount=Share(f.late_fen_days, Param("late_fee_per_myriad"), 10000),
)

# What an insurer enters
ENTRY = Question(
    id="vehicle_tax/entry",
    title=Text("录入的信息是否齐全真实", "Is what was entered complete and true"),
    condition=all_of(
        _named(f.vin_right, "vin_right", "6.3.c", "车架号正确", "The VIN is right"),
        _named(f.plate_right, "plate_right", "6.3.c", "号牌正确", "The plate is right"),
        _named(f.owner_given, "owner_given", "6.3.c", "纳税人信息齐全", "The taxpayer is entered"),
        _named(f.policy_given, "policy_given", "6.3.c", "交强险保单信息齐全", "The policy is entered"),
        _named(f.size_given, "size_given", "6.3.c", "计税数据齐全", "The data the tax depends on is entered"),
        _named(f.class_fits, "class_fits", "6.3.c", "车辆类别与数据相符", "The class fits the data"),
        _named(
            f.bought_on <= f.signed_on, "bought_before_policy", "6.3.c", "购买日期不晚于签单日期", "Bought no later than the policy was signed"
        ),
        _named(f.catalogue_agrees, "catalogue_agrees", "6.3.c", "节能、新能源与车型目录一致", "It agrees with the catalogues of models"),
        _named(f.registry_agrees, "registry_agrees", "6.3.c", "与车辆登记信息一致", "It agrees with the vehicle register"),
        _named(
            (~f.already_paid & (f.standing.one_of("ordinary") | ~f.proof_seen)) | f.proof_recorded,
            "proof_recorded", "6.3.a", "凭证号码和出具机关已录入", "The proof's number and office are recorded",
        ),
    ),
    clauses=(DOCUMENT + "6.3.c", DOCUMENT + "6.3.a"),
    book=BOOK,
    all_readings=READINGS,
)  # fmt: skip

# Whether an insurer may collect with this system
SYSTEM_USE = Question(
    id="vehicle_tax/system",
    title=Text("保险机构的系统能否用来代收", "May an insurer collect with this system"),
    condition=all_of(
        _named(f.operates, "withholding_agent", "2", "是在本市经营交强险的保险机构", "It sells compulsory insurance in the city"),
        _named(f.used_on >= Param("effective_from"), "measures_in_force", "15", "办法已经施行", "The measures are in force"),
        _named(
            f.applied_on < f.go_live_on, "applied_before_going_live", "11", "上线前已书面申请验收", "Acceptance was applied for before going live"
        ),
        _named(
            f.technology_passed & f.business_passed, "both_departments_passed", "11.a", "两个部门共同验收通过", "Both departments passed it"
        ),
        _named(
            (f.accepted_on <= f.used_on) & (f.go_live_on <= f.used_on),
            "accepted_system", "6.2.a", "代收时系统已验收并上线", "The system is accepted and live when used",
        ),
        _named(f.online, "collected_online", "5", "经车险信息平台联网代收", "Collected on line through the platform"),
    ),
    clauses=tuple(DOCUMENT + c for c in ("2", "5", "6.2.a", "11", "11.a")),
    book=BOOK,
    all_readings=READINGS,
)  # fmt: skip

# A ten-day period
PERIOD = Question(
    id="vehicle_tax/period",
    title=Text("一旬的代收款是否按期足额申报解缴", "Was a ten-day period filed and remitted in time and whole"),
    condition=all_of(
        _named(f.filed_fen >= f.collected_fen, "filed_whole", "6.1.c", "申报数等于代收数", "Everything collected was filed"),
        _named(
            Reading("ten_day_holidays", {"art109": f.filed_on <= f.filing_late_after, "roll": f.filed_on <= f.filing_due}),
            "filed_in_time", "8", "次旬5日内申报", "Filed within five days of the next period",
        ),
        _named(f.remitted_fen >= f.collected_fen, "remitted_whole", "6.1.c", "入库数等于代收数", "Everything collected was remitted"),
        _named(
            Reading(
                "ten_day_holidays",
                {"art109": f.remitted_on <= f.remittance_late_after, "roll": f.remitted_on <= f.remittance_due},
            ),
            "remitted_in_time", "8.a", "次旬终了前解缴", "Remitted before the next period ended",
        ),
        _named(f.instrument_right, "right_instrument", "9", "以电子缴库专用缴款书解缴", "Remitted with the electronic form"),
        _named(f.type_right, "right_type", "9.a", "税款类型为“四代解缴”", "The form is of the prescribed type"),
    ),
    clauses=tuple(DOCUMENT + c for c in ("6.1.c", "8", "8.a", "9", "9.a")),
    book=BOOK,
    all_readings=READINGS,
    values={
        "under_filed_fen": (f.collected_fen - f.filed_fen).at_least_of(0),
        "under_remitted_fen": (f.collected_fen - f.remitted_fen).at_least_of(0),
    },
)  # fmt: skip

# The certificate
CERTIFICATE = Question(
    id="vehicle_tax/certificate",
    title=Text("什么时候可以开完税证明", "When can the certificate be had"),
    condition=all_of(
        _named(f.paid_through_insurer, "paid_through_insurer", "10", "税款由保险机构代收", "An insurer collected the tax"),
        _named(
            Reading("certificate_day", {"after_tenth": f.asked_on > f.tenth, "on_tenth": f.asked_on >= f.tenth}),
            "after_the_tenth", "10", "已过缴税次月10日", "The 10th of the month after payment is over",
        ),
        _named(f.in_treasury, "in_treasury", "10", "税款已经入库", "The tax is with the treasury"),
    ),
    clauses=(DOCUMENT + "10",),
    book=BOOK,
    all_readings=READINGS,
)  # fmt: skip

# Refunds
_left = _year_starts + YEAR - MonthOf(f.event_on)
_ended = f.event.one_of("stolen", "scrapped", "lost", "returned")
REFUND = Question(
    id="vehicle_tax/refund",
    title=Text("能退多少车船税", "How much tax is paid back"),
    condition=all_of(
        _named(
            _ended | f.event.one_of("paid_twice"), "ground_for_refund", "1", "属于可退税的情形（过户不退）", "A ground for a refund; a sale is none"
        ),
        _named(f.event_proof, "refund_proof", "1", "有证明凭证", "The proof is shown"),
        _named((_left >= 1) & (_left <= YEAR), "event_in_year", "1", "发生在税款所属年度", "It happened in the tax year"),
        _named(f.paid_fen >= 1, "tax_was_paid", "1", "该年度税款已缴", "The year's tax was paid"),
    ),
    clauses=(DOCUMENT + "1",),
    book=BOOK,
    all_readings=READINGS,
    amount=Choose(f.event.one_of("paid_twice"), f.paid_fen, Least(f.paid_fen, Share(f.annual_fen, _left, YEAR))),
    values={"months": _left},
)  # fmt: skip

# The handling fee
_fee_base = Reading("fee_refunds", {"net": (f.base_fen - f.refunded_fen).at_least_of(0), "gross": f.base_fen})
HANDLING_FEE = Question(
    id="vehicle_tax/handling_fee",
    title=Text("手续费返还多少", "How much handling fee is paid"),
    condition=all_of(
        _named(f.fee_applied, "fee_applied", "12.a", "保险机构提出申请", "The insurer has applied"),
        _named(f.netted_fen.equals(0), "nothing_netted", "12.b", "没有从税款中坐扣", "Nothing was kept back from the tax"),
        _named(_fee_base >= 1, "tax_remitted", "12", "有已入库、没有退还的税款", "Tax has reached the treasury and stayed there"),
        _named(f.fee_agreed, "fee_agreed", "12.a", "经审核同意", "Checked and agreed"),
    ),
    clauses=tuple(DOCUMENT + c for c in ("12", "12.a", "12.b")),
    book=BOOK,
    all_readings=READINGS,
    amount=Share(_fee_base, Param("handling_fee_rate")),
    values={"fee_base_fen": _fee_base},
)  # fmt: skip

QUESTIONS = (TAX, LATE_FEE, REMITTED_LATE, ENTRY, SYSTEM_USE, PERIOD, CERTIFICATE, REFUND, HANDLING_FEE)
