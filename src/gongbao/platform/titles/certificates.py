"""Certificates: issued by the city after an undisturbed publicity, with the vote's day, signed, verified by anybody."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.casework import services as casework
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import applying, posts
from gongbao.platform.titles.models import Appointment, Certificate, Fraud
from gongbao.platform.titles.words import CITY_OFFICE, TEACHERS, refuse, value
from gongbao.policies import policy

TITLE = Text("北京市职称证书", "Certificate of a professional title")
FROM_VOTE = {TEACHERS: "zhongzhi-2020-27/annex2.6.5.s3"}
"""Where a document says that the years in a title run from the vote."""
PREFIX, ISSUER = "京职称", "北京市人力资源和社会保障局"


def issue(tx: Tx, case: Case, act: Act) -> None:
    """Issue, sign and keep the certificate of a case."""
    with parties.opened("title certificate"):
        row = applying.of(case.key)
        if row.voted_on is None or not row.passed:
            raise refuse("没有通过的表决结果，不能发证", "no vote passed: there is nothing to certify")
        masked = parties.person(row.party).number_masked if row.party else ""
        content = letters.Content(
            opening=("兹证明下列人员经评审取得职称资格。",),
            facts=[
                ("姓名", row.name), ("证件号码", masked), ("职称", row.title), ("专业", row.speciality),
                ("评审通过日期", row.voted_on.isoformat()), ("评审机构", row.round.body.name),
            ],
            basis=(f"{policy(case.room).number}",),
            decision=("证书在全市有效，由用人单位按需要自主、择优聘任。",),
        )  # fmt: skip
        made = letters.issue(
            tx, f"title_{case.room}"[:24], TITLE, content, office=CITY_OFFICE, addressee=row.name, prefix=PREFIX, case=case.key, party=case.party,
        )  # fmt: skip
        letters.sign(tx, made.letter, ISSUER, "颁发职称证书", "职称证书专用章")
        Certificate.objects.create(
            office=case.office, party=case.party, case=case.key, letter=made.letter, code=made.code, number=made.number, name=row.name,
            room=case.room, title=row.title, speciality=row.speciality, voted_on=row.voted_on, issued_on=local_day(tx.now),
        )  # fmt: skip


def revoke(tx: Tx, case: Case, act: Act) -> None:
    """A title obtained by fraud is revoked and the integrity file says so, for the years in force (3.2.1)."""
    today = local_day(tx.now)
    with parties.opened("title revoked"):
        row = Certificate.objects.filter(case=case.key).first()
        if row is None:
            raise refuse("没有证书", "there is no certificate")
        letters.set_standing(tx, row.letter, "withdrawn")
        row.revoked_on = today
        row.save(update_fields=["revoked_on"])
        years = int(value(case.room, "fraud_file_years", today))
        Fraud.objects.create(
            office=case.office, party=case.party, case=case.key, reason=str(act.personal.get("note") or "弄虚作假")[:200], on=today,
            until=_years_on(today, years),
        )  # fmt: skip


def appoint(tx: Tx, case: Case, act: Act) -> None:
    """Keep the employer's appointment: who, to which post, from when."""
    given = act.personal.get(casework.FORM) or {}
    if act.action != "appoint" or case.party is None:
        return
    with parties.opened("appointment"):
        row = applying.of(case.key)
        from_on = date.fromisoformat(str(given["from_"]))
        if row.voted_on is not None and from_on < row.voted_on:
            raise refuse(
                f"聘任起始日{from_on}早于评委会表决通过之日{row.voted_on}", f"{from_on} is before the day of the vote, {row.voted_on}",
                ("请填表决通过之日或以后的日期", "give that day or a later one"), FROM_VOTE.get(row.room, ""), "from_",
            )  # fmt: skip
        Appointment.objects.create(
            office=case.office, party=row.employer, case=case.key, holder=case.party, from_on=from_on,
            post=f"{given['post']}（{given['grade']}级）" if given.get("grade") else given["post"],
        )  # fmt: skip
        if row.room == TEACHERS:
            posts.appointed(row.employer, row.title)


def known(code: str) -> Certificate | None:
    """The certificate with a code, for its public page; None when there is none. Refuses a mistyped code."""
    with parties.opened("certificate verified"):
        return Certificate.objects.filter(code=letters.normal(code)).first()


def of_case(case: UUID) -> Certificate | None:
    """The certificate of a case."""
    with parties.opened("certificate of a case"):
        return Certificate.objects.filter(case=case).first()


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)
