"""The interface put together: its routers, its error answers, its description, and a page that shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.parser import Parser

from gongbao.kernel.outside import read_json
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.api import contracts, days, law, mine, published, vehicle_tax
from gongbao.web.api.describing import in_language
from gongbao.web.api.faults import TOO_LARGE, as_json, tell_faults
from gongbao.web.i18n import language

MAX_BODY = 256 * 1024  # bytes
TITLE = Text("公报开放接口", "Gongbao API")
ABOUT = Text(
    "与命令行同样的问题、同样的回答。查规定、算期限、看公示、验文书不用登录；看办件用网站的登录。",
    "The same questions and answers as the command line. Rules, deadlines, notices and verification need no "
    "sign-in; cases use the site's.",
)


class Reader(Parser):
    """Reads JSON as everything from outside is read."""

    def parse_body(self, request: HttpRequest) -> Any:
        return read_json(request.body)


api = NinjaAPI(
    title=TITLE.zh,
    version="1",
    description=ABOUT.zh,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    parser=Reader(),
    openapi_extra={"info": {"x-title-en": TITLE.en, "x-description-en": ABOUT.en}},
)
tell_faults(api)
for module in (law, days, published, mine, contracts, vehicle_tax):
    api.add_router("", module.router)


def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, in the language asked for."""
    document = in_language(api.get_openapi_schema(path_prefix="/api"), language())
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


def page(request: HttpRequest) -> HttpResponse:
    """The operations as a page in the site's look."""
    document = api.get_openapi_schema(path_prefix="/api")
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_shown(path, method, operation))
    values = {"title": TITLE, "lede": ABOUT, "groups": [_group(name, each) for name, each in groups.items()]}
    return render(request, "api/index.html", values)


def bounded(view: Any) -> Any:
    """Refuse a body of more than `MAX_BODY` bytes before it is read."""

    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
            return JsonResponse(as_json(_TOO_LARGE), status=TOO_LARGE)
        return view(request, *arguments, **named)

    guarded.csrf_exempt = getattr(view, "csrf_exempt", False)
    return guarded


_TOO_LARGE = Refusal(
    Text("请求太大", "The request is too large"),
    mend=Text(
        f"一次不超过 {MAX_BODY // 1024} KB；成批的请用 gongbao bulk",
        f"At most {MAX_BODY // 1024} KB; use gongbao bulk for many cases",
    ),
)


def _group(name: str, operations: list[dict[str, Any]]) -> dict[str, Any]:
    zh, _, en = name.partition(" ")
    return {"id": en.lower(), "title": Text(zh, en), "operations": operations}


def _shown(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "method": method.upper(),
        "title": Text(operation["summary"], operation.get("x-summary-en", "")),
        "text": Text(
            *(
                words.replace("`", "")
                for words in (operation.get("description") or "", operation.get("x-description-en", ""))
            )
        ),
        "signed_in": bool(operation.get("security")),
        "parameters": [_parameter(each) for each in operation.get("parameters", ())],
        "body": "requestBody" in operation,
    }


def _parameter(each: dict[str, Any]) -> dict[str, Any]:
    return {"name": each["name"], "required": each.get("required", False), "place": each["in"]}
