"""The room's part of the demo city: a worker who signs, an employer's contracts at several stages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from gongbao.kernel.forms.columns import columns
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import SYSTEM, Actor, Tx, now, read, write
from gongbao.platform.electronic_contracts import agreeing, batches, drafting, identity, reviews, signing
from gongbao.platform.electronic_contracts.models import Contract
from gongbao.platform.excel.services import export
from gongbao.platform.jobs.services import run_due
from gongbao.platform.messages.services import inbox
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, SignIn, credit_code, someone

LOGIN, NAME = "worker", "样丁八"
PLACE = 37
SIGNING = "demo-signing-2020"


def add_to(city: Any) -> None:
    """A worker's account, and contracts of the first demo firm with that worker; found again where they stand."""
    who = someone(PLACE)

    def people(tx: Tx) -> list[str]:
        worker = parties.find_or_create_person(tx, who.number, who.name, "13800000000")
        parties.open_account(
            tx, LOGIN, PASSWORD, kind=parties.AccountKind.CITIZEN, person=worker, name=who.name
        )
        return [str(worker)]

    from django.contrib.auth import get_user_model

    if not get_user_model().objects.filter(login=LOGIN).exists():
        write(people, actor=SYSTEM, key="demo:contracts:people", name="demo.contracts")
    if all(each.login != LOGIN for each in city.sign_ins):
        city.sign_ins.append(SignIn(LOGIN, who.name, ""))
    firm = parties.find_firm(credit_code(0))
    worker = parties.find_person(who.number)
    if firm is None or worker is None:
        return
    with read(SYSTEM, purpose="demo"):
        if Contract.objects.filter(worker=worker.key).exists():
            return
    employer, person = (
        Actor("party", account=uuid4(), party=key, name="demo") for key in (firm.key, worker.key)
    )
    _ready(employer, firm.name, credit_code(0))
    _ready(person, who.name, who.number)
    _contracts(employer, person, who)


def _contracts(employer: Actor, person: Actor, who: Any) -> None:
    start = local_day(now())
    terms = {
        "worker_name": who.name, "identity_number": who.number, "worker_address": "北京市海淀区样例街1号", "phone": "13800000000",
        "contract_type": "fixed", "starts_on": start, "ends_on": date(start.year + 3, start.month, min(start.day, 28)) - timedelta(days=1),
        "probation_months": 2, "position": "门店经理", "workplace": "北京市海淀区", "wage": 780000, "probation_wage": 624000, "week_hours": 40,
        "pay_day": 10, "employer_address": "北京市海淀区样例路8号", "employer_head": "顾明远",
    }  # fmt: skip
    first = drafting.start(employer, terms, key="demo:contract:1")
    drafting.propose(employer, first, key="demo:contract:1:send")
    agreeing.explain(person, first, key="demo:contract:1:explain")
    agreeing.agree_form(person, first, key="demo:contract:1:agree")
    agreeing.answer(person, first, "accept", key="demo:contract:1:accept")
    signing.sign(employer, first, SIGNING, key="demo:contract:1:seal")
    signing.sign(person, first, SIGNING, key="demo:contract:1:sign")
    run_due()
    part_time = {
        **terms,
        "contract_type": "part_time",
        "ends_on": None,
        "probation_months": 0,
        "wage": 3000,
        "week_hours": 20,
        "position": "收银员",
    }
    second = drafting.start(employer, part_time, key="demo:contract:2")
    drafting.propose(employer, second, key="demo:contract:2:send")
    _roster(employer, terms)
    kept = "乙方参加甲方出资的专项培训的，服务期两年；违约的，按未履行的服务期分摊培训费用。"
    reviews.submit_text(employer, kept, key="demo:contract:terms")


def _roster(employer: Actor, terms: dict[str, Any]) -> None:
    """Three people in a roster, one with a probation too long for the term."""
    people = [
        {
            **terms,
            "worker_name": each.name,
            "identity_number": each.number,
            "wage": 650000,
            "probation_wage": 560000,
        }
        for each in (someone(PLACE + 1), someone(PLACE + 2), someone(PLACE + 3))
    ]
    people[2] |= {"probation_months": 6, "ends_on": terms["starts_on"] + timedelta(days=364)}
    sheet = export(columns(batches.ROSTER), people, title=batches.ROSTER.label, masked=False)
    batches.upload(employer, sheet, key="demo:contract:roster")


def _ready(actor: Actor, name: str, number: str) -> None:
    identity.check_number(actor, name, number, key=f"demo:check:{actor.party}")
    with read(SYSTEM, purpose="demo"):
        letters = inbox(now(), party=actor.party)
    code = next(m[1] for each in letters if (m := re.search(r"验证码 (\d{6})", each.text.zh)))
    identity.check_code(actor, code, key=f"demo:code:{actor.party}")
    identity.new_signing_key(actor, SIGNING, key=f"demo:key:{actor.party}")
