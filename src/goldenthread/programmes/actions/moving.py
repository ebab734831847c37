"""Move a programme to a new edition of its framework, in one reviewed step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.queries.comparing import successors
from goldenthread.frameworks.queries.editions import edition_line
from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.building import begin_draft, open_draft_of
from goldenthread.programmes.models import Component, ComponentStatement, Programme, Release
from goldenthread.programmes.queries.releases import ties_by_component
from goldenthread.programmes.rules.moving import carry, why_not_decide, why_not_move
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.types import Decisions, ReleaseRef, ReleaseState


@atomic
def move_release(ref: UUID, decisions: Decisions, *, edition: UUID, by: Actor, at: datetime) -> ReleaseRef:
    """Move a release to the edition in force, its ties carried over as decided.

    A draft moves itself; of a published release the next draft is made, and the published one stays as it is.
    ``edition``: the one that was reviewed; ``decisions``: for each statement that was reworded or removed and is
    served here, where its ties go.

    :raises Refused: if this actor may not, there is nothing to move to, a later edition was published meanwhile, or a
        statement is not decided.
    """
    row = Release.objects.seen_by(by).named().select_for_update(of=("self",)).get(ref=ref)
    Programme.objects.select_for_update().get(pk=row.programme_id)
    line, draft = row.as_line(), open_draft_of(row.programme_id)
    fates = successors([line.edition_ref]).get(line.edition_ref, ())
    ties = ties_by_component(row.pk)
    served = {tie.statement for each in ties.values() for tie in each}
    refusal = (
        why_not_design(by)
        or why_not_move(line.state, number=line.number, fates=fates, draft=draft.number if draft else None)
        or why_not_decide(decisions, served=served, fates=fates)
    )
    if refusal:
        raise Refused(refusal)
    known: dict[UUID, StatementLine] = {fate.new.ref: fate.new for fate in fates if fate.new}
    if edition not in {line.edition_ref for line in known.values()}:
        raise Refused(
            Refusal("later_edition", "A later edition was published meanwhile.", "Look at what it changes, then move.")
        )

    into = edition_line(edition, by=by)
    if line.state is ReleaseState.DRAFT:
        target = row
        component_for: Mapping[int, Component] = {c.pk: c for c in Component.objects.filter(module__release=row)}
        ComponentStatement.objects.filter(component__module__release=row).delete()
        row.edition_id = into.id
        row.save(update_fields=["edition"])
    else:
        target, component_for = begin_draft(row, edition=into.id)
    carried = ComponentStatement.objects.bulk_create(
        ComponentStatement(component=component_for[pk], statement_id=known[tie.statement].id, use=tie.use.value)
        for pk, each in ties.items()
        for tie in carry(each, fates, decisions)
    )
    audit(
        by=str(by),
        did="programmes.move_release",
        to=str(target.ref),
        at=at,
        source=str(ref),
        edition=str(edition),
        ties=str(sum(len(each) for each in ties.values())),
        carried=str(len(carried)),
    )
    return ReleaseRef(target.ref)
