"""The command line: stable for scripts; each command imports only what it needs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongbao.kernel.outside import read_json
from gongbao.law.errors import Refusal
from gongbao.law.text import Text

if TYPE_CHECKING:
    from gongbao.kernel.logchain import LogReport

ANSWERED, REFUSED, USAGE, INVALID, CANNOT_BE_JUDGED = 0, 1, 2, 3, 4
BEIJING = timezone(timedelta(hours=8))
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 answered, 1 refused input (reasons on stderr), 2 usage."""
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and not hasattr(arguments, "command"):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    arguments.rest = rest
    try:
        run: Command = arguments.run
        return run(arguments)
    except Refusal as refusal:
        print(refusal.say(_language()), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        return ANSWERED


def _language() -> str:
    return "en" if os.environ.get("GONGBAO_LANGUAGE", "zh").startswith("en") else "zh"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongbao", description="公报 Gongbao: the gazette's policies, carried out"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_)
        added.set_defaults(run=run)
        added.add_argument("--json", action="store_true", help="print JSON")
        return added

    determine = command("determine", _determine, "answer one question for one case")
    determine.add_argument("question", metavar="ROOM/QUESTION")
    determine.add_argument(
        "--facts", required=True, metavar="FILE", help="JSON file of facts, - for standard input"
    )
    _dated(determine)
    facts = command("facts", _facts, "JSON Schema of a question's facts")
    facts.add_argument("question", metavar="ROOM/QUESTION")
    command("questions", _questions, "every question of every room")
    bulk = command("bulk", _bulk, "answer a question for a file of cases")
    bulk.add_argument("question", metavar="ROOM/QUESTION", help="or ROOM: dossiers against all its titles")
    bulk.add_argument("--in", dest="source", required=True, metavar="FILE")
    bulk.add_argument("--out", dest="target", required=True, metavar="FILE")
    bulk.add_argument("--engine", choices=("polars", "sql", "spark"), default="polars")
    bulk.add_argument("--processes", type=int, default=0, metavar="N", help="for dossiers (0: one a core)")
    bulk.add_argument("--conditions", action="store_true", help="keep every named condition")
    _dated(bulk)
    whatif = command("whatif", _whatif, "the same cases with a parameter changed")
    whatif.add_argument("question", metavar="ROOM/QUESTION")
    whatif.add_argument("--in", dest="source", required=True, metavar="FILE")
    whatif.add_argument(
        "--set", dest="changes", action="append", default=[], metavar="PARAMETER=VALUE", required=True
    )
    _dated(whatif)
    deadline = command("deadline", _deadline, "a statutory deadline by a named rule")
    deadline.add_argument("rule", nargs="?", metavar="RULE", help="none: list the rules")
    deadline.add_argument("arguments", nargs="*", metavar="NAME=VALUE")
    deadline.add_argument("--reading", metavar="CHOICE")
    deadline.add_argument(
        "--known-on", type=_day, metavar="DATE", help="by the notices published until this day"
    )
    calendar = command("calendar", _calendar, "what kind of day a day is, or a month's days")
    calendar.add_argument("day", metavar="DATE|MONTH")
    calendar.add_argument("--known-on", type=_day, metavar="DATE")
    clauses = command("clauses", _clauses, "every clause and what carries it out")
    clauses.add_argument("--room", metavar="ROOM")
    gazette = command("gazette", _gazette, "import the gazette's official text")
    gazette.add_argument("action", choices=("import",))
    gazette.add_argument("file", type=Path, metavar="FILE")
    verify = command("verify", _verify, "check an evidence package, a signed PDF or a log, offline")
    verify.add_argument(
        "package",
        nargs="?",
        metavar="PACKAGE_OR_PDF",
        help="or an evidence log, or a LOG_EXPORT; none: the event log of this installation",
    )
    verify.add_argument("--roots", type=Path, metavar="DIR", help="certificates you trust (PEM or DER)")
    verify.add_argument("--log", type=Path, metavar="FILE", help="the evidence log to find the file in")
    verify.add_argument(
        "--anchors", type=Path, metavar="DIR", help="checkpoints of the evidence log kept outside"
    )
    verify.add_argument("--at", type=_day, metavar="DATE", help="as of the end of this day, not now")
    for name, help_ in _SERVERS.items():
        server = commands.add_parser(name, help=help_, description=help_, add_help=False)
        server.set_defaults(run=_server, command=name)
    new = command("new-policy", _new_policy, "start the room of another policy")
    new.add_argument("room", metavar="ROOM")
    new.add_argument("--number", required=True, help="the document's number")
    new.add_argument(
        "--into", type=Path, metavar="FOLDER", help="the policies folder (default: the installed one)"
    )
    return parser


_SERVERS = {
    "serve": "serve the site (GONGBAO_DATABASE names a PostgreSQL server; none: the embedded one)",
    "worker": "carry out due jobs: deadlines, messages, the event log",
    "demo": "serve a small synthetic city with demo sign-ins",
    "administrator": "open the first system administrator, or another",
    "backup": "write a backup of database and files",
    "restore": "restore a backup",
    "migrate": "bring the database to this version",
    "export-log": "write the event log as a file anybody can verify",
}


def _dated(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, metavar="DATE", help="day of the determination (default: today)")
    parser.add_argument("--reading", action="append", default=[], metavar="ID=CHOICE", dest="readings")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期应写作 2020-07-01，现在是 {text}") from None


def _pairs(items: Sequence[str], what: str) -> dict[str, str]:
    found = {}
    for item in items:
        name, sign, value = item.partition("=")
        if not sign or not name:
            raise Refusal(Text(f"“{item}”应写成 {what}", f"{item} should be {what}"))
        found[name] = value
    return found


def _today() -> date:
    return datetime.now(BEIJING).date()


def _show(value: Any) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=2))
    return ANSWERED


def _read_json(name: str) -> Any:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except OSError as fault:
        raise Refusal(Text(f"读不到文件 {name}", f"cannot read {name}: {fault.strerror}")) from None
    try:
        return read_json(text)
    except ValueError as fault:
        raise Refusal(Text(f"不是 JSON：{fault}", f"not JSON: {fault}"), where=name) from None


def _determine(arguments: argparse.Namespace) -> int:
    from gongbao.policies import question

    asked = question(arguments.question)
    raw = _read_json(arguments.facts)
    if not isinstance(raw, dict):
        raise Refusal(Text("事实应是一个 JSON 对象", "facts are one JSON object"), where=arguments.facts)
    facts = asked.load(raw)
    on = arguments.on or asked.day(facts, _today())
    answer = asked.at(on, _pairs(arguments.readings, "ID=CHOICE")).determine(facts)
    if arguments.json:
        return _show(answer.to_json())
    from gongbao.policies.telling import tell

    print(tell(answer, _language()))
    return ANSWERED


def _facts(arguments: argparse.Namespace) -> int:
    from gongbao.policies import question

    return _show(question(arguments.question).schema())


def _questions(arguments: argparse.Namespace) -> int:
    from gongbao.policies import policies

    asked = [q for policy in policies() for q in policy.questions]
    if arguments.json:
        return _show(
            [
                {"id": q.id, "title": q.title.zh, "title_en": q.title.en, "clauses": list(q.clauses)}
                for q in asked
            ]
        )
    for question in asked:
        print(f"{question.id}\t{question.title.say(_language())}")
    return ANSWERED


def _bulk(arguments: argparse.Namespace) -> int:
    if "/" not in arguments.question:
        from gongbao.bulk.dossiers import screen

        screened = screen(
            arguments.question,
            Path(arguments.source),
            Path(arguments.target),
            on=arguments.on or _today(),
            readings=_pairs(arguments.readings, "ID=CHOICE"),
            processes=arguments.processes,
        )
        return _show(screened.to_json())
    from gongbao.bulk import run
    from gongbao.policies import question

    report = run(
        question(arguments.question),
        Path(arguments.source),
        Path(arguments.target),
        engine=arguments.engine,
        conditions=arguments.conditions,
        on=arguments.on or _today(),
        readings=_pairs(arguments.readings, "ID=CHOICE"),
    )
    return _show(report.to_json())


def _whatif(arguments: argparse.Namespace) -> int:
    from gongbao.bulk import whatif
    from gongbao.policies import question

    report = whatif(
        question(arguments.question),
        Path(arguments.source),
        _pairs(arguments.changes, "PARAMETER=VALUE"),
        on=arguments.on or _today(),
        readings=_pairs(arguments.readings, "ID=CHOICE"),
    )
    return _show(report.to_json())


def _deadline(arguments: argparse.Namespace) -> int:
    from gongbao.kernel.calendar import compute, rules

    if arguments.rule is None:
        if arguments.json:
            return _show([rule.as_json() for rule in rules()])
        for rule in rules():
            print(f"{rule.id}\t{rule.title.say(_language())}\t{rule.usage}")
        return ANSWERED
    found = compute(
        arguments.rule,
        _pairs(arguments.arguments, "NAME=VALUE"),
        reading=arguments.reading,
        known_on=arguments.known_on,
    )
    return _show(found.as_json())


def _calendar(arguments: argparse.Namespace) -> int:
    from gongbao.kernel.calendar import Calendar
    from gongbao.kernel.calendar.month import first_day, last_day, parse

    calendar = Calendar.as_known(arguments.known_on)
    if len(arguments.day) == 7:
        month = parse(arguments.day)
        days = range(last_day(month).day)
        return _show([calendar.describe(first_day(month) + timedelta(n)).as_json() for n in days])
    try:
        day = date.fromisoformat(arguments.day)
    except ValueError:
        raise Refusal(
            Text("日期应写作 2020-07-01 或 2020-07", "write a day 2020-07-01 or a month 2020-07"),
            where=arguments.day,
        ) from None
    return _show(calendar.describe(day).as_json())


def _clauses(arguments: argparse.Namespace) -> int:
    from gongbao.law.clauses import as_json
    from gongbao.policies import policies, policy

    chosen = (policy(arguments.room),) if arguments.room else policies()
    registers = [each.clauses for each in chosen]
    if arguments.json:
        return _show(as_json(*registers))
    language = _language()
    for register in registers:
        for clause in register:
            carried = "、".join(str(ref) for ref in clause.carried_out_by) or clause.reason.say(language)
            print(f"{clause.id}\t{clause.summary.say(language)}\t{carried}")
    counted = as_json(*registers)
    print(f"{counted['accounted']}/{counted['total']}")
    return ANSWERED


def _gazette(arguments: argparse.Namespace) -> int:
    from gongbao.law import gazette, texts

    try:
        text = arguments.file.read_text(encoding="utf-8")
    except OSError as fault:
        raise Refusal(
            Text(f"读不到文件 {arguments.file}", f"cannot read {arguments.file}: {fault.strerror}")
        ) from None
    found = gazette.import_text(text)
    folder = data_folder() / "gazette"
    texts.save(found, folder)
    counts = {text.document.number: len(text.passages) for text in found.documents}
    if arguments.json:
        return _show({"folder": str(folder), "documents": counts})
    for number, passages in counts.items():
        print(f"{number}\t{passages}")
    return ANSWERED


def data_folder() -> Path:
    """The folder of this installation's data: GONGBAO_DATA, or ``var`` here."""
    return Path(os.environ.get("GONGBAO_DATA", "var")).resolve()


def _verify(arguments: argparse.Namespace) -> int:
    if arguments.package is None:
        from gongbao.web.commands import verify

        return _report(verify(), as_json=arguments.json)
    path = Path(arguments.package)
    if path.suffix.lower() in {".zip", ".pdf"} or _begins(path) in (b"PK", b"%P"):
        from gongbao.evidence.verify.command import run

        words, told, code = run(path, arguments.roots, arguments.log, arguments.at)
        print(json.dumps(told, ensure_ascii=False, indent=2) if arguments.json else words.say(_language()))
        return code
    from gongbao.evidence.log import command as log

    if log.is_log(path):
        words, told, code = log.run(path, arguments.anchors)
        print(json.dumps(told, ensure_ascii=False, indent=2) if arguments.json else words.say(_language()))
        return code
    from gongbao.kernel.logchain import check

    return _report(check(path), as_json=arguments.json)


def _begins(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(2)
    except OSError:
        return b""


def _report(report: LogReport, *, as_json: bool) -> int:
    """Print what a check found: 0 valid, 3 invalid, 4 cannot be judged."""
    if as_json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        print(report.words.say(_language()))
    return {True: ANSWERED, False: INVALID, None: CANNOT_BE_JUDGED}[report.sound]


def _server(arguments: argparse.Namespace) -> int:
    from gongbao.web import commands

    run: Callable[[list[str]], int] = getattr(commands, arguments.command.replace("-", "_"))
    return run(arguments.rest)


def _new_policy(arguments: argparse.Namespace) -> int:
    from gongbao.policies.starting import start

    for path in start(arguments.room, arguments.number, arguments.into):
        print(path)
    return ANSWERED


if __name__ == "__main__":
    sys.exit(main())
