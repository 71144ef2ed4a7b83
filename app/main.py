"""The command line."""

import sys
from typing import NoReturn

import typer
from rich.console import Console

from app.commands import asking, drawing, loading, serving, walking
from app.session import NothingBuilt, Unclear
from graph.home import HomeError
from graph.statements.datasets import DatasetError
from graph.store.build import BuildRefused
from graph.store.error import StoreError
from graph.view import ViewRefused
from loaders.lines import RefusedFile
from queries.catalogue import QuestionError

app = typer.Typer(
    name="defendergraph",
    help="Follows the line from an attack on a human rights defender to everyone with leverage over it.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
for group in (serving, loading, asking, walking, drawing):
    group.add_to(app)

_EXIT = {RefusedFile: 4, Unclear: 3}
_TOLD = (RefusedFile, Unclear, NothingBuilt, HomeError, DatasetError, BuildRefused, StoreError, ViewRefused, QuestionError)


def run() -> NoReturn:
    """Run the command line; a known problem is one line (or one a problem) and an exit code."""
    try:
        app()
    except _TOLD as error:
        stderr = Console(stderr=True, highlight=False, soft_wrap=True)
        for line in str(error).splitlines():
            stderr.print(line, markup=False)
        for hit in error.hits if isinstance(error, Unclear) else []:
            stderr.print(f"  {hit.id}  {hit.name} ({hit.label})", markup=False)
        sys.exit(_EXIT.get(type(error), 1))
    except BrokenPipeError:
        sys.exit(1)
    sys.exit(0)
