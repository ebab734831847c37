"""What can be asked for. Each answers in the shape that 1EdTech's description of CASE 1.1 promises."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from goldenthread.api.case.answering import answered, asked, status, unknown
from goldenthread.api.case.beside import rubric_of, whole
from goldenthread.api.case.choosing import Page, chosen
from goldenthread.api.case.writing import Writer
from goldenthread.frameworks.queries.exchanging import (
    package_of_association,
    package_of_item,
    package_of_rubric,
    shared_edition,
    shared_editions,
    shared_package,
)
from goldenthread.frameworks.types.exchanging import ITEM_TYPES
from goldenthread.people.types import Actor

PREFIX = "/ims/case/"
BASE = f"{PREFIX}v1p1"
# Things that the standard knows and no framework here has.
NEVER = ("CFAssociationGroupings", "CFConcepts", "CFSubjects")


def writer() -> Writer:
    """Writes with the addresses of this installation."""
    return Writer(f"{settings.ADDRESS}{BASE}")


@asked
def documents(request: HttpRequest, *, by: Actor | None) -> HttpResponse:
    """The editions, a page at a time. The standard has no empty list: where there are none, none is found."""
    write = writer()
    page = chosen([write.document(edition) for edition in shared_editions(by=by)], request.GET)
    if page.items:
        answer = answered(request, {"CFDocuments": page.items})
        answer["Link"] = _links(request, page)
    else:
        answer = status(404, "There is no framework here that you asked for and may see.", minor="unknownobject")
    answer["X-Total-Count"] = str(page.total)
    return answer


@asked
def document(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """An edition by itself."""
    return answered(request, writer().document(shared_edition(identifier, by=by)))


@asked
def package(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """An edition with everything in it; its identifier is the document's."""
    return answered(request, whole(writer(), shared_package(identifier, by=by)))


@asked
def item(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """A section or a statement."""
    found = package_of_item(identifier, by=by)
    return answered(request, writer().item(found.item(identifier), found.edition))


@asked
def item_associations(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """A section or a statement with everything that it stands in some relation to."""
    found, write = package_of_item(identifier, by=by), writer()
    said = {
        "CFItem": write.item(found.item(identifier), found.edition),
        "CFAssociations": [write.association_in_package(a) for a in found.associations_of(identifier)],
    }
    return answered(request, said)


@asked
def association(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """How one thing stands to another."""
    found, one = package_of_association(identifier, by=by)
    return answered(request, writer().association(one, found.edition))


@asked
def licence(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """A licence that words come under here."""
    for edition in shared_editions(by=by):
        if edition.licence_identifier == identifier:
            return answered(request, writer().licence(edition))
    return unknown()


@asked
def rubric(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:
    """The scale that an edition's behaviours are rated on."""
    return answered(request, rubric_of(writer(), package_of_rubric(identifier, by=by)))


@asked
def item_type(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:  # noqa: ARG001  they are the same for everybody
    """A type of items, and those below it."""
    places = {what.identifier: what.place for what in ITEM_TYPES}
    if identifier not in places:
        return unknown()
    place, write = places[identifier], writer()
    below = [what for what in ITEM_TYPES if what.place == place or what.place.startswith(f"{place}.")]
    return answered(request, {"CFItemTypes": [write.item_type(what) for what in below]})


@asked
def never(request: HttpRequest, *, identifier: UUID, by: Actor | None) -> HttpResponse:  # noqa: ARG001  there is none, whoever asks
    """Concepts, subjects and groupings: frameworks here have none."""
    return unknown()


@asked
def nothing(request: HttpRequest, *, by: Actor | None) -> HttpResponse:  # noqa: ARG001  there is nothing, whoever asks
    """An address that the standard does not know."""
    return unknown()


def patterns() -> list[Any]:
    """The addresses, below ``PREFIX``."""
    single = {
        "CFDocuments": document,
        "CFPackages": package,
        "CFItems": item,
        "CFItemAssociations": item_associations,
        "CFAssociations": association,
        "CFLicenses": licence,
        "CFItemTypes": item_type,
        "CFRubrics": rubric,
        **dict.fromkeys(NEVER, never),
    }
    return [
        path("v1p1/CFDocuments", documents, name="CFDocuments"),
        *(path(f"v1p1/{name}/<str:identifier>", view, name=f"one-{name}") for name, view in single.items()),
        re_path(r"", nothing, name="nothing"),
    ]


def _links(request: HttpRequest, page: Page) -> str:
    """Where the other pages are."""
    others = []
    for rel, offset in page.others().items():
        query = request.GET.copy()
        query["limit"], query["offset"] = str(page.limit), str(offset)
        asked_for = urlencode([(name, value) for name, values in query.lists() for value in values])
        others.append(f'<{settings.ADDRESS}{BASE}/CFDocuments?{asked_for}>; rel="{rel}"')
    return ", ".join(others)
