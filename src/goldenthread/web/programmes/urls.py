"""Addresses of the programmes pages, and their places in the navigation."""

from django.urls import URLPattern, path

from goldenthread.web.programmes import (
    building,
    catalogue,
    closing,
    components,
    coverage,
    designing,
    dropping,
    moving,
    policies,
    publishing,
    ruling,
    varying,
    writing,
)
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.routes import NavItem

app_name = "programmes"

urlpatterns: list[URLPattern] = [
    path("", building.index, name="index"),
    path("new/", building.create, name="create"),
    path("qualifications/", catalogue.index, name="catalogue"),
    path("qualifications/<slug:slug>/", catalogue.qualification, name="qualification"),
    path("policies/<uuid:ref>/", policies.index, name="policies"),
    path("policies/<uuid:ref>/new/", policies.write, name="write_policy"),
    path("rules/<uuid:ref>/", ruling.index, name="rules"),
    path("rules/<uuid:ref>/<slug:about>/", ruling.show, name="rule"),
    path("rules/<uuid:ref>/<slug:about>/new/", ruling.write, name="write_rule"),
    path("policies/drafts/<uuid:ref>/", policies.show, name="draft"),
    path("policies/drafts/<uuid:ref>/change/", policies.rewrite, name="rewrite_policy"),
    path("policies/drafts/<uuid:ref>/try/", policies.attempt, name="try_policy"),
    path("policies/drafts/<uuid:ref>/adopt/", policies.adopt, name="adopt_policy"),
    path("policies/drafts/<uuid:ref>/drop/", policies.drop, name="drop_policy"),
    path("mark-schemes/<uuid:ref>/", catalogue.scheme, name="scheme"),
    path("qualifications/<slug:slug>/mark-scheme/", writing.begin, name="begin_scheme"),
    path("mark-schemes/<uuid:ref>/write/", writing.write, name="write_scheme"),
    path("mark-schemes/<uuid:ref>/terms/", writing.terms, name="scheme_terms"),
    path("mark-schemes/<uuid:ref>/parts/", writing.parts, name="scheme_parts"),
    path("mark-schemes/<uuid:ref>/drop/", writing.drop, name="drop_scheme"),
    path("mark-schemes/<uuid:ref>/freeze/", writing.freeze, name="freeze_scheme"),
    path("mark-schemes/<uuid:ref>/criteria/new/", writing.add, name="add_criterion"),
    path("mark-schemes/<uuid:ref>/criteria/<int:criterion>/", writing.change, name="change_criterion"),
    path("mark-schemes/<uuid:ref>/criteria/<int:criterion>/move/", writing.move, name="move_criterion"),
    path("mark-schemes/<uuid:ref>/criteria/<int:criterion>/remove/", writing.remove, name="remove_criterion"),
    path("releases/<uuid:ref>/", building.release, name="release"),
    path("releases/<uuid:ref>/next/", building.next_draft, name="next_draft"),
    path("releases/<uuid:ref>/coverage/", coverage.show, name="coverage"),
    path("releases/<uuid:ref>/gaps/<uuid:statement>/", closing.close, name="close_gap"),
    path("releases/<uuid:ref>/coverage.xlsx", coverage.book, name="coverage_book"),
    path("releases/<uuid:ref>/dropping/", dropping.show, name="dropping"),
    path("releases/<uuid:ref>/variants/new/", varying.make, name="make_variant"),
    path("releases/<uuid:ref>/variants/<uuid:variant>/", varying.show, name="variant"),
    path("releases/<uuid:ref>/variants/<uuid:variant>/change/", varying.change, name="change_variant"),
    path("releases/<uuid:ref>/variants/<uuid:variant>/remove/", varying.remove, name="remove_variant"),
    path("variants/<uuid:variant>/modules/<uuid:module>/components/new/", varying.add, name="add_to_variant"),
    path("variants/<uuid:variant>/exchange/<uuid:component>/", varying.exchange, name="exchange_component"),
    path("releases/<uuid:ref>/publish/", publishing.publish, name="publish"),
    path("releases/<uuid:ref>/move/", moving.move, name="move"),
    path("releases/<uuid:ref>/retire/", publishing.retire, name="retire"),
    path("releases/<uuid:ref>/modules/new/", designing.add, name="add_module"),
    path("modules/<uuid:ref>/rename/", designing.rename, name="rename_module"),
    path("modules/<uuid:ref>/move/", designing.move, name="move_module"),
    path("modules/<uuid:ref>/remove/", designing.remove, name="remove_module"),
    path("modules/<uuid:ref>/components/new/", components.add, name="add_component"),
    path("components/<uuid:ref>/", components.show, name="component"),
    path("components/<uuid:ref>/change/", components.change, name="change_component"),
    path("components/<uuid:ref>/statements/", components.statements, name="statements"),
    path("components/<uuid:ref>/move/", components.move, name="move_component"),
    path("components/<uuid:ref>/settle/", varying.settle, name="settle_clash"),
    path("components/<uuid:ref>/remove/", components.remove, name="remove_component"),
]

NAV: tuple[NavItem, ...] = (NavItem("Programmes", "programmes:index", frozenset(STAFF), 20),)
