"""Who can be entered as in the demonstration. Asked only by the door that exists in the demonstration alone."""

from __future__ import annotations

from itertools import groupby

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from goldenthread.people.models import Membership
from goldenthread.people.rules.states import State
from goldenthread.people.types import Duty, OnShow, OrganisationKind, PersonRef


def people_on_show(*, most: int = 4) -> tuple[tuple[Duty, tuple[OnShow, ...]], ...]:
    """The first few active holders of every duty that somebody holds, in the order of the duties; one statement."""
    place = Window(RowNumber(), partition_by=[F("duty")], order_by=[F("pk").asc()])
    held = (
        Membership.objects.filter(state=State.ACTIVE.value, person__is_active=True)
        .annotate(place=place)
        .filter(place__lte=most)
        .values_list("duty", "person__ref", "person__name", "person__email", "organisation__name", "organisation__kind")
        .order_by("duty", "pk")
    )
    found = {
        duty: tuple(
            OnShow(PersonRef(ref), name, email, home, OrganisationKind(kind))
            for _, ref, name, email, home, kind in rows
        )
        for duty, rows in groupby(held, key=lambda row: Duty(row[0]))
    }
    return tuple((duty, found[duty]) for duty in Duty if duty in found)
