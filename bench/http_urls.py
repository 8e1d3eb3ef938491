"""The site's addresses and one more, whose view runs the three-row command as whoever signed in; for bench only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.write_door import three_rows
from gongbao.platform.db.services import write
from gongbao.web import urls as site
from gongbao.web.urls import handler403, handler404, handler500

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def command(request: HttpRequest) -> HttpResponse:
    """Run the three-row command of ``bench/write_door.py`` under the key the client sent."""
    number = int(request.POST["number"])
    actor = request.actor  # type: ignore[attr-defined]
    if actor.kind == "public":
        return HttpResponse(status=403)
    written = write(
        lambda tx: three_rows(tx, number), actor=actor, key=request.POST["key"], name="bench", request=number
    )
    return HttpResponse(str(written), content_type="text/plain")


urlpatterns = [path("bench/three-rows/", command), *site.urlpatterns]
