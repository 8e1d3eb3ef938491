"""Why evidence is refused: one exception for each reason, said in Chinese and English; nothing fails silently."""

from __future__ import annotations

from gongbao.law.text import Text


class EvidenceError(Exception):
    """Something that was to be proved is not; `text` says what."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class Altered(EvidenceError):
    """A byte, a value or a signature is not what was signed."""


class WrongUserId(EvidenceError):
    """An SM2 signature was made with another user id than the one it is checked with."""


class UnapprovedAlgorithm(EvidenceError):
    """An algorithm, curve or key length that is not approved."""


class Expired(EvidenceError):
    """A certificate was no longer valid at the time asked about."""


class NotYetValid(EvidenceError):
    """A certificate was not valid yet at the time asked about."""


class Revoked(EvidenceError):
    """A certificate was revoked before the time asked about."""


class Untrusted(EvidenceError):
    """No chain leads to a root the verifier trusts."""


class NoRevocationInformation(EvidenceError):
    """Nothing says whether a certificate was revoked, and that must be known."""


class TimestampAfterExpiry(EvidenceError):
    """A timestamp was made when what it stamps could no longer be relied on."""


class ClockSetBack(EvidenceError):
    """A time lies before one that was certainly earlier."""


class HostileInput(EvidenceError):
    """Input made to mislead or to exhaust: refused unread."""


class KeyUnusable(EvidenceError):
    """A key cannot be read or used by this machine's cryptographic library."""


class Unreachable(EvidenceError):
    """An outside provider did not answer."""


class LogInUse(EvidenceError):
    """Another process is writing to the log; nothing was changed."""


class BrokenLog(EvidenceError):
    """The log is not what it was; the subclasses say how."""


class EntryAltered(BrokenLog):
    """An entry was changed."""


class EntryRemoved(BrokenLog):
    """An entry is missing."""


class EntryReordered(BrokenLog):
    """Entries stand in another order."""


class LogTruncated(BrokenLog):
    """The end of the log is missing."""


class LogRebuilt(BrokenLog):
    """The log was made anew: it does not continue what was anchored."""


class EntryAdded(BrokenLog):
    """There is an entry that was never logged."""


class HostileProof(BrokenLog):
    """A proof that leads nowhere, or was made to mislead."""
