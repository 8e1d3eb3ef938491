"""Scanning for malicious content: the interface, and a local implementation by signatures.

`LocalSignatures` knows the industry's harmless test file and nothing else; it shows that the hook works
and is no virus scanner. Name a real one in the setting GONGBAO_SCANNER (dotted path to a class).
"""

from __future__ import annotations

import io
import zipfile
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

_TEST_FILE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"


class Scanner(Protocol):
    """Looks for malicious content."""

    def scan(self, data: bytes) -> str | None:
        """The name of what was found, None for a clean file."""
        ...


class LocalSignatures:
    """A local scanner by byte signatures, also inside archives (at most 250 MB, checked before)."""

    def __init__(self, signatures: dict[str, bytes] | None = None) -> None:
        self.signatures = {"EICAR-Test-File": _TEST_FILE} if signatures is None else signatures

    def scan(self, data: bytes) -> str | None:
        """The name of the first signature found in the file or a part of it."""
        return next(
            (name for part in _parts(data) for name, mark in self.signatures.items() if mark in part), None
        )


def _parts(data: bytes) -> list[bytes]:
    if not data.startswith(b"PK\x03\x04"):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [data, *(archive.read(info) for info in archive.infolist())]


def scanner() -> Scanner:
    """The scanner the settings name, else the local one."""
    path = getattr(settings, "GONGBAO_SCANNER", "")
    return import_string(path)() if path else LocalSignatures()
