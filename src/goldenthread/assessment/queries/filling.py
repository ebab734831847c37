"""A sheet that a participant fills in, with what it comes to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.models import FilledSheet, OverwrittenSheet, Script
from goldenthread.assessment.queries.carrying import form_for
from goldenthread.assessment.queries.projects import own_projects
from goldenthread.assessment.rules.filling import keyed
from goldenthread.assessment.rules.sheets import reckon_sheet
from goldenthread.assessment.types.projects import FILLED
from goldenthread.assessment.types.sheets import KEY, SHEETS, EarlierSheet, FilledPage, Sheet
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.people.types import Actor

MOST_SHOWN = 50


def filled_page(script: UUID, criterion: str, *, by: Actor, at: datetime) -> FilledPage:
    """What is filled in so far; in four statements, and five more at most where parts may stand.

    :raises Script.DoesNotExist: if it is no project, or not theirs.
    :raises FilledSheet.DoesNotExist: if the document of this criterion is not filled in here.
    """
    row = own_projects(by).get(ref=script)
    form = form_for(row, at=at)
    asked = form.document(criterion)
    if asked is None or asked.kind not in FILLED:
        raise FilledSheet.DoesNotExist
    kept = FilledSheet.objects.filter(script=row, place=criterion).first()
    keys = keyed(asked.kind, kept.rows if kept else (), begin="row")
    rows = tuple({**said, KEY: key} for key, said in keys.items())
    sheet = SHEETS[asked.kind]
    return FilledPage(
        script=ScriptRef(row.ref),
        place=criterion,
        label=form.label(criterion),
        kind=asked.kind,
        sheet=sheet,
        rows=rows,
        reckoned=reckon_sheet(asked.kind, rows),
        number=kept.number if kept else 0,
        earlier=_earlier(row, criterion, sheet),
    )


def _earlier(row: Script, place: str, sheet: Sheet) -> tuple[EarlierSheet, ...]:
    found = OverwrittenSheet.objects.filter(sheet__script=row, sheet__place=place).order_by("-number")[:MOST_SHOWN]
    return tuple(
        EarlierSheet(
            tuple(
                tuple((column.title, said[column.key]) for column in sheet.columns if said.get(column.key))
                for said in each.rows
            ),
            each.saved_at,
        )
        for each in found
    )
