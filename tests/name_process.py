"""A process that makes a name index, for tests that kill it or work beside it."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Never

import polars as pl

from graph.names import kept
from graph.names.index import build_index
from graph.names.rows import rows
from graph.store.remembered import folder
from graph.store.session import Store
from tests.name_index import entities, named

ROOT = Path(__file__).parents[1]


class Unread:
    """A connection of an embedded graph that nothing may be asked of."""

    engine, address = "embedded", "127.0.0.1:1"

    def read(self, *_: object) -> Never:
        raise AssertionError("the graph was read")

    def write_session(self) -> Never:
        raise AssertionError("the graph was written")

    def is_alive(self) -> bool:
        return True

    def hint(self) -> str:
        return ""

    def close(self) -> None:
        """Nothing is open."""


UNREAD = Store(Unread, write=False)


def start(what: str, home: Path) -> "subprocess.Popen[bytes]":
    """Start this module as a process: `save` a build, or `never_end` making its index."""
    command = [sys.executable, "-m", "tests.name_process", what, str(home)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def save_firms(home: Path) -> None:
    """Save the index of three hundred firms as that of build 1."""
    kept.save(home, UNREAD, "1", entities(named(*(f"Firm {number} of many" for number in range(300)))))


def _never_end(home: Path) -> None:
    build_index(folder(home, UNREAD) / "names-1", _endless())


def _endless() -> Iterator[pl.DataFrame]:
    yield from repeat(rows(entities(named("Sinohydro"))))


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    {"save": save_firms, "never_end": _never_end}[sys.argv[1]](Path(sys.argv[2]))
