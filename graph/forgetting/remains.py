"""A look through every file of a home for names that should be gone from it."""

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from graph.forgetting.texts import NOBODY, Recogniser
from graph.forgetting.writings import folded

_READ_WHOLE_BYTES = 4_000_000
_TEXTS = (".json", ".jsonl", ".yaml", ".yml", ".txt", ".md", ".csv", ".log", ".svg", ".html", ".cypher")


def remains(home: Path, names: Iterable[str], known: Recogniser) -> list[str]:
    """The files of a home, by their paths in it, that hold one of `names` in any writing.

    Parquet is read by its texts, text files as texts, everything else byte by byte.
    """
    needles = sorted(_needles(names))
    found = []
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        inside = path.relative_to(home).as_posix()
        if known.key(inside)[1] != NOBODY or _holds(path, needles, known):
            found.append(inside)
    return found


def _holds(path: Path, needles: list[bytes], known: Recogniser) -> bool:
    try:
        if path.suffix == ".parquet":
            return any(known.spans(text) for text in _parquet_texts(path, needles))
        size = path.stat().st_size
        if path.suffix in _TEXTS and size <= _READ_WHOLE_BYTES:
            return bool(known.spans(path.read_text(encoding="utf-8", errors="replace")))
        return size > 0 and _holds_bytes(path, needles)
    except FileNotFoundError:
        return False


def _parquet_texts(path: Path, needles: list[bytes]) -> Iterator[str]:
    """The texts of a table that may hold a name: that hold a needle, marks and signs aside."""
    scan = pl.scan_parquet(path, glob=False)
    words = sorted({needle.decode() for needle in needles})
    for name, kind in scan.collect_schema().items():
        if kind in (pl.String, pl.List(pl.String)):
            column = scan.select(text=name)
            texts = (column.explode("text") if kind == pl.List(pl.String) else column).drop_nulls().unique()
            plain = (
                pl.col("text").str.to_lowercase().str.normalize("NFKD").str.replace_all("[\u0300-\u036f]", "")
            )
            plain = plain.str.normalize("NFC").str.replace_all(r"[\W_]+", " ")
            hit = (plain + " ").str.contains_any(words)
            yield from texts.filter(hit).collect(engine="streaming")["text"]


def _holds_bytes(path: Path, needles: list[bytes]) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        lower = data[:].lower() if len(data) <= 64 * _READ_WHOLE_BYTES else data
        return any(lower.find(needle) >= 0 for needle in needles)


def _needles(names: Iterable[str]) -> set[bytes]:
    """Names as they may stand in bytes: as written, folded, and as a slug."""
    found = set()
    for name in names:
        plain = folded(name)
        found |= {name, name.lower(), plain, plain.replace(" ", "-"), plain.replace(" ", "_")}
    return {text.encode() for text in found if text}
