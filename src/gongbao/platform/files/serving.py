"""Sending a file to a browser: always as an attachment, never run, framed, guessed at or cached."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongbao.platform.files.sniff import KINDS

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Download-Options": "noopen",
}


def attachment(name: str, kind: str, data: bytes) -> HttpResponse:
    """The response that lets a browser save `data` under `name`; `kind` is a key of `sniff.KINDS`."""
    response = HttpResponse(data, content_type=KINDS.get(kind, "application/octet-stream"), headers=HEADERS)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
