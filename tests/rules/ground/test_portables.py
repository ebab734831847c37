"""A PDF is taken for what it is, whatever its packed bytes happen to spell."""

from __future__ import annotations

import io
import zipfile

import pytest

from goldenthread.ground.rules.portables import why_not_open_pdf
from tests.makers.documents import docx, pdf

MARK = b"PK\x05\x06"


def with_stream(spelt: bytes) -> bytes:
    """A sound PDF with these bytes in a stream that is drawn by nothing."""
    return pdf("Our answer.").replace(
        b"%%EOF", b"9 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n%%%%EOF" % (len(spelt), spelt)
    )


@pytest.mark.parametrize(
    "spelt",
    [
        MARK + b"\x91\x07\xfe\x33" * 10,
        MARK + b"\x00" * 40,
        MARK + b"\x00" * 8 + b"\x05\x00\x00\x00" + b"\x01\x00\x00\x00" + b"\x00" * 20,
        MARK + b"\xff" * 40,
        MARK,
    ],
)
def test_the_mark_of_an_archive_by_chance_stops_nobody(spelt: bytes) -> None:
    """One in some ten thousand PDFs of sixty pages has it; in a last hour of 2,000 one was turned away."""
    assert why_not_open_pdf(with_stream(spelt)) is None


def test_an_archive_is_found_wherever_it_begins() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    for inside in (packed.getvalue(), docx()):
        refusal = why_not_open_pdf(with_stream(inside))
        assert refusal is not None
        assert refusal.code == "file_two_things"
