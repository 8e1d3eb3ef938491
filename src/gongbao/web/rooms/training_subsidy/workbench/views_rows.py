"""The claim's rows as a list and as a workbook, names and numbers masked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongbao.law.text import Text
from gongbao.platform.access.services import access_case
from gongbao.platform.db.services import read
from gongbao.platform.training_subsidy import services as training
from gongbao.web.rooms.training_subsidy.workbench import claims
from gongbao.web.shared.sheets import Sheet, export_address, taken, wanted
from gongbao.web.workbench.doors import CASEWORK, officers
from gongbao.web.workbench.panels import handed_in
from gongbao.web.workbench.queues import navigation
from gongbao.web.workbench.reaching import address, today


@officers(*CASEWORK)
@require_GET
def rows(request: HttpRequest, number: str) -> HttpResponse:
    """The claim's rows as a list and as a workbook, names and numbers masked."""
    people = _everybody(request, number)
    sheet = Sheet(
        "rows",
        Text(f"花名册核对 {number}", f"Rows {number}"),
        claims.COLUMNS,
        [claims.sheet_row(each) for each in people],
    )
    if wanted(request):
        return taken(request, sheet)
    values = {"queues": navigation(request), "title": sheet.title, "table": sheet.table(), "export": export_address(request),
              "back": address(number), "today": today()}  # fmt: skip
    return render(request, "workbench/list.html", values)


def _everybody(request: HttpRequest, number: str) -> list[claims.Person]:
    """Every row of the claim, page after page in one reading."""
    with read(request.actor, purpose="workbench: rows"):
        handed_in(
            request.actor, access_case(request.actor, number, doing="export" if wanted(request) else "see")
        )
        first = training.case_panel(request.actor, number)
        pages = [
            first,
            *(training.case_panel(request.actor, number, row_page=n) for n in range(2, first.row_pages + 1)),
        ]
    return [person for page in pages for person in claims.people(page)]
