"""BPMN 2.0 export: states become gateways, actions tasks in the lanes of their roles, expiries timers."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from xml.etree import ElementTree as Xml

from gongbao.kernel.procedure.model import STAY, SYSTEM, Action, Procedure, State

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_SIZES = {"startEvent": (36, 36), "endEvent": (36, 36), "intermediateCatchEvent": (36, 36)}
_GATEWAY, _TASK = (50, 50), (110, 70)
_COLUMN, _ROW, _MARGIN, _HEAD = 190, 100, 40, 30


@dataclass
class _Node:
    id: str
    tag: str
    name: str
    lane: str
    column: int
    timer: str = ""
    message: bool = False
    inside: str = ""
    incoming: list[str] = field(default_factory=list)
    outgoing: list[str] = field(default_factory=list)
    box: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True)
class _Flow:
    id: str
    source: str
    target: str
    name: str
    inside: str


def bpmn(procedure: Procedure, language: str = "zh") -> str:
    """The procedure as a BPMN 2.0 document with diagram interchange.

    An action that leads elsewhere is a task between gateways; where it can only leave the case as it is,
    it becomes a non-interrupting event sub-process, since it may happen beside the flow at any time.
    """
    graph = _Graph(procedure, language)
    graph.build()
    graph.place()
    return graph.document()


class _Graph:
    def __init__(self, procedure: Procedure, language: str) -> None:
        self.procedure, self.language = procedure, language
        self.nodes: dict[str, _Node] = {}
        self.flows: list[_Flow] = []
        self.asides: dict[str, tuple[int, int, int, int]] = {}
        self.rows: list[tuple[str, int, int]] = []
        self.columns = {state.name: 2 * index + 1 for index, state in enumerate(procedure.axis)}
        self._number = count(1)

    def build(self) -> None:
        """States first, then every action with its flows."""
        start = self._lane_of(self.procedure.start)
        self._add("start", "startEvent", self.procedure.title.say(self.language), start, 0)
        for state in self.procedure.states:
            tag = "endEvent" if state.terminal else "exclusiveGateway"
            column = self.columns[state.beside or state.name]
            title = state.title.say(self.language)
            self._add(_state(state.name), tag, title, self._lane_of(state.name), column)
        self._join("start", _state(self.procedure.start))
        for action in self.procedure.actions:
            moving = [s for s in action.sources if any(target != STAY for target in action.targets(s))]
            if moving:
                self._task(action, moving)
            if len(moving) < len(action.sources):
                self._aside(action)

    def _task(self, action: Action, sources: list[str]) -> None:
        tag = "serviceTask" if action.roles[0] == SYSTEM else "userTask"
        first = self._state(sources[0])
        column = self.columns[first.beside or first.name] + 1
        task = self._add(f"do_{action.name}", tag, self._title(action), action.roles[0], column)
        into = task.id
        clocks = [self.procedure.clock(name) for name in self.procedure.expiries.get(action.name, ())]
        if clocks:
            told = "; ".join(
                f"{c.rule}({', '.join(f'{k}={v}' for k, v in c.arguments.items())})" for c in clocks
            )
            name = clocks[0].title.say(self.language)
            into = self._add(
                f"timer_{action.name}", "intermediateCatchEvent", name, action.roles[0], column, told
            ).id
            self._join(into, task.id)
        for source in sources:
            self._join(_state(source), into, self._title(action))
        results = dict.fromkeys(
            (state, outcome.title.say(self.language) if action.outcomes else "")
            for source in sources
            for outcome in action.results(source)
            for target in {outcome.target, outcome.target_while_open or outcome.target}
            for state in self.procedure.resolved(source, target)
        )
        out = task.id
        if len(results) > 1:
            out = self._add(f"result_{action.name}", "exclusiveGateway", "", action.roles[0], column).id
            self._join(task.id, out)
        for state, name in results:
            self._join(out, _state(state), name)

    def _aside(self, action: Action) -> None:
        box, lane = f"beside_{action.name}", action.roles[0]
        tag = "serviceTask" if lane == SYSTEM else "userTask"
        self.asides[box] = (0, 0, 0, 0)
        self._add(f"on_{action.name}", "startEvent", "", lane, 0, message=True, inside=box)
        self._add(f"aside_{action.name}", tag, self._title(action), lane, 0, inside=box)
        self._add(f"end_{action.name}", "endEvent", "", lane, 0, inside=box)
        self._join(f"on_{action.name}", f"aside_{action.name}", inside=box)
        self._join(f"aside_{action.name}", f"end_{action.name}", inside=box)

    def _add(
        self,
        id: str,
        tag: str,
        name: str,
        lane: str,
        column: int,
        timer: str = "",
        message: bool = False,
        inside: str = "",
    ) -> _Node:
        self.nodes[id] = _Node(id, tag, name, lane, column, timer, message, inside)
        return self.nodes[id]

    def _join(self, source: str, target: str, name: str = "", inside: str = "") -> None:
        flow = _Flow(f"flow_{next(self._number)}", source, target, name, inside)
        self.nodes[source].outgoing.append(flow.id)
        self.nodes[target].incoming.append(flow.id)
        self.flows.append(flow)

    def _title(self, action: Action) -> str:
        return action.title.say(self.language)

    def _state(self, name: str) -> State:
        return self.procedure.state(name)

    def _lane_of(self, state: str) -> str:
        """The lane of whoever moves the case on from the state, or for an end of whoever brings it there."""
        moves = self.procedure.moves(state)
        leaving = [a for a, t in moves if t != state and self._state(t).tone != "stopped"]
        coming = [a for a in self.procedure.actions if any(state in a.targets(s) for s in a.sources)]
        return (leaving or coming or [a for a, _ in moves])[0].roles[0]

    def place(self) -> None:
        """Lanes from top to bottom, in each the nodes of one column under one another; asides at the foot."""
        y = _MARGIN
        for role in self.procedure.roles:
            mine = [n for n in self.nodes.values() if n.lane == role.name and not n.inside]
            if not mine:
                continue
            depth: dict[int, int] = {}
            for node in mine:
                level = depth.get(node.column, 0)
                depth[node.column] = level + 1
                width, height = _size(node.tag)
                x = _MARGIN + _HEAD + node.column * _COLUMN + (_COLUMN - width) // 2
                node.box = (x, y + level * _ROW + (_ROW - height) // 2, width, height)
            rows = max(depth.values())
            self.rows.append((role.name, y, rows * _ROW))
            y += rows * _ROW
        for index, box in enumerate(self.asides):
            x, top = _MARGIN + (index % 4) * 360, y + 60 + (index // 4) * 150
            self.asides[box] = (x, top, 330, 120)
            inner = [n for n in self.nodes.values() if n.inside == box]
            for node, left in zip(inner, (20, 100, 260), strict=True):
                width, height = _size(node.tag)
                node.box = (x + left, top + (120 - height) // 2, width, height)

    def document(self) -> str:
        """The XML text."""
        key = self.procedure.id.replace(".", "_")
        root = Xml.Element(
            _q(_BPMN, "definitions"), id=f"definitions_{key}", targetNamespace="urn:gongbao:bpmn"
        )
        process = _sub(
            root, "process", id=key, name=self.procedure.title.say(self.language), isExecutable="false"
        )
        lanes = _sub(process, "laneSet", id=f"lanes_{key}")
        for role, _, _ in self.rows:
            title = self.procedure.role_title(role).say(self.language)
            lane = _sub(lanes, "lane", id=f"lane_{role}", name=title)
            for node in self.nodes.values():
                if node.lane == role and not node.inside:
                    _sub(lane, "flowNodeRef").text = node.id
        self._elements(process, "")
        for box in self.asides:
            inner = _sub(process, "subProcess", id=box, triggeredByEvent="true")
            self._elements(inner, box)
        self._diagram(root, key)
        for prefix, uri in (("bpmn", _BPMN), ("bpmndi", _DI), ("dc", _DC), ("di", _DD)):
            Xml.register_namespace(prefix, uri)
        Xml.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"

    def _elements(self, parent: Xml.Element, inside: str) -> None:
        for node in self.nodes.values():
            if node.inside != inside:
                continue
            element = _sub(parent, node.tag, id=node.id, name=node.name)
            if node.message:
                element.set("isInterrupting", "false")
            for flow in node.incoming:
                _sub(element, "incoming").text = flow
            for flow in node.outgoing:
                _sub(element, "outgoing").text = flow
            if node.timer:
                timer = _sub(element, "timerEventDefinition", id=f"{node.id}_limit")
                _sub(timer, "timeDuration").text = node.timer
            if node.message:
                _sub(element, "messageEventDefinition", id=f"{node.id}_message")
        for each in self.flows:
            if each.inside == inside:
                ends = {"sourceRef": each.source, "targetRef": each.target}
                _sub(parent, "sequenceFlow", id=each.id, **ends, **({"name": each.name} if each.name else {}))

    def _diagram(self, root: Xml.Element, key: str) -> None:
        diagram = Xml.SubElement(root, _q(_DI, "BPMNDiagram"), id=f"diagram_{key}")
        plane = Xml.SubElement(diagram, _q(_DI, "BPMNPlane"), id=f"plane_{key}", bpmnElement=key)
        width = _HEAD + _COLUMN * (max(node.column for node in self.nodes.values()) + 1)
        for role, y, height in self.rows:
            _shape(plane, f"lane_{role}", (_MARGIN, y, width, height)).set("isHorizontal", "true")
        for aside, box in self.asides.items():
            _shape(plane, aside, box).set("isExpanded", "true")
        for node in self.nodes.values():
            _shape(plane, node.id, node.box)
        for flow in self.flows:
            edge = Xml.SubElement(plane, _q(_DI, "BPMNEdge"), id=f"{flow.id}_edge", bpmnElement=flow.id)
            for x, y in _route(self.nodes[flow.source].box, self.nodes[flow.target].box):
                Xml.SubElement(edge, _q(_DD, "waypoint"), x=str(x), y=str(y))


def _state(name: str) -> str:
    return f"state_{name}"


def _q(space: str, tag: str) -> str:
    return f"{{{space}}}{tag}"


def _sub(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, _q(_BPMN, tag), attributes)


def _size(tag: str) -> tuple[int, int]:
    return _SIZES.get(tag, _GATEWAY if tag.endswith("Gateway") else _TASK)


def _shape(plane: Xml.Element, element: str, box: tuple[int, int, int, int]) -> Xml.Element:
    shape = Xml.SubElement(plane, _q(_DI, "BPMNShape"), id=f"{element}_shape", bpmnElement=element)
    sides = dict(zip(("x", "y", "width", "height"), map(str, box), strict=True))
    Xml.SubElement(shape, _q(_DC, "Bounds"), sides)
    return shape


def _route(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """From the side of `a` that faces `b` to the side of `b` that faces `a`, with right angles."""
    ay, by = a[1] + a[3] // 2, b[1] + b[3] // 2
    if a[0] == b[0] or (a[0] < b[0] + b[2] and b[0] < a[0] + a[2]):
        x = a[0] + a[2] // 2
        return [(x, a[1] + a[3] if by > ay else a[1]), (x, b[1] if by > ay else b[1] + b[3])]
    forward = a[0] < b[0]
    ax, bx = (a[0] + a[2], b[0]) if forward else (a[0], b[0] + b[2])
    middle = (ax + bx) // 2
    return [(ax, ay), (middle, ay), (middle, by), (bx, by)]
