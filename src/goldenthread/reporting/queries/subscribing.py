"""What readers have chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from django.db.models import Max
from django.utils.crypto import salted_hmac

from goldenthread.people.models import Person
from goldenthread.people.types import Actor
from goldenthread.reporting.models import ProgressUpdate, ReaderChoice
from goldenthread.reporting.rules.subscribing import wants
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.subscribing import ChoicesPage, Pace, Stream, streams_beside, streams_for

REGULAR = (Cause.ON_DEMAND.value, Cause.SCHEDULED.value)


def paces_of(people: Iterable[int]) -> Mapping[int, Mapping[Stream, Pace]]:
    """The newest choice of each about each stream, by person id, in one statement."""
    found: defaultdict[int, dict[Stream, Pace]] = defaultdict(dict)
    for row in ReaderChoice.objects.filter(person_id__in=list(people)).order_by("pk"):
        found[row.person_id][Stream(row.stream)] = Pace(row.pace)
    return found


def those_who_want(people: Iterable[int], *, cause: Cause, at: datetime) -> frozenset[int]:
    """Which of these are told now, by what they chose; in two statements."""
    everybody = list(people)
    paces = paces_of(everybody)
    rows = ProgressUpdate.objects.filter(to_id__in=everybody, cause__in=REGULAR, made_at__lt=at).values_list("to_id")
    last = dict(rows.annotate(Max("made_at")))
    return frozenset(
        person for person in everybody if wants(cause, paces.get(person, {}), last_at=last.get(person), at=at)
    )


def who_wants(people: Iterable[int], stream: Stream) -> frozenset[int]:
    """Which of these have not switched a stream off; in one statement."""
    everybody = list(people)
    paces = paces_of(everybody)
    return frozenset(person for person in everybody if paces.get(person, {}).get(stream) is not Pace.NEVER)


def token_of(person: UUID, stream: Stream) -> str:
    """The secret part of the link with which somebody chooses, known only to whoever holds the installation's key.

    It opens nothing but the choice, so it does not end: a letter is often read late.
    """
    return salted_hmac("goldenthread.reporting.choices", f"{person}:{stream.value}", algorithm="sha256").hexdigest()


def reader_behind(person: UUID, token: str) -> tuple[Person, Stream]:
    """Whose choice a link leads to, and about which stream; in one statement.

    :raises Person.DoesNotExist: if the link is wrong, or they are no longer here: all look the same.
    """
    stream = next((s for s in Stream if compare_digest(token_of(person, s).encode(), token.encode())), None)
    if stream is None:
        raise Person.DoesNotExist
    return Person.objects.get(ref=person, is_active=True), stream


def choices_behind(person: UUID, token: str) -> ChoicesPage:
    """What the reader behind a link has chosen, in two statements. :raises Person.DoesNotExist: as above."""
    row, stream = reader_behind(person, token)
    return _page(row.pk, row.ref, row.name, stream, streams_beside(stream))


def my_choices(*, by: Actor) -> ChoicesPage:
    """What somebody has chosen, in one statement."""
    return _page(by.person_id, by.person, by.name, None, streams_for(by.duties))


def _page(pk: int, ref: UUID, name: str, stream: Stream | None, streams: tuple[Stream, ...]) -> ChoicesPage:
    rows = list(ReaderChoice.objects.filter(person_id=pk).order_by("pk"))
    chosen = {Stream(row.stream): Pace(row.pace) for row in rows}
    paces = {each: chosen.get(each, Pace.EACH) for each in streams}
    return ChoicesPage(ref, name, paces, rows[-1].at if rows else None, stream)
