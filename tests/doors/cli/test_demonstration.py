"""The demonstration loads through the actions, whole, with something in every state."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from goldenthread.assessment.models import (
    Case,
    Circumstance,
    Correction,
    HelpGiven,
    Incident,
    MarkerStop,
    OwnTime,
    PlannedRelease,
    PutOff,
    Result,
    ReturnedMarking,
    Review,
    SampledMarking,
    Script,
    Want,
)
from goldenthread.assessment.queries.submitting import my_windows
from goldenthread.assessment.types.submitting import Stage
from goldenthread.cli.demonstration.assessing import mark_sheet
from goldenthread.cli.demonstration.loading import FOLDER
from goldenthread.cohorts.actions.crediting import rebuild_engagement
from goldenthread.cohorts.models import Engagement, Enrolment
from goldenthread.frameworks.queries.aligning import thread_page
from goldenthread.frameworks.queries.comparing import changes_page
from goldenthread.frameworks.queries.editions import edition_in_force, frameworks
from goldenthread.frameworks.queries.reviewing import readings
from goldenthread.frameworks.types import Change, ReadingState
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import Duty
from goldenthread.programmes.queries.moving import edition_news
from goldenthread.reporting.queries.homes.assembling import home_page
from goldenthread.web.people.demonstration import what_people_show
from tests.makers.demonstration import make_demonstration

STORY = yaml.safe_load((FOLDER / "small.yml").read_text(encoding="utf-8"))
pytestmark = pytest.mark.django_db


def test_the_demonstration_has_people_everywhere_on_the_way(at) -> None:
    make_demonstration(at=at)

    assert Enrolment.objects.count() == 40
    states = {"released": 2, "settled": 5, "marked": 9, "allocated": 3, "submitted": 1, "begun": 3}
    assert Counter(Script.objects.values_list("state", flat=True)) == states
    priya = actor_by_email("priya@provider.example")
    figures = Engagement.objects.values_list("enrolment__ref", "credited", "due")
    for enrolment, credited, due in figures:
        rebuilt = rebuild_engagement(enrolment, by=priya, at=at)
        assert (rebuilt.credited, rebuilt.due) == (credited, due)


def test_one_click_lets_a_visitor_try_the_best_parts(at) -> None:
    make_demonstration(at=at)

    shown = dict(people_on_show(first=what_people_show()))
    participants = {person.name: actor_by_email(person.email) for person in shown[Duty.PARTICIPANT]}
    assert list(participants) == [
        "Parveen Begum",
        "Daniel Osei-Bonsu",
        "Nadia Rahman",
        "Peter Whitlock",
        "Yusuf Demir",
        "Kwame Asante",
        "Beatrix Lund",
    ]
    (window,) = my_windows(by=participants["Kwame Asante"], at=at)
    assert (window.stage, window.why_not) == (Stage.OPEN, None)
    results = Result.objects.values_list("script__enrolment__participant__name", "outcome")
    assert dict(results) == {"Nadia Rahman": "passed", "Peter Whitlock": "failed"}
    farah = next(block for block in home_page(by=actor_by_email("farah@harbour.example"), at=at).blocks)
    assert farah.things[0].title.startswith("Take the register of Live session 3")


def test_a_visitor_finds_every_slice_of_assessment(at) -> None:
    make_demonstration(at=at)

    assert Counter(Case.objects.values_list("state", flat=True)) == {
        "decided": 1,
        "dropped": 1,
        "hearing_set": 1,
        "reported": 1,
    }
    (stop,) = MarkerStop.objects.all()
    assert (stop.by_id, stop.decision, ReturnedMarking.objects.filter(stop=stop).count()) == (None, "", 3)
    wants = Want.objects.filter(reason="third")
    assert (wants.filter(met_by=None).count(), wants.exclude(met_by=None).count()) == (1, 1)
    drawn = SampledMarking.objects.exclude(drawn_at=None)
    assert drawn.exclude(step=0).exists()
    assert drawn.filter(allocation__script__look=None).values("allocation__script").distinct().count() == 1
    assert (OwnTime.objects.count(), Incident.objects.count(), Circumstance.objects.count()) == (2, 1, 2)
    assert (PutOff.objects.count(), HelpGiven.objects.count()) == (1, 1)
    assert (Correction.objects.count(), PlannedRelease.objects.count()) == (1, 1)
    assert dict(Review.objects.values_list("kind", "state")) == {"clerical_check": "decided", "appeal": "asked"}


def test_a_visitor_finds_a_thread_a_new_edition_and_a_document_to_review(at) -> None:
    make_demonstration(at=at)

    callum = actor_by_email("callum@provider.example")
    assert [(line.name, line.state.value) for line in frameworks_of(callum)] == [
        ("ILLNT (2025)", "published"),
        ("ILLSL (2026)", "published"),
        ("ILLSL (2025)", "superseded"),
    ]
    changed = Counter(line.change for line in changes_page(edition_in_force("ILLSL").ref, by=callum).lines)
    assert (changed[Change.REWORDED], changed[Change.REMOVED], changed[Change.ADDED]) == (2, 1, 2)
    (news,) = edition_news(by=callum)
    assert (news.edition, news.changed, news.added) == ("ILLSL (2026)", 3, 1)
    thread = thread_page(by=callum)
    assert [len(strand.stops) for strand in thread.strands] == [2] * 9
    (waiting,) = readings(by=callum)
    assert waiting.state is ReadingState.REVIEWED
    assert waiting.in_doubt >= 3


def frameworks_of(actor):
    return [edition for framework in frameworks(by=actor) for edition in framework.editions]


def test_markers_give_reasons_that_fit_their_marks() -> None:
    sheets = [mark_sheet([mark] * 4, reasons) for reasons in STORY["reasons"] for mark in (1, 2, 3, 4)]

    given = [mark.reason for sheet in sheets for mark in sheet.marks.values()]
    assert len(set(given)) == len(given) == 32
