"""What the record says of assessment: deeds in words, and things by name.

A script has no name of its own here, only its cohort: with its number beside whoever submitted it, the record would say
to a reader who marks as well whose script it is. Nor does its address lead there: see :data:`BY_WRITERS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models import Q

from goldenthread.assessment.models import (
    BankComment,
    Brief,
    Case,
    Estimating,
    Exemplar,
    ProjectForm,
    Script,
    ScriptPair,
    ScriptUpload,
    Window,
)
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "assessment.write_brief": Deed("Wrote a brief", "brief"),
        "assessment.revise_brief": Deed("Revised a brief", "brief"),
        "assessment.publish_brief": Deed("Published a brief", "brief"),
        "assessment.plan_window": Deed("Planned a window", "window"),
        "assessment.move_window": Deed("Moved a window", "window"),
        "assessment.allocate": Deed("Allocated scripts to assessors", "window"),
        "assessment.ask_proposal": Deed("Asked who should mark what", "window"),
        "assessment.accept_proposal": Deed("Accepted who should mark what", "window"),
        "assessment.put_proposal_away": Deed("Put a proposal of who marks what away", "window"),
        "assessment.set_marking_due": Deed("Gave the marking of a window another day", "window"),
        "assessment.keep_takes": Deed("Recorded how much a marker takes", "person"),
        "assessment.record_training": Deed("Recorded a training to mark", "person"),
        "assessment.end_training": Deed("Ended a training to mark", "person"),
        "assessment.declare_conflict": Deed("Declared a marker’s conflict of interest", "person"),
        "assessment.end_conflict": Deed("Ended a marker’s conflict of interest", "person"),
        "assessment.decide_found_conflict": Deed("Decided whether a marking stands despite a conflict", "script"),
        "assessment.stop_marking": Deed("Recorded that a marker cannot mark", "person"),
        "assessment.end_absence": Deed("Recorded that a marker can mark again", "person"),
        "assessment.give_time": Deed("Gave somebody more time in a window", "window"),
        "assessment.end_time": Deed("Took more time back", "window"),
        "assessment.record_incident": Deed("Recorded an incident and gave more time for it", "window"),
        "assessment.take_incident_back": Deed("Took the time that an incident gave back", "window"),
        "assessment.ask_for_circumstances": Deed("Told of circumstances of an assessment", "window"),
        "assessment.decide_circumstances": Deed("Decided about circumstances of an assessment", "window"),
        "assessment.take_circumstances_back": Deed("Took circumstances back", "window"),
        "assessment.let_go": Deed("Took the work of somebody who was erased out of its window", "script"),
        "assessment.put_off": Deed("Decided that somebody is not assessed in a window", "window"),
        "assessment.record_help": Deed("Recorded help before a next attempt", "enrolment"),
        "assessment.record_fees": Deed("Recorded how fees stand", "enrolment"),
        "assessment.open_brief": Deed("Opened the brief", "script"),
        "assessment.take_upload": Deed("Uploaded a script", "upload of a script"),
        "assessment.send_file": Deed("Sent a file for a script", "script"),
        "assessment.submit": Deed("Submitted a script", "script"),
        "assessment.offer_late": Deed("Offered a piece late", "script"),
        "assessment.take_late_back": Deed("Took a late piece back", "script"),
        "assessment.decide_late": Deed("Decided whether a late piece counts", "script"),
        "assessment.see_to_draft": Deed("Saw to answers left when the window closed", "script"),
        "assessment.keep_form": Deed("Kept a form of a project task", "form of a task"),
        "assessment.set_terms": Deed("Said on which form a window takes projects", "window"),
        "assessment.book_window": Deed("Booked a window", "window"),
        "assessment.give_back_window": Deed("Gave a booked window back", "window"),
        "assessment.record_no_show": Deed("Recorded that somebody did not come", "window"),
        "assessment.take_back_no_show": Deed("Took back that somebody did not come", "window"),
        "assessment.begin_project": Deed("Began a project", "script"),
        "assessment.keep_details": Deed("Described a project", "script"),
        "assessment.take_out_details": Deed("Took a project out", "script"),
        "assessment.keep_piece": Deed("Kept a file of a project", "script"),
        "assessment.fill_in": Deed("Filled in a sheet of a project", "script"),
        "assessment.ask_sponsor": Deed("Asked a sponsor to comment", "script"),
        "assessment.withdraw_sponsor": Deed("Asked a sponsor no longer", "script"),
        "assessment.comment_as_sponsor": Deed("Commented as a sponsor", "script"),
        "assessment.hand_in_project": Deed("Handed in a project", "script"),
        "assessment.finish_marking": Deed("Finished marking", "script"),
        "assessment.want_marking": Deed("Asked for one more marking", "script"),
        "assessment.share_comment": Deed("Shared a comment for marking", "comment for marking"),
        "assessment.withdraw_comment": Deed("Took a shared comment away", "comment for marking"),
        "assessment.settle": Deed("Settled the marks", "script"),
        "assessment.accept_agreed": Deed("Accepted the marks both markers agreed on", "script"),
        "assessment.recount": Deed("Counted a script’s words by hand", "script"),
        "assessment.look_at_pair": Deed("Looked at two scripts with words in common", "pair of scripts"),
        "assessment.ask_for_estimate": Deed("Asked for figures about marking", "figures about marking"),
        "assessment.make_estimate": Deed("Worked out figures about marking", "figures about marking"),
        "assessment.draw_sample": Deed("Drew a sample for moderation", "window"),
        "assessment.draw_supplement": Deed("Drew a supplement to a sample for moderation", "window"),
        "assessment.look": Deed("Looked at a sampled script", "script"),
        "assessment.grow_sample": Deed("Let a sample for moderation grow", "window"),
        "assessment.rule_on_marker": Deed("Decided about one marker’s markings", "window"),
        "assessment.hand_over_sample": Deed("Handed a sample over", "window"),
        "assessment.take_judgements": Deed("Took judgements of a sample in", "window"),
        "assessment.invite_guest": Deed("Gave somebody outside access to a sample", "person"),
        "assessment.try_guest": Deed("Was refused access to a sample for somebody whom it concerns", "window"),
        "assessment.end_guest": Deed("Ended somebody’s access to a sample", "person"),
        "assessment.report_suspicion": Deed("Reported a suspicion", "case"),
        "assessment.report_on_standard": Deed("Reported something of a text that is marked to compare", "script"),
        "assessment.look_into_case": Deed("Looked into a case", "case"),
        "assessment.add_evidence": Deed("Added evidence to a case", "case"),
        "assessment.write_letter": Deed("Wrote to a participant about a case", "case"),
        "assessment.answer_case": Deed("Answered in a case", "case"),
        "assessment.set_hearing": Deed("Set a hearing", "case"),
        "assessment.hold_hearing": Deed("Wrote down what was said at a hearing", "case"),
        "assessment.drop_case": Deed("Dropped a case", "case"),
        "assessment.decide_case": Deed("Decided a case", "case"),
        "assessment.apply_ruling": Deed("Let a decision bear on a result", "script"),
        "assessment.write_declaration": Deed("Wrote another declaration of own work", ""),
        "assessment.report_passage": Deed("Reported a passage that gives somebody away", "script"),
        "assessment.mask_passage": Deed("Masked a passage", "script"),
        "assessment.leave_passage": Deed("Left a reported passage as it is", "script"),
        "assessment.begin_standard": Deed("Began the standard of a window", "window"),
        "assessment.add_exemplar": Deed("Took a text in as an exemplar", "exemplar"),
        "assessment.keep_exemplar_piece": Deed("Kept a piece of an exemplar", "exemplar"),
        "assessment.put_marks_forward": Deed("Put marks forward for an exemplar", "exemplar"),
        "assessment.sign_marks": Deed("Signed the marks of an exemplar", "exemplar"),
        "assessment.publish_exemplar": Deed("Put an exemplar to use", "exemplar"),
        "assessment.withdraw_exemplar": Deed("Withdrew an exemplar", "exemplar"),
        "assessment.begin_round": Deed("Began to practise or a test before marking", "person"),
        "assessment.admit_marker": Deed("Cleared a marker by hand", "person"),
        "assessment.let_try_marker": Deed("Let a marker try the test again", "person"),
        "assessment.stop_marker": Deed("Stopped somebody’s marking", "person"),
        "assessment.decide_stop": Deed("Decided on a stop of marking", "person"),
        "assessment.release": Deed("Released a result", "script"),
        "assessment.plan_release": Deed("Planned a release of results", "window"),
        "assessment.call_release_off": Deed("Called a planned release off", "window"),
        "assessment.decide_carried": Deed("Decided which marks stand from an earlier attempt", "script"),
        "assessment.correct": Deed("Corrected a released result", "script"),
        "assessment.ask_for_review": Deed("Questioned a result", "script"),
        "assessment.withdraw_review": Deed("Withdrew a question about a result", "script"),
        "assessment.take_review": Deed("Took up a question about a result", "script"),
        "assessment.decide_review": Deed("Decided a question about a result", "script"),
        "assessment.let_ask_late": Deed("Let somebody question a result after its last day", "script"),
        "assessment.set_ruling_aside": Deed("Let a case’s decision bear on a result no longer", "script"),
    }
)

# What somebody does in a case that is about them. That they did would already say whom it is about.
BY_THE_SUSPECTED = frozenset({"assessment.answer_case"})
# What writers do to their own scripts. The record says that they did, on which day, and of which cohort; not to which
# script nor at which moment, for its number stands beside its marks, and beside when it was handed in: whoever settles
# these would read there whose script it is.
BY_WRITERS = BY_THE_SUSPECTED | frozenset(
    f"assessment.{did}"
    for did in (
        "ask_for_review", "ask_sponsor", "begin_project", "comment_as_sponsor", "fill_in", "hand_in_project",
        "keep_details", "keep_piece", "offer_late", "open_brief", "send_file", "submit", "take_late_back",
        "take_out_details", "take_upload", "withdraw_review", "withdraw_sponsor",
    )
)  # fmt: skip


def _briefs(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Brief.objects.all(), refs, "{title}", seen=Brief.objects.seen_by(by))


def _windows(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{cohort__title}, {opens_at:%d %b %Y}"
    return things(Window.objects.all(), refs, says, seen=Window.objects.seen_by(by))


def _scripts(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    # A standard script is named like any other, so that the record does not tell a marker which it was.
    return things(Script.everything.all(), refs, "{window__cohort__title}")


def _uploads(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(ScriptUpload.objects.all(), refs, "{script__window__cohort__title}")


def _forms(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(ProjectForm.objects.all(), refs, "{slug}, version {version}")


def _pairs(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{second__window__cohort__title}"
    return things(ScriptPair.objects.all(), refs, says, seen=ScriptPair.objects.seen_by(by))


def _cases(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{script__window__cohort__title}"
    return things(Case.objects.all(), refs, says, seen=Case.objects.seen_by(by))


def _comments(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    return things(BankComment.objects.all(), refs, "{code} {added_at:%d %b %Y}")


def _exemplars(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    """By the day they were added: what they are called and marked for is nothing for those who mark them."""
    return things(Exemplar.objects.all(), refs, "{standard__brief__title}, {added_at:%d %b %Y}")


def _figures(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:  # noqa: ARG001  every namer is asked alike
    """Figures go by the window or the mark scheme that they are of; who reads them is asked on their page."""
    asked = set(refs)
    rows = Estimating.objects.filter(Q(window__ref__in=asked) | Q(window=None, scheme__in=asked))
    return {
        str(window or scheme): Thing(f"{cohort}, {opens:%d %b %Y}" if window else "every window under one mark scheme")
        for scheme, window, cohort, opens in rows.values_list(
            "scheme", "window__ref", "window__cohort__title", "window__opens_at"
        )
    }


NAMERS: Mapping[str, Namer] = MappingProxyType(
    {
        "brief": _briefs,
        "form of a task": _forms,
        "window": _windows,
        "script": _scripts,
        "upload of a script": _uploads,
        "case": _cases,
        "pair of scripts": _pairs,
        "comment for marking": _comments,
        "figures about marking": _figures,
        "exemplar": _exemplars,
    }
)
