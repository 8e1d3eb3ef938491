"""Good and malicious uploads, made here so that no dangerous file is kept in the project."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import xlsxwriter


def xlsx() -> bytes:
    """A small workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "工资")
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    """An archive with the given parts; ``__`` in a name stands for a slash."""
    return zipped({name.replace("__", "/"): body for name, body in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive with the given parts, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A small document, with further parts."""
    body = b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body/></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": body, **more})


def with_parts(data: bytes, more: dict[str, bytes]) -> bytes:
    """An archive with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return zipped({**{name: old.read(name) for name in old.namelist()}, **more})


def png(width: int = 2, height: int = 2, body: bytes = b"\0\0\0") -> bytes:
    """A PNG whose header says what is asked."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(body))
        + chunk(b"IEND", b"")
    )


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """A JPEG skeleton: application segment, frame header, scan, end."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
        + b"\xff\xc0" + struct.pack(">H", 2 + len(frame)) + frame
        + b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\x12\x34" + b"\xff\xd9"
    )  # fmt: skip


def pdf(catalog: bytes = b"", trailer: bytes = b"", body: bytes = b"") -> bytes:
    """A PDF with the given additions."""
    return (
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R" + catalog + b">> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n"
        + body + b"\ntrailer <</Root 1 0 R" + trailer + b">>\nstartxref\n9\n%%EOF\n"
    )  # fmt: skip


def object_stream(content: bytes, *, packed: bytes | None = None) -> bytes:
    """A PDF object stream that hides `content`."""
    body = zlib.compress(content) if packed is None else packed
    return (
        b"5 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(body)
        + body
        + b"\nendstream endobj"
    )


def encrypted_office() -> bytes:
    """The beginnings of a password-protected workbook: a compound file that says so."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
