"""Procedures: the review of an engineering title."""

from __future__ import annotations

from gongbao.kernel.dossier.review import review
from gongbao.law.text import Text

CITES = {
    "apply": "art.3.4.1.s1", "general": "annex.0", "routes": "annex.4.1.2", "works": "annex.4.3", "recommend": "art.3.4.2.s4",
    "notice": "art.3.4.4.s1.2", "pay": "art.3.4.2.s5", "check": "art.3.4.4.s4", "experts": "art.3.4.2.s1", "vote": "art.3.4.3.s3",
    "accept": "art.3.4.4.s1.3", "publish": "art.3.4.4.s1.2", "certify": "art.3.4.1.s2", "appoint": "art.3.4.1.s2",
    "revoke": "art.3.2.1.s5",
}  # fmt: skip
REVIEW = review(
    "engineering_titles", 1, Text("工程系列职称评审", "Review of engineering titles"),
    {part: f"gong-2020-17/{clause}" for part, clause in CITES.items()},
)  # fmt: skip
PROCEDURES = (REVIEW,)
