"""Everything that the evidence pack of one week says, as it is now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.cohorts.models import Cohort, Session
from goldenthread.cohorts.queries.expected import expected_by_route
from goldenthread.frameworks.models import Edition
from goldenthread.frameworks.queries.editions import statements_of
from goldenthread.frameworks.types import StatementLine
from goldenthread.people.models import Organisation
from goldenthread.people.types import OrganisationKind
from goldenthread.programmes.queries.coverage import places_among
from goldenthread.programmes.queries.releases import outlines_of, ties_of_releases
from goldenthread.programmes.rules.coverage import summary
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, USE_NAMES, ReleaseOutline, Route, Tie
from goldenthread.reporting.queries.ruling import policies_in_force
from goldenthread.reporting.rules.inspecting import span_of
from goldenthread.reporting.types.inspecting import (
    CourseFacts,
    CoverageFacts,
    OutlineFacts,
    PartnerFacts,
    SessionFacts,
    StatementFacts,
    WeekFacts,
)

Expected = Mapping[tuple[int, Route], int]


@dataclass(frozen=True)
class _Curriculum:
    """The releases that run, whole, with the statements of their editions and what is done with each."""

    outlines: Mapping[int, ReleaseOutline]
    ties: Mapping[int, frozenset[Tie]]
    statements: tuple[StatementLine, ...]


def week_facts(week_on: date) -> WeekFacts:
    """What is true of the week that begins on this Monday, in fourteen statements however much there is.

    Whoever asks has found out that the whole of the provider may be seen.
    """
    begins, ends = span_of(week_on)
    sunday = week_on + timedelta(days=6)
    cohorts = list(
        Cohort.objects.filter(starts_on__lte=sunday, ends_on__gte=week_on)
        .select_related("release__programme__qualification", "partner", "variant")
        .order_by("release__programme__title", "title", "pk")
    )
    expected = expected_by_route([row.pk for row in cohorts])
    sessions = list(
        Session.objects.with_places()
        .filter(starts_at__lt=ends, ends_at__gt=begins)
        .select_related("component", "facilitator", "cohort__partner", "cohort__release__programme")
        .prefetch_related("beside__person")
        .order_by("starts_at", "pk")
    )
    releases = {row.release_id for row in cohorts} | {row.cohort.release_id for row in sessions}
    outlines = outlines_of(releases)
    editions = {outline.release.edition_ref for outline in outlines.values()}
    held = _Curriculum(outlines, ties_of_releases(releases), statements_of(editions))
    return WeekFacts(
        week_on=week_on,
        provider=Organisation.objects.get(kind=OrganisationKind.LEAD_PROVIDER.value).name,
        partners=_partners(cohorts, expected),
        courses=_courses(cohorts, expected),
        sessions=tuple(_session(row, expected) for row in sessions),
        outline=tuple(_outline(held)),
        coverage=tuple(_coverage(held)),
        statements=tuple(_statements(sessions, held)),
        policies=policies_in_force({outline.release.programme for outline in outlines.values()}, on=sunday),
        attributions=_attributions(editions),
    )


def _attributions(editions: Iterable[UUID]) -> tuple[str, ...]:
    """Whose wording is quoted, as each edition's licence asks."""
    rows = Edition.objects.filter(ref__in=list(editions)).exclude(attribution="")
    return tuple(sorted(set(rows.values_list("attribution", flat=True))))


def _partners(cohorts: Sequence[Cohort], expected: Expected) -> tuple[PartnerFacts, ...]:
    """Every delivery partner, by name, in two statements."""
    of_these = Session.objects.filter(cohort__in=[row.pk for row in cohorts])
    rows = of_these.values("cohort__partner_id").annotate(
        in_rooms=Count("pk", filter=~Q(venue="") | ~Q(room="")),
        online=Count("pk", filter=~Q(online_link="") | Q(component__is_blended=False)),
    )
    modes = {
        partner: (rooms, far) for partner, rooms, far in rows.values_list("cohort__partner_id", "in_rooms", "online")
    }
    courses: defaultdict[int, Counter[str]] = defaultdict(Counter)
    many: Counter[int] = Counter()
    for row in cohorts:
        courses[row.partner_id][row.release.programme.title] += sum(expected.get((row.pk, r), 0) for r in Route)
        many[row.partner_id] += 1
    found = Organisation.objects.filter(kind=OrganisationKind.DELIVERY_PARTNER.value).order_by("name", "pk")
    return tuple(
        PartnerFacts(
            name=row.name,
            place=row.place,
            specialism=row.specialism,
            in_rooms=bool(modes.get(row.pk, (0, 0))[0]),
            online=bool(modes.get(row.pk, (0, 0))[1]),
            cohorts=many[row.pk],
            courses=dict(courses[row.pk]),
        )
        for row in found
    )


def _courses(cohorts: Sequence[Cohort], expected: Expected) -> tuple[CourseFacts, ...]:
    found: dict[str, list[Cohort]] = {}
    for row in cohorts:
        found.setdefault(row.release.programme.title, []).append(row)
    return tuple(
        CourseFacts(
            title=title,
            qualification=rows[0].release.programme.qualification.title,
            blended=sum(expected.get((row.pk, Route.BLENDED), 0) for row in rows),
            online=sum(expected.get((row.pk, Route.ONLINE), 0) for row in rows),
            partners=len({row.partner_id for row in rows}),
        )
        for title, rows in found.items()
    )


def _session(row: Session, expected: Expected) -> SessionFacts:
    on = {Route.BLENDED: row.component.is_blended, Route.ONLINE: row.component.is_online}
    everybody = sum(expected.get((row.cohort_id, route), 0) for route, has_it in on.items() if has_it)
    counted = vars(row)
    leads = [row.facilitator] if row.facilitator else []
    return SessionFacts(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.component.title,
        programme=row.cohort.release.programme.title,
        cohort=row.cohort.title,
        partner=row.cohort.partner.name,
        place=", ".join(part for part in (row.room, row.venue) if part),
        link=row.online_link,
        facilitators=tuple(person.ref for person in (*leads, *(other.person for other in row.beside.all()))),
        expected=counted["seated"] if counted["by_place"] else everybody,
    )


def _outline(held: _Curriculum) -> Iterable[OutlineFacts]:
    for outline in held.outlines.values():
        for c in outline.components:
            routes = ", ".join(ROUTE_NAMES[route] for route in c.ways)
            name = outline.release.name
            yield OutlineFacts(name, c.module, c.title, KIND_NAMES[c.kind], c.minutes, routes, c.variant_title)


def _coverage(held: _Curriculum) -> Iterable[CoverageFacts]:
    for outline in held.outlines.values():
        of_it = places_among(line for line in held.statements if line.edition_ref == outline.release.edition_ref)
        core = composed(outline, None)
        for route in Route:
            told = summary(of_it, core, held.ties, variant=None, route=route)
            if told.components:
                yield CoverageFacts(
                    outline.release.name,
                    outline.release.edition,
                    ROUTE_NAMES[route],
                    told.minutes,
                    told.statements,
                    told.taught,
                    told.practised,
                    told.assessed,
                )


def _statements(sessions: Iterable[Session], held: _Curriculum) -> Iterable[StatementFacts]:
    """What the components of some sessions do with which statements: each component once, in their order in time."""
    places: dict[UUID, tuple[int, str, str, str]] = {}
    for n, place in enumerate(places_among(held.statements)):
        places[place.ref] = (n, place.number, place.section, place.text)
    once = {(row.component_id, row.component.title): row.cohort.release_id for row in sessions}
    for (component, title), release in once.items():
        uses: defaultdict[UUID, set[str]] = defaultdict(set)
        for tie in held.ties.get(component, frozenset()):
            uses[tie.statement].add(USE_NAMES[tie.use])
        for ref in sorted(uses.keys() & places.keys(), key=lambda one: places[one][0]):
            _, number, section, text = places[ref]
            name = held.outlines[release].release.name
            yield StatementFacts(name, title, section, number, text, ", ".join(sorted(uses[ref])))
