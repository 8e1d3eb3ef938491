"""What village, township or district can do for one or several assistants: opinions, benefits, training, ventures, records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongbao.kernel.forms import Field
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.rural_assistants import services as rural
from gongbao.platform.rural_assistants.models import Assistant
from gongbao.platform.rural_assistants.words import BENEFITS, ENTRIES
from gongbao.policies.rural_assistants.facts import GRADES, TOPICS, TRAINING_FORMS
from gongbao.web.rooms.rural_assistants.deeds import Deed, ask

MONTH = ask("month", "month", "月份", "Month")


def whose(people: list[Assistant]) -> Field:
    """The choice of one of the people."""
    return ask("who", "choice", "协理员", "Assistant", words={p.number: Text(f"{p.name} {p.number}", f"{p.name} {p.number}") for p in people})  # fmt: skip


def opinion(number: str, title: str, people: list[Assistant]) -> Deed:
    """The opinion of village or township on one person of a round."""
    return Deed(
        f"{number}-opinion", Text(f"提意见：{title}", f"Give an opinion: {title}"),
        (whose(people), ask("text", "long_text", "意见", "Opinion", max_length=500)),
        lambda tx, v: rural.appraising.give_opinion(tx, number, v["who"], v["text"]), "bi-2020-22/15.2.s2",
    )  # fmt: skip


def settle(number: str, period: str, people: list[Assistant]) -> Deed:
    """The answer to an objection to a grade."""
    return Deed(
        f"{number}-settle", Text(f"答复异议：{period}", f"Answer an objection: {period}"),
        (whose(people), ask("outcome", "choice", "结果", "Outcome", words={"keep": Text("维持", "keep"), "change": Text("改变等次", "change")}),
         ask("grade", "choice", "改为", "Change to", words=GRADES, required=False), ask("answer", "long_text", "答复", "Answer", max_length=1000)),
        lambda tx, v: rural.objections.settle(tx, number, v["who"], v["outcome"], v["answer"], v.get("grade", "")), "bi-2020-22/15.s6",
    )  # fmt: skip


def archive(people: list[Assistant]) -> Deed:
    """Have an assistant's archive brought to the district of work."""
    known = {p.number: p for p in people}
    return Deed(
        "archive", Text("办理档案转移", "Have an archive moved"),
        (whose(people), ask("keeper", "text", "现在的存档单位", "Present keeper", required=False, max_length=120,
                            help=Text("档案还在学校等处时填；已在本市公服中心的不用填", "Where a school or another body has it; not for one at a centre in Beijing"))),
        lambda tx, v: rural.ordering.order_archive(tx, known[v["who"]], v.get("keeper", "")), "bi-2020-22/11.s1",
        Text("由人事档案办理转移，公服中心收到后自动登记到待遇和转接。", "The archive room moves it; the checklist follows its arrival."),
    )  # fmt: skip


def benefit(people: list[Assistant]) -> Deed:
    """One line of the checklist of benefits."""
    known = {p.number: p for p in people}

    def record(tx: Tx, v: dict[str, Any]) -> object:
        return rural.joining.record_benefit(
            tx,
            known[v["who"]],
            v["kind"],
            from_on=v["from_on"],
            to_on=v.get("to_on"),
            note=v.get("note", ""),
            amount=v.get("amount"),
        )

    return Deed(
        "benefit", Text("登记待遇", "Record a benefit"),
        (whose(people), ask("kind", "choice", "项目", "Item", words={k: v[0] for k, v in BENEFITS.items()}), ask("from_on", "date", "自", "From"),
         ask("to_on", "date", "至", "To", required=False), ask("amount", "money", "金额（安家费按本区标准，不用填）", "Amount; the settling-in grant follows the rule", required=False), ask("note", "text", "凭证或单号", "Voucher", required=False, max_length=120)),
        record, "bi-2020-22/12.s3",
    )  # fmt: skip


def breach(people: list[Assistant]) -> Deed:
    """Open the case of a breach of discipline."""
    known = {p.number: p for p in people}
    return Deed(
        "breach", Text("提出违纪违规线索", "Report a breach of discipline"), (whose(people), ask("what", "long_text", "时间、事实和来源", "When, what, from where", max_length=1000)),
        lambda tx, v: rural.discipline.found(tx, known[v["who"]], v["what"]), "bi-2020-22/18.s2",
        Text("区人社局告知本人，本人可以说明；由另一人按有关规定处理。", "The district tells the person, who may answer; a second person decides by the rules."),
    )  # fmt: skip


def venture(actor: Any, people: list[Assistant]) -> list[Deed]:
    """Register a venture; record measures that support one, and what came of it."""
    known = {p.number: p for p in people}
    v_ = rural.ventures
    deeds = [Deed(
        "venture", Text("登记创业项目", "Register a venture"),
        (whose(people), ask("field", "choice", "领域", "Field", words=v_.FIELDS), ask("title", "text", "项目名称", "Name", max_length=120), ask("on", "date", "开始日期", "Since")),
        lambda tx, v: v_.begin(tx, known[v["who"]], v["field"], v["title"], on=v["on"]), "bi-2020-22/23.s1",
    )]  # fmt: skip
    running = {
        str(row.pk): Text(f"{row.assistant.name}：{row.title}", f"{row.assistant.name}: {row.title}")
        for row in v_.of(people)
        if row.ended_on is None
    }
    if running:
        which = ask("venture", "choice", "项目", "Venture", words=running)
        deeds += [
            Deed("support", Text("登记创业支持措施", "Record a measure of support"),
                 (which, ask("measure", "choice", "措施", "Measure", words=v_.MEASURES), ask("body", "text", "办理部门", "By whom", max_length=120), ask("asked_on", "date", "申请日期", "Asked on"),
                  ask("done_on", "date", "办结日期（没有办结不填）", "Done on, once it is", required=False), ask("amount", "money", "金额（减免、贷款）", "Amount of relief or loan", required=False)),
                 lambda tx, v: v_.support(tx, UUID(v["venture"]), v["measure"], v["body"], asked_on=v["asked_on"], done_on=v.get("done_on"), amount=v.get("amount")), "bi-2020-22/23.s2"),
            Deed("result", Text("登记创业成效", "Record what came of a venture"),
                 (which, ask("text", "long_text", "成效（带动就业、收入等）", "Result: jobs, income", max_length=300), ask("ended_on", "date", "结束日期（还在进行不填）", "Ended on, once it is", required=False)),
                 lambda tx, v: v_.result(tx, UUID(v["venture"]), v["text"], v.get("ended_on")), "bi-2020-22/23.s3", Text("考核评优、续聘时一并显示。", "Shown beside appraisals and renewals.")),
        ]  # fmt: skip
    return deeds


def training_of(people: list[Assistant]) -> Deed:
    """Hours of a course, as village and township enter them."""
    return training(people, "training", {"": Text("—", "—")})


def training(people: list[Assistant], go: str, special: dict[str, Text]) -> Deed:
    """Hours of a course for several people at once."""
    known = {p.number: p for p in people}
    fields = [
        ask("who", "choices", "参加人员", "Who took part", words={p.number: Text(f"{p.name} {p.number}", f"{p.name} {p.number}") for p in people}),
        ask("course", "text", "课程", "Course", max_length=120), ask("on", "date", "日期", "Day"), ask("hours", "integer", "学时", "Hours", minimum=1, maximum=80),
        ask("form", "choice", "形式", "Form", words=TRAINING_FORMS), ask("topic", "choice", "内容", "Topic", words=TOPICS),
    ]  # fmt: skip
    if len(special) > 1:
        fields.append(
            ask("special", "choice", "类别", "Kind", words={k or "plain": v for k, v in special.items()})
        )

    def record(tx: Tx, v: dict[str, Any]) -> object:
        kind = v.get("special", "plain")
        return rural.training.record(
            tx, [known[each] for each in v["who"]], on=v["on"], hours=v["hours"], form=v["form"], topic=v["topic"], course=v["course"],
            special="" if kind == "plain" else kind,
        )  # fmt: skip

    return Deed(go, Text("登记培训学时", "Record training"), tuple(fields), record, "bi-2020-22/21.s2")


def entry(people: list[Assistant], kinds: tuple[str, ...]) -> Deed:
    """Another record of one person, of the kinds named."""
    known = {p.number: p for p in people}

    def record(tx: Tx, v: dict[str, Any]) -> object:
        return rural.ledger.enter(tx, v["kind"], v["title"], on=v["on"], assistant=known[v["who"]])

    return Deed(
        "entry", Text("其他登记", "Another record"),
        (whose(people), ask("kind", "choice", "类别", "Kind", words={k: ENTRIES[k][0] for k in kinds}),
         ask("title", "text", "内容", "Contents", max_length=200), ask("on", "date", "日期", "Day")),
        record, "bi-2020-22/25.s1",
    )  # fmt: skip
