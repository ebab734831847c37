"""What a document's bytes say: its text, and the reading of it. Nothing here knows the database.

Other people's parsers meet other people's files here, so this runs in a process of its own with bounds on its time and
memory (decision 0023). It imports no Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pypdfium2

from goldenthread.frameworks.actions.open_documents import text_of_open_document
from goldenthread.frameworks.actions.portable_files import sheet_of
from goldenthread.frameworks.actions.web_pages import text_of_page
from goldenthread.frameworks.actions.word_files import text_of_word
from goldenthread.frameworks.rules.hyphens import suggestions
from goldenthread.frameworks.rules.importing import imported
from goldenthread.frameworks.rules.judging import of_pages
from goldenthread.frameworks.rules.lines import SOFT_HYPHEN
from goldenthread.frameworks.rules.linking import links
from goldenthread.frameworks.rules.packages import given
from goldenthread.frameworks.rules.placing import laid_out, laid_text
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.rules.uploading import why_not_this_many_pages, why_not_this_text
from goldenthread.frameworks.types import DocumentRead, Progress, Stage
from goldenthread.frameworks.types.pages import Link
from goldenthread.frameworks.types.sheets import Laid, Sheet
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Refusal, Refused

Tell = Callable[[Progress], None]
_SAVE_AGAIN = "Save it again as PDF from the original, use another copy, or paste its text."


def read_content(content: bytes, *, media_type: str, tell: Tell) -> DocumentRead:
    """The text of a kept file and what was read in it; ``tell`` hears how far it has come.

    :raises Refused: if it cannot be opened, has no words, or is longer than any framework.
    """
    if media_type == MEDIA_TYPES[Kind.JSON]:
        return _package(content, tell)
    laid = text_of(content, media_type=media_type, tell=tell)
    tell(Progress(Stage.FINDING))
    reading = read(laid.source, lambda done, of: tell(Progress(Stage.FINDING, done + 1, of)), laid.places)
    if media_type == MEDIA_TYPES[Kind.PDF]:
        reading = replace(reading, doubts=(*reading.doubts, *of_pages(laid.source)))
    return DocumentRead(laid.source, replace(reading, suggestions=suggestions(reading.items, laid.source)))


def _package(content: bytes, tell: Tell) -> DocumentRead:
    """A CASE package: it says itself what stands where, so nothing is found in it."""
    tell(Progress(Stage.EXTRACTING))
    package = given(content.decode("utf-8-sig", errors="replace"))
    document = imported(package, lambda done, of: tell(Progress(Stage.FINDING, done + 1, of)))
    refusal = why_not_this_text(document.source, Kind.JSON)
    if refusal:
        raise Refused(refusal)
    return document


def links_between(page: DocumentRead, framework: DocumentRead) -> tuple[Link, ...]:
    """Which statement of a framework each whole statement of a provider's page is; none where it is no such page."""
    return tuple(links(page.reading.page, framework.reading)) if page.reading.page else ()


def text_of(content: bytes, *, media_type: str, tell: Tell) -> Laid:
    """The text of a kept file, without what no database can keep. :raises Refused: as :func:`read_content`."""
    tell(Progress(Stage.EXTRACTING))
    kind = next(kind for kind, stated in MEDIA_TYPES.items() if stated == media_type)
    # A NUL cannot be kept by PostgreSQL, and says nothing.
    laid = _READERS[kind](content, tell)
    text = laid.source.replace("\x00", " ").encode("utf-8", errors="replace").decode("utf-8")
    refusal = why_not_this_text(text, kind)
    if refusal:
        raise Refused(refusal)
    return replace(laid, source=text)


def _pdf(content: bytes, tell: Tell) -> Laid:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused(
            Refusal("unreadable", "The PDF cannot be opened: it is damaged or cut short.", _SAVE_AGAIN)
        ) from error
    with document:
        many = len(document)
        refusal = why_not_this_many_pages(many)
        if refusal:
            raise Refused(refusal)
        sheets, letters = list[Sheet](), 0
        for at in range(many):
            sheets.append(_page(document, at, letters, tell, many))
            letters += len(sheets[-1].text)
    return laid_out(sheets)


def _page(document: pypdfium2.PdfDocument, at: int, letters: int, tell: Tell, many: int) -> Sheet:
    tell(Progress(Stage.EXTRACTING, at + 1, many))
    try:
        return sheet_of(document[at], letters)
    except pypdfium2.PdfiumError as error:
        says = f"Page {at + 1} of {many} cannot be read: the PDF is damaged or cut short."
        raise Refused(Refusal("page_unreadable", says, _SAVE_AGAIN)) from error


def _docx(content: bytes, _: Tell) -> Laid:
    return _unhyphenated(text_of_word(content))


def _odt(content: bytes, _: Tell) -> Laid:
    return _unhyphenated(text_of_open_document(content))


def _text(content: bytes, _: Tell) -> Laid:
    return laid_text(content.decode("utf-8-sig", errors="replace"))


def _html(content: bytes, _: Tell) -> Laid:
    return _unhyphenated(text_of_page(content.decode("utf-8-sig", errors="replace")))


def _unhyphenated(text: str) -> Laid:
    """Text of a kind of document in which a soft hyphen only says where a word might be parted."""
    return Laid(text.replace(SOFT_HYPHEN, ""))


_READERS: Mapping[Kind, Callable[[bytes, Tell], Laid]] = MappingProxyType(
    {Kind.PDF: _pdf, Kind.DOCX: _docx, Kind.ODT: _odt, Kind.TEXT: _text, Kind.HTML: _html}
)
