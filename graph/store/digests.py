"""A hash of each row of a frame, by which rows are compared with those in the graph."""

from hashlib import blake2b

import polars as pl

_SEED = 1


def with_digests(frame: pl.DataFrame, key: str, known: pl.DataFrame) -> pl.DataFrame:
    """Add `fast`, a hash of this version of Polars, and `digest`, one that never changes.

    `known` (key, fast, digest) has those of rows that were hashed before; equal `fast` gives their digest
    again, so that only rows which differ are hashed slowly.
    """
    hashed = frame.with_columns(fast=frame.hash_rows(seed=_SEED))
    before = known.select(key, "fast", digest_before="digest").drop_nulls("fast").unique(key)
    found = hashed.join(before, on=[key, "fast"], how="left", maintain_order="left")
    new = found.filter(pl.col("digest_before").is_null()).drop("digest_before", "fast")
    fresh = new.select(key, digest=_digests(new))
    merged = found.join(fresh, on=key, how="left", maintain_order="left")
    return merged.with_columns(digest=pl.coalesce("digest_before", "digest")).drop("digest_before")


def _digests(frame: pl.DataFrame) -> pl.Series:
    """A hash of each row's values by the names of their columns; the same in every version of Polars."""
    used = sorted(name for name in frame.columns if frame[name].null_count() < max(frame.height, 1))
    parts = [pl.concat_str(pl.lit(f"\x1f{name}="), _text(frame.schema[name], name)) for name in used]
    texts = frame.select(text=pl.concat_str(parts, ignore_nulls=True))["text"]
    return pl.Series(
        "digest", [blake2b(text.encode(), digest_size=8).hexdigest() for text in texts], dtype=pl.String
    )


def _text(kind: pl.DataType, name: str) -> pl.Expr:
    """A value as text, null where it is null or an empty list."""
    if kind == pl.List(pl.String):
        return pl.when(pl.col(name).list.len() > 0).then(pl.col(name).list.join("\x1e"))
    return pl.col(name).cast(pl.String)
