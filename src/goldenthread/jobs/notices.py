"""What happens after what: the one table from notices to jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from goldenthread.ground.types import Notice
from goldenthread.jobs import (
    admissions,
    alike,
    arriving,
    assessing,
    awards,
    cases,
    closing,
    coaching,
    cohorts,
    collecting,
    discussing,
    enrolling,
    estimating,
    events,
    frameworks,
    late,
    learning,
    meeting,
    moderating,
    pairing,
    people,
    practising,
    projects,
    releasing,
    reminding,
    reporting,
    reviewing,
    telling,
    timed,
    timetabling,
    waiting,
)

Job = Callable[[Notice, datetime], None]

AFTER: Mapping[str, tuple[Job, ...]] = MappingProxyType(
    {
        "admissions.accepted": (admissions.welcome,),
        "admissions.sponsor_asked": (admissions.write_to_sponsor,),
        "assessment.allocated": (waiting.write_about_seats,),
        "assessment.arrived": (arriving.write_that_it_arrived, arriving.read),
        "assessment.file_turned_away": (arriving.write_that_it_cannot_be_taken,),
        "assessment.proposal_asked": (assessing.work_proposal_out,),
        "assessment.estimate_asked": (estimating.work_out,),
        "assessment.corrected": (
            awards.award_corrected,
            awards.write_that_it_was_corrected,
            reporting.tell_about_correction,
        ),
        "assessment.planned_release_over": (releasing.write_to_planner,),
        "assessment.ask_let": (releasing.write_that_it_can_be_asked,),
        "assessment.review_asked": (releasing.write_about_review, waiting.write_about_question),
        "assessment.review_decided": (releasing.write_about_review,),
        "assessment.review_taken": (releasing.write_about_review,),
        "assessment.review_withdrawn": (releasing.write_about_review,),
        "assessment.marked": (moderating.draw_supplement,),
        "assessment.guest_invited": (moderating.write_to_guest,),
        "assessment.late_accepted": (late.write_that_late_is_decided, alike.compare),
        "assessment.late_offered": (late.write_about_late_piece,),
        "assessment.late_refused": (late.write_that_late_is_decided,),
        "assessment.draft_left": (closing.write_about_draft,),
        "assessment.circumstances_decided": (events.write_about_circumstances,),
        "assessment.put_off": (events.write_about_putting_off,),
        "assessment.help_recorded": (events.write_about_help,),
        "assessment.time_given": (events.write_about_time,),
        "assessment.incident_recorded": (events.write_about_incident,),
        "assessment.window_moved": (events.write_about_move,),
        "assessment.case_decided": (waiting.write_about_case,),
        "assessment.case_told": (cases.write_about_case,),
        "assessment.marker_stopped": (waiting.write_about_stop,),
        "assessment.stop_decided": (waiting.write_about_stop,),
        "assessment.suspicion_reported": (waiting.write_about_case,),
        "assessment.sample_drawn": (waiting.write_about_sample,),
        "assessment.sample_grew": (waiting.write_about_sample,),
        "assessment.sample_supplemented": (waiting.write_about_sample,),
        "assessment.pair_looked_at": (cases.open_cases,),
        "assessment.released": (
            awards.award_result,
            awards.write_that_it_is_out,
            reporting.tell_about_result,
            waiting.write_about_help,
        ),
        "assessment.sponsor_asked": (projects.write_to_sponsor,),
        "assessment.sponsor_commented": (projects.write_that_sponsor_signed,),
        "assessment.comparison_asked": (alike.compare,),
        "assessment.submitted": (reporting.send_receipt, alike.compare),
        "awards.issued_again": (awards.write_that_another_is_made,),
        "awards.revoked": (awards.write_that_it_is_revoked,),
        "cohorts.accepted": (timetabling.settle,),
        "coaching.entry_commented": (collecting.write_about_comment,),
        "coaching.entry_shared": (collecting.write_about_sharing,),
        "coaching.paired": (pairing.introduce, learning.follow_coach),
        "coaching.pairing_ended": (pairing.write_that_it_ended, learning.follow_coach),
        "coaching.help_asked": (meeting.write_about_help,),
        "coaching.help_taken_back": (meeting.write_that_help_is_taken_back,),
        "coaching.meeting_changed": (meeting.write_about_meeting,),
        "coaching.meeting_near": (meeting.write_before_meeting,),
        "coaching.rater_asked": (reviewing.write_to_rater,),
        "coaching.review_closed": (reviewing.write_about_report,),
        "cohorts.completed": (coaching.end_pairing, telling.tell_what_happened),
        "cohorts.credited": (telling.tell_what_happened,),
        "cohorts.deferred": (timetabling.settle, enrolling.write_about_step, telling.tell_what_happened),
        "cohorts.reopened": (timetabling.settle, enrolling.write_about_step),
        "cohorts.resumed": (timetabling.settle, enrolling.write_about_step, telling.tell_what_happened),
        "cohorts.companion_added": (coaching.tell_who_reads,),
        "cohorts.companion_ended": (reporting.close_links,),
        "cohorts.transferred": (
            coaching.end_at_another_partner,
            learning.follow_coach,
            discussing.take_out_of_groups,
            timetabling.settle,
            enrolling.write_about_transfer,
            telling.tell_what_happened,
        ),
        "cohorts.opened": (discussing.open_community,),
        "cohorts.seat_given": (timetabling.write_about_seat,),
        "cohorts.session_moved": (timetabling.write_about_move,),
        "cohorts.session_removed": (timetabling.write_about_removal,),
        "cohorts.withdrawn": (
            coaching.end_pairing,
            discussing.take_out_of_groups,
            timetabling.settle,
            enrolling.write_about_step,
            telling.tell_what_happened,
        ),
        "frameworks.published": (frameworks.propose_threads, frameworks.link_pages_anew, learning.follow_edition),
        "frameworks.rereading_asked": (frameworks.read_to_compare,),
        "frameworks.uploaded": (frameworks.read_uploaded,),
        "ground.timed": (timed.carry_out,),
        "learning.catch_up_answered": (practising.write_about_catch_up,),
        "learning.catch_up_submitted": (practising.write_to_partner,),
        "learning.task_answered": (practising.write_that_feedback_came,),
        "learning.task_asked": (practising.write_about_question,),
        "learning.task_reopened": (practising.write_that_it_is_open_again,),
        "learning.task_replied": (practising.write_about_reply,),
        "learning.task_submitted": (practising.write_to_reviewers,),
        "learning.digest_due": (discussing.send_digest,),
        "learning.posted": (discussing.tell,),
        "learning.report_answered": (discussing.answer_report,),
        "learning.telling_made": (discussing.send,),
        "programmes.policy_adopted": (cohorts.measure_by_adopted,),
        "people.erased": (people.let_work_go, people.clear_files_out),
        "people.invited": (people.write_invitation,),
        "people.duty_ended": (coaching.end_where_duty_ended, cohorts.end_where_duty_ended, reporting.close_links),
        "people.second_factors_reset": (people.tell_about_reset,),
        "programmes.published": (learning.publish_units, practising.publish_tasks, discussing.carry_prompts),
        "reporting.reminder_made": (reminding.send,),
        "reporting.survey_asked": (telling.ask_how_it_was,),
        "reporting.work_reminder_made": (reminding.send_about_work,),
        "reporting.update_made": (reporting.send_update,),
    }
)

# Posted for those who will listen one day; each says why nobody does yet. A building test keeps both tables whole.
UNHEARD: Mapping[str, str] = MappingProxyType(
    {
        "admissions.rejected": "the manager who decided tells the applicant; a letter about it is later work",
        "admissions.sponsor_answered": "the board of applications counts who can be accepted",
        "admissions.uploaded": "whoever uploaded is looking at the result",
        "admissions.withdrawn": "whoever withdrew it knows",
        "assessment.circumstances_told": "those who decide find it on the window’s page; results wait for it",
        "assessment.marking_wanted": "those who hand scripts out find the empty seat on the marking board",
        "assessment.seats_given_up": "those who hand scripts out find seats that nobody has among their next things",
        "assessment.marker_ruled_on": "corrections show where a script is settled, re-marking among seats to give",
        "assessment.case_answered": "those who judge it find the answer in their list of cases",
        "assessment.conflict_after_marking": "those who run assessment find it among their next things",
        "assessment.passage_reported": "those who run assessment find it in the queue of passages",
        "assessment.settled": "the release board shows what is ready",
        "assessment.window_booked": "whoever booked sees it on their assessment page, the manager on the window’s",
        "assessment.window_planned": "participants see the window on their assessment page",
        "awards.awarded": "the participant finds it beside their result; a letter told them that it is out",
        "coaching.met": "the participant finds what was agreed on their home page",
        "coaching.review_begun": "the participant finds it on their home page, with what to do first",
        "cohorts.enrolled": "the letter of welcome follows admissions' own notice, which knows how somebody came",
        "cohorts.started": "the participant's home shows it on the day",
        "cohorts.timetabled": "the timetable is read on its page",
        "learning.completed": "the credit was given in the same transaction",
        "learning.prompt_opened": "participants find what a prompt asks among their next things",
        "learning.reported": "those who look after a community find the report among their next things",
        "learning.published": "participants meet a unit on their home page when it is due; a letter would be noise",
        "learning.task_published": "participants meet a task when it is due; a letter would be noise",
        "people.erasure_asked": "administrators find who asked above the directory; a letter to them is later work",
    }
)


def name_of(job: Job) -> str:
    """A job's name as deliveries keep it."""
    return f"{job.__module__}.{job.__qualname__}"


# What may take longer than somebody waits for a letter. It goes after all else that is due, so that whoever asks to
# sign in while two thousand files are read has their letter now.
LONG = frozenset(
    name_of(job)
    for job in (
        alike.compare,
        arriving.read,
        assessing.work_proposal_out,
        cohorts.measure_by_adopted,
        estimating.work_out,
        frameworks.propose_threads,
        frameworks.read_to_compare,
        frameworks.read_uploaded,
    )
)


def jobs_after(kind: str) -> tuple[str, ...]:
    """The names of the jobs that follow a kind of notice."""
    return tuple(name_of(job) for job in AFTER.get(kind, ()))


def job_named(name: str) -> Job:
    """The job with this name. :raises LookupError: if no notice has it any more."""
    for jobs in AFTER.values():
        for job in jobs:
            if name_of(job) == name:
                return job
    raise LookupError(f"No notice is followed by a job called {name}.")
