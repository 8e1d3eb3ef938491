"""The catalogues of energy-saving and new-energy models, taken in by sheet: what a relief is decided from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, Option
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.parties.services import Role
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.facts import CATALOGUES
from gongbao.web.rooms.vehicle_tax.taking import Sheet
from gongbao.web.workbench.doors import officers

CLAUSE = "tax-2020-9/4"
TITLE = Text("导入节能和新能源车型目录", "Take in the catalogues of models")
KINDS = tuple(Option(kind, label) for kind, label in CATALOGUES.items())


def _field(name: str, kind: Any, zh: str, en: str, **more: Any) -> Field:
    return Field(name=name, kind=kind, label=Text(zh, en), clause=CLAUSE, **more)


CATALOGUE = (
    _field("kind", "choice", "目录", "Catalogue", options=KINDS),
    _field("batch", "text", "批次", "Batch", max_length=40),
    _field("model", "text", "车辆型号", "Model", max_length=40),
    _field("maker", "text", "生产企业", "Maker", max_length=120),
    _field("listed_from", "date", "列入日期", "Listed from"),
    _field("listed_to", "date", "撤销日期", "Taken out on", required=False),
)


def _sound(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The rows that can stand in a catalogue, each listing once, and what is wrong with the others."""
    good, wrong = dict[tuple[Any, ...], dict[str, Any]](), list[Refusal]()
    for row in rows:
        row |= {"model": row["model"].upper().replace(" ", ""), "listed_to": row.get("listed_to")}
        place = row["model"], row["kind"], row["listed_from"]
        fault = None
        if row["listed_to"] and row["listed_to"] < row["listed_from"]:
            fault = Text("撤销日期早于列入日期", "Taken out before it was listed")
        elif place in good and good[place] != row:
            fault = Text("同一车型同日列入两次，内容不同", "Listed twice on one day, and not alike")
        if fault is not None:
            said = Text(f"车型 {row['model']}：{fault.zh}", f"Model {row['model']}: {fault.en}")
            wrong.append(Refusal(said, where="file", clause=CLAUSE))
            continue
        good[place] = row
    return list(good.values()), wrong


_SHEET = Sheet(
    "catalogue",
    TITLE,
    Text(
        "按表头识别；同一目录同一车型同日列入的以新行为准。减免按目录办理，撤销以前购买的继续享受。",
        "Found by headings; a known listing is replaced. Reliefs follow the catalogues; what was bought before a model was taken out keeps its relief.",
    ),
    CLAUSE,
    CATALOGUE,
    _sound,
    tax.take_in_models,
    lambda kept, faults: Text(
        f"已导入 {kept} 个车型，{faults} 处有误未入", f"{kept} models taken in, {faults} faults left out"
    ),
)


@officers(Role.CITY_TAX_BUSINESS)
@require_http_methods(["GET", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """The sheet's form, then its taking in."""
    return _SHEET.page(request)
