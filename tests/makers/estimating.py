"""Marks for tests of figures about marking: those of a known set, those that a model makes, and rows of a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from goldenthread.assessment.models import Allocation, CriterionMark, Marking, Script, Window
from goldenthread.assessment.rules.estimating.marks import Marks, Reals, marks_from, marks_of
from goldenthread.cohorts.models import Enrolment
from goldenthread.people.types import Actor
from goldenthread.programmes.types import MarkScheme
from tests.makers.assessment import Planned
from tests.makers.cast import Cast
from tests.makers.cohorts import enrol_many
from tests.makers.remembering import remembered

KNOWN = Path(__file__).parents[1] / "rules" / "assessment" / "known" / "facets.txt"
STEPS = (-1.8, -0.5, 0.5, 1.8)


@dataclass(frozen=True)
class KnownSet:
    """Marks, what was planted, and what another program says of them."""

    marks: Marks
    planted: Reals
    severities: Reals
    difficulties: Reals
    steps: Reals


def the_known_set() -> KnownSet:
    """The committed set of 600 scripts."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    told = [np.array([float(v) for v in line.split(": ")[1].split()]) for line in lines[2:6]]
    rows = []
    for script, line in enumerate(lines[6:]):
        first, one, second, two = line.split()
        rows += [(script, int(first), [*map(int, one)]), (script, int(second), [*map(int, two)])]
    return KnownSet(marks_of(rows, [4] * 4), *told)


@dataclass(frozen=True)
class Planted:
    """Marks with the severities and difficulties by which they were made."""

    marks: Marks
    severity: Reals
    difficulty: Reals


def planted(
    scripts: int, markers: int, *, seed: int, criteria: int = 4, each: int = 2, severity: Sequence[float] | None = None
) -> Planted:
    """Marks from 0 to 4 that a many-facet Rasch model makes, each script by so many markers."""
    random = np.random.default_rng(seed)
    worth = random.normal(0, 1.2, scripts)
    severe = random.normal(0, 0.5, markers) if severity is None else np.array(severity)
    hard = random.normal(0, 0.6, criteria)
    severe, hard = severe - severe.mean(), hard - hard.mean()
    who = np.argsort(random.random((scripts, markers)), axis=1)[:, :each].ravel()
    of = np.repeat(np.arange(scripts), each)
    above = worth[of][:, None] - severe[who][:, None] - hard[None, :]
    sums = np.cumsum(above[..., None] - np.array(STEPS), axis=-1)
    logs = np.concatenate([np.zeros((*above.shape, 1)), sums], axis=-1)
    chances = np.exp(logs - logs.max(axis=-1, keepdims=True))
    chances /= chances.sum(axis=-1, keepdims=True)
    places = (random.random(above.shape)[..., None] > np.cumsum(chances, axis=-1)).sum(axis=-1)
    places = np.minimum(places, len(STEPS))
    return Planted(marks_from(of, who, places, [len(STEPS)] * criteria), severe, hard)


def lay_markings(
    cast: Cast, planned: Planned, given: Sequence[tuple[Sequence[int], Sequence[int]]], *, at: datetime
) -> list[Script]:
    """Scripts marked by both assessors, with these marks in the order of the scheme's criteria; rows only, since how
    they come about is tried elsewhere."""
    return remembered(("markings", repr(given), at), lambda: _lay_markings(cast, planned, given, at))


def _lay_markings(
    cast: Cast, planned: Planned, given: Sequence[tuple[Sequence[int], Sequence[int]]], at: datetime
) -> list[Script]:
    scheme = planned.enrolled.cohort.built.scheme
    refs = enrol_many(cast, planned.enrolled.cohort, len(given), at=at)
    window = Window.objects.get(ref=planned.window)
    enrolments = {row.ref: row for row in Enrolment.objects.filter(ref__in=refs)}
    found = []
    for n, (ref, pair) in enumerate(zip(refs, given, strict=True)):
        number = f"900-{Script.objects.count():03}-{n:03}"
        script = Script.objects.create(
            enrolment=enrolments[ref], window=window, number=number, state="marked", begun_at=at
        )
        for seat, (who, marks) in enumerate(zip((cast.assessor, cast.second_assessor), pair, strict=True), 1):
            lay_marking(script, who, seat, marks, scheme, at=at)
        found.append(script)
    return found


def lay_marking(
    script: Script, who: Actor, seat: int, marks: Sequence[int], scheme: MarkScheme, *, at: datetime
) -> Marking:
    """One finished marking at a seat."""
    allocation = Allocation.objects.create(
        script=script, marker_id=who.person_id, seat=seat, allocated_by_id=who.person_id, allocated_at=at
    )
    by_code = {c.code: mark for c, mark in zip(scheme.criteria, marks, strict=True)}
    outcome = "passed" if scheme.is_passed_by(by_code) else "failed"
    marking = Marking.objects.create(
        allocation=allocation, total=scheme.total(by_code), outcome=outcome, finished_at=at
    )
    CriterionMark.objects.bulk_create(
        CriterionMark(marking=marking, code=code, mark=mark, reason="Laid for a test.")
        for code, mark in by_code.items()
    )
    return marking
