"""Which local variant a cohort takes, and what choosing another would mean."""

from __future__ import annotations

from uuid import UUID

from goldenthread.cohorts.models import Cohort, Credit, Session
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.cohorts.rules.opening import why_not_take_variant
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.types import CohortRef, VariantChoice, VariantChoicePage
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.queries.varying import variants_to_take
from goldenthread.programmes.types import VariantCard


def variant_choices(ref: UUID, *, by: Actor) -> VariantChoicePage:
    """A cohort with the variants it could take, what each changes, and why one cannot be taken.

    A fixed number of statements for each variant of the release.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("partner", "release", "variant").get(ref=ref)
    cards = variants_to_take(row.release.ref, by=by)
    taken = variant_of(row)
    core = VariantChoice(None, "The core programme", 0, 0, taken is None, None if taken is None else why_not(row, None))
    return VariantChoicePage(
        cohort=CohortRef(row.ref),
        title=row.title,
        choices=(core, *(_choice(row, card, is_taken=card.variant.ref == taken) for card in cards)),
        why_not_run=why_not_run(by, row.partner_id),
    )


def why_not(row: Cohort, card: VariantCard | None) -> Refusal | None:
    """Why a cohort already fetched cannot take this variant (or, without one, the core) instead of what it takes."""
    there = release_outline(row.release.ref, variant=card.variant.ref if card else None)
    stays = [c.id for c in there.components]
    credited = Credit.objects.filter(enrolment__cohort=row, corrects=None, corrected_by=None)
    # What was carried here from another release stands on components that this cohort never had.
    credited = credited.filter(component__module__release_id=row.release_id)
    return why_not_take_variant(
        card.variant.partner_ref if card else None,
        host=row.partner.ref,
        planned=Session.objects.filter(cohort=row).exclude(component_id__in=stays).count(),
        credited=credited.exclude(component_id__in=stays).count(),
    )


def _choice(row: Cohort, card: VariantCard, *, is_taken: bool) -> VariantChoice:
    refusal = None if is_taken else why_not(row, card)
    variant = card.variant
    return VariantChoice(variant.ref, variant.title, card.added, card.exchanged, is_taken, refusal, variant.about)
