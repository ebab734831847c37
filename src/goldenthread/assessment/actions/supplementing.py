"""Draw what was marked after a sample was drawn: by hand, or by itself once the marking of a window is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.db.transaction import atomic

from goldenthread.assessment.models import Sample, SampledMarking, Supplement, Window
from goldenthread.assessment.queries.supplementing import drawn_scripts, late_population, waiting_in
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.sampling import is_due, supplement, why_not_supplement
from goldenthread.assessment.types.sampling import Drawn, Markable
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import SamplingRule

CLOCK = "clock"


@atomic
def draw_supplement(window: UUID, *, by: Actor, at: datetime) -> int:
    """Draw a supplement from what was marked after the sample of a window, or after its last supplement; how many
    scripts came in. Its seed follows from the sample's, so that the same markings draw the same, whoever draws.

    :raises Refused: if this actor may not, or nothing was marked since.
    :raises Sample.DoesNotExist: if there is no sample, or it is not theirs to see.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    sample = _locked().get(window__in=Window.objects.seen_by(by).filter(ref=window))
    found = late_population(sample, sample.window)
    refusal = why_not_supplement(late=len(found))
    if refusal:
        raise Refused(refusal)
    return _draw(sample, found, _Drawing(str(by), by.person_id, by_itself=False), at=at)


@atomic
def draw_what_is_due(script: UUID, *, at: datetime) -> int:
    """Draw the supplement of the window of a script, where its marking is complete and more is in no sample than its
    rule lets stand; how many scripts came in. Told of the same twice, nothing is drawn the second time."""
    sample = _locked().filter(window__scripts__ref=script).first()
    if sample is None:
        return 0
    found = late_population(sample, sample.window)
    if not is_due(SamplingRule(**sample.rule), late=len(found), waiting=waiting_in(sample.window_id)):
        return 0
    return _draw(sample, found, _Drawing(CLOCK, sample.drawn_by_id, by_itself=True), at=at)


@dataclass(frozen=True)
class _Drawing:
    """Who draws: as the record calls them, and whose draw it is."""

    by: str
    person_id: int
    by_itself: bool


def _locked() -> QuerySet[Sample]:
    return Sample.objects.select_for_update(of=("self",)).select_related("window__cohort__release")


def _draw(sample: Sample, found: tuple[Markable, ...], who: _Drawing, *, at: datetime) -> int:
    last = sample.supplements.aggregate(last=Max("number"))["last"] or 0
    row = Supplement.objects.create(
        sample=sample, number=last + 1, by_itself=who.by_itself, drawn_by_id=who.person_id, drawn_at=at
    )
    drawn = supplement(
        found,
        SamplingRule(**sample.rule),
        mark_scheme(sample.window.scheme),
        seed=sample.seed,
        number=row.number,
        sampled=drawn_scripts(sample),
    )
    keep_drawn(sample, drawn, at=at, number=row.number)
    first = {each.key for each in drawn if each.step == 0}
    scripts = len({each.script for each in found if each.key in first})
    to, facts = str(sample.window.ref), {"number": str(row.number), "scripts": str(scripts)}
    audit(by=who.by, did="assessment.draw_supplement", to=to, at=at, **facts)
    post(Notice("assessment.sample_supplemented", {"window": to, "number": str(row.number)}), at=at)
    return scripts


def keep_drawn(sample: Sample, drawn: tuple[Drawn, ...], *, at: datetime, number: int = 0) -> None:
    """Write down what a draw came to; in the transaction of the draw."""
    SampledMarking.objects.bulk_create(
        (
            SampledMarking(
                sample=sample,
                allocation_id=each.key,
                number=number,
                band=each.band,
                centre=each.centre,
                step=each.step,
                why=each.why,
                drawn_at=None if each.step else at,
            )
            for each in drawn
        ),
        batch_size=500,
    )
