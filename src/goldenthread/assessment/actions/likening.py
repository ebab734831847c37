"""Compare scripts with all others, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.db.transaction import atomic

from goldenthread.assessment.models import BriefVersion, BriefWording, Script, ScriptPair, ScriptPrint
from goldenthread.assessment.queries.composing import whole_text
from goldenthread.assessment.queries.likening import Laid, blocks_in, due, laid_out, packed, pool_beside
from goldenthread.assessment.rules.alike import RULES
from goldenthread.assessment.rules.alike.aligning import is_worth_showing, shared
from goldenthread.assessment.rules.alike.briefs import text_blocks, without_brief, workbook_blocks
from goldenthread.assessment.rules.alike.finding import (
    common_words,
    crowded,
    meet,
    stand_together,
    to_compare,
    with_beside,
)
from goldenthread.assessment.rules.alike.prints import prints_of
from goldenthread.assessment.rules.alike.words import Numbers, Text, text_of
from goldenthread.assessment.types.alike import Shared
from goldenthread.assessment.types.counting import Block, Work
from goldenthread.frameworks.queries.editions import statements_of
from goldenthread.ground.actions.record import post
from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Notice, Refusal

MOST_AT_ONCE = 500


@atomic
def ask_for_comparison(*, at: datetime) -> int:
    """Ask for every script to be compared that should be and is not asked for; how many those were."""
    rows = list(due(at=at).order_by("pk")[:MOST_AT_ONCE])
    for row in rows:
        ScriptPrint.objects.update_or_create(script=row, defaults={"asked_at": at})
        post(Notice("assessment.comparison_asked", {"script": str(row.ref)}), at=at)
    return len(rows)


def compare_script(ref: UUID, *, at: datetime, work: Work) -> None:
    """Find what the version of a script that stands has in common with all others; a second time finds the same.

    Its print is kept before the others are read: of two that are compared at once, one at least meets the other.
    ``work`` reads a brief's file, the first time somebody hands in for it.
    """
    mine = _lay_down(ref, work)
    if mine is not None:
        _keep(mine, _find(mine), at=at)


@atomic
def _lay_down(ref: UUID, work: Work) -> Laid | None:
    """Keep the print of the version that stands; nothing where nothing is handed in."""
    rows = Script.objects.select_related(
        "enrolment",
        "window__brief__brief",
        "window__brief__file",
        "window__cohort__release__edition",
        "window__cohort__release__programme__edition",
    )
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    version = row.versions.select_related("upload").order_by("-number").first()
    if version is None:
        return None
    text = without_brief(text_of(blocks_in(version.upload.blocks)), text_of(_not_theirs(row, work)))
    prints = prints_of(text)
    facts = {
        "version": version,
        "rules": RULES,
        "numbers": prints.numbers.tobytes(),
        "places": prints.places.tobytes(),
        "off": packed(text.is_off),
        "words": text.own,
        "compared_at": None,
    }
    kept, _ = ScriptPrint.objects.update_or_create(script=row, defaults=facts)
    return Laid(row.pk, version.pk, row.enrolment.participant_id, text, kept)


def _not_theirs(row: Script, work: Work) -> tuple[Block, ...]:
    """The words that count for nobody: the brief's, and those of the framework that the programme is built on."""
    release = row.window.cohort.release
    edition = release.edition or release.programme.edition
    statements = (block for line in statements_of([edition.ref]) for block in text_blocks(line.text))
    return (*_brief_blocks(row.window.brief, work), *statements)


def _brief_blocks(brief: BriefVersion, work: Work) -> tuple[Block, ...]:
    """The words of a brief with its questions, materials and files, read the first time and kept."""
    kept = BriefWording.objects.filter(version=brief).first()
    if kept is None:
        files = (
            brief.file.ref if brief.file else None,
            *brief.materials.order_by("place").values_list("file__ref", flat=True),
        )
        blocks = (*text_blocks(whole_text(brief)), *(block for ref in files for block in _file_blocks(ref, work)))
        made = [[block.part.value, block.text] for block in blocks]
        kept, _ = BriefWording.objects.get_or_create(version=brief, defaults={"blocks": made})
    return blocks_in(kept.blocks)


def _file_blocks(ref: UUID | None, work: Work) -> tuple[Block, ...]:
    if ref is None:
        return ()
    media_type, content = kept_file(ref).media_type, file_bytes(ref)
    if media_type == MEDIA_TYPES[Kind.XLSX]:
        return workbook_blocks(content)
    if media_type == MEDIA_TYPES[Kind.TEXT]:
        return text_blocks(content.decode("utf-8", "replace"))
    worked = work(content, media_type)
    return () if isinstance(worked, Refusal) else worked.reading.blocks


@dataclass(frozen=True)
class _Found:
    """What was found: by the other script's id, it and what is shared; and how much is common wording."""

    pairs: Mapping[int, tuple[Laid, Shared]]
    common: int


def _find(mine: Laid) -> _Found:
    prints = mine.row.as_prints()
    met = meet(prints, pool_beside(mine.script))
    common = crowded(prints, met, writer=mine.writer)
    numbers = prints.numbers[common & prints.is_exact]
    words = common_words(mine.text, numbers)
    compare = to_compare(prints, met, with_beside(common, prints, words))
    rows = ScriptPrint.objects.filter(script_id__in=compare.shared)
    close = {row.script_id for row in rows if stand_together(prints, compare.shared[row.script_id], row.as_prints())}
    pairs = {each.script: (each, shared(*_apart(mine, each, numbers))) for each in laid_out({*compare.certain, *close})}
    kept = {script: pair for script, pair in pairs.items() if is_worth_showing(pair[1])}
    return _Found(kept, int(words.sum()))


def _apart(mine: Laid, other: Laid, numbers: Numbers) -> tuple[Text, Text]:
    """Both texts without the common wording that both have."""
    both = np.intersect1d(numbers, other.row.as_prints().numbers)
    return mine.text.without(common_words(mine.text, both)), other.text.without(common_words(other.text, both))


@atomic
def _keep(mine: Laid, found: _Found, *, at: datetime) -> None:
    """Keep the pairs, and end those that hold no longer; nothing where another version has come meanwhile."""
    row = ScriptPrint.objects.select_for_update().get(pk=mine.row.pk)
    if row.version_id != mine.version:
        return
    for gone in (
        ScriptPair.objects.filter(first_id=mine.script).exclude(second_id__in=found.pairs),
        ScriptPair.objects.filter(second_id=mine.script).exclude(first_id__in=found.pairs),
    ):
        gone.filter(looks=None).delete()
        gone.filter(ended_at=None).update(ended_at=at)
    for other, common in found.pairs.values():
        _keep_pair(mine, other, common, at=at)
    row.common, row.compared_at = found.common, at
    row.save(update_fields=["common", "compared_at"])


def _keep_pair(mine: Laid, other: Laid, common: Shared, *, at: datetime) -> None:
    first, second, seen = (mine, other, common) if mine.script < other.script else (other, mine, common.turned())
    facts = {
        "first_version_id": first.version,
        "second_version_id": second.version,
        "passages": [
            [each.likeness.value, each.first.start, each.first.end, each.second.start, each.second.end, each.same]
            for each in seen.passages
        ],
        "first_words": seen.words[0],
        "second_words": seen.words[1],
        "strength": seen.strength,
        "is_own": mine.writer == other.writer,
        "ended_at": None,
    }
    keys = {"first_id": first.script, "second_id": second.script}
    ScriptPair.objects.update_or_create(**keys, defaults=facts, create_defaults=facts | {"found_at": at})
