"""Hand in answers that were written here: they become a file, and a version with a receipt, as an upload does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.transaction import atomic

from goldenthread.assessment.actions.numbering import new_receipt
from goldenthread.assessment.actions.submitting import submit
from goldenthread.assessment.models import (
    AnswerKept,
    Arrival,
    DraftLeft,
    Script,
    ScriptStep,
    ScriptUpload,
    ScriptVersion,
)
from goldenthread.assessment.queries.counting import Counted, count_of_upload, counted_of, to_keep, with_recounts
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.submitting import receipt_of
from goldenthread.assessment.queries.writing import answers_of
from goldenthread.assessment.rules.counting import sums_of
from goldenthread.assessment.rules.limits import why_too_long
from goldenthread.assessment.rules.states import STEPS
from goldenthread.assessment.rules.submitting import NOTHING_SAID, why_not_submit
from goldenthread.assessment.rules.writing import count_answers, document, mark_of, reading_of, why_not_hand_in
from goldenthread.assessment.types.counting import COUNTING
from goldenthread.assessment.types.submitting import Receipt, Signature
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor

# Text, so that whoever chooses it can open it.
FILE_NAME = "your-answers.txt"
AT_CLOSE = "It was not handed in by hand: the window closed, and the answers as last saved were taken."
CLOCK = "clock"


@atomic
def hand_in_answers(
    script: UUID, *, mark: str, signed: int, by: Actor, at: datetime, says: Signature = NOTHING_SAID
) -> Receipt:
    """Hand the answers in as the next version. Sent twice, it is one version and one receipt.

    ``mark`` stands for the text that was looked at; ``signed`` is the version of the declaration, 0 if none,
    and ``says`` what was put below it.

    :raises Refused: if the window is not open, the declaration is not signed, nothing is written, a choice between two
        texts waits, or the answers are others than those that were looked at.
    :raises Script.DoesNotExist: if it is not their script.
    """
    row = _rows().filter(pk__in=Script.objects.case_studies_of(by)).get(ref=script)
    policy, answers = policy_of(row.window), answers_of(row)
    text = document(answers)
    last = with_recounts(row.versions.select_related("script", "upload__file")).order_by("-number").first()
    if last is not None and last.upload.file.sha256 == mark == mark_of(text):
        return receipt_of(last, counted_of(last, policy.words).count, is_new=False)
    waits = AnswerKept.objects.filter(answer__script=row, sheet__isnull=False, settled_at=None).exists()
    asked = declaration_asked(policy.gate)
    refusal = why_not_submit(row.as_facts(), signed=signed, declaration=asked, says=says, at=at) or why_not_hand_in(
        is_blank=not any(answer.strip() for _, answer in answers), waits=waits, stale=mark != mark_of(text)
    )
    if refusal:
        raise Refused(refusal)

    return submit(lay_answers(row, at=at).ref, signed=signed, says=says, by=by, at=at)


def see_to_drafts_left(*, at: datetime) -> int:
    """See to answers that had not been handed in when their window closed, each once; says how many there were.

    Where the policy says so, the answers as last saved are handed in, and the receipt says how; elsewhere those whom it
    concerns are told.
    """
    left = Script.objects.filter(
        state=State.BEGUN.value, window__closes_at__lte=at, window__project=None, draft_left=None
    )
    # A file that is still to be read was sent instead of them.
    left = left.exclude(arrivals__in=Arrival.objects.to_hand_in())
    refs = left.filter(answers__revision__gte=1).values_list("pk", flat=True).distinct()
    return sum(_see_to(pk, at=at) for pk in refs)


@atomic
def _see_to(pk: int, *, at: datetime) -> bool:
    row = _rows().get(pk=pk)
    has_begun = row.state == State.BEGUN.value and not DraftLeft.objects.filter(script=row).exists()
    is_open = row.own_window().closes_at > at
    if is_open or not has_begun or row.has_passed() or not any(answer.strip() for _, answer in answers_of(row)):
        return False
    version = _taken(row, at=at)

    DraftLeft.objects.create(script=row, version=version, seen_at=at)
    audit(by=CLOCK, did="assessment.see_to_draft", to=str(row.ref), at=at, taken="yes" if version else "no")
    if version is None:
        post(Notice("assessment.draft_left", {"script": str(row.ref)}), at=at)
    return True


def _taken(row: Script, *, at: datetime) -> ScriptVersion | None:
    """The version that a draft becomes by itself, which nobody has signed for; none where the policy takes no drafts,
    or stops one as long as this."""
    policy, answers = policy_of(row.window), answers_of(row)
    if not policy.takes_draft_at_close or why_too_long(count_answers(answers, policy.words), policy.words):
        return None
    upload = lay_answers(row, at=at, notes=(AT_CLOSE,))
    version = ScriptVersion.objects.create(
        script=row,
        upload=upload,
        number=1,
        receipt=new_receipt(),
        declaration=0,
        count=to_keep(Counted(count_of_upload(upload, policy.words), policy.words)),
        submitted_at=at,
    )
    row.state = step(STEPS, State(row.state), Event.SUBMIT).value
    row.save(update_fields=["state"])
    ScriptStep.objects.create(
        script=row, event=Event.SUBMIT.value, state=row.state, by_id=row.enrolment.participant_id, at=at
    )
    facts = {"version": "1", "receipt": version.receipt, "sha256": upload.file.sha256}
    audit(by=CLOCK, did="assessment.submit", to=str(row.ref), at=at, **facts)
    post(Notice("assessment.submitted", {"script": str(row.ref), "version": str(version.ref)}), at=at)
    return version


def lay_answers(row: Script, *, at: datetime, notes: tuple[str, ...] = ()) -> ScriptUpload:
    """The answers as a kept file, read by question. There is nothing in it but the text, so its copy is the same."""
    answers = answers_of(row)
    content, media = document(answers).encode(), MEDIA_TYPES[Kind.TEXT]
    file = keep_file(content, name=FILE_NAME, media_type=media, at=at)
    clean = keep_file(content, name=f"script-{row.number}.txt", media_type=media, at=at)
    reading = reading_of(answers)
    return ScriptUpload.objects.create(
        script=row,
        file_id=file.ref,
        clean_file_id=clean.ref,
        blocks=[[block.part.value, block.text] for block in reading.blocks],
        parts={part.value: words for part, words in sums_of(reading.blocks).items() if words},
        untold=[],
        extractor=reading.extractor,
        counting=COUNTING,
        notes=list(notes),
        uploaded_at=at,
    )


def _rows() -> QuerySet[Script]:
    rows = Script.objects.select_related("window__cohort__release", "window__brief", "enrolment__cohort")
    return rows.with_times().select_for_update(of=("self",))
