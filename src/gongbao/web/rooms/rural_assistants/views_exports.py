"""Tables for systems outside: seen, taken away, or put into the local outbox that stands for those systems (5.1.3, 20, 28)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongbao.law.text import Text
from gongbao.platform.db.clock import now
from gongbao.platform.db.services import Tx, read
from gongbao.platform.files.services import attachment
from gongbao.platform.rural_assistants import services as rural
from gongbao.web.rooms.rural_assistants import tables
from gongbao.web.rooms.rural_assistants.deeds import Deed, today, worked
from gongbao.web.rooms.rural_assistants.views_officers import CITY, DISTRICT
from gongbao.web.shared import stepping
from gongbao.web.shared.refusals import refused, shown, tried
from gongbao.web.shared.sheets import Sheet, taken, wanted
from gongbao.web.workbench.doors import officers
from gongbao.web.workbench.queues import navigation

TITLE = Text("报送外部系统", "Tables for systems outside")


@officers(*DISTRICT, *CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """The table of one system (``?system=``, else the national programme's), when it was last sent, and sending it."""
    actor, on = request.actor, today()
    systems = rural.exports.SYSTEMS
    chosen = request.GET.get("system", "programme")
    fetches = "sent" in request.GET
    if (fetches or request.method == "POST") and not stepping.is_stepped_up(actor, now()):
        return stepping.ask(request)
    if fetches:
        return _fetched(request, chosen)

    def look() -> tuple[Any, Any]:
        with read(actor, purpose="rural.export"):
            return rural.exports.table(actor, chosen, on), rural.exports.last_sent(actor, chosen)

    seen, problems = tried(look)
    if seen is None:
        return refused(request, problems, status=404)
    (fields, rows), last = seen
    system = systems[chosen]
    sheet = Sheet(
        f"rural-{chosen}",
        Text(f"{system.title.zh}报送表", f"Table for {system.title.say('en')}"),
        fields,
        rows,
    )
    if wanted(request):
        return taken(request, sheet)
    send = Deed(
        "send", Text("报送（写入本地发件箱）", "Send, into the local outbox"), (), _sender(chosen), f"bi-2020-22/{system.clause}",
        Text("这里连不到对方系统：报送表存入本地发件箱，由经办人在对方系统导入。页面和下载只显示部分证件号码；报送表含完整号码，须先作二次验证，每次使用都留记录。",
             "The other system cannot be reached from here: the table is kept in a local outbox, to be taken in there. Page and download mask identity numbers; the table that is sent has them in full, after the second factor, each use logged."),
        waits=True,
    )  # fmt: skip
    done, forms, problems = worked(request, [send], request.get_full_path())
    if done is not None:
        return done
    ago = (
        Text(
            f"上次报送：{last.on}，{last.rows} 行，已过 {(on - last.on).days} 天",
            f"Last sent on {last.on}, {last.rows} rows, {(on - last.on).days} days ago",
        )
        if last
        else Text("还没有报送过", "Never sent yet")
    )
    home = reverse("rural_assistants:exports")
    context = {
        "queues": navigation(request, "rural_assistants:city" if actor.sees_all else "rural_assistants:district"), "title": TITLE, "forms": forms,
        "note": Text(f"{system.title.zh}。{ago.zh}", f"{system.title.say('en')}. {ago.say('en')}"),
        "sections": [tables.section(sheet, "没有要报送的人", "Nobody to report")],
        "links": [
            *({"text": each.title, "href": f"{home}?system={key}"} for key, each in systems.items() if key != chosen),
            {"text": Text("下载", "Download"), "href": f"{home}?system={chosen}&export=xlsx"},
            *([{"text": Text("取上次报送表", "Take the table last sent"), "href": f"{home}?system={chosen}&sent=1"}] if last else []),
        ],
    }  # fmt: skip
    return shown(request, "rural_assistants/desk.html", context, problems)


def _fetched(request: HttpRequest, system: str) -> HttpResponse:
    """The workbook last sent, taken from the outbox."""

    def take() -> Any:
        with read(request.actor, purpose="rural.export"):
            return rural.exports.outbox(request.actor, system)

    found, problems = tried(take)
    return (
        refused(request, problems, status=404)
        if found is None
        else attachment(found.name, found.kind, found.data)
    )


def _sender(system: str) -> Any:
    def send(tx: Tx, values: dict[str, Any]) -> object:
        return rural.exports.send(tx, system)

    return send
