"""Writing a reflection, what it credits, and who reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.models import Credit
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.reading import answer_check, read_page
from goldenthread.learning.actions.reflecting import share_reflection, write_reflection
from goldenthread.learning.actions.writing import add_page, ask_question, open_unit
from goldenthread.learning.models import Attempt, Question, Reflection, Sharing, Unit
from goldenthread.learning.queries.reading import reader_page, unit_done
from goldenthread.learning.queries.reflecting import shared_reflections
from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import Answer, QuestionDraft, QuestionKind, Score, Standing
from goldenthread.learning.types.reflecting import WrittenOn
from goldenthread.programmes.models import Component
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of
from tests.makers.learning import CHOICE

PROMPT = QuestionDraft(QuestionKind.REFLECTION, "What did you see?", least_words=4)


@pytest.fixture
def place(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def unit(place, cast, at):
    component = Component.objects.get(ref=place.cohort.built.component("How culture").ref)
    made = open_unit(component.ref, by=cast.curriculum_lead, at=at)
    page = add_page(made, title="See", body="Words.", by=cast.curriculum_lead, at=at)
    ask_question(page, PROMPT, by=cast.curriculum_lead, at=at)
    publish_unit(made, by=cast.curriculum_lead, at=at)
    return made


def prompt(unit, who):
    return reader_page(unit, 1, by=who).questions[-1]


def write(unit, who, words, at, key=None):
    return write_reflection(unit, prompt(unit, who).ref, words, by=who, at=at, key=key)


def test_words_grow_in_one_version_and_deleting_begins_another(cast, unit, at) -> None:
    who = cast.participant
    write(unit, who, "I saw", at)
    write(unit, who, "I saw two adults", at + timedelta(minutes=2))
    write(unit, who, "Nothing", at + timedelta(minutes=3))
    write(unit, who, "Nothing much", at + timedelta(minutes=30))

    assert [r.words for r in Reflection.objects.order_by("id")] == ["I saw two adults", "Nothing", "Nothing much"]
    written = prompt(unit, who).written
    assert (written.words, written.is_enough, written.is_shared) == ("Nothing much", True, False)
    assert [v.words for v in written.earlier] == ["Nothing", "I saw two adults"]
    assert AuditEntry.objects.filter(did="learning.reflect").count() == 3


def test_enough_words_finish_the_unit_and_shorter_ones_later_take_nothing_back(cast, unit, at) -> None:
    who = cast.participant
    read_page(unit, 1, by=who, at=at)
    assert write(unit, who, "Too short", at).is_enough is False
    assert not Credit.objects.exists()
    assert study_lists(by=who)[0].lines[0].standing is Standing.STARTED

    assert write(unit, who, "Long enough it is", at).is_enough is True
    assert write(unit, who, "Short", at).is_enough is True

    credit = Credit.objects.get()
    assert (credit.source, credit.source_ref, credit.share) == ("unit", unit, 1)
    assert unit_done(unit, by=who).score is None


def test_what_a_device_sends_twice_is_kept_once(cast, unit, at) -> None:
    who, key = cast.participant, uuid4()
    write(unit, who, "Written on a train", at, key)
    write(unit, who, "Then", at + timedelta(minutes=1))
    write(unit, who, "Written on a train", at + timedelta(minutes=2), key)

    assert [r.words for r in Reflection.objects.order_by("id")] == ["Written on a train", "Then"]


def test_what_cannot_be_kept_is_refused(cast, unit, at) -> None:
    with pytest.raises(Refused) as refused:
        write(unit, cast.participant, "  ", at)

    assert refused.value.refusal.code == "no_words"
    assert not Reflection.objects.exists()
    with pytest.raises(Unit.DoesNotExist):
        write_reflection(unit, Question.objects.get().ref, "Words", by=cast.outside_participant, at=at)


def test_a_reflection_is_private_until_it_is_shared_with_coach_and_tutor(cast, place, unit, at) -> None:
    who = cast.participant
    ref = prompt(unit, who).ref
    with pytest.raises(Reflection.DoesNotExist):
        share_reflection(unit, ref, is_shared=True, by=who, at=at)
    write(unit, who, "Only mine so far", at)
    add_companion(place.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    assert shared_reflections(by=cast.coach) == ()

    share_reflection(unit, ref, is_shared=True, by=who, at=at)
    share_reflection(unit, ref, is_shared=True, by=who, at=at)
    [read] = shared_reflections(by=cast.coach)
    assert (read.participant, read.prompt, read.words) == ("Parveen Begum", PROMPT.prompt, "Only mine so far")
    assert read.unit_title == "How culture is built"
    assert len(shared_reflections(by=cast.facilitator)) == 1
    for nosy in (cast.programme_manager, cast.sponsor, cast.headteacher, cast.outsider, cast.quality_lead):
        assert shared_reflections(by=nosy) == ()

    share_reflection(unit, ref, is_shared=False, by=who, at=at)
    assert shared_reflections(by=cast.coach) == ()
    assert list(Sharing.objects.order_by("id").values_list("is_shared", flat=True)) == [True, False]
    assert AuditEntry.objects.filter(did="learning.unshare_reflection").count() == 1


def test_reading_what_is_shared_takes_as_many_statements_for_two_as_for_one(cast, place, unit, at) -> None:
    who, lead = cast.participant, cast.curriculum_lead
    add_companion(place.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    write(unit, who, "One", at)
    share_reflection(unit, prompt(unit, who).ref, is_shared=True, by=who, at=at)
    one = statements_of(lambda: shared_reflections(by=cast.coach))
    page = add_page(unit, title="More", body="Words.", by=lead, at=at)
    ask_question(page, PROMPT, by=lead, at=at)
    publish_unit(unit, by=lead, at=at)
    second = reader_page(unit, 2, by=who).questions[0].ref
    write_reflection(unit, second, "Two", by=who, at=at)
    share_reflection(unit, second, is_shared=True, by=who, at=at)

    assert statements_of(lambda: shared_reflections(by=cast.coach)) == one
    assert len(shared_reflections(by=cast.coach)) == 2


def test_a_score_is_told_and_an_answer_sent_twice_is_one_try(cast, unit, at) -> None:
    who, lead, key = cast.participant, cast.curriculum_lead, uuid4()
    page = add_page(unit, title="Check", body="Words.", by=lead, at=at)
    ask_question(page, CHOICE, by=lead, at=at)
    publish_unit(unit, by=lead, at=at)
    choice = reader_page(unit, 2, by=who).questions[0].ref

    first = answer_check(unit, choice, Answer(frozenset({0})), by=who, at=at, key=key)
    again = answer_check(unit, choice, Answer(frozenset({0})), by=who, at=at + timedelta(days=1), key=key)
    answer_check(unit, choice, Answer(frozenset({1})), by=who, at=at + timedelta(days=2))

    assert first == again
    assert Attempt.objects.count() == 2
    assert unit_done(unit, by=who).score == Score(1, 0, 1)
    last = reader_page(unit, 2, by=who).questions[0].last
    assert (last.tries, [t.is_right for t in last.earlier]) == (2, [False])


def test_two_devices_that_write_one_reflection_keep_both_and_are_told(cast, unit, at) -> None:
    who, asked = cast.participant, prompt(unit, cast.participant).ref
    phone, laptop, old = (WrittenOn(uuid4()) for _ in range(3))

    def save(words, page, minutes):
        return write_reflection(unit, asked, words, by=who, at=at + timedelta(minutes=minutes), page=page).beside

    assert save("I saw two adults", phone, 0) is None
    assert save("I saw two adults at the door", phone, 1) is None
    assert save("Nobody was there at all when I came", laptop, 2) == at + timedelta(minutes=1)
    assert save("I saw two adults at the door, and children", phone, 3) == at + timedelta(minutes=2)
    assert save("Everybody came", replace(old, since=at + timedelta(minutes=3)), 4) is None
    assert [row.words for row in Reflection.objects.order_by("pk")] == [
        "I saw two adults at the door",
        "Nobody was there at all when I came",
        "I saw two adults at the door, and children",
        "Everybody came",
    ]
