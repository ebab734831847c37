"""What became of uploads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count

from goldenthread.admissions.models import Upload, UploadRow
from goldenthread.admissions.types import (
    COLUMNS,
    ApplicationRef,
    BadRow,
    LookLine,
    SchoolLine,
    UploadLine,
    UploadPage,
    UploadRef,
)
from goldenthread.ground.rules.tables import as_csv
from goldenthread.people.queries.schools import names_by_urn
from goldenthread.people.types import Actor

_EXAMPLE = (
    "Asha Example",
    "asha.example@school.example",
    "1234567",
    "123456",
    "Example Primary School",
    "blended",
    "Sam Example",
    "sam.example@school.example",
)


def upload_page(ref: UUID, *, by: Actor) -> UploadPage:
    """One upload with the rows that came back and what to look at in those that entered, in six statements.

    :raises Upload.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Upload.objects.seen_by(by).select_related("cohort", "by").get(ref=ref)
    return UploadPage(
        ref=UploadRef(row.ref),
        file_name=row.file_name,
        at=row.at,
        by=row.by.name,
        cohort=row.cohort.ref,
        cohort_title=row.cohort.title,
        entered=_counts([row.pk]).get(row.pk, (0, 0))[0],
        bad=tuple(
            BadRow(r.line, tuple(r.reasons), r.cells)
            for r in UploadRow.objects.filter(upload=row, application=None).order_by("line")
        ),
        ignored=tuple(row.ignored),
        renamed=_renamed(row.pk),
        looks=_looks(row.pk),
    )


def _looks(upload: int) -> tuple[LookLine, ...]:
    """Rows that entered with something to look at, in one statement."""
    rows = UploadRow.objects.filter(upload_id=upload, application__isnull=False).exclude(looks=[]).order_by("line")
    found = rows.values_list("line", "application__ref", "application__name", "looks")
    return tuple(LookLine(line, ApplicationRef(ref), name, tuple(looks)) for line, ref, name, looks in found)


def _renamed(upload: int) -> tuple[SchoolLine, ...]:
    """Schools of rows that entered, known here by another way of writing their names; in two statements."""
    entered = UploadRow.objects.filter(upload_id=upload, application__isnull=False)
    typed = Counter(entered.values_list("application__school_urn", "application__school_name"))
    known = names_by_urn({urn for urn, _ in typed})
    return tuple(
        SchoolLine(urn, name, known[urn], rows)
        for (urn, name), rows in sorted(typed.items())
        if known.get(urn, name) != name
    )


def uploads_of(cohort: int, *, most: int = 10) -> tuple[UploadLine, ...]:
    """The newest uploads of a cohort, in two statements. Whoever asks has found out that the cohort may be seen."""
    rows = list(Upload.objects.filter(cohort_id=cohort).select_related("by").order_by("-at", "-pk")[:most])
    counts = _counts(row.pk for row in rows)
    return tuple(UploadLine(UploadRef(r.ref), r.file_name, r.at, r.by.name, *counts.get(r.pk, (0, 0))) for r in rows)


def bad_rows_csv(ref: UUID, *, by: Actor) -> bytes:
    """The rows that came back, as they were typed, with their line and every reason; ready to be mended and sent again.

    :raises Upload.DoesNotExist: if there is none, or it is not theirs to see.
    """
    page = upload_page(ref, by=by)
    header = [*COLUMNS.values(), "Line", "What to mend"]
    return as_csv(
        header,
        ([*(bad.cells.get(column, "") for column in COLUMNS), bad.line, " ".join(bad.reasons)] for bad in page.bad),
    )


def template_csv() -> bytes:
    """The table to fill in, with one row that shows how."""
    return as_csv(list(COLUMNS.values()), [_EXAMPLE])


def _counts(uploads: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """How many rows of each upload entered and how many came back, in one statement."""
    rows = UploadRow.objects.filter(upload_id__in=list(uploads)).values_list("upload_id")
    counted = rows.annotate(Count("application"), Count("pk"))
    return {upload: (entered, every - entered) for upload, entered, every in counted}
