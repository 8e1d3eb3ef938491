"""How a service ends: certificates, renewal, extension, early termination, whereabouts and help (16, 19, 27 to 29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from gongbao.kernel.districts import office as office_of
from gongbao.law.text import Text
from gongbao.platform.cases.services import Act, Case
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.letters import services as letters
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants import reach
from gongbao.platform.rural_assistants.carrying import (
    applied,
    asked,
    begun,
    carries,
    given,
    tell,
    tell_office,
    verdicts,
)
from gongbao.platform.rural_assistants.models import (
    Appraisal,
    Assistant,
    Certificate,
    Destination,
    Entry,
    Placement,
)
from gongbao.platform.rural_assistants.readings import of_contract
from gongbao.platform.rural_assistants.words import (
    EXTENSION,
    RENEWAL,
    TERMINATION,
    WHEREABOUTS,
    refuse,
    today_of,
)
from gongbao.policies.rural_assistants import rules
from gongbao.policies.rural_assistants.facts import GRADES


def serving(case: Case) -> Assistant:
    """The assistant of an application about the contract. Raises Refusal."""
    row = Assistant.objects.filter(party=case.party, left_how="", serves_from__isnull=False).first()
    if row is None:
        raise refuse("2", "不是在岗协理员", "Not an assistant on duty", "只有在岗协理员可以办理", "Only for assistants on duty", case.number)  # fmt: skip
    return row


def term_grades(people: Iterable[Assistant]) -> dict[UUID, str]:
    """The grade of the term of each of these people who was told one, the latest; inside `opened`."""
    told = Appraisal.objects.filter(assistant__in=people, kind="term", told_on__isnull=False).order_by(
        "told_on"
    )
    return dict(told.values_list("assistant", "grade"))


def term_facts(row: Assistant, on: date, grades: Mapping[UUID, str] | None = None) -> dict[str, Any]:
    """What is known of a term for the rules: periods of service, grade, early end; inside `opened`."""
    mark = (term_grades([row]) if grades is None else grades).get(row.pk)
    facts: dict[str, Any] = {
        "service": [{"starts_on": row.serves_from, "left_on": row.left_on}],
        "ended_early": row.left_how == "early", "contract_ends_on": row.ends_on,
    }  # fmt: skip
    return facts | ({"term_grade": mark} if mark else {})


def after_term(tx: Tx, case: Case, appraisal: Appraisal) -> None:
    """Once a term's form is filed: the certificate where it is due, later where the last day is not over yet."""
    row = appraisal.assistant
    certify(tx, row, case)


def certify(tx: Tx, row: Assistant, case: Case | None = None) -> letters.Issued | None:
    """Issue the certificate of service where the rule says it is due; once a person (16.s2)."""
    today = today_of(tx.now)
    with opened("certificate"):
        tx.lock(f"rural:certificate:{row.id}")
        if Certificate.objects.filter(assistant=row).exists():
            return None
        facts = term_facts(row, today)
        if asked(rules.CERTIFICATE, facts, today, of_contract(row.contract_from)).outcome != "met":
            return None
        made = letters.issue(
            tx, "rural_certificate", Text("高校毕业生“三支一扶”服务证书", "Certificate of service"),
            letters.Content(
                facts=(("姓名", row.name), ("编号", row.number), ("服务乡镇", reach.name_of(row.township)), ("服务期", f"{row.serves_from} 至 {row.ends_on}"), ("期满考核", GRADES[facts["term_grade"]].zh)),
                basis=("京人社毕发〔2020〕22号第十六条",), decision=("任满一个合同期，考核合格。",), closing=("特发此证。",),
            ),
            office=row.office, addressee=row.name, prefix=f"{office_of(row.office).short.zh}协证", case=case.key if case else None, party=row.party,
        )  # fmt: skip
        Certificate.objects.create(
            office=row.office,
            party=row.party,
            assistant=row,
            letter=made.letter,
            number=made.number,
            code=made.code,
            on=today,
        )
    tell(
        tx,
        row.party,
        None,
        f"{row.id}:certificate",
        "服务证书已生成，可凭码核验",
        "Your certificate of service is issued",
    )
    return made


@carries("ask_township", RENEWAL, EXTENSION, TERMINATION)
@carries("difference", RENEWAL, EXTENSION)
def ask_township(tx: Tx, case: Case, act: Act) -> None:
    """The township, as employer, is asked first (9.s1)."""
    row = serving(case)
    reach.pass_through(case, [("township", row.township)], row.id)
    tell(tx, row.township, case, f"{case.key}:{case.sequence}:ask", f"{row.name}：{case.number} 待乡镇决定", "One of the township's people asks")  # fmt: skip


@carries("renew", RENEWAL)
def renew(tx: Tx, case: Case, act: Act) -> None:
    """The contract goes on to the day written, by agreement, found worth it by the district (27.1)."""
    row, until = serving(case), date.fromisoformat(applied(case)["until"])
    if row.ends_on is None or until <= row.ends_on:
        raise refuse("27.1", "续聘截止日不晚于现合同期满日", "It does not reach beyond the present end", "请改截止日", "Choose a later day", "until")  # fmt: skip
    row.ends_on, row.longer = until, "renewed"
    row.save(update_fields=["ends_on", "longer"])
    tx.audit("rural.renewed", assistant=row.number, until=until.isoformat())


@carries("extend", EXTENSION)
def extend(tx: Tx, case: Case, act: Act) -> None:
    """The contract goes on to the end of the body's term; it is never shortened (27.2)."""
    row, told = serving(case), applied(case)
    last = date.fromisoformat(told["committee_ends_on"])
    row.ends_on, row.longer = max(row.ends_on or last, last), "extended"
    row.save(update_fields=["ends_on", "longer"])
    tx.audit("rural.extended", assistant=row.number, until=row.ends_on.isoformat())


def conditions(case: Case, on: date) -> str:
    """The verdict behind ``conditions_met`` of renewal and extension; inside `opened`."""
    row = Assistant.objects.filter(party=case.party, left_how="", serves_from__isnull=False).first()
    told = applied(case)
    if row is None or not told:
        return "not_met"
    both: dict[str, Any] = {"assistant_willing": True, "township_willing": case.state == "agreed"}
    if case.procedure == RENEWAL:
        # the term is full with the day after its last one; a renewal follows on at once, so the last day counts
        day = max(on, (row.contract_to or on) + timedelta(days=1)) if row.contract_to and on >= row.contract_to - timedelta(days=90) else on  # fmt: skip
        facts = {
            **term_facts(row, on),
            **both,
            "excellent_found": True,
            "new_term_written": bool(told.get("until")),
        }
        return verdicts(rules.RENEWAL, facts, day, of_contract(row.contract_from))
    facts = {**both, "elected_to": told["elected_to"], "committee_ends_on": date.fromisoformat(told["committee_ends_on"]), "contract_ends_on": row.ends_on, "amended_on": on}  # fmt: skip
    return verdicts(rules.EXTENSION, facts, on)


@carries("end_early", TERMINATION)
def end_early(tx: Tx, case: Case, act: Act) -> None:
    """Ended before its time: no certificate, no channels, the employment services take over (19)."""
    row = serving(case)
    last = date.fromisoformat(applied(case)["last_day"])
    if row.serves_from is None or last < row.serves_from:
        raise refuse("19", "最后在岗日早于上岗日", "The last day lies before the first", "请核对日期", "Check the day", "last_day")  # fmt: skip
    leave(row, last, "early")
    tell_office(tx, row.office, f"{case.key}:early", f"{row.number} 提前解除，请转公共就业服务", "Ended early: the employment services take over", case)  # fmt: skip
    tx.audit("rural.ended_early", assistant=row.number)


def leave(row: Assistant, last: date, how: str) -> None:
    """Close the record of service."""
    row.left_on, row.left_how = last, how
    row.save(update_fields=["left_on", "left_how"])
    Placement.objects.filter(assistant=row, to_on=None).update(to_on=last)


def end_terms(tx: Tx, on: date) -> int:
    """Whose contract ended before `on` has left: the record closes, the certificate follows, whereabouts are asked."""
    ended = 0
    with opened("ends of terms"):
        over = list(
            Assistant.objects.select_related("intake").filter(
                left_how="", serves_from__isnull=False, ends_on__lt=on
            )
        )
        guarded = _guarded(over)
        for row in over:
            last = max(row.ends_on, guarded.get(row.pk, row.ends_on))  # type: ignore[type-var]
            facts = {**term_facts(row, on), "protected_period": last >= on}
            if asked(rules.TERM_END, facts, on, of_contract(row.contract_from)).outcome != "met":
                told = f"{row.number} 已到期，但在法定顺延期间，合同不终止"
                tell_office(
                    tx, row.office, f"{row.id}:protected:{on:%Y-%m}", told, "Protected by law: it goes on"
                )
                continue
            ended += 1
            leave(row, last, "term")  # type: ignore[arg-type]
            certify(tx, row)
            case = begun(
                tx,
                WHEREABOUTS,
                row.office,
                row.party,
                f"{row.name} 期满去向",
                once=f"rural:whereabouts:{row.id}",
            )
            tell(tx, row.party, case, f"{row.id}:whereabouts", "合同已期满，请填报去向；未就业的可以得到帮助", "Your term is over: please tell where you go")  # fmt: skip
    return ended


def _guarded(rows: list[Assistant]) -> dict[UUID, date]:
    """The last day of a period of legal protection that reaches the end of the contract (9.s2); open ones for ever."""
    found: dict[UUID, date] = {}
    for each in Entry.objects.select_related("assistant").filter(kind="protected", assistant__in=rows):
        row = each.assistant
        if row is not None and row.ends_on and each.on <= row.ends_on <= (each.until or date.max):
            found[row.pk] = max(found.get(row.pk, date.min), each.until or date.max)
    return found


@carries("record_destination", WHEREABOUTS)
def record_destination(tx: Tx, case: Case, act: Act) -> None:
    """Keep the whereabouts; somebody without work is helped instead (29)."""
    told = given(case, act)
    row = Assistant.objects.filter(party=case.party, left_how="term").order_by("-left_on").first()
    if row is None:
        raise refuse("29.s2", "没有期满的服务记录", "No term that is over", "请核对", "Check it", case.number)
    if told["kind"] == "none":
        raise refuse("29.s3", "尚未就业的，请转帮扶", "Without work: choose help", "办“未就业，转帮扶”", "Choose help instead", "kind")  # fmt: skip
    Destination.objects.create(office=row.office, party=row.party, assistant=row, kind=told["kind"], place=told.get("where") or "", on=today_of(tx.now))  # fmt: skip


@carries("offer_help", WHEREABOUTS)
def offer_help(tx: Tx, case: Case, act: Act) -> None:
    """Guidance and placement are offered to somebody without work (29.s3)."""
    row = Assistant.objects.filter(party=case.party, left_how="term").order_by("-left_on").first()
    if row is not None:
        Destination.objects.create(
            office=row.office, party=row.party, assistant=row, kind="none", on=today_of(tx.now)
        )
    tell(
        tx,
        case.party,
        case,
        f"{case.key}:help",
        "已为您安排就业指导和职业介绍",
        "Guidance and placement are offered to you",
    )


def certificate_of(row: Assistant) -> Certificate | None:
    """The certificate of service."""
    with opened("certificate"):
        return Certificate.objects.filter(assistant=row).first()


def ledger(actor: Actor) -> list[tuple[Assistant, Destination | None]]:
    """Whose term is over in the actor's reach, with the newest whereabouts."""
    with opened("whereabouts"):
        over = list(reach.own(actor).filter(left_how="term"))
        newest: dict[Any, Destination] = {}
        for each in Destination.objects.filter(assistant__in=over).order_by("id"):
            newest[each.assistant_id] = each
    return [(row, newest.get(row.pk)) for row in over]
