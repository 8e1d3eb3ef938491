"""Facts: what must be known of a contract, its signatures, its parties and the system that holds it."""

from __future__ import annotations

from gongbao.kernel.rules import asking
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

EMPLOYER = Text("用人单位劳动合同管理人员", "the employer's contract officer")
TRIBUNAL = Text("仲裁、稽核或监察机构", "the tribunal, auditor or inspector")
ASSESSOR = Text("等级测评或密码应用评估机构", "the body that assesses protection or cryptography")

CONTRACT_TYPES = {
    "fixed": Text("固定期限", "fixed term"),
    "open_ended": Text("无固定期限", "open-ended"),
    "task": Text("以完成一定工作任务为期限", "until a task is done"),
    "part_time": Text("非全日制", "part-time"),
}
ACTS = {
    "consent": Text("同意采用电子形式", "agree to the electronic form"),
    "sign": Text("签署合同", "sign a contract"),
    "seal": Text("加盖单位印章", "apply the employer's seal"),
    "notice": Text("发出单方通知", "give a one-sided notice"),
}
ALGORITHMS = {
    "sm2": Text("SM2 与 SM3", "SM2 with SM3"),
    "rsa": Text("RSA 与 SHA-256", "RSA with SHA-256"),
    "ecdsa": Text("ECDSA 与 SHA-256", "ECDSA with SHA-256"),
    "other": Text("其他算法", "another algorithm"),
}
MODES = {
    "third_party": Text("第三方签署系统", "a third party's system"),
    "in_house": Text("自建自用签署系统", "the employer's own system"),
    "none": Text("没有系统，用邮件或聊天往来", "no system: mail or chat"),
    "group": Text("集团统一系统", "a group's shared system"),
}
GROUNDS = {
    "agreement": Text("协商一致", "agreement"),
    "worker_notice": Text("劳动者提前通知辞职", "the worker's notice"),
    "worker_cause": Text("单位有过错，劳动者解除", "the worker, for the employer's fault"),
    "employer_fault": Text("劳动者有过错，单位解除", "the employer, for the worker's fault"),
    "employer_notice": Text("单位提前通知或支付代通知金解除", "the employer, by notice or a month's pay"),
    "redundancy": Text("经济性裁员", "redundancy"),
    "expiry": Text("合同期满终止", "the term ran out"),
}


NONE_DAY = Text("没有的填 9999-12-31", "9999-12-31 where there is none")

# Form and consent
employer_registered_here = asking.yes_no(
    "employer_registered_here",
    "用人单位在本市注册",
    "The employer is registered in the city",
    ask=1,
    prefill="firms",
)
employer_agreed = asking.yes_no(
    "employer_agreed",
    "用人单位同意采用电子形式",
    "The employer agreed to the electronic form",
    ask=2,
    prefill="events",
)
worker_agreed = asking.yes_no(
    "worker_agreed",
    "劳动者同意采用电子形式",
    "The worker agreed to the electronic form",
    ask=2,
    prefill="events",
)
agreed_before_signing = asking.yes_no(
    "agreed_before_signing",
    "双方同意在先、签署在后",
    "Both agreed before anybody signed",
    ask=3,
    prefill="events",
)
kept_as_file = asking.yes_no(
    "kept_as_file",
    "文本是固定、可读、可随时调取的文件",
    "The text is a fixed, readable file that can be called up",
    ask=4,
    prefill="contracts",
)
in_signing_system = asking.yes_no(
    "in_signing_system",
    "通过签署系统订立和管理",
    "Made and kept in a signing system",
    ask=4,
    prefill="contracts",
)
file_unaltered = asking.yes_no(
    "file_unaltered", "文件哈希与存证一致", "The file's hash equals the log's", ask=5, prefill="log"
)

# A signature
act = Fact("act", "word", Text("所做的事", "The act"), ask=1, options=asking.options(ACTS))
identity_level = asking.whole(
    "identity_level",
    "身份核验级别（1至4）",
    "Level of the identity check (1 to 4)",
    ask=2,
    prefill="identity_checks",
)
signed_on = asking.day("signed_on", "签署日期", "Day of signing", ask=1, prefill="events")
certificate_from = asking.day(
    "certificate_from", "证书生效日", "First day of the certificate", ask=3, prefill="certificates"
)
certificate_to = asking.day(
    "certificate_to", "证书到期日", "Last day of the certificate", ask=3, prefill="certificates"
)
certificate_revoked_on = asking.day(
    "certificate_revoked_on",
    "证书吊销日",
    "Day of revocation",
    help=NONE_DAY,
    ask=3,
    prefill="certificates",
)
subject_is_party = asking.yes_no(
    "subject_is_party",
    "证书主体就是合同当事人",
    "The certificate names the party",
    ask=4,
    prefill="certificates",
)
ca_service_licence = asking.yes_no(
    "ca_service_licence",
    "认证机构当日有电子认证服务许可",
    "The authority is licensed to certify on that day",
    ask=5,
    prefill="authorities",
)
ca_cipher_licence = asking.yes_no(
    "ca_cipher_licence",
    "认证机构当日有使用密码的许可",
    "The authority is licensed to use ciphers on that day",
    ask=5,
    prefill="authorities",
)
algorithm = Fact(
    "algorithm",
    "word",
    Text("签名算法", "Algorithm"),
    ask=5,
    prefill="certificates",
    options=asking.options(ALGORITHMS),
)
activated_by_signer = asking.yes_no(
    "activated_by_signer",
    "由签署人本人激活签名密钥",
    "The signer activated the key in person",
    ask=6,
    prefill="events",
)
key_on_own_device = asking.yes_no(
    "key_on_own_device",
    "密钥存放在签署人自己的设备",
    "The key is kept on the signer's own device",
    ask=7,
    prefill="keys",
)
leak_known_on = asking.day(
    "leak_known_on", "得知密钥失密的日期", "Day the leak became known", help=NONE_DAY, ask=7, prefill="keys"
)
own_turn = asking.yes_no("own_turn", "轮到本人签署", "It is this party's turn", ask=8, prefill="events")

# The text
contract_type = Fact(
    "contract_type",
    "word",
    Text("合同类型", "Kind of contract"),
    ask=1,
    prefill="contracts",
    options=asking.options(CONTRACT_TYPES),
)
has_employer = asking.yes_no(
    "has_employer",
    "写明单位名称、住所和负责人",
    "Employer's name, address and head stand in it",
    ask=2,
    prefill="contracts",
)
has_worker = asking.yes_no(
    "has_worker",
    "写明劳动者姓名、住址和证件号",
    "Worker's name, address and document stand in it",
    ask=2,
    prefill="contracts",
)
has_term = asking.yes_no("has_term", "写明合同期限", "The term stands in it", ask=2, prefill="contracts")
has_work = asking.yes_no(
    "has_work", "写明工作内容和地点", "Work and place stand in it", ask=2, prefill="contracts"
)
has_hours = asking.yes_no(
    "has_hours", "写明工作时间和休息休假", "Hours, rest and leave stand in it", ask=2, prefill="contracts"
)
has_pay = asking.yes_no("has_pay", "写明劳动报酬", "Pay stands in it", ask=2, prefill="contracts")
has_insurance = asking.yes_no(
    "has_insurance", "写明社会保险", "Social insurance stands in it", ask=2, prefill="contracts"
)
has_protection = asking.yes_no(
    "has_protection",
    "写明劳动保护、条件和职业危害防护",
    "Protection, conditions and hazards stand in it",
    ask=2,
    prefill="contracts",
)
has_other_items = asking.yes_no(
    "has_other_items",
    "其他法定事项已写明或不适用",
    "Other matters the law asks for are in it or do not apply",
    ask=2,
    prefill="contracts",
)
term_months = asking.whole("term_months", "期限（整月）", "Term in full months", ask=3, prefill="contracts")
probation_months = asking.whole(
    "probation_months",
    "试用期（月，不足一月按一月）",
    "Probation in months, rounded up",
    ask=3,
    prefill="contracts",
)
probation_before = asking.yes_no(
    "probation_before",
    "此前已在本单位试用过",
    "The worker was on probation here before",
    ask=4,
    prefill="contracts",
)
wage = asking.fen("wage", "约定月工资", "Agreed monthly wage", ask=3, prefill="contracts")
probation_wage = asking.fen(
    "probation_wage", "试用期月工资", "Monthly wage on probation", ask=4, prefill="contracts"
)
lowest_wage_of_post = asking.fen(
    "lowest_wage_of_post",
    "本单位同岗位最低档工资",
    "Lowest wage of the same post",
    ask=9,
    prefill="pay_scales",
)
hour_wage = asking.fen("hour_wage", "小时工资", "Hourly wage", ask=3, prefill="contracts")
week_hours = asking.whole("week_hours", "每周工作小时", "Hours a week", ask=4, prefill="contracts")
day_hours = asking.whole(
    "day_hours", "平均每日工作小时", "Hours a day on average", ask=4, prefill="contracts"
)
pay_interval_days = asking.whole(
    "pay_interval_days", "工资结算周期（日）", "Days between payments", ask=4, prefill="contracts"
)
takes_deposit = asking.yes_no(
    "takes_deposit", "收取押金、担保或扣押证件", "A deposit, surety or document is taken", ask=5
)
penalty_agreed = asking.yes_no(
    "penalty_agreed", "约定由劳动者付违约金", "A penalty on the worker is agreed", ask=5
)
penalty_ground_lawful = asking.yes_no(
    "penalty_ground_lawful",
    "违约金只因专项培训或竞业限制",
    "The penalty is for paid training or non-competition only",
    ask=6,
)
own_terms = asking.yes_no("own_terms", "另有双方自行约定的条款", "There are terms of the parties' own", ask=5)
own_terms_lawful = asking.yes_no(
    "own_terms_lawful", "自行约定的条款合法", "The parties' own terms are lawful", ask=60, judged_by=EMPLOYER
)

# The parties' own terms, read by a person; nothing here is worked out from their words
own_deposit = asking.yes_no(
    "own_deposit",
    "收押金、要担保或扣证件",
    "They ask for a deposit or surety, or hold a document back",
    ask=61,
    judged_by=EMPLOYER,
)
own_training_bond = asking.yes_no(
    "own_training_bond",
    "约定培训服务期",
    "They bind the worker for training paid by the employer",
    ask=61,
    judged_by=EMPLOYER,
)
own_training_within = asking.yes_no(
    "own_training_within",
    "服务期违约金不超过尚未履行部分分摊的培训费",
    "What is paid back stays within the training cost of the time not served",
    ask=62,
    judged_by=EMPLOYER,
)
own_noncompete = asking.yes_no(
    "own_noncompete", "约定竞业限制", "They restrict competing work", ask=61, judged_by=EMPLOYER
)
own_noncompete_person = asking.yes_no(
    "own_noncompete_person",
    "劳动者是高管、高级技术人员或负有保密义务",
    "The worker is a senior manager, a senior technician or bound to secrecy",
    ask=62,
    judged_by=EMPLOYER,
)
own_noncompete_paid = asking.yes_no(
    "own_noncompete_paid",
    "限制期内按月给补偿",
    "The restriction is paid for month by month",
    ask=62,
    judged_by=EMPLOYER,
)
own_noncompete_months = asking.whole(
    "own_noncompete_months",
    "竞业限制月数",
    "Months of the restriction",
    ask=62,
    judged_by=EMPLOYER,
)
own_other_penalty = asking.yes_no(
    "own_other_penalty",
    "另有由劳动者承担的违约金",
    "They put another penalty on the worker",
    ask=61,
    judged_by=EMPLOYER,
)
own_exempts = asking.yes_no(
    "own_exempts",
    "免除单位责任或排除劳动者权利",
    "They free the employer of its duties or take rights from the worker",
    ask=61,
    judged_by=EMPLOYER,
)
own_below_law = asking.yes_no(
    "own_below_law",
    "工资、工时、休假、保险低于法定标准",
    "Pay, hours, leave or insurance fall short of the law",
    ask=61,
    judged_by=EMPLOYER,
)
own_other_end = asking.yes_no(
    "own_other_end",
    "另设解除或终止的事由",
    "They add grounds for ending the contract",
    ask=61,
    judged_by=EMPLOYER,
)

# Time
employed_on = asking.day("employed_on", "用工之日", "First day of work", ask=1, prefill="contracts")
concluded_on = asking.day(
    "concluded_on",
    "订立书面合同之日",
    "Day the written contract was made",
    help=NONE_DAY,
    ask=1,
    prefill="contracts",
)
unsigned_months = asking.whole(
    "unsigned_months",
    "满一个月后仍未订立的整月数",
    "Full months without a contract after the first month",
    ask=3,
    prefill="contracts",
)
month_wage = asking.fen("month_wage", "应得月工资", "Wage due a month", ask=4, prefill="contracts")
refused_by_worker = asking.yes_no(
    "refused_by_worker",
    "单位书面通知后劳动者拒绝订立",
    "The worker refused after a written demand",
    ask=5,
    prefill="events",
)

# Open-ended
unbroken_years = asking.whole(
    "unbroken_years",
    "在本单位连续工作满年数",
    "Full unbroken years with the employer",
    ask=1,
    prefill="contracts",
)
reform_first_contract = asking.yes_no(
    "reform_first_contract",
    "首次实行劳动合同制或改制重订",
    "First contract under reform or restructuring",
    ask=4,
)
years_to_pension = asking.whole(
    "years_to_pension", "距法定退休年龄的满年数", "Full years left to pension age", ask=4
)
fixed_terms_done = asking.whole(
    "fixed_terms_done",
    "已连续订立固定期限合同次数",
    "Fixed-term contracts in a row",
    ask=2,
    prefill="contracts",
)
fault_or_incapacity = asking.yes_no(
    "fault_or_incapacity",
    "有过错或不能胜任等法定情形",
    "A statutory ground of fault or incapacity exists",
    ask=5,
)
worker_asks_fixed = asking.yes_no(
    "worker_asks_fixed", "劳动者提出订立固定期限", "The worker asked for a fixed term", ask=3
)

# Ends
ground = Fact(
    "ground", "word", Text("结束的原因", "Ground of ending"), ask=1, options=asking.options(GROUNDS)
)
both_signed_end = asking.yes_no(
    "both_signed_end", "双方都签署了解除协议", "Both signed the agreement to end", ask=2, prefill="events"
)
notice_days = asking.whole("notice_days", "提前通知的天数", "Days of notice given", ask=3, prefill="events")
on_probation = asking.yes_no("on_probation", "在试用期内", "Within probation", ask=3, prefill="contracts")
month_paid_instead = asking.yes_no(
    "month_paid_instead", "已付一个月工资代替通知", "A month's wage was paid in place of notice", ask=4
)
ground_proved = asking.yes_no(
    "ground_proved", "解除的法定事由成立", "The statutory ground is made out", ask=60, judged_by=TRIBUNAL
)
protected = asking.yes_no(
    "protected",
    "劳动者在法律保护期内（医疗期、三期、工伤等）",
    "The worker is protected (illness, maternity, injury and the like)",
    ask=5,
)
union_told = asking.yes_no("union_told", "已事先通知工会", "The union was told beforehand", ask=6)
term_over = asking.yes_no("term_over", "合同期限已满", "The term has run out", ask=2, prefill="contracts")
notice_delivered = asking.yes_no(
    "notice_delivered", "通知已送达对方", "The notice reached the other party", ask=7, prefill="events"
)
chained_to_original = asking.yes_no(
    "chained_to_original",
    "续订、变更、结束文件与原合同相连",
    "The follow-on document is linked to the original",
    ask=8,
    prefill="contracts",
)
original_electronic = asking.yes_no(
    "original_electronic",
    "原合同是电子形式",
    "The original contract is electronic",
    ask=8,
    prefill="contracts",
)

# Compensation
employer_proposed = asking.yes_no(
    "employer_proposed", "协商解除由单位提出", "The employer proposed the agreed ending", ask=2
)
renewal_refused = asking.yes_no(
    "renewal_refused",
    "单位维持或提高条件续订而劳动者不续",
    "The worker declined renewal on the same or better terms",
    ask=3,
)
worked_months = asking.whole(
    "worked_months",
    "在本单位工作的整月数",
    "Full months worked with the employer",
    ask=4,
    prefill="contracts",
)
worked_days_over = asking.whole(
    "worked_days_over", "整月之外的天数", "Days worked beyond the full months", ask=4, prefill="contracts"
)
half_month_wage = asking.fen(
    "half_month_wage",
    "前十二个月平均工资的一半",
    "Half the average monthly wage of the last twelve months",
    help=Text("十二个月应得工资合计除以二十四", "What was due in twelve months, divided by 24"),
    ask=5,
)
half_triple_average = asking.fen(
    "half_triple_average",
    "上年度职工月平均工资三倍的一半",
    "Half of three times last year's average wage",
    ask=6,
    prefill="city_wages",
)

# The system and its operator
mode = Fact(
    "mode", "word", Text("签署系统模式", "Mode of the signing system"), ask=1, options=asking.options(MODES)
)
provider_registered_here = asking.yes_no(
    "provider_registered_here", "服务机构在本市注册", "The provider is registered in the city", ask=2
)
cipher_product_certified = asking.yes_no(
    "cipher_product_certified",
    "密码产品有商用密码认证证书且在有效期",
    "The cipher product is certified and the certificate valid",
    ask=3,
)
graded = asking.yes_no(
    "graded", "签署系统已定级备案并按期测评", "The system is graded, filed and tested", ask=4
)
system_level = asking.whole("system_level", "签署系统的保护等级", "Protection level of the system", ask=4)
environment_level = asking.whole(
    "environment_level", "所依赖服务环境的保护等级", "Protection level of the hosting environment", ask=4
)
standards_followed = asking.yes_no(
    "standards_followed",
    "符合两项国家标准的原则",
    "The principles of the two national standards are followed",
    ask=60,
    judged_by=ASSESSOR,
)
can_identify = asking.yes_no(
    "can_identify", "有身份认证功能", "It can verify identity", ask=5, prefill="self_test"
)
can_sign = asking.yes_no("can_sign", "有合同签署功能", "It can sign contracts", ask=5, prefill="self_test")
can_store = asking.yes_no("can_store", "有合同存储功能", "It can store contracts", ask=5, prefill="self_test")
can_retrieve = asking.yes_no(
    "can_retrieve", "有合同调用功能", "It can call up contracts", ask=5, prefill="self_test"
)
uses_timestamps = asking.yes_no(
    "uses_timestamps", "使用可信时间戳", "Trusted timestamps are used", ask=6, prefill="self_test"
)
uses_hashes = asking.yes_no("uses_hashes", "使用哈希值校验", "Hashes are checked", ask=6, prefill="self_test")
uses_ledger = asking.yes_no(
    "uses_ledger",
    "使用区块链或外部锚定的账本",
    "A blockchain or outside-anchored ledger is used",
    ask=6,
    prefill="self_test",
)
disaster_recovery = asking.yes_no(
    "disaster_recovery", "有容灾备份和演练记录", "Disaster recovery is kept and drilled", ask=7
)
backup = asking.yes_no("backup", "有定期备份", "Backups are made on schedule", ask=7)
restore_tested = asking.yes_no("restore_tested", "恢复已实测", "A restore was tested", ask=7)
user_data_rules = asking.yes_no("user_data_rules", "有用户信息保护制度", "Rules protect users' data", ask=8)
record_complete = asking.yes_no(
    "record_complete",
    "意愿、身份、操作记录齐全并随合同保存",
    "Intent, identity and operations are kept with the contract",
    ask=8,
    prefill="self_test",
)
chain_intact = asking.yes_no(
    "chain_intact", "证据链连续并有外部锚点", "The chain is whole and anchored outside", ask=8, prefill="log"
)
four_classes_open = asking.yes_no(
    "four_classes_open",
    "双方都能查文本、认证、操作和存证",
    "Both parties can see text, identity, operations and evidence",
    ask=8,
    prefill="self_test",
)
technology_explained = asking.yes_no(
    "technology_explained",
    "核心技术已作通俗说明",
    "Its techniques are explained in plain words",
    ask=8,
    prefill="self_test",
)

# The employer's duties
qualities_told = asking.yes_no(
    "qualities_told",
    "已说明系统资质、技术条件和保障措施",
    "Qualifications, techniques and safeguards were explained",
    ask=1,
    prefill="events",
)
told_before_signing = asking.yes_no(
    "told_before_signing",
    "说明在劳动者签署之前",
    "The explanation came before the worker signed",
    ask=2,
    prefill="events",
)
steps_told = asking.yes_no(
    "steps_told", "已告知流程和操作方法", "Steps and handling were explained", ask=2, prefill="events"
)
seal_separate = asking.yes_no(
    "seal_separate", "起草、审批、用印分开", "Drafting, approval and sealing are separate", ask=5
)
worker_reads_alone = asking.yes_no(
    "worker_reads_alone",
    "劳动者可自主查询、下载、打印、验证",
    "The worker may query, download, print and verify alone",
    ask=3,
    prefill="self_test",
)
still_employed = asking.yes_no("still_employed", "劳动者仍在职", "The worker is still employed", ask=3)
worker_fee = asking.fen("worker_fee", "向劳动者收取的费用", "Fee taken from the worker", ask=4)
approval_needed = asking.yes_no(
    "approval_needed", "劳动者查询须经审批", "The worker's access needs approval", ask=4
)

# Use by authorities
both_acknowledge = asking.yes_no(
    "both_acknowledge",
    "双方都认可签署真实",
    "Both acknowledge that the signatures are real",
    ask=1,
    prefill="events",
)
report_issued = asking.yes_no(
    "report_issued",
    "已有存证或验证报告",
    "A report of evidence or verification was issued",
    ask=2,
    prefill="events",
)
examined_true = asking.yes_no(
    "examined_true", "审查后认定签署真实", "Found real on examination", ask=60, judged_by=TRIBUNAL
)
form_only_refused = asking.yes_no(
    "form_only_refused",
    "仅以电子形式不是书面为由不予办理",
    "Refused only because it is electronic",
    ask=1,
)
filed_by_procedure = asking.yes_no(
    "filed_by_procedure", "按该事项的程序提交", "Filed by the matter's own procedure", ask=2
)
