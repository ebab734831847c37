"""A policy that asks for clearance, exemplars with agreed marks, and markers on their way to being cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.exemplars import (
    add_from_file,
    begin_standard,
    publish_exemplar,
    put_marks_forward,
    sign_marks,
)
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.rounds import admit, begin_round
from goldenthread.assessment.models import Allocation, Exemplar, StandardPiece
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.standing import Purpose
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.policies import set_assessment_policy
from goldenthread.programmes.models import Programme
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme, StandardRule
from tests.makers.assessment import AFTER, OPENS, Planned, full_sheet
from tests.makers.cast import Cast
from tests.makers.documents import docx, paragraph
from tests.makers.remembering import remembered

WHY = "They agreed on paper with the three scripts of the training day."


def ask_for_clearance(cast: Cast, planned: Planned, *, at: datetime, **rule) -> None:
    """Give the programme a policy of its own by which nobody marks live work before they are cleared."""
    policy = assessment_policy_on(planned.enrolled.cohort.built.release, on=OPENS.date())
    assert policy is not None
    own = replace(policy, standard=StandardRule(needs_clearance=True, **rule), illustrates=())
    set_assessment_policy(Programme.objects.get().ref, own, by=cast.curriculum_lead, at=at)


def make_exemplars(cast: Cast, standard: UUID, use: Purpose, number: int, *, mark: int = 3, at: datetime) -> list[UUID]:
    """Published exemplars, each agreed on one mark for every criterion by the quality lead and the moderator."""
    found = []
    for n in range(1, number + 1):
        content = docx(paragraph(f"A {use.value} answer, number {n}: the school begins with attendance."))
        ref = add_from_file(
            standard,
            GivenFile(content, "prepared.docx"),
            f"{use.value} {n}",
            use,
            by=cast.quality_lead,
            at=at,
            work=work_through,
        )
        agree(cast, ref, mark, at=at)
        publish_exemplar(ref, by=cast.quality_lead, at=at)
        found.append(ref)
    return found


def agree(cast: Cast, exemplar: UUID, mark: int, *, at: datetime) -> None:
    """Put one mark on every criterion forward, and have the moderator sign it."""
    version = put_marks_forward(exemplar, full_sheet(_scheme_of(exemplar), mark), by=cast.quality_lead, at=at)
    sign_marks(exemplar, version, by=cast.moderator, at=at)


def _scheme_of(exemplar: UUID) -> MarkScheme:
    return mark_scheme(Exemplar.objects.select_related("standard").get(ref=exemplar).standard.scheme)


def make_standard(cast: Cast, planned: Planned, *, practice: int = 1, test: int = 3, seeds: int = 4, **rule) -> UUID:
    """A standard for a window with exemplars for each purpose, under a policy that asks for clearance."""
    name = ("standard", planned.window, practice, test, seeds, repr(sorted(rule.items())))
    return remembered(name, lambda: _make_standard(cast, planned, practice, test, seeds, rule))


def _make_standard(cast: Cast, planned: Planned, practice: int, test: int, seeds: int, rule: dict[str, Any]) -> UUID:
    ask_for_clearance(cast, planned, at=OPENS, **rule)
    standard = begin_standard(planned.window, by=cast.quality_lead, at=OPENS)
    for use, number in ((Purpose.PRACTICE, practice), (Purpose.TEST, test), (Purpose.SEED, seeds)):
        make_exemplars(cast, standard, use, number, at=OPENS)
    return standard


def clear(cast: Cast, standard: UUID, *who: Actor, at: datetime = AFTER) -> None:
    """Admit these by hand."""
    names = tuple(each.person for each in who)
    remembered(("cleared", standard, names, at), lambda: _clear(cast, standard, who, at))


def _clear(cast: Cast, standard: UUID, who: Iterable[Actor], at: datetime) -> None:
    for each in who:
        admit(standard, each.person, why=WHY, by=cast.quality_lead, at=at)


def pieces_of(who: Actor, purpose: Purpose | None = None) -> list[Allocation]:
    """The seats of somebody at standard scripts that they have not finished, in the order in which they were laid."""
    rows = StandardPiece.objects.filter(marker_id=who.person_id, finished_at=None)
    rows = rows.filter(script__standard=purpose.value) if purpose else rows
    return [Allocation.objects.get(script=row.script_id) for row in rows.order_by("pk")]


def finish_piece(seat: Allocation, scheme: MarkScheme, mark: int, *, by: Actor, at: datetime) -> None:
    """Finish a script with one mark on every criterion."""
    finish_marking(seat.ref, full_sheet(scheme, mark), by=by, at=at)


def try_test(standard: UUID, scheme: MarkScheme, marks: list[int], *, by: Actor, at: datetime) -> None:
    """Begin a test and finish its scripts with these marks, a minute apart."""
    begin_round(standard, Purpose.TEST, by=by, at=at)
    for n, (seat, mark) in enumerate(zip(pieces_of(by, Purpose.TEST), marks, strict=True), 1):
        finish_piece(seat, scheme, mark, by=by, at=at + timedelta(minutes=n))
