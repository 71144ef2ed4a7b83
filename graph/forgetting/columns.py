"""The texts of a frame without forgotten names, and how visible who was named in each row."""

from collections.abc import Callable, Mapping

import polars as pl

from graph.forgetting.texts import NOBODY, Recogniser
from graph.model.ontology import ontology

Instead = Callable[[str], tuple[str, int]]
_KEYS = ("entity", "from", "to", "dataset", "file", "key")
_ADDRESSES = ("source_url", "archived_url")
_NOT_TEXT = ("visibility", "claim_status", "type", "labels", "claim")
_LEVELS = {name: level for level, name in enumerate(ontology().visibility)}
_NAMES = dict(enumerate(ontology().visibility))


def without_names(frame: pl.DataFrame, known: Recogniser) -> tuple[pl.DataFrame, int]:
    """The frame with other texts where names stood, and how many texts were changed.

    Rows that named somebody get `_level` (NOBODY elsewhere), and claims among them another id.
    """
    changed, named = 0, []
    for name, kind in frame.schema.items():
        if name in _NOT_TEXT or kind not in (pl.String, pl.List(pl.String)):
            continue
        found = _changes(frame[name], _instead(name, known))
        if found:
            named.append(f"_level_{name}")
            texts = {old: new for old, (new, _level) in found.items()}
            levels = {old: level for old, (_new, level) in found.items()}
            frame = frame.with_columns(_level(kind, name, levels).alias(named[-1]), _new(kind, name, texts))
            changed += frame.filter(pl.col(named[-1]) > NOBODY).height
    frame = frame.with_columns(_level=pl.max_horizontal(pl.lit(NOBODY, dtype=pl.Int64), *named)).drop(named)
    return _renamed_claims(frame, known), changed


def raised(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame without `_level`: a row is seen by no more people than before who it named was forgotten."""
    own = pl.col("visibility").replace_strict(_LEVELS, default=None, return_dtype=pl.Int64)
    strictest = pl.max_horizontal(own, "_level").replace_strict(_NAMES, return_dtype=pl.String)
    named = pl.when((pl.col("_level") > NOBODY) & own.is_not_null()).then(strictest).otherwise("visibility")
    return frame.with_columns(visibility=named).drop("_level")


def _changes(column: pl.Series, instead: Instead) -> dict[str, tuple[str, int]]:
    texts = column.explode() if column.dtype == pl.List(pl.String) else column
    found = {text: instead(text) for text in texts.drop_nulls().unique()}
    return {old: new for old, new in found.items() if new[1] != NOBODY}


def _instead(name: str, known: Recogniser) -> Instead:
    if name in _KEYS:
        return known.key
    return known.address if name in _ADDRESSES else known.text


def _new(kind: pl.DataType, name: str, texts: Mapping[str, str]) -> pl.Expr:
    if kind == pl.String:
        return pl.col(name).replace(texts)
    return pl.col(name).list.eval(pl.element().replace(texts))


def _level(kind: pl.DataType, name: str, levels: Mapping[str, int]) -> pl.Expr:
    if kind == pl.String:
        return pl.col(name).replace_strict(levels, default=NOBODY, return_dtype=pl.Int64)
    each = pl.element().replace_strict(levels, default=NOBODY, return_dtype=pl.Int64)
    return pl.col(name).list.eval(each).list.max().fill_null(NOBODY)


def _renamed_claims(frame: pl.DataFrame, known: Recogniser) -> pl.DataFrame:
    if "claim" not in frame.columns:
        return frame
    named = {key: known.claim(key) for key in frame.filter(pl.col("_level") > NOBODY)["claim"]}
    return frame.with_columns(pl.col("claim").replace(named)) if named else frame
