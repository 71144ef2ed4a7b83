"""What is known of one entity that shall be forgotten, gathered from all statements of a home."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from graph.forgetting.gone import gone, is_person, with_columns_of
from graph.forgetting.record import Entry, ForgettingError, Mark, Record
from graph.forgetting.texts import NOBODY, Recogniser
from graph.forgetting.writings import folded, writings
from graph.identity.grounds import COLUMNS, identifiers
from graph.statements import datasets

_NAMED = ("entity", "labels", "kind", "name", "other_names")
_LONG_WORD = 4


@dataclass(frozen=True)
class Known:
    """Ids, names and identifiers of an entity, and whether it is one person.

    `namesakes` are the ids of other people with one of its names, who cannot be told from it by name;
    `attacks` those on any of them; `rows` counts the statements and claims about them.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    person: bool
    namesakes: tuple[str, ...] = ()
    attacks: tuple[str, ...] = ()
    rows: int = 0

    @property
    def words(self) -> set[str]:
        """The long words of a person's names, folded, that no reason may hold."""
        words = {word for name in self.names for word in folded(name).split() if len(word) >= _LONG_WORD}
        return words if self.person else set()


def gathered(home: Path, ids: Sequence[str], label: str, also: Iterable[str], record: Record) -> Known:
    """All that the statements of a home say of the entity with these ids; `also` are more of its names."""
    names, marks, kinds = [*also], [], set()
    for entities, _claims in tables(home):
        about = entities.filter(pl.col("entity").is_in(list(ids)))
        rows = with_columns_of(about, [*dict.fromkeys((*_NAMED, *COLUMNS))]).collect(engine="streaming")
        names += [*rows["name"].drop_nulls(), *rows["other_names"].explode().drop_nulls()]
        marks += [(kind, value) for _entity, kind, value in identifiers(rows.select(COLUMNS)).iter_rows()]
        kinds |= set(rows["kind"].drop_nulls())
    person = label == "Person" or not kinds & {"community", "organisation"}
    found = Known(tuple(ids), tuple(dict.fromkeys(names)), tuple(dict.fromkeys(marks)), person)
    return _with_others(home, found, record)


def entry(known: Known, record: Record, why: Entry) -> Entry:
    """`why` with the marks of what is known; raise ForgettingError where its author or reason names it."""
    made = replace(
        why,
        ids=record.marked("id", (*known.ids, *known.namesakes)),
        identifiers=record.marked("identifier", (f"{kind}\x1f{value}" for kind, value in known.identifiers)),
        names=named(record, known.names, known.person),
        attacks=record.marked("attack", known.attacks),
    )
    recogniser = Recogniser(Record(record.key, (made,)))
    for field, text in (("author", why.author), ("reason", why.reason)):
        if recogniser.text(text)[1] != NOBODY or known.words & set(folded(text).split()):
            raise ForgettingError(f"--{field} holds a name that shall be forgotten; say it without the name")
    return made


def named(record: Record, names: Iterable[str], person: bool) -> tuple[Mark, ...]:
    """The marks of all writings of names."""
    found = writings(names, person)
    return tuple(Mark(record.hashed("name", text), len(text), how) for text, how in found.items())


def statement_ids(home: Path, text: str) -> list[tuple[str, str]]:
    """(id, label) of the people in the statements of a home with this id, or with just this name."""
    found: dict[str, str] = {}
    for entities, _claims in tables(home):
        columns = with_columns_of(entities, _NAMED).filter(is_person())
        fits = columns.filter((pl.col("entity") == text) | (pl.col("name") == text))
        rows = fits.select("entity", pl.col("labels").list.first()).collect(engine="streaming").iter_rows()
        found.update(rows)
    return sorted(found.items())


def tables(home: Path) -> Iterator[tuple[pl.LazyFrame, pl.LazyFrame]]:
    """Scans of the entities and claims of each dataset of a home."""
    for dataset in datasets.datasets(home):
        kept = datasets.tables(home, dataset.name)
        if kept:
            yield (
                pl.scan_parquet(kept["entities"], glob=False),
                pl.scan_parquet(kept["claims"], glob=False),
            )


def _with_others(home: Path, known: Known, record: Record) -> Known:
    marks = entry(known, record, Entry("", "", "", "", ""))
    recogniser = Recogniser(Record(record.key, (marks,)))
    absent: dict[str, int] = {}
    for entities, claims in tables(home):
        absent |= gone(entities, claims, recogniser)
    attacks, rows = [], 0
    for entities, claims in tables(home):
        at = claims.filter(pl.any_horizontal(pl.col("from", "to").is_in(list(absent)))).select(
            "type", "from", "to"
        )
        found = at.collect(engine="streaming")
        attacks += found.filter(pl.col("type") == "TARGETED")["from"].to_list()
        about = entities.filter(pl.col("entity").is_in(list(absent))).select(pl.len())
        rows += found.height + about.collect(engine="streaming").item()
    others = tuple(sorted(set(absent) - set(known.ids)))
    return replace(known, namesakes=others, attacks=tuple(sorted(set(attacks))), rows=rows)
