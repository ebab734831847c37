"""Progress updates: made once, sent once, opened by their link alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.models import Cohort, Engagement, Enrolment
from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.cohorts.types import Role, SessionDetails
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.integrations.mail.updating import letter_with_update
from goldenthread.people.actions.membership import give_hat
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.updating import (
    close_links,
    link_of_update,
    make_for,
    make_updates,
    revoke_update,
    update_about_result,
    update_sent,
)
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.reaching import updates_page
from goldenthread.reporting.queries.supporting import my_people, one_of_mine
from goldenthread.reporting.queries.updates import my_updates, update_behind, update_to_send
from goldenthread.reporting.types import Cause
from tests.makers.coaching import enrol_more, make_enrolled, make_outside
from tests.makers.counting import statements_of
from tests.makers.leaving import leave


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

    told = {u.to.name: [p.name for p in u.as_update().people] for u in ProgressUpdate.objects.select_related("to")}
    assert told == {
        "Helen Carter": ["Another Person 0", "Parveen Begum"],
        "Samir Patel": ["Parveen Begum"],
    }
    assert NoticeRow.objects.filter(kind="reporting.update_made").count() == 2
    assert AuditEntry.objects.filter(did="reporting.make_updates").count() == 2


def test_nobody_is_told_about_themself_or_once_they_have_left(cast, place, at) -> None:
    by = cast.administrator
    give_hat(cast.participant.person, duty=Duty.HEADTEACHER, place=str(cast.school.ref), urn="", by=by, at=at)
    enrol_more(place, cast, many=1, at=at)
    Person.objects.filter(ref=cast.headteacher.person).update(is_active=False)

    page = updates_page(place.cohort, by=cast.partner_manager, at=at)

    assert [(reader.name, reader.people) for reader in page.readers] == [
        ("Parveen Begum", ("Another Person 0",)),
        ("Samir Patel", ("Parveen Begum",)),
    ]


def test_an_update_explains_the_figure_in_the_words_used_everywhere_those_behind_first(cast, place, at) -> None:
    met, done, free, paused = enrol_more(place, cast, many=4, at=at)
    Engagement.objects.filter(enrolment__ref=met).update(millionths=950_000, is_met=True)
    Enrolment.objects.filter(ref=done).update(state="completed")
    Enrolment.objects.filter(ref=paused).update(state="deferred")
    Engagement.objects.filter(enrolment__ref=free).update(threshold=None)
    late = at + timedelta(days=180)

    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=late)

    told = ProgressUpdate.objects.get(to_id=cast.headteacher.person_id).as_update().people
    same = engagement_of(place.enrolment, by=cast.headteacher, at=late).sentences
    assert [(p.name, p.is_on_pace, p.sentences) for p in told] == [
        ("Parveen Begum", False, (*same, "This is behind an even pace.")),
        ("Another Person 0", True, same),
        ("Another Person 1", True, ("The programme is complete.",)),
        ("Another Person 2", True, same),
        ("Another Person 3", True, (*same, "They have paused. What was credited is kept.")),
    ]


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


def test_a_result_is_told_once_and_without_the_outcome(cast, place, at, monkeypatch) -> None:
    # What a policy tells besides is tried where results are.
    monkeypatch.setattr("goldenthread.reporting.actions.updating.told_to_supporters", lambda _: ())
    result = uuid4()

    assert update_about_result(place.enrolment, result=result, at=at) == 2
    assert update_about_result(place.enrolment, result=result, at=at) == 2

    assert ProgressUpdate.objects.count() == 2
    update = ProgressUpdate.objects.first()
    assert update.as_update().cause_name == "A result was released"
    assert "pass" not in str(update.as_update().people).lower()
    assert update_about_result(place.enrolment, result=result, correction=uuid4(), at=at) == 2
    corrected = ProgressUpdate.objects.order_by("-pk")[0].as_update()
    assert corrected.cause_name == "A result was corrected"
    letter = letter_with_update(corrected, address="a@example.org", url="https://example.org")
    assert (letter.subject.endswith("a result was corrected"), letter.paragraphs[0]) == (
        True,
        "A result was corrected.",
    )


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
    assert my_updates(by=cast.sponsor, at=at)[0].ref == ref
    assert my_updates(by=cast.mentor, at=at) == ()
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


def test_what_follows_is_the_next_session_of_ones_own_route(cast, place, at) -> None:
    (other,) = enrol_more(place, cast, many=1, at=at)
    Enrolment.objects.filter(ref=other).update(route="online")

    def following() -> dict[str, str]:
        return {person.name: person.following for person in my_people(by=cast.headteacher, at=at)}

    assert following() == {"Parveen Begum": "", "Another Person 0": ""}
    for title, days in (("Webinar", 9), ("Live online 1", 3), ("Event 1", 2), ("Event 2", 5)):
        starts = at + timedelta(days=days)
        details = SessionDetails(starts, starts + timedelta(hours=1), online_link="https://meet.example/one")
        add_session(place.cohort, place.built.component(title).ref, details, by=cast.programme_manager, at=at)
    near, far = following(), one_of_mine(other, by=cast.headteacher, at=at + timedelta(days=4)).following
    Enrolment.objects.filter(ref=other).update(state="completed")

    assert near == {
        "Parveen Begum": "Event 1: leading culture, Wednesday 7 January 2026",
        "Another Person 0": "Live online 1: leading culture, Thursday 8 January 2026",
    }
    assert far == "Webinar: evidence in practice, Wednesday 14 January 2026"
    assert following()["Another Person 0"] == ""


def test_lists_take_as_many_statements_for_many(cast, place, at) -> None:
    def counted() -> list[int]:
        return [
            statements_of(lambda: my_people(by=cast.headteacher, at=at)),
            statements_of(lambda: updates_page(place.cohort, by=cast.partner_manager, at=at)),
        ]

    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    one = counted()
    enrol_more(place, cast, many=3, at=at)
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)

    assert counted() == one


def _about(cast, at, who):
    row = ProgressUpdate.objects.get(to_id=who.person_id)
    return row, link_of_update(row.ref)


@pytest.mark.parametrize("how", ["no duty left", "a duty at another school", "no longer beside them"])
def test_whoever_supports_nobody_any_more_is_told_nothing_and_keeps_nothing(cast, place, at, how: str) -> None:
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    row, token = _about(cast, at, cast.sponsor)
    assert update_behind(token, at=at).ref == row.ref
    assert close_links(cast.sponsor.person, at=at) == 0
    if how == "no longer beside them":
        ended = {"why": "Moved on", "by": cast.partner_manager, "at": at}
        end_companion(place.enrolment, cast.sponsor.person, Role.SPONSOR, **ended)
        assert NoticeRow.objects.get(kind="cohorts.companion_ended").facts == {"person": str(cast.sponsor.person)}
    else:
        leave(cast.sponsor, Duty.SPONSOR, cast, at=at)
    if how == "a duty at another school":
        there = str(cast.other_school.ref)
        give_hat(cast.sponsor.person, duty=Duty.SPONSOR, place=there, urn="", by=cast.administrator, at=at)

    sponsor = actor_for(cast.sponsor.person_id)
    assert my_updates(by=sponsor, at=at) == ()
    assert my_people(by=sponsor, at=at) == ()
    assert (update_to_send(row.ref).is_sent, update_to_send(row.ref).update.people) == (True, ())
    with pytest.raises(ProgressUpdate.DoesNotExist):
        update_behind(token, at=at)
    assert [r.name for r in updates_page(place.cohort, by=cast.partner_manager, at=at).readers] == ["Helen Carter"]
    assert make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at) == 1
    assert (close_links(cast.sponsor.person, at=at), close_links(cast.sponsor.person, at=at)) == (1, 0)
    row.refresh_from_db()
    assert row.revoked_at == at
    assert AuditEntry.objects.get(did="reporting.revoke_update").by == "jobs"


def test_an_update_goes_on_telling_of_those_whom_its_reader_still_supports(cast, place, at) -> None:
    (other,) = enrol_more(place, cast, many=1, at=at)
    add_companion(other, cast.sponsor.person, Role.SPONSOR, by=cast.programme_manager, at=at)
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    row, token = _about(cast, at, cast.sponsor)
    assert len(update_behind(token, at=at).people) == 2

    ended = {"why": "Moved on", "by": cast.partner_manager, "at": at}
    end_companion(place.enrolment, cast.sponsor.person, Role.SPONSOR, **ended)

    for told in (update_behind(token, at=at), update_to_send(row.ref).update, *my_updates(by=cast.sponsor, at=at)):
        assert [one.name for one in told.people] == ["Another Person 0"]
    assert close_links(cast.sponsor.person, at=at) == 0
    assert my_updates(by=cast.sponsor, at=at + timedelta(days=90)) == ()


def test_a_head_reads_while_they_are_head_there(cast, place, at) -> None:
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    _, token = _about(cast, at, cast.headteacher)
    assert update_behind(token, at=at)

    leave(cast.headteacher, Duty.HEADTEACHER, cast, at=at)

    with pytest.raises(ProgressUpdate.DoesNotExist):
        update_behind(token, at=at)


def test_that_somebody_left_is_read_by_who_walked_beside_them_until_then(cast, place, at) -> None:
    withdraw(place.enrolment, reason="change-in-career", by=cast.partner_manager, at=at)
    gone = Enrolment.objects.get(ref=place.enrolment)
    told = {"cause": Cause.WITHDRAWN, "occasion": "left", "cohort": gone.cohort_id, "by_id": None}
    assert make_for([gone.pk], **told, at=at, left_since=at) == 2
    row, token = _about(cast, at, cast.sponsor)

    assert update_behind(token, at=at).people[0].state == "Withdrawn"
    assert not update_to_send(row.ref).is_sent
    assert close_links(cast.sponsor.person, at=at) == 0
