"""The numbered sources of an answer: one number for each address or citation, in order of first use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.facts import Claim, Fact


@dataclass(frozen=True)
class Cited:
    """One source: its number, who published it and when, its address or citation."""

    number: int
    publisher: str
    published: str
    address: str
    archived: str

    @property
    def link(self) -> str:
        """The web address, or nothing for a citation."""
        return self.address if self.address.startswith(("https://", "http://")) else ""


@dataclass
class Sources:
    """Sources in order of first use, and the numbers of each fact by its id."""

    cited: list[Cited] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def number(self, claim: Claim) -> int:
        """The number of a claim's source."""
        address = str(claim.get("source_url") or claim.get("citation") or "")
        for known in self.cited:
            if known.address == address:
                return known.number
        publisher, published, archived = (
            str(claim.get(key) or "") for key in ("publisher", "published", "archived_url")
        )
        self.cited.append(Cited(len(self.cited) + 1, publisher, published, address, archived))
        return len(self.cited)


def numbered(facts: Iterable[Fact]) -> Sources:
    """Number the sources of facts."""
    known = Sources()
    for fact in facts:
        known.numbers[fact.id] = sorted({known.number(claim) for claim in fact.claims})
    return known


def of_chains(ordered: Sequence[Fact], numbers: Mapping[str, Sequence[int]]) -> list[int]:
    """The numbers that some facts use, in order."""
    return sorted({number for fact in ordered for number in numbers.get(fact.id, ())})
