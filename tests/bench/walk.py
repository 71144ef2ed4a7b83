"""How long traces and questions take on about 100,000 claims: `python -m tests.bench.walk [engine …]`.

Prints, for each engine, the best and the middle of several runs in milliseconds, warm.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from graph.model.entity import Entity
from graph.network.connect import connect
from graph.network.trace import owners, trace
from graph.network.walk import Filter, Walk
from graph.view import View
from queries.catalogue import Question, answers, catalogue
from tests.bench.network import network
from tests.bench.running import running
from tests.servers.engines import ENGINES
from tests.shipped import built

RUNS = 7
SUBJECTS = ("attack-5", "company-29000", "project-7", "bank-0")
GIVEN = {"attack": "attack-5", "project": "project-5", "defender": "defender-5"}


def main(names: list[str]) -> None:
    """Measure the engines named, or all."""
    for name in names or ENGINES:
        with tempfile.TemporaryDirectory() as folder, running(name, Path(folder)) as engine:
            began = time.perf_counter()
            with built(engine, Path(folder) / "home", {"bench": network()}) as store:
                _print(f"{name}: built in {time.perf_counter() - began:.0f} s")
                _measure(View(store, "public"))


def _measure(view: View) -> None:
    known = view.entities([*SUBJECTS, "company-3"])
    for key in SUBJECTS:
        _time(f"trace {key}", partial(_trace, view, known[key]))
    _time("owners company-29000", lambda: owners(view, known["company-29000"], Filter()).walk)
    _time(
        "connect project-7 company-3", lambda: connect(view, known["project-7"], known["company-3"], Filter())
    )
    for question in catalogue().values():
        _time(f"query {question.name}", partial(_rows, view, question))


def _trace(view: View, subject: Entity) -> Walk:
    return trace(view, subject, Filter()).walk


def _rows(view: View, question: Question) -> list[tuple[Any, ...]]:
    wanted = [p for p in question.parameters if p.kind == "entity" and p.required]
    given = {p.name: GIVEN.get(p.name, "company-29000") for p in wanted}
    return view.query(question.text, answers(given, question)).rows


def _time(what: str, ask: Callable[[], Any]) -> None:
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        found = ask()
        taken.append(1000 * (time.perf_counter() - began))
    size = len(found) if isinstance(found, list) else len(found.chains)
    stops = "" if isinstance(found, list) else "; ".join(found.stops)
    _print(f"  {what:34} {min(taken):6.0f} {median(taken):6.0f} ms  {size:5} rows or chains  {stops}")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
