"""No sample holds a script by which markers are practised, tested or checked, nor waits for one that it held before."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.handing_over import hand_over
from goldenthread.assessment.actions.rounds import begin_round
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.actions.supplementing import draw_supplement
from goldenthread.assessment.models import Allocation, Marking, Sample, SampledMarking, Script, Window
from goldenthread.assessment.queries.handing_over import hand_over_page
from goldenthread.assessment.queries.marking import finished_sheet
from goldenthread.assessment.queries.ruling import ruling_page
from goldenthread.assessment.queries.sampling import holds_of_sampling, sample_page
from goldenthread.assessment.types.sampling import LookSheet
from goldenthread.assessment.types.standing import Purpose
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, mark_both, seat_both
from tests.makers.sampling import want_samples
from tests.makers.standardising import clear, finish_piece, make_standard, pieces_of, try_test

LATER = AFTER + timedelta(days=1)


@pytest.fixture
def window(cast, planned, script, scheme):
    """One script that two marked, of whom one practised, passed a test and finished a hidden script."""
    standard = make_standard(cast, planned, seeds=2, every=1)
    want_samples(share=100)
    begin_round(standard, Purpose.PRACTICE, by=cast.assessor, at=AFTER)
    finish_piece(pieces_of(cast.assessor)[0], scheme, 3, by=cast.assessor, at=AFTER)
    try_test(standard, scheme, [3, 3, 3], by=cast.assessor, at=AFTER)
    clear(cast, standard, cast.second_assessor)
    seat_both(cast, planned, script, at=AFTER + timedelta(hours=1))
    mark_both(cast, script, scheme, at=AFTER + timedelta(hours=2))
    finish_piece(pieces_of(cast.assessor)[0], scheme, 3, by=cast.assessor, at=AFTER + timedelta(hours=3))
    return Window.objects.select_related("cohort__release").get(ref=planned.window)


def test_a_sample_is_drawn_from_scripts_of_participants_alone(cast, planned, window, script) -> None:
    finished = Marking.everything.count()

    number = draw_sample(planned.window, seed="a", by=cast.moderator, at=LATER)

    page = sample_page(planned.window, by=cast.moderator, at=LATER)
    assert (finished, Marking.objects.count(), number) == (7, 2, 1)
    assert ([line.ref for line in page.scripts], page.late, {s.centre for s in page.strata}) == (
        [script],
        0,
        {page.strata[0].centre},
    )
    own = Allocation.objects.filter(marker_id=cast.assessor.person_id, is_standard=True).order_by("pk")[0]
    assert finished_sheet(own.ref, by=cast.assessor).marks
    with pytest.raises(Refused, match="No marking was finished"):
        draw_supplement(planned.window, by=cast.moderator, at=LATER)


def test_what_was_drawn_of_them_before_keeps_nothing_in(cast, planned, window, script) -> None:
    draw_sample(planned.window, seed="a", by=cast.moderator, at=LATER)
    sample = Sample.objects.get()
    SampledMarking.objects.bulk_create(
        SampledMarking(sample=sample, allocation=each, band=0, centre="Centre", step=0, why="All.", drawn_at=LATER)
        for each in Allocation.objects.filter(is_standard=True, marking__isnull=False).order_by("pk")
    )

    look_at(script, LookSheet(1), by=cast.moderator, at=LATER)

    page = hand_over_page(planned.window, by=cast.moderator, at=LATER)
    pack = zipfile.ZipFile(io.BytesIO(hand_over(planned.window, by=cast.moderator, at=LATER).content))
    named = [name for name in pack.namelist() for row in Script.everything.exclude(standard="") if row.number in name]
    ruled = ruling_page(planned.window, cast.assessor.person, by=cast.moderator)
    assert (holds_of_sampling(window, LATER), page.scripts, page.waiting, named) == ((), 1, 0, [])
    assert (ruled.line.all, ruled.unsettled, len(ruled.found)) == (1, 1, 1)
    assert sample_page(planned.window, by=cast.moderator, at=LATER).is_whole
