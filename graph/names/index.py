"""An index of names on disk: one Tantivy index for each visibility, written whole or not at all."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from tantivy import Document, IndexWriter, Schema, SchemaBuilder, Searcher
from tantivy import Index as Engine

from graph.home import write_json
from graph.names.fold import fold
from graph.names.words import indexed, key, spaced

VERSION = 1
_WHOLE = "whole.json"
LONGEST = 1_000
_HEAP_BYTES = 300_000_000


class NoIndex(Exception):  # noqa: N818 - it is what happened
    """The folder holds no whole index of this version."""


@dataclass(frozen=True)
class Index:
    """An open index: a searcher for each visibility that it has names of."""

    levels: Mapping[str, Searcher]


def schema() -> Schema:
    """How names are found: `row` is what a hit is made of.

    `words` and `whole` are those of scripts with spaces, `pairs` and `runs` those of the others: their many
    letters would have to be tried for every typing error.
    """
    fields = SchemaBuilder()
    for name in ("words", "pairs"):
        fields.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("whole", "runs", "identifiers", "label"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    fields.add_unsigned_field("short", fast=True)
    fields.add_bytes_field("row", stored=True)
    return fields.build()


def build_index(folder: Path, batches: Iterable[pl.DataFrame]) -> None:
    """Write the index of rows with columns of `rows.SCHEMA` in place of whatever `folder` holds.

    The rows of one entity stand together in one batch. Memory is bounded by a batch, not by their number.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        levels = _write(made, batches)
        write_json(made / _WHOLE, {"version": VERSION, "levels": levels})
        shutil.rmtree(folder, ignore_errors=True)
        made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def open_index(folder: Path) -> Index:
    """Open an index for reading; it stays readable while another takes its place. Raise NoIndex."""
    try:
        told = json.loads((folder / _WHOLE).read_text(encoding="utf-8"))
        if told["version"] != VERSION:
            raise NoIndex(f"{folder.name} is of another version")
        return Index({level: _searcher(folder / level) for level in told["levels"]})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoIndex(f"{folder.name}: {error}") from None


def _searcher(folder: Path) -> Searcher:
    engine = Engine.open(str(folder))
    engine.config_reader("manual")
    return engine.searcher()


def _write(folder: Path, batches: Iterable[pl.DataFrame]) -> list[str]:
    """Write every batch; return the visibilities that occurred."""
    writers: dict[str, IndexWriter] = {}
    for batch in batches:
        for (level,), part in batch.group_by("visibility", maintain_order=True):
            name = str(level)
            if name not in writers:
                (folder / name).mkdir()
                writers[name] = Engine(schema(), str(folder / name)).writer(_HEAP_BYTES, 1)
            _add(writers[name], part)
    for writer in writers.values():
        writer.commit()
        writer.wait_merging_threads()
    return sorted(writers)


def _add(writer: IndexWriter, part: pl.DataFrame) -> None:
    """Add a document per entity."""
    grouped = part.group_by("id", maintain_order=True).agg(pl.first("label", "name"), "kind", "text")
    for row in grouped.select("id", "label", "name", "kind", "text").iter_rows():
        writer.add_document(_document(*row))


def _document(entity: str, label: str, name: str, kinds: list[str], texts: list[str]) -> Document:
    document = Document()
    shortest = 100
    for kind, text in zip(kinds, texts, strict=True):
        folded = fold(text[:LONGEST])
        if kind != "name":
            document.add_text("identifiers", key(folded))
            continue
        document.add_text(whole_field(folded), key(folded))
        for field, words in zip(("words", "pairs"), indexed(folded), strict=True):
            if words:
                document.add_text(field, " ".join(words))
        shortest = min(shortest, len(folded))
    document.add_text("label", label)
    document.add_unsigned("short", 100 - shortest)
    document.add_bytes("row", json.dumps([entity, label, name, kinds, texts], ensure_ascii=False).encode())
    return document


def whole_field(folded: str) -> str:
    """The field that a whole name stands in."""
    return "whole" if spaced(folded) else "runs"
