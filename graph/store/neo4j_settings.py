"""Which Neo4j to use, as the environment says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from graph.store.error import StoreError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True)
class Neo4jSettings:
    """A server and an account; `database` None means the account's home database."""

    uri: str = field(repr=False)
    user: str
    password: str = field(repr=False)
    database: str | None

    @property
    def address(self) -> str:
        """Host and port, never an account."""
        return urlsplit(self.uri).netloc.rpartition("@")[2]


def neo4j_settings(environment: Mapping[str, str]) -> Neo4jSettings | None:
    """Read NEO4J_URI, NEO4J_USER or NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE; None without a URI."""
    uri = environment.get("NEO4J_URI", "").strip()
    if not uri:
        return None
    user = environment.get("NEO4J_USER") or environment.get("NEO4J_USERNAME") or "neo4j"
    settings = Neo4jSettings(
        uri, user, environment.get("NEO4J_PASSWORD", ""), environment.get("NEO4J_DATABASE") or None
    )
    _check(settings)
    return settings


def _check(settings: Neo4jSettings) -> None:
    parts = urlsplit(settings.uri)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise StoreError(
            f"NEO4J_URI is not understood: {parts.scheme}://{settings.address}; it is like neo4j+s://host:7687."
        )
    if "@" in parts.netloc:
        raise StoreError("NEO4J_URI names an account; use NEO4J_USER and NEO4J_PASSWORD instead.")
