"""Who may see what: the strictest of what was stated, of the victims, and of the names in a text."""

import re
from collections.abc import Iterable
from functools import cached_property

import polars as pl

from graph.model.ontology import ontology
from graph.names.fold import fold

LEVEL = {name: level for level, name in enumerate(ontology().visibility)}
_HIDDEN = len(LEVEL) - 1
_NAMING = ("name", "other_names", "register_number", "wikidata")
_PEOPLE = ("Defender", "Person")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
_LONG_ENOUGH = 8
_NOT_TEXT = ("dataset", "visibility", "claim_status", "type", "claim", "published", "retrieved")


class Levels:
    """How visible entities and claims are, from statements whose ids are those of merged entities."""

    def __init__(self, known: pl.DataFrame, claims: pl.DataFrame) -> None:
        self._known, self._claims = known.with_columns(level=_stated_level(known)), claims

    @cached_property
    def entities(self) -> pl.DataFrame:
        """(id, level): its own, for an attack its victims', and that of a hidden name in any text of it."""
        places = pl.col("labels").list.contains("Country")
        carried = self._known.select("labels", id="entity", level=_carried(self._known, self._names))
        carried = carried.filter(~places).drop("labels")
        return _strictest(pl.concat([self._before_names, carried]))

    @cached_property
    def claims(self) -> pl.Series:
        """The level of each claim by itself: as stated, and that of a hidden name in any text of it."""
        stated = _level(self._claims["visibility"])
        carried = _carried(self._claims, self._names)
        return pl.DataFrame({"a": stated, "b": carried}).select(level=pl.max_horizontal("a", "b"))["level"]

    @cached_property
    def _before_names(self) -> pl.DataFrame:
        own = _strictest(self._known.select(pl.col("entity").alias("id"), "level"))
        targets = self._claims.filter(pl.col("type") == "TARGETED").select(id="from", end="to")
        victims = targets.join(own, left_on="end", right_on="id").select("id", "level")
        return _strictest(pl.concat([own, victims]))

    @cached_property
    def _names(self) -> dict[int, list[str]]:
        """The folded names of people who are not public, by their level."""
        people = self._known.filter(pl.col("labels").list.eval(pl.element().is_in(_PEOPLE)).list.any()).drop(
            "level"
        )
        hidden = people.join(self._before_names, left_on="entity", right_on="id").filter(pl.col("level") > 0)
        found: dict[int, list[str]] = {}
        for level, name, others in hidden.select("level", "name", "other_names").iter_rows():
            found.setdefault(level, []).extend(_patterns([name, *(others or [])]))
        return found


def _stated_level(known: pl.DataFrame) -> pl.Series:
    """As stated; a defender whom the dataset does not call named publicly, yet names, is hidden."""
    defender = pl.col("labels").list.contains("Defender")
    open_to_all = pl.col("named_publicly").fill_null(value=False).any()
    named = pl.any_horizontal(
        *(
            pl.col(c).list.len() > 0 if known.schema[c] == pl.List(pl.String) else pl.col(c).is_not_null()
            for c in _NAMING
        )
    )
    hidden = defender & named.fill_null(value=False) & ~open_to_all.over("entity", "dataset")
    stated = known.with_columns(stated=_level(known["visibility"]))
    return stated.select(level=pl.when(hidden).then(pl.lit(_HIDDEN, dtype=pl.Int8)).otherwise("stated"))[
        "level"
    ]


def _level(visibility: pl.Series) -> pl.Series:
    return visibility.replace_strict(LEVEL, default=_HIDDEN, return_dtype=pl.Int8)


def _strictest(levels: pl.DataFrame) -> pl.DataFrame:
    return levels.group_by("id").agg(pl.col("level").max())


def _carried(frame: pl.DataFrame, names: dict[int, list[str]]) -> pl.Series:
    """The level of the most hidden name that any text of a row carries, addresses and ids included."""
    if not names:
        return pl.Series("level", [0], dtype=pl.Int8).new_from_index(0, frame.height)
    text = frame.select(text=_folded(frame))["text"]
    level = pl.DataFrame(
        {"level": pl.Series([0], dtype=pl.Int8).new_from_index(0, frame.height), "text": text}
    )
    for number, patterns in sorted((number, found) for number, found in names.items() if found):
        hit = pl.col("text").str.contains_any(patterns)
        level = level.with_columns(level=pl.when(hit).then(pl.lit(number, dtype=pl.Int8)).otherwise("level"))
    return level["level"]


def _folded(frame: pl.DataFrame) -> pl.Expr:
    """All texts of a row as one, folded as names are, with a space at both ends."""
    parts = [
        pl.col(name).list.join(" ") if kind == pl.List(pl.String) else pl.col(name)
        for name, kind in frame.schema.items()
        if kind in (pl.String, pl.List(pl.String)) and name not in _NOT_TEXT
    ]
    joined = pl.concat_str(pl.lit(""), *parts, pl.lit(""), separator=" ", ignore_nulls=True)
    bare = (
        joined.str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all("[\u0300-\u036f]", "")
        .str.normalize("NFC")
    )
    return bare.str.replace_all(r"[\W_]+", " ")


def _patterns(names: Iterable[str | None]) -> list[str]:
    """What to look for: whole words for short names, beginnings of words for long ones (inflected)."""
    folded = {fold(name).replace("_", " ") for name in names if name} - {""}
    found = []
    for name in sorted(folded):
        if _UNSPACED.search(name):
            found.append(name)
        else:
            found.append(f" {name}" if len(name) >= _LONG_ENOUGH else f" {name} ")
    return found
