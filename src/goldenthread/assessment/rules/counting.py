"""Count words the way a person would: the same number for the same text, whatever kind of file it came in.

A word is what stands between spaces or long dashes and has a letter or digit in it. So ``well-being``, ``and/or``,
``1,500`` and a web address are one word each; a dash, a bullet or an ampersand alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import ParseError

import pypdfium2

from goldenthread.assessment.rules.reading_pdf import read_pdf
from goldenthread.assessment.rules.reading_word import read_word
from goldenthread.assessment.types.counting import PartCount, Reading, WordCount
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.uploads import Kind
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import WordRule

_BETWEEN = re.compile(r"[\s\u2014\u2015]+")
_NOTHING = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def words_in(text: str) -> int:
    """How many words a person would count."""
    return sum(any(letter.isalnum() for letter in piece) for piece in _BETWEEN.split(_NOTHING.sub("", text)))


def read_script(content: bytes, kind: Kind) -> Reading | Refusal:
    """The text of a script whose bytes have been examined, or why it cannot be read."""
    try:
        return read_word(content) if kind is Kind.DOCX else read_pdf(content)
    except (ParseError, RecursionError, pypdfium2.PdfiumError):
        return Refusal(
            "script_unreadable",
            "The file opens, but its text cannot be read.",
            "Save it again from the program you wrote it in, or as a PDF, then choose that file.",
        )


def count(reading: Reading, rule: WordRule) -> WordCount:
    """The words of each part that has any, and which parts the rule counts."""
    sums = dict.fromkeys(Part, 0)
    for block in reading.blocks:
        sums[block.part] += words_in(block.text)
    return count_of(sums, rule, extractor=reading.extractor, notes=reading.notes)


def count_of(
    sums: Mapping[Part, int], rule: WordRule, *, extractor: str = "", notes: tuple[str, ...] = ()
) -> WordCount:
    """The count from the words of each part, in the order of parts; parts without words are left out."""
    parts = tuple(PartCount(part, sums[part], counts_under(rule, part)) for part in Part if sums.get(part))
    return WordCount(parts, rule.limit, extractor, notes)


def counts_under(rule: WordRule, part: Part) -> bool:
    """Whether the policy counts this part. A table of contents never counts; captions count as tables do."""
    return {
        Part.BODY: True,
        Part.TEXT_BOXES: True,
        Part.CONTENTS: False,
        Part.HEADINGS: rule.counts_headings,
        Part.TABLES: rule.counts_tables,
        Part.CAPTIONS: rule.counts_tables,
        Part.FOOTNOTES: rule.counts_footnotes,
        Part.ENDNOTES: rule.counts_footnotes,
        Part.REFERENCES: rule.counts_references,
        Part.ANNEXES: rule.counts_annexes,
    }[part]
