"""What is offered to everybody, and what whoever decides about it may choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.types import HAS_A_PLACE
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Programme, Release, Variant
from goldenthread.programmes.queries.releases import everything_in, outlines_of
from goldenthread.programmes.rules.varying import composed, differences
from goldenthread.programmes.types import (
    VARIANT_KIND_NAMES,
    ProgrammeRef,
    ReleaseLine,
    ReleaseOutline,
    ReleaseState,
    VariantKind,
)
from goldenthread.reporting import models
from goldenthread.reporting.queries.yearly import figures_of
from goldenthread.reporting.rules.offering import for_everybody, routes_of, why_not_publish
from goldenthread.reporting.rules.yearly import name_of, year_of
from goldenthread.reporting.types.offering import (
    Choice,
    Figure,
    NewOffer,
    Offer,
    OfferedCohort,
    OfferedVariant,
    OfferingPage,
    OfferLine,
)

PUBLISHED = ReleaseState.PUBLISHED.value
_PLACED = [state.value for state in HAS_A_PLACE]


def offers(*, at: datetime) -> tuple[Offer, ...]:
    """Every programme that is offered now, by title; in eight statements, for anybody at all."""
    return _told(models.Offer.objects.filter(ended_at=None), at=at)


def offer(programme: UUID, *, at: datetime) -> Offer:
    """One programme that is offered now; in eight statements, for anybody at all.

    :raises Offer.DoesNotExist: if there is none, or nothing of it is published.
    """
    found = _told(models.Offer.objects.filter(ended_at=None, programme__ref=programme), at=at)
    if not found:
        raise models.Offer.DoesNotExist
    return found[0]


def offer_as_it_would_be(new: NewOffer, *, by: Actor, at: datetime) -> Offer:
    """What everybody would read, before anything is published.

    :raises Offer.DoesNotExist: if there is no such release, or this actor does not decide.
    """
    row = _release(new.release, by=by)
    outline = everything_in(row)
    figures = frozen_figures(row, new.years, at=at)
    made = models.Offer(release=row, programme=row.programme, about=new.about, published_at=at)
    if new.cost:
        made.cost, made.cost_since = new.cost.pounds, new.cost.since
        made.cost_includes, made.cost_source = new.cost.includes, new.cost.source
    variants = Variant.objects.filter(ref__in=new.variants).select_related("partner").order_by("title", "pk")
    cohorts = _coming(Cohort.objects.filter(ref__in=new.cohorts), at=at)
    return _offer(made, outline, list(variants), list(cohorts), figures)


def offers_board(*, by: Actor) -> tuple[OfferLine, ...]:
    """The programmes that have a published release or an offer, by title; in two statements.

    :raises Offer.DoesNotExist: if this actor does not decide what is published.
    """
    if why_not_publish(by):
        raise models.Offer.DoesNotExist
    releases: defaultdict[ProgrammeRef, list[ReleaseLine]] = defaultdict(list)
    for row in Release.objects.named().filter(state=PUBLISHED).order_by("programme__title", "-number"):
        releases[ProgrammeRef(row.programme.ref)].append(row.as_line())
    lines: dict[ProgrammeRef, OfferLine] = {}
    for now in _now().select_related("published_by"):
        line = now.release.as_line()
        hidden = "" if line.state is ReleaseState.PUBLISHED else f"Release {line.number} was retired: nobody sees it."
        ref, own = line.programme, tuple(releases.get(line.programme, ()))
        lines[ref] = OfferLine(ref, line.title, own, line, now.published_at, now.published_by.name, hidden)
    for ref, published in releases.items():
        lines.setdefault(ref, OfferLine(ref, published[0].title, tuple(published)))
    return tuple(sorted(lines.values(), key=lambda line: line.title))


def offered_line(programme: UUID, *, by: Actor) -> OfferLine:
    """What is published of one programme, in two statements.

    :raises Offer.DoesNotExist: if nothing is, or this actor does not decide.
    """
    line = next((line for line in offers_board(by=by) if line.programme == programme and line.offered), None)
    if line is None:
        raise models.Offer.DoesNotExist
    return line


def offering_page(release: UUID, *, by: Actor, at: datetime) -> OfferingPage:
    """What may be published of a release, and what is published of its programme; in eight statements at most.

    :raises Offer.DoesNotExist: if there is no such release, or this actor does not decide.
    """
    row = _release(release, by=by)
    outline = everything_in(row)
    held = {component.variant for component in outline.components if component.variant}
    variants = Variant.objects.filter(ref__in=held).select_related("partner").order_by("title", "pk")
    cohorts = _coming(Cohort.objects.filter(release__programme_id=row.programme_id), at=at)
    today = at.astimezone(LONDON).date()
    begun = Cohort.objects.filter(
        release__programme__qualification_id=row.programme.qualification_id, starts_on__lte=today
    )
    years = sorted({year_of(day) for day in begun.values_list("starts_on", flat=True)}, reverse=True)
    now = _now().filter(programme_id=row.programme_id).first()
    return OfferingPage(
        release=row.as_line(),
        variants=tuple(Choice(str(v.ref), f"{v.title} ({_whose(v)})") for v in variants),
        cohorts=tuple(Choice(str(c.ref), _dated(c)) for c in cohorts),
        years=tuple(Choice(str(year), name_of(year)) for year in years),
        now=_as_new(now) if now else None,
    )


def frozen_figures(row: Release, years: Iterable[int], *, at: datetime) -> tuple[Figure, ...]:
    """The figures of a release's qualification in some years, as everybody may read them; none asks nothing."""
    wanted = set(years)
    told = figures_of(row.programme.qualification_id, wanted, at=at) if wanted else {}
    today = at.astimezone(LONDON).date()
    return tuple(figure for year, metrics in told.items() for figure in for_everybody(year, metrics, on=today))


def release_to_offer(ref: UUID, *, by: Actor) -> Release:
    """The release to be offered, with its programme held: whoever publishes at the same moment waits.

    :raises Offer.DoesNotExist: if there is none, or this actor does not decide.
    """
    row = _release(ref, by=by)
    Programme.objects.select_for_update().get(pk=row.programme_id)
    return row


def ids_of(new: NewOffer) -> tuple[list[int], list[int]]:
    """By what tables know the variants and cohorts that were chosen, in two statements."""
    variants = Variant.objects.filter(ref__in=new.variants).order_by("pk").values_list("pk", flat=True)
    cohorts = Cohort.objects.filter(ref__in=new.cohorts).order_by("pk").values_list("pk", flat=True)
    return list(variants), list(cohorts)


def _release(ref: UUID, *, by: Actor) -> Release:
    if why_not_publish(by):
        raise models.Offer.DoesNotExist
    row = Release.objects.named().filter(ref=ref).exclude(state=ReleaseState.DRAFT.value).first()
    if row is None:
        raise models.Offer.DoesNotExist
    return row


def _now() -> QuerySet[models.Offer]:
    """What is published now, with what a release's line wants."""
    return models.Offer.objects.filter(ended_at=None).select_related(
        "release__programme__qualification", "release__programme__edition__framework", "release__edition__framework"
    )


def _told(rows: QuerySet[models.Offer], *, at: datetime) -> tuple[Offer, ...]:
    """Offers of releases that are still published, by title. One that was retired is closed to new cohorts."""
    named = rows.filter(release__state=PUBLISHED).select_related("release__programme__qualification")
    held = list(named.order_by("programme__title", "pk"))
    outlines = outlines_of({row.release_id for row in held})
    variants: defaultdict[int, list[Variant]] = defaultdict(list)
    chosen = models.OfferVariant.objects.filter(offer__in=held).select_related("variant__partner")
    for each in chosen.order_by("variant__title", "pk"):
        variants[each.offer_id].append(each.variant)
    cohorts: defaultdict[int, list[Cohort]] = defaultdict(list)
    picked = models.OfferCohort.objects.filter(offer__in=held).values_list("cohort_id", "offer_id")
    of_cohort = dict(picked)
    for cohort in _coming(Cohort.objects.filter(pk__in=of_cohort), at=at):
        cohorts[of_cohort[cohort.pk]].append(cohort)
    return tuple(
        _offer(row, outlines[row.release_id], variants[row.pk], cohorts[row.pk], row.as_figures()) for row in held
    )


def _coming(rows: QuerySet[Cohort], *, at: datetime) -> QuerySet[Cohort]:
    """Cohorts that are still to begin, the soonest first, with how many have a place."""
    today = at.astimezone(LONDON).date()
    placed = Count("enrolments", filter=Q(enrolments__state__in=_PLACED))
    named = rows.filter(starts_on__gt=today).select_related("partner", "variant").annotate(placed=placed)
    return named.order_by("starts_on", "title", "pk")


def _offer(
    row: models.Offer,
    outline: ReleaseOutline,
    variants: Sequence[Variant],
    cohorts: Iterable[Cohort],
    figures: tuple[Figure, ...],
) -> Offer:
    line, facts = outline.release, row.release.programme.qualification.as_facts()
    return Offer(
        programme=line.programme,
        title=line.title,
        qualification=facts.in_full,
        audience=facts.audience,
        about=row.about,
        release=line.number,
        routes=routes_of(composed(outline, None)),
        durations=facts.durations,
        cost=row.as_cost(),
        variants=tuple(_variant(variant, outline) for variant in variants),
        cohorts=tuple(_cohort(cohort) for cohort in cohorts),
        figures=figures,
        published_at=row.published_at,
    )


def _variant(row: Variant, outline: ReleaseOutline) -> OfferedVariant:
    found = differences(outline, row.ref)
    differs = tuple(
        f"{each.component.title} instead of {each.core.title}" if each.core else f"{each.component.title}, added"
        for each in found
    )
    return OfferedVariant(row.title, _whose(row), row.about, differs, routes_of(composed(outline, row.ref)))


def _whose(row: Variant) -> str:
    return row.partner.name if row.partner else VARIANT_KIND_NAMES[VariantKind(row.kind)].lower()


def _cohort(row: Cohort) -> OfferedCohort:
    return OfferedCohort(
        title=row.title,
        partner=row.partner.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        free=max(0, row.capacity - vars(row)["placed"]),
        variant=row.variant.title if row.variant else "",
    )


def _dated(row: Cohort) -> str:
    free = max(0, row.capacity - vars(row)["placed"])
    return f"{row.title}, {row.partner.name}, begins {row.starts_on:%-d %B %Y}, {free} of {row.capacity} places free"


def _as_new(row: models.Offer) -> NewOffer:
    """What is published now, as it would be chosen again; in two statements."""
    return NewOffer(
        release=row.release.ref,
        about=row.about,
        cost=row.as_cost(),
        variants=frozenset(row.variants.values_list("variant__ref", flat=True)),
        cohorts=frozenset(row.cohorts.values_list("cohort__ref", flat=True)),
        years=frozenset(figure.year for figure in row.as_figures()),
    )
