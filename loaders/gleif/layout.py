"""GLEIF's three layouts (LEI-CDF 3.1, RR-CDF 2.1, reporting exceptions 2.1): their columns and codes."""

from collections.abc import Iterable
from dataclasses import dataclass

_ADDRESS = (
    "xmllang,FirstAddressLine,AddressNumber,AddressNumberWithinBuilding,MailRouting,AdditionalAddressLine.1,"
    "AdditionalAddressLine.2,AdditionalAddressLine.3,City,Region,Country,PostalCode"
).split(",")
_ENTITY = (
    "RegistrationAuthority.RegistrationAuthorityID,RegistrationAuthority.OtherRegistrationAuthorityID,"
    "RegistrationAuthority.RegistrationAuthorityEntityID,LegalJurisdiction,EntityCategory,EntitySubCategory,"
    "LegalForm.EntityLegalFormCode,LegalForm.OtherLegalForm,AssociatedEntity.type,AssociatedEntity.AssociatedLEI,"
    "AssociatedEntity.AssociatedEntityName,AssociatedEntity.AssociatedEntityName.xmllang,EntityStatus,"
    "EntityCreationDate,EntityExpirationDate,EntityExpirationReason"
).split(",")
_EVENT = (
    "group_type,event_status,group_id,group_sequence_no,LegalEntityEventType,LegalEntityEventEffectiveDate,"
    "LegalEntityEventRecordedDate,ValidationDocuments,ValidationReference"
).split(",")
_RENEWAL = "InitialRegistrationDate,LastUpdateDate,RegistrationStatus,NextRenewalDate,ManagingLOU,ValidationSources"
_AUTHORITY = ("ValidationAuthorityID", "OtherValidationAuthorityID", "ValidationAuthorityEntityID")
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
        parts = ("SuccessorLEI", "SuccessorEntityName", "SuccessorEntity.xmllang")
        yield from (f"Entity.SuccessorEntity.{n}.{part}" for part in parts)
    for n in _FIVE:
        event = f"Entity.LegalEntityEvents.LegalEntityEvent.{n}"
        yield from (f"{event}.{part}" for part in _EVENT)
        yield from (f"{event}.AffectedFields.{m}.{part}" for m in _FIVE for part in ("AffectedField", "field_xpath"))
    yield from (f"Registration.{part}" for part in _RENEWAL.split(","))
    yield from (f"Registration.ValidationAuthority.{part}" for part in _AUTHORITY)
    other = "Registration.OtherValidationAuthorities.OtherValidationAuthority"
    yield from (f"{other}.{n}.{part}" for n in _FIVE for part in _AUTHORITY)
    yield "ConformityFlag"


def _relationship_columns() -> Iterable[str]:
    yield from (f"Relationship.{end}.{part}" for end in ("StartNode", "EndNode") for part in ("NodeID", "NodeIDType"))
    yield from ("Relationship.RelationshipType", "Relationship.RelationshipStatus")
    groups = {
        "Period": ("startDate", "endDate", "periodType"),
        "Qualifiers": ("QualifierDimension", "QualifierCategory"),
        "Quantifiers": ("MeasurementMethod", "QuantifierAmount", "QuantifierUnits"),
    }
    yield from (f"Relationship.{group}.{n}.{part}" for group, parts in groups.items() for n in _FIVE for part in parts)
    yield from (f"Registration.{part}" for part in (*_RENEWAL.split(","), "ValidationDocuments", "ValidationReference"))


def _exception_columns() -> Iterable[str]:
    yield from ("LEI", "Exception.Category")
    yield from (f"Exception.{part}.{n}" for part in ("Reason", "Reference") for n in _FIVE)
