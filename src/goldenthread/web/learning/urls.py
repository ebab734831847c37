"""Addresses of the learning pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.learning import catching_up, editing, practising, providing, reviewing, studying, tasking
from goldenthread.web.shared.routes import NavItem

app_name = "learning"

urlpatterns = [
    path("", studying.study, name="study"),
    path("units/<uuid:unit>/", studying.resume, name="unit"),
    path("units/<uuid:unit>/pages/<int:position>/", studying.page, name="page"),
    path("units/<uuid:unit>/pages/<int:position>/checks/<uuid:question>/", studying.check, name="check"),
    path("units/<uuid:unit>/done/", studying.done, name="done"),
    path("components/<uuid:ref>/", editing.component, name="component"),
    path("editing/<uuid:unit>/", editing.show, name="editor"),
    path("editing/<uuid:unit>/publish/", editing.publish, name="publish"),
    path("editing/<uuid:unit>/pages/", editing.add, name="add-page"),
    path("editing/<uuid:unit>/preview/<int:position>/", editing.preview, name="preview"),
    path("editing/pages/<uuid:page>/", editing.edit, name="edit-page"),
    path("editing/pages/<uuid:page>/move/", editing.move, name="move-page"),
    path("editing/pages/<uuid:page>/remove/", editing.remove, name="remove-page"),
    path("editing/pages/<uuid:page>/questions/", editing.ask, name="add-question"),
    path("editing/questions/<uuid:question>/", editing.reword, name="edit-question"),
    path("editing/questions/<uuid:question>/remove/", editing.unask, name="remove-question"),
    path("tasks/", practising.mine, name="tasks"),
    path("tasks/<uuid:task>/", practising.task, name="task"),
    path("tasks/<uuid:task>/save/", practising.save, name="save-task"),
    path("tasks/<uuid:task>/check/", practising.check, name="check-task"),
    path("tasks/<uuid:task>/files/", practising.attach, name="attach-file"),
    path("tasks/<uuid:task>/files/<uuid:file>/", practising.own_file, name="own-file"),
    path("tasks/<uuid:task>/files/<uuid:file>/remove/", practising.detach, name="detach-file"),
    path("tasks/<uuid:task>/feedback/<uuid:feedback>/ask/", practising.ask, name="ask-about-feedback"),
    path("tasks/of/<uuid:ref>/", tasking.component, name="task-component"),
    path("tasks/editing/<uuid:task>/", tasking.show, name="task-editor"),
    path("tasks/editing/<uuid:task>/words/", tasking.edit, name="edit-task"),
    path("tasks/editing/<uuid:task>/publish/", tasking.publish, name="publish-task"),
    path("tasks/editing/<uuid:task>/exemplars/", tasking.exemplar, name="add-exemplar"),
    path("tasks/editing/exemplars/<uuid:ref>/", tasking.edit_exemplar, name="edit-exemplar"),
    path("tasks/editing/exemplars/<uuid:ref>/remove/", tasking.drop_exemplar, name="remove-exemplar"),
    path("reviewing/", reviewing.queue, name="queue"),
    path("reviewing/<uuid:work>/", reviewing.review, name="review"),
    path("reviewing/<uuid:work>/save/", reviewing.save, name="save-feedback"),
    path("reviewing/<uuid:work>/send/", reviewing.send, name="send-feedback"),
    path("reviewing/<uuid:work>/take/", reviewing.take, name="take-work"),
    path("reviewing/<uuid:work>/pass-on/", reviewing.hand_over, name="pass-work-on"),
    path("reviewing/<uuid:work>/reopen/", reviewing.reopen, name="reopen-work"),
    path("reviewing/<uuid:work>/feedback/<uuid:feedback>/reply/", reviewing.reply, name="reply"),
    path("reviewing/<uuid:work>/files/<uuid:file>/", reviewing.file, name="handed-in-file"),
    path("reviewing/catch-up/", catching_up.board, name="catch-up-board"),
    path("reviewing/catch-up/<uuid:ref>/", catching_up.review, name="review-catch-up"),
    path("reviewing/catch-up/<uuid:ref>/reopen/", catching_up.reopen, name="reopen-catch-up"),
    path("catch-up/<uuid:session>/", catching_up.mine, name="catch-up"),
    path("catch-up/<uuid:session>/save/", catching_up.save, name="save-catch-up"),
    path("catch-up/<uuid:session>/check/", catching_up.check, name="check-catch-up"),
    path("materials/<uuid:ref>/", providing.file, name="material-file"),
    path("materials/sessions/<uuid:session>/", providing.of_session, name="session-materials"),
    path(
        "materials/sessions/<uuid:session>/<uuid:material>/remove/",
        providing.remove_from_session,
        name="remove-session-material",
    ),
    path("materials/components/<uuid:ref>/", providing.of_component, name="component-materials"),
    path(
        "materials/components/<uuid:ref>/<uuid:material>/remove/",
        providing.remove_from_component,
        name="remove-component-material",
    ),
]

NAV: tuple[NavItem, ...] = (
    NavItem("Study", "learning:study", frozenset({Duty.PARTICIPANT}), order=20),
    NavItem("Tasks and catch-up", "learning:tasks", frozenset({Duty.PARTICIPANT}), order=21),
    NavItem("To review", "learning:queue", frozenset(reviewing.REVIEWERS), order=35),
)
