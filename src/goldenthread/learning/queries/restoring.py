"""A unit's versions, with what changed in each."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from goldenthread.learning.models import Page, Unit
from goldenthread.learning.queries.editing import questions_in_order
from goldenthread.learning.rules.restoring import changes
from goldenthread.learning.rules.writing import may_write
from goldenthread.learning.types import EditedPage
from goldenthread.learning.types.restoring import UnitHistory, UnitVersion
from goldenthread.people.types import Actor


def unit_history(unit: UUID, *, by: Actor) -> UnitHistory:
    """All versions of a unit, the newest first, in four statements.

    :raises Unit.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Unit.objects.seen_by(by).select_related("component__module").get(ref=unit)
    pages: defaultdict[int, list[EditedPage]] = defaultdict(list)
    rows = Page.objects.filter(version__unit=row).prefetch_related(questions_in_order())
    for page in rows.order_by("position", "id"):
        pages[page.version_id].append(page.as_edited())
    found: list[UnitVersion] = []
    before: list[EditedPage] = []
    for version in row.versions.order_by("number"):
        here = pages[version.pk]
        said = changes(before, here) if found else ()
        found.append(UnitVersion(version.number, version.state, version.published_at, len(here), said))
        before = here
    return UnitHistory(row.ref, row.component.title, row.component.module.title, tuple(reversed(found)), may_write(by))
