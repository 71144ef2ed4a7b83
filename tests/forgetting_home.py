"""Statements about somebody who will be forgotten, and a look through every byte of a home for a name."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl

from graph.forgetting import record as records
from graph.forgetting.gathered import entry, gathered
from graph.forgetting.record import Entry, Record
from graph.statements.datasets import Dataset
from graph.statements.schema import Statements, claim_frame, entity_frame

_EVIDENCE = {
    "dataset": "mine",
    "source_url": "https://example.org/1",
    "claim_status": "reported",
    "visibility": "public",
    "file": "mine.yaml",
}
RECORD = Dataset("mine", "Mine", "Ana Oyola's friends", "CC0", "mine", "2026-01-01", 0, 0, ["mine.yaml"])


def said(dataset: str = "mine") -> Statements:
    """Ana Oyola, a hidden defender of two sources, who is named in the title of an attack and elsewhere."""
    entities: list[dict[str, Any]] = [
        {
            "entity": "x-ana-oyola",
            "labels": ["Defender"],
            "name": "Ana Oyola",
            "kind": "person",
            "visibility": "restricted",
            "wikidata": "Q77",
        },
        {"entity": "x-ana-oyola", "labels": ["Defender"], "other_names": ["Oyola de Paz"]},
        {"entity": "x-2", "labels": ["Person"], "name": "OYOLA, Ana"},
        {"entity": "x-3", "labels": ["Defender"], "wikidata": "Q77"},
        {
            "entity": "x-arrest-of-ana-oyola",
            "labels": ["Attack"],
            "name": "Arrest of Ana Oyola",
            "description": "Ana Oyola's house; then Anahí Oyolas's.",
        },
        {"entity": "x-raid", "labels": ["Attack"], "name": "A raid at night"},
        {"entity": "x-firm", "labels": ["Company"], "name": "The Firm", "other_names": ["Ana Oyola & Sons"]},
        {
            "entity": "x-town",
            "labels": ["Defender"],
            "name": "Neighbours",
            "kind": "community",
            "named_publicly": True,
        },
    ]
    claims: list[tuple[str, str, str, dict[str, Any]]] = [
        ("x-arrest-of-ana-oyola", "TARGETED", "x-ana-oyola", {}),
        ("x-raid", "TARGETED", "x-ana-oyola", {}),
        ("x-raid", "TARGETED", "x-town", {"says": "They hid ANA OYOLA."}),
        ("x-arrest-of-ana-oyola", "LINKED_TO", "x-firm", {"source_url": "https://a.org/news/ana-oyola?x=1"}),
        ("x-raid", "LINKED_TO", "x-firm", {"source_url": "https://b.org/Ana%20Oyola", "says": "A raid."}),
        ("x-town", "FOCUSED_ON", "x-firm", {"source_url": "https://www.anaoyola.org/a", "citation": "A. O."}),
    ]
    base = {**_EVIDENCE, "dataset": dataset}
    rows = [{**base, "from": a, "type": kind, "to": b, **values} for a, kind, b, values in claims]
    return Statements(entity_frame([{**base, **each} for each in entities]), claim_frame(rows))


def noted(home: Path, *ids: str, also: tuple[str, ...] = (), done: bool = False) -> Record:
    """Note that the entity with these ids is forgotten, and do no more."""
    record = records.read(home) or records.new_record()
    known = gathered(home, ids, "Defender", also, record)
    made = entry(known, record, Entry("2026-05-01", "me", "asked", "Defender", "restricted", done=done))
    noted = Record(record.key, (*record.entries, made), {"profile": "restricted", "everything": False})
    records.write(home, noted)
    return noted


def texts(home: Path) -> Iterator[tuple[str, str]]:
    """Every file of a home by its path in it, with what it holds; Parquet by its values."""
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        inside = path.relative_to(home).as_posix()
        yield inside, inside
        with suppress(FileNotFoundError):  # what a server removes as it ends
            yield inside, plain(path.read_bytes().decode("utf-8", "replace"))
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path, glob=False)
            yield inside, plain("\n".join(map(str, frame.rows())))


def holding(home: Path, *words: str) -> set[str]:
    """The files of a home that hold one of some words, which are plain."""
    return {path for path, text in texts(home) if any(word in text for word in words)}


def plain(text: str) -> str:
    """A text in small letters, without marks, and one space for all that stands between words."""
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text.casefold()))
    return re.sub(r"[\W_]+", " ", bare)
