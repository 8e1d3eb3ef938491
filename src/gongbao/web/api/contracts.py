"""Other offices' systems ask about electronic contracts: what number and code name, and what the signatures prove.

A request carries ``Authorization: Bearer KEY.SECRET`` of the office and says for what it asks; each is logged.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Router, Schema
from ninja.security import HttpBearer
from pydantic import ConfigDict, Field

from gongbao.platform.db.services import Actor
from gongbao.platform.electronic_contracts import inquiries, office_keys
from gongbao.web.api.describing import told
from gongbao.web.api.faults import FAULTS_BODY, TOO_MANY, UNKNOWN_PERSON
from gongbao.web.api.shapes import Code, Fault

Number = Annotated[str, Field(pattern=r"^LH-\d{4}-28-\d{6,9}$", examples=["LH-2020-28-000123"])]
Purpose = Annotated[str, Field(min_length=2, max_length=200, examples=["就业登记"])]


class Looked(Schema):
    """The number and the code the party handed over, and for what they are looked up."""

    model_config = ConfigDict(extra="forbid")

    number: Number
    code: Code
    purpose: Purpose


class Found(Schema):
    """Whether number and code name a contract; then its state and what was verified, nothing of the text."""

    found: bool
    number: str | None = None
    kind: str | None = None
    state: str | None = None
    effective_on: date | None = None
    ended_on: date | None = None
    counts_as_written: bool | None = None
    clause: str | None = None
    verification: dict[str, Any] | None = None


class ByOfficeKey(HttpBearer):
    """An office's key; wrong and revoked ones are refused."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return office_keys.admit(token)


router = Router(tags=["电子劳动合同 Labour contracts"], auth=ByOfficeKey())


@router.post(
    "/contracts/lookup",
    response={200: Found, UNKNOWN_PERSON: Fault, TOO_MANY: Fault, **FAULTS_BODY},
    **told(
        "查验一份电子劳动合同",
        "Look up and verify an electronic labour contract",
        "编号和查验码由当事人提供；不返回合同内容，每次查验连同用途记入日志。编号和查验码对不上的，回答与没有这份合同相同。每个部门每分钟的次数有上限，超过的回答 429，Retry-After 说明多少秒后再查。",
        "The party hands over number and code. Nothing of the text is told; each look-up is logged with its purpose. "
        "A wrong code is answered like an unknown number. Each office has a number of look-ups a minute; beyond it the answer "
        "is 429 with Retry-After.",
    ),
)
def lookup(request: HttpRequest, asked: Body[Looked]) -> Any:
    caller: Actor = request.auth  # type: ignore[attr-defined]
    return inquiries.lookup(caller, asked.number, asked.code, asked.purpose)
