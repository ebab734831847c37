"""People who send a file through the real form, each once, and try again when the line breaks, as people do."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import Cookie
from urllib.parse import urlsplit

from django.conf import settings
from tests.makers.visitor import Seen, Visitor

from bench.makers.last_hour import Sender

_PRINT = re.compile(r"<code[^>]*>([0-9a-f]{64})</code>")
_RECEIPT = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
RETRY, LOOKS_AGAIN, PATIENCE, GIVES_UP = 1.5, 5.0, 30.0, 300.0


@dataclass
class Told:
    """What one person did and was told. Moments are seconds of the machine's own clock."""

    sender: Sender
    first: float = 0.0
    began: float = 0.0
    took: float = 0.0
    tries: int = 0
    receipt: str = ""
    sha256: str = ""
    is_waiting: bool = False
    refused: str = ""
    faults: list[str] = field(default_factory=list)


def send(sender: Sender, home: str, *, at: float, two_steps: bool = False) -> Told:
    """Open the script's page, choose the file, and send it at this moment."""
    told, browser = Told(sender), _browser(sender, home)
    content = sender.place.read_bytes()
    page = _opened(browser, sender, told)
    time.sleep(max(at - time.time(), 0.0))
    told.first = time.time()
    while True:
        told.tries += 1
        told.began = time.time()
        try:
            if page is None:
                page = browser.gets(f"/assessment/scripts/{sender.script}/")
            seen = _sent(browser, page, sender, content, two_steps=two_steps)
        except (OSError, HTTPException, StopIteration) as fault:
            told.faults.append(type(fault).__name__ if not isinstance(fault, StopIteration) else _closed(page))
            if told.faults[-1] == "window closed":
                told.refused = "window closed"
                return told
            page = None
        else:
            if seen.status < 500:
                told.took = time.time() - told.began
                return _told(told, seen)
            told.faults.append(str(seen.status))
        if time.time() - told.first > GIVES_UP:
            return told
        time.sleep(RETRY)


def _opened(browser: Visitor, sender: Sender, told: Told) -> Seen | None:
    try:
        page = browser.gets(f"/assessment/scripts/{sender.script}/")
    except (OSError, HTTPException) as fault:
        told.faults.append(type(fault).__name__)
        return None
    return page if page.status == 200 else None


def _sent(browser: Visitor, page: Seen, sender: Sender, content: bytes, *, two_steps: bool) -> Seen:
    form, file = page.form("Hand in at once"), (sender.name, content)
    if not two_steps:
        return browser.sends(form, file=file, at_once="yes", declared="on")
    seen = browser.sends(form, file=file)
    until = time.time() + PATIENCE
    while "We have your file" in seen.text and time.time() < until:
        time.sleep(LOOKS_AGAIN)
        seen = browser.gets(seen.address)
    if "We have your file" in seen.text:
        # The count does not come: whoever cannot wait for it hands in at once.
        return browser.sends(form, file=file, at_once="yes", declared="on")
    if "You have handed this in" in seen.text:
        return browser.gets(f"/assessment/scripts/{sender.script}/versions/1/")
    return browser.sends(seen.form("Hand in"), declared="on")


def _told(told: Told, seen: Seen) -> Told:
    """What the answer says: a receipt, or why not."""
    if seen.status == 422:
        told.refused = "window closed" if "window has closed" in seen.text else seen.text[:300]
        return told
    number, digest = _RECEIPT.search(seen.text), _PRINT.search(seen.text)
    told.receipt, told.sha256 = number[0] if number else "", digest[1] if digest else ""
    told.is_waiting = "We have your file" in seen.text
    if not told.receipt:
        told.refused = f"{seen.status} {seen.address}"
    return told


def _closed(page: Seen | None) -> str:
    """Why a page has no form to send a file with."""
    if page is not None and "window has closed" in page.text.lower():
        return "window closed"
    return "no form" if page is None else f"no form: {page.status} {page.address}"


def _browser(sender: Sender, home: str) -> Visitor:
    browser = Visitor(home)
    host = urlsplit(home).hostname or ""
    browser.jar.set_cookie(
        Cookie(
            0, settings.SESSION_COOKIE_NAME, sender.session, None, False, host, True, False, "/", True,
            False, None, True, None, None, {},
        )
    )  # fmt: skip
    return browser
