"""The words of a brief and of the files that go with it: whoever uses them has them from there."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import numpy as np

from goldenthread.assessment.rules.alike.aligning import covered
from goldenthread.assessment.rules.alike.words import Text
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part

# So many words in a row that stand in the brief are the brief's.
LEAST_QUOTED = 6
_SHARED_STRINGS = "xl/sharedStrings.xml"
_TEXT = re.compile(r"\}t$")


def text_blocks(text: str) -> tuple[Block, ...]:
    """Plain text or markdown, paragraph by paragraph."""
    return tuple(Block(Part.BODY, part) for part in text.splitlines() if part.strip())


def workbook_blocks(content: bytes) -> tuple[Block, ...]:
    """The words in a workbook that has been examined; its numbers are nobody's wording."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _SHARED_STRINGS not in archive.namelist():
            return ()
        root = ET.fromstring(archive.read(_SHARED_STRINGS))  # noqa: S314  examined when it was uploaded
    return tuple(Block(Part.TABLES, each.text or "") for each in root.iter() if _TEXT.search(each.tag))


def without_brief(text: Text, brief: Text) -> Text:
    """A script in which the brief's words count for nothing: quoted, or lightly reworded as everybody does."""
    if not len(brief):
        return text
    return text.without(np.asarray(covered(text, brief, least=LEAST_QUOTED), np.bool_))
