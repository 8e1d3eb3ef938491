"""What a file really is: judged by its bytes, compared with its name, refused when it is dangerous."""

from __future__ import annotations

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.files.archives import check_archive
from gongbao.platform.files.images import check_picture
from gongbao.platform.files.names import promised_kind
from gongbao.platform.files.pdfs import check_pdf
from gongbao.platform.files.texts import decode_text

KINDS: dict[str, str] = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""The kinds accepted and the content type each is served with."""

MAX_BYTES: dict[str, int] = {
    "pdf": 30 * 2**20, "jpeg": 15 * 2**20, "png": 15 * 2**20, "xlsx": 20 * 2**20, "docx": 20 * 2**20, "csv": 20 * 2**20, "txt": 2 * 2**20,
}  # fmt: skip
"""The largest file of each kind."""

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound"),
)
_OFFICE = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE_END = b"PK\x05\x06"


def sniff(data: bytes, name: str) -> str:
    """The kind of a file (a key of `KINDS`), safe to keep; the name's ending must say the same.

    Refuses empty and too large files, disguises, passwords, macros, scripts, bombs and files that are
    two things at once.
    """
    promised = promised_kind(name)
    if not data:
        raise Refusal(
            Text("文件是空的", "the file is empty"), mend=Text("请检查文件后重新上传", "Check the file")
        )
    if len(data) > MAX_BYTES[promised]:
        limit = MAX_BYTES[promised] // 2**20
        raise Refusal(
            Text(f"文件超过{limit}MB", f"the file is over {limit} MB"),
            mend=Text("请压缩或分成几个文件上传", "Make it smaller or split it"),
        )
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "text")
    return _CHECKS[found](data, promised)


def _archive(data: bytes, promised: str) -> str:
    names = check_archive(data)
    found = [kind for kind, part in _OFFICE.items() if part in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise _disguised("压缩包", "an archive", promised)
    return _agreed(found[0], promised)


def _compound(data: bytes, promised: str) -> str:
    if _ENCRYPTED in data:
        raise Refusal(
            Text("文件有密码", "the file has a password"),
            mend=Text("请取消密码后上传", "Remove the password"),
        )
    raise _disguised("旧格式文档（xls、doc）", "an old document (xls, doc)", promised)


def _picture(kind: str, data: bytes, promised: str) -> str:
    check_picture(kind, data)
    _check_single(data)
    return _agreed(kind, promised)


def _pdf(data: bytes, promised: str) -> str:
    check_pdf(data)
    _check_single(data)
    return _agreed("pdf", promised)


def _text(data: bytes, promised: str) -> str:
    if promised not in ("csv", "txt"):
        raise _disguised("别的内容", "something else", promised)
    decode_text(data)
    return promised


def _check_single(data: bytes) -> None:
    """Refuse a file that is an archive as well."""
    if _ARCHIVE_END in data[-66_000:]:
        raise Refusal(
            Text("文件里藏有压缩包", "an archive hides in the file"),
            mend=Text("请重新导出后上传", "Export it again"),
        )


def _agreed(kind: str, promised: str) -> str:
    if kind != promised:
        raise _disguised(kind.upper(), kind.upper(), promised)
    return kind


def _disguised(zh: str, en: str, promised: str) -> Refusal:
    return Refusal(
        Text(
            f"文件名说是{promised.upper()}，内容却是{zh}",
            f"the name says {promised.upper()}, the content is {en}",
        ),
        mend=Text("请另存为所写的格式，或改正扩展名", "Save it in that format, or correct the ending"),
    )


_CHECKS = {
    "archive": _archive,
    "compound": _compound,
    "jpeg": lambda data, promised: _picture("jpeg", data, promised),
    "png": lambda data, promised: _picture("png", data, promised),
    "pdf": _pdf,
    "text": _text,
}
