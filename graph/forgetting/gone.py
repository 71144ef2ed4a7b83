"""Which entities of statements are forgotten ones: by id, by identifier, or people by their whole name."""

from collections.abc import Iterable

import polars as pl

from graph.forgetting.texts import NOBODY, Recogniser
from graph.identity.grounds import COLUMNS, identifiers
from graph.statements.schema import ENTITIES

PEOPLE = ("Person", "Defender")
_NAMED = ("entity", "labels", "kind", "name", "other_names")
_LONGER = 3  # characters that folding may add or take


def gone(entities: pl.LazyFrame, claims: pl.LazyFrame, known: Recogniser) -> dict[str, int]:
    """The ids of forgotten entities and their levels; columns of ENTITIES and CLAIMS, some may be missing."""
    return _strictest(
        [
            *_by_id(entities, "entity", known),
            *_by_id(claims, "from", known),
            *_by_id(claims, "to", known),
            *_by_identifier(entities, known),
            *_by_name(entities, known),
        ]
    )


def with_columns_of(entities: pl.LazyFrame, columns: Iterable[str]) -> pl.LazyFrame:
    """Columns of ENTITIES of a table that may lack some."""
    held = entities.collect_schema()
    return entities.select(
        pl.col(name) if name in held else pl.lit(None, dtype=ENTITIES[name]).alias(name) for name in columns
    )


def is_person() -> pl.Expr:
    """Whether a row is of a person or a defender, or of a business that is one person."""
    people = pl.col("labels").list.eval(pl.element().is_in(PEOPLE)).list.any()
    return people | (pl.col("kind") == "sole proprietor").fill_null(value=False)


def may_be(text: pl.Expr, lengths: Iterable[int]) -> pl.Expr:
    """Whether a text has about as many characters as one of those looked for: a cheap test, true of few."""
    near = sorted({max(n + more, 0) for n in lengths for more in range(-_LONGER, _LONGER + 1)})
    bare = text.str.replace_all(r"[\W_]+", " ").str.strip_chars()
    return (bare.str.len_chars().is_in(near) | ~bare.str.contains(r"^[\x00-\x7f]*$")).fill_null(value=False)


def _by_id(frame: pl.LazyFrame, column: str, known: Recogniser) -> list[tuple[str, int]]:
    fits = pl.col(column).str.len_chars().is_in(known.lengths("id"))
    found = frame.select(column).filter(fits).unique().collect(engine="streaming")
    return _hits((key, known.level("id", key)) for key in found[column])


def _by_identifier(entities: pl.LazyFrame, known: Recogniser) -> list[tuple[str, int]]:
    if not known.lengths("identifier"):
        return []
    carried = pl.any_horizontal(pl.col("wikidata").is_not_null(), is_person())
    columns = [*COLUMNS, "kind"]
    people = with_columns_of(entities, columns).filter(carried).collect(engine="streaming")
    rows = identifiers(people.select(COLUMNS)).iter_rows()
    return _hits((entity, known.level("identifier", f"{kind}\x1f{value}")) for entity, kind, value in rows)


def _by_name(entities: pl.LazyFrame, known: Recogniser) -> list[tuple[str, int]]:
    lengths = known.lengths("name")
    named = with_columns_of(entities, _NAMED).filter(is_person())
    names = named.select("entity", text="name")
    others = named.select("entity", text="other_names").explode("text")
    found = pl.concat([names, others]).filter(may_be(pl.col("text"), lengths)).unique()
    rows = found.collect(engine="streaming").iter_rows()
    return _hits((entity, known.whole_name(text)) for entity, text in rows)


def _hits(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(key, level) for key, level in found if level != NOBODY]


def _strictest(found: Iterable[tuple[str, int]]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for key, level in found:
        levels[key] = max(level, levels.get(key, NOBODY))
    return levels
