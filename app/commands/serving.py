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


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("app")(open_app)


def open_app(
    port: Annotated[int, typer.Option(help="The port on this machine; 0 takes a free one.")] = 8501,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
    home: Home = None,
) -> None:
    """Open the app in the browser. Example: [bold]defendergraph app[/bold]"""
    where = open_home(home)
    script = Path(__file__).parents[1] / "start.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port or free_port())]
    command += ["--server.headless", str(not browser).lower()]
    raise typer.Exit(subprocess.run(command, env=_environment(where), check=False, cwd=script.parents[1]).returncode)


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "DEFENDERGRAPH_HOME": str(home)}
