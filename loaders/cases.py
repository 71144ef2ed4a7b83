"""Curated cases: YAML files written and read by people, all or nothing."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from graph.statements.schema import Statements, claim_frame, entity_frame
from loaders.case_file import Cases
from loaders.lines import RefusedFile
from loaders.source import Source

SHIPPED = Path(__file__).parents[1] / "data" / "cases"
SOURCE = Source(
    name="cases",
    title="Curated cases",
    publisher="the project, each claim from the source it names",
    url="data/cases",
    licence="CC0-1.0 (facts and citations; the sources keep their rights)",
    files="one or more .yaml files; none: the cases that ship with the program",
    obtain="ships with the program; write your own in the same form",
)
_ENDINGS = (".yaml", ".yml")


def files(given: Sequence[Path]) -> list[Path]:
    """The files to read: those given (a folder stands for its .yaml files), or the shipped cases.

    Raise RefusedFile for a folder without any.
    """
    return [path for one in given or [SHIPPED] for path in _spread(one)]


def dataset(given: Sequence[Path]) -> str:
    """The dataset that files of one's own make: named after the first of them, never as the shipped cases."""
    stem = given[0].resolve().stem
    name = re.sub(r"[^a-z0-9_-]+", "-", stem.lower()).strip("-_")
    if not name:
        return f"case-{blake2b(stem.encode(), digest_size=3).hexdigest()}"
    return f"own-{name}" if name == SOURCE.name else name


def read(paths: Sequence[Path], dataset: str = "cases") -> Statements:
    """Read case files into statements; raise RefusedFile with every problem of every file."""
    cases = Cases(dataset)
    for path in paths:
        cases.read_file(path)
    cases.check_ends()
    if cases.problems:
        raise RefusedFile(cases.problems)
    return Statements(entity_frame(cases.entities), claim_frame(cases.claims))


def _spread(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(inside for inside in path.iterdir() if inside.suffix in _ENDINGS and inside.is_file())
    if not found:
        raise RefusedFile([f"{path}: the folder holds no .yaml file; name a file, or another folder"])
    return found
