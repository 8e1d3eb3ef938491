"""Which titles: filled in, read from a file, kept, shared; every title answered, nothing lost."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

ENGINEER = {
    "evaluation_date": "2020-12-31", "employer_place": "北京", "employer_kind": "企业", "direction": "人工智能研究",
    "degrees-0-level": "本科", "degrees-0-graduated": "2010-07-01",
    "titles-0-series": "工程", "titles-0-level": "中级", "titles-0-date": "2016-10-01",
    "jobs-0-work": "本专业技术工作", "jobs-0-from": "2010-08-01",
    "qualifications": "none", "awards": "none", "honours": "none", "standards": "none", "projects": "none",
}  # fmt: skip


def test_page_answers(client: Client) -> None:
    page = client.get("/which-titles/")
    assert page.status_code == 200
    page = client.post("/which-titles/", {**ENGINEER, "go": "answer"})
    assert page.status_code == 200
