"""Whoever decides a question by its number opens evidence without what says who gave it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.models import Review, ReviewFile
from goldenthread.assessment.queries.reviewing import my_review, review_file, review_page
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import StoredFile
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from tests.makers.assessment import AFTER
from tests.makers.documents import docx, paragraph, pdf, xlsx
from tests.makers.open_documents import odt
from tests.makers.open_documents import paragraph as open_paragraph
from tests.makers.questioning import ask, refused

NAME = "Parveen Begum"
CORE = f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>{NAME}</dc:creator></cp:coreProperties>'
WORD = docx(paragraph("An earlier letter."), more={"docProps/core.xml": CORE})
PORTABLE = pdf("An earlier letter.", author=NAME)
OPEN = odt(open_paragraph("An earlier letter."), more={"meta.xml": f"<m>{NAME}</m>"})


def unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as packed:
        return b"".join(name.encode() + packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize(
    ("content", "ending"), [(WORD, "docx"), (PORTABLE, "pdf"), (OPEN, "odt")], ids=["word", "pdf", "open"]
)
def test_deciders_open_a_cleaned_copy_and_its_giver_their_own(cast, released, content: bytes, ending: str) -> None:
    named = f"{NAME} appeal.{ending}"

    ref = ask(cast, released, files=(GivenFile(content, named),))

    theirs = review_file(ref, 1, by=cast.participant)
    assert (theirs.content, NAME.encode() in unpacked(content)) == (content, True)
    kept = my_review(ref, by=cast.participant, at=AFTER).files[0]
    assert kept.name == theirs.name
    assert NAME in kept.name
    for who in (cast.quality_lead, cast.moderator, cast.administrator):
        copy = review_file(ref, 1, by=who)
        assert copy.name == f"evidence-1.{ending}"
        for word in (b"Parveen", b"Begum"):
            assert word not in unpacked(copy.content)
        (line,) = review_page(ref, by=who, at=AFTER).files
        assert (line.name, line.sha256, line.is_open) == (copy.name, kept.sha256, True)


def test_what_cannot_be_cleaned_is_not_taken(cast, released) -> None:
    kept = StoredFile.objects.count()

    assert refused(ask, cast, released, files=(GivenFile(xlsx(), "sums.xlsx"),)) == "file_wrong_kind"
    broken = docx('<w:p xmlns:w="broken">')
    assert refused(ask, cast, released, files=(GivenFile(broken, "letter.docx"),)) == "script_unreadable"

    assert Review.objects.count() == 0
    assert StoredFile.objects.count() == kept


def test_a_workbook_from_before_is_given_to_nobody_else(cast, released) -> None:
    ref = ask(cast, released)
    kept = keep_file(xlsx(), name="begum.xlsx", media_type=MEDIA_TYPES[Kind.XLSX], at=AFTER)
    ReviewFile.objects.create(review=Review.objects.get(), file_id=kept.ref, number=1)

    (line,) = review_page(ref, by=cast.quality_lead, at=AFTER).files

    assert (line.name, line.is_open) == ("Evidence 1", False)
    assert review_file(ref, 1, by=cast.participant).name == "begum.xlsx"
    with pytest.raises(ObjectDoesNotExist):
        review_file(ref, 1, by=cast.quality_lead)
