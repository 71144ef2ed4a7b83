"""Processes that load and build, to be killed at any moment; each forks from one that has all imported."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from select import select
from typing import Any

from graph.statements import datasets
from graph.statements.datasets import Dataset
from graph.statements.schema import Statements, claim_frame, entity_frame
from graph.store import write
from graph.store.build import build
from graph.store.connect import open_store

_EVIDENCE = {"source_url": "https://example.org/1", "claim_status": "documented", "visibility": "public"}
_LABELS = (["Company"], ["Company", "Financier"], ["Government"])
_SMALL_BATCH = 40  # so that there are many moments between two batches


class Parent:
    """The process that others fork from."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.doomed"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._line() == "ready"

    def start(self, seed: int) -> int:
        """Load variant `seed` and build in a new process; return its id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self._home}\t{seed}\n")
        self._process.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """Wait for the process started last; 0 where it did all, minus the signal where it was killed."""
        return int(self._line())

    def killed_after(self, seed: int, seconds: float) -> float | None:
        """Start variant `seed`, kill it after `seconds`; where it did all before, return how long it took."""
        assert self._process.stdout is not None
        child, began = self.start(seed), time.monotonic()
        select([self._process.stdout], [], [], seconds)
        took = time.monotonic() - began
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        return None if self.ended() == -signal.SIGKILL else took

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@contextmanager
def parent(home: Path) -> Iterator[Parent]:
    """A process for `home` to fork others from."""
    made = Parent(home)
    try:
        yield made
    finally:
        made.close()


def variant(seed: int) -> Statements:
    """Statements about some of 150 entities, with some of 400 claims among them; other ones for each seed."""
    random = Random(seed)  # noqa: S311 - no secret
    known = random.sample(range(150), 120)
    entities = [{**_EVIDENCE, "dataset": "kills", **_entity(number, random)} for number in known]
    claims = [_claim(number, known, random) for number in random.sample(range(400), 300)]
    return Statements(entity_frame(entities), claim_frame(claims))


def load(home: Path, seed: int) -> None:
    """Keep variant `seed` as the dataset of `home`, and build."""
    record = Dataset("kills", "", "", "", "", "2026-01-01", 0, 0, [])
    datasets.save(home, record, variant(seed))
    with open_store(home, write=True) as store:
        build(home, store)


def _entity(number: int, random: Random) -> dict[str, Any]:
    label = _LABELS[number % 3 if random.random() < 0.9 else random.randrange(3)]
    return {
        "entity": f"e{number}",
        "labels": label,
        "name": f"Entity {number}",
        "sector": random.choice("abc"),
    }


def _claim(number: int, known: list[int], random: Random) -> dict[str, Any]:
    start = known[number % 5] if number % 2 else random.choice(known)  # half of them at five hubs
    values = {"share": float(random.randint(1, 100))} if random.random() < 0.7 else {}
    ends = {"from": f"e{start}", "to": f"e{random.choice(known)}", "says": f"Claim {number}"}
    return {**_EVIDENCE, "dataset": "kills", "type": random.choice(("OWNS", "FINANCES")), **ends, **values}


def _serve() -> None:
    write.BATCH = _SMALL_BATCH
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        home, seed = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            load(Path(home), int(seed))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
