"""What the record says of admissions: deeds in words, things by name, and the applications of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.admissions.models import Application, Upload
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "admissions.upload": Deed("Uploaded participants", "upload"),
        "admissions.ask_sponsors": Deed("Asked sponsors to confirm", "cohort"),
        "admissions.answer_by_link": Deed("Answered for their school", "application"),
        "admissions.record_answer": Deed("Recorded a sponsor’s answer", "application"),
        "admissions.close_expired_links": Deed("Closed sponsors’ links that had run out", ""),
        "admissions.accept": Deed("Accepted an application", "application"),
        "admissions.reject": Deed("Rejected an application", "application"),
        "admissions.withdraw": Deed("Withdrew an application", "application"),
    }
)


def applications_of(people: Iterable[str]) -> tuple[str, ...]:
    """The references of the applications that became these people's enrolments, in one statement."""
    rows = Application.objects.filter(enrolment__participant__ref__in=set(people))
    return tuple(map(str, rows.values_list("ref", flat=True)))


def _applications(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Application.objects.all(), refs, "{name}, {cohort__title}", seen=Application.objects.seen_by(by))


def _uploads(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Upload.objects.all(), refs, "{file_name}, {cohort__title}", seen=Upload.objects.seen_by(by))


NAMERS: Mapping[str, Namer] = MappingProxyType({"application": _applications, "upload": _uploads})
