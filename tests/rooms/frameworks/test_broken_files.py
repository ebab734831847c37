"""Whatever bytes come, there is a reading or a clear refusal, and soon."""

from __future__ import annotations

import random
import time

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.types import DocumentRead
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Refused
from tests.makers.documents import raw_pdf
from tests.makers.frameworks import a_framework
from tests.makers.portables import CATALOGUE, as_pdf
from tests.makers.printed import Setting, printed

SECONDS = 20


def answer(content: bytes, kind: Kind = Kind.PDF) -> DocumentRead | str:
    """The reading, or the code of the refusal."""
    began = time.process_time()
    try:
        return read_content(content, media_type=MEDIA_TYPES[kind], tell=lambda _: None)
    except Refused as refused:
        return refused.refusal.code
    finally:
        assert time.process_time() - began < SECONDS


def page_of(content: str) -> bytes:
    """A PDF of one page with this drawn on it."""
    return pages_of(content)


def pages_of(*contents: str) -> bytes:
    """A PDF of pages with these drawn on them."""
    font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >>"
    first = 3
    pages = [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Contents {first + len(contents) + at} 0 R {font} >>"
        for at in range(len(contents))
    ]
    kids = " ".join(f"{first + at} 0 R" for at in range(len(contents)))
    streams = [f"<< /Length {len(one)} >>\nstream\n{one}\nendstream" for one in contents]
    return raw_pdf(CATALOGUE, f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>", *pages, *streams)


def rows_of(many: int, words: str) -> str:
    """So many rows of words, as a page draws them."""
    return "".join(f"BT /F1 1 Tf 1 0 0 1 0 {at} Tm ({words}) Tj ET\n" for at in range(many))


@pytest.mark.parametrize("seed", range(6))
def test_a_file_with_bits_turned_over_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(as_pdf(a_framework(sections=1, seed=seed)))
    for _ in range(60):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)

    assert answer(bytes(content))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short_is_read_or_refused(share: float) -> None:
    content = printed(a_framework(sections=1), Setting())

    assert answer(content[: int(len(content) * share)])


@pytest.mark.parametrize("seed", range(3))
def test_random_bytes_behind_a_first_line_are_refused(seed: int) -> None:
    assert answer(b"%PDF-1.7\n" + random.Random(seed).randbytes(20_000)) == "unreadable"


def test_random_bytes_as_text_are_a_reading_that_nobody_should_rely_on() -> None:
    found = answer(random.Random(1).randbytes(20_000), Kind.TEXT)

    assert isinstance(found, DocumentRead)
    assert not found.reading.is_reliable


def test_a_page_of_too_many_letters_is_refused() -> None:
    assert answer(page_of(rows_of(60, "word " * 4_000))) == "too_long"


def test_pages_that_have_too_many_letters_together_are_refused() -> None:
    assert answer(pages_of(rows_of(5, "w" * 4_000), rows_of(247, "w" * 4_000))) == "too_long"


def test_pages_that_hold_one_another_are_refused_or_read() -> None:
    round_about = raw_pdf(
        CATALOGUE,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
    )

    assert answer(round_about) in ("unreadable", "page_unreadable", "scanned", "no_words")


def test_a_page_of_thousands_of_boxes_is_read() -> None:
    boxes = "".join(f"{n % 500} {n % 700} 3 3 re f\n" for n in range(12_000))
    words = "".join(
        f"BT /F1 9 Tf {60 + 200 * (n % 2)} {800 - 8 * (n // 2)} Td (Words {n}.) Tj ET\n" for n in range(180)
    )
    assert isinstance(answer(page_of(boxes + words)), DocumentRead)
