"""What is recorded of those who mark, by their ids, for whoever decides who may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldenthread.assessment.models import (
    Allocation,
    MarkerAbsence,
    MarkerConflict,
    MarkerRecord,
    MarkerTraining,
    Window,
)
from goldenthread.assessment.types.describing import Takes
from goldenthread.assessment.types.marking import Away, Trained
from goldenthread.assessment.types.placing import Desk
from goldenthread.people.queries.schools import ids_by_urn
from goldenthread.people.queries.whereabouts import known_by
from goldenthread.people.types import Phase


@dataclass(frozen=True)
class Declared:
    """With which organisations and persons somebody has declared a conflict, by id, as far as they are known here."""

    places: frozenset[int]
    people: frozenset[int]


def declared_by(ids: Iterable[int]) -> Mapping[int, Declared]:
    """The conflicts that stand, in one statement; in two more where schools or persons are among them.

    Somebody who became known here after a conflict with them was declared is found by their address.
    """
    return _declared(MarkerConflict.objects.filter(person_id__in=list(ids), ended_at=None))


def declared_in(conflict: MarkerConflict) -> Declared:
    """With whom and what one declaration is, in one statement, and as many more as :func:`declared_by`."""
    return _declared(MarkerConflict.objects.filter(pk=conflict.pk))[conflict.person_id]


def _declared(standing: QuerySet[MarkerConflict]) -> Mapping[int, Declared]:
    rows = list(standing.values_list("person_id", "urn", "partner_id", "party__known_id", "party__email"))
    urns = {urn for _, urn, *_ in rows if urn}
    emails = {email for *_, known, email in rows if email and not known}
    schools = ids_by_urn(urns) if urns else {}
    people = known_by(emails) if emails else {}
    places: defaultdict[int, set[int]] = defaultdict(set)
    persons: defaultdict[int, set[int]] = defaultdict(set)
    for person, urn, partner, known, email in rows:
        places[person] |= {each for each in (schools.get(urn), partner) if each}
        persons[person] |= {each for each in (known, people.get(email or "")) if each}
    return {person: Declared(frozenset(places[person]), frozenset(persons[person])) for person in places}


def trainings_of(ids: Iterable[int]) -> Mapping[int, tuple[Trained, ...]]:
    """What each is trained for, in one statement. A training that was ended holds no more, whatever day it says."""
    rows = MarkerTraining.objects.filter(person_id__in=list(ids), ended_at=None).select_related("qualification")
    found: defaultdict[int, list[Trained]] = defaultdict(list)
    for row in rows.order_by("from_on", "pk"):
        found[row.person_id].append(row.as_trained())
    return {person: tuple(each) for person, each in found.items()}


def absences_of(ids: Iterable[int]) -> Mapping[int, tuple[Away, ...]]:
    """When each cannot mark, in one statement."""
    found: defaultdict[int, list[Away]] = defaultdict(list)
    for row in MarkerAbsence.objects.filter(person_id__in=list(ids), ended_at=None).order_by("from_on", "pk"):
        found[row.person_id].append(row.as_away())
    return {person: tuple(each) for person, each in found.items()}


def takes_of(ids: Iterable[int], window: Window | None) -> Mapping[int, Takes]:
    """How much each takes of a window, as recorded: for it, or else for any; in one statement."""
    rows = MarkerRecord.objects.filter(Q(window=None) | Q(window=window), person_id__in=list(ids)).order_by("pk")
    by_window: dict[int, Takes] = {}
    always: dict[int, Takes] = {}
    for row in rows:
        takes = Takes(row.capacity, frozenset(Phase(phase) for phase in row.phases))
        (always if row.window_id is None else by_window)[row.person_id] = takes
    return always | by_window


def desks_of(ids: Iterable[int], window: Window, *, usual: int) -> Mapping[int, Desk]:
    """What each takes of a window and has of it, finished or not; in two statements."""
    wanted = list(ids)
    takes = takes_of(wanted, window)
    load: defaultdict[int, int] = defaultdict(int)
    held = Allocation.objects.current().filter(script__window=window)
    for marker in held.values_list("marker_id", flat=True):
        load[marker] += 1
    return {
        person: Desk(takes[person].capacity, load[person], is_recorded=True)
        if person in takes
        else Desk(usual, load[person])
        for person in wanted
    }
