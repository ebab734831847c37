"""Who is expected at a session."""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import TAKES_EVIDENCE
from goldenthread.programmes.types import Route


def expected_at(session: Session) -> QuerySet[Enrolment]:
    """Those on the cohort who take evidence and whose route has the component; wants ``component`` fetched.

    Whoever may open the register may see all of them.
    """
    on = {Route.BLENDED: session.component.is_blended, Route.ONLINE: session.component.is_online}
    routes = [route.value for route, has_it in on.items() if has_it]
    states = [state.value for state in TAKES_EVIDENCE]
    return Enrolment.objects.filter(cohort_id=session.cohort_id, state__in=states, route__in=routes)
