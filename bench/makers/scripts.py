"""Scripts by the thousand: handed in, and given to one assessor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.makers.assessment import SCRIPT, credit_everything, make_brief
from tests.makers.cast import Cast
from tests.makers.cohorts import Enrolled
from tests.makers.documents import docx, paragraph

from bench.makers.cohorts import BATCH, Crowd
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, take_upload
from goldenthread.assessment.models import Allocation, Script, ScriptUpload, ScriptVersion, Window
from goldenthread.assessment.types.briefing import GivenFile, NewWindow
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor


@dataclass(frozen=True)
class Pile:
    """A window that is open now, everybody's scripts, and one participant who has not handed in yet."""

    window: WindowRef
    writer: Actor
    script: ScriptRef


def make_pile(cast: Cast, crowd: Crowd, *, at: datetime) -> Pile:
    """Everybody of the crowd but the first has handed in, and ``cast.assessor`` has every script."""
    opens, closes = at - timedelta(days=2), at + timedelta(days=5)
    before = at - timedelta(days=3)
    brief = make_brief(cast, at=before, title=f"Brookside Academy, {len(crowd.enrolments):,}")
    window = plan_window(NewWindow(crowd.opened.ref, brief, opens, closes), by=cast.programme_manager, at=before)
    first, *rest = crowd.enrolments
    credit_everything(cast, Enrolled(first.ref, crowd.opened), at=before)
    writer = actor_for(first.participant_id)
    script = open_brief(window, by=writer, at=at)
    take_upload(script, GivenFile(docx(paragraph(SCRIPT)), "script.docx"), by=writer, at=at, work=work_through)
    _hand_in_for_everybody(cast, crowd, window, script, rest, at=at)
    return Pile(window, writer, script)


def _hand_in_for_everybody(
    cast: Cast, crowd: Crowd, window: WindowRef, like: ScriptRef, rest: list, *, at: datetime
) -> None:
    number = len(crowd.enrolments)
    held, one = Window.objects.get(ref=window), ScriptUpload.objects.get(script__ref=like)
    scripts = Script.objects.bulk_create(
        [
            Script(enrolment=e, window=held, number=f"{number}-{n:05d}", state=State.ALLOCATED.value, begun_at=at)
            for n, e in enumerate(rest)
        ],
        batch_size=BATCH,
    )
    uploads = ScriptUpload.objects.bulk_create([copy_of(one, script) for script in scripts], batch_size=BATCH)
    ScriptVersion.objects.bulk_create(
        [
            ScriptVersion(script=u.script, upload=u, number=1, receipt=f"R{number}-{n}", declaration=1, submitted_at=at)
            for n, u in enumerate(uploads)
        ],
        batch_size=BATCH,
    )
    by = cast.quality_lead.person_id
    Allocation.objects.bulk_create(
        [
            Allocation(script=s, marker_id=cast.assessor.person_id, seat=1, allocated_by_id=by, allocated_at=at)
            for s in scripts
        ],
        batch_size=BATCH,
    )


def copy_of(one: ScriptUpload, script: Script) -> ScriptUpload:
    """The same file handed in for another script, or once more for its own."""
    return ScriptUpload(
        script=script,
        file_id=one.file_id,
        clean_file_id=one.clean_file_id,
        blocks=one.blocks,
        parts=one.parts,
        extractor=one.extractor,
        notes=one.notes,
        uploaded_at=one.uploaded_at,
    )
