"""What would follow if components were dropped from a release."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import Release
from goldenthread.programmes.queries.coverage import places
from goldenthread.programmes.queries.releases import everything_in, ties_by_component
from goldenthread.programmes.queries.varying import variants_of
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.dropping import breaks, left_over, outcomes, without
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.publishing import all_shortcomings
from goldenthread.programmes.rules.varying import cards, seen_in
from goldenthread.programmes.types import DroppingPage


def dropping_page(ref: UUID, *, by: Actor, drop: Collection[UUID] = ()) -> DroppingPage:
    """What dropping these components would do to every route of the core and of each variant; in six statements.

    :raises Release.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=ref)
    line = row.as_line()
    whole = everything_in(row)
    found = cards(whole, variants_of(row.programme_id, by=by), and_empty=False)
    variants = tuple(card.variant for card in found)
    everything = seen_in(whole, variants)
    ties, statements = ties_by_component(row.pk), places(line.edition_ref)
    offers = row.programme.qualification.as_facts().routes
    dropped = tuple(component for component in everything.components if component.ref in drop)
    gone = {component.ref for component in dropped}
    before, after = (
        all_shortcomings(each, variants, ties=ties, offers=offers, statements=statements)
        for each in (everything, without(everything, gone))
    )
    return DroppingPage(
        release=line,
        modules=everything.modules,
        dropped=dropped,
        outcomes=outcomes(everything, gone, variants=variants, statements=statements, ties=ties),
        breaks=breaks(before, after),
        left_over=left_over(everything, gone),
        may_change=not (why_not_design(by) or why_not_change(line.state, number=line.number)),
    )
