"""A participant's own cases: what they were told, and what they may answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from goldenthread.assessment.models import Case, CaseEntry
from goldenthread.assessment.queries.cases import answer_by, decided_of, entries_of, outcome_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.rules.cases import why_not_answer
from goldenthread.assessment.types.case_pages import CaseToTell, MyCase, MyCaseRow
from goldenthread.assessment.types.cases import OPEN_CASES, CaseRef, CaseState, EntryKind, EntryRef
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import ScriptRef, State
from goldenthread.people.types import Actor


def my_cases(*, by: Actor) -> tuple[MyCaseRow, ...]:
    """The cases about this participant's own work that they were written to about, newest first; in one statement."""
    letters = CaseEntry.objects.filter(case=OuterRef("pk"), kind=EntryKind.LETTER.value).order_by("-pk")
    rows = Case.objects.told_to(by).select_related("script__window__brief__brief")
    return tuple(
        MyCaseRow(
            CaseRef(row.ref),
            row.script.window.brief.brief.title,
            CaseState(row.state) in OPEN_CASES,
            vars(row)["until"],
        )
        for row in rows.annotate(until=Subquery(letters.values("answer_by")[:1])).order_by("-opened_at", "-pk")
    )


def my_case(ref: UUID, *, by: Actor, at: datetime) -> MyCase:
    """A case as its participant reads it, in two statements; nobody who reported or judges it is named.

    :raises Case.DoesNotExist: if there is none, they were not told of it yet, or it is not about them.
    """
    rows = Case.objects.told_to(by).select_related(
        "script__window__brief__brief", "script__enrolment", "script__result", "decision"
    )
    row = rows.get(ref=ref)
    entries = entries_of(row, CaseEntry.objects.filter(case=row, is_shown=True), names=False)
    until, state = answer_by(entries), CaseState(row.state)
    return MyCase(
        ref=CaseRef(row.ref),
        script=ScriptRef(row.script.ref),
        number=row.script.number,
        title=row.script.window.brief.brief.title,
        state=state,
        entries=entries,
        decided=decided_of(row),
        answer_by=until,
        why_not_answer=why_not_answer(state, until, at=at),
        is_out=row.script.state == State.RELEASED.value,
        outcome=outcome_of(row.script),
    )


def my_case_file(ref: UUID, entry: UUID, *, by: Actor) -> FileCopy:
    """A file that the participant gave, or is shown.

    :raises Case.DoesNotExist: if the case is not theirs. :raises CaseEntry.DoesNotExist: if there is no such file.
    """
    row = Case.objects.told_to(by).get(ref=ref)
    return copy_of(row.entries.get(ref=entry, is_shown=True, file__isnull=False).file_id)


def case_to_tell(entry: UUID) -> CaseToTell:
    """Whom to write to of an entry, for the worker, which acts for nobody in particular; in one statement.

    :raises CaseEntry.DoesNotExist: if there is none, or the participant is not shown it.
    """
    rows = CaseEntry.objects.filter(is_shown=True).select_related(
        "case__script__enrolment__participant", "case__script__window__cohort__release__programme"
    )
    row = rows.get(ref=entry)
    script = row.case.script
    who = script.enrolment.participant
    return CaseToTell(
        case=CaseRef(row.case.ref),
        entry=EntryRef(row.ref),
        name=who.name,
        address=who.email,
        programme=script.window.cohort.release.programme.title,
        answer_by=row.answer_by,
        hearing_at=row.hearing_at,
        is_decided=row.kind == EntryKind.DECISION.value,
    )
