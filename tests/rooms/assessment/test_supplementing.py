"""Supplements: drawn from what was marked after a sample, by hand or by themselves, looked at and decided on alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.ruling import rule_on_marker
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.actions.supplementing import draw_supplement, draw_what_is_due
from goldenthread.assessment.models import (
    Allocation,
    MarkCorrection,
    Ruling,
    SampledMarking,
    Script,
    Supplement,
    Window,
)
from goldenthread.assessment.queries.ruling import ruling_page
from goldenthread.assessment.queries.sampling import holds_of_sampling, sample_page
from goldenthread.assessment.types.sampling import Correction, Decision, LookSheet, RulingSheet
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from tests.makers.assessment import AFTER, REASON
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor
from tests.makers.sampling import lay_scripts, other_marks, want_samples

LATER = AFTER + timedelta(days=1)


@pytest.fixture
def planned(planned):
    want_samples()
    return planned


@pytest.fixture
def late(cast, planned):
    return lay_late(cast, planned)


def lay_late(cast, planned) -> list[Script]:
    """Four scripts of which a sample is drawn, and four that were marked after."""
    new = lay_scripts(cast, planned, 8, at=AFTER)[4:]
    Script.objects.filter(pk__in=[each.pk for each in new]).update(state="begun")
    draw_sample(planned.window, seed="one", by=cast.moderator, at=AFTER)
    Script.objects.filter(pk__in=[each.pk for each in new]).update(state="marked")
    return new


def page_of(planned, by):
    return sample_page(planned.window, by=by, at=LATER)


def look_at_all(cast, planned, sheet: LookSheet) -> None:
    while waiting := [line.ref for line in page_of(planned, cast.moderator).scripts if line.looked_at is None]:
        look_at(waiting[0], sheet, by=cast.moderator, at=LATER)


def holds_in(planned) -> list[str]:
    window = Window.objects.select_related("cohort__release").get(ref=planned.window)
    return [hold.code for hold in holds_of_sampling(window, LATER)]


def code_of(doing, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        doing(*args, **kwargs)
    return str(refused.value.refusal.code)


class TestDrawing:
    """A supplement is planned like a sample, from what came since alone."""

    def test_a_moderator_draws_it_and_its_page_says_so(self, cast, planned, late) -> None:
        before = page_of(planned, cast.moderator)

        number = draw_supplement(planned.window, by=cast.moderator, at=LATER)

        page = page_of(planned, cast.quality_lead)
        new = {script.ref for script in late}
        assert (before.late, before.waiting, before.why_not_more) == (8, 0, None)
        assert (page.late, page.why_not_more.code) == (0, "nothing_late")
        (line,) = page.supplements
        assert (line.seed, line.by_itself, line.all, line.drawn, line.drawn_at) == ("one+1", False, 8, 2, LATER)
        assert {each.ref: each.supplement for each in page.scripts if each.ref in new} == {
            each.ref: 1 for each in page.scripts if each not in before.scripts
        }
        assert number == len(page.scripts) - len(before.scripts) > 0
        entry = AuditEntry.objects.get(did="assessment.draw_supplement")
        assert entry.facts == {"number": "1", "scripts": str(number)}
        assert NoticeRow.objects.filter(kind="assessment.sample_supplemented").count() == 1
        assert code_of(draw_supplement, planned.window, by=cast.moderator, at=LATER) == "nothing_late"

    def test_it_is_drawn_by_itself_once_all_is_marked_and_more_is_late_than_may_be(self, cast, planned) -> None:
        want_samples(unsampled=6)
        one = lay_late(cast, planned)[0]
        Script.objects.filter(pk=one.pk).update(state="allocated")
        assert draw_what_is_due(one.ref, at=LATER) == 0
        Script.objects.filter(pk=one.pk).update(state="begun")
        assert (draw_what_is_due(one.ref, at=LATER), holds_in(planned)) == (0, ["sample_unfinished"])
        assert page_of(planned, cast.moderator).late == 6
        Script.objects.filter(pk=one.pk).update(state="marked")

        number = draw_what_is_due(one.ref, at=LATER)

        row = Supplement.objects.get()
        assert number > 0
        assert (row.by_itself, row.drawn_by_id) == (True, cast.moderator.person_id)
        assert AuditEntry.objects.get(did="assessment.draw_supplement").by == "clock"
        assert draw_what_is_due(one.ref, at=LATER) == 0

    def test_whoever_may_not_draws_nothing(self, cast, planned, late) -> None:
        assert code_of(draw_supplement, planned.window, by=cast.inspector, at=LATER) == "not_a_moderator"
        with pytest.raises(ObjectDoesNotExist):
            draw_supplement(planned.brief, by=cast.moderator, at=LATER)
        assert not Supplement.objects.exists()

    def test_markers_keep_their_letters_when_it_brings_another(self, cast, planned, late) -> None:
        names = {each.ref: each.name for each in page_of(planned, cast.inspector).markers}
        third = an_assessor(cast, "Chidi Third")
        Person.objects.filter(pk=third.person_id).update(ref=UUID(int=0))
        moved = Allocation.objects.filter(script__in=late, seat=1)
        moved.update(marker_id=third.person_id, allocated_at=LATER)

        draw_supplement(planned.window, by=cast.moderator, at=LATER)

        then = {each.ref: each.name for each in page_of(planned, cast.inspector).markers}
        assert then == {**names, UUID(int=0): "Marker C"}

    def test_statements_do_not_grow_with_what_is_late(self, cast, planned, late) -> None:
        Script.objects.filter(pk__in=[each.pk for each in late[1:]]).update(state="begun")
        few = statements_of(lambda: page_of(planned, cast.moderator))
        Script.objects.filter(pk__in=[each.pk for each in late]).update(state="marked")
        assert few == statements_of(lambda: page_of(planned, cast.moderator))
        draw_supplement(planned.window, by=cast.moderator, at=LATER)
        assert few == statements_of(lambda: page_of(planned, cast.moderator))


def test_results_wait_for_it_and_a_decision_reaches_it_alone(cast, planned, late, scheme) -> None:
    look_at_all(cast, planned, LookSheet(1))
    assert holds_in(planned) == ["late_unsampled"]
    assert not page_of(planned, cast.moderator).is_whole
    agnes, first_code = cast.assessor.person, scheme.criteria[0].code
    accept = RulingSheet(Decision.ACCEPT, REASON)
    rule_on_marker(planned.window, agnes, accept, by=cast.moderator, at=LATER)
    draw_supplement(planned.window, by=cast.moderator, at=LATER)
    assert holds_in(planned) == ["sample_unfinished"]

    look_at_all(cast, planned, other_marks(scheme, 0))

    assert holds_in(planned) == ["ruling_waits"]
    line = ruling_page(planned.window, agnes, by=cast.moderator).line
    assert (line.is_undecided, line.ruling is not None, line.step) == (True, True, 2)
    assert line.says.endswith("The sample grew to 5, because more than 20\u00a0% were.")
    correct = RulingSheet(Decision.CORRECT, REASON, Correction(-1, first_code))
    changed = rule_on_marker(planned.window, agnes, correct, by=cast.moderator, at=LATER)
    assert (changed, MarkCorrection.objects.count()) == (4, 4)
    assert set(MarkCorrection.objects.values_list("allocation__script", flat=True)) == {each.pk for each in late}
    assert list(Ruling.objects.order_by("number").values_list("number", "decision")) == [(0, "accept"), (1, "correct")]
    assert code_of(rule_on_marker, planned.window, agnes, accept, by=cast.moderator, at=LATER) == "ruled_already"
    rule_on_marker(planned.window, cast.second_assessor.person, accept, by=cast.moderator, at=LATER)
    assert (holds_in(planned), page_of(planned, cast.moderator).is_whole) == ([], True)


def test_without_a_sample_nothing_is_due(cast, planned) -> None:
    (script,) = lay_scripts(cast, planned, 1, at=AFTER)

    assert draw_what_is_due(script.ref, at=LATER) == 0
    assert not SampledMarking.objects.exists()
