"""Letters: numbers without gaps, the same bytes again, parked for a missing glyph, served, verified."""

from __future__ import annotations

import os
import subprocess
from datetime import date, datetime
from pathlib import Path
from shutil import which
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.law.errors import Refusal
from gongbao.law.text import Text
from gongbao.platform.db import clock
from gongbao.platform.db.services import SYSTEM, Actor, new_key, read, write
from gongbao.platform.jobs.services import run_due
from gongbao.platform.letters import services as letters
from gongbao.platform.letters.codes import ALPHABET, check, new_code
from gongbao.platform.letters.typesetting import MissingGlyph, typeset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
CY = Actor("officer", account=UUID(int=1), office="chaoyang")
FIRM = Actor("party", party=UUID(int=77))
TITLE = Text("以工代训补贴审核决定书", "Decision on the work-training subsidy")
REVIEW = letters.Remedy("申请行政复议", "北京市人力资源和社会保障局", days=60, law="行政复议法第9条")
SUIT = letters.Remedy("提起行政诉讼", "有管辖权的人民法院", months=6, law="行政诉讼法第46条")
CONTENT = letters.Content(
    opening=["你单位的申请已审核完毕。"],
    facts=[("企业规模", "小型"), ("新吸纳人员", "10 人，32 个可计月")],
    basis=["京人社能发〔2020〕6号 二（一）"],
    decision=["给予补贴。"],
    sum_fen=4_928_000,
    sum_label="核定补贴",
    remedies=[REVIEW, SUIT],
)


def do(command: Any, actor: Actor = CY) -> Any:
    return write(command, actor=actor, key=str(new_key()), name="test")


def issue(
    kind: str = "decision", addressee: str = "北京样例科技有限公司", office: str = "chaoyang"
) -> letters.Issued:
    found = do(
        lambda tx: list(
            letters.issue(
                tx,
                kind,
                TITLE,
                CONTENT,
                office=office,
                addressee=addressee,
                prefix="朝人社训补",
                party=FIRM.party,
            )
        )
    )
    return letters.Issued(UUID(found[0]), *found[1:])


def listed(**where: Any) -> list[letters.LetterRow]:
    with read(CY, purpose="test"):
        return letters.letters(**where)


def pdf(letter: UUID) -> letters.Pdf:
    with read(CY, purpose="test"):
        return letters.pdf(letter)


def words(content: bytes, tmp_path: Path) -> str:
    if not which("pdftotext"):
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    (tmp_path / "letter.pdf").write_bytes(content)
    run = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "letter.pdf"), "-"], capture_output=True, check=True
    )
    return "".join(run.stdout.decode().split())


def test_numbers_run_without_gaps_for_each_prefix_and_year() -> None:
    assert [issue().number for _ in range(2)] == ["朝人社训补〔2020〕1号", "朝人社训补〔2020〕2号"]
    with pytest.raises(RuntimeError):
        do(
            lambda tx: (
                letters.issue(
                    tx, "decision", TITLE, CONTENT, office="chaoyang", addressee="x", prefix="朝人社训补"
                ),
                (_ for _ in ()).throw(RuntimeError),
            )
        )
    assert issue().number == "朝人社训补〔2020〕3号", "a command that failed takes no number"
    assert issue(kind="receipt").number == "朝人社训补〔2020〕4号", "no number is given twice"
    with clock.frozen(datetime(2021, 1, 1, tzinfo=clock.ZONE)):
        assert issue().number == "朝人社训补〔2021〕1号"


def test_the_pdf_says_it_all_and_the_file_is_the_one_verified(tmp_path: Path) -> None:
    issued = issue()
    with pytest.raises(Refusal, match="正在制作"):
        pdf(issued.letter)
    run_due()
    made = pdf(issued.letter)
    text = words(made.content, tmp_path)
    for part in (
        "北京市朝阳区人力资源和社会保障局",
        TITLE.zh,
        issued.number,
        issued.code,
        "49,280元",
        "肆万玖仟贰佰捌拾元整",
        "10人，32个可计月",
        "60日内",
        "6个月内",
        "2020年9月21日",
        "第1页·共1页",
    ):
        assert "".join(part.split()) in text
    assert letters.same_file(issued.code, made.content) is True
    assert letters.same_file(issued.code, made.content + b" ") is False


def test_the_same_letter_gives_the_same_bytes_and_is_an_archivable_pdf() -> None:
    data = {
        "office": "局",
        "title": "书",
        "title_en": "",
        "number": "1号",
        "code": "A",
        "qr": _svg(),
        "dated": [2020, 9, 21],
        "addressee": "甲",
        "opening": [],
        "facts": [],
        "basis": [],
        "decision": ["准。"],
        "sum": "",
        "sum_label": "",
        "sum_words": "",
        "remedies": [],
        "closing": [],
    }
    one, two = (typeset("letter", data) for _ in range(2))
    assert one == two
    assert b"pdfaid" in one
    assert one != typeset("letter", {**data, "dated": [2020, 9, 22]}), "the document's date is an input"


def _svg() -> str:
    from gongbao.platform.letters.typesetting import qr

    return qr("AAAA-BBBB-CCCC")


def test_a_missing_glyph_parks_that_letter_only_and_names_the_character() -> None:
    faulty, good = issue(addressee="\U00030000某某"), issue()
    run_due()
    assert pdf(good.letter).content.startswith(b"%PDF")
    with pytest.raises(Refusal, match=r"U\+30000"):
        pdf(faulty.letter)
    assert [(row.number, row.missing) for row in listed(parked=True)] == [
        (faulty.number, "\U00030000(U+30000)")
    ]
    assert do(lambda tx: letters.make(tx, faulty.letter)) is False, "still no font"


def test_a_parked_letter_is_made_once_a_font_is_supplied(monkeypatch: pytest.MonkeyPatch) -> None:
    from gongbao.evidence.pdf import fonts
    from gongbao.platform.letters import issuing

    def lacking(template: str, data: dict[str, Any]) -> bytes:
        raise MissingGlyph(["𠮷"])

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "typeset", lacking)
        issued = issue()
        run_due()
    assert [row.id for row in listed(parked=True)] == [issued.letter]
    assert do(lambda tx: letters.make(tx, issued.letter)) is True
    assert listed(parked=True) == []
    assert pdf(issued.letter).digest
    monkeypatch.setenv("GONGBAO_FONTS", os.pathsep.join(["a", "b"]))
    assert fonts.folders()[-2:] == ("a", "b")


def test_a_receipt_has_its_own_page(tmp_path: Path) -> None:
    issued = issue("receipt-01")
    run_due()
    text = words(pdf(issued.letter).content, tmp_path)
    assert "下一步" in text
    assert "认定的事实" not in text


def test_what_anyone_learns_from_a_code_is_not_personal() -> None:
    issued = issue()
    found = letters.verify_code(issued.code.lower().replace("-", " "))
    assert found is not None
    assert (found.number, found.office, found.dated, found.in_force) == (
        issued.number,
        "chaoyang",
        date(2020, 9, 21),
        True,
    )
    assert "样例科技" not in repr(found)
    do(lambda tx: letters.set_standing(tx, issued.letter, "withdrawn"))
    withdrawn = letters.verify_code(issued.code)
    assert withdrawn is not None
    assert not withdrawn.in_force


def test_an_unknown_code_is_unknown_and_a_mistyped_one_is_refused() -> None:
    code = new_code()
    assert letters.verify_code(code) is None
    wrong = "3" if code[0] != "3" else "4"
    for typed in (wrong + code[1:], code[:-1], "", "IIII-OOOO-1010"):
        with pytest.raises(Refusal, match="核验码不对"):
            letters.verify_code(typed)


@given(
    st.text(st.sampled_from(ALPHABET), min_size=11, max_size=11),
    st.integers(0, 10),
    st.sampled_from(ALPHABET),
)
def test_every_single_mistyped_sign_is_caught(body: str, place: int, sign: str) -> None:
    changed = body[:place] + sign + body[place + 1 :]
    assert (check(changed) == check(body)) is (changed == body)


@pytest.mark.parametrize(
    ("method", "more", "served"),
    [
        ("online", {}, date(2020, 9, 21)),
        ("person", {"served_on": date(2020, 9, 21), "acknowledged_by": "赵明"}, date(2020, 9, 21)),
        ("post", {}, None),
        ("notice", {"deemed_after": 60}, date(2020, 11, 20)),
    ],
)
def test_how_a_letter_counts_as_served(method: str, more: dict[str, Any], served: date | None) -> None:
    issued = issue()
    do(lambda tx: str(letters.serve(tx, issued.letter, method, **more)))
    with read(CY, purpose="test"):
        assert letters.served_on(issued.letter) == served


def test_service_starts_the_clocks_of_the_remedies_and_the_first_service_counts() -> None:
    issued = issue()
    delivery = UUID(do(lambda tx: str(letters.serve(tx, issued.letter, "post"))))
    with read(CY, purpose="test"):
        assert [right.deadline for right in letters.rights(issued.letter)] == [None, None]
    with clock.frozen(datetime(2020, 9, 25, 9, tzinfo=clock.ZONE)):
        do(lambda tx: letters.acknowledge(tx, delivery, date(2020, 9, 23), "前台"))
        do(lambda tx: str(letters.serve(tx, issued.letter, "online")))
    with read(CY, purpose="test"):
        due = [right.deadline.due for right in letters.rights(issued.letter) if right.deadline]
    assert due == [date(2020, 11, 23), date(2021, 3, 23)], "22 November is a Sunday and moves to Monday"


@pytest.mark.parametrize(
    ("method", "more", "word"),
    [
        ("person", {}, "签收人"),
        ("person", {"served_on": date(2020, 9, 22), "acknowledged_by": "赵明"}, "送达日期应在"),
        ("person", {"served_on": date(2020, 9, 20), "acknowledged_by": "赵明"}, "送达日期应在"),
        ("notice", {}, "视为送达"),
        ("pigeon", {}, "送达方式"),
    ],
)
def test_service_that_cannot_be_is_refused(method: str, more: dict[str, Any], word: str) -> None:
    issued = issue()
    with pytest.raises(Refusal, match=word):
        do(lambda tx: str(letters.serve(tx, issued.letter, method, **more)))


def test_a_letter_is_read_by_its_office_and_its_party_only() -> None:
    issued = issue()
    run_due()
    seen = []
    for who in (CY, FIRM, SYSTEM, Actor("officer", office="haidian"), Actor("party", party=UUID(int=78))):
        with read(who, purpose="test"):
            seen.append([row.id for row in letters.letters()] == [issued.letter])
    assert seen == [True, True, True, False, False]
