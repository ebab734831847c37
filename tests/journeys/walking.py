"""A person who walks through pages in a browser and looks at each."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page

from tests.makers.installation import REPOSITORY, Installation

# Reading a framework takes some seconds on a busy machine.
PATIENCE = 30_000
UK = ZoneInfo("Europe/London")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
AXE = REPOSITORY / ".build" / "test" / "axe.min.js"
# Set to a folder to keep the pictures that the guides show.
PICTURES = os.environ.get("GOLDENTHREAD_PICTURES", "")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RUN_AXE = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await axe.run(document, {runOnly: rules});
  return JSON.stringify(found.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html)})));
}"""

# A label names the first field of its name: where two stand on one page, it names the wrong one. Axe no longer looks.
NAMED_TWICE = """() => {
  const all = [...document.querySelectorAll('[id]')].map(element => element.id);
  return [...new Set(all.filter((id, place) => all.indexOf(id) !== place))];
}"""


def is_fault(words: str) -> bool:
    """Whether what the browser calls an error is one of ours: neither a form that is answered with what to mend, which
    is 422, nor that a walk has cut the connection itself; a page may try again at any moment of that."""
    return "422" not in words and "ERR_INTERNET_DISCONNECTED" not in words


class Walker:
    """One person in one browser. ``look`` checks the page as it is now at both sizes, and can keep its picture."""

    def __init__(self, browser: Browser, house: Installation, *, email: str = "", size: dict[str, int] = DESK) -> None:
        self.house, self.email, self.size = house, email, size
        self.context = browser.new_context(viewport=size, base_url=house.address, accept_downloads=True)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on(
            "console", lambda m: self.faults.append(m.text) if m.type == "error" and is_fault(m.text) else None
        )
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))

    def sign_in(self) -> Walker:
        """Sign in as somebody who has no password: by the code that comes by e-mail."""
        before = len(self.house.post.inbox)
        self.goto("/account/login/code/")
        self.fill(re.compile("e-?mail", re.IGNORECASE), self.email)
        self.press(re.compile("code|sign in|continue", re.IGNORECASE))
        letter = (
            self.house.post.newest(self.email, about="your way in", after=before).get_body(("plain",)).get_content()
        )
        code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter, re.MULTILINE)
        assert code, letter
        self.fill(re.compile("code", re.IGNORECASE), code[1])
        self.press(re.compile("sign in|confirm|continue", re.IGNORECASE))
        return self

    def goto(self, path: str) -> Walker:
        """Open an address; anything but a page that is there fails the walk."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        return self

    def fill(self, label: str | re.Pattern[str], words: str) -> Walker:
        self._field(label).fill(words)
        return self

    def _field(self, label: str | re.Pattern[str]) -> Locator:
        """The field whose label is this, or else begins or goes on with it ("… (optional)")."""
        exact = self.page.get_by_label(label, exact=True)
        return exact.first if isinstance(label, str) and exact.count() else self.page.get_by_label(label).first

    def choose(self, label: str | re.Pattern[str], option: str | None = None) -> Walker:
        """Tick a box or a radio, or choose an option of a list."""
        field = self._field(label)
        if option is None:
            field.check()
        else:
            field.select_option(label=option)
        return self

    def choose_first(self, label: str, containing: str = "") -> Walker:
        """Choose the first real option of a list whose words hold ``containing``."""
        options = self._field(label).locator("option")
        found = [o for o in options.all() if o.get_attribute("value") and containing in o.inner_text()]
        assert found, f"{label}: {options.all_inner_texts()}"
        self._field(label).select_option(value=found[0].get_attribute("value"))
        return self

    def fill_day(self, label: str, day: date) -> Walker:
        """Fill the three boxes of a date."""
        group = self.page.get_by_role("group", name=label)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(number))
        return self

    def fill_moment(self, label: str, day: date, time: str) -> Walker:
        """Fill a date and a time of day in the UK."""
        self.fill_day(label, day)
        self.page.get_by_role("group", name=label).get_by_label("Time").fill(time)
        return self

    def press(self, name: str | re.Pattern[str]) -> Walker:
        """Press a button."""
        self.page.get_by_role("button", name=name).first.click()
        return self

    def follow(self, name: str | re.Pattern[str]) -> Walker:
        """Follow a link, or one that looks like a button and says that it is one."""
        self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name)).first.click()
        return self

    def sees(self, words: str | re.Pattern[str]) -> Locator:
        """The first place where the page says so; fails when it does not."""
        place = self.page.locator("main").get_by_text(words).filter(visible=True).first
        place.wait_for()
        return place

    def look(self, picture: str = "") -> Walker:
        """Have axe look at the page at both sizes; nothing may overflow, and no script may fail."""
        for name, size in (("phone", PHONE), ("desktop", DESK)):
            self.page.set_viewport_size(size)
            self._no_violations(name)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{self.page.url} is {wide} px too wide on a {name}"
            if picture and PICTURES:
                self.page.screenshot(path=str(Path(PICTURES) / f"{picture}-{name}.png"), full_page=True)
        self.page.set_viewport_size(self.size)
        assert self.faults == [], f"{self.page.url}: {self.faults}"
        return self

    def _no_violations(self, size: str) -> None:
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text())
        found = json.loads(self.page.evaluate(RUN_AXE))
        assert found == [], f"{self.page.url} on a {size}: {json.dumps(found, indent=1)[:3000]}"
        twice = self.page.evaluate(NAMED_TWICE)
        assert twice == [], f"{self.page.url}: several elements are called {twice}"

    def close(self) -> None:
        self.context.close()


def press_key(page: Page, key: str) -> None:
    """Press a key once the page's script is there to hear it: it brings several others along."""
    page.locator("body.js-enabled").wait_for(state="attached")
    page.keyboard.press(key)
