"""Writing DER: the few forms a signature needs, built from the inside out. Reading is asn1crypto's work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime


def tlv(tag: int, *parts: bytes) -> bytes:
    """Tag, length and content."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(size))) + size + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE of encoded parts."""
    return tlv(0x30, *parts)


def set_of(parts: Iterable[bytes], tag: int = 0x31) -> bytes:
    """SET OF encoded parts in their DER order."""
    return tlv(tag, *sorted(parts))


def octets(value: bytes) -> bytes:
    """OCTET STRING."""
    return tlv(0x04, value)


def integer(value: int) -> bytes:
    """INTEGER, not negative."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(part) for part in dotted.split("."))
    out = bytearray()
    for arc in (first * 40 + second, *rest):
        packed = [arc & 0x7F]
        while arc := arc >> 7:
            packed.append(0x80 | (arc & 0x7F))
        out += bytes(reversed(packed))
    return tlv(0x06, bytes(out))


def moment(at: datetime) -> bytes:
    """GeneralizedTime in whole seconds of universal time."""
    return tlv(0x18, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())


NULL = b"\x05\x00"
