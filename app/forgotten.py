"""Forgetting somebody: from what a person types to the record, and what became of the home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.session import NothingBuilt, Unclear, session
from graph.forgetting import record as records
from graph.forgetting.gathered import Known, entry, gathered, named, statement_ids
from graph.forgetting.gone import PEOPLE
from graph.forgetting.record import Entry, ForgettingError, Record
from graph.forgetting.sifting import ROWS_NOTE, TEXTS_NOTE
from graph.forgetting.texts import NOBODY, Recogniser
from graph.home import home_id
from graph.model.ontology import ontology
from graph.names.find import Hit
from graph.statements import datasets
from graph.store.build import BuildRefused
from graph.store.connect import open_store
from graph.store.remembered import folder, read_meta

_FULLEST = ontology().visibility[-1]


@dataclass(frozen=True)
class Target:
    """An entity to be forgotten, what the graph that holds it shows, and how many other graphs there are."""

    ids: tuple[str, ...]
    name: str
    label: str
    visibility: str = _FULLEST
    graph: Mapping[str, Any] | None = None
    other_graphs: int = 0


def target(home: Path, text: str) -> Target:
    """The entity with this id, identifier or clear name, in the graph or else in the statements.

    Raise Unclear with the candidates, ForgettingError for what is no person and no defender.
    """
    graph, others = _graph(home)
    try:
        found = _in_graph(home, text)
    except NothingBuilt:
        found = _in_statements(home, text)
    except Unclear as unclear:
        if unclear.hits:
            raise
        found = _in_statements(home, text)
    if found.label not in PEOPLE:
        raise ForgettingError(
            f"{found.ids[0]} is a {found.label}; only a person or a defender is forgotten "
            "(what a dataset says goes with: defendergraph unload DATASET)"
        )
    return replace(found, graph=graph, other_graphs=others)


def known_of(home: Path, found: Target, also: Sequence[str]) -> tuple[Record, Known]:
    """The record of a home as it is, and what its statements say of the target."""
    record = records.read(home) or records.new_record()
    return record, gathered(home, found.ids, found.label, also, record)


def of_today(found: Target, who: str, reason: str) -> Entry:
    """That somebody is forgotten now, by whom and why; raise ForgettingError for an empty reason."""
    text = " ".join(reason.split())
    if not text:
        raise ForgettingError("--reason is empty; say why, without the name")
    return Entry(datetime.now(UTC).isoformat(timespec="seconds"), who, text, found.label, found.visibility)


def noted(home: Path, record: Record, known: Known, found: Target, why: Entry) -> Recogniser:
    """Write down that somebody is forgotten, so that nothing comes back; return what knows it again."""
    made = entry(known, record, why)
    records.write(
        home, replace(record, entries=(*record.entries, made), graph=dict(found.graph or record.graph))
    )
    return Recogniser(Record(record.key, (made,)))


def earlier(home: Path, text: str) -> Entry | None:
    """Who was forgotten already under this id or name."""
    record = records.read(home)
    if record is None:
        return None
    for each in record.entries:
        known = Recogniser(replace(record, entries=(each,)))
        if known.whole_name(text) != NOBODY or known.level("id", text) != NOBODY:
            return each
    return None


def more_names(home: Path, who: Entry, also: Sequence[str]) -> None:
    """Add names to somebody who was forgotten already; they go with the next build."""
    record = records.read(home)
    assert record is not None
    more = replace(who, names=(*who.names, *named(record, also, person=True)), done=False)
    entries = tuple(more if each == who else each for each in record.entries)
    records.write(home, replace(record, entries=entries))


def left_out(home: Path) -> dict[str, int]:
    """How many rows were left out and texts changed in all datasets."""
    notes = [dataset.left_out for dataset in datasets.datasets(home)]
    return {what: sum(note.get(what, 0) for note in notes) for what in (ROWS_NOTE, TEXTS_NOTE)}


def forgotten_counts(home: Path) -> dict[str, int]:
    """How many were forgotten, and how many of them are not gone from everything yet."""
    record = records.read(home)
    entries = record.entries if record else ()
    return {"count": len(entries), "unfinished": sum(not each.done for each in entries)}


def forgotten_text(home: Path, loaded: Sequence[Mapping[str, Any]]) -> str:
    """That somebody was forgotten, and which datasets lack something for it; empty where nobody was."""
    counts = forgotten_counts(home)
    if not counts["count"]:
        return ""
    lacking = [row["name"] for row in loaded if {ROWS_NOTE, TEXTS_NOTE} & set(row["left_out"])]
    told = f"Forgotten: {counts['count']:,}; left out of: {', '.join(lacking) or 'no dataset'}"
    return f"{told}; unfinished: run build" if counts["unfinished"] else told


def _graph(home: Path) -> tuple[dict[str, Any] | None, int]:
    """What the embedded graph holds, as it will be emptied, and how many other graphs this home wrote."""
    with open_store(home) as store:
        meta, current = read_meta(store), folder(home, store)
        others = sum(path != current for path in (home / "graphs").glob("*"))
    if meta is None:
        return None, others
    if meta.home != home_id(home):
        raise BuildRefused("this graph is written by another home; forget there, where the statements are")
    held = {"profile": meta.profile, "everything": meta.everything}
    return (held if store.engine == "embedded" else None), others


def _in_graph(home: Path, text: str) -> Target:
    with session(home, _FULLEST) as opened:
        found = opened.entity(text)
    merged = found.properties.get("merged_ids") or ()
    visibility = str(found.properties.get("visibility") or _FULLEST)
    return Target((found.id, *merged), found.name, found.base, visibility)


def _in_statements(home: Path, text: str) -> Target:
    found = statement_ids(home, text)
    if len(found) != 1:
        raise Unclear(text, [Hit(key, label, text, text, "id", 100.0) for key, label in found])
    [(key, label)] = found
    return Target((key,), text, label)
