"""What the record says of awards: deeds in words, things by name, and the outcomes of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.awards.models import Certificate, Outcome
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "awards.award": Deed("Recorded the outcome", "outcome"),
        "awards.issue_again": Deed("Made another certificate", "certificate"),
        "awards.revoke": Deed("Revoked a certificate", "certificate"),
    }
)


def awards_of(people: Iterable[str]) -> tuple[str, ...]:
    """The references of these people's outcomes and certificates, in one statement."""
    rows = Outcome.objects.filter(enrolment__participant__ref__in=set(people))
    pairs = rows.values_list("ref", "certificates__ref")
    return tuple(dict.fromkeys(str(ref) for pair in pairs for ref in pair if ref))


def _outcomes(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{enrolment__participant__name}, {qualification}"
    return things(Outcome.objects.all(), refs, says, seen=Outcome.objects.seen_by(by))


def _certificates(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    mine = Certificate.objects.filter(outcome__in=Outcome.objects.seen_by(by))
    return things(Certificate.objects.all(), refs, "{number}, {name}", seen=mine)


NAMERS: Mapping[str, Namer] = MappingProxyType({"outcome": _outcomes, "certificate": _certificates})
