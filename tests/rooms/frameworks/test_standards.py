"""A list of standards from the document to the edition: reviewed, corrected, published under codes to be cited."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from goldenthread.frameworks.actions.correcting import correct_item
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import Correction, Kind
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.rules.uploads import Kind as FileKind
from tests.makers.cast import Cast
from tests.makers.frameworks import an_about, publish_whole, read_pasted
from tests.makers.open_documents import as_odt_list
from tests.makers.standards import (
    MadeStandard,
    a_list,
    a_list_by_heading,
    as_markdown,
    as_pdf,
    as_web_page,
    as_word,
    meant,
    said,
)


@pytest.mark.parametrize("make", [a_list, a_list_by_heading])
@pytest.mark.parametrize(
    ("lay_out", "kind"),
    [
        (as_pdf, FileKind.PDF),
        (as_word, FileKind.DOCX),
        (lambda made: as_web_page(made).encode(), FileKind.HTML),
    ],
    ids=["pdf", "word", "web page"],
)
def test_a_list_comes_back_from_real_files(make, lay_out, kind: FileKind) -> None:
    made = make(seed=4)

    document = read_content(lay_out(made), media_type=MEDIA_TYPES[kind], tell=lambda _: None)

    assert said(document.reading) == meant(made)


@pytest.mark.django_db
def test_a_list_is_published_with_its_nesting(cast: Cast, at: datetime) -> None:
    made = a_list()
    ref = read_pasted(as_markdown(made), about=an_about("GS"), by=cast.curriculum_lead, at=at)
    page = review_page(ref, by=cast.curriculum_lead)
    assert page.standards == sum(1 + len(one.under) for part in made.parts for one in part.standards)

    outline = edition_outline(publish_whole(ref, by=cast.curriculum_lead, at=at), by=cast.curriculum_lead)

    assert outline.standards == page.standards
    first = outline.sections[1]
    assert [(one.line.code, one.line.label, one.line.text) for one in first.standards][:2] == [
        ("GS.1.S.1", "Standard 1.1", made.parts[0].standards[0].text),
        ("GS.1.S.2", "Standard 1.2", made.parts[0].standards[1].text),
    ]
    assert [each.line.code for each in first.standards[0].under][:2] == ["GS.1.S.1.1", "GS.1.S.1.2"]
    assert [each.line.text for each in first.standards[0].under] == list(made.parts[0].standards[0].under)


@pytest.mark.django_db
def test_a_standard_can_be_given_a_number_and_then_stands_by_itself(cast: Cast, at: datetime) -> None:
    ref = read_pasted(as_markdown(a_list()), about=an_about("GS"), by=cast.curriculum_lead, at=at)
    item = review_page(ref, by=cast.curriculum_lead).sections[2].items[1]
    assert item.number is None

    correct_item(
        item.ref, Correction(item.text, Kind.STANDARD, 9, 2), version=item.version, by=cast.curriculum_lead, at=at
    )

    outline = edition_outline(publish_whole(ref, by=cast.curriculum_lead, at=at), by=cast.curriculum_lead)
    assert "GS.2.S.9" in {line.code for line in outline.statements}


FIRST, SECOND = a_list().parts
CAPITALS = replace(
    a_list(),
    parts=(
        FIRST,
        replace(
            SECOND,
            standards=(MadeStandard(1, "All do, by:", ("Running", "Walking")), MadeStandard(2, "Rest.")),
        ),
    ),
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (as_web_page(CAPITALS).encode(), FileKind.HTML),
        (as_word(CAPITALS, nested=True), FileKind.DOCX),
        (as_odt_list(CAPITALS), FileKind.ODT),
    ],
    ids=["web page", "word", "odt"],
)
def test_a_list_in_a_list_is_told_by_its_own_mark(content: bytes, kind: FileKind) -> None:
    reading = read_content(content, media_type=MEDIA_TYPES[kind], tell=lambda _: None).reading

    assert said(reading) == meant(CAPITALS)
    assert [doubt for item in reading.items for doubt in item.doubts] == []
