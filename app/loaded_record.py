"""What is kept of a load: the source's own words, the files, when, and how much they said."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from graph.statements.datasets import Dataset
from graph.statements.schema import Statements
from loaders.source import Source


def loaded_record(source: Source, name: str, paths: Sequence[Path], statements: Statements) -> Dataset:
    """The record of `paths` loaded as dataset `name`; a dataset of one's own names its files in its title."""
    own = name != source.name
    return Dataset(
        name=name,
        title=f"{source.title}: {', '.join(path.name for path in paths)}" if own else source.title,
        publisher=source.publisher,
        licence=source.licence,
        url=source.url,
        loaded=datetime.now(UTC).isoformat(timespec="seconds"),
        entities=statements.entities["entity"].n_unique(),
        claims=statements.claims.height,
        files=[path.name for path in paths],
    )
