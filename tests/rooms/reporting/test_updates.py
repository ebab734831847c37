"""Progress updates: made once, sent once, opened by their link alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.reporting.actions.updating import (
    link_of_update,
    make_updates,
    revoke_update,
    update_about_result,
    update_sent,
)
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.people import my_people, one_of_mine
from goldenthread.reporting.queries.updates import my_updates, update_behind, update_to_send, updates_page
from tests.makers.coaching import enrol_more, make_enrolled, make_outside
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    made = make_enrolled(cast, at=at)
    add_companion(made.enrolment, cast.sponsor.person, Role.SPONSOR, by=cast.programme_manager, at=at)
    return made


def test_everybody_who_supports_somebody_is_told_once(cast, place, at) -> None:
    enrol_more(place, cast, many=1, at=at)
    key = uuid4()

    assert make_updates(place.cohort, key=key, by=cast.partner_manager, at=at) == 2
    assert make_updates(place.cohort, key=key, by=cast.partner_manager, at=at) == 2

    told = {u.to.name: [p["name"] for p in u.told] for u in ProgressUpdate.objects.select_related("to")}
    assert told == {
        "Helen Carter": ["Another Person 0", "Parveen Begum"],
        "Samir Patel": ["Parveen Begum"],
    }
    assert NoticeRow.objects.filter(kind="reporting.update_made").count() == 2
    assert AuditEntry.objects.filter(did="reporting.make_updates").count() == 2


def test_nobody_to_tell_is_said(cast, place, at) -> None:
    cohort = Cohort.objects.get(ref=place.cohort)
    empty = Cohort.objects.create(
        release=cohort.release, partner=cohort.partner, title="Empty", starts_on=cohort.starts_on,
        ends_on=cohort.ends_on, capacity=5, opened_at=at,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        make_updates(empty.ref, key=uuid4(), by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "nobody_to_tell"
    assert not ProgressUpdate.objects.exists()


def test_others_tell_nobody(cast, place, at) -> None:
    with pytest.raises(Refused) as refused:
        make_updates(place.cohort, key=uuid4(), by=cast.inspector, at=at)
    assert refused.value.refusal.code == "not_your_cohort"
    with pytest.raises(Cohort.DoesNotExist):
        make_updates(place.cohort, key=uuid4(), by=cast.outsider, at=at)
    assert not ProgressUpdate.objects.exists()


def test_a_link_opens_its_update_until_it_expires_or_is_revoked(cast, place, at) -> None:
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    first, second = ProgressUpdate.objects.order_by("id")
    token, other = link_of_update(first.ref), link_of_update(second.ref)
    assert (token, token != other) == (link_of_update(first.ref), True)

    opened = update_behind(token, at=at + timedelta(days=89))
    assert (opened.ref, opened.people[0].name, opened.cause_name) == (first.ref, "Parveen Begum", "Regular update")
    with pytest.raises(ProgressUpdate.DoesNotExist):
        update_behind(token, at=at + timedelta(days=90))
    with pytest.raises(ProgressUpdate.DoesNotExist):
        update_behind("guess", at=at)
    with pytest.raises(ProgressUpdate.DoesNotExist):
        update_behind("", at=at)

    with pytest.raises(Refused):
        revoke_update(first.ref, by=cast.inspector, at=at)
    with pytest.raises(ProgressUpdate.DoesNotExist):
        revoke_update(first.ref, by=cast.outsider, at=at)
    revoke_update(first.ref, by=cast.partner_manager, at=at)
    revoke_update(first.ref, by=cast.partner_manager, at=at)
    with pytest.raises(ProgressUpdate.DoesNotExist):
        update_behind(token, at=at)
    assert update_behind(other, at=at).ref == second.ref
    assert AuditEntry.objects.filter(did="reporting.revoke_update").count() == 1


def test_a_result_is_told_once_and_without_the_outcome(cast, place, at) -> None:
    result = uuid4()

    assert update_about_result(place.enrolment, result=result, at=at) == 2
    assert update_about_result(place.enrolment, result=result, at=at) == 2

    assert ProgressUpdate.objects.count() == 2
    update = ProgressUpdate.objects.first()
    assert update.as_update().cause_name == "A result was released"
    assert "pass" not in str(update.told).lower()


def test_what_was_told_stays_as_it_was(cast, place, at) -> None:
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    ref = ProgressUpdate.objects.get(to_id=cast.sponsor.person_id).ref
    ready = update_to_send(ref)
    assert (ready.is_sent, ready.address) == (False, "samir@castlehill.example")
    link_of_update(ref)
    update_sent(ref, at=at)
    update_sent(ref, at=at + timedelta(days=1))

    assert ProgressUpdate.objects.get(ref=ref).sent_at == at
    assert update_to_send(ref).is_sent
    assert my_updates(by=cast.sponsor)[0].ref == ref
    assert my_updates(by=cast.mentor) == ()
    page = updates_page(place.cohort, by=cast.partner_manager, at=at)
    assert [(r.name, r.people) for r in page.readers] == [
        ("Helen Carter", ("Parveen Begum",)),
        ("Samir Patel", ("Parveen Begum",)),
    ]
    assert {line.to for line in page.sent} == {"Helen Carter", "Samir Patel"}
    with pytest.raises(Cohort.DoesNotExist):
        updates_page(place.cohort, by=cast.outsider, at=at)


def test_heads_and_sponsors_see_their_own_people_and_nobody_else(cast, place, at) -> None:
    outside = make_outside(cast, place.built, at=at)

    assert [p.name for p in my_people(by=cast.headteacher, at=at)] == ["Parveen Begum"]
    assert [p.name for p in my_people(by=cast.sponsor, at=at)] == ["Parveen Begum"]
    assert one_of_mine(place.enrolment, by=cast.sponsor, at=at).words == "0 of 21 hours, 0 %"
    assert one_of_mine(outside, by=cast.headteacher, at=at) is None
    for other in (cast.mentor, cast.coach, cast.participant, cast.programme_manager):
        assert my_people(by=other, at=at) == ()


def test_lists_take_as_many_statements_for_many(cast, place, at) -> None:
    def counted() -> list[int]:
        return [
            statements_of(lambda: my_people(by=cast.headteacher, at=at)),
            statements_of(lambda: updates_page(place.cohort, by=cast.partner_manager, at=at)),
        ]

    one = counted()
    enrol_more(place, cast, many=3, at=at)
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)

    assert counted() == one
