"""Leave to question a result after its last day, as its letter tells it."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.models import LetAsk
from goldenthread.assessment.types.reviewing import LateAskLetter
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.programmes.types import REVIEW_NAMES, ReviewKind


def let_ask_letter(ref: UUID) -> LateAskLetter:
    """Whom to write to that they can ask after the last day. :raises LetAsk.DoesNotExist: if there is none."""
    row = LetAsk.objects.select_related("result__script__enrolment__participant").get(ref=ref)
    script = row.result.script
    who, kind = script.enrolment.participant, REVIEW_NAMES[ReviewKind(row.kind)]
    return LateAskLetter(row.ref, ScriptRef(script.ref), who.email, who.name, kind, row.until)
