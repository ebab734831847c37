"""Count words the way a person would: the same number for the same text, whatever kind of file it came in.

A word is what stands between spaces or long dashes and has a letter or digit in it. So ``well-being``, ``and/or``,
``1,500`` and a web address are one word each; a dash, a bullet, the number of a list or an ampersand alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import ParseError

import pypdfium2

from goldenthread.assessment.rules.pieces import pieces_of
from goldenthread.assessment.rules.reading_open import read_open
from goldenthread.assessment.rules.reading_pdf import read_pdf
from goldenthread.assessment.rules.reading_word import read_word
from goldenthread.assessment.types.counting import COUNTING, Block, PartCount, PieceCount, Reading, WordCount
from goldenthread.assessment.types.words import PART_NAMES, Part
from goldenthread.ground.rules.uploads import Kind
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import WordRule

_BETWEEN = re.compile(r"[\s\u2014\u2015]+")
_NOTHING = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# The number of an item or a heading: Word and OpenDocument write it by themselves, a PDF has it in its text.
_NUMERAL = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)|\d{1,2}(\.\d{1,2}){1,3}[.)]?\s+(?=[^\W\d])")
_ENDS = (".", ":", ";", "?", "!")
# So many words in the contents, and this share of all, is more than contents have.
MOST_CONTENTS, CONTENTS_SHARE = 150, 0.2


def words_in(text: str) -> int:
    """How many words a person would count."""
    return sum(any(letter.isalnum() for letter in piece) for piece in _BETWEEN.split(_NOTHING.sub("", text)))


def words_of(block: Block) -> int:
    """How many words a person would count in a block, the numbers of lists and headings left out."""
    return sum(words_in(line[behind:]) for line, behind in _lines(block.text))


def _lines(text: str) -> Iterable[tuple[str, int]]:
    """Each line, and where its text begins behind its number. A number in the middle of a sentence is the writer's."""
    before, last = "", 0
    for line in text.split("\n"):
        numeral = _NUMERAL.match(line)
        number = numeral.group(1) if numeral else None
        follows = number is not None and number.isdecimal() and int(number) == last + 1
        if numeral and (not before or before.endswith(_ENDS) or follows):
            last = int(number) if number is not None and number.isdecimal() else last
            yield line, numeral.end()
        else:
            yield line, 0
        before = line


def read_script(content: bytes, kind: Kind) -> Reading | Refusal:
    """The text of a script whose bytes have been examined, or why it cannot be read."""
    read = {Kind.DOCX: read_word, Kind.ODT: read_open}.get(kind, read_pdf)
    try:
        return read(content)
    except (ParseError, RecursionError, pypdfium2.PdfiumError):
        return Refusal(
            "script_unreadable",
            "The file opens, but its text cannot be read.",
            "Save it again from the program you wrote it in, or as a PDF, then choose that file.",
        )


def count(reading: Reading, rule: WordRule) -> WordCount:
    """The words of each part that has any, which parts the rule counts, and the pieces that it names."""
    return count_of(
        sums_of(reading.blocks),
        rule,
        blocks=reading.blocks,
        extractor=reading.extractor,
        notes=reading.notes,
        untold=reading.untold,
    )


def count_pieces(pieces: Sequence[tuple[str, Reading]], rule: WordRule) -> WordCount:
    """The count over several files or texts, each of which is the piece of the work that it is named for."""
    blocks = [block for _, reading in pieces for block in reading.blocks]
    return count_of(
        sums_of(blocks),
        rule,
        extractor="; ".join(dict.fromkeys(reading.extractor for _, reading in pieces)),
        notes=tuple(dict.fromkeys(note for _, reading in pieces for note in reading.notes)),
        untold=frozenset(part for _, reading in pieces for part in reading.untold),
        pieces={name: reading.blocks for name, reading in pieces},
    )


def sums_of(blocks: Iterable[Block]) -> dict[Part, int]:
    """How many words each part has."""
    sums = dict.fromkeys(Part, 0)
    for block in blocks:
        sums[block.part] += words_of(block)
    return sums


def count_of(
    sums: Mapping[Part, int],
    rule: WordRule,
    *,
    blocks: Sequence[Block] = (),
    pieces: Mapping[str, Sequence[Block]] | None = None,
    extractor: str = "",
    notes: tuple[str, ...] = (),
    untold: frozenset[Part] = frozenset(),
    counting: int = COUNTING,
) -> WordCount:
    """The count from the words of each part, in the order of parts; parts without words are left out."""
    parts = tuple(PartCount(part, sums[part], counts_under(rule, part)) for part in Part if sums.get(part))
    found = pieces if pieces is not None else pieces_of(blocks, rule)
    each = tuple(
        PieceCount(limit.name, _counted(found.get(limit.name, ()), rule), limit.limit, rule.most(limit.limit))
        for limit in (rule.limits if found else ())
    )
    doubts = _doubts(parts, rule, untold, is_split=bool(each) or not rule.limits)
    return WordCount(
        parts,
        rule.limit,
        extractor,
        notes + _much_contents(sums),
        most=rule.most(rule.limit),
        pieces=each,
        doubts=doubts,
        counting=counting,
    )


def _counted(blocks: Sequence[Block], rule: WordRule) -> int:
    return sum(words_of(block) for block in blocks if counts_under(rule, block.part))


def _doubts(parts: Sequence[PartCount], rule: WordRule, untold: frozenset[Part], *, is_split: bool) -> tuple[str, ...]:
    """Why fewer words may count than were counted, where a reader could not tell parts apart that do not count."""
    has_body = any(each.part is Part.BODY for each in parts)
    hidden = [PART_NAMES[part].lower() for part in Part if part in untold and not counts_under(rule, part)]
    doubts = []
    if hidden and has_body:
        doubts.append(
            f"This kind of file does not tell {_listed(hidden)} apart from the rest. They do not count, "
            "so fewer words may count than are shown here; a person looks at it."
        )
    if not is_split:
        names = _listed([f"“{each.name}”" for each in rule.limits])
        doubts.append(f"No headings {names} were found, so the pieces could not be counted one by one.")
    return tuple(doubts)


def _much_contents(sums: Mapping[Part, int]) -> tuple[str, ...]:
    words, everything = sums.get(Part.CONTENTS, 0), sum(sums.values())
    if words > MOST_CONTENTS and words > CONTENTS_SHARE * everything:
        return (f"{words:,} words stand where contents stand, which is much for a list of contents.",)
    return ()


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def counts_under(rule: WordRule, part: Part) -> bool:
    """Whether the policy counts this part. A table of contents never counts."""
    return {
        Part.BODY: True,
        Part.TEXT_BOXES: True,
        Part.CONTENTS: False,
        Part.HEADINGS: rule.counts_headings,
        Part.TABLES: rule.counts_tables,
        Part.CAPTIONS: rule.counts_captions,
        Part.FOOTNOTES: rule.counts_footnotes,
        Part.ENDNOTES: rule.counts_footnotes,
        Part.REFERENCES: rule.counts_references,
        Part.ANNEXES: rule.counts_annexes,
    }[part]
