"""Whether a person should confirm what they chose for a new programme."""

from __future__ import annotations

from uuid import UUID

from goldenthread.frameworks.queries.editions import edition_line
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Qualification
from goldenthread.programmes.rules.fitting import why_ask


def why_ask_first(*, qualification: UUID, edition: UUID, by: Actor) -> Refusal | None:
    """Why to ask before a programme for this qualification is begun on this edition, or ``None``; two statements.

    :raises ObjectDoesNotExist: if there is no such qualification or edition.
    """
    return why_ask(Qualification.objects.get(ref=qualification).as_facts(), edition_line(edition, by=by))
