"""Evidence arrives in one way, counts once, and the kept figure is always the ledger's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import credit, rebuild_engagement, uncredit
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.models import Credit, Engagement, Enrolment
from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.cohorts.types import Source
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import Component
from tests.makers.cohorts import make_enrolment
from tests.makers.programmes import make_release


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def give(enrolled, title: str, *, by, at, source=Source.UNIT, source_ref=None, **how):
    """Credit the component whose title begins so."""
    what = enrolled.cohort.built.component(title)
    return credit(enrolled.ref, what.ref, source=source, source_ref=source_ref or uuid4(), by=by, at=at, **how)


def kept(enrolled) -> Engagement:
    return Engagement.objects.get(enrolment__ref=enrolled.ref)


def test_a_finished_unit_is_credited_whole(cast, at, enrolled) -> None:
    told = give(enrolled, "How culture", by=cast.participant, at=at)

    entry = Credit.objects.get(ref=told.credit)
    assert (entry.parts, entry.out_of, entry.by_id, entry.at) == (1, 1, cast.participant.person_id, at)
    assert told.is_new
    assert (told.figure.credited, told.figure.due, told.figure.threshold) == (Decimal(60), 1260, 90)
    assert kept(enrolled).as_figure() == told.figure
    assert AuditEntry.objects.get(did="cohorts.credit").to == str(enrolled.ref)
    assert NoticeRow.objects.get(kind="cohorts.credited").facts == {
        "enrolment": str(enrolled.ref),
        "component": str(told.component),
    }


def test_the_same_evidence_counts_once(cast, at, enrolled) -> None:
    ref = uuid4()
    first = give(enrolled, "How culture", by=cast.participant, at=at, source_ref=ref)

    second = give(enrolled, "How culture", by=cast.participant, at=at, source_ref=ref)

    assert (second.is_new, second.credit, second.figure) == (False, first.credit, first.figure)
    assert Credit.objects.count() == 1
    assert NoticeRow.objects.filter(kind="cohorts.credited").count() == 1


def test_three_thirds_of_coaching_are_a_whole_and_a_fourth_adds_nothing(cast, at, enrolled) -> None:
    figures = [
        give(enrolled, "Coaching 1", by=cast.programme_manager, at=at, source=Source.MEETING, share=Fraction(1, 3))
        for _ in range(4)
    ]

    assert [f.figure.credited for f in figures] == [Decimal(20), Decimal(40), Decimal(60), Decimal(60)]


def test_minutes_are_credited_of_the_components_minutes(cast, at, enrolled) -> None:
    told = give(enrolled, "Coaching 1", by=cast.programme_manager, at=at, source=Source.MEETING, minutes=25)

    assert told.figure.credited == Decimal(25)


def test_an_entry_is_taken_back_by_a_second_entry(cast, at, enrolled) -> None:
    told = give(enrolled, "How culture", by=cast.participant, at=at)

    back = uncredit(told.credit, why="The unit was opened for somebody else", by=cast.programme_manager, at=at)

    second = Credit.objects.get(ref=back.credit)
    assert (second.parts, second.corrects.ref, second.why) == (
        -1,
        told.credit,
        "The unit was opened for somebody else",
    )
    assert kept(enrolled).credited == 0
    assert AuditEntry.objects.get(did="cohorts.uncredit").why == ""
    assert NoticeRow.objects.filter(kind="cohorts.credited").count() == 2
    with pytest.raises(Refused):
        uncredit(told.credit, why="Again", by=cast.programme_manager, at=at)
    assert Credit.objects.count() == 2


def test_nobody_outside_credits_or_takes_back(cast, at, enrolled) -> None:
    told = give(enrolled, "How culture", by=cast.participant, at=at)

    for actor in (cast.outsider, cast.outside_participant):
        with pytest.raises(Enrolment.DoesNotExist):
            give(enrolled, "Coaching 1", by=actor, at=at)
        with pytest.raises(Credit.DoesNotExist):
            uncredit(told.credit, why="Mine", by=actor, at=at)
    for onlooker in (cast.headteacher, cast.sponsor, cast.inspector):
        with pytest.raises(Refused) as refused:
            give(enrolled, "Coaching 1", by=onlooker, at=at)
        assert refused.value.refusal.code == "may_not_credit"

    assert Credit.objects.count() == 1
    assert kept(enrolled).credited == 60


def test_who_has_withdrawn_takes_no_evidence(cast, at, enrolled) -> None:
    withdraw(enrolled.ref, reason="change-in-career", by=cast.programme_manager, at=at)

    with pytest.raises(Refused) as refused:
        give(enrolled, "How culture", by=cast.participant, at=at)

    assert refused.value.refusal.code == "takes_no_evidence"
    assert not Credit.objects.exists()


def test_a_component_of_another_programme_or_of_none_is_not_credited(cast, at, enrolled) -> None:
    other = make_release(cast, at=at, title="Another programme").component("Coaching 1")
    how = {"source": Source.UNIT, "source_ref": uuid4(), "by": cast.participant, "at": at}

    with pytest.raises(Refused) as refused:
        credit(enrolled.ref, other.ref, **how)
    with pytest.raises(Component.DoesNotExist):
        credit(enrolled.ref, uuid4(), **how)

    assert refused.value.refusal.code == "not_on_programme"
    assert not Credit.objects.exists()


def test_the_kept_figure_equals_the_ledger_rebuilt(cast, at, enrolled) -> None:
    for title in ("How culture", "Event 1", "Coaching 2"):
        told = give(enrolled, title, by=cast.programme_manager, at=at, share=Fraction(2, 7))
    uncredit(told.credit, why="Wrong person", by=cast.programme_manager, at=at)
    before = kept(enrolled).as_figure()
    Engagement.objects.update(millionths=1, credited=1, is_met=True)

    rebuilt = rebuild_engagement(enrolled.ref, by=cast.programme_manager, at=at)

    assert rebuilt == before == kept(enrolled).as_figure()
    assert AuditEntry.objects.filter(did="cohorts.rebuild_engagement").count() == 1
    exact = engagement_of(enrolled.ref, by=cast.participant, at=at).figure
    assert exact.millionths == rebuilt.millionths


def test_the_ledger_itself_refuses_what_must_never_be(cast, at, enrolled) -> None:
    told = give(enrolled, "How culture", by=cast.participant, at=at)
    row = Credit.objects.get(ref=told.credit)
    same = {"enrolment": row.enrolment, "component": row.component, "by": row.by, "at": at, "out_of": 1}

    for wrong in (
        {"parts": 1, "source": "unit", "source_ref": row.source_ref},
        {"parts": -1, "source": "unit", "source_ref": uuid4()},
        {"parts": 1, "source": "rumour", "source_ref": uuid4()},
        {"parts": -1, "source": "unit", "source_ref": row.source_ref, "corrects": row},
        {"parts": 1, "source": "unit", "source_ref": row.source_ref, "corrects": row, "why": "Upwards"},
    ):
        with pytest.raises(IntegrityError), atomic():
            Credit.objects.create(**same, **wrong)

    assert Credit.objects.count() == 1
