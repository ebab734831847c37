"""Lay standard scripts before markers: copies of exemplars that nothing tells from live scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from goldenthread.assessment.actions.laying_projects import lay_project
from goldenthread.assessment.actions.numbering import new_number, new_receipt
from goldenthread.assessment.models import (
    Allocation,
    Exemplar,
    Script,
    ScriptUpload,
    ScriptVersion,
    StandardPiece,
    StandardRound,
    Window,
)
from goldenthread.assessment.queries.counting import Counted, count_of_upload, to_keep
from goldenthread.assessment.queries.standard_scripts import in_use, known_by, standard_of
from goldenthread.assessment.rules.standardising import chosen_as_seeds, seeds_wanted
from goldenthread.assessment.types.standing import Purpose
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.queries.files import file_bytes, kept_files
from goldenthread.ground.types import KeptFile
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy


def lay_pieces(
    wanted: Sequence[tuple[Exemplar, int]],
    window: Window,
    purpose: Purpose,
    policy: AssessmentPolicy,
    *,
    by: Actor,
    at: datetime,
    round_: StandardRound | None = None,
) -> None:
    """Give each of these people (by id) a copy of an exemplar to mark, as a script of this window.

    It has a number, a file under that number, a version with its count and a seat, like any script that comes in; and
    where it is a project, everything that one is handed in with.
    """
    refs = {exemplar.clean_file_id for exemplar, _ in wanted}
    facts, contents = kept_files(refs), {ref: file_bytes(ref) for ref in refs}
    for exemplar, person in wanted:
        number = new_number()
        script = Script.everything.create(
            standard=purpose.value, window=window, number=number, state=State.ALLOCATED.value, begun_at=at
        )
        if exemplar.form:
            lay_project(script, exemplar, window.project.form.as_form(), policy.words, at=at)
        else:
            _lay_text(script, exemplar, facts[exemplar.clean_file_id], contents, policy, at=at)
        Allocation.objects.create(
            script=script, marker_id=person, seat=1, allocated_by_id=by.person_id, allocated_at=at, is_standard=True
        )
        StandardPiece.objects.create(script=script, exemplar=exemplar, marker_id=person, round=round_, laid_at=at)


def _lay_text(
    script: Script,
    exemplar: Exemplar,
    known: KeptFile,
    contents: Mapping[UUID, bytes],
    policy: AssessmentPolicy,
    *,
    at: datetime,
) -> None:
    name = f"script-{script.number}.{known.name.rpartition('.')[2]}"
    clean = keep_file(contents[exemplar.clean_file_id], name=name, media_type=known.media_type, at=at)
    upload = ScriptUpload.objects.create(
        script=script,
        file_id=clean.ref,
        clean_file_id=clean.ref,
        blocks=exemplar.blocks,
        parts=exemplar.parts,
        untold=exemplar.untold,
        extractor=exemplar.extractor,
        counting=exemplar.counting,
        notes=exemplar.notes,
        uploaded_at=at,
    )
    ScriptVersion.objects.create(
        script=script,
        upload=upload,
        number=1,
        receipt=new_receipt(),
        declaration=0,
        count=to_keep(Counted(count_of_upload(upload, policy.words), policy.words)),
        submitted_at=at,
    )


def hide_seeds(window: Window, policy: AssessmentPolicy, people: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Hide standard scripts among what these people have of a window, as the policy asks; says how many.

    They come in the same moment as the seats that were just given, so that no time tells them apart. Where there are
    too few that somebody has not seen, they get fewer.
    """
    rule, ids = policy.standard, sorted(set(people))
    if not ids or not rule.needs_clearance or not rule.every:
        return 0
    standard = standard_of(window)
    exemplars = in_use(standard, Purpose.SEED, window) if standard else []
    if not exemplars:
        return 0
    live = _numbers(Allocation.objects.current().filter(script__window=window, marker__in=ids), "marker_id")
    had = _numbers(StandardPiece.objects.filter(round=None, script__window=window, marker__in=ids), "marker_id")
    known, by_id = known_by(exemplars, ids), {each.pk: each for each in exemplars}
    wanted = [
        (by_id[exemplar], person)
        for person in ids
        for exemplar in chosen_as_seeds(known[person], seeds_wanted(live.get(person, 0), had.get(person, 0), rule))
    ]
    lay_pieces(wanted, window, Purpose.SEED, policy, by=by, at=at)
    return len(wanted)


def _numbers(rows: QuerySet[Any], of: str) -> dict[int, int]:
    return dict(rows.values_list(of).annotate(Count("pk")).order_by())
