"""Chains in words and their numbered sources, as Markdown."""

from collections.abc import Mapping, Sequence

from app import figures, words
from app.page_parts.markdown import escaped, link
from app.sources import Cited, Sources
from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.network.walk import Chain


def chain_list(chains: Sequence[Chain], entities: Mapping[str, Entity], sources: Sources) -> str:
    """A numbered list, each chain from its far end to the subject."""
    return "\n".join(f"{n}. {sentence(chain, entities, sources)}" for n, chain in enumerate(chains, 1))


def sentence(chain: Chain, entities: Mapping[str, Entity], sources: Sources) -> str:
    """One chain as a sentence, its far end in bold, every step with its sources."""
    pieces = words.chain(chain.hops, entities, sources.numbers, sources.letters)
    first, *rest = (_piece(kind, text, sources) for kind, text in pieces)
    return f"**{first}**{''.join(rest)}."


def fact_sentence(fact: Fact, entities: Mapping[str, Entity], sources: Sources) -> str:
    """One fact as a sentence from its start, with what stands aside and its sources."""
    told, detail = words.said(fact)
    note = escaped(words.noted(fact, detail).strip())
    start, end = (escaped(entities[key].name) for key in (fact.start, fact.end))
    return f"**{start}** {escaped(told)} {end}{f' {note}' if note else ''}{numbers(fact, sources)}"


def numbers(fact: Fact, sources: Sources) -> str:
    """The linked numbers of a fact's sources, and the letters of its caveats."""
    letters = "".join(f" ({letter})" for letter in sources.letters.get(fact.id, ()))
    return "".join(_number(sources.cited[n - 1]) for n in sources.numbers.get(fact.id, ())) + letters


def source_list(sources: Sources) -> str:
    """The numbered sources, linked, with their archived copies."""
    return "\n".join(f"{cited.number}. {_source(cited)}" for cited in sources.cited)


def caveat_list(sources: Sources) -> str:
    """The words that must travel with these claims, by letter."""
    return "\n".join(f"- ({letter}) {escaped(text)}" for letter, text in sources.lettered())


def _piece(kind: str, text: str, sources: Sources) -> str:
    if kind == "source":
        return _number(sources.cited[int(text) - 1])
    if kind == "caveat":
        return f" ({text})"
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{escaped(text)}{tail}"


def _number(cited: Cited) -> str:
    return f" {link(f'[{cited.number}]', cited.link)}"


def _source(cited: Cited) -> str:
    when = figures.day(cited.published) if cited.published else "no date"
    told = f"{escaped(cited.publisher)}, {when}. {link(cited.address, cited.link)}"
    return f"{told} ({link('archived copy', cited.archived)})" if cited.archived else told
