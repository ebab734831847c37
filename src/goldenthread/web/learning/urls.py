"""Addresses of the learning pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.learning import editing, illustrating, library, reflecting, restoring, studying
from goldenthread.web.learning.discussing_urls import COMMUNITIES, IN_NAVIGATION
from goldenthread.web.shared.routes import NavItem

app_name = "learning"

urlpatterns = [
    path("", studying.study, name="study"),
    path("units/<uuid:unit>/", studying.resume, name="unit"),
    path("units/<uuid:unit>/pages/<int:position>/", studying.page, name="page"),
    path("units/<uuid:unit>/pages/<int:position>/checks/<uuid:question>/", studying.check, name="check"),
    path("units/<uuid:unit>/done/", studying.done, name="done"),
    path("units/<uuid:unit>/pages/<int:position>/reflections/<uuid:question>/", reflecting.reflect, name="reflect"),
    path("units/<uuid:unit>/reflections/<uuid:question>/save/", reflecting.save, name="save"),
    path("units/<uuid:unit>/pages/<int:position>/reflections/<uuid:question>/share/", reflecting.share, name="share"),
    path("media/<uuid:ref>/", illustrating.media, name="media"),
    path("reflections/", reflecting.shared, name="shared"),
    path("library/", library.index, name="library"),
    path("library/new/", library.add, name="add-item"),
    path("library/<uuid:ref>/", library.item, name="item"),
    path("library/<uuid:ref>/change/", library.change, name="change-item"),
    path("library/<uuid:ref>/decide/", library.decide, name="decide-item"),
    path("library/<uuid:ref>/file/", library.file, name="item-file"),
    path("components/<uuid:ref>/", editing.component, name="component"),
    path("editing/<uuid:unit>/", editing.show, name="editor"),
    path("editing/<uuid:unit>/versions/", restoring.history, name="versions"),
    path("editing/<uuid:unit>/publish/", editing.publish, name="publish"),
    path("editing/<uuid:unit>/pages/", editing.add, name="add-page"),
    path("editing/<uuid:unit>/preview/<int:position>/", editing.preview, name="preview"),
    path("editing/pages/<uuid:page>/", editing.edit, name="edit-page"),
    path("editing/pages/<uuid:page>/move/", editing.move, name="move-page"),
    path("editing/pages/<uuid:page>/remove/", editing.remove, name="remove-page"),
    path("editing/pages/<uuid:page>/restore/", restoring.restore, name="restore-page"),
    path("editing/pages/<uuid:page>/add/<str:kind>/", illustrating.add, name="add-media"),
    path("editing/pages/<uuid:page>/reflections/", editing.prompt, name="add-reflection"),
    path("editing/pages/<uuid:page>/questions/", editing.ask, name="add-question"),
    path("editing/questions/<uuid:question>/", editing.reword, name="edit-question"),
    path("editing/questions/<uuid:question>/remove/", editing.unask, name="remove-question"),
    *COMMUNITIES,
]

NAV: tuple[NavItem, ...] = (
    NavItem("Study", "learning:study", frozenset({Duty.PARTICIPANT}), order=20),
    NavItem("Reflections", "learning:shared", frozenset({Duty.COACH, Duty.FACILITATOR}), order=62),
    NavItem("Library", "learning:library", order=65),
    IN_NAVIGATION,
)
