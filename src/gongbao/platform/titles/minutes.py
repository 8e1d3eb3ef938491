"""The minutes of a committee's meeting: who was there, every item's counts, what was drawn; signed by the body."""

from __future__ import annotations

from uuid import UUID

from gongbao.kernel.ballots import BASES
from gongbao.law.text import Text
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.titles import committees, meetings
from gongbao.platform.titles.models import Item, Meeting
from gongbao.platform.titles.words import refuse
from gongbao.policies import policy

PREFIX = "京职评纪"


def write_up(tx: Tx, meeting: UUID) -> letters.Issued:
    """Issue and sign the minutes once every item is counted; they never change afterwards."""
    row = meetings.own(tx.actor, meeting)
    items = list(row.items.select_related("application").order_by("number"))
    if row.minutes is not None:
        raise refuse("纪要已经签发", "the minutes are signed")
    if row.purpose != "committee" or any(item.state != "counted" for item in items):
        raise refuse("还有没有计票的件", "some items are not counted yet")
    title = Text(f"{row.name}纪要", f"Minutes: {row.name}")
    issued = letters.issue(
        tx, "title_minutes", title, _content(row, items), office=row.office, addressee=row.body.name, prefix=PREFIX, party=row.party,
    )  # fmt: skip
    letters.sign(tx, issued.letter, row.body.name, "评审委员会会议纪要", "职称评审专用章")
    row.minutes, row.minutes_code = issued.letter, issued.code
    row.save(update_fields=["minutes", "minutes_code"])
    tx.audit("titles.minutes", meeting=str(meeting), number=issued.number)
    return issued


def _content(row: Meeting, items: list[Item]) -> letters.Content:
    seats = list(row.seats.order_by("number"))
    here = [seat for seat in seats if seat.state == "attending"]
    away = [seat for seat in seats if seat.state == "away"]
    draw = meetings.draw_of(row)
    rule = items[0].terms
    facts = [
        *([("评委会", row.committee)] if row.committee else []),
        ("会议日期", row.held_on.isoformat()),
        ("委员", f"应到{row.size}人，实到{len(here)}人，请假{len(away)}人"),
        ("到会席位", "、".join(f"{seat.number}（{seat.code}）" for seat in here)),
        ("委员产生", f"随机抽取第{draw.number}次，日志第{draw.position}条，根{draw.root[:16]}…" if draw else "未抽取"),
        ("通过要求", f"{BASES[rule['base']].zh}的{rule['pass_share']}{'以上（不含本数）' if rule['strict'] else '以上（含本数）'}同意"),
    ]  # fmt: skip
    for item in items:
        instead = (
            "，代评"
            if committees.stands_in(row.room, row.committee, item.application.title, row.held_on)
            else ""
        )
        recused = f"，回避{item.recused}人" if item.recused else ""
        uncast = f"，未投{item.uncast}票（{item.close_reason}）" if item.uncast else ""
        facts.append(
            (
                f"第{item.number}件 {item.application.number}",
                f"{item.application.title}（{item.application.speciality}{instead}）：可投{item.attending - item.recused}票{recused}；"
                f"同意{item.in_favour}、不同意{item.against}、弃权{item.abstained}{uncast}；须{item.needed}票，{'通过' if item.passed else '未通过'}",
            )
        )
    return letters.Content(
        opening=(f"{row.name}对{len(items)}件申报综合评价并无记名投票表决，结果如下。",), facts=facts,
        basis=(f"{policy(row.room).number}",),
        decision=("选票封存后一次计票，计票与封存由两人分别办理；选票密钥已经销毁，任何记录不能与投票人对应。",),
    )  # fmt: skip
