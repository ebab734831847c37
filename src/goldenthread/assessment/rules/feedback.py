"""What the participant is told is composed from everything the markers said: used, or struck out by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import Struck
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme

# Where what was said over all stands, beside the codes of criteria.
OVER_ALL = ""


def words_on(code: str, sheet: MarkSheet) -> str:
    """What a marker said on a criterion, or over all."""
    said = sheet.comment if code == OVER_ALL else sheet.marks.get(code, Mark()).reason
    return said.strip()


def composed(code: str, sheets: Mapping[int, MarkSheet], struck: Struck = frozenset()) -> str:
    """What every marker (by seat) said on a criterion or over all, in the order of seats, the same words once, but what
    is struck out: nobody's are lost."""
    said = [words_on(code, sheet) for seat, sheet in sorted(sheets.items()) if (seat, code) not in struck]
    return "\n\n".join(dict.fromkeys(words for words in said if words))


def is_told(words: str, told: str) -> bool:
    """Whether words stand in what is told, however lines are broken."""
    return _plain(words) in _plain(told)


def why_not_compose(
    told: Mapping[str, str], sheets: Mapping[int, MarkSheet], struck: Struck, scheme: MarkScheme
) -> Refusal | None:
    """Why feedback by criterion code (and over all) cannot go out: nothing is said on a criterion, or something that a
    marker said is neither in it nor struck out, or both."""
    places = [*((c.code, f"{c.code} {c.title}") for c in scheme.criteria), (OVER_ALL, "Over all")]
    for code, name in places:
        refusal = _why_not(code, name, told.get(code, ""), sheets, struck)
        if refusal:
            return refusal
    return None


def _why_not(code: str, name: str, told: str, sheets: Mapping[int, MarkSheet], struck: Struck) -> Refusal | None:
    if code != OVER_ALL and not told.strip():
        return Refusal(
            "nothing_told", f"{name}: the participant would be told nothing.", "Say in a sentence what they can use."
        )
    said = [(seat, words) for seat, sheet in sorted(sheets.items()) if (words := words_on(code, sheet))]
    used = {_plain(words) for seat, words in said if (seat, code) not in struck}
    for place, (seat, words) in enumerate(said, 1):
        if (seat, code) in struck:
            if is_told(words, told) and _plain(words) not in used:
                return Refusal(
                    "struck_and_told",
                    f"{name}: what marker {place} said is struck out, and the feedback still says it.",
                    "Take it out of the feedback, or do not strike it out.",
                )
        elif not is_told(words, told):
            return Refusal(
                "words_lost",
                f"{name}: what marker {place} said is neither in the feedback nor struck out.",
                "Put their words back, or strike them out: they are then kept and listed.",
            )
    return None


def why_not_strike(struck: Struck, sheets: Mapping[int, MarkSheet], codes: Sequence[str]) -> Refusal | None:
    """Why something cannot be struck out: nobody said it."""
    for seat, code in sorted(struck):
        if code not in {*codes, OVER_ALL} or seat not in sheets or not words_on(code, sheets[seat]):
            return Refusal("nothing_to_strike", "There are no such words to strike out.", "Look at the page again.")
    return None


def _plain(words: str) -> str:
    return " ".join(words.split())
