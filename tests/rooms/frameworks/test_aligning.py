"""The golden thread: proposed by the worker, decided by people, kept over editions."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.frameworks.actions.aligning import (
    confirm_alignments,
    place_framework,
    propose_alignments,
    refuse_alignments,
)
from goldenthread.frameworks.models import Alignment, Edition, Framework
from goldenthread.frameworks.queries.aligning import framework_on_thread, proposals_page, strand_of, thread_page
from goldenthread.frameworks.queries.trail import NAMERS
from goldenthread.frameworks.types import AlignmentState, CareerStage
from goldenthread.ground.actions.record import post
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Notice, Refused
from goldenthread.jobs.worker import carry_all
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.programmes import make_edition, make_next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast: Cast, at: datetime):
    """Three frameworks of the same words but for one statement of the last, met in the order C, A, B."""
    made = [make_edition(cast, at=at, code=code) for code in ("AAA", "BBB")]
    made.append(make_edition(cast, at=at, code="CCC", first="Leaders always know thing 1.1."))
    for code, stage in (("AAA", "senior"), ("BBB", "executive"), ("CCC", "early")):
        Framework.objects.filter(code=code).update(stage=stage)
    return made


def proposed(at: datetime, *editions) -> list[int]:
    return [propose_alignments(each.ref, at=at) for each in editions]


def test_the_worker_proposes_after_publishing_and_only_once(cast: Cast, at: datetime, three) -> None:
    for edition in three[:2]:
        post(Notice("frameworks.published", {"edition": str(edition.ref)}), at=at)

    carry_all(lambda: at + timedelta(minutes=1))

    assert proposed(at, *three) == [0, 0, 0]
    page = proposals_page(by=cast.curriculum_lead)
    assert page.counts == {AlignmentState.PROPOSED: 36, AlignmentState.CONFIRMED: 0, AlignmentState.REFUSED: 0}
    assert {line.score for line in page.lines[:34]} == {1.0}
    near = page.lines[-1]
    assert (near.is_same, near.score, near.one.code) == (False, 0.909, "CCC.1.K.1")
    assert [run.words for run in near.runs if run.fate.value == "gone"] == ["always"]
    entry = AuditEntry.objects.filter(did="frameworks.propose_alignments").order_by("id").first()
    assert (entry.facts["proposed"], entry.facts["kept"]) == ("24", "0")


def test_pairs_are_filtered_by_framework_and_wording(cast: Cast, at: datetime, three) -> None:
    proposed(at, *three)

    assert len(proposals_page(by=cast.coach, code="AAA").lines) == 24
    assert len(proposals_page(by=cast.coach, is_same=False).lines) == 2
    assert len(proposals_page(by=cast.coach, code="AAA", is_same=True).lines) == 23
    assert proposals_page(by=cast.coach, state=AlignmentState.REFUSED).lines == ()
    assert statements_of(lambda: proposals_page(by=cast.coach)) == 3


def test_what_is_confirmed_becomes_a_thread_in_order_of_career(cast: Cast, at: datetime, three) -> None:
    proposed(at, *three)
    page = proposals_page(by=cast.curriculum_lead)
    nearly = [line for line in page.lines if not line.is_same]
    of_one = [line for line in page.lines if line.one.place == "1.K.2" and line.one.code.startswith("CCC")]

    changed = confirm_alignments([line.ref for line in (*nearly, *of_one)], by=cast.curriculum_lead, at=at)

    assert changed == 4
    thread = thread_page(by=cast.participant)
    assert [each.code for each in thread.frameworks] == ["CCC", "AAA", "BBB"]
    assert [strand.codes for strand in thread.strands] == [("CCC", "AAA", "BBB")] * 2
    first = thread.strands[0]
    assert first.words == "Leaders know thing 1.1."
    assert [line.code for line in first.at("CCC")] == ["CCC.1.K.1"]
    assert first.at("ZZZ") == ()
    assert (thread.waiting, thread.may_decide) == (32, False)
    assert thread_page(by=cast.coach, code="ZZZ").strands == ()
    assert strand_of(first.at("BBB")[0].ref, by=cast.coach) == first
    assert strand_of(uuid4(), by=cast.coach) is None
    assert statements_of(lambda: thread_page(by=cast.coach)) == 4
    assert statements_of(lambda: strand_of(first.at("BBB")[0].ref, by=cast.coach)) == 3


def test_a_pair_is_decided_by_a_curriculum_lead_who_may_think_again(cast: Cast, at: datetime, three) -> None:
    proposed(at, *three[:1])
    ref = proposals_page(by=cast.curriculum_lead).lines[0].ref
    for decide in (confirm_alignments, refuse_alignments):
        with pytest.raises(Refused):
            decide([ref], by=cast.programme_manager, at=at)
    assert not Alignment.objects.exclude(decided_at=None).exists()

    counts = [
        decide([ref, uuid4()], by=cast.curriculum_lead, at=at)
        for decide in (refuse_alignments, refuse_alignments, confirm_alignments)
    ]

    assert counts == [1, 0, 1]
    line = proposals_page(by=cast.coach, state=AlignmentState.CONFIRMED).lines[0]
    assert (line.ref, line.decided_by, line.decided_at) == (ref, cast.curriculum_lead.name, at)
    told = AuditEntry.objects.filter(to=str(ref)).order_by("id").values_list("did", flat=True)
    assert list(told) == ["frameworks.refuse_alignment", "frameworks.confirm_alignment"]
    assert " and " in NAMERS["alignment"]([str(ref)], cast.curriculum_lead)[str(ref)].name


def test_what_was_decided_of_the_same_words_stands_in_the_next_edition(cast: Cast, at: datetime, three) -> None:
    proposed(at, *three[:2])
    lines = proposals_page(by=cast.curriculum_lead).lines
    pair = {frozenset((line.one.code, line.other.code)): line.ref for line in lines}
    yes, no = pair[frozenset(("AAA.2.K.1", "BBB.2.K.1"))], pair[frozenset(("AAA.2.K.2", "BBB.2.K.2"))]
    reworded = pair[frozenset(("AAA.1.K.1", "BBB.1.K.1"))]
    confirm_alignments([yes, reworded], by=cast.curriculum_lead, at=at)
    refuse_alignments([no], by=cast.curriculum_lead, at=at)
    later = make_next_edition(cast, at=at, code="AAA")

    again = proposed(at, later)

    assert again[0] > 0
    page = proposals_page(by=cast.coach, state=AlignmentState.CONFIRMED)
    assert [{line.one.code, line.other.code} for line in page.lines] == [{"AAA.2.K.1", "BBB.2.K.1"}]
    assert page.lines[0].decided_by == cast.curriculum_lead.name
    assert (page.counts[AlignmentState.CONFIRMED], page.counts[AlignmentState.REFUSED]) == (1, 1)
    entry = AuditEntry.objects.filter(did="frameworks.propose_alignments").order_by("id").last()
    assert entry.facts["kept"] == "2"


def test_nothing_is_proposed_for_an_edition_no_longer_in_force(cast: Cast, at: datetime, three) -> None:
    Edition.objects.filter(ref=three[0].ref).update(state="superseded", superseded_at=at)

    assert proposed(at, three[0]) == [0]
    assert not Alignment.objects.exists()


def test_proposing_takes_the_same_number_of_statements_for_few_and_many(cast: Cast, at: datetime) -> None:
    sent = []
    for each, codes in ((2, ("AA", "AB")), (9, ("BA", "BB"))):
        made = [make_edition(cast, at=at, code=code, each=each) for code in codes]
        sent.append(statements_of(lambda made=made: propose_alignments(made[0].ref, at=at)))

    assert sent[0] == sent[1] <= 12


def test_a_framework_is_placed_by_a_curriculum_lead(cast: Cast, at: datetime, three) -> None:
    framework = thread_page(by=cast.coach).frameworks[0]
    with pytest.raises(Refused):
        place_framework(framework.ref, CareerStage.HEADSHIP, by=cast.coach, at=at)

    place_framework(framework.ref, CareerStage.HEADSHIP, by=cast.curriculum_lead, at=at)

    placed = thread_page(by=cast.coach).frameworks
    assert [(each.code, each.stage_name) for each in placed] == [
        ("AAA", "Senior leader"),
        ("CCC", "Headship"),
        ("BBB", "Executive leader"),
    ]
    assert AuditEntry.objects.get(did="frameworks.place").facts["stage"] == "headship"
    assert NAMERS["framework"]([str(framework.ref)], cast.coach)[str(framework.ref)].name == "Made framework"
    assert framework_on_thread(framework.ref, by=cast.coach) == placed[1]
    with pytest.raises(Framework.DoesNotExist):
        framework_on_thread(uuid4(), by=cast.coach)
    with pytest.raises(Framework.DoesNotExist):
        place_framework(uuid4(), CareerStage.HEADSHIP, by=cast.curriculum_lead, at=at)
    Framework.objects.update(stage="")
    assert thread_page(by=cast.coach).frameworks[0].stage_name == "Stage not said"
