"""What other apps use of the letters: issuing, PDF, service, remedies, verification; the house's timestamps and root."""

from __future__ import annotations

from gongbao.platform.letters.codes import SIGNED_FORMS, Verified, normal, same_file, verify_code
from gongbao.platform.letters.content import Content, Remedy
from gongbao.platform.letters.house import House
from gongbao.platform.letters.issuing import Issued, Pdf, issue, make, pdf, remark, set_standing
from gongbao.platform.letters.numbers import next_number
from gongbao.platform.letters.reading import LetterRow, Served, letters
from gongbao.platform.letters.serving import Right, acknowledge, rights, serve, served_on
from gongbao.platform.letters.signing import authority_of_stamps, sign, signatures, trust
from gongbao.platform.letters.words import METHODS, STANDINGS, STATES

__all__ = [
    "METHODS",
    "SIGNED_FORMS",
    "STANDINGS",
    "STATES",
    "Content",
    "House",
    "Issued",
    "LetterRow",
    "Pdf",
    "Remedy",
    "Right",
    "Served",
    "Verified",
    "acknowledge",
    "authority_of_stamps",
    "issue",
    "letters",
    "make",
    "next_number",
    "normal",
    "pdf",
    "remark",
    "rights",
    "same_file",
    "serve",
    "served_on",
    "set_standing",
    "sign",
    "signatures",
    "trust",
    "verify_code",
]
