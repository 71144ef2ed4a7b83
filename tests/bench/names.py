"""How long finding takes among 3.8 million names: `python -m tests.bench.names [entities]`.

Prints the time to build and to open an index, its size, the most memory, and a thousand searches by kind:
middle and worst in milliseconds (of the clock, and of the processor), and how many found what was meant.
"""

import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

import polars as pl

from graph.names.find import Names, find
from graph.names.index import build_index, open_index
from tests.bench.name_rows import BATCH, batches

ENTITIES, EACH, FIRST = 3_200_000, 125, 5
KINDS = ("exact", "beginning", "typing error", "part", "other script", "identifier")


@dataclass(frozen=True)
class Asked:
    """A search: its kind, what is typed, and the name that is meant: any where empty, None for none."""

    kind: str
    text: str
    meant: str | None


@dataclass(frozen=True)
class Took:
    """Milliseconds that a search took, and whether it found what was meant."""

    kind: str
    clock: float
    processor: float
    found: bool


def main(entities: int) -> None:
    """Build, open and search."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "rows"
        told.mkdir()
        for number, batch in enumerate(batches(entities)):
            batch.write_parquet(told / f"{number:04}.parquet")
        built = _build(Path(folder) / "names", told)
        began = time.perf_counter()
        names = Names(open_index(Path(folder) / "names"))
        opened = time.perf_counter() - began
        print(f"opened in {opened * 1e3:.1f} ms, {opened / built:.6f} of building it")  # noqa: T201
        _search(names, _asked(told, Random(1)))  # noqa: S311 - no secret


def _build(folder: Path, told: Path) -> float:
    """Seconds it took to build the index of the rows in a folder."""
    paths = sorted(told.iterdir())
    names = pl.scan_parquet(paths).filter(pl.col("kind") == "name").select(pl.len()).collect().item()
    began, processor = time.perf_counter(), time.process_time()
    build_index(folder, (pl.read_parquet(path) for path in paths))
    took = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(  # noqa: T201
        f"{names:,} names in batches of {BATCH:,}: built in {took:.1f} s "
        f"({time.process_time() - processor:.1f} s of the processor), {size:.0f} MB, "
        f"most memory {memory:.0f} MB; load {os.getloadavg()[0]:.1f}"
    )
    return took


def _search(names: Names, asked: list[Asked]) -> None:
    took = [_took(names, one) for one in asked]
    for kind in dict.fromkeys(one.kind for one in took):
        _tell(kind, [one for one in took if one.kind == kind])
    _tell("all", took)
    print(f"load {os.getloadavg()[0]:.1f}")  # noqa: T201


def _took(names: Names, asked: Asked) -> Took:
    began, processor = time.perf_counter(), time.process_time()
    hits = find(names, asked.text, ["public"])
    clock, processor = time.perf_counter() - began, time.process_time() - processor
    found = (
        asked.meant in [hit.name for hit in hits[:FIRST]]
        if asked.meant
        else bool(hits) == (asked.meant == "")
    )
    return Took(asked.kind, clock * 1e3, processor * 1e3, found)


def _tell(kind: str, took: list[Took]) -> None:
    clock, processor = [one.clock for one in took], [one.processor for one in took]
    print(  # noqa: T201
        f"{kind:16} {len(took):5}  middle {median(clock):6.1f} ms  worst {max(clock):6.1f} ms  "
        f"processor {median(processor):6.1f} / {max(processor):6.1f} ms  "
        f"meant in the first {FIRST}: {sum(one.found for one in took)}"
    )


def _asked(told: Path, random: Random) -> list[Asked]:
    """A thousand searches of eight kinds, mixed."""
    paths = random.sample(sorted(told.iterdir()), min(8, len(list(told.iterdir()))))
    rows = pl.read_parquet(paths).filter(pl.col("kind") == "lei").select("id", "name", "text")
    known = [one for one in rows.iter_rows() if len(one[1]) >= 6]
    latin, other = ([one for one in known if one[1].isascii() == wanted] for wanted in (True, False))
    found = [
        Asked(kind, _typed(kind, name, lei, random), name)
        for kind in KINDS
        for _, name, lei in random.sample(other if kind == "other script" else latin, EACH)
    ]
    for number in range(EACH):
        found.append(Asked("miss", f"zqx{number}wvk jjyq{number}x", None))
        found.append(Asked("letters", "".join(random.choices("abcdeimnorst", k=1 + number % 3)), ""))
    random.shuffle(found)
    return found


def _typed(kind: str, name: str, lei: str, random: Random) -> str:
    """What is typed of a name for a kind of search."""
    words = name.split()
    place = random.randrange(len(name) - 1)
    return {
        "beginning": name[: max(4, len(name) * 2 // 3)],
        "typing error": f"{name[:place]}{random.choice('aeinorst')}{name[place + 1 :]}",
        "part": " ".join(random.sample(words, max(1, len(words) - 1))),
        "identifier": lei,
    }.get(kind, name)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTITIES)
