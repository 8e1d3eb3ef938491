"""Rules: form, signatures, contents, time, ends, systems and duties; each condition cites its clause.

Limits of the Labour Contract Law are cited through item (三), which takes them in; the words name the article.
"""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Choose,
    Condition,
    Param,
    RatioAtLeast,
    Reading,
    Value,
    all_of,
    any_of,
    as_value,
)
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.electronic_contracts import facts as f

ROOM = Path(__file__).parent
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")
DOCUMENT = "lao-2020-28/"
LONGEST_YEARS = 50


def _named(part: Condition, name: str, clause: str, zh: str, en: str) -> Condition:
    return part.named(name, Text(zh, en), DOCUMENT + clause)


def repeated(amount: Value, count: Value, most: int) -> Value:
    """`amount` taken `count` times, `count` between 0 and `most`: a product of two values that may be unknown."""
    total: Value = as_value(0)
    for nth in range(1, most + 1):
        total = total + Choose(count >= nth, amount, as_value(0))
    return total


# May it be electronic (items 1, 2, 4, 6)
in_scope = _named(
    f.employer_registered_here,
    "in_scope",
    "II",
    "用人单位在本市注册",
    "The employer is registered in the city",
)
both_agreed = _named(
    all_of(f.employer_agreed, f.worker_agreed),
    "both_agreed",
    "1",
    "双方都同意采用电子形式",
    "Both agreed to the electronic form",
)
agreed_first = _named(
    f.agreed_before_signing, "agreed_first", "1", "同意在签署之前", "The agreement came before any signature"
)
data_message = _named(
    f.kept_as_file,
    "data_message",
    "2.s1",
    "文本是可视为书面形式的数据电文",
    "The text is a data message that counts as writing",
)
managed_in_system = _named(
    f.in_signing_system,
    "managed_in_system",
    "6.s1",
    "通过签署系统订立和管理",
    "Made and kept in a signing system",
)
unaltered = _named(
    f.file_unaltered, "unaltered", "4", "文件完整，与存证一致", "The file is whole and equals the log"
)

# Does a signature count (items 2, 7, 12)
identity_enough = _named(
    any_of(
        all_of(f.act.one_of("sign", "seal", "notice"), f.identity_level >= Param("identity_level_sign")),
        all_of(f.act.one_of("consent"), f.identity_level >= Param("identity_level_consent")),
    ),
    "identity_enough",
    "7.s1",
    "身份核验级别够得上所做的事",
    "The identity check is strong enough for the act",
)
certificate_started = _named(
    f.certificate_from <= f.signed_on,
    "certificate_started",
    "7.s1",
    "签署时证书已生效",
    "The certificate was valid already",
)
certificate_not_over = _named(
    f.certificate_to >= f.signed_on,
    "certificate_not_over",
    "7.s1",
    "签署时证书未到期",
    "The certificate had not expired",
)
certificate_not_revoked = _named(
    f.certificate_revoked_on > f.signed_on,
    "certificate_not_revoked",
    "7.s1",
    "签署时证书未吊销",
    "The certificate was not revoked",
)
subject_matches = _named(
    f.subject_is_party,
    "subject_matches",
    "7.s2",
    "证书标识当事人的真实身份",
    "The certificate names the real party",
)
authority_licensed = _named(
    all_of(f.ca_service_licence, f.ca_cipher_licence),
    "authority_licensed",
    "7.s3",
    "认证机构两项许可当日都有效",
    "The authority held both licences on that day",
)
algorithm_approved = _named(
    Reading(
        "foreign_algorithms",
        {
            "refuse": f.algorithm.one_of("sm2"),
            "standard": f.algorithm.one_of("sm2", "rsa", "ecdsa"),
        },
    ),
    "algorithm_approved",
    "7.s5",
    "算法获国家密码管理部门认可",
    "The algorithm is approved by the cipher administration",
)
sole_control = _named(
    Reading(
        "sole_control",
        {"activated": f.activated_by_signer, "own_device": f.activated_by_signer & f.key_on_own_device},
    ),
    "sole_control",
    "2.s2",
    "签名密钥由签署人独自控制",
    "The signer alone controls the key",
)
key_not_leaked = _named(
    f.leak_known_on > f.signed_on,
    "key_not_leaked",
    "12.s5",
    "得知失密以后没有再用该密钥",
    "The key was not used once its leak was known",
)
in_order = _named(
    Reading("signing_order", {"announced": f.own_turn, "free": ALWAYS}),
    "in_order",
    "5",
    "按告知的次序签署",
    "Signed in the order that was told",
)

# What the text must hold (item 3; Labour Contract Law art. 17)
_ITEMS = (
    (f.has_employer, "item_employer", "单位名称、住所、负责人齐全", "Employer's name, address and head"),
    (f.has_worker, "item_worker", "劳动者姓名、住址、证件齐全", "Worker's name, address and document"),
    (f.has_term, "item_term", "有合同期限", "The term"),
    (f.has_work, "item_work", "有工作内容和地点", "Work and place"),
    (f.has_hours, "item_hours", "有工作时间和休息休假", "Hours, rest and leave"),
    (f.has_pay, "item_pay", "有劳动报酬", "Pay"),
    (f.has_insurance, "item_insurance", "有社会保险", "Social insurance"),
    (f.has_protection, "item_protection", "有劳动保护和职业危害防护", "Protection and hazards"),
    (f.has_other_items, "item_other", "有法律法规要求的其他事项", "Whatever else the law asks for"),
)
nine_items = all_of(
    *(
        _named(fact, name, "3.s1", f"{zh}（劳动合同法第十七条）", f"{en} (Labour Contract Law art. 17)")
        for fact, name, zh, en in _ITEMS
    )
)
_full_time = f.contract_type.one_of("fixed", "open_ended", "task")
_none = f.probation_months.equals(0)


def _probation(least: str, parameter: str) -> Condition:
    return (f.term_months >= Param(least)) & (f.probation_months <= Param(parameter))


_within_limit = any_of(
    _none,
    all_of(
        f.contract_type.one_of("fixed"),
        any_of(
            _probation("probation_long_term", "probation_max_long"),
            _probation("probation_middle_term", "probation_max_middle"),
            _probation("probation_short_term", "probation_max_short"),
        ),
    ),
    all_of(f.contract_type.one_of("open_ended"), f.probation_months <= Param("probation_max_long")),
)
probation_length = _named(
    _within_limit,
    "probation_length",
    "3.s2",
    "试用期不超过上限（劳动合同法第十九条）",
    "Probation is within its limit (Labour Contract Law art. 19)",
)
probation_once = _named(
    any_of(_none, ~f.probation_before),
    "probation_once",
    "3.s2",
    "同一单位只试用一次（劳动合同法第十九条）",
    "One probation with one employer (Labour Contract Law art. 19)",
)
probation_inside = _named(
    any_of(_none, f.contract_type.one_of("open_ended"), f.probation_months < f.term_months),
    "probation_inside",
    "3.s2",
    "不是只约定试用期（劳动合同法第十九条）",
    "The contract is not probation only (Labour Contract Law art. 19)",
)
_agreed_share = RatioAtLeast(f.probation_wage, f.wage, Param("probation_pay_share"))
probation_pay = _named(
    any_of(
        _none,
        all_of(
            f.probation_wage >= Param("minimum_wage"),
            Reading(
                "probation_pay_base",
                {
                    "either": _agreed_share | (f.probation_wage >= f.lowest_wage_of_post),
                    "agreed": _agreed_share,
                },
            ),
        ),
    ),
    "probation_pay",
    "3.s2",
    "试用期工资不低于法定比例和最低工资（劳动合同法第二十条）",
    "Probation pay is not under its share and the minimum (Labour Contract Law art. 20)",
)
minimum_wage = _named(
    any_of(
        _full_time & (f.wage >= Param("minimum_wage")),
        f.contract_type.one_of("part_time") & (f.hour_wage >= Param("minimum_hour_wage")),
    ),
    "minimum_wage",
    "3.s2",
    "工资不低于本市最低标准",
    "The wage is not under the city's minimum",
)
_not_part_time = f.contract_type.one_of("fixed", "open_ended", "task")
part_time_hours = _named(
    any_of(
        _not_part_time,
        (f.day_hours <= Param("part_time_day_hours")) & (f.week_hours <= Param("part_time_week_hours")),
    ),
    "part_time_hours",
    "3.s2",
    "非全日制每日每周不超时（劳动合同法第六十八条）",
    "Part-time hours stay under their limits (Labour Contract Law art. 68)",
)
part_time_pay = _named(
    any_of(_not_part_time, f.pay_interval_days <= Param("part_time_pay_days")),
    "part_time_pay",
    "3.s2",
    "非全日制至少半月结算一次（劳动合同法第七十二条）",
    "Part-time pay falls due every fifteen days (Labour Contract Law art. 72)",
)
no_deposit = _named(
    ~f.takes_deposit,
    "no_deposit",
    "3.s2",
    "不收押金、不扣证件（劳动合同法第九条）",
    "No deposit, no document held back (Labour Contract Law art. 9)",
)
penalty_lawful = _named(
    any_of(~f.penalty_agreed, f.penalty_ground_lawful),
    "penalty_lawful",
    "3.s2",
    "违约金只用于法定两种情形（劳动合同法第二十五条）",
    "A penalty only in the two cases of the law (Labour Contract Law art. 25)",
)
own_terms_reviewed = _named(
    any_of(~f.own_terms, f.own_terms_lawful),
    "own_terms_reviewed",
    "3.s2",
    "自行约定的条款经人审查合法",
    "The parties' own terms were found lawful by a person",
)
_LIMITS = (
    probation_length, probation_once, probation_inside, probation_pay, minimum_wage, part_time_hours,
    part_time_pay, no_deposit, penalty_lawful, own_terms_reviewed,
)  # fmt: skip

# The parties' own terms clause by clause (item 3; Labour Contract Law art. 9, 22 to 26, 44); a person reads them
own_no_deposit = _named(
    ~f.own_deposit,
    "own_no_deposit",
    "3.s2",
    "自行约定不收押金、不要担保、不扣证件（劳动合同法第九条）",
    "Own terms: no deposit, surety or document held back (Labour Contract Law art. 9)",
)
own_training = _named(
    any_of(~f.own_training_bond, f.own_training_within),
    "own_training",
    "3.s2",
    "培训服务期的违约金在培训费之内（劳动合同法第二十二条）",
    "Own terms: a training bond stays within the training cost (Labour Contract Law art. 22)",
)
own_noncompete = _named(
    any_of(
        ~f.own_noncompete,
        all_of(
            f.own_noncompete_person,
            f.own_noncompete_paid,
            f.own_noncompete_months <= Param("noncompete_months"),
        ),
    ),
    "own_noncompete",
    "3.s2",
    "竞业限制的人员、补偿和期限合法（劳动合同法第二十三、二十四条）",
    "Own terms: whom a restriction binds, its pay and its length (Labour Contract Law art. 23, 24)",
)
own_penalty = _named(
    ~f.own_other_penalty,
    "own_penalty",
    "3.s2",
    "没有其他由劳动者承担的违约金（劳动合同法第二十五条）",
    "Own terms: no other penalty on the worker (Labour Contract Law art. 25)",
)
own_rights = _named(
    ~f.own_exempts,
    "own_rights",
    "3.s2",
    "没有免除单位责任、排除劳动者权利（劳动合同法第二十六条）",
    "Own terms: no duty of the employer waived, no right of the worker taken (Labour Contract Law art. 26)",
)
own_standards = _named(
    ~f.own_below_law,
    "own_standards",
    "3.s2",
    "没有低于法定标准的约定（劳动合同法第二十六条）",
    "Own terms: nothing short of what the law prescribes (Labour Contract Law art. 26)",
)
own_ends = _named(
    ~f.own_other_end,
    "own_ends",
    "3.s2",
    "没有另设终止条件（劳动合同法第四十四条、实施条例第十三条）",
    "Own terms: no further grounds of ending (Labour Contract Law art. 44, its regulation art. 13)",
)
OWN_TERMS = (own_no_deposit, own_training, own_noncompete, own_penalty, own_rights, own_standards, own_ends)

# Double pay (Labour Contract Law art. 10, 14, 82)
late_contract = _named(
    f.unsigned_months >= 1,
    "late_contract",
    "3.s2",
    "用工满一个月后仍未订立书面合同（劳动合同法第八十二条）",
    "No written contract after the first month (Labour Contract Law art. 82)",
)
not_the_workers_refusal = _named(
    ~f.refused_by_worker,
    "not_the_workers_refusal",
    "3.s2",
    "不是劳动者经书面通知仍拒绝",
    "The worker did not refuse after a written demand",
)

# Open-ended (Labour Contract Law art. 14)
_ten_years = _named(
    f.unbroken_years >= Param("open_ended_years"),
    "ten_years",
    "3.s2",
    "连续工作满十年（劳动合同法第十四条）",
    "Ten unbroken years (Labour Contract Law art. 14)",
)
_near_pension = _named(
    all_of(
        f.reform_first_contract,
        f.unbroken_years >= Param("open_ended_years"),
        f.years_to_pension < Param("open_ended_years"),
    ),
    "near_pension",
    "3.s2",
    "改制重订且工作满十年、距退休不足十年",
    "Restructuring, ten years served, under ten years to pension",
)
_two_terms = _named(
    all_of(f.fixed_terms_done >= Param("open_ended_terms"), ~f.fault_or_incapacity),
    "two_terms",
    "3.s2",
    "连续订立两次固定期限后续订",
    "A renewal after two fixed terms in a row",
)
not_asked_fixed = _named(
    ~f.worker_asks_fixed,
    "not_asked_fixed",
    "3.s2",
    "劳动者没有要求固定期限",
    "The worker did not ask for a fixed term",
)

# Ends (item 5; Labour Contract Law art. 36 to 46)
_worker_leaves = _named(
    all_of(
        f.ground.one_of("worker_notice"),
        any_of(
            f.notice_days >= Param("notice_days"),
            f.on_probation & (f.notice_days >= Param("probation_notice_days")),
        ),
    ),
    "worker_leaves",
    "5",
    "劳动者按期通知（劳动合同法第三十七条）",
    "The worker gave notice in time (Labour Contract Law art. 37)",
)
_agreed_end = _named(
    f.ground.one_of("agreement") & f.both_signed_end,
    "agreed_end",
    "5",
    "双方协商一致并都签署",
    "Both agreed and both signed",
)
_for_fault = _named(
    f.ground.one_of("worker_cause", "employer_fault") & f.ground_proved,
    "for_fault",
    "5",
    "过错事由成立（劳动合同法第三十八、三十九条）",
    "The fault is made out (Labour Contract Law art. 38, 39)",
)
_by_notice = _named(
    all_of(
        f.ground.one_of("employer_notice", "redundancy"),
        f.ground_proved,
        (f.notice_days >= Param("notice_days")) | (f.ground.one_of("employer_notice") & f.month_paid_instead),
    ),
    "by_notice",
    "5",
    "单位有法定事由并提前通知（劳动合同法第四十、四十一条）",
    "The employer has a ground and gave notice (Labour Contract Law art. 40, 41)",
)
_term_out = _named(
    f.ground.one_of("expiry") & f.term_over, "term_out", "5", "期限已满", "The term has run out"
)
lawful_way = any_of(_worker_leaves, _agreed_end, _for_fault, _by_notice, _term_out)
not_protected = _named(
    any_of(f.ground.one_of("agreement", "worker_notice", "worker_cause", "employer_fault"), ~f.protected),
    "not_protected",
    "5",
    "不在保护期内（劳动合同法第四十二、四十五条）",
    "Not within a protected time (Labour Contract Law art. 42, 45)",
)
union_heard = _named(
    any_of(f.ground.one_of("agreement", "worker_notice", "worker_cause", "expiry"), f.union_told),
    "union_heard",
    "5",
    "单位单方解除已通知工会（劳动合同法第四十三条）",
    "The union was told of a one-sided end (Labour Contract Law art. 43)",
)
delivered = _named(
    any_of(f.ground.one_of("agreement", "expiry"), f.notice_delivered),
    "delivered",
    "5",
    "单方通知已送达",
    "The one-sided notice was delivered",
)
linked = _named(
    f.chained_to_original,
    "linked",
    "5",
    "新文件与原合同相连，不覆盖原合同",
    "The new document is linked; the original stays",
)
original_form = _named(
    Reading("paper_original", {"allowed": ALWAYS, "electronic_only": f.original_electronic}),
    "original_form",
    "5",
    "原合同的形式允许电子办理",
    "The original's form allows an electronic act",
)

# Compensation (Labour Contract Law art. 46, 47)
_compensated = _named(
    any_of(
        f.ground.one_of("worker_cause", "employer_notice", "redundancy"),
        f.ground.one_of("agreement") & f.employer_proposed,
        f.ground.one_of("expiry") & ~f.renewal_refused,
    ),
    "compensated",
    "5",
    "属于应付经济补偿的情形（劳动合同法第四十六条）",
    "A case for compensation (Labour Contract Law art. 46)",
)
_entitled_kind = _named(
    ~f.contract_type.one_of("part_time"),
    "full_time",
    "5",
    "不是非全日制用工（劳动合同法第七十一条）",
    "Not part-time work (Labour Contract Law art. 71)",
)
_halves: Value = as_value(0)
for _year in range(LONGEST_YEARS):
    _begun = any_of(
        f.worked_months > 12 * _year, f.worked_months.equals(12 * _year) & (f.worked_days_over > 0)
    )
    _halves = _halves + Choose(_begun, as_value(1), as_value(0))
    _halves = _halves + Choose(f.worked_months >= 12 * _year + 6, as_value(1), as_value(0))
half_months: Value = Choose(
    f.half_month_wage > f.half_triple_average, _halves.at_most(Param("compensation_cap_half_months")), _halves
)
SEVERANCE = repeated(f.half_month_wage.at_most(f.half_triple_average), half_months, 2 * LONGEST_YEARS)

# The system (items 7 to 10)
_third = Reading(
    "group_system",
    {"third_party": f.mode.one_of("third_party", "group"), "in_house": f.mode.one_of("third_party")},
)
_own = Reading(
    "group_system", {"third_party": f.mode.one_of("in_house"), "in_house": f.mode.one_of("in_house", "group")}
)
_bound = Reading("provider_scope", {"serving": ALWAYS, "registered": f.provider_registered_here})
_spared = any_of(_own, ~_bound)
system_known = _named(
    f.mode.one_of("third_party", "in_house", "group"),
    "system_known",
    "6.s2",
    "系统是第三方的或自建自用的",
    "The system is a third party's or the employer's own",
)
licensed_ca = _named(
    all_of(f.ca_service_licence, f.ca_cipher_licence),
    "licensed_ca",
    "7.s3",
    "证书来自两证齐全的认证机构",
    "Certificates come from an authority with both licences",
)
certified_cipher = _named(
    f.cipher_product_certified,
    "certified_cipher",
    "7.s4",
    "密码产品有认证证书",
    "The cipher product is certified",
)
approved_cipher = _named(
    f.algorithm.one_of("sm2"),
    "approved_cipher",
    "7.s5",
    "采用认可的密码算法",
    "An approved algorithm is used",
)
protection_graded = _named(
    f.graded, "protection_graded", "7.s6", "实施网络安全等级保护", "Graded protection is in place"
)
standards = _named(
    f.standards_followed,
    "standards",
    "8.s1",
    "遵循两项国家标准的原则",
    "The two standards' principles are followed",
)
four_functions = _named(
    all_of(f.can_identify, f.can_sign, f.can_store, f.can_retrieve),
    "four_functions",
    "8.s2",
    "认证、签署、存储、调用四项功能齐全",
    "It identifies, signs, stores and calls up",
)
three_techniques = _named(
    Reading(
        "techniques",
        {
            "all": all_of(f.uses_timestamps, f.uses_hashes, f.uses_ledger),
            "any": any_of(f.uses_timestamps, f.uses_hashes, f.uses_ledger),
        },
    ),
    "three_techniques",
    "8.s3",
    "时间戳、哈希校验、区块链综合使用",
    "Timestamps, hashes and a ledger work together",
)
recovery_elsewhere = _named(
    any_of(_own, f.disaster_recovery),
    "recovery_elsewhere",
    "8.s4",
    "第三方系统有容灾备份",
    "A third party keeps disaster recovery",
)
own_backup = _named(
    any_of(_third, f.backup & f.restore_tested),
    "own_backup",
    "8.s5",
    "自建系统能备份和恢复",
    "An own system backs up and restores",
)
level_three = _named(
    any_of(
        _spared,
        Reading(
            "level_three_holder",
            {
                "either": (f.system_level >= Param("third_party_level"))
                | (f.environment_level >= Param("third_party_level")),
                "system": f.system_level >= Param("third_party_level"),
            },
        ),
    ),
    "level_three",
    "9.s2",
    "第三方系统或服务环境达到第三级",
    "A third party's system or environment is of level three",
)
data_protected = _named(
    any_of(_spared, f.user_data_rules),
    "data_protected",
    "9.s3",
    "有用户信息保护制度",
    "Rules protect users' data",
)
records_kept = _named(
    any_of(_spared, f.record_complete),
    "records_kept",
    "9.s5",
    "全流程记录妥善保管",
    "The whole course is kept",
)
chain_whole = _named(
    any_of(_spared, f.chain_intact), "chain_whole", "9.s6", "证据链完整", "The chain of evidence is whole"
)
parties_see = _named(
    any_of(_spared, f.four_classes_open),
    "parties_see",
    "10.s1",
    "双方可查四类信息",
    "Both parties see the four classes",
)
explained = _named(
    any_of(_spared, f.technology_explained),
    "explained",
    "10.s2",
    "核心技术已作说明",
    "The techniques are explained",
)

# The employer's duties (item 11)
told = _named(
    f.qualities_told,
    "told",
    "11.s1",
    "已说明资质、条件和措施",
    "Qualifications, conditions and safeguards were told",
)
told_in_time = _named(
    Reading("disclosure_time", {"before_signing": f.told_before_signing, "any_time": ALWAYS}),
    "told_in_time",
    "11.s1",
    "说明在签署之前",
    "They were told before signing",
)
duties_apart = _named(
    f.seal_separate, "duties_apart", "11.s2", "内部管理分工明确", "Internal duties are kept apart"
)
how_told = _named(f.steps_told, "how_told", "11.s3", "已告知流程和操作", "Steps and handling were told")
worker_serves_self = _named(
    Reading(
        "access_after_leaving",
        {"always": f.worker_reads_alone, "while_employed": any_of(~f.still_employed, f.worker_reads_alone)},
    ),
    "worker_serves_self",
    "11.s4",
    "劳动者自主查询、下载、打印、验证",
    "The worker queries, downloads, prints and verifies alone",
)
no_fee = _named(
    f.worker_fee <= Param("worker_fee"), "no_fee", "11.s5", "不向劳动者收费", "The worker pays nothing"
)
no_obstacle = _named(~f.approval_needed, "no_obstacle", "11.s5", "查询不设审批", "Access needs no approval")

# Use by authorities (items 13, 14)
acknowledged = _named(
    f.both_acknowledge, "acknowledged", "14.s1", "双方认可签署真实", "Both acknowledge the signatures"
)
examined = _named(
    f.report_issued & f.examined_true,
    "examined",
    "14.s2",
    "有异议时结合报告审查认定",
    "Examined with a report where disputed",
)
form_not_a_ground = _named(
    ~f.form_only_refused,
    "form_not_a_ground",
    "13.s1",
    "没有以电子形式为由否认",
    "The electronic form was no ground of refusal",
)
own_procedure = _named(
    f.filed_by_procedure, "own_procedure", "13.s2", "按该事项程序提交", "Filed by the matter's procedure"
)


def _question(
    name: str,
    zh: str,
    en: str,
    condition: Condition,
    *clauses: str,
    amount: Value | None = None,
    **values: Value,
) -> Question:
    return Question(
        f"electronic_contracts/{name}",
        Text(zh, en),
        condition,
        tuple(DOCUMENT + clause for clause in clauses),
        BOOK,
        READINGS,
        amount,
        values,
    )


QUESTIONS = (
    _question(
        "form",
        "这份劳动合同可以用电子形式订立吗",
        "May this labour contract be concluded electronically",
        all_of(in_scope, both_agreed, agreed_first, data_message, managed_in_system, unaltered),
        "II",
        "1",
        "2.s1",
        "4",
        "6.s1",
    ),
    _question(
        "signature",
        "这个签名可靠吗，身份核验够不够",
        "Is this signature reliable and the identity check enough",
        all_of(
            identity_enough,
            certificate_started,
            certificate_not_over,
            certificate_not_revoked,
            subject_matches,
            authority_licensed,
            algorithm_approved,
            sole_control,
            key_not_leaked,
            in_order,
        ),
        "2.s2",
        "7.s1",
        "7.s2",
        "7.s3",
        "7.s5",
        "12.s2",
        "12.s5",
    ),
    _question(
        "contents",
        "合同内容齐全并在法定限度内吗",
        "Is the content complete and within the measurable limits",
        all_of(nine_items, *_LIMITS),
        "3.s1",
        "3.s2",
    ),
    _question(
        "own_terms",
        "双方自行约定的条款合法吗",
        "Are the parties' own terms lawful",
        all_of(*OWN_TERMS),
        "3.s2",
    ),
    _question(
        "double_pay",
        "未按期订立书面合同要付二倍工资吗",
        "Is double pay due for a late written contract",
        all_of(late_contract, not_the_workers_refusal),
        "3.s2",
        amount=repeated(f.month_wage, f.unsigned_months.at_most(Param("double_pay_months")), 11),
    ),
    _question(
        "open_ended",
        "应当订立无固定期限合同吗",
        "Must the contract be open-ended",
        all_of(any_of(_near_pension, _ten_years, _two_terms), not_asked_fixed),
        "3.s2",
    ),
    _question(
        "ending",
        "可以这样解除或终止吗",
        "May the contract be ended this way",
        all_of(lawful_way, not_protected, union_heard, delivered, linked, original_form),
        "5",
    ),
    _question(
        "compensation",
        "结束劳动合同要付经济补偿吗，付多少",
        "Is compensation due at the end, and how much",
        all_of(_compensated, _entitled_kind),
        "5",
        amount=SEVERANCE,
        half_months=half_months,
    ),
    _question(
        "compliance",
        "签署系统符合第七至十项吗",
        "Does the signing system meet items 7 to 10",
        all_of(
            system_known,
            licensed_ca,
            certified_cipher,
            approved_cipher,
            protection_graded,
            standards,
            four_functions,
            three_techniques,
            recovery_elsewhere,
            own_backup,
            level_three,
            data_protected,
            records_kept,
            chain_whole,
            parties_see,
            explained,
        ),
        "6.s2",
        "7.s3",
        "7.s4",
        "7.s5",
        "7.s6",
        "8.s1",
        "8.s2",
        "8.s3",
        "8.s4",
        "8.s5",
        "9.s2",
        "9.s3",
        "9.s5",
        "9.s6",
        "10.s1",
        "10.s2",
    ),
    _question(
        "employer_duties",
        "用人单位尽到了第十一项的责任吗",
        "Has the employer met the duties of item 11",
        all_of(told, told_in_time, duties_apart, how_told, worker_serves_self, no_fee, no_obstacle),
        "11.s1",
        "11.s2",
        "11.s3",
        "11.s4",
        "11.s5",
    ),
    _question(
        "evidence",
        "可以在仲裁、稽核、监察中作为证据吗",
        "May it serve as evidence in arbitration, audit and inspection",
        any_of(acknowledged, examined),
        "14.s1",
        "14.s2",
    ),
    _question(
        "acceptance",
        "办理机构应当接受这份电子合同吗",
        "Was the electronic contract dealt with as item 13 asks",
        all_of(form_not_a_ground, own_procedure),
        "13.s1",
        "13.s2",
    ),
)
