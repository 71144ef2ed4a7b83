"""The app in a real browser: its server on a free port, Debian's Chromium, and every request that is made."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app.commands.serving import free_port, server_command

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    f"--{name}"
    for name in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]
SECONDS = 120


@contextmanager
def app_server(home: Path, folder: Path) -> Iterator[str]:
    """The address of the app of `home`, served by a process started in `folder`.

    It is started as for a person who writes programs with an assistant, but opens no browser of its own.
    """
    port = free_port()
    (folder / "user" / ".cursor").mkdir(parents=True)
    alone = {"PATH": str(Path(sys.executable).parent), "BROWSER": "/bin/true", "HOME": str(folder / "user")}
    environment = {**os.environ, **alone, "DEFENDERGRAPH_HOME": str(home)}
    log = (folder / "app.log").open("wb")
    server = subprocess.Popen(
        server_command(port, browser=True), env=environment, cwd=folder, stdout=log, stderr=log
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(SECONDS)
        log.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped, or fails where the environment requires it."""
    if not CHROMIUM.exists():
        told = f"{CHROMIUM} is missing; install it: apt-get install chromium"
        if "browser" in os.environ.get("DEFENDERGRAPH_REQUIRE", ""):
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def watched(page: Page, address: str) -> list[str]:
    """Block and list every request that would leave for anywhere but `address`."""
    left: list[str] = []

    def stop(route: Route) -> None:
        left.append(route.request.url)
        route.abort()

    page.context.route(lambda url: not url.startswith((address, "data:", "blob:")), stop)
    page.context.on("page", lambda opened: opened.set_default_timeout(SECONDS * 1000))
    page.set_default_timeout(SECONDS * 1000)
    return left


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not start at {address}")
