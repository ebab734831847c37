"""Who is expected at sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet

from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import TAKES_EVIDENCE
from goldenthread.programmes.types import Route

_STATES = [state.value for state in TAKES_EVIDENCE]


def expected_at(session: Session) -> QuerySet[Enrolment]:
    """Those on the cohort who take evidence and whose route has the component; wants ``component`` fetched.

    Whoever may open the register may see all of them.
    """
    on = {Route.BLENDED: session.component.is_blended, Route.ONLINE: session.component.is_online}
    routes = [route.value for route, has_it in on.items() if has_it]
    return Enrolment.objects.filter(cohort_id=session.cohort_id, state__in=_STATES, route__in=routes)


def expected_by_route(cohorts: Iterable[int]) -> Mapping[tuple[int, Route], int]:
    """How many of each route are expected at the sessions of some cohorts, in one statement."""
    rows = Enrolment.objects.filter(cohort_id__in=list(cohorts), state__in=_STATES)
    counted = rows.values_list("cohort_id", "route").annotate(Count("pk"))
    return {(cohort, Route(route)): n for cohort, route, n in counted}
