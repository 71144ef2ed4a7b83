"""What a loader says of its source, and how it hands over what it read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Report = Callable[[str, int | None], None]
"""Called with what is being done and how much of it is done (None: not known)."""


@dataclass(frozen=True)
class Source:
    """A source that can be loaded; `obtain` says where a person gets its files.

    A `reference` source is so large that the graph holds only what other datasets name, and what is near it.
    """

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    files: str
    obtain: str
    reference: bool = False


@dataclass(frozen=True)
class Written:
    """What a loader wrote into a folder, of sources too large for `read`.

    A loader module has either `read(paths, name) -> Statements` or
    `write(paths, name, into, before, report) -> Written`, which writes entities.parquet and claims.parquet
    (columns of graph.statements.schema.ENTITIES and CLAIMS) and rejected.parquet (file, line, reason, key)
    into the folder `into`. `before` has the paths of the tables that the dataset had until now, by name.

    `rejected` counts rows that could not be read, `left_out` (by the reason) rows that are no statement.
    """

    rows_read: int
    entities: int
    claims: int
    rejected: int
    first_rejected: list[str] = field(default_factory=list)
    left_out: Mapping[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
