"""How a name may be written in a text, and how it is found there: the same rules as for hidden names."""

import re
from collections.abc import Iterable, Iterator

from graph.names.fold import fold

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
_LONG_ENOUGH = 8
_MOST_TURNED = 4


def writings(names: Iterable[str], person: bool) -> dict[str, str]:
    """Folded writings of names, and how each is found.

    'whole': as whole words; 'begins': also inflected; 'inside': anywhere, in scripts without spaces. Words
    may stand without spaces between them, and those of a person in another order.
    """
    found = {text for name in names for text in _written(folded(name), person)}
    return {text: _how(text) for text in sorted(found - {""})}


def folded(text: str) -> str:
    """A text as names are compared, with '_' between words as any other sign."""
    return " ".join(fold(text).replace("_", " ").split())


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that is written without spaces."""
    return bool(_UNSPACED.match(character))


def _written(name: str, person: bool) -> Iterator[str]:
    words = name.split()
    yield name
    if len(words) > 1 and len("".join(words)) >= _LONG_ENOUGH:
        yield "".join(words)
    if person and len(words) <= _MOST_TURNED:
        yield from (" ".join(words[at:] + words[:at]) for at in range(1, len(words)))


def _how(text: str) -> str:
    if _UNSPACED.search(text):
        return "inside"
    return "begins" if len(text) >= _LONG_ENOUGH else "whole"
