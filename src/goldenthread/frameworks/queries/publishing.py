"""What is shown before a reading is published."""

from __future__ import annotations

from uuid import UUID

from goldenthread.frameworks.queries.editions import edition_in_force
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.rules.publishing import mark_of
from goldenthread.frameworks.types import PublishPage
from goldenthread.people.types import Actor


def publish_page(ref: UUID, *, by: Actor) -> PublishPage:
    """What will be published, and in place of what; in seven statements.

    :raises Reading.DoesNotExist: if this actor sees none such.
    """
    review = review_page(ref, by=by)
    about = review.reading.about
    in_force = edition_in_force(about.code)
    mark = mark_of(
        about,
        sections=[(section.number, section.title, section.intro) for section in review.sections],
        items=[(item.ref, item.version) for item in review.items],
        details=[(detail.ref, detail.version) for detail in review.details if not detail.is_out],
        in_force=in_force.ref if in_force else None,
    )
    return PublishPage(review, in_force, mark)
