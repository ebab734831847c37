"""A project of two parts of which one failed, and the window in which that part alone is handed in again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from goldenthread.assessment.actions.booking_windows import begin_project
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.projects import keep_account, keep_details, keep_document
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.task_forms import load_forms, set_terms, write_form
from goldenthread.assessment.models import ProjectForm, Script
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.projects import DocumentKind, FormDocument, FormPart, TaskForm
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import MarkScheme
from tests.makers.assessment import (
    AFTER,
    CLOSES,
    INSIDE,
    OPENS,
    Planned,
    full_sheet,
    make_brief,
    make_window,
    seat_both,
    seat_of,
)
from tests.makers.cast import Cast
from tests.makers.projects import DETAILS, a_word_file, form_ref
from tests.makers.remembering import remembered

APART = timedelta(days=60)
TOLD = AFTER + timedelta(days=7)
AGAIN = INSIDE + APART
MARKED_AGAIN = AFTER + APART
FIRST, SECOND = "Part one: what was done", "Part two: who did it"


@dataclass(frozen=True)
class Resuming:
    """Two windows on one form, and the script that failed in the first: part one stands, part two does not."""

    before: Planned
    later: Planned
    failed: ScriptRef
    scheme: MarkScheme

    @property
    def stood(self) -> tuple[str, ...]:
        """The criteria of part one."""
        return codes_of(self.scheme)[0]

    @property
    def again(self) -> tuple[str, ...]:
        """The criteria of part two."""
        return codes_of(self.scheme)[1]


def codes_of(scheme: MarkScheme) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The criteria of a scheme in two parts."""
    codes = tuple(criterion.code for criterion in scheme.criteria)
    half = len(codes) // 2
    return codes[:half], codes[half:]


def a_form(scheme: MarkScheme, base: TaskForm) -> TaskForm:
    """A form of two parts with a document in each."""
    one, two = codes_of(scheme)
    return replace(
        base,
        parts=(FormPart("1", FIRST, one), FormPart("2", SECOND, two)),
        documents=(
            FormDocument(one[0], "Figures", DocumentKind.UPLOAD),
            FormDocument(two[0], "Minutes", DocumentKind.UPLOAD),
        ),
        least_terms=0,
    )


def let_parts_stand() -> None:
    """Every policy lets parts of projects stand, and no meeting comes before the next attempt."""
    for row in AssessmentPolicy.objects.all():
        row.body |= {"again": {"parts": "failed_parts", "needs_help": False}}
        row.save(update_fields=["body"])


def make_resuming(
    cast: Cast, *, at: datetime, opens_at: datetime = OPENS + APART, closes_at: datetime = CLOSES + APART
) -> Resuming:
    """As :class:`Resuming` says; the later window opens and closes as given."""
    return remembered(("resuming", at, opens_at), lambda: _make(cast, opens_at, closes_at, at=at))


def _make(cast: Cast, opens_at: datetime, closes_at: datetime, *, at: datetime) -> Resuming:
    before = make_window(cast, at=at)
    let_parts_stand()
    scheme = before.enrolled.cohort.built.scheme
    load_forms(by=cast.quality_lead, at=at)
    form = write_form(form_ref(), a_form(scheme, _form()), by=cast.quality_lead, at=at)
    set_terms(before.window, NewTerms(form), by=cast.quality_lead, at=at)
    script = begin_project(before.window, by=cast.participant, at=INSIDE)
    put_in(cast, script, ("1", "2"), scheme, at=INSIDE)
    mark_and_tell(cast, before, script, {"1": 3, "2": 0}, at=AFTER)
    brief = make_brief(cast, at=TOLD, title="Harbour Academy")
    when = {"opens_at": opens_at, "closes_at": closes_at}
    later = make_window(cast, at=TOLD, engaged=False, enrolled=before.enrolled, brief=brief, **when)
    set_terms(later.window, NewTerms(form), by=cast.quality_lead, at=TOLD)
    return Resuming(before, later, script, scheme)


def _form() -> TaskForm:
    return ProjectForm.objects.get(ref=form_ref()).as_form()


def put_in(cast: Cast, script: ScriptRef, parts: tuple[str, ...], scheme: MarkScheme, *, at: datetime) -> None:
    """Put these parts together with their documents, and hand them in."""
    who, codes = cast.participant, dict(zip(("1", "2"), codes_of(scheme), strict=True))
    keep_details(script, DETAILS, by=who, at=at)
    for part in parts:
        keep_account(
            script, part, a_word_file(f"Part {part}: see Document {part}, {at:%B}."), by=who, at=at, work=work_through
        )
        keep_document(
            script, codes[part][0], a_word_file(f"Evidence {part} of {at:%B}."), by=who, at=at, work=work_through
        )
    hand_in_project(script, signed=1, knows=True, by=who, at=at)


def mark_and_tell(cast: Cast, planned: Planned, script: ScriptRef, marks: dict[str, int], *, at: datetime) -> None:
    """Both mark what was handed in, by part; it is settled so, and released."""
    mark(cast, planned, script, marks, at=at)
    sheet = sheet_for(script, marks)
    settle_script(script, SettlementSheet(sheet), by=cast.moderator, at=at)
    release_results(planned.window, [script], by=cast.quality_lead, at=at)


def mark(cast: Cast, planned: Planned, script: ScriptRef, marks: dict[str, int], *, at: datetime) -> None:
    """Both mark what was handed in, by part."""
    seat_both(cast, planned, script, at=at)
    for who in (cast.assessor, cast.second_assessor):
        finish_marking(seat_of(script, who), sheet_for(script, marks), by=who, at=at)


def sheet_for(script: ScriptRef, marks: dict[str, int]):
    """A full sheet with one mark on each criterion of a part."""
    row = Script.objects.select_related("window").get(ref=script)
    form = row.window.project.form.as_form()
    each = {code: marks[part.key] for part in form.parts if part.key in marks for code in part.criteria}
    return full_sheet(scheme_of(row), 0, **each)


def resume(cast: Cast, made: Resuming, *, at: datetime = AGAIN) -> ScriptRef:
    """Part two, handed in again."""
    return remembered(("resumed", made.failed, at), lambda: _resume(cast, made, at))


def _resume(cast: Cast, made: Resuming, at: datetime) -> ScriptRef:
    script = begin_project(made.later.window, by=cast.participant, at=at)
    put_in(cast, script, ("2",), made.scheme, at=at)
    return script
