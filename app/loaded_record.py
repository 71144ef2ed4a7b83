"""What is kept of a load: the source's own words, the files, when, and how much they said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from graph.statements.datasets import Dataset
from graph.statements.schema import Statements
from loaders.source import Source, Written


def loaded_record(source: Source, name: str, paths: Sequence[Path], statements: Statements) -> Dataset:
    """The record of `paths` loaded as dataset `name`; a dataset of one's own names its files in its title."""
    entities, claims = statements.entities["entity"].n_unique(), statements.claims.height
    return _record(source, name, [path.name for path in paths], entities, claims)


def written_record(source: Source, name: str, written: Written) -> Dataset:
    """The record of what a loader wrote as dataset `name`."""
    return replace(
        _record(source, name, written.files, written.entities, written.claims),
        rejected=written.first_rejected,
        rejected_rows=written.rejected,
        rows_read=written.rows_read,
        left_out=dict(written.left_out),
    )


def _record(source: Source, name: str, files: list[str], entities: int, claims: int) -> Dataset:
    return Dataset(
        name=name,
        title=source.title if name == source.name else f"{source.title}: {', '.join(files)}",
        publisher=source.publisher,
        licence=source.licence,
        url=source.url,
        loaded=datetime.now(UTC).isoformat(timespec="seconds"),
        entities=entities,
        claims=claims,
        files=files,
        reference=source.reference,
    )
