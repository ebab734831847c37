"""Who may catch up on a session, what it asks for, and what it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from goldenthread.cohorts.types import Mark
from goldenthread.ground.types import Refusal
from goldenthread.learning.rules.practising import words_in
from goldenthread.learning.types.catching_up import CatchUpTerms, MaterialDraft, Reflection
from goldenthread.programmes.types import EngagementPolicy

LONGEST_REFLECTION = 50_000
LONGEST_TRANSCRIPT = 200_000
ILLUSTRATIVE = CatchUpTerms()


def terms_of(policy: EngagementPolicy | None) -> CatchUpTerms:
    """What a catch-up asks for and gives. The share and how many are the policy's; the rest is illustrative."""
    if policy is None:
        return ILLUSTRATIVE
    return replace(ILLUSTRATIVE, share=Fraction(policy.catch_up.share, 100), most=policy.catch_up.most)


def due_by(ends_at: datetime, terms: CatchUpTerms) -> date:
    """The day by which a missed session is caught up on."""
    return ends_at.date() + timedelta(days=terms.days)


def why_not_catch_up(
    *, has_ended: bool, mark: Mark | None, share: Fraction, counts: bool, used: int, terms: CatchUpTerms
) -> Refusal | None:
    """Why somebody cannot catch up on a session, or ``None``.

    ``share`` is what they have of its component already; ``used`` is how many other sessions they caught up on.
    """
    if not has_ended:
        return Refusal("not_over", "This session is still to come.", "Come to it, or tell the facilitator beforehand.")
    if mark is Mark.PRESENT:
        return Refusal(
            "was_there", "The register says that you were there.", "There is nothing to catch up on for this session."
        )
    if share >= 1:
        return Refusal("credited_already", "This part of your programme is credited already.", "Nothing needs doing.")
    if not counts:
        return Refusal(
            "takes_no_evidence", "Your enrolment takes no more work.", "Ask your programme manager if that is wrong."
        )
    if terms.most is not None and used >= terms.most:
        return Refusal(
            "no_more_catch_ups",
            f"{terms.most} sessions can be caught up on, and you have done so.",
            "Ask your programme manager what else can repair it.",
        )
    return None


def why_not_keep_reflection(reflection: Reflection) -> Refusal | None:
    """Why a reflection cannot be kept, or ``None``."""
    if max(len(reflection.words), len(reflection.references)) > LONGEST_REFLECTION:
        return Refusal("too_long", "That is longer than 50,000 characters.", "Shorten it.")
    return None


def why_not_hand_in_reflection(reflection: Reflection, terms: CatchUpTerms) -> Refusal | None:
    """Why a reflection is not ready to be handed in, or ``None``."""
    number = words_in(reflection.words)
    if number < terms.least_words:
        return Refusal(
            "too_few_words",
            f"You wrote {number:,} words of the {terms.least_words:,} that are asked for.",
            "Write a little more, and save it.",
        )
    if len(reflection.cited) < terms.least_references:
        return Refusal(
            "no_reference",
            "A reflection names the research it rests on.",
            f"Put {'one reference' if terms.least_references == 1 else f'{terms.least_references} references'} at "
            "least in the second box, each on a line of its own.",
        )
    return None


def why_not_accept_or_return(*, is_accepted: bool, why: str) -> Refusal | None:
    """Why a reflection cannot be answered like this, or ``None``: whoever sends it back says what is missing."""
    if is_accepted or why.strip():
        return None
    return Refusal("no_reason", "A reflection is not sent back without a reason.", "Say what is missing.")


def why_not_provide(draft: MaterialDraft, *, has_file: bool) -> Refusal | None:
    """Why this cannot be put beside a session, or ``None``."""
    if not draft.title.strip():
        return Refusal("no_title", "It has no title.", "Say in a few words what it is.")
    if bool(draft.link) == has_file:
        return Refusal("link_or_file", "It is a link or a file, and one of the two.", "Give one of them.")
    if draft.link and not draft.link.startswith("https://"):
        return Refusal("not_https", "The link does not begin with https://.", "Copy the whole address.")
    if len(draft.transcript) > LONGEST_TRANSCRIPT:
        return Refusal("too_long", "The transcript is longer than 200,000 characters.", "Add it as a file beside it.")
    return None
