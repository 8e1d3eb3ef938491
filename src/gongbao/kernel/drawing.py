"""A random draw anybody can re-run: seed fixed by the log's root, one hash a candidate, the smallest are drawn.

The whole of it: the announcement lists every candidate's public code, who is avoided and for which named reason,
and how many are drawn. It is canonical JSON; its SM3 is written into the log. The log's entry of that row has a
chained hash: the root. seed = SM3("gongbao draw 1" ‖ root ‖ digest); a candidate's rank is SM3(seed ‖ code).
Codes sorted by rank, avoided ones left out: the first `size` are drawn, the next `reserves` stand in.

``python -m gongbao.kernel.drawing FILE`` re-runs a published draw and says whether it comes out the same.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.kernel.logchain import canonical, sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

METHOD = "gongbao draw 1"
AVOIDED: dict[str, Text] = {
    "employer": Text("与申报人同单位", "same employer as an applicant"),
    "kin": Text("与申报人有亲属关系", "kin of an applicant"),
    "coauthor": Text("与申报人合作完成成果", "co-author of an applicant"),
    "teacher": Text("与申报人有师生关系", "teacher or student of an applicant"),
    "self": Text("本人是申报人", "an applicant"),
    "interest": Text("与申报人有其他利害关系", "another interest in an applicant"),
}
"""The named reasons for which a candidate is left out."""


@dataclass(frozen=True)
class Drawn:
    """The outcome: codes in the order of their ranks."""

    members: tuple[str, ...]
    reserves: tuple[str, ...]


def announcement(
    title: str,
    number: int,
    candidates: Sequence[str],
    avoided: Mapping[str, str],
    size: int,
    reserves: int,
    purpose: str = "",
) -> dict[str, Any]:
    """What is published before the draw. Raises Refusal when it cannot be drawn from."""
    pool = sorted(set(candidates))
    if len(pool) != len(candidates):
        raise Refusal(Text("抽取名单中有重复的编号", "a candidate stands twice"))
    strange = {why for why in avoided.values() if why not in AVOIDED} | (set(avoided) - set(pool))
    if strange:
        raise Refusal(Text(f"不认识的回避：{min(strange)}", f"unknown avoidance: {min(strange)}"))
    free = len(pool) - len(avoided)
    if size < 1 or reserves < 0 or free < size:
        raise Refusal(
            Text(f"需要{size}人，可抽取的只有{free}人", f"{size} are needed, only {free} can be drawn"),
            mend=Text("请补充专家库，或由其他专业的专家参加", "Add experts, or admit another speciality"),
        )
    return {
        "method": METHOD, "title": title, "purpose": purpose, "number": number, "candidates": pool,
        "avoided": dict(sorted(avoided.items())), "size": size, "reserves": min(reserves, free - size),
    }  # fmt: skip


def digest(announced: Mapping[str, Any]) -> str:
    """The SM3 of an announcement, as the log keeps it."""
    return sm3(canonical(dict(announced)).encode()).hex()


def seed(root: str, announced: Mapping[str, Any]) -> bytes:
    """The seed which the log's root and the announcement fix together."""
    return sm3(METHOD.encode() + bytes.fromhex(root) + bytes.fromhex(digest(announced)))


def rank(seed_: bytes, code: str) -> str:
    """A candidate's rank under a seed."""
    return sm3(seed_ + code.encode()).hex()


def draw(root: str, announced: Mapping[str, Any]) -> Drawn:
    """The draw itself."""
    if announced.get("method") != METHOD:
        raise Refusal(Text("不认识的抽取方法", "unknown method of drawing"))
    key = seed(root, announced)
    free = [code for code in announced["candidates"] if code not in announced["avoided"]]
    order = sorted(free, key=lambda code: rank(key, code))
    size = announced["size"]
    return Drawn(tuple(order[:size]), tuple(order[size : size + announced["reserves"]]))


def again(published: Mapping[str, Any]) -> list[Text]:
    """What does not fit in a published draw: nothing when it comes out as told."""
    announced, found = published["announcement"], []
    if digest(announced) != published["digest"]:
        found.append(Text("公布的名单与日志里的摘要不符", "the list published is not the one in the log"))
    told = Drawn(tuple(published["members"]), tuple(published["reserves"]))
    if draw(published["root"], announced) != told:
        found.append(Text("重新抽取的结果与公布的不同", "drawn again, the result is another"))
    return found


def main(arguments: Sequence[str]) -> int:
    """Re-run the published draw in a file: 0 as told, 3 not."""
    faults = again(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    print("\n".join(each.zh for each in faults) or "结果一致")
    return 3 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
