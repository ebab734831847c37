"""Files of sixty pages, no two alike: Word with a picture, and PDF, by turns."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator

from tests.makers.documents import docx
from tests.makers.pictures import png

from bench.makers.essays import Essays

PAGES, WORDS_A_PAGE, LINE, RUN = 60, 330, 12, 3
MAKES = ("docx", "pdf")


class LongFiles:
    """Makes the file of each person, the same from the same seed."""

    def __init__(self, *, pages: int = PAGES, seed: int = 11) -> None:
        self.essays, self.pages = Essays(seed), pages

    def file(self, number: int) -> tuple[str, bytes]:
        """The name and the bytes of one person's file: Word for every even number, PDF for every odd one."""
        kind = MAKES[number % len(MAKES)]
        pages = [" ".join(self._page()) for _ in range(self.pages)]
        made = self._word(pages) if kind == "docx" else self._portable(pages)
        return f"Participant {number:05d}.{kind}", made

    def _page(self) -> Iterator[str]:
        spelt = self.essays.spelt
        yield from (spelt[word] for word in self.essays.words(WORDS_A_PAGE).tolist())

    def _word(self, pages: list[str]) -> bytes:
        text = "".join(_paragraph(page[at : at + 700]) for page in pages for at in range(0, len(page), 700))
        # A photograph takes its bytes however it is packed.
        photograph = png(200, 100, dots=zlib.compress(os.urandom(60_100)))
        return docx(text, more={"word/media/image1.png": photograph})

    def _portable(self, pages: list[str]) -> bytes:
        """A plain PDF: one font, one stream of text a page, and a table of where each object stands."""
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        kids = []
        for page in pages:
            words = page.split()
            lines = [" ".join(words[at : at + LINE]) for at in range(0, len(words), LINE)]
            drawn = "BT /F1 10 Tf 50 790 Td 14 TL " + " ".join(f"({line}) '" for line in lines) + " ET"
            stream = zlib.compress(drawn.encode("latin-1"))
            kids.append(len(objects) + 1)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                b"/Contents %d 0 R >>" % (len(objects) + 2)
            )
            objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
        return _written(objects)


def _paragraph(text: str) -> str:
    """A paragraph in many runs with properties of their own, as Word leaves them behind."""
    words = text.split(" ")
    dressed = '<w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr>'
    runs = (
        f'<w:r>{dressed}<w:t xml:space="preserve">{" ".join(words[at : at + RUN])} </w:t></w:r>'
        for at in range(0, len(words), RUN)
    )
    return f"<w:p>{''.join(runs)}</w:p>"


def _written(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(out)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, start)
    )
