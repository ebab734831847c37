"""Questions and materials belong to a draft, are published with it, and never change after."""

from __future__ import annotations

import pytest

from goldenthread.assessment.actions.briefing import publish_brief, revise_brief
from goldenthread.assessment.actions.composing import (
    keep_material,
    keep_question,
    take_out_material,
    take_out_question,
)
from goldenthread.assessment.models import Brief, BriefMaterial, BriefQuestion, BriefVersion
from goldenthread.assessment.queries.composing import brief_preview, material_file
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewMaterial, NewQuestion
from goldenthread.assessment.types.composing import MaterialKind
from goldenthread.ground.types import Refused
from tests.makers.assessment import BRIEF
from tests.makers.writing import asked_brief


@pytest.fixture
def brief(cast, at):
    return asked_brief(cast, at=at)


def asked(version: int) -> list[str]:
    rows = BriefQuestion.objects.filter(version__number=version).order_by("place")
    return [f"{row.place} {row.heading}" for row in rows]


def test_a_published_version_keeps_its_pieces_whatever_the_next_one_changes(cast, at, brief) -> None:
    lead = cast.quality_lead
    keep_question(brief, NewQuestion("The school", "Who is it for?", place=1), by=lead, at=at)
    keep_question(brief, NewQuestion("The problem", "What is wrong, and why?", place=3), by=lead, at=at, instead=2)
    take_out_question(brief, 2, by=lead, at=at)
    keep_material(brief, NewMaterial(MaterialKind.EXTRACT, "The plan", "We shall."), by=lead, at=at, instead=1)
    take_out_material(brief, 2, by=lead, at=at)

    assert asked(1) == ["1 The problem", "2 The plan"]
    assert asked(2) == ["1 The school", "2 The problem"]
    page = brief_preview(brief, by=lead)
    assert [(each.title, each.kind_name) for each in page.materials] == [("The plan", "Extract")]
    # The file stays until another comes.
    assert material_file(brief, 1, by=lead).name == "attendance.csv"
    assert BriefMaterial.objects.filter(version__number=1).count() == 2


def test_revising_the_text_carries_the_pieces_on(cast, at, brief) -> None:
    revise_brief(brief, BriefText("Brookside", BRIEF + " More."), by=cast.quality_lead, at=at)
    publish_brief(brief, by=cast.quality_lead, at=at)

    assert asked(2) == asked(1)
    assert BriefVersion.objects.count() == 2


def test_what_says_nothing_or_holds_a_wrong_file_is_refused(cast, at, brief) -> None:
    lead, bad = cast.quality_lead, GivenFile(b"MZ\x90", "x.xlsx")

    for deed in (
        lambda: keep_question(brief, NewQuestion("", "What?"), by=lead, at=at),
        lambda: keep_material(brief, NewMaterial(MaterialKind.DATA, "Data", ""), by=lead, at=at),
        lambda: keep_material(brief, NewMaterial(MaterialKind.DATA, "Data", "", bad), by=lead, at=at),
    ):
        with pytest.raises(Refused):
            deed()
    assert BriefVersion.objects.count() == 1


@pytest.mark.parametrize("who", ["participant", "assessor", "outsider", "partner_manager"])
def test_nobody_else_writes_or_reads_them(cast, at, brief, who: str) -> None:
    other = getattr(cast, who, cast.outsider)

    with pytest.raises(Brief.DoesNotExist):
        keep_question(brief, NewQuestion("x", "y"), by=other, at=at)
    with pytest.raises(BriefVersion.DoesNotExist):
        brief_preview(brief, by=other)
    with pytest.raises(BriefMaterial.DoesNotExist):
        material_file(brief, 1, by=other)
    assert Brief.objects.get().versions.count() == 1


def test_whoever_reads_a_brief_and_does_not_run_assessment_is_told_so(cast, at, brief) -> None:
    with pytest.raises(Refused, match="run by the lead provider"):
        keep_question(brief, NewQuestion("x", "y"), by=cast.moderator, at=at)
    assert brief_preview(brief, by=cast.moderator).title
