"""A name as it was typed, with what is compared of it."""

from dataclasses import dataclass
from functools import cached_property

from graph.names.legal_forms import core, form
from graph.names.words import key, spaced


@dataclass(frozen=True)
class Typed:
    """`folded` is what was typed, as names are compared."""

    folded: str

    @cached_property
    def key(self) -> str:
        """Without spaces."""
        return key(self.folded)

    @cached_property
    def core(self) -> str:
        """Without legal forms."""
        return core(self.folded)

    @cached_property
    def form(self) -> str:
        """The legal form, in short."""
        return form(self.folded)

    @cached_property
    def words(self) -> list[str]:
        """The words, legal forms aside."""
        return self.core.split()

    @cached_property
    def numbers(self) -> list[str]:
        """The words with a digit, which no typing error changes."""
        return numbers(self.folded)

    @cached_property
    def spaced(self) -> bool:
        """Whether its script has spaces."""
        return spaced(self.folded)


def numbers(folded: str) -> list[str]:
    """The words of a name that have a digit, in order."""
    return sorted(word for word in folded.split() if any(c.isdigit() for c in word))
