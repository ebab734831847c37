"""Save answers while they are written, choose between two texts, and bring back an earlier one.

An answer is kept as it is typed, so a save is not audited: every text of it is kept, and handing in is in the record.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import AnswerDraft, AnswerKept, AnswerPaste, Script
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.writing import answers_of, questions_of
from goldenthread.assessment.rules.submitting import why_not_take
from goldenthread.assessment.rules.writing import (
    count_answers,
    judge_save,
    plain,
    thinned,
    why_not_keep,
    words_of_answer,
)
from goldenthread.assessment.types.writing import Answered, Choice, Kept, SaveTold
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def save_answer(script: UUID, place: int, answer: Answered, *, by: Actor, at: datetime) -> SaveTold:
    """Keep an answer. A text whose writer had not seen what stands is kept beside it, and never takes its place.

    :raises Refused: if the window is not open, or the text is longer than any answer can be.
    :raises Script.DoesNotExist: if it is not their script.
    :raises AnswerDraft.DoesNotExist: if the brief has no question at this place.
    """
    row = _locked(script, by=by, at=at)
    refusal = why_not_keep(answer)
    if refusal:
        raise Refused(refusal)
    draft = _draft(row, place)
    answer = Answered(plain(answer.text), answer.based_on, answer.sheet, answer.pastes)

    kept = judge_save(draft.as_facts(), answer)
    if kept is Kept.BESIDE:
        AnswerKept.objects.update_or_create(
            answer=draft,
            sheet=answer.sheet,
            settled_at=None,
            defaults={"text": answer.text, "length": len(answer.text), "kept_at": at},
        )
    elif answer.text != draft.text:
        if answer.sheet != draft.sheet:
            draft.sheet, draft.run_from = answer.sheet, draft.revision
        _stands(draft, answer.text, at=at)
    AnswerPaste.objects.bulk_create(
        (
            AnswerPaste(
                script=row, place=place, sheet=answer.sheet, number=each.number, characters=each.characters, at=at
            )
            for each in answer.pastes
        ),
        ignore_conflicts=True,
    )
    return _told(row, draft, kept, answer.text, at=at)


@atomic
def choose(script: UUID, kept: UUID, choice: Choice, *, by: Actor, at: datetime) -> int:
    """Settle a text that was kept beside an answer; says the place of the answer. The text itself stays for good.

    :raises Refused: if the window is not open.
    :raises AnswerKept.DoesNotExist: if it is not theirs, or is settled already.
    """
    row = _locked(script, by=by, at=at)
    waiting = AnswerKept.objects.filter(sheet__isnull=False, settled_at=None)
    beside = waiting.select_related("answer").get(ref=kept, answer__script=row)
    draft = beside.answer

    if choice is Choice.OTHER:
        _begins_anew(draft, beside.text, at=at)
    elif choice is Choice.BOTH:
        _begins_anew(draft, f"{draft.text.rstrip()}\n\n{beside.text.lstrip()}", at=at)
    beside.settled_at = at
    beside.save(update_fields=["settled_at"])
    return draft.place


@atomic
def bring_back(script: UUID, kept: UUID, *, by: Actor, at: datetime) -> int:
    """Let an earlier text of an answer stand again; says the place of the answer. What stood is kept as well.

    :raises Refused: if the window is not open.
    :raises AnswerKept.DoesNotExist: if it is not theirs.
    """
    row = _locked(script, by=by, at=at)
    earlier = AnswerKept.objects.select_related("answer").get(ref=kept, answer__script=row)
    _begins_anew(earlier.answer, earlier.text, at=at)
    return earlier.answer.place


def _locked(script: UUID, *, by: Actor, at: datetime) -> Script:
    rows = Script.objects.case_studies_of(by).select_related("window__cohort__release", "window__brief")
    row = rows.select_related("enrolment__cohort").with_times().select_for_update(of=("self",)).get(ref=script)
    refusal = why_not_take(row.as_facts(), at=at)
    if refusal:
        raise Refused(refusal)
    return row


def _draft(row: Script, place: int) -> AnswerDraft:
    if place not in {each.place for each in questions_of(row.window.brief)}:
        raise AnswerDraft.DoesNotExist
    return AnswerDraft.objects.get_or_create(script=row, place=place)[0]


def _begins_anew(draft: AnswerDraft, text: str, *, at: datetime) -> None:
    """A text that no sheet wrote: whatever a sheet still sends from before it is kept beside."""
    draft.sheet, draft.run_from = None, draft.revision
    _stands(draft, text, at=at)


def _stands(draft: AnswerDraft, text: str, *, at: datetime) -> None:
    """From now on this text stands; what has become too fine among the earlier ones goes."""
    draft.text, draft.revision, draft.saved_at = text, draft.revision + 1, at
    draft.save()
    AnswerKept.objects.create(answer=draft, text=text, length=len(text), kept_at=at)
    revisions = AnswerKept.objects.filter(answer=draft, sheet=None)
    going = thinned(list(revisions.order_by("kept_at", "pk").values_list("pk", "kept_at", "length")), at=at)
    if going:
        AnswerKept.objects.filter(pk__in=going).delete()


def _told(row: Script, draft: AnswerDraft, kept: Kept, text: str, *, at: datetime) -> SaveTold:
    rule = policy_of(row.window).words
    counted = count_answers(answers_of(row), rule).counted
    return SaveTold(kept, draft.revision, at, words_of_answer(text), counted, rule.limit)
