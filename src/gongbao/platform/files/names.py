"""File names as people send them: what is refused, and which endings belong to which kind."""

from __future__ import annotations

import re
import unicodedata

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

ENDINGS: dict[str, str] = {
    "pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "xlsx": "xlsx", "docx": "docx", "csv": "csv", "txt": "txt",
}  # fmt: skip
"""Endings accepted, and the kind each promises."""

_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_PATH = re.compile(r"[/\\:]|^\.|\.\.")
_MAX_BYTES = 200


def clean_name(name: str) -> str:
    """The name in its normal form; refuses paths, hidden characters and names too long for a disk."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name or _HIDDEN.search(name) or _PATH.search(unicodedata.normalize("NFKC", name)):
        raise Refusal(
            Text("文件名里有路径或看不见的字符", "the file name holds a path or hidden characters"),
            mend=Text("请改名后上传，只用文字、数字和横线", "Rename it with letters, digits and hyphens"),
        )
    if len(name.encode()) > _MAX_BYTES:
        raise Refusal(
            Text("文件名太长", "the file name is too long"),
            mend=Text("请改短到60个字以内", "Shorten it to 60 characters"),
        )
    return name


def promised_kind(name: str) -> str:
    """The kind a name's ending promises; refuses endings that are not accepted."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise Refusal(
            Text(
                f"不接受“.{ending}”文件" if ending else "文件没有扩展名",
                f"“.{ending}” files are not accepted",
            ),
            mend=Text(
                "请上传 PDF、JPG、PNG、XLSX、DOCX、CSV 或 TXT", "Send PDF, JPG, PNG, XLSX, DOCX, CSV or TXT"
            ),
        )
    return ENDINGS[ending]
