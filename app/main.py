"""The command line."""

import sys
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from app.commands import asking, drawing, forgetting, judging, loading, serving, walking

app = typer.Typer(
    name="defendergraph",
    help="Follows the line from an attack on a human rights defender to everyone with leverage over it.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
for group in (serving, loading, asking, walking, judging, forgetting, drawing):
    group.add_to(app)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"defendergraph {version('defendergraph')}")
        raise typer.Exit


@app.callback()
def whole(
    told: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """What every command shares."""


def run() -> NoReturn:
    """Run the command line; a known problem is one line (or one a problem) and an exit code."""
    sys.modules["pandas"] = None  # type: ignore[assignment]  # the driver would load it, for a second, for nothing
    try:
        app()
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:
        from app.problems import tell

        code = tell(error)
        if code is None:
            raise
        sys.exit(code)
    sys.exit(0)
