"""Groups of entities that are one, joined one after the other."""

from collections.abc import Iterable, Iterator


class Groups:
    """Disjoint groups of ids; an id that was never joined stands alone."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def root(self, entity: str) -> str:
        """The id that stands for the group of an entity; it depends on the order of joining."""
        parents = self._parents
        while (parent := parents.get(entity, entity)) != entity:
            parents[entity] = parents.get(parent, parent)
            entity = parent
        return entity

    def join(self, entities: Iterable[str]) -> None:
        """Make one group of the groups of some entities."""
        first, *others = dict.fromkeys(map(self.root, entities))
        for other in others:
            into, away = sorted((first, other), key=lambda root: len(self.members(root)), reverse=True)
            self._members[into] = [*self._members.get(into, [into]), *self.members(away)]
            self._members.pop(away, None)
            self._parents[away] = first = into

    def members(self, entity: str) -> list[str]:
        """The members of the group of an entity."""
        root = self.root(entity)
        return self._members.get(root, [root])

    def __iter__(self) -> Iterator[list[str]]:
        """The groups that were joined, each with its members in order."""
        return iter(sorted(sorted(members) for members in self._members.values()))
