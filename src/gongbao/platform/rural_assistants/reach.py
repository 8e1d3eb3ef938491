"""Whose records an actor may reach: oneself, a village's or township's own people, a district's, the city's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from gongbao.platform.audit.services import note, note_refused
from gongbao.platform.cases.services import Case
from gongbao.platform.db.services import Actor, Tx
from gongbao.platform.parties import services as parties
from gongbao.platform.parties.services import opened
from gongbao.platform.rural_assistants.models import Assistant, Hand
from gongbao.platform.rural_assistants.words import INSTITUTIONS, refuse

OFFICERS = frozenset({"district_handler", "district_reviewer", "city_officer"})


def level_of(actor: Actor) -> str:
    """On which level the actor stands: ``village``, ``township``, ``university``, ``district``, ``city``, ``self`` or none."""
    if actor.kind == "system":
        return "city"
    if actor.kind == "officer":
        if not actor.roles & OFFICERS:
            return ""
        return "city" if actor.is_city else "district"
    if actor.kind != "party" or actor.party is None:
        return ""
    kind = organisation_kind(actor.party)
    return kind if kind in INSTITUTIONS else "self"


def organisation_kind(party: UUID) -> str:
    """The kind of the organisation that is this party, "" for a person or a firm."""
    return organisation_kinds([party]).get(party, "")


def organisation_kinds(parties: Collection[UUID]) -> dict[UUID, str]:
    """The kind of each of these that is an organisation."""
    with opened("organisation's kind"):
        from gongbao.platform.parties.models import Organisation

        return dict(Organisation.objects.filter(party__in=parties).values_list("party", "kind"))


def own(actor: Actor) -> QuerySet[Assistant]:
    """The assistants the actor may see; evaluate it inside `opened` for institutions (`people` does)."""
    rows = Assistant.objects.select_related("intake").order_by("number")
    match level_of(actor):
        case "city":
            return rows
        case "district":
            return rows.filter(office=actor.office)
        case "township":
            return rows.filter(township=actor.party)
        case "village":
            return rows.filter(village=actor.party)
        case "self":
            return rows.filter(party=actor.party)
    return rows.none()


def people(actor: Actor, *, doing: str, serving: bool = False) -> list[Assistant]:
    """The assistants the actor may see, inside a reading or a command; logged once as a list."""
    note(f"rural.{doing}")
    with opened("a level's own assistants"):
        rows = own(actor)
        return list(rows.filter(left_how="", serves_from__isnull=False) if serving else rows)


def person(actor: Actor, number: str, *, doing: str) -> Assistant:
    """One assistant by number; the look is logged. Raises Refusal where it is none of the actor's."""
    with opened("one assistant"):
        row = own(actor).filter(number=number).first()
    if row is None:
        note_refused(actor, doing, f"assistant {number}: not the actor's")
        raise refuse(
            "5.s2", "没有这名协理员，或不归您管理", "There is no such assistant, or not with you",
            "请核对编号；只能看本级管理的人员", "Check the number; each level sees its own people", number,
        )  # fmt: skip
    note(f"rural.{doing}", subject=parties.person(row.party).fingerprint if row.party else "")
    return row


def institution(actor: Actor, kind: str, clause: str) -> UUID:
    """The acting village, township or university. Raises Refusal for anybody else."""
    if actor.kind != "party" or actor.party is None or organisation_kind(actor.party) != kind:
        word = INSTITUTIONS[kind]
        raise refuse(
            clause, f"这一步由{word.zh}办理", f"This is for a {word.en} to do",
            f"请以{word.zh}的经办身份办理", f"Act for the {word.en}",
        )  # fmt: skip
    return actor.party


def officer(actor: Actor, clause: str, *, city: bool = False) -> None:
    """Refuse whoever is not an officer of the district (or, with `city`, of the city bureau)."""
    if actor.kind == "system" or level_of(actor) == "city" or (not city and level_of(actor) == "district"):
        return
    raise refuse(
        clause,
        "这一步由市人社局办理" if city else "这一步由人社局办理", "This is for the bureau to do",
        "请以工作人员身份办理", "Act as its officer",
    )  # fmt: skip


def pass_through(case: Case, hands: Iterable[tuple[str, UUID]], assistant: UUID | None = None) -> None:
    """Let institutions act on a case in a role; inside `opened` or a system's context."""
    for role, party in hands:
        Hand.objects.get_or_create(
            case=case.key, party=party, role=role, defaults={"office": case.office, "assistant": assistant}
        )


def hands(actor: Actor, case: Case) -> frozenset[str]:
    """The roles in which an institution, or the person appraised, may act on a case of somebody else."""
    if actor.kind != "party" or actor.party is None:
        return frozenset()
    with opened("hands of a case"):
        return frozenset(Hand.objects.filter(case=case.key, party=actor.party).values_list("role", flat=True))


def in_hand(actor: Actor) -> list[Case]:
    """The cases under way that pass through the acting institution, oldest first."""
    note("rural.in_hand")
    with opened("cases in hand"):
        keys = Hand.objects.filter(party=actor.party).values_list("case", flat=True)
        return list(Case.objects.filter(key__in=list(keys), tone="now").order_by("opened_at"))


def handed(tx: Tx, number: str, doing: str) -> Case:
    """A case that passes through the acting institution, locked. Raises Refusal where it does not."""
    with opened("a case in hand"):
        case = Case.objects.select_for_update().filter(number=number).first()
        if case is not None and hands(tx.actor, case):
            note(f"case.{doing}", case=case.key)
            return case
    note_refused(tx.actor, doing, f"case {number}: not in hand")
    raise refuse(
        "5.s2", "没有这个办件，或不经您办理", "There is no such case, or not with you",
        "请核对办件编号", "Check the number", number,
    )  # fmt: skip


def name_of(party: UUID | None) -> str:
    """An institution's or person's name, "" for none."""
    return parties.party(party).name if party else ""
