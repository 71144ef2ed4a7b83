"""A newcomer's walk through the app in a real browser, and that nothing leaves this machine on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.page_parts.first_line import SUBJECT
from tests.app_homes import built_home
from tests.browser_walk import SECONDS, app_server, chromium, watched

PAGES = {"start": "/", "trace": f"/trace?subject={SUBJECT}", "entity": "/entity?id=case-fmo"}
PAGES |= {"ask": "/ask?question=owners-of&company=FMO", "data": "/data"}
ERRORS = "[data-testid=stException], [data-testid=stAlertContentError]"

expect.set_options(timeout=SECONDS * 1000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    for home in built_home(folder / "home"):
        with app_server(home, folder) as served:
            yield served


def opened(page: Page, address: str) -> Page:
    """The page once its last line is there."""
    page.goto(address)
    expect(page.get_by_text("Profile restricted")).to_be_visible()
    return page


def test_from_the_first_page_to_a_source_and_a_download(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    context = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    left = watched(page, address)
    opened(page, address)

    page.get_by_label("Search", exact=True).fill("Cáceres")
    page.keyboard.press("Enter")
    found = page.get_by_test_id("stMarkdown").filter(has_text="Killing of Berta Cáceres · Attack")
    found.locator("xpath=../..").get_by_role("link", name="Trace").first.click()

    expect(page.get_by_role("heading", name="Killing of Berta Cáceres", exact=True)).to_be_visible()
    lender = page.locator(".frame svg g.box[data-id=case-fmo]")
    expect(lender).to_contain_text("FMO")
    assert page.url.startswith(f"{address}/trace?subject={SUBJECT}")
    assert not left

    source = page.locator("li a[href^=http]").first
    target = source.get_attribute("href") or ""
    with context.expect_page():
        source.click()
    page.wait_for_timeout(500)
    assert left and all(url.split("/")[2] == target.split("/")[2] for url in left)

    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    download.value.save_as(tmp_path / "trace.svg")
    assert "Finnfund" in (tmp_path / "trace.svg").read_text(encoding="utf-8")
    assert page.locator(ERRORS).count() == 0
    context.close()


def test_names_are_found_as_one_types(browser: Browser, address: str) -> None:
    page = opened(browser.new_page(), address)
    box = page.get_by_label("Search", exact=True)
    found = page.get_by_test_id("stMarkdown").filter(has_text="Killing of Berta Cáceres · Attack")
    box.press_sequentially("Berta Các", delay=60)
    expect(found).to_be_visible()
    box.press_sequentially("eres", delay=400)  # slower than the pause after which the page answers
    expect(box).to_have_value("Berta Cáceres")
    expect(box).to_be_focused()
    expect(found).to_be_visible()
    assert page.locator(ERRORS).count() == 0
    page.close()


def test_a_box_of_the_picture_leads_to_its_entity(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = opened(context.new_page(), f"{address}/trace?subject={SUBJECT}")
    box = page.locator(".frame svg a[href='entity?id=case-finnfund']")
    box.scroll_into_view_if_needed()
    box.click()
    expect(page.get_by_role("heading", name="Finnfund", exact=True)).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_asks_elsewhere_or_shows_an_error(
    browser: Browser, address: str, name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    left = watched(page, address)
    opened(page, address + PAGES[name])
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(ERRORS).count() == 0
    assert page.get_by_text("Install").count() == 0  # what Streamlit offers to programmers
    assert not left
    context.close()


def test_the_first_screen_shows_who_stands_behind_and_the_picture_can_be_dragged(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = opened(context.new_page(), address + PAGES["trace"])
    lender = page.locator(".frame svg g.box[data-id=case-fmo]")
    expect(lender).to_be_in_viewport()
    expect(page.locator(".tools .hint")).to_be_visible()
    page.get_by_role("button", name="Readable size").click()
    frame = page.locator(".frame")
    before, at = frame.evaluate("one => one.scrollLeft"), frame.bounding_box()
    assert at
    page.mouse.move(at["x"] + 400, at["y"] + 3)
    page.mouse.down()
    page.mouse.move(at["x"] + 100, at["y"] + 3, steps=3)
    page.mouse.up()
    assert frame.evaluate("one => one.scrollLeft") == before + 300
    context.close()


def test_the_picture_starts_at_its_subject_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), address + PAGES["trace"])
    box = page.locator(f".frame svg g.box[data-id={SUBJECT}]")
    expect(box).to_be_in_viewport(ratio=1)
    frame = page.locator(".frame").bounding_box()
    assert frame
    assert frame["height"] <= 0.79 * 844
    context.close()
