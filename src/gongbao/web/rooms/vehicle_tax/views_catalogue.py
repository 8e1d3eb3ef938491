"""The catalogues of energy-saving and new-energy models, taken in by sheet: what a relief is decided from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.kernel.forms import Field, Option
from gongbao.kernel.logchain import sm3
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db.services import write
from gongbao.platform.parties.services import Role
from gongbao.platform.vehicle_tax import services as tax
from gongbao.policies.vehicle_tax.facts import CATALOGUES
from gongbao.web.i18n import language
from gongbao.web.shared import again, stepping
from gongbao.web.shared.doors import key_of
from gongbao.web.shared.refusals import tried
from gongbao.web.shared.uploads import MOST_SHOWN, read_rows
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

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


@officers(Role.CITY_TAX_BUSINESS)
@require_http_methods(["GET", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """The sheet's form, then its taking in; the second factor first."""
    if told := again.answered(request, reverse("vehicle_tax:office")):
        return told
    if request.method == "POST":
        return stepping.stepped_up(_take_in)(request)
    return _page(request, [])


def _take_in(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    data = upload.read() if upload else b""
    found, faults = read_rows(data, CATALOGUE)
    rows, wrong = _sound(found or [])
    faults = [*faults, *wrong][:MOST_SHOWN]
    if not rows:
        nothing = Refusal(
            Text("表里没有可用的行", "The sheet has no usable row"), where="file", clause=CLAUSE
        )
        return _page(request, faults or [nothing])
    done, problems = tried(
        lambda: write(
            lambda tx: [tax.take_in_models(tx, rows)],
            actor=request.actor,
            key=key_of(request),
            name="vehicle_tax.catalogue",
            request=sm3(data).hex(),
        )
    )
    if done is None:
        return _page(request, problems)
    said = Text(
        f"已导入 {done[0]} 个车型，{len(faults)} 处有误未入",
        f"{done[0]} models taken in, {len(faults)} faults left out",
    )
    messages.success(request, said.say(language()))
    for fault in faults:
        messages.warning(request, fault.what.say(language()))
    return redirect("vehicle_tax:office")


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


def _page(request: HttpRequest, problems: list[Refusal]) -> HttpResponse:
    values = {
        "queues": navigation(request, "vehicle_tax:office"),
        "title": TITLE,
        "text": Text(
            "按表头识别；同一目录同一车型同日列入的以新行为准。减免按目录办理，撤销以前购买的继续享受。",
            "Found by headings; a known listing is replaced. Reliefs follow the catalogues; what was bought before a model was taken out keeps its relief.",
        ),
        "clause": CLAUSE,
        "fields": [],
        "upload": True,
        "problems": problems,
        "step_up": True,
        "back": reverse("vehicle_tax:office"),
    }
    return render(request, "workbench/plain_act.html", values, status=422 if problems else 200)
