"""Reporting exceptions: why a company names no direct or no ultimate parent."""

import polars as pl

from loaders.gleif import checks
from loaders.gleif.checks import Check
from loaders.gleif.evidence import compared, entity_id, evidence, listed, translated
from loaders.gleif.gathered import FILE, LINE
from loaders.gleif.records import DELETED

KEY = ("LEI", "Exception.Category")
REASONS = {
    "NATURAL_PERSONS": "controlled by natural persons",
    "NON_CONSOLIDATING": "its parent does not consolidate it",
    "NO_KNOWN_PERSON": "no person known to control it",
    "NON_PUBLIC": "not public",
    "NO_LEI": "its parent has no LEI",
    "BINDING_LEGAL_COMMITMENTS": "not public: binding legal commitments",
    "LEGAL_OBSTACLES": "not public: legal obstacles",
    "DISCLOSURE_DETRIMENTAL": "not public: disclosure would be detrimental",
    "DETRIMENT_NOT_EXCLUDED": "not public: detriment cannot be excluded",
    "CONSENT_NOT_OBTAINED": "not public: consent not obtained",
}
COLUMNS = {
    "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT": "no_direct_parent_reasons",
    "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT": "no_ultimate_parent_reasons",
}
_FIRST = "Exception.Reason.1"


def prepared(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows with `left_out`, why one is not kept."""
    deleted = pl.when(pl.col(DELETED).is_not_null()).then(pl.lit("deleted reporting exceptions"))
    return checks.with_valid(rows, "LEI").with_columns(left_out=deleted)


def row_checks(rows: pl.LazyFrame) -> list[Check]:
    """What each row must hold."""
    others = [name for name in _slots(rows) if name != _FIRST]
    return [
        checks.required_lei("LEI"),
        checks.one_of("Exception.Category", COLUMNS),
        checks.one_of(_FIRST, REASONS),
        *(checks.one_of(name, REASONS, empty=True) for name in others),
        checks.not_too_many(),
    ]


def entities(rows: pl.LazyFrame, dataset: str) -> pl.LazyFrame:
    """A statement about the company for each exception, as columns of ENTITIES, `labels` left out."""
    lei = pl.col("LEI")
    told = [translated(pl.col(name), REASONS) for name in _slots(rows)]
    reasons = listed(*told)
    return rows.select(
        pl.col(FILE, LINE),
        *evidence(dataset, lei),
        *(
            pl.when(pl.col("Exception.Category") == category).then(reasons).alias(column)
            for category, column in COLUMNS.items()
        ),
        entity=entity_id(lei),
        visibility=pl.lit("public"),
        lei=lei,
    )


def with_labels(statements: pl.LazyFrame, known: pl.LazyFrame | None) -> pl.LazyFrame:
    """The statements with `labels`: companies, or public bodies where LEI records (entity, labels) say so.

    With LEI records, an exception of an LEI that none of them has is left out: it would name nobody.
    """
    if known is None:
        return statements.with_columns(labels=pl.lit(["Company"]))
    key = compared(pl.col("entity")).alias("key")
    named = known.select(key, body=pl.col("labels").list.first() == "Government")
    joined = statements.with_columns(key).join(named, on="key", how="inner", maintain_order="left")
    labels = pl.when(pl.col("body")).then(pl.lit(["Government"])).otherwise(pl.lit(["Company"]))
    return joined.with_columns(labels=labels).drop("key", "body")


def _slots(rows: pl.LazyFrame) -> list[str]:
    return [name for name in rows.collect_schema() if name.startswith("Exception.Reason.")]
