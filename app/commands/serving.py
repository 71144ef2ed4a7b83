"""The command that opens the app."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.options import Home
from graph.home import open_home

START = Path(__file__).parents[1] / "start.py"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("app")(open_app)


def open_app(
    port: Annotated[int, typer.Option(help="The port on this machine; 0 takes a free one.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    home: Home = None,
) -> None:
    """Open the app in the browser. Example: [bold]defendergraph app[/bold]"""
    environment = {**os.environ, "DEFENDERGRAPH_HOME": str(open_home(home))}
    if port and not _is_free(port):
        typer.echo(f"Port {port} is in use; another one is taken.", err=True)
        port = 0
    port = port or free_port()
    command = server_command(port, browser)
    typer.echo(f"The app is at http://127.0.0.1:{port} (Ctrl+C ends it).")
    sys.stdout.flush()
    if sys.platform != "win32":
        os.execve(command[0], command, environment)  # noqa: S606 - so that what ends this process ends the server
    raise typer.Exit(subprocess.run(command, env=environment, check=False).returncode)


def server_command(port: int, browser: bool) -> list[str]:
    """What starts the server; -P keeps modules of the folder it is started from out of the program."""
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": str(not browser).lower(),
        "browser.gatherUsageStats": "false",
        "server.showEmailPrompt": "false",
        "logger.hideWelcomeMessage": "true",  # and the invitation of Streamlit that would stand in the pages
    }
    told = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-P", "-m", "streamlit", "run", str(START), *told]


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
