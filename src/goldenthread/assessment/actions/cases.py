"""Look into a case, step by step: evidence, letters, a hearing, a decision. Every step is an entry that stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Case, CaseDecision, CaseEntry
from goldenthread.assessment.queries.carrying import scheme_of
from goldenthread.assessment.queries.cases import has_looked, why_not_take_part
from goldenthread.assessment.rules.cases import (
    CASE_STEPS,
    why_names_reporter,
    why_not_add,
    why_not_decide,
    why_not_hear,
    why_not_held,
    why_not_letter,
    why_not_step,
    why_not_write_down,
)
from goldenthread.assessment.rules.feedback_words import names_of, names_somebody
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.cases import (
    CaseEvent,
    CaseState,
    EntryKind,
    NewDecision,
    NewEvidence,
    NewHearing,
    NewLetter,
)
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import FileRef, Notice, Refusal, Refused
from goldenthread.people.types import Actor

CASE_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.TEXT})
CASE_MOST_BYTES = 20 * MEGABYTE


@atomic
def look_into(case: UUID, *, by: Actor, at: datetime) -> None:
    """Look into what was reported: from now on this person is told whose script it is. Whoever is the first begins.

    :raises Refused: if this person may not judge it, or has looked into it.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    if CaseState(row.state) is CaseState.REPORTED or has_looked(row, by=by):
        _step(row, CaseEvent.LOOK_INTO)
    _enter(row, EntryKind.BEGUN, "", by=by, at=at, is_shown=False)
    audit(by=str(by), did="assessment.look_into_case", to=str(row.ref), at=at)


@atomic
def add_evidence(case: UUID, evidence: NewEvidence, *, by: Actor, at: datetime) -> None:
    """Put something into a case that speaks for or against it; a file is kept with its hash.

    :raises Refused: if this person may not judge it, nobody looks into it yet, it is closed, or it says too little.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    _refuse(why_not_add(CaseState(row.state)) or why_not_write_down(evidence.text))
    _refuse(_why_names(row, evidence.text, by=by) if evidence.is_shown else None)
    file = case_file_kept(evidence.file, at=at)
    _enter(row, EntryKind.EVIDENCE, evidence.text, by=by, at=at, is_shown=evidence.is_shown, file_id=file)
    audit(by=str(by), did="assessment.add_evidence", to=str(row.ref), at=at, shown="yes" if evidence.is_shown else "no")


@atomic
def write_letter(case: UUID, letter: NewLetter, *, by: Actor, at: datetime) -> None:
    """Tell the participant what is suspected, and until when they may answer. What is shown of the evidence stands
    beside it on their page.

    :raises Refused: if this person may not judge it, it is closed, the letter says too little or leaves no time.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    _refuse(why_not_add(CaseState(row.state)) or why_not_letter(letter, at=at) or _why_names(row, letter.text, by=by))
    entry = _enter(row, EntryKind.LETTER, letter.text, by=by, at=at, is_shown=True, answer_by=letter.answer_by)
    audit(by=str(by), did="assessment.write_letter", to=str(row.ref), at=at)
    _tell(entry, at=at)


@atomic
def set_hearing(case: UUID, hearing: NewHearing, *, by: Actor, at: datetime) -> None:
    """Say when and where the participant is heard, and who is there; they are told. It can be moved until it is held.

    :raises Refused: if this person may not judge it, the participant was not written to, or the time is no good.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    _refuse(why_not_hear(hearing, answer_by=_until(row), at=at))
    _step(row, CaseEvent.SET_HEARING)
    who, place = hearing.who, hearing.place.strip()
    entry = _enter(row, EntryKind.HEARING, who, by=by, at=at, is_shown=True, hearing_at=hearing.at, place=place)
    audit(by=str(by), did="assessment.set_hearing", to=str(row.ref), at=at)
    _tell(entry, at=at)


@atomic
def hold_hearing(case: UUID, notes: str, *, by: Actor, at: datetime) -> None:
    """Write down what was said at the hearing; the participant reads it.

    :raises Refused: if this person may not judge it, or the hearing is still to come.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    last = row.entries.filter(kind=EntryKind.HEARING.value).order_by("-pk").first()
    if last is not None and last.hearing_at is not None:
        _refuse(why_not_held(last.hearing_at, notes, at=at))
    _refuse(_why_names(row, notes, by=by))
    _step(row, CaseEvent.HEAR)
    entry = _enter(row, EntryKind.NOTES, notes, by=by, at=at, is_shown=True)
    audit(by=str(by), did="assessment.hold_hearing", to=str(row.ref), at=at)
    _tell(entry, at=at)


@atomic
def drop_case(case: UUID, why: str, *, by: Actor, at: datetime) -> None:
    """There is nothing in it: the result is kept in no longer. A participant who was written to is told.

    :raises Refused: if this person may not judge it, a hearing was held, or nobody says why.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    was_told = _until(row) is not None
    _refuse(why_not_write_down(why) or (_why_names(row, why, by=by) if was_told else None))
    _step(row, CaseEvent.DROP)
    entry = _enter(row, EntryKind.DROPPED, why, by=by, at=at, is_shown=was_told)
    audit(by=str(by), did="assessment.drop_case", to=str(row.ref), at=at)
    if was_told:
        _tell(entry, at=at)


@atomic
def decide_case(case: UUID, decision: NewDecision, *, by: Actor, at: datetime) -> None:
    """Decide what was found and what follows, with reasons; the participant is told. The result takes it up when it
    goes out. Where it is out already, it has to be corrected there.

    :raises Refused: if this person may not judge it, the participant was not heard, or it does not hold together.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = _locked(case, by=by)
    codes = [each.code for each in scheme_of(row.script).criteria]
    _refuse(why_not_decide(decision, codes) or _why_names(row, decision.reasons, by=by))
    _step(row, CaseEvent.DECIDE)
    CaseDecision.objects.create(
        case=row,
        is_found=decision.is_found,
        nature=decision.nature.value if decision.nature else "",
        effect=decision.effect.value,
        parts=[code for code in codes if code in decision.parts],
        reasons=decision.reasons.strip(),
        by_id=by.person_id,
        decided_at=at,
    )
    entry = _enter(row, EntryKind.DECISION, decision.reasons, by=by, at=at, is_shown=True)
    found = "yes" if decision.is_found else "no"
    audit(by=str(by), did="assessment.decide_case", to=str(row.ref), at=at, found=found, effect=decision.effect.value)
    _tell(entry, at=at)
    facts = {"case": str(row.ref), "script": str(row.script.ref), "effect": decision.effect.value}
    post(Notice("assessment.case_decided", facts), at=at)


def case_file_kept(given: GivenFile | None, *, at: datetime) -> FileRef | None:
    """A file of a case, kept; nothing where none was given. :raises Refused: if it is not one that can be taken."""
    if given is None:
        return None
    upload = examine(given.content, name=given.name, kinds=CASE_KINDS, most_bytes=CASE_MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    return keep_file(given.content, name=upload.name, media_type=upload.media_type, at=at).ref


def _locked(ref: UUID, *, by: Actor) -> Case:
    """A case that this actor may judge, locked. :raises Refused: if they may not."""
    rows = Case.objects.seen_by(by).select_related(
        "script__window__project",
        "script__window__cohort__release__programme__qualification",
        "script__enrolment__cohort",
        "script__enrolment__participant",
        "script__enrolment__school",
    )
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    _refuse(why_not_take_part(row, by=by))
    return row


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)


def _why_names(row: Case, text: str, *, by: Actor) -> Refusal | None:
    """Why the participant does not read this: it names somebody who reported it, other than whoever writes."""
    whose = row.script.enrolment
    theirs = names_of(whose.participant.name, whose.school.name)
    told = row.entries.filter(kind=EntryKind.SUSPICION.value).exclude(by_id=by.person_id).order_by("pk")
    names = {part for name in told.values_list("by__name", flat=True) for part in names_of(name, "")}
    return why_names_reporter(named=names_somebody(text, names.difference(theirs)))


def _step(row: Case, event: CaseEvent) -> None:
    _refuse(why_not_step(CaseState(row.state), event))
    row.state = step(CASE_STEPS, CaseState(row.state), event).value
    row.save(update_fields=["state"])


def _enter(row: Case, kind: EntryKind, text: str, *, by: Actor, at: datetime, is_shown: bool, **rest: Any) -> CaseEntry:
    return CaseEntry.objects.create(
        case=row, kind=kind.value, text=text.strip(), by_id=by.person_id, at=at, is_shown=is_shown, **rest
    )


def _until(row: Case) -> datetime | None:
    """Until when the participant may answer; nothing where they were not written to."""
    letters = row.entries.filter(kind=EntryKind.LETTER.value).order_by("-pk")
    return letters.values_list("answer_by", flat=True).first()


def _tell(entry: CaseEntry, *, at: datetime) -> None:
    post(Notice("assessment.case_told", {"entry": str(entry.ref)}), at=at)
