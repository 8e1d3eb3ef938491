"""The screens in Chromium: accessibility, reflow, keyboard, print, rare characters, no script."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from playwright.sync_api import expect
from tests.web.sample_contexts import SHOWN, WORKBENCH
from tests.web.test_look_pages import LOOK_ALONE

from gongbao.web import context

pytestmark = pytest.mark.browser
SCREEN = "/styleguide/screens/"
EVERY = ["/", "/styleguide/", "/help/", "/accessibility/", "/nowhere/"] + [SCREEN + name for name in SHOWN]
TELLING = [
    SCREEN + name for name in ("home", "guide", "apply_scheme", "answer", "queue", "fund") if name in SHOWN
]
needs_workbench = pytest.mark.skipif(
    not WORKBENCH, reason="the workbench has no addresses in this installation"
)
TARGETS = ".button, .input, .site-nav a, .masthead__tools a, .list__link, .toc a, .choice, .segments span, .life-event, .touch"
RARE = "𬳿𫍯㛃龘䶮"


@pytest.fixture(autouse=True)
def _look_alone(monkeypatch):
    import_module("gongbao.web.urls")
    monkeypatch.setattr(context, "_home", {})
    monkeypatch.setattr(context, "_guides", {})
    with LOOK_ALONE:
        yield


def complaints(page):
    return [said for said in page.complaints if "404" not in said]


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def accessibility_faults(page):
    """What axe finds wrong with the page: the rule, and where it is broken."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"runOnly": WCAG, "resultTypes": ["violations"], "elementRef": False})
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found.response["violations"]
    ]


@pytest.mark.parametrize("path", EVERY)
def test_no_accessibility_fault_nothing_inline_and_320_pixels_are_wide_enough(open_page, path):
    page = open_page(path)
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    for choice in ("", "?lang=en", "?view=elder", "?lang=zh"):  # the last: large and Chinese
        if choice:
            page.goto(f"http://localhost{path}{choice}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, choice
    assert complaints(page) == []


@pytest.mark.parametrize("path", TELLING)
def test_no_accessibility_fault_in_the_other_modes(open_page, path):
    page = open_page(path, width=360, dark=True)
    assert accessibility_faults(page) == []
    page.goto(f"http://localhost{path}?lang=en")
    assert accessibility_faults(page) == []
    page.emulate_media(color_scheme="light")
    page.goto(f"http://localhost{path}?lang=zh&view=elder")
    assert accessibility_faults(page) == []


@pytest.mark.parametrize(("query", "least"), [("", 44), ("?view=elder", 60)])
@pytest.mark.parametrize("path", [p for p in TELLING if "queue" not in p and "fund" not in p])
def test_targets_are_large_enough(open_page, path, query, least):
    page = open_page(path + query, width=360)
    sizes = page.locator(TARGETS).evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => [e.className, e.getBoundingClientRect().height])"
    )
    assert sizes
    assert [size for size in sizes if size[1] < least - 0.5] == []


@needs_workbench
def test_officers_targets_keep_the_least_size_of_wcag(open_page):
    page = open_page(SCREEN + "queue")
    sizes = page.locator(".button, .queue-nav a, input[type=checkbox]").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.closest('td, th')?.getBoundingClientRect().height ?? e.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24


def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    page = open_page(SCREEN + "answer")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_focus_is_always_visible(open_page):
    page = open_page(SCREEN + "apply_scheme")
    for _ in range(25):
        page.keyboard.press("Tab")
        drawn = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e.parentElement.matches('.segments label') ? e.nextElementSibling : e);"
            " return e === document.body || s.outlineStyle !== 'none'; })()"
        )
        assert drawn


def test_problems_are_focused_and_lead_to_their_fields(open_page):
    page = open_page(SCREEN + "apply_scheme")
    expect(page.locator("#problems")).to_be_focused()
    page.click("#problems a >> nth=0")
    expect(page.locator("#f-account")).to_be_focused()


@needs_workbench
def test_single_keys_move_choose_and_search(open_page):
    page = open_page(SCREEN + "queue")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("#j$"))  # the browser tells of a move within the page a moment later
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("#k$"))
    box = page.locator("tr[aria-current] input[type=checkbox]")
    expect(box).not_to_be_checked()
    page.keyboard.press("x")
    expect(box).to_be_checked()
    assert page.inner_text("#chosen-count") == "已选 1 件"
    page.keyboard.press("/")
    page.keyboard.type("j")
    assert page.input_value("[data-search]") == "j"  # typing is not a shortcut


@needs_workbench
def test_single_keys_can_be_turned_off(open_page):
    page = open_page(SCREEN + "queue?keys=off")
    page.keyboard.press("j")
    page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    assert "#" not in page.evaluate("location.href")


@needs_workbench
def test_choosing_all_and_narrowing_the_list(open_page):
    page = open_page(SCREEN + "queue_list")
    page.fill("[data-search]", "一苇")
    assert page.locator("#cases tbody tr:visible").count() == 1
    page.check("[data-choose-all]")
    assert page.inner_text("#chosen-count") == "已选 1 件"  # rows that are hidden are not touched


def test_leaving_unsaved_answers_asks_first(open_page):
    page = open_page(SCREEN + "apply_roster")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("http://localhost/help/")
    assert asked == []
    page = open_page(SCREEN + "apply_scheme")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#f-months", "2020-07")
    page.goto("http://localhost/help/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("path", TELLING)
def test_every_page_is_whole_without_script(open_page, path):
    with_script, without = open_page(path), open_page(path, script=False)
    words = "main"
    assert without.inner_text(words).split() == with_script.inner_text(words).split()


def test_paper_has_the_answer_and_the_code_but_no_navigation(open_page):
    page = open_page(SCREEN + "answer")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".button").first.is_visible()
    assert page.locator(".print-only").is_visible()
    assert page.locator("#outcome").is_visible()


def test_an_ordinary_page_loads_no_font(open_page):
    page = open_page(SCREEN + "answer")
    page.evaluate("document.fonts.ready.then(() => 1)")
    assert (
        page.evaluate(
            "[...document.fonts].filter(f => f.family.includes('Rare') && f.status !== 'unloaded').length"
        )
        == 0
    )


def drawn_with(page, selector):
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]


@pytest.mark.parametrize("character", [c for c in RARE if c != "龘"])
def test_our_own_fonts_draw_rare_characters(open_page, character):
    """With no other font than ours: the glyph comes from the file, so a system without any still shows it."""
    page = open_page("/styleguide/")
    page.evaluate(
        "async c => { const e = document.getElementById('rare'); e.textContent = c; e.className = 'only-rare';"
        " const sheet = new CSSStyleSheet(); sheet.replaceSync('.only-rare { font-family: \"Gongbao Rare\" !important }');"
        " document.adoptedStyleSheets = [sheet]; await document.fonts.load('16px \"Gongbao Rare\"', c); }",
        character,
    )
    fonts = drawn_with(page, "#rare")
    assert [(font["isCustomFont"], font["glyphCount"]) for font in fonts] == [(True, 1.0)]


@pytest.mark.parametrize("character", list(RARE))
def test_no_rare_character_is_a_box(open_page, character):
    """Its picture differs from that of a code point nobody has a glyph for."""
    page = open_page("/styleguide/")
    page.evaluate("document.getElementById('rare').style.fontSize = '64px'")
    pictures = []
    for text in (character, "\U000323b0"):
        page.evaluate("t => { document.getElementById('rare').textContent = t }", text)
        page.evaluate("document.fonts.ready.then(() => 1)")
        pictures.append(page.locator("#rare").screenshot())
    assert pictures[0] != pictures[1]
    assert all(font["glyphCount"] for font in drawn_with(page, "#rare") or [{"glyphCount": 1}])


def test_calm_readers_see_no_movement(open_page):
    page = open_page(SCREEN + "guide", calm=True)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
