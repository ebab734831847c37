"""Who may mark under a standard."""

from __future__ import annotations

from goldenthread.assessment.models import MarkerStanding, Window
from goldenthread.assessment.types.standing import Clearance, Standing


def clearance_for(window: Window) -> Clearance:
    """Who is cleared for what a window is marked by, and whose marking is stopped; in one statement."""
    rows = MarkerStanding.objects.filter(standard__scheme=window.scheme, standard__brief__versions=window.brief_id)
    found = rows.filter(state__in=[Standing.CLEARED.value, Standing.STOPPED.value]).values_list("person_id", "state")
    states = list(found.order_by("person_id"))
    return Clearance(
        frozenset(person for person, state in states if state == Standing.CLEARED.value),
        frozenset(person for person, state in states if state == Standing.STOPPED.value),
    )
