"""Who looks at a sampled script, and what their judgement is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.types.marking import Mark, Marker, MarkSheet
from goldenthread.assessment.types.sampling import LookSheet
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import MarkScheme


def why_not_look(
    script: ScriptFacts, who: Marker, *, marker_ids: frozenset[int], is_looked_at: bool, is_released: bool
) -> Refusal | None:
    """Why this person may not judge this sampled script. The words give nothing away about whose it is. Who is, or was,
    a guest of the sample may: looking is what they were let in for."""
    if is_looked_at:
        return Refusal("looked_already", "Somebody has looked at this script.", "Look at another one of the sample.")
    if is_released:
        return Refusal("already_released", "The result of this script is out.", "Look at another one of the sample.")
    if who.person_id in marker_ids:
        return Refusal("own_marking", "You marked this script yourself.", "Somebody else has to look at it.")
    if why_conflicted(replace(script, guest_ids=frozenset()), who):
        return Refusal(
            "conflict_of_interest",
            "You cannot look at this script because of a conflict of interest.",
            "Nothing is needed from you: somebody else will look at it.",
        )
    return None


def judgement(look: LookSheet, given: Mapping[int, MarkSheet], scheme: MarkScheme) -> MarkSheet:
    """The marks that a look comes to: those of the seat it finds right, or its own.

    :raises Refused: if there is no such seat, or a mark or reason is missing.
    """
    comment = look.sheet.comment.strip()
    if look.seat is not None:
        if look.seat not in given:
            raise Refused(Refusal("no_such_seat", "No marker has that letter.", "Choose whose marks are right."))
        return MarkSheet({code: Mark(mark) for code, mark in given[look.seat].given.items()}, comment)
    refusal = why_not_settle(look.sheet, scheme, list(given.values()))
    if refusal:
        raise Refused(refusal)
    marks = {code: replace(mark, reason=mark.reason.strip()) for code, mark in look.sheet.marks.items()}
    return MarkSheet(marks, comment)
