"""Whom to write to when an entry of a portfolio is shared, or something is said of it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from goldenthread.coaching.models import Entry, EntryComment
from goldenthread.coaching.types.collecting import EntryLetter, EntryRef, Reader
from goldenthread.cohorts.queries.engagement import enrolment_facts
from goldenthread.cohorts.queries.leading import who_leads
from goldenthread.people.queries.reaching import reached, who_heads


def letters_about_sharing(entry: UUID, readers: Collection[str], *, day: str) -> tuple[EntryLetter, ...]:
    """To whoever is one of these readers now, that an entry is shared with them: one letter a day for each participant,
    however many entries they share. Nobody, once it is shared no more. In seven statements at most.
    """
    row = Entry.objects.select_related("enrolment__participant").prefetch_related("readers").get(ref=entry)
    still = {reader.reader for reader in row.readers.all()} & set(readers)
    if row.taken_away_at is not None or not still:
        return ()
    people = _people(row, still) - {row.enrolment.participant_id}
    return _letters(row, people, key=f"coaching.entry_shared:{row.enrolment.ref}:{day}", said_by="")


def letters_about_comment(comment: int) -> tuple[EntryLetter, ...]:
    """To the participant and to those who said something before and may still read it, that something was said of an
    entry; not to whoever said it. In eight statements at most."""
    said = EntryComment.objects.select_related("by", "entry__enrolment__participant").get(pk=comment)
    row = said.entry
    before = set(row.comments.filter(pk__lt=said.pk).values_list("by_id", flat=True))
    read = _people(row, set(row.readers.values_list("reader", flat=True))) if before else set()
    people = ({row.enrolment.participant_id} | (before & read)) - {said.by_id}
    return _letters(row, people, key=f"coaching.entry_commented:{said.pk}", said_by=said.by.name)


def _people(row: Entry, readers: Collection[str]) -> set[int]:
    """Who is one of these readers beside the entry's participant now."""
    facts = next(iter(enrolment_facts([row.enrolment_id]).values()))
    found = {person for reader in readers for person in facts.companions.get(reader, ())}
    if Reader.FACILITATOR.value in readers:
        found |= who_leads(facts.cohort_id)
    if Reader.HEADTEACHER.value in readers:
        found |= {head.pk for head in who_heads(facts.school_id)}
    return found


def _letters(row: Entry, people: Collection[int], *, key: str, said_by: str) -> tuple[EntryLetter, ...]:
    title = row.versions.order_by("-number")[0].title
    who = row.enrolment.participant
    return tuple(
        EntryLetter(
            key=f"{key}:{to.ref}",
            person=pk,
            ref=to.ref,
            to=to.email,
            name=to.name,
            participant=who.name,
            title=title,
            said_by=said_by,
            is_own=pk == who.pk,
            entry=EntryRef(row.ref),
            enrolment=row.enrolment.ref,
        )
        for pk, to in reached(people).items()
    )
