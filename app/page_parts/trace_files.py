"""A trace as files to take away: CSV of its claims, JSON in the shape of the command line."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app import shapes
from app.narrowed import narrowed, parameters
from graph.model.facts import Fact
from graph.model.ontology import ontology
from graph.network.trace import Trace

_VALUES = ("since", "until", "observed", "share", "share_min", "share_max", "amount", "currency")
_MORE = ("instrument", "deal", "event", "role", "harm", "outcome", "product")
_EVIDENCE = ("says", "claim_status", "caveat", "publisher", "published")
_SOURCE = ("source_url", "citation", "archived_url", "dataset")
_COLUMNS = (*_VALUES, *_MORE, *_EVIDENCE, *_SOURCE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def trace_csv(found: Trace) -> bytes:
    """One row a claim: part of the line or beside it, the two ends, values and evidence."""
    parts = (
        ("line", found.facts),
        ("home", [c.hops[-1].fact for c in found.homes]),
        ("beside", found.beside),
    )
    rows = [row for part, facts in parts for row in _rows(part, facts, found)]
    columns = ("part", "from", "from_id", "relationship", "to", "to_id", *_COLUMNS)
    filters = narrowed(found.filter)
    return table_csv(columns, rows, f"Filtered: {filters}." if filters else "")


def trace_json(found: Trace) -> bytes:
    """The chains, what hangs beside and all entities, with the disclaimer."""
    shape = shapes.trace("trace", parameters(found), found)
    return json.dumps(shape, ensure_ascii=False, indent=1, default=str).encode()


def table_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], note: str = "") -> bytes:
    """Rows as CSV that spreadsheets open right (UTF-8 with its mark); last a note and the disclaimer."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    writer.writerows([text] for text in (note, ontology().disclaimer) if text)
    return file.getvalue().encode("utf-8-sig")


def _rows(part: str, facts: Iterable[Fact], found: Trace) -> Iterable[dict[str, Any]]:
    for fact in facts:
        ends = {"from_id": fact.start, "to_id": fact.end, "relationship": fact.type, "part": part}
        names = {"from": found.walk.entities[fact.start].name, "to": found.walk.entities[fact.end].name}
        for claim in fact.claims:
            evidence = {key: claim.get(key) for key in _COLUMNS}
            yield {**evidence, **ends, **names}


def _cell(value: object) -> object:
    """A value as a cell; text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
