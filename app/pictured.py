"""A trace as a picture: the line itself, its victims and what they work on, and the answers given."""

from collections.abc import Iterable, Sequence

from app import figures, words
from app.diagram.picture import Box, Line, Picture
from app.narrowed import narrowed
from app.sources import Sources, numbered
from graph.model.entity import Entity
from graph.model.facts import Fact
from graph.network.trace import Trace

_VICTIMS = ("TARGETED", "FOCUSED_ON", "MEMBER_OF")
_ANSWERS = ("GAVE", "ABOUT")


def pictured(found: Trace, lanes: bool = True, answers: bool = True, homes: bool = False) -> Picture:
    """The picture of a trace; `answers` draws responses to its attacks, `homes` home states."""
    facts = drawn_facts(found, answers, homes)
    ids = {end for fact in facts for end in (fact.start, fact.end)} | {found.subject.id}
    accused = _only_accused(facts)
    boxes = tuple(_box(found.walk.entities[key], "Attacks" if key in accused else "") for key in sorted(ids))
    sources = numbered(facts)
    return Picture(
        title=_title(found, lanes, facts),
        boxes=boxes,
        lines=tuple(_line(fact, found.filter.as_of, sources) for fact in facts),
        lanes=lanes,
        as_of=figures.day(found.filter.as_of) if found.filter.as_of else "",
        notes=(*_notes(found), *(f"({letter}) {caveat}" for letter, caveat in sources.lettered())),
        sources=tuple(
            f"{cited.publisher}, {figures.day(cited.published)}" if cited.published else cited.publisher
            for cited in sources.cited
        ),
    )


def drawn_facts(found: Trace, answers: bool = True, homes: bool = False) -> list[Fact]:
    """The facts of the picture, each once, the largest first: the line, victims of its attacks, answers."""
    chosen = {fact.id: fact for fact in found.facts}
    reached = {end for fact in found.facts for end in (fact.start, fact.end)} | {found.subject.id}
    kinds = {key: entity.base for key, entity in found.walk.entities.items()}
    chosen |= {f.id: f for f in _victims(found.beside, reached, kinds)}
    if answers:
        chosen |= {f.id: f for f in _answers(found.beside, reached, kinds)}
    if homes:
        chosen |= {chain.hops[-1].fact.id: chain.hops[-1].fact for chain in found.homes}
    return sorted(chosen.values(), key=_largest_first)


def _victims(beside: Sequence[Fact], reached: set[str], kinds: dict[str, str]) -> Iterable[Fact]:
    attacks = {key for key in reached if kinds[key] == "Attack"}
    targeted = [f for f in beside if f.type == "TARGETED" and f.start in attacks]
    defenders = {f.end for f in targeted} | {key for key in reached if kinds[key] == "Defender"}
    around = [f for f in beside if f.type == "FOCUSED_ON" and f.start in defenders and f.end in reached]
    members = [f for f in beside if f.type == "MEMBER_OF" and f.start in defenders]
    return [*targeted, *around, *members]


def _answers(beside: Sequence[Fact], reached: set[str], kinds: dict[str, str]) -> Iterable[Fact]:
    attacks = {key for key in reached if kinds[key] == "Attack"}
    about = [f for f in beside if f.type == "ABOUT" and f.end in attacks and kinds[f.start] == "Response"]
    given = [
        f for f in beside if f.type == "GAVE" and f.start in reached and f.end in {a.start for a in about}
    ]
    kept = {f.end for f in given}
    return [*(a for a in about if a.start in kept), *given]


def _only_accused(facts: Iterable[Fact]) -> set[str]:
    """Who stands in the picture only because an attack is attributed to it: drawn beside the attack."""
    attributed = {f.end for f in facts if f.type == "ALLEGEDLY_BY"}
    return attributed - {end for f in facts if f.type != "ALLEGEDLY_BY" for end in (f.start, f.end)}


def _box(entity: Entity, lane: str) -> Box:
    return Box(entity.id, entity.label, entity.name, _role(entity), lane=lane)


def _role(entity: Entity) -> str:
    if entity.label == "Undisclosed":
        return "Not named"
    if entity.label == "Attack":
        date = entity.properties.get("date")
        return f"Attack · {figures.day(str(date))}" if date else "Attack"
    return entity.label


def _line(fact: Fact, as_of: str | None, sources: Sources) -> Line:
    until = fact.value("until")
    ended = figures.day(str(until)) if until and not as_of else ""
    seen = _seen(fact, as_of) if not ended else ""
    letters = (f"({letter})" for letter in sources.letters[fact.id])
    return Line(
        id=fact.id,
        type=fact.type,
        start=fact.start,
        end=fact.end,
        text=words.line_text(fact),
        status=fact.status,
        numbers=tuple(sources.numbers[fact.id]),
        ended=ended,
        marked=" · ".join(
            part for part in (seen, "sources differ" if fact.conflicts else "", *letters) if part
        ),
    )


def _seen(fact: Fact, as_of: str | None) -> str:
    """The year in which the share, else the fact, was seen; empty in that year, or where it has a start."""
    told = fact.share_claim or {name: fact.value(name) for name in ("observed", "since")}
    year = str(told.get("observed") or "")[:4]
    return f"seen {year}" if year and not told.get("since") and year != (as_of or "")[:4] else ""


def _largest_first(fact: Fact) -> tuple[float, str, str]:
    share = fact.share
    size = share[1] if share else float(fact.value("amount") or fact.value("value_amount") or 0)
    return -size, fact.type, fact.id


def _title(found: Trace, lanes: bool, facts: Sequence[Fact]) -> str:
    if lanes and any(fact.type == "ALLEGEDLY_BY" for fact in facts):
        return f"Who is accused, and who has leverage: {found.subject.name}"
    if lanes:
        return f"Who has leverage over: {found.subject.name}"
    return f"Who owns and controls: {found.subject.name}"


def _notes(found: Trace) -> Iterable[str]:
    if filters := narrowed(found.filter):
        yield f"Filtered: {filters}. More may be recorded."
    if found.walk.outside:
        yield f"{found.walk.outside} facts that ended before that day or began after it are not drawn."
    yield from (f"{stop}." for stop in found.walk.stops)
