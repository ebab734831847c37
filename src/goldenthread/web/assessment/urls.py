"""Addresses of the assessment pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.assessment import (
    allocating,
    briefing,
    marking,
    moderating,
    project,
    project_windows,
    releasing,
    sponsor,
    submitting,
)
from goldenthread.web.shared.routes import NavItem

app_name = "assessment"

urlpatterns = [
    path("", submitting.mine, name="mine"),
    path("windows/<uuid:ref>/begin/", submitting.begin, name="begin"),
    path("scripts/<uuid:ref>/", submitting.script, name="script"),
    path("scripts/<uuid:ref>/data/", submitting.data_file, name="data_file"),
    path("scripts/<uuid:ref>/versions/<int:number>/", submitting.receipt_page, name="receipt"),
    path("scripts/<uuid:ref>/versions/<int:number>/file/", submitting.version_file, name="version_file"),
    path("scripts/<uuid:ref>/result/", releasing.result, name="result"),
    path("uploads/<uuid:ref>/", submitting.check, name="check"),
    path("briefs/", briefing.briefs, name="briefs"),
    path("briefs/new/", briefing.write, name="write_brief"),
    path("briefs/<uuid:ref>/", briefing.brief, name="brief"),
    path("briefs/<uuid:ref>/change/", briefing.revise, name="revise_brief"),
    path("briefs/<uuid:ref>/publish/", briefing.publish, name="publish_brief"),
    path("briefs/<uuid:ref>/versions/<int:number>/data/", briefing.brief_data, name="brief_data"),
    path("windows/", briefing.windows, name="windows"),
    path("windows/new/", briefing.plan, name="plan_window"),
    path("windows/<uuid:ref>/", briefing.window, name="window"),
    path("windows/<uuid:ref>/times/", briefing.move, name="move_window"),
    path("windows/<uuid:ref>/allocation/", allocating.allocation, name="allocation"),
    path("windows/<uuid:ref>/release/", releasing.release, name="release"),
    path("windows/<uuid:ref>/projects/", project_windows.terms, name="project_terms"),
    path("windows/<uuid:ref>/projects/forms/", project_windows.bring_in, name="bring_forms_in"),
    path("windows/<uuid:ref>/projects/<uuid:enrolment>/missed/", project_windows.missed, name="missed"),
    path("windows/<uuid:ref>/book/", project.book, name="book_window"),
    path("windows/<uuid:ref>/begin-project/", project.begin, name="begin_project"),
    path("projects/<uuid:ref>/", project.project, name="project"),
    path("projects/<uuid:ref>/details/<int:number>/", project.details, name="project_details"),
    path("projects/<uuid:ref>/account/", project.account, name="project_account"),
    path("projects/<uuid:ref>/documents/<str:place>/", project.document, name="project_document"),
    path("projects/<uuid:ref>/documents/<str:place>/sheet/", project.sheet, name="sheet"),
    path("projects/<uuid:ref>/documents/<str:place>/sheet/draft/", project.save_sheet, name="save_sheet"),
    path("projects/<uuid:ref>/sponsor/", project.sponsor, name="project_sponsor"),
    path("projects/<uuid:ref>/hand-in/", project.hand_in, name="hand_in"),
    path("projects/<uuid:ref>/files/<uuid:file>/", project.piece, name="project_piece"),
    path("comments/<uuid:ref>/", sponsor.signed_in, name="comment"),
    path("sponsor/<slug:token>/", sponsor.by_link, name="comment_by_link"),
    path("marking/<uuid:ref>/pieces/<int:number>/", marking.piece_file, name="marked_piece"),
    path("moderation/<uuid:ref>/pieces/<int:number>/", moderating.piece_file, name="moderated_piece"),
    path("marking/", marking.queue, name="queue"),
    path("marking/<uuid:ref>/", marking.mark, name="mark"),
    path("marking/<uuid:ref>/draft/", marking.save, name="save_draft"),
    path("marking/<uuid:ref>/finish/", marking.finish, name="finish"),
    path("marking/<uuid:ref>/file/", marking.script_file, name="marked_file"),
    path("moderation/", moderating.board, name="moderation"),
    path("moderation/<uuid:ref>/", moderating.compare, name="compare"),
    path("moderation/<uuid:ref>/accept/", moderating.accept, name="accept_agreed"),
    path("moderation/<uuid:ref>/file/", moderating.script_file, name="moderated_file"),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Assessment", "assessment:mine", frozenset({Duty.PARTICIPANT}), order=40),
    NavItem("Marking", "assessment:queue", frozenset({Duty.ASSESSOR}), order=20),
    NavItem("Moderation", "assessment:moderation", frozenset({Duty.MODERATOR, Duty.QUALITY_LEAD}), order=25),
    NavItem("Windows", "assessment:windows", frozenset(briefing.READS), order=45),
)
