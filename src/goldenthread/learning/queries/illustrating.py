"""A picture or file of a unit, for whoever may read the unit."""

from __future__ import annotations

from uuid import UUID

from goldenthread.ground.queries.files import file_bytes
from goldenthread.learning.models import Media, Unit
from goldenthread.learning.queries.places import reading_place
from goldenthread.learning.types.illustrating import MediaView
from goldenthread.people.types import Actor


def media_file(ref: UUID, *, by: Actor) -> tuple[MediaView, bytes]:
    """A picture or file with its bytes.

    :raises Media.DoesNotExist: if there is none.
    :raises Unit.DoesNotExist: if its unit is on none of their programmes.
    """
    row = Media.objects.select_related("file", "unit").get(ref=ref)
    if row.file is None:
        raise Media.DoesNotExist
    if not Unit.objects.seen_by(by).filter(pk=row.unit_id).exists():
        reading_place(row.unit.ref, by=by)
    return row.as_view(), file_bytes(row.file.ref)
