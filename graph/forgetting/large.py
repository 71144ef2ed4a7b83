"""Tables of millions of rows without forgotten names, as far as whole names go; they are streamed."""

import polars as pl

from graph.forgetting.gone import may_be, with_columns_of
from graph.forgetting.texts import FORGOTTEN, NOBODY, Recogniser

_LABELS = ("dataset", "file")


def without_whole_names(entities: pl.LazyFrame, known: Recogniser) -> tuple[pl.LazyFrame, int]:
    """Entities with '[forgotten]' in the place of names that are a forgotten name, and how many of them."""
    near = with_columns_of(entities, ("name", "other_names"))
    texts = pl.concat([near.select(text="name"), near.select(text="other_names").explode("text")])
    few = texts.filter(may_be(pl.col("text"), known.lengths("name"))).collect(engine="streaming")["text"]
    named = {text: FORGOTTEN for text in few.unique() if known.whole_name(text) != NOBODY}
    if not named:
        return entities, 0
    new = {
        "name": pl.col("name").replace(named),
        "other_names": pl.col("other_names").list.eval(pl.element().replace(named)),
    }
    held = entities.collect_schema()
    changed = entities.with_columns(each for name, each in new.items() if name in held)
    return changed, int(few.is_in(list(named)).sum())


def labelled_anew(frame: pl.LazyFrame, known: Recogniser) -> pl.LazyFrame:
    """The frame with other names of datasets and files where they name somebody forgotten."""
    for name in (name for name in _LABELS if name in frame.collect_schema()):
        labels = frame.select(pl.col(name).drop_nulls().unique()).collect(engine="streaming")[name]
        frame = frame.with_columns(pl.col(name).replace({each: known.key(each)[0] for each in labels}))
    return frame
