"""The numbered lists of achievements: what each item asks of one record, and how many items a level needs.

Items count, not works; one record serves one item (R-t-double). What a paper shows is read from the record;
how good a part, an effect or a result was is the assessor's: a word of the scale in `result`, or `found`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.kernel.dossier import findings as found
from gongbao.kernel.dossier import grounds as g
from gongbao.kernel.dossier import words as w
from gongbao.kernel.dossier import works
from gongbao.kernel.dossier.common import NEVER_MET, read
from gongbao.kernel.rules.nodes import (
    ALWAYS,
    Condition,
    CountWhere,
    Fact,
    In,
    Matched,
    OnlyIf,
    Value,
    all_of,
    any_of,
    at_least,
    first_known,
    walk,
)
from gongbao.policies.vocational_teacher_titles.exceptions import HERE
from gongbao.policies.vocational_teacher_titles.facts import ACHIEVEMENTS as A

LEADS = (*g.LEADS, "主持人", "主编")
STAGE = ("阶段性成果", "取得阶段性成果", *g.DONE)
OPEN = ("在研", "进行中", "未结题", "未完成")
GRANTED = ("公开授权", "授权", "已授权")
PUBLISHED = (*works.CORE, *works.PUBLIC, "公开出版", "正式出版")
PARTS = ("重要作用", "骨干作用", "关键作用")
EFFECTS = ("较好", "良好", "明显")
SCORES = ("较好", "优异")
TRAINING = ("一定成绩", "较好成绩", "优秀成绩")
"""Scales on which assessors find what an item asks, the lowest first."""
PAPERS = (*works.PAPER, "教学论文", "教研教改论文")
INVENTED = ("发明专利", "实用新型专利", "实用新型")
PATENTS = ("专利", "专利成果", *INVENTED, "外观设计专利", "外观设计")


@dataclass(frozen=True)
class Item:
    """One numbered item: what a record must be, and its words."""

    record: Condition
    zh: str
    en: str


def _kind(*kinds: str) -> Condition:
    return A["kind"].one_of(*kinds)


def _level(least: str) -> Condition:
    return A["level"].one_of(*w.at_least(w.HONOUR_LEVELS, least))


def _degree(scale: Sequence[str], least: str) -> Condition:
    """At least this far on the scale: found so, or by a word of it; any other word is for the assessor."""
    enough = scale[scale.index(least) :]
    return first_known(A["found"], OnlyIf(A["result"].one_of(*scale), A["result"].one_of(*enough)))


_led = A["role"].one_of(*LEADS)
_staged = OnlyIf(A["state"].one_of(*STAGE, *OPEN), A["state"].one_of(*STAGE))
_done = first_known(~A["state"].one_of(*OPEN), ALWAYS)
_commended = A["commended"]
_first = A["author"].one_of("第一作者")


def commended(least: str) -> Item:
    record = _kind("表彰", "教育教学表彰", "教学改革表彰", "教学研究表彰", "技能比赛组织表彰") & _level(least)
    return Item(
        record,
        f"参与学校管理、教改、教研或比赛组织，获{least}及以上表彰",
        f"Commended at {w.HONOUR_LEVELS[least]} level or above",
    )


def class_honour(least: str) -> Item:
    record = _kind("班主任荣誉", "优秀班主任", "班主任") & _level(least)
    return Item(
        record,
        f"获{least}及以上班主任荣誉",
        f"An honour as class teacher at {w.HONOUR_LEVELS[least]} level or above",
    )


def reform(part: str, zh: str, en: str, *kinds: str, lead: bool = True, staged: bool = False) -> Item:
    parts = [_kind(*kinds), *([_led] if lead else []), *([_staged] if staged else []), _degree(PARTS, part)]
    return Item(all_of(*parts), zh, en)


def exchange(least: str, effect: str, *, lead: bool) -> Item:
    asked = [
        _kind("交流研讨会", "研讨会", "研究课", "教学展示"),
        _level(least),
        _done,
        _degree(EFFECTS, effect),
    ]
    asked += [_led, _commended] if lead else []
    who = "主持完成" if lead else "完成"
    return Item(
        all_of(*asked), f"{who}{least}及以上研讨会、研究课或教学展示，效果{effect}" + "，获表彰" * lead,
        f"A seminar, research class or showing at {w.HONOUR_LEVELS[least]} level or above with effect",
    )  # fmt: skip


def contest(least: str, score: str) -> Item:
    record = (
        _kind("教学能力竞赛", "教学能力比赛", "职业技能竞赛", "技能竞赛")
        & _level(least)
        & _degree(SCORES, score)
    )
    return Item(
        record,
        f"本人参加{least}及以上教学能力或技能竞赛，成绩{score}",
        f"Own contest at {w.HONOUR_LEVELS[least]} level or above",
    )


def students(least: str, score: str) -> Item:
    record = (
        _kind("指导学生竞赛", "指导竞赛成绩", "指导学生职业技能竞赛") & _level(least) & _degree(SCORES, score)
    )
    return Item(
        record,
        f"指导学生参加{least}及以上技能竞赛，成绩{score}",
        f"Students coached for a contest at {w.HONOUR_LEVELS[least]} level or above",
    )


def _practice(periods: int) -> Condition:
    return _kind("带队实习", "带学生实习实训", "实习实训", "社会实践") & (A["periods"] >= periods)


def joined_practice() -> Item:
    service = _kind("企业研究课题", "企业课题", "企业技术服务") & first_known(A["found"], ALWAYS)
    return Item(
        _practice(1) | service, "带学生实习实践1期以上，或参与企业课题、提供技术服务",
        "Took students to practice for a term, or joined a firm’s research and served it",
    )  # fmt: skip


def led_practice(periods: int, *labs: str, firm: tuple[str, ...], solved: bool) -> Item:
    problem = all_of(
        _kind(*firm),
        _led,
        *([first_known(A["found"], OnlyIf(A["result"].one_of("解决技术难题"), ALWAYS))] if solved else []),
    )
    return Item(
        any_of(_kind(*labs) & _led, _practice(periods), problem),
        f"主持实训室等建设，或带学生实习实践{periods}期以上，或主持企业课题",
        f"Led the building of a workshop, took students to practice for {periods} terms, or led a firm’s research",
    )  # fmt: skip


def course(least: str) -> Item:
    record = _kind("精品课程", "教学资源库") & _level(least) & _commended
    return Item(
        record,
        f"参与{least}及以上精品课程或教学资源库建设，获表彰",
        f"A model course or bank of materials at {w.HONOUR_LEVELS[least]} level or above, commended",
    )


def lesson(least: str) -> Item:
    record = _kind("说课", "微课", "示范课", "教案", "课件", "课件制作") & _level(least) & _commended
    return Item(
        record,
        f"参与{least}及以上说课、微课等比赛，获表彰",
        f"A contest of lessons at {w.HONOUR_LEVELS[least]} level or above, commended",
    )


def journal() -> Item:
    open_to_all = A["venue"].one_of(*PUBLISHED)
    school = A["journal_level"].one_of(*w.HONOUR_LEVELS, "核心期刊", "公开")
    return Item(
        _kind(*PAPERS) & any_of(school, open_to_all),
        "在校级及以上刊物发表论文",
        "A paper in a journal of the school or higher",
    )


def book(*kinds: str, least: str = "") -> Item:
    record = _kind(*kinds) & (_level(least) if least else ALWAYS)
    return Item(
        record,
        f"参与编写{least + '及以上' if least else ''}{kinds[0]}",
        "Took part in a textbook of the kind",
    )


def publication(*, core: bool) -> Item:
    good, bad = (works.CORE, (*works.PUBLIC, *works.INNER)) if core else (PUBLISHED, works.INNER)
    record = all_of(_kind(*PAPERS, "论著", "专著", "编著"), _first, works.weighed(A["venue"], good, bad))
    return Item(
        record,
        ("核心期刊" if core else "公开") + "发表论文、论著，第一作者",
        "First author of a paper or book, published",
    )


def any_patent() -> Item:
    pending = first_known(~A["state"].one_of("申请中", "受理", "未授权", "实质审查"), ALWAYS)
    return Item(_kind(*PATENTS) & pending, "获得专利成果", "A patent of any kind")


def patent() -> Item:
    of_kind = any_of(
        _kind(*INVENTED),
        _kind("专利", "专利成果") & A["patent"].one_of("发明", "发明专利", "实用新型", "实用新型专利"),
    )
    return Item(
        of_kind & A["state"].one_of(*GRANTED),
        "发明或实用新型专利，已公开授权",
        "An invention or utility model, granted",
    )


def research(*, stop: bool) -> Item:
    """Joined a national or led a city project; whether both need a stage result turns on a stop (R-t-stage)."""
    project = _kind("课题", "课题研究", "科研课题")
    either = any_of(_level("国家级"), _level("市级") & _led)
    latter = any_of(_level("国家级"), all_of(_level("市级"), _led, _staged))
    both = either & _staged
    record = project & read("R-t-stage", A=latter if stop else both, B=latter, C=both)
    return Item(
        record,
        "参与国家级课题，或主持市级及以上课题，有阶段性成果",
        "Joined a national or led a city research project with results",
    )


def led_national() -> Item:
    record = all_of(_kind("课题", "课题研究", "科研课题"), _level("国家级"), _led)
    return Item(record, "主持国家级课题", "Led a national research project")


def standards() -> Item:
    books = _kind("统编教材") & _level("国家级")
    two = books & (CountWhere(A, books) >= 2)
    rules = _kind("国家职业标准", "实训基地建设标准", "行业技术规范")
    return Item(
        rules | two,
        "参与国家标准规范，或参编至少2部国家级统编教材",
        "Joined in a national standard, or in two national textbooks",
    )


def catalogue() -> Item:
    record = _kind("专业目录修订", "教育部专业目录修订", "专业标准制定", "专业标准")
    return Item(
        record,
        "参与教育部专业目录或专业标准",
        "Joined in the ministry’s catalogue or standards of programmes",
    )


def judge() -> Item:
    national = _kind("技能比赛裁判", "技能比赛评委", "全国性技能比赛裁判", "全国性技能比赛评委") & _level(
        "国家级"
    )
    exams = _kind(
        "职业资格考试命题专家", "职业资格考试评委", "全国职业资格考试命题专家", "全国职业资格考试评委"
    )
    return Item(
        national | exams,
        "任全国技能比赛裁判评委，或职业资格考试命题专家评委",
        "A judge of national contests or examiner of national qualifications",
    )


def supervisor() -> Item:
    record = _kind("硕士生导师", "本科院校硕士生导师", "特聘专家", "教育部特聘专家")
    return Item(
        record,
        "本科院校硕士生导师或教育部特聘专家",
        "A master’s supervisor or an expert the ministry engaged",
    )


def trained(whom: str) -> Item:
    record = all_of(
        _kind("培养教师获奖", "培养指导教师获奖"), _level("市级"), first_known(A["found"], ALWAYS)
    )
    return Item(record, f"培养指导的{whom}获市级及以上奖", "Those trained won a city prize or higher")


def training(degree: str) -> Item:
    record = _kind("培养实习指导教师", "培养指导实习指导教师") & _degree(TRAINING, degree)
    return Item(record, f"培养指导实习指导教师，有{degree}", "Instructors trained, with result")


_REFORM = ("课程教改", "课程改革", "教改")
_PLAN = ("人才培养方案编制", "人才培养方案", "课程标准编制", "课程标准", *_REFORM)
_LAB = ("专业实训室建设", "实训室建设")
_BASE = ("实训基地建设规划", "专业实训基地建设规划", *_LAB)
_FIRM = ("企业研究课题", "企业课题")


def _took_part() -> Item:
    return reform(
        "重要作用",
        "参与本专业课程教改，发挥重要作用",
        "Joined in course reform with an important part",
        *_REFORM,
        lead=False,
    )


def _planned() -> Item:
    return reform(
        "关键作用", "主持人才培养方案、课程标准或课程教改，起关键作用并有阶段性成果", "Led programme or course planning in the key part",
        *_PLAN, staged=True,
    )  # fmt: skip


LECTURER = (
    commended("校级"), class_honour("校级"), _took_part(), exchange("校级", "较好", lead=False), contest("市级", "较好"),
    students("市级", "较好"), joined_practice(), course("校级"), lesson("校级"), journal(), book("校本教材"), any_patent(),
)  # fmt: skip
SENIOR_LECTURER = (
    commended("市级"), class_honour("区级"),
    reform("骨干作用", "主持本专业课程教改，发挥骨干作用", "Led course reform as backbone", *_REFORM),
    exchange("区级", "良好", lead=True), contest("市级", "优异"), students("市级", "优异"),
    led_practice(2, *_LAB, firm=_FIRM, solved=True), course("市级"), lesson("市级"), research(stop=True),
    book("统编教材", least="市级"), publication(core=False), patent(),
)  # fmt: skip
FULL_LECTURER = (
    commended("市级"), class_honour("市级"), _planned(), exchange("市级", "明显", lead=True), contest("国家级", "优异"),
    students("国家级", "优异"), led_practice(3, *_BASE, firm=("企业攻关难题", "企业攻关", *_FIRM), solved=False),
    course("国家级"), lesson("国家级"), led_national(), standards(), catalogue(), publication(core=True), patent(), judge(),
    supervisor(), trained("讲师、助理讲师"),
)  # fmt: skip
INSTRUCTOR = (
    commended("校级"), class_honour("校级"), _took_part(), contest("市级", "较好"), students("市级", "较好"),
    joined_practice(), training("一定成绩"), journal(), any_patent(),
)  # fmt: skip
SENIOR_INSTRUCTOR = (
    commended("市级"), class_honour("区级"),
    reform("骨干作用", "主持实验实训室建设或课程教改，发挥骨干作用", "Led a workshop or course reform as backbone",
           "实验实训室建设", "实验实习课程教改", *_LAB, *_REFORM),
    contest("市级", "优异"), students("市级", "优异"), led_practice(2, *_LAB, firm=_FIRM, solved=True), training("较好成绩"),
    research(stop=False), book("统编教材", least="市级"), publication(core=False), patent(),
)  # fmt: skip
FULL_INSTRUCTOR = (
    commended("国家级"), class_honour("市级"), _planned(), contest("国家级", "优异"), students("国家级", "优异"),
    led_practice(3, *_BASE, firm=_FIRM, solved=True), training("优秀成绩"), led_national(), standards(),
    publication(core=True), patent(), judge(), trained("一级、二级、三级实习指导教师"),
)  # fmt: skip


_ALL = (LECTURER, SENIOR_LECTURER, FULL_LECTURER, INSTRUCTOR, SENIOR_INSTRUCTOR, FULL_INSTRUCTOR)


def kinds(item: Item) -> frozenset[str]:
    """The kinds of record an item names."""
    tests = (part for part in walk(item.record) if isinstance(part, In))
    of_kind = (part for part in tests if isinstance(part.value, Fact) and part.value.name == "kind")
    return frozenset(word for part in of_kind for word in part.words)


KINDS = frozenset().union(*(kinds(item) for items in _ALL for item in items))
"""Every kind of record some item names; whether another serves an item is left to the committee."""


def achievements(clause: str, need: int, items: Sequence[Item], start: Value) -> Condition:
    """At least `need` of the items since `start`, one record for one item; else the committee's finding."""
    since = first_known(A["date"] >= start, ALWAYS)
    within = read("R-t-window", judged=OnlyIf(since, ALWAYS), A=since, B=ALWAYS)
    records = tuple(
        all_of(item.record, A[f"claimed_{place}"], within) for place, item in enumerate(items, start=1)
    )
    listed = [
        HERE.named(CountWhere(A, record) >= 1, f"item_{place}", f"{clause}.{place}", (item.zh, item.en))
        for place, (item, record) in enumerate(zip(items, records, strict=True), start=1)
    ]
    once = HERE.named(
        Matched(A, records) >= need, "one_each", clause,
        (f"一事只算一项，合起来仍有{need}项", f"Each work counted for one item only, {need} items remain"),
    )  # fmt: skip
    strange = CountWhere(A, ~A["kind"].one_of(*KINDS) & within)
    one_for_one = any_of(
        at_least(need, *listed) & once, OnlyIf(Matched(A, records) + strange < need, NEVER_MET)
    )
    hopeless = OnlyIf(strange < 1, NEVER_MET)
    enough = read(
        "R-t-items",
        A=read("R-t-double", A=one_for_one, B=any_of(at_least(need, *listed), hopeless)),
        B=any_of(CountWhere(A, any_of(*records)) >= need, hopeless),
    )
    return HERE.named(
        first_known(found.achievements_ok, enough), "achievements", clause,
        (f"业绩成果{len(items)}项中至少具备{need}项", f"At least {need} of the {len(items)} achievements"),
    )  # fmt: skip
