"""TIFF scans: each page as PNG. Reads uncompressed, PackBits and deflate pages in grey, black-and-white or RGB.

Other compressions (fax, LZW, JPEG inside TIFF) are refused with what to do, so that nothing is guessed.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.files.services import MAX_BYTES

MAX_PIXELS = 60_000_000
_SIZES = {1: (1, "B"), 3: (2, "H"), 4: (4, "I")}
_WIDTH, _HEIGHT, _BITS, _HOW, _SHADE, _OFFSETS, _SAMPLES, _ROWS, _COUNTS, _PLANAR = (
    256, 257, 258, 259, 262, 273, 277, 278, 279, 284,
)  # fmt: skip


def is_tiff(data: bytes) -> bool:
    """Whether the bytes begin like a TIFF."""
    return data[:4] in (b"II*\0", b"MM\0*")


def pages(data: bytes) -> list[bytes]:
    """The pages of a TIFF as PNG, in order. Refuses damaged files, other compressions and huge pages."""
    if len(data) > MAX_BYTES["pdf"]:
        raise _bad("文件过大", "the file is too large")
    order = "<" if data[:2] == b"II" else ">"
    found: list[bytes] = []
    try:
        (place,) = struct.unpack_from(order + "I", data, 4)
        while place:
            if len(found) >= 1000:
                raise _bad("页数过多", "too many pages")
            tags, place = _directory(data, order, place)
            found.append(_page(data, tags))
    except (struct.error, zlib.error, KeyError, IndexError) as error:
        raise _bad("图像已损坏", "the image is damaged") from error
    if not found:
        raise _bad("没有页面", "there is no page")
    return found


def _directory(data: bytes, order: str, place: int) -> tuple[dict[int, tuple[int, ...]], int]:
    (count,) = struct.unpack_from(order + "H", data, place)
    tags: dict[int, tuple[int, ...]] = {}
    for n in range(count):
        at = place + 2 + 12 * n
        tag, kind, many = struct.unpack_from(order + "HHI", data, at)
        if kind not in _SIZES or many > 100_000:
            continue
        size, sign = _SIZES[kind]
        where = at + 8
        if size * many > 4:
            (where,) = struct.unpack_from(order + "I", data, at + 8)
        tags[tag] = struct.unpack_from(f"{order}{many}{sign}", data, where)
    (following,) = struct.unpack_from(order + "I", data, place + 2 + 12 * count)
    return tags, following if following != place else 0


def _page(data: bytes, tags: dict[int, tuple[int, ...]]) -> bytes:
    width, height = tags[_WIDTH][0], tags[_HEIGHT][0]
    if not 0 < width * height <= MAX_PIXELS:
        raise _bad("页面像素数不对或过大", "the page has no size or too many pixels")
    bits, samples = tags.get(_BITS, (1,))[0], tags.get(_SAMPLES, (1,))[0]
    shade, how = tags[_SHADE][0], tags.get(_HOW, (1,))[0]
    if (bits, samples) not in {(1, 1), (8, 1), (8, 3)} or tags.get(_PLANAR, (1,))[0] != 1:
        raise _bad("只支持黑白、灰度和RGB", "only black and white, grey and RGB are read")
    line = (width * bits * samples + 7) // 8
    body = b"".join(
        _unpacked(data[start : start + length], how)
        for start, length in zip(tags[_OFFSETS], tags[_COUNTS], strict=True)
    )
    if len(body) < line * height:
        raise _bad("图像数据不完整", "image data are missing")
    if shade == 0:
        body = bytes(255 - each for each in body[: line * height])
    rows = b"".join(b"\0" + body[n * line : (n + 1) * line] for n in range(height))
    head = struct.pack(">IIBBBBB", width, height, bits, 2 if samples == 3 else 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows, 6))
        + _chunk(b"IEND", b"")
    )


def _unpacked(strip: bytes, how: int) -> bytes:
    if how == 1:
        return strip
    if how in (8, 32946):
        return zlib.decompressobj().decompress(strip, MAX_PIXELS * 3)
    if how == 32773:
        return _packbits(strip)
    raise _bad("这种压缩方式读不了", "this compression cannot be read")


def _packbits(strip: bytes) -> bytes:
    out, place = bytearray(), 0
    while place < len(strip):
        n = strip[place]
        place += 1
        if n < 128:
            out += strip[place : place + n + 1]
            place += n + 1
        elif n > 128:
            out += strip[place : place + 1] * (257 - n)
            place += 1
    return bytes(out)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _bad(zh: str, en: str, **_: Any) -> Refusal:
    return Refusal(
        Text(f"TIFF：{zh}", f"TIFF: {en}"),
        mend=Text("请另存为PDF或JPEG再导入", "Save it as PDF or JPEG and import that"),
    )
