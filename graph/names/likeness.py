"""How like a name is to what was typed, from 0 to 100."""

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph.names.legal_forms import core, form
from graph.names.typed import Typed, numbers
from graph.names.words import key, spaced

LEAST = 62.0
_SHORTEST_TYPED, _SHORTEST_WORD, _LEAST_WORD, _MOST_WORDS = 4, 3, 0.6, 24


def likeness(typed: Typed, name: str) -> float:
    """100 the same, 99 but for spaces, 97 but for a legal form; from 85 it begins with or holds `typed`.

    Below 85 stand typing errors; 0 where the two are less than LEAST alike. `name` is folded.
    """
    if name == typed.folded:
        return 100.0
    if key(name) == typed.key and len(name.replace(" ", "")) == len(typed.folded.replace(" ", "")):
        return 99.0
    bare = core(name)
    if bare == typed.core:
        return 97.0 if not typed.form or form(name) in ("", typed.form) else 89.0
    held = _held(typed, name, bare)
    if held or len(typed.key) < (_SHORTEST_TYPED if typed.spaced else _SHORTEST_WORD):
        return held
    return _typing_errors(typed, name, bare)


def _held(typed: Typed, name: str, bare: str) -> float:
    """85 to 97 where a name begins with, or holds, all that was typed; the more of it the better."""
    found = _held_text(typed.folded, name, bare)
    if not found and typed.form:
        found = min(_held_text(typed.core, name, bare), 88.0)
    return found or _all_words(typed.words, bare.split())


def _held_text(text: str, name: str, bare: str) -> float:
    share = min(1.0, len(text) / max(len(bare), 1))
    if name.startswith(text):
        return 90.0 + 7 * share
    if f" {text}" in name:
        return 89.0 + 7 * share
    return 86.0 + 4 * share if text in name and (len(text) > 1 or not spaced(text)) else 0.0


def _all_words(asked: Sequence[str], words: Sequence[str]) -> float:
    """86 to 96 where each word that was typed begins, or stands in, a word of the name, in any order."""
    if len(asked) < 2:
        return 0.0
    if sorted(asked) == sorted(words):
        return 96.0
    share = min(1.0, sum(map(len, asked)) / max(sum(map(len, words)), 1))
    if all(any(_begins(word, part, part == asked[-1]) for word in words) for part in asked):
        return 88.0 + 4 * share
    if all(any(part in word for word in words) and len(part) > 1 for part in asked):
        return 85.0 + 2 * share
    return 0.0


def _begins(word: str, part: str, last: bool) -> bool:
    """A letter by itself is a word, unless more may follow it."""
    return word.startswith(part) if last or len(part) > 1 else word == part


def _typing_errors(typed: Typed, name: str, bare: str) -> float:
    """62 to 84.9: the whole, or its words in any order, with typing errors; other numbers are other names."""
    whole = OSA.normalized_similarity(key(typed.core), key(bare), score_cutoff=_LEAST_WORD)
    if not typed.form:  # the legal form itself may be mistyped
        whole = max(whole, OSA.normalized_similarity(typed.key, key(name), score_cutoff=_LEAST_WORD))
    best = max(84 - 63 * (1 - whole), _by_words(typed.words, bare.split()))
    if not typed.spaced:
        best = max(best, _by_parts(typed.core, bare))
    if typed.numbers != numbers(name):
        best -= 12
    if typed.form and typed.form == form(name):
        best += 1
    return min(best, 84.9) if best >= LEAST else 0.0


def _by_words(asked: Sequence[str], words: Sequence[str]) -> float:
    if not words or len(asked) > _MOST_WORDS:
        return 0.0
    letters, alike, covered = 0, 0.0, 0
    for place, part in enumerate(asked):
        like, length = max(_word_like(part, word, last=place == len(asked) - 1) for word in words)
        letters, alike = letters + len(part), alike + like * len(part)
        covered += length if like else 0
    share = min(1.0, covered / max(sum(map(len, words)), 1))
    return 83 - 60 * (1 - alike / letters) - 12 * (1 - share)


def _word_like(part: str, word: str, *, last: bool) -> tuple[float, int]:
    """(how alike, letters of the word that this covers); the last word may be the beginning of one."""
    if part == word:
        return 1.0, len(word)
    if len(part) < _SHORTEST_WORD:
        return 0.0, 0
    if word.startswith(part):
        return 0.97, len(part)
    like = OSA.normalized_similarity(part, word, score_cutoff=_LEAST_WORD)
    if last and len(word) > len(part) > _SHORTEST_TYPED:
        begun = OSA.normalized_similarity(part, word[: len(part)], score_cutoff=_LEAST_WORD) - 0.03
        if begun > like:
            return begun, len(part)
    return like, len(word)


def _by_parts(text: str, name: str) -> float:
    """For scripts without spaces: the part of the name that is most like what was typed."""
    part = fuzz.partial_ratio(text, name) / 100 if len(name) >= len(text) else 0.0
    return 80 - 60 * (1 - part) - 6 * (1 - min(1.0, len(text) / max(len(name), 1)))
