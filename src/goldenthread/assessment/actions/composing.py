"""Write the questions and materials of a brief. They are its draft's, and are published with it."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.keeping_data import kept_data
from goldenthread.assessment.models import Brief, BriefMaterial, BriefQuestion, BriefVersion
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.composing import placed, why_not_material, why_not_question
from goldenthread.assessment.types.briefing import NewMaterial, NewQuestion
from goldenthread.assessment.types.words import BriefState
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

Piece = TypeVar("Piece", BriefQuestion, BriefMaterial)
# Places are unique, so pieces step aside before they take their new ones.
_ASIDE = 1000


@atomic
def keep_question(ref: UUID, new: NewQuestion, *, by: Actor, at: datetime, instead: int = 0) -> None:
    """Put a question into the draft, or in the stead of the one at a place; a published brief gets its next version.

    :raises Refused: if this actor may not, or it asks nothing.
    :raises BriefQuestion.DoesNotExist: if there is none at that place.
    """
    draft = _draft_to_change(ref, by=by, at=at)
    rows = list(draft.questions.order_by("place"))
    row = draft.questions.get(place=instead) if instead else BriefQuestion(version=draft)
    others = [each for each in rows if each.pk != row.pk]
    _refuse(why_not_question(new, others=len(others)))

    row.heading, row.asks, row.words = " ".join(new.heading.split()), new.asks.strip(), new.words
    _in_order(placed(others, row, at=new.place or instead))
    _told(draft, by=by, at=at, question=row.heading)


@atomic
def keep_material(ref: UUID, new: NewMaterial, *, by: Actor, at: datetime, instead: int = 0) -> None:
    """Put a material into the draft, or in the stead of the one at a place. Its file stays until another comes.

    :raises Refused: if this actor may not, there is nothing in it, or its file cannot be kept.
    :raises BriefMaterial.DoesNotExist: if there is none at that place.
    """
    draft = _draft_to_change(ref, by=by, at=at)
    rows = list(draft.materials.order_by("place"))
    row = draft.materials.get(place=instead) if instead else BriefMaterial(version=draft)
    others = [each for each in rows if each.pk != row.pk]
    has_file = new.file is not None or row.file_id is not None
    _refuse(why_not_material(new, has_file=has_file, others=len(others)))

    row.kind, row.title, row.text = new.kind.value, " ".join(new.title.split()), new.text.strip()
    row.file_id = kept_data(new.file, at=at) or row.file_id
    _in_order(placed(others, row, at=new.place or instead))
    _told(draft, by=by, at=at, material=row.title)


@atomic
def take_out_question(ref: UUID, place: int, *, by: Actor, at: datetime) -> None:
    """Take a question out of the draft; published versions keep it.

    :raises Refused: if this actor may not.
    :raises BriefQuestion.DoesNotExist: if there is none at that place.
    """
    draft = _draft_to_change(ref, by=by, at=at)
    row = draft.questions.get(place=place)
    row.delete()
    _in_order(tuple(draft.questions.order_by("place")))
    _told(draft, by=by, at=at, out=row.heading)


@atomic
def take_out_material(ref: UUID, place: int, *, by: Actor, at: datetime) -> None:
    """Take a material out of the draft; published versions keep it.

    :raises Refused: if this actor may not.
    :raises BriefMaterial.DoesNotExist: if there is none at that place.
    """
    draft = _draft_to_change(ref, by=by, at=at)
    row = draft.materials.get(place=place)
    row.delete()
    _in_order(tuple(draft.materials.order_by("place")))
    _told(draft, by=by, at=at, out=row.title)


def draft_of(brief: Brief, *, by: Actor, at: datetime) -> BriefVersion:
    """The draft of a brief that is locked; where the newest version is published, the next, with all that is in it."""
    last = brief.versions.order_by("-number")[0]
    if last.state == BriefState.DRAFT.value:
        return last
    draft = BriefVersion.objects.create(
        brief=brief,
        number=last.number + 1,
        state=BriefState.DRAFT.value,
        text=last.text,
        file_id=last.file_id,
        written_by_id=by.person_id,
        written_at=at,
    )
    BriefQuestion.objects.bulk_create(
        BriefQuestion(version=draft, place=each.place, heading=each.heading, asks=each.asks, words=each.words)
        for each in last.questions.all()
    )
    BriefMaterial.objects.bulk_create(
        BriefMaterial(
            version=draft, place=each.place, kind=each.kind, title=each.title, text=each.text, file_id=each.file_id
        )
        for each in last.materials.all()
    )
    return draft


def _draft_to_change(ref: UUID, *, by: Actor, at: datetime) -> BriefVersion:
    brief = Brief.objects.seen_by(by).select_for_update().get(ref=ref)
    _refuse(why_not_run(by))
    return draft_of(brief, by=by, at=at)


def _in_order(rows: tuple[Piece, ...]) -> None:
    for aside in (_ASIDE, 0):
        for place, row in enumerate(rows, 1):
            row.place = aside + place
            row.save()


def _told(draft: BriefVersion, *, by: Actor, at: datetime, **piece: str) -> None:
    draft.written_by_id, draft.written_at = by.person_id, at
    draft.save(update_fields=["written_by", "written_at"])
    audit(by=str(by), did="assessment.revise_brief", to=str(draft.brief.ref), at=at, version=str(draft.number), **piece)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
