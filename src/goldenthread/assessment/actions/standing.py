"""Take a marker one step along the table of their standing, and write the step down."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.models import MarkerStanding, Standard, StandingStep
from goldenthread.assessment.rules.standing import STANDING_STEPS
from goldenthread.assessment.types.standing import Standing, StandingEvent
from goldenthread.ground.rules.states import step
from goldenthread.people.types import Actor

# After these every try at the test is there again.
_ANEW = frozenset({StandingEvent.PASS, StandingEvent.ADMIT, StandingEvent.LET_TRY, StandingEvent.CONFIRM})


def standing_of(standard: Standard, person: int) -> MarkerStanding:
    """Where somebody stands, locked; untried where nothing happened yet."""
    row, _ = MarkerStanding.objects.get_or_create(
        standard=standard, person_id=person, defaults={"state": Standing.UNTRIED.value}
    )
    return MarkerStanding.objects.select_for_update().get(pk=row.pk)


def take_standing_step(
    row: MarkerStanding, event: StandingEvent, *, by: Actor | None, at: datetime, why: str = ""
) -> Standing:
    """Move a standing that the caller has locked; without ``by`` it followed from the rule.

    :raises NoSuchStep: where the table has no such step.
    """
    state = step(STANDING_STEPS, Standing(row.state), event)
    StandingStep.objects.create(
        standing=row,
        event=event.value,
        state=state.value,
        by_id=by.person_id if by else None,
        at=at,
        why=why.strip(),
    )
    row.state = state.value
    row.failed = 0 if event in _ANEW else row.failed + (event in {StandingEvent.FAIL, StandingEvent.USE_UP})
    row.since = at if state is Standing.CLEARED else row.since
    row.save(update_fields=["state", "failed", "since"])
    return state
