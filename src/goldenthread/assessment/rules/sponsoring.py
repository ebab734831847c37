"""Asking a sponsor, and what they sign."""

from __future__ import annotations

from goldenthread.assessment.rules.reasons import enough
from goldenthread.ground.rules.naming import why_not_called
from goldenthread.ground.types import Refusal

LEAST_COMMENT, LONGEST_COMMENT, LONGEST_NAME, MOST_LETTERS = 20, 20_000, 120, 5
# A sponsor may leave, and another decline; nobody writes to strangers in our name.
MOST_ASKED = 6
_WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})
_SAME = {"googlemail.com": "gmail.com"}


def why_not_ask(
    *, name: str, email: str, own_email: str, asks_for_comments: bool, letters: int, asked: int
) -> Refusal | None:
    """Why a sponsor is not asked. ``letters``: how many they had; ``asked``: how many others were asked before."""
    if not asks_for_comments:
        return Refusal("no_sponsor_asked", "Your form asks for no sponsor’s comments.", "Nothing is needed.")
    if not name.strip() or len(name) > LONGEST_NAME:
        return Refusal("no_sponsor_name", "There is no name.", "Enter your sponsor’s name.")
    if refusal := why_not_called(name, what="Their name"):
        return refusal
    if box_of(email) == box_of(own_email):
        return Refusal("own_sponsor", "This is your own address.", "Your sponsor comments themselves: enter theirs.")
    if asked >= MOST_ASKED:
        return Refusal(
            "enough_asked",
            f"You have asked {asked} people about this already.",
            "Ask one of them again, or your programme manager for help.",
        )
    if letters >= MOST_LETTERS:
        return Refusal(
            "enough_letters",
            f"They have had {letters} letters about this already.",
            "Speak with them, or ask somebody else.",
        )
    return None


def box_of(email: str) -> str:
    """Where letters to an address arrive: what stands behind a plus is its owner's own label, and some providers leave
    dots out."""
    local, _, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    return f"{local.replace('.', '') if domain in _WITHOUT_DOTS else local}@{_SAME.get(domain, domain)}"


def why_not_by_link(*, is_own: bool) -> Refusal | None:
    """Why somebody who came by a sponsor's link does not comment: they are signed in as whoever asked for it."""
    if not is_own:
        return None
    return Refusal(
        "own_project",
        "You are signed in as the person whose project this is. Comments are your sponsor’s own words.",
        "Your sponsor opens the link in their letter on a device on which you are not signed in. If you are the "
        "sponsor, and this is their device, ask them to sign out first.",
    )


def why_not_replace(*, over: int, last: int) -> Refusal | None:
    """Why what was signed is not replaced: whoever writes has not seen the newest version. 0: they saw none."""
    if over == last:
        return None
    return Refusal(
        "newer_comments",
        "Newer comments were signed since you opened this page. What you wrote now is not signed yet.",
        "Read the newer ones beside yours. Sign again if yours take their place.",
    )


def why_not_sign(*, text: str, name: str) -> Refusal | None:
    """Why a comment is not kept."""
    if len(text.strip()) < LEAST_COMMENT:
        return Refusal("no_comment", f"There is too little to read: {enough(LEAST_COMMENT)}.", "Write a few sentences.")
    if len(text) > LONGEST_COMMENT:
        return Refusal("comment_too_long", "It is too long.", f"Use at most {LONGEST_COMMENT:,} characters.")
    if not name.strip() or len(name) > LONGEST_NAME:
        return Refusal("not_signed", "It is not signed.", "Enter your full name to sign it.")
    return why_not_called(name, what="The name you sign with")
