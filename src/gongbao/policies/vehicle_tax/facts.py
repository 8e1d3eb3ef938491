"""Facts: what must be known of a vehicle, its policy, an insurer's system and a ten-day period, and who may know it."""

from __future__ import annotations

from gongbao.kernel.rules import asking
from gongbao.law.text import Text

TAX_OFFICE = Text("主管税务机关", "the tax authority in charge")
CITY_IT = Text("市税务局信息技术部门", "the city tax bureau's technology department")
CITY_TAX = Text("市税务局业务管理部门", "the city tax bureau's tax department")

CLASSES = {
    "passenger_car": Text("乘用车（9人及以下）", "Passenger car (up to 9 seats)"),
    "coach": Text("客车（10人及以上）", "Coach (10 seats and more)"),
    "truck": Text(
        "货车（含半挂牵引车、三轮和低速货车、客货两用车）", "Truck (tractors and dual-purpose too)"
    ),
    "special_purpose": Text("专用作业车", "Special-purpose vehicle"),
    "wheeled_machine": Text("轮式专用机械车", "Wheeled machine"),
    "motorcycle": Text("摩托车", "Motorcycle"),
    "trailer": Text("挂车", "Trailer"),
    "other": Text("税目税额表以外", "Not in the tax table"),
}
TAXED = ("passenger_car", "coach", "truck", "special_purpose", "wheeled_machine", "motorcycle")
"""Classes of the table that take compulsory insurance; trailers have taken none since 2013-03-01."""
PER_TONNE = ("truck", "special_purpose", "wheeled_machine")
ENERGY = {
    "ordinary": Text("普通", "Ordinary"),
    "energy_saving": Text("列入节能目录的乘用车", "Energy-saving car listed in the catalogue"),
    "new_energy": Text(
        "列入新能源目录（商用纯电、插电混动、燃料电池商用）", "New-energy vehicle listed in the catalogue"
    ),
    "electric_car": Text("纯电动或燃料电池乘用车", "Battery or fuel-cell passenger car"),
}
STANDINGS = {
    "ordinary": Text("一般车辆", "Ordinary vehicle"),
    "military": Text("军队、武警专用车", "Vehicle of the army or armed police"),
    "police": Text("警用车", "Police vehicle"),
    "rescue": Text("国家综合性消防救援专用号牌车", "Fire and rescue vehicle with its own plate"),
    "diplomatic": Text("使领馆等外交车辆", "Diplomatic vehicle"),
    "tractor": Text("拖拉机", "Tractor"),
    "temporary_foreign": Text("临时入境的外国车辆", "Foreign vehicle in temporary entry"),
    "temporary_region": Text("临时入境的港澳台车辆", "Vehicle of Hong Kong, Macao or Taiwan in temporary entry"),
    "public_transport": Text("城乡公共交通车辆", "Public transport vehicle"),
}  # fmt: skip
PROOFS = {
    "military": Text("军队、武警核发的号牌", "The plate its own registry issued"),
    "police": Text("末位红色“警”字号牌", "The police plate with the red final mark"),
    "rescue": Text("消防救援专用号牌", "The fire and rescue plate"),
    "diplomatic": Text("使领馆车辆号牌及行驶证", "The diplomatic plate and licence"),
    "tractor": Text("拖拉机登记证书或行驶证", "The tractor's registration or licence"),
    "temporary_foreign": Text("海关核发的入境凭证", "The customs entry paper"),
    "temporary_region": Text("公安交管部门的批准凭证", "The traffic police's approval"),
    "public_transport": Text("税务机关减免税证明", "The tax authority's exemption paper"),
}
NOT_CHARGED = (
    "military",
    "police",
    "rescue",
    "diplomatic",
    "tractor",
    "temporary_foreign",
    "temporary_region",
)
CATALOGUES = {
    "energy_saving": Text("节能车型目录", "catalogue of energy-saving models"),
    "new_energy": Text("新能源车型目录", "catalogue of new-energy models"),
}
"""The catalogues that a relief rests on, by what they make of a vehicle."""
COVERS = {
    "whole_year": Text("一年", "A year"),
    "short": Text("短期（不足一年）", "Short (less than a year)"),
}
EVENTS = {
    "stolen": Text("被盗抢", "Stolen"),
    "scrapped": Text("报废", "Scrapped"),
    "lost": Text("灭失", "Destroyed"),
    "returned": Text("因质量退回生产或经销企业", "Returned for its quality"),
    "transferred": Text("过户", "Sold on"),
    "paid_twice": Text("重复缴纳", "Paid twice"),
}


# The vehicle
insured_here = asking.yes_no(
    "insured_here", "在本市保险机构投保交强险", "Compulsory insurance bought from an insurer here", 1
)
vehicle_class = asking.fact(
    "vehicle_class",
    "word",
    "车辆类别",
    "Class of the vehicle",
    2,
    prefill="vehicles",
    options=asking.options(CLASSES),
)
displacement_ml = asking.fact(
    "displacement_ml", "integer", "排气量（毫升）", "Displacement (ml)", 4, prefill="vehicles",
    help=Text("行驶证或登记证书所载毫升数，1600毫升属于1.6升（含）以下", "Millilitres of the licence; 1600 ml is up to 1.6 l"),
)  # fmt: skip
seats = asking.fact(
    "seats", "integer", "核定载客人数（含驾驶员）", "Seats, driver included", 5, prefill="vehicles"
)
kerb_kg = asking.fact(
    "kerb_kg", "integer", "整备质量（千克）", "Kerb weight (kg)", 5, prefill="vehicles",
    help=Text("尾数照实计算，税额保留两位小数", "Fractions of a tonne count as they are; the tax is rounded to the fen"),
)  # fmt: skip
energy = asking.fact(
    "energy",
    "word",
    "节能与新能源",
    "Energy-saving and new energy",
    6,
    prefill="catalogue",
    options=asking.options(ENERGY),
)
standing = asking.fact(
    "standing",
    "word",
    "车辆身份",
    "Standing of the vehicle",
    3,
    prefill="vehicles",
    options=asking.options(STANDINGS),
)
proof_seen = asking.yes_no(
    "proof_seen", "已查验不征或减免的凭证", "The proof for not charging was seen", 7,
    help=Text("按车辆身份查验对应的号牌、证件或证明", "The plate, licence or paper that belongs to the standing"),
)  # fmt: skip
bought_on = asking.fact(
    "bought_on", "date", "购买日期（发票）", "Day of purchase (invoice)", 3, prefill="vehicles"
)
tax_year = asking.fact("tax_year", "integer", "税款所属年度", "Tax year", 2)
collected_on = asking.fact("collected_on", "date", "代收日期", "Day of collection", 2)
cover = asking.fact("cover", "word", "交强险期间", "Length of the policy", 8, options=asking.options(COVERS))
cover_from = asking.fact("cover_from", "date", "保险起期", "First day of cover", 9)
cover_to = asking.fact("cover_to", "date", "保险止期", "Last day of cover", 9)
already_paid = asking.yes_no(
    "already_paid", "本年度税款已缴（或已有完税、免税凭证）", "The year's tax is paid, or a proof is shown", 4, prefill="vehicle_tax_ledger"
)  # fmt: skip

# Arrears
owed = asking.fact("owed", "fen", "欠缴税款", "Tax owed", 3)
filing_last_day = asking.fact(
    "filing_last_day", "date", "该年度申报期限末日", "Last day of that year's filing period", 2
)
paid_on = asking.fact("paid_on", "date", "缴纳日期", "Day of payment", 1)

late_fen_days = asking.fact(
    "late_fen_days", "fen", "逾期税款×逾期天数（分·日）", "Tax remitted late, times its days late (fen times days)", 1,
    help=Text("自解缴期限次日起，逐笔算到入库当日", "From the day after the limit to the day each sum arrived"),
    prefill="vehicle_tax_ledger",
)  # fmt: skip

# What an insurer enters
vin_right = asking.yes_no(
    "vin_right", "车架号17位且校验位正确", "The VIN has 17 characters and its check digit fits", 1
)
plate_right = asking.yes_no(
    "plate_right", "号牌书写正确（新车可无号牌）", "The plate is well formed (new cars may have none)", 2
)
owner_given = asking.yes_no(
    "owner_given", "已录入纳税人名称和证件号码", "The taxpayer's name and number are entered", 3
)
size_given = asking.yes_no(
    "size_given",
    "已录入计税所需的排量、载客或整备质量",
    "Displacement, seats or weight are entered as the class needs",
    4,
)
class_fits = asking.yes_no(
    "class_fits", "类别与载客人数、动力类型相符", "The class fits the seats and the drive", 5
)
registry_agrees = asking.yes_no(
    "registry_agrees", "与车辆登记信息一致", "It agrees with the vehicle register", 6, prefill="vehicles"
)
catalogue_agrees = asking.yes_no(
    "catalogue_agrees", "节能、新能源与车型目录一致", "It agrees with the catalogues of models", 6, prefill="catalogue",
    help=Text("节能车和新能源车的车型要在相应目录里；目录里的车型不按普通车录入", "A relief needs a listed model; a listed model is not entered as ordinary"),
)  # fmt: skip
signed_on = asking.fact("signed_on", "date", "交强险签单日期", "Day the policy was signed", 3)
policy_given = asking.yes_no(
    "policy_given", "已录入交强险保单号和起止日期", "Policy number and days of cover are entered", 3
)
proof_recorded = asking.yes_no(
    "proof_recorded", "减免或已缴凭证的号码和机关已录入", "Number and issuing office of the proof are recorded", 7
)  # fmt: skip

# An insurer's system
operates = asking.yes_no(
    "operates", "在本市经营交强险", "Sells compulsory insurance in the city", 1, prefill="institutions"
)
applied_on = asking.fact(
    "applied_on", "date", "书面验收申请日期", "Day of the written application", 2, prefill="acceptance"
)
go_live_on = asking.fact("go_live_on", "date", "系统上线日期", "Day of going live", 3)
used_on = asking.fact("used_on", "date", "代收当日", "Day it is used", 1)
accepted_on = asking.fact(
    "accepted_on", "date", "验收通过日期", "Day of acceptance", 5, prefill="acceptance",
    help=Text("没有通过的填 9999-12-31", "9999-12-31 where it was not accepted"),
)  # fmt: skip
technology_passed = asking.yes_no(
    "technology_passed",
    "信息技术部门测试通过",
    "The technology test was passed",
    60,
    prefill="acceptance",
    judged_by=CITY_IT,
)
business_passed = asking.yes_no(
    "business_passed",
    "业务管理部门测试通过",
    "The tax test was passed",
    61,
    prefill="acceptance",
    judged_by=CITY_TAX,
)
online = asking.yes_no(
    "online", "经车险信息平台联网查询并确认", "Queried and confirmed on line through the platform", 4
)

# A ten-day period
collected_fen = asking.fact(
    "collected_fen", "fen", "本旬代收合计", "Collected in the period", 1, prefill="vehicle_tax_ledger"
)
filed_fen = asking.fact("filed_fen", "fen", "申报合计", "Filed", 2, prefill="vehicle_tax_ledger")
remitted_fen = asking.fact("remitted_fen", "fen", "解缴入库合计", "Remitted", 3, prefill="vehicle_tax_ledger")
filed_on = asking.fact(
    "filed_on",
    "date",
    "申报日期",
    "Day of filing",
    4,
    help=Text("尚未申报填 9999-12-31", "9999-12-31 while not filed"),
)
remitted_on = asking.fact(
    "remitted_on",
    "date",
    "入库日期",
    "Day the treasury has it",
    5,
    help=Text("尚未入库填 9999-12-31", "9999-12-31 while not remitted"),
)
filing_due = asking.fact("filing_due", "date", "申报期限（末日顺延）", "Filing due (rolled)", 6)
filing_late_after = asking.fact(
    "filing_late_after", "date", "申报期限（按109条）", "Filing due by article 109", 6
)
remittance_due = asking.fact("remittance_due", "date", "解缴期限（末日顺延）", "Remittance due (rolled)", 7)
remittance_late_after = asking.fact(
    "remittance_late_after", "date", "解缴期限（按109条）", "Remittance due by article 109", 7
)
instrument_right = asking.yes_no(
    "instrument_right", "以电子缴库专用缴款书解缴", "Remitted with the electronic payment form", 8
)
type_right = asking.yes_no("type_right", "税款类型为“四代解缴”", "The form's type is the one prescribed", 9)

# Certificate
asked_on = asking.fact("asked_on", "date", "申请开具日期", "Day the certificate is asked for", 2)
tenth = asking.fact("tenth", "date", "缴税次月10日", "The 10th of the month after payment", 3)
in_treasury = asking.yes_no(
    "in_treasury", "税款已入库", "The tax is with the treasury", 4, prefill="vehicle_tax_ledger"
)
paid_through_insurer = asking.yes_no(
    "paid_through_insurer", "由保险机构代收", "Collected by an insurer", 1, prefill="vehicle_tax_ledger"
)

# Refund
event = asking.fact("event", "word", "退税原因", "Ground of the refund", 1, options=asking.options(EVENTS))
event_on = asking.fact(
    "event_on", "date", "发生日期（证明、退货发票所载）", "Day it happened, by the paper", 2
)
event_proof = asking.yes_no(
    "event_proof",
    "有公安、报废或退货凭证",
    "Police, scrapping or return paper is shown",
    50,
    judged_by=TAX_OFFICE,
)
paid_fen = asking.fact(
    "paid_fen", "fen", "已缴税款", "Tax paid for the year", 3, prefill="vehicle_tax_ledger"
)
annual_fen = asking.fact(
    "annual_fen", "fen", "全年税额（减征后）", "The year's tax after reliefs", 4, prefill="vehicle_tax_ledger"
)

# Handling fee
fee_applied = asking.yes_no("fee_applied", "保险机构已提出申请", "The insurer has applied", 1)
netted_fen = asking.fact(
    "netted_fen", "fen", "从税款中坐扣的金额", "Kept back from the tax", 2, prefill="vehicle_tax_ledger"
)
base_fen = asking.fact(
    "base_fen",
    "fen",
    "已入库税款（不含滞纳金）",
    "Tax in the treasury, late fees left out",
    3,
    prefill="vehicle_tax_ledger",
)
refunded_fen = asking.fact(
    "refunded_fen", "fen", "已由国库退还的税款", "Tax the treasury gave back", 4, prefill="vehicle_tax_ledger",
    help=Text("截至年底已退、还没有在别的年度扣减过的", "Up to the year's end, and not taken off in another year"),
)  # fmt: skip
fee_agreed = asking.yes_no("fee_agreed", "经审核同意", "Checked and agreed", 60, judged_by=TAX_OFFICE)
