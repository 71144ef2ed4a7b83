"""A view: the one way to read the graph, with what its profile may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.model.entity import Entity, base_labels
from graph.model.ontology import ontology
from graph.network.provider import Found
from graph.store.answer import Table
from graph.store.session import Store

_CYPHER = Path(__file__).with_name("network") / "cypher"
_MOST_CLAIMS = 20_000


class ViewRefused(PermissionError):
    """The profile may not ask this; the message says what it may."""


@dataclass(frozen=True)
class View:
    """A graph seen with a profile; `seconds` bounds each query, `limit` its rows."""

    store: Store
    profile: str = "public"
    graph_profile: str = "restricted"
    limit: int = 10_000
    seconds: float = 30.0

    @property
    def visible(self) -> list[str]:
        """The visibilities that the profile may see."""
        levels = ontology().visibility
        return list(levels[: levels.index(self.profile) + 1])

    def entities(self, ids: Sequence[str]) -> Mapping[str, Entity]:
        """The entities with these ids; an id that was merged away gives the entity it became."""
        found: dict[str, Entity] = {}
        for label in base_labels():
            missing = [key for key in ids if key not in found]
            if missing:
                rows = self._run("entities", label, "", missing).rows
                found.update({str(key): _entity(key, labels, properties) for key, labels, properties in rows})
        missing = [key for key in ids if key not in found]
        for label in base_labels() if missing else []:
            for asked, key, labels, properties in self._run("retired", label, "", missing).rows:
                found[str(asked)] = _entity(key, labels, properties)
        return found

    def around(self, base: str, ids: Sequence[str], out: Sequence[str], into: Sequence[str]) -> Found:
        """Claims at entities of one base label, leaving by types `out` and reaching by types `into`."""
        known = ontology().relationships
        leaving = [kind for kind in out if _touches(known[kind].starts, base)]
        reaching = [kind for kind in into if _touches(known[kind].ends, base)]
        claims: dict[str, Mapping[str, Any]] = {}
        entities: dict[str, Entity] = {}
        cut = []
        for name, types in (("leaving", leaving), ("reaching", reaching)):
            table = self._run(name, base, "|".join(types), list(ids)) if types else Table([], [], False)
            for near, kind, claim, far, labels, properties in table.rows:
                ends = (near, far) if name == "leaving" else (far, near)
                claims[claim["claim"]] = {**claim, "type": kind, "from": ends[0], "to": ends[1]}
                entities.setdefault(far, _entity(far, labels, properties))
            if table.truncated:
                cut.append(f"only {_MOST_CLAIMS:,} claims around {len(ids)} entities were read")
        return Found(list(claims.values()), entities, cut)

    def query(self, text: str, parameters: Mapping[str, Any], limit: int | None = None) -> Table:
        """A question of the catalogue; its text filters by `$visible`."""
        given = {**parameters, "visible": self.visible}
        return self.store.read(text, given, limit=limit or self.limit, seconds=self.seconds)

    def cypher(self, text: str, limit: int | None = None) -> Table:
        """A read-only question of one's own; refused where the graph holds more than the profile may see."""
        levels = ontology().visibility
        if levels.index(self.profile) < levels.index(self.graph_profile):
            raise ViewRefused(
                f"this graph holds more than '{self.profile}' may see, so Cypher of one's own is not run on it; "
                f"give --profile {self.graph_profile}, or build a public copy"
            )
        return self.store.read(text, {}, limit=limit or self.limit, seconds=self.seconds)

    def _run(self, name: str, label: str, types: str, ids: list[str]) -> Table:
        text = _text(name).format(label=label, types=types)
        parameters = {"ids": ids, "visible": self.visible}
        return self.store.read(text, parameters, limit=_MOST_CLAIMS, seconds=self.seconds)


@cache
def _text(name: str) -> str:
    return (_CYPHER / f"{name}.cypher").read_text(encoding="utf-8")


def _touches(ends: Sequence[str], base: str) -> bool:
    return any(ontology().nodes[label].labels[0] == base for label in ends)


def _entity(key: Any, labels: Sequence[str], properties: Mapping[str, Any]) -> Entity:
    return Entity(str(key), tuple(labels), properties)
