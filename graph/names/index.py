"""The names and identifiers of everything in a graph, kept in the home for find, match and the app."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz, process

from graph.names.fold import fold

_LIKE = 72.0
_IDENTIFIERS = ("lei", "isin", "register_number", "permid", "wikidata", "ticker")
SCHEMA = pl.Schema(
    {"id": pl.String, "label": pl.String, "name": pl.String, "text": pl.String, "folded": pl.String,
     "kind": pl.String, "visibility": pl.String}
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """One entity that was found: by which of its names or identifiers, and how like (0 to 100)."""

    id: str
    label: str
    name: str
    matched: str
    kind: str
    score: float


def index(nodes: pl.DataFrame) -> pl.DataFrame:
    """The index of projected nodes: a row per name, other name and identifier, columns of SCHEMA."""
    label = pl.when(pl.col("labels").list.contains("Financier")).then(pl.lit("Financier")).otherwise("label")
    base = nodes.with_columns(label=label).with_columns(pl.col("name").fill_null(""))
    parts = [_part(base, pl.col("name"), "name"), _part(base.explode("other_names"), pl.col("other_names"), "name")]
    parts.append(_part(base, pl.col("id"), "id"))
    for name in _IDENTIFIERS:
        spread = base.explode(name) if base.schema[name] == pl.List(pl.String) else base
        parts.append(_part(spread, pl.col(name), name))
    rows = pl.concat(parts).filter(pl.col("text").is_not_null() & (pl.col("text") != ""))
    folded = pl.Series("folded", [fold(text) for text in rows["text"]], dtype=pl.String)
    return rows.with_columns(folded).select(list(SCHEMA)).sort("id", "kind", "text")


def find(names: pl.DataFrame, text: str, visible: Iterable[str], limit: int = 20) -> list[Hit]:
    """Entities whose name or identifier is, begins with, holds or is like `text`, best first."""
    known = names.filter(pl.col("visibility").is_in(list(visible)))
    asked = fold(text)
    if not asked:
        return []
    scores = _scores(known, text.strip(), asked)
    best: dict[str, Hit] = {}
    for row, score in zip(known.iter_rows(named=True), scores, strict=True):
        held = best.get(row["id"])
        if score >= _LIKE and (held is None or score > held.score):
            best[row["id"]] = Hit(row["id"], row["label"], row["name"], row["text"], row["kind"], score)
    return sorted(best.values(), key=lambda hit: (-hit.score, len(hit.matched), hit.name, hit.id))[:limit]


def _scores(known: pl.DataFrame, text: str, asked: str) -> list[float]:
    folded = known["folded"].to_list()
    like = process.cdist([asked], folded, scorer=fuzz.WRatio, score_cutoff=_LIKE)[0] if folded else []
    result = []
    for kind, original, name, score in zip(known["kind"], known["text"], folded, like, strict=True):
        if original == text or name == asked:
            result.append(100.0)
        elif kind not in ("name",):
            result.append(0.0)
        elif name.startswith(asked) or f" {asked}" in name:
            result.append(99.0 - min(20.0, (len(name) - len(asked)) / 10))
        else:
            result.append(min(float(score), 95.0) if _comparable(asked, name) else 0.0)
    return result


def _comparable(asked: str, name: str) -> bool:
    """Whether likeness means something: not where one is a small part of the other."""
    return len(name) >= 0.6 * len(asked) or asked in name


def _part(nodes: pl.DataFrame, text: pl.Expr, kind: str) -> pl.DataFrame:
    return nodes.select("id", "label", "name", text.alias("text"), pl.lit(kind).alias("kind"), "visibility")
