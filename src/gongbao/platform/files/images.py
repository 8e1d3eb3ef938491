"""Pictures: their size in pixels from their own headers, without decoding them."""

from __future__ import annotations

import struct
import zlib

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MAX_PIXELS = 60_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset(range(0xD0, 0xD8)) | {0x01, 0xFF}


def check_picture(kind: str, data: bytes) -> tuple[int, int]:
    """Width and height of a ``png`` or ``jpeg``; refuses damaged files and more than 60 million pixels."""
    try:
        width, height = _png(data) if kind == "png" else _jpeg(data)
    except (struct.error, IndexError) as error:
        raise _damaged() from error
    if not (width and height):
        raise _damaged()
    if width * height > MAX_PIXELS:
        raise Refusal(
            Text(f"图片太大：{width}×{height}像素", f"the picture is too large: {width}×{height} pixels"),
            mend=Text("请缩小到6000万像素以内", "Reduce it to 60 million pixels"),
        )
    return width, height


def _png(data: bytes) -> tuple[int, int]:
    """Walk every chunk, check its sum, and let nothing follow the last."""
    place, size = len(_PNG), (0, 0)
    while place < len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 8 + length
        if struct.unpack_from(">I", data, end)[0] != zlib.crc32(data[place + 4 : end]):
            raise _damaged()
        if name == b"IHDR":
            size = struct.unpack_from(">II", data, place + 8)
        place = end + 4
        if name == b"IEND":
            break
    else:
        raise _damaged()
    if data[place:].strip(b"\0\r\n"):
        raise Refusal(
            Text("图片后面附带了别的内容", "something else follows the picture"),
            mend=Text("请重新保存图片后上传", "Save the picture again"),
        )
    return size[0], size[1]


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header."""
    place = 2
    while True:
        if data[place] != 0xFF:
            raise _damaged()
        marker = data[place + 1]
        if marker in _ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            if b"\xff\xd9" not in data[place:]:
                raise _damaged()
            return width, height
        if marker in (0xD9, 0xDA) or length < 2:
            raise _damaged()
        place += 2 + length


def _damaged() -> Refusal:
    return Refusal(
        Text("图片已损坏", "the picture is damaged"), mend=Text("请重新保存后上传", "Save it again")
    )
