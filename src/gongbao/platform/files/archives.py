"""Archives (xlsx, docx): opened within limits, refused when they hide code, paths or bombs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MAX_PARTS = 2_000
MAX_TOTAL = 250 * 2**20
MAX_RATIO = 200
_RATIO_FROM = 10 * 2**20
_STEP = 1 << 18
_ACTIVE = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|oleobject|macrosheets|\.(exe|dll|js|vbs|bat|cmd|ps1|scr|html?|svg)$",
    re.I,
)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject|vnd\.ms-office\.activeX", re.I)
_REMOTE = re.compile(rb"""<[^<>]*/(?:attachedTemplate|oleObject|frame|subDocument)["'][^<>]*>""", re.I)
_FAR_TARGET = re.compile(rb"""Target\s*=\s*["'](?:https?:|ftp:|\\\\|file://[^/])""", re.I)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.I)


def check_archive(data: bytes) -> frozenset[str]:
    """The names of the parts of an office document, after checking every one of them.

    Refuses passwords, macros and embedded programs, path tricks, entity declarations, more than
    2,000 parts, more than 250 MB unpacked, and more than 200 times the packed size beyond 10 MB.
    """
    names: set[str] = set()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise _bomb()
            for info in parts:
                _check_part(info, names)
                names.add(info.filename)
                head = b""
                for piece in _unpack(archive, info):
                    total += len(piece)
                    if total > MAX_TOTAL or (total > _RATIO_FROM and total > MAX_RATIO * len(data)):
                        raise _bomb()
                    _check_xml(info.filename, head[-16:] + piece, first=not head)
                    head = piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refusal(
            Text("文件已损坏，无法打开", "the file is damaged"),
            mend=Text("请重新保存后上传", "Save it again"),
        ) from error
    return frozenset(names)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as part:
        while piece := part.read(_STEP):
            yield piece


def _check_part(info: zipfile.ZipInfo, seen: set[str]) -> None:
    name = info.orig_filename
    if info.flag_bits & 0x41:
        raise Refusal(
            Text("文件有密码", "the file has a password"),
            mend=Text("请取消密码后上传", "Remove the password"),
        )
    if ".." in name.split("/") or name.startswith("/") or re.search(r"[\\:\x00-\x1f]", name) or name in seen:
        raise Refusal(Text("文件内部结构异常", "the file's inner paths are suspicious"),
                      mend=Text("请用 Excel、Word 或 WPS 重新保存后上传", "Save it again in Excel, Word or WPS"))  # fmt: skip
    if _ACTIVE.search(name):
        raise _active()


def _check_xml(name: str, piece: bytes, *, first: bool) -> None:
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if first and piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00"):
        raise Refusal(
            Text("文件编码异常", "the file's encoding is unusual"),
            mend=Text("请重新保存后上传", "Save it again"),
        )
    if _DECLARES.search(piece):
        raise Refusal(Text("文件含有不安全的声明", "the file holds unsafe declarations"),
                      mend=Text("请用 Excel、Word 或 WPS 重新保存后上传", "Save it again in Excel, Word or WPS"))  # fmt: skip
    if name == "[Content_Types].xml" and _ACTIVE_TYPE.search(piece):
        raise _active()
    if name.endswith(".rels") and any(map(_FAR_TARGET.search, _REMOTE.findall(piece))):
        raise _active()


def _active() -> Refusal:
    return Refusal(
        Text(
            "文件含有宏、嵌入的程序或远程模板",
            "the file holds macros, embedded programs or a remote template",
        ),
        mend=Text("请另存为不含宏的 xlsx 或 docx", "Save it as xlsx or docx without macros"),
    )


def _bomb() -> Refusal:
    return Refusal(
        Text("文件解压后过大", "the file is too large when unpacked"),
        mend=Text("请减少内容，分成几个文件上传", "Split it into several files"),
    )
