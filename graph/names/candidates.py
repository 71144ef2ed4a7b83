"""Which documents of an index may be what was typed: asked of the engine, in widening rings."""

from collections.abc import Callable, Sequence

from tantivy import DocAddress, Occur, Query, Searcher

from graph.names.index import schema, whole_field
from graph.names.typed import Typed
from graph.names.words import Word, asked

Ring = Callable[[Typed, Searcher], Query | None]
_SCHEMA = schema()
_COMMON, _COMMON_SHARE, _RARE, _RARE_SHARE = 100, 50, 5, 20_000
_FEW, _SHORTEST_HELD, _MOST_HELD = 300_000, 3, 4


def ask(searcher: Searcher, ring: Ring, typed: Typed, most: int) -> Sequence[DocAddress]:
    """At most `most` documents of a ring, the shortest names first."""
    query = ring(typed, searcher)
    if query is None:
        return []
    found = searcher.search(query, most, count=False, weight_by_field="short")
    return [address for _, address in found.hits]


def same(typed: Typed, _: Searcher) -> Query | None:
    """Those with this whole name, id or identifier."""
    return _any([_term(whole_field(typed.folded), typed.key), _term("identifiers", typed.key)])


def begun(typed: Typed, _: Searcher) -> Query | None:
    """Those with all words that were typed, the last of which may go on; legal forms may be missing."""
    texts = dict.fromkeys((typed.folded, typed.core))
    found = [_all([_word(word) for word in asked(text)]) for text in texts]
    return _any([query for query in found if query])


def holding(typed: Typed, searcher: Searcher) -> Query | None:
    """Those whose words hold what was typed; asked only where there are few enough words to look through."""
    words = asked(typed.core, _MOST_HELD)
    if searcher.num_docs > _FEW or any(word.pair or len(word.text) < _SHORTEST_HELD for word in words):
        return None
    return _all([Query.regex_query(_SCHEMA, "words", f".*{word.text}.*") for word in words])


def mistyped(typed: Typed, searcher: Searcher) -> Query | None:
    """Those whose whole name, or most of whose words, differ by a letter or two."""
    slips = _slips(len(typed.key), typed.spaced)
    whole = [_near(whole_field(typed.folded), typed.key, slips)] if slips else []
    return _any([*whole, *_most_words(typed, searcher)])


def _most_words(typed: Typed, searcher: Searcher) -> list[Query]:
    """Most words, each with typing errors; common words and legal forms only better what has the others."""
    total, words = searcher.num_docs, asked(typed.core)
    often = {word: searcher.doc_freq(word.field, word.text) for word in words}
    telling = [word for word in words if often[word] <= max(_COMMON, total / _COMMON_SHARE)] or words
    parts = [_loose(word, slips=often[word] <= max(_RARE, total / _RARE_SHARE)) for word in telling]
    few = (len(parts) + 1) // 2 if telling[0].pair else len(parts) - len(parts) // 3
    most = Query.boolean_query([(Occur.Should, part) for part in parts], max(1, few))
    rest = [_term(word.field, word.text) for word in asked(typed.folded) if word not in telling]
    return [Query.boolean_query([(Occur.Must, most), *((Occur.Should, part) for part in rest)])]


def _loose(word: Word, *, slips: bool) -> Query:
    """The word, what it begins, and with `slips` what differs by a letter or two."""
    if word.pair:
        return _word(word)
    found = [_term("words", word.text)]
    if len(word.text) >= 3:
        found.append(_near("words", word.text, 0, prefix=True))
    number = _slips(len(word.text), spaced=True)
    if slips and number and not any(c.isdigit() for c in word.text):
        found.append(_near("words", word.text, number))
    return Query.disjunction_max_query(found)


def _slips(letters: int, spaced: bool) -> int:
    """How many letters may differ."""
    one, two = (4, 8) if spaced else (3, 6)
    return 2 if letters >= two else 1 if letters >= one else 0


def _word(word: Word) -> Query:
    return _near(word.field, word.text, 0, prefix=True) if word.open else _term(word.field, word.text)


def _term(field: str, text: str) -> Query:
    return Query.term_query(_SCHEMA, field, text, "freq" if field in ("words", "pairs") else "basic")


def _near(field: str, text: str, slips: int, prefix: bool = False) -> Query:
    return Query.fuzzy_term_query(_SCHEMA, field, text, slips, True, prefix)


def _all(parts: Sequence[Query]) -> Query | None:
    return Query.boolean_query([(Occur.Must, part) for part in parts]) if parts else None


def _any(parts: Sequence[Query]) -> Query | None:
    return Query.boolean_query([(Occur.Should, part) for part in parts]) if parts else None
