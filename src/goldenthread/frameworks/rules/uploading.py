"""How much text is taken for a framework, and what is said where there is none."""

from __future__ import annotations

from goldenthread.ground.rules.uploads import Kind
from goldenthread.ground.types import Refusal

MOST_PAGES = 200
MOST_LETTERS = 1_000_000
MOST_LINES = 8_000


def why_not_these_files(files: int, *, most: int) -> Refusal | None:
    """Why so many files are not taken at once, or ``None``."""
    if 0 < files <= most:
        return None
    says = f"You chose {files} files. At most {most} are taken at once."
    return Refusal("too_many_files", says, "Send them in parts.")


def why_not_this_text(text: str, kind: Kind) -> Refusal | None:
    """Why this text of a document of that kind is not read, or ``None``."""
    too_long = why_not_this_long(len(text), text.count("\n"))
    if too_long:
        return too_long
    if text.split():
        return None
    if kind is Kind.PDF:
        return Refusal(
            "scanned",
            "There are no words in this PDF: its pages are pictures, as a scanner makes them.",
            "Use the publisher’s own PDF or web page, or have the words recognised (OCR) and upload what comes out.",
        )
    return Refusal("no_words", "There are no words in it.", "Check that it is the right document, then try again.")


def why_not_this_long(letters: int, lines: int = 0) -> Refusal | None:
    """Why so many letters and lines are not read, or ``None``."""
    if letters > MOST_LETTERS or lines > MOST_LINES:
        return Refusal("too_long", "It is longer than any framework.", "Keep only the framework itself and try again.")
    return None


def why_not_this_many_pages(pages: int) -> Refusal | None:
    """Why a document of so many pages is not read, or ``None``."""
    if pages <= MOST_PAGES:
        return None
    says = f"It has {pages} pages. The limit is {MOST_PAGES}."
    return Refusal("too_many_pages", says, "Keep only the framework’s own pages and try again.")
