"""The record of who was forgotten: no name, but keyed hashes by which a name is known when it comes again."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from graph.home import write_json

FILE = "forgotten.json"
_MARKS = ("ids", "identifiers", "names", "attacks")


class ForgettingError(ValueError):
    """Somebody who cannot be forgotten so, or a record that cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Mark:
    """A keyed hash of a text of `characters`; `how` a name is found: whole, as it begins, or inside."""

    hash: str
    characters: int
    how: str = "whole"


@dataclass(frozen=True)
class Entry:
    """One who was forgotten: when, by whom, why, of what kind and how visible, and what it is known again by.

    `attacks` are those on it, which stay as hidden as it was; `done`: it is gone from everything.
    """

    time: str
    author: str
    reason: str
    label: str
    visibility: str
    ids: tuple[Mark, ...] = ()
    identifiers: tuple[Mark, ...] = ()
    names: tuple[Mark, ...] = ()
    attacks: tuple[Mark, ...] = ()
    done: bool = False


@dataclass(frozen=True)
class Record:
    """Everybody who was forgotten; `graph`: what the emptied graph held (profile, everything)."""

    key: bytes
    entries: tuple[Entry, ...] = ()
    graph: dict[str, Any] = field(default_factory=dict)

    @property
    def pending(self) -> bool:
        """Whether somebody is not gone from everything yet."""
        return any(not entry.done for entry in self.entries)

    def hashed(self, kind: str, text: str) -> str:
        """The keyed hash of a text of some kind (id, name …)."""
        return blake2b(f"{kind}\x1f{text}".encode(), key=self.key, digest_size=16).hexdigest()

    def marked(self, kind: str, texts: Iterable[str]) -> tuple[Mark, ...]:
        """A mark of each text."""
        return tuple(Mark(self.hashed(kind, text), len(text)) for text in dict.fromkeys(texts))


def new_record() -> Record:
    """A record of nobody, with a key of its own."""
    return Record(secrets.token_bytes(32))


def read(home: Path) -> Record | None:
    """The record of a home, None where nobody was forgotten; raise ForgettingError where it is damaged."""
    path = home / FILE
    if not path.exists():
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        entries = tuple(_entry(each) for each in raw["entries"])
        return Record(bytes.fromhex(raw["key"]), entries, dict(raw["graph"]))
    except (OSError, ValueError, TypeError, KeyError):
        raise ForgettingError(
            f"{path} cannot be read, and without it those forgotten would come back; put back a copy of it"
        ) from None


def write(home: Path, record: Record) -> None:
    """Keep the record, whole or not at all, for its owner's eyes only."""
    entries = [asdict(entry) for entry in record.entries]
    write_json(home / FILE, {"key": record.key.hex(), "graph": record.graph, "entries": entries})


def graph_before(home: Path) -> dict[str, Any]:
    """What the graph held (profile, everything) that was emptied and is not built anew yet; else nothing."""
    record = read(home)
    return record.graph if record and record.pending else {}


def finish(home: Path) -> None:
    """Note that everybody in the record is gone from everything."""
    record = read(home)
    if record and record.pending:
        write(home, replace(record, entries=tuple(replace(e, done=True) for e in record.entries), graph={}))


def _entry(raw: dict[str, Any]) -> Entry:
    marks = {name: tuple(Mark(**each) for each in raw[name]) for name in _MARKS}
    return Entry(**{**raw, **marks})
