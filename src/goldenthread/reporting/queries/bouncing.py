"""Addresses that do not work, and letters that wait for a better one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Lower

from goldenthread.people.models import Person
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import AddressPause, LetterFailure, LetterSent, ProgressUpdate
from goldenthread.reporting.types.bouncing import PausedLine, Severity

KEY = "reporting.update:"
_SEES_ALL = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.INSPECTOR)


def is_paused(address: str) -> bool:
    """Whether nothing is sent to an address now, in one statement."""
    return AddressPause.objects.filter(address__iexact=address, ended_at=None).exists()


def person_at(address: str) -> int | None:
    """Whose address this is, by id, in one statement; ``None`` where nobody has it any more."""
    person = Person.objects.filter(email__iexact=address).only("pk").first()
    return person.pk if person else None


def hard_failures(address: str) -> tuple[tuple[int, datetime], ...]:
    """The letters to an address that failed hard since it was last opened again, with the moment; in two statements."""
    ended = AddressPause.objects.filter(address__iexact=address).aggregate(at=Max("ended_at"))["at"]
    rows = LetterFailure.objects.filter(letter__address__iexact=address, severity=Severity.HARD.value)
    if ended is not None:
        rows = rows.filter(at__gt=ended)
    return tuple(rows.values_list("letter_id", "at"))


def pauses_seen(by: Actor) -> QuerySet[AddressPause]:
    """The addresses that rest, of people this actor may write to.

    The provider's managers and administrators see all; a partner's manager those of readers of its updates.
    """
    rows = AddressPause.objects.filter(ended_at=None)
    if by.wears_for_provider(*_SEES_ALL):
        return rows
    return rows.filter(person_id__in=ProgressUpdate.objects.seen_by(by).values("to_id"))


def paused_addresses(*, by: Actor) -> tuple[PausedLine, ...]:
    """The addresses that rest, as far as this actor may see them, oldest first; in three statements."""
    pauses = list(pauses_seen(by).select_related("person").order_by("began_at", "pk"))
    addresses = [pause.address.lower() for pause in pauses]
    said, held = _last_words(addresses), _held(addresses)
    return tuple(
        PausedLine(
            ref=p.ref,
            name=p.person.name,
            address=p.address,
            now=p.person.email,
            since=p.began_at,
            says=said[p.address.lower()],
            waiting=held.get(p.address.lower(), 0),
        )
        for p in pauses
    )


def updates_let_go(*, at: datetime) -> tuple[tuple[ProgressUpdate, LetterSent], ...]:
    """Updates that were held back, with their letters, and can go now: their reader has another address, or the old one
    was opened again. In three statements."""
    letters = {
        row.key: row
        for row in LetterSent.objects.filter(sent_at=None, held_at__isnull=False, key__startswith=KEY).order_by("pk")
    }
    refs = [key.removeprefix(KEY) for key in letters]
    updates = ProgressUpdate.objects.open_at(at).filter(ref__in=refs, sent_at=None, to__is_active=True)
    resting = {address.lower() for address in _resting()}
    return tuple(
        (update, letters[f"{KEY}{update.ref}"])
        for update in updates.select_related("to").order_by("pk")
        if update.to.email.lower() not in resting
    )


def _resting() -> Iterable[str]:
    return AddressPause.objects.filter(ended_at=None).values_list("address", flat=True)


def _last_words(addresses: Iterable[str]) -> Mapping[str, str]:
    """What was last said against each address, in one statement."""
    rows = LetterFailure.objects.annotate(low=Lower("letter__address")).filter(low__in=list(addresses))
    return dict(rows.order_by("pk").values_list("low", "says"))


def _held(addresses: Iterable[str]) -> Mapping[str, int]:
    """How many letters to each address are held back, in one statement."""
    rows = LetterSent.objects.annotate(low=Lower("address")).filter(low__in=list(addresses), sent_at=None)
    return dict(rows.filter(held_at__isnull=False).values_list("low").annotate(Count("pk")))
