"""Addresses of the learning pages, and their places in the navigation."""

from django.urls import path

from goldenthread.people.types import Duty
from goldenthread.web.learning import editing, studying
from goldenthread.web.learning.discussing_urls import COMMUNITIES, IN_NAVIGATION
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
    *COMMUNITIES,
]

NAV: tuple[NavItem, ...] = (
    NavItem("Study", "learning:study", frozenset({Duty.PARTICIPANT}), order=20),
    IN_NAVIGATION,
)
