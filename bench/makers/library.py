"""Essays as scripts that are handed in, with passages that were copied from one into another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.makers.assessment import SCRIPT, credit_everything, make_brief
from tests.makers.cast import Cast
from tests.makers.cohorts import Enrolled
from tests.makers.documents import docx, paragraph

from bench.makers.cohorts import BATCH, Crowd
from bench.makers.essays import WORDS, Essays, Words
from bench.makers.scripts import copy_of
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, take_upload
from goldenthread.assessment.models import Script, ScriptPrint, ScriptUpload, ScriptVersion, Window
from goldenthread.assessment.queries.likening import packed
from goldenthread.assessment.rules.alike import RULES
from goldenthread.assessment.rules.alike.prints import Prints
from goldenthread.assessment.rules.alike.words import Text
from goldenthread.assessment.types.briefing import GivenFile, NewWindow
from goldenthread.assessment.types.words import State
from goldenthread.people.queries.acting import actor_for

LENGTHS = (25, 40, 60, 100)
RATES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True)
class Planted:
    """A passage of so many words of one essay, put into another with a share of its words changed."""

    source: int
    copy: int
    length: int
    rate: float


def plant(essays: Essays, words: list[Words], *, each: int) -> Iterator[Planted]:
    """Copies of every length at every rate, so many of each and four times as many unchanged; no essay is in two."""
    free = iter(essays.dice.permutation(len(words)).tolist())
    for length in LENGTHS:
        for rate in RATES:
            for _ in range(each if rate else 4 * each):
                source, copy = next(free), next(free)
                begins, at = essays.dice.integers(0, WORDS - length, 2)
                passage = essays.reworded(words[source][begins : begins + length], rate)
                words[copy] = words[copy].copy()
                words[copy][at : at + length] = passage
                yield Planted(source, copy, length, rate)


def hand_in(
    cast: Cast, crowd: Crowd, texts: list[str], known: list[tuple[Text, Prints]], *, at: datetime
) -> list[Script]:
    """Each essay as the script of somebody of the crowd, with its print."""
    opens, before = at - timedelta(days=2), at - timedelta(days=3)
    brief = make_brief(cast, at=before)
    asked = NewWindow(crowd.opened.ref, brief, opens, at + timedelta(days=5))
    window = plan_window(asked, by=cast.programme_manager, at=before)
    first, *rest = crowd.enrolments
    credit_everything(cast, Enrolled(first.ref, crowd.opened), at=before)
    writer = actor_for(first.participant_id)
    script = open_brief(window, by=writer, at=at)
    take_upload(script, GivenFile(docx(paragraph(SCRIPT)), "script.docx"), by=writer, at=at, work=work_through)
    like, held = ScriptUpload.objects.get(script__ref=script), Window.objects.get(ref=window)
    scripts = Script.objects.bulk_create(
        [
            Script(enrolment=e, window=held, number=f"B{n:06d}", state=State.SUBMITTED.value, begun_at=at)
            for n, e in enumerate(rest)
        ],
        batch_size=BATCH,
    )
    uploads = [copy_of(like, one) for one in scripts]
    for upload, text in zip(uploads, texts, strict=True):
        upload.blocks = [["body", text]]
    made = ScriptUpload.objects.bulk_create(uploads, batch_size=BATCH)
    versions = ScriptVersion.objects.bulk_create(
        [
            ScriptVersion(script=u.script, upload=u, number=1, receipt=f"B{n}", declaration=1, submitted_at=at)
            for n, u in enumerate(made)
        ],
        batch_size=BATCH,
    )
    ScriptPrint.objects.bulk_create(
        [
            ScriptPrint(
                script=version.script,
                version=version,
                rules=RULES,
                numbers=prints.numbers.tobytes(),
                places=prints.places.tobytes(),
                off=packed(text.is_off),
                words=text.own,
                compared_at=at,
            )
            for version, (text, prints) in zip(versions, known, strict=True)
        ],
        batch_size=BATCH,
    )
    return scripts
