"""Every screen renders in both languages, says what it should, and carries nothing inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings
from tests.web.sample_contexts import GUIDE, SHOWN

import gongbao.web
from gongbao.law.text import Text
from gongbao.web import context, fonts
from gongbao.web.public import views_pages

FOLDER = Path(gongbao.web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
PAGES = ["/", "/policies/", "/styleguide/", "/help/", "/accessibility/", "/privacy/", "/about/", "/site-map/"]
ADDRESSES = PAGES + [f"/styleguide/screens/{name}" for name in SHOWN]
HAN = re.compile(r"[\u3400-\u9fff]")

LOOK_ALONE = override_settings(  # the screens by themselves: no session, no database
    ROOT_URLCONF="tests.web.urls_look",
    MIDDLEWARE=[
        "gongbao.web.i18n.LanguageMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "gongbao.web.middleware.DisplayMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "gongbao.web.context.look",
                ],
                "string_if_invalid": "",
            },
        }
    ],
    CSRF_FAILURE_VIEW="gongbao.web.public.views_pages.csrf_failed",
)


@pytest.fixture(autouse=True)
def _look_alone(monkeypatch):
    """No room has handed in anything, so that what is shown is the look's own."""
    import_module("gongbao.web.urls")  # rooms hand in their parts when the addresses are read
    monkeypatch.setattr(context, "_home", {})
    monkeypatch.setattr(context, "_guides", {})
    with LOOK_ALONE:
        yield


class Page(HTMLParser):
    """Counts what a page must have once, and collects what it must not have."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page(address, language):
    answer = Client().get(address, {"lang": language})
    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert page.of("html")[0]["lang"] == {"zh": "zh-CN", "en": "en"}[language]
    assert len(page.of("h1")) == 1
    assert len(page.of("main")) == 1
    assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
    assert all(a.get("src") for a in page.of("script"))
    assert not page.of("style")
    ids = [a["id"] for _, a in page.tags if a.get("id")]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= set(ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_fetched_from_elsewhere(address):
    page = Page(Client().get(address).content.decode())
    for attributes in page.of("link", "script", "img", "iframe", "source"):
        target = attributes.get("href") or attributes.get("src") or ""
        assert target.startswith("/")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER / "templates")))
def test_templates_say_everything_in_both_languages(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S)
    for words in re.findall(r"\{% t (.*?)%\}", text):
        assert re.match(r'"[^"]+" "[^"]*"|[\w.]+ [\w.]+', words), f"no English: {words}"
    left = re.sub(
        r"\{% t .*?%\}|text=\"[^\"]+\" en=\"[^\"]+\"|<span class=\"song\">龘.*?</span>|>中文<|存<br>证",
        "",
        text,
    )
    assert not HAN.search(left), HAN.search(left)


def test_a_form_that_changes_something_carries_a_token():
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, flags=re.S):
            assert "{% csrf_token %}" in form, path


def test_chinese_comes_first_whatever_the_browser_prefers():
    answer = Client(headers={"accept-language": "en-GB,en"}).get("/help/")
    assert answer.headers["Content-Language"] == "zh-CN"
    assert "四种状态" in answer.content.decode()


def test_a_language_once_chosen_stays():
    reader = Client()
    reader.get("/help/?lang=en")
    assert "The four states" in reader.get("/help/").content.decode()
    reader.get("/help/?lang=zh")
    assert "四种状态" in reader.get("/help/").content.decode()


@pytest.mark.parametrize("nonsense", ["fr", "", "en<script>"])
def test_a_language_nobody_offers_changes_nothing(nonsense):
    answer = Client().get("/help/", {"lang": nonsense})
    assert "language" not in answer.cookies
    assert answer.headers["Content-Language"] == "zh-CN"


def test_large_view_and_shortcuts_stay_until_changed():
    reader = Client()
    assert 'class="elder"' in reader.get("/help/?view=elder").content.decode()
    assert 'class="elder"' in reader.get("/help/").content.decode()
    assert 'class="elder"' not in reader.get("/help/?view=standard").content.decode()
    assert 'data-shortcuts="off"' in reader.get("/help/?keys=off").content.decode()
    assert 'data-shortcuts="off"' in reader.get("/help/").content.decode()
    assert 'data-shortcuts="off"' not in reader.get("/help/?keys=on").content.decode()


def test_a_switch_keeps_the_other_parameters():
    html = Client().get("/styleguide/screens/cases?q=%E6%A7%90&lang=zh").content.decode()
    assert 'href="?q=%E6%A7%90&amp;lang=en"' in html


def test_choices_of_display_are_cookies_without_script_access():
    cookie = Client().get("/help/?view=elder").cookies["view"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_missing_page_is_explained():
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_a_failure_is_explained_with_a_number_and_needs_no_request():
    answer = views_pages.failed(HttpRequest())
    assert answer.status_code == 500
    assert re.search(r"E-[0-9A-F]{8}", answer.content.decode())


def test_a_form_without_its_token_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/help/", {"a": "1"})
    assert answer.status_code == 403
    assert "请再提交一次" in answer.content.decode()


def test_no_access_is_explained():
    answer = views_pages.not_allowed(RequestFactory().get("/x"), PermissionError())
    assert answer.status_code == 403
    assert "您不能看这一页" in answer.content.decode()


def test_the_home_page_invents_nothing():
    html = Client().get("/").content.decode()
    for word in ("正在办理", "我的期限", "从您的处境找"):
        assert word not in html


def test_a_part_handed_in_appears_on_the_home_page():
    context.home_part("frequent")(lambda request: [{"text": Text("算一算", "Work it out"), "href": "/x/"}])
    assert "算一算" in Client().get("/").content.decode()


def test_a_part_nobody_shows_cannot_be_handed_in():
    with pytest.raises(ValueError, match="no part"):
        context.home_part("banner")


def test_a_guide_that_is_handed_in_has_a_page_a_tile_and_a_place_in_the_map():
    assert Client().get("/policies/neng-2020-6/").status_code == 404
    context.guide("neng-2020-6")(lambda request: GUIDE)
    html = Client().get("/policies/neng-2020-6/").content.decode()
    assert 'id="c1-1-c"' in html
    assert "招人" in Client().get("/").content.decode()
    assert "以工代训补贴" in Client().get("/policies/").content.decode()
    assert "6号" in Client().get("/site-map/").content.decode()


def test_a_statutory_item_that_is_not_set_is_said_to_be_missing():
    assert "未登记" in Client().get("/").content.decode()
    with override_settings(
        GONGBAO_FOOTER={
            "host": Text("样张局", "Sample"),
            "site_code": "1",
            "icp": "样ICP",
            "police": "样公安",
        }
    ):
        html = Client().get("/").content.decode()
    assert "样张局" in html
    assert "未登记" not in html


def test_the_style_sheet_knows_every_font_part_and_the_files_are_small():
    sheet = (FOLDER / "static/gongbao/gongbao.css").read_text(encoding="utf-8")
    for part in fonts.PARTS:
        assert fonts.face(part) in sheet
        assert (fonts.FOLDER / f"{part.name}.woff2").stat().st_size < 1_500_000
    assert "SIL Open Font License" in (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_everyday_characters_need_no_web_font():
    everyday = "公报补贴北京海淀区人民政府0123456789，。：；“”（）〔〕"
    for part in fonts.PARTS:
        for first, last in part.blocks:
            assert not any(first <= ord(character) <= last for character in everyday)
