"""Writing a mark scheme: what a draft becomes by what was typed, and when it can be changed and frozen.

What can be wrong is what :mod:`goldenthread.programmes.rules.schemes` finds in files: what was typed is read as a file
would be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from goldenthread.ground.types import Refusal
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.schemes import criterion_body, part_body, read_scheme, scheme_body
from goldenthread.programmes.types import Criterion, Fault, MarkScheme, SchemePart, SchemeState
from goldenthread.programmes.types.writing import CriterionSaid, FaultyScheme, PartSaid, TermsSaid

PAGE = "the page"


def why_not_rewrite(state: SchemeState, *, version: int) -> Refusal | None:
    """Why a scheme in this state is not changed, or ``None``."""
    if state is SchemeState.DRAFT:
        return None
    return Refusal(
        "scheme_is_frozen",
        f"Version {version} of the mark scheme is frozen, and a frozen scheme never changes.",
        "Write the next version.",
    )


def why_not_over(revision: int, *, now: int) -> Refusal | None:
    """Why words that were begun from an earlier saving are not kept, or ``None``."""
    if revision == now:
        return None
    return Refusal(
        "changed_meanwhile",
        "This was saved from another page while you had it open.",
        "Look at what it says now, then save yours again.",
    )


def why_not_freeze(scheme: MarkScheme, *, is_as_seen: bool) -> Refusal | None:
    """Why a draft is not frozen, or ``None``; :raises FaultyScheme: where it lacks something."""
    if not is_as_seen:
        return Refusal(
            "changed_since",
            "The scheme was changed after this page was opened.",
            "Look at it as it is now, then freeze it.",
        )
    faults = lacks(scheme)
    if faults:
        raise FaultyScheme(faults)
    return None


def lacks(scheme: MarkScheme) -> tuple[Fault, ...]:
    """What keeps a draft from being marked against, each named as the pages name it."""
    return _read(scheme, scheme_body(scheme))[1]


def with_terms(scheme: MarkScheme, said: TermsSaid) -> MarkScheme:
    """The scheme with what was typed about itself. :raises FaultyScheme: if that cannot be."""
    typed = {
        "title": said.title,
        "source": said.source,
        "illustrative": said.is_illustrative,
        "minimum_total": said.minimum_total,
    }
    read, faults = _read(scheme, scheme_body(scheme) | typed)
    own = tuple(fault for fault in faults if fault.field in typed)
    if own:
        raise FaultyScheme(own)
    return read


def with_parts(scheme: MarkScheme, said: Iterable[PartSaid]) -> MarkScheme:
    """The scheme with the parts that were typed, instead of those it has. :raises FaultyScheme: if they cannot be."""
    bodies = [asdict(part) | {"criteria": list(part.criteria)} for part in said]
    read, faults = _read(scheme, scheme_body(scheme) | {"parts": bodies})
    own = tuple(fault for fault in faults if fault.field.startswith("parts"))
    if own:
        raise FaultyScheme(own)
    return read


def in_parts(parts: Iterable[SchemePart], code: str, *, now: str | None) -> tuple[SchemePart, ...]:
    """The parts once a criterion is called something else, or is there no more."""
    called = () if now is None else (now,)
    return tuple(
        replace(part, criteria=tuple(c for each in part.criteria for c in (called if each == code else (each,))))
        for part in parts
    )


def criterion_of(scheme: MarkScheme, said: CriterionSaid, *, place: int | None) -> Criterion:
    """The criterion that was typed, instead of the one at this place of the scheme, or beside all it has.

    :raises FaultyScheme: if it cannot be; its faults are named as if nothing else was there.
    """
    bodies = [criterion_body(each) for each in scheme.criteria]
    at = len(bodies) if place is None else place
    bodies[at : at + 1] = [asdict(said) | {"levels": [asdict(level) for level in said.levels]}]
    called = scheme.criteria[place].code if place is not None else said.code
    parts = [part_body(part) for part in in_parts(scheme.parts, called, now=said.code.strip())]
    read, faults = _read(scheme, scheme_body(scheme) | {"criteria": bodies, "parts": parts})
    here = f"criteria[{at + 1}]."
    own = [Fault(PAGE, fault.field.removeprefix(here), fault.says) for fault in faults if fault.field.startswith(here)]
    if not own and any(fault.field == "criteria" for fault in faults):
        own.append(Fault(PAGE, "code", "is that of another criterion"))
    if not own and said.code.strip() in {part.code for part in scheme.parts}:
        own.append(Fault(PAGE, "code", "is that of a part"))
    if own:
        raise FaultyScheme(own)
    return read.criteria[at]


def _read(scheme: MarkScheme, body: dict[str, object]) -> tuple[MarkScheme, tuple[Fault, ...]]:
    fields = Fields(body, file=PAGE)
    return read_scheme(fields, qualification=scheme.qualification), tuple(fields.faults)
