"""Statements without those who are forgotten; the same for the files and the record of a dataset."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from graph.forgetting.columns import raised, without_names
from graph.forgetting.gone import gone
from graph.forgetting.large import labelled_anew, without_whole_names
from graph.forgetting.texts import NOBODY, Recogniser

LARGE_ROWS = 100_000
ROWS_NOTE, TEXTS_NOTE = "rows about somebody forgotten", "texts without a forgotten name"
_VICTIMS = "TARGETED"


@dataclass(frozen=True)
class Sifted:
    """Statements (columns of ENTITIES and CLAIMS); rows left out, texts changed, rows made more hidden."""

    entities: pl.LazyFrame
    claims: pl.LazyFrame
    rows: int
    texts: int
    hidden: int = 0

    @property
    def touched(self) -> bool:
        """Whether anything differs from what was given."""
        return bool(self.rows or self.texts or self.hidden)

    @property
    def notes(self) -> dict[str, int]:
        """What a dataset's record says of it."""
        counts = {ROWS_NOTE: self.rows, TEXTS_NOTE: self.texts}
        return {what: count for what, count in counts.items() if count}


def sift(entities: pl.LazyFrame, claims: pl.LazyFrame, known: Recogniser) -> Sifted:
    """Leave out rows about those forgotten and claims at them, and take their names out of all other texts.

    Of tables beyond LARGE_ROWS, which are streamed, only whole names are looked at.
    """
    absent = gone(entities, claims, known)
    height = _height(entities) + _height(claims)
    kept = entities.filter(~pl.col("entity").is_in(list(absent)))
    free = claims.filter(~pl.any_horizontal(pl.col("from", "to").is_in(list(absent))))
    rows = height - _height(kept) - _height(free) if absent else 0
    if height > LARGE_ROWS:
        named, texts = without_whole_names(kept, known)
        return Sifted(labelled_anew(named, known), labelled_anew(free, known), rows, texts)
    about, changed = without_names(_with_tied(kept, claims, absent, known), known)
    said, also = without_names(free.collect(), known)
    about = about.with_columns(_level=pl.max_horizontal("_level", "_tied")).drop("_tied")
    seen, more = raised(about), raised(said)
    pairs = ((seen, about), (more, said))
    hidden = sum(int((one["visibility"] != other["visibility"]).sum()) for one, other in pairs)
    return Sifted(seen.lazy(), more.lazy(), rows, changed + also, hidden)


def told(values: Mapping[str, Any], known: Recogniser, notes: Mapping[str, int]) -> dict[str, Any]:
    """The record of a dataset without forgotten names; `notes` say how much was left out."""
    found = {key: value if key == "tables" else _told(value, known) for key, value in values.items()}
    found["name"] = known.key(values["name"])[0]
    found["files"] = [known.key(name)[0] for name in values["files"]]
    found["url"] = known.address(values["url"])[0]
    before = found["left_out"]
    found["left_out"] = {**before, **{what: before.get(what, 0) + count for what, count in notes.items()}}
    return found


def sift_files(
    tables: Mapping[str, Path], known: Recogniser, into: Path, *, all_of_them: bool
) -> tuple[dict[str, Path], Sifted]:
    """Write those tables of a dataset that hold somebody forgotten (or `all_of_them`) anew into a folder.

    Return where each table is now, and what was sifted.
    """
    entities, claims = (pl.scan_parquet(tables[name], glob=False) for name in ("entities", "claims"))
    found = sift(entities, claims, known)
    placed = dict(tables)
    if found.touched or all_of_them:
        for name, frame in (("entities", found.entities), ("claims", found.claims)):
            placed[name] = into / f"{name}.parquet"
            frame.sink_parquet(placed[name], compression="zstd")
    if "rejected" in tables:
        rejected, changed = without_names(pl.read_parquet(tables["rejected"], glob=False), known)
        if changed or all_of_them:
            placed["rejected"] = into / "rejected.parquet"
            rejected.drop("_level").write_parquet(placed["rejected"], compression="zstd")
    return placed, found


def _with_tied(
    kept: pl.LazyFrame, claims: pl.LazyFrame, absent: Mapping[str, int], known: Recogniser
) -> pl.DataFrame:
    """Entities with `_tied`, the level of the victims of an attack on those forgotten: it stays as hidden."""
    at = claims.filter(pl.col("type") == _VICTIMS, pl.col("to").is_in(list(absent))).select("from", "to")
    found = kept.collect()
    levels = {key: known.level("attack", key) for key in found["entity"].unique()}
    for attack, victim in at.collect().iter_rows():
        levels[attack] = max(absent[victim], levels.get(attack, NOBODY))
    return found.with_columns(_tied=pl.Series([levels[key] for key in found["entity"]], dtype=pl.Int64))


def _told(value: Any, known: Recogniser) -> Any:  # noqa: ANN401 - a value of JSON
    if isinstance(value, str):
        return known.text(value)[0]
    if isinstance(value, list):
        return [_told(each, known) for each in value]
    if isinstance(value, dict):
        return {_told(key, known): each for key, each in value.items()}
    return value


def _height(frame: pl.LazyFrame) -> int:
    return int(frame.select(pl.len()).collect(engine="streaming").item())
