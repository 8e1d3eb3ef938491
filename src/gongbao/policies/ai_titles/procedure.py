"""Procedures: the review of an AI title; the notice at work and the publicity each have their own length."""

from __future__ import annotations

from gongbao.kernel.dossier.review import review
from gongbao.law.text import Text

CITES = {
    "apply": "art.5.1", "general": "annex.0", "routes": "annex.3.1.2", "works": "annex.3.3", "recommend": "art.5.2.s1",
    "notice": "art.5.2.s2", "check": "art.5.3.s1", "experts": "art.5.4.s1", "vote": "art.5.5", "accept": "art.5.6.s1",
    "publish": "art.5.6.s2.c", "certify": "art.5.7", "appoint": "art.3.s3", "revoke": "body.p0",
}  # fmt: skip
REVIEW = review(
    "ai_titles", 1, Text("工程系列（人工智能）职称评审", "Review of AI engineering titles"),
    {part: f"ai-2020-30/{clause}" for part, clause in CITES.items()}, "employer_notice_working_days",
)  # fmt: skip
PROCEDURES = (REVIEW,)
