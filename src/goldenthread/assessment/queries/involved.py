"""Who had what to do with a script before a question about its result is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value

from goldenthread.assessment.models import (
    CarryDecision,
    CaseEntry,
    Circumstance,
    Correction,
    FoundConflict,
    LatePiece,
    LetAsk,
    Look,
    Marking,
    OwnTime,
    PassageReport,
    PutOff,
    Recount,
    Review,
    Script,
    Settlement,
    StandingPart,
)
from goldenthread.assessment.rules.reviewing import APPEALS
from goldenthread.assessment.types.cases import EntryKind
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ReviewKind

# Some of it is decided about a person by name, some about a script by its number. Which it was is not said beside the
# number: whoever decided about the circumstances of one person in a window would have read whose script it is.
_BEFORE = "decided something about this script, or about whoever wrote it, before it was marked"
# As one says it to them; of several the first that is named here.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "marked": "marked this script",
        "settled": "settled or corrected the marks of this script",
        "corrected": "corrected the result of this script",
        "carried": "decided which marks of an earlier attempt stand in this script",
        "earlier": "settled or corrected marks of an earlier attempt that stand in this script",
        "reviewed": "decided an earlier review of this result",
        EntryKind.DECISION.value: "decided a case about this script",
        EntryKind.SUSPICION.value: "reported something about this script",
        "case": "took part in a case about this script",
        "looked": "looked at this script in the sample",
        "conflict": "decided whether a marking of this script counts, where a conflict of interest was found",
        "let_ask": "let whoever wrote this script ask after the last day",
        "recounted": "counted the words of this script",
        "circumstances": _BEFORE,
        "late": _BEFORE,
        "passage": _BEFORE,
        "own_time": _BEFORE,
        "put_off": _BEFORE,
    }
)
_ORDER = {part: number for number, part in enumerate(PARTS)}
# What was done before anybody marked: it bears on an appeal, which judges how things were done, and not on whether
# marks were added up right. Those who run a window do it, who check sums as well.
_PROCESS = frozenset({"circumstances", "late", "passage", "own_time", "put_off"})
_Acts = QuerySet[Any, Any]


def involved_in(scripts: Iterable[int]) -> Mapping[tuple[int, ReviewKind], Mapping[int, str]]:
    """Who had what to do with the results of these scripts, by script and kind of review and then by person id, as one
    says it to them; in one statement. A marking counts where its seat was given up later as well."""
    found: defaultdict[tuple[int, ReviewKind], dict[int, str]] = defaultdict(dict)
    acts = _together([*_on_marks(), *_on_process()], Q(on__in=list(scripts)), "part", "on", "who")
    rows = [(part if part in PARTS else "case", on, who) for part, on, who in acts]
    for part, script, person in sorted(rows, key=lambda row: _ORDER[row[0]]):
        for kind in APPEALS if part in _PROCESS else ReviewKind:
            found[script, kind].setdefault(person, PARTS[part])
    return found


def with_a_part_of(by: Actor) -> Q:
    """Of reviews, those of whose script this actor had a part that keeps them from deciding about it."""
    theirs, appeals = Q(who=by.person_id), sorted(kind.value for kind in APPEALS)
    marks, process = (_together(acts, theirs, "on") for acts in (_on_marks(), _on_process()))
    return Q(result__script__in=marks) | Q(kind__in=appeals, result__script__in=process)


def _on_marks() -> list[_Acts]:
    """What was done about the marks, or what they rest on: whoever did it decides no kind of review."""
    cases = CaseEntry.objects.exclude(kind=EntryKind.ANSWER.value)
    return [
        cases.annotate(part=F("kind"), on=F("case__script"), who=F("by")),
        _acts(Review.objects.all(), "reviewed", "result__script", "decided_by"),
        _acts(Settlement.objects.all(), "settled", "script", "moderator"),
        _acts(Correction.objects.all(), "corrected", "result__script", "by"),
        _acts(CarryDecision.objects.all(), "carried", "version__script", "by"),
        _acts(StandingPart.objects.all(), "earlier", "version__script", "settlement__moderator"),
        _acts(StandingPart.objects.all(), "earlier", "version__script", "result__corrections__by"),
        _acts(Marking.objects.all(), "marked", "allocation__script", "allocation__marker"),
        _acts(Look.objects.all(), "looked", "script", "by"),
        _acts(FoundConflict.objects.all(), "conflict", "marking__allocation__script", "decided_by"),
        # They wrote to whoever gave them leave, with the number.
        _acts(LetAsk.objects.all(), "let_ask", "result__script", "by"),
        _acts(Recount.objects.all(), "recounted", "version__script", "by"),
    ]


def _on_process() -> list[_Acts]:
    """What was decided about how somebody came to be assessed. A time that an incident gave, everybody in the window
    had: as with rulings on a marker, whoever noted it would else decide no appeal of that window."""
    own = OwnTime.objects.filter(incident=None)
    return [
        _acts(Circumstance.objects.all(), "circumstances", _their_script(), "decided_by"),
        _acts(LatePiece.objects.all(), "late", "script", "decided_by"),
        _acts(PassageReport.objects.all(), "passage", "script", "decided_by"),
        _acts(own, "own_time", _their_script(), "by"),
        _acts(own, "own_time", _their_script(), "ended_by"),
        _acts(PutOff.objects.all(), "put_off", _their_script(), "by"),
    ]


def _acts(rows: _Acts, part: str, on: str | Subquery, who: str) -> _Acts:
    script = F(on) if isinstance(on, str) else on
    found: _Acts = rows.annotate(part=Value(part), on=script, who=F(who))
    return found


def _their_script() -> Subquery:
    """The one script that somebody has in a window, where a row knows the two and no script."""
    return Subquery(Script.objects.filter(window=OuterRef("window"), enrolment=OuterRef("enrolment")).values("pk"))


def _together(acts: Iterable[_Acts], only: Q, *fields: str) -> _Acts:
    there = Q(on__isnull=False, who__isnull=False)
    first, *rest = [rows.filter(there, only).order_by().values_list(*fields) for rows in acts]
    return first.union(*rest)
