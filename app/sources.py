"""The numbered sources and lettered caveats of an answer, in order of first use."""

from collections.abc import Iterable, Iterator
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
    """Sources and caveats in order of first use, and the numbers and letters of each fact by its id."""

    cited: list[Cited] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    caveats: list[str] = field(default_factory=list)
    letters: dict[str, list[str]] = field(default_factory=dict)

    def lettered(self) -> Iterator[tuple[str, str]]:
        """Each caveat with its letter."""
        return ((letter(place), text) for place, text in enumerate(self.caveats))

    def letter_of(self, caveat: str) -> str:
        """The letter of a caveat."""
        if caveat not in self.caveats:
            self.caveats.append(caveat)
        return letter(self.caveats.index(caveat))

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
    """Number the sources of facts and letter their caveats."""
    known = Sources()
    for fact in facts:
        known.numbers[fact.id] = sorted({known.number(claim) for claim in fact.claims})
        known.letters[fact.id] = sorted(
            {known.letter_of(text) for text in fact.caveats}, key=lambda x: (len(x), x)
        )
    return known


def letter(place: int) -> str:
    """The letter of a place from 0: a to z, then aa, ab and so on."""
    before = letter(place // 26 - 1) if place >= 26 else ""
    return before + "abcdefghijklmnopqrstuvwxyz"[place % 26]
