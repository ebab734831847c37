"""Enter a target or a cost for a year."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import YearAim
from goldenthread.reporting.queries.yearly import qualification_id
from goldenthread.reporting.rules.yearly import why_not_enter, why_not_so
from goldenthread.reporting.types.yearly import NewAim


@atomic
def enter_aim(new: NewAim, *, by: Actor, at: datetime) -> None:
    """Keep a number in place of the one there was, which stays in the record.

    :raises Refused: if this actor may not, or the number has no source.
    :raises ObjectDoesNotExist: if there is no such qualification.
    """
    refusal = why_not_enter(by) or why_not_so(new)
    if refusal:
        raise Refused(refusal)
    row = YearAim.objects.create(
        year=new.year,
        qualification_id=qualification_id(new.qualification),
        what=new.what.value,
        number=new.number,
        source=new.source.strip(),
        by_id=by.person_id,
        at=at,
    )
    told = {"year": str(new.year), "what": new.what.value, "number": str(new.number)}
    audit(by=str(by), did="reporting.enter_aim", to=str(row.ref), at=at, **told)
