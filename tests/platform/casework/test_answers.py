"""Masked answers sent back as shown stand for those kept; ambiguous ones do not."""

from __future__ import annotations

from gongbao.kernel.forms import Field, Form
from gongbao.law.text import Text
from gongbao.platform.casework.drafts import hidden, joined, restored

T = Text("甲", "A")
FORM = Form(
    id="f",
    version="1",
    title=T,
    fields=(
        Field(name="who", kind="identity_number", label=T),
        Field(name="people", kind="table", label=T, columns=(Field(name="phone", kind="phone", label=T),)),
        Field(name="word", kind="text", label=T),
    ),
)
KEPT = {
    "who": "11010519491231002X",
    "people": [{"phone": "13811115678"}, {"phone": "13822225678"}],
    "word": "x",
}


def test_what_a_page_shows_is_masked_and_comes_back_whole() -> None:
    shown = hidden(FORM, KEPT)
    assert shown["who"] == "110***********002X"
    assert shown["people"][0]["phone"] == "138****5678"
    assert restored(FORM, shown, KEPT) == KEPT


def test_a_new_number_replaces_the_one_kept() -> None:
    assert restored(FORM, {"who": "x"}, KEPT)["who"] == "x"


def test_a_removed_row_never_gives_its_number_to_another() -> None:
    kept = {"people": [{"phone": "13811115678"}, {"phone": "13933334444"}]}
    left = restored(FORM, {"people": [{"phone": "139****4444"}]}, kept)
    assert left["people"] == [{"phone": "13933334444"}]
    both = restored(FORM, {"people": [{}, {}, {"phone": "138****5678"}]}, KEPT)
    assert both["people"][2]["phone"] == "138****5678"  # two look so: typed in full, or refused


def test_a_single_file_is_replaced_and_several_are_added_to() -> None:
    one, many = Field(name="a", kind="file", label=T), Field(name="b", kind="files", label=T)
    assert joined(one, "old", ["new"]) == "new"
    assert joined(one, "old", []) == "old"
    assert joined(one, None, []) is None
    assert joined(many, ["old"], ["new"]) == ["old", "new"]
