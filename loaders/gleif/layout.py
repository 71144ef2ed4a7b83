"""GLEIF's three layouts (LEI-CDF 3.1, RR-CDF 2.1, reporting exceptions 2.1): their columns and codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_ADDRESS = (
    *("xmllang", "FirstAddressLine", "AddressNumber", "AddressNumberWithinBuilding", "MailRouting"),
    *("AdditionalAddressLine.1", "AdditionalAddressLine.2", "AdditionalAddressLine.3"),
    *("City", "Region", "Country", "PostalCode"),
)
_ENTITY = (
    "RegistrationAuthority.RegistrationAuthorityID",
    "RegistrationAuthority.OtherRegistrationAuthorityID",
    "RegistrationAuthority.RegistrationAuthorityEntityID",
    *("LegalJurisdiction", "EntityCategory", "EntitySubCategory"),
    *("LegalForm.EntityLegalFormCode", "LegalForm.OtherLegalForm"),
    *("AssociatedEntity.type", "AssociatedEntity.AssociatedLEI"),
    *("AssociatedEntity.AssociatedEntityName", "AssociatedEntity.AssociatedEntityName.xmllang"),
    *("EntityStatus", "EntityCreationDate", "EntityExpirationDate", "EntityExpirationReason"),
)
_EVENT = (
    *("group_type", "event_status", "group_id", "group_sequence_no", "LegalEntityEventType"),
    *("LegalEntityEventEffectiveDate", "LegalEntityEventRecordedDate"),
    *("ValidationDocuments", "ValidationReference"),
)
_RENEWAL = (
    *("InitialRegistrationDate", "LastUpdateDate", "RegistrationStatus", "NextRenewalDate"),
    *("ManagingLOU", "ValidationSources"),
)
_AUTHORITY = ("ValidationAuthorityID", "OtherValidationAuthorityID", "ValidationAuthorityEntityID")
_SUCCESSOR = ("SuccessorLEI", "SuccessorEntityName", "SuccessorEntity.xmllang")
_FIVE = range(1, 6)


def _lei_columns() -> Iterable[str]:
    yield from ("LEI", "Entity.LegalName", "Entity.LegalName.xmllang")
    for names in ("OtherEntityName", "TransliteratedOtherEntityName"):
        yield from (f"Entity.{names}s.{names}.{n}{part}" for n in _FIVE for part in ("", ".xmllang", ".type"))
    for address in ("LegalAddress", "HeadquartersAddress"):
        yield from (f"Entity.{address}.{part}" for part in _ADDRESS)
    for address in ("OtherAddress", "TransliteratedOtherAddress"):
        parts = ("xmllang", "type", *_ADDRESS[1:])
        yield from (f"Entity.{address}es.{address}.{n}.{part}" for n in _FIVE for part in parts)
    yield from (f"Entity.{part}" for part in _ENTITY)
    for n in _FIVE:
        yield from (f"Entity.SuccessorEntity.{n}.{part}" for part in _SUCCESSOR)
    for n in _FIVE:
        event = f"Entity.LegalEntityEvents.LegalEntityEvent.{n}"
        yield from (f"{event}.{part}" for part in _EVENT)
        yield from (
            f"{event}.AffectedFields.{m}.{part}" for m in _FIVE for part in ("AffectedField", "field_xpath")
        )
    yield from (f"Registration.{part}" for part in _RENEWAL)
    yield from (f"Registration.ValidationAuthority.{part}" for part in _AUTHORITY)
    other = "Registration.OtherValidationAuthorities.OtherValidationAuthority"
    yield from (f"{other}.{n}.{part}" for n in _FIVE for part in _AUTHORITY)
    yield "ConformityFlag"


def _relationship_columns() -> Iterable[str]:
    yield from (
        f"Relationship.{end}.{part}" for end in ("StartNode", "EndNode") for part in ("NodeID", "NodeIDType")
    )
    yield from ("Relationship.RelationshipType", "Relationship.RelationshipStatus")
    groups = {
        "Period": ("startDate", "endDate", "periodType"),
        "Qualifiers": ("QualifierDimension", "QualifierCategory"),
        "Quantifiers": ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits"),
    }
    yield from (
        f"Relationship.{group}.{n}.{part}" for group, parts in groups.items() for n in _FIVE for part in parts
    )
    yield from (f"Registration.{part}" for part in (*_RENEWAL, "ValidationDocuments", "ValidationReference"))


def _exception_columns() -> Iterable[str]:
    yield from ("LEI", "Exception.Category")
    yield from (f"Exception.{part}.{n}" for part in ("Reason", "Reference") for n in _FIVE)


@dataclass(frozen=True)
class Layout:
    """One of GLEIF's files: its columns, those that are read, and its record's element and telling field.

    `packs`: columns that are mostly empty, kept as one text between reading and writing.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    reads: tuple[str, ...]
    record: str
    required: str
    packs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def path_of(column: str) -> tuple[str, ...]:
    """Where a CSV column stands in the XML and JSON forms: names, and places in a list (from 1)."""
    for flat, nested in _NESTED.items():
        if column.startswith(flat):
            column = column.replace(flat, nested, 1)
            break
    parts = column.split(".")
    return tuple(part[:1].upper() + part[1:] for part in parts)


_NESTED = {
    "Relationship.Period.": "Relationship.RelationshipPeriods.RelationshipPeriod.",
    "Relationship.Qualifiers.": "Relationship.RelationshipQualifiers.RelationshipQualifier.",
    "Relationship.Quantifiers.": "Relationship.RelationshipQuantifiers.RelationshipQuantifier.",
    "Exception.": "Exception",
}


def _read(columns: Iterable[str], *wanted: str) -> tuple[str, ...]:
    return tuple(c for c in columns if c.startswith(wanted) and not c.endswith((".xmllang", ".type")))


def _name_columns() -> Iterable[str]:
    names = ("OtherEntityName", "TransliteratedOtherEntityName")
    return (f"Entity.{name}s.{name}.{n}" for name in names for n in _FIVE)


def _successor_columns() -> Iterable[str]:
    return (f"Entity.SuccessorEntity.{n}.{part}" for n in _FIVE for part in _SUCCESSOR[:2])


LEI_RECORDS = Layout(
    "lei",
    "LEI records (LEI-CDF 3.1)",
    tuple(_lei_columns()),
    _read(
        _lei_columns(),
        "LEI",
        "Entity.LegalName",
        "Entity.OtherEntityNames.",
        "Entity.TransliteratedOtherEntityNames.",
        "Entity.LegalAddress.Country",
        "Entity.HeadquartersAddress.Country",
        "Entity.RegistrationAuthority.RegistrationAuthority",
        "Entity.EntityCategory",
        "Entity.EntityStatus",
        "Entity.EntityCreationDate",
        "Entity.EntityExpirationDate",
        "Entity.SuccessorEntity.",
        "Registration.LastUpdateDate",
        "Registration.RegistrationStatus",
    ),
    "LEIRecord",
    "Entity",
    {"names": tuple(_name_columns()), "successors": tuple(_successor_columns())},
)
RELATIONSHIPS = Layout(
    "rr",
    "relationship records (RR-CDF 2.1)",
    tuple(_relationship_columns()),
    _read(
        _relationship_columns(),
        "Relationship.",
        "Registration.LastUpdateDate",
        "Registration.RegistrationStatus",
        "Registration.ValidationSources",
    ),
    "RelationshipRecord",
    "Relationship",
)
EXCEPTIONS = Layout(
    "repex",
    "reporting exceptions",
    tuple(_exception_columns()),
    _read(_exception_columns(), "LEI", "Exception.Category", "Exception.Reason."),
    "Exception",
    "ExceptionCategory",
    {"reasons": tuple(f"Exception.Reason.{n}" for n in _FIVE)},
)
LAYOUTS = (LEI_RECORDS, RELATIONSHIPS, EXCEPTIONS)
