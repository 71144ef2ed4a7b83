"""What every command and page opens once, at its edge: a home, its graph seen with a profile, its names."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.progress import waiting
from graph.home import open_home
from graph.identity import kept as kept_identity
from graph.model.entity import Entity
from graph.model.ontology import ontology
from graph.names import kept
from graph.names.clear import HELD, SAME, clear
from graph.names.find import Hit, Names, find
from graph.store.connect import open_store
from graph.store.remembered import Meta, read_meta
from graph.view import View

_MOST_LEFT_OUT = 1_000
_UNFINISHED = "the last build is not finished, so answers may lack much; run: defendergraph build\n"


class Unclear(ValueError):  # noqa: N818 - it is what happened
    """A name that fits several entities, or none; `hits` are the candidates."""

    def __init__(self, text: str, hits: list[Hit], left_out: int = 0) -> None:
        found = f"nothing is known as '{text}'"
        if hits:
            found = f"'{text}' fits several entities; give an id"
        if hits and not any(hit.in_graph for hit in hits):
            found = f"'{text}' is known, but not in the graph: nothing that is loaded leads to it"
        hidden = (
            f"; {left_out:,} left out that the profile may not see (--profile restricted)" if left_out else ""
        )
        super().__init__(found + hidden)
        self.hits = hits


class NothingBuilt(Exception):  # noqa: N818 - it is what happened
    """The graph is empty; the message says what to do."""


@dataclass(frozen=True)
class Session:
    """A home and a view of its graph."""

    home: Path
    view: View
    meta: Meta

    @cached_property
    def names(self) -> Names:
        """The names of everything in the graph, and of what the home knows beside it."""
        return kept.names(self.home, self.view.store, self.meta.key)

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """Entities by name or identifier, best first."""
        return find(self.names, text, self.view.visible, limit)

    def entity(self, text: str) -> Entity:
        """The entity with this id, identifier or clear name; raise Unclear with the candidates.

        An id that was merged away gives the entity it became.
        """
        became = kept_identity.current(self.home, [text])[text]
        if became != text and became in (known := self.view.entities([became])):
            return known[became]
        hits = self.find(text, 10)
        meant = clear(text, hits)
        if meant is not None and meant.score >= HELD:
            return self._known(meant.id, text)
        same = [hit for hit in hits if hit.score == SAME]
        retired = {} if same else self.view.entities([text])
        if retired:
            return next(iter(retired.values()))
        if meant is not None:
            sys.stderr.write(f"'{text}' is taken for '{meant.matched}' ({meant.id})\n")
            return self._known(meant.id, text)
        raise Unclear(text, same or hits, 0 if hits else self.left_out(text))

    def left_out(self, text: str) -> int:
        """How many entities fit a text that the graph holds and the profile may not see."""
        levels = ontology().visibility
        hidden = levels[levels.index(self.view.profile) + 1 : levels.index(self.view.graph_profile) + 1]
        return len(find(self.names, text, hidden, _MOST_LEFT_OUT)) if hidden else 0

    def _known(self, key: str, text: str) -> Entity:
        found = self.view.entities([key])
        if key not in found:
            raise Unclear(text, [])
        return found[key]


@contextmanager
def session(home: Path | None = None, profile: str | None = None) -> Iterator[Session]:
    """Open a home's graph for reading; raise NothingBuilt where there is none."""
    where = open_home(home)
    with waiting("Opening the graph"):
        store = open_store(where)
    with store:
        meta = read_meta(store)
        if meta is None:
            raise NothingBuilt("nothing is loaded yet; start with: defendergraph load cases")
        if not meta.whole:
            sys.stderr.write(_UNFINISHED)
        yield Session(where, View(store, profile or default_profile(), meta.profile), meta)


def default_profile() -> str:
    """Everything on a terminal; what goes anywhere else is public."""
    return ontology().visibility[-1] if sys.stdout.isatty() else ontology().visibility[0]


def uses_neo4j() -> bool:
    """Whether a Neo4j server was named by NEO4J_URI."""
    return bool(os.environ.get("NEO4J_URI"))
