"""Recordings and materials: who adds them, and who may have them."""

from __future__ import annotations

import pytest

from goldenthread.cohorts.models import Session
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.providing import provide_for_component, provide_for_session, remove_material
from goldenthread.learning.models import Material
from goldenthread.learning.queries.catching_up import my_catch_up
from goldenthread.learning.queries.providing import material_file, materials_of_component, materials_of_session
from goldenthread.learning.types.catching_up import MaterialDraft, MaterialKind
from goldenthread.learning.types.practising import GivenFile
from tests.makers.cohorts import make_enrolment
from tests.makers.tasks import EVENT, catch_up, miss

RECORDING = MaterialDraft(MaterialKind.RECORDING, "The whole day", "https://video.example/day")
SLIDES = MaterialDraft(MaterialKind.SLIDES, "What was shown")
FILE = GivenFile("slides.txt", b"What was shown.")


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def session(cast, enrolled, at):
    return miss(cast, enrolled, at=at)


def code_of(deed) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.refusal.code


def test_who_missed_a_session_finds_what_stands_beside_it_and_its_component(cast, enrolled, session, at) -> None:
    event = enrolled.cohort.built.component(EVENT).ref
    provide_for_session(session, RECORDING, None, by=cast.facilitator, at=at)
    slides = provide_for_component(event, SLIDES, FILE, by=cast.curriculum_lead, at=at)

    lines = my_catch_up(session, by=cast.participant, at=at).materials
    assert [(line.title, line.link, line.size) for line in lines] == [
        ("The whole day", "https://video.example/day", None),
        ("What was shown", "", 15),
    ]
    page = materials_of_session(session, by=cast.facilitator, at=at)
    assert [line.may_remove for line in page.lines] == [True, False]
    assert [line.title for line in materials_of_component(event, by=cast.curriculum_lead).lines] == ["What was shown"]
    catch_up(session, cast.participant, at=at)
    for who in (cast.participant, cast.curriculum_lead, cast.facilitator):
        assert material_file(slides, by=who).content == FILE.content
    for stranger in (cast.outside_participant, cast.outsider, cast.coach):
        with pytest.raises(Material.DoesNotExist):
            material_file(slides, by=stranger)


def test_a_recording_is_a_file_too_and_carries_its_transcript(cast, session, at) -> None:
    sound = GivenFile("day.mp3", b"ID3\x04" + b"\x00" * 60)
    draft = MaterialDraft(MaterialKind.RECORDING, "The whole day", transcript=" Welcome, everybody. ")
    recording = provide_for_session(session, draft, sound, by=cast.facilitator, at=at)

    (line,) = my_catch_up(session, by=cast.participant, at=at).materials

    assert (line.transcript, line.size) == ("Welcome, everybody.", 64)
    assert material_file(recording, by=cast.participant).media_type == "audio/mpeg"
    long = MaterialDraft(MaterialKind.RECORDING, "Day", "https://video.example/day", "w" * 200_001)
    assert code_of(lambda: provide_for_session(session, long, None, by=cast.facilitator, at=at)) == "too_long"


def test_a_file_of_one_session_is_for_those_of_that_session(cast, session, at) -> None:
    slides = provide_for_session(session, SLIDES, FILE, by=cast.partner_manager, at=at)

    assert material_file(slides, by=cast.participant).name == "slides.txt"
    catch_up(session, cast.participant, at=at)
    assert material_file(slides, by=cast.facilitator).content == FILE.content
    with pytest.raises(Material.DoesNotExist):
        material_file(slides, by=cast.outside_participant)


def test_what_is_taken_away_is_offered_no_more_and_kept(cast, enrolled, session, at) -> None:
    event = enrolled.cohort.built.component(EVENT).ref
    slides = provide_for_session(session, SLIDES, FILE, by=cast.facilitator, at=at)
    other = provide_for_component(event, RECORDING, None, by=cast.curriculum_lead, at=at)
    assert code_of(lambda: remove_material(other, by=cast.quality_lead, at=at)) == "not_an_author"

    remove_material(slides, by=cast.facilitator, at=at)
    remove_material(other, by=cast.curriculum_lead, at=at)

    assert my_catch_up(session, by=cast.participant, at=at).materials == ()
    assert Material.objects.exclude(removed_at=None).count() == 2
    with pytest.raises(Material.DoesNotExist):
        material_file(slides, by=cast.participant)


def test_only_who_runs_it_or_writes_it_adds_to_it(cast, enrolled, session, at) -> None:
    built = enrolled.cohort.built
    unit, event = built.component("How culture").ref, built.component(EVENT).ref
    study = lambda: provide_for_component(unit, RECORDING, None, by=cast.curriculum_lead, at=at)  # noqa: E731

    assert code_of(study) == "no_sessions"
    assert code_of(lambda: provide_for_component(event, RECORDING, None, by=cast.inspector, at=at)) == "not_an_author"
    lead = cast.curriculum_lead
    assert code_of(lambda: provide_for_session(session, RECORDING, None, by=lead, at=at)) == "not_your_session"
    wrong = GivenFile("slides.pdf", b"MZ\x00")
    assert code_of(lambda: provide_for_session(session, SLIDES, wrong, by=cast.facilitator, at=at)) == "file_wrong_kind"
    assert code_of(lambda: provide_for_session(session, SLIDES, None, by=cast.facilitator, at=at)) == "link_or_file"
    with pytest.raises(Material.DoesNotExist):
        provide_for_component(event, RECORDING, None, by=cast.facilitator, at=at)
    with pytest.raises(Session.DoesNotExist):
        provide_for_session(session, RECORDING, None, by=cast.outsider, at=at)
    assert not Material.objects.exists()
