"""Errors of the interface as JSON: what is wrong, where, how to mend it, under which clause."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.web.api.shapes import Fault

UNFIT, MISSING, UNKNOWN_PERSON, UNREADABLE, TOO_LARGE, TOO_MANY = 422, 404, 401, 400, 413, 429
FAULTS = {UNFIT: Fault}
"""The error responses of an operation that reads what it is given."""
FAULTS_FOUND = {**FAULTS, MISSING: Fault}
FAULTS_BODY = {**FAULTS_FOUND, UNREADABLE: Fault, TOO_LARGE: Fault}
FAULTS_SIGNED = {**FAULTS_FOUND, UNKNOWN_PERSON: Fault}
_NOTHING = Text("", "")


class NothingThere(Refusal):
    """What was asked for does not exist: answered 404."""


def as_json(refusal: Refusal) -> dict[str, Any]:
    """The JSON form of a refusal."""
    return {
        "code": getattr(refusal, "code", ""),
        "also": list(getattr(refusal, "also", ())),
        "what": refusal.what.zh,
        "what_en": refusal.what.say("en"),
        "where": refusal.where,
        "mend": refusal.mend.zh,
        "mend_en": refusal.mend.say("en"),
        "clause": refusal.clause,
    }


def tell_faults(api: NinjaAPI) -> None:
    """Make every error of `api` the same kind of JSON."""

    def answer(
        request: HttpRequest, what: Text, status: int, where: str = "", mend: Text = _NOTHING
    ) -> HttpResponse:
        refusal = Refusal(what, where=where, mend=mend)
        return api.create_response(request, as_json(refusal), status=status)

    @api.exception_handler(Refusal)
    def _refusal(request: HttpRequest, fault: Refusal) -> HttpResponse:
        status = getattr(fault, "status", MISSING if isinstance(fault, NothingThere) else UNFIT)
        told = api.create_response(request, as_json(fault), status=status)
        if wait := getattr(fault, "retry_after", 0):
            told["Retry-After"] = str(wait)
        return told

    @api.exception_handler(Http404)
    def _not_found(request: HttpRequest, fault: Http404) -> HttpResponse:
        return answer(request, Text("没有找到", "Not found"), MISSING)

    @api.exception_handler(ValidationError)
    def _unfit(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        place, said = _first(fault.errors)
        refusal = Refusal(said, where=place)
        kind = "missing" if fault.errors and fault.errors[0].get("type") == "missing" else "unfit"
        told = {**as_json(refusal), "code": f"{kind}_{place.rpartition('.')[2] or 'request'}"}
        return api.create_response(request, told, status=UNFIT)

    @api.exception_handler(AuthenticationError)
    def _signed_out(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
        mend = Text("请先登录", "Sign in first")
        return answer(request, Text("没有登录", "Not signed in"), UNKNOWN_PERSON, mend=mend)

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, fault: HttpError) -> HttpResponse:
        mend = Text("请求体应是一个 JSON 对象", "The body is one JSON object")
        return answer(request, Text("读不懂请求", "The request cannot be read"), fault.status_code, mend=mend)


_SAID = {
    "missing": Text("缺少这一项", "This is missing"),
    "extra_forbidden": Text("没有这一项", "There is no such item"),
    "string_pattern_mismatch": Text("写法不对", "It is not written as it should be"),
    "string_too_long": Text("太长了", "It is too long"),
    "too_long": Text("项目太多", "There are too many"),
}


def _first(errors: list[dict[str, Any]]) -> tuple[str, Text]:
    """The place of the first thing that does not fit, and what is wrong with it."""
    first: dict[str, Any] = errors[0] if errors else {}
    skip = ("body", "query", "path", "asked")
    place = ".".join(str(each) for each in first.get("loc", ()) if each not in skip)
    fallback = Text("输入不合要求", f"The input does not fit: {str(first.get('msg', ''))[:500]}")
    return place[:200], _SAID.get(str(first.get("type", "")), fallback)
