"""Upload a table of participants: good rows enter, bad rows come back, nothing is half-loaded."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.admissions.models import Application, Upload, UploadRow
from goldenthread.admissions.rules.checking import sort_rows
from goldenthread.admissions.rules.reading import read_sheet
from goldenthread.admissions.types import Known, Sheet, Sorted, State, UploadRef
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.cohorts.types import CohortToFill
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.queries.directory import holders_of, numbers_of
from goldenthread.people.queries.schools import names_by_urn
from goldenthread.people.types import Actor


@atomic
def upload(cohort: UUID, content: bytes, *, name: str, by: Actor, at: datetime) -> UploadRef:
    """Enter the good rows of a file as applications and keep the bad ones with their reasons, all in one go.

    The same file for the same cohort enters once: the second time, the first result is given back.

    :raises Refused: if this actor does not run the cohort, or the file cannot be read.
    """
    place = cohort_to_fill(cohort, by=by)
    if place.why_not_run:
        raise Refused(place.why_not_run)
    sheet = read_sheet(content)
    row, is_new = Upload.objects.get_or_create(
        cohort_id=place.id,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"file_name": name[:200], "ignored": list(sheet.ignored), "by_id": by.person_id, "at": at},
    )
    if not is_new:
        return UploadRef(row.ref)
    found = sort_rows(sheet.rows, routes=place.routes, known=_known(place, sheet))

    row.file_id = keep_file(content, name=name, media_type="text/csv", at=at).ref
    row.save(update_fields=["file"])
    _enter(row, found, at=at)
    audit(
        by=str(by),
        did="admissions.upload",
        to=str(row.ref),
        at=at,
        cohort=str(place.ref),
        entered=str(len(found.good)),
        refused=str(len(found.bad)),
    )
    post(Notice("admissions.uploaded", {"upload": str(row.ref), "cohort": str(place.ref)}), at=at)
    return UploadRef(row.ref)


def _known(place: CohortToFill, sheet: Sheet) -> Known:
    """Who has applied or has a place on the cohort, and whose numbers the sheet's are."""
    waiting = Application.objects.filter(cohort_id=place.id, state=State.PENDING.value)
    taken = dict(waiting.exclude(trn="").values_list("trn", "email"))
    return Known(
        applied=frozenset(waiting.values_list("email", flat=True)),
        placed=place.placed,
        trns=taken | dict(holders_of(row.cells.get("trn", "") for row in sheet.rows)),
        numbers=numbers_of(row.cells.get("email", "") for row in sheet.rows),
        schools=names_by_urn(),
    )


def _enter(row: Upload, found: Sorted, *, at: datetime) -> None:
    applications = [
        Application(
            cohort_id=row.cohort_id,
            name=good.applicant.name,
            email=good.applicant.email,
            trn=good.applicant.trn,
            school_urn=good.applicant.school_urn,
            school_name=good.applicant.school_name,
            route=good.applicant.route.value,
            sponsor_name=good.applicant.sponsor_name,
            sponsor_email=good.applicant.sponsor_email,
            state=State.PENDING.value,
            applied_at=at,
        )
        for good in found.good
    ]
    Application.objects.bulk_create(applications)
    entered = [
        UploadRow(upload=row, line=good.line, application=application, looks=list(good.looks))
        for good, application in zip(found.good, applications, strict=True)
    ]
    back = [UploadRow(upload=row, line=bad.line, reasons=list(bad.reasons), cells=dict(bad.cells)) for bad in found.bad]
    UploadRow.objects.bulk_create(entered + back)
