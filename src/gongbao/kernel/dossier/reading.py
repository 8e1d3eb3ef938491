"""Reading a dossier: from the file people keep to typed facts; what cannot be is refused with place and mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier.words import ALSO_CALLED, SERIES
from gongbao.kernel.rules import facts as kernel_facts
from gongbao.kernel.rules.nodes import Fact
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

GROUPS = {
    "skill": ("level", "date"),
    "employer": ("place", "kind", "public", "district"),
    "school": ("place", "kind", "public", "district"),
}
"""Objects of the file whose members are facts of their own, named ``skill_level`` and so on."""
BY_SCHOOL_YEAR, BY_YEAR, CLAIMED = "hours_by_school_year", "continuing_education", "claimed_items"
STINTS = ("enterprise_service", "counterpart_support")
"""Lists of periods that a file may give as one period alone."""
PERIODS = ("jobs", "counsellor", "class_teacher", *STINTS)
RANKED = ("awards", "honours", "standards")
MOST_HOURS = 24 * 366
"""No year has more hours."""


def prepare(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a dossier as `kernel.rules.facts.load` takes them; raises `Refusal` for what cannot be."""
    out: dict[str, Any] = {}
    for name, value in raw.items():
        if name in GROUPS:
            out |= _group(name, value)
        elif name == BY_SCHOOL_YEAR and isinstance(value, Mapping):
            out[name] = [{"first_year": _first_year(y), "hours": h} for y, h in value.items()]
        elif name == BY_YEAR and isinstance(value, Mapping):
            out[name] = [{"year": _year(y), **_object(hours, f"{name}.{y}")} for y, hours in value.items()]
        elif name in STINTS and isinstance(value, Mapping):
            out[name] = [dict(value)]
        elif isinstance(value, list):
            out[name] = [_record(name, i, row) for i, row in enumerate(value)]
        else:
            out[name] = _called(value)
    if isinstance(out.get("class_teacher"), list):
        out["class_teacher"] += [{**row, "kind": "辅导员"} for row in out.get("counsellor") or ()]
    _check(out)
    return out


def citing(raw: Mapping[str, Any], clauses: Mapping[str, str]) -> dict[str, Any]:
    """As `prepare`; a refusal cites the clause that `clauses` names for the part of the file it is about."""
    try:
        return prepare(raw)
    except Refusal as refusal:
        part = refusal.where.partition("[")[0].partition(".")[0]
        clause = refusal.clause or clauses.get(part, "")
        raise Refusal(refusal.what, where=refusal.where, mend=refusal.mend, clause=clause) from None


def _group(name: str, value: Any) -> dict[str, Any]:
    members = {} if value is None else _object(value, name)
    if strange := sorted(set(members) - set(GROUPS[name])):
        raise Refusal(
            Text(f"“{name}”里没有“{strange[0]}”", f"{name} has no {strange[0]}"),
            where=f"{name}.{strange[0]}",
            mend=Text("可用的有：" + "、".join(GROUPS[name]), "Members: " + ", ".join(GROUPS[name])),
        )
    return {f"{name}_{key}": _called(each) for key, each in members.items()}


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Refusal(Text("这里应是一个对象", "an object is expected here"), where=where)
    return dict(value)


def _record(name: str, place: int, row: Any) -> dict[str, Any]:
    made = {key: _called(value) for key, value in _object(row, f"{name}[{place}]").items()}
    if name == "achievements":
        claimed = made.pop(CLAIMED, None)
        for i in range(1, f.ITEMS + 1):
            made[f"claimed_{i}"] = claimed is None or i in claimed
    if name == "class_teacher":
        made.setdefault("kind", "班主任")
    if name == "other_hours" and isinstance(made.get("school_year"), str):
        made["first_year"] = _first_year(made.pop("school_year"))
    return made


def _called(value: Any) -> Any:
    return ALSO_CALLED.get(value, value) if isinstance(value, str) else value


def _first_year(written: Any) -> int:
    first, _, second = str(written).partition("-")
    if not (first.isdigit() and second.isdigit() and int(second) == int(first) + 1):
        raise Refusal(
            Text(f"学年“{written}”写法不对", f"“{written}” is no school year"),
            where=BY_SCHOOL_YEAR,
            mend=Text("写成 2019-2020", "Write 2019-2020"),
        )
    return int(first)


def _year(written: Any) -> int:
    if not (str(written).isdigit() and len(str(written)) == 4):
        raise Refusal(
            Text(f"年度“{written}”写法不对", f"“{written}” is no year"),
            where=BY_YEAR,
            mend=Text("写成 2020", "Write 2020"),
        )
    return int(str(written))


def _check(facts: Mapping[str, Any]) -> None:
    for name in PERIODS:
        for place, row in enumerate(facts.get(name) or ()):
            _in_order(row, f"{name}[{place}]")
    for name in RANKED:
        for place, row in enumerate(facts.get(name) or ()):
            _ranked(row.get("rank"), f"{name}[{place}].rank")
    for place, row in enumerate(facts.get("titles") or ()):
        _known_series(row.get("series"), f"titles[{place}].series")
    _not_after(facts, "degrees", "graduated", Text("毕业日期", "day of graduation"))
    _not_after(facts, "titles", "date", Text("职称取得日期", "day of the title"))
    for name, keys in (
        (BY_SCHOOL_YEAR, ("hours",)),
        ("other_hours", ("hours",)),
        (BY_YEAR, ("total", "professional")),
    ):
        for place, row in enumerate(facts.get(name) or ()):
            _hours(row, keys, f"{name}[{place}]")
    for place, row in enumerate(facts.get(BY_YEAR) or ()):
        _part_of(row.get("professional"), row.get("total"), f"{BY_YEAR}[{place}].professional")


def _ranked(rank: Any, where: str) -> None:
    if isinstance(rank, int) and rank < 1:
        raise Refusal(
            Text(f"排名不可能是 {rank}", f"{rank} is no rank"),
            where=where,
            mend=Text(
                "填第几名，从1起；没有排名的不填", "Write the place, from 1; leave it out if there is none"
            ),
        )


def _known_series(series: Any, where: str) -> None:
    if series is not None and series not in SERIES:
        raise Refusal(
            Text(f"没有“{series}”这一职称系列", f"there is no series of titles “{series}”"),
            where=where,
            mend=Text(
                "按证书填写系列，可用的有：" + "、".join(SERIES),
                "Write it as the certificate has it: " + ", ".join(SERIES),
            ),
        )


def _part_of(part: Any, whole: Any, where: str) -> None:
    if isinstance(part, int) and isinstance(whole, int) and part > whole:
        raise Refusal(
            Text(
                f"专业科目 {part} 学时多于总学时 {whole}", f"{part} professional hours out of {whole} in all"
            ),
            where=where,
            mend=Text(
                "核对学时：专业科目是总学时的一部分",
                "Check the hours: professional subjects are part of the total",
            ),
        )


def _in_order(row: Mapping[str, Any], where: str) -> None:
    start, end = _day(row.get("from")), _day(row.get("to"))
    if start and end and end < start:
        raise Refusal(
            Text(f"止日 {end} 早于起日 {start}", f"it ends on {end}, before it begins on {start}"),
            where=f"{where}.to",
            mend=Text(
                "核对起止日期；至今仍在的，止日不填", "Check both days; leave the end empty where it goes on"
            ),
        )


def _not_after(facts: Mapping[str, Any], name: str, key: str, what: Text) -> None:
    limit = _day(facts.get("evaluation_date"))
    for place, row in enumerate(facts.get(name) or ()):
        day = _day(row.get(key))
        if limit and day and day > limit:
            raise Refusal(
                Text(
                    f"{what.zh} {day} 晚于评价截止日 {limit}",
                    f"the {what.en} {day} is after the cut-off day {limit}",
                ),
                where=f"{name}[{place}].{key}",
                mend=Text(
                    "截止日之后取得的不能用于本次申报，请删去或核对日期",
                    "What comes after the cut-off day does not count: take it out or check the day",
                ),
            )


def _hours(row: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in keys:
        hours = row.get(key)
        if isinstance(hours, int) and not 0 <= hours <= MOST_HOURS:
            raise Refusal(
                Text(f"一年不可能有 {hours} 学时", f"no year has {hours} hours"),
                where=f"{where}.{key}",
                mend=Text("核对学时数", "Check the number of hours"),
            )


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def schema(title: Text, identifier: str, facts: Iterable[Fact]) -> dict[str, Any]:
    """The JSON Schema of a dossier file: grouped members and lists by year as people write them."""
    made = kernel_facts.schema(title, identifier, facts)
    flat: dict[str, Any] = made["properties"]
    for group, members in GROUPS.items():
        inner = {key: flat.pop(f"{group}_{key}") for key in members if f"{group}_{key}" in flat}
        if inner:
            flat[group] = {"type": ["object", "null"], "additionalProperties": False, "properties": inner}
    for name, key in ((BY_SCHOOL_YEAR, "^\\d{4}-\\d{4}$"), (BY_YEAR, "^\\d{4}$")):
        if name in flat:
            record = flat[name]["items"]["properties"]
            value = {"type": ["integer", "null"]}
            if name == BY_YEAR:
                value = {"type": "object", "properties": {k: record[k] for k in ("total", "professional")}}  # type: ignore[dict-item]
            head = {k: v for k, v in flat[name].items() if k not in ("type", "items")}
            flat[name] = {
                **head,
                "type": ["object", "null"],
                "additionalProperties": False,
                "patternProperties": {key: value},
            }
    for name in STINTS:
        if name in flat:
            alone = flat[name]["items"]
            flat[name] |= {
                "type": ["array", "object", "null"],
                **{k: v for k, v in alone.items() if k != "type"},
            }
    if "other_hours" in flat:
        flat["other_hours"]["items"]["properties"]["school_year"] = {
            "title": "学年",
            "type": ["string", "null"],
            "pattern": "^\\d{4}-\\d{4}$",
        }
    if "class_teacher" in flat:
        flat["class_teacher"]["items"]["properties"].pop("kind")
    if "achievements" in flat:
        fields = flat["achievements"]["items"]["properties"]
        for i in range(1, f.ITEMS + 1):
            fields.pop(f"claimed_{i}", None)
        fields[CLAIMED] = {"title": "用于哪几项", "type": ["array", "null"], "items": {"type": "integer"}}
    return made
