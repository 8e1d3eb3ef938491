"""The main navigation stays one line: the rooms' pages stand in a menu that opens with and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.people import Person
from tests.platform.training_subsidy.world import city, to

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]


def test_the_menu_of_services(people: Callable[..., Person]) -> None:
    to("2020-11-10 09:30")
    city()
    for width, script in ((1000, True), (360, False)):
        person = people(width=width, script=script)
        person.go("/")
        menu, link = (
            person.page.locator(".menu"),
            person.page.locator(".menu").get_by_role("link", name="职称测评"),
        )
        expect(link).to_be_hidden()
        menu.get_by_text("办事").press("Enter")
        expect(link).to_be_visible()
        person.looks(f"menu-{width}")
        link.click()
        expect(menu.locator(".is-here")).to_be_visible()
        heights = person.page.locator(".brand__name").bounding_box()
        assert heights is not None
        assert heights["height"] < 40  # the site's name is not broken into lines
        if script:
            menu.get_by_text("办事").click()
            person.page.keyboard.press("Escape")
            expect(link).to_be_hidden()
            expect(menu.locator("summary")).to_be_focused()
            menu.get_by_text("办事").click()
            person.page.mouse.click(5, 700)
            expect(link).to_be_hidden()
