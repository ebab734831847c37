"""What is signed below a declaration, and what a file says about itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.assessment.rules.properties import properties_of
from goldenthread.assessment.rules.submitting import CURRENT_DECLARATION, why_not_declare, why_not_sign
from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.ground.rules.uploads import Kind
from tests.makers.documents import docx, paragraph, pdf
from tests.makers.open_documents import odt

ASKS = Declaration(2, "It is all my own work.", "Did you use tools?", asks_name=True, kept="Your file and its text.")
CORE = (
    '<c:coreProperties xmlns:c="c" xmlns:dc="d" xmlns:t="t"><dc:creator>Somebody Else</dc:creator>'
    "<c:lastModifiedBy>Parveen</c:lastModifiedBy><t:created>2026-02-01T09:00:00Z</t:created>"
    "<c:revision>2</c:revision><dc:title>A title</dc:title></c:coreProperties>"
)
META = '<o:m xmlns:o="o" xmlns:m="m"><m:initial-creator>Somebody Else</m:initial-creator><m:editing-cycles/></o:m>'


@pytest.mark.parametrize(
    ("signed", "says", "code"),
    [
        pytest.param(2, Signature("P. Begum", used_ai=False), "", id="no tools"),
        pytest.param(
            2, Signature("P. Begum", used_ai=True, used_for="To check spelling"), "", id="a tool, and what for"
        ),
        pytest.param(1, Signature("P. Begum", used_ai=False), "not_declared", id="the text before"),
        pytest.param(2, Signature(" ", used_ai=False), "not_named", id="no name"),
        pytest.param(2, Signature("P. Begum"), "tools_not_said", id="nothing said of tools"),
        pytest.param(2, Signature("P. Begum", used_ai=True), "tools_for_what", id="a tool, for what?"),
    ],
)
def test_everything_that_a_declaration_asks_is_said(signed, says, code) -> None:
    refusal = why_not_sign(ASKS, signed=signed, says=says)

    assert (refusal.code if refusal else "") == code


def test_a_declaration_says_what_is_signed_and_what_is_kept() -> None:
    assert why_not_declare(ASKS) is None
    assert why_not_declare(CURRENT_DECLARATION) is None
    assert why_not_declare(replace(ASKS, text="Mine.")).code == "no_text"
    assert why_not_declare(replace(ASKS, kept="")).code == "kept_not_said"


def test_properties_are_read_from_every_kind_of_file() -> None:
    word = docx(paragraph("Mine."), more={"docProps/core.xml": CORE, "docProps/app.xml": "no xml"})

    assert properties_of(word, Kind.DOCX) == {
        "Author": "Somebody Else",
        "Last saved by": "Parveen",
        "Created": "2026-02-01T09:00:00Z",
        "Times saved": "2",
    }
    assert properties_of(docx(), Kind.DOCX) == {}
    assert properties_of(odt(more={"meta.xml": META}), Kind.ODT) == {"Author": "Somebody Else"}
    assert properties_of(pdf(author="Somebody Else"), Kind.PDF)["Author"] == "Somebody Else"
    assert properties_of(b"Mine.", Kind.TEXT) == {}
