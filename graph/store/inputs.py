"""What a build is made from, as one hash: where it is equal, so is the graph that it would make."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

import polars as pl

from graph.statements.datasets import datasets

_PACKAGE = Path(__file__).parents[1]
_ALSO = ("judgements.jsonl",)


def inputs(home: Path, *chosen: str) -> str:
    """A hash of the statements, the judgements, what was `chosen` and the program itself."""
    parts = [*chosen, _program()]
    for dataset in datasets(home):
        parts += [
            dataset.name,
            str(dataset.ontology),
            *(f"{k}={v}" for k, v in sorted(dataset.tables.items())),
        ]
    for name in _ALSO:
        path = home / name
        parts += [name, _digest(path.read_bytes()) if path.exists() else ""]
    return _digest("\x1f".join(parts).encode())


def fast_of() -> str:
    """What fast hashes are of: this version of Polars and of the program."""
    return f"{pl.__version__} {_program()}"


@cache
def _program() -> str:
    """A hash of this package, since another version may make another graph of the same statements."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".yaml", ".cypher"))
    return _digest(b"\x1f".join(path.read_bytes() for path in files))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
