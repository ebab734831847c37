"""Addresses of the assessment pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.assessment import (
    allocating,
    briefing,
    composing,
    marking,
    moderating,
    releasing,
    submitting,
    writing,
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
    path("scripts/<uuid:ref>/write/", writing.write, name="write"),
    path("scripts/<uuid:ref>/write/<int:place>/", writing.save, name="save_answer"),
    path("scripts/<uuid:ref>/write/check/", writing.check, name="check_answers"),
    path("scripts/<uuid:ref>/answers/<int:place>/", writing.answer, name="answer"),
    path("scripts/<uuid:ref>/answers/kept/<uuid:kept>/", writing.kept, name="kept_answer"),
    path("scripts/<uuid:ref>/answers/kept/<uuid:kept>/choose/", writing.choose_text, name="choose_answer"),
    path("scripts/<uuid:ref>/materials/<int:place>/", writing.material, name="material"),
    path("uploads/<uuid:ref>/", submitting.check, name="check"),
    path("briefs/", briefing.briefs, name="briefs"),
    path("briefs/new/", briefing.write, name="write_brief"),
    path("briefs/<uuid:ref>/", briefing.brief, name="brief"),
    path("briefs/<uuid:ref>/change/", briefing.revise, name="revise_brief"),
    path("briefs/<uuid:ref>/publish/", briefing.publish, name="publish_brief"),
    path("briefs/<uuid:ref>/versions/<int:number>/data/", briefing.brief_data, name="brief_data"),
    path("briefs/<uuid:ref>/preview/", composing.preview, name="preview_brief"),
    path("briefs/<uuid:ref>/questions/new/", composing.question, name="add_question"),
    path("briefs/<uuid:ref>/questions/<int:place>/", composing.question, name="change_question"),
    path("briefs/<uuid:ref>/questions/<int:place>/out/", composing.question_out, name="take_out_question"),
    path("briefs/<uuid:ref>/materials/new/", composing.material, name="add_material"),
    path("briefs/<uuid:ref>/materials/<int:place>/", composing.material, name="change_material"),
    path("briefs/<uuid:ref>/materials/<int:place>/out/", composing.material_out, name="take_out_material"),
    path("briefs/<uuid:ref>/materials/<int:place>/file/", composing.material_data, name="brief_material"),
    path("windows/", briefing.windows, name="windows"),
    path("windows/new/", briefing.plan, name="plan_window"),
    path("windows/<uuid:ref>/", briefing.window, name="window"),
    path("windows/<uuid:ref>/times/", briefing.move, name="move_window"),
    path("windows/<uuid:ref>/allocation/", allocating.allocation, name="allocation"),
    path("windows/<uuid:ref>/release/", releasing.release, name="release"),
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
