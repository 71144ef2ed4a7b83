"""The names and identifiers of everything in a graph, kept in the home for find, match and the app."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz, process

from graph.names.fold import fold

_LIKE = 70.0
_LIKE_PART = 82.0
_LONG_ENOUGH = 5
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
    parts = [
        _part(base, pl.col("name"), "name"),
        _part(base.explode("other_names"), pl.col("other_names"), "name"),
    ]
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
    """How like each name is: 100 the same, 85 to 99 begins or holds it, below that typing errors."""
    folded = known["folded"].to_list()
    whole = process.cdist([asked], folded, scorer=fuzz.ratio, score_cutoff=_LIKE)[0] if folded else []
    words = (
        process.cdist([asked], folded, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE)[0] if folded else []
    )
    parts = (
        process.cdist([asked], folded, scorer=fuzz.partial_ratio, score_cutoff=_LIKE_PART)[0]
        if folded
        else []
    )
    result = []
    for place, (kind, original, name) in enumerate(zip(known["kind"], known["text"], folded, strict=True)):
        if original == text or name == asked:
            result.append(100.0)
        elif kind != "name":
            result.append(0.0)
        elif asked in name:
            starts = name.startswith(asked) or f" {asked}" in name
            result.append((98.0 if starts else 90.0) - 8 * (1 - len(asked) / len(name)))
        elif all(word in name for word in asked.split()):
            result.append(88.0)
        else:
            part = float(parts[place]) - 12 if len(name) > len(asked) >= _LONG_ENOUGH else 0.0
            result.append(min(max(float(whole[place]), float(words[place]), part), 87.0))
    return result


def _part(nodes: pl.DataFrame, text: pl.Expr, kind: str) -> pl.DataFrame:
    return nodes.select("id", "label", "name", text.alias("text"), pl.lit(kind).alias("kind"), "visibility")
