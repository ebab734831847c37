"""Who the client is, and the organisations it may know of."""

from __future__ import annotations

from uuid import UUID

from ninja import Router, Schema

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.api.v1.pages import Paged, PageNumber, PageSize, part
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import OrganisationKind

router = Router(tags=["About the client"])


class ClientOut(Schema):
    """The client, as its token names it."""

    ref: UUID
    name: str


class OrganisationOut(Schema):
    """The lead provider, a delivery partner or a school."""

    ref: UUID
    name: str
    kind: OrganisationKind
    urn: str


class OrganisationsOut(Paged):
    """One page of organisations."""

    items: list[OrganisationOut]


@router.get("/me", response={200: ClientOut, **PROBLEMS}, summary="Which client this token names")
def me(request: Call) -> ClientOut:
    """Useful as a first call: it answers with the client's name when the token is right."""
    return ClientOut(ref=request.auth.person, name=request.auth.name)


@router.get("/organisations", response={200: OrganisationsOut, **PROBLEMS}, summary="Organisations")
def list_organisations(request: Call, page: PageNumber = 1, size: PageSize = 50) -> OrganisationsOut:
    """The organisations that the client may know of, by name."""
    rows, said = part(organisations(by=request.auth), page=page, size=size)
    items = [OrganisationOut(ref=row.ref, name=row.name, kind=row.kind, urn=row.urn) for row in rows]
    return OrganisationsOut(items=items, **said)
