"""The file of a form: its bytes, or why it is not taken."""

from __future__ import annotations

from django.http import HttpRequest

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MOST = 20 * 2**20


def file_of(request: HttpRequest) -> bytes:
    """The file sent as ``file``. Refuses none, and one that is too large."""
    upload = request.FILES.get("file")
    if upload is None:
        raise Refusal(
            Text("没有选文件", "No file was chosen"),
            where="file",
            mend=Text("请选填好的文件", "Choose the file"),
        )
    if (upload.size or 0) > MOST:
        raise Refusal(
            Text("文件超过 20 MB", "The file is larger than 20 MB"),
            where="file",
            mend=Text("请去掉多余的表，或分成几个文件", "Remove what is not needed, or split it"),
        )
    data: bytes = upload.read()
    return data
