"""Record what is known of an organisation: where it is, what it does best, its phase and its pupils."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.models import Organisation
from goldenthread.people.rules.describing import why_not_describe, why_not_so
from goldenthread.people.types import Actor, OrganisationDetails, OrganisationKind


@atomic
def describe_organisation(ref: UUID, details: OrganisationDetails, *, by: Actor, at: datetime) -> None:
    """Keep these facts in place of those there were; the record keeps both.

    :raises Refused: if this actor may not, or the facts make no sense.
    """
    row = Organisation.objects.seen_by(by).select_for_update().get(ref=ref)
    kind = OrganisationKind(row.kind)
    refusal = why_not_describe(by, organisation_id=row.pk, kind=kind) or why_not_so(details, kind=kind)
    if refusal:
        raise Refused(refusal)
    if row.as_details() == details:
        return
    before = row.as_details()
    row.place, row.specialism = details.place, details.specialism
    row.phase = details.phase.value if details.phase else ""
    row.fsm_percent, row.fsm_source, row.fsm_on = details.fsm_percent, details.fsm_source, details.fsm_on
    row.save(update_fields=["place", "specialism", "phase", "fsm_percent", "fsm_source", "fsm_on"])
    said = {name: f"{old} → {new}" for name, old, new in _changes(before, details)}
    audit(by=str(by), did="people.describe_organisation", to=str(row.ref), at=at, **said)


def _changes(before: OrganisationDetails, after: OrganisationDetails) -> list[tuple[str, object, object]]:
    names = ("place", "specialism", "phase", "fsm_percent", "fsm_source", "fsm_on")
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return [(name, old or "nothing", new or "nothing") for name, old, new in pairs if old != new]
