"""A version of a brief whole, for its authors and for whoever works on it."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.models import Brief, BriefMaterial, BriefVersion
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.rules.composing import as_one_text
from goldenthread.assessment.types.composing import Composed, Material, MaterialKind
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.ground.queries.files import kept
from goldenthread.people.types import Actor


def composed(version: BriefVersion) -> Composed:
    """A version whole, in two statements; wants the brief and its file fetched."""
    questions = tuple(each.as_question() for each in version.questions.order_by("place"))
    materials = tuple(_material(each) for each in version.materials.select_related("file").order_by("place"))
    file = kept(version.file) if version.file else None
    return Composed(version.brief.title, version.text, questions, materials, file)


def whole_text(version: BriefVersion) -> str:
    """All the words of a version in markdown, in two statements: what assessors read, and what is nobody's own."""
    return as_one_text(composed(version))


def brief_preview(ref: UUID, *, by: Actor) -> Composed:
    """The newest version of a brief as a participant will see it, in three statements.

    :raises BriefVersion.DoesNotExist: if there is none, or it is not theirs to see.
    """
    seen = BriefVersion.objects.filter(brief__in=Brief.objects.seen_by(by), brief__ref=ref)
    return composed(seen.select_related("brief", "file").order_by("-number")[:1].get())


def material_file(ref: UUID, place: int, *, by: Actor) -> FileCopy:
    """The file of a material of the newest version, for those who run assessment.

    :raises BriefMaterial.DoesNotExist: if there is none, or it is not theirs to see.
    """
    versions = BriefVersion.objects.filter(brief__in=Brief.objects.seen_by(by), brief__ref=ref)
    newest = versions.order_by("-number").values("pk")[:1]
    return copy_of(BriefMaterial.objects.get(version=newest, place=place, file__isnull=False).file_id)


def _material(row: BriefMaterial) -> Material:
    file = kept(row.file) if row.file else None
    return Material(row.place, MaterialKind(row.kind), row.title, row.text, file)
