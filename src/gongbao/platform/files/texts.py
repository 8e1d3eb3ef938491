"""Plain text and CSV: decoded from UTF-8 or GB 18030, refused when they are something else in disguise."""

from __future__ import annotations

import re

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(
    r"^\s*(<\?(xml|php)|<!doctype|<!--|<(html|head|body|script|svg|iframe|img|meta|style)\b|#!|%!PS|\{\\rtf)",
    re.I,
)
_SCRIPT = re.compile(r"<(script|iframe|svg|object|embed)\b", re.I)


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without mark) or GB 18030; refuses binary content and markup."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refusal(
            Text("文字编码无法识别", "the text encoding is unknown"),
            mend=Text("请另存为 UTF-8 编码后上传", "Save it as UTF-8"),
        )
    if _CONTROL.search(text):
        raise Refusal(
            Text("文件不是文本", "the file is not text"), mend=Text("请检查文件后重新上传", "Check the file")
        )
    if _MARKUP.search(text) or _SCRIPT.search(text):
        raise Refusal(
            Text("文件是网页或脚本", "the file is a web page or a script"),
            mend=Text("请另存为纯文本或CSV后上传", "Save it as plain text or CSV"),
        )
    return text
