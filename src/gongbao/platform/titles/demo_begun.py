"""Cases of the demo's school under way: an initial title that awaits the panel, an old title that awaits confirmation."""

from __future__ import annotations

from datetime import date

from gongbao.platform.casework import services as casework
from gongbao.platform.files import services as files
from gongbao.platform.titles import demo, demo_school
from gongbao.platform.titles.words import TEACHERS

INITIAL, OLD_TITLE, HOLDER = "助理讲师", "职业高中一级教师", "史丹青"
_KEY = "demo/titles/begun"


def begin(scene: demo.Scene) -> tuple[str, str]:
    """The numbers of both cases, made now or found again; the teacher keeps a dossier already."""
    return _initial(scene), _transition(scene)


def _initial(scene: demo.Scene) -> str:
    who = scene.person(scene.teachers[2])
    procedure, key = f"{TEACHERS}.initial", f"{_KEY}/initial"
    number: str = casework.start(who, procedure, demo_school.OFFICE, key=key)["number"]
    raw = {
        "title": INITIAL,
        "speciality": demo.SCOPE[TEACHERS][1],
        "employer_code": demo_school.code(),
        "works": [],
        "dossier": "yes",
    }
    casework.do(who, number, "submit", key=f"{key}/submit", raw=raw)
    return number


def _transition(scene: demo.Scene) -> str:
    who = demo_school.school_itself(scene)
    procedure, key = f"{TEACHERS}.transition", f"{_KEY}/transition"
    number: str = casework.start(who, procedure, demo_school.OFFICE, key=key)["number"]
    raw = {"name": HOLDER, "old_title": OLD_TITLE, "obtained_on": date(2012, 7, 1).isoformat()}
    certificate = demo_school.paper(
        "专业技术职务资格证书", f"姓名：{HOLDER}", f"资格：{OLD_TITLE}", "2012年7月1日"
    )
    papers = {"certificate": [files.receive(certificate, "原证书.pdf")]}
    casework.do(who, number, "submit", key=f"{key}/submit", raw=raw, uploads=papers)
    return number
