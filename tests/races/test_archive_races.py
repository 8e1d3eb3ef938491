"""Archives at the same moment: one barcode, one seal, one list; the second is told why, and a reorder meets no deadlock."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from tests.platform.parties import people
from tests.platform.personnel_archives import archive_world as w
from tests.platform.personnel_archives.conftest import november  # noqa: F401
from tests.platform.personnel_archives.test_archive_services import sheet
from tests.races.together import together

from gongbao.law.errors import Refusal
from gongbao.platform.personnel_archives import services as archives

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.usefixtures("november")]


def one_done_the_rest_refused(found: list[Any], why: str) -> None:
    refused = [each for each in found if isinstance(each, Refusal)]
    assert len(refused) == len(found) - 1, found
    assert all(why in each.what.zh and each.mend for each in refused)
    assert not any(isinstance(each, Exception) for each in found if each not in refused), found


def test_one_barcode_goes_to_one_archive() -> None:
    def register(n: int) -> str:
        number = people.number(n, birth="19800115")
        return str(
            w.do(
                lambda tx: str(
                    archives.register(tx, number, f"林舟{n}", office=w.OFFICE, on=w.ON, barcode="K001")
                )
            )
        )

    one_done_the_rest_refused(together([partial(register, n) for n in range(1, 7)]), "条码 K001")


def test_one_seal_is_put_on_once_at_whatever_centre() -> None:
    keys = [w.archive(n, f"林舟{n}") for n in range(1, 4)]

    def seal(key: UUID) -> str:
        return str(w.do(lambda tx: str(archives.put_seal(tx, key, "F001")), w.CENTRE))

    one_done_the_rest_refused(together([partial(seal, key) for key in keys * 2]), "已经用过")
    number = people.number(9, birth="19800115")
    there = UUID(
        w.do(lambda tx: str(archives.register(tx, number, "周舟", office="chaoyang", on=w.ON)), w.OTHER)
    )
    with pytest.raises(Refusal, match="已经用过"):
        w.do(lambda tx: str(archives.put_seal(tx, there, "F001")), w.OTHER)


def test_one_list_is_taken_in_once() -> None:
    number = people.number(1, birth="19800115")
    data = sheet([["赵一", number, "C001", 12, "管理、技术岗位（女55口径）"]])
    table = archives.read(data, w.ON)

    def take() -> int:
        return int(
            w.do(
                lambda tx: archives.take_in(tx, data, table, office=w.OFFICE, firm="样例公司", on=w.ON).good,
                w.CENTRE,
            )
        )

    one_done_the_rest_refused(together([take] * 5), "已经收过")


def test_pages_are_reordered_while_others_come() -> None:
    key = w.archive(1, pages=40)
    scan = archives.check(w.pdf_exact(3), "a.pdf")
    w.do(lambda tx: archives.attach(tx, key, [scan]), w.CENTRE)
    pages = w.seen(lambda: list(archives.Page.objects.filter(archive=key).values_list("id", flat=True)))
    more = [archives.check(w.pdf_exact(n), f"{n}.pdf") for n in (1, 2, 4)]
    attach = [partial(w.do, lambda tx, s=s: archives.attach(tx, key, [s], after=0), w.CENTRE) for s in more]
    reorder = [partial(w.do, lambda tx: archives.reorder(tx, key, pages[::-1]), w.CENTRE)] * 3
    found = together([*attach, *reorder])
    assert all(isinstance(each, int | Refusal | None) for each in found), found
    orders = w.seen(lambda: list(archives.Page.objects.filter(archive=key).values_list("order", flat=True)))
    assert sorted(orders) == list(range(1, 11))


def test_a_parcel_is_received_once_and_its_archive_taken_over_once() -> None:
    _, actor, mark = w.person(1)
    w.tell(mark, "household", office="chaoyang", street="x")
    key = w.archive(1)
    asked = {"destination": "district_centre", "destination_office": "chaoyang"}
    case = w.send(actor, archives.TRANSFER, key, **asked)
    w.act(case, "pack", w.CENTRE, "district_handler", pages=3, seal="T-1")
    code = w.seen(lambda: archives.Archive.objects.get(pk=key).barcode)
    w.act(case, "send", w.CENTRE, "district_handler", carrier="messenger", barcode=code)
    parcel = w.seen(lambda: archives.Parcel.objects.get(case=case))

    def receive() -> str:
        return str(
            w.do(lambda tx: archives.receive(tx, parcel.id, barcode=code, seal="T-1", pages=3), w.OTHER)
        )

    one_done_the_rest_refused(together([receive] * 5), "已经核收")
    rows = w.seen(lambda: list(archives.Archive.objects.values_list("office", "paper")))
    assert sorted(rows) == [("chaoyang", "here"), ("haidian", "sent")]


def test_a_parked_row_is_mended_once() -> None:
    number = people.number(1, birth="19800115")
    data = sheet([["赵一", number[:-1] + "?", "C001", 12, "管理、技术岗位（女55口径）"]])
    table = archives.read(data, w.ON)
    w.do(
        lambda tx: archives.take_in(tx, data, table, office=w.OFFICE, firm="样例公司", on=w.ON).good, w.CENTRE
    )
    [row] = w.seen(lambda: archives.parked(w.OFFICE))
    values = {"name": "赵一", "identity_number": number, "barcode": "C001", "pages": 12, "post": "cadre"}

    def mend() -> bool:
        w.do(lambda tx: archives.mend(tx, row, values, scans=[], on=w.ON), w.CENTRE)
        return True

    found = together([mend] * 5)
    assert found.count(True) == 1, found
    assert all(isinstance(each, Refusal) for each in found if each is not True), found
    assert len(w.seen(lambda: list(archives.Archive.objects.all()))) == 1
