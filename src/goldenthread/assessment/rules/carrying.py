"""Which parts of a project stand from an earlier attempt, and what they do to a mark scheme and to marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.types.carrying import Carried, CarriedMark, Earlier, Resumed
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.projects import FormPart, TaskForm
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import day
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import MarkScheme

# Worn for the lead provider itself.
DECIDES_CARRIED = (Duty.QUALITY_LEAD,)
Settled = tuple[str, int, str, str]


def what_stands(earlier: Earlier | None, form: TaskForm, scheme: MarkScheme) -> Resumed:
    """Which parts of a form stand by an earlier attempt, or why everything is handed in. Nothing for a first attempt.

    A part stands where each of its criteria reached its minimum, by the scheme of then and by that of now.
    """
    if earlier is None or earlier.outcome is Outcome.PASSED:
        return Resumed()
    why = _why_all(earlier, form, scheme)
    if why:
        return Resumed(why_all=why)
    parts = tuple(part for part in form.parts if reaches(part, earlier.marks, earlier.scheme, scheme))
    if not parts:
        return Resumed(why_all=_all("no_part_stands", "No part reached the minimum on each of its criteria."))
    if len(parts) == len(form.parts):
        says = "Each criterion reached its minimum, and the total was too low all the same."
        return Resumed(why_all=_all("no_part_fell_short", says))
    return Resumed(parts, earlier)


def reaches(part: FormPart, marks: Mapping[str, CarriedMark], *schemes: MarkScheme) -> bool:
    """Whether every criterion of a part reached its minimum in each of these schemes."""
    return all(marks[code].mark >= scheme.criterion(code).minimum for code in part.criteria for scheme in schemes)


def _why_all(earlier: Earlier, form: TaskForm, scheme: MarkScheme) -> Refusal | None:
    if len(form.parts) < 2:
        return _all("one_part", "The task has one part.")
    placed = Counter(code for part in form.parts for code in part.criteria)
    if placed != Counter(criterion.code for criterion in scheme.criteria) or not all(p.criteria for p in form.parts):
        return _all("criteria_in_no_part", "The form does not say of each criterion in which part it stands.")
    if earlier.outcome is not Outcome.FAILED:
        return _all("voided_before", f"The result of your last attempt is {earlier.outcome.value}.")
    before = earlier.form
    if before is None or before.slug != form.slug or _shape(before) != _shape(form):
        return _all("another_form", "Your last attempt was on another form, or on one with other parts.")
    if _scales(earlier.scheme) != _scales(scheme) or set(earlier.marks) != set(placed):
        return _all("another_scheme", "Your last attempt was marked on other criteria or another scale.")
    return None


def _all(code: str, says: str) -> Refusal:
    return Refusal(code, says, "Everything is handed in and marked.")


def _shape(form: TaskForm) -> list[tuple[str, frozenset[str]]]:
    return [(part.key, frozenset(part.criteria)) for part in form.parts]


def _scales(scheme: MarkScheme) -> dict[str, tuple[int, ...]]:
    return {criterion.code: criterion.marks for criterion in scheme.criteria}


def as_resumed(carried: Carried, scheme: MarkScheme) -> Resumed:
    """What stood when a project was handed in, in the words of what stands before it is."""
    about = (carried.uses, carried.title, carried.told_at, carried.outcome)
    return Resumed(carried.parts, Earlier(*about, None, scheme, carried.result, carried.marks))


def as_marked(scheme: MarkScheme, carried: Carried) -> MarkScheme:
    """The scheme as a script is marked by it: the criteria that are marked now, with totals over the whole."""
    codes = {criterion.code for criterion in scheme.criteria} - carried.codes
    return scheme.only(codes, beside={code: carried.marks[code].mark for code in sorted(carried.codes)})


def asked_in(sheets: Iterable[MarkSheet], scheme: MarkScheme) -> MarkScheme:
    """The scheme with the criteria on which finished sheets were given; all of it where there is none."""
    codes = {code for sheet in sheets for code in sheet.marks}
    return scheme.only(codes) if codes else scheme


def for_markers(scheme: MarkScheme) -> MarkScheme:
    """The same for those who mark: nothing of it says what stands beside, not even a total."""
    return scheme.only({criterion.code for criterion in scheme.criteria})


def says_carried(carried: Carried) -> str:
    """Why a mark is this one that nobody gave now."""
    told = f"whose result was told on {day(carried.told_at)}"
    return f"Stands from the earlier attempt, {carried.title}, {told}. It was not marked again."


def with_carried(lines: Iterable[Settled], carried: Carried | None) -> list[Settled]:
    """What was settled for each criterion (its code, mark, reason, and what the participant is told), with what stands
    beside it, in the order of codes."""
    own = list(lines)
    if carried is None:
        return own
    says, marks = says_carried(carried), carried.marks
    stood = [(code, marks[code].mark, says, marks[code].feedback) for code in sorted(carried.codes)]
    return sorted([*own, *stood], key=lambda line: line[0])


def says_decided(*, takes_up: bool) -> str:
    """What was decided where the earlier result was corrected since."""
    if takes_up:
        return "The earlier result was corrected: the corrected marks were taken up"
    return "The earlier result was corrected: the marks that stood on handing in were left as they were"


EARLIER_CORRECTED = Refusal(
    "earlier_corrected",
    "Parts of this script stand from an earlier attempt whose result was corrected since, and nobody has decided what "
    "follows.",
    "The quality lead decides it on the page of what stands: the corrected marks, or those that stood.",
)

CORRECTED_AGAIN = Refusal(
    "corrected_again",
    "The earlier result was corrected again after this page was opened.",
    "Look at the marks it has now, then decide.",
)


def why_not_decide_carried(carried: Carried | None, why: str, *, takes_up: bool, by: Actor) -> Refusal | None:
    """Why it is not decided so what follows for a script whose earlier result was corrected. ``takes_up``: the
    corrected marks stand from now on; else those that stood when it was handed in."""
    if not by.wears_for_provider(*DECIDES_CARRIED):
        return Refusal("not_a_quality_lead", "Only a quality lead decides what stands.", "Ask the quality lead.")
    if carried is None or not carried.is_behind:
        return Refusal("nothing_to_decide", "What stands is what the earlier result says.", "Nothing is needed.")
    if takes_up and carried.outcome is Outcome.VOIDED:
        says = "The earlier result was voided, so there are no corrected marks."
        return Refusal("earlier_voided", says, "Let what stood stand, and open a case if it should not.")
    return why_no_reason(why, "Say in a sentence why these marks stand.", code="no_reason")
