"""Addresses of the assessment pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.assessment import allocating, briefing, estimating, marking, moderating, releasing, submitting
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
    path("windows/<uuid:ref>/accuracy/", estimating.of_window, name="window_accuracy"),
    path("windows/<uuid:ref>/accuracy/again/", estimating.again_for_window, name="ask_window"),
    path("accuracy/", estimating.board, name="accuracy"),
    path("accuracy/<uuid:ref>/", estimating.of_scheme, name="accuracy_of_scheme"),
    path("accuracy/<uuid:ref>/again/", estimating.again_for_scheme, name="ask_scheme"),
    path("marking/", marking.queue, name="queue"),
    path("marking/accuracy/", estimating.own, name="own_accuracy"),
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
    NavItem("Accuracy", "assessment:accuracy", frozenset(estimating.READS), order=26),
    NavItem("Windows", "assessment:windows", frozenset(briefing.READS), order=45),
)
