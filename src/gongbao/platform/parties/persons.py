"""Natural persons: found by the keyed hash of their number, shown masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongbao.kernel import identity, masking
from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import secrets
from gongbao.platform.db.services import Tx
from gongbao.platform.parties.models import Person
from gongbao.platform.parties.opening import opened

NUMBER_SEAL, PHONE_SEAL = "person.number", "person.phone"
_DOTS = str.maketrans(dict.fromkeys("•・‧･∙．.", "·"))


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as screens show one; numbers in full come from `reveal` only."""

    key: UUID
    name: str
    number_masked: str
    phone_masked: str
    fingerprint: str


def person_fingerprint(number: str) -> str:
    """The keyed hash by which all apps find a person: 64 hexadecimal digits; refuses a wrong number."""
    return secrets.fingerprint(identity.identity_number(number).normal, "person.number")


def normal_name(name: str) -> str:
    """A name in its one spelling: normal form KC, one kind of middle dot, single blanks."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name).strip()).translate(_DOTS)
    if not name or len(name) > 64:
        raise Refusal(
            Text("姓名应为1至64个字", "a name has 1 to 64 characters"),
            where="姓名",
            mend=Text("请核对", "Check it"),
        )
    return name


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are the same name but for blanks, dots and letter case."""
    return _bare(one) == _bare(other)


def find_or_create_person(tx: Tx, number: str, name: str, phone: str = "") -> UUID:
    """The key of the person with this identity number, made if new. Refuses another name for a known number."""
    (key,) = find_or_create_people(tx, [(number, name)])
    if phone:
        sealed = secrets.seal(identity.mobile_phone(phone), PHONE_SEAL)
        with opened("person"):
            Person.objects.filter(key=key).update(phone_sealed=sealed)
    return key


def find_or_create_people(tx: Tx, people: Sequence[tuple[str, str]]) -> list[UUID]:
    """Keys of many (number, name) in their order, in three statements; refuses the first that does not fit."""
    wanted = [(identity.identity_number(number).normal, normal_name(name)) for number, name in people]
    prints = [secrets.fingerprint(number, "person.number") for number, _ in wanted]
    with opened("person"):
        known = _by_print(prints)
        fresh = {
            mark: Person(
                name=name,
                number_sealed=secrets.seal(number, NUMBER_SEAL),
                number_fingerprint=mark,
                created_at=tx.now,
            )
            for mark, (number, name) in zip(prints, wanted, strict=True)
            if mark not in known
        }
        if fresh:
            Person.objects.bulk_create(list(fresh.values()), batch_size=5000, ignore_conflicts=True)
            known |= _by_print(list(fresh))
    for mark, (_, name) in zip(prints, wanted, strict=True):
        if not same_name(known[mark][1], name):
            raise _other_name(name)
    return [known[mark][0] for mark in prints]


def person(key: UUID) -> PersonView:
    """The person with this key; refuses an unknown one."""
    with opened("person"):
        row = Person.objects.filter(key=key).first()
    if row is None:
        raise unknown_party()
    return view(row)


def persons(keys: Iterable[UUID]) -> dict[UUID, PersonView]:
    """Those of the keys that are people, in one query."""
    with opened("people"):
        return {row.key: view(row) for row in Person.objects.filter(key__among=frozenset(keys))}


def born_and_sex(key: UUID) -> tuple[date, str]:
    """Date of birth and sex (``male``, ``female``) as the person's number tells them; the number stays sealed."""
    with opened("age and sex"):
        row = Person.objects.filter(key=key).first()
    if row is None:
        raise unknown_party()
    number = identity.identity_number(secrets.unseal(bytes(row.number_sealed), NUMBER_SEAL))
    return number.birth, number.sex


def known_people(fingerprints: Iterable[str]) -> dict[str, UUID]:
    """Which of these people are parties here: the party by fingerprint."""
    with opened("people known here"):
        rows = Person.objects.filter(number_fingerprint__among=frozenset(fingerprints))
        return dict(rows.values_list("number_fingerprint", "key"))


def fingerprints(people: Iterable[UUID]) -> dict[str, UUID]:
    """The same people the other way round: the party by fingerprint, in the order given."""
    with opened("people known here"):
        rows = Person.objects.filter(key__among=frozenset(people))
        found = dict(rows.values_list("key", "number_fingerprint"))
    return {found[key]: key for key in people if key in found}


def find_person(number: str) -> PersonView | None:
    """The person with this identity number, None when nobody of that number is known."""
    with opened("person"):
        row = Person.objects.filter(number_fingerprint=person_fingerprint(number)).first()
    return view(row) if row else None


def view(row: Person) -> PersonView:
    """A row as its masked view."""
    number = identity.identity_number(secrets.unseal(bytes(row.number_sealed), NUMBER_SEAL))
    phone = secrets.unseal(bytes(row.phone_sealed), PHONE_SEAL) if row.phone_sealed else ""
    return PersonView(row.key, row.name, number.masked, masking.mask_phone(phone), row.number_fingerprint)


def unknown_party() -> Refusal:
    """No person or firm has this key."""
    return Refusal(Text("没有这个单位或个人", "there is no such firm or person"))


def _bare(name: str) -> str:
    return normal_name(name).replace(" ", "").replace("·", "").casefold()


def _by_print(prints: list[str]) -> dict[str, tuple[UUID, str]]:
    rows = Person.objects.extra(where=["number_fingerprint = ANY(%s)"], params=[prints])
    return {mark: (key, name) for mark, key, name in rows.values_list("number_fingerprint", "key", "name")}


def _other_name(name: str) -> Refusal:
    return Refusal(
        Text(f"证件号码与姓名“{name}”不符", f"the identity number does not go with the name {name}"),
        where="姓名",
        mend=Text(
            "请照证件核对号码和姓名；改过名的，先到窗口办理更名",
            "Check both against the document; a changed name is registered first",
        ),
    )
