"""Comments at passages, as each reader sees them: one's own, those of finished markings, those that went out."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.models import OverwrittenDraft, PinnedComment, ScriptUpload
from goldenthread.assessment.models.pinning import PinSet
from goldenthread.assessment.rules.drafting import with_criteria
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.pinning import Audience, EarlierDraft, Pin
from goldenthread.assessment.types.words import Part
from goldenthread.programmes.types import MarkScheme


def pins_at(allocation: UUID) -> tuple[Pin, ...]:
    """The comments of one seat, which the caller has found to be the asker's own; in one statement."""
    return _numbered(PinnedComment.objects.standing().filter(allocation__ref=allocation))


def pins_of(script: int) -> tuple[Pin, ...]:
    """What all who finished marking pinned to a script, for those who settle it; in one statement."""
    return _numbered(_finished(script))


def pins_told(script: int) -> tuple[Pin, ...]:
    """What the participant reads beside their own text; in one statement."""
    return _numbered(_finished(script).filter(audience=Audience.PARTICIPANT.value))


def earlier_drafts(allocation: UUID, scheme: MarkScheme) -> tuple[EarlierDraft, ...]:
    """What was put down at a seat and overwritten, newest first; in one statement."""
    codes = [criterion.code for criterion in scheme.criteria]
    rows = OverwrittenDraft.objects.filter(allocation__ref=allocation).order_by("-number")[:50]
    return tuple(
        EarlierDraft(row.number, with_criteria(sheet, codes), row.comment, row.saved_at, sheet.unpinned)
        for row, sheet in ((row, row.as_sheet()) for row in rows)
    )


def blocks_of(script: int) -> tuple[Block, ...]:
    """The text of the version that stands; in one statement."""
    newest = ScriptUpload.objects.filter(version__script_id=script).order_by("-version__number")
    return tuple(Block(Part(part), text) for part, text in newest.values_list("blocks", flat=True)[:1].get())


def _finished(script: int) -> PinSet:
    return PinnedComment.objects.standing().filter(
        allocation__script=script, allocation__ended_at=None, allocation__marking__isnull=False
    )


def _numbered(rows: PinSet) -> tuple[Pin, ...]:
    found = rows.select_related("allocation")
    return tuple(row.as_pin(number) for number, row in enumerate(found, 1))
