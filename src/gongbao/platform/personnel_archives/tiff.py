"""TIFF scans: each page as PNG, whatever its compression (none, PackBits, LZW, deflate, fax G3 and G4, JPEG).

Every strip or tile must lie within the file: a file cut off is refused and never filled up with white.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any

from PIL import Image, ImageOps, ImageSequence, TiffImagePlugin

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.files.services import MAX_BYTES

warnings.filterwarnings(
    "error", category=UserWarning, module=r"PIL\.TiffImagePlugin"
)  # damaged tags refuse the file
MAX_PIXELS, MAX_PAGES = 60_000_000, 1000
PLAIN = frozenset({"1", "L", "RGB"})
"""Modes kept as they are; grey of 16 bits becomes grey, everything else RGB."""
_PARTS = ((273, 279), (324, 325))
_FAULTS = (
    UserWarning,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    SyntaxError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
)


def is_tiff(data: bytes) -> bool:
    """Whether the bytes begin like a TIFF."""
    return data[:4] in (b"II*\0", b"MM\0*")


def pages(data: bytes) -> list[bytes]:
    """The pages of a TIFF as PNG, in order. Refuses damaged files, unknown compressions and huge pages."""
    if len(data) > MAX_BYTES["pdf"]:
        raise _bad("文件过大", "the file is too large")
    found: list[bytes] = []
    try:
        with Image.open(io.BytesIO(data), formats=["TIFF"]) as whole:
            assert isinstance(whole, TiffImagePlugin.TiffImageFile)
            for page in ImageSequence.Iterator(whole):
                if len(found) >= MAX_PAGES:
                    raise _bad("页数过多", "too many pages")
                found.append(_page(page, len(data)))
    except _FAULTS as error:
        raise _bad(
            "图像已损坏，或压缩方式读不了", "the image is damaged or of an unknown compression"
        ) from error
    if not found:
        raise _bad("没有页面", "there is no page")
    return found


def _page(page: Any, size: int) -> bytes:
    width, height = page.size
    if not 0 < width * height <= MAX_PIXELS:
        raise _bad("页面像素数不对或过大", "the page has no size or too many pixels")
    _check_whole(page.tag_v2, size)
    picture = ImageOps.exif_transpose(page)
    if picture.mode not in PLAIN:
        picture = (
            picture.point(lambda each: each / 256).convert("L")
            if picture.mode.startswith("I;16")
            else picture.convert("RGB")
        )
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _check_whole(tags: Any, size: int) -> None:
    """Refuse a page whose strips or tiles do not all lie within the file."""
    for starts, lengths in _PARTS:
        for start, length in zip(_many(tags.get(starts)), _many(tags.get(lengths)), strict=True):
            if not 0 < start <= start + length <= size:
                raise _bad("图像数据不完整", "image data are missing")


def _many(value: Any) -> tuple[int, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _bad(zh: str, en: str) -> Refusal:
    return Refusal(
        Text(f"TIFF：{zh}", f"TIFF: {en}"),
        mend=Text("请另存为PDF或JPEG再导入", "Save it as PDF or JPEG and import that"),
        clause="rencai-2020-24/1.s3",
    )
