"""What is derived from a procedure: contract, matrix, picture, BPMN, guide, simulation, migration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random
from xml.etree import ElementTree as Xml

import pytest
from tests.kernel.procedure.procedure_sample import SAMPLE, TERMS, act, both, log, published, state, submitted

from gongbao.kernel.procedure import (
    BEIJING,
    MIGRATE,
    Clock,
    Event,
    Procedure,
    Reason,
    allowed,
    fold,
    migrate,
    refold,
    visits,
)
from gongbao.kernel.procedure.bpmn import bpmn
from gongbao.kernel.procedure.checks import faults, matrix
from gongbao.kernel.procedure.guide import guide
from gongbao.kernel.procedure.picture import picture, wrap
from gongbao.kernel.procedure.simulate import Leg, simulate
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

MONDAY = date(2020, 11, 9)
SVG = "{http://www.w3.org/2000/svg}"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def changed(**parts: object) -> Procedure:
    return replace(SAMPLE, **parts)  # type: ignore[arg-type]


def with_action(name: str, **change: object) -> Procedure:
    actions = (replace(a, **change) if a.name == name else a for a in SAMPLE.actions)  # type: ignore[arg-type]
    return changed(actions=tuple(actions))


def with_clock(name: str, **change: object) -> Procedure:
    clocks = (replace(c, **change) if c.name == name else c for c in SAMPLE.clocks)  # type: ignore[arg-type]
    return changed(clocks=tuple(clocks))


def test_a_sound_procedure_has_no_faults() -> None:
    assert faults(SAMPLE) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (changed(states=(*SAMPLE.states, state("island"))), "island cannot be reached"),
        (changed(states=(*SAMPLE.states, state("draft"))), "draft is defined twice"),
        (changed(start="nowhere"), "start nowhere"),
        (with_action("pass", target="nowhere"), "names no state nowhere"),
        (with_action("pass", roles=()), "pass lacks a role"),
        (with_action("pass", clause=""), "pass cites no clause"),
        (with_action("pass", guard="moon"), "undescribed guard moon"),
        (with_action("pass", not_by=("fly",)), "knows no action fly"),
        (with_action("pass", title=Text("只有中文", "")), "pass lacks a Chinese or English label"),
        (with_action("refuse", reasons=()), "refuse goes against the applicant without a reason"),
        (with_action("return", reasons=()), "return goes against the applicant without a reason"),
        (with_action("refuse", reasons=(Reason("r", both("r")),)), "reason r of refuse has no clause"),
        (with_action("object", opens=""), "settle_objection waits for objection"),
        (with_action("delegate", personal_fields=("to",)), "delegate hides a field"),
        (with_action("submit", within="tide"), "submit knows no clock tide"),
        (with_clock("publicity", on_expiry="approve"), "the system may not do approve"),
        (with_clock("publicity", on_expiry="gone"), "knows no action gone"),
        (with_clock("publicity", rule="tomorrow"), "tomorrow"),
        (with_clock("publicity", arguments={"start": "$date"}), "where its rule asks"),
        (with_clock("publicity", runs_in=("passed",)), "runs out where close cannot be done"),
        (with_action("close", sources=("passed",), unless_open=()), "publicity leads to no end"),
        (
            changed(actions=(*SAMPLE.actions, act("undo", ("done",), "draft", "handler"))),
            "done is an end and is left",
        ),
    ],
)
def test_each_fault_is_found(broken: Procedure, fault: str) -> None:
    if fault == "publicity leads to no end":
        broken = replace(
            broken, actions=tuple(a for a in broken.actions if a.name not in ("withdraw", "settle_objection"))
        )
    assert any(fault in each for each in faults(broken)), faults(broken)


def test_the_matrix_has_every_right_once_and_agrees_with_permission() -> None:
    rights = list(matrix(SAMPLE))
    assert len(rights) == len(SAMPLE.states) * len(SAMPLE.actions) * len(SAMPLE.roles)
    granted = {(right.state, right.action) for right in rights if right.granted and right.role == "public"}
    assert granted == {("publicity", "object"), ("objection_open", "object")}
    case = fold(SAMPLE, log(submitted(MONDAY)), TERMS)
    for role in SAMPLE.roles:
        free = {action.name for action in allowed(SAMPLE, case, role.name, "z", MONDAY, {"complete": "met"})}
        table = {r.action for r in rights if r.granted and r.role == role.name and r.state == "review"}
        assert free == table - {"escalate"}  # its clock has not run out


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_shows_every_state_and_one_red_gate(wide: bool, language: str) -> None:
    events = published(MONDAY)
    case, way = fold(SAMPLE, events, TERMS), visits(SAMPLE, events, TERMS)
    drawn = Xml.fromstring(picture(SAMPLE, case, way, wide=wide, language=language))  # noqa: S314
    gates = {g.get("data-state"): g.get("class", "") for g in drawn.iter(f"{SVG}rect") if g.get("data-state")}
    assert set(gates) == {s.name for s in SAMPLE.states}
    assert [name for name, kind in gates.items() if "is-now" in kind] == ["publicity"]
    assert {name for name, kind in gates.items() if "is-done" in kind} == {"draft", "review", "passed"}
    words = " ".join(drawn.itertext())
    assert ("11月9日" if language == "zh" else "9 Nov") in words
    assert ("截止11月16日" if language == "zh" else "due 16 Nov") in words
    assert not [element for element in drawn.iter() if element.get("style")]
    title, desc = drawn[0], drawn[1]
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    right = float(drawn.get("viewBox", "").split()[2])
    assert all(0 < float(text.get("x", 0)) < right for text in drawn.iter(f"{SVG}text"))


def test_a_gate_beside_the_axis_is_the_only_red_one() -> None:
    events = [*published(MONDAY), Event(4, "object", datetime(2020, 11, 10, tzinfo=BEIJING), "p", "public")]
    case, way = fold(SAMPLE, events, TERMS), visits(SAMPLE, events, TERMS)
    drawn = Xml.fromstring(picture(SAMPLE, case, way))  # noqa: S314
    now = [
        g.get("data-state") for g in drawn.iter(f"{SVG}rect") if "process__gate is-now" in g.get("class", "")
    ]
    assert now == ["objection_open"]


def test_without_a_case_nothing_is_red_or_passed() -> None:
    text = picture(SAMPLE)
    assert "is-now" not in text
    assert "is-done" not in text
    assert "<style>" in picture(SAMPLE, standalone=True)


@pytest.mark.parametrize(
    ("text", "ems", "rows"),
    [
        ("退回补正", 2, ["退回", "补正"]),
        ("不予通过（终）", 5, ["不予通过", "（终）"]),
        ("Returned for correction", 8, ["Returned for", "correction"]),
        ("", 5, []),
    ],
)
def test_words_wrap_whole(text: str, ems: float, rows: list[str]) -> None:
    assert wrap(text, ems) == rows


def check_bpmn(procedure: Procedure) -> Xml.Element:
    root = Xml.fromstring(bpmn(procedure).encode())  # noqa: S314
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    nodes = {
        e.get("id"): e
        for e in root.iter()
        if e.find(f"{BPMN}incoming") is not None or e.find(f"{BPMN}outgoing") is not None
    }
    flows = {flow.get("id"): flow for flow in root.iter(f"{BPMN}sequenceFlow")}
    for name, flow in flows.items():
        assert name in [each.text for each in nodes[flow.get("sourceRef")].findall(f"{BPMN}outgoing")]
        assert name in [each.text for each in nodes[flow.get("targetRef")].findall(f"{BPMN}incoming")]
    shapes = {e.get("bpmnElement") for e in root.iter() if e.tag.endswith(("BPMNShape", "BPMNEdge"))}
    lanes = {f"lane_{role.name}" for role in procedure.roles} & shapes
    boxes = {e.get("id") for e in root.iter(f"{BPMN}subProcess")}
    assert shapes == set(nodes) | set(flows) | lanes | boxes
    placed = []
    for shape in root.iter():
        if shape.tag.endswith("BPMNShape") and shape.get("bpmnElement") in nodes:
            placed.append([int(shape[0].get(side, "")) for side in ("x", "y", "width", "height")])
    for index, (x, y, w, h) in enumerate(placed):
        for x2, y2, w2, h2 in placed[index + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
    return root


def test_bpmn_is_whole_and_nothing_overlaps() -> None:
    root = check_bpmn(SAMPLE)
    ends = {e.get("id") for e in root.iter(f"{BPMN}endEvent")}
    assert {f"state_{s.name}" for s in SAMPLE.states if s.terminal} <= ends
    assert {e.get("id") for e in root.iter(f"{BPMN}subProcess")} == {
        "beside_save_draft",
        "beside_delegate",
        "beside_escalate",
    }


def test_the_guide_tells_who_what_and_how_long() -> None:
    steps = {each.action: each for each in guide(SAMPLE, MONDAY, TERMS)}
    assert set(steps) == {action.name for action in SAMPLE.actions}
    assert [limit.values for limit in steps["close"].limits] == [("5",)]
    assert [limit.title.en for limit in steps["approve"].starts] == ["publicity"]
    assert steps["approve"].who == (both("reviewer"), both("handler"))
    assert "review" in [limit.title.en for limit in steps["approve"].limits]


WAY = [
    Leg("submit", "applicant", "firm"),
    Leg("pass", "handler", "a", (1, 20)),
    Leg("approve", "reviewer", "b", (0, 1)),
    Leg("close", "system", "sys"),
]


def test_a_simulation_counts_what_is_in_time_and_late() -> None:
    opening = datetime(2020, 9, 1, 9, tzinfo=BEIJING)
    report = simulate(SAMPLE, WAY, 40, opening, Random(1), TERMS)  # noqa: S311
    assert report.ends == {"done": 40}
    assert report.refused == {}
    assert report.ran_out["publicity"] == 40
    assert report.ran_out.get("review", 0) + report.in_time.get("review", 0) == 40
    assert report.ran_out["review"] > 0
    assert report.in_time["review"] > 0
    assert report.states["publicity"].least >= 6
    again = simulate(SAMPLE, WAY, 40, opening, Random(1), TERMS)  # noqa: S311
    assert again == report


def test_a_simulation_counts_refusals() -> None:
    way = [WAY[0], replace(WAY[1], actor="firm")]
    report = simulate(SAMPLE, way, 5, datetime(2020, 9, 1, tzinfo=BEIJING), Random(1), TERMS)  # noqa: S311
    assert report.refused == {"pass": 5}
    assert report.ends == {"review": 5}


def second_edition() -> Procedure:
    states = tuple(replace(s, name="examination") if s.name == "review" else s for s in SAMPLE.states)

    def renamed(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple("examination" if name == "review" else name for name in names)

    def moved(name: str) -> str:
        return "examination" if name == "review" else name

    actions = tuple(
        replace(
            a,
            sources=renamed(a.sources),
            target=moved(a.target),
            outcomes=tuple(replace(o, target=moved(o.target)) for o in a.outcomes),
        )
        for a in SAMPLE.actions
    )
    clocks: tuple[Clock, ...] = tuple(replace(c, runs_in=renamed(c.runs_in)) for c in SAMPLE.clocks)
    beside = tuple(replace(s, beside=moved(s.beside)) for s in states)
    return replace(SAMPLE, version=2, states=beside, actions=actions, clocks=clocks)


def test_a_case_moves_to_a_new_version_only_by_an_explicit_mapping() -> None:
    new = second_edition()
    assert faults(new) == []
    case = fold(SAMPLE, log(submitted(MONDAY)), TERMS)
    with pytest.raises(Refusal, match="对应"):
        migrate(case, SAMPLE, new, {})
    moved = migrate(case, SAMPLE, new, {"review": "examination"})
    assert (moved.version, moved.state, moved.due) == (2, "examination", case.due)
    with pytest.raises(Refusal):
        migrate(moved, SAMPLE, new, {"review": "examination"})
    running = replace(new, clocks=tuple(c for c in new.clocks if c.name != "review"))
    with pytest.raises(Refusal, match="对应"):
        migrate(case, SAMPLE, running, {"review": "examination"})


def test_a_log_with_a_migration_refolds() -> None:
    new = second_edition()
    first, after = log(submitted(MONDAY), ("pass", "handler", "a", MONDAY))
    body = {"to": 2, "states": {"review": "examination"}, "clocks": {}}
    events = [first, Event(2, MIGRATE, first.at, "sys", "system", body=body), replace(after, sequence=3)]
    case = refold({1: SAMPLE, 2: new}, 1, events, TERMS)
    assert (case.state, case.version, case.sequence) == ("passed", 2, 3)
    assert refold({1: SAMPLE}, 1, [first], TERMS) == fold(SAMPLE, [first], TERMS)
