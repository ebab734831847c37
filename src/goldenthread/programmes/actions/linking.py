"""Link a criterion to the statements that it judges. No mark rests on a link, so a frozen scheme may get some too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.queries.editions import statements_of
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.models import CriterionStatement, MarkScheme
from goldenthread.programmes.queries.linking import editions_for, links_among
from goldenthread.programmes.rules.linking import linked_now, why_not_link
from goldenthread.programmes.rules.permitting import why_not_write_schemes


@atomic
def link_statements(
    ref: UUID, criterion: int, chosen: Collection[UUID], *, shown: Collection[UUID], by: Actor, at: datetime
) -> int:
    """Link a criterion of a draft or of a frozen scheme to statements; how many it is linked to then.

    ``shown``: what was ticked when the choice was put before the person; only what they changed counts, so that
    nothing is lost which was saved from another page, or stands in another edition.

    :raises Refused: if this actor may not, or a statement is of no framework of the qualification.
    :raises ObjectDoesNotExist: if there is no such scheme or criterion, or it is not theirs to see.
    """
    rows = MarkScheme.objects.seen_by(by).select_related("qualification").select_for_update(of=("self",))
    row = rows.get(ref=ref)
    kept = row.criteria.get(pk=criterion)
    refusal = why_not_write_schemes(by)
    if refusal:
        raise Refused(refusal)
    links = links_among([ref]).get(ref, {})
    held = {line.ref for line in links.get(kept.code, ())}
    added, taken = linked_now(held, chosen, shown=shown)
    if added:
        lines = statements_of(edition.ref for edition in editions_for(row, links, by=by))
        known: dict[UUID, int] = {line.ref: line.id for line in lines}
        refusal = why_not_link(added, known)
        if refusal:
            raise Refused(refusal)
        CriterionStatement.objects.bulk_create(
            CriterionStatement(criterion=kept, statement_id=known[statement]) for statement in added
        )
    kept.links.filter(statement__ref__in=taken).delete()
    if added or taken:
        audit(
            by=str(by),
            did="programmes.link_statements",
            to=str(row.ref),
            at=at,
            code=kept.code,
            added=str(len(added)),
            taken=str(len(taken)),
        )
    return len(held | added) - len(taken)
