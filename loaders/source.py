"""What a loader says of its source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A source that can be loaded; `obtain` says where a person gets its files."""

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    files: str
    obtain: str
