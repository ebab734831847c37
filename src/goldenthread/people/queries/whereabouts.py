"""Where organisations are and what they teach, and how people are reached, by primary key, for rooms that join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.people.models import Organisation, Person
from goldenthread.people.types import Phase


@dataclass(frozen=True)
class Whereabouts:
    """An organisation by name, number, place and phase; what nobody recorded is empty."""

    name: str
    urn: str
    place: str
    phase: Phase | None


def whereabouts(ids: Iterable[int]) -> Mapping[int, Whereabouts]:
    """Organisations by id, in one statement.

    Open to other rooms: whoever asks has already found out that what belongs to these organisations may be seen.
    """
    rows = Organisation.objects.filter(pk__in=set(ids)).only("name", "urn", "place", "phase")
    return {row.pk: Whereabouts(row.name, row.urn, row.place, Phase(row.phase) if row.phase else None) for row in rows}


def addresses(ids: Iterable[int]) -> Mapping[int, str]:
    """The e-mail addresses of people by id, in one statement.

    Open to other rooms, which compare them with what was declared and show them to nobody.
    """
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "email"))


def known_by(emails: Iterable[str]) -> Mapping[str, int]:
    """The primary keys of people by e-mail address in small letters, for joins, in one statement.

    Open to other rooms, which keep people from judging whom they should not, and never say whether somebody is known.
    """
    return dict(Person.objects.filter(email__in={email.lower() for email in emails}).values_list("email", "pk"))
