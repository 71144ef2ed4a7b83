"""What an index lists without a text: how many entities of each label, and those of one label."""

from collections import Counter
from collections.abc import Iterable

from tantivy import Query

from graph.names.find import row
from graph.names.index import Index, schema


def counts(index: Index, labels: Iterable[str], visible: Iterable[str]) -> Counter[str]:
    """How many entities of each label there are among the `visible` ones."""
    found: Counter[str] = Counter()
    wanted = list(labels)
    for level in visible:
        if level in index.levels:
            for label in wanted:
                found[label] += index.levels[level].doc_freq("label", label)
    return found


def entities(index: Index, label: str, visible: Iterable[str]) -> list[tuple[str, str]]:
    """(id, name) of the visible entities of a label, by name; the id stands for a name that is not known."""
    searchers = [index.levels[level] for level in visible if level in index.levels]
    found = []
    for searcher in searchers:
        for _, address in searcher.search(_of(label), searcher.num_docs, count=False).hits:
            key, _, name, *_ = row(searcher, address)
            found.append((key, name))
    return [(key, name or key) for key, name in sorted(found, key=lambda one: (one[1], one[0]))]


def _of(label: str) -> Query:
    return Query.term_query(schema(), "label", label, "basic")
