"""Register, custody and images: what is found, what breaks a chain, what a reader sees, what is parked."""

from __future__ import annotations

import io
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connections
from PIL import Image
from tests.platform.parties import people
from tests.platform.personnel_archives import archive_world as w

from gongbao.law.errors import Refusal
from gongbao.platform.db import clock
from gongbao.platform.jobs.services import run_due
from gongbao.platform.personnel_archives import services as archives
from gongbao.platform.personnel_archives import tiff as tiffs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_an_archive_is_found_by_name_number_barcode_and_shelf() -> None:
    key = w.archive(1, "欧阳𬭚舟")
    w.do(lambda tx: archives.shelve(tx, key, "A-03-12"), w.CENTRE)
    row = w.seen(lambda: archives.Archive.objects.get(pk=key))
    number = people.number(1, birth="19800115")
    for asked in ("欧阳𬭚舟", "阳𬭚", "𬭚舟", number, row.number, row.barcode, "A-03-12"):
        assert [r.id for r in archives.find_archives(w.CENTRE, asked, purpose="查找")] == [key], asked
        assert archives.find_archives(w.OTHER, asked, purpose="查找") == []
    assert archives.find_archives(w.CENTRE, "欧舟", purpose="查找") == []


def test_the_dead_and_a_second_centre_are_refused_with_what_to_do() -> None:
    w.archive(1)
    with pytest.raises(Refusal, match="另一处登记") as claimed:
        w.do(
            lambda tx: archives.register(
                tx, people.number(1, birth="19800115"), "林舟", office="chaoyang", on=w.ON
            ),
            w.OTHER,
        )
    assert claimed.value.mend
    _, _, mark = w.person(2, "吴已故")
    w.tell(mark, "death", on="2020-01-01")
    with pytest.raises(Refusal, match="死亡"):
        w.do(
            lambda tx: archives.register(
                tx, people.number(2, birth="19800115"), "吴已故", office=w.OFFICE, on=w.ON
            )
        )


def test_an_unbroken_chain_and_one_that_names_its_broken_link() -> None:
    key = w.archive(1)
    w.arrive(key, giver=w.OFFICE, taker="朝阳中心")
    assert w.seen(lambda: archives.broken(key)) == []
    w.arrive(key, giver="海淀街道", taker=w.OFFICE)
    broken = w.seen(lambda: archives.broken(key))
    assert [b.sequence for b in broken] == [3]
    assert "海淀街道" in broken[0].why.zh
    assert "朝阳中心" in broken[0].why.zh


def test_an_altered_or_removed_link_is_named() -> None:
    key = w.archive(1)
    w.arrive(key, giver=w.OFFICE, taker="朝阳中心")
    w.arrive(key, giver="朝阳中心", taker=w.OFFICE)
    links = w.seen(lambda: archives.chain(key))
    links[1].carrier = "自带"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongbao.platform.personnel_archives.custody.chain", lambda _: links)
        assert [b.sequence for b in w.seen(lambda: archives.broken(key))] == [2, 3][:1]
        patch.setattr("gongbao.platform.personnel_archives.custody.chain", lambda _: [links[0], links[2]])
        assert w.seen(lambda: archives.broken(key))[0].why.zh.startswith("第2次")


def test_the_application_cannot_change_custody_or_looks() -> None:
    with connections["default"].cursor() as cursor:
        for table in ("archives_custody", "archives_look"):
            cursor.execute(
                "SELECT has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE')", [table, table]
            )
            assert cursor.fetchone() == (False, False)


def test_another_archives_barcode_is_refused() -> None:
    key = w.archive(1)
    with pytest.raises(Refusal, match="不是这份档案"):
        w.do(lambda tx: archives.hand_over(tx, key, scanned="AHD1", giver="a", taker="b", pages=3))


def test_scans_are_counted_ordered_and_missing_pages_parked() -> None:
    key = w.archive(1, pages=5)
    first = archives.check(w.pdf_exact(3), "a.pdf")
    assert first.pages == 3
    w.do(lambda tx: archives.attach(tx, key, [first]), w.CENTRE)
    row = w.seen(lambda: archives.Archive.objects.get(pk=key))
    assert (row.paper, row.digital) == ("here", "partial")
    waiting = w.seen(lambda: archives.parked(w.OFFICE))
    assert "3页" in waiting[0].what_zh
    assert waiting[0].mend_zh
    second = archives.check(w.tiff(pages=2), "b.tif")
    w.do(lambda tx: archives.attach(tx, key, [second], after=1), w.CENTRE)
    assert w.seen(lambda: archives.Archive.objects.get(pk=key)).digital == "whole"
    pages = w.seen(lambda: list(archives.Page.objects.filter(archive=key).order_by("order")))
    assert [(p.order, p.kind, p.page_in_file) for p in pages] == [
        (1, "pdf", 1), (2, "png", 1), (3, "png", 1), (4, "pdf", 2), (5, "pdf", 3),
    ]  # fmt: skip
    wanted = [p.id for p in reversed(pages)]
    w.do(lambda tx: archives.reorder(tx, key, wanted), w.CENTRE)
    again = w.seen(lambda: list(archives.Page.objects.filter(archive=key).order_by("order")))
    assert [p.id for p in again] == wanted
    with pytest.raises(Refusal, match="每一页"):
        w.do(lambda tx: archives.reorder(tx, key, wanted[1:]), w.CENTRE)


def test_many_scans_keep_the_good_and_park_the_bad() -> None:
    key = w.archive(1)
    files = [("a.pdf", w.pdf_exact(1)), ("fax.tif", w.tiff(compression=4)), ("b.tif", w.tiff(pages=2))]
    found = archives.check_many(files)
    assert [isinstance(each, Refusal) for each in found] == [False, True, False]
    named = list(zip([name for name, _ in files], found, strict=True))
    assert w.do(lambda tx: archives.attach_many(tx, key, named), w.CENTRE) == 3
    [waiting] = w.seen(lambda: archives.parked(w.OFFICE))
    assert "fax.tif" in waiting.place
    assert waiting.mend_zh


@pytest.mark.parametrize("how", [1, 8, 32773])
def test_tiff_pages_become_png(how: int) -> None:
    assert [page[:4] for page in tiffs.pages(w.tiff(compression=how, pages=2))] == [b"\x89PNG"] * 2


def _picture(mode: str) -> Image.Image:
    """A page with a little of everything on it."""
    made = Image.new("RGB", (211, 133), "white")
    for n in range(0, 133 * 211, 7):
        made.putpixel((n % 211, n // 211), (n % 251, n % 13 * 19, 90))
    return made.convert(mode)


def _rgb(picture: Image.Image) -> bytes:
    return picture.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("mode", "how"),
    [
        ("1", "group4"),
        ("1", "group3"),
        ("L", "tiff_lzw"),
        ("RGB", "tiff_lzw"),
        ("RGB", "tiff_adobe_deflate"),
        ("CMYK", "tiff_lzw"),
    ],
)
def test_compressed_tiff_pages_are_the_same_picture(mode: str, how: str) -> None:
    pictures = [_picture(mode), _picture(mode).transpose(Image.Transpose.ROTATE_180)]
    out = io.BytesIO()
    pictures[0].save(out, "TIFF", compression=how, save_all=True, append_images=pictures[1:])
    data = out.getvalue()
    found = [Image.open(io.BytesIO(page)) for page in tiffs.pages(data)]
    assert [_rgb(each) for each in found] == [_rgb(each) for each in pictures]
    for cut in (60, len(data) // 3, len(data) // 2):
        with pytest.raises(Refusal, match="TIFF"):
            tiffs.pages(data[:cut])


def test_a_tiff_of_too_many_points_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiffs, "MAX_PIXELS", 211 * 133 - 1)
    out = io.BytesIO()
    _picture("1").save(out, "TIFF", compression="group4")
    with pytest.raises(Refusal, match="过大"):
        tiffs.pages(out.getvalue())


def test_unreadable_scans_are_refused_with_what_to_do() -> None:
    for data, name in (
        (w.tiff(compression=4), "fax.tif"), (w.tiff()[:20], "cut.tif"), (b"%PDF-1.7\n%%EOF", "empty.pdf"),
        (b"\xff\xd8\xff\xe0", "cut.jpg"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            archives.check(data, name)
        assert refused.value.mend, name


def _page(key: UUID) -> UUID:
    scan = archives.check(w.pdf_exact(3), "a.pdf")
    w.do(lambda tx: archives.attach(tx, key, [scan]), w.CENTRE)
    return w.seen(lambda: archives.Page.objects.filter(archive=key).order_by("order")[0].id)


def test_a_look_has_a_purpose_a_watermark_and_is_logged() -> None:
    key = w.archive(1)
    page = _page(key)
    with pytest.raises(Refusal, match="用途"):
        archives.show(w.CENTRE, page, purpose=" ")
    shown = archives.show(w.CENTRE, page, purpose="核对年龄")
    assert shown.content.startswith(b"\x89PNG")
    assert "海淀经办" in shown.watermark
    looks = w.seen(lambda: archives.looks(key))
    assert [(look.purpose, look.watermark) for look in looks] == [("核对年龄", shown.watermark)]
    with pytest.raises(Refusal, match="不能查看"):
        archives.show(w.OTHER, page, purpose="看看")
    _, owner, _ = w.person(1)
    with pytest.raises(Refusal, match="不能查看"):
        archives.show(owner, page, purpose="看自己的")
    assert len(w.seen(lambda: archives.looks(key))) == 1


def test_a_redaction_is_in_the_picture_and_lifting_it_shows_the_page_again() -> None:
    key = w.archive(1)
    page = _page(key)
    from gongbao.platform.personnel_archives import showing

    row = w.seen(lambda: archives.Page.objects.get(pk=page))
    clean = showing.draw(row, [], "", 200)
    black = showing.draw(row, [(0, 0, 1000, 1000)], "", 200)
    assert clean != black
    made = UUID(w.do(lambda tx: str(archives.redact(tx, page, (0, 0, 500, 500), "第三人信息")), w.CENTRE))
    assert w.seen(lambda: showing._black(row)) == [(0, 0, 500, 500)]
    w.do(lambda tx: archives.lift(tx, made), w.CENTRE)
    assert w.seen(lambda: showing._black(row)) == []
    with pytest.raises(Refusal, match="遮盖范围"):
        w.do(lambda tx: archives.redact(tx, page, (600, 0, 500, 10), "x"), w.CENTRE)


def test_thumbnails_are_made_in_the_background() -> None:
    key = w.archive(1)
    _page(key)
    assert w.seen(lambda: archives.Page.objects.filter(archive=key, thumbnail=None).count()) == 3
    with clock.frozen(datetime(2020, 11, 2, 10, 1, tzinfo=clock.ZONE)):
        run_due()
    pages = w.seen(lambda: list(archives.Page.objects.filter(archive=key)))
    assert all(bytes(p.thumbnail).startswith(b"\x89PNG") for p in pages)


def test_a_seal_number_is_used_once() -> None:
    key = w.archive(1)
    w.do(lambda tx: str(archives.put_seal(tx, key, "F001")), w.CENTRE)
    with pytest.raises(Refusal, match="已经用过"):
        w.do(lambda tx: str(archives.put_seal(tx, key, "F001")), w.CENTRE)
    w.do(lambda tx: archives.break_seal(tx, "F001", "核对"), w.CENTRE)
    with pytest.raises(Refusal, match="未拆的封签"):
        w.do(lambda tx: archives.break_seal(tx, "F001", "再拆"), w.CENTRE)


def test_the_statutory_age_is_dated() -> None:
    assert archives.retires(date(1976, 9, 15), "man", "cadre", date(2024, 12, 31)) == 2036 * 12 + 8
    assert archives.retires(date(1976, 9, 15), "man", "cadre", date(2025, 1, 1)) == 2039 * 12 + 8
    assert archives.retires(date(1984, 11, 1), "woman", "worker", date(2025, 1, 1)) == 2039 * 12 + 10
    assert archives.retires(date(1965, 1, 1), "man", "cadre", date(2025, 1, 1)) == 2025 * 12 + 1
    assert archives.retires(date(1964, 12, 31), "man", "cadre", date(2025, 1, 1)) == 2024 * 12 + 11
