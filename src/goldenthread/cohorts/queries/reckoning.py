"""What figures are reckoned with: the release's components, the policy in force, and the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from goldenthread.cohorts.models import Cohort, Credit
from goldenthread.cohorts.rules import engagement as rules
from goldenthread.cohorts.types import CreditEntry, Figure, Source
from goldenthread.ground.queries.once import read_once
from goldenthread.programmes.queries.policies import engagement_policy_on
from goldenthread.programmes.queries.releases import components_of
from goldenthread.programmes.types import ComponentFacts, EngagementPolicy, Route

_ENTRY = ("enrolment_id", "component_id", "parts", "out_of", "waives")


@dataclass(frozen=True)
class Yardstick:
    """What everybody on a cohort is measured by."""

    components: tuple[ComponentFacts, ...]
    policy: EngagementPolicy | None

    def component(self, ref: UUID) -> ComponentFacts | None:
        """The component of this release with this reference, if it has one."""
        return next((c for c in self.components if c.ref == ref), None)

    def figure(self, entries: Iterable[CreditEntry], *, route: Route) -> Figure:
        """The figure of somebody on this route with these entries."""
        return rules.figure(self.components, entries, route=route, policy=self.policy)


def yardstick(release: UUID, *, on: date, variant: UUID | None = None) -> Yardstick:
    """The components of a release or of a variant, and the policy in force on the day its cohort starts.

    In two statements.
    """
    return Yardstick(components_of(release, variant=variant), engagement_policy_on(release, on=on))


def measure_of(cohort: Cohort) -> Yardstick:
    """What everybody on a cohort is measured by, in two statements; wants ``release`` and ``variant`` fetched."""
    return yardstick(cohort.release.ref, on=cohort.measured_on, variant=variant_of(cohort))


def variant_of(cohort: Cohort) -> UUID | None:
    """The variant that a cohort takes, if it is not the core; wants ``variant`` fetched."""
    return cohort.variant.ref if cohort.variant else None


def live_here(cohort: Cohort) -> tuple[ComponentFacts, ...]:
    """The components of which a cohort can have sessions: live ones, on a route that it takes; in one statement."""
    components = components_of(cohort.release.ref, variant=variant_of(cohort))
    return tuple(c for c in components if c.kind.has_sessions and c.routes & cohort.routes)


def ledger(enrolments: Iterable[int]) -> Mapping[int, tuple[CreditEntry, ...]]:
    """Every entry of some enrolments, by enrolment id, in one statement."""
    entries: defaultdict[int, list[CreditEntry]] = defaultdict(list)
    rows = Credit.objects.filter(enrolment_id__in=list(enrolments))
    for enrolment, component, parts, out_of, waives in rows.values_list(*_ENTRY):
        entries[enrolment].append(CreditEntry(component, Fraction(parts, out_of), waives))
    return {enrolment: tuple(found) for enrolment, found in entries.items()}


@read_once
def entries_of(enrolment: int) -> tuple[CreditEntry, ...]:
    """Every entry of one enrolment, in one statement."""
    return ledger([enrolment]).get(enrolment, ())


def caught_up(enrolment: int, *, beside: UUID) -> int:
    """How many components other than one somebody has caught up, in one statement."""
    rows = Credit.objects.filter(enrolment_id=enrolment, source=Source.CATCH_UP.value, corrects=None)
    standing = rows.filter(corrected_by=None).exclude(component__ref=beside)
    return standing.values("component_id").distinct().count()
