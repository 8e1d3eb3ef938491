"""Reasons to refuse that only a whole document or package can give; the others stand in `evidence.errors`."""

from __future__ import annotations

from gongbao.evidence.errors import Altered, EvidenceError


class AppendedRevision(Altered):
    """Something was appended after a signature that the signature does not allow: a page, a text, a field."""


class ReusedSignature(Altered):
    """The same signature stands in two places, or was taken from another document."""


class GapInSignature(Altered):
    """A signature does not cover its revision without a gap."""


class NotInLog(EvidenceError):
    """The hash of the whole file is not what the log or the package recorded."""


class BrokenPackage(EvidenceError):
    """A member of an evidence package is missing, changed, or not listed."""


class BrokenEvents(EvidenceError):
    """The chain of recorded acts is broken or contradicts the document."""


class Missing(EvidenceError):
    """A signature that the document's kind asks for is not there."""
