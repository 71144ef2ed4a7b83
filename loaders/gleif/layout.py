"""The layouts of GLEIF's golden copies: their columns, where these stand in XML and JSON, and their codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_PLACES = 5  # a CSV has five places for what may stand several times; the other forms have no bound


@dataclass(frozen=True)
class Repeated:
    """What may stand several times in a record: its column's beginning, its path, the leaves that are read.

    `leaves` maps the end of a column's name to the path below; the empty end is the thing itself.
    `most` is how many of it are read from XML and JSON.
    """

    column: str
    path: tuple[str, ...]
    leaves: Mapping[str, tuple[str, ...]]
    most: int

    def columns(self, places: int) -> list[str]:
        """The columns of the first places, place by place."""
        return [self.name(place, leaf) for place in range(1, places + 1) for leaf in self.leaves]

    def name(self, place: int, leaf: str = "") -> str:
        """The column of a leaf in a place (from 1)."""
        return f"{self.column}.{place}.{leaf}" if leaf else f"{self.column}.{place}"


@dataclass(frozen=True)
class Layout:
    """A kind of golden copy.

    `single` maps a column to its path in a record; of the columns `ignored` nothing is read. `tag` is the
    element of a record in XML, `namespace` ends the name of its schema, `listed` is the records in JSON.
    """

    name: str
    title: str
    tag: str
    namespace: str
    listed: str
    single: Mapping[str, tuple[str, ...]]
    repeated: tuple[Repeated, ...]
    ignored: frozenset[str] = field(repr=False)

    @property
    def read(self) -> list[str]:
        """The columns of a CSV that are read."""
        return [*self.single, *(column for group in self.repeated for column in group.columns(_PLACES))]

    @property
    def widest(self) -> list[str]:
        """The columns that XML and JSON are brought into."""
        return [*self.single, *(column for group in self.repeated for column in group.columns(group.most))]


def _dotted(*columns: str) -> dict[str, tuple[str, ...]]:
    return {column: tuple(column.split(".")) for column in columns}


def _placed(column: str, leaves: tuple[str, ...]) -> Iterator[str]:
    for place in range(1, _PLACES + 1):
        yield from (f"{column}.{place}.{leaf}" if leaf else f"{column}.{place}" for leaf in leaves)


_ADDRESS = (
    "xmllang",
    "FirstAddressLine",
    "AddressNumber",
    "AddressNumberWithinBuilding",
    "MailRouting",
    *(f"AdditionalAddressLine.{line}" for line in range(1, 4)),
    "City",
    "Region",
    "Country",
    "PostalCode",
)
_AUTHORITY = ("ValidationAuthorityID", "OtherValidationAuthorityID", "ValidationAuthorityEntityID")
_EVENT = (
    "group_type",
    "event_status",
    "group_id",
    "group_sequence_no",
    "LegalEntityEventType",
    "LegalEntityEventEffectiveDate",
    "LegalEntityEventRecordedDate",
    "ValidationDocuments",
    "ValidationReference",
    *_placed("AffectedFields", ("AffectedField", "field_xpath")),
)
_NAME = "Entity.OtherEntityNames.OtherEntityName"
_LATIN = "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName"
_SUCCESSOR = "Entity.SuccessorEntity"

LEI = Layout(
    name="lei",
    title="LEI records",
    tag="LEIRecord",
    namespace="leidata/2016",
    listed="records",
    single=_dotted(
        "LEI",
        "Entity.LegalName",
        "Entity.HeadquartersAddress.Country",
        "Entity.RegistrationAuthority.RegistrationAuthorityID",
        "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
        "Entity.LegalJurisdiction",
        "Entity.EntityCategory",
        "Entity.EntitySubCategory",
        "Entity.EntityStatus",
        "Entity.EntityCreationDate",
        "Entity.EntityExpirationDate",
        "Entity.EntityExpirationReason",
        "Registration.LastUpdateDate",
        "Registration.RegistrationStatus",
        "Registration.ValidationSources",
    ),
    repeated=(
        Repeated(_NAME, tuple(_NAME.split(".")), {"": ()}, 40),
        Repeated(_LATIN, tuple(_LATIN.split(".")), {"": ()}, 40),
        Repeated(_SUCCESSOR, tuple(_SUCCESSOR.split(".")), {"SuccessorLEI": ("SuccessorLEI",)}, 10),
    ),
    ignored=frozenset(
        (
            "Entity.LegalName.xmllang",
            *_placed(_NAME, ("xmllang", "type")),
            *_placed(_LATIN, ("xmllang", "type")),
            *(f"Entity.LegalAddress.{part}" for part in _ADDRESS),
            *(f"Entity.HeadquartersAddress.{part}" for part in _ADDRESS if part != "Country"),
            *_placed("Entity.OtherAddresses.OtherAddress", ("type", *_ADDRESS)),
            *_placed("Entity.TransliteratedOtherAddresses.TransliteratedOtherAddress", ("type", *_ADDRESS)),
            "Entity.RegistrationAuthority.OtherRegistrationAuthorityID",
            "Entity.LegalForm.EntityLegalFormCode",
            "Entity.LegalForm.OtherLegalForm",
            "Entity.AssociatedEntity.type",
            "Entity.AssociatedEntity.AssociatedLEI",
            "Entity.AssociatedEntity.AssociatedEntityName",
            "Entity.AssociatedEntity.AssociatedEntityName.xmllang",
            *_placed(_SUCCESSOR, ("SuccessorEntityName", "SuccessorEntity.xmllang")),
            *_placed("Entity.LegalEntityEvents.LegalEntityEvent", _EVENT),
            "Registration.InitialRegistrationDate",
            "Registration.NextRenewalDate",
            "Registration.ManagingLOU",
            *(f"Registration.ValidationAuthority.{part}" for part in _AUTHORITY),
            *_placed("Registration.OtherValidationAuthorities.OtherValidationAuthority", _AUTHORITY),
            "ConformityFlag",
        )
    ),
)

RELATIONSHIPS = Layout(
    name="relationships",
    title="relationship records",
    tag="RelationshipRecord",
    namespace="rr/2016",
    listed="relations",
    single=_dotted(
        "Relationship.StartNode.NodeID",
        "Relationship.StartNode.NodeIDType",
        "Relationship.EndNode.NodeID",
        "Relationship.EndNode.NodeIDType",
        "Relationship.RelationshipType",
        "Relationship.RelationshipStatus",
        "Registration.LastUpdateDate",
        "Registration.RegistrationStatus",
        "Registration.ValidationSources",
    ),
    repeated=(
        Repeated(
            "Relationship.Period",
            ("Relationship", "RelationshipPeriods", "RelationshipPeriod"),
            {"startDate": ("StartDate",), "endDate": ("EndDate",), "periodType": ("PeriodType",)},
            10,
        ),
        Repeated(
            "Relationship.Qualifiers",
            ("Relationship", "RelationshipQualifiers", "RelationshipQualifier"),
            {"QualifierDimension": ("QualifierDimension",), "QualifierCategory": ("QualifierCategory",)},
            10,
        ),
        Repeated(
            "Relationship.Quantifiers",
            ("Relationship", "RelationshipQuantifiers", "RelationshipQuantifier"),
            {name: (name,) for name in ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits")},
            10,
        ),
    ),
    ignored=frozenset(
        f"Registration.{part}"
        for part in (
            "InitialRegistrationDate",
            "NextRenewalDate",
            "ManagingLOU",
            "ValidationDocuments",
            "ValidationReference",
        )
    ),
)

EXCEPTIONS = Layout(
    name="exceptions",
    title="reporting exceptions",
    tag="Exception",
    namespace="repex/2016",
    listed="exceptions",
    single={"LEI": ("LEI",), "Exception.Category": ("ExceptionCategory",)},
    repeated=(Repeated("Exception.Reason", ("ExceptionReason",), {"": ()}, 20),),
    ignored=frozenset(_placed("Exception.Reference", ("",))),
)

LAYOUTS = (LEI, RELATIONSHIPS, EXCEPTIONS)
