"""The review's part of the demo city: bodies, experts, open rounds, people to sign in as, their dossiers, cases of the school under way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from gongbao.platform.db.services import Tx, now, write
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.demo_people import PASSWORD, SignIn, one_time_code, secret_of
from gongbao.platform.titles import demo, demo_begun, demo_school

SECRET = ("titles-body1", "titles-body2", demo.CITY_LOGIN, demo_school.SUPERIOR_LOGIN)


def add_to(city: Any) -> demo.Scene:
    """Make the scene with rounds open from the first of this month, or find it; tells the city its sign-ins."""
    today = now().date()
    first = date(today.year, today.month, 1)
    scene = demo_school.load(demo.load(first), first)
    names = demo.do(lambda tx: demo.open_accounts(tx, scene, PASSWORD), key="accounts")
    names |= demo.do(lambda tx: demo_school.open_accounts(tx, scene, PASSWORD), key="accounts/school")
    keep_dossiers(scene, today)
    if scene.school is not None and not demo_school.adopted(scene):
        demo_school.adopt(scene, held_on=first)
        demo_begun.begin(scene)
    city.sign_ins = [each for each in city.sign_ins if each.login not in names]
    for login, name in names.items():
        secret = secret_of(login) if login in SECRET else ""
        city.sign_ins.append(SignIn(login, name, secret))
        account: Any = get_user_model().objects.get(login=login)
        if secret and not parties.has_second_factor(account):
            parties.enrol(account, secret, one_time_code(secret))
    return scene


_TEACHER = {
    "school_place": "北京", "school_kind": "职业高中", "school_public": "yes", "employer_place": "北京", "employer_kind": "事业单位",
    "teacher_certificate": "yes", "frontline_teaching": "yes", "jobs-0-work": "中等职业学校教师", "awards": "none", "honours": "none",
    "standards": "none", "projects": "none", "qualifications": "none",
}  # fmt: skip


def keep_dossiers(scene: demo.Scene, today: date) -> None:
    """What the engineer and two teachers have entered of themselves; kept once, theirs to change afterwards."""
    end, last = f"{today.year}-12-31", today.year - 1
    typed = {
        scene.applicant: {
            "evaluation_date": end, "employer_place": "北京", "employer_kind": "企业",
            "degrees-0-level": "本科", "degrees-0-graduated": "2007-07-01", "titles-0-series": "工程", "titles-0-level": "中级",
            "titles-0-date": "2014-10-01", "jobs-0-work": "本专业技术工作", "jobs-0-from": "2007-08-01",
            "awards": "none", "honours": "none", "standards": "none", "projects": "none", "qualifications": "none",
        },
    }  # fmt: skip
    if scene.teachers:
        typed |= {
            scene.teachers[0]: _TEACHER | {
                "evaluation_date": end, "degrees-0-level": "本科", "degrees-0-graduated": "2005-07-01", "jobs-0-from": "2005-08-20",
                "titles-0-series": "中等职业学校教师", "titles-0-level": "中级", "titles-0-date": "2013-10-01", "titles-0-category": "文化课、专业课教师", "titles-0-appointed": "yes",
                "class_teacher-0-from": "2014-09-01", "class_teacher-0-to": "2019-08-31",
            },
            scene.teachers[2]: _TEACHER | {
                "evaluation_date": end, "degrees-0-level": "硕士", "degrees-0-graduated": f"{last}-07-01", "titles": "none",
                "jobs-0-from": f"{last}-08-20", "achievements": "none",
            },
        }  # fmt: skip
    for key, told in typed.items():

        def keep(tx: Tx, told: dict[str, str] = told) -> str:
            return dossiers.save_own(tx, told)

        write(keep, actor=scene.person(key), key=f"demo/titles/dossier/{key}", name="titles.demo")
