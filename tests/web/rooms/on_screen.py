"""A refusal as its reader has it: what, where, how to mend it and the clause, in Chinese, on the page that was sent."""

from __future__ import annotations

import re
from typing import Any

from tests.web.hall.people import html


def told(answer: Any, what: str, mend: str, clause: str, field: str = "", status: int = 422) -> None:
    """The page at its top says all four; `clause` is the anchor in the guide, `field` the control it leads to."""
    page = html(answer)
    assert answer.status_code == status, page[:3000]
    found = re.search(r'class="error-summary".*?</div>', page, re.DOTALL)
    assert found is not None, page[:3000]
    lines = re.findall(r"<li>.*?</li>", found[0], re.DOTALL)
    said = [line for line in lines if what in line]
    assert said, lines
    wanted = [mend, f'#{clause}"', *([f'href="#f-{field}"'] if field else [])]
    assert [each for each in wanted if each not in said[0]] == [], said[0]
    if field:
        assert f'id="f-{field}"' in page


def parked(client: Any, answer: Any, what: str, mend: str, clause: str) -> str:
    """What was sent is kept, and its page says all of it; the address of that page."""
    assert answer.status_code == 302, html(answer)[:3000]
    assert "/parked/" in answer["Location"]
    page = html(client.get(answer["Location"]))
    found = re.search(r'<section class="notice is-missing.*?</section>', page, re.DOTALL)
    assert found is not None
    assert "已暂存，没有丢" in page
    assert [each for each in (what, mend, f'#{clause}"') if each not in found[0]] == [], found[0]
    return str(answer["Location"])
