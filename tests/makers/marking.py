"""Two scripts of a closed window with both assessors, for those who mark them in a browser."""

from __future__ import annotations

from datetime import UTC, datetime

from goldenthread.assessment.actions.banking import keep_in_bank
from goldenthread.assessment.types.pinning import NewBankComment
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, more_scripts, seat_both
from tests.makers.cast import make_cast
from tests.makers.documents import docx, paragraph

TEXT = (
    "The school has lost eleven colleagues in two years.",
    "We would begin with the families who know us least, and with the staff who are thinking of leaving.",
    "The budget of the second year is smaller than the first, so the plan has to carry itself by then.",
)


def lay() -> None:
    """Lay them into an empty database."""
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    cast = make_cast(at=at)
    planned = make_window(cast, at=at)
    content = docx("".join(paragraph(words) for words in TEXT))
    script = hand_in(planned, cast.participant, at=INSIDE, content=content).script
    seat_both(cast, planned, script, at=AFTER)
    scheme = planned.enrolled.cohort.built.scheme.ref
    keep_in_bank(NewBankComment(scheme, "Say what the source is.", is_shared=True), by=cast.quality_lead, at=AFTER)
    more_scripts(cast, planned, 1, at=at)
