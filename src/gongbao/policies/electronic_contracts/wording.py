"""Contracts in our own words: the articles of the four templates, filled from the parties' terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from gongbao.kernel.money import format_yuan

TITLES = {
    "contract": "劳动合同",
    "renewal": "劳动合同续订书",
    "change": "劳动合同变更协议",
    "end_agreement": "解除劳动合同协议",
    "notice": "解除、终止劳动合同通知书",
    "certificate": "解除、终止劳动合同证明",
}
TITLES_EN = {
    "contract": "Labour contract",
    "renewal": "Renewal of a labour contract",
    "change": "Change of a labour contract",
    "end_agreement": "Agreement to end a labour contract",
    "notice": "Notice of ending",
    "certificate": "Certificate of ending",
}
_TYPES = {
    "fixed": "固定期限",
    "open_ended": "无固定期限",
    "task": "以完成一定工作任务为期限",
    "part_time": "非全日制",
}
_NUMERALS = "一二三四五六七八九十"


class Part(NamedTuple):
    """An article: heading and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def opening(kind: str, original: str) -> tuple[str, ...]:
    """The first sentences of a document of this kind; `original` is the number of the contract it follows."""
    if kind == "contract":
        return ("甲乙双方自愿、平等协商，同意用电子形式订立本合同，并约定如下。",)
    if kind in ("renewal", "change", "end_agreement"):
        return (f"双方于编号 {original} 的劳动合同之后协商一致，订立本文件；原合同保留不动。",)
    return (f"本文件与编号 {original} 的劳动合同相连。",)


def articles(kind: str, terms: Mapping[str, Any]) -> tuple[Part, ...]:
    """The articles of a document of `kind` for typed terms (dates, fen, text)."""
    made = {
        "contract": _contract,
        "renewal": _renewal,
        "change": _change,
        "end_agreement": _end_agreement,
        "notice": _notice,
        "certificate": _certificate,
    }[kind](terms)
    return tuple(
        Part(f"第{_NUMERALS[place]}条　{heading}", tuple(each for each in paragraphs if each))
        for place, (heading, *paragraphs) in enumerate(made)
    )


def term(terms: Mapping[str, Any]) -> str:
    """The term in one sentence."""
    start = day(terms["starts_on"])
    match terms["contract_type"]:
        case "fixed":
            said = f"固定期限，自{start}起至{day(terms['ends_on'])}止。"
        case "open_ended":
            said = f"无固定期限，自{start}起。"
        case "task":
            said = f"以完成一定工作任务为期限，自{start}起，至下列任务完成时止：{terms['task']}。"
        case _:
            said = f"非全日制用工，自{start}起，任何一方可以随时通知对方结束。"
    months = terms.get("probation_months") or 0
    return said + (f"其中前 {months} 个月为试用期。" if months else "不约定试用期。")


def pay(terms: Mapping[str, Any]) -> tuple[str, ...]:
    """The pay in one or two sentences."""
    if terms["contract_type"] == "part_time":
        return (f"小时工资 {format_yuan(terms['wage'])} 元，至少每十五日结算一次。",)
    said = f"月工资 {format_yuan(terms['wage'])} 元，每月 {terms['pay_day']} 日以货币发放。"
    probation = terms.get("probation_wage")
    return (
        said,
        f"试用期月工资 {format_yuan(probation)} 元。" if terms.get("probation_months") and probation else "",
    )


def _contract(terms: Mapping[str, Any]) -> list[tuple[str, ...]]:
    part_time = terms["contract_type"] == "part_time"
    hours = (
        f"每周不超过 {terms['week_hours']} 小时，平均每日不超过四小时。"
        if part_time
        else f"每周 {terms['week_hours']} 小时。确需加班的，另付加班工资或安排补休。"
    )
    insurance = (
        "甲方为乙方缴纳工伤保险；其他保险依照规定办理。"
        if part_time
        else "双方依法参加社会保险，个人应缴部分由甲方从工资中代扣。"
    )
    found: list[tuple[str, ...]] = [
        ("合同期限", term(terms)),
        (
            "工作内容和地点",
            f"乙方任{terms['position']}，工作地点是{terms['workplace']}。调整须双方书面同意。",
        ),
        (
            "工作时间和休息休假",
            hours,
            "" if part_time else "乙方依法享有休息日、法定节假日、年休假和其他假期。",
        ),
        ("劳动报酬", *pay(terms)),
        ("社会保险", insurance),
        (
            "劳动保护、劳动条件和职业危害防护",
            "甲方提供安全卫生的工作条件和必要的防护用品，岗位有职业危害的，签署前如实告知并采取防护措施。",
        ),
        (
            "变更、解除和终止",
            "变更须双方同意并留下书面记录；解除、终止和经济补偿依照法律办理。可以在线办理。",
        ),
        (
            "查询和争议",
            "双方在合同保存期内可免费查询、下载、打印和验证本合同。有争议先协商，也可申请调解、仲裁。",
        ),
    ]
    if terms.get("own_terms"):
        found.append(("双方另行约定", str(terms["own_terms"])))
    return found


def _renewal(terms: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        ("续订期限", term({**terms, "probation_months": 0})),
        (
            "岗位和报酬",
            f"乙方任{terms['position']}，工作地点是{terms['workplace']}。",
            *pay({**terms, "probation_months": 0}),
        ),
        ("其他", "原合同其余约定继续适用。"),
    ]


def _change(terms: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            "变更内容",
            f"自{day(terms['starts_on'])}起，乙方任{terms['position']}，工作地点是{terms['workplace']}。",
            *pay({**terms, "probation_months": 0}),
        ),
        ("其他", "没有变更的约定继续有效。", str(terms.get("own_terms") or "")),
    ]


def _end_agreement(terms: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        ("结束日期", f"劳动合同自{day(terms['ends_on'])}起解除。"),
        ("经济补偿", *_severance(terms)),
        ("交接", "甲方出具解除证明，并在十五日内办理档案和社会保险关系转移；乙方按约定办理交接。"),
    ]


def _severance(terms: Mapping[str, Any]) -> tuple[str, ...]:
    """Who proposed it, what the law gives and from what, and what is paid."""
    employer = terms["proposed_by"] == "employer"
    due, agreed = terms["compensation_due"], terms["compensation"]
    proposed = f"解除由{'甲' if employer else '乙'}方提出。"
    paid = f"甲方在办结交接时支付经济补偿 {format_yuan(agreed)} 元。" if agreed else "甲方不支付经济补偿。"
    if agreed < due:
        paid += f"该金额比上述法定金额少 {format_yuan(due - agreed)} 元。"
    if not due:
        why = "劳动合同法第四十六条" if not employer else "劳动合同法第七十一条"
        return proposed, f"依{why}，甲方没有支付经济补偿的法定义务。", paid
    average, most = terms["average_wage"], terms["triple_average"]
    over = f"又 {terms['worked_days']} 天" if terms["worked_days"] else ""
    months = format_half(terms["compensation_halves"])
    capped = (
        f"高于上年度职工月平均工资的三倍 {format_yuan(most)} 元，按三倍计算，年限最高十二年。"
        if average > most
        else ""
    )
    return (
        proposed,
        f"乙方自{day(terms['worked_from'])}起在甲方工作 {terms['worked_months']} 个月{over}，"
        f"依劳动合同法第四十六条、第四十七条计 {months} 个月工资。",
        f"解除前十二个月平均工资 {format_yuan(average)} 元。{capped}法定经济补偿为 {format_yuan(due)} 元。",
        paid,
    )


def format_half(halves: int) -> str:
    """Half months as months: 5 as ``2.5``."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def _notice(terms: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        ("通知事项", f"劳动合同于{day(terms['ends_on'])}结束。事由：{terms['ground_words']}。"),
        ("事实和理由", str(terms["statement"])),
        ("救济", "收到通知的一方不同意的，可依法申请劳动争议调解、仲裁。"),
    ]


def _certificate(terms: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            "证明事项",
            f"乙方自{day(terms['starts_on'])}起在甲方工作，任{terms['position']}，劳动合同于{day(terms['ends_on'])}结束。",
        ),
        ("转移", "甲方在十五日内办理档案和社会保险关系转移手续。"),
    ]


def day(value: date) -> str:
    """A day as contracts write it."""
    return f"{value.year}年{value.month}月{value.day}日"
