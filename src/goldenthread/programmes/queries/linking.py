"""Which statements criteria judge: under each criterion, beside each statement, and to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from goldenthread.frameworks.queries.editions import frameworks, statements_of
from goldenthread.frameworks.types import EditionLine, EditionRef, Kind, StatementLine, StatementRef
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Criterion, CriterionStatement, MarkScheme, Programme, Release
from goldenthread.programmes.queries.coverage import places_among
from goldenthread.programmes.queries.writing import scheme_page
from goldenthread.programmes.rules.linking import offered, sections, tally
from goldenthread.programmes.types import MarkSchemeRef, SchemeState
from goldenthread.programmes.types.linking import Judged, LinkingPage, SchemeLinks

Links = Mapping[str, tuple[StatementLine, ...]]
_SAID = ("id", "ref", "code", "kind", "number", "text", "section__number", "section__title")
_MORE = ("printed", "title", "edition__framework__code", "edition__label", "edition__ref")


def links_among(schemes: Iterable[UUID]) -> Mapping[UUID, Links]:
    """The statements that criteria of these schemes judge, by scheme and code, in their order; in one statement.

    Open to other rooms: statements are everybody's to read who is signed in.
    """
    rows = (
        CriterionStatement.objects.filter(criterion__scheme__ref__in=set(schemes))
        .order_by("-statement__edition_id", "statement__position")
        .values_list("criterion__scheme__ref", "criterion__code", *(f"statement__{name}" for name in (*_SAID, *_MORE)))
    )
    found: dict[UUID, dict[str, tuple[StatementLine, ...]]] = {}
    for scheme, code, *said in rows:
        of_scheme = found.setdefault(scheme, {})
        of_scheme[code] = (*of_scheme.get(code, ()), _line(*said))
    return found


def scheme_links(ref: UUID, *, by: Actor) -> SchemeLinks:
    """What the criteria of a scheme judge, and what no criterion does of each edition that is in force or linked; in
    five statements.

    :raises MarkScheme.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = MarkScheme.objects.seen_by(by).select_related("qualification").get(ref=ref)
    links = links_among([ref]).get(ref, {})
    linked = {line.ref for lines in links.values() for line in lines}
    editions = editions_for(row, links, by=by)
    lines = statements_of(edition.ref for edition in editions)
    told = (
        tally(edition, places_among(line for line in lines if line.edition_ref == edition.ref), linked)
        for edition in editions
    )
    return SchemeLinks(links, tuple(each for each in told if each.is_linked or not each.is_superseded))


def linking_page(ref: UUID, criterion: int, *, by: Actor, edition: UUID | None = None) -> LinkingPage:
    """A criterion with the statements of one edition that it may be linked to, by area; in nine statements.

    Without an ``edition``, that in force.

    :raises ObjectDoesNotExist: if there is no such scheme, criterion of it or edition for it, or it is not theirs to
        see.
    """
    page = scheme_page(ref, by=by)
    line = page.line(criterion)
    if line is None:
        raise Criterion.DoesNotExist
    row = MarkScheme.objects.select_related("qualification").get(ref=ref)
    links = links_among([ref]).get(ref, {})
    editions = editions_for(row, links, by=by)
    chosen = next((each for each in editions if edition in (None, each.ref)), None)
    if chosen is None and edition is not None:
        raise ObjectDoesNotExist
    own = links.get(line.criterion.code, ())
    places = places_among(statements_of([chosen.ref])) if chosen else ()
    return LinkingPage(
        scheme=page.scheme,
        name=page.name,
        id=line.id,
        criterion=line.criterion,
        edition=chosen,
        editions=editions,
        sections=sections(places, {each.ref for each in own}),
        elsewhere=sum(1 for each in own if chosen is None or each.edition_ref != chosen.ref),
        refusal=page.why_not_write,
    )


def judged_by(statement: UUID, *, by: Actor) -> tuple[Judged, ...]:
    """The criteria that judge a statement in schemes that this actor may see, the newest version first; in one
    statement."""
    seen = MarkScheme.objects.seen_by(by)
    rows = (
        CriterionStatement.objects.filter(statement__ref=statement, criterion__scheme__in=seen)
        .order_by(
            "criterion__scheme__qualification__code",
            "-criterion__scheme__qualification__suite",
            "-criterion__scheme__version",
            "criterion__position",
        )
        .values_list(
            "criterion__scheme__ref",
            "criterion__scheme__title",
            "criterion__scheme__qualification__code",
            "criterion__scheme__qualification__suite",
            "criterion__scheme__version",
            "criterion__scheme__state",
            "criterion__code",
            "criterion__title",
        )
    )
    return tuple(
        Judged(MarkSchemeRef(ref), title, f"{code} ({suite})", version, SchemeState(state), own, own_title)
        for ref, title, code, suite, version, state, own, own_title in rows
    )


def editions_for(row: MarkScheme, links: Links, *, by: Actor) -> tuple[EditionLine, ...]:
    """The editions that a scheme's criteria can be linked to, those in force first; wants ``qualification`` fetched; in
    two statements."""
    own = Programme.objects.filter(qualification_id=row.qualification_id).values_list("edition__ref", flat=True)
    moved = Release.objects.filter(programme__qualification_id=row.qualification_id, edition__isnull=False)
    used = {*own.union(moved.values_list("edition__ref", flat=True))}
    used |= {line.edition_ref for lines in links.values() for line in lines}
    every = [edition for framework in frameworks(by=by) for edition in framework.editions]
    return offered(every, used=used, code=row.qualification.code)


def _line(
    pk: int,
    ref: UUID,
    code: str,
    kind: str,
    number: int,
    text: str,
    section: int,
    section_title: str,
    printed: str,
    title: str,
    framework: str,
    label: str,
    edition: UUID,
) -> StatementLine:
    return StatementLine(
        pk,
        StatementRef(ref),
        code,
        Kind(kind),
        number,
        text,
        section,
        section_title,
        f"{framework} ({label})",
        EditionRef(edition),
        printed=printed,
        title=title,
    )
