"""A participant's own answers while they write them, and what is kept of them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import AnswerDraft, AnswerKept, AnswerPaste, BriefMaterial, BriefVersion, Script
from goldenthread.assessment.queries.composing import composed
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.rules.counting import counts_under
from goldenthread.assessment.rules.limits import penalty_for, why_too_long
from goldenthread.assessment.rules.submitting import why_not_take
from goldenthread.assessment.rules.windows import left_in_words, stage
from goldenthread.assessment.rules.writing import (
    count_answers,
    document,
    mark_of,
    why_not_hand_in,
    words_of_answer,
)
from goldenthread.assessment.types.composing import Question
from goldenthread.assessment.types.submitting import FileCopy, Stage
from goldenthread.assessment.types.words import PART_NAMES, Part, ScriptRef
from goldenthread.assessment.types.writing import (
    AnswerDraftLine,
    AnswerNow,
    AnswerPage,
    CheckPage,
    KeptLine,
    KeptText,
    PasteLine,
    WritingPage,
)
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy

_WHOLE = Question(1, "", "")


def questions_of(brief: BriefVersion) -> tuple[Question, ...]:
    """What a version asks one by one, in one statement; the whole of it where it has no questions."""
    return tuple(each.as_question() for each in brief.questions.order_by("place")) or (_WHOLE,)


def answers_of(row: Script) -> tuple[tuple[Question, str], ...]:
    """Each question with the answer that stands, in two statements; wants the window's brief fetched."""
    texts = dict(row.answers.values_list("place", "text"))
    return tuple((each, texts.get(each.place, "")) for each in questions_of(row.window.brief))


def writing_page(script: UUID, *, by: Actor, at: datetime) -> WritingPage:
    """The brief and the answers to it as they stand, in seven statements however many there are.

    :raises Script.DoesNotExist: if it is not theirs.
    """
    return _writing(*_own(script, by=by), at=at)


def check_page(script: UUID, *, by: Actor, at: datetime) -> CheckPage:
    """The answers as they will be read, with what stands for exactly them, in seven statements.

    :raises Script.DoesNotExist: if it is not theirs.
    """
    row, policy = _own(script, by=by)
    page = _writing(row, policy, at=at)
    told = document([(each.question, each.text) for each in page.answers])
    return CheckPage(
        writing=page,
        mark=mark_of(told),
        declaration=declaration_asked(policy.gate),
        penalty=penalty_for(page.count, policy.words),
        why_too_long=why_too_long(page.count, policy.words),
        why_not=page.why_not or why_not_hand_in(is_blank=page.is_blank, waits=page.waits),
    )


def answer_page(script: UUID, place: int, *, by: Actor, at: datetime) -> AnswerPage:
    """One answer with every text that is kept of it, in seven statements.

    :raises Script.DoesNotExist: if it is not theirs.
    :raises AnswerDraft.DoesNotExist: if the brief has no question at this place.
    """
    row, _ = _own(script, by=by)
    question = next((each for each in questions_of(row.window.brief) if each.place == place), None)
    if question is None:
        raise AnswerDraft.DoesNotExist
    draft = row.answers.filter(place=place).first() or AnswerDraft(script=row, place=place)
    kept = list(AnswerKept.objects.filter(answer__script=row, answer__place=place).order_by("-kept_at", "-pk"))
    waiting = [each for each in kept if each.sheet and not each.settled_at]
    return AnswerPage(
        script=ScriptRef(row.ref),
        line=_line(question, draft, beside=len(waiting)),
        kept=tuple(_kept_line(each) for each in kept),
        waiting=tuple(_kept_text(each) for each in waiting),
        why_not=why_not_take(row.as_facts(), at=at),
    )


def answer_now(script: UUID, place: int, *, by: Actor) -> AnswerNow:
    """One answer as it stands, in one statement. :raises AnswerDraft.DoesNotExist: if it is not theirs or not begun."""
    mine = Script.objects.case_studies_of(by)
    row = AnswerDraft.objects.get(script__in=mine, script__ref=script, place=place)
    return AnswerNow(row.text, row.revision)


def kept_text(script: UUID, kept: UUID, *, by: Actor) -> KeptText:
    """One text that was kept of an answer. :raises AnswerKept.DoesNotExist: if it is not theirs."""
    mine = Script.objects.case_studies_of(by).filter(ref=script)
    return _kept_text(AnswerKept.objects.get(ref=kept, answer__script__in=mine))


def my_material_file(script: UUID, place: int, *, by: Actor) -> FileCopy:
    """The file of a material, for somebody who has opened the brief.

    :raises BriefMaterial.DoesNotExist: if there is none, or the script is not theirs.
    """
    opened = Script.objects.case_studies_of(by).filter(ref=script).values("window__brief")
    return copy_of(BriefMaterial.objects.get(version__in=opened, place=place, file__isnull=False).file_id)


def pastes_of(script: UUID, *, by: Actor) -> tuple[PasteLine, ...]:
    """What was pasted into which answer of a script and when, oldest first: lengths only, under the script's number.

    For those who judge whether work is somebody's own; context, never a verdict.

    :raises Script.DoesNotExist: if it is not theirs to see.
    """
    row = Script.objects.seen_by(by).get(ref=script)
    rows = AnswerPaste.objects.filter(script=row).order_by("at", "pk").values_list("place", "characters", "at")
    return tuple(PasteLine(*each) for each in rows)


def _own(script: UUID, *, by: Actor) -> tuple[Script, AssessmentPolicy]:
    rows = Script.objects.case_studies_of(by).select_related("window__cohort__release", "enrolment__cohort")
    row = rows.select_related("window__brief__brief", "window__brief__file").with_times().get(ref=script)
    return row, policy_of(row.window)


def _writing(row: Script, policy: AssessmentPolicy, *, at: datetime) -> WritingPage:
    window, brief = row.own_window(), composed(row.window.brief)
    drafts = {each.place: each for each in row.answers.all()}
    open_beside = AnswerKept.objects.filter(answer__script=row, sheet__isnull=False, settled_at=None)
    beside = Counter(open_beside.values_list("answer__place", flat=True))
    lines = tuple(
        _line(each, drafts.get(each.place) or AnswerDraft(script=row, place=each.place), beside=beside[each.place])
        for each in brief.answers
    )
    last = row.versions.order_by("-number").values_list("number", flat=True).first()
    return WritingPage(
        script=ScriptRef(row.ref),
        brief=brief,
        answers=lines,
        count=count_answers([(each.question, each.text) for each in lines], policy.words),
        rule=policy.words,
        is_illustrative=policy.terms.is_illustrative,
        counts=tuple(PART_NAMES[part] for part in Part if counts_under(policy.words, part)),
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        closes_in=left_in_words(window.closes_at, at=at) if stage(window, at=at) is Stage.OPEN else "",
        why_not=why_not_take(row.as_facts(), at=at),
        saved_at=max((each.saved_at for each in lines if each.saved_at), default=None),
        handed_in=last or 0,
        takes_draft_at_close=policy.takes_draft_at_close,
    )


def _line(question: Question, draft: AnswerDraft, *, beside: int) -> AnswerDraftLine:
    return AnswerDraftLine(question, draft.text, draft.revision, draft.saved_at, words_of_answer(draft.text), beside)


def _kept_line(row: AnswerKept) -> KeptLine:
    return KeptLine(row.ref, row.kept_at, words_of_answer(row.text), row.sheet is not None, row.settled_at is not None)


def _kept_text(row: AnswerKept) -> KeptText:
    return KeptText(row.ref, row.text, row.kept_at, words_of_answer(row.text))
