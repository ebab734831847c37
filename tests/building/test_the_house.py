"""The building itself: what must hold of every file, table and route."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.web.shared.middleware import admission_of

REPOSITORY = Path(__file__).resolve().parents[2]
HOUSE = REPOSITORY / "src" / "goldenthread"
ROOMS = [
    "people",
    "frameworks",
    "programmes",
    "cohorts",
    "admissions",
    "coaching",
    "learning",
    "assessment",
    "awards",
    "reporting",
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.")]


def routes(patterns=None, prefix: str = ""):
    """Every address with its view."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def test_every_room_keeps_its_tables_and_rules_to_itself() -> None:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    guarded = {name for c in contracts if c["type"] == "protected" for name in c["protected_modules"]}

    assert {f"goldenthread.{room}.models" for room in ROOMS} <= guarded
    assert {f"goldenthread.{room}.rules" for room in ROOMS} <= guarded


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_model_says_which_of_its_fields_are_personal(model) -> None:
    named = model.__dict__.get("personal")

    assert isinstance(named, tuple), f"{model._meta.label} says nothing about personal data"
    assert set(named) <= {field.name for field in model._meta.get_fields()}


def test_every_route_says_who_may_enter() -> None:
    silent = [path for path, view in routes() if admission_of(view) is None]

    assert silent == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    files = [*HOUSE.rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    long = {str(f.relative_to(REPOSITORY)): n for f in files if (n := len(f.read_text().splitlines())) > 400}

    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    names = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py", "misc.py", "common.py"}

    assert [f for f in HOUSE.rglob("*.py") if f.name in names] == []


def test_migrations_have_names_and_stand_in_one_line() -> None:
    for room in HOUSE.glob("*/migrations"):
        numbered = sorted(f.stem for f in room.glob("[0-9]*.py"))
        assert not [n for n in numbered if re.search(r"auto|initial", n)], room
        assert [n[:4] for n in numbered] == [f"{i:04d}" for i in range(1, len(numbered) + 1)], room


def test_templates_carry_no_script_and_no_style() -> None:
    guilty = [
        f
        for f in (HOUSE / "web" / "templates").rglob("*.html")
        if re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/json)|\son[a-z]+=", f.read_text())
    ]

    assert guilty == []


def test_every_check_that_is_switched_off_says_why() -> None:
    off = re.compile(r"#\s*(noqa|type: ignore)(?P<codes>[^#]*?)(?P<why>$|  .*$|  #.*$)")
    silent = [
        f"{f.relative_to(REPOSITORY)}:{n}"
        for f in HOUSE.rglob("*.py")
        for n, line in enumerate(f.read_text().splitlines(), 1)
        if (found := off.search(line)) and not re.search(r"\w{3}", found["why"])
    ]

    assert silent == []
