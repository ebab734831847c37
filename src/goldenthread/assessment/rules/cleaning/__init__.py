"""The copy that assessors open: the same text, without what says whose it is.

A cleaner that leaves out what it knows keeps what it does not know, so each is the other way round as far as can be: it
writes anew what a reader needs to show the pages. Of a Word file only the parts that are needed to show it are copied,
under names and numbers of ours, and of these only Word's own vocabularies, without names, dates, paths, and what its
editor keeps beside the text; headers, footers and comments stay behind, and so does the workbook of a chart, whose
picture keeps its figures. What the counted text leaves out stays behind too: deleted and hidden words, and words about
pictures; bookmarks, fields, styles and shapes lose the names that a person gave them. An OpenDocument text is copied in
the same way. A PDF is written anew by a table of what each object may hold, and its pages operator by operator.
Pictures are packed anew from the pieces that draw them. What a person wrote into the text itself stays; nobody can be
sure to find it all.
"""

from __future__ import annotations

from goldenthread.assessment.rules.cleaning.open_packages import clean_open
from goldenthread.assessment.rules.cleaning.packages import clean_word
from goldenthread.assessment.rules.cleaning.portable import clean_pdf
from goldenthread.ground.rules.uploads import Kind


def cleaned(content: bytes, kind: Kind) -> bytes:
    """The file without what says whose it is. Its bytes have been examined and read before."""
    return {Kind.DOCX: clean_word, Kind.ODT: clean_open}.get(kind, clean_pdf)(content)
