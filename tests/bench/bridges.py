"""How long taking out about 100,000 claims takes: `python -m tests.bench.bridges [engine …]`.

Prints, for each engine, the seconds of one run, and those of this process alone.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graph.bridges.extract import extracts
from graph.bridges.frames import claims_frame, frames
from graph.bridges.network_graph import to_networkx
from graph.bridges.selection import Selection
from graph.view import View
from tests.bench.network import network
from tests.bench.running import running
from tests.shipped import built

AROUND = Selection("company-29000", 3)
MEASURED: dict[str, Callable[[View], int]] = {
    "pieces, read and let go": lambda view: sum(len(piece.claims) for piece in extracts(view)),
    "claims frame": lambda view: claims_frame(view).height,
    "three frames": lambda view: frames(view).facts.height,
    "networkx by claim": lambda view: to_networkx(view).number_of_edges(),
    "networkx by fact": lambda view: to_networkx(view, by="fact").number_of_edges(),
    "networkx, 3 steps around a company": lambda view: to_networkx(view, AROUND).number_of_edges(),
}


def main(names: list[str]) -> None:
    """Measure the engines named, or the embedded one."""
    for name in names or ["embedded"]:
        with (
            tempfile.TemporaryDirectory() as folder,
            running(name, Path(folder)) as engine,
            built(engine, Path(folder) / "home", {"bench": network()}) as store,
        ):
            for what, run in MEASURED.items():
                began, own = time.perf_counter(), time.process_time()
                found = run(View(store, "public"))
                whole, own = time.perf_counter() - began, time.process_time() - own
                sys.stdout.write(f"{name}: {what:38}{found:9,}{whole:8.1f} s{own:8.1f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
