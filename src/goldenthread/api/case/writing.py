"""Editions in the shapes of CASE 1.1. What is not known is left out; nothing is ever null."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from goldenthread.frameworks.types import EditionState
from goldenthread.frameworks.types.exchanging import (
    ItemType,
    Node,
    SharedAssociation,
    SharedEdition,
    SharedItem,
    SharedPackage,
)

# What the standard calls the language of the words (ISO 639-2).
LANGUAGE = "eng"
ADOPTION = {EditionState.PUBLISHED: "Adopted", EditionState.SUPERSEDED: "Deprecated"}
# Types of items are the project's, and a licence is named from all that it says: neither changes under its name.
SINCE = datetime(2026, 11, 28, tzinfo=UTC)
Said = dict[str, Any]


class Writer:
    """Writes for one installation, whose addresses begin with ``base``, as "https://npq.example/ims/case/v1p1"."""

    def __init__(self, base: str) -> None:
        self._base = base

    def address(self, what: str, identifier: UUID) -> str:
        """Where one thing stands."""
        return f"{self._base}/{what}/{identifier}"

    def link(self, what: str, identifier: UUID, title: str) -> Said:
        """One thing, named with its address."""
        return {"title": line(title), "identifier": str(identifier), "uri": self.address(what, identifier)}

    def document(self, edition: SharedEdition) -> Said:
        """An edition by itself."""
        title = f"{edition.title} ({edition.label})"
        return {**self.document_in_package(edition), "CFPackageURI": self.link("CFPackages", edition.identifier, title)}

    def document_in_package(self, edition: SharedEdition) -> Said:
        """An edition as its package begins with it."""
        return known(
            identifier=str(edition.identifier),
            uri=self.address("CFDocuments", edition.identifier),
            caseVersion="1.1",
            creator=line(edition.publisher),
            title=line(edition.title),
            lastChangeDateTime=moment(edition.changed_at),
            publisher=line(edition.publisher),
            description=f"{edition.code}, edition {edition.label}.",
            language=LANGUAGE,
            version=line(edition.label),
            adoptionStatus=ADOPTION[edition.state],
            statusStartDate=day(edition.starts_on),
            statusEndDate=day(edition.ends_on),
            licenseURI=self._licence_link(edition),
            notes=edition.attribution,
            extensions={"goldenthread": known(code=edition.code, attribution=edition.attribution)},
        )

    def licence(self, edition: SharedEdition) -> Said:
        """The licence that an edition's words come under, with what whoever shows them has to say."""
        return known(
            identifier=str(edition.licence_identifier),
            uri=self.address("CFLicenses", edition.licence_identifier),
            title=line(edition.licence),
            description=edition.attribution,
            licenseText=f"{edition.licence}. {edition.attribution}".strip(),
            lastChangeDateTime=moment(SINCE),
        )

    def item_type(self, what: ItemType) -> Said:
        """What an item is."""
        return {
            "identifier": str(what.identifier),
            "uri": self.address("CFItemTypes", what.identifier),
            "title": what.title,
            "description": what.description,
            "hierarchyCode": what.place,
            "typeCode": what.code,
            "lastChangeDateTime": moment(SINCE),
        }

    def item(self, item: SharedItem, edition: SharedEdition) -> Said:
        """A section or a statement by itself."""
        return {**self.item_in_package(item, edition), "CFDocumentURI": self._document_link(edition)}

    def item_in_package(self, item: SharedItem, edition: SharedEdition) -> Said:
        """A section or a statement in its edition's package."""
        return known(
            identifier=str(item.identifier),
            fullStatement=item.text,
            CFItemType=item.what.title,
            uri=self.address("CFItems", item.identifier),
            humanCodingScheme=line(item.code),
            listEnumeration=line(item.printed),
            abbreviatedStatement=line(item.title),
            notes=item.notes,
            extensions=_marks(item),
            language=LANGUAGE,
            CFItemTypeURI=self.link("CFItemTypes", item.what.identifier, item.what.title),
            licenseURI=self._licence_link(edition),
            statusStartDate=day(edition.starts_on),
            statusEndDate=day(edition.ends_on),
            lastChangeDateTime=moment(edition.changed_at),
        )

    def association(self, association: SharedAssociation, edition: SharedEdition) -> Said:
        """How one thing stands to another, by itself."""
        return {**self.association_in_package(association), "CFDocumentURI": self._document_link(edition)}

    def association_in_package(self, association: SharedAssociation) -> Said:
        """How one thing stands to another, in a package or beside an item."""
        return known(
            identifier=str(association.identifier),
            associationType=association.relation.value,
            sequenceNumber=association.sequence,
            uri=self.address("CFAssociations", association.identifier),
            originNodeURI=self._end(association.origin),
            destinationNodeURI=self._end(association.destination),
            lastChangeDateTime=moment(association.changed_at),
        )

    def package(self, package: SharedPackage) -> Said:
        """An edition with everything in it."""
        used = {item.what.place: item.what for item in package.items}
        return {
            "CFDocument": self.document_in_package(package.edition),
            "CFItems": [self.item_in_package(item, package.edition) for item in package.items],
            "CFAssociations": [self.association_in_package(a) for a in package.associations],
            "CFDefinitions": {
                "CFLicenses": [self.licence(package.edition)],
                "CFItemTypes": [self.item_type(used[place]) for place in sorted(used)],
            },
        }

    def _document_link(self, edition: SharedEdition) -> Said:
        return self.link("CFDocuments", edition.identifier, edition.title)

    def _licence_link(self, edition: SharedEdition) -> Said:
        return self.link("CFLicenses", edition.licence_identifier, edition.licence)

    def _end(self, node: Node) -> Said:
        what = "CFDocuments" if node.is_document else "CFItems"
        return {**self.link(what, node.identifier, node.title), "targetType": "CASE"}


def _marks(item: SharedItem) -> Said | None:
    """What stands beside a criterion, so that software can read it; its notes say it in words."""
    said = known(part=item.part, documents=list(item.documents) or None)
    return {"goldenthread": said} if said else None


def known(**said: Any) -> Said:
    """What is known of this; a number, a zero among them, is always known."""
    return {name: value for name, value in said.items() if value is not None and value != ""}


def line(text: str) -> str:
    """Text on one line, as the standard's names and titles are."""
    return " ".join(text.split())


def moment(at: datetime) -> str:
    """A moment, in UTC, as "2026-01-05T10:00:00Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(on: date | None) -> str | None:
    """A day, as "2026-01-05"."""
    return on.isoformat() if on is not None else None
