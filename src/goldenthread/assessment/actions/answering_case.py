"""A participant answers what is suspected of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.cases import case_file_kept
from goldenthread.assessment.models import Case, CaseEntry
from goldenthread.assessment.rules.cases import why_not_answer, why_not_write_down
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.cases import CaseState, EntryKind
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


@atomic
def answer_case(case: UUID, text: str, *, file: GivenFile | None = None, by: Actor, at: datetime) -> None:
    """Keep what a participant says, with a file if they give one. They may say more until the time is over; the same
    sent twice is kept once.

    :raises Refused: if the time is over, the case is closed, it says too little, or the file cannot be taken.
    :raises Case.DoesNotExist: if it is not about them, or they were not told of it yet.
    """
    found = Case.objects.told_to(by).values_list("pk", flat=True).get(ref=case)
    row = Case.objects.select_for_update().get(pk=found)
    last = row.entries.filter(kind=EntryKind.LETTER.value).order_by("-pk").values_list("answer_by", flat=True).first()
    refusal = why_not_answer(CaseState(row.state), last, at=at) or why_not_write_down(text)
    if refusal:
        raise Refused(refusal)
    said = text.strip()
    newest = row.entries.filter(kind=EntryKind.ANSWER.value).order_by("-pk").first()
    if newest is not None and newest.text == said and file is None:
        return
    CaseEntry.objects.create(
        case=row,
        kind=EntryKind.ANSWER.value,
        text=said,
        is_shown=True,
        file_id=case_file_kept(file, at=at),
        by_id=by.person_id,
        at=at,
    )
    audit(by=str(by), did="assessment.answer_case", to=str(row.ref), at=at)
    post(Notice("assessment.case_answered", {"case": str(row.ref)}), at=at)
