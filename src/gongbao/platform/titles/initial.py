"""The schools' other cases: initial titles taken in, old titles confirmed as the policy lets them correspond."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case, history
from gongbao.platform.casework import services as casework
from gongbao.platform.casework.effects import notify_applicant, notify_office
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Tx
from gongbao.platform.messages import services as messages
from gongbao.platform.parties import services as parties
from gongbao.platform.titles import conditions, posts, quota
from gongbao.platform.titles.models import Initial, School
from gongbao.platform.titles.words import refuse

MOVED = "zhongzhi-2020-27/art.4.3.p1"


def take_in(tx: Tx, case: Case, act: Act) -> None:
    """Fix the school and the title of an application for an initial title, with the dossier attached; the school is told."""
    given = act.personal[casework.FORM]
    assert case.party is not None, "a teacher applies"
    with parties.opened("initial title taken in"):
        firm = parties.find_firm(given["employer_code"])
        school = School.objects.filter(party=firm.key).first() if firm else None
        if school is None or school.party is None:
            raise refuse(
                "没有登记这所学校", "this school is not known", ("请核对统一社会信用代码，或请学校先填报岗位", "check the code, or let the school enter its posts"),
                where="employer_code",
            )  # fmt: skip
        values = {
            "number": case.number, "office": case.office, "party": case.party, "school": school, "employer": school.party,
            "name": parties.party(case.party).name, "title": given["title"], "speciality": given["speciality"],
        }  # fmt: skip
        Initial.objects.update_or_create(case=case.key, defaults=values)
        conditions.attach(tx, case, act)
    text = Text(f"{case.number}：{given['title']}申请待考核", f"{case.number}: an application awaits you")
    messages.to_party(tx, school.party, text, key=f"{case.key}:{case.sequence}:institution")


def told(tx: Tx, case: Case, act: Act) -> None:
    """As everywhere; an appointment takes a post of the school."""
    if act.action == "appoint":
        with parties.opened("initial appointment"):
            row = Initial.objects.get(case=case.key)
            given = act.personal.get(casework.FORM) or {}
            asked_on = local_day(case.opened_at)
            if str(given["from_"]) < asked_on.isoformat():
                raise refuse(
                    f"聘任起始日早于申请日{asked_on}", f"appointed before the application of {asked_on}",
                    ("初级职称自聘任之日取得，请填申请以后的日期", "the title dates from the appointment: give a later day"),
                    "zhongzhi-2020-27/annex2.4.s2", "from_",
                )  # fmt: skip
            posts.appointed(row.employer, row.title)
    notify_applicant(tx, case, act)


def reported(tx: Tx, case: Case, act: Act) -> None:
    """Only a school reports old titles; its district is told."""
    with parties.opened("old titles reported"):
        known = School.objects.filter(party=case.party).exists()
    if not known:
        raise refuse(
            "由学校报送",
            "schools report these",
            ("请先以学校身份填报岗位", "enter the school's posts first"),
            MOVED,
        )
    notify_office(tx, case, act)


def confirmed(tx: Tx, case: Case, act: Act) -> None:
    """A confirmed title must be the one the old title becomes, by the policy's own question."""
    if act.action == "confirm_title":
        new = str((act.personal.get(casework.FORM) or {}).get("new_title", ""))
        with parties.opened("old title confirmed"):
            found = casework.answers_of(case, history(case.key))
        old = next(
            each.values["old_title"] for each in reversed(found) if each.form.id == "transition.application"
        )
        said = quota.value("过渡", "new_title", {"old_title": old}, local_day(tx.now))
        if said in posts.every_title() and new != said:
            raise refuse(
                f"{old}对应{said}，不是{new}", f"{old} becomes {said}, not {new}", ("请按对应关系选择", "choose the title it becomes"), MOVED, "new_title"
            )  # fmt: skip
    notify_applicant(tx, case, act)
