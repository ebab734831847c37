"""What follows when somebody leaves, comes, or is moved: by the notices, once, and told to whom it concerns."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core import mail

from goldenthread.coaching.actions.collecting import add_entry, share_entry
from goldenthread.coaching.models import Pairing
from goldenthread.coaching.types.collecting import EntryDraft, Reader
from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.models import Companion
from goldenthread.cohorts.types import Role
from goldenthread.jobs.worker import carry_all
from goldenthread.learning.actions.gathering import make_group
from goldenthread.learning.models import GroupMember, Space
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.updating import make_updates
from goldenthread.reporting.models import ProgressUpdate
from tests.makers.coaching import make_enrolled, make_pairing
from tests.makers.discussing import make_talking
from tests.makers.leaving import leave


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


def test_with_a_duty_end_pairings_places_and_links(cast, at, place) -> None:
    make_pairing(cast, place.enrolment, at=at)
    add_companion(place.enrolment, cast.sponsor.person, Role.SPONSOR, by=cast.programme_manager, at=at)
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    leave(cast.coach, Duty.COACH, cast, at=at)
    leave(cast.sponsor, Duty.SPONSOR, cast, at=at)

    carry_all(lambda: at)
    carry_all(lambda: at)

    assert Pairing.objects.get().state == "ended"
    assert not Companion.objects.filter(ended_at=None).exists()
    assert ProgressUpdate.objects.get(to_id=cast.sponsor.person_id).revoked_at == at
    assert not any("samir@" in letter.to[0] for letter in mail.outbox)


def test_with_a_place_beside_somebody_ends_the_link_to_what_was_told(cast, at, place) -> None:
    add_companion(place.enrolment, cast.sponsor.person, Role.SPONSOR, by=cast.programme_manager, at=at)
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    carry_all(lambda: at)
    ended = {"why": "Moved on", "by": cast.partner_manager, "at": at}
    end_companion(place.enrolment, cast.sponsor.person, Role.SPONSOR, **ended)

    carry_all(lambda: at)

    told = ProgressUpdate.objects.get(to_id=cast.sponsor.person_id)
    assert (told.sent_at, told.revoked_at) == (at, at)


def test_a_participant_hears_who_new_reads_what_they_share(cast, at, place) -> None:
    ref = add_entry(place.enrolment, EntryDraft("How we plan", "New", ""), key=uuid4(), by=cast.participant, at=at)
    share_entry(ref, frozenset({Reader.MENTOR}), by=cast.participant, at=at)
    make_pairing(cast, place.enrolment, at=at)
    add_companion(place.enrolment, cast.mentor.person, Role.MENTOR, by=cast.partner_manager, at=at)

    carry_all(lambda: at)

    (letter,) = [one for one in mail.outbox if "can read" in one.subject]
    assert (letter.subject, letter.to) == (
        "Megan Price can read what you share with your mentor",
        ["Parveen Begum <parveen@castlehill.example>"],
    )
    assert "they can read from now on: 1 entry of your portfolio." in " ".join(letter.body.split())


def test_who_leaves_is_in_no_group(cast, at) -> None:
    talking = make_talking(cast, at=at)
    mine = talking.enrolments["participant"]
    make_group(talking.cohort.ref, "Phonics", list(talking.enrolments.values()), by=cast.partner_manager, at=at)
    carry_all(lambda: at)
    withdraw(mine, reason="change-in-career", by=cast.partner_manager, at=at)

    carry_all(lambda: at)

    assert GroupMember.objects.filter(left_at=None).count() == 2
    assert Space.objects.filter(title="Phonics").count() == 1
