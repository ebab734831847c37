"""What the record says of coaching: deeds in words, and things by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.coaching.models import Entry, Instrument, Meeting, MeetingAction, Reflection, Review
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "coaching.pair": Deed("Paired a coach with a participant", "enrolment"),
        "coaching.end_pairing": Deed("Ended a pairing", "enrolment"),
        "coaching.write_hand_over": Deed("Wrote something for the next coach", "enrolment"),
        "coaching.keep_details": Deed("Recorded what a coach can take on", "person"),
        "coaching.declare_conflict": Deed("Declared a conflict of interest of a coach", "person"),
        "coaching.end_conflict": Deed("Ended a conflict of interest of a coach", "person"),
        "coaching.book_meeting": Deed("Booked a meeting", "enrolment"),
        "coaching.record_meeting": Deed("Recorded a meeting", "enrolment"),
        "coaching.propose_meeting": Deed("Suggested a time to meet", "enrolment"),
        "coaching.accept_meeting": Deed("Accepted a time to meet", "enrolment"),
        "coaching.suggest_instead": Deed("Suggested another time to meet", "enrolment"),
        "coaching.decline_instead": Deed("Kept the booked time of a meeting", "enrolment"),
        "coaching.withdraw_instead": Deed("Took back another time they had suggested", "enrolment"),
        "coaching.move_meeting": Deed("Moved a meeting", "enrolment"),
        "coaching.miss_meeting": Deed("Recorded that a meeting was missed", "enrolment"),
        "coaching.correct_meeting": Deed("Corrected the record of a meeting", "enrolment"),
        "coaching.answer_record": Deed("Answered the record of a meeting", "enrolment"),
        "coaching.choose_focus": Deed("Chose what a meeting is about", "enrolment"),
        "coaching.keep_preparation": Deed("Went on with preparing a meeting", "enrolment"),
        "coaching.share_preparation": Deed("Shared what they prepared for a meeting", "enrolment"),
        "coaching.keep_own_notes": Deed("Wrote private notes on a meeting", "enrolment"),
        "coaching.ask_for_help": Deed("Asked their coach for help", "enrolment"),
        "coaching.take_call_back": Deed("Took back their call for help", "enrolment"),
        "coaching.answer_call": Deed("Answered a call for help", "enrolment"),
        "coaching.remind_of_meetings": Deed("Reminded people of meetings near at hand", ""),
        "coaching.cancel_meeting": Deed("Cancelled a meeting", "enrolment"),
        "coaching.take_back_meeting": Deed("Took the record of a meeting back", "enrolment"),
        "coaching.tick_action": Deed("Said what became of something agreed in a meeting", "agreed action"),
        "coaching.load_instrument": Deed("Brought an instrument in from its file", "instrument"),
        "coaching.make_instrument": Deed("Began an instrument", "instrument"),
        "coaching.copy_version": Deed("Copied an instrument to a new version", "instrument"),
        "coaching.change_instrument": Deed("Changed the draft of an instrument", "instrument"),
        "coaching.freeze_instrument": Deed("Froze a version of an instrument", "instrument"),
        "coaching.tie_instrument": Deed("Said which components ask for an instrument", "instrument"),
        "coaching.begin_review": Deed("Began a review", "review"),
        "coaching.name_rater": Deed("Named somebody to answer a review", "review"),
        "coaching.take_name_back": Deed("Took back a name before the letters went out", "review"),
        "coaching.ask_raters": Deed("Asked everybody named to answer a review", "review"),
        "coaching.keep_own_part": Deed("Went on with their own part of a review", "review"),
        "coaching.send_own_part": Deed("Sent their own part of a review", "review"),
        "coaching.keep_answers": Deed("Went on with their answers to a review", "review"),
        "coaching.send_answers": Deed("Sent their answers to a review", "review"),
        "coaching.decline_to_answer": Deed("Declined to answer a review", "review"),
        "coaching.close_review": Deed("Closed a review", "review"),
        "coaching.call_off_review": Deed("Called a review off", "review"),
        "coaching.share_report": Deed("Said whether their coach may read a report", "review"),
        "coaching.remind_raters": Deed("Reminded those who had not answered a review", ""),
        "coaching.forget_raters": Deed("Erased who had been asked in reviews long over", ""),
        "coaching.save_reflection": Deed("Saved a leadership reflection", "reflection"),
        "coaching.add_entry": Deed("Began an entry of their portfolio", "portfolio entry"),
        "coaching.change_entry": Deed("Changed an entry of their portfolio", "portfolio entry"),
        "coaching.tie_entry": Deed("Said which statements an entry stands for", "portfolio entry"),
        "coaching.attach_to_entry": Deed("Attached a file to an entry of their portfolio", "portfolio entry"),
        "coaching.detach_from_entry": Deed("Took a file away from an entry of their portfolio", "portfolio entry"),
        "coaching.put_file_back": Deed("Put a file back beside an entry of their portfolio", "portfolio entry"),
        "coaching.take_in": Deed("Took something they had done into their portfolio", "portfolio entry"),
        "coaching.share_entry": Deed("Said who may read an entry of their portfolio", "portfolio entry"),
        "coaching.take_entry_away": Deed("Took an entry out of their portfolio", "portfolio entry"),
        "coaching.put_entry_back": Deed("Put an entry back into their portfolio", "portfolio entry"),
        "coaching.comment_on_entry": Deed("Commented on an entry of a portfolio", "portfolio entry"),
        "coaching.take_portfolio": Deed("Downloaded their portfolio", "enrolment"),
    }
)


def _actions(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    # What was agreed is between the two of them: the record says only with whom.
    says = "agreed with {meeting__pairing__enrolment__participant__name}"
    return things(MeetingAction.objects.all(), refs, says)


def _meetings(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Meeting.objects.all(), refs, "{starts_at:%d %b %Y}")


def _instruments(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Instrument.objects.all(), refs, "{slug}")


def _reviews(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    # Whose it is and which, never what it says.
    return things(Review.objects.all(), refs, "{enrolment__participant__name}, {version__instrument__slug} {number}")


def _reflections(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(Reflection.objects.all(), refs, "version {number}")


def _entries(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    # Whose it is, never what it says.
    return things(Entry.objects.all(), refs, "{enrolment__participant__name}")


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {
        "agreed action": _actions,
        "instrument": _instruments,
        "meeting": _meetings,
        "portfolio entry": _entries,
        "reflection": _reflections,
        "review": _reviews,
    }
)
