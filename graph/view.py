"""A view: the one way to read the graph, with what its profile may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.entity import Entity, base_labels
from graph.model.ontology import ontology
from graph.network.parts import Part, parts
from graph.network.provider import Ask, Found, by_base
from graph.store.answer import Table
from graph.store.session import Store

_MOST_CLAIMS = 20_000
_OTHER_LABELS = {kind.label for kind in ontology().nodes.values() if len(kind.labels) > 1}


class ViewRefused(PermissionError):  # noqa: N818 - says what happened
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
        for name in ("entities", "retired"):
            for label in base_labels():
                missing = [key for key in ids if key not in found]
                found.update(self._entities(name, [(label, missing)]))
        return found

    def described(self, entities: Iterable[Entity]) -> Mapping[str, Entity]:
        """The same entities with all their properties."""
        return self._entities("entities", by_base(entities))

    def around(self, base: str, ids: Sequence[str], out: Sequence[str], into: Sequence[str]) -> Found:
        """Claims at entities of one base label, with the far ends described."""
        found = self.layer([Ask(base, ids, out, into)])
        return Found(found.claims, self.described(found.entities.values()), found.cut)

    def layer(self, asks: Sequence[Ask]) -> Found:
        """Claims of several asks; the far ends with their id, labels, name and date.

        One small query for each label and direction: a server plans it once, whatever else is asked with it.
        """
        claims: dict[str, Mapping[str, Any]] = {}
        entities: dict[str, Entity] = {}
        cut: list[str] = []
        for part in (part for ask in asks for part in parts(ask)):
            table = self._run(part)
            for kind, start, end, claim, far, labels, name, date in table.rows:
                claims[claim["claim"]] = _claim(claim, kind, start, end)
                entities.setdefault(far, _entity(far, labels, _known(name=name, date=date)))
            if table.truncated:
                cut.append(
                    f"only the {_MOST_CLAIMS:,} largest claims around {len(part.ids):,} entities were read"
                )
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
                f"this graph holds more than '{self.profile}' may see, "
                "so Cypher of one's own is not run on it; "
                f"give --profile {self.graph_profile}, or build a public copy"
            )
        return self.store.read(text, {}, limit=limit or self.limit, seconds=self.seconds)

    def _entities(self, name: str, asked: Iterable[tuple[str, Sequence[str]]]) -> dict[str, Entity]:
        tables = [self._run(Part(name, label, ids)) for label, ids in asked if ids]
        rows = (row for table in tables for row in table.rows)
        return {str(key): _entity(entity, labels, properties) for key, entity, labels, properties in rows}

    def _run(self, part: Part) -> Table:
        given = {"ids": list(part.ids), "visible": self.visible, "most": _MOST_CLAIMS + 1}
        return self.store.read(part.text, given, limit=_MOST_CLAIMS, seconds=self.seconds)


def _entity(key: object, labels: Sequence[str], properties: Mapping[str, Any]) -> Entity:
    """An entity with its base label first, whatever order a server gives its labels in."""
    return Entity(str(key), tuple(sorted(labels, key=_OTHER_LABELS.__contains__)), properties)


def _claim(properties: Mapping[str, Any], kind: str, start: str, end: str) -> dict[str, Any]:
    """A claim as facts are made of it; `conflict` is left out: it may speak of claims that are hidden."""
    kept = {name: value for name, value in properties.items() if name not in ("conflict", "digest")}
    return {**kept, "type": kind, "from": start, "to": end}


def _known(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
