"""GLEIF: who has an LEI, who consolidates, manages or succeeded whom, and why no parent is named."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from loaders.gleif import writing
from loaders.lines import RefusedFile
from loaders.source import Report, Source, Written

SOURCE = Source(
    name="gleif",
    title="LEI records, relationship records and reporting exceptions",
    publisher="GLEIF",
    url="https://www.gleif.org/en/lei-data/gleif-golden-copy/download-the-golden-copy",
    licence="CC0-1.0",
    files="full golden copies (lei2, rr, repex; any of them): .csv, .xml, .json or the .zip they come in",
    obtain="https://goldencopy.gleif.org/api/v2/golden-copies/publishes/lei2/latest/download (or rr, repex)",
    reference=True,
)


def files(given: Sequence[Path]) -> list[Path]:
    """The files to read; raise RefusedFile where none is given."""
    if not given:
        raise RefusedFile([f"no file is given; name GLEIF's files, from {SOURCE.obtain}"])
    return list(given)


def dataset(_given: Sequence[Path]) -> str:
    """All files make one dataset, whenever they are loaded."""
    return SOURCE.name


def write(
    paths: Sequence[Path],
    name: str,
    into: Path,
    before: Mapping[str, Path] | None = None,
    report: Report = lambda _text, _done: None,
) -> Written:
    """Write the statements of golden copies as tables into the folder `into`; raise RefusedFile.

    A kind of file (LEI records, relationship records, reporting exceptions) takes the place of what its kind
    said `before`; the tables of `before` give what the other kinds said. Kinds and forms are seen from the
    content.
    """
    return writing.write(paths, name, into, before or {}, report)
