"""A sheet that a participant fills in, with what it comes to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import FilledSheet
from goldenthread.assessment.queries.carrying import form_for
from goldenthread.assessment.queries.projects import own_projects
from goldenthread.assessment.rules.sheets import reckon_sheet
from goldenthread.assessment.types.projects import FILLED
from goldenthread.assessment.types.sheets import SHEETS, FilledPage
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.people.types import Actor


def filled_page(script: UUID, criterion: str, *, by: Actor, at: datetime) -> FilledPage:
    """What is filled in so far; in three statements, and five more at most where parts may stand.

    :raises Script.DoesNotExist: if it is no project, or not theirs.
    :raises FilledSheet.DoesNotExist: if the document of this criterion is not filled in here.
    """
    row = own_projects(by).get(ref=script)
    form = form_for(row, at=at)
    asked = form.document(criterion)
    if asked is None or asked.kind not in FILLED:
        raise FilledSheet.DoesNotExist
    kept = FilledSheet.objects.filter(script=row, place=criterion).first()
    rows = tuple(kept.rows) if kept else ()
    return FilledPage(
        script=ScriptRef(row.ref),
        place=criterion,
        label=form.label(criterion),
        kind=asked.kind,
        sheet=SHEETS[asked.kind],
        rows=rows,
        reckoned=reckon_sheet(asked.kind, rows),
        is_kept=kept is not None,
    )
