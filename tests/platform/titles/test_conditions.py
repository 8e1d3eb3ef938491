"""The applicant's dossier attached to an application: a copy for those it passes through, counted to the cut-off day."""

from __future__ import annotations

from typing import Any

import pytest
from tests.platform.titles import titles_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.dossiers import services as dossiers
from gongbao.platform.titles import demo
from gongbao.platform.titles import services as titles

pytestmark = pytest.mark.django_db
DOSSIER = {
    "evaluation_date": "2021-03-31", "employer_place": "北京", "employer_kind": "企业",
    "degrees-0-level": "本科", "degrees-0-graduated": "2007-07-01", "titles-0-series": "工程", "titles-0-level": "中级",
    "titles-0-date": "2016-10-01", "jobs-0-work": "本专业技术工作", "jobs-0-from": "2007-08-01",
    "awards": "none", "honours": "none", "standards": "none", "projects": "none", "qualifications": "none",
}  # fmt: skip


def keep(scene: demo.Scene, **changed: str) -> None:
    w.do(lambda tx: dossiers.save_own(tx, {**DOSSIER, **changed}), scene.person(scene.applicant))


def seen_by(scene: demo.Scene, number: str) -> Any:
    return titles.view(scene.clerk(scene.employer, "titles-employer"), number).answer


def test_without_a_dossier_kept_none_is_attached_and_the_draft_stays(scene: demo.Scene) -> None:
    who = scene.person(scene.applicant, demo.APPLICANT)
    number = casework.start(who, f"{w.ROOM}.review", "haidian", key=w.key())["number"]
    raw = {**demo.application(scene), "dossier": "yes"}
    with pytest.raises(Refusal, match="还没有保存职称档案") as refused:
        casework.do(who, number, "submit", key=w.key(), raw=raw)
    assert refused.value.where == "dossier"
    assert w.case(number).state == "draft"
    keep(scene)
    casework.do(who, number, "submit", key=w.key(), raw=raw)
    assert w.case(number).state == "employer_review"


def test_the_title_is_worked_out_at_the_rounds_cut_off_day(scene: demo.Scene) -> None:
    """Five years in the middle title are full on 1 October: after the day typed, before the round's 31 December."""
    keep(scene)
    answer = seen_by(scene, w.submitted(scene, dossier="yes"))
    assert (answer.name, answer.on, answer.state) == ("高级工程师", w.date(2021, 12, 31), "judgement")


def test_what_is_changed_afterwards_does_not_change_the_copy(scene: demo.Scene) -> None:
    keep(scene)
    number = w.submitted(scene, dossier="yes")
    keep(scene, **{"titles-0-date": "2020-10-01"})
    assert seen_by(scene, number).state == "judgement"
    w.do(dossiers.drop_own, scene.person(scene.applicant))
    assert seen_by(scene, number).state == "judgement"


def test_nobody_reads_a_dossier_that_was_not_attached(scene: demo.Scene) -> None:
    keep(scene)
    assert seen_by(scene, w.submitted(scene)) is None
