"""A review from submission to certificate, through the institutions' own doors; refusals on the way."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from tests.platform.titles import titles_world as w

from gongbao.evidence import draws as evidence_draws
from gongbao.evidence.verify.report import Answer
from gongbao.evidence.verify.trust import Trust
from gongbao.kernel import drawing
from gongbao.law.errors import Refusal
from gongbao.platform.casework import services as casework
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters
from gongbao.platform.notices import services as notices
from gongbao.platform.titles import demo, keys
from gongbao.platform.titles import services as titles

pytestmark = pytest.mark.django_db


def test_from_submission_to_the_appointment(scene: demo.Scene) -> None:
    number, planned, people = w.ready(scene)
    assert w.case(number).state == "meeting"
    assert len(people) == 11
    item = w.open_vote(scene, planned)
    codes = w.vote(people, planned, item, ["for"] * 8 + ["against"] * 2 + ["abstain"])
    w.close(scene, planned)
    result = w.counted(scene, planned)
    assert result == {"for": 8, "against": 2, "abstained": 1, "uncast": 0, "passed": True}
    assert w.tally(item)["codes"] == sorted(codes)
    assert not keys.there(item)
    assert w.case(number).state == "acceptance"
    issued = titles.command(
        scene.clerk(scene.bodies[w.ROOM]),
        w.key(),
        "minutes",
        lambda tx: list(map(str, titles.write_up(tx, planned))),
        None,
    )
    assert issued[1] == "京职评纪〔2021〕1号"
    done = titles.accept_meeting(demo.city(), planned, w.ACCEPTED, key=w.key())
    assert done["accepted"] == 1
    told = w.seen(lambda: notices.page(done["notice"], demo.clock.now()))
    assert told.rows == [["秦致远", demo.EMPLOYER[1], "高级工程师", w.SPECIALITY, "市人力资源社会保障局网站"]]
    assert told.line.last_day == date(2021, 5, 17)
    w.to("2021-05-17 23:00")
    run_due()
    assert w.case(number).state == "publicity"
    w.to("2021-05-18 00:10")
    run_due()
    assert w.case(number).state == "certifying"
    casework.do(demo.city(), number, "certify", key=w.key())
    row = titles.of_case(w.case(number).key)
    assert (row.title, row.voted_on, row.issued_on) == ("高级工程师", date(2021, 5, 10), date(2021, 5, 18))
    assert titles.known(row.code) == row
    signed = w.seen(lambda: letters.pdf(row.letter))
    assert letters.same_file(row.code, signed.content)
    report = w.seen(lambda: letters.signatures(signed.content, demo.clock.now()))
    assert len(report.signatures) == 1
    assert report.answer is not Answer.INVALID, report.findings
    altered = w.seen(
        lambda: letters.signatures(signed.content.replace(b"/Type", b"/Typf", 1), demo.clock.now())
    )
    assert altered.answer is Answer.INVALID
    titles.do(
        scene.clerk(scene.employer, "titles-employer"),
        number,
        "appoint",
        key=w.key(),
        raw={"post": "总工程师", "from_": "2021-06-01"},
    )
    assert w.case(number).state == "appointed"
    (line,) = titles.reviews("age", 2021, (w.ROOM,))
    assert (line.what.zh, line.applied, line.voted, line.passed, line.certified) == ("35—39岁", 1, 1, 1, 1)


def test_outside_a_round_the_window_is_named(scene: demo.Scene) -> None:
    w.to("2021-05-10 10:00")
    with pytest.raises(Refusal, match="已于2021-04-30截止"):
        w.submitted(scene)
    w.to("2021-04-30 23:59")
    assert w.case(w.submitted(scene)).state == "employer_review"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"employer_code": demo.credit_code("91110108MA00T0099")}, "没有登记这家推荐单位"),
        ({"title": "技术员"}, "还没有安排"),
        ({"speciality": "桥梁"}, "还没有安排"),
    ],
)
def test_what_no_round_or_employer_is_for_is_refused(
    scene: demo.Scene, changed: dict[str, str], says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        w.submitted(scene, **changed)


def test_a_second_application_names_the_first(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    with pytest.raises(Refusal, match=number):
        w.submitted(scene)
    assert w.case(w.submitted(scene, title="工程师")).state == "employer_review"


def test_a_round_a_year_for_ai_titles(scene: demo.Scene) -> None:
    titles_, speciality, _ = demo.SCOPE["ai_titles"]
    with pytest.raises(Refusal, match="每年1次") as refused:
        w.do(
            lambda tx: str(
                titles.arrange(tx, "ai_titles", scene.bodies["ai_titles"], "第二次", titles_, date(2021, 9, 1), date(2021, 9, 30),
                               date(2021, 12, 31), (speciality,))
            )
        )  # fmt: skip
    assert refused.value.clause == "ai-2020-30/art.3.s2"


def test_everybody_does_their_own_step_only(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    body, employer = scene.clerk(scene.bodies[w.ROOM]), scene.clerk(scene.employer, "titles-employer")
    with pytest.raises(Refusal, match="没有以“用人单位”身份"):
        titles.do(body, number, "recommend", key=w.key(), raw=w.RECOMMENDATION)
    with pytest.raises(Http404):
        titles.do(
            scene.person(scene.experts["E00002"]), number, "recommend", key=w.key(), raw=w.RECOMMENDATION
        )
    with pytest.raises(Http404):
        titles.do(scene.clerk(scene.bodies["ai_titles"]), number, "refuse", key=w.key())
    assert [row.number for _, row in titles.lists(employer)] == [number]
    assert titles.lists(scene.clerk(scene.bodies["ai_titles"])) == []


def test_a_clerk_does_not_recommend_themselves(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    clerk = scene.clerk(scene.employer, "titles-employer")
    himself = type(clerk)(**{**clerk.__dict__, "person": scene.applicant})
    with pytest.raises(Http404):
        titles.do(himself, number, "recommend", key=w.key(), raw=w.RECOMMENDATION)


def test_counts_are_never_typed(scene: demo.Scene) -> None:
    number, _, _ = w.ready(scene)
    typed = {"present": "11", "for_": "11", "against": "0", "abstained": "0"}
    with pytest.raises(Refusal, match="自动登记"):
        titles.do(
            scene.clerk(scene.bodies[w.ROOM]),
            number,
            "record_vote",
            key=w.key(),
            raw=typed,
            decided={"outcome": "passed"},
        )
    with pytest.raises(Refusal, match="没有以“评审委员会秘书”身份"):
        casework.do(demo.city(), number, "record_vote", key=w.key(), raw=typed, decided={"outcome": "passed"})


def test_rectify_then_suspend_then_withdraw(scene: demo.Scene) -> None:
    body = scene.bodies[w.ROOM]

    def order(kind: str) -> object:
        return w.do(lambda tx: str(titles.order(tx, body, kind, "程序不规范，投诉较多")), demo.city())

    with pytest.raises(Refusal, match="不能直接“暂停评审工作”"):
        order("suspend")
    assert order("rectify") == "2021-04-26"
    number = w.submitted(scene)
    w.at_body(scene, number)
    order("suspend")
    with pytest.raises((Refusal, Http404)):
        w.checked(scene, number)
    with pytest.raises(Refusal, match="暂停评审"):
        w.another(scene, 1, "申报人甲")
    order("restore")
    w.checked(scene, number)
    with pytest.raises(Refusal, match="不能直接"):
        order("withdraw")


def test_the_draw_leaves_out_whom_it_must_and_comes_out_again(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    w.at_body(scene, number)
    w.checked(scene, number)
    planned = w.meeting(scene, "group", date(2021, 4, 20))
    row = w.seen(lambda: titles.Draw.objects.get(meeting_id=planned))
    told = titles.published(row.key)
    assert told["announcement"]["avoided"] == {"E00001": "employer", "E00004": "coauthor"}
    assert drawing.again(told) == []
    position, root = told["position"], told["root"]
    entry = w.seen(lambda: audit_entry(position))
    assert (entry.hash, entry.body["detail"]["digest"]) == (root, told["digest"])
    _stamped_before_the_draw(told)
    assert not set(told["members"] + told["reserves"]) & {"E00001", "E00004"}
    text = json.dumps(told, ensure_ascii=False)
    assert demo.CO_AUTHOR not in text
    assert demo.NAMES[0] not in text


def _stamped_before_the_draw(told: dict[str, Any]) -> None:
    """The root's timestamp holds; another root, another row, a draw before it, no token: each is found."""
    at = demo.clock.now()
    trust = w.seen(lambda: letters.trust(at))
    found = evidence_draws.check(told, trust, at)
    assert (found.faults, found.open, found.by) == ([], [], "公报本地时间戳")
    other = drawing.draw("22" * 32, told["announcement"])
    swapped = {**told, "root": "22" * 32, "members": list(other.members), "reserves": list(other.reserves)}
    assert drawing.again(swapped) == []
    for changed, says in (
        (swapped, "不是公布的日志根"),
        ({**told, "position": told["position"] + 1}, "不是公布的日志根"),
        ({**told, "checkpoint": told["checkpoint"].replace(str(told["position"]), "9999", 1)}, ""),
        ({**told, "drawn_at": "2021-03-01T00:00:00+08:00"}, "抽取之后"),
        ({**told, "announced_at": "2021-04-30T00:00:00+08:00"}, "早于名单"),
        ({**told, "stamp": "AAAA"}, ""),
    ):
        faults = evidence_draws.check(changed, trust, at).faults
        assert faults, changed
        assert says in "".join(each.zh for each in faults)
    assert "没有时间戳" in evidence_draws.check({**told, "stamp": ""}, trust, at).open[0].zh
    assert "信任根" in evidence_draws.check(told, Trust(), at).open[0].zh


def test_nothing_is_drawn_before_the_root_is_published(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    w.at_body(scene, number)
    w.checked(scene, number)
    planned = w.meeting(scene, "group", date(2021, 4, 20))
    body = scene.clerk(scene.bodies[w.ROOM])
    with pytest.raises(Refusal, match="重新抽取须写明理由"):
        titles.command(
            body, w.key(), "announce", lambda tx: titles.announce(tx, titles.own(tx.actor, planned)), None
        )
    draw = titles.command(
        body,
        w.key(),
        "announce",
        lambda tx: str(titles.announce(tx, titles.own(tx.actor, planned), "两人不能参加").key),
        None,
    )

    def row() -> titles.Draw:
        return titles.Draw.objects.select_related("meeting").get(key=draw)

    with pytest.raises(Refusal, match="请先公布日志根"):
        titles.command(body, w.key(), "draw", lambda tx: titles.run(tx, row()), None)
    with pytest.raises(Refusal, match="日志还没有收录"):
        titles.command(body, w.key(), "root", lambda tx: titles.fix_root(tx, row()), None)


def test_a_reserve_takes_the_seat_of_who_cannot_come(scene: demo.Scene) -> None:
    number = w.submitted(scene)
    w.at_body(scene, number)
    w.checked(scene, number)
    planned = w.meeting(scene, "group", date(2021, 4, 20))
    told = w.seen(lambda: titles.Draw.objects.get(meeting_id=planned))
    body = scene.clerk(scene.bodies[w.ROOM])
    took = titles.command(body, w.key(), "excuse", lambda tx: titles.excuse(tx, planned, 2), None)
    assert took == 4
    seats = w.seen(
        lambda: {
            s.number: (s.code, s.state, s.instead_of) for s in titles.Seat.objects.filter(meeting_id=planned)
        }
    )
    assert seats[2][1] == "away"
    assert seats[4] == (told.reserves[0], "invited", seats[2][0])


def test_not_enough_votes_end_the_case_with_its_reason(scene: demo.Scene) -> None:
    number, planned, people = w.ready(scene)
    item = w.open_vote(scene, planned)
    w.vote(people, planned, item, ["for"] * 7 + ["against"] * 4)
    w.close(scene, planned)
    assert w.counted(scene, planned)["passed"] is False
    row = w.seen(lambda: titles.Item.objects.get(key=item))
    assert (row.in_favour, row.needed) == (7, 8)
    assert w.case(number).state == "not_passed"


def test_an_objection_upheld_ends_and_an_unfounded_one_lets_the_publicity_go_on(scene: demo.Scene) -> None:
    number, planned, people = w.ready(scene)
    w.vote(people, planned, w.open_vote(scene, planned), ["for"] * 11)
    w.close(scene, planned)
    w.counted(scene, planned)
    slug = titles.accept_meeting(demo.city(), planned, w.ACCEPTED, key=w.key())["notice"]
    w.to("2021-05-12 10:00")
    raised = titles.object_to(slug, "论文不是本人所写", key=w.key())
    assert w.case(number).state == "objection_open"
    body = scene.clerk(scene.bodies[w.ROOM], "titles-body2")
    with pytest.raises(Refusal):
        titles.do(
            body,
            number,
            "settle_objection",
            key=w.key(),
            raw={"answer": "查无此事"},
            decided={"outcome": "unfounded"},
        )
    other = scene.clerk(scene.bodies[w.ROOM], "titles-body3")
    titles.do(
        other,
        number,
        "settle_objection",
        key=w.key(),
        raw={"answer": "经核实，为本人所写"},
        decided={"outcome": "unfounded"},
    )
    assert w.case(number).state == "publicity"
    standing = titles.standing_of(raised["code"], raised["number"])
    assert (standing.state.zh, standing.reasons) == ("异议不成立", "经核实，为本人所写")
    second = titles.object_to(slug, "成果造假", key=w.key())
    titles.do(
        other,
        number,
        "settle_objection",
        key=w.key(),
        raw={"answer": "属实"},
        decided={"outcome": "upheld", "reasons": ["founded"]},
    )
    assert w.case(number).state == "not_passed"
    assert titles.standing_of(second["code"], second["number"]).state.zh == "异议成立"


def test_fraud_revokes_the_title_and_keeps_the_person_out(scene: demo.Scene) -> None:
    number, planned, people = w.ready(scene)
    w.vote(people, planned, w.open_vote(scene, planned), ["for"] * 11)
    w.close(scene, planned)
    w.counted(scene, planned)
    titles.accept_meeting(demo.city(), planned, w.ACCEPTED, key=w.key())
    w.to("2021-05-18 09:00")
    run_due()
    casework.do(demo.city(), number, "certify", key=w.key())
    row = titles.of_case(w.case(number).key)
    assert w.seen(lambda: letters.verify_code(row.code)).in_force
    casework.do(
        demo.city(), number, "revoke", key=w.key(), decided={"reasons": ["fraud_found"]}, note="论文系伪造"
    )
    assert not w.seen(lambda: letters.verify_code(row.code)).in_force
    assert titles.known(row.code).revoked_on == date(2021, 5, 18)
    w.to("2024-05-18 09:00")
    with pytest.raises(Refusal, match="到2024-05-18为止"):
        w.do(lambda tx: _no_fraud_of(tx, w.case(number)))


def _no_fraud_of(tx: object, row: object) -> None:
    from gongbao.platform.titles.applying import _no_fraud

    _no_fraud(row, date(2024, 5, 18))  # type: ignore[arg-type]


def audit_entry(position: int) -> object:
    from gongbao.platform.audit.models import Entry

    return Entry.objects.get(position=position)
