"""A district's list of hard-hit firms: each firm ruled on, two batches by their days, copies filed, then locked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gongbao.kernel.districts import office as office_of
from gongbao.kernel.forms import Form, columns, parse
from gongbao.kernel.logchain import sm3
from gongbao.kernel.rules.question import Determination
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.cases.services import Case, open_case
from gongbao.platform.db.clock import local_day
from gongbao.platform.db.services import Actor, Tx, canonical
from gongbao.platform.excel.services import read_table, template
from gongbao.platform.registers.services import facts_for_firm, record_rows
from gongbao.platform.training_subsidy.commands import Done, joined, marked, reach, refusal_from, run, step
from gongbao.platform.training_subsidy.models import Filing, ListedFirm
from gongbao.platform.training_subsidy.words import RECOGNITION, ROOM, clause, value
from gongbao.policies.training_subsidy import forms, rules

GOVERNMENT = "district_government"
GUARD = "training_subsidy/recognition"
BATCHES = {1: "first", 2: "second"}
TABLE = forms.RECOGNITION_LIST.field("firms")
FIRM = Form(id="training_subsidy.listed_firm", version="1", title=TABLE.label, fields=TABLE.columns)
JUDGED = ("firm_size_found", "industry_found", "revenue_drop_found")
COPY_TO = {
    "technology_innovation": "technology_innovation",
    "city_operations": "information_software",
    "living_services": "commerce_living_services",
    "other": "commerce_living_services",
}
"""To whom a copy goes by industry, by the names of the parameter; rebuilt, and the officer may choose another."""


def open_list(actor: Actor, *, key: str) -> Done:
    """Begin the district's list, once."""

    def command(tx: Tx) -> Done:
        _government(tx)
        name = office_of(tx.actor.office).name
        case = open_case(
            tx,
            RECOGNITION,
            tx.actor.office,
            None,
            f"{name.zh}重点行业企业名单",
            once=f"{ROOM}:list:{tx.actor.office}",
        )
        return {"case": str(case.key), "number": case.number, "state": case.state}

    done: Done = run(actor, key, "open_list", command)
    return done


def recognise(
    actor: Actor,
    number: str,
    firm: Mapping[str, Any],
    *,
    key: str,
    found: Mapping[str, bool] | None = None,
    evidence: str = "",
) -> Done:
    """Put a firm on the list if, and only if, the rule holds (4.3.a: nobody can make an exception).

    `firm` holds the answers of the list's columns as typed; `found` the district's findings where the rule
    leaves something to be judged (with evidence).
    """

    def command(tx: Tx) -> Done:
        case = reach(tx, number, "recognise", RECOGNITION)
        parsed = parse(FIRM, firm)
        if parsed.problems:
            first = parsed.problems[0]
            raise Refusal(first.what, where=first.label.zh, mend=first.mend, clause=first.clause)
        return _list(tx, case, parsed.values, dict(found or {}), evidence)

    done: Done = run(actor, key, "recognise", command, [number, dict(firm), dict(found or {}), evidence])
    return done


def import_list(actor: Actor, number: str, data: bytes, *, key: str, evidence: str = "") -> Done:
    """Rule on every firm of a sheet; those that fit are listed, the others come back with the condition they fail."""
    table = read_table(data, columns(TABLE), limit_rows=TABLE.max_rows)

    def command(tx: Tx) -> Done:
        case = reach(tx, number, "recognise", RECOGNITION)
        rows: list[dict[str, Any]] = [
            {"row": each.row, "name": "", "outcome": "faulty",
             "refusal": refusal_from(Refusal(each.what, where=each.where(), mend=each.mend, clause=each.clause))}
            for each in table.problems
        ]  # fmt: skip
        for row in table.rows:
            told = {"row": row.number, "name": row.values["name"]}
            try:
                _list(tx, case, row.values, {}, evidence)
            except Refusal as refusal:
                rows.append({**told, "outcome": "not_met", "refusal": refusal_from(refusal)})
            else:
                rows.append({**told, "outcome": "met", "refusal": None})
            case = reach(tx, number, "recognise", RECOGNITION)
        listed = sum(each["outcome"] == "met" for each in rows)
        return {"number": number, "listed": listed, "rows": sorted(rows, key=lambda each: each["row"])}

    done: Done = run(actor, key, "import_list", command, [number, marked(data), evidence])
    return done


def list_template() -> bytes:
    """The workbook for a list."""
    return template(TABLE, title=forms.RECOGNITION_LIST.title)


def decline(
    actor: Actor, number: str, firm: Mapping[str, Any], why: Sequence[str], *, key: str, evidence: str = ""
) -> Done:
    """Record that a firm is not recognised, and which condition it fails."""

    def command(tx: Tx) -> Done:
        case = reach(tx, number, "decline", RECOGNITION)
        values = parse(FIRM, firm).values
        body = {"firm": values.get("credit_code", ""), "name": values.get("name", ""), "reasons": list(why)}
        done = step(tx, case, "decline", GOVERNMENT, body)
        _keep(tx, case, values, "declined", list(why), {}, evidence)
        return done

    done: Done = run(actor, key, "decline", command, [number, dict(firm), list(why)])
    return done


def submit_batch(
    actor: Actor, number: str, batch: int, *, key: str, copies: Mapping[str, str] | None = None
) -> Done:
    """Report a batch to the city by its day (1.2.p2.a) and file copies by industry (1.2.p2.b).

    `copies` names another authority for an industry.
    """

    def command(tx: Tx) -> Done:
        case, on = reach(tx, number, "submit list", RECOGNITION), local_day(tx.now)
        rows = ListedFirm.objects.filter(case=case.key, batch=batch, outcome="met")
        firms = list(rows.order_by("firm"))
        body = {"outcome": BATCHES[batch], "firms": len(firms), "digest": _digest(firms)}
        done = step(tx, case, "submit_batch", GOVERNMENT, body)
        rows.update(filed_on=on)
        if firms:
            records = [
                {"firm": each.firm, "list_batch": str(batch), "office": case.office, "industry": each.industry,
                 "starts_on": on.isoformat()}
                for each in firms
            ]  # fmt: skip
            record_rows(tx, "recognised_firms", records, source=case.number)
        filed = _file_copies(tx, number, batch, firms, copies or {}, on)
        return {**done, "firms": len(firms), "copies": filed}

    done: Done = run(actor, key, "submit_batch", command, [number, batch, dict(copies or {})])
    return done


def confirm_filing(actor: Actor, number: str, filing: str, *, key: str) -> Done:
    """An industry department confirms that it has its copy."""

    def command(tx: Tx) -> Done:
        case = reach(tx, number, "confirm filing", RECOGNITION)
        row = Filing.objects.filter(case=case.key, key=filing, received_at=None).first()
        if row is None:
            raise Refusal(Text("没有待确认的备案", "no copy waits to be confirmed"))
        done = step(
            tx, case, "receive_copy", "industry_department", {"settles": row.item, "authority": row.authority}
        )
        Filing.objects.filter(key=row.key).update(received_at=tx.now)
        return done

    done: Done = run(actor, key, "confirm_filing", command, [number, filing])
    return done


def rule(tx: Tx, values: Mapping[str, Any], found: Mapping[str, bool], on: date) -> Determination:
    """The rule's answer for one firm; May and June stand together, as the form asks for them."""
    ruling = rules.RECOGNITION.at(on)
    together = ruling.readings.get("revenue_periods", "two_months_together") == "two_months_together"
    rest = 0 if together else None
    size = facts_for_firm(values["credit_code"], on, purpose="recognition").size
    return ruling.determine(
        {
            "firm_size": size.size_class or None if size else None,
            "firm_trade": size.trade or None if size else None,
            "firm_staff": size.staff if size else None,
            "firm_revenue": size.revenue_fen if size else None,
            "firm_assets": size.assets_fen if size else None,
            "key_industry": values["industry"],
            "revenue_may_2019": values["revenue_2019"] if together else None,
            "revenue_june_2019": rest,
            "revenue_may_2020": values["revenue_2020"] if together else None,
            "revenue_june_2020": rest,
            "filed_on": on,
            **{name: found.get(name) for name in JUDGED},
        }
    )


def _list(tx: Tx, case: Case, values: Mapping[str, Any], found: dict[str, bool], evidence: str) -> Done:
    _government(tx)
    if found and not evidence.strip():
        raise Refusal(Text("由人认定的，请写明依据", "say on what evidence you found so"), where="evidence")
    if set(found) - set(JUDGED):
        raise Refusal(Text("这不是由人认定的事实", "this is no fact that people judge"))
    answer = rule(tx, values, found, local_day(tx.now))
    if answer.outcome != "met":
        raise _not_recognised(values, answer)
    reasons = [[each.unit.tag.name, each.unit.tag.clause, answer.state_of(each)] for each in answer.reasons]
    batch = 1 if case.state == "first_batch" else 2
    body = {
        "firm": values["credit_code"],
        "name": values["name"],
        "industry": values["industry"],
        "batch": batch,
    }
    done = step(tx, case, "recognise", GOVERNMENT, body, guards={GUARD: "met"})
    _keep(tx, case, values, "met", reasons, found, evidence, batch)
    return done


def _not_recognised(values: Mapping[str, Any], answer: Determination) -> Refusal:
    name = values["name"]
    if answer.outcome == "not_met":
        failed = [each.unit.tag for each in answer.reasons if each.state is False]
        told = joined(tag.label for tag in failed)
        return Refusal(
            Text(f"“{name}”不符合：{told.zh}", f"{name} does not meet: {told.en}"),
            where=values["credit_code"],
            mend=Text(
                "条件不符的企业不能列入名单，不能破例", "A firm that fails a condition cannot be listed"
            ),
            clause=failed[0].clause if failed else clause("4.3.a"),
        )
    asked = joined(fact.label for fact, _ in answer.open)
    return Refusal(
        Text(f"“{name}”还不能判断，缺：{asked.zh}", f"{name} cannot be ruled on yet: {asked.en}"),
        where=values["credit_code"],
        mend=Text(
            "请补齐数据；由人认定的，写明结论和依据", "Complete the data, or give finding and evidence"
        ),
        clause=clause("4.3"),
    )


def _keep(
    tx: Tx,
    case: Case,
    values: Mapping[str, Any],
    outcome: str,
    reasons: list[Any],
    found: Mapping[str, bool],
    evidence: str,
    batch: int | None = None,
) -> None:
    ListedFirm.objects.update_or_create(
        firm=values["credit_code"],
        defaults={
            "case": case.key, "office": case.office, "name": values["name"], "industry": values["industry"],
            "batch": batch or (1 if case.state == "first_batch" else 2), "revenue_2019": values["revenue_2019"],
            "revenue_2020": values["revenue_2020"], "outcome": outcome, "reasons": reasons, "facts": dict(found),
            "evidence": evidence, "found_by": tx.actor.identity, "found_at": tx.now,
        },
    )  # fmt: skip


def _file_copies(
    tx: Tx, number: str, batch: int, firms: Sequence[ListedFirm], copies: Mapping[str, str], on: date
) -> list[str]:
    authorities = value("filing_authorities", on)
    wanted: dict[str, list[ListedFirm]] = defaultdict(list)
    for firm in firms:
        wanted[copies.get(firm.industry) or authorities[COPY_TO[firm.industry]]].append(firm)
    for authority, its in sorted(wanted.items()):
        case = reach(tx, number, "file copy", RECOGNITION)
        item = case.fold["sequence"] + 1
        step(tx, case, "file_copy", GOVERNMENT, {"authority": authority, "firms": len(its), "batch": batch})
        Filing.objects.create(
            case=case.key, office=case.office, batch=batch, authority=authority, firms=len(its), item=item,
            digest=_digest(its), sent_at=tx.now,
        )  # fmt: skip
    return sorted(wanted)


def _digest(firms: Sequence[ListedFirm]) -> str:
    return sm3(canonical([[each.firm, each.name, each.industry] for each in firms]).encode()).hex()


def _government(tx: Tx) -> None:
    if tx.actor.kind != "officer" or GOVERNMENT not in tx.actor.roles:
        raise Refusal(
            Text("由区政府（经开区管委会）认定", "the district government recognises firms"),
            clause=clause("1.2.p2"),
        )
