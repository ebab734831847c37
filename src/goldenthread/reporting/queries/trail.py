"""What the record says of updates and letters: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor
from goldenthread.reporting.models import InspectionPack, LetterSent, ProgressUpdate, YearAim

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "reporting.make_updates": Deed("Wrote updates to sponsors and heads", "cohort"),
        "reporting.tell_who_fell_behind": Deed("Told schools who fell behind", "cohort"),
        "reporting.update_about_result": Deed("Told a school of a result", "enrolment"),
        "reporting.revoke_update": Deed("Closed the link of an update", "update"),
        "reporting.make_pack": Deed("Made the evidence pack of a week", "evidence pack"),
        "reporting.enter_aim": Deed("Entered a target or a cost", "yearly figure"),
        "reporting.letter_sent": Deed("Sent an e-mail", "e-mail"),
    }
)


def _updates(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    rows, theirs = ProgressUpdate.objects.all(), ProgressUpdate.objects.seen_by(by)
    return things(rows, refs, "to {to__name}, {cohort__title}", seen=theirs, page="cohort__ref")


def _packs(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    rows = InspectionPack.objects.all()
    return things(rows, refs, "week of {week_on}, version {version}", seen=InspectionPack.objects.seen_by(by))


def _aims(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(YearAim.objects.all(), refs, "{what} of {qualification__title} in {year}")


def _letters(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(LetterSent.objects.all(), refs, "“{subject}” to {address}")


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {"update": _updates, "evidence pack": _packs, "yearly figure": _aims, "e-mail": _letters}
)
