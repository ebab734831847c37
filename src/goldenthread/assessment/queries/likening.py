"""What comparing scripts reads: texts of versions that stand, the words of briefs, and the prints of all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from goldenthread.assessment.models import Script, ScriptPrint, ScriptUpload, ScriptVersion
from goldenthread.assessment.rules.alike import RULES
from goldenthread.assessment.rules.alike.finding import Batch
from goldenthread.assessment.rules.alike.words import Marks, Text, text_of
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part

AT_A_TIME = 1_000
# Whoever was asked and has not answered by then is asked again.
ASKED_AGAIN_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Laid:
    """A script ready to be laid beside another: its text with the words that count for nothing, and its print."""

    script: int
    version: int | None
    writer: int
    text: Text
    row: ScriptPrint


def newest_version() -> QuerySet[ScriptVersion]:
    """The version that stands, for a query over scripts."""
    return ScriptVersion.objects.filter(script=OuterRef("pk")).order_by("-number")


def blocks_in(kept: Iterable[Iterable[str]]) -> tuple[Block, ...]:
    """A text as it is kept, as blocks."""
    return tuple(Block(Part(part), text) for part, text in kept)


def packed(off: Marks) -> bytes:
    """Which words count for nothing, as they are kept."""
    return np.packbits(off).tobytes()


def pool_beside(script: int) -> Iterator[Batch]:
    """The prints of all other scripts, whatever their window, a batch at a time; in one statement.

    One row for each script, and of a superseded version none: nobody meets their own earlier wording.
    """
    rows = ScriptPrint.objects.exclude(script_id=script).filter(numbers__isnull=False)
    read = rows.values_list("script_id", "script__enrolment__participant_id", "numbers")
    batch: list[tuple[int, int, bytes]] = []
    for row in read.iterator(chunk_size=AT_A_TIME):
        batch.append((row[0], row[1], bytes(row[2] or b"")))
        if len(batch) == AT_A_TIME:
            yield _batch(batch)
            batch = []
    if batch:
        yield _batch(batch)


def _batch(rows: list[tuple[int, int, bytes]]) -> Batch:
    scripts, writers, numbers = zip(*rows, strict=True)
    return Batch(
        np.array(scripts, np.int64),
        np.array(writers, np.int64),
        np.array([len(each) // 4 for each in numbers], np.int64),
        np.frombuffer(b"".join(numbers), np.uint32),
    )


def laid_out(scripts: Iterable[int]) -> Iterator[Laid]:
    """Scripts by id with their texts, as far as they have prints, in two statements."""
    ids = list(scripts)
    rows = ScriptPrint.objects.filter(script_id__in=ids, numbers__isnull=False)
    prints = list(rows.select_related("script__enrolment").order_by("script_id"))
    texts = blocks_of(row.version_id for row in prints)
    for row in prints:
        text = text_of(texts[row.version_id])
        off = np.unpackbits(np.frombuffer(row.off or b"", np.uint8), count=len(text)).astype(np.bool_)
        yield Laid(row.script_id, row.version_id, row.script.enrolment.participant_id, text.without(off), row)


def blocks_of(versions: Iterable[int | None]) -> Mapping[int | None, tuple[Block, ...]]:
    """The text of versions, in one statement."""
    found = ScriptUpload.objects.filter(version__id__in=list(versions)).values_list("version__id", "blocks")
    return {version: blocks_in(blocks) for version, blocks in found}


def waiting() -> QuerySet[Script]:
    """Scripts whose version that stands is not compared yet, or was by earlier rules."""
    stands = Subquery(newest_version().values("pk")[:1])
    done = ScriptPrint.objects.filter(script=OuterRef("pk"), rules=RULES, compared_at__isnull=False)
    handed_in = Script.objects.annotate(stands=stands).filter(stands__isnull=False)
    return handed_in.filter(~Exists(done.filter(version=OuterRef("stands"))))


def due(*, at: datetime) -> QuerySet[Script]:
    """Scripts to be compared that nobody is asked to compare: those that wait, and those that were compared before
    their window closed, since others have come in."""
    early = ScriptPrint.objects.filter(
        script=OuterRef("pk"),
        compared_at__lt=OuterRef("window__closes_at"),
    )
    asked = ScriptPrint.objects.filter(script=OuterRef("pk"), asked_at__gt=at - ASKED_AGAIN_AFTER)
    closed_since = Script.objects.filter(Exists(early), window__closes_at__lte=at)
    return Script.objects.filter(Q(pk__in=waiting().values("pk")) | Q(pk__in=closed_since.values("pk"))).filter(
        ~Exists(asked)
    )
