"""Who can be entered as in the demonstration. Asked only by the door that exists in the demonstration alone."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from django.db.models import BooleanField, Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from goldenthread.people.models import Membership
from goldenthread.people.rules.states import State
from goldenthread.people.types import Duty, OnShow, OrganisationKind, PersonRef


def people_on_show(*, most: int = 4, first: Collection[str] = ()) -> tuple[tuple[Duty, tuple[OnShow, ...]], ...]:
    """A few active holders of every duty that somebody holds, in the order of the duties; one statement.

    Those whose e-mail addresses are in ``first`` come before the others, however many they are.
    """
    waits = Case(
        When(person__email__in=list(first), then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    place = Window(RowNumber(), partition_by=[F("duty")], order_by=[F("waits").asc(), F("pk").asc()])
    held = (
        Membership.objects.filter(state=State.ACTIVE.value, person__is_active=True)
        .annotate(waits=waits)
        .annotate(place=place)
        .filter(Q(place__lte=most) | Q(waits=False))
        .values_list("duty", "person__ref", "person__name", "person__email", "organisation__name", "organisation__kind")
        .order_by("duty", "place")
    )
    found = {
        duty: tuple(
            OnShow(PersonRef(ref), name, email, home, OrganisationKind(kind))
            for _, ref, name, email, home, kind in rows
        )
        for duty, rows in groupby(held, key=lambda row: Duty(row[0]))
    }
    return tuple((duty, found[duty]) for duty in Duty if duty in found)
