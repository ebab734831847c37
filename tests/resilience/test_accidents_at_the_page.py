"""A double click, two browsers, a refresh in mid-submit, a server killed with a request in hand: once is once."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from tests.fakes.scenes import START
from tests.makers.installation import Installation
from tests.makers.machines import migrated_machine
from tests.makers.starting import run
from tests.makers.visitor import Form, Seen, Visitor

SCENES = ["meeting"]


class Fragile(Installation):
    """An installation whose web server can be told to die."""

    # As the real one, with the trial's own entry around the same application.
    application, threads = "tests.fakes.dying_web:application", 4

    def kill_web(self) -> None:
        """kill -9, the server and its workers."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()


@dataclass(frozen=True)
class Stage:
    """A running installation with one scene on it."""

    house: Fragile
    scene: dict[str, Any]
    ask: Any

    def opens(self, visitor: Visitor | None = None) -> tuple[Visitor, Form]:
        """Whoever does it signs in and opens the page."""
        visitor = visitor or Visitor(self.house.address).enters_as(self.scene["who"])
        page = visitor.gets(self.scene["path"])
        assert page.status == 200, page.text[:2000]
        form = page.form(self.scene["button"])
        form.values |= {k: tuple(v) if isinstance(v, list) else v for k, v in self.scene["fields"].items()}
        return visitor, form

    def outcome(self) -> list[int]:
        """What the database holds of it."""
        return list(self.ask(self.scene["sql"])[0])

    @property
    def once(self) -> list[int]:
        """What it holds when it was done once."""
        return self.scene["once"]

    @property
    def never(self) -> list[int]:
        """What it holds when it was not done."""
        return [0] * len(self.once)


@pytest.fixture(params=SCENES)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """A fresh installation for each accident."""
    with (
        migrated_machine(tmp_path / "house") as machine,
        Fragile(machine.place, database_url=machine.database_url, demonstration="true") as house,
    ):
        done = run(["-c", START.format(scene=request.param)], env=house.environment)
        assert done.returncode == 0, done.stderr
        yield Stage(house, json.loads(done.stdout), machine.ask)


def at_once(*deeds) -> list[Seen]:
    """Do things in the same moment, each in a thread of its own; what each saw."""
    gate, seen = threading.Barrier(len(deeds)), []

    def go(deed) -> None:
        gate.wait()
        seen.append(deed())

    threads = [threading.Thread(target=go, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == len(deeds)
    return seen


def on_another_device(stage: Stage, form: Form) -> tuple[Visitor, Form]:
    """The same page open in a second browser, under a sign-in of its own."""
    other = Visitor(stage.house.address).enters_as(stage.scene["who"])
    token = next(cookie.value for cookie in other.jar if cookie.name == "csrftoken")
    return other, Form(form.action, form.buttons, form.values | {"csrfmiddlewaretoken": token}, form.is_multipart)


def test_a_double_click_in_two_browsers_at_once_counts_once(stage: Stage) -> None:
    visitor, form = stage.opens()
    other, copy = on_another_device(stage, form)

    seen = at_once(*[lambda: visitor.sends(form)] * 3, *[lambda: other.sends(copy)] * 2)

    assert [page.status for page in seen] == [200] * 5, [page.text[:500] for page in seen if page.status != 200]
    assert stage.outcome() == stage.once


def test_a_refresh_before_the_answer_came_counts_once(stage: Stage) -> None:
    visitor, form = stage.opens()

    visitor.hangs_up_on(form)
    again = visitor.sends(form)

    assert again.status == 200, again.text[:500]
    assert stage.outcome() == stage.once


def test_a_server_killed_with_the_request_in_hand_loses_and_repeats_nothing(stage: Stage) -> None:
    visitor, form = stage.opens()

    # Before its second and its twelfth statement nothing is there yet; after the last, everything is.
    for when, after in (("2", stage.never), ("12", stage.never), ("end", stage.once)):
        (stage.house.place / "die").write_text(when)
        with pytest.raises((URLError, HTTPException, ConnectionError)):
            visitor.sends(form)
        assert stage.outcome() == after
        stage.house.kill_web()
        stage.house.start_web()

    # The visitor never saw an answer, and tries once more.
    assert visitor.sends(form).status == 200
    assert stage.outcome() == stage.once
