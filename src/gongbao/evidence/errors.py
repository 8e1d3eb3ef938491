"""provisional: replaced by crypto's at merge"""

from gongbao.law.text import Text


class EvidenceError(Exception):
    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


class HostileInput(EvidenceError): ...


class UnapprovedAlgorithm(EvidenceError): ...


class Altered(EvidenceError): ...


class WrongUserId(EvidenceError): ...


class Expired(EvidenceError): ...


class NotYetValid(EvidenceError): ...


class Revoked(EvidenceError): ...


class Untrusted(EvidenceError): ...


class NoRevocationInformation(EvidenceError): ...


class TimestampAfterExpiry(EvidenceError): ...


class ClockSetBack(EvidenceError): ...
