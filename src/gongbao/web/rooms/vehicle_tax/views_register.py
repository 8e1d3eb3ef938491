"""The local copy of the vehicle register, taken in by sheet: good rows are kept, the others told by row and column."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, options
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.parties.services import Role
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax import facts as f
from gongbao.policies.vehicle_tax.entry import class_fits, plate_right, size_given, vin_right
from gongbao.web.rooms.vehicle_tax.taking import Sheet
from gongbao.web.workbench.doors import officers

CLAUSE = "tax-2020-9/6.3.c"
TITLE = Text("导入车辆登记信息", "Take in the vehicle register")


def _field(name: str, kind: Any, label: Text, **more: Any) -> Field:
    return Field(name=name, kind=kind, label=label, clause=CLAUSE, **more)


REGISTER = (
    _field("vin", "text", Text("车架号（VIN）", "VIN"), max_length=17),
    _field("plate", "text", Text("号牌号码", "Plate"), max_length=12, required=False),
    _field("vehicle_class", "choice", f.vehicle_class.label, options=options(f.CLASSES)),
    _field("displacement_ml", "integer", f.displacement_ml.label, minimum=0, maximum=20000, required=False),
    _field("seats", "integer", f.seats.label, minimum=1, maximum=200, required=False),
    _field("kerb_kg", "integer", f.kerb_kg.label, minimum=1, maximum=200000, required=False),
    _field("energy", "choice", f.energy.label, options=options(f.ENERGY)),
    _field("model", "text", Text("车辆型号", "Model"), max_length=40, required=False),
    _field("standing", "choice", f.standing.label, options=options(f.STANDINGS)),
    _field("bought_on", "date", f.bought_on.label),
    _field("owner_number", "text", Text("所有人证件号码或信用代码", "Owner's number or credit code"), max_length=18),
    _field("paid_through", "integer", Text("已缴至年度", "Paid through"), minimum=2011, maximum=2099, required=False),
)  # fmt: skip


def _sound(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The rows whose VIN, plate, class and figures can be those of one vehicle, and what is wrong with the others.

    A VIN that stands twice in the sheet is left out both times: nobody can say which row is right.
    """
    good, wrong = dict[str, dict[str, Any]](), list[Refusal]()
    twice = set[str]()
    for row in rows:
        row |= {
            "vin": row["vin"].upper(),
            "plate": row.get("plate") or "",
            "model": (row.get("model") or "").upper(),
            "owner_number": row["owner_number"].upper(),
        }
        fault = _fault(row)
        if fault is None and row["vin"] in good:
            twice.add(row["vin"])
            fault = Text("同一车架号在表里出现两次", "The VIN stands twice in the sheet")
        if fault is not None:
            zh, en = f"车架号 …{row['vin'][-6:]}：{fault.zh}", f"VIN …{row['vin'][-6:]}: {fault.en}"
            wrong.append(Refusal(Text(zh, en), where="file", clause=CLAUSE))
            continue
        good[row["vin"]] = row
    return [row for vin, row in good.items() if vin not in twice], wrong


def _fault(row: dict[str, Any]) -> Text | None:
    if not vin_right(row["vin"]):
        return Text("车架号应为17位且校验位相符", "A VIN has 17 characters and a fitting check digit")
    if not plate_right(row["plate"]):
        return Text("号牌书写不对", "The plate is not written as plates are")
    if not size_given(row):
        return Text("缺少计税所需的排量、载客或整备质量", "Displacement, seats or weight are missing")
    if not class_fits(row):
        return Text(
            "类别与载客人数、排量或动力类型不符", "The class does not fit seats, displacement or drive"
        )
    return None


_SHEET = Sheet(
    "register",
    TITLE,
    Text(
        "按表头识别；已有的车架号以新行为准；车架号和所有人号码只存校验值。",
        "Found by headings; a known VIN is replaced; VIN and owner's number are kept as hashes only.",
    ),
    CLAUSE,
    REGISTER,
    _sound,
    tax.take_in,
    lambda kept, faults: Text(
        f"已导入 {kept} 辆，{faults} 处有误未入", f"{kept} vehicles taken in, {faults} faults left out"
    ),
)


@officers(Role.TAX_OFFICER, Role.CITY_TAX_BUSINESS)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The sheet's form, then its taking in."""
    return _SHEET.page(request)
