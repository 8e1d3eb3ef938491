"""Starting a room: the files of a new policy, small, whole and passing, to be written on."""

from __future__ import annotations

from pathlib import Path
from string import Template

from gongbao.law.errors import Refusal
from gongbao.law.text import Text

_FILES = {
    "__init__.py": '"""Room: $number."""\n',
    "clauses.yaml": """# Every clause of $number in our own words, and what carries it out.
document: {prefix: $prefix, number: "$number", short: {zh: "$room", en: "$room"}}
clauses:
  - id: $prefix/1
    kind: eligibility
    summary: {zh: 满16周岁可以申请。, en: From the age of 16 one may apply.}
    carried_out_by: ["rule:$room/first#old_enough", "parameter:least_age", "page:guide"]
""",
    "parameters.yaml": """# Dated values of $number.
parameters:
  least_age:
    title: {zh: 最低年龄, en: Least age}
    unit: persons
    clause: $prefix/1
    values:
      - {from: 2020-01-01, to: null, value: 16, source: text, confidence: A}
""",
    "readings.yaml": "# Open questions of $number and the reading taken.\nreadings: []\n",
    "facts.py": '''"""Facts: what must be known, who may know it, and who must judge it."""

from __future__ import annotations

from gongbao.kernel.rules.nodes import Fact
from gongbao.law.text import Text

born_on = Fact("born_on", "date", Text("出生日期", "Date of birth"))
''',
    "rules.py": '''"""Rules: conditions and amounts, each citing its clause."""

from __future__ import annotations

from pathlib import Path

from gongbao.kernel.rules.nodes import FullYears, Param
from gongbao.kernel.rules.question import Question
from gongbao.law.parameters import Parameters
from gongbao.law.readings import Readings
from gongbao.law.text import Text
from gongbao.policies.$room import facts as f

ROOM = Path(__file__).parent
BOOK = Parameters.load(ROOM / "parameters.yaml")
READINGS = Readings.load(ROOM / "readings.yaml")

FIRST = Question(
    id="$room/first",
    title=Text("能不能申请", "May one apply"),
    condition=FullYears(f.born_on, Param("least_age")).named(
        "old_enough", Text("满16周岁", "At least 16 years old"), "$prefix/1"
    ),
    clauses=("$prefix/1",),
    book=BOOK,
    all_readings=READINGS,
)
QUESTIONS = (FIRST,)
''',
    "procedure.py": '''"""Procedures: who does what, in which time."""

from __future__ import annotations

from gongbao.kernel.procedure.model import Procedure

PROCEDURES: tuple[Procedure, ...] = ()
''',
    "forms.py": '''"""Forms: what is asked, of whom."""

from __future__ import annotations

from gongbao.kernel.forms import Form

FORMS: dict[str, Form] = {}
''',
    "register.py": '''"""Register: what is kept, published and masked, for how long."""

from __future__ import annotations

from gongbao.law.text import Text
from gongbao.policies.base import Record

RECORDS: tuple[Record, ...] = ()
PAGES = {"guide": Text("办事指南", "guide")}
''',
    "examples.yaml": """# Cases a lawyer can read: the exact day and the day before it.
bases:
  applicant: {born_on: "2004-02-29"}
cases:
  - name: {zh: 16岁生日当天, en: On the 16th birthday}
    question: $room/first
    day: "2020-02-29"
    base: applicant
    expect: {outcome: met, clause: $prefix/1}
  - name: {zh: 16岁生日前一天, en: The day before the 16th birthday}
    question: $room/first
    day: "2020-02-28"
    base: applicant
    expect: {outcome: not_met, clause: $prefix/1}
""",
    "policy.py": '''"""The policy: $number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongbao.law.text import Text
from gongbao.policies.base import Policy
from gongbao.policies.$room.forms import FORMS
from gongbao.policies.$room.procedure import PROCEDURES
from gongbao.policies.$room.register import PAGES, RECORDS
from gongbao.policies.$room.rules import BOOK, QUESTIONS, READINGS

POLICY = Policy(
    room="$room",
    number="$number",
    title=Text("$room", "$room"),
    short=Text("$room", "$room"),
    lede=Text("写一句话说清这项政策。", "Say in one sentence what the policy does."),
    issuers=(),
    issued=date(2020, 1, 1),
    in_force=date(2020, 1, 1),
    closes=None,
    legal_basis=(),
    folder=Path(__file__).parent,
    questions=QUESTIONS,
    parameters=BOOK,
    readings=READINGS,
    procedures=PROCEDURES,
    forms=FORMS,
    records=RECORDS,
    pages=PAGES,
)
''',
}


def start(room: str, number: str, into: Path | None = None) -> list[Path]:
    """Write the files of a new room into the policies folder; refuses a name that is taken or no identifier."""
    folder = (into or Path(__file__).parent) / room
    if not room.isidentifier() or room != room.lower():
        raise Refusal(
            Text(f"“{room}”不能作房间名", f"{room} cannot name a room"),
            mend=Text("用小写英文和下划线，如 flexible_employment", "use lower case and underscores"),
        )
    if folder.exists():
        raise Refusal(Text(f"已经有“{room}”", f"there is a room {room} already"), where=str(folder))
    folder.mkdir(parents=True)
    words = {"room": room, "number": number, "prefix": f"{room.replace('_', '')}-2020-0"}
    written = []
    for name, text in _FILES.items():
        path = folder / name
        path.write_text(Template(text).substitute(words), encoding="utf-8")
        written.append(path)
    return written
