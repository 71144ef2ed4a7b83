"""What a folded name is looked up by: its words, and pairs of letters in scripts without spaces."""

import re
from dataclasses import dataclass

_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_PARTS = re.compile(f"([{_UNSPACED}]+)|[^ {_UNSPACED}]+")
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_LONGEST_WORD, _LONGEST_KEY = 40, 64


@dataclass(frozen=True)
class Word:
    """A word or a pair of letters that is asked for; `open` where more letters may follow."""

    text: str
    pair: bool = False
    open: bool = False

    @property
    def field(self) -> str:
        """The field of the index that it stands in."""
        return "pairs" if self.pair else "words"


def key(folded: str) -> str:
    """A name without its spaces, cut after 64 letters: what is compared whole."""
    return folded.replace(" ", "")[:_LONGEST_KEY]


def indexed(folded: str) -> tuple[list[str], list[str]]:
    """(words, pairs) that a name is found by; of a run without spaces every pair, and the last letter."""
    if folded.isascii():
        return [word[:_LONGEST_WORD] for word in folded.split()], []
    words, pairs = [], []
    for part in _PARTS.finditer(folded):
        run = part[0]
        if part[1]:
            pairs += [run[place : place + 2] for place in range(len(run))]
        else:
            words.append(run[:_LONGEST_WORD])
    return words, pairs


def asked(folded: str, most: int = 12) -> list[Word]:
    """The words of what was typed, at most `most`; the last word, and a lone letter, may go on."""
    found = []
    for part in _PARTS.finditer(folded):
        run, ends = part[0], part.end() == len(folded)
        if part[1] and len(run) > 1:
            found += [Word(run[place : place + 2], pair=True) for place in range(len(run) - 1)]
        elif part[1]:
            found.append(Word(run, pair=True, open=True))
        else:
            found.append(Word(run[:_LONGEST_WORD], open=ends or len(run) > _LONGEST_WORD))
    return list(dict.fromkeys(found))[:most]


def spaced(folded: str) -> bool:
    """Whether a name has no letter of a script without spaces."""
    return folded.isascii() or not _UNSPACED_LETTER.search(folded)
