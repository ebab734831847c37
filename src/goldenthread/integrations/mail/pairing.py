"""The letters of a pairing: who walks beside whom from now on, what goes over, and that it has ended."""

from __future__ import annotations

from goldenthread.coaching.types.handing_over import EndLetter, PairLetter
from goldenthread.ground.types.days import moment
from goldenthread.integrations.mail.messages import Letter

TAKES_PART = "You get this letter because you take part in this programme."
COACHES = "You get this letter because you coach on this programme."
PRIVATE = "What {coach} noted for themselves does not go over: nobody else ever reads it."


def letter_to_participant(told: PairLetter, *, url: str) -> Letter:
    """Who comes, and what goes over."""
    says = [f"{told.coach} is your coach now."]
    if told.before:
        says = [f"{told.coach} is your coach now, after {told.before}.", _goes_over(told)]
        says.append(PRIVATE.format(coach=told.before))
    else:
        says.append("A coach comes from outside your school. You agree together when and how you meet.")
    return Letter(
        key=f"coaching.paired:{told.pairing}:participant",
        kind="coaching.paired",
        address=told.participant_email,
        name=told.participant,
        subject=f"{told.coach} is your coach now",
        paragraphs=tuple(says),
        facts=_facts(told, ("Your coach", f"{told.coach}, {told.coach_email}")),
        button="Open your coaching page",
        url=url,
        closing=TAKES_PART,
    )


def letter_to_coach(told: PairLetter, *, url: str) -> Letter:
    """Whom they coach from now on."""
    says = f"You coach {told.participant} from now on."
    if told.before:
        says = f"You coach {told.participant} from now on, after {told.before}. The hand-over says what is open."
    return Letter(
        key=f"coaching.paired:{told.pairing}:coach",
        kind="coaching.paired",
        address=told.coach_email,
        name=told.coach,
        subject=f"You coach {told.participant} now",
        paragraphs=(says, "If something speaks against it, declare a conflict of interest and tell who paired you."),
        facts=_facts(told, ("Participant", f"{told.participant}, {told.school}")),
        button="Read the hand-over" if told.before else "Open their record",
        url=url,
        closing=COACHES,
    )


def letter_to_coach_before(told: PairLetter, *, url: str) -> Letter:
    """That somebody else coaches them now."""
    return Letter(
        key=f"coaching.paired:{told.pairing}:before",
        kind="coaching.handed_over",
        address=told.before_email,
        name=told.before,
        subject=f"{told.coach} coaches {told.participant} now",
        paragraphs=(
            f"{told.coach} coaches {told.participant} from now on. {_goes_over(told)}",
            "Your own notes stay yours: nobody else reads them.",
        ),
        button="Open your caseload",
        url=url,
        closing=COACHES,
    )


def letter_that_it_ended(told: EndLetter, *, url: str) -> Letter:
    """That nobody comes yet, for the participant."""
    agreed = (
        f" {_count(told.open_actions, 'action')} that you agreed {_is(told.open_actions)} still open, on your page."
    )
    open_actions = agreed if told.open_actions else ""
    off = f" {_count(told.called_off, 'meeting')} that you had booked will not take place." if told.called_off else ""
    return Letter(
        key=f"coaching.pairing_ended:{told.pairing}:participant",
        kind="coaching.pairing_ended",
        address=told.participant_email,
        name=told.participant,
        subject=f"{told.coach} no longer coaches you",
        paragraphs=(
            f"{told.coach} no longer coaches you on {told.programme}.{off}",
            f"{_what_comes(told)}{open_actions}",
        ),
        button="Open your coaching page",
        url=url,
        closing=TAKES_PART,
    )


def letter_that_it_ended_to_coach(told: EndLetter, *, url: str) -> Letter:
    """That they no longer coach somebody."""
    off = f" {_count(told.called_off, 'meeting')} that you had booked {_was(told.called_off)} called off."
    return Letter(
        key=f"coaching.pairing_ended:{told.pairing}:coach",
        kind="coaching.pairing_ended",
        address=told.coach_email,
        name=told.coach,
        subject=f"You no longer coach {told.participant}",
        paragraphs=(
            f"You no longer coach {told.participant} on {told.programme}.{off if told.called_off else ''}",
            "What you recorded stays. Your own notes stay yours.",
        ),
        button="Open your caseload",
        url=url,
        closing=COACHES,
    )


def _facts(told: PairLetter, who: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    if not told.next_at:
        return who, ("Programme", told.programme)
    where = told.next_where or f"{told.coach} says where."
    return who, ("Programme", told.programme), ("You meet", moment(told.next_at)), (told.next_place, where)


def _what_comes(told: EndLetter) -> str:
    if told.is_finished:
        return "Your cohort is over and everything that counts is credited, so nobody comes after them."
    return "Your programme manager is looking for another coach. You get a letter once there is one."


def _goes_over(told: PairLetter) -> str:
    left = f", with {_count(told.open_actions, 'action')} still open." if told.open_actions else "; nothing is open."
    said = f"Shared notes and what was agreed go over{left}"
    if told.next_at:
        return f"{said} The meeting that is booked stands."
    if told.called_off:
        return f"{said} {_count(told.called_off, 'meeting')} that {_was(told.called_off)} booked will not take place."
    return said


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
