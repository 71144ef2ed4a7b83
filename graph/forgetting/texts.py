"""Finding forgotten names in texts by their hashes, and the texts without them."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from graph.forgetting.record import Record
from graph.forgetting.writings import folded, is_unspaced
from graph.model.ontology import ontology

FORGOTTEN = "[forgotten]"
NOBODY = -1
_NOWHERE = "https://forgotten.invalid"
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
_LEVEL = {name: level for level, name in enumerate(ontology().visibility)}


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, and where its folded form stands in the folded text."""

    start: int
    end: int
    folded_start: int
    folded_end: int


@dataclass(frozen=True)
class Span:
    """Where a forgotten name stands in a text, how visible (0 public) who it names was, its folded form."""

    start: int
    end: int
    level: int
    name: str


class Recogniser:
    """Knows those of a record again; a level (0 public) is the strictest of all who are meant, or NOBODY."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[tuple[str, int, str], dict[str, int]] = {}
        for entry in record.entries:
            level = _LEVEL.get(entry.visibility, max(_LEVEL.values()))
            for kind in ("id", "identifier", "name", "attack"):
                for mark in getattr(entry, f"{kind}s"):
                    held = self._known.setdefault((kind, mark.characters, mark.how), {})
                    held[mark.hash] = max(level, held.get(mark.hash, level))

    def lengths(self, kind: str) -> list[int]:
        """The numbers of characters of what is forgotten of a kind (id, identifier, name)."""
        return sorted({characters for known, characters, _how in self._known if known == kind})

    def level(self, kind: str, text: str) -> int:
        """The level of a whole id, identifier or name (folded)."""
        return max((self._hit(kind, text, how) for how in ("whole", "begins", "inside")), default=NOBODY)

    def whole_name(self, name: str | None) -> int:
        """The level of a text that is a forgotten name and nothing more."""
        return self.level("name", folded(name)) if name else NOBODY

    def text(self, text: str) -> tuple[str, int]:
        """A text with '[forgotten]' in the place of names, and its level."""
        return self._replaced(text, lambda _span: FORGOTTEN)

    def key(self, text: str) -> tuple[str, int]:
        """An id or a file's name with a pseudonym in the place of names, the same wherever it stands."""
        return self._replaced(text, lambda span: f"forgotten-{self._record.hashed('key', span.name)[:8]}")

    def address(self, text: str) -> tuple[str, int]:
        """A web address, cut to its host where it holds a name; one that is no address is a text."""
        readable = unquote(text)
        level = max((span.level for span in self.spans(readable)), default=NOBODY)
        if level == NOBODY:
            return text, NOBODY
        try:
            parts = urlsplit(text)
        except ValueError:
            return _NOWHERE, level
        if not parts.scheme or not parts.netloc:
            return self.text(readable)
        hidden = "@" in parts.netloc or any(True for _ in self.spans(unquote(parts.netloc)))
        return (_NOWHERE if hidden else f"{parts.scheme}://{parts.netloc}"), level

    def claim(self, key: str) -> str:
        """Another id of a claim whose text changed, from which what it said cannot be guessed."""
        return self._record.hashed("claim", key)[:24]

    def spans(self, text: str) -> list[Span]:
        """Where names stand in a text, in order, none overlapping another."""
        line, words = _folded_words(text)
        found: list[tuple[int, int, int]] = []
        for each in sorted(self._found(line, words)):
            if found and each[0] < found[-1][1]:
                before = found.pop()
                found.append((before[0], max(each[1], before[1]), max(each[2], before[2])))
            else:
                found.append(each)
        return [_span(words, line, *each) for each in found]

    def _found(self, line: str, words: list[Word]) -> Iterator[tuple[int, int, int]]:
        starts, ends = [word.folded_start for word in words], [word.folded_end for word in words]
        for kind, characters, how in self._known:
            if kind != "name" or characters > len(line):
                continue
            places = starts if how != "inside" else _unspaced(line)
            for start in places:
                end = start + characters
                at = bisect_left(ends, end)
                if at == len(ends) or (how == "whole" and ends[at] != end):
                    continue
                level = self._hit("name", line[start:end], how)
                if level != NOBODY:
                    yield start, end if how == "inside" else ends[at], level

    def _hit(self, kind: str, text: str, how: str) -> int:
        known = self._known.get((kind, len(text), how))
        return known.get(self._record.hashed(kind, text), NOBODY) if known else NOBODY

    def _replaced(self, text: str, instead: Callable[[Span], str]) -> tuple[str, int]:
        spans = self.spans(text)
        for span in reversed(spans):
            text = text[: span.start] + instead(span) + text[span.end :]
        return text, max((span.level for span in spans), default=NOBODY)


def _span(words: list[Word], line: str, start: int, end: int, level: int) -> Span:
    """The span of a text that a span of its folded form stands for."""
    first = words[bisect_right([word.folded_start for word in words], start) - 1]
    last = words[bisect_left([word.folded_end for word in words], end)]
    begin = first.start + (start - first.folded_start if _is_even(first) else 0)
    finish = last.end - (last.folded_end - end if _is_even(last) else 0)
    return Span(begin, finish, level, line[start:end])


def _is_even(word: Word) -> bool:
    """Whether a word and its folded form have as many characters, so that places in both are the same."""
    return word.end - word.start == word.folded_end - word.folded_start


def _folded_words(text: str) -> tuple[str, list[Word]]:
    parts: list[str] = []
    words: list[Word] = []
    at = 0
    for start, end in _words(text):
        part = _fold(text[start:end])
        if part:
            words.append(Word(start, end, at, at + len(part)))
            parts.append(part)
            at += len(part) + 1
    return " ".join(parts), words


def _words(text: str) -> Iterator[tuple[int, int]]:
    """The places of runs of letters, marks and digits."""
    if text.isascii():
        yield from (match.span() for match in _ASCII_WORD.finditer(text))
        return
    start = None
    for place, character in enumerate(text):
        if _is_kept(character):
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(text)


def _unspaced(line: str) -> list[int]:
    return [] if line.isascii() else [place for place, each in enumerate(line) if _is_of_unspaced(each)]


_fold = lru_cache(100_000)(folded)
_is_of_unspaced = cache(is_unspaced)


@cache
def _is_kept(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"
