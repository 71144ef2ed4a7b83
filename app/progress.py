"""That something is under way, on the terminal's standard error; nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """A line that turns while something of unknown length is done."""
    with _bar() as bar:
        bar.add_task(text, total=None)
        yield


@contextmanager
def stepping(
    quiet: bool = False, first: str = "Opening the graph"
) -> Iterator[Callable[[str, int | None], None]]:
    """A bar for steps told with their name and how many rows are done; the name may say of how many."""
    with _bar(quiet) as bar:
        task = bar.add_task(first, total=None)

        def report(text: str, done: int | None) -> None:
            number = "".join(character for character in text if character.isdigit())
            total = int(number) if number and done is not None else None
            bar.update(task, description=text, completed=done or 0, total=total)

        yield report


def _bar(quiet: bool = False) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    disable = quiet or not sys.stderr.isatty()
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=disable)
