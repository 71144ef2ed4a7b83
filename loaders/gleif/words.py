"""GLEIF's codes in words: categories, reasons for no parent, relationships, states of a registration."""

from collections.abc import Mapping
from dataclasses import dataclass

CATEGORIES: Mapping[str, str | None] = {
    "": None,
    "GENERAL": None,
    "BRANCH": "branch",
    "FUND": "fund",
    "SOLE_PROPRIETOR": "sole proprietor",
    "RESIDENT_GOVERNMENT_ENTITY": "government entity",
    "INTERNATIONAL_ORGANIZATION": "international organisation",
}

REASONS: Mapping[str, str] = {
    "NATURAL_PERSONS": "held by natural persons",
    "NON_CONSOLIDATING": "no parent that consolidates it",
    "NO_KNOWN_PERSON": "no known person controls it",
    "NON_PUBLIC": "not made public",
    "NO_LEI": "the parent has no LEI",
    "BINDING_LEGAL_COMMITMENTS": "not made public: binding legal commitments",
    "LEGAL_OBSTACLES": "not made public: legal obstacles",
    "DISCLOSURE_DETRIMENTAL": "not made public: disclosure would be detrimental",
    "DETRIMENT_NOT_EXCLUDED": "not made public: a detriment is not excluded",
    "CONSENT_NOT_OBTAINED": "not made public: consent was not obtained",
}

# What must be said with a record that is not simply issued or published.
CAVEATS: Mapping[str, str | None] = {
    "ISSUED": None,
    "PENDING_TRANSFER": None,
    "PENDING_ARCHIVAL": None,
    "TRANSFERRED": None,
    "LAPSED": "The LEI has lapsed: GLEIF's record was not renewed and may be out of date.",
    "RETIRED": "The LEI is retired: the entity no longer exists.",
    "MERGED": "The LEI is retired: the entity was merged into another.",
    "DUPLICATE": "The LEI is a duplicate: GLEIF keeps another for this entity.",
    "ANNULLED": "The LEI was annulled: GLEIF holds the registration to be in error.",
    "CANCELLED": "The registration of the LEI was cancelled.",
    "PENDING_VALIDATION": "The registration of the LEI is not validated yet.",
}
RELATIONSHIP_CAVEATS: Mapping[str, str | None] = {
    "PUBLISHED": None,
    "LAPSED": "GLEIF's record of this relationship was not renewed and may be out of date.",
    "RETIRED": "GLEIF has retired the record of this relationship.",
    "PENDING_VALIDATION": "GLEIF has not validated this relationship yet.",
    **dict.fromkeys(("PENDING_TRANSFER", "PENDING_ARCHIVAL", "TRANSFERRED")),
    **dict.fromkeys(("DUPLICATE", "ANNULLED", "CANCELLED")),
}
# Records that GLEIF itself took back: they say nothing any more.
WITHDRAWN = ("DUPLICATE", "ANNULLED", "CANCELLED")


@dataclass(frozen=True)
class Meaning:
    """What a relationship from child (start) to parent (end) says; `forward`: our claim too starts there."""

    type: str
    says: str
    forward: bool = False
    value: tuple[str, str] | None = None
    start_kind: str | None = None
    end_kind: str | None = None


RELATIONSHIP_TYPES: Mapping[str, Meaning] = {
    "IS_DIRECTLY_CONSOLIDATED_BY": Meaning(
        "CONSOLIDATES", "direct accounting parent", value=("level", "direct")
    ),
    "IS_ULTIMATELY_CONSOLIDATED_BY": Meaning(
        "CONSOLIDATES", "ultimate accounting parent", value=("level", "ultimate")
    ),
    "IS_FUND-MANAGED_BY": Meaning(
        "MANAGES", "manager of the fund", start_kind="fund", end_kind="asset manager"
    ),
    # A branch is its head office in law, a sub-fund a part of its umbrella: the nearest words there are.
    "IS_INTERNATIONAL_BRANCH_OF": Meaning(
        "CONTROLS", "head office of this international branch", value=("how", "law")
    ),
    "IS_SUBFUND_OF": Meaning(
        "CONTROLS", "umbrella of this sub-fund", value=("how", "articles"), start_kind="fund", end_kind="fund"
    ),
    "IS_FEEDER_TO": Meaning(
        "HOLDS",
        "feeder fund of this master fund",
        True,
        ("instrument", "other"),
        start_kind="fund",
        end_kind="fund",
    ),
}
