"""Reading a dossier: from the file people keep to typed facts; what cannot be is refused with place and mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gongbao.kernel.dossier import facts as f
from gongbao.kernel.dossier.checks import BY_SCHOOL_YEAR, BY_YEAR, STINTS, impossible
from gongbao.kernel.dossier.words import ALSO_CALLED
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
CLAIMED = "claimed_items"


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
        clause = clauses.get(part, "") or refusal.clause
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
    """Refuses the first thing that cannot be."""
    first = next(impossible(facts), None)
    if first is not None:
        raise first.refusal(first.in_file)


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
