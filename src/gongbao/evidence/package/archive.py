"""The zip of a package: written the same for the same members, read with distrust."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from gongbao.evidence.errors import HostileInput
from gongbao.law.text import Text

MOST_MEMBERS = 2000
LARGEST = 96 * 1024 * 1024
MOST_GROWTH = 200
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,4}")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_EXECUTABLE = {"verify.sh", "verify.py"}


def pack(members: Mapping[str, bytes]) -> bytes:
    """The members as a stored zip in the order of their names: equal members give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system = 3
            info.external_attr = (0o755 if name in _EXECUTABLE else 0o644) << 16
            package.writestr(info, members[name])
    return out.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The members of a zip. Raises HostileInput for bombs, strange names, duplicates, links and broken zips."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _read(package)
    except HostileInput:
        raise
    except Exception as fault:
        raise _hostile(f"压缩包读不懂：{fault}", f"the zip is unreadable: {fault}") from fault


def _read(package: zipfile.ZipFile) -> dict[str, bytes]:
    infos = package.infolist()
    if len(infos) > MOST_MEMBERS:
        raise _hostile("压缩包内文件过多", "too many members")
    if sum(each.file_size for each in infos) > LARGEST:
        raise _hostile("压缩包展开后过大", "the zip unpacks to too much")
    found: dict[str, bytes] = {}
    for each in infos:
        if not _NAME.fullmatch(each.filename) or each.orig_filename != each.filename:
            raise _hostile(f"压缩包内有不合规的文件名 {each.filename!r}", f"a hostile name {each.filename!r}")
        if each.filename in found:
            raise _hostile(f"压缩包内有重名文件 {each.filename}", f"{each.filename} is there twice")
        if (each.external_attr >> 16) & 0o170000 not in (0, 0o100000) or each.flag_bits & 1:
            raise _hostile("压缩包内有链接或加密文件", "a link or an encrypted member")
        if each.file_size > MOST_GROWTH * max(1024, each.compress_size):
            raise _hostile("压缩包内含解压炸弹", "a decompression bomb")
        with package.open(each) as stream:
            body = stream.read(each.file_size + 1)
        if len(body) != each.file_size:
            raise _hostile(f"{each.filename} 的大小与目录不符", f"{each.filename} is not of its size")
        found[each.filename] = body
    return found


def _hostile(zh: str, en: str) -> HostileInput:
    return HostileInput(Text(zh, en))
